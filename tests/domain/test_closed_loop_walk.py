"""Any people giving any commands in any order: what § 2 of the workflow promises holds, every refusal says why and leaves the finding as it was."""

from __future__ import annotations

import random
from typing import Any

from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, rule

from inspect_app.domain import cases, rules
from inspect_app.domain.people import Actor

SHA = "0" * 64
VISIT = "0b0e7a52-0000-4000-8000-000000000001"
PEOPLE = [
    Actor("o", "sec", "section"), Actor("o", "lead", "leader"), Actor("o", "comm", "committee"), Actor("o", "off", "officer"), Actor("o", "exp", "expert"),
    Actor("o", "ent", "ent_safety", enterprise="e-1"), Actor("o", "head", "ent_head", enterprise="e-1"), Actor("o", "other", "ent_safety", enterprise="e-2"),
    Actor("o", "grid", "grid", township="t-1"), Actor("o", "grid2", "grid", township="t-2"), Actor("o", "fire", "dept", department="d-1"),
    Actor("o", "market", "dept", department="d-2"), Actor("o", "audit", "audit"), Actor("o", "admin", "admin"), Actor("o", "system", "system"),
]  # fmt: skip
DAYS = ("2026-11-01", "2026-12-01", "2026-12-20", "2027-02-01")
ENDED = {"closed", "cancelled", "merged", "enforced"}

texts = st.sampled_from(["", "理由"])
days = st.sampled_from(DAYS)
values = st.fixed_dictionaries(
    {},
    optional={
        "reason": texts, "note": texts, "due_date": days, "severity": st.sampled_from(["general", "major"]), "criterion": texts, "document": st.just(VISIT), "into": st.just("f2"),
        "measure": st.just("已整改"), "owner": st.sampled_from(["韩", "off"]), "done_on": days, "photos": st.sampled_from([[], [SHA]]), "on": days,
        "reinspector": st.sampled_from(["off", "exp", "ent", "韩"]), "planned_date": days, "at": st.just("2026-12-01T00:00:00Z"), "ground": st.just("overdue"),
        "visit": st.just(VISIT), "case_no": texts, "department": st.sampled_from(["d-1", "d-2"]), "result": st.sampled_from(["kept", "recurred"]), "of": st.just(VISIT),
        "closed_on": days, "enterprise": st.just("e-1"), "township": st.just("t-1"), "name": texts,
    },
)  # fmt: skip
ONWARD = frozenset(
    [
        "confirm",
        "grade",
        "assign",
        "notify",
        "request_ext",
        "approve_ext",
        "reject_ext",
        "feedback",
        "endorse",
        "recheck",
        "pass",
        "close_out",
        "follow_up",
    ]
)
COMMANDS = sorted(set(rules.FINDING) - {"submit", "settle"})
NEEDED: dict[str, set[str]] = {
    "feedback": {"measure", "owner", "done_on", "photos"}, "pass": {"reinspector", "at", "note"}, "fail": {"reinspector", "at", "note"}, "request_ext": {"on"},
    "escalate": {"ground"}, "relink": {"enterprise"}, "recur": {"closed_on"}, "follow_up": {"on"},
}  # fmt: skip


class Walk:
    """One finding of enterprise e-1 in township t-1, from its submission on."""

    def __init__(self, severity: str) -> None:
        self.seq, self.done = 1, set()  # type: ignore[var-annotated]
        self.row = {
            **cases.EMPTY["finding"], "id": "f", "state": "submitted", "severity": severity, "enterprise_id": "e-1", "township_id": "t-1", "found_on": "2026-11-23",
            "visit_id": "v", "state_at": 1, "photos": [SHA],
        }  # fmt: skip

    def command(self, command: str, value: dict[str, Any], who: Actor) -> None:
        if not set(value) >= NEEDED.get(command, set()):
            return  # the shape of a value is checked before the rules are asked (paths.check_value)
        before = dict(self.row)
        try:
            step = rules.decide("finding", command, self.row, value, who)
        except rules.Refusal as refusal:
            self.refused(refusal, before)
            return
        self.seq += 1
        self.row = cases.fold_event(
            self.row, cases.Event(self.seq, "finding/f", "v", command, value, who.id, self.seq)
        )
        self.done.add(command)
        self._after(command, step, before, who)

    def _after(self, command: str, step: rules.Step, before: dict[str, Any], who: Actor) -> None:
        assert who.id not in ("other", "grid2", "audit", "admin"), "strangers and readers change nothing"
        assert before["state"] not in ENDED or command in ("follow_up", "relink"), "what has ended stays so"
        if step.target:
            corrected = command == before["state"] == "feedback"
            assert (self.row["state"], self.row["state_at"]) == (
                step.target,
                before["state_at"] if corrected else self.seq,
            )
        else:
            assert self.row["state"] == before["state"]
        if command == "close_out":
            proof, outcome = before["feedback"] or {}, before["outcome"]
            assert outcome["result"] == "pass"
            assert outcome["at"]
            assert before["after_photos"]
            assert outcome["reinspector"] not in (before["rectified_by"], proof.get("owner"))
        if (
            command in ("close_out", "cancel", "transfer", "conclude", "approve_ext")
            and before["severity"] == "major"
        ):
            assert who.role == "leader"
        if command == "grade" and "major" in (self.row["severity"], before["severity"]):
            assert who.role == "leader"
        if command in ("approve_ext", "extend"):
            assert self.row["due_date"] > before["due_date"]
        if command in ("accept_transfer", "reject_transfer", "answer_transfer") and who.role == "dept":
            assert who.department == before["department_id"]
        if command == "follow_up":
            assert who.id != before["rectified_by"]
        if command in ("escalate", "resume"):
            assert who.role == "leader"

    def refused(self, refusal: rules.Refusal, before: dict[str, Any]) -> None:
        assert refusal.message, "a refusal says why"
        assert refusal.reason in ("not_your_role", "wrong_state", "incomplete", "not_allowed")
        assert self.row == before

    def what_a_state_promises(self) -> None:
        row = self.row
        if row["state"] == "ext_pending":
            assert row["extension"]
            assert "decision" not in row["extension"]
        if row["state"] in rules.UNFINISHED - {"rechecking"}:
            assert row["document_id"], "nobody rectifies before the notice was served"
            assert row["due_date"]
        if row["state"] == "transferred":
            assert row["department_id"] == row["transfer"]["department"]
        if row["state"] == "enforced":
            assert row["referral"]["visit"] or row["referral"]["case_no"]
        if row["state"] not in ("closed", "merged", "cancelled", "enforced"):
            assert row["closed_at"] is None


class Finding(RuleBasedStateMachine):
    """Hypothesis walks."""

    @initialize(severity=st.sampled_from(["general", "suspected_major"]))
    def submitted(self, severity: str) -> None:
        self.walk = Walk(severity)

    @rule(command=st.sampled_from(COMMANDS), value=values, who=st.sampled_from(PEOPLE))
    def command(self, command: str, value: dict[str, Any], who: Actor) -> None:
        self.walk.command(command, value, who)

    @invariant()
    def promises(self) -> None:
        if hasattr(self, "walk"):
            self.walk.what_a_state_promises()


TestFinding = Finding.TestCase
TestFinding.settings = settings(max_examples=60, stateful_step_count=50, deadline=None)


def test_the_walk_opens_every_door() -> None:
    """The walk above proves little unless it gets everywhere: with plausible values every command succeeds now and then."""
    rng, opened = random.Random(7), set()
    for _ in range(400):
        walk = Walk(rng.choice(["general", "general", "suspected_major"]))
        for _ in range(60):
            able = [name for name in COMMANDS if walk.row["state"] in rules.FINDING[name].sources]
            if not able:
                break
            onward = [name for name in able if name in ONWARD]
            command = rng.choice(onward if onward and rng.random() < 0.8 else able)  # else few would get far
            who = rng.choice([who for who in PEOPLE if who.role in rules.FINDING[command].roles])
            walk.command(command, _plausible(rng, walk.row), who)
            walk.what_a_state_promises()
        opened |= walk.done
    assert opened == set(COMMANDS)


def _plausible(rng: random.Random, row: dict[str, Any]) -> dict[str, Any]:
    """Every member that a value may have, in the present state."""
    return {
        "reason": "理由", "note": "说明", "due_date": "2027-12-01" if row["state"] in rules.RUNNING else rng.choice(DAYS[1:]), "severity": rng.choice(["general", "major"]), "criterion": "第三条", "document": VISIT, "into": "f2",
        "measure": "已整改", "owner": "韩", "done_on": DAYS[1], "photos": [SHA], "on": DAYS[1], "reinspector": row["reinspector"] or "off", "planned_date": DAYS[1],
        "at": "2026-12-01T00:00:00Z", "ground": "overdue", "visit": VISIT, "case_no": "1号", "department": "d-1", "result": "kept", "of": VISIT, "closed_on": DAYS[0],
        "enterprise": "e-1", "township": "t-1", "name": "杨经理",
    }  # fmt: skip
