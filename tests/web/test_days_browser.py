"""Two days in a real Chromium: the bureau's (twenty findings reviewed by keys, issued, served) and the enterprise's on a phone."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect

from inspect_app.commands import findings
from inspect_app.domain import dates
from inspect_app.web.views import today
from tests.helpers import actor, jpeg
from tests.web.test_bureau_browser import Site, faults, serving
from tests.web.test_scenarios import decide, inspect, notice, rows


@pytest.fixture
def site(tmp_path: Path, browser: Browser) -> Iterator[Site]:
    with serving(tmp_path, browser) as made:
        yield made


def watched(page: Page) -> list[str]:
    """What goes wrong on the page from now on."""
    problems: list[str] = []
    page.on("console", lambda message: problems.append(message.text) if message.type == "error" else None)
    page.on("pageerror", lambda error: problems.append(str(error)))
    return problems


def test_the_bureaus_day(site: Site) -> None:
    visit = inspect(site.bureau, [f"第 {n} 处配电箱缺少防护隔板。" for n in range(1, 21)])
    clerk = site.desk()
    problems = watched(clerk)
    clerk.goto("/bureau/review")
    clerk.click("text=从第一条开始")
    for left in range(20, 0, -1):
        expect(clerk.locator(".crumbs")).to_contain_text(f"共 {left} 条")
        clerk.wait_for_load_state()  # the keys are there with the scripts
        clerk.keyboard.press("c")
        expect(clerk.locator(".flash-ok")).to_contain_text("已确认、定级并交办")
    clerk.wait_for_url("**/bureau/review?queue=submitted")
    assert {row["state"] for row in rows(site.bureau, visit)} == {"assigned"}
    clerk.goto(f"/bureau/visits/{visit}")
    clerk.click("button:has-text('起草整改通知书')")
    address = clerk.url
    leader = site.desk("p-lead")
    leader.goto(address)
    leader.click("text=签发…")
    leader.click("text=确认签发")
    expect(leader.locator("h1")).to_contain_text("临应急隐改")
    clerk.goto(leader.url)
    clerk.click("button:has-text('登记送达')")
    assert len(clerk.locator(".slip-code").inner_text().replace("-", "")) == 10
    assert {row["state"] for row in rows(site.bureau, visit)} == {"rectifying"}
    assert faults(clerk) == []
    assert problems == []


def test_the_enterprises_day_on_a_phone(site: Site) -> None:
    bureau = site.bureau
    visit = inspect(bureau, ["配电箱缺少防护隔板。", "疏散通道堆放杂物。"])
    one, two = (row["id"] for row in rows(bureau, visit))
    for finding in (one, two):
        assert decide(bureau, finding, due_date=dates.add_days(today(), 15)).status_code == 302
    document = notice(bureau, visit)["id"]
    phone = site.desk("p-ent1", 390, 844)
    problems = watched(phone)
    phone.goto("/portal/")
    expect(phone.locator("body")).to_contain_text("剩 15 天")
    phone.goto(f"/portal/documents/{document}/receipt")
    phone.fill("#name", "韩安全")
    phone.click("button.primary")
    phone.goto(f"/portal/findings/{one}/proof")
    phone.set_input_files("#photos", {"name": "整改后.jpg", "mimeType": "image/jpeg", "buffer": jpeg(81)})
    expect(phone.locator("#photos-status")).to_have_text("已上传 1 张", timeout=30_000)
    phone.fill("#measure", "已加装防护隔板。")
    phone.fill("#owner", "韩安全")
    phone.click("#send")
    expect(phone.get_by_role("status").first).to_contain_text("反馈已提交")
    phone.goto(f"/portal/findings/{two}/extension")
    phone.fill("[name=due_date]", dates.add_days(today(), 30))
    phone.fill("[name=reason]", "仓库改造尚未完成")
    phone.fill("[name=interim]", "设专人值守")
    phone.fill("[name=owner]", "韩安全")
    phone.click("button.primary")
    expect(phone.locator("body")).to_contain_text("仓库改造尚未完成")
    assert bureau.finding_row(two)["state"] == "ext_pending"
    value = {
        "reinspector": "p-off1",
        "at": f"{today()}T01:00:00Z",
        "note": "隔板固定不牢。",
        "due_date": dates.add_days(today(), 20),
    }
    findings.reinspect(bureau.db, actor("p-off1"), one, False, value)
    phone.goto(f"/portal/findings/{one}")
    expect(phone.locator("body")).to_contain_text("隔板固定不牢。")
    assert faults(phone) == []
    assert problems == []
