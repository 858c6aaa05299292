"""Who acts: roles, and the person as the rules see them."""

from __future__ import annotations

import msgspec

ROLES = {
    "expert": "专家", "officer": "执法人员", "section": "业务科室", "leader": "局领导", "committee": "县安委办",
    "dept": "协办部门", "grid": "乡镇（街道）", "ent_safety": "企业安全管理员", "ent_head": "企业主要负责人",
    "holder": "文书持码人", "audit": "审计", "admin": "系统管理员", "system": "系统",
}  # fmt: skip

FIELD_ROLES = frozenset({"expert", "officer"})
BUREAU_ROLES = frozenset({"section", "leader", "officer", "committee", "grid", "dept", "audit"})
PORTAL_ROLES = frozenset({"ent_safety", "ent_head", "holder"})


class Actor(msgspec.Struct, frozen=True):
    """The person behind a request or a command. `enterprise`, `township`, `department`, `document` narrow what they may see; `device` is the tablet that the
    session is used on, `locked` the reason when the bureau locked that tablet."""

    org: str
    id: str
    role: str
    name: str = ""
    township: str | None = None
    department: str | None = None
    enterprise: str | None = None
    document: str | None = None
    specialty: str = ""
    title: str = ""
    device: str | None = None
    locked: str | None = None


def system(org: str) -> Actor:
    """The server itself, as author of events nobody's hand made (received, submit of a finding)."""
    return Actor(org=org, id="system", role="system", name="系统")
