"""批量办理: many documents issued or printed in one go, with progress, until all are done, cancelled, or gone on with."""

from __future__ import annotations

from collections import Counter
from typing import Any

from flask import Response, abort, flash, jsonify, redirect, render_template, request, url_for

from inspect_app.commands import batches
from inspect_app.commands.photos import blob_name
from inspect_app.domain.rules import Refusal
from inspect_app.queries import batches as q
from inspect_app.queries import document as documents
from inspect_app.storage.db import now_ms
from inspect_app.web.app import parts
from inspect_app.web.bureau.common import blueprint, found, text, types_asked
from inspect_app.web.portal import files
from inspect_app.web.security import actor
from inspect_app.web.views import day

Row = dict[str, Any]
UNATTENDED_MS = 20_000  # without any worker


@blueprint.get("/batches", endpoint="batches")
def listed() -> Any:
    """The last batches."""
    with parts().db.read() as connection:
        rows = q.recent(connection, actor())
    return render_template("bureau/batches.html", here="bureau.documents", listed=rows, kinds=q.KINDS)


@blueprint.get("/batches/new")
def batch_new() -> Any:
    """What will happen with the documents picked on a list: which go in, which can't and why. Nothing happens yet."""
    who, kind, tab = actor(), request.args.get("kind", ""), request.args.get("tab", "")
    if kind not in q.KINDS:
        abort(404)
    with parts().db.read() as connection:
        wanted = request.args.getlist("document")
        if request.args.get("all") and tab in documents.TABS:
            wanted = q.matching(connection, who, tab, request.args.get("q", "").strip()[:100], types_asked())
        rows = q.candidates(connection, who, kind, wanted)
    fit = [row for row in rows if not row["why"]]
    return render_template(
        "bureau/batch_new.html", here="bureau.documents", kind=kind, kinds=q.KINDS, fit=fit, unfit=[row for row in rows if row["why"]], types=Counter(row["type"] for row in fit),
        orders=q.ORDERS, order="made" if kind == "issue" else "township", most=q.MOST, full=len(wanted) >= q.MOST, back=url_for("bureau.documents", tab=tab or None, q=request.args.get("q") or None, type=request.args.get("type") or None, track=request.args.get("track") or None),
    )  # fmt: skip


@blueprint.post("/batches/start")
def batch_start() -> Any:
    """Begins; the worker does it, the next page shows how far it is."""
    who = actor()
    options: Row = {"order": text("order") or "made"}
    if text("kind") == "print":
        options |= {"copies": bool(text("copies")), "duplex": bool(text("duplex"))}
    batch = batches.start(parts().db, who, text("kind"), request.form.getlist("document"), options)
    parts().jobs.wake(who.org, batch)
    return redirect(url_for("bureau.batch", batch=batch))


def _row(batch: str) -> Row:
    with parts().db.read() as connection:
        return found(q.one(connection, actor(), batch))


@blueprint.get("/batches/<batch>")
def batch(batch: str) -> Any:
    """How far it is, what failed and why, and the merged file."""
    row = _row(batch)
    return render_template(
        "bureau/batch.html", here="bureau.documents", row=row, kinds=q.KINDS, orders=q.ORDERS, shown=_progress(row), kept=batches.KEPT_MS // 86_400_000,
        problem=None,
    )  # fmt: skip


@blueprint.get("/batches/<batch>/progress")
def batch_progress(batch: str) -> Any:
    """The numbers of the page, for its script."""
    response = jsonify(_progress(_row(batch)))
    response.headers["Cache-Control"] = "no-store"
    return response


def _progress(row: Row) -> Row:
    """What changes while the batch is worked on."""
    counts, current = row["counts"], row["current"]
    now = f"{current['number'] or ''} {current['enterprise'] or ''}".strip() if current else ""
    unattended = (
        row["state"] == "running"
        and not row["claimed_by"]
        and not current
        and not row["settled"]
        and max(row["made_at"], row["claimed_at"] or 0) < now_ms() - UNATTENDED_MS
    )
    return {
        "state": row["state"], "total": row["total"], "settled": row["settled"], "percent": row["percent"], "done": counts.get("done", 0),
        "failed": counts.get("failed", 0), "skipped": counts.get("skipped", 0), "now": now, "unattended": unattended,
        "merging": row["state"] == "running" and row["kind"] == "print" and row["settled"] == row["total"],
    }  # fmt: skip


@blueprint.post("/batches/<batch>/cancel")
def batch_cancel(batch: str) -> Any:
    """Stops after the document in work."""
    try:
        batches.cancel(parts().db, actor(), batch)
        flash("已取消：不再开始新的一份；已经签发的仍然有效", "info")
    except Refusal as problem:
        _row(batch)
        flash(problem.message, "info")
    return redirect(url_for("bureau.batch", batch=batch))


@blueprint.post("/batches/<batch>/resume")
def batch_resume(batch: str) -> Any:
    """Goes on with what was left and tries again what failed."""
    who = actor()
    try:
        batches.resume(parts().db, who, batch)
        parts().jobs.wake(who.org, batch)
    except Refusal as problem:
        _row(batch)
        flash(problem.message, "info")
    return redirect(url_for("bureau.batch", batch=batch))


@blueprint.get("/batches/<batch>/merged.pdf")
def batch_file(batch: str) -> Any:
    """The merged PDF, piece by piece: it may be larger than what a page should hold in memory."""
    row = _row(batch)
    pieces = parts().blobs.pieces(blob_name(actor().org, "merged", row["file"])) if row["file"] else None
    if pieces is None:
        abort(404, "这份打印稿已过期清理或还没有合并好，请在批次页点“重新合并”")
    response = Response(pieces, mimetype="application/pdf")
    response.content_length = row["bytes"]
    name = f"批量打印稿-{row['counts'].get('done', 0)}份-{day(row['made_at'])}.pdf"
    response.headers["Content-Disposition"] = files.disposition(
        "inline" if request.args.get("view") else "attachment", name
    )
    response.headers["Cache-Control"] = "private, no-store"
    return response
