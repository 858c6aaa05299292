"""Whether a legal basis was in force on the day of the inspection (issue 4: "basis quoted as of the day of the inspection"). Pure.

What the table doesn't know is unknown: nothing is claimed of it, and nothing is refused for it.
"""

import re
import unicodedata
from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from functools import lru_cache
from typing import Any, Literal

import msgspec

from inspect_app.domain.law_table import LAWS, Law
from inspect_app.domain.rules import Refusal

State = Literal["in_force", "not_yet", "no_longer", "unknown"]
_STANDARD = re.compile(r"[A-Z]+(/[A-Z])?\d+(\.\d+)*(-\d{4})?")
_EDITION = re.compile(r"-\d{4}$")
_DASHES = str.maketrans(dict.fromkeys("‐‑‒–—―−－", "-"))


class Force(msgspec.Struct, frozen=True):
    """`law`: the row that says so, None when unknown; `sure`: it was verified (mark V), so that a document may be refused for it."""

    state: State
    law: Law | None = None

    @property
    def sure(self) -> bool:
        return self.law is not None and self.law.mark == "V"

    @property
    def fails(self) -> bool:
        """It was certainly not in force."""
        return self.sure and self.state in ("not_yet", "no_longer")


def in_force(name: str, number: str, day: str) -> Force:
    """The force on `day` (YYYY-MM-DD, else ValueError) of what is quoted by name and number; by name alone when `number` is ''.

    A name quoted alone is in force when any of its editions was. Of a standard quoted by name alone that begins later nothing is known:
    an earlier edition may have had the same name.
    """
    date.fromisoformat(day)
    editions = _editions(name, number)
    exact = bool(number) and not _undated(number)
    states = [(_state(law, day), law) for law in editions]
    for wanted in ("in_force", "no_longer", "not_yet"):
        for state, law in states:
            if state == wanted and (exact or state != "not_yet" or not _is_standard(law.number)):
                return Force(state, law)
    return Force("unknown", editions[0] if editions else None)


def _editions(name: str, number: str) -> list[Law]:
    if not number:
        wanted = _plain_name(name)
        return [law for law in LAWS if wanted and _plain_name(law.name) == wanted]
    wanted = _plain_number(number)
    if _is_standard(number):
        return [
            law
            for law in LAWS
            if wanted == (_EDITION.sub("", _plain_number(law.number)) if _undated(number) else _plain_number(law.number))
        ]  # fmt: skip
    # decrees are counted anew by every issuer and term, so that the name has to agree
    return [
        law
        for law in LAWS
        if _plain_number(law.number) in (wanted, "")
        and (not name or _plain_name(law.name) == _plain_name(name))
    ]


def _state(law: Law, day: str) -> State:
    if law.mark == "?":
        return "unknown"
    if law.since and day < law.since:
        return "not_yet"
    return "no_longer" if law.until and day > law.until else "in_force"


@lru_cache(4096)  # every page with a basis compares it with all of the library
def _plain_number(number: str) -> str:
    """GB/T 13869—2017 as it is compared: GB/T13869-2017."""
    return re.sub(r"\s", "", unicodedata.normalize("NFKC", number.translate(_DASHES))).upper()


def _is_standard(number: str) -> bool:
    return _STANDARD.fullmatch(_plain_number(number)) is not None


def _undated(number: str) -> bool:
    return _is_standard(number) and _EDITION.search(_plain_number(number)) is None


@lru_cache(4096)
def _plain_name(name: str) -> str:
    name = unicodedata.normalize("NFKC", re.sub(r"\s", "", name.strip().strip("《》")))
    return re.sub(r"\(\d{4}(年版|修正|修订)?\)$", "", name.removeprefix("中华人民共和国"))


def quoted(basis: Mapping[str, Any]) -> str:
    """《名称》（文号): how the reviewer sees a basis named."""
    number = str(basis.get("number") or "").strip()
    return f"《{str(basis['name']).strip('《》')}》" + (f"（{number}）" if number else "")


def doubts(basis: Mapping[str, Any], day: str) -> list[str]:
    """Sentences (Chinese) for the reviewer: it was not in force on `day`, or something about it is not settled. [] says nothing about force."""
    found = in_force(str(basis["name"]), str(basis.get("number") or ""), day)
    said = [_out_of_force(basis, day, found)] if found.state in ("not_yet", "no_longer") else []
    if found.law is not None and found.law.note:
        said.append(f"{quoted(basis)}：{found.law.note}")
    return said


def _out_of_force(basis: Mapping[str, Any], day: str, found: Force) -> str:
    law = found.law
    assert law is not None
    if found.state == "not_yet":
        earlier = next(
            (
                row.number
                for row in LAWS
                if row.by == law.number and in_force(row.name, row.number, day).state == "in_force"
            ),
            "",
        )
        instead = f"改引当时施行的 {earlier}" if earlier else "改引当时施行的规定"
        return f"{quoted(basis)}自{law.since}起施行，检查日 {day} 时尚未施行，请{instead}，或不引"
    successor = next((row for row in LAWS if row.number == law.by and law.by), None)
    since = successor.since if successor is not None else None
    ended = f"自{since}起由 {law.by} 代替" if since else f"施行至{law.until}"
    return f"{quoted(basis)}{ended}，检查日 {day} 时已不施行，请改引新标准或不引"


def printable(basis: Mapping[str, Any], day: str) -> Literal["full", "name", "drop"]:
    """How much of a basis may stand on paper for an inspection of `day`: with number and clause, its name only (another edition was in force), or nothing."""
    if not in_force(str(basis["name"]), str(basis.get("number") or ""), day).fails:
        return "full"
    return "drop" if in_force(str(basis["name"]), "", day).fails else "name"


def check_bases(findings: Iterable[tuple[int, Sequence[Mapping[str, Any]]]], day: str) -> None:
    """`findings`: (number on the document, its bases with name, number, clause) as they will be printed: without clause the name only. Raises Refusal
    naming finding and basis when one of them was certainly not in force on `day`, the day of the inspection."""
    said = []
    for n, bases in findings:
        for basis in bases:
            printed = basis if basis.get("clause") else {"name": basis["name"], "number": ""}
            found = in_force(str(printed["name"]), str(printed["number"] or ""), day)
            if found.fails:
                said.append(f"第{n}项：{_out_of_force(printed, day, found)}")
    if said:
        raise Refusal(
            "basis_not_in_force",
            f"依据在检查日没有施行，不能印在文书上。{'；'.join(said)}。请在该隐患页“修改交办内容”中改引、只印名称或不印，再签发",
        )
