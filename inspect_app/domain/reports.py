"""What a tablet tells of itself at each contact, and which risks for the work on it follow. About devices, never about people.

No position, no time of use, and only the last report is kept (国办函〔2026〕12号).
"""

from __future__ import annotations

from typing import Annotated, Any

import msgspec

Count = Annotated[int, msgspec.Meta(ge=0, le=10**9)]
Bytes = Annotated[int, msgspec.Meta(ge=0, le=2**53 - 1)]
Stamp = Annotated[int, msgspec.Meta(ge=0, le=2**53 - 1)]

HOUR_MS = 3_600_000
LATE_MS = 24 * HOUR_MS  # 现场→提交: the same day, 72 h offline (workflow § 5)
LOW_BYTES = 500_000_000
CLOCK_MS = 5 * 60_000
MAX_BYTES = 4096


class Report(msgspec.Struct, frozen=True):
    """Body of `POST /devices/<id>/report`. `oldest`: ms that the oldest unsent item has waited; `free`: what the browser would still give, bytes;
    `room`: a megabyte could be written; `mirrored`: the second copy works; `now`: the tablet's clock, ms since 1970."""

    ops: Count
    photos: Count
    quarantined: Count = 0
    oldest: Stamp = 0
    free: Bytes | None = None
    room: bool = True
    persisted: bool = True
    mirrored: bool = True
    encrypted: bool = False
    now: Stamp | None = None
    app: Annotated[str, msgspec.Meta(max_length=40)] = ""


# Worst first: the order of the groups in the list is fixed, within a group it is by name.
RISKS = {
    "clone": "编号重复",
    "unsent": "超过 24 小时未上传",
    "stuck": "有内容需处理",
    "space": "空间不足",
    "copy": "没有第二份副本",
    "persist": "未开启长期保存",
    "clock": "时钟偏差大",
    "app": "应用待更新",
}
ADVICE = {
    "clone": "两台平板使用同一个编号（多为整机复制所致）。记录都已保留。请联系使用人，在平板“上传”页选择“换新编号重传”。",
    "unsent": "请联系使用人把平板连上网络，打开应用，等到显示“已全部上传”。",
    "stuck": "有内容局端没有接受。请联系使用人在平板“上传”页按说明处理，处理不了的由业务科室核对派单。",
    "space": "请联系使用人删除平板上的其他照片、视频或应用。空间不足时平板会停止拍照，已保存的内容不受影响。",
    "copy": "这台平板的浏览器保存不了第二份本机副本，请尽快联网上传，并换用最新版 Chrome 或 Edge。",
    "persist": "请联系使用人把应用安装到主屏幕，否则系统在空间紧张时可能清除数据。",
    "clock": "请联系使用人打开系统的自动校时。记录按局端时间排序，不会因此被拒收。",
    "app": "请联系使用人联网后在列表页点“更新”。旧版本的记录照常接收。",
}


def unsent_for(told: dict[str, Any], told_at: int, now: int) -> int:
    """How long the oldest unsent item waits by now, ms; 0 when the last report knew of none."""
    return told["oldest"] + now - told_at if told["ops"] + told["photos"] else 0


def risks(
    told: dict[str, Any] | None,
    told_at: int,
    now: int,
    *,
    offset: int | None,
    current: str,
    clone: bool = False,
) -> list[str]:
    """The risks of a tablet, worst first. `told`: its last report as kept, or None; `current`: the version of the app that is served."""
    found = {"clone": clone}
    if told is not None:
        found |= {
            "unsent": unsent_for(told, told_at, now) > LATE_MS,
            "stuck": told["quarantined"] > 0,
            "space": not told["room"] or (told["free"] is not None and told["free"] < LOW_BYTES),
            "copy": not told["mirrored"],
            "persist": not told["persisted"],
            "clock": offset is not None and abs(offset) > CLOCK_MS,
            "app": bool(told["app"]) and told["app"] != current,
        }
    return [name for name in RISKS if found.get(name)]


def group(found: list[str], reported: bool) -> int:
    """Where a tablet stands in the list: by its worst risk, those without come after, those that never told anything last."""
    if found:
        return list(RISKS).index(found[0])
    return len(RISKS) + (0 if reported else 1)
