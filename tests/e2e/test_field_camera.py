"""Photos on the tablet, in real Chromium: three shots in a row, marks, a mask, a retake, a withdrawal; and what the server then shows."""

from __future__ import annotations

import io
from collections.abc import Callable
from typing import Any

import sqlalchemy as sa
from PIL import Image
from playwright.sync_api import Locator, Page, expect

from inspect_app.commands import documents, drafts, feedback, findings, photos, push, service, visits
from inspect_app.commands.press import Press
from inspect_app.domain.doc_types import NOTICE
from inspect_app.storage import tables as t
from inspect_app.storage.blobs import Folder
from tests.e2e import tablet_steps as tablet
from tests.e2e.conftest import Browser, Server
from tests.e2e.screens import faults, in_both_looks
from tests.helpers import NOW, ORG, PASSWORD, Tablet, actor, finding_ids, jpeg, plan_value, raw, sha

FIRM = "临颍县颍川食品有限公司"
ITEM = "elec-sub-01"
TWO_CAMERAS = "--use-fake-device-for-media-stream=device-count=2"

# Counts how often the place is asked for; the enterprise may not have agreed to it.
COUNT_POSITIONS = """() => {
  const ask = navigator.geolocation.getCurrentPosition.bind(navigator.geolocation);
  window.asked = 0;
  navigator.geolocation.getCurrentPosition = (...given) => { window.asked++; ask(...given); };
}"""

COPIES_KEPT = """() => new Promise((resolve, reject) => {
  const asked = indexedDB.open("inspect");
  asked.onerror = reject;
  asked.onsuccess = () => {
    const keys = asked.result.transaction("bytes").objectStore("bytes").getAllKeys();
    keys.onsuccess = () => { asked.result.close(); resolve(keys.result.filter((key) => key[1] === "remote").length >= 5); };
  };
})"""


def shoot(page: Page) -> None:
    """One tap on the shutter as soon as it may be tapped; the fake camera shows another picture by then."""
    expect(page.locator(".shutter")).to_be_enabled()
    page.locator(".shutter").click()
    page.wait_for_timeout(300)


def drag(page: Page, start: tuple[float, float], end: tuple[float, float]) -> None:
    """From one place of the picture to another, as shares of its width and height."""
    box = page.locator(".editor-picture image").bounding_box()
    assert box
    points = [(box["x"] + box["width"] * x, box["y"] + box["height"] * y) for x, y in (start, end)]
    page.mouse.move(*points[0])
    page.mouse.down()
    page.mouse.move(*points[1], steps=5)
    page.mouse.up()


def tool(page: Page, word: str) -> None:
    page.locator(".editor-tools").get_by_role("button", name=word).click()


def saved(page: Page) -> None:
    expect(page.locator(".editor-bar")).to_contain_text("已保存")


def open_photo(finding: Locator, n: int) -> None:
    finding.locator(".strip button").nth(n).click()


def shown(server: Server, sha: str, kind: str, of: str | None = None) -> Image.Image:
    """The copy as the server shows it now."""
    found = photos.shown_copy(server.db, Folder(server.data / "blobs"), ORG, sha, kind, of)
    assert found
    return Image.open(io.BytesIO(found.data)).convert("RGB")


def test_shots_in_a_row_marks_masks_retake_and_withdrawal(
    server: Server, browser: Callable[..., Browser]
) -> None:
    visits.plan(server.db, actor("p-sec"), plan_value())
    one = browser("tablet", 1280, 800, TWO_CAMERAS)
    page = one.start(geolocation={"latitude": 33.812345, "longitude": 113.931234})
    errors: list[str] = []
    page.on(
        "console",
        lambda message: (
            errors.append(message.text) if message.type == "error" and "404" not in message.text else None
        ),
    )
    tablet.sign_in(page, server.url)
    tablet.begin(page, FIRM)
    page.evaluate(COUNT_POSITIONS)
    tablet.answer(page, ITEM, "不符合")
    finding = tablet.item(page, ITEM).locator(".finding")
    finding.get_by_label("部位", exact=True).fill("一号车间北侧配电室")

    # Three shots, the next one while the last is being saved; what was typed is saved before the camera opens.
    finding.get_by_role("button", name="拍照", exact=True).click()
    tablet.wait_for(page, "document.querySelector('.camera video')?.currentTime > 0.3")
    expect(page.locator(".camera-choice select option")).to_have_count(2)
    for _ in range(3):
        shoot(page)
    expect(page.locator(".camera-message")).to_have_text("已保存，共 3 张", timeout=30_000)
    seen = faults(page)
    second = page.locator(".camera-choice select option").nth(1).get_attribute("value")
    page.locator(".camera-choice select").select_option(second)
    tablet.wait_for(page, "document.querySelector('.camera video')?.currentTime > 0.3")
    page.get_by_role("button", name="完成", exact=True).click()
    expect(finding.locator(".strip li")).to_have_count(3)
    assert page.evaluate("localStorage.getItem('camera')") == second
    assert page.evaluate("window.asked") == 0  # the enterprise did not agree to the place

    # Marks and a mask on the first, by finger and by keys.
    open_photo(finding, 0)
    page.get_by_role("button", name="标注与遮挡").click()
    drag(page, (0.6, 0.8), (0.9, 0.6))
    saved(page)
    tool(page, "圈")
    drag(page, (0.55, 0.1), (0.95, 0.4))
    tool(page, "文字")
    page.get_by_label("标注文字").fill("门向内开")
    page.get_by_label("标注文字").press("Enter")
    page.keyboard.press("ArrowDown")
    tool(page, "遮挡人脸")
    expect(page.locator(".editor-note")).to_contain_text("平板不会自动识别人脸")
    drag(page, (0.0, 0.0), (0.4, 0.5))
    drag(page, (0.7, 0.7), (0.8, 0.8))
    page.get_by_role("button", name="撤销一步").click()
    saved(page)
    expect(page.locator(".editor-picture svg")).to_have_attribute("aria-label", "照片，标注 3 处，遮挡 1 处")
    seen += in_both_looks(page)
    page.set_viewport_size({"width": 1280, "height": 800})
    page.locator(".editor-bar").get_by_role("button", name="完成").click()
    expect(finding.locator(".strip li").first.locator(".overlay rect")).to_have_count(1)

    # The second is taken again, the third is withdrawn and comes back and goes.
    open_photo(finding, 0)
    seen += faults(page)
    page.get_by_role("button", name="关闭").click()
    open_photo(finding, 1)
    page.get_by_role("button", name="重拍").click()
    tablet.wait_for(page, "document.querySelector('.camera video')?.currentTime > 1.5")
    shoot(page)
    expect(page.locator("dialog.camera")).to_have_count(0)
    expect(finding.locator(".strip li")).to_have_count(3)
    open_photo(finding, 1)
    page.locator("dialog.viewer").get_by_role("button", name="撤回", exact=True).click()
    expect(finding.locator(".strip li")).to_have_count(2)
    page.get_by_role("button", name="恢复").click()
    expect(finding.locator(".strip li")).to_have_count(3)
    open_photo(finding, 1)
    page.locator("dialog.viewer").get_by_role("button", name="撤回", exact=True).click()
    expect(finding.locator(".strip li")).to_have_count(2)
    tablet.upload(page)
    assert (seen, errors) == ([], [])

    # What the server holds and shows.
    with server.db.read() as connection:
        heads = {
            row.path: row.value
            for row in connection.execute(
                sa.select(t.head.c.path, t.head.c.value).where(t.head.c.subject.like("finding/%"))
            )
        }
        subject = connection.scalar(sa.select(t.head.c.subject).where(t.head.c.path.like("strokes/%")))
    standing = {path[6:]: value for path, value in heads.items() if path.startswith("photo/") and value}
    assert len(standing) == 2
    gone = {path[6:] for path, value in heads.items() if path.startswith("photo/") and value is None}
    assert len(gone) == 2
    (again,) = [value for value in standing.values() if value.get("replaces")]
    assert again["replaces"] in gone
    marked = next(path.partition("/")[2] for path in heads if path.startswith("strokes/"))
    of = subject.partition("/")[2] if subject else None
    assert [shape["kind"] for shape in heads[f"strokes/{marked}"]] == ["arrow", "circle", "text"]
    assert heads["location"] == "一号车间北侧配电室"
    original = Folder(server.data / "blobs").get(f"{ORG}/original/{marked}")
    assert original
    before = Image.open(io.BytesIO(original)).convert("RGB")
    after = shown(server, marked, "clean", of)
    bare = shown(server, marked, "bare")
    assert (bare.width, bare.height) == (after.width, bare.height)
    assert after.height > bare.height  # the stamp
    assert max(pixel(before, 0.1, 0.1)) > 60  # where the mask is, the camera saw something
    for copy in (after, bare, shown(server, marked, "thumb", of)):
        assert max(pixel(copy, 0.1, 0.1)) < 60
    assert red_pixels(after) > 1000 > red_pixels(bare)


def sent_to_look_again(server: Server) -> str:
    """A finding whose enterprise handed in its proof, and p-exp3 sent to reinspect it; its uuid."""
    before, after = jpeg(1, (1440, 1080)), jpeg(2, (1440, 1080))
    db, press = server.db, Press(Folder(server.data / "blobs"), "secret", server.url)
    visit = visits.plan(db, actor("p-sec"), plan_value())
    first = Tablet(db)
    push.push(db, actor("p-exp1"), first.device, raw(first.inspection(visit, [before])))
    photos.put_photo(db, press.blobs, actor("p-exp1"), sha(before), before)
    (finding,) = finding_ids(db, visit)
    findings.accept(db, actor("p-sec"), finding, {"severity": "general"}, {"due_date": "2026-12-08"})
    document = drafts.draft(db, actor("p-sec"), NOTICE, visit)
    documents.issue(db, press, actor("p-lead"), document)
    served = {"method": "direct", "at": NOW, "to": "杨经理", "by": "p-sec"}
    service.serve(db, actor("p-sec"), document, served)
    photos.put_photo(db, press.blobs, actor("p-ent1"), sha(after), after)
    proof = {"measure": "已改为向外开启", "owner": "韩安全", "done_on": "2026-11-25", "photos": [sha(after)]}
    feedback.hand_in(db, actor("p-ent1"), finding, proof)
    errand = {"reinspector": "p-exp3", "planned_date": "2026-12-09"}
    findings.act(db, actor("p-sec"), finding, "recheck", errand)
    return finding


def reinspect(page: Page) -> None:
    """From the card on 今日任务 to the page, and one shot with the earlier photo over the viewfinder."""
    page.locator(".visit-card", has_text="复查").click()
    expect(page.get_by_role("heading", name="企业反馈")).to_be_visible()
    expect(page.locator(".thumb img")).to_have_count(2)
    page.get_by_role("button", name="拍照", exact=True).click()
    tablet.wait_for(page, "document.querySelector('.camera video')?.currentTime > 0.3")
    expect(page.locator(".camera-ghost")).to_be_visible()


def test_a_reinspection_is_done_without_a_network_and_concluded_once(
    server: Server, browser: Callable[..., Browser]
) -> None:
    finding = sent_to_look_again(server)
    one = browser("tablet", 800, 1280)
    page = one.start()
    page.goto(f"{server.url}/field/")
    page.get_by_label("账号").fill("p-exp3")
    page.get_by_label("密码").fill(PASSWORD)
    page.get_by_role("button", name="登录", exact=True).click()
    expect(page.locator(".visit-card", has_text="复查")).to_be_visible(timeout=30_000)
    tablet.wait_for(page, "navigator.serviceWorker.ready.then((r) => Boolean(r.active))")
    # What is needed there was fetched without being looked at: three copies of the photo before, two of the proof.
    tablet.wait_for(page, COPIES_KEPT, 30)
    assert one.context
    one.context.set_offline(True)
    page.reload()
    reinspect(page)
    seen = in_both_looks(page)
    page.get_by_role("button", name="对照旧照").click()
    expect(page.locator(".camera-ghost")).to_be_hidden()
    page.locator(".shutter").click()
    expect(page.locator(".camera-message")).to_have_text("已保存，共 1 张", timeout=30_000)
    page.get_by_role("button", name="完成", exact=True).click()
    page.get_by_role("button", name="合格", exact=True).click()
    expect(page.get_by_text("请先写明复查情况")).to_be_visible()
    seen += in_both_looks(page)
    page.get_by_label("复查情况", exact=True).fill("配电室门已改为向外开启，闭门器完好。")
    page.get_by_role("button", name="合格", exact=True).click()
    page.get_by_role("button", name="提交结论").click()
    expect(page.get_by_role("heading", name="复查结论：合格")).to_be_visible()
    seen += in_both_looks(page)
    assert seen == []
    expect(page.get_by_role("button", name="拍照", exact=True)).to_have_count(0)
    one.context.set_offline(False)
    tablet.upload(page, "p-exp3")
    with server.db.read() as connection:
        row = connection.execute(sa.select(t.finding).where(t.finding.c.id == finding)).mappings().one()
    assert (row["outcome"]["result"], row["outcome"]["reinspector"], len(row["after_photos"])) == (
        "pass",
        "p-exp3",
        2,
    )
    signed = {"name": "杨经理", "paper": True, "on": "2026-11-27"}
    if row["severity"] == "major" and row["feedback"]:
        findings.act(server.db, actor("p-sec"), finding, "endorse", signed)
    assert findings.act(server.db, actor("p-lead"), finding, "close_out", {})["state"] == "closed"


def pixel(image: Image.Image, x: float, y: float) -> Any:
    """At shares of the width and height."""
    return image.getpixel((round(image.width * x), round(image.height * y)))


def red_pixels(image: Image.Image) -> int:
    data = image.tobytes()
    return sum(
        r > 160 and g < 80 and b < 90 for r, g, b in zip(data[0::3], data[1::3], data[2::3], strict=True)
    )
