"""What an expert does on the tablet, in the words of the screen."""

from __future__ import annotations

import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

from playwright.sync_api import Page, expect

from tests.helpers import PASSWORD, jpeg

# The one button of the upload page, tapped in one go with looking at it: it changes with every answer of the server.
TAP_HERO = """() => { const button = document.querySelector(".hero button:not(:disabled)"); button?.click(); return button?.innerText.trim() ?? ""; }"""


def sign_in(page: Page, url: str, login: str = "p-exp1") -> None:
    """First start with a network: account, enrolment, first data, service worker."""
    page.goto(f"{url}/field/")
    page.get_by_label("账号").fill(login)
    page.get_by_label("密码").fill(PASSWORD)
    page.get_by_role("button", name="登录", exact=True).click()
    expect(page.locator(".visit-card").first).to_be_visible(timeout=30_000)
    wait_for(page, "navigator.serviceWorker.ready.then((r) => Boolean(r.active))")


def wait_for(page: Page, expression: str, seconds: float = 20) -> Any:
    """Polls an expression (also a promise) until it is true."""
    until = time.monotonic() + seconds
    while not (found := page.evaluate(expression)):
        assert time.monotonic() < until, f"never true: {expression}"
        time.sleep(0.1)
    return found


def until(true: Callable[[], Any], otherwise: str, seconds: float = 20, pause: float = 0.1) -> None:
    """Polls something outside the page."""
    end = time.monotonic() + seconds
    while not true():
        assert time.monotonic() < end, otherwise
        time.sleep(pause)


def begin(page: Page, enterprise: str) -> None:
    """Opens the visit's card, asks for consent, begins."""
    page.locator(".visit-card", has_text=enterprise).click()
    begin_here(page)


def begin_here(page: Page) -> None:
    """On the page of a planned visit: asks for consent, begins."""
    page.get_by_role("button", name="开始诊断").click()
    for consent in ("同意拍摄现场照片", "同意签字确认"):
        page.get_by_label(consent).check()
    page.get_by_role("button", name="记录并开始诊断").click()
    expect(page.locator("article.item").first).to_be_visible()


def item(page: Page, item_id: str) -> Any:
    """The element of one checklist item, in view."""
    found = page.locator(f"#item-{item_id}")
    found.scroll_into_view_if_needed()
    return found


def answer(page: Page, item_id: str, word: str) -> None:
    """One tap, and 已保存 under it."""
    one = item(page, item_id)
    one.get_by_role("button", name=word, exact=True).click()
    expect(one.locator(".answer-state")).to_contain_text("已保存")


def describe(page: Page, item_id: str, location: str, statement: str, measure: str, due: str) -> None:
    """Fills the finding that 不符合 opened."""
    one = item(page, item_id).locator(".finding")
    for label, text in (("部位", location), ("问题描述", statement), ("整改建议", measure)):
        field = one.get_by_label(label, exact=True)
        field.fill(text)
        field.blur()
    one.get_by_role("button", name=due, exact=True).click()
    expect(one.get_by_role("button", name=due, exact=True)).to_have_attribute("aria-pressed", "true")


def photograph(page: Page, item_id: str) -> None:
    """One shot with the camera inside the page."""
    one = item(page, item_id).locator(".finding")
    before = one.locator(".strip li").count()
    shots = page.locator(".finding .strip li").count()
    one.get_by_role("button", name="拍照", exact=True).click()
    # The fake camera begins anew with every start of the browser: a shot at the same moment would be the same photo.
    wait_for(page, f"document.querySelector('.camera video')?.currentTime > {shots / 2}")
    page.locator(".shutter").click()
    expect(page.locator(".camera-message")).to_contain_text("已保存")
    page.get_by_role("button", name="完成", exact=True).click()
    expect(one.locator(".strip li")).to_have_count(before + 1)


def choose_photo(page: Page, item_id: str, folder: Path, seed: int) -> None:
    """One photo from a file."""
    one = item(page, item_id).locator(".finding")
    before = one.locator(".strip li").count()
    file = folder / f"photo-{seed}.jpg"
    file.write_bytes(jpeg(seed, (2400, 1800)))
    one.locator("input[type=file]").set_input_files(str(file))
    expect(one.locator(".strip li")).to_have_count(before + 1)


def open_signing(page: Page) -> None:
    """The page 意见与签字 of the open visit."""
    page.evaluate("location.hash = location.hash.replace(/\\/check.*$/, '/sign')")
    expect(page.get_by_role("heading", name="三、签字")).to_be_visible()


def opinion(page: Page) -> None:
    """What the enterprise says."""
    for label, text in (("服务区域", "一号车间、配电室"), ("陪同人员", "韩安全 安全管理员")):
        page.get_by_label(label, exact=True).fill(text)
        page.get_by_label(label, exact=True).blur()
    page.get_by_role("button", name="无异议", exact=True).click()


def sign(page: Page, signer: str) -> None:
    """Draws a signature on the pad of one signer and waits until it stands on the page."""
    before = page.locator("img.signature").count()
    page.locator("li.signer", has_text=signer).get_by_role("button", name="签字", exact=True).click()
    box = page.locator("dialog.pad canvas").bounding_box()
    assert box
    # Everybody writes differently: two pictures of the same strokes would be one photo.
    x, y, height = box["x"] + 60, box["y"] + box["height"] / 2, 30 - 6 * before
    page.mouse.move(x, y)
    page.mouse.down()
    for step in range(1, 24):
        page.mouse.move(x + step * 9, y + (height if step % 2 else -height))
    page.mouse.up()
    page.get_by_role("button", name="确认签名").click()
    expect(page.locator("img.signature")).to_have_count(before + 1)


def refuse_signature(page: Page, reason: str, witness: str, unit: str) -> None:
    """The enterprise does not sign: why, and who saw it."""
    page.locator("li.signer", has_text="企业代表").get_by_role("button", name="拒签", exact=True).click()
    sheet = page.locator("dialog")
    for label, text in (("拒签原因", reason), ("见证人", witness), ("见证人单位", unit)):
        sheet.get_by_label(label, exact=True).fill(text)
    sheet.get_by_role("button", name="记录拒签").click()
    expect(page.locator(".refusal")).to_contain_text(f"{reason}（见证人 {witness}，{unit}）")


def submit(page: Page) -> None:
    """Submits, without a network too."""
    page.get_by_role("button", name="提交", exact=True).click()
    page.locator("dialog").get_by_role("button", name="提交", exact=True).click()
    expect(page.get_by_text("已提交，待上传").first).to_be_visible()


def fill_sheet(page: Page, login: str) -> None:
    """Signs in on the sheet that lies over the work."""
    sheet = page.locator("dialog")
    sheet.get_by_label("账号").fill(login)
    sheet.get_by_label("密码").fill(PASSWORD)
    sheet.get_by_role("button", name="登录", exact=True).click()
    expect(sheet).to_have_count(0, timeout=30_000)


def upload(page: Page, login: str = "p-exp1", seconds: float = 60) -> None:
    """On the upload page with a network, until nothing waits any more. A browser killed soon after signing in may have lost its cookie, which
    Chromium writes every half minute: then the page asks, nothing else."""
    page.evaluate("location.hash = '#/upload'")
    expect(page.locator(".hero")).to_be_visible(timeout=30_000)

    def done() -> bool:
        status = page.locator(".status").inner_text()
        word = page.evaluate(TAP_HERO)
        if word == "登录":
            fill_sheet(page, login)
        return "已全部上传" in status or ("需处理" in status and "待上传" not in status)

    until(done, "something still waits to be uploaded", seconds, pause=0.5)
