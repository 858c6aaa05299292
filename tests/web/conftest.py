"""One Chromium for all pages of the desk and the phone."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Playwright

from tests.chromium import ARGS, CHROMIUM
from tests.web.bureau_case import Bureau


@pytest.fixture(scope="session")
def browser(playwright: Playwright) -> Iterator[Browser]:
    """Headless; each test opens windows of its own in it."""
    started = playwright.chromium.launch(executable_path=CHROMIUM, args=ARGS)
    yield started
    started.close()


@pytest.fixture
def bureau(tmp_path: Path) -> Bureau:
    """A county at work, and its desk."""
    return Bureau(tmp_path)
