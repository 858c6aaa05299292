"""Every row of the loss ledger in a short form: nothing that the screen called saved is lost, nothing comes twice, nothing goes silently."""

from __future__ import annotations

import json
import random
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Playwright

from tests.faults import ledger
from tests.faults.bench import Ready
from tests.faults.book import Book
from tests.faults.catalogue import CATALOGUE, Fault
from tests.faults.machine import folder


@pytest.fixture(scope="module")
def ready(playwright: Playwright) -> Iterator[Ready]:
    """The tablet that was made ready in the office."""
    with folder() as root:
        yield Ready(playwright, root)


@pytest.mark.parametrize("fault", CATALOGUE.values(), ids=CATALOGUE.keys())
def test_nothing_that_was_acknowledged_is_lost(ready: Ready, fault: Fault) -> None:
    if reason := fault.impossible():
        pytest.skip(f"无法在此触发：{reason}")
    outcome = fault.provoke(ready, random.Random(f"short/{fault.name}"), 0, fault.short)
    assert (outcome.found.lost, outcome.found.duplicated, outcome.found.dropped) == ([], [], [])
    assert sum(outcome.kinds.values()) > 0, "nothing was acknowledged, so nothing was tested"


def said(
    book: Book, n: str, value: object, *, key: str = "location", kind: str = "text", outcome: str = "saved"
) -> None:
    """As the driver's console says it."""
    book.hear("FAULT " + json.dumps({"what": "try", "n": n, "kind": kind, "key": key, "value": value}))
    if outcome:
        book.hear("FAULT " + json.dumps({"what": outcome, "n": n}))


def op(n: int, path: str, value: object, prev: list[str] | None = None) -> dict[str, object]:
    """One op of a tablet."""
    return {
        "id": f"00000000{n}-000-a1b2c3d4",
        "kind": "set",
        "path": path,
        "value": value,
        "prev": prev or [],
    }


def test_the_oracle_sees_a_loss_a_double_and_a_silence() -> None:
    book = Book()
    said(book, "a-1", "one")
    said(book, "a-2", "two")
    said(book, "a-3", "three", outcome="silent")
    said(book, "a-4", "ok", key="x", kind="answer")
    found = book.against_ops(
        [
            op(1, "location", "two"),
            op(2, "location", "two"),
            op(3, "answer/x", "ok"),
            op(4, "answer/x", "ok"),
        ],
        "disk",
    )
    assert found.lost == ["disk: text location=one"]
    assert len(found.duplicated) == 3  # the text; the answer more often than tried, and twice in a row
    assert book.silent().dropped == ["text location=three"]
    assert book.against_screen({"answers": {"x": "na"}, "texts": {"location": "two"}, "photos": 0}).lost == [
        "screen: x shows 'na', not one of ['ok']"
    ]
    assert book.against_heads(
        [
            op(1, "location", "two"),
            op(2, "location", "one", ["000000001-000-a1b2c3d4"]),
            op(3, "answer/x", "ok"),
        ]
    ).lost
    assert book.against_photos({}, "disk").lost == []


def test_what_was_tried_when_the_fault_struck_may_be_there_or_not() -> None:
    book = Book()
    said(book, "a-1", "one")
    said(book, "a-2", "two", outcome="")
    for shown in ("one", "two"):
        assert book.against_screen({"answers": {}, "texts": {"location": shown}, "photos": 0}).lost == []
    assert book.against_screen({"answers": {}, "texts": {"location": ""}, "photos": 0}).lost


def test_the_ledger_goes_on_where_it_was_cut_and_adds_up(tmp_path: Path) -> None:
    file = tmp_path / "ledger.jsonl"
    about = {"seed": 1, "lost": 0, "duplicated": 0, "silently_dropped": 0, "needed_person": 1, "seconds": 2.0, "at": "2026-11-27T00:00:00Z", "commit": "c",
             "app": "a", "chromium": "1", "kernel": "6", "python": "3"}  # fmt: skip
    ledger.append(ledger.Line(fault="f", first=0, tried=10, acknowledged=7, **about), file)  # type: ignore[arg-type]
    with file.open("ab") as out:
        out.write(b'{"fault": "f", "seed": 1, "fir')
    ledger.append(ledger.Line(fault="f", first=20, tried=5, acknowledged=3, **about), file)  # type: ignore[arg-type]
    lines = ledger.read(file)
    assert ledger.missing(lines, "f", 1, 30, 10) == [(10, 10), (25, 5)]
    assert ledger.missing(lines, "f", 2, 12, 10) == [(0, 10), (10, 2)]
    assert (
        ledger.sums(lines)["f"].tried,
        ledger.sums(lines)["f"].acknowledged,
        ledger.sums(lines)["f"].needed_person,
    ) == (15, 10, 2)
