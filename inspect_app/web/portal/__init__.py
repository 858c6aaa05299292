"""The enterprises' face: the page behind the printed code, verification, and what an account or a service code opens."""

from inspect_app.web.portal import ask, card, compare, entry, firm, inbox, info, notice, proof, slip

blueprints = [
    card.blueprint,
    notice.blueprint,
    compare.blueprint,
    info.blueprint,
    entry.blueprint,
    inbox.blueprint,
    proof.blueprint,
    firm.blueprint,
    ask.blueprint,
    slip.blueprint,
]
