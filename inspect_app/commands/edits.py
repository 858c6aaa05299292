"""A draft is changed in its editor: blanks as field ops, what it says of a finding through the finding's own `assign`, what it lists as `arrange`.

Two people may write in one draft. What the page had seen comes along: a blank that somebody else changed meanwhile is not written over, the
others are saved all the same. Whoever finds the same text there already has lost only the answer of an earlier try, and clashes with nobody.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection, Mapping
from typing import Any

import msgspec

from inspect_app.commands.drafts import addable
from inspect_app.commands.findings import check_not_on_paper
from inspect_app.commands.log import Log, writing
from inspect_app.domain import canon, dates, rules
from inspect_app.domain.doc_types import DOC_TYPES, DocType, Field
from inspect_app.domain.people import Actor
from inspect_app.domain.rules import Refusal
from inspect_app.storage.db import Database

Row = dict[str, Any]
MAX_LINE, MAX_TEXT = 500, 20000
WORDS_OF_FINDING = {"statement": "问题描述", "measure": "整改措施", "due_date": "整改期限", "basis": "依据"}


class Edited(msgspec.Struct):
    """What became of each change, by its name. clashes: somebody else's value stands there; refused: name → why it can't be saved."""

    saved: list[str] = []
    clashes: list[str] = []
    refused: dict[str, str] = {}


def edit(
    db: Database, actor: Actor, document: str, changes: Mapping[str, str], seen: Mapping[str, Collection[str]]
) -> Edited:
    """Fills blanks of a draft. changes: name → text; seen: name → ids of the heads that the page showed ([] for a blank nobody filled).

    Raises Refusal when this person may not change this document now.
    """
    done = Edited()
    with writing(db, actor.org) as log:
        row = _editable(log, actor, document)
        blanks = {field.name: field for field in DOC_TYPES[row["type"]].fields}
        subject = f"document/{document}"
        log.prefetch_slots((subject, f"field/{name}") for name in changes if name in blanks)
        for name, text in changes.items():
            said = tidy(text)
            today = dates.day_of(log.now)
            problem = blank_problem(blanks[name], said, today) if name in blanks else "这种文书没有这一项"
            slot = log.slot(subject, f"field/{name}")
            held = slot.shown.value if slot.shown else None
            if problem:
                done.refused[name] = problem
            elif said == held:
                done.saved.append(name)
            elif {head.id for head in slot.heads} != set(seen.get(name, ())):
                done.clashes.append(name)
            else:
                log.set(actor, subject, f"field/{name}", said, row["visit_id"])
                done.saved.append(name)
    return done


def tidy(text: str) -> str:
    """What somebody typed, with one kind of line break and nothing at its ends."""
    return text.replace("\r\n", "\n").replace("\r", "\n").strip()


def blank_problem(field: Field, text: str, today: str) -> str | None:
    """Why a blank can't hold this, in words. Empty is fine here: what must be filled is asked for at issue."""
    limit = MAX_LINE if field.kind in ("line", "day", "choice") else MAX_TEXT
    if len(text) > limit:
        return f"“{field.label}”有 {len(text)} 字，最多 {limit} 字"
    if field.kind == "line" and "\n" in text:
        return f"“{field.label}”只有一行，请去掉换行"
    if field.kind == "day" and text and not _is_day(text):
        return f"“{field.label}”不是有效的日期，请写成 2026-11-23 这样的年-月-日"
    if field.coming and text and text < today:
        return gone(field.label, text)
    if field.kind == "choice" and text and text not in field.choices:
        return f"“{field.label}”请在所列选项中选择"
    return None


def gone(label: str, day: str) -> str:
    """Why a day can't be a deadline."""
    return f"“{label}”{day} 已经过去，请填今天或以后的日期"


def edit_finding(
    db: Database,
    actor: Actor,
    document: str,
    finding: str,
    changes: Mapping[str, Any],
    seen: Mapping[str, str],
) -> Edited:
    """Changes what the draft says of one finding: `statement`, `measure`, `due_date`, `basis` (values.Basis rows). `seen`: name → mark_of what was shown.

    It is the finding that changes (`assign`), so that ledger and document never disagree. Raises Refusal, wire.Invalid.
    """
    done = Edited()
    with writing(db, actor.org) as log:
        row = _editable(log, actor, document)
        if finding not in row["findings"]:
            raise Refusal("unknown", "这份草稿里没有这条隐患")
        held = log.row("finding", finding) or {}
        obstacle = finding_obstacle(DOC_TYPES[row["type"]], held, actor)
        if obstacle:
            raise Refusal("not_allowed", obstacle)
        check_not_on_paper(log, finding, row["replaces"])
        fresh: Row = {}
        for name, value in changes.items():
            said = tidy(value) if isinstance(value, str) else value
            problem = _word_problem(name, said, str(held["found_on"] or ""), dates.day_of(log.now))
            if problem:
                done.refused[name] = problem
            elif said == (held[name] or ""):
                done.saved.append(name)
            elif mark_of(held[name]) != seen.get(name):
                done.clashes.append(name)
            else:
                fresh[name] = said
        if fresh:
            due = fresh.get("due_date") or held["due_date"]
            log.event(actor, f"finding/{finding}", "assign", {**fresh, "due_date": due})
            done.saved += fresh
    return done


def mark_of(value: Any) -> str:
    """A short sign of what a page showed of a finding, to tell whether it is still so."""
    return canon.sha256(canon.canonical(value or ""))[:16]


def _word_problem(name: str, said: Any, since: str, today: str) -> str | None:
    """Why a finding can't say this, in words. since: its inspection; of days before it the rules say what is wrong."""
    label = WORDS_OF_FINDING.get(name)
    if label is None:
        return "这一项不能在这里修改"
    if not said:
        return f"请填写“{label}”"
    if name == "due_date" and not _is_day(said):
        return f"“{label}”不是有效的日期，请写成 2026-11-23 这样的年-月-日"
    if name == "due_date" and since <= said < today:
        return gone(label, said)
    if isinstance(said, str) and len(said) > MAX_TEXT:
        return f"“{label}”有 {len(said)} 字，最多 {MAX_TEXT} 字"
    return None


def finding_obstacle(kind: DocType, finding: Mapping[str, Any], actor: Actor) -> str | None:
    """Why the words of a finding can't be changed from this document; None when they can."""
    if kind.as_signed:
        return "本文书印的是现场签字的内容，不能改写；需要更正的，请退回专家更正、重新签字提交"
    if finding.get("state") != "assigned":
        state = rules.FINDING_STATES.get(str(finding.get("state")), "")
        return f"这条隐患当前是“{state}”，文书按它现在的内容印，不能在这里改写"
    if actor.role not in rules.FINDING["assign"].roles:
        return "隐患的描述、依据和期限由业务科室或局领导修改"
    return None


def arrange(db: Database, actor: Actor, document: str, findings: list[str], seen: int | None = None) -> Row:
    """Which findings the draft lists, in this order. `seen`: `updated_seq` of the document as the page showed it. Raises Refusal."""
    with writing(db, actor.org) as log:
        row = _editable(log, actor, document)
        if seen is not None and row["updated_seq"] != seen:
            raise Refusal("stale", "这份草稿在您打开页面之后已被他人调整，请看过最新内容后再操作")
        if findings == row["findings"]:
            return row
        added = [id_ for id_ in findings if id_ not in row["findings"]]
        strange = set(added) - set(addable(log, row))
        if strange:
            raise Refusal(
                "not_allowed", f"有 {len(strange)} 条隐患不能列入：状态不符，或已经列入另一份同类文书"
            )
        return log.event(actor, f"document/{document}", "arrange", {"findings": findings})


def _editable(log: Log, actor: Actor, document: str) -> Row:
    row = log.row("document", document)
    if row is None:
        raise Refusal("unknown", "没有这份文书")
    obstacle = rules.edit_obstacle(row, actor)
    if obstacle:
        raise Refusal("not_allowed", obstacle)
    return row


def _is_day(text: str) -> bool:
    try:
        return dt.date.fromisoformat(text).isoformat() == text
    except ValueError:
        return False
