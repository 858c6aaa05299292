"""Made-up histories of one visit for two folds: the tablet's (static/field/fold.js) and the server's (domain/fold.py)."""

from __future__ import annotations

import random
import re
from typing import Any

from inspect_app.domain import canon, clock
from inspect_app.domain.fold import Head, Slot, merge, shown_values
from inspect_app.queries.signed import NAMED_PHOTO

VISIT = "0b0e7a52-0000-4000-8000-000000000001"
FINDINGS = [f"0b0e7a52-0000-4000-8000-0000000000f{n}" for n in (1, 2)]
DEVICES = ["aaaaaaaa", "bbbbbbbb", "cccccccc"]
SHAS = [digit * 64 for digit in "ab"]
START_MS = 1_795_430_000_000
PHOTO = re.compile("photo/[0-9a-f]{64}")

Op = dict[str, Any]


def history(rng: random.Random) -> list[Op]:
    """Ops of two or three tablets that each saw only part of the others' work, numbered and ranked as the server does, in the log's order.

    Among them: conflicts, values that look alike, withdrawn findings and photos, stamps hours ahead, prevs that name what comes later,
    what never comes, themselves, or each other in a ring.
    """
    ops: list[Op] = []
    seen: dict[tuple[str, str, str], list[str]] = {}
    last: dict[str, str] = {}
    ahead = {device: rng.choice([0, 0, 0, 7_200_000]) for device in DEVICES}
    for n in range(rng.randint(1, 24)):
        device = rng.choice(DEVICES[: rng.randint(2, 3)])
        last[device] = clock.next_stamp(
            last.get(device, ""), START_MS + n * rng.choice([0, 1, 1000]) + ahead[device], device
        )
        subject, path, value = _field(rng)
        prev = seen.get((device, subject, path), [])
        ops.append({
            "id": last[device], "visit": VISIT, "subject": subject, "kind": "set", "path": path, "value": value, "prev": prev,
            "author": f"p-{device[0]}", "device": device,
        })  # fmt: skip
        for other in DEVICES:
            if other == device or rng.random() < 0.4:
                seen[other, subject, path] = (
                    [last[device]]
                    if other == device
                    else sorted({*seen.get((other, subject, path), []), last[device]} - set(prev))
                )
    if rng.random() < 0.15:
        _spoil(rng, ops)
    rng.shuffle(ops)
    for seq, op in enumerate(ops, 1):
        op["seq"], op["rank"] = seq, clock.rank(op["id"], START_MS + seq * 1000)
    return ops


def _field(rng: random.Random) -> tuple[str, str, Any]:
    at = {"at": f"2026-11-23T0{rng.randint(1, 3)}:00:00Z", "w": 1440, "h": 1080}
    if rng.random() < 0.5:
        path, values = rng.choice(VISIT_FIELDS)
        return f"visit/{VISIT}", path, rng.choice(values)
    subject = f"finding/{rng.choice(FINDINGS)}"
    if rng.random() < 0.4:
        return subject, f"photo/{rng.choice(SHAS)}", rng.choice([at, at, None])
    path, values = rng.choice(FINDING_FIELDS)
    return subject, path, rng.choice(values)


VISIT_FIELDS: list[tuple[str, list[Any]]] = [
    ("answer/elec-sub-01", ["ok", "nok", "na", None]), ("opinion", [{"agree": True, "text": ""}, {"text": "", "agree": True}, {"agree": False, "text": "不同意"}]),
    ("signature/p-a", [{"name": "王", "image": SHAS[0]}, None]), ("a-later-path", [True, 1, 0, False, None, "", "1", [1], [True], {"a": 1}, {"a": True}]),
]  # fmt: skip
FINDING_FIELDS: list[tuple[str, list[Any]]] = [
    ("statement", ["配电室门向内开启。", "配电室门反装。", None]), ("due_days", [0, 7, 30]), ("withdrawn", [True, None]), ("location", ["一号车间", ""]),
]  # fmt: skip


def _spoil(rng: random.Random, ops: list[Op]) -> None:
    """What no honest tablet writes: an op that names itself, a ring, or something that nobody has."""
    a, b = rng.choice(ops), rng.choice(ops)
    a["prev"] = sorted({*a["prev"], rng.choice([a["id"], b["id"], f"0zzzzzzzz-000-{DEVICES[0]}"])})
    if rng.random() < 0.5:
        b["subject"], b["path"], b["value"], b["prev"] = (
            a["subject"],
            a["path"],
            a["value"],
            sorted({*b["prev"], a["id"]}),
        )


def arrival(rng: random.Random, ops: list[Op]) -> list[Op]:
    """The same ops as a tablet gets them: any order, some twice, some first as they were written here, without the server's number and rank."""
    again = [rng.choice(ops) for _ in range(rng.randint(0, 5))]
    own = [{name: op[name] for name in op if name not in ("seq", "rank")} for op in ops if rng.random() < 0.2]
    mixed = [*ops, *again]
    rng.shuffle(mixed)
    return [*own, *mixed]


def slots_of(ops: list[Op]) -> dict[tuple[str, str], Slot]:
    """As the writer of the log folds them, one after the other."""
    slots: dict[tuple[str, str], Slot] = {}
    for op in ops:
        key = (op["subject"], op["path"])
        slots[key] = merge(
            slots.get(key, Slot()),
            Head(op["id"], op["rank"], op["seq"], op["author"], op["value"]),
            op["prev"],
        )
    return slots


def server_view(ops: list[Op]) -> dict[str, Any]:
    """What the server makes of it, in the words that tests/js/fold_batch.js uses, too."""
    slots = slots_of(ops)
    fields: dict[str, dict[str, Any]] = {}
    for (subject, path), slot in slots.items():
        if slot.shown is not None:
            heads = sorted(slot.heads, key=lambda head: (head.rank, head.id), reverse=True)
            fields.setdefault(subject, {})[path] = {
                "value": slot.shown.value, "op": slot.shown.id, "author": slot.shown.author,
                "conflict": [[head.id, head.value] for head in heads] if slot.in_conflict else None,
            }  # fmt: skip
    values = {
        subject: {path: field["value"] for path, field in own.items() if field["value"] is not None}
        for subject, own in fields.items()
    }
    findings = {subject: own for subject, own in values.items() if subject.startswith("finding/")}
    heads = {head.id: (path, head) for (_, path), slot in slots.items() for head in slot.heads}
    return {
        "fields": fields,
        "photos": {subject: [sha for _, sha in sorted((own[p]["at"], p[6:]) for p in own if PHOTO.fullmatch(p))] for subject, own in findings.items()},
        "withdrawn": {subject: bool(own.get("withdrawn")) for subject, own in findings.items()},
        "heads": sorted(heads), "content": _content_hash([pair for pair in heads.values() if not pair[0].startswith(("signature/", "ink/"))]),
    }  # fmt: skip


def _content_hash(heads: list[tuple[str, Head]]) -> str:
    """docs/wire.md, Manifest: the hash that a signature names."""
    photos = {
        path.rpartition("/")[2]
        for path, head in heads
        if isinstance(head.value, dict) and NAMED_PHOTO.fullmatch(path)
    }
    return canon.manifest_hash([head.id for _, head in heads], list(photos))


def signed_values(ops: list[Op], heads: list[str]) -> dict[str, dict[str, Any]]:
    """What counts as signed when the tablet's manifest names these heads: the fold of exactly them, without withdrawn values."""
    wanted = set(heads)
    slots = slots_of([op for op in ops if op["id"] in wanted])
    subjects: dict[str, dict[str, Slot]] = {}
    for (subject, path), slot in slots.items():
        subjects.setdefault(subject, {})[path] = slot
    return {subject: shown_values(own) for subject, own in subjects.items()}
