"""The bureau at work in a test: the county of portal_case, with browsers that are signed in and forms that are sent."""

from __future__ import annotations

import re
from typing import Any

from flask.testing import FlaskClient

from inspect_app.commands import accounts, feedback, findings
from inspect_app.commands.log import writing
from inspect_app.domain import dates
from inspect_app.domain.people import system
from inspect_app.storage import tables as t
from inspect_app.web.views import today
from tests.helpers import ORG, actor, jpeg
from tests.web.portal_case import County


class Bureau(County):
    """Shortcuts to a finding in the state that a test begins with."""

    def desk(self, person: str = "p-sec") -> FlaskClient:
        """A signed-in browser; no password, since that takes its time and is tested elsewhere."""
        client = self.app.test_client()
        client.set_cookie(
            "inspect_session", accounts.start_session(self.db, ORG, accounts.DAY_MS, person=person)
        )
        return client

    def accepted(self, **how: Any) -> tuple[str, str]:
        """(visit, finding) that was confirmed, graded general and assigned."""
        visit, finding, _ = self.inspected(**how)
        findings.accept(self.db, actor("p-sec"), finding, {"severity": "general"}, {"due_date": "2026-12-08"})
        return visit, finding

    def late(self, days: int, seed: int = 1) -> str:
        """A finding whose deadline went by so many days ago; 0 is today's."""
        finding = self.served(seed=seed).finding
        with self.db.write() as connection:
            connection.execute(
                t.finding.update()
                .where(t.finding.c.id == finding)
                .values(due_date=dates.add_days(today(), -days))
            )
        return finding

    def finding_row(self, finding: str) -> dict[str, Any]:
        """The finding as its table holds it."""
        with self.db.read() as connection:
            return dict(
                connection.execute(t.finding.select().where(t.finding.c.id == finding)).mappings().one()
            )

    def set_documents(self, **record: Any) -> None:
        """The bureau's settings of its documents."""
        with writing(self.db, ORG) as log:
            log.record(system(ORG), "setting/documents", record)

    def answered(self) -> str:
        """A finding whose enterprise handed in its proof."""
        notice = self.served()
        photo = feedback.keep_photo(self.db, self.blobs, actor("p-ent1"), jpeg(50))
        value = {"measure": "已改为向外开启。", "owner": "韩安全", "done_on": "2026-11-25", "photos": [photo]}
        findings.act(self.db, actor("p-ent1"), notice.finding, "feedback", value)
        return notice.finding


def fields(page: str) -> dict[str, str]:
    """What every form of a page sends hidden: the token, and the number of the case that the page showed."""
    found = dict(re.findall(r'<input type="hidden" name="(csrf_token|seen)" value="([^"]+)"', page))
    assert "csrf_token" in found, page[:500]
    return found


def submit(client: FlaskClient, page: str, target: str, /, **given: Any) -> Any:
    """Opens a page, fills one of its forms, sends it."""
    return client.post(
        target, data={**fields(client.get(page).text), **given}, content_type="multipart/form-data"
    )


DECISION = {
    "severity": "general", "statement": "一号车间配电室门向内开启。", "measure": "改为向外开启。", "due_date": "2026-12-08",
    "rectify_unit": "临颍县颍川食品有限公司", "rectify_owner": "杨经理",
}  # fmt: skip
