"""The page of the next finding that the review's script reads ahead: what the server gives after the decision, and nothing besides."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from inspect_app.commands import findings
from tests.helpers import actor
from tests.web.bureau_case import DECISION, Bureau, fields


@pytest.fixture
def bureau(tmp_path: Path) -> Bureau:
    return Bureau(tmp_path)


def said(page: str) -> str:
    """A page without its tokens and what is said only once."""
    without = re.sub(r'(name="csrf_token" value=")[^"]+', r"\1", page)
    without = re.sub(r'<p class="flash flash-ok" role="status">.*?</p>', "", without, flags=re.DOTALL)
    return re.sub(r"\s+", " ", without[without.index('<main id="main"') :])


def ahead(page: str) -> str:
    """Where a page of the review has the next one read ahead."""
    [address] = re.findall(r' data-next="([^"]+)"', page)
    return str(address)


@pytest.mark.parametrize(("person", "suspected"), [("p-sec", False), ("p-lead", True)])
def test_the_page_that_is_read_ahead_is_the_one_that_comes_after_the_decision(
    bureau: Bureau, person: str, suspected: bool
) -> None:
    """In both queues, wherever in them one begins, and once around their end."""
    found = [bureau.inspected(seed=seed, suspected=suspected)[1] for seed in (1, 3, 5, 7)]
    if suspected:
        for finding in found:
            findings.accept(bureau.db, actor("p-sec"), finding, {}, {})
    desk, current = bureau.desk(person), f"/bureau/review/{found[2]}"
    for left in (3, 2, 1):
        page = desk.get(current).text
        assert ahead(page).endswith(f"?without={current.rpartition('/')[2]}")
        kept = desk.get(ahead(page))
        following = ahead(page).partition("?")[0]
        assert kept.headers["Content-Location"] == following
        assert f"共 {left} 条" in kept.text
        decided = desk.post(
            f"{current}/decide",
            data={**fields(page), **DECISION},
            headers={"Prefer": "return=representation"},
        )
        assert decided.headers["Content-Location"] == following
        earlier = r"<h2>同一企业同一检查项的历史</h2>.*?</section>"  # names the one before, decided now
        expected, given = (
            re.sub(
                earlier, "", re.sub(r'<details class="card fold" id="merge">.*?</details>', "", said(text))
            )
            for text in (kept.text, decided.text)
        )
        assert expected == given
        current = following
    assert "data-next" not in desk.get(current).text, "no other is left"


def test_reading_ahead_past_what_is_not_in_the_queue_changes_nothing(bureau: Bureau) -> None:
    one, other = (bureau.inspected(seed=seed)[1] for seed in (1, 3))
    elsewhere = bureau.inspected(seed=5, suspected=True)[1]
    findings.accept(bureau.db, actor("p-sec"), elsewhere, {}, {})
    decided = bureau.accepted(seed=7)[1]
    desk = bureau.desk()
    plain = desk.get(f"/bureau/review/{other}")
    for without in ("", "unknown", "'\0", decided, elsewhere, other):
        asked = desk.get(f"/bureau/review/{other}", query_string={"without": without})
        assert said(asked.text) == said(plain.text), without
    assert "第 1 条，共 1 条" in desk.get(f"/bureau/review/{other}?without={one}").text


def test_what_left_the_queue_is_not_read_ahead_and_nothing_is_said_of_it_later(bureau: Bureau) -> None:
    finding, other = bureau.accepted(seed=1)[1], bureau.inspected(seed=3)[1]
    desk = bureau.desk()
    answer = desk.get(f"/bureau/review/{finding}?without={other}")
    assert answer.location == f"/bureau/findings/{finding}"
    assert "已经办理" not in desk.get("/bureau/review").text
