"""docs/states.md is what the tables of domain/rules.py say."""

from __future__ import annotations

from tools import states


def test_the_page_of_states_is_up_to_date() -> None:
    assert states.TARGET.read_text() == states.text(), "run: python tools/states.py"
