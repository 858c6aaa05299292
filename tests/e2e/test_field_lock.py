"""The bureau locks a tablet that holds unsent work: the work arrives, nothing can be read there any more, and unlocking brings it back.

And the queue as a person sees it: progress of a photo over a slow network, and a bad item repaired where it was typed."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

from playwright.sync_api import Page, expect

from inspect_app.commands import devices, visits
from inspect_app.domain.dates import day_of
from inspect_app.storage.db import now_ms
from tests.e2e import held
from tests.e2e import tablet_steps as tablet
from tests.e2e.screens import faults, in_both_looks
from tests.helpers import actor, plan_value
from tests.netproxy import Fault, bad_net
from tests.servers import free_port

FIRM = "临颍县颍川食品有限公司"
REASON = "11 月 26 日在杜曲镇遗失"
# Everything that this tablet keeps, as text: both databases and the files of the second copy.
KEPT = """async () => {
  const rows = await new Promise((ok, no) => { const opening = indexedDB.open("inspect"); opening.onerror = no; opening.onsuccess = async () => {
    const all = [];
    for (const name of opening.result.objectStoreNames) all.push(await new Promise((done) => { const get = opening.result.transaction(name).objectStore(name).getAll(); get.onsuccess = () => done([name, get.result]); }));
    opening.result.close(); ok(JSON.stringify(all)); }; });
  const root = await navigator.storage.getDirectory(); const files = [];
  for await (const [name, handle] of root.entries()) {
    if (handle.kind === "file") files.push(name + ":" + (await (await handle.getFile()).text()).length);
    else for await (const inner of handle.keys()) files.push(name + "/" + inner);
  }
  let bundles = "";
  for (const slot of [0, 1]) bundles += await root.getFileHandle(`bundle-${slot}.json`).then(async (handle) => (await handle.getFile()).text()).catch(() => "");
  return { rows, files, bundles };
}"""


def device_of(page: Page) -> str:
    """The number that stands on the upload page."""
    page.evaluate("location.hash = '#/upload'")
    return page.locator(".facts", has_text="平板编号").locator("dd").nth(1).inner_text()


def test_a_lost_tablet_gives_up_its_work_and_shows_nothing_until_it_is_unlocked(
    server: Any, browser: Callable[..., Any], tmp_path: Path
) -> None:
    db = server.db
    visit = visits.plan(db, actor("p-sec"), plan_value(planned_date=day_of(now_ms())))
    tab = browser()
    page = tab.start()
    tablet.sign_in(page, server.url)
    device = device_of(page)
    page.get_by_label("返回").click()
    tab.context.set_offline(True)
    tablet.begin(page, FIRM)
    tablet.answer(page, "elec-mgmt-02", "不符合")
    tablet.describe(page, "elec-mgmt-02", "配电室", "电工证过期。", "复审后上岗。", "7 日")
    tablet.choose_photo(page, "elec-mgmt-02", tmp_path, 3)
    before = page.evaluate(KEPT)
    assert "19900000001" in before["rows"]  # the enterprise's telephone number

    devices.lock(db, actor("p-sec"), device, REASON)
    page.locator("#item-elec-mgmt-02").get_by_label("部位", exact=True).fill("一号车间配电室")
    tab.context.set_offline(False)
    locked = page.get_by_role("heading", name="本平板已被局端锁定")
    expect(locked).to_be_visible(timeout=30_000)
    expect(page.get_by_text(REASON)).to_be_visible()
    expect(page.locator(".head h1, article.item")).to_have_count(0)
    expect(page.get_by_text("已从平板清除")).to_be_visible(timeout=30_000)
    assert in_both_looks(page) == []
    paths = {row["path"]: row["value"] for row in held.ops(db, visit)}
    assert paths["location"] == "一号车间配电室"  # typed at the moment of the lock
    assert sum(path.startswith("photo/") for path in paths) == 1
    after = page.evaluate(KEPT)
    assert all(word not in after["rows"] + after["bundles"] for word in ("19900000001", "电工证过期", FIRM))
    assert not [name for name in after["files"] if name.startswith("photos/")]

    page.evaluate("location.hash = '#/visit/x'")
    page.reload()
    expect(locked).to_be_visible()
    tab.kill()
    page = tab.start(offline=True)
    page.goto(f"{server.url}/field/")
    locked = page.get_by_role("heading", name="本平板已被局端锁定")
    expect(locked).to_be_visible()

    devices.unlock(db, actor("p-admin"), device)
    tab.context.set_offline(False)
    back = page.locator(".visit-card", has_text=FIRM)
    expect(back.or_(page.get_by_role("button", name="登录", exact=True))).to_be_visible(timeout=60_000)
    if page.get_by_role(
        "button", name="登录", exact=True
    ).is_visible():  # killed before Chromium wrote its cookie
        page.get_by_role("button", name="登录", exact=True).click()
        tablet.fill_sheet(page, "p-exp1")
    expect(back).to_be_visible(timeout=60_000)
    page.evaluate("location.hash = '#/'")
    back.click()
    expect(page.get_by_label("部位", exact=True).first).to_have_value("一号车间配电室")
    tablet.answer(page, "elec-mgmt-03", "符合")
    tablet.until(
        lambda: held.answers(db, visit).get("elec-mgmt-03") == "ok",
        "what was filled after the unlock never came",
    )


def test_a_draft_is_on_the_server_while_it_is_typed_and_the_queue_shows_progress_and_repair(
    server: Any, browser: Callable[..., Any], tmp_path: Path
) -> None:
    db = server.db
    visit = visits.plan(db, actor("p-sec"), plan_value(planned_date=day_of(now_ms())))
    page = browser().start()
    with bad_net(free_port(), server.port) as net:
        tablet.sign_in(page, net.url)
        tablet.begin(page, FIRM)
        tablet.answer(page, "elec-mgmt-02", "不符合")
        field = tablet.item(page, "elec-mgmt-02").locator(".finding").get_by_label("问题描述", exact=True)
        field.fill("电工证已过期三个月")  # still typing: no blur, no other page
        tablet.until(
            lambda: "电工证已过期三个月" in [row["value"] for row in held.ops(db, visit)],
            "a draft stays on the tablet",
            seconds=10,
        )
        net.faults = [Fault(b"PUT /api/v1/photos/", "slow", 30_000)]
        tablet.choose_photo(page, "elec-mgmt-02", tmp_path, 5)
        page.evaluate("location.hash = '#/upload'")
        row = page.locator("li.pending.is-now")
        expect(row.locator("progress")).to_be_visible(timeout=30_000)
        assert "%" in row.locator(".pending-state").inner_text()
        assert faults(page) == []
        expect(page.locator(".status")).to_contain_text("已全部上传", timeout=60_000)
