"""Writes release_0001.sql: a database of the first release with a whole story in it, made by the program's own commands.

    .venv/bin/python tests/data/make_release_dump.py

Run it once for the release and never again: from then on the file stands for what users have.
"""

from __future__ import annotations

import sqlite3
import sys
import tempfile
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[2]))

from inspect_app.commands import documents, drafts, findings, photos, push, service, visits
from inspect_app.commands.press import Press
from inspect_app.render import fonts
from inspect_app.storage.blobs import Folder
from inspect_app.storage.db import Database
from inspect_app.storage.migrate import upgrade
from tests.helpers import NOW, Tablet, actor, finding_ids, found_county, jpeg, plan_value, raw, sha

TARGET = Path(__file__).with_name("release_0001.sql")


def story(db: Database, blobs: Folder) -> None:
    """One finding from the tablet to close-out, and one that was just submitted."""
    found_county(db)
    press = Press(blobs, "release", "http://localhost")
    section, leader, firm = actor("p-sec"), actor("p-lead"), actor("p-ent1")
    tablet = Tablet(db)
    made = []
    for picture in (jpeg(1), jpeg(2)):
        visit = visits.plan(db, section, plan_value())
        push.push(db, actor("p-exp1"), tablet.device, raw(tablet.inspection(visit, [picture])))
        photos.put_photo(db, blobs, actor("p-exp1"), sha(picture), picture)
        made.append(visit)
    [finding] = finding_ids(db, made[0])
    findings.accept(db, section, finding, {"severity": "general"}, {"due_date": "2026-12-08"})
    notice = drafts.draft(db, section, "doc_rectify_notice", made[0])
    documents.issue(db, press, leader, notice)
    service.serve(db, section, notice, {"method": "direct", "at": NOW, "to": "杨经理", "by": "p-sec"})
    service.sign_receipt(db, firm, notice, {"name": "韩安全", "at": "2026-11-24T01:05:00Z"})
    findings.act(
        db,
        firm,
        finding,
        "feedback",
        {"measure": "已改", "owner": "韩安全", "done_on": "2026-11-25", "photos": [sha(jpeg(2))]},
    )
    findings.reinspect(
        db, section, finding, True, {"reinspector": "p-sec", "at": "2026-11-26T01:00:00Z", "note": "合格"}
    )
    findings.act(db, section, finding, "close_out", {})


def main() -> None:
    """Makes the database in a throw-away folder and dumps it."""
    fonts.build()
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder) / "release.db"
        db = Database(f"sqlite:///{file}")
        upgrade(db)
        story(db, Folder(Path(folder) / "blobs"))
        db.close()
        with sqlite3.connect(file) as connection:
            TARGET.write_text("\n".join(connection.iterdump()) + "\n", encoding="utf-8")
        connection.close()


if __name__ == "__main__":
    main()
