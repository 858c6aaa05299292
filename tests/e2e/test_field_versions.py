"""A tablet that still runs the last app of version 1 of the API (tests/data/field_api1.tar.gz, as it was released) meets today's server, then updates."""

from __future__ import annotations

import shutil
import tarfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import expect

from inspect_app.commands import visits
from inspect_app.domain.dates import day_of
from inspect_app.paths import PACKAGE, checklists_dir, static_dir
from inspect_app.storage.db import now_ms
from tests.e2e import held
from tests.e2e import tablet_steps as tablet
from tests.helpers import actor, plan_value

FIRM = "临颍县颍川食品有限公司"
ANSWERS = {"elec-mgmt-02": ("符合", "ok"), "elec-mgmt-03": ("不适用", "na"), "elec-mgmt-04": ("符合", "ok")}
BUNDLE_API = """new Promise((ok, no) => { const opening = indexedDB.open("inspect"); opening.onerror = no; opening.onsuccess = () => {
  const get = opening.result.transaction("bundle").objectStore("bundle").get("current");
  get.onsuccess = () => { opening.result.close(); ok(get.result.bundle.api); }; }; })"""


@pytest.fixture
def old_app(tmp_path: Path) -> Path:
    """Today's server with the app that was released before version 2, and what served it."""
    folder = tmp_path / "old"
    shutil.copytree(
        PACKAGE,
        folder / "inspect_app",
        ignore=shutil.ignore_patterns("__pycache__", "static", "checklists", "field"),
    )
    for source in (static_dir(), checklists_dir()):
        shutil.copytree(source, folder / source.name, ignore=shutil.ignore_patterns("field"))
    with tarfile.open(Path(__file__).parents[1] / "data/field_api1.tar.gz") as archive:
        archive.extractall(folder, filter="data")
    return folder


def test_an_app_of_version_1_works_on_and_its_draft_and_bundle_survive_the_update(
    server: Any, browser: Callable[..., Any], old_app: Path
) -> None:
    visit = visits.plan(server.db, actor("p-sec"), plan_value(planned_date=day_of(now_ms())))
    server.kill()
    server.start(old_app)
    tab = browser()
    page = tab.start()
    spoken: set[str | None] = set()
    page.on("request", lambda r: spoken.add(r.headers.get("x-api-version")) if "/api/v1/" in r.url else None)
    tablet.sign_in(page, server.url)
    tablet.begin(page, FIRM)
    tablet.answer(page, "elec-mgmt-02", "符合")
    tablet.until(
        lambda: held.answers(server.db, visit) == {"elec-mgmt-02": "ok"}, "the old app's answer never came"
    )
    assert (spoken, page.evaluate(BUNDLE_API)) == ({"1"}, 1)

    server.kill()
    tablet.answer(page, "elec-mgmt-03", "不适用")
    server.start()
    page.goto("about:blank")
    page.goto(f"{server.url}/field/")
    before = page.locator("html").get_attribute("data-version") or ""
    offer = page.locator(".banner", has_text="有新版本")
    expect(offer).to_be_visible(timeout=30_000)
    page.route(
        "**/api/v1/bundle", lambda route: route.abort()
    )  # the new app starts with what the old one saved
    offer.get_by_role("button", name="更新").click()
    expect(page.locator("html")).not_to_have_attribute("data-version", before)
    expect(page.locator(".visit-card", has_text=FIRM)).to_contain_text("2/")
    page.locator(".visit-card", has_text=FIRM).click()
    tablet.answer(page, "elec-mgmt-04", "符合")
    assert page.evaluate(BUNDLE_API) == 1
    page.unroute("**/api/v1/bundle")
    tablet.upload(page)
    tablet.wait_for(page, f"{BUNDLE_API}.then((api) => api === 2)")
    assert held.answers(server.db, visit) == {item: value for item, (_, value) in ANSWERS.items()}
    assert "2" in spoken
