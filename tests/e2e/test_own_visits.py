"""An expert on the road: scans an enterprise's code, visits it without having been sent, registers one that nobody knows, and practises.

The code is read by the WebAssembly reader, since Chromium on Linux has none of its own, from a real picture before the fake camera.
"""

from __future__ import annotations

import io
import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

import segno
import sqlalchemy as sa
from PIL import Image
from playwright.sync_api import Page, expect

from inspect_app.domain.dates import day_of
from inspect_app.storage import tables as t
from inspect_app.storage.db import Database, now_ms
from tests.e2e import tablet_steps as tablet
from tests.e2e.screens import faults
from tests.helpers import ORG

SIZE = (640, 480)
FIRM = "漯河淼犇机械有限公司"
NEW = "临颍县路边木器加工部"


def qr_picture(text: str, size: tuple[int, int] = SIZE) -> Image.Image:
    """A sheet with the code, a little turned, as a hand holds a tablet."""
    out = io.BytesIO()
    segno.make(text, error="m").save(out, kind="png", scale=8, border=4)
    code = Image.open(out).convert("L").rotate(7, expand=True, fillcolor=255)
    sheet = Image.new("L", size, 235)
    sheet.paste(code, ((size[0] - code.width) // 2, (size[1] - code.height) // 2))
    return sheet


def camera_film(file: Path, picture: Image.Image) -> None:
    """What the fake camera shows: uncompressed video (Y4M) of one still picture, grey, so its colour planes are all 128."""
    width, height = picture.size
    frame = b"FRAME\n" + picture.tobytes() + bytes([128]) * (width * height // 2)
    file.write_bytes(f"YUV4MPEG2 W{width} H{height} F15:1 Ip A1:1 C420jpeg\n".encode() + frame * 3)


def scan(page: Page) -> Any:
    page.get_by_role("button", name="扫企业码").click()
    return page.get_by_role("dialog", name="扫企业码")


def visit_of(page: Page) -> str:
    return re.search(r"#/visit/([0-9a-f-]+)", page.url).group(1)  # type: ignore[union-attr]


def fill(page: Page, refusal: bool = False) -> None:
    """From 开始诊断 to the signatures, as short as may be."""
    page.get_by_role("button", name="开始诊断").click()
    for consent in ("同意拍摄现场照片", "同意签字确认"):
        page.get_by_label(consent).check()
    page.get_by_label("企业同意人").fill("何老板")
    page.get_by_role("button", name="记录并开始诊断").click()
    expect(page.locator("article.item").first).to_be_visible()
    tablet.answer(page, "elec-sub-01", "不符合")
    tablet.describe(page, "elec-sub-01", "配电室", "配电室门向内开启。", "改为向外开启。", "7 日")
    tablet.photograph(page, "elec-sub-01")
    tablet.open_signing(page)
    tablet.opinion(page)
    tablet.sign(page, "王建国")
    if refusal:
        tablet.refuse_signature(page, "企业负责人拒绝签字", "赵见证", "杜曲镇应急办")
    else:
        tablet.sign(page, "企业代表")


def counted(db: Database) -> tuple[int, int]:
    with db.read() as connection:
        return tuple(
            connection.scalar(sa.select(sa.func.count()).select_from(table)) or 0
            for table in (t.op, t.op_refused)
        )  # type: ignore[return-value]


def test_scan_visit_register_offline_and_practise_without_a_trace(
    server: Any, browser: Callable[..., Any], tmp_path: Path
) -> None:
    db = server.db
    film = tmp_path / "sheet.y4m"
    camera_film(film, qr_picture(f"{server.url}/e/e-2"))
    chromium = browser("tablet", 1280, 800, f"--use-file-for-fake-video-capture={film}")
    page = chromium.start()
    page_errors: list[str] = []
    page.on("pageerror", lambda error: page_errors.append(str(error)))
    seen: dict[str, list[str]] = {}
    page.goto(f"{server.url}/field/")
    page.get_by_label("账号").fill("p-exp1")
    page.get_by_label("密码").fill("test-password")
    page.get_by_role("button", name="登录", exact=True).click()
    expect(page.get_by_text("还没有派给您的任务")).to_be_visible()
    tablet.wait_for(page, "navigator.serviceWorker.ready.then((r) => Boolean(r.active))")
    assert page.evaluate("'BarcodeDetector' in window") is False, (
        "then this test proves nothing about the reader"
    )
    tablet.wait_for(
        page,
        "caches.keys().then((names) => caches.open(names[0])).then((c) => c.match('/field/static/vendor/zxing_reader.wasm')).then(Boolean)",
    )
    chromium.context.set_offline(True)
    page.reload()
    expect(page.get_by_text("还没有派给您的任务")).to_be_visible()
    seen["today"] = faults(page)

    # scan → enterprise → unplanned visit
    scan(page)
    expect(page.get_by_role("heading", name=FIRM)).to_be_visible(timeout=20_000)
    seen["enterprise"] = faults(page)
    page.get_by_role("link", name="发起临时检查").click()
    expect(page.get_by_label(re.compile("用电安全"))).to_be_checked()
    seen["unplanned"] = faults(page)
    page.get_by_role("button", name="建立检查").click()
    expect(page.get_by_role("button", name="开始诊断")).to_be_visible()
    planned = visit_of(page)
    fill(page, refusal=True)
    tablet.submit(page)
    page.get_by_label("返回").click()
    expect(page.locator(".visit-card", has_text=FIRM)).to_contain_text("临时检查")

    # a picture of a notice's code is explained, a scan while the visit is done leads to the enterprise
    sheet = scan(page)
    expect(page.get_by_role("heading", name=FIRM)).to_be_visible(timeout=20_000)
    page.get_by_label("返回").click()
    notice = tmp_path / "notice.png"
    qr_picture(f"{server.url}/n/ABCDEFGHJK").save(notice)

    # unregistered enterprise
    page.get_by_label("搜索全部企业").fill(NEW)
    page.get_by_role("link", name="登记新企业并检查").first.click()
    expect(page.get_by_label("企业名称")).to_have_value(NEW)
    page.get_by_role("button", name="登记并建立检查").click()
    expect(page.get_by_text("确实没有的，在下面选一个原因")).to_be_visible()
    page.get_by_role("button", name="营业执照未悬挂").click()
    page.get_by_label("乡镇（街道）").select_option(label="杜曲镇")
    page.get_by_label("主要负责人").fill("何老板")
    page.get_by_role("button", name="粉尘涉爆").click()
    page.get_by_role("button", name="用电", exact=True).click()
    seen["register"] = faults(page)
    page.get_by_role("button", name="登记并建立检查").click()
    expect(page.get_by_role("button", name="开始诊断")).to_be_visible()
    registered = visit_of(page)
    fill(page)
    tablet.submit(page)

    # killed before anything went up: both are there
    chromium.kill()
    page = chromium.start(offline=True)
    page.goto(f"{server.url}/field/")
    expect(page.locator(".visit-card")).to_have_count(2)
    assert counted(db)[1] == 0
    chromium.context.set_offline(False)
    tablet.upload(page)
    for visit, firm in ((planned, "e-2"), (registered, None)):
        with db.read() as connection:
            row = connection.execute(
                sa.select(t.visit).where(t.visit.c.org_id == ORG, t.visit.c.id == visit)
            ).one()
            assert (row.state, row.planned_date) == ("received", day_of(now_ms()))
            assert (
                row.enterprise_id == firm
                or connection.scalar(
                    sa.select(t.enterprise.c.name).where(t.enterprise.c.id == row.enterprise_id)
                )
                == NEW
            )

    # practice: the whole way, then a sync, and the server has seen nothing
    before = counted(db)
    page.goto(f"{server.url}/field/#/practice")
    seen["practice"] = faults(page)
    page.get_by_role("button", name="开始练习").click()
    expect(page.get_by_text("填写的内容只在这台平板上")).to_be_visible()
    fill(page)
    page.get_by_role("button", name="提交", exact=True).click()
    page.locator("dialog").get_by_role("button", name="提交", exact=True).click()
    expect(page.get_by_role("heading", name="练习完成")).to_be_visible()
    seen["practised"] = faults(page)
    tablet.upload(page)
    chromium.kill()
    page = chromium.start()
    page.goto(f"{server.url}/field/#/practice")
    expect(page.get_by_role("heading", name="练习完成")).to_be_visible()
    tablet.upload(page)
    assert counted(db) == before
    page.goto(f"{server.url}/field/#/practice")
    page.get_by_role("button", name="删除练习").click()
    page.locator("dialog").get_by_role("button", name="删除练习").click()
    expect(page.get_by_role("button", name="开始练习")).to_be_visible()
    left = """() => new Promise((done) => { const open = indexedDB.open("inspect-practice"); open.onsuccess = () => { const db = open.result;
      const all = ["ops", "photos", "bytes", "bundle"].map((name) => new Promise((ok) => { const r = db.transaction(name).objectStore(name).count(); r.onsuccess = () => ok(r.result); }));
      Promise.all(all).then((n) => { db.close(); done(n); }); }; })"""
    assert page.evaluate(left) == [0, 0, 0, 0]

    # a photo of another code, and words that the scanner does not open
    page.goto(f"{server.url}/field/#/")
    sheet = scan(page)
    sheet.locator("input[type=file]").set_input_files(str(notice))
    expect(
        sheet.get_by_text("这是文书上的核验码（ABCDEFGHJK）").or_(page.get_by_role("heading", name=FIRM))
    ).to_be_visible(timeout=20_000)
    assert {screen: wrong for screen, wrong in seen.items() if wrong} == {}
    assert page_errors == []
