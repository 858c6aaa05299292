"""统计图表 and what stands beside it on 总览: numbers lead to lists of as many; drawn in a real browser, with tables where there is no script."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest
from flask.testing import FlaskClient

from tests.web.bureau_case import Bureau
from tests.web.test_bureau_browser import Site, faults, serving

assert serving  # the fixture `site` of the browser tests is built from it


@pytest.fixture
def site(tmp_path: Path, browser):  # type: ignore[no-untyped-def]
    with serving(tmp_path, browser) as made:
        yield made


def data(page: str) -> list[dict]:
    """What the script is given."""
    found = re.search(r'<script type="application/json" id="chart-data">(.*?)</script>', page, re.S)
    assert found
    return json.loads(found[1])


def test_every_chart_has_its_numbers_as_a_table_and_says_how_it_counts(bureau: Bureau) -> None:
    bureau.late(6)
    desk = bureau.desk()
    for view, wanted in (("progress", 6), ("spread", 3)):
        page = desk.get(f"/bureau/charts?view={view}").text
        charts = data(page)
        assert len(charts) == wanted
        assert page.count('role="img"') == page.count("数值表</summary>") == wanted
        assert 'style="' not in page
    assert "到期整改率 = 到期且已销号 ÷ 已交办且到期" in desk.get("/bureau/charts").text
    assert "不作排名" in page


def test_the_numbers_are_those_of_the_county(bureau: Bureau) -> None:
    bureau.late(6)
    bureau.answered()
    progress = {chart["id"]: chart for chart in data(bureau.desk().get("/bureau/charts").text)}
    found, _ = progress["found"]["series"]
    assert sum(found["data"]) == 2
    assert progress["overdue"]["series"][0]["data"][-1] == 1
    spread = {chart["id"]: chart for chart in data(bureau.desk().get("/bureau/charts?view=spread").text)}
    assert spread["items"]["series"][0]["data"] == [2]
    assert spread["items"]["labels"] == ["1. 配电室门向外开启"]
    assert [row["data"] for row in spread["heat"]["series"]] == [[2], [0]]
    desk = bureau.desk()
    asked = 0
    for chart in (*progress.values(), *spread.values()):
        for series in chart["series"]:
            for value, link in zip(series["data"], series["links"], strict=False):
                if link:
                    asked += bool(value)
                    assert listed(desk, link) == value, (chart["id"], series["name"], link)
    assert asked >= 4
    table = re.findall(r'<td class="right num"><a href="([^"]+)">(\d+)</a>', desk.get("/bureau/charts").text)
    assert len(table) > 60
    for link, value in table:
        if value != "0":
            assert listed(desk, link.replace("&amp;", "&")) == int(value), link


def listed(desk: FlaskClient, link: str) -> int:
    """How many findings the ledger says there are."""
    found = re.search(r'共 <b class="num">(\d+)</b> 条', desk.get(link).text)
    assert found
    return int(found[1])


def test_a_township_sees_the_figures_of_its_own_only(bureau: Bureau) -> None:
    bureau.late(6)
    page = bureau.desk("p-grid").get("/bureau/charts?view=spread").text
    assert "杜曲镇" not in page
    assert bureau.desk("p-dept").get("/bureau/charts").status_code == 403


def test_what_is_to_be_referred_is_a_tile_and_a_list(bureau: Bureau) -> None:
    bureau.late(2, seed=1)
    finding = bureau.late(3, seed=20)
    desk = bureau.desk()
    tiles = dict(
        re.findall(
            r'href="([^"]+)"><span class="tile-label">.*?tile-number num">(\d+)<',
            desk.get("/bureau/").text,
            re.S,
        )
    )
    assert tiles["/bureau/referrals"] == "1"
    page = desk.get("/bureau/referrals").text
    assert f"/bureau/findings/{finding}" in page
    assert "一般隐患逾期 3 天仍未反馈整改情况，建议移交执法" in page


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_charts_are_drawn_saved_and_clean_in_a_browser(site: Site, scheme: str) -> None:
    site.bureau.late(6)
    page = site.desk(width=1440, height=900, scheme=scheme)
    problems: list[str] = []
    page.on(
        "console",
        lambda message: problems.append(message.text) if message.type in ("error", "warning") else None,
    )
    page.on("pageerror", lambda error: problems.append(str(error)))
    for address, drawn in (
        ("/bureau/charts", 6),
        ("/bureau/charts?view=spread", 2),
    ):  # no major finding: no criteria to draw
        page.goto(address)
        page.wait_for_selector("[data-chart] canvas")
        assert page.locator("[data-chart]:has(canvas)").count() == drawn
        assert faults(page) == []
    with page.expect_download() as saved:
        page.click('[data-png="heat"]')
    assert saved.value.suggested_filename == "乡镇（街道）× 行业.png"
    assert saved.value.path().read_bytes()[:8] == b"\x89PNG\r\n\x1a\n"
    for address in (
        "/bureau/",
        "/bureau/warnings",
        "/bureau/warnings?of=enterprise",
        "/bureau/warnings/enterprise/e-1",
        "/bureau/settings/warning",
        "/bureau/referrals",
    ):
        page.goto(address)
        assert faults(page) == [], address
    assert problems == []
    page.context.close()


def test_a_click_on_a_bar_opens_its_list(site: Site) -> None:
    site.bureau.late(6)
    page = site.desk(width=1440, height=900)
    page.goto("/bureau/charts?view=spread")
    box = page.locator('[data-chart="items"] canvas').bounding_box()
    assert box
    page.mouse.click(box["x"] + box["width"] * 0.6, box["y"] + 72)
    page.wait_for_url("**/bureau/ledger?item=elec-sub-01**")
    page.context.close()


@pytest.mark.parametrize("day", ["0001-01-01", "9999-12-31", "2026-02-30", "gestern"])
def test_no_day_of_close_out_breaks_the_ledger(bureau: Bureau, day: str) -> None:
    for name in ("closed_since", "closed_until"):
        assert bureau.desk().get(f"/bureau/ledger?{name}={day}").status_code == 200
