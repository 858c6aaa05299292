"""What anybody may open: home, the printed code, verification. And what nobody learns there."""

from __future__ import annotations

import hashlib
import re
from pathlib import Path

import pytest
import sqlalchemy as sa

from inspect_app.commands import links, paper, service
from inspect_app.storage import tables as t
from inspect_app.web.portal.limit import Limit
from tests.helpers import actor, sha
from tests.web.portal_case import County, send


@pytest.fixture
def county(tmp_path: Path) -> County:
    return County(tmp_path)


def test_home_shows_three_doors_and_the_bureaus_own_name(county: County) -> None:
    page = county.browser().get("/").text
    assert "临颍县应急管理局" in page
    assert all(f'href="{door}"' in page for door in ("/field/", "/bureau/", "/portal/"))


def test_printed_code_opens_the_notice_for_reading(county: County) -> None:
    notice = county.served()
    answer = county.browser().get(f"/n/{notice.read}")
    assert answer.status_code == 200
    for words in (
        "隐患整改通知书",
        "临应急隐改〔2026〕1号",
        "临颍县颍川食品有限公司",
        "配电室门向内开启",
        "建议改为向外开启",
        "《低压配电设计规范》",
        "2026-12-08",
    ):
        assert words in answer.text
    assert re.search(r"剩 \d+ 天", answer.text)
    assert "no-store" in answer.headers["Cache-Control"]
    assert "noindex" in answer.headers["X-Robots-Tag"]


def test_the_code_is_read_as_people_type_it(county: County) -> None:
    notice = county.served()
    typed = links.spaced(notice.read).lower()
    answer = county.browser().get(f"/n/?code={typed}")
    assert answer.status_code == 302
    assert answer.location == f"/n/{notice.read}"


def test_the_page_names_no_person_and_no_telephone_of_one(county: County) -> None:
    notice = county.served()
    send(
        county.holder(notice.service),
        f"/portal/documents/{notice.document}/receipt",
        name="签收人甲",
        title="",
    )
    page = county.browser().get(f"/n/{notice.read}").text
    for private in ("杨经理", "韩安全", "19900000001", "19900000002", "王建国", "李红霞", "签收人甲"):
        assert private not in page


def test_downloaded_file_is_the_issued_one_to_the_byte_under_its_chinese_name(county: County) -> None:
    notice = county.served()
    answer = county.browser().get(f"/n/{notice.read}/notice.pdf")
    with county.db.read() as connection:
        row = connection.execute(sa.select(t.document)).mappings().one()
    assert hashlib.sha256(answer.data).hexdigest() == row["sha256"]
    assert len(answer.data) == row["bytes"]
    assert answer.mimetype == "application/pdf"
    head = answer.headers["Content-Disposition"]
    assert head.startswith("attachment; filename=\"notice.pdf\"; filename*=UTF-8''%EF%BC%88")
    day = row["facts"]["issue_date"]
    from urllib.parse import unquote

    assert (
        unquote(head.partition("UTF-8''")[2])
        == f"（临应急隐改〔2026〕1号）临颍县颍川食品有限公司-隐患整改通知书-{day}.pdf"
    )


def test_an_altered_file_is_never_sent(county: County) -> None:
    notice = county.served()
    with county.db.read() as connection:
        row = connection.execute(sa.select(t.document)).mappings().one()
    county.blobs._path(paper.name_of("411122", dict(row))).write_bytes(b"%PDF-1.7 forged")
    assert county.browser().get(f"/n/{notice.read}/notice.pdf").status_code == 503


def test_photos_of_the_notice_are_shown_and_no_others(county: County) -> None:
    notice, other = county.served(seed=1), county.served("e-2", seed=5)
    client = county.browser()
    shown = re.findall(rf'src="(/n/{notice.read}/photos/[0-9a-f]+)"', client.get(f"/n/{notice.read}").text)
    assert len(shown) == 2
    for address in shown:
        answer = client.get(address)
        assert (answer.status_code, answer.mimetype) == (200, "image/jpeg")
    foreign = re.search(r"/photos/([0-9a-f]{64})", client.get(f"/n/{other.read}").text)
    assert foreign
    for name in (foreign[1], sha(notice.pictures[0]), "0" * 64, "..", "x"):
        assert client.get(f"/n/{notice.read}/photos/{name}").status_code == 404


@pytest.mark.parametrize(
    ("page", "status"),
    [("/n/{}", 404), ("/verify/{}", 404), ("/n/{}/notice.pdf", 404), ("/n/{}/photos/" + "0" * 64, 404)],
)
def test_unknown_code_says_what_to_check(county: County, page: str, status: int) -> None:
    answer = county.browser().get(page.format("ABCDEFGHJKMN"))
    assert answer.status_code == status
    assert "逐位核对" in answer.text


@pytest.mark.parametrize(
    "code", ["'; DROP TABLE link;--", "%00", "�", "a" * 5000, "<script>alert(1)</script>", "🏭" * 12, " "]
)
def test_odd_codes_are_unknown_and_harmless(county: County, code: str) -> None:
    for page in ("/n/", "/verify/"):
        answer = county.browser().get(page, query_string={"code": code}, follow_redirects=True)
        assert answer.status_code in (200, 404), code
        assert "<script>alert" not in answer.text


def test_revoked_and_expired_codes_are_gone(county: County) -> None:
    notice = county.served()
    links.revoke(county.db, "411122", notice.document)
    answer = county.browser().get(f"/n/{notice.read}")
    assert answer.status_code == 410
    assert "停用" in answer.text
    with county.db.write() as connection:
        connection.execute(t.link.update().values(revoked_at=None, expires_at=1))
    answer = county.browser().get(f"/n/{notice.read}")
    assert answer.status_code == 410
    assert "过期" in answer.text
    assert "配电室" not in answer.text


def test_void_document_says_so_and_gives_nothing_more(county: County) -> None:
    notice = county.served()
    service.void(county.db, actor("p-lead"), notice.document, "企业名称有误")
    answer = county.browser().get(f"/n/{notice.read}")
    assert answer.status_code == 410
    assert "已作废" in answer.text
    assert "企业名称有误" not in answer.text, "free text of an official is for the bureau"
    assert "配电室" not in answer.text
    assert county.browser().get(f"/n/{notice.read}/notice.pdf").status_code == 410
    verified = county.browser().get(f"/verify/{notice.read}")
    assert verified.status_code == 200
    assert "已作废" in verified.text


def test_the_door_of_a_paper_of_the_bureaus_own_leads_only_to_its_verification(county: County) -> None:
    notice = county.served()
    assert county.browser().get(f"/n/{notice.read}/enter").status_code == 200
    with county.db.write() as connection:
        connection.execute(t.document.update().values(type="doc_close_sheet"))
    for client in (county.browser(), county.browser("p-ent1")):
        answer = client.get(f"/n/{notice.read}/enter", follow_redirects=True)
        assert answer.request.path == f"/verify/{notice.read}"
        assert "颍川食品" not in answer.text


def test_verify_tells_number_type_date_issuer_and_hash_and_nothing_of_enterprise_or_findings(
    county: County,
) -> None:
    notice = county.served()
    page = county.browser().get(f"/verify/{notice.read}").text
    with county.db.read() as connection:
        row = connection.execute(sa.select(t.document)).mappings().one()
    for words in (
        "真实有效",
        "临应急隐改〔2026〕1号",
        "隐患整改通知书",
        row["facts"]["issue_date"],
        "临颍县应急管理局",
        row["sha256"],
    ):
        assert words in page
    for private in ("颍川食品", "杨经理", "配电室", "19900000001"):
        assert private not in page


def test_service_code_is_no_reading_code(county: County) -> None:
    notice = county.served()
    answer = county.browser().get(f"/n/{notice.service}")
    assert answer.status_code == 404
    assert "送达码" in answer.text
    assert "配电室" not in answer.text
    assert county.browser().get(f"/verify/{notice.service}").status_code == 404


def test_guessing_is_stopped_for_the_guesser_only(county: County) -> None:
    notice = county.served()
    guesser = county.browser(REMOTE_ADDR="198.51.100.7")
    answers = [guesser.get(f"/n/GUESS{n:07d}") for n in range(31)]
    assert [a.status_code for a in answers] == [404] * 30 + [429]
    assert 1 <= int(answers[-1].headers["Retry-After"]) <= 600
    assert guesser.get(f"/n/{notice.read}").status_code == 429
    assert county.browser(REMOTE_ADDR="198.51.100.8").get(f"/n/{notice.read}").status_code == 200


def test_limit_forgets_after_its_window_and_stays_bounded() -> None:
    limit = Limit(most=2, window_s=10, keys=3)
    limit.miss("a", 0)
    limit.miss("a", 1)
    assert limit.wait_s("a", 2) == 8
    assert limit.wait_s("a", 11) == 0
    limit.miss("a", 11)
    assert limit.wait_s("a", 12) == 0
    for n in range(50):
        limit.miss(f"k{n}", 20)
    assert len(limit) == 3


def test_pages_without_account_open_for_anybody(county: County) -> None:
    for page in ("/privacy", "/portal/complaint", "/n/", "/verify/", "/portal/enter", "/sign-in"):
        answer = county.browser().get(page)
        assert answer.status_code == 200, page
    assert "由本局" in county.browser().get("/privacy").text
    assert "0395-0000000" in county.browser().get("/portal/complaint").text


def test_lost_page_is_a_page_with_a_way_back(county: County) -> None:
    answer = county.browser().get("/no/such/page")
    assert answer.status_code == 404
    assert 'href="/"' in answer.text
    assert "没有找到" in answer.text
