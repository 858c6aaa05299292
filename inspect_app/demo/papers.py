"""The notices of a plan: numbered without gaps in order of issue, frozen as `commands.documents` does, and their files.

Rendering the notices of half a year takes most of a minute, so the newest are rendered while the log is written, in the pool's processes;
the older stay `issuing` until `finish` (run by `inspect-app serve` and `worker`) renders them from the same frozen facts and logs their
service at the time that the plan gives. A file is never shown as issued before it is stored.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Mapping
from concurrent.futures import Executor, Future
from typing import Any

import msgspec
import sqlalchemy as sa

from inspect_app.commands import documents, links, paper
from inspect_app.commands.log import Log, writing
from inspect_app.commands.press import Press
from inspect_app.commands.signing import Signing
from inspect_app.demo import registry
from inspect_app.demo.history import make_plan
from inspect_app.demo.pictures import Key, Picture
from inspect_app.demo.plan import Notice, Plan, Visit, utc
from inspect_app.demo.tablets import ms
from inspect_app.domain import dates
from inspect_app.domain.doc_types import NOTICE
from inspect_app.domain.documents import SEVERITY_ORDER, NoticeFacts, doc_number, verify_at
from inspect_app.domain.people import Actor, system
from inspect_app.queries import facts as q
from inspect_app.storage import tables as t
from inspect_app.storage.blobs import open_blobs
from inspect_app.storage.db import Database

Row = dict[str, Any]
SECTION = "section"
MADE_AFTER_MS = 3000


def notices_of(plan: Plan) -> list[tuple[Visit, Notice]]:
    """Visits with their notices in order of issue."""
    found = [(visit, visit.notice) for visit in plan.visits if visit.notice]
    return sorted(found, key=lambda pair: (pair[1].issued_at, pair[1].id))


def newest(plan: Plan, count: int) -> list[Visit]:
    """The visits with the `count` newest notices."""
    return [visit for visit, _ in notices_of(plan)[-count:]] if count else []


class Papers:
    """Numbers, codes and files of the notices of one plan."""

    def __init__(self, plan: Plan, press: Press, drawn: Mapping[Key, Picture]) -> None:
        self.press, self.seed = press, plan.seed
        self.codes: dict[str, str] = {}
        self.files: dict[str, Future[Row]] = {}
        self._said: dict[str, NoticeFacts] = {}
        self._numbers = dict(_numbered(plan))
        # One mapping for photos and signatures: a hash is either. The pool's photos are printed without strokes and stamp, so that hundreds
        # of findings share a copy.
        self._copies = {picture.sha256: picture.paper for picture in drawn.values() if picture.paper}

    def draft(self, log: Log, visit: Visit, notice: Notice) -> None:
        """Begins the document with its findings, worst first, then by deadline."""
        rows = [log.row("finding", key) or {} for key in notice.finding_ids]
        rows.sort(key=lambda row: (SEVERITY_ORDER.index(row["severity"]), row["due_date"] or ""))
        value = {"type": NOTICE, "enterprise": visit.enterprise_id, "findings": [row["id"] for row in rows]}
        log.event(
            Actor(org=log.org, id=notice.issued_by, role=SECTION),
            f"document/{notice.id}",
            "draft",
            value,
            visit.id,
        )

    def print_ahead(self, pool: Executor, where: str, log: Log, notice: Notice) -> None:
        """Renders the file of a draft in the pool, before the log comes to its issue."""
        facts = self._said[notice.id] = self._facts(log, notice)
        at = ms(notice.issued_at) + MADE_AFTER_MS
        task = (where, self.press.signing, log.org, notice.id, msgspec.json.encode(facts), at)
        self.files[notice.id] = pool.submit(_print, *task)

    def issue(self, log: Log, notice: Notice) -> None:
        """Takes the number and freezes the facts; the code stays sealed until the file is made."""
        year, seq, number = self._numbers[notice.id]
        facts = self._said.get(notice.id) or self._facts(log, notice)
        frozen = documents.without_code(msgspec.json.decode(msgspec.json.encode(facts)))
        value = {"number": number, "year": year, "seq": seq, "facts": frozen}
        log.event(
            Actor(org=log.org, id=notice.issued_by, role=SECTION), f"document/{notice.id}", "issue", value
        )
        code = self.codes[notice.id]
        sealed = None if notice.id in self.files else links.seal(self.press.secret, code)
        links.add_link(log.c, log.org, notice.id, "read", code, sealed)

    def issued(self, log: Log, notice: Notice) -> None:
        """The file is there."""
        log.event(system(log.org), f"document/{notice.id}", "issued", self.files[notice.id].result())

    def serve(self, log: Log, visit: Visit, notice: Notice) -> None:
        """Handed over; the findings' own `notify` follows in their steps."""
        _serve(log, notice)

    def receipt(self, log: Log, visit: Visit, notice: Notice) -> None:
        """Signed for."""
        _receipt(log, notice, self.seed)

    def _facts(self, log: Log, notice: Notice) -> NoticeFacts:
        log.flush()
        row = log.row("document", notice.id) or {}
        code = self.codes.setdefault(notice.id, links.new_code("read"))
        shots = [shot for shot in q.sources(log.c, log.org, row).photos if shot.sha256 in self._copies]
        prints = {shot: q.Print(self._copies[shot.sha256], shot.sha256) for shot in shots}
        return q.notice_facts(
            log.c, log.org, row, number=self._numbers[notice.id][2], code=code, base_url=self.press.base_url,
            today=dates.day_of(ms(notice.issued_at)), prints=prints, signature_prints=self._copies,
        )  # fmt: skip


def _numbered(plan: Plan) -> Iterator[tuple[str, tuple[int, int, str]]]:
    """Notice id to (year, running number of the year, text of the number)."""
    counted: dict[int, int] = {}
    for _, notice in notices_of(plan):
        year = int(dates.day_of(ms(notice.issued_at))[:4])
        counted[year] = counted.get(year, 0) + 1
        yield (
            notice.id,
            (year, counted[year], doc_number(NOTICE, registry.BUREAU["abbr"], year, counted[year])),
        )


def _serve(log: Log, notice: Notice) -> None:
    assert notice.served_at
    value = {
        "method": notice.method,
        "at": utc(notice.served_at),
        "to": notice.served_to,
        "by": notice.served_by,
    }
    log.event(Actor(org=log.org, id=notice.served_by, role=SECTION), f"document/{notice.id}", "serve", value)


def _receipt(log: Log, notice: Notice, seed: int) -> None:
    assert notice.receipt_at
    user = Actor(
        org=log.org,
        id=registry.user_id(seed, notice.enterprise_id),
        role="ent_safety",
        enterprise=notice.enterprise_id,
    )
    value = {"name": notice.served_to, "title": "安全管理员", "at": utc(notice.receipt_at), "image": None}
    log.event(user, f"document/{notice.id}", "receipt", value)


def _print(where: str, signing: Signing, org: str, document: str, facts_json: bytes, at: int) -> Row:
    """In a process of the pool: renders, signs, stores, and tells what `issued` says."""
    facts = msgspec.json.decode(facts_json, type=NoticeFacts)
    return paper.make(Press(open_blobs(where), "", "", signing), org, document, facts, at)


# --- later: the files of older notices -------------------------------------------------------------------------------------------------


def finish(db: Database, press: Press) -> int:
    """Renders the notices of demo counties that are still without a file; returns how many. Can be stopped and goes on at the next run."""
    with db.read() as connection:
        counties = connection.execute(
            sa.select(t.setting.c.org_id, t.setting.c.value).where(t.setting.c.id == "demo")
        ).all()
    return sum(_finish_county(db, press, row.org_id, row.value) for row in counties)


def _finish_county(db: Database, press: Press, org: str, settings: Row) -> int:
    with db.read() as connection:
        left = set(
            connection.scalars(
                sa.select(t.document.c.id).where(t.document.c.org_id == org, t.document.c.state == "issuing")
            )
        )
        content = (
            connection.scalars(sa.select(t.checklist.c.content).where(t.checklist.c.org_id == org)).all()
            if left
            else []
        )
    if not left:
        return 0
    lists = {row["id"]: row for row in content}
    plan = make_plan(
        lists, dt.date.fromisoformat(settings["today"]), seed=settings["seed"], findings=settings["findings"]
    )
    due = [notice for _, notice in notices_of(plan) if notice.id in left]
    for notice in reversed(due):  # the newest first: they are looked at first
        _finish_one(db, press, org, notice, plan.seed)
    return len(due)


def _finish_one(db: Database, press: Press, org: str, notice: Notice, seed: int) -> None:
    with db.read() as connection:
        facts = connection.execute(
            sa.select(t.document.c.facts).where(t.document.c.org_id == org, t.document.c.id == notice.id)
        ).scalar_one()
        link = connection.execute(
            sa.select(t.link).where(
                t.link.c.org_id == org, t.link.c.document_id == notice.id, t.link.c.sealed.is_not(None)
            )
        ).one()
    code = links.unseal(press.secret, link.sealed)
    verify = msgspec.to_builtins(verify_at(press.base_url, NOTICE, code))
    at = ms(notice.issued_at) + MADE_AFTER_MS
    value = paper.make(press, org, notice.id, msgspec.convert({**facts, "verify": verify}, NoticeFacts), at)
    with writing(db, org, at) as log:
        if (log.row("document", notice.id) or {}).get("state") != "issuing":
            return  # another process was faster
        log.event(system(org), f"document/{notice.id}", "issued", value)
        log.c.execute(
            t.link.update().where(t.link.c.org_id == org, t.link.c.id == link.id).values(sealed=None)
        )
        if notice.served_at:
            log.now = ms(notice.served_at)
            _serve(log, notice)
        if notice.receipt_at:
            log.now = ms(notice.receipt_at)
            _receipt(log, notice, seed)
