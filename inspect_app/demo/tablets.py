"""What the tablets of a visit's team would have sent: the same ops, with stamps of their own clocks at the time of the visit."""

from __future__ import annotations

import datetime as dt
import hashlib
from collections.abc import Mapping
from functools import cache
from typing import Any

import msgspec
import sqlalchemy as sa

from inspect_app.commands.log import Log
from inspect_app.commands.receive import receive_if_complete
from inspect_app.demo import pictures
from inspect_app.demo.pictures import Key, Picture
from inspect_app.demo.plan import Finding, SiteSignature, Visit, utc
from inspect_app.domain import canon, clock, paths, rules, wire
from inspect_app.domain.people import Actor
from inspect_app.storage import tables as t

Row = dict[str, Any]
Draft = tuple[int, str, str, str, Any]
"""(ms, author, subject, path, value) of a field op that has no id yet."""


def ms(moment: dt.datetime) -> int:
    """Milliseconds since 1970 UTC."""
    return round(moment.timestamp() * 1000)


@cache
def device_of(seed: int, person: str) -> str:
    """The id of this person's tablet."""
    number = int.from_bytes(hashlib.sha256(f"{seed}/{person}".encode()).digest()[:8], "big")
    return clock.base36(number % 36**8, 8)


def enrol_all(connection: sa.Connection, org: str, seed: int, people: Mapping[str, str], now: int) -> None:
    """One tablet for each person (id to name), enrolled when the county began."""
    rows = [
        {"org_id": org, "id": device_of(seed, person), "label": f"{name}的平板", "created_at": now, "seen_at": now, "app_version": "demo"}
        for person, name in people.items()
    ]  # fmt: skip
    connection.execute(t.device.insert(), rows)
    connection.execute(
        t.device_person.insert(),
        [{"org_id": org, "device_id": device_of(seed, p), "person_id": p} for p in people],
    )


def _signature_path(signature: SiteSignature) -> str:
    return f"signature/{signature.person_id or 'enterprise'}"


class Tablets:
    """All tablets of the county; each clock only goes forward."""

    def __init__(
        self, seed: int, roles: Mapping[str, str], drawn: Mapping[Key, Picture], versions: Mapping[str, str]
    ) -> None:
        """`roles`: person id to role; `versions`: checklist id to version."""
        self.seed, self.roles, self.drawn, self.versions = seed, roles, drawn, versions
        self._clocks: dict[str, str] = {}

    def decline(self, log: Log, visit: Visit) -> None:
        """企业谢绝, recorded at the gate."""
        value = {"reason": visit.declined_because, "by": visit.companion}
        self._event(log, visit, visit.lead, log.now, "decline", value)

    def upload(self, log: Log, visit: Visit) -> None:
        """The whole visit at once, as from a tablet that comes back to a network; then the server has everything."""
        assert visit.started_at
        assert visit.submitted_at
        drafts = sorted(self._drafts(visit), key=lambda draft: draft[0])
        signed = [(f"visit/{visit.id}", _signature_path(s)) for s in visit.signatures]
        log.prefetch_slots([*((subject, path) for _, _, subject, path, _ in drafts), *signed])
        log.prefetch_rows("finding", [finding.id for finding in visit.findings])
        self._event(log, visit, visit.lead, ms(visit.started_at), "start", {"at": utc(visit.started_at)})
        content = [self._field(log, visit, *draft) for draft in drafts]
        shown = sorted({self.drawn[photo].sha256 for finding in visit.findings for photo in finding.photos})
        ops, photos = self._sign(log, visit, content, shown)
        manifest = {"ops": sorted(ops), "photos": sorted(photos), "hash": canon.manifest_hash(ops, photos)}
        self._event(
            log,
            visit,
            visit.lead,
            ms(visit.submitted_at),
            "submit",
            {"version": 1, "manifest": manifest, "reason": ""},
        )
        log.flush()
        if not receive_if_complete(log, visit.id):
            raise RuntimeError(f"visit {visit.id} was not complete after its upload")

    # --- what is written -------------------------------------------------------------------------------------------------------------

    def _drafts(self, visit: Visit) -> list[Draft]:
        assert visit.started_at
        subject, start, end = f"visit/{visit.id}", ms(visit.started_at), ms(visit.signatures[0].at)
        consent = {
            "photos": True,
            "signature": True,
            "position": False,
            "by": visit.companion,
            "at": utc(visit.started_at),
        }
        drafts: list[Draft] = [
            (start + 60_000, visit.lead, subject, "consent", consent),
            (start + 90_000, visit.lead, subject, "area", visit.area),
            (start + 95_000, visit.lead, subject, "companion", visit.companion),
            (end - 90_000, visit.lead, subject, "highlights", visit.highlights),
            (end - 60_000, visit.lead, subject, "opinion", {"agree": visit.agrees, "text": visit.opinion}),
        ]
        for run in visit.runs:
            pause = (end - start - 240_000) // (len(run.answers) + 1)
            for n, (item, answer) in enumerate(run.answers.items(), 1):
                drafts.append((start + 120_000 + n * pause, run.person_id, subject, f"answer/{item}", answer))
            for (item, key), value in run.measured.items():
                n = list(run.answers).index(item) + 1
                drafts.append(
                    (start + 119_000 + n * pause, run.person_id, subject, f"measured/{item}/{key}", value)
                )
        for finding in visit.findings:
            drafts += self._finding(finding)
        return drafts

    def _finding(self, finding: Finding) -> list[Draft]:
        at, subject = ms(finding.found_at), f"finding/{finding.id}"
        fields: Row = {
            "item": {"checklist": finding.checklist_id, "version": finding.checklist_version, "item": finding.item_id},
            "location": finding.location, "statement": finding.statement, "measure": finding.measure, "due_days": finding.due_days,
        }  # fmt: skip
        if finding.suspected_major is not None:
            fields["suspected_major"] = finding.suspected_major
        for n, photo in enumerate(finding.photos):
            drawn = self.drawn[photo]
            taken = utc(finding.found_at + dt.timedelta(seconds=20 * n))
            fields[f"photo/{drawn.sha256}"] = {
                "at": taken,
                "w": drawn.width,
                "h": drawn.height,
                "role": "problem",
                "note": "",
            }
        return [
            (at + 10_000 * n, finding.recorded_by, subject, path, value)
            for n, (path, value) in enumerate(fields.items())
        ]

    def _sign(
        self, log: Log, visit: Visit, content: list[str], photos: list[str]
    ) -> tuple[list[str], list[str]]:
        """Everybody signs the content as it stands; returns the ops and pictures that the submission covers."""
        signed = canon.manifest_hash(content, photos)
        ops, images = list(content), set(photos)
        for signature in visit.signatures:
            value: Row = {
                "at": utc(signature.at),
                "manifest_hash": signed,
                "name": signature.name,
                "title": signature.title,
            }
            if signature.refusal is not None:
                value["refusal"] = {**signature.refusal, "recording_no": ""}
            else:
                value["image"] = self.drawn[pictures.hand(signature)].sha256
                images.add(value["image"])
            path = _signature_path(signature)
            author = signature.person_id or visit.lead  # the enterprise signs on the lead's tablet
            ops.append(self._field(log, visit, ms(signature.at), author, f"visit/{visit.id}", path, value))
        return ops, sorted(images)

    # --- how it is sent --------------------------------------------------------------------------------------------------------------

    def _field(
        self, log: Log, visit: Visit, at: int, author: str, subject: str, path: str, value: Any
    ) -> str:
        return self._send(log, visit, at, author, "set", subject, path, value)

    def _event(self, log: Log, visit: Visit, author: str, at: int, path: str, value: Row) -> None:
        actor = Actor(org=log.org, id=author, role=self.roles[author])
        rules.decide("visit", path, log.row("visit", visit.id) or {}, value, actor)
        self._send(log, visit, at, author, "event", f"visit/{visit.id}", path, value)

    def _send(
        self, log: Log, visit: Visit, at: int, author: str, kind: str, subject: str, path: str, value: Any
    ) -> str:
        device = device_of(self.seed, author)
        stamp = self._clocks[device] = clock.next_stamp(self._clocks.get(device, ""), at, device)
        op = msgspec.convert(
            {"id": stamp, "visit": visit.id, "subject": subject, "kind": kind, "path": path, "value": value, "author": author, "device": device},
            wire.Op,
        )  # fmt: skip
        canonical = wire.check_op(op)
        paths.check_value(op)
        log.append(op, canonical, author)
        return stamp
