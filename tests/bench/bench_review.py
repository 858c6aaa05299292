"""Reviewing by keyboard over 20,000 findings on SQLite: from the key to the next finding on the screen with its main photo decoded.

Real Chromium, real server, both on this machine. The reviewer looks at each finding for a second, in which the page and the photos of the next one may
come: it then stands on the screen before the server has answered. Of somebody who looks at nothing it is measured, without a budget, how long it takes
from one finding on the screen to the next one: the answer is waited for, since until then the next decision is not taken. What is reviewed is reviewed
in a copy of the county.
"""

from __future__ import annotations

import itertools
import math
import os
import shutil
import statistics
import tempfile
from pathlib import Path
from typing import Any

from tests.bench.bench_app import figure
from tests.bench.bench_pages import county

FINDINGS = 20
WARM = 3  # as in bench_pages: the first requests of a process compile its templates
LOOKS_MS = 1000
BUDGET_MS = 150.0
WITHOUT_WORKER = "--no-worker"  # it would print the older notices of the county that was made just now
# Begins at the browser's own time stamp of the key; ends one task after the frame in which the next finding stands with its photo decoded.
SHOWN = """() => {
  const shown = () => document.querySelector(".photo-card") && document.querySelector("form[data-main-form]").action;
  const before = shown();
  window.untilShown = new Promise((done) => {
    document.addEventListener("keydown", (event) => {
      const watch = new MutationObserver(() => void look());
      const look = async () => {
        if (!shown() || shown() === before) return;
        watch.disconnect();
        const photo = document.querySelector(".photo-card img");
        if (photo) await photo.decode();
        requestAnimationFrame(() => {
          const painted = new MessageChannel();
          painted.port1.onmessage = () => done([event.timeStamp, performance.now()]);
          painted.port2.postMessage(null);
        });
      };
      watch.observe(document.body, { childList: true, subtree: true });
    }, { once: true, capture: true });
  });
}"""


def figures() -> list[dict[str, Any]]:
    """See the module."""
    from tests.e2e.conftest import Server

    with county() as kept, tempfile.TemporaryDirectory() as folder:
        server = Server(Path(shutil.copytree(kept, Path(folder) / "data")))
        os.sync()  # a gigabyte that is still on its way to the disk would hold up every commit
        server.start(None, WITHOUT_WORKER)
        try:
            return _reviewed(server.url)
        finally:
            server.kill()


def _reviewed(url: str) -> list[dict[str, Any]]:
    from playwright.sync_api import sync_playwright

    from tests.chromium import ARGS, CHROMIUM

    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=ARGS)
        page = browser.new_page(viewport={"width": 1366, "height": 768}, base_url=url)
        answer = page.request.post("/api/v1/session", data={"login": "section", "password": "demo-2026"})
        assert answer.ok, answer.text()
        page.goto("/bureau/review?queue=submitted")
        page.click("text=从第一条开始")
        _keys(page, WARM, LOOKS_MS)
        load = os.getloadavg()[0]
        looked = sorted(shown - key for key, shown in _keys(page, FINDINGS, LOOKS_MS))
        at = [shown for _, shown in _keys(page, FINDINGS + 1, 0)]
        hurried = sorted(later - earlier for earlier, later in itertools.pairwise(at))
        browser.close()
    name, last = (
        f"review, key to next finding with photo, 20,000 findings, load {load:.1f}",
        math.ceil(FINDINGS * 0.95) - 1,
    )
    return [
        figure(f"{name}, p50", statistics.median(looked), "ms", BUDGET_MS),
        figure(f"{name}, p95", looked[last], "ms", BUDGET_MS),
        {"name": f"{name}, no look between, finding to finding, p95", "value": round(hurried[last], 3), "unit": "ms", "budget": None, "ok": True},
    ]  # fmt: skip


def _keys(page: Any, count: int, looks: int) -> list[tuple[float, float]]:
    """C, `count` times: when the key was pressed and when the next finding stood there, by the browser's clock. Each waits until the server has answered."""
    times = []
    for _ in range(count):
        page.wait_for_load_state()
        page.wait_for_timeout(looks)
        page.evaluate(SHOWN)
        page.keyboard.press("c")
        key, shown = page.evaluate("untilShown")
        times.append((key, shown))
        page.locator(".flash-ok").wait_for()
    return times
