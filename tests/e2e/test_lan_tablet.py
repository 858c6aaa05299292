"""A tablet on a bureau's network: it does not open the app before it trusts the local CA, and works offline after that."""

from __future__ import annotations

import os
import shutil
import subprocess
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Error, expect

from inspect_app.commands import visits
from inspect_app.domain.dates import day_of
from inspect_app.storage.db import Database, now_ms
from tests.e2e import tablet_steps as tablet
from tests.e2e.screens import faults
from tests.helpers import actor, plan_value
from tests.test_lan import Serving

FIRM = "临颍县颍川食品有限公司"


def trust(home: Path, certificate: Path) -> None:
    """What the steps of the page do on a tablet: the CA goes into the certificates that Chromium of this user trusts for servers."""
    folder = home / ".pki/nssdb"
    folder.mkdir(parents=True)
    for command in (
        ["-N", "--empty-password"],
        ["-A", "-t", "C,,", "-n", "inspect-ca", "-i", str(certificate)],
    ):
        subprocess.run(["certutil", "-d", f"sql:{folder}", *command], check=True, capture_output=True)


def test_a_tablet_trusts_the_local_ca_and_then_works_offline(
    county: Path, browser: Callable[..., Any], tmp_path: Path
) -> None:
    shutil.copytree(county, tmp_path / "data")
    db = Database(f"sqlite:///{tmp_path / 'data/inspect.db'}")
    visits.plan(db, actor("p-sec"), plan_value(planned_date=day_of(now_ms())))
    serving = Serving(tmp_path / "data")
    url, guide = f"https://{serving.host}:{serving.port}", f"http://{serving.host}:{serving.guide_port}/"
    try:
        stranger = browser("stranger")
        page = stranger.start(env=os.environ | {"HOME": str(tmp_path / "stranger")}, color_scheme="dark")
        page.goto(guide)
        expect(page.get_by_role("heading", name="核对指纹")).to_be_visible()
        page.evaluate("document.querySelectorAll('details').forEach((one) => { one.open = true; })")
        assert faults(page) == []
        with page.expect_download() as started:
            page.get_by_role("link", name=".pem 格式").click()
        started.value.save_as(tmp_path / "ca.pem")
        with pytest.raises(Error, match="ERR_CERT_AUTHORITY_INVALID"):
            page.goto(f"{url}/field/")
        stranger.close()

        trust(tmp_path / "home", tmp_path / "ca.pem")
        chromium = browser("tablet")
        page = chromium.start(env=os.environ | {"HOME": str(tmp_path / "home")})
        page.goto(guide)
        page.get_by_role("link", name=f"{url}/field/").click()
        expect(page.get_by_text("已连接，连接已加密")).to_be_visible()
        assert page.evaluate("isSecureContext")
        tablet.sign_in(page, url)
        assert [
            cookie["secure"] for cookie in chromium.context.cookies() if cookie["name"] == "inspect_session"
        ] == [True]

        chromium.context.set_offline(True)
        page.reload()
        tablet.begin(page, FIRM)
        tablet.answer(page, "elec-mgmt-02", "符合")
        chromium.context.set_offline(False)
        tablet.upload(page)
    finally:
        serving.process.terminate()
        serving.process.wait(30)
