"""Punctuation of documents: Chinese where Chinese stands, and no fact ever changed (documents.md § 8, 9)."""

import re
import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from inspect_app.domain.punctuation import sentence, unbroken


@pytest.mark.parametrize(
    ("typed", "printed"),
    [
        ("配电箱(编号AP-3),箱门未接地", "配电箱（编号AP-3），箱门未接地。"),
        ("配电箱(编号AP-3)", "配电箱（编号AP-3）。"),
        ("不符合《低压配电设计规范》(GB 50054-2011)第5.1.1条", "不符合《低压配电设计规范》（GB 50054-2011）第5.1.1条。"),
        ("压力表(量程(0~1.6) MPa)超期", "压力表（量程（0~1.6）MPa）超期。"),
        ("压力0.4 MPa,温度80 ℃;均超限.", "压力0.4 MPa，温度80 ℃；均超限。"),
        ("宽1,200 mm,净高2.4 m", "宽1,200 mm，净高2.4 m。"),
        ("时间:3:00至4:00", "时间：3:00至4:00。"),
        ("配比1:2:3", "配比1:2:3。"),
        ("标识为Ex d IIB T4 (Gb)", "标识为Ex d IIB T4 (Gb)。"),
        ("张贴\"禁止烟火\"标志", "张贴“禁止烟火”标志。"),
        ("墙上写有\"禁止烟火\"", "墙上写有“禁止烟火”。"),
        ("2\"管与3\"管混接", "2\"管与3\"管混接。"),
        ("已说明“立即停用。”", "已说明“立即停用。”"),
        ("1.箱门未接地;2.灯具破损", "1.箱门未接地；2.灯具破损。"),
        ("箱门未接地.有触电危险.", "箱门未接地。有触电危险。"),
        ("见附表一.二", "见附表一.二。"),
        ("未接地, 有触电危险 。", "未接地，有触电危险。"),
        ("第一行，\n第二行", "第一行，第二行。"),
        ("阀门 V-101、V-102 内漏", "阀门 V-101、V-102 内漏。"),
        ("是否停用?已停用!", "是否停用？已停用！"),
        ("The valve V-101 (DN50) leaks, 3.5 L/min", "The valve V-101 (DN50) leaks, 3.5 L/min。"),
        ("缺少：", "缺少。"),
    ],
)  # fmt: skip
def test_examples(typed, printed):
    assert sentence(typed) == printed


FACTS = st.sampled_from([
    "0.4 MPa", "GB 50054-2011", "GB/T 13869-2017", "AP-3", "1,200 mm", "3:00", "12:30:05", "2.4 m", "-20 ℃", "220/380 V", "4 mm²", "1:2.5", "10^-6",
    "Ex d IIB T4", "V-101A/B", "PLC", "30%", "±0.5", "No.7", "e.g.", "IP54", "192.168.1.10", "LX-20261201-03", "5.1.1", "H₂S", "≥1,000",
])  # fmt: skip
CHINESE = st.sampled_from(
    ["配电箱", "未接地", "实测值为", "编号", "通道净宽", "一", "第", "项", "㛃䶮", "𬭚"]
)
MARKS = st.sampled_from(
    [
        ",",
        ";",
        ".",
        ":",
        "?",
        "!",
        "(",
        ")",
        "（",
        "）",
        '"',
        "，",
        "。",
        "、",
        "“",
        "”",
        " ",
        "\n",
        "；",
        "...",
    ]
)


def bare(text):
    """What is no punctuation and no space."""
    return "".join(char for char in text if unicodedata.category(char)[0] not in "PZ" and not char.isspace())


@given(st.lists(st.one_of(FACTS, CHINESE, MARKS), max_size=14).map("".join))
def test_letters_digits_and_signs_are_never_touched_and_twice_is_once(typed):
    printed = sentence(typed)
    assert bare(printed) == bare(typed)
    assert sentence(printed) == printed
    assert not re.search(r"\s[，。；：）]", printed)


@given(CHINESE, FACTS, CHINESE, st.sampled_from([",", ";", "，", "(", " "]))
def test_a_fact_between_chinese_stays_to_the_letter(before, fact, after, mark):
    closing = ")" if mark == "(" else ""
    assert fact in sentence(f"{before}{mark}{fact}{closing}{after}")


@given(st.text(max_size=60))
def test_any_text_at_all_is_tidied(typed):
    assert bare(sentence(typed)) == bare(typed)


def test_a_line_never_ends_inside_a_standard_or_a_measure():
    assert unbroken("GB 50054-2011 间距0.4 m，AP 3") == "GB\u00a050054-2011 间距0.4\u00a0m，AP\u00a03"
