"""The three tables of states: complete, consistent, and no walk through them breaks what they promise."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from inspect_app.domain import access, cases, paths, rules
from inspect_app.domain.people import ROLES, Actor

STEPS = [
    (case, command, step) for case, (table, _) in rules.TABLES.items() for command, step in table.items()
]
SHA = "0" * 64
PEOPLE = {
    "section": Actor("o", "sec", "section"), "leader": Actor("o", "lead", "leader"), "committee": Actor("o", "comm", "committee"), "officer": Actor("o", "off", "officer"),
    "expert": Actor("o", "exp", "expert"), "ent_safety": Actor("o", "ent", "ent_safety", enterprise="e-1"), "stranger": Actor("o", "x", "ent_safety", enterprise="e-2"),
}  # fmt: skip
VALUES: dict[str, list[dict[str, Any]]] = {
    "confirm": [{}], "return": [{"reason": "x"}], "merge": [{"into": "other"}, {"into": "f"}], "supervise": [{}], "list": [{}], "notify": [{"document": "d"}],
    "grade": [{"severity": "general"}, {"severity": "major", "criterion": "x"}, {"severity": "major"}], "assign": [{"due_date": "2026-12-01"}, {"due_date": "2020-01-01"}],
    "feedback": [{"measure": "m", "owner": "韩", "done_on": "2026-11-30", "photos": photos} for photos in ([], [SHA])],
    "recheck": [{"reinspector": who, "planned_date": "2026-12-01"} for who in ("off", "exp", "ent", "韩")],
    "pass": [{"reinspector": who, "at": "2026-12-01T00:00:00Z", "note": "x"} for who in ("off", "exp", "ent")],
    "fail": [{"reinspector": "off", "at": "2026-12-01T00:00:00Z", "note": "x", "due_date": due} for due in (None, "2026-12-20")],
    "close_out": [{}], "cancel": [{"reason": "x"}],
}  # fmt: skip


def test_every_command_has_a_form_a_fold_and_a_name() -> None:
    commands = {(case, command) for case, command, _ in STEPS}
    assert commands == set(paths.EVENTS) == set(cases.HANDLERS)
    assert {command for _, command in commands} == set(rules.COMMANDS)


@pytest.mark.parametrize("case", rules.TABLES)
def test_every_state_has_a_name_and_can_be_reached(case: str) -> None:
    table, states = rules.TABLES[case]
    reached, before = {""}, set()
    while reached != before:
        before = set(reached)
        reached |= {step.target for step in table.values() if step.target and step.sources & reached}
    assert reached == set(states)
    assert {source for step in table.values() for source in step.sources} <= set(states)


def test_only_known_roles_stand_in_the_tables() -> None:
    assert {role for _, _, step in STEPS for role in step.roles} <= set(ROLES)
    assert {role for roles in access.ROUTES.values() for role in roles} <= {*ROLES, "*", "+"}


@pytest.mark.parametrize("role", [*ROLES, "", "nobody"])
def test_what_is_offered_is_what_role_and_state_allow(role: str) -> None:
    someone = Actor("o", "x", role)
    for case, (table, states) in rules.TABLES.items():
        for state in states:
            offered = rules.allowed(case, {"state": state}, someone)
            assert offered == [
                name for name, step in table.items() if role in step.roles and state in step.sources
            ]
            for name in set(table) - set(offered):
                with pytest.raises(rules.Refusal):
                    rules.decide(case, name, {"state": state}, {}, someone)


OWN_VISIT = {"lead": "exp", "members": ["exp"], "track": "advisory", "enterprise": "e-1", "unplanned": True}


@pytest.mark.parametrize(
    "wrong",
    [
        {"unplanned": False}, {"lead": "off"}, {"members": []}, {"track": "enforcement"}, {"record": {"name": "新企业"}},
        {"record": {"name": "新企业"}, "enterprise": "new-1"},
    ],
)  # fmt: skip
def test_an_expert_plans_nothing_but_an_advisory_visit_of_the_own(wrong: dict[str, Any]) -> None:
    expert = PEOPLE["expert"]
    assert rules.decide("visit", "plan", {}, OWN_VISIT, expert).target == "planned"
    with pytest.raises(rules.Refusal):
        rules.decide("visit", "plan", {}, OWN_VISIT | wrong, expert)
    with pytest.raises(rules.Refusal):
        rules.decide("visit", "plan", {"state": "planned"}, OWN_VISIT, expert)


def test_experts_and_enterprises_never_grade_close_issue_or_dispatch() -> None:
    forbidden = {
        ("finding", "grade"),
        ("finding", "close_out"),
        ("finding", "confirm"),
        ("document", "issue"),
        ("document", "draft"),
        ("visit", "relink"),
        ("finding", "relink"),
        ("finding", "cancel"),
    }
    for case, command, step in STEPS:
        if (case, command) in forbidden:
            assert not step.roles & {
                "expert",
                "ent_safety",
                "ent_head",
                "holder",
                "grid",
                "audit",
                "admin",
                "dept",
            }
    # The own visit above is all that an expert plans; nobody else of these plans at all.
    assert rules.VISIT["plan"].roles == {"section", "leader", "officer", "system", "expert"}


commands = st.sampled_from(sorted(VALUES)).flatmap(
    lambda c: st.tuples(st.just(c), st.sampled_from(VALUES[c]), st.sampled_from(sorted(PEOPLE)))
)


@given(st.sampled_from(["general", "suspected_major"]), st.lists(commands, max_size=60))
def test_no_walk_closes_a_finding_without_what_closing_needs(
    severity: str, walk: list[tuple[str, dict[str, Any], str]]
) -> None:
    row = {
        **cases.EMPTY["finding"],
        "id": "f",
        "state": "submitted",
        "severity": severity,
        "enterprise_id": "e-1",
        "found_on": "2026-11-23",
    }
    graded_by: list[str] = []
    for seq, (command, value, who) in enumerate(walk, 2):
        actor = PEOPLE[who]
        try:
            rules.decide("finding", command, row, value, actor)
        except rules.Refusal:
            continue
        before = row
        row = cases.fold_event(row, cases.Event(seq, "finding/f", "v", command, value, actor.id, seq))
        assert who != "stranger"
        if command == "grade":
            graded_by.append(who)
            assert who == "leader" or before["severity"] == row["severity"] == "general"
        if command == "close_out":
            assert before["outcome"]["result"] == "pass"
            assert before["after_photos"]
            assert before["outcome"]["reinspector"] not in (
                before["rectified_by"],
                (before["feedback"] or {}).get("owner"),
            )
            assert before["severity"] == "general" or who == "leader"
            assert graded_by
        if command == "cancel" and before["severity"] != "general":
            assert who == "leader"


def test_the_happy_path_leads_to_the_end() -> None:
    """The walk above proves little unless the door can be opened at all."""
    row = {
        **cases.EMPTY["finding"],
        "id": "f",
        "state": "submitted",
        "enterprise_id": "e-1",
        "found_on": "2026-11-23",
    }
    path = [
        ("confirm", 0, "section"), ("grade", 0, "section"), ("assign", 0, "section"), ("notify", 0, "section"), ("feedback", 1, "ent_safety"), ("recheck", 0, "section"),
        ("pass", 0, "officer"), ("close_out", 0, "section"),
    ]  # fmt: skip
    for seq, (command, index, who) in enumerate(path, 2):
        value = VALUES[command][index]
        rules.decide("finding", command, row, value, PEOPLE[who])
        row = cases.fold_event(row, cases.Event(seq, "finding/f", "v", command, value, PEOPLE[who].id, seq))
    assert row["state"] == "closed"
