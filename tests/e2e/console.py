"""What a browser complains about while a test runs: console errors and warnings, and errors that no code caught."""

from __future__ import annotations

import re

from playwright.sync_api import BrowserContext, ConsoleMessage

# Chromium itself writes a line for a request without a network and for an answer 401: here of a tablet that was killed before its newest cookie
# was written. The app handles both.
EXPECTED = re.compile(r"net::ERR_INTERNET_DISCONNECTED|status of 401 .*/api/v1/")


def watch(context: BrowserContext, found: list[str] | None = None) -> list[str]:
    """Complaints of every page of the context from now on, with the address of the page or file, added to `found`."""
    found = [] if found is None else found

    def heard(message: ConsoleMessage) -> None:
        line = f"{message.type}: {message.text} ({message.location.get('url', '')})"
        if message.type in ("error", "warning") and not EXPECTED.search(line):
            found.append(line)

    context.on("console", heard)
    context.on("weberror", lambda error: found.append(f"uncaught: {error.error}"))
    return found
