"""What was changed in a draft, in words: before and after, one entry for what a person wrote in one go. Pure."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from inspect_app.domain import dates
from inspect_app.domain.doc_types import DOC_TYPES, Field
from inspect_app.web.bureau import words

Row = Mapping[str, Any]
ONE_GO = 10 * 60 * 1000  # ms between two changes that people think of as one act
MAX_SHOWN = 300
OF_FINDING = {"statement": "问题描述", "measure": "整改措施", "due_date": "整改期限", "basis": "依据"}


class _Change:
    """One thing that was changed in one go: what it said before and says now."""

    def __init__(self, label: str, before: str, after: str) -> None:
        self.label, self.before, self.after = label, before, after

    def detail(self) -> tuple[str, str]:
        if not self.before:
            return self.label, _short(self.after) or "（清空）"
        return self.label, f"原：{_short(self.before)}\n改为：{_short(self.after) or '（清空）'}"


def _short(text: str) -> str:
    return text if len(text) <= MAX_SHOWN else f"{text[:MAX_SHOWN]}……（共 {len(text)} 字）"


def story(ops: list[dict[str, Any]], document: Row, people: Mapping[str, str]) -> list[words.Entry]:
    """The timeline of a document, oldest first. ops: queries.finding.timeline of the document and of its findings."""
    return _Story(document, people).told(ops)


class _Story:
    def __init__(self, document: Row, people: Mapping[str, str]) -> None:
        self.subject, self.people = f"document/{document['id']}", people
        kind = DOC_TYPES.get(document["type"])
        self.blanks = {blank.name: blank for blank in kind.fields} if kind else {}
        self.listed: list[str] = []
        self.said: dict[str, Row] = {}  # finding → what it says so far
        self.filled: dict[str, str] = {}
        self.open = False
        self.made: list[words.Entry] = []
        self.going: dict[str, _Change] | None = None  # changes of the last entry while it may grow
        self.last: Row | None = None

    def told(self, ops: list[dict[str, Any]]) -> list[words.Entry]:
        for op in ops:
            case, _, key = op["subject"].partition("/")
            changes = self._of_finding(op, key) if case == "finding" else self._of_document(op)
            if changes:
                self._add(op, changes)
            elif case == "document" and op["subject"] == self.subject and not self._is_edit(op):
                self.made += words.entries([op], self.people)
                self.going = None
        return [entry for entry in self.made if entry.details or entry.title != "修改草稿"]

    @staticmethod
    def _is_edit(op: Row) -> bool:
        return op["kind"] == "set" or op["path"] == "arrange"

    def _of_document(self, op: Row) -> list[tuple[str, str, str, str]]:
        """(key, label, before, after) of what an op changed; it may also open or close the draft."""
        value = op["value"]
        if op["kind"] == "event":
            if op["path"] == "draft":
                self.listed, self.open = list(value["findings"]), True
            if op["path"] in ("issue", "void"):
                self.open = False
            if op["path"] == "arrange":
                listed, self.listed = self.listed, list(value["findings"])
                return [("arrange", "所列隐患", self._names(listed), self._names(self.listed))]
            return []
        name = op["path"].removeprefix("field/")
        blank = self.blanks.get(name)
        before, after = self.filled.get(name, ""), _of_blank(blank, value or "")
        self.filled[name] = after
        return [(name, blank.label if blank else name, before, after)]

    def _names(self, findings: list[str]) -> str:
        said = [str(self.said.get(id_, {}).get("location") or "")[:20] for id_ in findings]
        return f"{len(findings)} 条：" + "；".join(f"{n}. {text}" for n, text in enumerate(said, 1))

    def _of_finding(self, op: Row, key: str) -> list[tuple[str, str, str, str]]:
        """What an `assign` changed while the finding stood in the open draft."""
        value = op["value"]
        if op["kind"] != "event" or not isinstance(value, dict):
            return []
        before = dict(self.said.get(key, {}))
        if op["path"] == "submit":
            self.said[key] = {
                **before,
                **{name: value["facts"].get(name, "") for name in ("location", "statement", "measure")},
            }
        if op["path"] != "assign":
            return []
        now = {**before, **{name: _of_part(name, value[name]) for name in OF_FINDING if value.get(name)}}
        self.said[key] = now
        if not self.open or key not in self.listed:
            return []
        n = self.listed.index(key) + 1
        return [
            (f"{key}/{name}", f"第 {n} 项{label}", str(before.get(name) or ""), str(now[name]))
            for name, label in OF_FINDING.items() if now.get(name) != before.get(name) and now.get(name)
        ]  # fmt: skip

    def _add(self, op: Row, changes: list[tuple[str, str, str, str]]) -> None:
        last = self.last
        goes_on = (
            self.going is not None and last is not None and last["author"] == op["author"]
            and op["received_at"] - last["received_at"] <= ONE_GO
        )  # fmt: skip
        if not goes_on:
            entry = words.entries([dict(op)], self.people)[0]
            entry.title, entry.case = "修改草稿", "document"
            self.made.append(entry)
            self.going = {}
        assert self.going is not None
        for key, label, before, after in changes:
            known = self.going.get(key)
            self.going[key] = _Change(label, known.before if known else before, after)
        entry, self.last = self.made[-1], op
        entry.seq, entry.at = op["seq"], op["received_at"]
        entry.details = [one.detail() for one in self.going.values() if one.before != one.after]


def _of_blank(blank: Field | None, text: str) -> str:
    return blank.choices.get(text, text) if blank is not None else text


def _of_part(name: str, value: Any) -> str:
    return words.bases(value) if name == "basis" else str(value)


def saved_at(now: int) -> str:
    """10:32:07 in the county, as the line above the form says it."""
    return dates.moment(now).strftime("%H:%M:%S")
