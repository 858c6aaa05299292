"""Batches on both databases: each document once, whatever is cancelled, killed or raced; what fails fails alone."""

from __future__ import annotations

import io
import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from typing import Any

import pikepdf
import pytest
import sqlalchemy as sa

from inspect_app.commands import accounts, batch_work, batches, documents, findings, paper, service, verify
from inspect_app.commands import drafts as drafting
from inspect_app.commands.log import writing
from inspect_app.commands.press import Press
from inspect_app.config import Config
from inspect_app.domain.people import system
from inspect_app.domain.rules import Refusal
from inspect_app.jobs import Jobs
from inspect_app.paths import CHECKOUT
from inspect_app.queries import batches as q
from inspect_app.render import fonts
from inspect_app.storage import tables as t
from inspect_app.storage.db import Full
from tests.conftest import County, together
from tests.helpers import ORG, PEOPLE, actor, finding_ids, jpeg, sha

NOTICE = "doc_rectify_notice"
Row = dict[str, Any]


@pytest.fixture(scope="module", autouse=True)
def font_set() -> None:
    fonts.build()


@pytest.fixture
def press(county: County) -> Press:
    return Press(county.blobs, "secret", "http://localhost")


@pytest.fixture
def quick(small: County) -> Press:
    return Press(small.blobs, "secret", "http://localhost")


def drafts(county: County, count: int, statement: str | None = None, **changes: Any) -> list[str]:
    """Drafts of notices, in the order in which they were drafted."""
    made = []
    for n in range(count):
        visit, tablet, picture = county.plan(**changes), county.tablet(), jpeg(n + 1)
        county.push(tablet, tablet.inspection(visit, [picture]))
        county.photo(picture)
        [finding] = finding_ids(county.db, visit)
        due = {"due_date": "2026-12-08"} | ({"statement": statement} if statement else {})
        findings.accept(county.db, actor("p-sec"), finding, {"severity": "general"}, due)
        made.append(drafting.draft(county.db, actor("p-sec"), NOTICE, visit))
    return made


def issued(county: County, press: Press, count: int, **changes: Any) -> list[str]:
    made = drafts(county, count, **changes)
    for document in made:
        documents.issue(county.db, press, actor("p-lead"), document)
    return made


def start(
    county: County, wanted: list[str], kind: str = "issue", person: str = "p-lead", **options: Any
) -> str:
    return batches.start(county.db, actor(person), kind, wanted, options)


def seen(county: County, batch: str, person: str = "p-lead") -> Row:
    with county.db.read() as connection:
        found = q.one(connection, actor(person), batch)
    assert found is not None
    return found


def documents_of(county: County) -> dict[str, Row]:
    with county.db.read() as connection:
        return {row["id"]: dict(row) for row in connection.execute(sa.select(t.document)).mappings()}


def numbers(county: County) -> list[int]:
    return sorted(row["number_seq"] for row in documents_of(county).values() if row["number_seq"] is not None)


# --- issuing -------------------------------------------------------------------------------------------------------------------------


def test_all_are_issued_in_order_with_numbers_without_a_gap(county: County, press: Press) -> None:
    made = drafts(county, 4)
    batch = start(county, made)
    assert batches.unfinished(county.db) == [(ORG, batch)]
    batch_work.work(county.db, press, ORG, batch)
    rows = documents_of(county)
    assert [rows[document]["number_seq"] for document in made] == [1, 2, 3, 4]
    row = seen(county, batch)
    assert (row["state"], row["counts"], row["percent"], row["maker"]) == ("done", {"done": 4}, 100, "刘局长")
    assert batches.unfinished(county.db) == []
    assert verify.verify(county.db, ORG).problems == []
    with county.db.read() as connection:
        authors = connection.scalars(sa.select(t.op.c.author).where(t.op.c.path == "issue"))
        assert set(authors) == {"p-lead"}


def test_what_fails_fails_alone_says_why_and_can_be_tried_again(county: County, press: Press) -> None:
    absent, void, fine, last = drafts(county, 4)
    glyph = drafts(county, 5, "门上写着\U000f0000")[4]
    batch = start(county, [absent, glyph, void, fine, last])
    service.void(county.db, actor("p-sec"), void, "开错了")
    finding = county.row("document", last)["findings"][0]
    findings.act(county.db, actor("p-sec"), finding, "cancel", {"reason": "误判"})
    photo = county.blobs._path(f"{ORG}/original/{sha(jpeg(1))}")
    photo.rename(photo.with_name("away"))
    batch_work.work(county.db, press, ORG, batch)
    row = seen(county, batch)
    assert (row["state"], row["counts"]) == ("done", {"failed": 4, "done": 1})
    reasons = {item["document_id"]: item["reason"] for item in row["failed"]}
    assert "照片还没有上传完" in reasons[absent]
    assert "U+F0000" in reasons[glyph]
    assert "已作废" in reasons[void]
    assert "重新起草" in reasons[last]
    assert numbers(county) == [1]
    photo.with_name("away").rename(photo)
    batches.resume(county.db, actor("p-lead"), batch)
    batch_work.work(county.db, press, ORG, batch)
    assert seen(county, batch)["counts"] == {"failed": 3, "done": 2}
    assert numbers(county) == [1, 2]
    assert verify.verify(county.db, ORG).problems == []


def test_a_program_error_in_one_document_leaves_the_others(
    small: County, quick: Press, monkeypatch: pytest.MonkeyPatch
) -> None:
    bad, fine = drafts(small, 2)
    issue = documents.issue

    def broken(db: Any, press: Any, who: Any, document: str) -> Any:
        if document == bad:
            raise ZeroDivisionError
        return issue(db, press, who, document)

    monkeypatch.setattr(documents, "issue", broken)
    batch = start(small, [bad, fine])
    batch_work.work(small.db, quick, ORG, batch)
    row = seen(small, batch)
    assert row["counts"] == {"failed": 1, "done": 1}
    assert "系统管理员" in row["failed"][0]["reason"]


def test_cancelling_stops_after_the_document_in_work_and_going_on_finishes_the_rest(
    county: County, press: Press, monkeypatch: pytest.MonkeyPatch
) -> None:
    made = drafts(county, 3)
    batch = start(county, made)
    issue = documents.issue

    def issue_and_cancel(db: Any, press: Any, who: Any, document: str) -> Any:
        batches.cancel(db, actor("p-lead"), batch)
        return issue(db, press, who, document)

    with monkeypatch.context() as patch:
        patch.setattr(documents, "issue", issue_and_cancel)
        batch_work.work(county.db, press, ORG, batch)
    row = seen(county, batch)
    assert (row["state"], row["counts"]) == ("cancelled", {"done": 1, "skipped": 2})
    assert numbers(county) == [1]
    with pytest.raises(Refusal, match="已经结束"):
        batches.cancel(county.db, actor("p-lead"), batch)
    batches.resume(county.db, actor("p-lead"), batch)
    with pytest.raises(Refusal, match="正在办理"):
        batches.resume(county.db, actor("p-lead"), batch)
    batch_work.work(county.db, press, ORG, batch)
    assert (seen(county, batch)["state"], numbers(county)) == ("done", [1, 2, 3])
    with pytest.raises(Refusal, match="都已办完"):
        batches.resume(county.db, actor("p-lead"), batch)


def test_three_workers_at_once_issue_each_document_once(county: County, press: Press) -> None:
    batch = start(county, drafts(county, 6))
    jobs: list[Callable[[], Any]] = [lambda: batch_work.work(county.db, press, ORG, batch)] * 3
    assert together(jobs) == []
    assert (seen(county, batch)["counts"], numbers(county)) == ({"done": 6}, [1, 2, 3, 4, 5, 6])
    with county.db.read() as connection:
        issues = connection.scalar(sa.select(sa.func.count()).where(t.op.c.path == "issue"))
    assert issues == 6
    assert verify.verify(county.db, ORG).problems == []


class Stop(BaseException):
    """The process ends here."""


@pytest.mark.parametrize("step", ["before the number", "after the number", "after the file"])
def test_a_stop_inside_an_item_is_taken_up_again(
    county: County, press: Press, monkeypatch: pytest.MonkeyPatch, step: str
) -> None:
    batch = start(county, drafts(county, 2))
    name = {"before the number": "issue", "after the number": "finish", "after the file": "issue"}[step]
    real = getattr(documents, name)

    def stop(*arguments: Any) -> Any:
        if step == "after the file":
            real(*arguments)
        raise Stop

    with monkeypatch.context() as patch:
        patch.setattr(documents, name, stop)
        with pytest.raises(Stop):
            batch_work.work(county.db, press, ORG, batch)
    batch_work.work(county.db, press, ORG, batch)  # another worker: the item is not its own yet
    assert seen(county, batch)["state"] == "running"
    batch_work.release(county.db)  # the same process again
    batch_work.work(county.db, press, ORG, batch)
    assert (seen(county, batch)["counts"], numbers(county)) == ({"done": 2}, [1, 2])
    assert verify.verify(county.db, ORG).problems == []


def test_a_document_that_ends_its_worker_each_time_is_left_in_the_end(
    small: County, quick: Press, monkeypatch: pytest.MonkeyPatch
) -> None:
    deadly, fine = drafts(small, 2)
    batch = start(small, [deadly, fine])
    issue = documents.issue

    def deadly_issue(db: Any, press: Any, who: Any, document: str) -> Any:
        if document == deadly:
            raise Stop
        return issue(db, press, who, document)

    monkeypatch.setattr(documents, "issue", deadly_issue)
    for _ in range(batch_work.TRIES):
        batch_work.release(small.db)
        with pytest.raises(Stop):
            batch_work.work(small.db, quick, ORG, batch)
    batch_work.release(small.db)
    batch_work.work(small.db, quick, ORG, batch)
    row = seen(small, batch)
    assert (row["state"], row["counts"]) == ("done", {"failed": 1, "done": 1})
    assert row["failed"][0]["reason"] == batch_work.TIRED


def test_a_batch_cancelled_while_its_worker_was_dead_is_settled_by_the_sweep(
    small: County, quick: Press, monkeypatch: pytest.MonkeyPatch
) -> None:
    batch = start(small, drafts(small, 2))

    def stop(*_: Any) -> None:
        raise Stop

    with monkeypatch.context() as patch:
        patch.setattr(documents, "issue", stop)
        with pytest.raises(Stop):
            batch_work.work(small.db, quick, ORG, batch)
    batches.cancel(small.db, actor("p-lead"), batch)
    assert seen(small, batch)["counts"] == {"waiting": 1, "skipped": 1}
    assert batch_work.sweep(small.db, quick) == 0  # its worker may still be at it
    batch_work.release(small.db)
    assert batch_work.sweep(small.db, quick) == 1
    assert seen(small, batch)["counts"] == {"skipped": 2}
    assert numbers(small) == []


# --- rights --------------------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "person", ["p-exp1", "p-off1", "p-grid", "p-audit", "p-admin", "p-comm", "p-dept", "p-ent1"]
)
def test_who_may_not_issue_starts_no_batch(small: County, person: str) -> None:
    made = drafts(small, 1)
    with pytest.raises(Refusal):
        start(small, made, person=person)
    with small.db.read() as connection:
        assert connection.execute(sa.select(t.batch)).first() is None


@pytest.mark.parametrize("change", ["inactive", "another role", "account disabled"])
def test_the_right_to_issue_is_asked_again_when_it_is_done(small: County, quick: Press, change: str) -> None:
    batch = start(small, drafts(small, 1), person="p-sec")
    if change == "account disabled":
        accounts.set_account(small.db, ORG, "p-sec", "p-sec", "a long password")
        with small.db.write() as connection:
            connection.execute(t.account.update().values(disabled=True))
    else:
        record: Row = {"name": PEOPLE["p-sec"][0], "role": "grid" if change == "another role" else "section"}
        with writing(small.db, ORG) as log:
            log.record(system(ORG), "person/p-sec", {**record, "active": change != "inactive"})
    batch_work.work(small.db, quick, ORG, batch)
    row = seen(small, batch)
    assert row["counts"] == {"failed": 1}
    assert ("不能" in row["failed"][0]["reason"], numbers(small)) == (True, [])


def test_a_batch_is_seen_and_changed_by_its_maker_and_the_section_only(small: County, quick: Press) -> None:
    batch = start(small, issued(small, quick, 1), "print", "p-off1")
    with small.db.read() as connection:
        assert q.one(connection, actor("p-off2"), batch) is None
        assert [row["id"] for row in q.recent(connection, actor("p-off1"))] == [batch]
        assert q.recent(connection, actor("p-off2")) == []
        assert [row["id"] for row in q.recent(connection, actor("p-sec"))] == [batch]
    with pytest.raises(Refusal, match="没有这一批"):
        batches.cancel(small.db, actor("p-off2"), batch)
    batches.cancel(small.db, actor("p-sec"), batch)


def test_what_waits_in_a_batch_does_not_go_into_another(small: County) -> None:
    made = drafts(small, 2)
    start(small, made[:1])
    other = start(small, made)
    assert seen(small, other)["total"] == 1
    with pytest.raises(Refusal, match="已在另一批"):
        start(small, made)


@pytest.mark.parametrize(
    ("kind", "wanted", "options"),
    [("fly", 1, {}), ("issue", 0, {}), ("issue", 1, {"order": "age"}), ("print", 1, {}), ("issue", 501, {})],
)
def test_a_batch_that_makes_no_sense_is_refused(small: County, kind: str, wanted: int, options: Row) -> None:
    made = drafts(small, 1) if wanted == 1 else [f"d-{n}" for n in range(wanted)]
    with pytest.raises(Refusal):
        start(small, made, kind, **options)


# --- printing ------------------------------------------------------------------------------------------------------------------------


def merged(county: County, batch: str) -> pikepdf.Pdf:
    pieces = county.blobs.pieces(f"{ORG}/merged/{seen(county, batch)['file']}")
    assert pieces is not None
    return pikepdf.open(io.BytesIO(b"".join(pieces)))


def labels(pdf: pikepdf.Pdf) -> list[str]:
    with pdf.open_outline() as outline:
        return [str(item.title) for item in outline.root]


def test_a_printing_holds_every_document_in_the_order_asked(county: County, press: Press) -> None:
    first, second = issued(county, press, 1, enterprise="e-2"), issued(county, press, 2)
    batch = start(county, first + second, "print", order="township")
    batch_work.work(county.db, press, ORG, batch)
    row = seen(county, batch)
    assert (row["state"], row["counts"]) == ("done", {"done": 3})
    pdf = merged(county, batch)
    numbers_in_order = [label.split(" ")[0] for label in labels(pdf)]
    assert numbers_in_order == [documents_of(county)[d]["number"] for d in (*second, *first)]
    assert len(pdf.pages) == row["pages"] == sum(documents_of(county)[d]["pages"] for d in first + second)
    assert "不含电子签名" in str(pdf.docinfo["/Title"])


@pytest.mark.parametrize("copies", [False, True])
@pytest.mark.parametrize("duplex", [False, True])
def test_each_copy_begins_on_a_front_page_when_both_sides_are_printed(
    small: County, quick: Press, copies: bool, duplex: bool
) -> None:
    made = issued(small, quick, 2)
    batch = start(small, made, "print", copies=copies, duplex=duplex)
    batch_work.work(small.db, quick, ORG, batch)
    pages = [documents_of(small)[document]["pages"] for document in made]
    each = [count + count % 2 if duplex else count for count in pages]
    pdf = merged(small, batch)
    assert len(pdf.pages) == sum(each) * (2 if copies else 1)
    starts = {0, each[0] * (2 if copies else 1)}
    with pdf.open_outline() as outline:
        assert len(outline.root) == 2
    if duplex:
        assert all(at % 2 == 0 for at in starts)
    sizes = {tuple(float(side) for side in page.mediabox) for page in pdf.pages}
    assert len(sizes) == 1


def test_a_file_that_is_not_what_was_issued_is_left_out_and_said(small: County, quick: Press) -> None:
    missing, altered, void, fine = issued(small, quick, 4)
    batch = start(small, [missing, altered, void, fine], "print")
    rows = documents_of(small)
    small.blobs.remove(paper.name_of(ORG, rows[missing]))
    small.blobs._path(paper.name_of(ORG, rows[altered])).write_bytes(b"%PDF-1.7 another")
    service.void(small.db, actor("p-sec"), void, "开错了")
    batch_work.work(small.db, quick, ORG, batch)
    row = seen(small, batch)
    assert (row["state"], row["counts"], row["pages"]) == (
        "done",
        {"failed": 3, "done": 1},
        rows[fine]["pages"],
    )
    assert ["校验值" in item["reason"] for item in row["failed"]] == [True, True, False]


def test_a_printing_without_a_single_file_says_so_and_can_be_tried_again(small: County, quick: Press) -> None:
    [only] = issued(small, quick, 1)
    name = paper.name_of(ORG, documents_of(small)[only])
    data = small.blobs.get(name)
    small.blobs.remove(name)
    batch = start(small, [only], "print")
    batch_work.work(small.db, quick, ORG, batch)
    assert (seen(small, batch)["state"], seen(small, batch)["file"]) == ("stopped", None)
    small.blobs.put(name, data or b"")
    batches.resume(small.db, actor("p-lead"), batch)
    batch_work.work(small.db, quick, ORG, batch)
    assert seen(small, batch)["state"] == "done"


def test_a_full_disk_stops_the_printing_with_a_reason(
    small: County, quick: Press, monkeypatch: pytest.MonkeyPatch
) -> None:
    batch = start(small, issued(small, quick, 1), "print")

    def full(*_: Any) -> None:
        raise Full("no space")

    with monkeypatch.context() as patch:
        patch.setattr(small.blobs, "put_file", full)
        batch_work.work(small.db, quick, ORG, batch)
    assert (seen(small, batch)["state"], seen(small, batch)["reason"]) == ("stopped", batch_work.FULL)
    batches.resume(small.db, actor("p-lead"), batch)
    batch_work.work(small.db, quick, ORG, batch)
    assert seen(small, batch)["state"] == "done"


def test_a_printing_is_cancelled_between_two_documents(small: County, quick: Press) -> None:
    batch = start(small, issued(small, quick, 2), "print")
    get = small.blobs.get

    def get_and_cancel(name: str) -> bytes | None:
        if seen(small, batch)["state"] == "running":
            batches.cancel(small.db, actor("p-lead"), batch)
        return get(name)

    small.blobs.get = get_and_cancel  # type: ignore[method-assign]
    batch_work.work(small.db, quick, ORG, batch)
    row = seen(small, batch)
    assert (row["state"], row["file"]) == ("cancelled", None)


def test_only_one_worker_merges_and_a_killed_one_is_followed(county: County, press: Press) -> None:
    made = issued(county, press, 2)
    batch = start(county, made, "print")
    real, calls = county.blobs.get, []

    def stop(name: str) -> bytes | None:
        calls.append(name)
        if len(calls) == 2:
            raise Stop
        return real(name)

    county.blobs.get = stop  # type: ignore[method-assign]
    with pytest.raises(Stop):
        batch_work.work(county.db, press, ORG, batch)
    batch_work.work(county.db, press, ORG, batch)
    assert len(calls) == 2
    batch_work.release(county.db)
    batch_work.work(county.db, press, ORG, batch)
    assert (seen(county, batch)["state"], seen(county, batch)["counts"]) == ("done", {"done": 2})


def test_merged_files_go_after_a_week_and_can_be_made_again(small: County, quick: Press) -> None:
    batch = start(small, issued(small, quick, 1), "print")
    batch_work.work(small.db, quick, ORG, batch)
    row = seen(small, batch)
    name = f"{ORG}/merged/{row['file']}"
    assert batches.clear(small.db, small.blobs, row["ended_at"] + batches.KEPT_MS) == 0
    assert small.blobs.has(name)
    assert batches.clear(small.db, small.blobs, row["ended_at"] + batches.KEPT_MS + 1) == 1
    assert (small.blobs.has(name), seen(small, batch)["file"]) == (False, None)
    batches.resume(small.db, actor("p-lead"), batch)
    batch_work.work(small.db, quick, ORG, batch)
    assert small.blobs.has(f"{ORG}/merged/{seen(small, batch)['file']}")


# --- the worker's process ------------------------------------------------------------------------------------------------------------


class Worker:
    """`inspect-app worker` on the county's own database and files."""

    def __init__(self, county: County, *options: str) -> None:
        data = county.blobs.root.parent
        env = {name: value for name, value in os.environ.items() if not name.startswith("INSPECT_")}
        env |= {
            "INSPECT_DATA": str(data / "data"), "INSPECT_DATABASE": county.db.url.render_as_string(hide_password=False),
            "INSPECT_BLOBS": str(county.blobs.root), "INSPECT_SECRET": "secret", "PYTHONPATH": str(CHECKOUT), "INSPECT_BASE_URL": "http://localhost",
        }  # fmt: skip
        if "INSPECT_FONTS" in os.environ:
            env["INSPECT_FONTS"] = os.environ["INSPECT_FONTS"]
        self.process = subprocess.Popen(
            [sys.executable, "-m", "inspect_app.cli", "worker", *options],
            env=env,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
        )

    def end(self, how: signal.Signals = signal.SIGTERM) -> str:
        """What it said."""
        self.process.send_signal(how)
        return str(self.process.communicate(timeout=60)[0])


def until(found: Callable[[], bool], seconds: float = 90) -> None:
    deadline = time.monotonic() + seconds
    while not found():
        assert time.monotonic() < deadline
        time.sleep(0.02)


def test_a_worker_killed_in_the_middle_is_followed_by_one_that_goes_on(county: County, press: Press) -> None:
    made = drafts(county, 8)
    batch = start(county, made)
    first = Worker(county)
    until(lambda: seen(county, batch)["counts"].get("done", 0) >= 2)
    first.end(signal.SIGKILL)
    assert 2 <= seen(county, batch)["counts"].get("done", 0) < 8
    second = Worker(county)
    until(lambda: seen(county, batch)["state"] == "done")
    said = second.end()
    assert (second.process.returncode, "Traceback" in said) == (0, False)
    assert (seen(county, batch)["counts"], numbers(county)) == ({"done": 8}, [*range(1, 9)])
    rows = documents_of(county)
    assert [rows[document]["number_seq"] for document in made] == [*range(1, 9)]
    files = [path for path in (county.blobs.root / ORG / "paper").rglob("*") if path.is_file()]
    wanted = [paper.name_of(ORG, row) for row in rows.values()]
    assert sorted(path.name for path in files) == sorted(name.rsplit("/", 1)[1] for name in wanted)
    assert all(paper.stored(county.blobs, ORG, row) for row in rows.values())
    assert verify.verify(county.db, ORG).problems == []


def test_a_worker_told_to_stop_finishes_the_document_in_work(small: County) -> None:
    batch = start(small, drafts(small, 6))
    worker = Worker(small)
    until(lambda: seen(small, batch)["counts"].get("done", 0) >= 1)
    said = worker.end(signal.SIGTERM)
    assert (worker.process.returncode, "Traceback" in said) == (0, False)
    states = {row["state"] for row in documents_of(small).values()}
    assert "issuing" not in states
    with small.db.read() as connection:
        held = connection.scalars(
            sa.select(t.batch_item.c.n).where(t.batch_item.c.state == "waiting", t.batch_item.c.claimed_by.is_not(None))
        )  # fmt: skip
        assert list(held) == []


def test_once_does_everything_and_ends(small: County, quick: Press) -> None:
    printing = start(small, issued(small, quick, 1), "print")
    issuing = start(small, drafts(small, 1))
    stale = {
        "org_id": ORG,
        "finding_id": "f",
        "person_id": "p-ent1",
        "typed": {},
        "photos": [],
        "saved_at": 1,
    }
    with small.db.write() as connection:
        connection.execute(t.proof_draft.insert(), stale)
    worker = Worker(small, "--once")
    assert "Traceback" not in worker.process.communicate(timeout=90)[0]
    assert worker.process.returncode == 0
    with small.db.read() as connection:
        assert connection.scalar(sa.select(sa.func.count()).select_from(t.proof_draft)) == 0
    assert [seen(small, batch)["state"] for batch in (printing, issuing)] == ["done", "done"]


def test_a_queue_that_is_lost_costs_a_delay_and_a_job_done_twice_nothing(small: County, quick: Press) -> None:
    config = Config(
        data=small.blobs.root.parent / "data", database="", blobs="", secret="secret", base_url="", org=ORG
    )
    jobs = Jobs(config, small.db, quick)
    batch = start(small, drafts(small, 1))
    jobs.wake(ORG, batch)
    jobs.wake(ORG, batch)
    huey = jobs._huey()
    assert huey.pending_count() == 2
    for _ in range(2):
        huey.execute(huey.dequeue())
    assert (seen(small, batch)["counts"], numbers(small)) == ({"done": 1}, [1])
    late = start(small, drafts(small, 1))
    for path in config.data.glob("jobs.db*"):
        path.write_bytes(b"no database at all" * 100)
    again = Jobs(config, small.db, quick)
    again.wake(ORG, late)
    assert again._huey().pending_count() == 1
