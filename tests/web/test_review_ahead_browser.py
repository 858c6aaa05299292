"""The next finding of the review stands on the screen before the server has answered: whatever the answer then says, what is shown is true and what was typed stays."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, Request, Route, expect

from inspect_app.commands import findings
from tests.helpers import actor
from tests.web.bureau_case import DECISION
from tests.web.test_bureau_browser import Site, faults, serving
from tests.web.test_review_browser import begin, pause, states
from tests.web.test_scenarios import rows

Held = list[Route]


@pytest.fixture
def site(tmp_path: Path, browser: Browser) -> Iterator[Site]:
    with serving(tmp_path, browser) as made:
        yield made


def ready(site: Site, count: int) -> tuple[Page, str, Held]:
    """A clerk who looks at the first of `count` findings; the next one has been read ahead, and every decision is held on its way to the server."""
    page, visit = begin(site, count)
    page.wait_for_load_state("networkidle")
    held: Held = []
    page.route("**/decide", lambda route: held.append(route))
    return page, visit, held


def next_photo(request: Request) -> bool:
    """The large photo of a finding that comes next is asked for once its page is there."""
    return "/bureau/photos/" in request.url and "size=" not in request.url


def next_shown(page: Page, held: Held, left: int) -> None:
    """C, and the next one stands there while nothing is known of the decision."""
    page.keyboard.press("c")
    expect(page.locator(".crumbs")).to_contain_text(f"第 1 条，共 {left} 条")
    expect(page.locator("[data-pending]")).to_be_visible()
    expect(page.locator(".flash-ok")).to_have_count(0)
    while not held:
        page.wait_for_timeout(10)


def answered(page: Page, held: Held) -> None:
    """The decision goes on to the server."""
    held.pop().continue_()
    page.unroute("**/decide")


def write(page: Page, words: str) -> None:
    page.fill("#measure", words)
    page.keyboard.press("Escape")


def meanwhile(site: Site, visit: str, finding: str) -> None:
    """The leader decides a finding from another desk."""
    [row] = [row for row in rows(site.bureau, visit) if row["id"] == finding]
    value = {"statement": DECISION["statement"], "measure": "别人写的措施", "due_date": DECISION["due_date"]}
    value |= {"basis": row["basis"] or [], "rectify_unit": "", "rectify_owner": ""}
    findings.accept(site.bureau.db, actor("p-lead"), finding, {"severity": "general", "criterion": ""}, value)


def queue(site: Site, visit: str) -> list[str]:
    """The submitted findings in the order of their queue."""
    waiting = [row for row in rows(site.bureau, visit) if row["state"] == "submitted"]
    return [row["id"] for row in sorted(waiting, key=lambda row: (row["submitted_at"], row["id"]))]


def test_the_next_one_stands_there_before_the_answer_and_is_what_the_server_then_gives(site: Site) -> None:
    page, visit, held = ready(site, 4)
    order = queue(site, visit)
    next_shown(page, held, 3)
    assert states(site, visit) == ["submitted"] * 4
    assert page.url.endswith(f"/bureau/review/{order[1]}")
    assert page.title().startswith("研判 1/3")
    assert page.evaluate("document.querySelector('.photo-card img').naturalWidth") > 0
    expect(page.locator("#main")).to_be_focused()
    assert faults(page) == []
    page.evaluate("window.photo = document.querySelector('.photo-card img')")
    page.evaluate("window.scrollTo(0, 40)")
    for key in ("c", "n", "c"):
        page.keyboard.press(key)
    page.locator("[data-key=c]").click()
    page.wait_for_timeout(200)
    assert (len(held), page.url.rpartition("/")[2]) == (1, order[1]), (
        "one decision at a time, and it is not the next one's"
    )
    answered(page, held)
    expect(page.locator(".flash-ok")).to_contain_text("已确认、定级并交办")
    expect(page.locator("[data-pending]")).to_be_hidden()
    expect(page.locator(".rail [aria-current] .badge")).to_have_text("3")
    assert page.evaluate("window.photo === document.querySelector('.photo-card img')"), "nothing flickers"
    assert page.evaluate("scrollY") > 0
    assert states(site, visit) == ["assigned", "submitted", "submitted", "submitted"]
    page.keyboard.press("c")
    expect(page.locator(".crumbs")).to_contain_text("共 2 条")
    expect(page.locator(".flash-ok")).to_be_visible()
    page.go_back()
    expect(page.locator(".flash-info")).to_contain_text("已经办理")


def test_what_is_shown_ahead_says_what_the_server_says_of_it_later(site: Site) -> None:
    page, _, held = ready(site, 3)
    next_shown(page, held, 2)
    ahead = page.locator(".crumbs").inner_text()
    follows = page.get_attribute("[data-key-link=n]", "href")
    answered(page, held)
    expect(page.locator(".flash-ok")).to_be_visible()
    merge = page.locator("#merge").text_content()
    page.reload()
    assert page.locator(".crumbs").inner_text() == ahead
    assert page.get_attribute("[data-key-link=n]", "href") == follows
    assert page.locator("#merge").text_content() == merge, (
        "the one before stands among its siblings as decided"
    )
    assert "已交办" in (merge or "")


def test_what_is_typed_while_the_answer_is_out_stays(site: Site) -> None:
    page, visit, held = ready(site, 3)
    next_shown(page, held, 2)
    page.keyboard.press("r")
    page.keyboard.type("照片看不清铭牌")
    answered(page, held)
    expect(page.locator(".flash-ok")).to_be_visible()
    expect(page.locator("#return-reason")).to_be_focused()
    assert page.input_value("#return-reason") == "照片看不清铭牌"
    page.keyboard.press("Control+Enter")
    expect(page.locator(".flash-ok")).to_contain_text("已退回")
    expect(page.locator(".crumbs")).to_contain_text("共 1 条")
    assert states(site, visit) == ["assigned", "returned", "submitted"]


@pytest.mark.parametrize("typed", [False, True])
def test_a_refused_decision_brings_its_finding_back(site: Site, typed: bool) -> None:
    page, visit, held = ready(site, 3)
    first, second, _ = queue(site, visit)
    write(page, "我写的措施")
    meanwhile(site, visit, first)
    next_shown(page, held, 2)
    if typed:
        write(page, "写给下一条的措施")
    answered(page, held)
    told = page.locator("[role=alert][data-focus]")
    expect(told).to_contain_text("已被他人处理")
    expect(told).to_be_focused()
    assert page.url.endswith(f"/bureau/review/{first}")
    assert page.input_value("#measure") == "我写的措施"
    pause(page)
    page.keyboard.press("n")
    page.wait_for_url(f"**/bureau/review/{second}")
    expect(page.locator(".crumbs")).to_contain_text("第 1 条，共 2 条")
    assert (page.input_value("#measure") == "写给下一条的措施") == typed
    page.keyboard.press("c")
    expect(page.locator(".flash-ok")).to_contain_text("已确认、定级并交办")
    assert ("写给下一条的措施" in {row["measure"] for row in rows(site.bureau, visit)}) == typed
    assert states(site, visit) == ["assigned", "assigned", "submitted"]


def _lost(page: Page, route: Route) -> None:
    route.abort()


def _broken(page: Page, route: Route) -> None:
    route.fulfill(status=502, body="<h1>Bad Gateway</h1>", content_type="text/html")


def _signed_out(page: Page, route: Route) -> None:
    page.context.clear_cookies()
    route.continue_(headers={**route.request.headers, "cookie": ""})


@pytest.mark.parametrize(
    ("end", "words"),
    [(_lost, "不能确定这条隐患是否已经办理"), (_broken, "无法识别（502）"), (_signed_out, "登录")],
)
def test_without_an_answer_the_page_before_comes_back_as_it_was(
    site: Site, end: Callable[[Page, Route], None], words: str
) -> None:
    page, visit, held = ready(site, 3)
    first, second, _ = queue(site, visit)
    write(page, "我写的措施")
    page.evaluate("window.photo = document.querySelector('.photo-card img')")
    next_shown(page, held, 2)
    write(page, "写给下一条的措施")
    end(page, held.pop())
    expect(page.locator("[data-trouble]")).to_contain_text(words)
    expect(page.locator("[data-trouble]")).to_be_focused()
    assert page.url.endswith(f"/bureau/review/{first}")
    expect(page.locator(".crumbs")).to_contain_text("共 3 条")
    assert page.title().startswith("研判 1/3")
    assert page.input_value("#measure") == "我写的措施"
    assert page.evaluate("window.photo === document.querySelector('.photo-card img')")
    assert states(site, visit) == ["submitted"] * 3
    if end is _signed_out:
        return  # the token in the page belonged to the session that is gone
    page.unroute("**/decide")
    pause(page)
    page.keyboard.press("c")
    expect(page.locator(".flash-ok")).to_contain_text("已确认、定级并交办")
    assert page.url.endswith(f"/bureau/review/{second}")
    assert page.input_value("#measure") == "写给下一条的措施", "what was typed too early is not lost"
    assert "我写的措施" in {row["measure"] for row in rows(site.bureau, visit)}
    page.keyboard.press("c")
    expect(page.locator(".crumbs")).to_contain_text("共 1 条")
    expect(page.locator(".flash-ok")).to_be_visible()
    assert "写给下一条的措施" in {row["measure"] for row in rows(site.bureau, visit)}


def test_one_that_was_skipped_to_with_words_in_it_says_its_true_place(site: Site) -> None:
    page, visit, held = ready(site, 3)
    _, second, _ = queue(site, visit)
    next_shown(page, held, 2)
    write(page, "写给下一条的措施")
    held.pop().abort()
    expect(page.locator("[data-trouble]")).to_be_visible()
    pause(page)
    page.keyboard.press("n")
    expect(page.locator(".crumbs")).to_contain_text("第 2 条，共 3 条")
    assert page.url.endswith(second)
    assert page.input_value("#measure") == "写给下一条的措施"
    expect(page.locator("[data-pending]")).to_be_hidden()


def test_another_officer_decided_the_next_one_meanwhile(site: Site) -> None:
    page, visit, held = ready(site, 3)
    _, second, third = queue(site, visit)
    meanwhile(site, visit, second)
    next_shown(page, held, 2)
    answered(page, held)
    expect(page.locator(".crumbs")).to_contain_text("第 1 条，共 1 条")
    expect(page.locator(".flash-ok")).to_contain_text("已确认、定级并交办")
    expect(page.locator("#main")).to_be_focused()
    assert page.url.endswith(f"/bureau/review/{third}")
    page.go_back()
    expect(page.locator(".flash-info")).to_contain_text("已经办理")
    assert page.evaluate("window.mark") is None, "the page of its address"


def test_another_officer_decided_the_last_one_meanwhile_and_the_queue_is_shown(site: Site) -> None:
    page, visit, held = ready(site, 2)
    meanwhile(site, visit, queue(site, visit)[1])
    next_shown(page, held, 1)
    answered(page, held)
    page.wait_for_url("**/bureau/review?queue=submitted")
    expect(page.locator(".flash-ok")).to_contain_text("已确认、定级并交办")


def test_words_typed_in_one_that_another_officer_decided_meanwhile_stay(site: Site) -> None:
    page, visit, held = ready(site, 3)
    _, second, _ = queue(site, visit)
    meanwhile(site, visit, second)
    next_shown(page, held, 2)
    write(page, "写给下一条的措施")
    answered(page, held)
    expect(page.locator(".flash-ok")).to_contain_text("已确认、定级并交办")
    assert page.url.endswith(f"/bureau/review/{second}")
    assert page.input_value("#measure") == "写给下一条的措施"
    expect(page.locator(".rail [aria-current] .badge")).to_have_text("1")
    page.keyboard.press("c")
    expect(page.locator("[role=alert][data-focus]")).to_contain_text("已被他人处理")
    assert page.input_value("#measure") == "写给下一条的措施"


def test_back_and_forward_while_the_answer_is_out(site: Site) -> None:
    page, visit, held = ready(site, 3)
    first, second, _ = queue(site, visit)
    write(page, "我写的措施")
    next_shown(page, held, 2)
    write(page, "写给下一条的措施")
    page.go_back()
    expect(page.locator(".crumbs")).to_contain_text("共 3 条")
    assert (page.url.rpartition("/")[2], page.input_value("#measure")) == (first, "我写的措施")
    page.keyboard.press("c")
    page.go_forward()
    expect(page.locator(".crumbs")).to_contain_text("共 2 条")
    assert (page.url.rpartition("/")[2], page.input_value("#measure")) == (second, "写给下一条的措施")
    page.go_back()
    expect(page.locator(".crumbs")).to_contain_text("共 3 条")
    assert len(held) == 1
    expect(page.locator("[data-pending]")).to_contain_text("这一条正在提交")
    answered(page, held)
    page.wait_for_url(f"**/bureau/findings/{first}")
    expect(page.locator(".flash-info")).to_contain_text("已经办理")
    assert states(site, visit) == ["assigned", "submitted", "submitted"]
    page.go_forward()
    expect(page.locator("#measure")).to_have_value("写给下一条的措施")
    assert page.url.endswith(second)
    page.keyboard.press("c")
    expect(page.locator(".flash-ok")).to_be_visible()
    assert "写给下一条的措施" in {row["measure"] for row in rows(site.bureau, visit)}


def test_further_back_than_the_decision_the_page_of_the_address_is_shown(site: Site) -> None:
    page, visit, held = ready(site, 4)
    first = queue(site, visit)[0]
    next_shown(page, held, 3)
    with page.expect_request(next_photo):
        held.pop().continue_()
    expect(page.locator(".flash-ok")).to_be_visible()
    next_shown(page, held, 2)
    asked: list[str] = []
    page.on("dialog", lambda dialog: asked.append(dialog.type))
    page.evaluate("history.go(-2)")
    page.wait_for_url(f"**/bureau/findings/{first}")
    expect(page.locator(".flash-info")).to_contain_text("已经办理")
    assert asked == []


def test_who_went_back_is_told_of_a_lost_answer_there(site: Site) -> None:
    page, visit, held = ready(site, 2)
    first = queue(site, visit)[0]
    write(page, "我写的措施")
    next_shown(page, held, 1)
    page.go_back()
    expect(page.locator(".crumbs")).to_contain_text("共 2 条")
    held.pop().abort()
    expect(page.locator("[data-trouble]")).to_contain_text("不能确定")
    assert (page.url.rpartition("/")[2], page.input_value("#measure")) == (first, "我写的措施")
    page.unroute("**/decide")
    page.locator("[data-key=c]").click()
    expect(page.locator(".flash-ok")).to_be_visible()
    assert "我写的措施" in {row["measure"] for row in rows(site.bureau, visit)}


def test_whoever_leaves_before_the_answer_is_asked(site: Site) -> None:
    page, _, held = ready(site, 2)
    asked: list[str] = []
    page.on("dialog", lambda dialog: asked.append(dialog.type))
    next_shown(page, held, 1)
    page.click(".rail >> text=台账")
    page.wait_for_url("**/bureau/ledger")
    assert asked == ["beforeunload"]


def test_a_hurried_reviewer_for_whom_nothing_was_read_ahead_waits_for_the_answer(site: Site) -> None:
    page, visit = begin(site, 2)
    page.route("**/*without=*", lambda route: route.abort())
    page.reload()
    page.wait_for_load_state("networkidle")
    held: Held = []
    page.route("**/decide", lambda route: held.append(route))
    page.keyboard.press("c")
    while not held:
        page.wait_for_timeout(10)
    expect(page.locator(".crumbs")).to_contain_text("共 2 条")
    answered(page, held)
    expect(page.locator(".crumbs")).to_contain_text("共 1 条")
    expect(page.locator(".flash-ok")).to_be_visible()
    assert states(site, visit) == ["assigned", "submitted"]


def posts(page: Page) -> list[str]:
    """The decisions that are sent from now on."""
    sent: list[str] = []
    page.on("request", lambda request: sent.append(request.url) if request.method == "POST" else None)
    return sent


def test_what_is_typed_while_a_refusal_comes_is_no_command(site: Site) -> None:
    page, visit, held = ready(site, 3)
    first = queue(site, visit)[0]
    meanwhile(site, visit, first)
    sent = posts(page)
    next_shown(page, held, 2)
    page.click("#measure")
    page.keyboard.type("abc")
    answered(page, held)
    expect(page.locator("[role=alert][data-focus]")).to_contain_text("已被他人处理")
    for _ in range(6):
        page.keyboard.press("c")
        page.wait_for_timeout(150)
    page.keyboard.press("Control+Enter")
    assert page.url.endswith(first)
    assert len(sent) == 1, "the words were meant for another finding"
    pause(page)
    page.keyboard.press("n")
    expect(page.locator("#measure")).to_have_value(re.compile("abc"))


def test_whoever_reaches_for_the_mouse_is_heard_at_once(site: Site) -> None:
    page, visit, held = ready(site, 3)
    meanwhile(site, visit, queue(site, visit)[0])
    next_shown(page, held, 2)
    answered(page, held)
    expect(page.locator("[role=alert][data-focus]")).to_contain_text("已被他人处理")
    page.click("h1")
    page.keyboard.press("n")
    expect(page.locator(".crumbs")).to_contain_text("共 2 条")


def test_a_field_in_which_somebody_is_about_to_write_stays_under_the_hands(site: Site) -> None:
    page, visit, held = ready(site, 3)
    second = queue(site, visit)[1]
    meanwhile(site, visit, second)
    next_shown(page, held, 2)
    page.focus("#measure")
    answered(page, held)
    expect(page.locator(".flash-ok")).to_be_visible()
    page.keyboard.type("c")
    assert page.url.endswith(second)
    assert "c" in page.input_value("#measure")
    assert states(site, visit) == ["assigned", "assigned", "submitted"]


def test_words_beside_a_lost_answer_come_back_with_forward(site: Site) -> None:
    page, visit, held = ready(site, 3)
    first, second, _ = queue(site, visit)
    next_shown(page, held, 2)
    write(page, "写给下一条的措施")
    page.go_back()
    expect(page.locator(".crumbs")).to_contain_text("共 3 条")
    held.pop().abort()
    expect(page.locator("[data-trouble]")).to_be_visible()
    assert page.url.endswith(first)
    page.go_forward()
    expect(page.locator("#measure")).to_have_value("写给下一条的措施")
    assert page.url.endswith(second)


def test_whoever_leaves_words_beside_is_asked(site: Site) -> None:
    page, _, held = ready(site, 3)
    next_shown(page, held, 2)
    write(page, "写给下一条的措施")
    held.pop().abort()
    expect(page.locator("[data-trouble]")).to_be_visible()
    asked: list[str] = []
    page.on("dialog", lambda dialog: asked.append(dialog.type))
    page.click(".rail >> text=台账")
    page.wait_for_url("**/bureau/ledger")
    assert asked == ["beforeunload"]


def test_a_decision_that_is_never_answered_is_not_waited_for_without_end(site: Site) -> None:
    page, visit, held = ready(site, 3)
    page.evaluate(
        """() => { AbortSignal.timeout = (ms) => { const own = new AbortController(); setTimeout(() => own.abort(), ms / 15); return own.signal; }; }"""
    )
    next_shown(page, held, 2)
    page.keyboard.press("c")
    expect(page.locator("[data-pending]")).to_contain_text("收到之后才能办理这一条")
    expect(page.locator("[data-trouble]")).to_contain_text("不能确定这条隐患是否已经办理")
    assert page.url.endswith(queue(site, visit)[0])
    page.unroute("**/decide")
    page.locator("[data-key=c]").click()
    expect(page.locator(".flash-ok")).to_be_visible()
    assert states(site, visit) == ["assigned", "submitted", "submitted"]
