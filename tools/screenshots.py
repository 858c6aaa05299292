"""Makes the pictures of the README from a running demo: `make screenshots` (INSPECT_URL, default http://127.0.0.1:8000)."""

from __future__ import annotations

import os
import subprocess
import tempfile
from pathlib import Path

from PIL import Image
from playwright.sync_api import Browser, Page, sync_playwright

URL = os.environ.get("INSPECT_URL", "http://127.0.0.1:8000")
PASSWORD = "demo-2026"  # the demo prints it
OUT = Path(__file__).parent.parent / "docs/screenshots"
ARGS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]


def main() -> None:
    """One browser, three people."""
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path="/usr/bin/chromium", args=ARGS)
        field(browser)
        notice, file = bureau(browser)
        phone(browser, notice)
        paper(file)
        browser.close()


def window(browser: Browser, width: int, height: int) -> Page:
    """A window with its own cookies."""
    context = browser.new_context(
        viewport={"width": width, "height": height}, locale="zh-CN", timezone_id="Asia/Shanghai"
    )
    context.set_default_timeout(20_000)
    return context.new_page()


def sign_in(page: Page, login: str, path: str = "/sign-in") -> None:
    """As the demo's person."""
    page.goto(URL + path)
    page.get_by_label("账号").fill(login)
    page.get_by_label("密码").fill(PASSWORD)
    page.get_by_role("button", name="登录", exact=True).click()


def keep(page: Page, name: str) -> None:
    """A screenshot with few colours: small, and sharp where it matters."""
    file = OUT / f"{name}.png"
    page.screenshot(path=str(file))
    shrink(file)


def shrink(file: Path) -> None:
    """At most 256 colours."""
    with Image.open(file) as image:
        small = image.convert("RGB").quantize(256, method=Image.Quantize.FASTOCTREE, dither=Image.Dither.NONE)
    small.save(file, optimize=True)


def field(browser: Browser) -> None:
    """The tablet: today's visits, then a checklist with a finding."""
    page = window(browser, 1280, 800)
    sign_in(page, "expert1", "/field/")
    page.locator(".visit-card").first.wait_for()
    keep(page, "field-today")
    page.locator(".visit-card", has_text="今天").first.click()
    page.get_by_role("button", name="开始诊断").click()
    for consent in ("同意拍摄现场照片", "同意签字确认"):
        page.get_by_label(consent).check()
    page.get_by_role("button", name="记录并开始诊断").click()
    items = page.locator("article.item")
    items.first.wait_for()
    for n in range(3):
        items.nth(n).get_by_role("button", name="符合", exact=True).click()
    items.nth(3).get_by_role("button", name="不符合", exact=True).click()
    items.nth(3).locator(".finding").wait_for()
    items.nth(2).evaluate("element => element.scrollIntoView({block: 'start'})")
    page.mouse.wheel(0, -90)
    page.wait_for_timeout(500)
    keep(page, "field-check")


def bureau(browser: Browser) -> tuple[str, bytes]:
    """The desk; returns a served notice's page and file."""
    page = window(browser, 1440, 900)
    sign_in(page, "section")
    page.wait_for_url("**/bureau/")
    keep(page, "bureau-today")
    page.goto(f"{URL}/bureau/review")
    page.get_by_role("link", name="从第一条开始").click()
    page.wait_for_load_state("networkidle")
    keep(page, "bureau-review")
    page.goto(f"{URL}/bureau/ledger?group=closed")
    page.locator("tr[data-row] a").first.click()
    page.wait_for_load_state("networkidle")
    keep(page, "bureau-finding")
    page.goto(f"{URL}/bureau/documents?tab=served")
    page.locator("tr[data-row]", has_text="隐患整改通知书").first.locator("a").first.click()
    download = page.get_by_role("link", name="下载", exact=True)
    with page.expect_download() as waiting:
        download.click()
    return page.url, Path(waiting.value.path()).read_bytes()


def phone(browser: Browser, notice: str) -> None:
    """The enterprise's account on a phone: its notice and the form for proof."""
    page = window(browser, 390, 844)
    sign_in(page, "ent1")
    page.wait_for_url("**/portal/")
    page.locator("a", has_text="隐患整改通知书").first.click()
    page.wait_for_load_state("networkidle")
    keep(page, "phone-notice")
    page.get_by_role("link", name="反馈第").first.click()
    page.wait_for_load_state("networkidle")
    keep(page, "phone-proof")


def paper(file: bytes) -> None:
    """The first page and the annex of a notice, side by side."""
    with tempfile.TemporaryDirectory() as folder:
        subprocess.run(["pdftoppm", "-r", "80", "-png", "-", f"{folder}/page"], input=file, check=True)
        pages = [Image.open(path).convert("RGB") for path in sorted(Path(folder).glob("*.png"))]
    shown = [pages[0], pages[-1]]
    gap = 24
    sheet = Image.new("RGB", (sum(p.width for p in shown) + 3 * gap, shown[0].height + 2 * gap), "#d8dde6")
    for n, page in enumerate(shown):
        sheet.paste(page, (gap + n * (page.width + gap), gap))
    sheet.save(OUT / "notice.png")
    shrink(OUT / "notice.png")


if __name__ == "__main__":
    main()
