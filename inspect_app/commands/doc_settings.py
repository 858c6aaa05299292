"""A bureau changes what it says in its documents: one op on `setting/documents`, checked against the rules, the fonts and the numbers given.

Fields with defaults, never template code. Documents that were issued keep what they froze; the next ones say it the new way.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from functools import cache
from typing import Any

import sqlalchemy as sa
from msgspec.structs import replace

from inspect_app.commands.log import Log, writing
from inspect_app.commands.photos import blob_name
from inspect_app.commands.press import Press, assets
from inspect_app.domain import canon, dates, doc_words
from inspect_app.domain import doc_setting_rules as rules
from inspect_app.domain.doc_samples import sample
from inspect_app.domain.doc_setting_rules import Difference, Problem
from inspect_app.domain.doc_settings import code_word, of
from inspect_app.domain.doc_types import DOC_TYPES, LISTED
from inspect_app.domain.documents import NoticeFacts, Org, Relief, doc_number
from inspect_app.domain.people import Actor
from inspect_app.domain.rules import Refusal
from inspect_app.queries import facts as q
from inspect_app.queries.finding import timeline
from inspect_app.render import own_fonts
from inspect_app.render.charset import charset, rare_hanzi
from inspect_app.render.pdf import Rendered, render
from inspect_app.render.seal import normalised
from inspect_app.storage import tables as t
from inspect_app.storage.blobs import Blobs
from inspect_app.storage.db import Database

Row = dict[str, Any]
SUBJECT = "setting/documents"
EDITORS = frozenset(
    {"leader", "admin"}
)  # workflow.md § 4: templates and numbers are the administrator's; the wording is the bureau's own act
SPECIMEN = "样稿"


class Unfit(Refusal):
    """What was typed can't be so; `problems` name the fields."""

    def __init__(self, problems: list[Problem]) -> None:
        super().__init__("unfit", f"有 {len(problems)} 处需要修改")
        self.problems = problems


class Stale(Refusal):
    """Somebody saved the same fields since the page was opened; `changed` says what."""

    def __init__(self, changed: list[Difference], by: str) -> None:
        super().__init__("stale", f"您打开页面以后，{by}已修改了这里的内容，请核对后再提交")
        self.changed = changed


def versions(connection: sa.Connection, org: str) -> list[Row]:
    """Every record that was ever kept, oldest first: `seq`, `value`, `name` and `role` of who set it, `received_at`."""
    return timeline(connection, org, [SUBJECT])


def change(db: Database, actor: Actor, patch: Mapping[str, Any], seen: int) -> bool:
    """Merges `patch` into the record; `seen` is the `seq` of the version that the page showed (0: none). Whether anything changed.

    Raises Unfit, Stale, Refusal.
    """
    if actor.role not in EDITORS:
        raise Refusal("not_your_role", "文书设置由局领导或系统管理员修改")
    with writing(db, actor.org) as log:
        held = versions(log.c, actor.org)
        kept = dict(held[-1]["value"] or {}) if held else {}
        record = rules.merged(kept, patch)
        if record == kept:
            return False
        _check_fresh(held, kept, patch, seen)
        found = [*rules.problems(q.bureau(log.c, actor.org), record), *_unprintable(record)]
        if found := found or list(_used_numbers(log, kept, record)):
            raise Unfit(found)
        log.record(actor, SUBJECT, record)
    return True


def _check_fresh(held: list[Row], kept: Row, patch: Mapping[str, Any], seen: int) -> None:
    shown = next((row["value"] or {} for row in reversed(held) if row["seq"] <= seen), {})
    if changed := rules.differences(rules.picked(shown, patch), rules.picked(kept, patch)):
        raise Stale(changed, held[-1]["name"] or held[-1]["author"])


def _unprintable(record: Mapping[str, Any]) -> Iterator[Problem]:
    """Characters that no document can print: better said here than when the first one is issued."""
    texts = {name: str(record.get(name, "")) for name in (*rules.ORGANS, "region", "internet")}
    texts |= {f"code_words/{kind}": word for kind, word in record.get("code_words", {}).items()}
    texts |= {
        f"words/{kind}/{key}": text
        for kind, said in record.get("words", {}).items()
        for key, text in said.items()
    }
    for field, text in texts.items():
        if strange := "".join(
            char for char in dict.fromkeys(text) if ord(char) not in _printable() and char != "\n"
        ):
            yield Problem(field, f"“{strange}”在文书字体里没有，不能打印，请改用规范汉字和常用符号")


@cache
def _printable() -> frozenset[int]:
    return frozenset(charset() | rare_hanzi())


def _used_numbers(log: Log, kept: Row, record: Row) -> Iterator[Problem]:
    """A code word that another type has used this year would give its numbers a second time."""
    about, year = q.bureau(log.c, log.org), int(dates.day_of(log.now)[:4])
    before, after = of(about, kept), of(about, record)
    for doc_type, kind in DOC_TYPES.items():
        start = rules.prefix(about, after, doc_type, year)
        if start == rules.prefix(about, before, doc_type, year):
            continue
        other = log.c.scalar(
            sa.select(t.document.c.type).where(
                t.document.c.org_id == log.org, t.document.c.year == year, t.document.c.type != doc_type,
                sa.func.substr(t.document.c.number, 1, len(start)) == start,
            ).limit(1)
        )  # fmt: skip
        if other:
            title = DOC_TYPES[other].title
            yield Problem(
                f"code_words/{doc_type}",
                f"{start}今年已用于《{title}》，《{kind.title}》再用会出现两个相同的文号。请换一个代字，或从明年起再改",
            )


# --- fonts and seal: bytes first, durably, then the op that names them -----------------------------------------------------------------


def set_font(
    db: Database, blobs: Blobs, actor: Actor, face: str, name: str, data: bytes, seen: int
) -> own_fonts.Converted:
    """Takes a font file of the bureau for one face. Takes seconds. Raises own_fonts.UnfitFont, Refusal, Stale."""
    if face not in own_fonts.FACES:
        raise Refusal("unknown", "没有这个字体位置")
    if actor.role not in EDITORS:
        raise Refusal("not_your_role", "文书设置由局领导或系统管理员修改")
    made = own_fonts.convert(face, data)
    blobs.put(blob_name(actor.org, "font", made.sha256), made.data)
    shown = "，".join(part for part in (made.name, name.strip()[:80]) if part)
    change(db, actor, {"fonts": {face: made.sha256}, "font_names": {face: shown}}, seen)
    return made


def drop_font(db: Database, actor: Actor, face: str, seen: int) -> None:
    """Back to the free font; documents that were issued keep theirs, whose file stays. Raises Refusal, Stale."""
    change(db, actor, {"fonts": {face: ""}, "font_names": {face: ""}}, seen)


def set_seal(db: Database, blobs: Blobs, actor: Actor, data: bytes, seen: int) -> None:
    """Takes the picture of the seal. Raises seal.BadSeal, Refusal, Stale."""
    if actor.role not in EDITORS:
        raise Refusal("not_your_role", "文书设置由局领导或系统管理员修改")
    made = normalised(data)
    digest = canon.sha256(made)
    blobs.put(blob_name(actor.org, "seal", digest), made)
    change(db, actor, {"seal": digest}, seen)


def drop_seal(db: Database, actor: Actor, seen: int) -> None:
    """No picture any more: the place says 盖章处. Raises Refusal, Stale."""
    change(db, actor, {"seal": ""}, seen)


# --- the preview -----------------------------------------------------------------------------------------------------------------------


def specimen(db: Database, press: Press, org: str, doc_type: str, patch: Mapping[str, Any]) -> Rendered:
    """The type on made-up facts as it would read after this change: marked 样稿, without number, code and seal.

    Raises Unfit, Refusal, render.RenderError.
    """
    with db.read() as connection:
        about = q.bureau(connection, org)
        held = versions(connection, org)
    record = rules.merged((held[-1]["value"] or {}) if held else {}, patch)
    if found := [*rules.problems(about, record), *_unprintable(record)]:
        raise Unfit(found)
    facts = _as_set(about, record, doc_type)
    return render(facts, assets(press.blobs, org, facts), SPECIMEN)


def _as_set(about: Row, record: Row, doc_type: str) -> NoticeFacts:
    settings, facts = of(about, record), sample(doc_type)
    word = code_word(settings, doc_type)
    org = Org(
        name=about.get("name", ""), abbr=about.get("abbr", ""), contact=about.get("contact", ""), phone=about.get("phone", ""),
        region=settings.region,
    )  # fmt: skip
    facts = replace(
        facts, org=org, issuer=(settings.committee if doc_type == LISTED else "") or org.name, code_word=word, verify=None, anchor=None, seal="place",
        relief=Relief(government=settings.government, court=settings.court, internet=settings.internet), fonts=dict(settings.fonts),
        number=doc_number(doc_type, org.abbr, int(facts.issue_date[:4]), None, region=settings.region, word=word),
    )  # fmt: skip
    facts = _without_numbers(facts)
    return replace(facts, words=doc_words.spoken(facts, settings.words.get(doc_type)))


def _without_numbers(facts: NoticeFacts) -> NoticeFacts:
    """The papers that a specimen names get no number either: it might be somebody's."""
    cited = facts.reference and replace(facts.reference, number=_blank(facts.reference.number))
    served = tuple(replace(paper, number=_blank(paper.number)) for paper in facts.services)
    return replace(facts, reference=cited, services=served)


def _blank(number: str) -> str:
    return re.sub(r"\d+号$", "__号", number)
