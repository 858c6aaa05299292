"""What a person was told, written down as it was said, and the comparison with what is really there. Knows nothing of the app's code."""

from __future__ import annotations

import json
from collections import Counter, defaultdict
from dataclasses import dataclass, field
from typing import Any

SAVED, TOLD, SILENT = "saved", "told", "silent"


@dataclass
class Deed:
    """One thing tried on the screen. `outcome`: what the screen said, "" while it had said nothing when the fault struck."""

    kind: str  # answer, text, photo, sign
    key: str
    value: Any
    outcome: str = ""


@dataclass
class Faults:
    """What a comparison found wrong, in words for the ledger's notes."""

    lost: list[str] = field(default_factory=list)
    duplicated: list[str] = field(default_factory=list)
    dropped: list[str] = field(default_factory=list)

    def add(self, other: Faults) -> None:
        """Collects; the same item missing in two places is one loss."""
        for name in ("lost", "duplicated", "dropped"):
            mine = getattr(self, name)
            mine += [one for one in getattr(other, name) if one not in mine]


@dataclass
class Outcome:
    """Of one batch. `kinds`: what was acknowledged, by kind; `told`: failures that the screen told; `person`: how often somebody had to act."""

    kinds: dict[str, int]
    found: Faults
    told: int = 0
    person: int = 0
    notes: list[str] = field(default_factory=list)

    def add(self, other: Outcome) -> None:
        """Of one more tablet."""
        for kind, times in other.kinds.items():
            self.kinds[kind] = self.kinds.get(kind, 0) + times
        self.found.add(other.found)
        self.told, self.person = self.told + other.told, self.person + other.person
        self.notes += other.notes


class Book:
    """Reads the console of the page (driver.js). One book for one tablet over all its restarts."""

    def __init__(self) -> None:
        self.deeds: dict[str, Deed] = {}
        self.strange: list[str] = []
        self.heard_of: dict[str, Deed] = {}

    def hear(self, line: str) -> None:
        """One line of the console."""
        if not line.startswith("FAULT "):
            return
        said = json.loads(line[6:])
        if said["what"] == "try":
            self.deeds[said["n"]] = Deed(said["kind"], said["key"], said["value"])
        elif said["n"] in self.deeds:
            deed = self.deeds[said["n"]]
            deed.outcome = said["what"]
            deed.value = said.get("value", deed.value)
        else:
            self.strange.append(line)

    @property
    def saved(self) -> list[Deed]:
        """What the screen called 已保存."""
        return [deed for deed in self.deeds.values() if deed.outcome == SAVED]

    def unheard(self, ops: list[dict[str, Any]]) -> None:
        """A kill may come between a tap and the line on the console that says so: the newest op of the life before may be of a deed that
        nobody heard of. At most one a life; it was never called saved."""
        newest = max((op for op in ops if op["kind"] == "set"), key=lambda op: op["id"], default=None)
        if newest is None:
            return
        path, value = newest["path"], newest["value"]
        if path.startswith("answer/") and value:
            deed = Deed("answer", path[7:], value)
            times = sum(op["path"] == path and op["value"] == value for op in ops)
            known = sum((d.kind, d.key, d.value) == ("answer", deed.key, value) for d in self.deeds.values())
        elif isinstance(value, str) and value.startswith("现场情况 "):
            deed, times, known = (
                Deed("text", path, value),
                1,
                sum(d.value == value for d in self.deeds.values()),
            )
        else:
            return
        if times == known + 1 and self.heard_of.setdefault(newest["id"], deed) is deed:
            self.deeds[f"unheard-{newest['id']}"] = deed

    def silent(self) -> Faults:
        """Tried in a page that lived on, and never heard of again."""
        return Faults(dropped=[_name(deed) for deed in self.deeds.values() if deed.outcome == SILENT])

    def against_ops(self, ops: list[dict[str, Any]], where: str) -> Faults:
        """Everything that was saved is an op, once. `ops` of the tablet's database or of the server's log."""
        found = Faults()
        ids = Counter(op["id"] for op in ops)
        found.duplicated += [f"{where}: op {one}" for one, times in ids.items() if times > 1]
        by_path: dict[str, list[Any]] = defaultdict(list)
        for op in ops:
            by_path[op["path"]].append(op["value"])
        found.add(self._single(by_path, where))
        found.add(self._repeated(by_path, where))
        found.add(_twice_in_a_row(ops, where))
        return found

    def _single(self, by_path: dict[str, list[Any]], where: str) -> Faults:
        """Texts, photos and signatures differ from each other, so each is there once or not at all."""
        found = Faults()
        images = Counter(
            value["image"]
            for path, values in by_path.items()
            if path.startswith("signature/")
            for value in values
            if value and "image" in value
        )
        for deed in self.deeds.values():
            if deed.kind == "text":
                times = by_path.get(deed.key, []).count(deed.value)
            elif deed.kind == "photo" and deed.value:
                times = len(by_path.get(f"photo/{deed.value}", []))
            elif deed.kind == "sign" and deed.value:
                times = images[deed.value]
            else:
                continue
            if deed.outcome == SAVED and not times:
                found.lost.append(f"{where}: {_name(deed)}")
            if times > (
                2 if deed.outcome == TOLD else 1
            ):  # what was told as unsaved stays in its field, and the app tries it again
                found.duplicated.append(f"{where}: {_name(deed)} x{times}")
        return found

    def _repeated(self, by_path: dict[str, list[Any]], where: str) -> Faults:
        """Answers repeat: at least as many ops as were saved, at most as many as were tried."""
        found = Faults()
        tried: Counter[tuple[str, Any]] = Counter()
        saved: Counter[tuple[str, Any]] = Counter()
        for deed in self.deeds.values():
            if deed.kind == "answer":
                tried[deed.key, deed.value] += 1
                saved[deed.key, deed.value] += deed.outcome == SAVED
        for (item, value), most in tried.items():
            times = by_path.get(f"answer/{item}", []).count(value)
            if times < saved[item, value]:
                found.lost += [
                    f"{where}: answer {item}={value} #{n}" for n in range(times, saved[item, value])
                ]
            if times > most:
                found.duplicated.append(f"{where}: answer {item}={value} x{times} of {most} tries")
        return found

    def possible(self, kind: str) -> dict[str, list[Any]]:
        """key -> what may be shown now: the last saved value, or one tried after it whose answer nobody heard."""
        shown: dict[str, list[Any]] = defaultdict(list)
        for deed in self.deeds.values():
            if deed.kind != kind:
                continue
            if deed.outcome == SAVED:
                shown[deed.key] = [deed.value]
            elif deed.outcome != TOLD and shown[deed.key]:
                shown[deed.key].append(deed.value)
        return {key: values for key, values in shown.items() if values}

    def against_screen(self, shown: dict[str, Any]) -> Faults:
        """Every answer and text stands on the screen as it was last saved."""
        found = Faults()
        for kind, name in (("answer", "answers"), ("text", "texts")):
            for key, values in self.possible(kind).items():
                if shown[name].get(key) not in values:
                    found.lost.append(f"screen: {key} shows {shown[name].get(key)!r}, not one of {values!r}")
        saved = sum(deed.kind == "photo" for deed in self.saved)
        if shown["photos"] < saved:
            found.lost.append(f"screen: {shown['photos']} photos, {saved} were saved")
        return found

    def against_heads(self, rows: list[dict[str, Any]]) -> Faults:
        """On the server the last saved value of every field counts: it is the one op that no other op replaces."""
        found = Faults()
        replaced = {one for row in rows for one in row["prev"]}
        heads: dict[str, list[Any]] = defaultdict(list)
        for row in rows:
            if row["kind"] == "set" and row["id"] not in replaced:
                heads[row["path"]].append(row["value"])
        for kind, prefix in (("answer", "answer/"), ("text", "")):
            for key, values in self.possible(kind).items():
                shown = heads[prefix + key]
                if len(shown) != 1 or shown[0] not in values:
                    found.lost.append(f"server: {prefix}{key} is {shown!r}, not one of {values!r}")
        return found

    def against_photos(self, photos: dict[str, str], where: str) -> Faults:
        """Every photo and signature picture is there with the bytes that its name says. `photos`: name -> hash of the bytes."""
        wanted = {deed.value for deed in self.saved if deed.kind in ("photo", "sign") and deed.value}
        return Faults(lost=[f"{where}: picture {sha}" for sha in sorted(wanted) if photos.get(sha) != sha])


def _twice_in_a_row(ops: list[dict[str, Any]], where: str) -> Faults:
    """Every tap of the driver changes an answer, so two equal ones in a row are one tap written twice."""
    found, last = Faults(), {}
    for op in sorted((op for op in ops if op["path"].startswith("answer/")), key=lambda op: str(op["id"])):
        if last.get(op["path"]) == op["value"]:
            found.duplicated.append(f"{where}: {op['path']}={op['value']} twice in a row, {op['id']}")
        last[op["path"]] = op["value"]
    return found


def _name(deed: Deed) -> str:
    return f"{deed.kind} {deed.key}={deed.value}"


def tablet_against_server(tablet: list[dict[str, Any]], server: list[dict[str, Any]]) -> Faults:
    """After everything was sent: each op of the tablet is in the server's log, word for word."""
    held = {row["id"]: row for row in server}
    found = Faults()
    for op in tablet:
        row = held.get(op["id"])
        if row is None:
            found.lost.append(f"server lacks {op['id']} {op['path']}")
        elif any(row[name] != op[name] for name in ("subject", "kind", "path", "value", "author", "device")):
            found.lost.append(f"server holds {op['id']} {op['path']} differently")
    return found
