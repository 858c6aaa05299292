"""临时检查: a visit that an expert plans on the spot, also at an enterprise that the registry does not know yet.

The work is done when the plan arrives, perhaps days later. So what is doubtful about the enterprise is written down for the bureau to
settle (待核实), and never a reason to refuse: without its plan everything else of the visit would stand beside the log.
"""

from __future__ import annotations

from typing import Any

import sqlalchemy as sa

from inspect_app.commands.log import Log
from inspect_app.domain import rules, uscc
from inspect_app.domain.messages import REASONS
from inspect_app.domain.people import system
from inspect_app.domain.wire import Invalid, Op
from inspect_app.storage import tables as t

Row = dict[str, Any]


def is_plan(op: Op) -> bool:
    """Whether an op says that its author visits an enterprise without having been sent there. The value may not have been checked yet."""
    return (
        op.kind == "event"
        and op.case == "visit"
        and op.path == "plan"
        and isinstance(op.value, dict)
        and op.value.get("unplanned") is True
    )


def check(log: Log, value: Row) -> None:
    """Raises Invalid when the plan names what the registries don't hold."""
    record = rules.NEW_ENTERPRISE.fullmatch(value["enterprise"]) and value.get("record")
    if (
        not record
        and not _known(log, t.enterprise, {value["enterprise"]})
        and not _became(log, value["enterprise"])
    ):
        raise _unknown("unknown_enterprise")
    if not value["checklists"] or not _known(log, t.checklist, set(value["checklists"])):
        raise _unknown("unknown_checklist")
    if not _known(log, t.person, set(value["members"])):
        raise _unknown("unknown_person")


def arrived(log: Log, op: Op) -> None:
    """After the plan: registers an enterprise that was met on site; moves the visit when the bureau has found out meanwhile who it is."""
    value: Row = op.value
    became = _became(log, value["enterprise"])
    if became is not None:
        log.event(system(log.org), op.subject, "relink", {"enterprise": became})
    elif value.get("record") and not _known(log, t.enterprise, {value["enterprise"]}):
        log.flush()  # what this batch registered before counts when the code is compared
        log.record(system(log.org), f"enterprise/{value['enterprise']}", _provisional(log, value["record"]))
        log.flush()


def _provisional(log: Log, told: Row) -> Row:
    """The registry's record. A code that is wrong or taken is kept as told, beside the place where it must be unique."""
    code = str(told.get("uscc", "")).strip().upper()
    taken = log.c.scalar(
        sa.select(t.enterprise.c.id).where(t.enterprise.c.org_id == log.org, t.enterprise.c.uscc == code)
    )
    sound = bool(code) and uscc.is_valid(code) and taken is None
    township = str(told.get("township", ""))
    made: Row = {
        "name": told["name"], "uscc": code if sound else None, "industry": told.get("industry") or None, "hazards": list(told.get("hazards", [])),
        "township_id": township if _known(log, t.township, {township}) else None, "address": told.get("address") or None,
        "principal": told.get("principal") or None, "principal_phone": told.get("principal_phone") or None, "provisional": True,
    }  # fmt: skip
    if code and not sound:
        made["claimed_uscc"] = code
    if told.get("uscc_reason"):
        made["uscc_reason"] = told["uscc_reason"]
    return made


def _became(log: Log, enterprise: str) -> str | None:
    """The registered enterprise that one met on site turned out to be (commands.enterprises.merge)."""
    if not rules.NEW_ENTERPRISE.fullmatch(enterprise):
        return None
    shown = log.slot(f"enterprise/{enterprise}", "record").shown
    became: str | None = shown.value.get("merged_into") if shown and shown.value else None
    return became


def _known(log: Log, table: sa.Table, ids: set[str]) -> bool:
    found = log.c.scalars(sa.select(table.c.id).where(table.c.org_id == log.org, table.c.id.in_(ids)))
    return ids <= set(found)


def _unknown(reason: str) -> Invalid:
    return Invalid(reason, REASONS[reason])
