"""Letters and forms of the advisory track and beside it, as printed: the words of documents.md § 7, 11, 12 and the places that GB/T 9704-2012 gives them."""

from __future__ import annotations

import re
import subprocess
from typing import NamedTuple

import pytest
from msgspec.structs import replace

from inspect_app.domain.documents import file_name
from inspect_app.domain.wording import numbered
from inspect_app.render import pdf
from tests.render import samples

MM = 72 / 25.4
LETTERS = (
    "doc_rectify_notice",
    "doc_acceptance_opinion",
    "doc_extension_reply",
    "doc_listed_notice",
    "doc_transfer_letter",
)
MINE = ("doc_expert_opinion", *LETTERS, "doc_close_sheet")


class Word(NamedTuple):
    """A piece of text with its box in points from the top left of its page."""

    left: float
    top: float
    right: float
    bottom: float
    text: str


def words_of(content: bytes) -> list[list[Word]]:
    """Per page."""
    done = subprocess.run(["pdftotext", "-bbox", "-", "-"], input=content, capture_output=True, check=True)
    box = r'<word xMin="([\d.]+)" yMin="([\d.]+)" xMax="([\d.]+)" yMax="([\d.]+)">(.*?)</word>'
    return [
        [Word(*map(float, found[:4]), found[4]) for found in re.findall(box, page)]
        for page in done.stdout.decode().split("<page ")[1:]
    ]


def lines_of(words: list[Word]) -> list[list[Word]]:
    """Words on one baseline, from the top, each line from the left."""
    lines: list[list[Word]] = []
    for word in sorted(words, key=lambda word: (word.bottom, word.left)):
        if lines and abs(lines[-1][0].bottom - word.bottom) < 5:
            lines[-1].append(word)
        else:
            lines.append([word])
    return [sorted(line, key=lambda word: word.left) for line in lines]


def body_of(words: list[Word]) -> list[list[Word]]:
    """The lines of the text: without the header of the page, the seal, what stands beside and below it, and the page's number."""
    seal = min((word.top for word in words if word.text in ("演示", "盖章处")), default=800)
    return [
        line for line in lines_of(words) if line[0].top > 34 * MM and line[0].bottom < min(seal, 262 * MM)
    ]


def said(content: bytes) -> str:
    """All words of a document in one line, headers and page numbers left out."""
    done = subprocess.run(
        ["pdftotext", "-layout", "-", "-"], input=content, capture_output=True, check=True
    ).stdout.decode()
    pages = [page.split("\n") for page in done.split("\f")]
    kept = [line for number, page in enumerate(pages) for line in page if not _outside(line, number)]
    return re.sub(r"\s+", "", "".join(kept))


def _outside(line: str, page: int) -> bool:
    bare = line.strip()
    return bool(re.fullmatch(r"—\s*\d+\s*—", bare) or (page and re.match(r"\S+〔2026〕\d+号\s+\S+$", bare)))


def printed(doc_type: str, **options) -> bytes:
    return pdf.render(*samples.of(doc_type, **options)).pdf


def test_the_notice_reads_as_a_letter():
    text = said(printed("doc_rectify_notice"))
    assert text.startswith(
        "临颍县应急管理局临应急隐改〔2026〕12号隐患整改通知书临颍县颍川食品机械有限公司：经组织专家于2026年12月1日"
    )
    for words in (
        "1．打磨车间除尘系统（重大事故隐患）：除尘器灰斗积尘厚度实测12mm，锁气卸灰装置停用，未见当月清灰记录（见附件照片1-1）。",
        "依据：《工贸企业粉尘防爆安全规定》（应急管理部令第6号）第十八条第一款。", "判定依据：《工贸企业重大事故隐患判定标准》第十一条第（六）项。",
        "整改建议：恢复锁气卸灰装置，按制度每班清灰并记录。", "其中第1项经研判为重大事故隐患。",
        "请你单位落实安全生产主体责任，第2、3项于2026年12月8日前完成整改，第1项于2026年12月15日前完成整改，并将整改情况",
        "逾期未整改或反馈不实的，我局将依法核查处理。联系人：工贸科，联系电话：0395-8888000。附件：现场照片（2张）",
        "主送：临颍县颍川食品机械有限公司（统一社会信用代码：91411122MA40000000，企业负责人：赵淼）", "本通知书一式二份：企业、临颍县应急管理局各一份。",
        "附件现场照片（共2张）", "照片2-1（整改前）第2项一号车间北侧配电室2026年12月1日09:35",
    ):  # fmt: skip
        assert words in text


def test_two_and_three_deadlines_are_named_by_group_and_one_without_numbers():
    facts, _ = samples.of("doc_rectify_notice", pictures=0)
    three = [
        replace(row, due_date=due)
        for row, due in zip(facts.findings, ("", "2026-12-10", "2026-12-20"), strict=True)
    ]
    assert "第1项立即整改，第2项于2026年12月10日前完成整改，第3项于2026年12月20日前完成整改" in said(
        pdf.render(replace(facts, findings=tuple(three)), {}).pdf
    )
    one = tuple(replace(row, due_date="2026-12-10") for row in facts.findings)
    assert "落实安全生产主体责任，于2026年12月10日前完成整改，" in said(
        pdf.render(replace(facts, findings=one), {}).pdf
    )


def test_the_acceptance_says_of_each_item_who_found_what_and_asks_for_the_rest():
    text = said(printed("doc_acceptance_opinion", pictures=6))
    for words in (
        "经组织验收人员对你单位落实《隐患整改通知书》（临应急隐改〔2026〕11号）的整改情况进行现场验收，提出如下意见：",
        "验收结论：未按期整改完成，锁气卸灰装置仍未投用。复查人：陈淼，复查时间：2026年12月16日。", "整改措施：加装绝缘隔板，箱门用软铜线跨接接地。", "验收结论：已整改，现场核对属实。",
        "经验收，第2、3项已完成整改。", "第1项尚未完成整改，请你单位抓紧落实，于2026年12月31日前完成整改，期间采取可靠的安全防范措施，完成后及时反馈。",
        "参加验收人员：陈淼（工贸科）、王建国（电气安全专家）。", "希望你单位继续加强对事故隐患的排查治理，健全隐患排查治理长效机制。", "本意见一式二份：",
    ):  # fmt: skip
        assert words in text


def test_what_failed_without_a_new_deadline_is_asked_for_at_once():
    facts, _ = samples.of("doc_acceptance_opinion", pictures=0)
    late = tuple(replace(row, outcome=replace(row.outcome, due_date="")) for row in facts.findings)
    assert "第1项尚未完成整改，请你单位抓紧落实，立即整改，" in said(
        pdf.render(replace(facts, findings=late), {}).pdf
    )


def test_the_reply_grants_or_refuses_with_its_reason():
    facts, _ = samples.of("doc_extension_reply", pictures=0)
    granted = said(pdf.render(facts, {}).pdf)
    for words in (
        "你单位2026年12月3日就《隐患整改通知书》（临应急隐改〔2026〕11号）提出的延期整改申请收悉。申请理由：除尘器锁气卸灰装置须定制，供货周期为20日。",
        "申请延期的事项：", "原定期限：2026年12月15日前。", "经研究，同意第1、2、3项的整改期限延至2026年12月31日。理由：供货合同和临时防范措施属实。",
        "延期期间请落实下列防范措施：停用打磨工位，每班人工清灰并记录。", "本批复一式二份：临颍县应急管理局、申请单位各一份。",
    ):  # fmt: skip
        assert words in granted
    refused = said(pdf.render(replace(facts, fields={**facts.fields, "decision": "no", "until": ""}), {}).pdf)
    assert "经研究，不同意延期，第1、2、3项仍按原期限整改。" in refused
    assert "延期期间" not in refused


def test_a_listed_supervision_comes_from_the_committee_with_its_own_head():
    text = said(printed("doc_listed_notice"))
    assert text.startswith("临颍县安全生产委员会办公室临安委办督〔2026〕12号重大事故隐患挂牌督办通知书")
    for words in (
        "根据《中华人民共和国安全生产法》第四十一条关于重大事故隐患治理督办制度的规定，对你单位下列重大事故隐患实施挂牌督办：",
        "判定依据：《工贸企业重大事故隐患判定标准》第十一条第（六）项。", "（一）制定治理方案，做到目标、措施、资金、责任、时限、预案落实。",
        "请你单位于2026年12月31日前完成治理。督办责任单位：临颍县应急管理局，督办责任人：刘伟。", "抄送：临颍县应急管理局",
        "本通知书一式三份：企业、临颍县安全生产委员会办公室、临颍县应急管理局各一份。",
    ):  # fmt: skip
        assert words in text


def test_the_transfer_goes_to_the_department_with_its_number_at_the_right():
    content = printed("doc_transfer_letter")
    text = said(content)
    assert (
        "事故隐患移送函临颍县消防救援大队：我局在临颍县颍川食品机械有限公司发现下列事故隐患，属于你单位职责范围："
        in text
    )
    for words in (
        "移送理由：消防设施维护保养由消防救援机构监督检查。", "根据《中华人民共和国安全生产法》第六十九条的规定，现将有关情况移送你单位，请依法及时处理。请于2026年12月20日前将处理情况函复我局。",
        "附件：1．现场照片（2张）2．检查记录摘录", "主送：临颍县消防救援大队",
    ):  # fmt: skip
        assert words in text
    first = words_of(content)[0]
    number = next(word for word in first if "应急移" in word.text)
    assert abs(max(w.right for w in first if abs(w.bottom - number.bottom) < 3) - (210 - 26) * MM) < 8
    assert not [word for word in first if "—" in word.text]


def test_the_close_out_sheet_lists_what_was_done_and_found_and_who_approves():
    text = said(printed("doc_close_sheet", pictures=0))
    for words in (
        "序号部位及问题整改措施复查结论复查人复查时间",
        "（以下空白）",
        "局领导审批意见",
        "同意销号。",
        "（刘伟）2026年12月2日",
        "经审核，拟同意销号。",
    ):
        assert words in text
    facts, _ = samples.of("doc_close_sheet", pictures=0)
    draft = said(pdf.render(replace(facts, issued_by="", reviewed_by="", number=None), {}).pdf)
    assert "同意销号。" not in draft
    general = tuple(replace(row, severity="general") for row in facts.findings)
    assert (
        "局领导"
        not in said(pdf.render(replace(facts, findings=general), {}).pdf)
        .split("（以下空白）")[1]
        .split("销号须有")[0]
    )


def test_an_opinion_without_findings_says_so():
    facts, assets = samples.of("doc_expert_opinion", pictures=0)
    text = said(pdf.render(replace(facts, findings=()), assets).pdf)
    assert "本次服务未发现需要提出整改建议的问题。" in text
    assert "附件" not in text


@pytest.mark.parametrize("doc_type", MINE)
def test_every_further_page_says_number_and_issuer_or_title(doc_type):
    facts, assets = samples.of(doc_type, findings=9, pictures=4)
    pages = words_of(pdf.render(facts, assets).pdf)
    assert len(pages) > 2
    for page in pages[1:]:
        top = "".join(word.text for word in page if word.bottom < 34 * MM)
        assert re.search(r"〔2026〕12号", top)
        assert facts.issuer in top or "隐患销号审批单" in top


@pytest.mark.parametrize("doc_type", LETTERS)
def test_the_signature_stands_with_two_lines_of_the_text_on_one_page_at_any_length(doc_type):
    facts, _ = samples.of(doc_type, pictures=0)
    counts = (*range(1, 13), 16, 20, 27, 33, 40) if doc_type == "doc_rectify_notice" else (1, 3, 5, 8, 13)
    for count in counts:
        rows = numbered(facts.findings[k % len(facts.findings)] for k in range(count))
        pages = words_of(pdf.render(replace(facts, findings=rows), {}).pdf)
        [closing] = [page for page in pages if any(word.text == "演示" for word in page)]
        assert closing is pages[-1]
        assert len(body_of(closing)) >= 2, count
        below = "".join(word.text for word in closing if word.top > 34 * MM)
        assert facts.issuer in below
        assert "2026年12月2日" in below
        assert "一式" in below
        if len(pages) > 1:  # no page before it is left emptier than the signature and its lines needed
            assert len(body_of(pages[-2])) >= (4 if len(pages) == 2 else 11), count


@pytest.mark.parametrize("doc_type", LETTERS)
def test_no_line_begins_with_a_stop_or_ends_with_an_opening_bracket(doc_type):
    for page in words_of(printed(doc_type, findings=12, pictures=3)):
        for line in body_of(page):
            assert line[0].text[0] not in "，。；：？！、）】》〉”’…%", line
            assert line[-1].text[-1] not in "（【《〈“‘〔", line
            assert not line[-1].text.endswith("GB"), line


@pytest.mark.parametrize("doc_type", LETTERS)
def test_issuer_and_day_share_a_middle_and_the_day_ends_four_characters_from_the_edge(doc_type):
    facts, assets = samples.of(doc_type)
    closing = next(
        page for page in words_of(pdf.render(facts, assets).pdf) if any(word.text == "演示" for word in page)
    )
    seal = next(word for word in closing if word.text == "演示")
    day = next(word for word in closing if word.text == "2026年12月2日" and word.top > seal.top)
    name = next(word for word in closing if word.text == facts.issuer and word.top > seal.top)
    assert abs((day.left + day.right) - (name.left + name.right)) < 4
    assert 3.5 < ((210 - 26) * MM - day.right) / 16 < 5


def test_three_hundred_findings_are_printed_whole():
    text = said(printed("doc_rectify_notice", findings=300, pictures=0))
    numbers = [int(n) for n in re.findall(r"(?<![\d．])(\d{1,3})．(?=[一打成])", text)]
    assert numbers == list(range(1, 301))
    assert "其中第1、2、3、" in text


def test_before_and_after_stand_side_by_side():
    content = printed("doc_acceptance_opinion", pictures=6)
    labels = {
        word.text: (n, word)
        for n, page in enumerate(words_of(content))
        for word in page
        if word.text.startswith("照片")
    }
    for n in (1, 2, 3):
        (page, before), (same, after) = labels[f"照片{n}-1（整改前）"], labels[f"照片{n}-2（整改后）"]
        assert page == same
        assert before.top == after.top
        assert before.right < after.left


def test_a_missing_half_of_a_pair_is_said():
    facts, assets = samples.of("doc_acceptance_opinion", pictures=6)
    first = facts.findings[0]
    facts = replace(facts, findings=(replace(first, photos=first.photos[:1]), *facts.findings[1:]))
    assert "（无整改后照片）" in said(pdf.render(facts, assets).pdf)


def test_file_names_of_every_type_carry_number_enterprise_title_and_day():
    for doc_type in MINE:
        facts, _ = samples.of(doc_type, pictures=0)
        assert re.fullmatch(
            r"（.*〔2026〕12号）临颍县颍川食品机械有限公司-\w+-2026-12-02\.pdf", file_name(facts)
        )


def test_a_place_that_begins_the_statement_is_not_said_twice():
    facts, _ = samples.of("doc_rectify_notice", pictures=0)
    row = replace(facts.findings[1], location="锅炉房", statement="锅炉房安全阀校验标签缺失")
    assert "1．锅炉房安全阀校验标签缺失。" in said(
        pdf.render(replace(facts, findings=(replace(row, n=1),)), {}).pdf
    )
