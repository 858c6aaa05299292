"""反馈告知: which event tells whom, and in what words. Pure.

Every event that changes something for somebody outside the room stands in EVENTS, so that nothing is forgotten. What repeats is bundled (国办函〔2026〕12号):
one message a day, kind and party, with a line for each finding. The words ask and tell; they never order, for most go out on the advisory track.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

import msgspec

from inspect_app.domain.doc_types import DOC_TYPES, NOTIFYING

Row = Mapping[str, Any]
# Kind → its name; channels choose among them.
KINDS = {
    "served": "文书送达", "recheck": "复查结果", "closed": "销号告知", "extension": "延期审批", "returned": "退回补正", "adopted": "采纳结果",
    "transfer": "部门移送", "urged": "催办", "due": "到期提醒", "overdue": "逾期提醒", "waiting": "办理时限", "task": "任务", "meeting": "联席会议", "export": "导出审批",
}  # fmt: skip
PARTIES = {
    "enterprise": "企业",
    "person": "个人",
    "township": "乡镇（街道）",
    "department": "协办部门",
    "role": "本局岗位",
}
# One message for several findings: {n} is how many.
TITLES = {
    "recheck": "{n} 条隐患有了复查结果", "closed": "{n} 条隐患已销号", "extension": "{n} 条延期申请有了答复", "returned": "{n} 条隐患退回补正",
    "adopted": "您提出的 {n} 条隐患有了处理结果", "transfer": "{n} 条隐患的移送有了进展", "urged": "请关注 {n} 条隐患的整改", "served": "{n} 份文书已送达",
    "task": "{n} 项任务有了变化", "meeting": "{n} 次联席会议的通知", "export": "{n} 件台账导出申请有了进展",
}  # fmt: skip
CLOSING = {
    "recheck": "登录企业端可以查看复查情况和照片。", "closed": "感谢配合。整改资料请继续留存，局里可能在一段时间后回访。", "extension": "如有疑问，请与局里联系。",
    "returned": "请在平板上补正后重新提交。", "urged": "如已完成整改，请在企业端提交反馈和整改后照片；有困难的，可以申请延期或与局里联系。",
    "served": "请登录企业端查看、下载和签收。",
}  # fmt: skip
MAX_LINES, MAX_LINE = 30, 120


class Draft(msgspec.Struct, frozen=True):
    """What is to be told to one party about one case. `party_id` is a key of the registry, or the role."""

    kind: str
    party: str
    party_id: str
    about: str
    line: str
    enterprise: str | None = None


class Known(msgspec.Struct, frozen=True):
    """What the words need besides the rows: who recorded the finding, and names."""

    finder: str = ""
    department: str = ""
    maker: str = ""
    units: tuple[
        tuple[str, str, str], ...
    ] = ()  # (name, party, key) of the departments and townships of the registry


Say = Callable[[Row, Row, Row], str]  # value of the event, row before, row after


class Notice(msgspec.Struct, frozen=True):
    """One party that an event tells. `when` may say no."""

    kind: str
    to: str  # enterprise | township | department | finder | maker | owner | role/<role> | of a meeting: joined | stayed | left | members
    say: Say
    when: Say | None = None


def what(row: Row) -> str:
    """A finding in half a line: where and what."""
    place, said = str(row.get("location") or ""), str(row.get("statement") or "").rstrip("。")
    text = f"{place}：{said}" if place and said else place or said or "隐患"
    return text if len(text) <= 60 else text[:59] + "…"


def _said(value: Row, name: str) -> str:
    text = " ".join(str(value.get(name) or "").split()).rstrip("。")
    return text if len(text) <= 200 else text[:199] + "…"


def _f(words: str) -> Say:
    """A line about a finding: {what}, members of the event's value, and {was}, {day} (its deadline before and after)."""

    def say(value: Row, before: Row, after: Row) -> str:
        known = {name: _said(value, name) for name in ("reason", "note", "department")}
        return words.format(
            what=what(after), was=before.get("due_date") or "", day=after.get("due_date") or "", **known
        )

    return say


def _notified(value: Row, before: Row, after: Row) -> str:
    return "yes" if before.get("notified_at") else ""


def _to_enterprise(value: Row, before: Row, after: Row) -> str:
    kind = DOC_TYPES.get(str(after.get("type")))
    return "yes" if kind and kind.recipient == "enterprise" else ""


def _was_served(value: Row, before: Row, after: Row) -> str:
    return _to_enterprise(value, before, after) if before.get("state") == "served" else ""


def _notifies(value: Row, before: Row, after: Row) -> str:
    return "yes" if after.get("type") in NOTIFYING else ""


def paper(row: Row) -> str:
    """A document with its number."""
    kind = DOC_TYPES.get(str(row.get("type")))
    return f"《{kind.title if kind else '文书'}》{row.get('number') or ''}"


def _served(value: Row, before: Row, after: Row) -> str:
    count = len(after.get("findings") or ())
    listed = f"，列有 {count} 条隐患" if count else ""
    return f"{paper(after)}已送达{listed}"


def _withdrawn(value: Row, before: Row, after: Row) -> str:
    return f"{paper(after)}已撤回，不再有效。理由：{_said(value, 'reason')}"


def _transferred(value: Row, before: Row, after: Row) -> str:
    by = f"，请于 {value['reply_by']} 前反馈办理情况" if value.get("reply_by") else ""
    return f"{what(after)}：移送贵单位处理。理由：{_said(value, 'reason')}{by}"


def _task(words: str) -> Say:
    def say(value: Row, before: Row, after: Row) -> str:
        named = {
            "title": after.get("title") or "",
            "day": after.get("due_date") or "",
            "note": _said(value, "note"),
            "reason": _said(value, "reason"),
        }
        return words.format(**named)

    return say


def _when(row: Row) -> str:
    place = f"在{row['place']}" if row.get("place") else ""
    return f"{row.get('day')}{' ' + str(row['time']) if row.get('time') else ''} {place}召开"


def _invited(value: Row, before: Row, after: Row) -> str:
    agenda = "；".join(str(one).rstrip("；。") for one in after.get("agenda") or ())
    said = f"。议题：{agenda if len(agenda) <= 200 else agenda[:199] + '…'}" if agenda else ""
    return f"{after['title']}：定于 {_when(after)}，请贵单位派员参加{said}"


def _rearranged(value: Row, before: Row, after: Row) -> str:
    return f"{after['title']}：会议安排有变化，改为 {_when(after)}，请贵单位派员参加"


def _moved(value: Row, before: Row, after: Row) -> str:
    return (
        "yes"
        if any(before.get(name) != after.get(name) for name in ("title", "day", "time", "place"))
        else ""
    )


def _released(value: Row, before: Row, after: Row) -> str:
    return f"{after['title']}：参会单位有调整，贵单位不必参加"


def _called_off(value: Row, before: Row, after: Row) -> str:
    return f"{after['title']}（原定 {after.get('day')}）：已取消。理由：{_said(value, 'reason')}"


def _minutes(value: Row, before: Row, after: Row) -> str:
    count = len(after.get("resolutions") or ())
    resolved = f"形成决议 {count} 项，由贵单位承办的另行交办。" if count else ""
    return f"{after['title']}：已于 {after.get('day')} 召开。{resolved}会议纪要：{_said(value, 'minutes')}"


_DECIDED = "{what}：期限延至 {day}（原为 {was}）"
EVENTS: dict[tuple[str, str], tuple[Notice, ...]] = {
    ("document", "serve"): (Notice("served", "enterprise", _served, _to_enterprise), Notice("served", "township", _served, _notifies)),
    ("document", "void"): (Notice("served", "enterprise", _withdrawn, _was_served),),
    ("finding", "confirm"): (Notice("adopted", "finder", _f("{what}：已采纳，进入研判交办")),),
    ("finding", "return"): (Notice("returned", "finder", _f("{what}：{reason}")),),
    ("finding", "merge"): (Notice("adopted", "finder", _f("{what}：与同一企业的另一条隐患合并办理")),),
    ("finding", "cancel"): (Notice("adopted", "finder", _f("{what}：未采纳。理由：{reason}")),),
    ("finding", "approve_ext"): (Notice("extension", "enterprise", _f("{what}：同意延期，整改期限改为 {day}（原为 {was}）")),),
    ("finding", "reject_ext"): (Notice("extension", "enterprise", _f("{what}：不同意延期，整改期限仍为 {day}。理由：{reason}")),),
    ("finding", "extend"): (Notice("extension", "enterprise", _f(_DECIDED)),),
    ("finding", "urge"): (Notice("urged", "enterprise", _f("{what}（整改期限 {day}）：{note}"), _notified), Notice("urged", "township", _f("{what}（整改期限 {day}）：{note}"))),
    ("finding", "pass"): (Notice("recheck", "enterprise", _f("{what}：复查合格")),),
    ("finding", "fail"): (Notice("recheck", "enterprise", _f("{what}：复查不合格，请在 {day} 前继续整改。复查情况：{note}")),),
    ("finding", "close_out"): (Notice("closed", "enterprise", _f("{what}：已销号")), Notice("adopted", "finder", _f("{what}：已整改销号"))),
    ("finding", "transfer"): (
        Notice("transfer", "department", _transferred),
        Notice("transfer", "enterprise", _f("{what}：由{department}继续办理"), _notified),
        Notice("adopted", "finder", _f("{what}：移送{department}办理")),
    ),
    ("finding", "reject_transfer"): (Notice("transfer", "role/section", _f("{what}：对方退回移送。理由：{reason}")),),
    ("finding", "answer_transfer"): (Notice("transfer", "role/section", _f("{what}：对方反馈：{note}")),),
    ("task", "open"): (Notice("task", "owner", _task("{title}：请在 {day} 前办理")),),
    ("task", "back"): (Notice("task", "owner", _task("{title}：请补充办理。{reason}")),),
    ("task", "move"): (Notice("task", "owner", _task("{title}：期限调整为 {day}。{reason}")),),
    ("task", "cancel"): (Notice("task", "owner", _task("{title}：已取消，不必再办理。{reason}")),),
    ("meeting", "call"): (Notice("meeting", "joined", _invited),),
    ("meeting", "change"): (Notice("meeting", "joined", _invited), Notice("meeting", "stayed", _rearranged, _moved), Notice("meeting", "left", _released)),
    ("meeting", "cancel"): (Notice("meeting", "members", _called_off),),
    ("meeting", "hold"): (Notice("meeting", "members", _minutes),),
    ("task", "answer"): (Notice("task", "maker", _task("{title}：承办方已反馈：{note}")),),
}  # fmt: skip


def of_event(case: str, event: str, value: Row, before: Row, after: Row, known: Known) -> list[Draft]:
    """Whom an event tells, and what. A party that isn't there (no township, an owner who is gone) is told nothing."""
    drafts = []
    value = {**value, "department": known.department or value.get("department") or ""}
    for notice in EVENTS.get((case, event), ()):
        if notice.when is not None and not notice.when(value, before, after):
            continue
        to = (
            _of_meeting(notice.to, before, after, known)
            if case == "meeting"
            else [_party(notice.to, after, known)]
        )
        for party, key in to:
            if key:
                line = notice.say(value, before, after)
                drafts.append(
                    Draft(notice.kind, party, key, f"{case}/{after['id']}", line, after.get("enterprise_id"))
                )
    return drafts


def _of_meeting(to: str, before: Row, after: Row, known: Known) -> list[tuple[str, str]]:
    """Units of a meeting in the order of its list: those that joined it, stayed or left with this change, or all that were asked or came."""
    was, now = _units(before.get("attendees"), known), _units(after.get("attendees"), known)
    if to == "joined":
        return [one for one in now if one not in was]
    if to == "stayed":
        return [one for one in now if one in was]
    if to == "left":
        return [one for one in was if one not in now]
    came = _units(after.get("attended"), known)
    return [*now, *(one for one in came if one not in now)]


def _units(lines: Any, known: Known) -> list[tuple[str, str]]:
    """Whom lines such as 县消防救援大队 卫消防 mean: the registered unit with whose name a line begins; the longest of several."""
    found: dict[tuple[str, str], None] = {}
    for line in lines or ():
        near = [unit for unit in known.units if unit[0] and str(line).strip().startswith(unit[0])]
        if near:
            _, party, key = max(near, key=lambda unit: len(unit[0]))
            found[party, key] = None
    return list(found)


def _party(to: str, row: Row, known: Known) -> tuple[str, str]:
    if to == "finder":
        return "person", known.finder
    if to == "maker":
        return "person", known.maker
    if to == "owner":
        return owner_of(row)
    if to.startswith("role/"):
        return "role", to[5:]
    return to, str(row.get(f"{to}_id") or "")


def owner_of(task: Row) -> tuple[str, str]:
    """Whose task it is, as a party."""
    for party, column in (
        ("person", "owner_id"),
        ("department", "department_id"),
        ("township", "township_id"),
        ("role", "role"),
    ):
        if task.get(column):
            return party, str(task[column])
    return "role", ""


def headline(kind: str, count: int) -> str:
    """The title of a message of an event."""
    return TITLES[kind].format(n=count)


def body(kind: str, lines: list[str]) -> str:
    """The text of a message: a line for each case, then what may be done."""
    shown = [f"· {line if len(line) <= 400 else line[:399] + '…'}" for line in lines[:MAX_LINES]]
    if len(lines) > MAX_LINES:
        shown.append(f"· 另有 {len(lines) - MAX_LINES} 条")
    return "\n".join([*shown, CLOSING[kind]] if kind in CLOSING else shown)
