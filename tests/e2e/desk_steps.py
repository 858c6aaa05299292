"""What the bureau does on its desk and the enterprise on its phone, in the words of the screen."""

from __future__ import annotations

import re
from pathlib import Path

from playwright.sync_api import Browser, Page, expect

from tests.helpers import PASSWORD, jpeg


def sign_in(browser: Browser, url: str, login: str, width: int = 1440, height: int = 900) -> Page:
    """A window of its own for one person."""
    context = browser.new_context(
        viewport={"width": width, "height": height},
        locale="zh-CN",
        timezone_id="Asia/Shanghai",
        accept_downloads=True,
    )
    context.set_default_timeout(15_000)
    page = context.new_page()
    page.goto(f"{url}/sign-in")
    page.get_by_label("账号").fill(login)
    page.get_by_label("密码").fill(PASSWORD)
    page.get_by_role("button", name="登录").click()
    page.wait_for_url(re.compile("/bureau/|/portal/|/field/"))
    page.on("dialog", lambda dialog: dialog.accept())
    return page


def accept_next(page: Page, url: str) -> None:
    """研判: opens the first of the queue and accepts it as it stands."""
    page.goto(f"{url}/bureau/review")
    page.get_by_role("link", name="从第一条开始").click()
    case = page.url
    page.get_by_role("button", name="确认、定级并交办").click()
    page.wait_for_url(lambda url: url != case)
    expect(
        page.locator(".flash-ok")
    ).to_be_visible()  # the next one may stand there before the server has answered


def draft_and_issue(page: Page, url: str, visit: str, word: str) -> str:
    """Drafts a document of a visit and issues it; returns its number."""
    page.goto(f"{url}/bureau/visits/{visit}")
    page.get_by_role("button", name=f"起草{word}").click()
    page.get_by_role("link", name="签发").click()
    page.get_by_role("button", name="确认签发").click()
    expect(page.get_by_role("link", name="下载", exact=True)).to_be_visible(timeout=30_000)
    return page.locator("h1").inner_text().strip()


def download(page: Page, name: str, to: Path) -> bytes:
    """The file behind a link."""
    with page.expect_download() as waiting:
        page.get_by_role("link", name=name).first.click()
    waiting.value.save_as(to)
    return to.read_bytes()


def serve(page: Page) -> str:
    """送达: records service in person; returns the code that is shown once."""
    page.get_by_role("button", name="登记送达").click()
    return page.locator(".slip-code").inner_text().strip()


def hand_in_proof(page: Page, n: int, folder: Path) -> None:
    """The enterprise's phone: one finding's proof with a photo."""
    page.get_by_role("link", name=f"反馈第 {n} 项").click()
    file = folder / f"after-{n}.jpg"
    file.write_bytes(jpeg(40 + n, (2400, 1800)))
    page.wait_for_load_state("load")
    page.locator("#photos").set_input_files(str(file))
    expect(page.locator("#kept li")).to_have_count(1, timeout=20_000)
    page.get_by_label("整改措施").fill("已将配电室门改为向外开启，并清理门前杂物。")
    page.get_by_label("责任人").fill("韩安全")
    page.get_by_label("投入资金").fill("1200.50")
    form = page.url
    page.get_by_role("button", name="提交反馈").click()
    page.wait_for_url(lambda url: url != form)


def reinspect_and_close(page: Page, url: str, finding: str) -> None:
    """复查合格 and 销号 on the page of a finding."""
    page.goto(f"{url}/bureau/findings/{finding}")
    open_fold(page, "复查")
    form = page.locator("form", has=page.get_by_role("button", name="登记复查结果"))
    form.get_by_text("合格", exact=True).first.click()
    form.get_by_label("复查情况").fill("现场复核，门已改为向外开启，开启灵活。")
    form.get_by_role("button", name="登记复查结果").click()
    expect(page.get_by_role("button", name="登记复查结果")).to_have_count(0)
    open_fold(page, "销号")
    page.get_by_role("button", name="销号", exact=True).click()
    expect(page.locator(".page-head").get_by_text("已销号")).to_be_visible()


def open_fold(page: Page, word: str) -> None:
    """Unfolds the part of the page that holds a form, if it is folded."""
    for fold in page.locator("details.fold:not([open]) > summary", has_text=word).all():
        fold.click()
