"""The papers of enforcement and the two forms of service, as documents.md § 0a and 1-5 have them: words, structure, pages, signatures."""

from __future__ import annotations

import io
import re
import subprocess

import pikepdf
import pytest
from msgspec.structs import replace

from inspect_app.domain import order_words
from inspect_app.domain.doc_samples import sample
from inspect_app.domain.doc_words import WORDS
from inspect_app.domain.documents import BasisText, Finding, Officer, Photo, Refusal, ServedPaper, Signature
from inspect_app.render import pdf
from inspect_app.render.engine import TEMPLATES
from tests.render import samples

RECORD, ORDER, MEASURES, RECHECK = (
    "doc_site_record",
    "doc_rectify_order",
    "doc_site_measures",
    "doc_recheck_opinion",
)
APPROVAL, NOTICE, RECEIPT, CONFIRM = (
    "doc_inspect_approval",
    "doc_inspect_notice",
    "doc_service_receipt",
    "doc_eservice_confirm",
)
TYPES = (APPROVAL, NOTICE, RECORD, ORDER, MEASURES, RECHECK, RECEIPT, CONFIRM)
LISTING = (RECORD, ORDER, MEASURES, RECHECK)
REFUSED = Signature(
    role="enterprise", name="赵淼", at="2026-12-01T03:30:00Z",
    refusal=Refusal(reason="认为描述与事实不符", witness="孙犇", witness_unit="城关镇北街村委会", recording="LX-20261201-03"),
)  # fmt: skip


def pages_of(facts, assets=None):
    """The words of each page, line by line."""
    made = pdf.render(facts, assets or {})
    text = subprocess.run(
        ["pdftotext", "-layout", "-", "-"], input=made.pdf, capture_output=True, check=True
    ).stdout.decode()
    pages = text.split("\f")[:-1]
    assert len(pages) == made.pages
    return pages


def packed(text):
    return re.sub(r"\s+", "", text)


def said(facts, assets=None):
    """All words without line breaks, running headers and page numbers."""
    pages = pages_of(facts, assets)
    bodies = [re.sub(r"共\s*\d+\s*页\s*第\s*\d+\s*页", "", page) for page in pages]
    return packed("".join([bodies[0], *("\n".join(body.split("\n")[1:]) for body in bodies[1:])]))


def listing(code, count, **changes):
    """The sample of a type with `count` findings, numbered, with deadlines in turn."""
    facts = sample(code)
    rows = [
        replace(facts.findings[k % 3], n=k + 1, due_date=("2026-12-08", "2026-12-15", "")[k % 3])
        for k in range(count)
    ]
    return replace(facts, findings=tuple(rows), **changes)


WANTED = {
    APPROVAL: (
        "临颍县应急管理局", "行政检查审批表", "（豫漯临）应急检审〔2026〕12号", "检查对象", "检查事项", "1．用电安全管理情况。", "检查方式", "任务来源", "年度监督检查计划",
        "计划检查日期", "本年度检查频次", "检查人员", "执法证号：豫L0001", "协助检查人员", "检查理由", "承办人意见", "承办机构意见", "机关负责人审批意见", "同意。",
        "签名：", "（以下空白）",
    ),
    NOTICE: (
        "行政检查通知书", "（豫漯临）应急检通〔2026〕12号", "临颍县颍川食品机械有限公司：", "决定于2026年12月1日对你单位进行行政检查。检查事项：", "1．用电安全管理情况。",
        "检查方式：现场检查。", "检查人员：周立（执法证号：豫L0001）、吴正（执法证号：豫L0002）。", "协助检查人员：王建国", "本年度对你单位的检查频次：", "有权申请回避。", "投诉举报。",
        "可以依法在60日内向临颍县人民政府申请行政复议，或者在6个月内依法向临颍县人民法院提起行政诉讼。", "被检查单位签收人（签名）：",
    ),
    RECORD: (
        "安全生产行政执法文书", "现场检查记录", "（豫漯临）应急检记〔2026〕12号", "被检查单位：临颍县颍川食品机械有限公司", "地址：河南省漯河市", "法定代表人（负责人）：赵淼", "职务：总经理",
        "联系电话：0395-8888111", "检查场所：一号车间、打磨车间、成品仓库", "检查时间：2026年12月1日9时0分至12月1日11时30分",
        "我们是临颍县应急管理局行政执法人员周立、吴正，证件号码为豫L0001、豫L0002，这是我们的证件（出示证件）。现依法对你单位进行现场检查，请予以配合。", "检查情况：",
        "1．打磨车间除尘系统，除尘器灰斗积尘厚度实测12mm，锁气卸灰装置停用，未见当月清灰记录。", "临颍县应急管理局聘请的专家王建国（专业：电气安全）参加本次检查提供技术支持。",
        "发现问题的处理情况：", "录音录像编号：LX-20261201-03。", "（以下空白）", "检查人员（签名）：", "参加人员（签名）：", "被检查单位现场负责人（签名）：", "2026年12月1日",
    ),
    ORDER: (
        "安全生产行政执法文书责令限期整改指令书", "（豫漯临）应急责改〔2026〕12号", "临颍县颍川食品机械有限公司：", "经查，你单位存在下列问题：", "其中事故隐患第1项属于重大隐患。",
        "现责令你单位对上述第2、3项问题于2026年12月8日前整改完毕，第1项问题于2026年12月15日前整改完毕，达到有关法律法规规章和标准规定的要求。由此造成事故的，依法追究有关人员的责任。",
        "整改期间，你单位应当采取措施，确保安全生产。对安全生产违法行为，将依法予以行政处罚。",
        "如果不服本指令，可以依法在60日内向临颍县人民政府申请行政复议，或者在6个月内依法向临颍县人民法院提起行政诉讼，但本指令不停止执行，法律另有规定的除外。",
        "行政执法人员（签名）：", "证号：豫L0001", "证号：豫L0002", "被检查单位负责人（签名）：", "临颍县应急管理局2026年12月2日",
        "本文书一式两份：一份由应急管理部门备案，一份交被检查单位。",
    ),
    MEASURES: (
        "安全生产行政执法文书现场处理措施决定书", "（豫漯临）应急现决〔2026〕12号", "本机关于2026年12月1日现场检查时，发现你单位有下列违法违规行为和事故隐患：",
        "以上存在的问题无法保证安全生产，依据《中华人民共和国安全生产法》第六十五条第一款第（三）项的规定，现作出如下现场处理决定：", "1．责令立即停止使用打磨车间除尘系统。",
        "上述措施的期限至2026年12月31日。", "重大事故隐患排除后，经本机关审查同意，方可恢复",
        "如果不服本决定，可以依法在60日内向临颍县人民政府申请行政复议，或者在6个月内依法向临颍县人民法院提起行政诉讼，但本决定不停止执行，法律另有规定的除外。",
        "行政执法人员（签名）：", "被检查单位负责人（签名）：", "一份交被检查单位。",
    ),
    RECHECK: (
        "安全生产行政执法文书整改复查意见书", "（豫漯临）应急复查〔2026〕12号",
        "本机关于2026年11月30日作出了责令限期整改指令书的决定〔（豫漯临）应急责改〔2026〕11号〕，经对你单位整改情况进行复查，提出如下意见：",
        "1．第1项：未按期整改完成，锁气卸灰装置仍未投用。", "2．第2项：已整改，现场核对属实。", "对第1项，将依法另行处理。", "被复查单位负责人（签名）：", "行政执法人员（签名）：", "证号：豫L0001",
        "本文书一式两份：一份由应急管理部门备案，一份交被复查单位。",
    ),
    RECEIPT: (
        "文书送达回执", "（豫漯临）应急回〔2026〕12号", "受送达人（单位）：临颍县颍川食品机械有限公司", "送达文书名称、文号", "送达地点", "送达方式", "备注", "2026年12月2日", "15时20分", "直接送达",
        "（赵淼）", "（周立）", "（吴正）", "（以下空白）",
    ),
    CONFIRM: (
        "电子送达确认书", "（豫漯临）应急电送〔2026〕12号", "统一社会信用代码", "电子送达地址", "收件人", "√不需要", "同意临颍县应急管理局以电子方式送达有关法律文书",
        "送达日期", "《中华人民共和国行政处罚法》第六十一条、《中华人民共和国民事诉讼法》第九十条。", "负责人（签名）：", "受送达人（盖章）", "经办人（签名）：",
    ),
}  # fmt: skip


@pytest.mark.parametrize("code", TYPES)
def test_each_type_says_what_documents_md_prescribes(code):
    text = said(sample(code))
    cells = text if code not in (RECEIPT, APPROVAL, CONFIRM) else packed(plain(sample(code)))
    assert [words for words in WANTED[code] if words not in text and words not in cells] == []


def plain(facts):
    """The words in the order of the file: a table cell by cell."""
    made = pdf.render(facts, {}).pdf
    return subprocess.run(
        ["pdftotext", "-raw", "-", "-"], input=made, capture_output=True, check=True
    ).stdout.decode()


@pytest.mark.parametrize("code", TYPES)
def test_no_sentence_stands_in_a_template(code):
    """Fixed sentences are data (doc_words); a template has labels of fields only."""
    kind = pdf.DOC_TYPES[code]
    source = re.sub(r"{#.*?#}|{%.*?%}|{{.*?}}|<[^>]*>", "|", (TEMPLATES / kind.template).read_text("utf-8"), flags=re.DOTALL)  # fmt: skip
    assert [part for part in source.split("|") if "。" in part or len(part.strip()) > 14] == []


@pytest.mark.parametrize("code", TYPES)
def test_every_sentence_of_the_type_is_printed_when_it_is_said(code):
    facts = replace(sample(code), words={words.key: f"句子{n}号" for n, words in enumerate(WORDS[code])})
    text = packed(plain(facts))
    assert [words.key for n, words in enumerate(WORDS[code]) if f"句子{n}号" not in text] == []


def test_a_bureaus_own_sentence_with_several_lines_keeps_them():
    text = said(replace(sample(NOTICE), words={"bans": "一、严禁甲。\n二、严禁乙。"}))
    assert "一、严禁甲。二、严禁乙。" in text
    assert "有权申请回避" not in text


@pytest.mark.parametrize("code", LISTING)
def test_signatures_stay_whole_on_the_last_page_with_two_lines_of_text(code):
    for count in [*range(1, 11), 14, 19, 27, 32, 40]:
        pages = pages_of(listing(code, count))
        signed = [n for n, page in enumerate(pages) if "（签名）" in page]
        assert signed == [len(pages) - 1], count
        lines = [line for line in pages[-1].split("（签名）")[0].split("\n") if line.strip()]
        assert len(lines) - 1 - (len(pages) > 1) >= 2, (
            count
        )  # without the line that is signed, and the running header
        if code != RECORD:
            assert "演示" in pages[-1]
            assert "备案" in pages[-1]


@pytest.mark.parametrize(
    ("code", "fields"),
    [(RECORD, {"recording": "", "helpers": ""}), (RECORD, {"helpers": ""}), (RECORD, {"recording": ""}), (RECHECK, {}), (NOTICE, {})],
)  # fmt: skip
def test_signatures_are_not_alone_when_the_last_sentences_are_not_said(code, fields):
    for count in range(1, 10) if sample(code).findings else (0,):
        facts = listing(code, count) if count else sample(code)
        rows = tuple(
            replace(row, outcome=row.outcome and replace(row.outcome, result="pass"))
            for row in facts.findings
        )
        pages = pages_of(replace(facts, findings=rows, fields={**facts.fields, **fields}))
        lines = [line for line in pages[-1].split("（签名）")[0].split("\n") if line.strip()]
        assert len(lines) - 1 - (len(pages) > 1) >= 2, count


@pytest.mark.parametrize("code", LISTING)
def test_continuation_pages_carry_number_title_and_page_numbers(code):
    facts = listing(code, 30)
    pages = [packed(page) for page in pages_of(facts)]
    assert len(pages) >= 3
    for n, page in enumerate(pages, 1):
        assert f"共{len(pages)}页第{n}页" in page
    assert "（续页）" not in pages[0]
    for page in pages[1:]:
        assert page.startswith(f"{facts.number}{pdf.DOC_TYPES[code].title}（续页）")


def test_the_annex_counts_on_and_says_what_it_is():
    pages = [packed(page) for page in pages_of(*samples.of(ORDER, pictures=4))]
    annex = [page for page in pages if "照片1-1（整改前）" in page]
    assert annex
    assert "（豫漯临）应急责改〔2026〕12号" in annex[0]
    assert f"共{len(pages)}页第{len(pages)}页" in pages[-1]
    assert "（见照片1-1" in "".join(pages)


def test_two_and_three_deadlines_are_grouped_at_once_first():
    assert "现责令你单位对上述第1项问题于2026年12月8日前整改完毕，第2项问题于2026年12月15日前整改完毕，" in said(listing(ORDER, 2))  # fmt: skip
    text = said(listing(ORDER, 6))
    assert (
        "对上述第3、6项问题立即整改，第1、4项问题于2026年12月8日前整改完毕，第2、5项问题于2026年12月15日前整改完毕，"
        in text
    )
    assert "其中事故隐患第1、4项属于重大隐患。" in text


def test_without_a_major_finding_none_is_named():
    facts = sample(ORDER)
    general = tuple(replace(row, severity="general") for row in facts.findings)
    assert "属于重大隐患" not in said(replace(facts, findings=general))
    assert "方可恢复生产经营" not in said(replace(sample(MEASURES), findings=general))


def test_three_hundred_findings_are_all_there_in_order():
    text = said(listing(ORDER, 300))
    found = [int(n) for n in re.findall(r"(?:：|。|）)(\d+)．", text)]
    assert found == list(range(1, 301))
    assert "第300项" in text or "、300项" in text


@pytest.mark.parametrize("code", [RECORD, ORDER])
def test_a_refusal_is_written_down_and_both_officers_and_the_witness_sign(code):
    facts = sample(code)
    signed = tuple(one for one in facts.signatures if one.role != "enterprise")
    text = said(replace(facts, signatures=(*signed, REFUSED)))
    assert (
        "被检查单位负责人赵淼拒绝签字，理由：认为描述与事实不符。见证人：孙犇，单位：城关镇北街村委会；录音录像编号：LX-20261201-03。执法人员（签名）：年月日见证人（签名）：年月日"
        in text
    )
    assert "负责人（签名）：" not in text


def test_the_record_shows_the_signatures_of_the_officers_and_experts_stand_apart():
    facts, assets = samples.of(RECORD, pictures=0)
    expert = Signature(role="expert", name="王建国", image=facts.signatures[0].image)
    made = pdf.render(replace(facts, signatures=(*facts.signatures, expert)), assets).pdf
    assert _signed_lines(made) == [["周立的签名", "吴正的签名"], ["王建国的签名"], ["赵淼的签名"]]


def test_an_order_is_signed_anew():
    assert sample(ORDER).signatures == ()
    assert "证号：豫L0001" in said(sample(ORDER))


def test_no_findings_are_said_in_the_record_and_the_rest_stays_blank():
    text = said(replace(sample(RECORD), findings=()))
    assert "经对上述场所检查，未发现违法违规行为和事故隐患。" in text
    assert text.index("提供技术支持。") < text.index("（以下空白）") < text.index("检查人员（签名）")


@pytest.mark.parametrize("code", [RECORD, ORDER, MEASURES, RECHECK, APPROVAL, NOTICE])
@pytest.mark.parametrize(
    ("officers", "named"),
    [
        ((), "执法人员"),
        ((Officer(name="周立", cert_no="豫L0001"),), "第二名执法人员"),
        ((Officer(name="周立", cert_no="豫L0001"), Officer(name="吴正", cert_no="")), "吴正的执法证号"),
    ],
)
def test_without_two_certified_officers_nothing_is_printed(code, officers, named):
    with pytest.raises(pdf.RenderError, match=named):
        pdf.render(replace(sample(code), officers=officers), {})


def test_the_record_needs_its_time():
    facts = sample(RECORD)
    with pytest.raises(pdf.RenderError, match="检查时间"):
        pdf.render(replace(facts, fields={**facts.fields, "period": ""}), {})


def test_long_blanks_wrap_and_the_rule_goes_on():
    place = "、".join(f"{n}号车间" for n in range(1, 40))
    facts = sample(RECORD)
    text = said(replace(facts, fields={**facts.fields, "place": place}))
    assert place in text


def test_a_statement_of_twenty_thousand_characters_breaks_over_pages():
    facts = sample(ORDER)
    long = replace(facts.findings[0], statement="除尘器灰斗积尘未清理，" * 1818)
    assert said(replace(facts, findings=(long,))).count("除尘器灰斗积尘") == 1818


def test_the_receipt_has_a_line_for_every_paper_and_its_remark():
    papers = tuple(
        ServedPaper(
            title="责令限期整改指令书", number=f"（豫漯临）应急责改〔2026〕{n}号", method="电子送达" if n == 9 else "留置送达", at="2026-12-02T07:20:00Z", to="赵淼", by=("周立", "吴正"),
            note=f"拒收事由：第{n}次",
        )
        for n in range(1, 21)
    )  # fmt: skip
    facts = replace(sample(RECEIPT), track="enforcement", services=papers)
    text = packed(plain(facts))
    assert [
        n for n in range(1, 21) if f"应急责改〔2026〕{n}号" not in text or f"拒收事由：第{n}次" not in text
    ] == []
    pages = [packed(page) for page in pages_of(facts)]
    assert len(pages) > 1
    assert all("送达文书名称、文号" in page for page in pages if "应急责改〔2026〕" in page)
    assert "安全生产行政执法文书" in pages[0]
    assert "电子送达的，以电子文书到达" in pages[-1]


def test_on_the_advisory_track_a_receipt_is_no_paper_of_enforcement():
    assert "执法文书" not in said(replace(sample(RECEIPT), track="advisory"))


def test_what_was_filled_in_is_underlined_and_escaped():
    facts = replace(sample(ORDER), issuer="<b>局</b>")
    assert pdf.filled("由<b>局</b>于2026年12月8日对第1、3项办理", facts) == (
        '由<span class="fill">&lt;b&gt;局&lt;/b&gt;</span>于<span class="fill">2026年12月8日</span>对<span class="fill">第1、3项</span>办理'
    )


def test_place_and_fact_are_one_sentence_and_bases_another():
    row = Finding(
        n=1, location="一号车间", statement="配电箱无防护隔板", basis=(BasisText("《甲》（GB 1-2011）第5.1.1条"), BasisText("《乙法》")),
        photos=(Photo(sha256="0" * 64, label="照片1-1（整改前）"), Photo(sha256="1" * 64, label="照片1-2（整改前）")),
    )  # fmt: skip
    assert order_words.found_text(row) == "一号车间，配电箱无防护隔板。"
    assert (
        order_words.found_text(replace(row, statement="一号车间配电箱无防护隔板"))
        == "一号车间配电箱无防护隔板。"
    )
    assert order_words.found_text(replace(row, location="")) == "配电箱无防护隔板。"
    assert order_words.against_text(row) == "不符合《甲》（GB 1-2011）第5.1.1条、《乙法》的规定。"
    assert order_words.against_text(replace(row, basis=())) == ""
    assert order_words.photos_text(row) == "照片1-1、1-2"
    assert order_words.photos_text(replace(row, photos=())) == ""


def test_times_are_written_out_as_forms_have_them():
    assert (
        order_words.period_text("2026-12-01T01:00:00Z", "2026-12-01T03:30:00Z")
        == "2026年12月1日9时0分至12月1日11时30分"
    )
    assert (
        order_words.period_text("2026-12-31T10:00:00Z", "2026-12-31T17:00:00Z")
        == "2026年12月31日18时0分至2027年1月1日1时0分"
    )
    assert order_words.period_text("2026-12-01T01:00:00Z", "") == "2026年12月1日9时0分至"
    assert order_words.period_text("", "2026-12-01T01:00:00Z") == ""
    assert order_words.local_day("2026-12-01T16:30:00Z") == "2026年12月2日"
    assert order_words.hour_text("2026-12-01T16:30:00Z") == "0时30分"
    assert order_words.hour_text("") == order_words.local_day("") == order_words.clock_text("") == ""
    with pytest.raises(ValueError, match="时区"):
        order_words.clock_text("2026-12-01T16:30:00")


def _signed_lines(content):
    """What the pictures of signatures are called, paragraph by paragraph, as a reader of the tags hears them."""
    lines = []

    def walk(element, line):
        if not isinstance(element, pikepdf.Dictionary):
            return
        if element.get("/S") == "/P":
            lines.append(line := [])
        if str(element.get("/Alt", "")).endswith("的签名"):
            line.append(str(element.Alt))
        kids = element.get("/K", [])
        for kid in kids if isinstance(kids, pikepdf.Array) else [kids]:
            walk(kid, line)

    with pikepdf.open(io.BytesIO(content)) as reader:
        walk(reader.Root.StructTreeRoot, [])
    return [line for line in lines if line]
