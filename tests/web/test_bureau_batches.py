"""批量办理 on the desk: picked on a list, said beforehand, followed while it runs, printed as one file."""

from __future__ import annotations

import re
import subprocess
import threading
from collections.abc import Iterator
from pathlib import Path

import pytest
import sqlalchemy as sa
from playwright.sync_api import Browser, expect

from inspect_app.commands import batch_work, batches, drafts, service
from inspect_app.render import fonts
from inspect_app.storage import tables as t
from tests.helpers import ORG, actor
from tests.web.bureau_case import Bureau, fields, submit
from tests.web.test_bureau_browser import Site, faults
from tests.web.test_bureau_browser import site as _site

site = _site


@pytest.fixture(scope="module", autouse=True)
def font_set() -> None:
    fonts.build()


@pytest.fixture
def bureau(tmp_path: Path) -> Iterator[Bureau]:
    made = Bureau(tmp_path)
    yield made
    made.db.close()


def drafted(bureau: Bureau, count: int) -> list[str]:
    return [
        drafts.draft(bureau.db, actor("p-sec"), "doc_rectify_notice", bureau.accepted(seed=2 * n + 1)[0])
        for n in range(count)
    ]


def work(bureau: Bureau, batch: str) -> None:
    batch_work.work(bureau.db, bureau.press, ORG, batch)


def started(answer: object) -> str:
    """The batch that a form's answer leads to."""
    assert answer.status_code == 302, answer.text  # type: ignore[attr-defined]
    return str(answer.headers["Location"]).rsplit("/", 1)[1]  # type: ignore[attr-defined]


def test_a_list_offers_what_its_documents_can_still_become(bureau: Bureau) -> None:
    drafted(bureau, 1)
    bureau.issued(seed=11)
    desk = bureau.desk()
    assert "批量签发…" in desk.get("/bureau/documents?tab=draft").text
    assert "合并打印…" in desk.get("/bureau/documents?tab=issued").text
    assert 'name="document"' not in desk.get("/bureau/documents?tab=all").text
    assert 'name="document"' not in bureau.desk("p-audit").get("/bureau/documents?tab=draft").text


def test_the_page_before_says_which_go_in_and_which_cannot(bureau: Bureau) -> None:
    one, two, void = drafted(bureau, 3)
    service.void(bureau.db, actor("p-sec"), void, "开错了")
    page = (
        bureau.desk()
        .get(f"/bureau/batches/new?kind=issue&document={one}&document={two}&document={void}")
        .text
    )
    assert '将签发 <strong class="num">2</strong> 份，另有 <strong class="num">1</strong> 份不能办理' in page
    assert "当前状态是“已作废”" in page
    assert re.findall(r'name="document" value="([^"]+)"', page) == [one, two]
    with bureau.db.read() as connection:
        assert connection.execute(sa.select(t.batch)).first() is None


def test_all_that_the_filter_finds_go_in(bureau: Bureau) -> None:
    made = drafted(bureau, 3)
    desk = bureau.desk()
    found = desk.get("/bureau/batches/new?kind=issue&tab=draft&all=1").text
    assert sorted(re.findall(r'name="document" value="([^"]+)"', found)) == sorted(made)
    for narrowed in ("q=不存在", "type=doc_expert_opinion", "track=enforcement"):
        page = f"tab=draft&{narrowed}"
        assert "没有选择文书" in desk.get(f"/bureau/batches/new?kind=issue&all=1&{page}").text, narrowed
    narrowed = desk.get("/bureau/documents?tab=draft&type=doc_rectify_notice&track=advisory").text
    assert '<input type="hidden" name="type" value="doc_rectify_notice">' in narrowed
    assert '<input type="hidden" name="track" value="advisory">' in narrowed
    for wrong in ("", "?kind=fly", "?kind=issue&all=1&tab=nonsense&document=x"):
        assert desk.get(f"/bureau/batches/new{wrong}").status_code in (200, 404)


def test_documents_are_issued_followed_and_printed(bureau: Bureau) -> None:
    made = drafted(bureau, 3)
    desk = bureau.desk("p-lead")
    page = f"/bureau/batches/new?kind=issue&document={'&document='.join(made)}"
    batch = started(submit(desk, page, "/bureau/batches/start", kind="issue", document=made, order="made"))
    assert bureau.app.extensions["inspect"].jobs._huey().pending_count() == 1
    running = desk.get(f"/bureau/batches/{batch}").text
    assert "batch.js" in running
    assert 'http-equiv="refresh"' in running
    assert desk.get(f"/bureau/batches/{batch}/progress").json["settled"] == 0
    work(bureau, batch)
    after = desk.get(f"/bureau/batches/{batch}/progress").json
    assert (after["state"], after["settled"], after["done"], after["percent"]) == ("done", 3, 3, 100)
    assert "全部签发完毕" in desk.get(f"/bureau/batches/{batch}").text

    page = f"/bureau/batches/new?kind=print&document={'&document='.join(made)}"
    batch = started(
        submit(desk, page, "/bureau/batches/start", kind="print", document=made, order="number", duplex="1")
    )
    assert desk.get(f"/bureau/batches/{batch}/merged.pdf").status_code == 404
    work(bureau, batch)
    assert "不含电子签名" in desk.get(f"/bureau/batches/{batch}").text
    answer = desk.get(f"/bureau/batches/{batch}/merged.pdf?view=1")
    assert answer.headers["Content-Type"] == "application/pdf"
    assert int(answer.headers["Content-Length"]) == len(answer.data)
    assert answer.data.startswith(b"%PDF")
    assert answer.headers["Content-Disposition"].startswith("inline")
    listed = desk.get("/bureau/batches").text
    assert listed.count("已办完") == 2
    batches.clear(bureau.db, bureau.blobs, 2**50)
    assert desk.get(f"/bureau/batches/{batch}/merged.pdf").status_code == 404
    assert "重新合并" in desk.get(f"/bureau/batches/{batch}").text


def test_a_failure_is_named_with_a_link_and_tried_again(bureau: Bureau) -> None:
    made = drafted(bureau, 2)
    desk = bureau.desk()
    page = "/bureau/batches/new?kind=issue&tab=draft&all=1"
    batch = started(submit(desk, page, "/bureau/batches/start", kind="issue", document=made))
    service.void(bureau.db, actor("p-sec"), made[0], "开错了")
    work(bureau, batch)
    shown = desk.get(f"/bureau/batches/{batch}").text
    assert f'href="/bureau/documents/{made[0]}"' in shown
    assert "已作废" in shown
    assert "重试没有办成的" in shown
    token = fields(shown)
    assert desk.post(f"/bureau/batches/{batch}/resume", data=token).status_code == 302
    assert desk.get(f"/bureau/batches/{batch}/progress").json["state"] == "running"
    again = desk.post(f"/bureau/batches/{batch}/resume", data=token, follow_redirects=True).text
    assert "正在办理" in again
    assert desk.post(f"/bureau/batches/{batch}/cancel", data=token).status_code == 302
    cancelled = desk.get(f"/bureau/batches/{batch}").text
    assert "取消前签发的" in cancelled
    assert "继续" in cancelled


def test_a_start_that_makes_no_sense_is_said(bureau: Bureau) -> None:
    [draft] = drafted(bureau, 1)
    desk = bureau.desk("p-off1")
    page = "/bureau/batches"
    token = fields(desk.get(page).text)
    for form in (
        {},
        {"kind": "issue"},
        {"kind": "issue", "document": draft},
        {"kind": "print", "document": draft},
    ):
        answer = desk.post("/bureau/batches/start", data={**token, **form})
        assert answer.status_code == 409, form
        assert re.search("不能|没有", answer.text)


def test_a_batch_that_nobody_works_on_says_whom_to_ask(bureau: Bureau) -> None:
    made = drafted(bureau, 1)
    batch = batches.start(bureau.db, actor("p-sec"), "issue", made, {})
    desk = bureau.desk()
    assert desk.get(f"/bureau/batches/{batch}/progress").json["unattended"] is False
    with bureau.db.write() as connection:
        connection.execute(t.batch.update().values(made_at=t.batch.c.made_at - 60_000))
    assert desk.get(f"/bureau/batches/{batch}/progress").json["unattended"] is True


def test_a_colleague_of_another_section_of_the_work_sees_only_own_batches(bureau: Bureau) -> None:
    document = bureau.issued()[0]
    batch = batches.start(bureau.db, actor("p-off1"), "print", [document], {})
    for path in ("", "/progress", "/merged.pdf"):
        assert bureau.desk("p-off2").get(f"/bureau/batches/{batch}{path}").status_code == 404
    assert bureau.desk("p-sec").get(f"/bureau/batches/{batch}").status_code == 200


# --- in a browser --------------------------------------------------------------------------------------------------------------------


def test_five_are_ticked_issued_followed_merged_and_opened(site: Site, tmp_path: Path) -> None:
    made = drafted(site.bureau, 5)
    page = site.desk("p-lead")
    problems: list[str] = []
    page.on("console", lambda message: problems.append(message.text) if message.type == "error" else None)
    page.on("pageerror", lambda error: problems.append(str(error)))
    page.goto("/bureau/documents?tab=draft")
    go = page.get_by_role("button", name="批量签发…")
    expect(go).to_be_disabled()
    page.get_by_label("全选本页").check()
    expect(page.locator("[data-pick-count]")).to_have_text("已选 5 份")
    assert faults(page) == []
    go.click()
    expect(page.locator(".lead")).to_contain_text("将签发 5 份")
    assert faults(page) == []
    page.get_by_role("button", name="确认签发 5 份").click()
    page.wait_for_url(re.compile("/bureau/batches/[0-9a-f-]+$"))
    expect(page.locator(".batch-count")).to_contain_text("0 / 5")
    assert faults(page) == []
    worker = threading.Thread(target=work, args=(site.bureau, page.url.rsplit("/", 1)[1]))
    worker.start()
    expect(page.locator(".chip-ok").first).to_contain_text("已办完", timeout=30_000)
    worker.join()
    expect(page.locator(".batch-count")).to_contain_text("5 / 5")
    page.goto("/bureau/documents?tab=issued")
    page.get_by_role("button", name=re.compile("全部 5 份")).click()
    expect(page.locator(".lead")).to_contain_text("将合并打印 5 份")
    page.get_by_label("双面打印").uncheck()
    page.get_by_label("按份数打印").uncheck()
    page.get_by_role("button", name="开始合并 5 份").click()
    page.wait_for_url(re.compile("/bureau/batches/[0-9a-f-]+$"))
    batch = page.url.rsplit("/", 1)[1]
    work(site.bureau, batch)
    expect(page.get_by_role("link", name="打开打印稿")).to_be_visible(timeout=10_000)
    assert faults(page) == []
    with page.expect_download() as download:
        page.get_by_role("link", name="保存").click()
    download.value.save_as(tmp_path / "merged.pdf")
    assert download.value.suggested_filename.startswith("批量打印稿-5份-")
    said = subprocess.run(
        ["pdfinfo", tmp_path / "merged.pdf"], capture_output=True, text=True, check=True
    ).stdout
    with site.bureau.db.read() as connection:
        pages = connection.scalar(sa.select(sa.func.sum(t.document.c.pages)).where(t.document.c.id.in_(made)))
    assert f"Pages:           {pages}" in said
    assert "不含电子签名" in said
    page.goto("/bureau/batches")
    assert faults(page) == []
    assert problems == []


def test_without_scripts_the_boxes_and_the_progress_work(site: Site, browser: Browser) -> None:
    drafted(site.bureau, 1)
    context = browser.new_context(
        base_url=site.url, java_script_enabled=False, storage_state=site.desk().context.storage_state()
    )
    page = context.new_page()
    page.goto("/bureau/documents?tab=draft")
    page.locator('input[name="document"]').check()
    page.get_by_role("button", name="批量签发…").click()
    page.get_by_role("button", name="确认签发 1 份").click()
    expect(page.locator(".batch-count")).to_contain_text("0 / 1")
    work(site.bureau, page.url.rsplit("/", 1)[1])
    expect(page.locator(".batch-count")).to_contain_text("1 / 1", timeout=15_000)
    context.close()
