"""Documents as files: what independent tools (qpdf, poppler, pikepdf) find in them."""

import hashlib
import io
import json
import os
import re
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime

import msgspec
import pikepdf
import pytest
import segno
from fontTools.ttLib import TTFont
from PIL import Image, ImageOps

from inspect_app.domain.documents import BasisText, Finding, Photo
from inspect_app.render import engine, fonts, pdf
from tests.render import samples


def text_of(content):
    """Words as a reader copies them, without the line breaks of the layout."""
    found = subprocess.run(
        ["pdftotext", "-layout", "-", "-"], input=content, capture_output=True, check=True
    ).stdout.decode()
    return re.sub(r"\s+", "", found)


def rendered(**options):
    facts, assets = samples.notice(**options)
    return pdf.render(facts, assets)


def with_finding(facts, **changes):
    return msgspec.structs.replace(
        facts, findings=(msgspec.structs.replace(facts.findings[0], **changes), *facts.findings[1:])
    )


@pytest.fixture(scope="module")
def notice():
    return rendered()


@pytest.fixture(scope="module")
def opinion():
    return rendered(doc_type="doc_expert_opinion")


@pytest.fixture(scope="module")
def refused():
    return rendered(doc_type="doc_expert_opinion", refusal=True, findings=20, pictures=10)


@pytest.fixture(params=["notice", "opinion", "refused"])
def document(request):
    return request.getfixturevalue(request.param)


def test_the_notice_says_what_section_7_2_prescribes(notice):
    text = text_of(notice.pdf)
    for words in (
        "临颍县应急管理局", "临应急隐改〔2026〕12号", "隐患整改通知书", "漯河市颍淼食品机械有限公司",
        "经组织专家于2026年12月1日对你单位开展安全生产诊断服务，发现下列隐患：",
        "其中第1项为疑似重大事故隐患",
        "请你单位落实安全生产主体责任，第1项立即整改，第2、4项于2026年12月8日前完成整改，第3项于2026年12月15日前完成整改，",
        "并将整改情况（含前后对比照片、主要负责人签字）于2026年12月18日前通过百名专家助千企管理系统反馈。",
        "对能够立即整改的请立即整改；整改期间采取可靠的安全防范措施。", "逾期未整改或反馈不实的，我局将依法核查处理。",
        "2026年12月2日", "本通知书一式二份：企业、临颍县应急管理局各一份。", "核验码Q7K2-M9PX", "演示",
    ):  # fmt: skip
        assert words in re.sub(r"—\d+—|临应急隐改〔2026〕12号临颍县应急管理局", "", text) or words in text


def test_the_opinion_says_what_section_7_1_prescribes(opinion):
    text = text_of(opinion.pdf)
    for words in (
        "百名专家助千企", "安全生产专家检查意见书", "（帮扶服务，不作为行政处罚依据）", "编号：临应急帮扶〔2026〕12号", "服务日期：2026年12月1日",
        "一、基本情况", "统一社会信用代码", "二、专家组", "三、发现的主要问题和整改建议", "四、亮点与管理提升建议", "五、提示",
        "本意见书为专家服务意见。疑似重大事故隐患已当场口头告知并提请应急管理部门依法处置。", "《安全生产法》第四十一条履行隐患排查治理主体责任。",
        "专家组长（签名）：", "专家（签名）：", "企业确认（签名）：", "√无异议", "一式三份：企业、临颍县应急管理局、专家组各一份。", "疑似重大", "照片1-1（整改前）",
    ):  # fmt: skip
        assert words in text


def test_a_refusal_stands_where_the_signature_would(refused):
    text = text_of(refused.pdf)
    assert (
        "被检查单位负责人赵𬭚拒绝签字，理由：认为隐患描述与事实不符。见证人：孙犇，单位：城关镇北街村委会；录音录像编号：LX-20261201-03。"
        in text
    )
    assert "企业确认（签名）" not in text
    assert "√有异议：第4项已于当日搬离。" in text


def test_no_document_of_the_advisory_track_commands(document):
    assert not re.findall("责令|必须|限期", text_of(document.pdf))


def test_rare_characters_are_printed_as_text(opinion):
    text = text_of(opinion.pdf)
    for char in "㛃䶮𬭚𫖯淼颍漯":
        assert char in text
    facts, assets = samples.notice(pictures=0)
    assert "H₂S浓度20×10⁻⁶" in text_of(
        pdf.render(with_finding(facts, statement="H₂S浓度20×10⁻⁶"), assets).pdf
    )
    assert "犇" in text_of(pdf.render(with_finding(facts, location="犇犇车间"), assets).pdf)


def test_a_draft_prints_a_blank_number_and_the_place_of_the_seal():
    text = text_of(rendered(number=None, seal="place", pictures=0).pdf)
    assert "临应急隐改〔2026〕__号" in text
    assert "盖章处" in text
    assert "演示" not in text


def test_photos_are_embedded_byte_for_byte_once_each():
    facts, assets = samples.notice()
    document = pikepdf.open(io.BytesIO(pdf.render(facts, assets).pdf))
    streams = [
        item
        for item in document.objects
        if isinstance(item, pikepdf.Stream) and item.get("/Subtype") == "/Image"
    ]
    inside = sorted(hashlib.sha256(item.read_raw_bytes()).hexdigest() for item in streams)
    assert inside == sorted(
        samples.sha(content) for name, content in assets.items() if name.startswith("photo/")
    )


def test_the_facts_travel_inside_as_data():
    facts, assets = samples.notice()
    document = pikepdf.open(io.BytesIO(pdf.render(facts, assets).pdf))
    attached = document.attachments["notice.json"]
    assert msgspec.convert(json.loads(attached.get_file().read_bytes()), type(facts)) == facts
    assert attached.obj.AFRelationship == "/Data"
    assert str(attached.get_file().creation_date) == "2026-12-02 02:00:00+00:00"


def test_the_same_facts_give_the_same_bytes(notice):
    again = rendered()
    assert again == notice
    assert again.sha256 == hashlib.sha256(again.pdf).hexdigest()
    assert rendered(companion="周某").sha256 != notice.sha256


def test_another_process_makes_the_same_bytes(notice):
    code = "from tests.render import samples; from inspect_app.render import pdf; print(pdf.render(*samples.notice()).sha256)"
    env = {**os.environ, "PYTHONHASHSEED": "12345", "TZ": "America/New_York", "LANG": "C"}
    done = subprocess.run([sys.executable, "-c", code], env=env, capture_output=True, text=True, check=True)
    assert done.stdout.strip() == notice.sha256


def test_threads_may_render_at_once(notice, opinion):
    jobs = [samples.notice(), samples.notice(doc_type="doc_expert_opinion")] * 4
    with ThreadPoolExecutor(max_workers=4) as pool:
        made = list(pool.map(lambda job: pdf.render(*job).sha256, jobs))
    assert made == [notice.sha256, opinion.sha256] * 4


def test_every_page_is_counted_and_headed(document):
    reader = pikepdf.open(io.BytesIO(document.pdf))
    assert len(reader.pages) == document.pages
    for page in range(1, document.pages + 1):
        words = subprocess.run(
            ["pdftotext", "-f", str(page), "-l", str(page), "-", "-"], input=document.pdf, capture_output=True
        ).stdout.decode()
        assert f"—{page}—" in words.replace(" ", "")
        assert re.search(r"临应急(隐改|帮扶)〔2026〕12号", words)


def test_signatures_and_seal_are_never_split_and_never_alone(document):
    pages = (
        subprocess.run(["pdftotext", "-layout", "-", "-"], input=document.pdf, capture_output=True)
        .stdout.decode()
        .split("\f")
    )
    pages = [re.sub(r"\s", "", page) for page in pages]
    [closing] = [page for page in pages if "演示" in page]
    assert "一式" in closing
    assert "核验码" in closing
    assert "2026年12月2日" in closing
    assert re.search("反馈|提示|联系人|履行隐患", closing.split("演示")[0])
    if "专家组长（签名）" in "".join(pages):
        assert all(
            words in closing for words in ("专家组长（签名）", "专家（签名）", "企业确认", "对专家意见")
        )


def test_qpdf_finds_no_fault(document, tmp_path):
    path = tmp_path / "document.pdf"
    path.write_bytes(document.pdf)
    done = subprocess.run(["qpdf", "--check", path], capture_output=True, text=True)
    assert done.returncode == 0, done.stdout + done.stderr


def test_poppler_sees_tagged_a4_pages_and_embedded_truetype_fonts(document, tmp_path):
    path = tmp_path / "document.pdf"
    path.write_bytes(document.pdf)
    info = subprocess.run(["pdfinfo", path], capture_output=True, text=True, check=True).stdout
    assert "Tagged:          yes" in info
    assert "(A4)" in info
    assert "JavaScript:      no" in info
    rows = subprocess.run(["pdffonts", path], capture_output=True, text=True, check=True).stdout.splitlines()[
        2:
    ]
    assert len(rows) >= 4
    for row in rows:
        assert re.search(r"\+Inspect-\w+\s+CID TrueType\s+Identity-H\s+yes yes yes", row), row


def archive_faults(content):
    """The rules of PDF/A-3a and PDF/UA-1 that this renderer could break, checked on the file alone."""
    document = pikepdf.open(io.BytesIO(content))
    root, xmp = document.Root, document.Root.Metadata.read_bytes().decode()
    yield "header", re.match(rb"%PDF-1\.7\n%[\x80-\xff]{4}", content) is None
    yield "identifier", "/ID" not in document.trailer
    yield "one rdf:RDF", xmp.count("<rdf:RDF") != 1
    yield "pdfaid", not ('part="3"' in xmp and 'conformance="A"' in xmp)
    yield "pdfuaid", "<pdfuaid:part>1</pdfuaid:part>" not in xmp
    yield "output intent", root.OutputIntents[0].S != "/GTS_PDFA1"
    yield "marked", not (root.MarkInfo.Marked and "/StructTreeRoot" in root and root.Lang == "zh-CN")
    yield "title shown", not root.ViewerPreferences.DisplayDocTitle
    yield "associated file", [item.AFRelationship for item in root.AF] != ["/Data"]
    figures = [
        item
        for item in document.objects
        if isinstance(item, pikepdf.Dictionary) and item.get("/S") == "/Figure"
    ]
    yield "figures with alternatives", not figures or any(not str(item.get("/Alt", "")) for item in figures)
    for item in document.objects:
        if isinstance(item, pikepdf.Stream) and item.get("/Subtype") == "/Image":
            yield "interpolated image", bool(item.get("/Interpolate", False))
        if isinstance(item, pikepdf.Dictionary | pikepdf.Stream):
            yield "active content", item.get("/S") in ("/JavaScript", "/Launch", "/URI") or "/JS" in item
            if item.get("/Type") == "/Font" and item.get("/Subtype") == "/Type0":
                yield from font_faults(item)


def font_faults(font):
    descendant = font.DescendantFonts[0]
    embedded = TTFont(io.BytesIO(descendant.FontDescriptor.FontFile2.read_bytes()))
    order, metrics, scale = embedded.getGlyphOrder(), embedded["hmtx"], 1000 / embedded["head"].unitsPerEm
    yield f"{font.BaseFont} no text", "/ToUnicode" not in font
    widths = iter(list(descendant.W))
    for first in widths:
        for offset, width in enumerate(next(widths)):
            glyph = order[int(first) + offset]
            yield f"{font.BaseFont} width of {glyph}", abs(metrics[glyph][0] * scale - float(width)) > 1


def test_the_file_keeps_the_rules_of_the_archive_standard(document):
    assert [rule for rule, broken in archive_faults(document.pdf) if broken] == []


def printed_modules(content, count):
    """The QR code as it is printed: `count` x `count` booleans, sampled from the page at 300 dpi."""
    boxes = subprocess.run(
        ["pdftotext", "-bbox", "-", "-"], input=content, capture_output=True, check=True
    ).stdout.decode()
    number, below = next(
        (page, float(found[1]))
        for page, part in enumerate(boxes.split("<page "))
        if (found := re.search(r'yMin="([\d.]+)"[^>]*>扫码核验', part))
    )
    command = ["pdftoppm", "-r", "300", "-f", str(number), "-l", str(number), "-gray", "-"]
    page = Image.open(
        io.BytesIO(subprocess.run(command, input=content, capture_output=True, check=True).stdout)
    )
    at = 300 / 72
    area = page.crop((int(70 * at), int((below - 95) * at), int(200 * at), int((below - 1) * at)))
    code = area.crop(ImageOps.invert(area).point(lambda level: 255 * (level > 128)).getbbox())
    step = code.width / count
    return [
        [code.getpixel((int((x + 0.5) * step), int((y + 0.5) * step))) < 128 for x in range(count)]
        for y in range(count)
    ]


def test_the_printed_qr_code_holds_the_address():
    facts, assets = samples.notice(pictures=0)
    expected = [
        [bool(module) for module in row]
        for row in segno.make(facts.verify.url, error="m", micro=False).matrix
    ]
    assert printed_modules(pdf.render(facts, assets).pdf, len(expected)) == expected


@pytest.mark.parametrize(
    ("typed", "named"),
    [
        ("通道堵塞🔥", "U+1F525"),
        ("שלום", "U+05E9"),
        ("العربية", "U+0627"),
        ("\ue123", "U+E123"),
        ("ไทย", "U+0E44"),
    ],
)
def test_characters_that_cannot_be_printed_are_named_and_no_file_is_made(typed, named):
    facts, assets = samples.notice(pictures=0)
    with pytest.raises(pdf.MissingGlyph, match=re.escape(named)):
        pdf.render(with_finding(facts, statement=typed), assets)


def test_a_lone_surrogate_is_refused_by_name():
    facts, assets = samples.notice(pictures=0)
    with pytest.raises(pdf.MissingGlyph, match=r"U\+D83D"):
        pdf.render(with_finding(facts, statement="坏\ud83d"), assets)


def test_invisible_characters_are_dropped_from_the_page_and_the_data():
    facts, assets = samples.notice(pictures=0)
    content = pdf.render(with_finding(facts, statement="箱\u200b门\u202e未\x00接\ufeff地\u2066"), assets).pdf
    assert "箱门未接地。" in text_of(content)
    document = pikepdf.open(io.BytesIO(content))
    assert "箱门未接地" in document.attachments["notice.json"].get_file().read_bytes().decode()


def test_long_words_break_inside_the_page():
    facts, assets = samples.notice(pictures=0)
    long = with_finding(facts, statement="A" * 300, location="B" * 80, basis=(BasisText("C" * 90),))
    for doc_type in ("doc_rectify_notice", "doc_expert_opinion"):
        content = pdf.render(msgspec.structs.replace(long, doc_type=doc_type), assets).pdf
        boxes = subprocess.run(
            ["pdftotext", "-bbox", "-", "-"], input=content, capture_output=True, check=True
        ).stdout.decode()
        assert max(float(x) for x in re.findall(r'xMax="([\d.]+)"', boxes)) < 595 - 50
        assert text_of(content).count("A") >= 300


def test_markup_that_people_typed_is_text():
    facts, assets = samples.notice(pictures=0)
    typed = '<img src="file:///etc/passwd"><script>x</script>{{ 7 * 7 }}{% include "base.html" %}'
    text = text_of(pdf.render(with_finding(facts, statement=typed), assets).pdf)
    assert '<imgsrc="file:///etc/passwd"><script>x</script>{{7*7}}' in text.replace("”", '"')


@pytest.mark.parametrize(
    "url",
    [
        "file:///etc/hostname",
        "http://127.0.0.1:9/x.png",
        "https://example.org/x.png",
        "ftp://127.0.0.1/x",
        "data:image/png;base64,AAAA",
        "asset:other",
    ],
)
def test_nothing_but_the_given_assets_is_ever_fetched(url):
    made = datetime(2026, 12, 1, tzinfo=UTC)
    html = f'<html lang="zh-CN"><title>t</title><link rel="stylesheet" href="{url}"><img src="{url}" alt="x"><p>字</p></html>'
    with pytest.raises(pdf.MissingAsset, match="没有提供"):
        engine.write(html, {}, b"{}", made)


def test_a_photo_that_was_not_handed_over_or_is_no_jpeg_is_an_error():
    facts, assets = samples.notice()
    name = next(key for key in assets if key.startswith("photo/"))
    with pytest.raises(pdf.MissingAsset, match="缺少 1 张"):
        pdf.render(facts, {key: value for key, value in assets.items() if key != name})
    with pytest.raises(pdf.MissingAsset, match="JPEG"):
        pdf.render(facts, assets | {name: b"\x89PNG"})


def test_empty_required_facts_are_named_before_anything_is_drawn():
    facts, assets = samples.notice(pictures=0, feedback_by="", system_name="")
    with pytest.raises(pdf.RenderError, match="反馈期限、系统名称"):
        pdf.render(facts, assets)


def test_a_machine_without_the_subsetter_is_refused_with_advice(monkeypatch):
    pdf.render(*samples.notice(pictures=0))
    from weasyprint.text import ffi

    monkeypatch.setattr(ffi, "harfbuzz_subset", None)
    with pytest.raises(pdf.RendererUnfit, match="libharfbuzz-subset0"):
        engine._check_subsetter()


def test_importing_the_renderer_does_not_import_weasyprint():
    code = "import sys, inspect_app.render.pdf; sys.exit('weasyprint' in sys.modules or 'PIL' in sys.modules)"
    assert subprocess.run([sys.executable, "-c", code]).returncode == 0


def test_rendering_does_not_leave_its_font_settings_behind(monkeypatch):
    pdf.render(*samples.notice(pictures=0))
    assert os.environ.get("FONTCONFIG_FILE") != str(fonts.folder() / fonts.CONF)


def test_many_photos_go_four_to_a_page():
    assert rendered(findings=1, pictures=4).pages - rendered(findings=1, pictures=0).pages == 2
    assert rendered(findings=1, pictures=12).pages - rendered(findings=1, pictures=0).pages == 3


def test_a_finding_without_basis_measure_or_deadline_is_printed_plainly():
    facts, assets = samples.notice(pictures=0)
    bare = msgspec.structs.replace(facts, findings=(Finding(n=1, location="库房", statement="地面积水"),))
    text = text_of(pdf.render(bare, assets).pdf)
    assert "1．库房：地面积水。" in text
    assert "依据：" not in text
    assert "请你单位落实安全生产主体责任，立即整改，" in text
    assert Photo(sha256="0" * 64).stage == "before"
