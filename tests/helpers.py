"""A small county for tests: real commands, real tables; nothing is faked."""

from __future__ import annotations

import hashlib
import io
import json
import uuid
from typing import Any

import sqlalchemy as sa
from PIL import Image, ImageDraw

from inspect_app.commands import accounts, devices
from inspect_app.commands.log import writing
from inspect_app.domain import canon, clock, dates
from inspect_app.domain.people import Actor, system
from inspect_app.storage import tables as t
from inspect_app.storage.db import Database, now_ms
from inspect_app.storage.projections import CASE_TABLES, REGISTRY_TABLES

ORG = "411122"
PASSWORD = "test-password"
TODAY = dates.day_of(now_ms())  # in the county
NOW = dates.instant(now_ms())  # nothing is served before it was issued, and tests issue now
PEOPLE = {
    "p-exp1": ("王建国", "expert"), "p-exp2": ("李红霞", "expert"), "p-exp3": ("赵志强", "expert"), "p-off1": ("周执法", "officer"),
    "p-off2": ("吴执法", "officer"), "p-sec": ("陈科员", "section"), "p-lead": ("刘局长", "leader"), "p-grid": ("孙网格", "grid"),
    "p-audit": ("郑审计", "audit"), "p-admin": ("冯管理", "admin"), "p-comm": ("褚安委", "committee"), "p-dept": ("卫消防", "dept"),
    "p-ent1": ("韩安全", "ent_safety"), "p-head1": ("杨经理", "ent_head"), "p-ent2": ("朱安全", "ent_safety"),
}  # fmt: skip
LINKS = {
    "p-grid": {"township_id": "411122100"},
    "p-dept": {"department_id": "d-fire"},
    "p-ent1": {"enterprise_id": "e-1"},
    "p-head1": {"enterprise_id": "e-1"},
    "p-ent2": {"enterprise_id": "e-2"},
}
ITEM = {
    "id": "elec-sub-01", "section": "sub", "text": "配电室门向外开启", "method": ["看现场"], "severity": "general", "photo_required": True,
    "basis": [{"name": "低压配电设计规范", "number": "GB 50054-2011", "clause": "4.3.2", "src": "V"}, {"name": "用电安全导则", "number": "GB/T 13869-2017", "src": "K"}],
    "typical_finding": "配电室门向内开启。", "suggested_measure": "改为向外开启。",
}  # fmt: skip
MAJOR = {
    "id": "elec-mgmt-01", "section": "mgmt", "text": "电工持证", "method": ["查资料"], "severity": "major", "photo_required": True,
    "basis": [{"name": "中华人民共和国安全生产法（2021修正）", "number": "主席令第八十八号", "clause": "第三十条", "src": "V"}],
    "major_criterion": [{"name": "工贸企业重大事故隐患判定标准", "number": "应急管理部令第10号", "clause": "第三条第（二）项", "text": "特种作业人员未按照规定经专门的安全作业培训并取得相应资格，上岗作业的", "src": "V"}],
    "typical_finding": "电工无证上岗。", "suggested_measure": "立即停止无证作业。",
}  # fmt: skip
CHECKLIST = {
    "id": "electrical", "version": "0.1.0", "title": "用电安全专项检查表", "status": "draft", "sections": [{"id": "mgmt", "title": "管理资料"}, {"id": "sub", "title": "变配电室"}],
    "items": [MAJOR, ITEM],
}  # fmt: skip


def grow(db: Database) -> None:
    """One op that changes no case: what was written into tables by hand before it is seen by figures that are kept while the log stands."""
    with writing(db, ORG) as log:
        log.record(actor("p-sec"), "setting/hand", {"n": log.seq})
        log.touched({*CASE_TABLES, *REGISTRY_TABLES, "ended"})


def actor(person: str, org: str = ORG) -> Actor:
    """The person as the rules see them."""
    name, role = PEOPLE[person]
    link = LINKS.get(person, {})
    return Actor(
        org=org,
        id=person,
        role=role,
        name=name,
        township=link.get("township_id"),
        department=link.get("department_id"),
        enterprise=link.get("enterprise_id"),
    )


def found_county(db: Database, org: str = ORG, *, accounts_too: bool = False) -> None:
    """An org with a township, two enterprises, people of every role and one checklist."""
    with db.write() as connection:
        connection.execute(t.org.insert().values(id=org, seq=0, chain=canon.GENESIS, clock=""))
    who = system(org)
    with writing(db, org) as log:
        log.record(
            who,
            "setting/bureau",
            {
                "name": "临颍县应急管理局",
                "abbr": "临",
                "demo": True,
                "system_name": "助千企平台",
                "contact": "工贸科",
                "phone": "0395-0000000",
            },
        )
        log.record(who, "township/411122100", {"name": "城关街道"})
        log.record(who, "township/411122101", {"name": "杜曲镇"})
        log.record(
            who, "department/d-fire", {"name": "县消防救援大队", "contact": "卫消防", "phone": "0395-0000119"}
        )
        log.record(who, "department/d-market", {"name": "县市场监督管理局"})
        for n, (name, township) in enumerate(
            (("临颍县颍川食品有限公司", "411122100"), ("漯河淼犇机械有限公司", "411122101")), 1
        ):
            log.record(who, f"enterprise/e-{n}", {
                "name": name, "uscc": f"9141112200000000{n}X", "industry": "农副食品加工业", "hazards": ["dust", "electrical"], "township_id": township,
                "address": "临颍县产业集聚区经一路", "principal": "杨经理", "principal_phone": "19900000001", "safety_manager": "韩安全",
                "safety_manager_phone": "19900000002", "employees": 60, "scale": "小型",
            })  # fmt: skip
        for person, (name, role) in PEOPLE.items():
            log.record(
                who,
                f"person/{person}",
                {
                    "name": name,
                    "role": role,
                    "specialty": "电气",
                    "title": "高级工程师",
                    **({"cert_no": f"豫L{person[-1]:0>4}"} if role == "officer" else {}),
                    **LINKS.get(person, {}),
                },
            )
        log.record(who, "checklist/electrical@0.1.0", {
            "name": "electrical", "version": "0.1.0", "title": CHECKLIST["title"], "status": "draft", "content_hash": "0" * 64, "content": CHECKLIST,
        })  # fmt: skip
    if accounts_too:
        for person in PEOPLE:
            accounts.set_account(db, org, person, person, PASSWORD)


def plan_value(**changes: Any) -> dict[str, Any]:
    """A visit of two experts to the first enterprise."""
    return {
        "enterprise": "e-1", "track": "advisory", "planned_date": "2026-11-23", "lead": "p-exp1", "members": ["p-exp1", "p-exp2"],
        "checklists": ["electrical@0.1.0"], **changes,
    }  # fmt: skip


def jpeg(seed: int = 1, size: tuple[int, int] = (640, 480)) -> bytes:
    """A small real photo-like JPEG, different for every seed."""
    image = Image.new("RGB", size, (40 * seed % 255, 90, 160))
    draw = ImageDraw.Draw(image)
    for i in range(12):
        x = (seed * 37 + i * 53) % size[0]
        draw.rectangle(
            (x, i * 30, x + 60, i * 30 + 40),
            fill=((i * 20 + seed * 11) % 255, (seed * 29) % 255, (i * 40) % 255),
        )
    out = io.BytesIO()
    image.save(out, "JPEG", quality=85)
    return out.getvalue()


def sha(data: bytes) -> str:
    """Hex SHA-256."""
    return hashlib.sha256(data).hexdigest()


class Tablet:
    """Makes ops as a tablet does: own clock, `prev` from what it has seen."""

    def __init__(self, db: Database, person: str = "p-exp1", device: str | None = None) -> None:
        self.author = person
        self.device = device or devices.enrol(db, actor(person), None, "测试平板", "test")
        self.last, self.seen = "", {}  # type: ignore[var-annotated]

    def op(
        self, visit: str, subject: str, path: str, value: Any, kind: str = "set", **changes: Any
    ) -> dict[str, Any]:
        """One op; sets replace what this tablet wrote before."""
        self.last = clock.next_stamp(self.last, changes.pop("ms", now_ms()), self.device)
        prev = self.seen.get((subject, path), []) if kind == "set" else []
        if kind == "set":
            self.seen[subject, path] = [self.last]
        return {
            "id": self.last, "visit": visit, "subject": subject, "kind": kind, "path": path, "value": value, "prev": prev,
            "author": self.author, "device": self.device, **changes,
        }  # fmt: skip

    def inspection(self, visit: str, photos: list[bytes], *, suspected: bool = False) -> list[dict[str, Any]]:
        """A whole visit: start, two answers, one finding with the photos, signatures, submission."""
        v, finding = f"visit/{visit}", f"finding/{uuid.uuid4()}"
        at = "2026-11-23T02:00:00Z"
        ops = [self.op(visit, v, "start", {"at": at}, "event")]
        ops += [
            self.op(visit, v, "answer/elec-sub-01", "nok"),
            self.op(visit, v, "answer/elec-mgmt-01", "nok" if suspected else "ok"),
        ]
        fields: dict[str, Any] = {
            "item": {"checklist": "electrical", "version": "0.1.0", "item": "elec-mgmt-01" if suspected else "elec-sub-01"}, "location": "一号车间北侧配电室",
            "statement": "配电室门向内开启，未向疏散方向开启。", "measure": "建议改为向外开启。", "due_days": 7,
        }  # fmt: skip
        if suspected:
            fields["suspected_major"] = 0
        ops += [self.op(visit, finding, path, value) for path, value in fields.items()]
        ops += [
            self.op(visit, finding, f"photo/{sha(photo)}", {"at": at, "w": 640, "h": 480, "role": "scene"})
            for photo in photos
        ]
        ops.append(self.op(visit, v, "opinion", {"agree": True, "text": ""}))
        return [*ops, self.submit(visit, ops)]

    def submit(
        self, visit: str, ops: list[dict[str, Any]], version: int = 1, reason: str = ""
    ) -> dict[str, Any]:
        """The submission that covers these ops."""
        replaced = {p for o in ops for p in o["prev"]}
        heads = sorted(o["id"] for o in ops if o["kind"] == "set" and o["id"] not in replaced)
        photos = sorted(
            {o["path"][6:] for o in ops if o["path"].startswith("photo/") and o["value"] is not None}
        )
        manifest = {"ops": heads, "photos": photos, "hash": canon.manifest_hash(heads, photos)}
        return self.op(
            visit,
            f"visit/{visit}",
            "submit",
            {"version": version, "manifest": manifest, "reason": reason},
            "event",
        )


def raw(ops: list[dict[str, Any]]) -> list[bytes]:
    """As they come out of the body of a push."""
    return [json.dumps(o, ensure_ascii=False).encode() for o in ops]


def finding_ids(db: Database, visit: str) -> list[str]:
    """The findings that a visit's submission made."""
    with db.read() as connection:
        return list(
            connection.scalars(
                sa.select(t.finding.c.id).where(t.finding.c.visit_id == visit).order_by(t.finding.c.id)
            )
        )
