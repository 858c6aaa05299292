"""What is wrong with a screen of the tablet as it stands: for axe, for a thumb in a glove, for the width of the tablet."""

from __future__ import annotations

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


def faults(page: Page) -> list[str]:
    """What is wrong with the screen as it stands."""
    page.wait_for_timeout(300)  # a colour that still fades is no contrast fault
    if not page.evaluate("Boolean(window.axe)"):
        page.evaluate(AXE)
    found: list[str] = page.evaluate(VIOLATIONS) + page.evaluate(TARGETS)
    if page.evaluate("document.documentElement.scrollWidth > innerWidth"):
        found.append("scrolls sideways")
    return found
