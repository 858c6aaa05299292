"""The desktop in a real Chromium: reviewed by keys, issued, served, reinspected, closed; nothing for axe, nothing that scrolls sideways."""

from __future__ import annotations

import io
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest
from PIL import Image
from playwright.sync_api import Browser, Page, expect
from werkzeug.serving import make_server

from inspect_app.commands import accounts, channels, feedback, findings, messages
from inspect_app.paths import CHECKOUT
from tests.helpers import ORG, actor, jpeg
from tests.web.bureau_case import Bureau

AXE = (CHECKOUT / "node_modules/axe-core/axe.min.js").read_text(encoding="utf-8")
VIOLATIONS = """async () => (await axe.run(document, { resultTypes: ['violations'] })).violations.map((v) => `${v.id}: ${v.nodes[0].html.slice(0, 160)}`)"""


class Site:
    """A running server and a browser for it."""

    def __init__(self, bureau: Bureau, browser: Browser, port: int) -> None:
        self.bureau, self.browser, self.url = bureau, browser, f"http://127.0.0.1:{port}"

    def cookie(self, person: str) -> Any:
        """What signs a browser in as somebody."""
        token = accounts.start_session(self.bureau.db, ORG, accounts.DAY_MS, person=person)
        return {"name": "inspect_session", "value": token, "url": self.url}

    def desk(
        self, person: str = "p-sec", width: int = 1366, height: int = 768, scheme: str = "light"
    ) -> Page:
        """A signed-in page; an error in a script or a block by the CSP fails the test that closes it."""
        context = self.browser.new_context(
            base_url=self.url, viewport={"width": width, "height": height}, color_scheme=scheme, reduced_motion="reduce", locale="zh-CN"
        )  # fmt: skip
        context.add_cookies([self.cookie(person)])
        page = context.new_page()
        page.on("dialog", lambda dialog: dialog.accept())
        return page


@contextmanager
def serving(folder: Path, browser: Browser) -> Iterator[Site]:
    """A server of its own for a test."""
    bureau = Bureau(folder)
    server = make_server("127.0.0.1", 0, bureau.app, threaded=True)
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    try:
        yield Site(bureau, browser, server.port)
    finally:
        server.shutdown()
        thread.join()


@pytest.fixture
def site(tmp_path: Path, browser: Browser) -> Iterator[Site]:
    with serving(tmp_path, browser) as made:
        yield made


def faults(page: Page) -> list[str]:
    """What axe finds, and whether the page scrolls sideways."""
    page.evaluate(AXE)
    found: list[str] = page.evaluate(VIOLATIONS)
    if page.evaluate("document.documentElement.scrollWidth > innerWidth"):
        found.append("scrolls sideways")
    return found


def test_a_finding_goes_from_review_to_close_out_by_keyboard_and_mouse(site: Site) -> None:
    visit, finding, _ = site.bureau.inspected()
    page = site.desk()
    problems: list[str] = []
    page.on("console", lambda message: problems.append(message.text) if message.type == "error" else None)
    page.on("pageerror", lambda error: problems.append(str(error)))
    page.goto("/bureau/review")
    page.click("text=从第一条开始")
    expect(page.locator("#main")).to_be_focused()
    page.keyboard.press("c")
    expect(page.locator(".flash-ok")).to_contain_text("已确认、定级并交办")
    page.goto(f"/bureau/visits/{visit}")
    page.click("text=起草整改通知书")
    page.click("text=签发…")
    page.click("text=确认签发")
    expect(page.locator("h1")).to_contain_text("临应急隐改")
    page.click("button:has-text('登记送达')")
    assert len(page.locator(".slip-code").inner_text().replace("-", "")) == 10
    photo = feedback.keep_photo(site.bureau.db, site.bureau.blobs, actor("p-ent1"), jpeg(50))
    value = {"measure": "已改为向外开启。", "owner": "韩安全", "done_on": "2026-11-25", "photos": [photo]}
    findings.act(site.bureau.db, actor("p-ent1"), finding, "feedback", value)
    page.goto(f"/bureau/findings/{finding}")
    page.check("#outcome [value=fail]")
    expect(page.locator("#outcome-due")).to_be_visible()
    page.check("#outcome [value=pass]")
    expect(page.locator("#outcome-due")).to_be_hidden()
    page.fill("#outcome-note", "门已改为向外开启，开启灵活。")
    page.set_input_files(
        "#outcome-photos", {"name": "手机.jpg", "mimeType": "image/jpeg", "buffer": large_photo()}
    )
    page.click("#outcome button[type=submit]")
    expect(page.locator(".flash-ok")).to_contain_text("可以销号")
    page.click("#close_out button")
    expect(page.locator(".meta")).to_contain_text("已销号")
    assert problems == []


def test_words_that_order_are_said_under_the_field_while_one_types(site: Site) -> None:
    finding = site.bureau.inspected()[1]
    page = site.desk()
    page.goto(f"/bureau/review/{finding}")
    hint = page.locator("#statement-orders")
    expect(hint).to_be_hidden()
    page.fill("#statement", "配电箱必须停用，并限期整改。")
    expect(hint).to_contain_text("“必须”“限期”是命令的口气")
    assert faults(page) == []
    page.fill("#statement", "建议停用配电箱，依据“作业前必须断电”的要求整改。")
    expect(hint).to_be_hidden()


def large_photo() -> bytes:
    """As a phone takes it: more than the store accepts."""
    out = io.BytesIO()
    Image.effect_noise((2400, 1800), 80).convert("RGB").save(out, "JPEG", quality=95)
    return out.getvalue()


def test_keys_do_nothing_while_somebody_types(site: Site) -> None:
    first, second = site.bureau.inspected(seed=1)[1], site.bureau.inspected(seed=3)[1]
    page = site.desk()
    page.goto(f"/bureau/review/{first}")
    page.focus("#statement")
    page.keyboard.type("nrc")
    assert page.url.endswith(first)
    assert "nrc" in page.input_value("#statement")
    page.keyboard.press("Escape")
    page.keyboard.press("r")
    expect(page.locator("#return-reason")).to_be_focused()
    page.keyboard.press("Escape")
    page.keyboard.press("n")
    page.wait_for_url(f"**/{second}")


def test_a_photo_opens_in_place_and_escape_closes_it(site: Site) -> None:
    page = site.desk()
    page.goto(f"/bureau/review/{site.bureau.inspected()[1]}")
    page.locator("a[data-photo]").first.click()
    expect(page.locator("dialog.viewer p")).to_contain_text("1 / 2")
    page.keyboard.press("ArrowRight")
    expect(page.locator("dialog.viewer p")).to_contain_text("2 / 2")
    page.keyboard.press("Escape")
    expect(page.locator("dialog.viewer")).to_be_hidden()


def test_a_specimen_opens_beside_the_form_and_leaves_it_as_it_is(site: Site) -> None:
    page = site.desk("p-lead")
    page.goto("/bureau/settings/documents/words?type=doc_rectify_notice")
    page.locator("#w-contact").fill("有疑问请联系：{contact}。")
    for _ in range(2):  # the button stays usable
        with page.expect_response("**/preview.pdf") as answer:
            page.click("text=预览样稿")
        assert answer.value.status == 200
    page.locator("#w-contact").fill("请联系我们。")
    page.click("text=预览样稿")
    expect(page.frame_locator("iframe[name=specimen]").locator("[role=alert]")).to_contain_text(
        "少了 {contact}"
    )
    assert page.input_value("#w-contact") == "请联系我们。"
    page.click("section:has(#w-contact) >> text=以默认文字为底稿")
    expect(page.locator("#w-contact")).to_have_value("{contact}。")
    page.locator("#w-contact").fill("有疑问请联系：{contact}。")
    page.keyboard.press("Tab")
    page.click("form button.primary")
    expect(page.locator(".flash-ok")).to_contain_text("已保存")
    page.click("text=变更记录")
    expect(page.locator("ins")).to_have_text("有疑问请联系：{contact}。")


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_axe_finds_nothing_on_any_page(site: Site, scheme: str) -> None:
    submitted = site.bureau.inspected(seed=1, suspected=True)[1]
    visit, accepted = site.bureau.accepted(seed=3)
    issued = site.bureau.issued(seed=5)[0]
    answered = site.bureau.answered()
    way = channels.Way("工贸科群", "wecombot://key-of-a-robot", ["overdue"], ["role"], True)
    channels.keep(site.bureau.db, actor("p-lead"), site.bureau.config.secret, None, way)
    with site.bureau.db.write() as connection:
        told = messages.Message(
            "k",
            "overdue",
            "role",
            "leader",
            "1 条隐患已超过整改期限",
            "· 配电室门",
            ((f"finding/{accepted}", "配电室门"),),
        )
        messages.tell(site.bureau.db, connection, ORG, told, 1)
    addresses = [
        "/bureau/", "/bureau/review", f"/bureau/review/{submitted}", "/bureau/ledger", "/bureau/ledger?q=不存在", "/bureau/ledger?group=overdue&flag=urged", "/bureau/reports", "/bureau/reports?kind=enforcement", f"/bureau/findings/{accepted}",
        f"/bureau/findings/{answered}", f"/bureau/visits/{visit}", "/bureau/visits", "/bureau/visits/new?q=临颍", "/bureau/visits/new?enterprise=e-1",
        "/bureau/documents", "/bureau/documents?tab=all", f"/bureau/documents/{issued}", "/bureau/enterprises", "/bureau/enterprises/e-1", "/bureau/experts",
        "/bureau/checklists", "/bureau/checklists/electrical@0.1.0", "/bureau/devices", "/bureau/help", "/bureau/suggestions", "/bureau/inbox", "/bureau/inbox?show=unread&kind=task", "/bureau/messages", "/bureau/settings/deadlines", "/bureau/settings/channels", "/bureau/settings/exports", "/bureau/exports/new?group=open",
        *(f"/bureau/settings/documents{group}" for group in ("", "/numbers", "/words", "/seal", "/fonts", "/history")),
    ]  # fmt: skip
    page = site.desk("p-lead", scheme=scheme)
    found = {}
    for address in addresses:
        page.goto(address)
        if problems := faults(page):
            found[address] = problems
    audit = site.desk("p-audit", scheme=scheme)
    audit.goto("/bureau/audit")
    if problems := faults(audit):
        found["/bureau/audit"] = problems
    assert found == {}
