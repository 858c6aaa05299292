"""Encryption of what lies on a tablet, and rescue from one tablet to another, in real Chromium over real files."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Page, expect

from inspect_app.commands import keys, rescue, verify, visits
from inspect_app.domain import sealed
from inspect_app.domain.dates import day_of
from inspect_app.domain.people import system
from inspect_app.storage.db import now_ms
from tests.e2e import held
from tests.e2e import tablet_steps as tablet
from tests.e2e.screens import in_both_looks
from tests.helpers import ORG, actor, plan_value

FIRM = "临颍县颍川食品有限公司"
MARKER = "配电室门向内开启ZQXJ"
PIN = "k3y493817"
SLOW_MS = 30_000  # a derived key and a first look at a page, on a machine with two busy cores


@pytest.fixture
def visit(server: Any) -> str:
    """Today's visit of p-exp1 and p-exp2."""
    return visits.plan(server.db, actor("p-sec"), plan_value(planned_date=day_of(now_ms())))


def fill(page: Page, folder: Path) -> None:
    """Two answers, and a finding with a text that can be recognised and a photo."""
    tablet.answer(page, "elec-mgmt-02", "符合")
    tablet.answer(page, "elec-sub-01", "不符合")
    tablet.describe(page, "elec-sub-01", "一号车间北侧配电室", MARKER, "改为向外开启。", "7 日")
    tablet.choose_photo(page, "elec-sub-01", folder, 3)


def opened(page: Page, url: str) -> None:
    """The visit's items are drawn, with what was filled."""
    if not page.url.startswith(url):
        page.goto(f"{url}/field/")
    page.evaluate("location.hash = '#/'")
    page.locator(".visit-card", has_text=FIRM).click()
    one = tablet.item(page, "elec-mgmt-02").get_by_role("button", name="符合", exact=True)
    expect(one).to_have_attribute("aria-pressed", "true")
    finding = tablet.item(page, "elec-sub-01").locator(".finding")
    expect(finding.get_by_label("问题描述", exact=True)).to_have_value(MARKER)
    tablet.wait_for(page, "document.querySelector('.finding .strip img')?.naturalWidth > 0")


def unlock(page: Page, url: str, pin: str = PIN) -> None:
    """Types the PIN on the locked page."""
    page.goto(f"{url}/field/")
    page.get_by_label("密码").fill(pin)
    page.get_by_role("button", name="打开").click()
    expect(page.locator(".lock")).to_have_count(0, timeout=SLOW_MS)


def on_disk(profile: Path, word: str) -> list[str]:
    """Files of a profile that contain a word, in UTF-8 or as the browser keeps other text."""
    forms = [word.encode(form) for form in ("utf-8", "utf-16-le")]
    found = []
    for path in profile.rglob("*"):
        if path.is_file() and not path.is_symlink():
            data = path.read_bytes()
            found += [str(path.relative_to(profile)) for form in forms if form in data]
    return found


def forget_database(profile: Path) -> None:
    """What Chromium does after a full disk."""
    for folder in (profile / "Default" / "IndexedDB").iterdir():
        shutil.rmtree(folder)


def test_encrypted_nothing_readable_on_the_disk_and_everything_there_after_the_pin(
    server: Any, browser: Callable[..., Any], visit: str, tmp_path: Path
) -> None:
    keys.switch(server.db, server.data, system(ORG), True, 15)
    chromium = browser()
    page = chromium.start()
    tablet.sign_in(page, server.url)
    sheet = page.locator("dialog")
    expect(sheet.get_by_role("heading", name="设置本机密码")).to_be_visible(timeout=SLOW_MS)
    for label, typed in (("新密码", "123456"), ("再输一次", "123456")):
        sheet.get_by_label(label).fill(typed)
    sheet.get_by_role("button", name="设置并加密").click()
    expect(sheet.locator(".form-message")).to_contain_text("太容易猜到")
    assert in_both_looks(page) == []
    for label in ("新密码", "再输一次"):
        sheet.get_by_label(label).fill(PIN)
    sheet.get_by_role("button", name="设置并加密").click()
    expect(page.locator(".toast")).to_contain_text("本机内容已加密", timeout=SLOW_MS)
    tablet.begin(page, FIRM)
    server.kill()
    fill(page, tmp_path)
    page.evaluate("location.hash = '#/upload'")
    expect(page.locator(".facts").filter(has_text="本机加密")).to_contain_text("已开启", timeout=SLOW_MS)
    chromium.kill()
    assert on_disk(chromium.profile, MARKER) == []
    photo = (tmp_path / "photo-3.jpg").read_bytes()
    assert photo

    page = chromium.start()
    page.goto(f"{server.url}/field/")
    page.get_by_label("密码").fill("wrong-pin")
    page.get_by_role("button", name="打开").click()
    expect(page.locator(".form-message")).to_contain_text("密码不正确")
    page.get_by_text("忘记密码").click()
    page.get_by_role("button", name="导出救援文件（密文）").click()
    expect(page.get_by_role("link", name="保存到平板")).to_be_visible()
    assert in_both_looks(page) == []
    with page.expect_download() as downloading:
        page.get_by_role("link", name="保存到平板").click()
    downloading.value.save_as(tmp_path / "locked.rescue")
    assert MARKER.encode() not in (tmp_path / "locked.rescue").read_bytes()
    inside = rescue.read(tmp_path / "locked.rescue", secret=None, private=keys.private_keys(server.data))
    assert MARKER in [op["value"] for op in inside.ops]
    assert (len(inside.photos), inside.whole) == (1, True)

    unlock(page, server.url)
    opened(page, server.url)
    chromium.kill()
    forget_database(chromium.profile)
    page = chromium.start()
    unlock(page, server.url)
    expect(page.locator(".toast")).to_contain_text("已从本机副本找回")
    opened(page, server.url)
    chromium.kill()
    assert on_disk(chromium.profile, MARKER) == []
    inside = rescue.read(chromium.profile / "Default" / "File System", secret=PIN, private={})
    assert (MARKER in [op["value"] for op in inside.ops], len(inside.photos)) == (True, 1)

    page = chromium.start()
    unlock(page, server.url)
    server.start()
    tablet.upload(page)
    assert held.answers(server.db, visit) == {"elec-mgmt-02": "ok", "elec-sub-01": "nok"}
    assert verify.verify(server.db, ORG).problems == []


def test_switched_on_over_work_and_killed_meanwhile_then_rescued_to_another_tablet(
    server: Any, browser: Callable[..., Any], visit: str, tmp_path: Path
) -> None:
    first = browser("a")
    page = first.start()
    tablet.sign_in(page, server.url)
    tablet.begin(page, FIRM)
    fill(page, tmp_path)
    tablet.upload(page)
    keys.switch(server.db, server.data, system(ORG), True, 15)
    page.evaluate("location.hash = '#/upload'")
    tablet.wait_for(page, f"document.querySelector('.hero') && ({tablet.TAP_HERO})()")
    expect(page.locator(".facts").filter(has_text="本机加密")).to_contain_text("尚未设置密码")
    page.get_by_role("button", name="设置本机密码").click()
    sheet = page.locator("dialog")
    for label in ("新密码", "再输一次"):
        sheet.get_by_label(label).fill(PIN)
    sheet.get_by_role("button", name="设置并加密").click(no_wait_after=True)
    server.kill()
    tablet.wait_for(
        page,
        """new Promise((found) => { const asked = indexedDB.open("inspect"); asked.onsuccess = () => {
          const db = asked.result, got = db.transaction("meta").objectStore("meta").get("vault");
          got.onsuccess = () => { db.close(); found(Boolean(got.result)); }; }; })""",
    )
    first.kill()  # the keys are on the disk, the work is being sealed

    page = first.start()
    unlock(page, server.url)
    opened(page, server.url)
    tablet.answer(page, "elec-mgmt-03", "符合")
    page.evaluate("location.hash = '#/upload'")
    expect(page.locator(".facts").filter(has_text="本机加密")).to_contain_text("已开启", timeout=SLOW_MS)
    page.get_by_role("button", name="导出救援文件").click()
    sheet = page.locator("dialog")
    sheet.get_by_label("这台平板上的全部").check()
    secret = sheet.get_by_label("救援口令").input_value()
    sheet.get_by_label("我已抄下口令").check()
    assert in_both_looks(page) == []
    sheet.get_by_role("button", name="导出", exact=True).click()
    expect(sheet.get_by_role("heading", name="救援文件已生成")).to_be_visible()
    expect(sheet).to_contain_text("已读回核对，内容完整")
    assert in_both_looks(page) == []
    with page.expect_download() as downloading:
        sheet.get_by_role("link", name="保存到平板").click()
    file = tmp_path / downloading.value.suggested_filename
    downloading.value.save_as(file)
    first.kill()
    shutil.rmtree(first.profile)

    server.start()
    second = browser("b", 800, 1280)
    page = second.start()
    tablet.sign_in(page, server.url, "p-exp2")
    page.get_by_role("button", name="稍后").click()
    # The other ops came down with the visit, the photo did not; the second time nothing is new.
    for new in ("1 条记录、1 张照片", "0 条记录、0 张照片"):
        page.evaluate("location.hash = '#/upload'")
        page.get_by_role("button", name="导入救援文件").click()
        sheet = page.locator("dialog")
        sheet.get_by_label("救援文件").set_input_files(str(file))
        sheet.get_by_label("救援口令").fill(secret.upper().replace("-", " "))
        sheet.get_by_role("button", name="打开").click()
        expect(sheet).to_contain_text(FIRM)
        expect(sheet).to_contain_text("王建国")
        assert in_both_looks(page) == []
        sheet.get_by_role("button", name="导入", exact=True).click()
        expect(sheet.get_by_role("heading", name="导入回执")).to_be_visible()
        expect(sheet).to_contain_text(f"新增 {new}")
        assert in_both_looks(page) == []
        sheet.get_by_role("button", name="完成").click()
    tablet.upload(page, "p-exp2")
    assert held.answers(server.db, visit) == {
        "elec-mgmt-02": "ok",
        "elec-mgmt-03": "ok",
        "elec-sub-01": "nok",
    }
    rows = [op for op in held.ops(server.db, visit) if op["path"] == "answer/elec-mgmt-03"]
    assert [(op["author"], op["uploaded_by"]) for op in rows] == [("p-exp1", "p-exp2")]
    inside = rescue.read(file, secret=None, private=keys.private_keys(server.data))
    assert sealed.plain_secret(secret) == secret.replace("-", "")
    taken = rescue.take_in(server.db, _blobs(server.data), system(ORG), inside)
    assert (set(taken.states), taken.stored, taken.held) == ({"duplicate"}, 0, 1)
    assert verify.verify(server.db, ORG).problems == []


def _blobs(data: Path) -> Any:
    from inspect_app.storage.blobs import Folder

    return Folder(data / "blobs")
