"""Every route, every role: who may call it is frozen here, and nobody sees or changes another's rows. New routes join by themselves."""

from __future__ import annotations

import itertools
import shutil
import uuid
from collections.abc import Iterator
from pathlib import Path

import pytest
import sqlalchemy as sa
from flask import Flask
from flask.testing import FlaskClient
from werkzeug.routing import Rule
from werkzeug.test import TestResponse

from inspect_app.commands import (
    accounts,
    batch_work,
    batches,
    channels,
    documents,
    drafts,
    export_requests,
    findings,
    links,
    meetings,
    service,
    suggestions,
    tasks,
    visits,
)
from inspect_app.commands.log import writing
from inspect_app.commands.press import Press
from inspect_app.config import Config
from inspect_app.domain import access
from inspect_app.domain.people import ROLES, Actor, system
from inspect_app.domain.suggestions import Suggestion
from inspect_app.render import fonts
from inspect_app.storage import tables as t
from inspect_app.storage.db import now_ms
from tests.conftest import County, hurry
from tests.helpers import (
    NOW,
    ORG,
    PEOPLE,
    Tablet,
    actor,
    finding_ids,
    found_county,
    jpeg,
    plan_value,
    raw,
    sha,
)

OTHER_ORG = "410000"
BUREAU = "section leader officer committee grid dept audit"
WHOLE = "section leader officer committee audit"
PORTAL = "ent_safety ent_head holder"
FIELD = "expert officer"

# Who may call what (workflow.md, roles). Changing a right means changing this table too, knowingly.
EXPECTED: dict[str, str] = {
    "everybody": """
        public.healthz public.home public.static_files field.shell field.service_worker field.manifest field.files api.openapi api.session_post
        api.session_delete account.sign_in account.sign_out notice.typed notice.read notice.file notice.photo notice.verify_typed notice.verify compare.any_file compare.of_code slip.verify card.read
        entry.of_document entry.by_code info.privacy info.complaint""",
    "signed in": "api.session_get",
    FIELD: "api.devices_post api.device_report api.ops api.visit_ops api.receipt api.bundle api.photo_put api.photo_get api.suggestions_get api.suggestion_post",
    BUREAU: """
        bureau.dashboard bureau.ledger bureau.ledger_file bureau.ledger_picked bureau.export_new bureau.export_ask bureau.export bureau.export_file bureau.ledger_view_save bureau.ledger_view_change bureau.finding bureau.photo bureau.visits bureau.visit bureau.visit_paper bureau.documents bureau.document
        bureau.document_preview bureau.document_file bureau.document_proof bureau.document_sheets bureau.document_sheet bureau.enterprises bureau.enterprise bureau.enterprise_codes bureau.tasks bureau.task""",
    f"{BUREAU} admin": "bureau.help bureau.checklists bureau.checklist bureau.inbox bureau.inbox_read",
    f"{WHOLE} admin": "bureau.experts bureau.departments bureau.devices bureau.device",
    "section leader committee admin": "bureau.department_new bureau.department_change",
    "section admin": "bureau.device_describe bureau.device_lock bureau.device_unlock",
    "section leader": "bureau.photo_mask bureau.review_queue bureau.review_case bureau.review_act bureau.visit_settle bureau.enterprise_verify bureau.enterprise_merge",
    "section leader officer": "bureau.visit_new bureau.visit_draft bureau.visit_cancel bureau.document_code",
    "section leader officer committee": """
        bureau.document_new bureau.document_edit bureau.document_arrange bureau.document_review bureau.document_revise bureau.document_issue bureau.document_void bureau.document_serve bureau.document_replace bureau.document_receipt
        bureau.warning_talk bureau.task_new bureau.batches bureau.batch_new bureau.batch_start bureau.batch bureau.batch_progress bureau.batch_cancel bureau.batch_resume bureau.batch_file""",
    "section leader officer committee grid dept": "bureau.finding_act bureau.task_act",
    WHOLE: "bureau.meetings bureau.meeting bureau.meeting_print",
    "section leader committee": "bureau.meeting_new bureau.meeting_call bureau.meeting_act",
    "section leader officer committee grid": "bureau.ledger_act",
    "section leader officer audit": "bureau.document_evidence",
    f"{WHOLE} grid": "bureau.reports bureau.reports_file bureau.reports_print bureau.enterprise_ledger bureau.warnings bureau.warning bureau.charts bureau.referrals",
    "leader": "bureau.export_decide",
    "audit": "bureau.audit bureau.audit_exports",
    "section leader audit": "bureau.messages",
    "ent_safety ent_head": "portal.inbox portal.inbox_read",
    "admin": "bureau.encryption bureau.encryption_set bureau.encryption_key",
    "section leader admin": "bureau.suggestions bureau.suggestion_answer bureau.settings bureau.deadlines bureau.channels bureau.settings_preview bureau.settings_seal_image bureau.warning_settings bureau.followup_settings bureau.export_settings",
    "leader admin": "bureau.export_settings_change bureau.warning_settings_change bureau.followup_settings_change bureau.settings_change bureau.settings_seal bureau.settings_font bureau.deadlines_change bureau.channels_change bureau.channels_test",
    PORTAL: """
        portal.home portal.document portal.document_file portal.document_photo portal.receipt portal.photo proof.finding proof.photo_add
        proof.photo_kept proof.proof ask.extension ask.progress ask.endorse proof.draft_save firm.history firm.ledger firm.consent firm.suggest""",
}  # fmt: skip
BY_ENDPOINT = {endpoint: roles for roles, listed in EXPECTED.items() for endpoint in listed.split()}
CALLERS = [None, *(role for role in ROLES if role != "system")]
PERSON = {role: person for person, (_, role) in reversed(PEOPLE.items())}


def expected(endpoint: str, role: str | None) -> bool:
    roles = BY_ENDPOINT[endpoint]
    return roles == "everybody" or (role is not None and (roles == "signed in" or role in roles.split()))


# --- three cases that must not see each other ----------------------------------------------------------------------------------------


class Case:
    """A visit with a finding, a served notice and proof, all carrying words that nobody else's case has."""

    def __init__(self, county: County, org: str, enterprise: str, lead: str, words: str, seed: int) -> None:
        self.org, self.enterprise, self.words = org, enterprise, words
        db, picture, after = county.db, jpeg(seed), jpeg(seed + 50)
        section, leader, firm = (actor(person, org) for person in ("p-sec", "p-lead", "p-ent1"))
        firm = Actor(org, f"p-ent{enterprise[-1]}", "ent_safety", enterprise=enterprise)
        self.visit = visits.plan(db, section, plan_value(enterprise=enterprise, lead=lead, members=[lead]))
        tablet = Tablet.__new__(Tablet)
        tablet.author, tablet.last, tablet.seen = lead, "", {}
        from inspect_app.commands import devices, photos, push

        tablet.device = self.device = devices.enrol(db, actor(lead, org), None, "平板", "1")
        ops = tablet.inspection(self.visit, [picture])
        for op in ops:
            if op["path"] in ("location", "statement", "measure"):
                op["value"] = f"{words}{op['path']}"
        push.push(db, actor(lead, org), self.device, raw(ops))
        for data in (picture, after):
            photos.put_photo(db, county.blobs, actor(lead, org), sha(data), data)
        with db.read() as connection:
            [self.finding] = connection.scalars(
                sa.select(t.finding.c.id).where(t.finding.c.org_id == org, t.finding.c.visit_id == self.visit)
            )
        findings.accept(db, section, self.finding, {"severity": "general"}, {"due_date": "2026-12-08"})
        press = Press(county.blobs, "test-secret", "http://localhost")
        self.document = drafts.draft(db, section, "doc_rectify_notice", self.visit)
        documents.issue(db, press, leader, self.document)
        served = {"method": "direct", "at": NOW, "to": f"{words}收件人", "by": "p-sec"}
        self.code = service.serve(db, section, self.document, served)
        proof = {
            "measure": f"{words}整改",
            "owner": f"{words}责任人",
            "done_on": "2026-11-25",
            "photos": [sha(after)],
        }
        findings.act(db, firm, self.finding, "feedback", proof)
        self.sha256, self.after = sha(picture), sha(after)
        self.suggestion = str(uuid.uuid5(uuid.NAMESPACE_OID, words))
        said = Suggestion(self.suggestion, self.device, lead, "app", f"{words}建议", 1)
        suggestions.receive(db, actor(lead, org), said)
        asked = {
            "kind": "press",
            "title": f"{words}督促",
            "due_date": "2099-01-01",
            "owner": "p-sec",
            "finding": self.finding,
        }
        self.task = tasks.open_task(db, section, asked)["id"]
        self.export = export_requests.ask(
            db, section, "q=" + words, f"关键字：{words}", 300, f"{words}用途", now_ms()
        )
        called = {"title": f"{words}会议", "day": "2099-01-01", "findings": [self.finding]}
        self.meeting = meetings.call(db, section, called)["id"]
        way = channels.Way(words, "json://127.0.0.1:9/x", ["overdue"], ["role"], True)
        self.channel = channels.keep(db, leader, "test-secret", None, way)
        self.batch = batches.start(db, section, "print", [self.document], {})
        batch_work.work(db, press, org, self.batch)

    def values(self, rule: Rule) -> dict[str, str]:
        """What stands for each argument of a route. A new argument needs a line here, so that its route is walked too."""
        own_key = {
            "bureau.checklist": "electrical@0.1.0", "bureau.warning": self.enterprise, **dict.fromkeys(("portal.document", "portal.document_file", "portal.document_photo", "portal.receipt"), self.document),
            **dict.fromkeys(("proof.finding", "proof.photo_add", "proof.photo_kept", "proof.proof", "ask.extension", "ask.progress", "ask.endorse", "proof.draft_save"), self.finding),
        }  # fmt: skip
        known = {
            "visit": self.visit, "finding": self.finding, "document": self.document, "enterprise": self.enterprise, "sha256": self.sha256,
            "code": self.code, "command": "confirm", "mark": self.after, "page": "1", "device": self.device, "suggestion": self.suggestion, "batch": self.batch, "department": "d-fire", "view": "v-1", "channel": self.channel, "task": self.task, "export": self.export, "meeting": self.meeting, "name": "tokens.css", "group": "numbers", "face": "body", "of": "enterprise", "key": own_key.get(rule.endpoint),
        }  # fmt: skip
        missing = sorted(name for name in rule.arguments if not known.get(name))
        assert not missing, (
            f"tests/web/test_rights.py: Case.values knows nothing for {missing} of {rule.endpoint} {rule.rule}; add it"
        )
        return {name: str(known[name]) for name in rule.arguments}


class World:
    """An application with three cases: two enterprises of one bureau, and one of another bureau."""

    def __init__(self, app: Flask) -> None:
        self.app = app
        parts = app.extensions["inspect"]
        self.db = parts.db
        county = County(parts.db, parts.blobs)
        found_county(self.db, OTHER_ORG)
        self._rename()
        self.one = Case(county, ORG, "e-1", "p-exp1", "甲乙丙", 1)
        self.two = Case(county, ORG, "e-2", "p-exp3", "丁戊己", 2)
        self.far = Case(county, OTHER_ORG, "e-1", "p-exp1", "庚辛壬", 3)
        self.names = {self.one: "颍川食品", self.two: "淼犇机械", self.far: "远方化工"}
        self.rules = [rule for rule in app.url_map.iter_rules() if rule.endpoint != "static"]

    def _rename(self) -> None:
        with writing(self.db, OTHER_ORG) as log:
            record = {
                "name": "远方化工有限公司",
                "uscc": "91411122000000009X",
                "township_id": "411122100",
                "principal": "远方经理",
                "principal_phone": "19911111111",
            }
            log.record(system(OTHER_ORG), "enterprise/e-1", record)
        with self.db.write() as connection:
            row = connection.execute(sa.select(t.account).limit(1)).mappings().one()
            connection.execute(
                t.account.insert(),
                [{**row, "org_id": OTHER_ORG, "person_id": p, "login": f"far-{p}"} for p in PEOPLE],
            )

    def browser(self, person: str | None, org: str = ORG, holder: Case | None = None) -> FlaskClient:
        """Somebody's browser; `holder`: whoever holds the service code of a case."""
        made = self.app.test_client()
        if holder is not None:
            made.set_cookie("inspect_holder", links.enter(self.db, holder.code) or "")
        elif person:
            made.set_cookie(
                "inspect_session", accounts.start_session(self.db, org, accounts.DAY_MS, person=person)
            )
        return made

    def caller(self, role: str | None) -> FlaskClient:
        """Somebody of a role."""
        return (
            self.browser(None, holder=self.one) if role == "holder" else self.browser(PERSON.get(role or ""))
        )

    def address(self, rule: Rule, values: dict[str, str]) -> str:
        """The path of a route with its arguments."""
        with self.app.test_request_context():
            return str(self.app.url_map.bind("localhost").build(rule.endpoint, values))

    def written(self) -> dict[str, int]:
        """How long each log is."""
        with self.db.read() as connection:
            return {row.id: row.seq for row in connection.execute(sa.select(t.org.c.id, t.org.c.seq))}


@pytest.fixture(scope="module")
def world(county_template: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[World]:
    from inspect_app.web.app import build

    fonts.build()
    data = tmp_path_factory.mktemp("rights")
    shutil.copyfile(county_template, data / "inspect.db")
    app = build(
        Config(
            data=data, database=f"sqlite:///{data / 'inspect.db'}", blobs=str(data / "blobs"), secret="test-secret", base_url="http://localhost",
            org=ORG, min_free_bytes=0, testing=True,
        )
    )  # fmt: skip
    hurry(app.extensions["inspect"].db)
    yield World(app)
    app.extensions["inspect"].db.close()


def methods(rule: Rule) -> list[str]:
    return sorted((rule.methods or set()) - {"OPTIONS", "HEAD"})


def call(browser: FlaskClient, method: str, address: str) -> TestResponse:
    api = address.startswith("/api/")
    kind = (
        None
        if method in ("GET", "DELETE") or not api
        else "image/jpeg"
        if method == "PUT"
        else "application/json"
    )
    return browser.open(address, method=method, content_type=kind, data=b"" if kind else None)


def to_sign_in(response: TestResponse) -> bool:
    return response.status_code == 302 and response.headers["Location"].split("?")[0].endswith("/sign-in")


# --- the table -----------------------------------------------------------------------------------------------------------------------


def test_every_route_is_in_the_table_of_rights_and_every_line_is_a_route(world: World) -> None:
    endpoints = {rule.endpoint for rule in world.rules}
    assert endpoints - set(access.ROUTES) == set(), (
        "these routes are closed to everybody: add them to domain.access.ROUTES"
    )
    assert set(access.ROUTES) - endpoints == set(), "these lines of domain.access.ROUTES name no route"


def test_the_rights_are_those_that_were_agreed(world: World) -> None:
    assert set(BY_ENDPOINT) == set(access.ROUTES), (
        "EXPECTED of this test and domain.access.ROUTES name different routes"
    )
    wrong = [
        (endpoint, role)
        for endpoint in access.ROUTES
        for role in CALLERS
        if access.may(endpoint, role) != expected(endpoint, role)
    ]
    assert wrong == []


def test_nobody_may_call_what_is_in_no_table() -> None:
    assert not any(access.may("nowhere", role) for role in [*CALLERS, "system", "", "nonsense"])
    assert not any(
        access.may(endpoint, role)
        for endpoint in access.ROUTES
        for role in ("", "nonsense")
        if access.ROUTES[endpoint] not in (access.PUBLIC, access.SIGNED_IN)
    )


@pytest.mark.parametrize("role", CALLERS)
def test_each_role_is_let_in_and_kept_out_as_the_table_says(world: World, role: str | None) -> None:
    wrong = []
    for rule in world.rules:
        address = world.address(rule, world.one.values(rule))
        for method in methods(rule):
            response = call(world.caller(role), method, address)
            refused = (
                response.status_code == 403
                if role not in (None, "holder")
                else response.status_code == 401 or to_sign_in(response)
            )
            # a code is read on the portal's pages only: elsewhere its holder is nobody
            let_in = expected(rule.endpoint, role) and (role, rule.endpoint) != ("holder", "api.session_get")
            fine = not refused and response.status_code < 500 if let_in else refused
            if not fine:
                wrong.append((method, address, response.status_code))
    assert wrong == []


# --- rows ----------------------------------------------------------------------------------------------------------------------------

# who looks, at whose case they must not look, whose case is theirs
STRANGERS: dict[str, tuple[str | None, str, str]] = {
    "the other expert": ("p-exp3", "one", "two"), "an expert": ("p-exp1", "two", "one"), "the grid of another township": ("p-grid", "two", "one"),
    "another enterprise's safety officer": ("p-ent2", "one", "two"), "another enterprise's head": ("p-head1", "two", "one"),
    "the holder of another code": (None, "two", "one"), "a department": ("p-dept", "one", "two"), "the administrator": ("p-admin", "one", "two"),
    **{f"{person} of another bureau": (person, "far", "one") for person in PEOPLE},
}  # fmt: skip


def stranger(world: World, name: str) -> tuple[FlaskClient, Case, Case, str | None]:
    person, theirs, own = STRANGERS[name]
    case: Case = getattr(world, own)
    browser = world.browser(person, ORG, case if person is None else None)
    return browser, getattr(world, theirs), case, person


def mixed(rule: Rule, theirs: Case, own: Case) -> list[dict[str, str]]:
    """Every mixture of own and foreign arguments with at least one foreign."""
    here, there = own.values(rule), theirs.values(rule)
    differing = [name for name in sorted(rule.arguments) if here[name] != there[name]]
    chosen = []
    for foreign in itertools.product([True, False], repeat=len(differing)):
        if any(foreign):
            chosen.append(
                here | {name: there[name] for name, yes in zip(differing, foreign, strict=True) if yes}
            )
    return chosen


def opens_by_code(values: dict[str, str], theirs: Case) -> bool:
    """Whoever holds a code may read what it opens: the code is the right."""
    return values.get("code") == theirs.code


def is_of_the_bureau(rule: Rule, theirs: Case) -> bool:
    """A tablet or a channel is the bureau's, no case's: who may see one of the own bureau may see all. (What a tablet tells of itself, only who works on it.)"""
    return rule.endpoint.startswith(("bureau.device", "bureau.channel")) and theirs.org == ORG


@pytest.mark.parametrize("name", STRANGERS)
def test_nobody_reads_another_ones_rows(world: World, name: str) -> None:
    browser, theirs, own, person = stranger(world, name)
    foreign = [theirs.words, world.names[theirs]]
    leaks = []
    for rule in world.rules:
        if "GET" not in methods(rule):
            continue
        listed = [{}] if not rule.arguments else mixed(rule, theirs, own)
        for values in listed:
            if opens_by_code(values, theirs) or is_of_the_bureau(rule, theirs):
                continue
            address = world.address(rule, values)
            for query in (
                "",
                f"?enterprise={theirs.enterprise}&visit={theirs.visit}&finding={theirs.finding}&document={theirs.document}&township=411122101",
            ):
                response = browser.get(address + query)
                body = response.get_data().decode("utf-8", "replace")  # a PDF is no text
                shown = [word for word in foreign if word in body]
                if rule.endpoint == "api.bundle" and theirs.org == ORG and person in ("p-exp1", "p-exp3"):
                    shown = [
                        word for word in shown if word == theirs.words
                    ]  # experts see names of all enterprises of their bureau (scope.enterprises)
                if rule.endpoint == "bureau.suggestions" and theirs.org == ORG and person == "p-admin":
                    shown = []  # what experts wrote to the bureau is the administrator's to answer
                if (
                    rule.endpoint == "card.read"
                ):  # the sign at the gate: everybody may read the name, nobody anything else
                    assert theirs.words not in body
                    continue
                opened = (
                    values and response.status_code not in (400, 401, 403, 404) and not to_sign_in(response)
                )
                if shown or opened or response.status_code >= 500:
                    leaks.append((address + query, response.status_code, shown))
    assert leaks == []


@pytest.mark.parametrize("name", STRANGERS)
def test_nobody_writes_to_another_ones_rows(world: World, name: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """Without the forms' tokens, which are tested below: what stops the stranger here must be the rights alone."""
    monkeypatch.setitem(world.app.config, "WTF_CSRF_METHODS", set())
    browser, theirs, own, _ = stranger(world, name)
    before = world.written()
    for rule in world.rules:
        for method in set(methods(rule)) & {"POST", "PUT", "PATCH"}:
            for values in mixed(rule, theirs, own) if rule.arguments else []:
                if (
                    opens_by_code(values, theirs)
                    or is_of_the_bureau(rule, theirs)
                    or rule.endpoint.startswith("api.photo")
                ):
                    continue
                for form in ({}, FORM):
                    response = browser.open(world.address(rule, values), method=method, data=form)
                    assert response.status_code in (400, 401, 403, 404, 405, 409, 415, 422), (
                        rule.rule,
                        values,
                        response.status_code,
                    )
    assert world.written() == before


FORM = {
    "reason": "x", "note": "x", "severity": "general", "due_date": "2026-12-30", "measure": "x", "owner": "x", "done_on": "2026-11-26", "name": "x",
    "method": "direct", "at": NOW, "to": "x", "reinspector": "p-sec", "planned_date": "2026-11-30", "day": "2026-11-30", "type": "doc_rectify_notice",
}  # fmt: skip


@pytest.mark.parametrize("person", ["p-exp1", "p-exp3", "p-off1"])
def test_a_bundle_gives_contacts_only_of_ones_own_visits(world: World, person: str) -> None:
    bundle = world.browser(person).get("/api/v1/bundle").json
    mine = {visit["enterprise"] for visit in bundle["visits"]}
    assert {firm["id"] for firm in bundle["enterprises"] if "contacts" in firm} == mine
    assert {finding["enterprise"] for finding in bundle["findings"]} <= mine


def test_whoever_holds_one_code_opens_one_document(world: World) -> None:
    holder = world.browser(None, holder=world.one)
    assert holder.get(f"/portal/documents/{world.one.document}").status_code == 200
    assert holder.get(f"/portal/documents/{world.two.document}").status_code in (403, 404)


@pytest.mark.parametrize("role", [role for role in CALLERS if role])
def test_every_form_needs_its_token_and_its_own_site(world: World, role: str) -> None:
    browser, before = world.caller(role), world.written()
    for rule in world.rules:
        if "POST" not in methods(rule) or rule.rule.startswith("/api/") or not expected(rule.endpoint, role):
            continue
        address = world.address(rule, world.one.values(rule))
        assert browser.post(address, data=FORM).status_code == 400, address
        assert (
            browser.post(address, data=FORM, headers={"Sec-Fetch-Site": "cross-site"}).status_code == 403
        ), address
    assert world.written() == before


def test_ids_that_are_nonsense_are_not_found(world: World) -> None:
    wrong = []
    for person in ("p-lead", "p-exp1", "p-ent1", "p-audit"):
        browser = world.browser(person)
        for rule in world.rules:
            if "GET" not in methods(rule) or not rule.arguments:
                continue
            for nonsense in (
                "x",
                "\x00",
                "' OR 1=1",
                "9" * 300,
                "..",
                "%00",
                "é\ud83d".encode("utf-8", "replace").decode(),
                "00000000-0000-0000-0000-000000000000",
            ):
                address = "/" + "/".join(
                    nonsense.replace("/", "") if part.startswith("<") else part
                    for part in rule.rule.strip("/").split("/")
                )
                response = browser.get(address)
                if response.status_code >= 500 or (
                    response.status_code == 200
                    and rule.endpoint not in ("notice.read", "notice.verify", "entry.of_document")
                ):
                    wrong.append((person, address, response.status_code))
    assert wrong == []


OWN = {
    "p-lead": "bureau.finding bureau.document bureau.visit bureau.document_file bureau.enterprise bureau.photo", "p-exp1": "api.visit_ops api.receipt api.photo_get",
    "p-ent1": "portal.document portal.document_file portal.photo proof.finding", "p-grid": "bureau.finding bureau.visit bureau.photo",
}  # fmt: skip


@pytest.mark.parametrize("person", OWN)
def test_the_same_addresses_open_ones_own_case(world: World, person: str) -> None:
    """Without this, the walks above would pass over a county in which nothing can be seen at all."""
    for endpoint in OWN[person].split():
        [rule] = [rule for rule in world.rules if rule.endpoint == endpoint and "GET" in methods(rule)]
        response = world.browser(person).get(world.address(rule, world.one.values(rule)))
        assert response.status_code == 200, endpoint
        if response.mimetype in ("text/html", "application/json") and endpoint not in (
            "api.receipt",
            "bureau.enterprise",
        ):
            assert world.one.words in response.get_data(as_text=True), endpoint


def test_each_case_has_one_finding_with_its_proof(world: World) -> None:
    for case in (world.one, world.two):
        assert finding_ids(world.db, case.visit) == [case.finding]
    with world.db.read() as connection:
        assert set(connection.scalars(sa.select(t.finding.c.state))) == {"feedback"}
