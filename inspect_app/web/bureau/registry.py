"""登记: read-only lists with search and detail, and the log for the auditor."""

from __future__ import annotations

from typing import Any

import msgspec
from flask import redirect, render_template, request, url_for

from inspect_app.commands import offers
from inspect_app.domain import access
from inspect_app.domain.rules import OPEN_FINDING
from inspect_app.queries import enterprises as qe
from inspect_app.queries import exports, ledger, warning
from inspect_app.queries import registry as q
from inspect_app.queries import visit as qv
from inspect_app.web.app import parts
from inspect_app.web.bureau import words
from inspect_app.web.bureau.common import blueprint, cursor, found, number_cursor
from inspect_app.web.security import actor
from inspect_app.web.views import today

# Who sees telephone numbers: those who talk with the enterprise; others see that there is one.
CONTACT_ROLES = frozenset({"section", "leader", "officer"})
SUBJECTS = {
    "": "全部",
    "visit/": "检查任务",
    "finding/": "隐患",
    "document/": "文书",
    "enterprise/": "企业",
    "person/": "人员",
    "checklist/": "检查表",
    "setting/": "设置",
}


def _word() -> str:
    return request.args.get("q", "").strip()[:100]


@blueprint.get("/enterprises")
def enterprises() -> Any:
    """All enterprises by name."""
    who = actor()
    township, industry = request.args.get("township", ""), request.args.get("industry", "")
    with parts().db.read() as connection:
        rows = q.enterprises(connection, who, _word(), township, industry, cursor())
        total = q.enterprise_count(connection, who)
        choices = ledger.choices(connection, who)
        still_open = q.open_by_enterprise(connection, who, [row["id"] for row in rows], OPEN_FINDING)
        pending = {key: told["name"] for key, told in qe.provisional(connection, who).items()}
    following = f"{rows[q.PAGE - 1]['name']}~{rows[q.PAGE - 1]['id']}" if len(rows) > q.PAGE else None
    return render_template(
        "bureau/enterprises.html", pending=pending, here="bureau.enterprises", listed=rows[: q.PAGE], following=following, word=_word(), township=township, industry=industry,
        choices=choices, total=total, still_open=still_open,
    )  # fmt: skip


@blueprint.get("/enterprises/<enterprise>")
def enterprise(enterprise: str, problem: str | None = None) -> Any:
    """One enterprise with its visits, findings and documents; one that was found to be another leads there."""
    who = actor()
    with parts().db.read() as connection:
        became = qe.merged_into(connection, who.org, enterprise)
        if became:
            return redirect(url_for("bureau.enterprise", enterprise=became))
        row = found(q.enterprise(connection, who, enterprise))
        told = qe.provisional(connection, who).get(enterprise)
        like = (
            qe.alike(connection, who, enterprise, told, request.args.get("like", "").strip()[:100])
            if told
            else []
        )
        choices = ledger.choices(connection, who) if told else {}
        warned = (
            warning.of_enterprise(connection, who.org, enterprise, today())
            if access.may("bureau.warning", who.role)
            else None
        )
        unplanned = qv.unplanned(connection, who.org, [visit["id"] for visit in row["visits"]])
    return render_template(
        "bureau/enterprise.html", here="bureau.enterprises", row=row, contacts=who.role in CONTACT_ROLES, told=told, like=like, choices=choices, problem=problem,
        unplanned=unplanned, warned=warned, offers=offers.of_enterprise(parts().db, who, enterprise),
        still_open=sum(f["state"] in OPEN_FINDING for f in row["findings"]),
    )  # fmt: skip


@blueprint.get("/experts")
def experts() -> Any:
    """Experts by specialty; workload only, in no order of it."""
    who = actor()
    specialty = request.args.get("specialty", "")
    with parts().db.read() as connection:
        rows = q.experts(connection, who, _word(), specialty, today())
        offered = q.specialties(connection, who.org)
    return render_template(
        "bureau/experts.html",
        here="bureau.experts",
        listed=rows,
        word=_word(),
        specialty=specialty,
        specialties=offered,
    )


@blueprint.get("/checklists")
def checklists() -> Any:
    """Every version of every checklist."""
    with parts().db.read() as connection:
        rows = q.checklists(connection, actor().org)
    rows.sort(key=lambda row: (row["name"], tuple(-part for part in qv.version_key(row["version"]))))
    return render_template("bureau/checklists.html", here="bureau.checklists", listed=rows)


@blueprint.get("/checklists/<key>")
def checklist(key: str) -> Any:
    """One version: items by section with every mark."""
    with parts().db.read() as connection:
        row = found(q.checklist(connection, actor().org, key))
    items = row["content"]["items"]
    only = request.args.get("only", "")
    shown = [
        item
        for item in items
        if only not in ("check", "major")
        or (item.get("check") if only == "check" else item["severity"] == "major")
    ]
    word = _word()
    shown = [item for item in shown if not word or word in item["text"] or word in item["id"]]
    sections = [
        (section, [item for item in shown if item["section"] == section["id"]])
        for section in row["content"].get("sections", [])
    ]
    counts = {
        "all": len(items),
        "check": sum(bool(item.get("check")) for item in items),
        "major": sum(item["severity"] == "major" for item in items),
    }
    return render_template(
        "bureau/checklist.html",
        here="bureau.checklists",
        row=row,
        sections=[pair for pair in sections if pair[1]],
        counts=counts,
        only=only,
        word=word,
    )


@blueprint.get("/audit")
def audit() -> Any:
    """The log, newest first."""
    who = actor()
    subject = request.args.get("subject", "").strip()[:100]
    given = request.args.get("before", "")
    with parts().db.read() as connection:
        rows = q.log_page(connection, who.org, subject, int(given) if given.isdigit() else None)
        head = q.chain_head(connection, who.org)
    listed = rows[: q.LOG_PAGE]
    for row in listed:
        case = row["subject"].partition("/")[0]
        row["title"] = (
            words.TITLES.get((case, row["path"])) if row["kind"] == "event" else words.field_name(row["path"])
        )
        row["text"] = _pretty(row["value"])
    older = listed[-1]["seq"] if len(rows) > q.LOG_PAGE else None
    return render_template(
        "bureau/audit.html",
        here="bureau.audit",
        listed=listed,
        older=older,
        subject=subject,
        subjects=SUBJECTS,
        head=head,
    )


@blueprint.get("/audit/exports")
def audit_exports() -> Any:
    """导出记录."""
    with parts().db.read() as connection:
        rows = exports.listed(connection, actor().org, number_cursor())
    listed = rows[: exports.PAGE]
    older = f"{listed[-1]['at']}~{listed[-1]['id']}" if len(rows) > exports.PAGE else None
    return render_template("bureau/exports.html", here="bureau.audit", listed=listed, older=older)


def _pretty(value: str | None) -> str:
    """The value as indented JSON; a long one is cut, since the log is to be looked through."""
    if value is None:
        return "（内容已依法删除）"
    text = msgspec.json.format(value, indent=2)
    return text if len(text) <= 4000 else text[:4000] + "\n…（内容过长，已截断）"
