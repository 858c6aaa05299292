"""What is wrong with a screen of the tablet as it stands: for axe, for a thumb in a glove, for the width of the tablet.

With INSPECT_LOOKS=<folder> every screen that is judged here is kept as a picture too, for eyes to judge.
"""

from __future__ import annotations

import os
from pathlib import Path

from playwright.sync_api import Page

from inspect_app.paths import CHECKOUT

AXE = (CHECKOUT / "node_modules/axe-core/axe.min.js").read_text(encoding="utf-8")
# A link inside a sentence and a visually hidden file input are no targets; a checkbox or a radio button is tapped by its whole row.
TARGETS = """() => [...document.querySelectorAll('button, a[href], input, textarea, [role=checkbox]')]
  .filter((e) => e.checkVisibility({ visibilityProperty: true }) && !e.matches('.file-input, [type=checkbox], [type=radio], p a, li > a:only-child p'))
  .filter((e) => !document.querySelector('dialog[open]') || e.closest('dialog[open]'))
  .map((e) => [e.getBoundingClientRect(), e.outerHTML.slice(0, 120)])
  .filter(([box]) => box.width > 0 && (box.height < 47.5 || box.width < 47.5)).map(([box, html]) => `${box.width}x${box.height} ${html}`)"""
VIOLATIONS = """async () => (await axe.run(document, { resultTypes: ['violations'], rules: { 'color-contrast-enhanced': { enabled: true } } }))
  .violations.flatMap((v) => v.nodes.map((n) => `${v.id}: ${n.target.join(' ')} ${n.failureSummary}`))"""

# What reaches beyond the right edge, the innermost ones; what scrolls by itself may.
WIDE = """() => [...document.querySelectorAll('body *')].filter((e) => e.getBoundingClientRect().right > innerWidth + 1)
  .filter((e) => { for (let up = e.parentElement; up; up = up.parentElement) if (getComputedStyle(up).overflowX !== 'visible') return false; return true; })
  .filter((e, _, all) => !all.some((other) => other !== e && e.contains(other))).map((e) => e.outerHTML.slice(0, 120))"""
# What is out of sight (content-visibility) stands still, so that its end never comes: the longest move of the app is 150 ms.
FADED = """() => Promise.race([new Promise((enough) => setTimeout(enough, 1000)),
  Promise.all(document.getAnimations().filter((one) => one.effect.getComputedTiming().iterations !== Infinity)
    .map((one) => one.finished.catch(() => {})))]).then(() => {})"""


def faults(page: Page) -> list[str]:
    """What is wrong with the screen as it stands. A live screen may change while axe looks at it, so a fault must be there in a second look, too."""
    found = _look(page)
    again = _look(page) if found else []
    return [fault for fault in found if fault in again]


def _look(page: Page) -> list[str]:
    page.wait_for_timeout(300)  # a colour that still fades is no contrast fault
    page.evaluate(FADED)
    if folder := os.environ.get("INSPECT_LOOKS"):
        test = os.environ["PYTEST_CURRENT_TEST"].rpartition("::")[2].partition("[")[0].partition(" ")[0]
        Path(folder).mkdir(parents=True, exist_ok=True)
        page.screenshot(path=Path(folder) / f"{len(os.listdir(folder)):03} {test}.png")
    if not page.evaluate("Boolean(window.axe)"):
        page.evaluate(AXE)
    found: list[str] = page.evaluate(VIOLATIONS) + page.evaluate(TARGETS)
    if page.evaluate("document.documentElement.scrollWidth > innerWidth"):
        found.append(f"scrolls sideways: {page.evaluate(WIDE)}")
    return found


LOOKS = ((1280, 800, "light"), (800, 1280, "dark"))
# What has the focus, named so that two of a kind differ; the body means that Tab has left the page.
FOCUSED = "() => document.activeElement === document.body ? '' : (document.activeElement.dataset.walked ??= String(Math.random()))"
UNVISITED = """() => [...document.querySelectorAll('a[href], button:not(:disabled), input:not([type=hidden], :disabled), textarea:not(:disabled), summary')]
  .filter((e) => e.checkVisibility({ visibilityProperty: true }) && !e.dataset.walked && !e.closest('dialog:not([open])'))
  .map((e) => e.outerHTML.slice(0, 120))"""


def in_both_looks(page: Page) -> list[str]:
    """Faults of the screen as it stands, landscape in the light and upright in the dark."""
    found = []
    for width, height, scheme in LOOKS:
        page.set_viewport_size({"width": width, "height": height})
        page.emulate_media(color_scheme=scheme)
        found += [f"{width} {scheme}: {fault}" for fault in faults(page)]
    return found


def out_of_reach(page: Page, most: int = 150) -> list[str]:
    """Controls that somebody with a keyboard alone can't get to with Tab."""
    left = 0
    for _ in range(
        most
    ):  # begins where the focus is: out at the end of the page, in again at its top, and out once more
        page.keyboard.press("Tab")
        left += not page.evaluate(FOCUSED)
        if left == 2:
            break
    unvisited: list[str] = page.evaluate(UNVISITED)
    return unvisited
