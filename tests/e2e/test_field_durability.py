"""What a tablet goes through without losing an answer: batteries, a wiped database, wrong clocks, two windows, a bad network."""

from __future__ import annotations

import random
import shutil
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
import sqlalchemy as sa
from playwright.sync_api import Page, expect

from inspect_app.commands import verify, visits
from inspect_app.domain import clock
from inspect_app.domain.dates import day_of
from inspect_app.storage import tables as t
from inspect_app.storage.db import now_ms
from tests.e2e import held
from tests.e2e import tablet_steps as tablet
from tests.helpers import ORG, actor, plan_value
from tests.netproxy import Fault, bad_net
from tests.servers import free_port

FIRM = "临颍县颍川食品有限公司"
HOUR_MS = 3_600_000
# Turns every item the other way, one after the other, and says so when the screen says 已保存.
ANSWER_ALL = """() => { (async () => {
  for (const item of document.querySelectorAll("article.item[id^=item-]")) {
    const was = item.querySelector(".answer-ok").ariaPressed === "true";
    item.querySelector(was ? ".answer-na" : ".answer-ok").click();
    while (!item.querySelector(".answer-state").textContent.includes("已保存")) await new Promise((next) => setTimeout(next));
    console.log("SAVED", item.id, was ? "na" : "ok");
  }
})(); }"""
SHOWN = """() => Object.fromEntries([...document.querySelectorAll("article.item[id^=item-]")].map((item) =>
  [item.id, [...item.querySelectorAll(".answer")].find((b) => b.ariaPressed === "true")?.className.split("answer-")[1] ?? ""]))"""
ALL_DRAWN = """[...document.querySelectorAll("article.item[id^=item-]")].every((item) => item.querySelector(".answers"))"""
SHIFT = """(() => { const Real = Date, shift = %d; globalThis.Date = class extends Real {
  constructor(...given) { given.length ? super(...given) : super(Real.now() + shift); } static now() { return Real.now() + shift; } }; })()"""


@pytest.fixture
def visit(server: Any) -> str:
    """Today's visit of p-exp1."""
    return visits.plan(server.db, actor("p-sec"), plan_value(planned_date=day_of(now_ms())))


def open_visit(page: Page, url: str) -> None:
    """From a start of the browser to the items of the visit that was begun, all drawn."""
    page.goto(f"{url}/field/")
    page.locator(".visit-card", has_text=FIRM).click()
    tablet.wait_for(page, f"document.querySelectorAll('article.item').length > 70 && {ALL_DRAWN}")


def pressed(page: Page, item_id: str, word: str) -> None:
    """The item shows this answer."""
    button = tablet.item(page, item_id).get_by_role("button", name=word, exact=True)
    expect(button).to_have_attribute("aria-pressed", "true")


def test_five_kills_at_random_moments_lose_no_acknowledged_answer(
    server: Any, browser: Callable[..., Any], visit: str
) -> None:
    chance = random.Random(20261123)
    chromium = browser()
    page = chromium.start()
    tablet.sign_in(page, server.url)
    tablet.begin(page, FIRM)
    server.kill()
    total = 0
    for _ in range(5):
        tablet.wait_for(page, ALL_DRAWN)
        said: list[str] = []
        page.on("console", lambda message, said=said: said.append(message.text))
        page.evaluate(ANSWER_ALL)
        page.wait_for_timeout(chance.randrange(60, 700))
        chromium.kill()
        saved = dict(line.split()[1:] for line in said if line.startswith("SAVED "))
        total += len(saved)

        page = chromium.start()
        open_visit(page, server.url)
        shown = page.evaluate(SHOWN)
        assert {item: shown[item] for item in saved} == saved
    assert total > 20

    before = page.evaluate(SHOWN)
    server.start()
    tablet.upload(page)
    assert {f"item-{item}": value for item, value in held.answers(server.db, visit).items()} == {
        item: value for item, value in before.items() if value
    }


def test_a_deleted_database_comes_back_from_the_second_copy(
    server: Any, browser: Callable[..., Any], visit: str, tmp_path: Path
) -> None:
    chromium = browser()
    page = chromium.start()
    tablet.sign_in(page, server.url)
    tablet.begin(page, FIRM)
    server.kill()
    tablet.answer(page, "elec-mgmt-02", "符合")
    tablet.answer(page, "elec-sub-01", "不符合")
    tablet.describe(page, "elec-sub-01", "一号车间北侧配电室", "配电室门向内开启。", "改为向外开启。", "7 日")
    tablet.choose_photo(page, "elec-sub-01", tmp_path, 3)
    chromium.kill()
    databases = list((chromium.profile / "Default" / "IndexedDB").iterdir())
    assert databases
    for folder in databases:
        shutil.rmtree(folder)

    page = chromium.start()
    page.goto(f"{server.url}/field/")
    expect(page.locator(".toast")).to_contain_text("已从本机副本找回")
    expect(page.locator(".toast")).to_contain_text("1 张照片")
    open_visit(page, server.url)
    pressed(page, "elec-mgmt-02", "符合")
    pressed(page, "elec-sub-01", "不符合")
    finding = tablet.item(page, "elec-sub-01").locator(".finding")
    expect(finding.get_by_label("部位", exact=True)).to_have_value("一号车间北侧配电室")
    expect(finding.locator(".strip img")).to_have_count(1)
    tablet.wait_for(page, "document.querySelector('.finding .strip img').naturalWidth > 0")

    server.start()
    tablet.upload(page)
    assert held.answers(server.db, visit) == {"elec-mgmt-02": "ok", "elec-sub-01": "nok"}
    with server.db.read() as connection:
        assert connection.scalar(sa.select(sa.func.count()).select_from(t.photo)) == 1
    assert verify.verify(server.db, ORG).problems == []


def at_another_time(chromium: Any, url: str, hours: int) -> Page:
    """The tablet started anew with a clock that is wrong by some hours, opened at the visit."""
    chromium.close()
    page = chromium.start()
    chromium.context.add_init_script(SHIFT % (hours * HOUR_MS))
    open_visit(page, url)
    return page


def test_days_offline_and_a_clock_three_hours_off_keep_the_order(
    server: Any, browser: Callable[..., Any], visit: str
) -> None:
    """Begun two days ago without a network, gone on today, then with a clock three hours ahead, then with a right one."""
    chromium = browser()
    page = chromium.start()
    tablet.sign_in(page, server.url)
    server.kill()
    chromium.context.add_init_script(SHIFT % (-48 * HOUR_MS))
    page.reload()
    expect(page.locator(".visit-card", has_text=FIRM)).to_contain_text("2 天后")
    tablet.begin(page, FIRM)
    tablet.answer(page, "elec-mgmt-02", "符合")
    tablet.answer(page, "elec-mgmt-03", "符合")
    page = at_another_time(chromium, server.url, 0)
    tablet.answer(page, "elec-mgmt-02", "不适用")
    page = at_another_time(chromium, server.url, 3)
    tablet.answer(page, "elec-mgmt-03", "不适用")
    tablet.answer(page, "elec-mgmt-04", "符合")

    page.evaluate("location.hash = '#/upload'")
    page.get_by_role("button", name="退出登录").click()
    # consent, start and five answers
    expect(page.locator("dialog")).to_contain_text("还有 7 项没有上传")
    page.locator("dialog").get_by_role("button", name="知道了").click()

    server.start()
    tablet.upload(page)
    with server.db.read() as connection:
        off = connection.scalar(sa.select(t.device.c.clock_offset))
    assert abs(off - 3 * HOUR_MS) < 60_000
    page = at_another_time(chromium, server.url, 0)
    tablet.answer(page, "elec-mgmt-04", "不适用")
    wanted = {"elec-mgmt-02": "na", "elec-mgmt-03": "na", "elec-mgmt-04": "na"}
    tablet.until(
        lambda: held.answers(server.db, visit) == wanted, "the last answer is not the one that counts"
    )

    rows = [row for row in held.ops(server.db, visit) if row["device"] != clock.SERVER_DEVICE]
    assert [row["id"] for row in rows] == sorted(row["id"] for row in rows)
    assert [row["rank"] for row in rows] == sorted(row["rank"] for row in rows)
    assert all(int(row["rank"], 36) <= row["received_at"] for row in rows)
    days = {row["path"]: row["received_at"] - int(row["rank"], 36) for row in rows if row["kind"] == "event"}
    assert days["start"] > 47 * HOUR_MS
    with server.db.read() as connection:
        heads = connection.scalars(
            sa.select(sa.func.count()).where(t.head.c.subject == f"visit/{visit}").group_by(t.head.c.path)
        )
        assert set(heads) == {1}


def test_a_second_window_only_shows_until_the_first_one_closes(
    server: Any, browser: Callable[..., Any], visit: str
) -> None:
    chromium = browser()
    first = chromium.start()
    tablet.sign_in(first, server.url)
    tablet.begin(first, FIRM)
    tablet.answer(first, "elec-mgmt-02", "符合")

    second = chromium.context.new_page()
    open_visit(second, server.url)
    expect(second.locator(".banner", has_text="另一个窗口正在填写，本窗口只能查看")).to_be_visible()
    expect(
        tablet.item(second, "elec-mgmt-03").get_by_role("button", name="符合", exact=True)
    ).to_be_disabled()
    tablet.answer(first, "elec-mgmt-03", "不适用")
    pressed(second, "elec-mgmt-03", "不适用")

    first.close()
    expect(tablet.item(second, "elec-mgmt-04").get_by_role("button", name="符合", exact=True)).to_be_enabled()
    expect(second.locator(".banner", has_text="另一个窗口")).to_have_count(0)
    tablet.answer(second, "elec-mgmt-04", "符合")
    wanted = {"elec-mgmt-02": "ok", "elec-mgmt-03": "na", "elec-mgmt-04": "ok"}
    tablet.until(lambda: held.answers(server.db, visit) == wanted, "the second window sends nothing")


def test_a_bad_network_brings_everything_exactly_once(
    server: Any, browser: Callable[..., Any], visit: str, tmp_path: Path
) -> None:
    """Answers that get lost, a photo that is cut and one that is changed on the way: sent again until the receipt is complete."""
    db = server.db
    chromium = browser()
    page = chromium.start()
    with bad_net(free_port(), server.port) as net:
        tablet.sign_in(page, net.url)
        chromium.context.set_offline(True)
        tablet.begin(page, FIRM)
        tablet.answer(page, "elec-sub-01", "不符合")
        tablet.describe(
            page, "elec-sub-01", "一号车间北侧配电室", "配电室门向内开启。", "改为向外开启。", "7 日"
        )
        for seed in (3, 4):
            tablet.choose_photo(page, "elec-sub-01", tmp_path, seed)
        tablet.open_signing(page)
        tablet.opinion(page)
        tablet.sign(page, "王建国")
        tablet.refuse_signature(page, "企业负责人拒绝签字", "孙网格", "城关街道办事处")
        tablet.submit(page)

        net.faults = [
            Fault(b"POST /api/v1/ops ", "mute"),
            Fault(b"PUT /api/v1/photos/", "cut", after=4_000),
            Fault(b"PUT /api/v1/photos/", "flip", after=4_000),
            Fault(b"PUT /api/v1/photos/", "mute"),
        ]
        chromium.context.set_offline(False)
        page.evaluate("location.hash = '#/upload'")
        done = page.get_by_text("3/3 张照片已由局端接收")

        def received() -> bool:
            button = page.get_by_role("button", name="立即上传")
            if button.count() and button.is_enabled():
                button.click()
            return bool(done.count())

        tablet.until(received, "no complete receipt", 60)
        assert [fault.hits for fault in net.faults] == [1, 1, 1, 1]

    rows = held.ops(db, visit)
    assert len({row["id"] for row in rows}) == len(rows)
    assert [row["path"] for row in rows if row["kind"] == "event"] == [
        "plan",
        "start",
        "submit",
        "received",
        "submit",
    ]
    with db.read() as connection:
        assert connection.scalar(sa.select(sa.func.count()).select_from(t.photo)) == 3
        assert connection.scalar(sa.select(sa.func.count()).select_from(t.op_refused)) == 0
    assert held.row(db, visit).state == "received"
    refusal = next(row["value"]["refusal"] for row in rows if row["path"] == "signature/enterprise")
    assert refusal == {
        "reason": "企业负责人拒绝签字",
        "witness": "孙网格",
        "witness_unit": "城关街道办事处",
        "recording_no": "",
    }
    assert verify.verify(db, ORG).problems == []
