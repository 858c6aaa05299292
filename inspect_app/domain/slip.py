"""现场告知单: the facts that the leave-behind copy prints, and their hash. static/field/slip.js makes the same of the same ops; a test
with random visits holds the two against each other."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from typing import Any

from inspect_app.domain import canon
from inspect_app.domain.wording import basis_text

Row = dict[str, Any]
Subject = tuple[str, str]  # (case, uuid)

FORMAT = 1
USUAL_DUE_DAYS = 15
CODE_LETTERS = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"  # Crockford's: none that looks like another
CODE_LENGTH = 16
CODE_BITS = 80
SHORT_HASH = 16
_PHOTO = re.compile("photo/[0-9a-f]{64}")
_READ = str.maketrans("OIL", "011")
ENTERPRISE = "enterprise"


# --- 检查编号 and 内容校验码 as they are printed and typed ---------------------------------------------------------------------------


def visit_code(visit: str) -> str:
    """检查编号: the first 80 bits of the visit's uuid in four groups of Crockford's base 32."""
    bits = int(visit.replace("-", "")[: CODE_BITS // 4], 16)
    letters = [CODE_LETTERS[bits >> shift & 31] for shift in range(CODE_BITS - 5, -1, -5)]
    return in_groups("".join(letters))


def uuid_prefix(code: str) -> str | None:
    """The beginning of the uuid that a typed code stands for (up to its last dash), or None when it can be no code."""
    letters = plain(code).translate(_READ)
    if len(letters) != CODE_LENGTH or any(letter not in CODE_LETTERS for letter in letters):
        return None
    bits = 0
    for letter in letters:
        bits = bits << 5 | CODE_LETTERS.index(letter)
    text = f"{bits:0{CODE_BITS // 4}x}"
    return f"{text[:8]}-{text[8:12]}-{text[12:16]}-{text[16:]}-"


def plain(typed: str) -> str:
    """What was typed without spaces and dashes, in capitals."""
    return "".join(letter for letter in typed.upper() if letter.isalnum())[:64]


def in_groups(letters: str) -> str:
    """Groups of four for reading aloud."""
    return "-".join(letters[i : i + 4] for i in range(0, len(letters), 4))


def short_hash(hashed: str) -> str:
    """The first 16 hex digits in groups: what the paper prints large."""
    return in_groups(hashed[:SHORT_HASH].upper())


# --- the facts -----------------------------------------------------------------------------------------------------------------------


def facts(
    visit: str, version: int, signed: Mapping[Subject, Row], lists: Mapping[str, Row], content_hash: str
) -> Row | None:
    """Everything that the paper says, of the values that stand in exactly the ops of a manifest.

    `lists`: checklists by key in the pinned versions; `content_hash`: what the signatures under this content name.
    None when the tablet wrote no header (a version before the leave-behind copy).
    """
    own = signed.get(("visit", visit), {})
    header = own.get("header")
    if not header:
        return None
    used = [lists.get(key, {}) for key in header["checklists"]]
    items = {item["id"]: item for content in used for item in content.get("items", [])}
    found = sorted(
        (_order(key, values), values)
        for (case, key), values in signed.items()
        if case == "finding" and not values.get("withdrawn")
    )
    opinion, advisory = own.get("opinion"), header["track"] == "advisory"
    return {
        "format": FORMAT, "visit": visit, "version": version, "header": header, "checked": checked(header["checklists"], lists, own),
        "area": own.get("area", ""), "companion": own.get("companion", ""),
        "highlights": own.get("highlights", "") if advisory else "", "findings": [_finding(values, items, advisory) for _, values in found],
        "opinion": {"agree": opinion["agree"], "text": opinion.get("text", "")} if opinion else None,
        "signatures": _signatures(own, header, content_hash),
    }  # fmt: skip


def slip_hash(said: Row) -> str:
    """内容校验码."""
    return canon.sha256(canon.canonical(said))


def checked(keys: Sequence[str], lists: Mapping[str, Row], own: Row) -> list[Row]:
    """How many items of each checklist stand in which answer, and how many of them were entered from paper."""
    made = []
    for key in keys:
        content = lists.get(key, {})
        ids = [item["id"] for item in content.get("items", [])]
        answers = [own.get(f"answer/{id_}") for id_ in ids]
        late = sum(
            answer is not None and own.get(f"late/{id_}") is not None
            for id_, answer in zip(ids, answers, strict=True)
        )
        counts = {word: answers.count(word) for word in ("ok", "nok", "na")}
        made.append(
            {"key": key, "title": content.get("title", ""), "items": len(ids), **counts, "late": late}
        )
    return made


def differences(header: Row, enterprise: Row, visit: Row, org: str) -> list[str]:
    """Where the paper's header and the bureau's records differ now, in words (Chinese): a name that was corrected since, or a wrong paper."""
    firm = header["enterprise"]
    pairs = [
        ("企业名称", firm["name"], enterprise.get("name") or ""), ("统一社会信用代码", firm.get("uscc", ""), enterprise.get("uscc") or ""),
        ("企业", firm["id"], visit["enterprise_id"]), ("检查类型", header["track"], visit["track"]), ("机关名称", header["org"], org),
        ("检查表", "、".join(header["checklists"]), "、".join(visit["checklists"])),
    ]  # fmt: skip
    return [f"{name}：单上“{told}”，局端“{held}”" for name, told, held in pairs if told != held]


def _order(finding: str, values: Row) -> tuple[bool, int, str]:
    """Suspected major ones first, then the shorter deadline."""
    days = values.get("due_days")
    return values.get("suspected_major") is None, USUAL_DUE_DAYS if days is None else days, finding


def _finding(values: Row, items: Mapping[str, Row], advisory: bool) -> Row:
    item = items.get((values.get("item") or {}).get("item", ""), {})
    major = values.get("suspected_major")
    criteria = item.get("major_criterion") or []
    told = criteria[major] if major is not None and major < len(criteria) else None
    photos = sorted((values[path]["at"], path[len("photo/") :]) for path in values if _PHOTO.fullmatch(path))
    plain = {
        "location": values.get("location", ""), "statement": values.get("statement", ""), "photos": [sha for _, sha in photos],
    }  # fmt: skip
    if not advisory:  # only what was seen: what follows from it stands in the formal document
        return {**plain, "suspected": False, "criterion": None, "basis": [], "measure": "", "due_days": None}
    return {
        **plain, "suspected": major is not None,
        "criterion": {name: told.get(name) or "" for name in ("name", "number", "clause", "text")} if told else None,
        "basis": [basis_text(basis, item_check=bool(item.get("check"))) for basis in (item.get("basis") or [])[:3]],
        "measure": values.get("measure", ""), "due_days": values.get("due_days", USUAL_DUE_DAYS),
    }  # fmt: skip


def _signatures(own: Row, header: Row, content_hash: str) -> list[Row]:
    """Those given under exactly this content, the lead first and the enterprise last."""
    team = [person["id"] for person in header["team"]]
    found = []
    for path, value in own.items():
        head, _, signer = path.partition("/")
        if head != "signature" or value.get("manifest_hash") != content_hash:
            continue
        turn = len(team) + 1 if signer == ENTERPRISE else team.index(signer) if signer in team else len(team)
        found.append((turn, signer, value))
    found.sort(key=lambda one: one[:2])
    return [
        {
            "signer": signer, "name": value.get("name", ""), "title": value.get("title", ""), "at": value["at"], "image": value.get("image"),
            "refusal": _refusal(value["refusal"]) if value.get("refusal") else None,
        }
        for _, signer, value in found
    ]  # fmt: skip


def _refusal(value: Row) -> Row:
    names = ("reason", "witness", "witness_unit", "recording_no")
    return {name: value.get(name, "") for name in names}
