"""The leave-behind copy: printed offline from what was signed, verified by anyone, and the same as what the server received."""

from __future__ import annotations

import re
import subprocess
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pikepdf
import zxingcpp
from PIL import Image
from playwright.sync_api import Page, Playwright, expect

from inspect_app.commands import push, verify, visits
from inspect_app.domain import slip
from inspect_app.domain.dates import day_of
from inspect_app.storage.db import now_ms
from tests.chromium import ARGS, CHROMIUM
from tests.e2e import desk_steps as desk
from tests.e2e import held
from tests.e2e import tablet_steps as tablet
from tests.e2e.screens import faults
from tests.helpers import ORG, Tablet, actor, finding_ids, plan_value, raw

FIRM = "临颍县颍川食品有限公司"
FACT = "一号车间北侧配电室1扇门向内开启，未向疏散方向开启。"
WORDS = (
    "现场告知单", "百名专家助千企", "帮扶服务，不作为行政处罚依据", "发现的主要问题和整改建议", FACT, "将门改为向外开启。", "本单为现场告知，不代替正式文书",
    "对专家意见：√无异议",
)  # fmt: skip
APP_CHROME = ("意见与签字", "待上传", "带照片", "撤回签字")
# Everything on a page that could change the visit.
OPEN_CONTROLS = """() => [...document.querySelectorAll('main :is(input, textarea, select, button)')].filter((e) => !e.disabled && e.checkVisibility() && !e.closest('.rail, .filters'))
  .map((e) => e.innerText.trim() || e.getAttribute('aria-label') || e.id)"""
LOOKING = re.compile("依据|查找|备注|查看第|全部|未查|不符合|下一项|去签字|进度|搜索|上次|常用语|^$")


def printed(page: Page, file: Path) -> str:
    """What a printer gets: the page as PDF in print media, as text without spaces."""
    page.pdf(path=file, prefer_css_page_size=True)
    return text_of(file)


def text_of(file: Path) -> str:
    """Text of a PDF without spaces."""
    text = subprocess.run(["pdftotext", "-raw", file, "-"], capture_output=True, text=True, check=True)
    return re.sub(r"\s", "", text.stdout)


def signed_offline(page: Page, chromium: Any, folder: Path) -> None:
    """A visit with one finding of two photos, signed by the lead and the enterprise without a network."""
    tablet.begin(page, FIRM)
    chromium.context.set_offline(True)
    tablet.answer(page, "elec-mgmt-02", "符合")
    tablet.answer(page, "elec-sub-01", "不符合")
    tablet.describe(page, "elec-sub-01", "一号车间北侧配电室", FACT, "将门改为向外开启。", "7 日")
    for seed in (3, 4):
        tablet.choose_photo(page, "elec-sub-01", folder, seed)
    tablet.open_signing(page)
    tablet.opinion(page)
    tablet.sign(page, "王建国")
    expect(page.get_by_role("link", name="现场告知单")).to_have_count(0)
    tablet.sign(page, "企业代表")


def open_slip(page: Page) -> tuple[str, str]:
    """From the signing page; (检查编号, 内容校验码) as they stand on the paper."""
    page.get_by_role("link", name="现场告知单").click()
    expect(page.locator(".paper .qr")).to_be_visible()
    expect(page.locator(".photo-grid img")).to_have_count(2)
    code, short = page.locator(".proof-codes b").all_inner_texts()
    return code, short


def assert_frozen(page: Page, visit: str) -> None:
    """No page of the visit has an open way to change it."""
    for place in ("check", "sign"):
        page.evaluate(f"location.hash = '#/visit/{visit}/{place}'")
        page.wait_for_timeout(400)
        left = [name for name in page.evaluate(OPEN_CONTROLS) if not LOOKING.search(name)]
        assert set(left) <= {"签字", "撤回签字并修改", "提交"}, (place, left)
    page.evaluate(f"location.hash = '#/visit/{visit}'")
    expect(page.get_by_role("button", name="修改企业意愿")).to_have_count(0)


def test_a_signed_visit_is_frozen_printed_offline_and_proved_the_same(
    server: Any, browser: Callable[..., Any], playwright: Playwright, tmp_path: Path
) -> None:
    db = server.db
    visit = visits.plan(db, actor("p-sec"), plan_value(planned_date=day_of(now_ms())))
    chromium = browser()
    page = chromium.start()
    wrong: list[str] = []
    page.on("pageerror", lambda error: wrong.append(str(error)))
    tablet.sign_in(page, server.url)
    signed_offline(page, chromium, tmp_path)
    assert_frozen(page, visit)

    tablet_back = f"location.hash = '#/visit/{visit}/sign'"
    page.evaluate(tablet_back)
    code, short = open_slip(page)
    assert code == slip.visit_code(visit)
    assert faults(page) == []
    text = printed(page, tmp_path / "slip.pdf")
    assert [word for word in WORDS if word not in text] == []
    assert [word for word in APP_CHROME if word in text] == []
    assert code in text
    assert short in text
    assert not re.search("〔|责令|必须|限期", text)
    with pikepdf.open(tmp_path / "slip.pdf") as pdf:
        images = [name for sheet in pdf.pages for name in sheet.get_images()]
    assert len(images) == 4  # two signatures, two photos
    subprocess.run(["pdftoppm", "-r", "150", "-png", tmp_path / "slip.pdf", tmp_path / "slip"], check=True)
    scanned = [
        found.text for file in sorted(tmp_path.glob("slip-*.png")) for found in zxingcpp.read_barcodes(Image.open(file))
    ]  # fmt: skip
    assert scanned == [f"{server.url}/verify/slip?code={code}&hash={short.replace('-', '')}"]
    page.get_by_role("button", name="不带照片").click()
    expect(page.locator(".photo-grid")).to_have_count(0)

    window = playwright.chromium.launch(executable_path=CHROMIUM, args=ARGS)
    anybody = window.new_page()
    anybody.goto(scanned[0])
    expect(anybody.get_by_role("heading", name="局端尚未收到")).to_be_visible()

    page.evaluate(tablet_back)
    tablet.submit(page)
    chromium.context.set_offline(False)
    tablet.upload(page)
    tablet.until(lambda: held.row(db, visit).state == "received", "not received", 40)
    [received] = [op["value"] for op in held.ops(db, visit) if op["path"] == "received"]
    [sent] = [
        op["value"] for op in held.ops(db, visit) if op["path"] == "submit" and "manifest" in op["value"]
    ]
    assert received["slip"] == sent["slip"]
    assert slip.short_hash(received["slip"]) == short

    # A member's answer that comes late is supplementary: neither the signed version nor the paper change.
    member = Tablet(db, "p-exp2")
    finding = f"finding/{finding_ids(db, visit)[0]}"
    late = [
        member.op(visit, f"visit/{visit}", "answer/elec-sub-02", "nok"),
        member.op(visit, finding, "statement", "后来改写的话。"),
    ]
    assert {one.state for one in push.push(db, actor("p-exp2"), member.device, raw(late))} <= {
        "applied",
        "conflict",
    }
    page.evaluate("location.hash = '#/upload'")
    page.get_by_role("button", name="立即上传").click()
    tablet.wait_for(page, "document.querySelector('.status').innerText.includes('已全部上传')")
    page.evaluate(tablet_back)
    expect(page.get_by_role("link", name="现场告知单")).to_be_visible()
    assert open_slip(page) == (code, short)
    expect(page.locator(".paper")).to_contain_text(FACT)

    anybody.goto(scanned[0])
    expect(anybody.get_by_role("heading", name="内容一致")).to_be_visible()
    expect(anybody.locator("main")).to_contain_text("尚未签发")
    expect(anybody.locator("main")).not_to_contain_text(FIRM)
    office = desk.sign_in(window, server.url, "p-sec")
    office.set_default_timeout(40_000)  # the first document of a server sets up its fonts
    number = desk.draft_and_issue(office, server.url, visit, "专家检查意见书")
    desk.download(office, "下载", tmp_path / "opinion.pdf")
    opinion = text_of(tmp_path / "opinion.pdf")
    assert f"现场告知单（检查编号{code}，内容校验码{short}）内容一致" in opinion
    anybody.reload()
    expect(anybody.locator("main")).to_contain_text(number)
    office.goto(f"{server.url}/bureau/visits/{visit}")
    expect(office.locator("#slip")).to_contain_text("与现场告知单一致")
    office.locator("#slip").screenshot(path=tmp_path / "desk.png")
    window.close()
    assert verify.verify(db, ORG).problems == []
    assert wrong == []
