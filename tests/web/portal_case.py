"""A county with notices issued and served, and browsers of its people: what the tests of the enterprises' pages start from."""

from __future__ import annotations

import atexit
import re
import shutil
import tempfile
from functools import cache
from pathlib import Path
from typing import Any

from flask import Flask
from flask.testing import FlaskClient

from inspect_app.commands import documents, drafts, findings, links, photos, push, service, visits
from inspect_app.commands.press import Press
from inspect_app.config import Config
from inspect_app.domain.doc_types import NOTICE
from inspect_app.storage.db import Database
from inspect_app.storage.migrate import upgrade
from inspect_app.web.app import build
from tests.helpers import (
    NOW,
    ORG,
    PASSWORD,
    Tablet,
    actor,
    finding_ids,
    found_county,
    jpeg,
    plan_value,
    raw,
    sha,
)

SERVE = {"method": "direct", "at": NOW, "to": "杨经理", "by": "p-sec"}


class Notice:
    """A served notice: its ids, the code printed on it, the code handed over."""

    def __init__(
        self, document: str, findings_: list[str], read: str, service: str, visit: str, pictures: list[bytes]
    ) -> None:
        self.document, self.findings, self.read, self.service, self.visit, self.pictures = (
            document,
            findings_,
            read,
            service,
            visit,
            pictures,
        )

    @property
    def finding(self) -> str:
        """Its first finding."""
        return self.findings[0]


@cache
def _founded() -> Path:
    """A database with the county's people and accounts, made once for all tests (fifteen passwords take their time by design)."""
    folder = Path(tempfile.mkdtemp(prefix="portal-"))
    atexit.register(shutil.rmtree, folder, ignore_errors=True)
    db = Database(f"sqlite:///{folder / 'a.db'}")
    upgrade(db)
    found_county(db, accounts_too=True)
    with db.engine.connect() as connection:
        connection.exec_driver_sql("PRAGMA wal_checkpoint(TRUNCATE)")
    db.close()
    return folder / "a.db"


class County:
    """The application with its database, and what the tests do in it."""

    def __init__(self, folder: Path) -> None:
        self.config = Config(
            data=folder,
            database=f"sqlite:///{folder / 'a.db'}",
            blobs=str(folder / "blobs"),
            secret="test",
            base_url="http://localhost",
            org=ORG,
            testing=True,
        )
        shutil.copy(_founded(), folder / "a.db")
        self.app: Flask = build(self.config)
        parts = self.app.extensions["inspect"]
        self.db: Database = parts.db
        self.blobs = parts.blobs
        self.press: Press = parts.press

    def browser(self, person: str | None = None, **environ: str) -> FlaskClient:
        """A browser, signed in when a person is named."""
        client = self.app.test_client()
        client.environ_base.update(environ)
        if person:
            answer = send(client, "/sign-in", login=person, password=PASSWORD)
            assert answer.status_code == 302, answer.text
        return client

    def holder(self, code: str) -> FlaskClient:
        """The browser of somebody who typed a service code."""
        client = self.browser()
        answer = send(client, "/portal/enter", code=code)
        assert answer.status_code == 302, answer.text
        return client

    def inspected(
        self, enterprise: str = "e-1", seed: int = 1, suspected: bool = False
    ) -> tuple[str, str, list[bytes]]:
        """A visit that was submitted: (visit, finding, photos)."""
        visit = visits.plan(self.db, actor("p-sec"), plan_value(enterprise=enterprise))
        tablet, pictures = Tablet(self.db), [jpeg(seed), jpeg(seed + 1)]
        push.push(
            self.db,
            actor("p-exp1"),
            tablet.device,
            raw(tablet.inspection(visit, pictures, suspected=suspected)),
        )
        for picture in pictures:
            photos.put_photo(self.db, self.blobs, actor("p-exp1"), sha(picture), picture)
        return visit, finding_ids(self.db, visit)[0], pictures

    def issued(
        self, enterprise: str = "e-1", seed: int = 1, due: str = "2026-12-08"
    ) -> tuple[str, str, str, list[bytes]]:
        """A notice that was issued and not yet served: (document, visit, read code, photos)."""
        visit, finding, pictures = self.inspected(enterprise, seed)
        findings.accept(self.db, actor("p-sec"), finding, {"severity": "general"}, {"due_date": due})
        document = drafts.draft(self.db, actor("p-sec"), NOTICE, visit)
        codes: list[str] = []
        real = links.new_code
        try:
            links.new_code = lambda kind: codes.append(real(kind)) or codes[-1]  # type: ignore[assignment, func-returns-value]
            documents.issue(self.db, self.press, actor("p-lead"), document)
        finally:
            links.new_code = real
        return document, visit, codes[0], pictures

    def served(self, enterprise: str = "e-1", seed: int = 1, due: str = "2026-12-08") -> Notice:
        """A notice in the enterprise's hands."""
        document, visit, code, pictures = self.issued(enterprise, seed, due)
        handed = service.serve(self.db, actor("p-sec"), document, SERVE)
        return Notice(document, finding_ids(self.db, visit), code, handed, visit, pictures)


def token(client: FlaskClient, page: str) -> str:
    """The form's token of a page."""
    found = re.search(r'name="csrf_token" value="([^"]+)"', client.get(page).text)
    assert found, f"no form on {page}"
    return found[1]


def send(client: FlaskClient, page: str, **fields: Any) -> Any:
    """Opens a page and sends its form."""
    return client.post(
        page, data={"csrf_token": token(client, page), **fields}, content_type="multipart/form-data"
    )
