"""Two experts at two tablets fill one inspection, both without a network: nothing is lost, and what they wrote differently one of them chooses."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from playwright.sync_api import Page, expect

from inspect_app.commands import verify, visits
from inspect_app.domain.dates import day_of
from inspect_app.queries import conflicts
from inspect_app.queries import visit as visit_queries
from inspect_app.storage.db import Database, now_ms
from tests.e2e import tablet_steps as tablet
from tests.e2e.screens import faults
from tests.helpers import ORG, actor, plan_value

FIRM = "临颍县颍川食品有限公司"
SHARED, DISPUTED, MINE, THEIRS = "elec-sub-01", "elec-mgmt-01", "elec-mgmt-02", "elec-sub-02"
NORTH, SOUTH = "北侧配电室门向内开启。", "南侧配电室门向内开启。"


def exchange(page: Page) -> None:
    """Sends and fetches once, whatever is there to do."""
    page.evaluate("location.hash = '#/upload'")
    button = page.get_by_role("button", name="立即上传")
    before = page.evaluate(
        "performance.getEntriesByType('resource').filter((e) => /[/]ops[?]after/.test(e.name)).length"
    )
    button.click()
    tablet.wait_for(
        page,
        f"performance.getEntriesByType('resource').filter((e) => /[/]ops[?]after/.test(e.name)).length > {before}",
        60,
    )
    expect(page.locator(".status")).to_contain_text("已全部上传", timeout=60_000)


def checking(page: Page, visit: str) -> None:
    """The page of the items."""
    page.evaluate(f"location.hash = '#/visit/{visit}/check'")
    expect(page.locator("article.item").first).to_be_visible()


def rewrite(page: Page, text: str) -> None:
    """Puts other words into the finding that both know."""
    box = tablet.item(page, SHARED).locator(".finding").get_by_label("问题描述", exact=True)
    box.fill(text)
    box.blur()
    expect(
        page.locator(f"#item-{SHARED} .finding .field", has_text="问题描述").locator(".mark")
    ).to_contain_text("已保存")


def state(db: Database, visit: str) -> tuple[dict[str, Any], list[str]]:
    """What the server has: the visit's fields, and the paths still in conflict."""
    with db.read() as connection:
        fields = visit_queries.fields(connection, ORG, visit)
        return {path: field["value"] for path, field in fields.items()}, [
            found["path"] for found in conflicts.of_visit(connection, ORG, visit)
        ]


def test_both_fill_offline_everything_is_merged_and_one_chooses(
    server: Any, browser: Callable[..., Any]
) -> None:
    db = server.db
    visit = visits.plan(db, actor("p-sec"), plan_value(planned_date=day_of(now_ms())))
    one, two = browser("one"), browser("two", 800, 1280)
    ann, bea = one.start(), two.start(color_scheme="dark")
    tablet.sign_in(ann, server.url)
    tablet.sign_in(bea, server.url, "p-exp2")
    tablet.begin(ann, FIRM)
    tablet.answer(ann, SHARED, "不符合")
    tablet.describe(ann, SHARED, "配电室", "配电室门向内开启。", "改为向外开启。", "7 日")
    exchange(ann)
    exchange(bea)
    for page in (ann, bea):
        checking(page, visit)
    expect(tablet.item(bea, SHARED).locator(".answer-state")).to_contain_text("王建国")

    one.context.set_offline(True)
    two.context.set_offline(True)
    tablet.answer(ann, DISPUTED, "符合")
    tablet.answer(ann, MINE, "符合")
    rewrite(ann, NORTH)
    tablet.answer(bea, DISPUTED, "不符合")
    tablet.describe(bea, DISPUTED, "一号车间", "抽查3名电工，1名未持证。", "立即停止无证作业。", "立即")
    tablet.answer(bea, THEIRS, "不适用")
    rewrite(bea, SOUTH)
    bea.locator("#s-electrical-mgmt .rest").click()
    expect(bea.locator("#s-electrical-mgmt .whole")).to_contain_text("由 李红霞")

    one.context.set_offline(False)
    two.context.set_offline(False)
    for page in (ann, bea, ann):
        exchange(page)
    for page in (ann, bea):
        checking(page, visit)
        expect(page.get_by_role("button", name="不一致 2")).to_be_visible()
        assert faults(page) == []
    fields, open_ = state(db, visit)
    assert (fields[f"answer/{MINE}"], fields[f"answer/{THEIRS}"], open_) == (
        "ok",
        "na",
        [f"answer/{DISPUTED}"],
    )

    ann.get_by_role("button", name="不一致 2").click()
    for word in ("王建国", "李红霞", NORTH, SOUTH):
        expect(ann.locator(f"#item-{SHARED} .conflict")).to_contain_text(word)
    expect(ann.locator(f"#item-{MINE}")).to_be_hidden()
    tablet.open_signing(ann)
    expect(ann.locator(".gap-must", has_text="2 处两人填写不一致")).to_be_visible()
    ann.locator(".gap-must", has_text="不一致").get_by_role("link").click()
    ann.locator(f"#item-{SHARED} .conflict-pick", has_text=SOUTH).click()
    ann.locator(f"#item-{DISPUTED} .conflict-pick", has_text="不符合").click()
    expect(ann.locator(".conflict")).to_have_count(0)

    for page in (ann, bea):
        exchange(page)
        checking(page, visit)
        expect(page.get_by_role("button", name="不一致")).to_have_count(0)
        expect(tablet.item(page, SHARED).get_by_label("问题描述", exact=True)).to_have_value(SOUTH)
        expect(
            tablet.item(page, DISPUTED).get_by_role("button", name="不符合", exact=True)
        ).to_have_attribute("aria-pressed", "true")
        expect(tablet.item(page, DISPUTED).get_by_label("部位", exact=True)).to_have_value("一号车间")
    assert state(db, visit)[1] == []
    assert verify.verify(db, ORG).problems == []
