"""A bureau's settings of its documents: what is refused and why, who may, who saved first, and that the log tells it all."""

from __future__ import annotations

import re
import subprocess

import pytest
import sqlalchemy as sa

from inspect_app.commands import doc_settings, orgs
from inspect_app.commands.doc_settings import Stale, Unfit
from inspect_app.commands.press import Press
from inspect_app.commands.verify import verify
from inspect_app.domain import dates, doc_slots, doc_words
from inspect_app.domain import doc_setting_rules as rules
from inspect_app.domain.doc_settings import FACE_LABELS, of
from inspect_app.domain.doc_types import DOC_TYPES
from inspect_app.domain.rules import Refusal
from inspect_app.queries.doc_settings import doc_settings as in_force
from inspect_app.queries.facts import bureau
from inspect_app.render import own_fonts
from inspect_app.render.engine import TEMPLATES
from inspect_app.storage import tables as t
from inspect_app.storage.db import now_ms
from tests.conftest import County
from tests.helpers import ORG, actor

LEADER, SECTION, ADMIN = "p-lead", "p-sec", "p-admin"


def settings(county: County):
    with county.db.read() as connection:
        return in_force(connection, ORG)


def held(county: County):
    with county.db.read() as connection:
        return doc_settings.versions(connection, ORG)


def change(county: County, patch, person=LEADER, seen=None):
    now = held(county)
    at = seen if seen is not None else now[-1]["seq"] if now else 0
    return doc_settings.change(county.db, actor(person), patch, at)


def refused(county: County, patch):
    """Field → what was said, of a change that is refused."""
    before = held(county)
    with pytest.raises(Unfit) as caught:
        change(county, patch)
    assert held(county) == before
    said: dict[str, str] = {}
    for problem in caught.value.problems:
        said[problem.field] = said.get(problem.field, "") + problem.text
    return said


def test_a_change_is_one_op_that_the_next_documents_follow_and_a_replay_repeats(county: County) -> None:
    assert settings(county).court == "临颍县人民法院"
    assert change(county, {"court": "漯河市郾城区人民法院", "region": "豫漯临"})
    assert change(county, {"words": {"doc_rectify_notice": {"contact": "有疑问请联系：{contact}。"}}}, ADMIN)
    now = settings(county)
    assert (now.court, now.region, now.government) == ("漯河市郾城区人民法院", "豫漯临", "临颍县人民政府")
    assert now.words == {"doc_rectify_notice": {"contact": "有疑问请联系：{contact}。"}}
    assert [row["author"] for row in held(county)] == [LEADER, ADMIN]
    assert not change(county, {"region": "豫漯临"}), "the same again is no change"
    assert len(held(county)) == 2
    assert change(county, {"court": "", "words": {"doc_rectify_notice": {"contact": ""}}})
    assert held(county)[-1]["value"] == {"region": "豫漯临"}
    assert settings(county).court == "临颍县人民法院"
    assert verify(county.db, ORG).problems == []


def test_only_the_leader_and_the_administrator_change_them(county: County) -> None:
    for person in (SECTION, "p-off1", "p-exp1"):
        with pytest.raises(Refusal, match="局领导或系统管理员"):
            change(county, {"region": "豫漯临"}, person)
    assert held(county) == []


def test_who_saved_first_is_told_to_the_second_and_nothing_is_overwritten(county: County) -> None:
    change(county, {"region": "豫漯临"})
    shown = held(county)[-1]["seq"]
    change(county, {"court": "漯河市郾城区人民法院"}, ADMIN)
    with pytest.raises(Stale) as caught:
        change(county, {"court": "临颍县人民法院", "government": ""}, seen=shown)
    assert [(one.label, one.before, one.after) for one in caught.value.changed] == [
        ("行政诉讼管辖法院", "", "漯河市郾城区人民法院")
    ]
    assert settings(county).court == "漯河市郾城区人民法院"
    assert change(county, {"region": "豫临"}, seen=shown), "another field is nobody's quarrel"


@pytest.mark.parametrize(
    ("patch", "field", "said"),
    [
        ({"region": "（豫）"}, "region", "1 到 8 个汉字"), ({"region": "豫漯临颍县应急管理"}, "region", "1 到 8 个汉字"),
        ({"government": "临颍县人民政府或者漯河市应急管理局"}, "government", "只能写一个"), ({"government": "漯河市应急管理局"}, "government", "不是上级主管部门"),
        ({"government": "临颍 县"}, "government", "不含空格"), ({"court": "临颍县人民政府"}, "court", "一个法院的全称"), ({"court": "法" * 61}, "court", "不超过 60 字"),
        ({"internet": "http://xzfy.example.cn"}, "internet", "https://"), ({"internet": "请访问https://a.cn"}, "internet", "https://"),
        ({"internet": "平台<script>"}, "internet", "特殊符号"), ({"committee": "安委办\n二"}, "committee", "不含空格"), ({"court": "😀人民法院"}, "court", "不能打印"),
    ],
)  # fmt: skip
def test_organs_are_checked_field_by_field(small: County, patch, field, said) -> None:
    assert said in refused(small, patch)[field]


def test_organs_that_are_right_are_kept(small: County) -> None:
    for text in ("https://xzfy.moj.gov.cn/", "国家行政复议服务平台小程序“掌上复议”"):
        assert change(small, {"internet": text})
    assert change(
        small, {"government": "漯河市召陵区人民政府", "court": "漯河市铁路运输法院", "region": "豫漯召"}
    )


@pytest.mark.parametrize("word", ["改1", "责（改）", "责 改", "一二三四五六七", "〔改〕", "abc"])
def test_a_code_word_is_one_to_six_characters(small: County, word) -> None:
    assert (
        "1 到 6 个汉字"
        in refused(small, {"code_words": {"doc_rectify_order": word}})["code_words/doc_rectify_order"]
    )


def test_two_types_never_give_the_same_number(small: County) -> None:
    said = refused(small, {"code_words": {"doc_rectify_notice": "帮扶"}})
    assert "文号会相同" in said["code_words/doc_rectify_notice"]
    said = refused(
        small, {"code_words": {"doc_listed_notice": "应急帮扶"}}
    )  # 临安委办督 has no 应急 of its own
    assert "文号会相同" in said["code_words/doc_listed_notice"]
    assert change(small, {"code_words": {"doc_rectify_notice": "帮扶", "doc_expert_opinion": "帮意"}})


def test_a_word_that_another_type_used_this_year_would_repeat_its_numbers(county: County) -> None:
    year = int(dates.day_of(now_ms())[:4])
    with county.db.write() as connection:
        connection.execute(t.document.insert().values(
            org_id=ORG, id="d-1", state="void", type="doc_expert_opinion", findings=[], number=f"临应急帮扶〔{year}〕1号", year=year, number_seq=1,
            updated_at=0, updated_seq=0,
        ))  # fmt: skip
    change(county, {"code_words": {"doc_expert_opinion": "帮意"}})
    said = refused(county, {"code_words": {"doc_rectify_notice": "帮扶"}})
    assert "今年已用于《安全生产专家检查意见书》" in said["code_words/doc_rectify_notice"]
    assert change(county, {"code_words": {"doc_expert_opinion": ""}}), (
        "its own earlier word goes on with its own sequence"
    )
    with county.db.write() as connection:
        connection.execute(sa.delete(t.document).where(t.document.c.id == "d-1"))


SENTENCES = [
    ("doc_rectify_notice", "contact", "有疑问请联系我们。", "少了 {contact}"),
    ("doc_rectify_notice", "contact", "{contact}，{phone}。", "不认识的空格名：{phone}"),
    ("doc_rectify_notice", "contact", "{contact}，{日期}。", "花括号"),
    ("doc_rectify_notice", "contact", "你单位必须联系{contact}。", "必须"),
    ("doc_rectify_notice", "contact", "{contact}" + "长" * 2001, "最多 2000 字"),
    ("doc_rectify_notice", "contact", "{contact}😀", "不能打印"),
    ("doc_rectify_notice", "nothing_like_it", "啊", "没有“nothing_like_it”这一句"),
    ("doc_extension_reply", "stay", "延期期间责令你单位停产。", "责令"),
]


@pytest.mark.parametrize(("doc_type", "key", "text", "said"), SENTENCES)
def test_a_sentence_keeps_its_slots_and_never_orders_on_the_advisory_track(
    small: County, doc_type, key, text, said
) -> None:
    assert said in refused(small, {"words": {doc_type: {key: text}}})[f"words/{doc_type}/{key}"]


def test_an_order_may_order(small: County) -> None:
    assert change(
        small, {"words": {"doc_rectify_order": {"interim": "整改期间，你单位必须采取措施，确保安全生产。"}}}
    )


def test_what_is_unknown_is_refused(small: County) -> None:
    assert refused(small, {"words": {"doc_x": {"a": "b"}}, "code_words": {"doc_y": "改"}, "review": ["doc_z"], "ticked": {"doc_close_sheet": ["stamp"]}}).keys() == {
        "words/doc_x", "code_words/doc_y", "review/doc_z", "ticked/doc_close_sheet",
    }  # fmt: skip


def test_the_defaults_of_every_type_pass_their_own_rules() -> None:
    about = {"name": "临颍县应急管理局", "abbr": "临"}
    as_own = {
        code: {words.key: words.text for words in listed if words.text}
        for code, listed in doc_words.WORDS.items()
    }
    assert rules.problems(about, {"words": as_own}) == []
    assert rules.problems(about, {}) == []
    assert doc_slots.SLOT_LABELS.keys() == doc_slots.SLOTS.keys()
    assert own_fonts.FACES.keys() == FACE_LABELS.keys()


def test_the_history_says_in_words_what_was_before_and_after(small: County) -> None:
    change(
        small,
        {
            "ticked": {"doc_close_sheet": ["code_word"]},
            "review": ["doc_rectify_notice"],
            "code_words": {"doc_close_sheet": "核"},
        },
    )
    change(small, {"ticked": {"doc_close_sheet": []}, "words": {"doc_close_sheet": {"note": "按规定销号。"}}})
    first, second = held(small)
    assert {(one.label, one.before, one.after) for one in rules.differences({}, first["value"])} == {
        ("《隐患销号审批单》代字", "", "核"), ("《隐患销号审批单》核定“字号代字”", "", "已核定"), ("《隐患整改通知书》须经审核", "", "是"),
    }  # fmt: skip
    assert {(one.label, one.before, one.after) for one in rules.differences(first["value"], second["value"])} == {
        ("《隐患销号审批单》核定“字号代字”", "已核定", ""), ("《隐患销号审批单》“说明”", "", "按规定销号。"),
    }  # fmt: skip


@pytest.mark.parametrize(
    "doc_type", [code for code, kind in DOC_TYPES.items() if (TEMPLATES / kind.template).exists()]
)
def test_a_specimen_of_every_type_carries_no_number_no_code_and_says_what_it_is(
    small: County, doc_type, tmp_path
) -> None:
    press = Press(small.blobs, "test-secret", "http://localhost")
    made = doc_settings.specimen(
        small.db, press, ORG, doc_type, {"region": "豫漯召", "court": "漯河市郾城区人民法院"}
    )
    (tmp_path / "made.pdf").write_bytes(made.pdf)
    words = subprocess.run(
        ["pdftotext", "-layout", tmp_path / "made.pdf", "-"], capture_output=True, text=True, check=True
    ).stdout
    flat = "".join(words.split())
    assert (
        min(flat.count("样"), flat.count("稿")) >= made.pages
    )  # the letters stand slanting across the lines
    assert "〔2026〕__号" in flat
    assert not re.search(r"〔\d{4}〕\d+号", flat), "nor one of a paper that it names"
    assert "核验码" not in flat
    assert "Q7K2M9PXW4RT" not in flat
    if "relief" in {one.key for one in doc_words.WORDS[doc_type]}:
        assert "漯河市郾城区人民法院" in flat
    with pytest.raises(Unfit):
        doc_settings.specimen(small.db, press, ORG, doc_type, {"region": "9"})


def test_another_bureau_sees_nothing_of_it(county: County) -> None:
    orgs.create(county.db, "410000", {"name": "郾城区应急管理局", "abbr": "郾"})
    change(county, {"court": "漯河市郾城区人民法院"})
    with county.db.read() as connection:
        assert in_force(connection, "410000") == of(bureau(connection, "410000"), None)


RELIEF = "如果不服，可以依法在60日内向{government}申请行政复议，或者在6个月内依法向{court}提起行政诉讼"


@pytest.mark.parametrize("doc_type", ["doc_inspect_notice", "doc_rectify_order", "doc_site_measures"])
def test_the_periods_of_relief_are_those_of_the_law(small: County, doc_type) -> None:
    whole = RELIEF + "，但本决定不停止执行。"
    for wrong in (
        whole.replace("60日", "15日"),
        whole.replace("6个月", "三个月"),
        whole.replace("6个月", "3个月"),
        whole.replace("在60日内", ""),
        whole.replace("60日", "160日"),
        whole + "逾期15日不履行的，强制执行。",
    ):
        said = refused(small, {"words": {doc_type: {"relief": wrong}}})[f"words/{doc_type}/relief"]
        assert "行政复议法第二十条" in said
        assert "行政诉讼法第四十六条" in said
    assert change(small, {"words": {doc_type: {"relief": whole}}})


@pytest.mark.parametrize("doc_type", ["doc_rectify_order", "doc_site_measures"])
def test_an_order_says_that_it_holds_while_it_is_contested(small: County, doc_type) -> None:
    said = refused(small, {"words": {doc_type: {"relief": RELIEF + "。"}}})
    assert "不停止执行" in said[f"words/{doc_type}/relief"]


def test_the_default_sentences_pass_their_own_rules() -> None:
    for doc_type, sentences in doc_words.WORDS.items():
        for words in sentences:
            assert rules.sentence_problems(doc_type, words.key, words.text) == []
