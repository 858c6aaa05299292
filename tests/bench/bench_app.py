"""The field app's size, the server's start, and a tap's way into both copies in real Chromium at 4x CPU throttle."""

from __future__ import annotations

import base64
import statistics
import tempfile
import time
import uuid
from pathlib import Path
from typing import Any

from inspect_app.commands import keys, visits
from inspect_app.domain.dates import day_of
from inspect_app.domain.people import system
from inspect_app.queries import facts
from inspect_app.storage.db import now_ms
from inspect_app.web.field_files import app
from tests.e2e import tablet_steps as tablet
from tests.e2e.conftest import Browser, Server, founded
from tests.field_size import first_load
from tests.helpers import ORG, actor, plan_value
from tests.render.samples import drawn_photo

TAPS = 60


def figure(name: str, value: float, unit: str, budget: float) -> dict[str, Any]:
    """A figure whose budget is an upper bound."""
    return {"name": name, "value": round(value, 3), "unit": unit, "budget": budget, "ok": value <= budget}


def figures() -> list[dict[str, Any]]:
    """See the module."""
    return [*_size(), *_started()]


def _size() -> list[dict[str, Any]]:
    """What the network brings before the first screen stands, and (without a budget of its own) what the service worker keeps in all."""
    served = {
        address: file
        for address, file in app().files.items()
        if "/field/static/" in address and address.endswith((".js", ".css"))
    }
    every = sum(len(file.packed or file.body) for file in served.values())
    return [
        figure("field app, first load, JS and CSS, gz", first_load() / 1000, "KB", 60),
        {
            "name": "field app, all JS and CSS, gz",
            "value": round(every / 1000, 1),
            "unit": "KB",
            "budget": None,
            "ok": True,
        },
    ]


def _started() -> list[dict[str, Any]]:
    with tempfile.TemporaryDirectory() as folder:
        server = founded(Path(folder) / "data")
        visit = visits.plan(server.db, actor("p-sec"), plan_value(planned_date=day_of(now_ms())))
        keys.make(server.db, server.data, system(ORG))
        with server.db.read() as connection:
            bureau = facts.encryption(connection, ORG)["key"]
        seconds = []
        for _ in range(3):
            begun = time.perf_counter()
            server.start()
            seconds.append(time.perf_counter() - begun)
            server.kill()
        server.start()
        try:
            return [
                figure("server start to first answer, median of 3", statistics.median(seconds), "s", 1.5),
                *_taps(server, Path(folder) / "plain", visit, None),
                *_taps(server, Path(folder) / "encrypted", visit, bureau),
            ]
        finally:
            server.kill()


def _taps(server: Server, profile: Path, visit: str, bureau: dict[str, str] | None) -> list[dict[str, Any]]:
    """Saving, as it is and with what lies on the tablet encrypted (`bureau`: the public key for that)."""
    from playwright.sync_api import sync_playwright

    with sync_playwright() as playwright:
        browser = Browser(playwright, profile, 1280, 800)
        page = browser.start()
        tablet.sign_in(page, server.url)
        page.goto(
            f"{server.url}/healthz"
        )  # the same storage without the app's own window, which would be the only writer
        assert browser.context
        browser.context.new_cdp_session(page).send("Emulation.setCPUThrottlingRate", {"rate": 4})
        times = page.evaluate(
            """async ([visit, taps, bureau]) => {
              const { openStore } = await import("./store.js".replace("./", "/field/static/field/"));
              const store = await openStore();
              const { turnOn } = await import("./vault.js".replace("./", "/field/static/field/"));
              if (bureau) await turnOn(store.core, "k3y493817", bureau);
              await store.visit(visit);
              const times = [];
              for (let i = 0; i < taps; i++) {
                const begun = performance.now();
                await store.set(visit, `visit/${visit}`, `answer/elec-sub-0${1 + i % 9}`, i % 2 ? "ok" : "na");
                times.push(performance.now() - begun);
              }
              return times;
            }""",
            [visit, TAPS, bureau],
        )
        shots = [] if bureau else _photos(page, visit)
        browser.close()
    times = sorted(times[5:])
    how = ", encrypted" if bureau else ""
    return [
        figure(f"tap to durable in both copies{how}, 4x throttle, p50", statistics.median(times), "ms", 12),
        figure(
            f"tap to durable in both copies{how}, 4x throttle, p95", times[int(len(times) * 0.95)], "ms", 30
        ),
        *shots,
    ]


# Three 12-MP files one after the other, from the file to both copies; what blocks the page meanwhile is told by its own 5-ms timer.
PHOTOS = """async ([visit, finding, files]) => {
  const { openStore } = await import("./store.js".replace("./", "/field/static/field/"));
  const { keepShot, takeShot } = await import("./ui/photos.js".replace("./", "/field/static/field/"));
  const store = await openStore();
  await store.visit(visit);
  const blobs = files.map((file) => new Blob([Uint8Array.from(atob(file), (char) => char.charCodeAt(0))], { type: "image/jpeg" }));
  const times = [];
  let last = performance.now(), worst = 0, going = true;
  const watch = () => { const now = performance.now(); worst = Math.max(worst, now - last - 5); last = now; if (going) setTimeout(watch, 5); };
  watch();
  for (const blob of blobs) {
    const begun = performance.now();
    await keepShot(store, takeShot(blob, false), { visit, subject: finding });
    times.push(performance.now() - begun);
  }
  going = false;
  return { times, worst };
}"""


def _photos(page: Any, visit: str) -> list[dict[str, Any]]:
    """A 12-MP photo to both copies, and the longest time that the page could not answer meanwhile. The throttle of CDP reaches the page and
    not its worker: the resizing itself runs at full speed here."""
    page.reload()  # the window before holds the one lock for writing
    files = [base64.b64encode(drawn_photo(seed, (4000, 3000))).decode() for seed in range(4)]
    measured = page.evaluate(PHOTOS, [visit, f"finding/{uuid.uuid4()}", files])
    return [
        figure(
            "12-MP photo to durable in both copies, median of 3",
            statistics.median(measured["times"][1:]) / 1000,
            "s",
            0.6,
        ),
        figure("page blocked while a 12-MP photo is saved, longest", measured["worst"], "ms", 50),
    ]
