"""Loads the demo county through the real log: the ops that tablets, the bureau and enterprises would have sent, at their own time.

Ids of visits, findings and documents depend on the seed only; salts, codes and password hashes are random, as in real life.
"""

from __future__ import annotations

import datetime as dt
import multiprocessing
import os
import shutil
import threading
import time
from collections.abc import Callable, Mapping, Sequence
from concurrent.futures import Executor, ProcessPoolExecutor
from dataclasses import replace
from typing import Any

import msgspec
import sqlalchemy as sa

from inspect_app import checklist_files
from inspect_app.commands import accounts, checklists, links, orgs
from inspect_app.commands.log import Log, writing
from inspect_app.commands.press import Press, press_of
from inspect_app.config import Config
from inspect_app.demo import (
    certificate,
    county,
    mechanisms,
    papers,
    people,
    pictures,
    registry,
    reports,
    statutory,
    tablets,
    timeline,
    welcome,
)
from inspect_app.demo.enterprises import enterprises
from inspect_app.demo.history import make_plan
from inspect_app.demo.people import Person
from inspect_app.demo.pictures import Key, Picture
from inspect_app.demo.plan import Plan, Visit
from inspect_app.domain import dates
from inspect_app.domain.checklist import to_wire
from inspect_app.domain.doc_types import NOTICE
from inspect_app.domain.people import Actor, system
from inspect_app.paths import checklists_dir
from inspect_app.storage import tables as t
from inspect_app.storage.blobs import open_blobs
from inspect_app.storage.db import Database, now_ms
from inspect_app.web import field_files

Row = dict[str, Any]
Say = Callable[[str], None]

DEFAULT_PAPERS = 60
"""Notices rendered while loading; the older ones follow in the background (papers.finish)."""
PROCESSES = 2
LARGE = 500
"""From this many findings on, every photo of the pool is shown somewhere."""
BEGINNING_MS = 7 * 86_400_000
"""The registries stand a week before the first visit is planned."""


class Loaded(msgspec.Struct, frozen=True):
    """What was loaded. `later`: notices whose files are still to be made."""

    enterprises: int
    visits: int
    findings: int
    papers: int
    later: int
    seconds: float


def condition(db: Database, org: str) -> str:
    """`empty`, `demo`, `partial` (a load was interrupted) or `real`."""
    if not orgs.exists(db, org):
        return "empty"
    if not welcome.is_demo(db, org):
        return "real"
    with db.read() as connection:
        whole = connection.execute(
            sa.select(t.setting.c.id).where(t.setting.c.org_id == org, t.setting.c.id == "demo")
        ).first()
    return "demo" if whole else "partial"


def reset(db: Database, config: Config) -> None:
    """Deletes everything of a demo county. Raises ValueError for a real one."""
    if condition(db, config.org) == "real":
        raise ValueError(f"{config.org} is not a demo county")
    with db.write() as connection:
        for table in reversed(t.meta.sorted_tables):
            if "org_id" in table.c:
                connection.execute(table.delete().where(table.c.org_id == config.org))
        connection.execute(t.org.delete().where(t.org.c.id == config.org))
    if "://" not in config.blobs:
        shutil.rmtree(os.path.join(config.blobs, config.org), ignore_errors=True)
    welcome.forget(config.data)
    certificate.forget(config.data, config.org)


def load(
    db: Database, config: Config, *, findings: int, seed: int = 1, today: dt.date | None = None, ahead: int = DEFAULT_PAPERS, say: Say = lambda _: None,
) -> Loaded:  # fmt: skip
    """Loads the county into an org that doesn't exist yet. `ahead`: how many of the newest notices get their file now.

    Raises rules.Refusal when the org exists, ValueError for `findings` out of range, checklist_files.FolderError.
    """
    started = time.monotonic()
    today = today or dates.moment(now_ms()).date()
    with _processes() as pool:
        studio = pictures.Studio(pool, config.blobs, config.org)
        if findings >= LARGE:
            studio.begin()
        listed = checklist_files.load_folder(checklists_dir())
        plan = make_plan({one.id: to_wire(one) for one in listed}, today, seed=seed, findings=findings)
        say(f"计划：{len(plan.visits)} 次检查，{findings} 条隐患（种子 {seed}，今天 {today}）")
        everybody, firms = people.people(seed), enterprises(seed)
        begins = min(tablets.ms(visit.planned_at) for visit in plan.visits) - BEGINNING_MS
        orgs.create(db, config.org, registry.BUREAU, begins)
        certificate.make(config.data, config.org, registry.BUREAU["name"], dates.moment(begins))
        checklists.publish(db, system(config.org), listed, begins)
        with writing(db, config.org, begins) as log:
            log.record(system(config.org), "setting/documents", statutory.SETTINGS)
            registry.record_all(log, seed, everybody, firms, registry.users_of(plan))
            field = {person.id: person.name for person in everybody if person.role in ("expert", "officer")}
            tablets.enrol_all(log.c, config.org, seed, field, begins)
        say(f"登记：{len(county.TOWNSHIPS)} 个乡镇，{len(firms)} 家企业，{len(everybody)} 名人员")
        drawn = studio.pictures(plan)
        _store_rows(db, config.org, drawn, begins)
        say(f"照片和签名：{len(drawn)} 幅")
        versions = {one.id: one.version for one in listed}
        press = press_of(config, open_blobs(config.blobs))
        chief = next(person for person in everybody if person.role == "leader")
        codes, made = _history(
            db,
            config,
            pool,
            plan,
            press,
            drawn,
            versions,
            _roles(everybody),
            ahead,
            say,
            (chief.id, chief.name),
        )
    statutory.showcase(db, press, config.org, _somebody(config.org, everybody))
    mechanisms.showcase(db, config.org, _somebody(config.org, everybody))
    _accounts(db, config, plan, everybody, codes)
    admin = next(person for person in everybody if person.username == "admin")
    reports.tell_all(
        db, config.org, seed, sorted(field), Actor(config.org, admin.id, "admin", admin.name), now_ms(), field_files.app().version
    )  # fmt: skip
    with writing(db, config.org, now_ms()) as log:
        log.record(
            system(config.org),
            "setting/demo",
            {"seed": seed, "today": today.isoformat(), "findings": findings},
        )
    noticed = len(papers.notices_of(plan))
    return Loaded(len(firms), len(plan.visits), findings, made, noticed - made, time.monotonic() - started)


def _processes() -> ProcessPoolExecutor:
    return ProcessPoolExecutor(
        PROCESSES,
        mp_context=multiprocessing.get_context("spawn"),
        initializer=_end_with,
        initargs=(os.getpid(),),
    )


def _end_with(parent: int) -> None:
    """In a process of the pool: end when the loading process is gone, even by SIGKILL; the pool alone would wait for ever."""

    def watch() -> None:
        while os.getppid() == parent:
            time.sleep(1)
        os._exit(1)

    threading.Thread(target=watch, daemon=True).start()


def _somebody(org: str, everybody: Sequence[Person]) -> dict[str, Actor]:
    """role → the first of that role."""
    return {
        person.role: Actor(org, person.id, person.role, person.name, department=person.department_id or None)
        for person in reversed(everybody)
    }


def _roles(everybody: Sequence[Person]) -> dict[str, str]:
    return {person.id: person.role for person in everybody}


def _store_rows(db: Database, org: str, drawn: Mapping[Key, Picture], now: int) -> None:
    rows = [
        {
            "org_id": org, "sha256": one.sha256, "bytes": one.bytes, "width": one.width, "height": one.height, "received_at": now,
            "uploaded_by": "system",
        }
        for one in drawn.values()
    ]  # fmt: skip
    with db.write() as connection:
        db.insert_new(connection, t.photo, rows)


def _history(
    db: Database, config: Config, pool: Executor, plan: Plan, press: Press, drawn: Mapping[Key, Picture], versions: Mapping[str, str],
    roles: Mapping[str, str], ahead: int, say: Say, leader: tuple[str, str],
) -> tuple[Mapping[str, str], int]:  # fmt: skip
    """Writes all visits; returns the read codes of the notices and how many files were made."""
    desk = papers.Papers(plan, press, drawn)
    newest = papers.newest(plan, ahead)
    chosen = frozenset(visit.id for visit in newest)
    _print_ahead(db, config, pool, newest, desk, tablets.Tablets(plan.seed, roles, drawn, versions))
    before = statutory.Statutory(plan, press, leader)
    line = timeline.Timeline(tablets.Tablets(plan.seed, roles, drawn, versions), desk, chosen, before)
    actions = line.of(plan.visits)
    step = max(1, len(actions) // 4)
    told = 0

    def progress(done: int) -> None:
        nonlocal told
        if done // step > told:
            told = done // step
            say(f"历史：{100 * done // len(actions)}%")

    timeline.write(db, config.org, actions, progress)
    return desk.codes, len(newest)


class _Enough(Exception):
    """Ends the transaction in which facts were looked up, leaving no trace."""


def _print_ahead(
    db: Database,
    config: Config,
    pool: Executor,
    visits: Sequence[Visit],
    desk: papers.Papers,
    clocks: tablets.Tablets,
) -> None:
    """Plays the newest visits in a transaction that is rolled back, to know what their notices say and begin to render them."""
    trial = timeline.Timeline(clocks, desk, frozenset())
    for start in range(0, len(visits), 25):
        some = [
            replace(visit, runs=()) for visit in visits[start : start + 25]
        ]  # no notice says how items were answered
        try:
            with db.write() as connection:
                log = Log(db, connection, config.org, 0)
                timeline.play(log, trial.of(some, until_draft=True))
                for visit in some:
                    assert visit.notice
                    log.now = tablets.ms(visit.notice.issued_at)
                    desk.print_ahead(pool, config.blobs, log, visit.notice)
                raise _Enough
        except _Enough:
            continue


# --- who signs in ----------------------------------------------------------------------------------------------------------------------


def _accounts(
    db: Database, config: Config, plan: Plan, everybody: Sequence[Person], codes: Mapping[str, str]
) -> None:
    by_name = {person.username: person for person in everybody}
    leads = [visit.lead for visit in plan.visits if visit.planned_date == plan.today]
    experts = list(
        dict.fromkeys(lead for lead in leads if lead in {p.id for p in everybody if p.role == "expert"})
    )[:3]
    names = {person.id: person for person in everybody}
    rows = [
        (f"expert{n}", key, f"专家 {names[key].name}（{_field(names[key])}，今天有检查）")
        for n, key in enumerate(experts, 1)
    ]
    staff = (("section", "gongmao", "业务科（工贸科）"), ("leader", "leader", "局领导"), ("officer1", "officer01", "执法人员"),
             ("committee", "anwei", "县安委办"))  # fmt: skip
    rows += [(login, by_name[name].id, f"{word} {by_name[name].name}") for login, name, word in staff]
    card: Row = {}
    shown = _shown_notice(db, config.org)
    if shown:
        user = registry.user_id(plan.seed, shown.enterprise_id)
        grid = next(person for person in everybody if person.township_id == shown.township_id)
        rows += [("grid1", grid.id, f"{grid.unit} {grid.name}"), ("ent1", user, f"企业 {shown.name}")]
        service = links.hand_over(db, config.org, shown.id)
        card = {"document": f"{shown.number}　{shown.name}", "read": codes[shown.id], "service": service}
    rows.append(("dept1", by_name["xiaofang"].id, f"{by_name['xiaofang'].unit} {by_name['xiaofang'].name}"))
    rows += [("audit", by_name["audit"].id, "审计（只读）"), ("admin", by_name["admin"].id, "系统管理员")]
    for login, person, _ in rows:
        accounts.set_account(db, config.org, person, login, welcome.PASSWORD)
    welcome.keep(config.data, {**card, "logins": [[login, who] for login, _, who in rows]})


def _field(person: Person) -> str:
    return people.SPECIALTY_BY_ID[person.specialty].name


def _shown_notice(db: Database, org: str) -> Any:
    """The served notice with the most findings in rectification, the newest of those; None when there is none."""
    open_ = (t.finding.c.state == "rectifying") & (t.finding.c.due_date >= dates.day_of(now_ms()))
    query = (
        sa.select(
            t.document.c.id,
            t.document.c.number,
            t.document.c.enterprise_id,
            t.enterprise.c.name,
            t.enterprise.c.township_id,
        )
        .join(
            t.finding,
            sa.and_(t.finding.c.org_id == t.document.c.org_id, t.finding.c.document_id == t.document.c.id),
        )
        .join(
            t.enterprise,
            sa.and_(
                t.enterprise.c.org_id == t.document.c.org_id, t.enterprise.c.id == t.document.c.enterprise_id
            ),
        )
        .where(
            t.document.c.org_id == org,
            t.document.c.type == NOTICE,
            t.document.c.state == "served",
            t.finding.c.state == "rectifying",
        )
        .group_by(
            t.document.c.id,
            t.document.c.number,
            t.document.c.enterprise_id,
            t.enterprise.c.name,
            t.enterprise.c.township_id,
        )
        .order_by(sa.func.sum(sa.case((open_, 1), else_=0)).desc(), t.document.c.number.desc())
    )
    with db.read() as connection:
        return connection.execute(query.limit(1)).first()
