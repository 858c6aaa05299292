"""反馈签认 and drafts of proof on both databases: the log replays to the same rows, and a draft ends with the proof that it became."""

from __future__ import annotations

import pytest
import sqlalchemy as sa

from inspect_app.commands import feedback, findings, prints, proof_drafts, verify
from inspect_app.domain.rules import Refusal
from inspect_app.queries import alike
from inspect_app.queries import proof_drafts as q
from inspect_app.storage import tables as t
from tests.conftest import County
from tests.helpers import ORG, actor
from tests.store.test_documents import DUE, GENERAL, documents_serve, inspected, proof
from tests.store.test_messages import rectifying


def test_the_word_of_the_principal_replays_and_ends_with_a_correction(county: County) -> None:
    visit, finding = inspected(county)
    findings.accept(county.db, actor("p-sec"), finding, GENERAL, DUE)
    documents_serve(county, visit)
    manager, head, value = actor("p-ent1"), actor("p-head1"), proof(county)
    with pytest.raises(Refusal):
        findings.act(county.db, head, finding, "endorse", {"name": "杨经理"})
    proof_drafts.save(county.db, manager, finding, {"measure": "写了一半"}, value["photos"])
    proof_drafts.save(county.db, manager, finding, {"measure": "写了一半多"}, value["photos"])
    with county.db.read() as connection:
        held = q.one(connection, manager, finding)
        assert held is not None
        assert (held["typed"], q.one(connection, head, finding)) == ({"measure": "写了一半多"}, None)
        assert q.begun(connection, manager, [finding]) == {finding}
    row = feedback.hand_in(county.db, manager, finding, value)
    with county.db.read() as connection:
        assert q.one(connection, manager, finding) is None
    with pytest.raises(findings.Stale):
        feedback.endorse(county.db, head, finding, "属实", row["updated_seq"] - 1)
    row = feedback.endorse(county.db, head, finding, "属实", row["updated_seq"])
    assert row["feedback"]["endorsed"]["by"] == "p-head1"
    assert verify.verify(county.db, ORG).problems == []
    assert feedback.hand_in(county.db, manager, finding, value)["feedback"]["endorsed"]  # the same once more
    row = feedback.hand_in(county.db, head, finding, {**value, "measure": "更正"}, promise="属实")
    assert row["feedback"]["endorsed"]["promise"] == "属实"
    assert verify.verify(county.db, ORG).problems == []
    verify.rebuild(county.db, ORG)
    assert verify.verify(county.db, ORG).problems == []


def test_prints_are_written_once_and_asked_on_both_databases(county: County) -> None:
    visit, finding = inspected(county)
    findings.accept(county.db, actor("p-sec"), finding, GENERAL, DUE)
    documents_serve(county, visit)
    row = feedback.hand_in(county.db, actor("p-ent1"), finding, proof(county))
    named = {*row["photos"], *row["after_photos"]}
    assert prints.note(county.db, county.blobs, ORG, named) == len(named)
    assert prints.note(county.db, county.blobs, ORG, named) == prints.fill(county.db, county.blobs) == 0
    with county.db.read() as connection:
        assert connection.scalar(sa.select(sa.func.count()).select_from(t.photo_print)) == len(named)
        found = alike.of_finding(connection, alike.Known(), actor("p-sec"), row)
    assert (found.more, found.hidden) == (0, 0)


def test_drafts_that_nobody_will_hand_in_are_thrown_away(county: County) -> None:
    manager, day = actor("p-ent1"), 86_400_000
    going, ended, back, away = (rectifying(county, seed) for seed in (1, 2, 3, 4))
    for finding in (going, ended, back, away):
        proof_drafts.save(county.db, manager, finding, {"measure": "写了一半"}, [])
    assert proof_drafts.clear(county.db) == 0
    findings.act(county.db, actor("p-lead"), ended, "escalate", {"reason": "拒不整改", "ground": "refusal"})
    findings.act(county.db, actor("p-off1"), ended, "conclude", {"note": "已处罚", "case_no": "临应急罚1号"})
    findings.act(county.db, actor("p-sec"), away, "transfer", {"department": "d-fire", "reason": "属消防"})
    findings.act(county.db, actor("p-lead"), back, "escalate", {"reason": "拒不整改", "ground": "refusal"})
    assert proof_drafts.clear(county.db) == 1
    with county.db.read() as connection:
        assert q.begun(connection, manager, [going, ended, back, away]) == {going, back, away}
        saved = q.one(connection, manager, going)
    assert saved is not None
    assert proof_drafts.clear(county.db, saved["saved_at"] + 400 * day) == 0  # all of them are waited for
