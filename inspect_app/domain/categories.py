"""隐患类别 (workflow § 8.2): which of nine kinds a checklist's section belongs to, and the number by which people name a finding."""

from __future__ import annotations

from functools import lru_cache

CATEGORIES = ("电气", "危化", "粉尘", "有限空间", "消防", "特种设备", "管理", "机械", "作业", "其他")
OTHER = "其他"
# Checklist → its kind, where a section says nothing else. What the experts' lists call management is 管理 whatever the list.
_LISTS = {
    "electrical": "电气", "hazardous-chemicals": "危化", "dust-explosion": "粉尘", "confined-space": "有限空间", "fire-safety": "消防",
    "industrial-trade-general": "机械",
}  # fmt: skip
_SECTIONS = {
    ("electrical", "mgmt"): "管理", ("electrical", "tmp"): "作业", ("hazardous-chemicals", "lic"): "管理", ("hazardous-chemicals", "ppl"): "管理",
    ("hazardous-chemicals", "spw"): "作业", ("dust-explosion", "mgmt"): "管理", ("confined-space", "mgmt"): "管理", ("confined-space", "apr"): "管理",
    ("fire-safety", "mgmt"): "管理", ("fire-safety", "ele"): "消防", ("industrial-trade-general", "mgmt"): "管理", ("industrial-trade-general", "ppl"): "管理",
    ("industrial-trade-general", "con"): "管理", ("industrial-trade-general", "bld"): "其他", ("industrial-trade-general", "spe"): "特种设备",
    ("industrial-trade-general", "gas"): "危化", ("industrial-trade-general", "wld"): "作业", ("industrial-trade-general", "emg"): "其他",
}  # fmt: skip


@lru_cache(maxsize=1024)
def category(checklist: str | None, section: str | None) -> str:
    """One of CATEGORIES. checklist: `electrical@0.1.0`, None for what was found outside the lists (其他)."""
    name = (checklist or "").partition("@")[0]
    return _SECTIONS.get((name, section or ""), _LISTS.get(name, OTHER))


def finding_number(found_on: str | None, finding: str) -> str:
    """隐患编号 of the ledger: YH-20261123-1A2B3C4D, the day of the inspection and the last eight signs of its key. It never changes."""
    return f"YH-{(found_on or '').replace('-', '')}-{finding[-8:].upper()}"
