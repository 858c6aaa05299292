"""Every fault of the ledger: how it is provoked, how often in full and in short, and when it can't be provoked here."""

from __future__ import annotations

import random
from collections.abc import Callable
from dataclasses import dataclass

from tests.faults import browser_faults as browser
from tests.faults import disk_faults as disk
from tests.faults import net_faults as net
from tests.faults import server_faults as server
from tests.faults import update_faults as update
from tests.faults.bench import Ready
from tests.faults.book import Outcome
from tests.faults.machine import no_disks


def possible() -> str:
    """Needs nothing but Chromium."""
    return ""


@dataclass(frozen=True)
class Fault:
    """`count` trials in full in batches of `batch`, `short` in `make test`; `impossible()` gives the reason why not here, or ""."""

    name: str
    title: str
    how: str
    count: int
    batch: int
    short: int
    provoke: Callable[[Ready, random.Random, int, int], Outcome]
    impossible: Callable[[], str] = possible


CATALOGUE = {
    fault.name: fault
    for fault in (
        Fault("kill_browser", "", "", 300, 20, 4, browser.kill_browser),
        Fault("power_cut", "", "", 30, 5, 1, disk.power_cut, no_disks),
        Fault("full_disk", "", "", 20, 1, 1, disk.full_disk, no_disks),
        Fault("cut_connection", "", "", 300, 20, 4, net.cut_connection),
        Fault("kill_server", "", "", 300, 10, 3, server.kill_server),
        Fault("kill_server_pg", "", "", 30, 10, 1, server.kill_server_pg),
        Fault("delete_database", "", "", 20, 10, 2, browser.delete_database),
        Fault("clock_jump", "", "", 20, 10, 1, browser.clock_jump),
        Fault("two_windows", "", "", 20, 10, 1, browser.two_windows),
        Fault("app_update", "", "", 10, 2, 1, update.app_update),
        Fault("session_expiry", "", "", 10, 5, 1, net.session_expiry),
        Fault("corrupt_photo", "", "", 20, 10, 2, net.corrupt_photo),
        Fault("old_bundle", "", "", 10, 2, 1, update.old_bundle),
    )
}
