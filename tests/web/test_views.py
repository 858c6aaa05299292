"""What pages make once for all: addresses and chips are those of the place where the program stands."""

from __future__ import annotations

import pytest
from flask import Flask, url_for

from inspect_app.web.views import _pure, link


@pytest.mark.parametrize("root", ["", "/inspect"])
@pytest.mark.parametrize(
    "values",
    [
        {}, {"township": "411122100", "group": None}, {"q": "配电 箱/&?", "severity": "major"}, {"page": 2}, {"_anchor": "extra"}, {"sort": ""},
    ],
)  # fmt: skip
def test_an_address_is_the_one_that_flask_builds(app: Flask, root: str, values: dict[str, str]) -> None:
    with app.test_request_context("/bureau/", base_url=f"http://desk{root}"):
        for _ in range(2):
            assert link("bureau.ledger", **values) == url_for("bureau.ledger", **values)
        assert link("bureau.ledger").startswith(root + "/bureau/ledger")
        assert link(".ledger") == url_for("bureau.ledger")
        assert link("bureau.ledger", _external=True).startswith("http")


def test_a_chip_is_made_once_for_its_words(app: Flask) -> None:
    class Macro:
        name, times = "chip-of-the-test", 0

        def __call__(self, *words: str, **named: str) -> str:
            self.times += 1
            return f"{words}{named}"

    macro = Macro()
    chip = _pure(macro)
    with app.test_request_context("/bureau/"):
        assert [chip("a"), chip("a"), chip("b"), chip("a", case="visit")] == ["('a',){}", "('a',){}", "('b',){}", "('a',){'case': 'visit'}"]  # fmt: skip
    assert macro.times == 3
    with app.test_request_context("/bureau/", base_url="http://desk/inspect"):
        chip("a")
    assert macro.times == 4, "its picture lies elsewhere"
