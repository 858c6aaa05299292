"""Every fault of the ledger: how often in full and in short, and when it can't be provoked here. How it is provoked is in its docstring."""

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
    count: int
    batch: int
    short: int
    provoke: Callable[[Ready, random.Random, int, int], Outcome]
    impossible: Callable[[], str] = possible


CATALOGUE = {
    fault.name: fault
    for fault in (
        Fault("kill_browser", "SIGKILL of the browser", 300, 20, 3, browser.kill_browser),
        Fault("power_cut", "Power cut of the tablet", 30, 5, 1, disk.power_cut, no_disks),
        Fault("full_disk", "Full disk, freed, restarted", 20, 4, 1, disk.full_disk, no_disks),
        Fault(
            "cut_connection",
            "Connection cut at a random byte, either direction",
            300,
            20,
            3,
            net.cut_connection,
        ),
        Fault("kill_server", "SIGKILL of the server during pushes, SQLite", 300, 10, 2, server.kill_server),
        Fault("kill_server_pg", "The same on PostgreSQL", 30, 10, 1, server.kill_server_pg),
        Fault("delete_database", "IndexedDB deleted under the app", 20, 10, 2, browser.delete_database),
        Fault("clock_jump", "Clock jumps of a day", 20, 10, 1, browser.clock_jump),
        Fault("two_windows", "Two windows", 20, 10, 1, browser.two_windows),
        Fault("app_update", "App update and schema upgrade with drafts", 10, 2, 1, update.app_update),
        Fault("session_expiry", "Session expiry", 10, 5, 1, net.session_expiry),
        Fault("corrupt_photo", "Each photo corrupted in flight", 20, 10, 1, net.corrupt_photo),
        Fault("old_bundle", "Bundle of the API version before", 10, 2, 1, update.old_bundle),
    )
}

NOT_HERE = """## What can't be provoked here

- **iOS, iPadOS, Safari (WebKit)**: no such device; rules come from WebKit's bug tracker (reopening a connection that the system cut is tested with node).
- **Flash of a real tablet**: the power cut is an image of an ext4 disk with everything that reached the block device. A drive that lies about flushing, or reorders
  what it was asked to flush, is not modelled; neither is Android's f2fs.
- **Eviction by the system**: Chromium's own eviction after a full disk is provoked; Android's "clear storage" and Safari's seven days take both copies at once,
  since both belong to one origin. The app asks for persistent storage, shows a red banner without it, and sends drafts while there is a network.
- **Battery dying in a camera or a modem driver**, thermal throttling, a damaged screen: hardware.
- **A disk that returns wrong bytes later** (bit rot): photos are read back and hashed when they are saved, not ever after.
- **Loss of the tablet before its first contact after the work**: what was never sent exists once.
"""
