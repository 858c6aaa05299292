"""The facts of a document from the tables: what `issue` freezes. Dates come from the caller, so that a re-render is byte-identical."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, NamedTuple

import msgspec
import sqlalchemy as sa
from msgspec.structs import replace

from inspect_app.domain import canon, dates, doc_slots, doc_words
from inspect_app.domain import documents as d
from inspect_app.domain import slip as slips
from inspect_app.domain.doc_settings import DocSettings, code_word
from inspect_app.domain.doc_types import DOC_TYPES, LISTED
from inspect_app.domain.library import overlaid
from inspect_app.domain.marks import Marks
from inspect_app.domain.wording import basis_text, checked_text
from inspect_app.queries import doc_bases, doc_people, library
from inspect_app.queries import doc_parts as parts
from inspect_app.queries import slip as held_slips
from inspect_app.queries.doc_settings import doc_settings
from inspect_app.queries.kept import kept_of_org
from inspect_app.queries.marks import of_photo
from inspect_app.queries.rows import one
from inspect_app.queries.signed import now_signed
from inspect_app.storage import tables as t

Row = dict[str, Any]


class Sources(msgspec.Struct, frozen=True):
    """The photos and signatures that a draft needs: print copies are made of them before the facts are frozen."""

    photos: list[Shot]
    signatures: list[str]


class Shot(NamedTuple):
    """One photo of one finding: the same bytes may stand in two findings, with strokes and stamp of their own."""

    finding: str
    sha256: str


class Print(msgspec.Struct, frozen=True):
    """A photo's copy for documents: its hash, what it is a copy of, and which masks it carries (Marks.hidden)."""

    sha256: str
    original: str = ""
    hidden: str = ""


def bureau(connection: sa.Connection, org: str) -> Row:
    """The bureau's settings: name, short name, abbreviation in numbers, contact, demo or not."""
    return dict(
        kept_of_org(
            connection,
            org,
            ("bureau",),
            lambda: one(connection, t.setting, org, "bureau").get("value") or {},
            ("setting",),
        )
    )


ENCRYPTION = "tablet_encryption"


def encryption(connection: sa.Connection, org: str) -> Row:
    """Whether tablets encrypt what lies on them, when they lock, and the public key that they wrap theirs for."""
    kept = one(connection, t.setting, org, ENCRYPTION).get("value") or {}
    return {"on": False, "lock_minutes": 15, "key": None, **kept}


def findings_of(connection: sa.Connection, org: str, document: Row) -> list[Row]:
    """The findings of a document in its order."""
    rows = {
        row["id"]: dict(row)
        for row in connection.execute(
            sa.select(t.finding).where(t.finding.c.org_id == org, t.finding.c.id.in_(document["findings"]))
        ).mappings()
    }
    return [rows[id_] for id_ in document["findings"] if id_ in rows]


def _shots(document: Row, row: Row) -> list[tuple[str, str]]:
    """(stage, photo) of a finding in the order of print: as found, then as proved for documents about what was done."""
    after = parts.photos_after(row) if DOC_TYPES[document["type"]].pictures == "both" else []
    return [("before", sha) for sha in row["photos"]] + [("after", sha) for sha in after]


def _shown(connection: sa.Connection, org: str, document: Row) -> list[Row]:
    """The document's findings as it shows them: what was signed under the signatures of today, or what the bureau made of it."""
    rows = findings_of(connection, org, document)
    if not DOC_TYPES[document["type"]].as_signed:
        return rows
    now = now_signed(connection, org, one(connection, t.visit, org, document["visit_id"]))
    return [_as_signed({**row, "signed": now.get(row["id"]) or row["signed"]}) for row in rows]


def sources(connection: sa.Connection, org: str, document: Row) -> Sources:
    """Which stored pictures the document shows."""
    rows = _shown(connection, org, document)
    photos = [Shot(row["id"], sha) for row in rows for _, sha in _shots(document, row)]
    visit = (
        one(connection, t.visit, org, document["visit_id"]) if DOC_TYPES[document["type"]].as_signed else {}
    )
    signed = doc_people.signatures(connection, org, visit)
    return Sources(list(dict.fromkeys(photos)), [s["image"] for s in signed if s["image"]])


def marks(connection: sa.Connection, org: str, document: Row) -> dict[Shot, Marks]:
    """What is drawn on each photo of the document: the strokes that were signed, the masks of today."""
    return {
        Shot(row["id"], sha): of_photo(connection, org, sha, row["id"], row["signed"] or {})
        for row in _shown(connection, org, document)
        for _, sha in _shots(document, row)
    }


def notice_facts(
    connection: sa.Connection, org: str, document: Row, *, number: str | None, code: str, base_url: str, today: str,
    prints: Mapping[Shot, Print], signature_prints: dict[str, str], issuer: str = "", anchor: d.Anchor | None = None, signing: bool = False,
) -> d.NoticeFacts:  # fmt: skip
    """Facts of a document. `prints`: the print copies of its photos; `code` is the read code; `issuer`: who signs it off; `signing`: whether the
    file will be signed with the bureau's certificate, without which no seal is printed (design § 7.10)."""
    kind, settings = DOC_TYPES[document["type"]], doc_settings(connection, org)
    about, visit = bureau(connection, org), one(connection, t.visit, org, document["visit_id"])
    inside = not kind.served  # who worked on it is printed on papers that stay in the bureau only
    bare = d.NoticeFacts(
        **_frame(connection, org, document, about, visit, settings, today), **_site(connection, org, document, visit, signature_prints),
        findings=tuple(_findings(connection, org, document, visit, prints, today)), number=number, issue_date=today,
        verify=d.verify_at(base_url, kind.code, code), anchor=anchor, issued_by=issuer if inside else "",
        drafted_by=doc_people.name_of(connection, org, document.get("drafted_by")) if inside else "",
        reviewed_by=doc_people.name_of(connection, org, document.get("reviewed_by")) if inside else "",
        seal="demo" if about.get("demo") else "image" if signing and settings.seal else "place",
        seal_image=settings.seal if signing and not about.get("demo") else "", fonts=dict(settings.fonts),
    )  # fmt: skip
    return _spoken(bare, parts.blanks(connection, org, document["id"]), settings)


def _spoken(bare: d.NoticeFacts, filled: dict[str, str], settings: DocSettings) -> d.NoticeFacts:
    """The facts with their blanks (what was typed, else the default) and, from those, their sentences."""
    kind = DOC_TYPES[bare.doc_type]
    deadline = max((f.due_date or bare.visit_date for f in bare.findings), default="")
    bare = replace(bare, feedback_by=deadline)
    fields = {f.name: filled.get(f.name, doc_slots.fill(f.default, bare)) for f in kind.fields}
    facts = replace(bare, fields={name: text for name, text in fields.items() if text})
    return replace(facts, words=doc_words.spoken(facts, settings.words.get(kind.code)))


def _frame(
    connection: sa.Connection,
    org: str,
    document: Row,
    about: Row,
    visit: Row,
    settings: DocSettings,
    today: str,
) -> Row:
    """Whom it is from and to, and what it rests on."""
    kind, firm = DOC_TYPES[document["type"]], one(connection, t.enterprise, org, document["enterprise_id"])
    relief = d.Relief(government=settings.government, court=settings.court, internet=settings.internet)
    return {
        "doc_type": kind.code, "issuer": settings.committee if kind.code == LISTED else about.get("name", ""), "system_name": about.get("system_name", ""),
        "code_word": code_word(settings, kind.code),
        "org": d.Org(name=about.get("name", ""), abbr=about.get("abbr", ""), contact=about.get("contact", ""), phone=about.get("phone", ""), region=settings.region),
        "enterprise": d.Enterprise(
            name=firm.get("name", ""), uscc=firm.get("uscc") or "", address=firm.get("address") or "", industry=firm.get("industry") or "",
            scale=firm.get("scale") or "", principal=firm.get("principal") or "", phone=(firm.get("principal_phone") or "") if kind.phone else "",
        ),
        "visit_date": _visit_date(visit, today) if visit else "", "planned_date": visit.get("planned_date") or "", "track": visit.get("track") or "advisory",
        "reference": parts.reference(parts.referred(connection, org, document)), "relief": relief if "relief.court" in kind.required else None,
        "services": parts.services(connection, org, document) if "services" in kind.required else (),
    }  # fmt: skip


def _visit_date(visit: Row, today: str) -> str:
    return (
        dates.day_of(visit["started_at"]) if visit.get("started_at") else visit.get("planned_date") or today
    )


def _site(
    connection: sa.Connection, org: str, document: Row, visit: Row, signature_prints: dict[str, str]
) -> Row:
    """What the visit itself says: who went, what they noted, who signed."""
    kind, fields = DOC_TYPES[document["type"]], visit.get("signed") or {}
    # What people said and who was with them is told on what they signed, and frozen in no other document (PIPL art. 6).
    told = fields if kind.as_signed else {}
    opinion, signed = told.get("opinion"), doc_people.signatures(connection, org, visit)
    left = held_slips.last(connection, org, document["visit_id"]) if kind.as_signed else None
    cited = left
    if left:
        rows = [row for _, row in _listed(connection, org, document)]
        if doc_bases.less_than_on_site(rows, _items(connection, org, visit.get("checklists") or [])):
            cited = None
    sheets = _titles(connection, org, visit.get("checklists") or [])
    return {
        "companion": told.get("companion", ""), "area": fields.get("area", ""), "highlights": told.get("highlights", ""), "checklists": sheets,
        "team": tuple(doc_people.team(connection, org, visit)), "officers": tuple(doc_people.officers(connection, org, visit)),
        # A signature was given to what was recorded on site; on any other document people sign anew, by hand.
        "signatures": tuple(doc_people.signed(s, signature_prints) for s in signed) if kind.as_signed else (),
        "started_at": dates.instant(visit["started_at"]) if visit.get("started_at") else "", "ended_at": max((s["at"] for s in signed), default=""),
        "opinion": d.Opinion(agree=opinion["agree"], text=opinion.get("text", "")) if opinion else None,
        "checked": tuple(checked_text(row) for row in (left or {}).get("checked", []) if row["items"]), "slip": _slip(document["visit_id"], cited),
    }  # fmt: skip


def _findings(
    connection: sa.Connection, org: str, document: Row, visit: Row, prints: Mapping[Shot, Print], today: str
) -> list[d.Finding]:
    items = _items_for(connection, org, document, visit)
    day = _visit_date(visit, today) if visit else today
    return [
        _finding(connection, org, document, n, row, items, prints, day)
        for n, row in _listed(connection, org, document)
    ]


def _listed(connection: sa.Connection, org: str, document: Row) -> list[tuple[int, Row]]:
    """The document's findings with their numbers; one that answers another document keeps the numbers of that one."""
    rows = _shown(connection, org, document)
    told = parts.referred(connection, org, document)
    numbers = {id_: n for n, id_ in enumerate((told or {}).get("findings") or [], 1)}
    return [(numbers.get(row["id"], n), row) for n, row in enumerate(rows, 1)]


def content_mark(connection: sa.Connection, org: str, document: Row) -> str:
    """A sign of what a draft says, photos included: the same as long as whoever reviewed or saw it would see the same."""
    day = dates.day_of(document["drafted_at"])
    bare = notice_facts(
        connection,
        org,
        document,
        number=None,
        code="",
        base_url="",
        today=day,
        prints={},
        signature_prints={},
    )
    shown = sources(connection, org, document)
    said = msgspec.to_builtins(replace(bare, verify=None, drafted_by="", reviewed_by="", issued_by=""))
    return canon.sha256(canon.canonical([said, [list(shot) for shot in shown.photos], shown.signatures]))


def check_bases(connection: sa.Connection, org: str, document: Row) -> None:
    """Raises Refusal naming finding and basis when the document would quote what was not in force on the day of the inspection."""
    visit = one(connection, t.visit, org, document["visit_id"])
    doc_bases.check(_listed(connection, org, document), _items_for(connection, org, document, visit))


def _slip(visit: str, left: Row | None) -> d.Slip | None:
    """Cited only when what the tablet printed is what the server received."""
    if not left or not left["made"] or left["told"] != left["made"]:
        return None
    return d.Slip(code=slips.visit_code(visit), hash=slips.short_hash(left["made"]))


def _titles(connection: sa.Connection, org: str, keys: list[str]) -> tuple[str, ...]:
    rows = connection.execute(
        sa.select(t.checklist.c.id, t.checklist.c.title).where(
            t.checklist.c.org_id == org, t.checklist.c.id.in_(keys)
        )
    )
    titles = {row.id: row.title for row in rows}
    return tuple(titles[key] for key in keys if key in titles)


def _items_for(connection: sa.Connection, org: str, document: Row, visit: Row) -> dict[str, Row]:
    """The items that a document's findings came from, with the clauses that the bureau verified; what was signed on site is printed as it was."""
    items = _items(connection, org, visit.get("checklists") or [])
    if DOC_TYPES[document["type"]].as_signed:
        return items
    verified = library.ticks(connection, org, items)
    return {key: overlaid(item, verified.get(key, {})) for key, item in items.items()}


def _items(connection: sa.Connection, org: str, keys: list[str]) -> dict[str, Row]:
    rows = connection.execute(
        sa.select(t.checklist.c.content).where(t.checklist.c.org_id == org, t.checklist.c.id.in_(keys))
    )
    return {item["id"]: item for row in rows for item in row.content["items"]}


def _as_signed(row: Row) -> Row:
    """A finding in the words and the grade that were signed on site: what the bureau changed since stands on the bureau's documents."""
    facts = row["signed"] or {}
    days = facts.get("due_days", 15)
    return {
        **row, **{name: facts.get(name, "") for name in ("location", "statement", "measure")}, "basis": None, "photos": facts.get("photos", row["photos"]),
        "severity": "general" if facts.get("suspected_major") is None else "suspected_major",
        "due_days": days, "due_date": dates.add_days(row["found_on"], days) if days else "",
    }  # fmt: skip


def _finding(
    connection: sa.Connection, org: str, document: Row, n: int, row: Row, items: dict[str, Row], prints: Mapping[Shot, Print], visit_date: str,
) -> d.Finding:  # fmt: skip
    taken = (row["signed"] or {}).get("taken") or {}
    shots = [
        (k, stage, sha, prints.get(Shot(row["id"], sha)))
        for k, (stage, sha) in enumerate(_shots(document, row), 1)
    ]
    about_done = DOC_TYPES[document["type"]].pictures == "both"
    return d.Finding(
        n=n, location=row["location"], statement=row["statement"],
        basis=tuple(d.BasisText(basis_text({**b, "src": "V"})) for b in doc_bases.listed_of(row, items, row["found_on"] or visit_date)),
        severity=row["severity"], measure=row["measure"], due_date=row["due_date"] if row["due_date"] is not None else dates.add_days(row["found_on"] or visit_date, row["due_days"] or 0),
        photos=tuple(
            d.Photo(
                sha256=made.sha256, taken_at=taken.get(sha, ""), label=f"照片{n}-{k}（{d.STAGE_TEXTS[stage]}）", stage=stage, original=made.original,
                hidden=made.hidden,
            )
            for k, stage, sha, made in shots if made
        ),
        criterion=row["criterion"] if row["severity"] == "major" and row["criterion"] else "", rectify_unit=row["rectify_unit"] or "",
        rectify_owner=row["rectify_owner"] or "", outcome=parts.outcome(connection, org, row) if about_done else None,
    )  # fmt: skip
