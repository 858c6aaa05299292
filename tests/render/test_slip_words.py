"""The leave-behind copy and the formal opinion say the same in the same words; neither orders anything."""

from __future__ import annotations

import re

from inspect_app.domain.doc_words import WORDS
from inspect_app.paths import static_dir
from inspect_app.render.engine import TEMPLATES

PAPER = (static_dir() / "field/views/slippaper.js").read_text(encoding="utf-8")
OPINION = (TEMPLATES / "expert_opinion.html").read_text(encoding="utf-8") + "".join(
    words.text for words in WORDS["doc_expert_opinion"]
)
SHARED = (
    "一、基本情况", "二、专家组", "三、发现的主要问题和整改建议", "四、亮点与管理提升建议", "五、提示", "本次服务未发现需要提出整改建议的问题。",
    "疑似重大事故隐患已当场口头告知并提请应急管理部门依法处置。企业应当按照《安全生产法》第四十一条履行隐患排查治理主体责任。", "专家组长（签名）：", "专家（签名）：",
    "企业确认（签名）：", "对专家意见：", "无异议", "有异议：", "问题描述", "整改建议", "建议完成时限", "风险等级", "企业名称", "统一社会信用代码", "服务区域", "陪同人员",
)  # fmt: skip


def test_both_say_the_same_words() -> None:
    assert [words for words in SHARED if words not in PAPER or words not in OPINION] == []


def test_the_copy_orders_nothing_and_has_no_number() -> None:
    said = re.sub(r"(?m)^\s*(//|/?\*).*$", "", PAPER)
    assert [word for word in ("责令", "必须", "限期", "〔", "文号", "处罚决定") if word in said] == []
    assert "不代替正式文书" in said
    assert (
        "不作出处理决定" in said
    )  # on the enforcement track: a list of what was seen, and that the formal document follows
