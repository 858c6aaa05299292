"""Visits that were signed with a leave-behind copy, for tests: the ops of a tablet and the hash that it prints."""

from __future__ import annotations

import uuid
from typing import Any

from inspect_app.domain import canon, slip
from tests.helpers import CHECKLIST, Tablet

AT = "2026-11-23T02:00:00Z"
HEADER = {
    "org": "临颍县应急管理局", "track": "advisory", "date": "2026-11-23", "checklists": ["electrical@0.1.0"],
    "enterprise": {"id": "e-1", "name": "临颍县颍川食品有限公司", "uscc": "91411122000000001X", "address": ""},
    "team": [{"id": "p-exp1", "name": "王建国", "title": "电气"}, {"id": "p-exp2", "name": "李红霞", "title": ""}],
}  # fmt: skip


def signed(tablet: Tablet, visit: str, **fields: Any) -> list[dict[str, Any]]:
    """A visit of one finding, signed by lead and enterprise; not submitted."""
    v, finding = f"visit/{visit}", f"finding/{uuid.uuid4()}"
    ops = [
        tablet.op(visit, v, "start", {"at": AT}, "event"), tablet.op(visit, v, "answer/elec-sub-01", "nok"),
        tablet.op(visit, v, "late/elec-sub-01", {"at": AT, "sheet": "1"}),
        tablet.op(visit, finding, "statement", "配电室门向内开启。"), tablet.op(visit, finding, "location", "配电室"),
        tablet.op(visit, finding, "due_days", 7), tablet.op(visit, v, "opinion", {"agree": True}),
    ]  # fmt: skip
    ops += [tablet.op(visit, v, path, value) for path, value in ({"header": HEADER} | fields).items()]
    return ops + signatures(tablet, visit, ops)


def signatures(tablet: Tablet, visit: str, ops: list[dict[str, Any]]) -> list[dict[str, Any]]:
    replaced = {id_ for op in ops for id_ in op["prev"]}
    content = [
        op["id"]
        for op in ops
        if op["kind"] == "set" and op["id"] not in replaced and not op["path"].startswith("signature/")
    ]
    under = canon.manifest_hash(content, [])
    refusal = {"reason": "不同意签字", "witness": "孙网格"}
    return [
        tablet.op(visit, f"visit/{visit}", "signature/p-exp1", {"at": AT, "manifest_hash": under, "name": "王建国"}),
        tablet.op(visit, f"visit/{visit}", "signature/enterprise", {"at": AT, "manifest_hash": under, "refusal": refusal}),
    ]  # fmt: skip


def hash_of(ops: list[dict[str, Any]], visit: str, version: int = 1) -> str:
    """What the tablet prints: made here by the pure builder from the ops as the tablet has them."""
    replaced = {id_ for op in ops for id_ in op["prev"]}
    values: dict[tuple[str, str], dict[str, Any]] = {}
    for op in ops:
        if op["kind"] == "set" and op["id"] not in replaced:
            case, _, key = op["subject"].partition("/")
            values.setdefault((case, key), {})[op["path"]] = op["value"]
    under = values["visit", visit]["signature/p-exp1"]["manifest_hash"]
    said = slip.facts(visit, version, values, {"electrical@0.1.0": CHECKLIST}, under)
    assert said
    assert [one["signer"] for one in said["signatures"]] == ["p-exp1", "enterprise"]
    return slip.slip_hash(said)


def submit(tablet: Tablet, visit: str, ops: list[dict[str, Any]], told: str | None, version: int = 1) -> Any:
    op = tablet.submit(visit, ops, version, "补正" if version > 1 else "")
    return {**op, "value": op["value"] | ({"slip": told} if told else {})}
