"""Verification on a phone and proof at the desk, in a real Chromium."""

from __future__ import annotations

from pathlib import Path

import pytest
from playwright.sync_api import expect

from inspect_app.commands import service
from tests.helpers import actor
from tests.web import test_bureau_browser, test_portal_browser
from tests.web.test_bureau_browser import Site as Desk
from tests.web.test_portal_browser import Site as Phone

phones = test_portal_browser.site
desks = test_bureau_browser.site


@pytest.mark.parametrize(("width", "scheme"), [(360, "dark"), (390, "light")])
def test_a_phone_compares_a_file_and_every_answer_fits_it(
    phones: Phone, tmp_path: Path, width: int, scheme: str
) -> None:
    page = phones.phone(width, scheme=scheme)
    genuine = tmp_path / "通知书.pdf"
    genuine.write_bytes(phones.county.browser().get(f"/n/{phones.notice.read}/notice.pdf").data)
    altered, added, foreign = (tmp_path / f"{name}.pdf" for name in ("altered", "added", "foreign"))
    altered.write_bytes(genuine.read_bytes().replace(b"endobj", b"ENDOBJ", 1))
    added.write_bytes(genuine.read_bytes() + b"x\n%%EOF\n")
    foreign.write_bytes(b"%PDF-1.7 another\n%%EOF\n")
    wrong = {}
    for file, said in (
        (genuine, "完全一致"),
        (altered, "不一致"),
        (added, "附加内容"),
        (foreign, "没有查到"),
    ):
        page.goto("/verify/")
        page.set_input_files("#file", str(file))
        page.click("text=核对文件")
        expect(page.locator("h1")).to_contain_text(said)
        wrong[said] = test_portal_browser.faults(page)
    page.goto(f"/verify/{phones.notice.read}")
    page.set_input_files("#file", {"name": "空.pdf", "mimeType": "application/pdf", "buffer": b""})
    page.click("text=核对文件")
    expect(page.locator("#file-problem")).to_contain_text("是空的")
    wrong["empty"] = test_portal_browser.faults(page)
    service.void(phones.county.db, actor("p-lead"), phones.notice.document, "企业名称有误")
    page.goto(f"/verify/{phones.notice.read}")
    expect(page.locator("h1")).to_have_text("文书已作废")
    wrong["void"] = test_portal_browser.faults(page)
    assert {name: found for name, found in wrong.items() if found} == {}


def test_the_proof_page_fits_the_desk_and_the_package_downloads(desks: Desk, tmp_path: Path) -> None:
    notice = desks.bureau.served()
    for width, height, scheme in ((1366, 768, "light"), (1440, 900, "dark")):
        page = desks.desk(width=width, height=height, scheme=scheme)
        page.goto(f"/bureau/documents/{notice.document}")
        assert test_bureau_browser.faults(page) == []
        page.click("text=照片与日志核对")
        expect(page.get_by_role("status")).to_contain_text("2/2 张一致")
        assert test_bureau_browser.faults(page) == []
        with page.expect_download() as waiting:
            page.locator(".head-actions a").click()
        assert "证据包" in waiting.value.suggested_filename
        page.context.close()
