"""On a phone: what is typed is kept by itself, also over a cut; every new page fits and axe finds nothing."""

from __future__ import annotations

import pytest
from playwright.sync_api import Page, expect

from inspect_app.commands import findings
from tests.helpers import PASSWORD, actor, jpeg
from tests.web.test_portal import hand_in
from tests.web.test_portal_browser import Site, faults, files, site  # noqa: F401 - a fixture


def principal(site: Site, **options: object) -> Page:  # noqa: F811
    page = site.phone(**options)  # type: ignore[arg-type]
    page.goto("/sign-in")
    page.fill("#login", "p-head1")
    page.fill("#password", PASSWORD)
    page.click("form.card .primary")
    return page


def test_what_is_typed_is_kept_by_itself_and_after_a_cut_as_soon_as_the_network_is_back(site: Site) -> None:  # noqa: F811
    page = site.holder()
    address = f"/portal/findings/{site.notice.finding}/proof"
    page.goto(address)
    page.set_input_files("#photos", files(jpeg(31)))
    expect(page.locator("#kept input[name=kept]")).to_have_count(1, timeout=30_000)
    page.fill("#measure", "第一句")
    expect(page.locator("#draft-status")).to_contain_text("草稿已保存", timeout=20_000)
    page.context.set_offline(True)
    page.fill("#measure", "第一句，断网时写的第二句")
    expect(page.locator("#draft-status")).to_contain_text("网络中断", timeout=20_000)
    page.context.set_offline(False)
    expect(page.locator("#draft-status")).to_contain_text("草稿已保存", timeout=30_000)
    page.close()

    again = site.holder()
    again.goto(address)
    expect(again.locator("#measure")).to_have_value("第一句，断网时写的第二句")
    expect(again.locator("#kept li")).to_have_count(1)
    again.fill("#owner", "韩安全")
    again.click("#send")
    expect(again.get_by_text("反馈已提交")).to_be_visible(timeout=20_000)
    assert site.finding()["state"] == "feedback"
    again.goto(address)
    expect(again.get_by_text("已恢复您")).to_have_count(0)


@pytest.mark.parametrize(("width", "scheme"), [(360, "light"), (390, "dark")])
def test_every_new_page_fits_the_phone_and_axe_finds_nothing(site: Site, width: int, scheme: str) -> None:  # noqa: F811
    county, notice = site.county, site.notice
    other, gone = county.served(seed=5), county.served(seed=9)
    hand_in(county.browser("p-ent1"), other, jpeg(41))
    findings.act(county.db, actor("p-lead"), gone.finding, "escalate", {"reason": "拒不整改"})
    page = principal(site, width=width, scheme=scheme)
    paths = ["/portal/", "/portal/?show=elsewhere", "/portal/history", "/portal/consent", "/portal/suggest"]
    paths += [f"/portal/findings/{notice.finding}/{name}" for name in ("extension", "progress", "proof")]
    paths += [
        f"/portal/findings/{other.finding}",
        f"/portal/findings/{other.finding}/endorse",
        f"/portal/findings/{gone.finding}",
    ]
    wrong = {}
    for path in paths:
        page.goto(path)
        if found := faults(page):
            wrong[path] = found
    assert wrong == {}
