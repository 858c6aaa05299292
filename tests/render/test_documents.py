"""Document types and the words of documents: documents.md § 0, 7, 8; design.md § 7 (8)."""

import re
from datetime import date

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from inspect_app.domain import wording
from inspect_app.domain.doc_samples import sample
from inspect_app.domain.doc_types import DOC_TYPES
from inspect_app.domain.documents import (
    BasisText,
    Finding,
    NoticeFacts,
    Photo,
    Refusal,
    doc_number,
    file_name,
    missing_facts,
)
from inspect_app.render.engine import TEMPLATES
from tests.render import samples


def finding(n, due="", severity="general"):
    return Finding(n=n, location="车间", statement="事实", due_date=due, severity=severity)


def test_numbers_follow_the_pattern_of_their_type_without_padding():
    assert doc_number("doc_expert_opinion", "临", 2026, 7) == "临应急帮扶〔2026〕7号"
    assert doc_number("doc_rectify_notice", "临", 2026, 120) == "临应急隐改〔2026〕120号"


def test_a_draft_shows_a_blank_number():
    facts, _ = samples.notice(pictures=0, number=None)
    assert wording.number_text(facts) == "临应急隐改〔2026〕__号"


def test_the_number_is_of_the_year_of_issue_not_of_the_visit():
    facts, _ = samples.notice(pictures=0, number=None, visit_date="2026-12-30", issue_date="2027-01-04")
    assert wording.number_text(facts) == "临应急隐改〔2027〕__号"


def test_copies_are_three_for_the_opinion_and_two_for_the_notice():
    assert [DOC_TYPES[code].copies for code in ("doc_expert_opinion", "doc_rectify_notice")] == [3, 2]
    holders = DOC_TYPES["doc_expert_opinion"].holders
    assert (
        wording.copies_text(holders, "临颍县应急管理局") == "一式三份：企业、临颍县应急管理局、专家组各一份"
    )


def test_an_expert_never_issues():
    assert not [row.code for row in DOC_TYPES.values() if row.issue_roles & {"expert", "expert_lead"}]


def test_every_type_has_its_template_and_its_required_facts_exist():
    for row in DOC_TYPES.values():
        assert (TEMPLATES / row.template).is_file()
        assert missing_facts(sample(row.code)) == []


def test_missing_facts_are_named_in_chinese():
    facts, _ = samples.notice(pictures=0, feedback_by="", findings=0)
    assert missing_facts(facts) == ["隐患", "反馈期限"]


def fixed_texts():
    """What the templates of the advisory track and the functions of wording say by themselves, not what people typed."""
    rows = [row for row in DOC_TYPES.values() if row.track == "advisory"]
    yield from (row.title + row.subtitle for row in rows)
    for name in {row.template for row in rows} | {"base.html", "parts.html"}:
        yield (TEMPLATES / name).read_text("utf-8")
    yield (TEMPLATES.parents[1] / "domain" / "wording.py").read_text("utf-8")


def test_the_advisory_track_never_commands():
    for text in fixed_texts():
        assert re.findall("责令|必须|限期|处罚决定", text) == []


def test_three_findings_with_two_deadlines_are_grouped():
    assert wording.deadlines(
        [finding(1, "2026-12-08"), finding(2, "2026-12-15"), finding(3, "2026-12-08")]
    ) == ("第1、3项于2026年12月8日前完成整改，第2项于2026年12月15日前完成整改")


def test_one_deadline_for_all_names_no_numbers():
    assert (
        wording.deadlines([finding(1, "2026-12-08"), finding(2, "2026-12-08")]) == "于2026年12月8日前完成整改"
    )


def test_at_once_comes_before_dates():
    assert (
        wording.deadlines([finding(1, "2026-12-08"), finding(2)])
        == "第2项立即整改，第1项于2026年12月8日前完成整改"
    )


def test_no_findings_have_no_deadline_sentence():
    with pytest.raises(ValueError, match="没有隐患"):
        wording.deadlines([])


@given(
    st.lists(
        st.one_of(st.just(""), st.dates(min_value=date(2020, 1, 1)).map(str)),
        min_size=1,
        max_size=25,
    )
)
def test_every_finding_is_in_exactly_one_group_with_its_own_deadline(dues):
    text = wording.deadlines([finding(n, due) for n, due in enumerate(dues, 1)])
    if len(set(dues)) == 1:
        assert "第" not in text
        return
    said = {}
    for part in text.split("，"):
        numbers, rest = re.fullmatch(r"第([\d、]+)项(.+)", part).groups()
        for number in numbers.split("、"):
            assert said.setdefault(int(number), rest) is rest
    assert said == {
        n: f"于{wording.day_text(due)}前完成整改" if due else "立即整改" for n, due in enumerate(dues, 1)
    }
    assert len(text.split("，")) == len(set(dues))


def test_major_and_suspected_major_are_named_by_number():
    findings = [
        finding(1),
        finding(2, severity="major"),
        finding(3, severity="suspected_major"),
        finding(4, severity="suspected_major"),
    ]
    assert wording.major_clause(findings) == "其中第2项经研判为重大事故隐患，第3、4项为疑似重大事故隐患"
    assert wording.major_clause([finding(1)]) == ""


LAW = {
    "name": "工贸企业粉尘防爆安全规定",
    "number": "应急管理部令第6号",
    "clause": "第十八条第一款",
    "src": "V",
}


@pytest.mark.parametrize(
    ("change", "marks", "printed"),
    [
        ({}, {}, "《工贸企业粉尘防爆安全规定》（应急管理部令第6号）第十八条第一款"),
        ({"clause": "4.3.2"}, {}, "《工贸企业粉尘防爆安全规定》（应急管理部令第6号）第4.3.2条"),
        ({"clause": "第6章"}, {}, "《工贸企业粉尘防爆安全规定》（应急管理部令第6号）第6章"),
        ({"src": "K"}, {}, "《工贸企业粉尘防爆安全规定》"),
        ({"src": None}, {}, "《工贸企业粉尘防爆安全规定》"),
        ({"clause": None}, {}, "《工贸企业粉尘防爆安全规定》"),
        ({}, {"item_check": True}, "《工贸企业粉尘防爆安全规定》"),
        ({"src": "K"}, {"ticked": True}, "《工贸企业粉尘防爆安全规定》（应急管理部令第6号）第十八条第一款"),
        ({"clause": None, "src": "K"}, {"ticked": True}, "《工贸企业粉尘防爆安全规定》（应急管理部令第6号）"),
        ({"name": "《安全生产法》"}, {}, "《安全生产法》（应急管理部令第6号）第十八条第一款"),
    ],
)
def test_a_clause_is_printed_only_when_verified_or_ticked(change, marks, printed):
    assert wording.basis_text(LAW | change, **marks) == printed


@given(st.sampled_from([None, "", "K", "?", "V"]), st.sampled_from([None, "", "第三条"]), st.booleans())
def test_an_unverified_clause_never_slips_out(src, clause, check):
    text = wording.basis_text(LAW | {"src": src, "clause": clause}, item_check=check)
    assert ("第三条" in text) == (src == "V" and clause == "第三条" and not check)


@pytest.mark.parametrize(
    ("typed", "printed"),
    [
        ("配电箱门未接地,有触电危险", "配电箱门未接地，有触电危险。"),
        ("间距仅0.4 m;未设探测器.", "间距仅0.4 m；未设探测器。"),
        ("断路器(编号AP-3)损坏", "断路器（编号AP-3）损坏。"),
        ("实测4.3 Ω，大于4 Ω。", "实测4.3 Ω，大于4 Ω。"),
        ("标准为GB/T 1,2", "标准为GB/T 1,2。"),
        ("通道被占用；", "通道被占用。"),
        ("待续……", "待续……"),
        ("", ""),
    ],
)
def test_sentences_get_full_width_punctuation_and_one_stop(typed, printed):
    assert wording.sentence(typed) == printed


@given(st.text(alphabet="隐患abc12,;.。，；() （）", max_size=40))
def test_tidying_a_sentence_twice_changes_nothing(text):
    assert wording.sentence(wording.sentence(text)) == wording.sentence(text)


def test_numbers_in_words():
    assert [wording.count_word(n) for n in (1, 2, 3, 10, 12, 20, 99)] == [
        "一",
        "二",
        "三",
        "十",
        "十二",
        "二十",
        "九十九",
    ]
    with pytest.raises(ValueError, match="汉字写法"):
        wording.count_word(0)


def test_findings_are_numbered_by_risk_and_their_photos_after_them():
    photo = Photo(sha256="0" * 64)
    rows = [
        finding(0),
        msgspec.structs.replace(finding(0, severity="major"), photos=(photo, photo)),
        finding(0, severity="suspected_major"),
    ]
    numbered = wording.numbered(rows)
    assert [(row.n, row.severity) for row in numbered] == [
        (1, "major"),
        (2, "suspected_major"),
        (3, "general"),
    ]
    assert [p.label for p in numbered[0].photos] == ["照片1-1（整改前）", "照片1-2（整改前）"]


def test_instants_are_shown_in_shanghai_time_and_need_an_offset():
    assert wording.time_text("2026-12-01T16:35:00Z") == "2026年12月2日 00:35"
    with pytest.raises(ValueError, match="时区"):
        wording.time_text("2026-12-01T16:35:00")


def test_a_refusal_says_reason_witness_and_recording():
    assert wording.refusal_text(
        "赵某", Refusal(witness="孙某", witness_unit="北街村委会", recording="LX-3")
    ) == ("被检查单位负责人赵某拒绝签字，理由：未说明。见证人：孙某，单位：北街村委会；录音录像编号：LX-3。")


def test_facts_hold_integers_and_strings_only_and_survive_json():
    facts, _ = samples.notice(refusal=True)

    def leaves(value):
        if isinstance(value, dict):
            return [leaf for item in value.values() for leaf in leaves(item)]
        return (
            [leaf for item in value for leaf in leaves(item)] if isinstance(value, list | tuple) else [value]
        )

    plain = msgspec.to_builtins(facts)
    assert {type(leaf) for leaf in leaves(plain)} <= {str, int, bool, type(None)}
    assert msgspec.json.decode(msgspec.json.encode(facts), type=NoticeFacts) == facts


def test_file_names_carry_number_enterprise_title_and_day_and_no_slash():
    facts, _ = samples.notice(pictures=0)
    assert (
        file_name(facts)
        == "（临应急隐改〔2026〕12号）漯河市颍淼食品机械有限公司-隐患整改通知书-2026-12-02.pdf"
    )
    odd = msgspec.structs.replace(
        facts, enterprise=msgspec.structs.replace(facts.enterprise, name="a/b\\c:\n")
    )
    assert "/" not in file_name(odd)
    assert "\n" not in file_name(odd)


def test_a_given_deadline_text_replaces_the_date_in_tables():
    assert (
        wording.due_text(msgspec.structs.replace(finding(1, "2026-12-08"), due_text="停产检修期间"))
        == "停产检修期间"
    )
    assert wording.due_text(finding(1, "2026-12-08")) == "2026年12月8日前"
    assert wording.due_text(finding(1)) == "立即整改"
    assert BasisText("《安全生产法》").text == "《安全生产法》"
