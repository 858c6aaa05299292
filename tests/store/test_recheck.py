"""Reinspection from a tablet: by whom it was given to and nobody else, once, and closed out only when its photos are here."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from inspect_app.commands import documents, drafts, feedback, findings, photos, push, service, verify, visits
from inspect_app.commands.press import Press
from inspect_app.domain.doc_types import NOTICE
from inspect_app.domain.phrases import PHRASES
from inspect_app.domain.rules import Refusal
from inspect_app.queries import scope, tablet
from inspect_app.storage.blobs import Folder
from inspect_app.storage.db import Database
from tests.helpers import NOW, ORG, Tablet, actor, finding_ids, found_county, jpeg, plan_value, raw, sha

BEFORE, AFTER, SEEN = jpeg(1), jpeg(2), jpeg(3)
AT = "2026-12-09T02:00:00Z"
SERVED = {"method": "direct", "at": NOW, "to": "杨经理", "by": "p-sec"}
PROOF = {
    "measure": "已改为外开门",
    "owner": "韩安全",
    "done_on": "2026-12-01",
    "photos": [sha(AFTER)],
    "cost_cents": 0,
    "interim": "",
}


class Waiting:
    """A finding that was answered, and p-exp3, who was not at the inspection, sent to look again."""

    def __init__(self, db: Database, folder: Path) -> None:
        self.db, self.blobs = db, Folder(folder)
        found_county(db)
        self.visit = visits.plan(db, actor("p-sec"), plan_value())
        first = Tablet(db)
        push.push(db, actor("p-exp1"), first.device, raw(first.inspection(self.visit, [BEFORE])))
        self.photo(BEFORE, "p-exp1")
        (self.finding,) = finding_ids(db, self.visit)
        press = Press(self.blobs, "secret", "http://127.0.0.1:8000")
        findings.accept(db, actor("p-sec"), self.finding, {"severity": "general"}, {"due_date": "2026-12-08"})
        document = drafts.draft(db, actor("p-sec"), NOTICE, self.visit)
        documents.issue(db, press, actor("p-lead"), document)
        service.serve(db, actor("p-sec"), document, SERVED)
        self.photo(AFTER, "p-ent1")
        feedback.hand_in(db, actor("p-ent1"), self.finding, PROOF)
        findings.act(
            db,
            actor("p-sec"),
            self.finding,
            "recheck",
            {"reinspector": "p-exp3", "planned_date": "2026-12-09"},
        )
        self.tablet = Tablet(db, "p-exp3")

    def photo(self, data: bytes, person: str) -> None:
        photos.put_photo(self.db, self.blobs, actor(person), sha(data), data)

    def op(self, path: str, value: Any, kind: str = "set", tablet: Tablet | None = None) -> dict[str, Any]:
        return (tablet or self.tablet).op(self.visit, f"finding/{self.finding}", path, value, kind)

    def outcome(self, result: str, **changes: Any) -> dict[str, Any]:
        tablet = changes.pop("tablet", None)
        value = {
            "reinspector": "p-exp3",
            "at": AT,
            "note": "门已外开",
            "photos": [sha(SEEN)],
            "due_date": None,
            **changes,
        }
        return self.op(result, value, "event", tablet)

    def send(
        self, ops: list[dict[str, Any]], person: str = "p-exp3", tablet: Tablet | None = None
    ) -> list[tuple[str, str | None]]:
        device = (tablet or self.tablet).device
        return [(r.state, r.reason) for r in push.push(self.db, actor(person), device, raw(ops))]

    def bundle(self, person: str = "p-exp3") -> dict[str, Any]:
        with self.db.read() as connection:
            return tablet.bundle(connection, actor(person), PHRASES)

    def row(self) -> dict[str, Any]:
        with self.db.write() as connection:
            from inspect_app.commands.log import Log

            return Log(self.db, connection, ORG).row("finding", self.finding) or {}

    def close(self) -> dict[str, Any]:
        return findings.act(self.db, actor("p-sec"), self.finding, "close_out", {})


@pytest.fixture
def waiting(sqlite: Database, tmp_path: Path) -> Waiting:
    return Waiting(sqlite, tmp_path / "blobs")


def test_the_reinspector_gets_what_is_needed_without_a_network_and_others_do_not(waiting: Waiting) -> None:
    bundle = waiting.bundle()
    (task,) = bundle["rechecks"]
    assert (task["id"], task["visit"], task["enterprise"], task["planned_date"]) == (
        waiting.finding,
        waiting.visit,
        "e-1",
        "2026-12-09",
    )
    assert (task["photos"], task["feedback"]["photos"], task["round"]) == ([sha(BEFORE)], [sha(AFTER)], 1)
    assert bundle["visits"] == []
    assert next(e for e in bundle["enterprises"] if e["id"] == "e-1")["contacts"]
    assert waiting.bundle("p-exp1")["rechecks"] == []
    with waiting.db.read() as connection:
        assert scope.may_see_photo(connection, actor("p-exp3"), sha(BEFORE), waiting.finding)
        assert scope.may_see_photo(connection, actor("p-exp3"), sha(AFTER), waiting.finding)
        assert not scope.may_see_photo(connection, actor("p-off1"), "0" * 64)


def test_it_passes_and_is_closed_only_when_the_photos_are_here(waiting: Waiting) -> None:
    meta = {"at": AT, "w": 640, "h": 480, "role": "after"}
    mask = [{"kind": "face", "x": 0, "y": 0, "w": 100, "h": 100}]
    sent = waiting.send([
        waiting.op(f"recheck_photo/1/{sha(SEEN)}", meta), waiting.op(f"masks/{sha(SEEN)}", mask), waiting.op("recheck_note/1", "门已外开"), waiting.outcome("pass"),
    ])  # fmt: skip
    assert sent == [("applied", None)] * 4
    row = waiting.row()
    assert (row["outcome"]["result"], row["after_photos"]) == ("pass", [sha(AFTER), sha(SEEN)])
    with pytest.raises(Refusal, match="还有 1 张复查照片没有"):
        waiting.close()
    assert waiting.bundle()["rechecks"] == []
    waiting.photo(SEEN, "p-exp3")
    assert waiting.close()["state"] == "closed"
    assert verify.verify(waiting.db, ORG).problems == []


def test_it_fails_with_a_new_deadline_and_the_next_round_is_another(waiting: Waiting) -> None:
    assert waiting.send([waiting.outcome("fail")]) == [("refused", "not_allowed")]
    assert waiting.send([waiting.outcome("fail", due_date="2026-12-20", photos=[])]) == [("applied", None)]
    row = waiting.row()
    assert (row["state"], row["due_date"], row["round"], row["reinspector"]) == (
        "rectifying",
        "2026-12-20",
        2,
        None,
    )
    assert waiting.send([waiting.outcome("pass")]) == [("refused", "not_reinspector")]  # that errand is over


def test_nobody_else_concludes(waiting: Waiting) -> None:
    member, officer = Tablet(waiting.db, "p-exp1"), Tablet(waiting.db, "p-off1")
    assert waiting.send([waiting.outcome("pass", tablet=member)], "p-exp1", member) == [
        ("refused", "not_reinspector")
    ]
    assert waiting.send([waiting.outcome("pass", tablet=officer)], "p-off1", officer) == [
        ("refused", "not_reinspector")
    ]
    assert waiting.send([waiting.op("recheck_note/1", "x", tablet=member)], "p-exp1", member) == [
        ("refused", "not_reinspector")
    ]
    assert waiting.send([waiting.outcome("pass", reinspector="p-exp1")]) == [("refused", "not_allowed")]
    assert waiting.send([waiting.op("statement", "改写")]) == [("refused", "not_your_visit")]
    assert waiting.send([waiting.op("close_out", {}, "event")]) == [("refused", "not_from_field")]
    assert waiting.send([waiting.outcome("pass", note="")]) == [("refused", "bad_value")]
    assert waiting.send([waiting.outcome("pass", at="yesterday")]) == [("refused", "bad_value")]
    assert waiting.row()["outcome"] is None


def test_the_enterprise_does_not_reinspect_and_a_changed_errand_is_refused(waiting: Waiting) -> None:
    with pytest.raises(Refusal, match="复查人须是本局在岗人员"):
        findings.act(
            waiting.db,
            actor("p-sec"),
            waiting.finding,
            "recheck",
            {"reinspector": "p-ent1", "planned_date": "2026-12-09"},
        )
    findings.act(
        waiting.db,
        actor("p-sec"),
        waiting.finding,
        "recheck",
        {"reinspector": "p-off1", "planned_date": "2026-12-10"},
    )
    assert waiting.send([waiting.outcome("pass")]) == [("refused", "not_reinspector")]
    officer = Tablet(waiting.db, "p-off1")
    sent = waiting.send(
        [waiting.outcome("pass", reinspector="p-off1", photos=[], tablet=officer)], "p-off1", officer
    )
    assert sent == [("applied", None)]
