"""检查任务: the list, dispatch (派单), and one visit as far as it has come."""

from __future__ import annotations

from typing import Any

from flask import abort, flash, make_response, redirect, render_template, request, url_for

from inspect_app.commands import drafts, offers, visits
from inspect_app.domain import rules, slip
from inspect_app.domain.doc_types import NOTICE
from inspect_app.domain.people import Actor
from inspect_app.domain.rules import Refusal
from inspect_app.domain.whole import whole_items
from inspect_app.domain.wire import Invalid
from inspect_app.queries import conflicts, facts
from inspect_app.queries import slip as slips
from inspect_app.queries import visit as q
from inspect_app.queries.finding import referred_by
from inspect_app.web.app import parts
from inspect_app.web.bureau import actions, words
from inspect_app.web.bureau.common import blueprint, cursor, day_field, found, is_day, required
from inspect_app.web.security import actor
from inspect_app.web.views import today

Row = dict[str, Any]


@blueprint.get("/visits", endpoint="visits")
def listed() -> Any:
    """All visits, latest day first, with filters in the address."""
    who = actor()
    asked = {name: request.args.get(name, "").strip()[:100] for name in ("state", "q", "since", "until")}
    days = {name: asked[name] if is_day(asked[name]) else "" for name in ("since", "until")}
    state = asked["state"] if asked["state"] in rules.VISIT_STATES else ""
    with parts().db.read() as connection:
        rows = q.listed(
            connection,
            who,
            state=state,
            word=asked["q"],
            before=cursor(),
            since=days["since"],
            until=days["until"],
        )
        counts = q.counts(connection, who)
        unplanned = q.unplanned(connection, who.org, [row["id"] for row in rows])
    following = f"{rows[q.PAGE - 1]['planned_date']}~{rows[q.PAGE - 1]['id']}" if len(rows) > q.PAGE else None
    return render_template(
        "bureau/visits.html",
        here="bureau.visits",
        listed=rows[: q.PAGE],
        following=following,
        asked=asked,
        state=state,
        counts=counts,
        states=rules.VISIT_STATES,
        unplanned=unplanned,
    )


@blueprint.get("/visits/<visit>")
def visit(visit: str) -> Any:
    """One visit."""
    return _show(visit)


def _show(visit: str, problem: Refusal | Invalid | None = None) -> Any:
    who = actor()
    with parts().db.read() as connection:
        row = found(q.one(connection, who, visit))
        fields = q.fields(connection, who.org, visit)
        records = q.rest_records(connection, who.org, visit)
        doubts = conflicts.of_visit(connection, who.org, visit)
        listed = q.findings(connection, who, visit)
        papers = q.documents(connection, who, visit)
        extra = words.entries(q.supplementary(connection, who.org, visit), {})
        story = words.entries(q.story(connection, who.org, visit), {})
        paper = _paper(row, slips.versions(connection, who.org, visit), facts.bureau(connection, who.org))
        unplanned = bool(q.unplanned(connection, who.org, [visit]))
        referred = referred_by(connection, who, row) if row["track"] == "enforcement" else []
    menu = offers.of_visit(parts().db, who, visit)
    page = render_template(
        "bureau/visit.html", here="bureau.visits", row=row, unplanned=unplanned, referred=referred, fields=fields, answers=_answers(row, fields, records), conflicts=doubts, settles=["visit"] if "settle" in rules.allowed("visit", row, who) else [], listed=listed, papers=papers, extra=extra,
        story=list(reversed(story)), signatures=_signatures(row, fields), able=rules.allowed("visit", row, who),
        paper=paper, problem=problem.message if problem else None, offers=menu, to_notify=sum(offer.count for offer in menu if offer.type == NOTICE),
    )  # fmt: skip
    return make_response(page, 409 if problem else 200)


def _paper(row: Row, versions: list[Row], about: Row) -> Row:
    """The leave-behind copies of the visit: `code`, one row a `version` with both hashes and whether they are the `same` (None while unknown), and
    where the copy's header and the registries `differ` today."""
    shown = [
        {**one, "same": one["told"] == one["made"] if one["told"] and one["made"] else None} for one in versions if one["told"] or one["made"]
    ]  # fmt: skip
    header = (row["signed"] or {}).get("header")
    differ = slip.differences(header, row["firm"], row, about.get("name", "")) if header else []
    return {"code": slip.visit_code(row["id"]), "versions": list(reversed(shown)), "differ": differ}


def _answers(row: Row, fields: dict[str, Row], records: list[Row]) -> list[Row]:
    """One row a checklist: how many items stand in which answer, how many of them were judged as a whole, and the items that are 不符合 or 不适用."""
    made = []
    for sheet in row["lists"]:
        items = sheet["content"]["items"]
        given = {
            item["id"]: fields[f"answer/{item['id']}"]
            for item in items
            if fields.get(f"answer/{item['id']}", {}).get("value")
        }
        shown = [
            {"item": item, **given[item["id"]], "late": fields.get(f"late/{item['id']}", {}).get("value"), "note": fields.get(f"note/{item['id']}", {}).get("value"), "measured": _measured(item, fields)}
            for item in items if item["id"] in given and given[item["id"]]["value"] != "ok"
        ]  # fmt: skip
        counted = {
            answer: sum(head["value"] == answer for head in given.values()) for answer in ("ok", "nok", "na")
        }
        counted["late"] = sum(bool(fields.get(f"late/{id_}", {}).get("value")) for id_ in given)
        whole = _whole(sheet, fields, records)
        made.append(
            {"sheet": sheet, "total": len(items), "done": len(given), "shown": shown, "whole": whole, "wholes": sum(part["count"] for part in whole), **counted}
        )  # fmt: skip
    return made


def _whole(sheet: Row, fields: dict[str, Row], records: list[Row]) -> list[Row]:
    """What was judged for the rest of a section with one tap: `section`, `name` of who did it, `count`, `at`."""
    items = whole_items(sheet["name"], fields, records)
    titles = {section["id"]: section["title"] for section in sheet["content"]["sections"]}
    found: dict[tuple[str, str], Row] = {}
    for item in sheet["content"]["items"]:
        if item["id"] not in items:
            continue
        answer = fields[f"answer/{item['id']}"]
        part = found.setdefault(
            (item["section"], answer["name"]),
            {
                "section": titles.get(item["section"], ""),
                "name": answer["name"],
                "at": answer["at"],
                "count": 0,
            },
        )
        part["count"] += 1
    return list(found.values())


def _measured(item: Row, fields: dict[str, Row]) -> list[str]:
    entries = (item.get("measurement") or {}).get("entries", [])
    heads = [
        (entry, fields.get(f"measured/{item['id']}/{entry['key']}", {}).get("value")) for entry in entries
    ]
    return [f"{entry['quantity']} {value} {entry['unit']}" for entry, value in heads if value]


def _signatures(row: Row, fields: dict[str, Row]) -> list[Row]:
    people = {person["id"]: person for person in row["team"]}
    lead = "检查组长" if row["track"] == "enforcement" else "专家组长"
    made = []
    for path, head in fields.items():
        if not path.startswith("signature/") or not head["value"]:
            continue
        signer = path[len("signature/") :]
        role = "企业代表" if signer == "enterprise" else lead if signer == row["lead_id"] else "组员"
        made.append(
            {
                "role": role,
                "name": head["value"].get("name") or people.get(signer, {}).get("name", signer),
                **head["value"],
            }
        )
    return sorted(made, key=lambda s: (lead, "组员", "企业代表").index(s["role"]))


@blueprint.post("/visits/<visit>/draft")
def visit_draft(visit: str) -> Any:
    """Begins a document for the visit."""
    who = actor()
    with parts().db.read() as connection:
        found(q.one(connection, who, visit))
    try:
        document = drafts.draft(parts().db, who, request.form.get("type", ""), visit)
    except Refusal as problem:
        return _show(visit, problem)
    flash("草稿已生成，请核对后签发", "ok")
    return redirect(url_for("bureau.document", document=document))


@blueprint.post("/visits/<visit>/settle")
def visit_settle(visit: str) -> Any:
    """Chooses between what two people wrote of the visit itself."""
    who = actor()
    with parts().db.read() as connection:
        found(q.one(connection, who, visit))
    try:
        flash(actions.settle_conflict(who, [f"visit/{visit}"]), "ok")
    except (Refusal, Invalid) as problem:
        return _show(visit, problem)
    return redirect(url_for("bureau.visit", visit=visit))


@blueprint.post("/visits/<visit>/cancel")
def visit_cancel(visit: str) -> Any:
    """Cancels a visit that has not begun."""
    who = actor()
    with parts().db.read() as connection:
        found(q.one(connection, who, visit))
    try:
        visits.cancel(parts().db, who, visit, required("reason", "取消理由"))
    except Refusal as problem:
        return _show(visit, problem)
    flash("任务已取消，专家的平板下次联网时会看到", "ok")
    return redirect(url_for("bureau.visit", visit=visit))


@blueprint.route("/visits/new", methods=["GET", "POST"])
def visit_new() -> Any:
    """Dispatch: first the enterprise, then when, who and which checklists. `?enterprise=` goes to the second step."""
    who = actor()
    chosen = request.values.get("enterprise", "")
    if not chosen:
        word = request.args.get("q", "").strip()[:100]
        with parts().db.read() as connection:
            rows = q.find_enterprises(connection, who, word) if word else []
        return render_template(
            "bureau/visit_find.html",
            here="bureau.visits",
            word=word,
            listed=rows[: q.CHOICES],
            more=len(rows) > q.CHOICES,
        )
    if request.method == "GET":
        return _form(who, chosen)
    try:
        made = visits.plan(parts().db, who, _plan(chosen), referred=request.form.get("referred") or None)
    except (Refusal, Invalid) as problem:
        return _form(who, chosen, problem.message)
    flash("已派单，专家的平板下次联网时会收到", "ok")
    return redirect(url_for("bureau.visit", visit=made))


def _plan(enterprise: str) -> Row:
    lead, track = required("lead", "组长"), request.form.get("track", "advisory")
    if track not in ("advisory", "enforcement"):
        abort(400)
    day = day_field("planned_date", "检查日期")
    if day < today():
        raise Refusal("past", f"检查日期 {day} 已经过去，请选择今天或以后的日期")
    members = list(dict.fromkeys([lead, *request.form.getlist("members")]))
    return {
        "enterprise": enterprise,
        "track": track,
        "planned_date": day,
        "lead": lead,
        "members": members,
        "checklists": request.form.getlist("checklists"),
    }


def _form(who: Actor, enterprise: str, problem: str | None = None) -> Any:
    day = request.values.get("planned_date", "")
    day = day if is_day(day) else today()
    with parts().db.read() as connection:
        firm = found(q.enterprise(connection, who, enterprise))
        people = q.field_people(connection, who.org)
        visited = q.visits_within_year(connection, who, enterprise, today())
        busy = q.busy_on(connection, who.org, day)
        sheets = q.current_checklists(connection, who.org)
    groups: dict[str, list[Row]] = {}
    for person in people:
        groups.setdefault(
            "执法人员" if person["role"] == "officer" else person["specialty"] or "其他专业", []
        ).append(person)
    page = render_template(
        "bureau/visit_new.html", here="bureau.visits", firm=firm, groups=groups, busy=busy, sheets=sheets, visited=visited, day=day, problem=problem,
        typed=request.form, ticked=_ticked(firm, sheets), members=request.form.getlist("members"),
    )  # fmt: skip
    return make_response(page, 409 if problem else 200)


def _ticked(firm: Row, sheets: list[Row]) -> list[str]:
    """The checklists that begin ticked: what was sent before, else those that fit the enterprise."""
    if request.method == "POST":
        return request.form.getlist("checklists")
    return [sheet["id"] for sheet in sheets if {sheet["id"], sheet["name"]} & set(firm["checklists"])]
