"""How papers of enforcement word a finding, its bases and an instant: pure functions to sentences (documents.md § 1, 5, 8)."""

from __future__ import annotations

import re
from datetime import datetime

from inspect_app.domain.documents import Finding
from inspect_app.domain.punctuation import sentence
from inspect_app.domain.wording import SHANGHAI

_STAGE = re.compile(r"（[^）]*）$")


def found_text(finding: Finding) -> str:
    """部位＋事实 as one sentence: '成品仓库东侧通道，堆放纸箱约30箱。'; the place once, also when the statement begins with it."""
    place, said = finding.location.strip(), finding.statement.strip()
    if not place or said.startswith(place):
        return sentence(said or place)
    return sentence(f"{place.rstrip('，。；：')}，{said}")


def against_text(finding: Finding) -> str:
    """'不符合《A》第三条、《B》的规定。', direct basis first; '' without any. A basis without a verified clause has only its name (design § 7.8)."""
    texts = [basis.text.strip() for basis in finding.basis if basis.text.strip()]
    return f"不符合{'、'.join(texts)}的规定。" if texts else ""


def photos_text(finding: Finding) -> str:
    """'照片2-1、2-2': the numbers of its photos in the annex."""
    numbers = [_STAGE.sub("", photo.label) for photo in finding.photos]
    return "、".join([*numbers[:1], *(number.removeprefix("照片") for number in numbers[1:])])


def local(instant: str) -> datetime:
    """The instant on a clock in the county. Raises ValueError without an offset."""
    value = datetime.fromisoformat(instant)
    if value.tzinfo is None:
        raise ValueError(f"时间缺少时区：{instant}")
    return value.astimezone(SHANGHAI)


def clock_text(instant: str) -> str:
    """'2026年12月2日15时20分', as forms have it; '' stays ''."""
    if not instant:
        return ""
    at = local(instant)
    return f"{at.year}年{at.month}月{at.day}日{at.hour}时{at.minute}分"


def hour_text(instant: str) -> str:
    """'15时20分', '' stays ''."""
    return clock_text(instant).partition("日")[2]


def local_day(instant: str) -> str:
    """'2026年12月2日', '' stays ''."""
    return clock_text(instant).partition("日")[0] + "日" if instant else ""


def period_text(start: str, end: str) -> str:
    """'2026年12月1日9时0分至12月1日11时30分': the year a second time only when it changed. '' without a start, an open end without an end."""
    if not start:
        return ""
    first, last = clock_text(start), clock_text(end)
    year = f"{local(start).year}年"
    return f"{first}至{last.removeprefix(year)}" if end else f"{first}至"
