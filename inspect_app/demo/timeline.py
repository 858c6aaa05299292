"""A plan as one sequence of actions in order of time, and their writing in batches of one transaction each."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from functools import partial

from inspect_app.commands.log import Log, writing
from inspect_app.demo import registry
from inspect_app.demo.papers import MADE_AFTER_MS, Papers
from inspect_app.demo.plan import Finding, Step, Visit
from inspect_app.demo.statutory import Statutory, announced_at
from inspect_app.demo.tablets import Tablets, ms
from inspect_app.domain.people import Actor
from inspect_app.storage.db import Database

BATCH = 1000
"""Ops a transaction, about: larger ones slow down the log's own bookkeeping, smaller ones wait for the disk more often."""


WITH_PHOTOS = frozenset({"feedback", "pass", "fail"})


@dataclass(frozen=True, slots=True)
class Action:
    """Something that happened at `at` (ms) to `keys` (case, uuid); `ops` is about how many ops it writes."""

    at: int
    run: Callable[[Log], None]
    keys: tuple[tuple[str, str], ...]
    ops: int = 1


class Timeline:
    """Makes the actions of visits. `ahead`: ids of visits whose notices are rendered while the log is written."""

    def __init__(
        self, tablets: Tablets, papers: Papers, ahead: frozenset[str], statutory: Statutory | None = None
    ) -> None:
        self.tablets, self.papers, self.ahead, self.statutory = tablets, papers, ahead, statutory

    def of(self, visits: Sequence[Visit], *, until_draft: bool = False) -> list[Action]:
        """Actions in order of time; `until_draft` stops where a notice would be issued, for rendering ahead."""
        actions = [action for visit in visits for action in self._visit(visit, until_draft)]
        return sorted(actions, key=lambda action: action.at)  # stable: what is listed first happens first

    def _visit(self, visit: Visit, until_draft: bool) -> Iterator[Action]:
        key = (("visit", visit.id),)
        yield Action(ms(visit.planned_at), partial(self._plan, visit=visit), key)
        if visit.state == "declined" and visit.started_at:
            yield Action(ms(visit.started_at), partial(self.tablets.decline, visit=visit), key)
        if visit.state != "received" or not visit.submitted_at:
            return
        if visit.track == "enforcement" and self.statutory:
            yield Action(announced_at(visit), partial(self.statutory.announce, visit=visit), key)
        size = sum(len(run.answers) + len(run.measured) for run in visit.runs) + 10 * len(visit.findings) + 10
        yield Action(ms(visit.submitted_at), partial(self.tablets.upload, visit=visit), key, size)
        yield from self._papers(visit, until_draft)
        last = ms(visit.notice.issued_at) if until_draft and visit.notice else None
        for finding in visit.findings:
            for step in finding.steps:
                if last is None or ms(step.at) < last:
                    yield Action(
                        ms(step.at),
                        partial(self._step, finding=finding, step=step),
                        (("finding", finding.id),),
                    )

    def _papers(self, visit: Visit, until_draft: bool) -> Iterator[Action]:
        notice = visit.notice
        if not notice:
            return
        key, issued = (("document", notice.id),), ms(notice.issued_at)
        findings = tuple(("finding", finding) for finding in notice.finding_ids)
        yield Action(issued - 120_000, partial(self.papers.draft, visit=visit, notice=notice), key + findings)
        if until_draft:
            return
        yield Action(issued, partial(self.papers.issue, notice=notice), key)
        if visit.id not in self.ahead:
            return  # papers.finish goes on
        yield Action(issued + MADE_AFTER_MS, partial(self.papers.issued, notice=notice), key)
        if notice.served_at:
            yield Action(ms(notice.served_at), partial(self.papers.serve, visit=visit, notice=notice), key)
        if notice.receipt_at:
            yield Action(ms(notice.receipt_at), partial(self.papers.receipt, visit=visit, notice=notice), key)

    def _plan(self, log: Log, visit: Visit) -> None:
        value = {
            "enterprise": visit.enterprise_id, "track": visit.track, "planned_date": visit.planned_date.isoformat(), "lead": visit.lead,
            "members": [visit.lead, *visit.members], "checklists": [f"{name}@{self.tablets.versions[name]}" for name in visit.checklists],
        }  # fmt: skip
        log.event(Actor(org=log.org, id=visit.planned_by, role="section"), f"visit/{visit.id}", "plan", value)

    def _step(self, log: Log, finding: Finding, step: Step) -> None:
        """One event of a finding, by whoever the plan says."""
        if step.role == "ent_safety":
            actor = Actor(
                org=log.org,
                id=registry.user_id(self.tablets.seed, step.actor),
                role=step.role,
                enterprise=step.actor,
            )
        else:
            section = (
                (log.row("finding", finding.id) or {}).get("department_id") if step.role == "dept" else None
            )
            actor = Actor(org=log.org, id=step.actor, role=step.role, department=section)
        value = dict(step.value)
        if step.command in WITH_PHOTOS:
            value["photos"] = [self.tablets.drawn[photo].sha256 for photo in step.photos]
        log.event(actor, f"finding/{finding.id}", step.command, value, finding.visit_id)


def write(db: Database, org: str, actions: Sequence[Action], progress: Callable[[int], None]) -> None:
    """Writes actions through the log, many a transaction; `progress` gets the number of actions done."""
    done = 0
    for batch in _batches(actions):
        with writing(db, org, batch[0].at) as log:
            play(log, batch)
        done += len(batch)
        progress(done)


def play(log: Log, actions: Sequence[Action]) -> None:
    """Runs actions on a log, each at its own time."""
    for case in ("visit", "finding", "document"):
        log.prefetch_rows(case, {key for action in actions for kind, key in action.keys if kind == case})
    for action in actions:
        log.now = action.at
        action.run(log)


def _batches(actions: Sequence[Action]) -> Iterator[list[Action]]:
    batch: list[Action] = []
    size = 0
    for action in actions:
        batch.append(action)
        size += action.ops
        if size >= BATCH:
            yield batch
            batch, size = [], 0
    if batch:
        yield batch
