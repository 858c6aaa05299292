"""Signing in: where one lands, what is kept, what is never followed."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.helpers import PASSWORD
from tests.web.portal_case import County, send, token


@pytest.fixture
def county(tmp_path: Path) -> County:
    return County(tmp_path)


@pytest.mark.parametrize(
    ("person", "face"),
    [
        ("p-exp1", "/field/"),
        ("p-sec", "/bureau/"),
        ("p-off1", "/bureau/"),
        ("p-audit", "/bureau/"),
        ("p-ent1", "/portal/"),
        ("p-head1", "/portal/"),
    ],
)
def test_everybody_lands_at_the_own_face(county: County, person: str, face: str) -> None:
    answer = send(county.browser(), "/sign-in", login=person, password=PASSWORD)
    assert (answer.status_code, answer.location) == (302, face)


@pytest.mark.parametrize("page", ["/portal/?show=closed", "/portal/"])
def test_the_page_asked_for_comes_after_signing_in(county: County, page: str) -> None:
    assert send(county.browser(), f"/sign-in?next={page}", login="p-ent1", password=PASSWORD).location == page


@pytest.mark.parametrize(
    "page",
    [
        "https://evil.example/", "//evil.example/", "/\\evil.example", "/%09/evil.example", "/\t/evil.example", "javascript:alert(1)", "\\\\evil.example", "http:evil.example",
        "/bureau/", "/no/such/page", "", "portal/", "/%5C%5Cevil.example", "/portal/%0d%0aSet-Cookie:x=1",
    ],
)  # fmt: skip
def test_other_sites_missing_pages_and_faces_of_others_are_not_followed(county: County, page: str) -> None:
    client = county.browser()
    form = client.get("/sign-in").text.partition('name="csrf_token" value="')[2].partition('"')[0]
    answer = client.post(
        "/sign-in",
        query_string={"next": page},
        data={"csrf_token": form, "login": "p-ent1", "password": PASSWORD},
    )
    assert (answer.status_code, answer.location) == (302, "/portal/")


def test_a_wrong_password_keeps_the_login_and_tells_nothing_more(county: County) -> None:
    wrong = send(county.browser(), "/sign-in", login="p-ent1", password="wrong")
    unknown = send(county.browser(), "/sign-in", login="nobody", password="wrong")
    for answer, login in ((wrong, "p-ent1"), (unknown, "nobody")):
        assert answer.status_code == 401
        assert f'value="{login}"' in answer.text
        assert "账号或密码不正确" in answer.text
        assert "wrong" not in answer.text


def test_too_many_tries_are_told_when_to_come_back(county: County) -> None:
    client = county.browser()
    answers = [send(client, "/sign-in", login="p-ent1", password="wrong") for _ in range(9)]
    assert "10 分钟后" in answers[-1].text
    assert "10 分钟后" in send(client, "/sign-in", login="p-ent1", password=PASSWORD).text


@pytest.mark.parametrize("login", ["\0", "�", "x" * 10_000, "' OR 1=1 --", "<b>"])
def test_odd_logins_are_just_wrong(county: County, login: str) -> None:
    answer = send(county.browser(), "/sign-in", login=login, password=login)
    assert answer.status_code == 401
    assert "<b>" not in answer.text


def test_signing_out_ends_both_kinds_of_session(county: County) -> None:
    notice = county.served()
    for client, name in (
        (county.browser("p-ent1"), "inspect_session"),
        (county.holder(notice.service), "inspect_holder"),
    ):
        page = f"/portal/findings/{notice.finding}"
        kept = client.get_cookie(name)
        assert kept is not None
        assert client.post("/sign-out", data={"csrf_token": token(client, page)}).status_code == 302
        assert client.get_cookie(name) is None
        client.set_cookie(name, kept.value)
        assert client.get(page).status_code == 302, "the token itself is over, not only the cookie"
