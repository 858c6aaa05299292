"""The enterprises' face: the page behind the printed code, verification, and what an account or a service code opens."""

from inspect_app.web.portal import ask, card, compare, entry, firm, info, notice, pages, proof, slip

blueprints = [
    card.blueprint,
    notice.blueprint,
    compare.blueprint,
    info.blueprint,
    entry.blueprint,
    pages.blueprint,
    proof.blueprint,
    firm.blueprint,
    ask.blueprint,
    slip.blueprint,
]
