"""`inspect-app verify`: replays the log from nothing and compares every projection; checks the chain; names the first bad row."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import msgspec
import sqlalchemy as sa

from inspect_app.commands.log import Log
from inspect_app.commands.orgs import begin_marks
from inspect_app.domain import canon, cases, clock, paths, wire
from inspect_app.domain.fold import Head, Slot, merge
from inspect_app.storage import projections as pr
from inspect_app.storage import tables as t
from inspect_app.storage.db import Database

Row = dict[str, Any]


class Problem(msgspec.Struct, frozen=True):
    """The first thing that is wrong in one place. `seq` where it is a row of the log."""

    what: str
    where: str
    seq: int | None = None


class Report(msgspec.Struct, frozen=True):
    """What a verification saw. No problems = the log is whole and every table follows from it."""

    org: str
    ops: int
    problems: list[Problem]


class Replay:
    """Folds a log in memory: the same pure functions as the writer, no incremental state."""

    def __init__(self, org: str) -> None:
        self.org = org
        self.slots: dict[tuple[str, str], Slot] = {}
        self.cases: dict[tuple[str, str], Row] = {}
        self.refs: dict[tuple[str, str], Row] = {}

    def take(self, row: Row, value: Any) -> None:
        """One op in order of seq."""
        op = _op_of(row, value)
        for sha in paths.photos_named(op.case, op.path, value):
            self.refs.setdefault(
                (sha, op.subject),
                {"org_id": self.org, "sha256": sha, "subject": op.subject, "visit_id": op.visit},
            )
        if op.kind == "set":
            slot = self.slots.get((op.subject, op.path), Slot())
            self.slots[op.subject, op.path] = merge(
                slot, Head(op.id, row["rank"], row["seq"], op.author, value), op.prev
            )
            visit = self.cases.get(("visit", op.visit or ""))
            if visit is not None and cases.of_inspection(op.case, op.path):
                self.cases["visit", op.visit or ""] = cases.count_supplementary(visit, row["seq"], op.device)
        elif paths.known(op):
            event = cases.Event(
                row["seq"], op.subject, op.visit, op.path, value, op.author, row["received_at"]
            )
            self.cases[op.case, op.key] = cases.fold_event(self.cases.get((op.case, op.key)), event)

    def rows(self) -> dict[str, list[Row]]:
        """Table name -> the rows that the log implies."""
        out: dict[str, list[Row]] = {table.name: [] for table in t.PROJECTIONS}
        for (subject, path), slot in self.slots.items():
            out["head"] += pr.head_rows(self.org, subject, path, slot)
            out["awaited"] += pr.awaited_rows(self.org, subject, path, slot)
            case, _, key = subject.partition("/")
            if path == "record" and case in pr.REGISTRY_TABLES:
                row = pr.registry_row(self.org, case, key, slot.shown.value if slot.shown else None)
                out[case] += [row] if row else []
        for (case, _), row in self.cases.items():
            out[case].append(pr.case_row(self.org, case, row))
            if case == "visit":
                out["visit_member"] += pr.member_rows(self.org, row)
            if case == "document":
                out["document_finding"] += pr.document_finding_rows(self.org, row)
        out["photo_ref"] = list(self.refs.values())
        return out


def _op_of(row: Row, value: Any) -> wire.Op:
    return wire.Op(
        id=row["id"], visit=row["visit_id"], subject=row["subject"], kind=row["kind"], path=row["path"], value=value, prev=row["prev"],
        author=row["author"], device=row["device"],
    )  # fmt: skip


def verify(db: Database, org: str, limit: int = 20) -> Report:
    """Checks one org's log and tables. Raises LookupError when the org doesn't exist. Lists at most `limit` problems."""
    with db.read() as connection:
        counter = connection.execute(sa.select(t.org).where(t.org.c.id == org)).one_or_none()
        if counter is None:
            raise LookupError(f"org {org!r} does not exist")
        replay = Replay(org)
        problems: list[Problem] = []
        last, chain, count = 0, canon.GENESIS, 0
        for row, salt, text in _log_rows(connection, org):
            count += 1
            bad = _bad_row(row, salt, text, last, chain)
            if bad:
                problems.append(bad)
                return Report(org, count, problems)  # after the first bad row nothing can be trusted
            last, chain = row["seq"], row["hash"]
            replay.take(row, msgspec.json.decode(text))
        if (counter.seq, counter.chain) != (last, chain):
            problems.append(Problem("计数行与日志末尾不一致", f"org/{org}", counter.seq))
        problems += _differences(connection, org, replay.rows(), limit)
    return Report(org, count, problems[:limit])


def rebuild(db: Database, org: str) -> int:
    """Throws an org's projections away and makes them anew from the log (after an upgrade that knows more paths). Returns ops read."""
    with db.write() as connection:
        log = Log(db, connection, org)
        replay, count = Replay(org), 0
        for row, _, text in _log_rows(connection, log.org):
            replay.take(row, msgspec.json.decode(text))
            count += 1
        tables = {table.name: table for table in t.PROJECTIONS}
        for name, rows in replay.rows().items():
            connection.execute(tables[name].delete().where(tables[name].c.org_id == org))
            if rows:
                connection.execute(tables[name].insert(), rows)
        connection.execute(t.org.update().where(t.org.c.id == org).values(marks=begin_marks()))
    return count


def _log_rows(connection: sa.Connection, org: str) -> Iterator[tuple[Row, bytes, str]]:
    query = (
        sa.select(t.op, t.op_value.c.salt, t.op_value.c.value)
        .join(
            t.op_value,
            sa.and_(t.op_value.c.org_id == t.op.c.org_id, t.op_value.c.seq == t.op.c.seq),
            isouter=True,
        )
        .where(t.op.c.org_id == org)
        .order_by(t.op.c.seq)
    )
    for found in connection.execute(query, execution_options={"yield_per": 2000}).mappings():
        row = dict(found)
        salt, value = row.pop("salt"), row.pop("value")
        yield row, bytes(salt or b""), value if value is not None else "null"


def _bad_row(row: Row, salt: bytes, text: str, last: int, chain: str) -> Problem | None:
    where = f"{row['subject']} {row['path']}（{row['id']}）"
    if row["seq"] != last + 1:
        return Problem(f"日志缺少第 {last + 1} 条", where, row["seq"])
    if canon.value_hash(salt, text.encode()) != row["value_hash"]:
        return Problem("内容与其哈希不符（内容被改动）", where, row["seq"])
    if canon.chain_hash(chain, wire.envelope_of(row), row["value_hash"]) != row["hash"]:
        return Problem("哈希链断裂（记录被改动）", where, row["seq"])
    if row["rank"] != clock.rank(row["id"], row["received_at"]):
        return Problem("排序值与时间不符", where, row["seq"])
    if wire.content_hash(_op_of(row, None), text.encode()) != row["content_hash"]:
        return Problem("内容校验值不符（记录被改动）", where, row["seq"])
    return None


def _differences(
    connection: sa.Connection, org: str, expected: dict[str, list[Row]], limit: int
) -> list[Problem]:
    problems: list[Problem] = []
    for table in t.PROJECTIONS:
        keys = [column.name for column in table.primary_key]
        want = {tuple(row[k] for k in keys): row for row in expected[table.name]}
        have = {
            tuple(row[k] for k in keys): dict(row)
            for row in connection.execute(sa.select(table).where(table.c.org_id == org)).mappings()
        }
        for key in sorted({*want, *have}, key=str):
            difference = _difference(want.get(key), have.get(key))
            if difference:
                problems.append(Problem(difference, f"{table.name} {'/'.join(map(str, key[1:]))}"))
                if len(problems) >= limit:
                    return problems
    return problems


def _difference(want: Row | None, have: Row | None) -> str | None:
    if have is None:
        return "表中缺少日志推出的行"
    if want is None:
        return "表中有日志推不出的行"
    changed = [name for name in want if want[name] != have.get(name)]
    return f"字段与日志不一致：{'、'.join(changed)}" if changed else None
