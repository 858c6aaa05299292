"""The enterprises' pages in a real phone-sized Chromium: no sideways scroll, nothing for axe, and what scripts add."""

from __future__ import annotations

import io
import threading
from collections.abc import Iterator
from pathlib import Path

import pytest
import sqlalchemy as sa
from PIL import Image
from playwright.sync_api import Browser, Page, expect
from werkzeug.serving import make_server

from inspect_app.commands import findings
from inspect_app.paths import CHECKOUT
from inspect_app.storage import tables as t
from tests.helpers import PASSWORD, actor, jpeg
from tests.web.portal_case import County, Notice

AXE = (CHECKOUT / "node_modules/axe-core/axe.min.js").read_text(encoding="utf-8")


class Site:
    """A running server with one served notice, and a browser for it."""

    def __init__(self, county: County, browser: Browser, port: int) -> None:
        self.county, self.browser, self.url = county, browser, f"http://127.0.0.1:{port}"
        self.notice: Notice = county.served()

    def phone(
        self, width: int = 390, height: int = 844, *, scripts: bool = True, scheme: str = "light"
    ) -> Page:
        context = self.browser.new_context(
            base_url=self.url, viewport={"width": width, "height": height}, java_script_enabled=scripts, color_scheme=scheme, reduced_motion="reduce"
        )  # fmt: skip
        return context.new_page()

    def holder(self, **options: object) -> Page:
        page = self.phone(**options)  # type: ignore[arg-type]
        page.goto(f"/n/{self.notice.read}/enter")
        page.fill("#code", self.notice.service)
        page.click("button.primary")
        return page

    def finding(self) -> dict[str, object]:
        with self.county.db.read() as connection:
            return dict(
                connection.execute(sa.select(t.finding).where(t.finding.c.id == self.notice.finding))
                .mappings()
                .one()
            )


@pytest.fixture
def site(tmp_path: Path, browser: Browser) -> Iterator[Site]:
    county = County(tmp_path)
    server = make_server("127.0.0.1", 0, county.app, threaded=True)
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    try:
        yield Site(county, browser, server.port)
    finally:
        server.shutdown()
        thread.join()
        for context in browser.contexts:
            context.close()


def files(*contents: bytes) -> list[dict[str, object]]:
    return [
        {"name": f"IMG_{n}.jpg", "mimeType": "image/jpeg", "buffer": content}
        for n, content in enumerate(contents)
    ]


def faults(page: Page) -> list[str]:
    """What is wrong with a page: axe's findings, sideways scroll, targets too small for a thumb."""
    page.evaluate(AXE)
    result = page.evaluate("axe.run(document, {resultTypes: ['violations']})")
    found = [
        f"{rule['id']}: {[node['target'] for node in rule['nodes']][:3]}" for rule in result["violations"]
    ]
    if page.evaluate("document.documentElement.scrollWidth > innerWidth"):
        found.append("scrolls sideways")
    small = page.evaluate(
        """[...document.querySelectorAll('.button, .door, .tabs a, .quiet, .foot a, .remove, input:not([type=hidden], [type=checkbox], [type=file]), textarea')]
           .filter((one) => one.offsetParent && one.getBoundingClientRect().height < 48).map((one) => one.outerHTML.slice(0, 90))"""
    )
    return found + [f"smaller than 48 px: {one}" for one in small]


@pytest.mark.parametrize(("width", "scheme"), [(360, "light"), (390, "dark")])
def test_every_page_fits_the_phone_and_axe_finds_nothing(site: Site, width: int, scheme: str) -> None:
    notice = site.notice
    public = [
        "/",
        "/sign-in",
        "/n/",
        "/verify/",
        "/privacy",
        "/portal/complaint",
        "/portal/enter",
        "/no/such/page",
    ]
    public += [
        f"/n/{notice.read}",
        f"/n/{notice.read}/enter",
        f"/verify/{notice.read}",
        "/n/ABCDEFGHJKMN",
        "/verify/ABCDEFGHJKMN",
    ]
    own = [
        f"/portal/documents/{notice.document}",
        f"/portal/documents/{notice.document}/receipt",
        f"/portal/findings/{notice.finding}",
        f"/portal/findings/{notice.finding}/proof",
    ]
    account = ["/portal/", "/portal/messages", "/portal/?show=waiting", "/portal/?show=closed"]
    strangers, holder, signed = (
        site.phone(width, scheme=scheme),
        site.holder(width=width, scheme=scheme),
        site.phone(width, scheme=scheme),
    )
    signed.goto("/sign-in")
    signed.fill("#login", "p-ent1")
    signed.fill("#password", PASSWORD)
    signed.click("form.card .primary")
    wrong = {}
    for page, paths in ((strangers, public), (holder, own), (signed, account)):
        for path in paths:
            page.goto(path)
            if found := faults(page):
                wrong[path] = found
    assert wrong == {}


def test_a_phone_uploads_photos_as_they_are_chosen_and_keeps_them_through_a_mistake(site: Site) -> None:
    page = site.holder()
    broken = []
    page.on("pageerror", lambda error: broken.append(str(error)))
    page.on(
        "console",
        lambda message: message.type == "error" and "422" not in message.text and broken.append(message.text),
    )
    page.goto(f"/portal/findings/{site.notice.finding}/proof")
    large = io.BytesIO()
    Image.effect_noise((3000, 2000), 60).convert("RGB").save(large, "JPEG", quality=92)
    assert len(large.getvalue()) > 1_000_000
    page.set_input_files("#photos", files(jpeg(21), large.getvalue()))
    expect(page.locator("#photos-status")).to_have_text("已上传 2 张", timeout=30_000)
    page.fill("#measure", "已改为向外开启")
    page.fill("#owner", "韩安全")
    page.fill("#cost", "一千")
    page.click("#send")
    expect(page.locator("#cost-problem")).to_contain_text("请填写数字")
    expect(page.locator("#errors")).to_be_focused()
    expect(page.locator("#kept img")).to_have_count(2)
    page.locator("#kept .remove").first.click()
    expect(page.locator("#kept img")).to_have_count(1)
    page.fill("#cost", "1200.5")
    page.click("#send")
    expect(page.get_by_role("status")).to_contain_text("反馈已提交")
    found = site.finding()
    assert (found["state"], found["feedback"]["cost_cents"], len(found["after_photos"])) == (
        "feedback",
        120050,
        1,
    )  # type: ignore[index,arg-type]
    assert broken == []


def test_sending_waits_for_the_photos_and_a_refused_file_is_named(site: Site) -> None:
    page = site.holder()
    page.goto(f"/portal/findings/{site.notice.finding}/proof")
    page.fill("#measure", "已改为向外开启")
    page.fill("#owner", "韩安全")
    page.set_input_files("#photos", files(jpeg(21), b"\0\0\0\x18ftypheic" + b"\0" * 64))
    page.click("#send")
    expect(page.locator("#photos-status")).to_contain_text("HEIC")
    expect(page.locator("#send-status")).to_contain_text("请先处理")
    assert site.finding()["state"] == "rectifying"
    page.locator("#kept li", has=page.locator(".failed")).locator(".remove").click()
    page.click("#send")
    page.wait_for_url("**done=proof")
    assert site.finding()["state"] == "feedback"


def test_a_cut_upload_is_tried_again_by_hand(site: Site) -> None:
    page = site.holder()
    page.goto(f"/portal/findings/{site.notice.finding}/proof")
    page.context.set_offline(True)
    page.set_input_files("#photos", files(jpeg(21)))
    expect(page.locator("#photos-status")).to_contain_text("网络中断")
    page.context.set_offline(False)
    page.click("#kept .failed")
    expect(page.locator("#photos-status")).to_have_text("已上传 1 张")


def test_the_signature_is_drawn_with_a_finger_and_kept(site: Site) -> None:
    page = site.holder()
    page.goto(f"/portal/documents/{site.notice.document}/receipt")
    page.fill("#name", "韩安全")
    box = page.locator("#pad-canvas").bounding_box()
    assert box
    page.mouse.move(box["x"] + 30, box["y"] + 60)
    page.mouse.down()
    for step in range(12):
        page.mouse.move(box["x"] + 30 + step * 18, box["y"] + 60 + step % 4 * 20)
    page.mouse.up()
    page.click("button:has-text('确认签收')")
    expect(page.get_by_role("status")).to_contain_text("已签收")
    with site.county.db.read() as connection:
        receipt = connection.scalar(sa.select(t.document.c.receipt))
    stored = site.county.blobs.get(f"411122/original/{receipt['image']}")
    assert stored
    ink = Image.open(io.BytesIO(stored)).convert("L").point(lambda level: 255 if level < 100 else 0).getbbox()
    assert ink
    assert ink[2] - ink[0] > 150


def test_the_whole_way_works_as_a_plain_page(site: Site) -> None:
    page = site.holder(scripts=False)
    page.click("text=签收 >> nth=-1")
    page.fill("#name", "韩安全")
    page.click("button:has-text('确认签收')")
    page.click("text=反馈第 1 项")
    page.set_input_files("#photos", files(jpeg(21), jpeg(22)))
    page.click("text=先上传这些照片")
    page.check("input[name=drop] >> nth=0")
    page.fill("#measure", "已改为向外开启")
    page.fill("#owner", "韩安全")
    page.click("#send")
    assert page.url.endswith("done=proof")
    assert len(site.finding()["after_photos"]) == 1  # type: ignore[arg-type]
    findings.reinspect(
        site.county.db, actor("p-sec"), site.notice.finding, False,
        {"reinspector": "p-sec", "at": "2026-11-26T01:00:00Z", "note": "门锁仍不能从内侧开启", "due_date": "2026-12-20"},
    )  # fmt: skip
    page.reload()
    assert "门锁仍不能从内侧开启" in page.inner_text("main")
    page.click("nav.actions .primary")
    assert page.locator("#send").is_visible()
