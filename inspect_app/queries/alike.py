"""Where else a photo of a proof was handed in, or one that looks like it. It advises who reinspects and decides nothing."""

from __future__ import annotations

import threading
from typing import Any

import msgspec
import sqlalchemy as sa

from inspect_app.domain import prints
from inspect_app.domain.people import Actor
from inspect_app.queries import scope
from inspect_app.storage import tables as t

Row = dict[str, Any]
OVERLAP_MS = 120_000  # a row may become visible later than rows that were written after it
MOST_NEAR, MOST_REFS, SHOWN = 40, 150, 6
JUDGED = ("feedback", "rechecking")  # while somebody has to look at the proof


class Known:
    """The prints of each org in memory (40 bytes a photo); what was written since is added at each question. One for a process."""

    def __init__(self) -> None:
        self._orgs: dict[str, tuple[prints.Prints, int]] = {}
        self._lock = threading.Lock()

    def of(self, connection: sa.Connection, org: str) -> prints.Prints:
        """The prints of an org, up to now."""
        p = t.photo_print.c
        with self._lock:
            held, since = self._orgs.get(org, (prints.Prints(), 0))
            rows = connection.execute(
                sa.select(p.sha256, p.print, p.at).where(p.org_id == org, p.at >= since - OVERLAP_MS)
            ).all()
            for row in rows:
                if row.print:
                    held.add(row.sha256, row.print)
            self._orgs[org] = held, max((row.at for row in rows), default=since)
            return held


class Alike(msgspec.Struct, frozen=True):
    """Another place of a photo. `where`: own (before-photo of this finding), earlier (a round before), before, after (of another finding).

    `distance` in bits, None for the same file; `finding` a row with `id`, `enterprise`, `location`, `found_on`, `same_firm`, or None for the own.
    """

    photo: str
    other: str
    distance: int | None
    where: str
    finding: Row | None

    @property
    def words(self) -> str:
        """How alike."""
        return prints.words(self.distance)


class Found(msgspec.Struct, frozen=True):
    """`shown`: the most telling ones; `more`: how many others this person may see; `hidden`: how many findings lie outside what this person may see."""

    shown: list[Alike]
    more: int = 0
    hidden: int = 0


def of_finding(connection: sa.Connection, known: Known, actor: Actor, row: Row) -> Found:
    """The photos of the present proof that were seen elsewhere. `row`: a finding that this person may see."""
    proof = list(dict.fromkeys([*row["after_photos"], *((row["feedback"] or {}).get("photos") or [])]))
    if row["state"] not in JUDGED or not proof:
        return Found([])
    near = _near(connection, known, actor.org, proof)
    refs = _refs(connection, actor.org, {other for _, other, _ in near})
    others = {id_ for ids in refs.values() for id_ in ids if id_ != row["id"]}
    seen = _findings(connection, actor, row, others)
    found = _own(row, near, refs) + [
        Alike(photo, other, distance, "before" if other in seen[id_]["photos"] else "after", seen[id_])
        for photo, other, distance in near
        for id_ in refs.get(other, [])
        if id_ in seen
    ]
    best: dict[tuple[str, str, str], Alike] = {}
    for one in sorted(found, key=_telling):
        best.setdefault((one.photo, one.where, one.finding["id"] if one.finding else ""), one)
    listed = list(best.values())
    return Found(listed[:SHOWN], max(0, len(listed) - SHOWN), len(others) - len(seen))


def _telling(one: Alike) -> tuple[int, int, str]:
    """The finding's own before-photo first, then what was handed in for other enterprises; within each the most alike."""
    foreign = one.finding is not None and not one.finding["same_firm"]
    rank = {"own": 0, "earlier": 1}.get(one.where, 2 if foreign else 3)
    return rank, -1 if one.distance is None else one.distance, one.other


def _near(
    connection: sa.Connection, known: Known, org: str, proof: list[str]
) -> list[tuple[str, str, int | None]]:
    """(photo of the proof, photo like it, bits apart or None for itself)."""
    p = t.photo_print.c
    own = dict(
        connection.execute(
            sa.select(p.sha256, p.print).where(p.org_id == org, p.sha256.in_(proof), p.print.is_not(None))
        ).all()
    )
    found: list[tuple[str, str, int | None]] = [(sha, sha, None) for sha in proof]
    held = known.of(connection, org) if own else prints.Prints()
    for sha, print_ in own.items():
        others = [(distance, other) for distance, other in held.near(print_) if other not in own]
        found += [(sha, other, distance) for distance, other in others[:MOST_NEAR]]
    return found


def _refs(connection: sa.Connection, org: str, photos: set[str]) -> dict[str, list[str]]:
    """Photo → findings whose story names it."""
    ref = t.photo_ref.c
    rows = connection.execute(
        sa.select(ref.sha256, ref.subject)
        .where(ref.org_id == org, ref.sha256.in_(photos), ref.subject.startswith("finding/"))
        .order_by(ref.sha256, ref.subject)
        .limit(MOST_REFS)
    )
    found: dict[str, list[str]] = {}
    for sha, subject in rows:
        found.setdefault(sha, []).append(subject.partition("/")[2])
    return found


def _findings(connection: sa.Connection, actor: Actor, row: Row, ids: set[str]) -> dict[str, Row]:
    f, firm = t.finding.c, t.enterprise
    rows = connection.execute(
        sa.select(f.id, f.enterprise_id, f.location, f.found_on, f.photos, firm.c.name.label("enterprise"))
        .select_from(t.finding)
        .outerjoin(firm, sa.and_(firm.c.org_id == f.org_id, firm.c.id == f.enterprise_id))
        .where(scope.findings(actor), f.id.in_(ids))
    ).mappings()
    return {one["id"]: {**one, "same_firm": one["enterprise_id"] == row["enterprise_id"]} for one in rows}


def _own(row: Row, near: list[tuple[str, str, int | None]], refs: dict[str, list[str]]) -> list[Alike]:
    """What the finding itself shows: its before-photos, and proof of a round that had failed."""
    now = {*row["after_photos"], *((row["feedback"] or {}).get("photos") or [])}
    found = []
    for photo, other, distance in near:
        if other in row["photos"]:
            found.append(Alike(photo, other, distance, "own", None))
        elif other not in now and row["id"] in refs.get(other, []):
            found.append(Alike(photo, other, distance, "earlier", None))
    return found
