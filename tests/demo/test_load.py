"""The demo county through the real log: small here, but every state, every kind of row and every file."""

import datetime as dt
import hashlib
import json
from collections import Counter

import pytest
import sqlalchemy as sa

from inspect_app.checklist_files import load_folder
from inspect_app.commands import accounts, links, orgs, paper, signing
from inspect_app.commands.photos import blob_name
from inspect_app.commands.press import press_of
from inspect_app.commands.verify import verify
from inspect_app.config import from_environment
from inspect_app.demo import certificate, load, papers, welcome
from inspect_app.demo.history import make_plan
from inspect_app.domain import reports
from inspect_app.domain.checklist import to_wire
from inspect_app.domain.doc_types import NOTICE
from inspect_app.domain.rules import Refusal
from inspect_app.paths import checklists_dir
from inspect_app.queries import devices
from inspect_app.queries.tablet import bundle
from inspect_app.render import sign_check
from inspect_app.storage import tables as t
from inspect_app.storage.blobs import Folder
from inspect_app.storage.db import Database, now_ms
from inspect_app.storage.migrate import upgrade
from inspect_app.web import field_files

TODAY = dt.date(2026, 11, 23)
ORG = "411122"
FINDINGS, AHEAD = 260, 3
ISSUED_NOTICES = (t.document.c.type == NOTICE) & t.document.c.state.in_(("issued", "served"))


def county(place, db=None, findings=FINDINGS, ahead=AHEAD):
    """(config, db) of a freshly loaded county; on SQLite unless another database is given."""
    config = from_environment({"INSPECT_DATA": str(place)})
    db = db or Database(config.database)
    upgrade(db)
    load.load(db, config, findings=findings, today=TODAY, ahead=ahead)
    return config, db


def plan_of(seed):
    listed = {one.id: to_wire(one) for one in load_folder(checklists_dir())}
    return make_plan(listed, TODAY, seed=seed, findings=14)


@pytest.fixture(scope="module")
def loaded(tmp_path_factory):
    return county(tmp_path_factory.mktemp("county"))


def rows(db, *columns, where=None):
    query = sa.select(*columns) if where is None else sa.select(*columns).where(where)
    with db.read() as connection:
        return connection.execute(query).all()


def blobs_of(config):
    return Folder(config.data / "blobs")


def test_the_log_replays_to_exactly_the_tables(loaded):
    report = verify(loaded[1], ORG)

    assert report.problems == []
    assert report.ops > 10_000


def test_it_is_the_county_of_the_brief(loaded):
    people = Counter(row.role for row in rows(loaded[1], t.person.c.role))

    assert len(rows(loaded[1], t.enterprise.c.id)) == 1795
    assert len(rows(loaded[1], t.township.c.id)) == 16
    assert len(rows(loaded[1], t.checklist.c.id)) == 6
    assert people["expert"] == 100
    assert people["officer"] >= 10
    assert people["grid"] == 16
    assert people["leader"] >= 1
    assert people["section"] >= 2


def test_findings_stand_in_every_state_and_none_is_lost(loaded):
    states = Counter(row.state for row in rows(loaded[1], t.finding.c.state))

    assert sum(states.values()) == FINDINGS
    for state in (
        "submitted",
        "returned",
        "merged",
        "confirmed",
        "assigned",
        "rectifying",
        "feedback",
        "rechecking",
        "closed",
        "cancelled",
    ):
        assert states[state] > 0, (state, states)


def test_visits_of_this_week_wait_and_past_ones_are_received(loaded):
    states = Counter(row.state for row in rows(loaded[1], t.visit.c.state))
    today = rows(loaded[1], t.visit.c.id, where=t.visit.c.planned_date == TODAY.isoformat())

    assert states["planned"] > 100
    assert states["received"] > 50
    assert states["declined"] > 0
    assert len(today) > 50


def test_ops_came_at_the_time_of_the_visit_from_the_authors_own_tablet(loaded):
    db = loaded[1]
    ops = rows(
        db, t.op.c.id, t.op.c.author, t.op.c.device, t.op.c.received_at, where=t.op.c.path.like("answer/%")
    )
    owners = {(row.device_id, row.person_id) for row in rows(db, t.device_person)}

    assert {(op.device, op.author) for op in ops} <= owners
    assert all(int(op.id[:9], 36) <= op.received_at for op in ops)
    assert max(op.received_at for op in ops) < dt.datetime(2026, 11, 23, tzinfo=dt.UTC).timestamp() * 1000
    in_order = [row.received_at for row in rows(db, t.op.c.received_at, where=t.op.c.author != "system")]
    assert in_order == sorted(in_order)


def test_documents_are_numbered_without_gaps_by_type_and_year(loaded):
    d = t.document.c
    issued = rows(loaded[1], d.type, d.year, d.number_seq, where=d.number.is_not(None))
    counted = {}
    for row in issued:
        counted.setdefault((row.type, row.year), []).append(row.number_seq)

    assert NOTICE in {kind for kind, _ in counted}
    for numbers in counted.values():
        assert sorted(numbers) == list(range(1, len(numbers) + 1))


def test_the_demo_shows_the_types_of_documents_that_its_history_has_something_for(loaded):
    """A county of sixty findings has no enforcement visit in every seed; what rests on notices and findings is always there."""
    states = {row.type: row.state for row in rows(loaded[1], t.document.c.type, t.document.c.state)}
    assert {NOTICE, "doc_eservice_confirm", "doc_extension_reply", "doc_transfer_letter"} <= set(states)
    assert states["doc_eservice_confirm"] == "issued"


def test_every_issued_notice_can_be_opened_and_has_the_hash_that_the_log_names(loaded):
    config, db = loaded
    made = rows(db, t.document, where=t.document.c.state.in_(("issued", "served")))

    assert sum(row.type == NOTICE for row in made) == AHEAD
    for row in made:
        data = paper.stored(blobs_of(config), ORG, row._asdict())
        assert (hashlib.sha256(data).hexdigest(), len(data), data[:5]) == (row.sha256, row.bytes, b"%PDF-")


def test_every_issued_notice_is_signed_with_a_certificate_that_says_demo_and_prints_no_seal(loaded):
    config, db = loaded
    trusted = signing.own_authorities(config.data / signing.FOLDER)
    made = rows(db, t.document, where=ISSUED_NOTICES)

    assert list(trusted) == [f"signing/{ORG}-demo-ca.pem"]
    for row in made:
        [mark] = sign_check.look(paper.stored(blobs_of(config), ORG, row._asdict()), trusted)
        assert (mark.genuine, mark.whole, "演示" in mark.signer, "演示" in row.signer) == (
            True,
            True,
            True,
            True,
        )
        assert abs(mark.claimed.timestamp() * 1000 - row.issued_at) < 1000
        assert row.facts["seal"] == "demo"


def test_a_reset_takes_the_demo_certificate_away_and_never_a_real_one(tmp_path):
    since = dt.datetime(2026, 1, 1, tzinfo=dt.UTC)
    certificate.make(tmp_path, ORG, "某局", since)
    first = (tmp_path / "signing" / f"{ORG}.p12").read_bytes()
    certificate.make(tmp_path, ORG, "某局", since)
    assert (tmp_path / "signing" / f"{ORG}.p12").read_bytes() == first
    assert {oct(file.stat().st_mode)[-3:] for file in (tmp_path / "signing").iterdir()} == {"600"}
    certificate.forget(tmp_path, ORG)
    assert list((tmp_path / "signing").iterdir()) == []
    (tmp_path / "signing" / f"{ORG}.p12").write_bytes(b"a real one")
    certificate.forget(tmp_path, ORG)
    assert (tmp_path / "signing" / f"{ORG}.p12").exists()


def test_photos_of_findings_are_held_and_before_differs_from_after(loaded):
    config, db = loaded
    closed = rows(db, t.finding.c.photos, t.finding.c.after_photos, where=t.finding.c.state == "closed")
    held = {row.sha256 for row in rows(db, t.photo.c.sha256)}

    for row in closed:
        assert row.photos
        assert row.after_photos
        assert not set(row.photos) & set(row.after_photos)
        assert {*row.photos, *row.after_photos} <= held
    assert all(blobs_of(config).has(blob_name(ORG, "original", sha)) for sha in held)


@pytest.mark.parametrize("login", ["expert1", "expert2", "expert3"])
def test_the_demo_experts_sign_in_and_have_visits_today_with_real_checklists(loaded, login):
    db = loaded[1]
    actor = accounts.who(db, accounts.sign_in(db, login, welcome.PASSWORD))
    with db.read() as connection:
        content = bundle(connection, actor, [])

    mine = [
        visit
        for visit in content["visits"]
        if visit["planned_date"] == TODAY.isoformat() and visit["lead"] == actor.id
    ]
    assert mine
    assert all(len(content["checklists"][key]["items"]) > 10 for key in mine[0]["checklists"])


@pytest.mark.parametrize(
    ("login", "role"),
    [("section", "section"), ("leader", "leader"), ("officer1", "officer"), ("grid1", "grid"), ("ent1", "ent_safety"), ("audit", "audit"),
     ("admin", "admin"), ("committee", "committee"), ("dept1", "dept")],
)  # fmt: skip
def test_the_demo_accounts_sign_in_with_their_roles(loaded, login, role):
    db = loaded[1]

    assert accounts.who(db, accounts.sign_in(db, login, welcome.PASSWORD)).role == role


def test_the_enterprise_has_a_served_notice_with_open_findings_and_the_printed_codes_open_it(loaded):
    config, db = loaded
    card = json.loads((config.data / welcome.FILE).read_text("utf-8"))
    actor = accounts.who(db, accounts.sign_in(db, "ent1", welcome.PASSWORD))
    read, service = links.find(db, card["read"], "read"), links.find(db, card["service"], "service")
    notice = rows(db, t.document.c.state, t.document.c.enterprise_id, where=t.document.c.id == read.document)[
        0
    ]
    open_ = rows(
        db,
        t.finding.c.id,
        where=(t.finding.c.document_id == read.document) & (t.finding.c.state == "rectifying"),
    )

    assert read.document == service.document
    assert (notice.state, notice.enterprise_id) == ("served", actor.enterprise)
    assert open_
    assert (config.data / welcome.FILE).stat().st_mode & 0o077 == 0


def test_the_sign_ins_are_printed_for_a_demo_only(loaded):
    config, db = loaded
    shown = "\n".join(welcome.lines(db, ORG, config.data, "http://127.0.0.1:8000"))

    assert "expert1" in shown
    assert "http://127.0.0.1:8000/n/" in shown
    assert welcome.lines(db, "999999", config.data, "http://127.0.0.1:8000") == []


def test_a_second_load_is_refused(loaded):
    config, db = loaded

    assert load.condition(db, ORG) == "demo"
    with pytest.raises(Refusal, match="已经存在"):
        load.load(db, config, findings=0, today=TODAY)


def test_both_databases_get_the_same_county_of_a_seed_and_older_notices_are_finished_later(tmp_path, pg):
    one, first = county(tmp_path / "a", findings=14, ahead=1)
    _, second = county(tmp_path / "b", pg, findings=14, ahead=0)

    def ids(db):
        return [
            sorted(row.id for row in rows(db, table.c.id))
            for table in (t.visit, t.finding, t.enterprise, t.person)
        ] + [sorted(row.id for row in rows(db, t.document.c.id, where=t.document.c.type == NOTICE))]

    assert ids(first) == ids(second)
    assert not set(ids(first)[0]) & {visit.id for visit in plan_of(seed=2).visits}
    assert {row.number for row in rows(first, t.document.c.number)} == {
        row.number for row in rows(second, t.document.c.number)
    }

    left = rows(first, t.document.c.id, where=t.document.c.state == "issuing")
    press = press_of(one, blobs_of(one))
    assert left
    assert papers.finish(first, press) == len(left)
    assert papers.finish(first, press) == 0
    served = rows(first, t.document, where=ISSUED_NOTICES & (t.document.c.state == "served"))
    assert served
    for row in served:
        assert paper.stored(blobs_of(one), ORG, row._asdict()) is not None
        assert row.issued_at <= row.served_at < dt.datetime(2026, 11, 23, tzinfo=dt.UTC).timestamp() * 1000
    assert verify(first, ORG).problems == []
    assert verify(second, ORG).problems == []


def test_reset_leaves_nothing_of_a_demo_and_does_not_touch_a_real_bureau(tmp_path):
    config, db = county(tmp_path, findings=0, ahead=0)
    load.reset(db, config)

    assert load.condition(db, ORG) == "empty"
    assert all(
        rows(db, sa.func.count(), where=table.c.org_id == ORG)[0][0] == 0
        for table in t.meta.sorted_tables
        if "org_id" in table.c
    )
    orgs.create(db, ORG, {"name": "某县应急管理局", "abbr": "某", "demo": False})
    with pytest.raises(ValueError, match="not a demo"):
        load.reset(db, config)
    assert orgs.exists(db, ORG)


def test_the_tablets_told_how_they_are_and_each_risk_occurs(loaded):
    _, db = loaded
    with db.read() as connection:
        shown = devices.listed(connection, ORG, now_ms(), field_files.app().version)
    found = Counter(risk for row in shown for risk in row["risks"])
    assert set(found) == set(reports.RISKS) - {"clone"}
    assert sum(bool(row["risks"]) for row in shown) < len(shown) / 5
    assert [row["lock_reason"] for row in shown if row["locked_at"]] == ["专家已离任，平板尚未交回"]
    assert {row["name"] for row in shown} == {f"{n}号平板" for n in range(1, len(shown) + 1)}
