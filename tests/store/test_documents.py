"""Numbers without gaps, files that never change, and the rights of design § 7.6."""

from __future__ import annotations

import io
import json
import subprocess
import uuid
from pathlib import Path
from typing import Any

import msgspec
import pikepdf
import pytest
import sqlalchemy as sa

from inspect_app.commands import documents, drafts, findings, links, paper, seals, service, verify, visits
from inspect_app.commands.log import writing
from inspect_app.commands.press import Press
from inspect_app.commands.signing import Signing
from inspect_app.domain.people import Actor, system
from inspect_app.domain.rules import Refusal
from inspect_app.domain.wire import Invalid
from inspect_app.queries import facts
from inspect_app.render import fonts, sign_check
from inspect_app.render.engine import RenderError
from inspect_app.render.sign import P12Signer, SignError
from inspect_app.storage import tables as t
from tests.conftest import County, together
from tests.helpers import NOW, ORG, actor, finding_ids, jpeg, plan_value, sha
from tests.render.certificates import SECRET, Authority
from tests.render.test_seal import seal_png

NOTICE, OPINION = "doc_rectify_notice", "doc_expert_opinion"
GENERAL, DUE = {"severity": "general"}, {"due_date": "2026-12-08"}
OUTCOME = {"reinspector": "p-sec", "at": "2026-11-26T01:00:00Z", "note": "合格"}


@pytest.fixture(scope="module", autouse=True)
def font_set() -> None:
    fonts.build()


@pytest.fixture(scope="module")
def authority() -> Authority:
    return Authority()


@pytest.fixture
def signing(authority: Authority, tmp_path: Path) -> Signing:
    """The bureau's certificate in a folder of its own."""
    authority.p12(tmp_path / "signing" / f"{ORG}.p12")
    return Signing(tmp_path / "signing", SECRET)


@pytest.fixture
def press(county: County) -> Press:
    return Press(county.blobs, "secret", "http://localhost")


@pytest.fixture
def quick(small: County) -> Press:
    return Press(small.blobs, "secret", "http://localhost")


def inspected(county: County, *, suspected: bool = False, **plan: Any) -> tuple[str, str]:
    """A received visit and its one finding, with a photo."""
    visit, tablet, picture = county.plan(**plan), county.tablet(), jpeg(1)
    county.push(tablet, tablet.inspection(visit, [picture], suspected=suspected))
    county.photo(picture)
    [finding] = finding_ids(county.db, visit)
    return visit, finding


def drafted(county: County) -> tuple[str, str, str]:
    visit, finding = inspected(county)
    findings.accept(county.db, actor("p-sec"), finding, GENERAL, DUE)
    return visit, finding, drafts.draft(county.db, actor("p-sec"), NOTICE, visit)


def numbers(county: County) -> list[int]:
    with county.db.read() as connection:
        return sorted(
            connection.scalars(sa.select(t.document.c.number_seq).where(t.document.c.number_seq.is_not(None)))
        )


def test_numbers_have_no_gap_when_eight_threads_issue_and_some_fail(county: County, press: Press) -> None:
    made = [drafted(county)[2] for _ in range(6)]
    jobs = [lambda d=d: documents.issue(county.db, press, actor("p-lead"), d) for d in made]
    jobs += [
        lambda: documents.issue(county.db, press, actor("p-lead"), made[0]),
        lambda: documents.issue(county.db, press, actor("p-exp1"), made[1]),
    ]
    errors = together(jobs)
    assert numbers(county) == [1, 2, 3, 4, 5, 6]
    assert [type(error) for error in errors] == [Refusal, Refusal]
    with county.db.read() as connection:
        assert set(connection.scalars(sa.select(t.document.c.state))) == {"issued"}
    assert verify.verify(county.db, ORG).problems == []


class Stop(BaseException):
    """The process ends here."""


STEPS = (
    "after the dry render",
    "after the number",
    "after the signature",
    "after the file",
    "after the event",
)


@pytest.mark.parametrize("signs", [False, True], ids=["unsigned", "signed"])
@pytest.mark.parametrize("step", STEPS)
def test_a_stop_between_the_steps_is_finished_by_the_sweep_with_one_file(
    county: County, press: Press, signing: Signing, monkeypatch: pytest.MonkeyPatch, step: str, signs: bool
) -> None:
    """A signature is not made twice alike, so what counts is the file that was stored first, whoever made it."""
    press = msgspec.structs.replace(press, signing=signing) if signs else press
    _, _, document = drafted(county)

    def stop(*_: Any, **__: Any) -> None:
        raise Stop

    def stop_after(owner: Any, name: str) -> None:
        real = getattr(owner, name)

        def act_and_stop(*args: Any, **options: Any) -> None:
            real(*args, **options)
            raise Stop

        patch.setattr(owner, name, act_and_stop)

    with monkeypatch.context() as patch:
        if step == "after the dry render":
            patch.setattr(links, "new_code", stop)
        elif step == "after the number":
            patch.setattr(documents, "finish", stop)
        elif step == "after the signature":
            patch.setattr(county.blobs, "put_new", stop)
        elif step == "after the file":
            stop_after(county.blobs, "put_new")
        else:
            stop_after(documents, "finish")
        with pytest.raises(Stop):
            documents.issue(county.db, press, actor("p-lead"), document)
    if step == "after the dry render":
        assert (numbers(county), documents.sweep(county.db, press)) == ([], 0)
        documents.issue(county.db, press, actor("p-lead"), document)
    else:
        done = step == "after the event"
        assert county.row("document", document)["state"] == ("issued" if done else "issuing")
        assert documents.sweep(county.db, press) == (0 if done else 1)
    row = county.row("document", document)
    assert (row["state"], row["number_seq"]) == ("issued", 1)
    [name] = files(county)
    content = paper.stored(county.blobs, ORG, row) or b""
    assert (name, sha(content)) == (f"{document}.{row['unsigned'][:16]}", row["sha256"])
    assert (row["unsigned"] == row["sha256"], row["signer"] == "", row["bytes"]) == (
        not signs,
        not signs,
        len(content),
    )
    assert len(sign_check.look(content, {})) == signs
    assert documents.sweep(county.db, press) == 0
    with county.db.read() as connection:
        assert list(
            connection.scalars(sa.select(t.link.c.sealed).where(t.link.c.document_id == document))
        ) == [None]
    assert verify.verify(county.db, ORG).problems == []


def files(county: County) -> list[str]:
    """Names of the stored files of documents."""
    return [path.name for path in (county.blobs.root / ORG / "paper").rglob("*") if path.is_file()]


def test_two_who_finish_a_document_at_once_store_one_signed_file(
    county: County, press: Press, signing: Signing, monkeypatch: pytest.MonkeyPatch
) -> None:
    press = msgspec.structs.replace(press, signing=signing)
    _, _, document = drafted(county)
    with monkeypatch.context() as patch:
        patch.setattr(documents, "finish", lambda *_: {})
        documents.issue(county.db, press, actor("p-lead"), document)
    assert together([lambda: documents.finish(county.db, press, ORG, document)] * 4) == []
    row = county.row("document", document)
    assert (row["state"], len(files(county))) == ("issued", 1)
    assert paper.stored(county.blobs, ORG, row) is not None
    assert "测试" in row["signer"]
    with county.db.read() as connection:
        said = connection.scalar(sa.select(sa.func.count()).where(t.op.c.path == "issued"))
    assert (said, verify.verify(county.db, ORG).problems) == (1, [])


@pytest.mark.parametrize("fault", ["expired", "wrong passphrase", "no certificate"])
def test_a_signer_that_cannot_sign_stops_the_issue_before_a_number_is_taken(
    small: County, quick: Press, signing: Signing, authority: Authority, fault: str
) -> None:
    assert signing.folder
    file, unfit = signing.folder / f"{ORG}.p12", signing
    if fault == "expired":
        authority.p12(file, since=-500, until=-1)
    elif fault == "wrong passphrase":
        unfit = msgspec.structs.replace(signing, passphrase="geraten")
    else:
        file.write_bytes(b"no certificate at all")
    _, _, document = drafted(small)
    with pytest.raises(SignError):
        documents.issue(small.db, msgspec.structs.replace(quick, signing=unfit), actor("p-lead"), document)
    assert (numbers(small), files(small)) == ([], [])
    assert small.row("document", document)["state"] == "draft"


def test_a_signer_lost_after_the_number_leaves_the_document_to_be_finished_never_unsigned_under_a_seal(
    small: County, quick: Press, signing: Signing, monkeypatch: pytest.MonkeyPatch
) -> None:
    press = msgspec.structs.replace(quick, signing=signing)
    put_seal(small)
    _, _, document = drafted(small)
    with monkeypatch.context() as patch:
        patch.setattr(P12Signer, "sign", failing)
        with pytest.raises(Refusal, match="继续生成文件"):
            documents.issue(small.db, press, actor("p-lead"), document)
    assert small.row("document", document)["state"] == "issuing"
    with pytest.raises(SignError, match="没有配置签章证书"):
        documents.finish(small.db, quick, ORG, document)
    assert (documents.sweep(small.db, quick), files(small)) == (0, [])
    assert documents.sweep(small.db, press) == 1
    row = small.row("document", document)
    assert (row["number_seq"], row["facts"]["seal"], row["signer"] != "") == (1, "image", True)


def failing(*_: Any, **__: Any) -> bytes:
    raise SignError("时间戳服务器没有应答")


def put_seal(county: County, digest: str = "") -> str:
    """A seal in the settings of a bureau that is no demo."""
    digest = digest or seals.store(county.blobs, ORG, seal_png())
    with writing(county.db, ORG) as log:
        log.record(system(ORG), "setting/bureau", {**facts.bureau(log.c, ORG), "demo": False})
        log.record(system(ORG), "setting/documents", {"seal": digest})
    return digest


def test_a_seal_is_printed_only_on_a_file_that_is_signed(
    small: County, quick: Press, signing: Signing
) -> None:
    """Design § 7.10: neither a draft, which anybody may save, nor a file without a signature shows it."""
    digest, press = put_seal(small), msgspec.structs.replace(quick, signing=signing)
    _, _, unsigned = drafted(small)
    row = documents.issue(small.db, quick, actor("p-lead"), unsigned)
    assert (row["facts"]["seal"], row["facts"]["seal_image"], row["signer"]) == ("place", "", "")
    assert "盖章处" in words(paper.stored(small.blobs, ORG, row))
    _, _, signed = drafted(small)
    assert "盖章处" in words(documents.preview(small.db, press, ORG, signed).pdf)
    row = documents.issue(small.db, press, actor("p-lead"), signed)
    assert (row["facts"]["seal"], row["facts"]["seal_image"]) == ("image", digest)
    assert row["signer"].startswith("CN=临颍县应急管理局（测试）")
    assert "盖章处" not in words(paper.stored(small.blobs, ORG, row))


def test_a_seal_whose_image_is_gone_stops_the_issue_before_a_number_is_taken(
    small: County, quick: Press, signing: Signing
) -> None:
    put_seal(small, "0" * 64)
    _, _, document = drafted(small)
    with pytest.raises(Refusal, match="重新上传印章图片"):
        documents.issue(small.db, msgspec.structs.replace(quick, signing=signing), actor("p-lead"), document)
    assert numbers(small) == []


def test_the_file_of_an_earlier_version_is_still_found(small: County, quick: Press) -> None:
    """It lies under its own hash, and `issued` named neither its unsigned part nor a signer."""
    _, _, document = drafted(small)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(documents, "finish", lambda *_: {})
        documents.issue(small.db, quick, actor("p-lead"), document)
    small.blobs.put(f"{ORG}/document/{sha(b'%PDF old')}", b"%PDF old")
    with writing(small.db, ORG) as log:
        value = {"sha256": sha(b"%PDF old"), "bytes": 8, "pages": 1}
        log.event(system(ORG), f"document/{document}", "issued", value)
    row = small.row("document", document)
    assert (row["unsigned"], paper.stored(small.blobs, ORG, row)) == (None, b"%PDF old")
    assert verify.verify(small.db, ORG).problems == []


def words(content: bytes | None) -> str:
    return subprocess.run(
        ["pdftotext", "-", "-"], input=content, capture_output=True, check=True
    ).stdout.decode()


def test_one_document_that_cannot_be_finished_does_not_hold_up_the_others(
    small: County, quick: Press, monkeypatch: pytest.MonkeyPatch
) -> None:
    stuck, fine = drafted(small)[2], drafted(small)[2]
    with monkeypatch.context() as patch:
        patch.setattr(documents, "finish", lambda *_: {})
        for document in (stuck, fine):
            documents.issue(small.db, quick, actor("p-lead"), document)
    with small.db.write() as connection:
        connection.execute(
            t.link.update().where(t.link.c.document_id == stuck).values(sealed=b"under another key")
        )
    assert documents.sweep(small.db, quick) == 1
    assert (small.row("document", stuck)["state"], small.row("document", fine)["state"]) == (
        "issuing",
        "issued",
    )


@pytest.mark.parametrize("between", [False, True])
def test_the_file_made_before_the_number_is_kept_only_when_nothing_came_between(
    county: County, press: Press, monkeypatch: pytest.MonkeyPatch, between: bool
) -> None:
    first, second = drafted(county)[2], drafted(county)[2]
    real, again = documents.render, []

    def render(*arguments: Any) -> Any:
        made = real(*arguments)
        if between:
            with writing(county.db, ORG) as log:
                log.record(system(ORG), "township/411122100", {"name": "城关街道"})
        return made

    monkeypatch.setattr(documents, "render", render)
    monkeypatch.setattr(paper, "render", lambda *arguments: (again.append(1), real(*arguments))[1])
    for n, document in enumerate((first, second), 1):
        row = documents.issue(county.db, press, actor("p-lead"), document)
        assert (row["number_seq"], len(again)) == (n, n if between else 0)
        held = paper.stored(county.blobs, ORG, row) or b""
        with pikepdf.open(io.BytesIO(held)) as pdf:
            said = json.loads(pdf.attachments["notice.json"].get_file().read_bytes())
        assert (said["number"], said["anchor"]) == (row["number"], row["facts"]["anchor"])
    assert verify.verify(county.db, ORG).problems == []


def test_a_void_number_is_not_given_again_and_its_codes_end(county: County, press: Press) -> None:
    _, _, document = drafted(county)
    documents.issue(county.db, press, actor("p-lead"), document)
    code = service.serve(
        county.db,
        actor("p-sec"),
        document,
        {"method": "direct", "at": NOW, "to": "杨", "by": "p-sec"},
    )
    assert links.state_of(county.db, code) == "valid"
    service.void(county.db, actor("p-sec"), document, "开错了")
    assert links.state_of(county.db, code) == "revoked"
    _, _, other = drafted(county)
    assert documents.issue(county.db, press, actor("p-lead"), other)["number_seq"] == 2


def test_a_finding_cancelled_after_the_draft_is_not_ordered(small: County, quick: Press) -> None:
    _, finding, document = drafted(small)
    findings.act(small.db, actor("p-sec"), finding, "cancel", {"reason": "误判"})
    with pytest.raises(Refusal, match="重新起草"):
        documents.issue(small.db, quick, actor("p-lead"), document)
    assert numbers(small) == []


def test_a_glyph_that_no_font_has_is_refused_before_a_number_is_taken(small: County, quick: Press) -> None:
    visit, finding = inspected(small)
    findings.accept(small.db, actor("p-sec"), finding, GENERAL, {**DUE, "statement": "门上写着\U000f0000"})
    document = drafts.draft(small.db, actor("p-sec"), NOTICE, visit)
    with pytest.raises(RenderError):
        documents.issue(small.db, quick, actor("p-lead"), document)
    assert numbers(small) == []


def test_frozen_facts_longer_than_an_op_of_a_tablet_are_taken(small: County) -> None:
    """Sixty findings with their texts pass 64 KB."""
    _, _, document = drafted(small)
    facts = {"text": "长" * 60_000}
    with writing(small.db, ORG) as log:
        log.event(
            actor("p-lead"),
            f"document/{document}",
            "issue",
            {"number": "临〔2026〕1号", "year": 2026, "seq": 1, "facts": facts},
        )
    assert small.row("document", document)["facts"] == facts
    assert verify.verify(small.db, ORG).problems == []


# --- rights (design § 7.6) -----------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("person", ["p-exp1", "p-grid", "p-audit", "p-admin", "p-ent1", "p-comm", "p-dept"])
def test_who_may_not_draft_or_issue(small: County, quick: Press, person: str) -> None:
    visit, _, document = drafted(small)
    with pytest.raises(Refusal):
        drafts.draft(small.db, actor(person), NOTICE, visit)
    with pytest.raises(Refusal):
        documents.issue(small.db, quick, actor(person), document)
    assert numbers(small) == []


def test_a_document_of_the_other_track_is_refused(small: County) -> None:
    visit = small.plan(track="enforcement", lead="p-off1", members=["p-off1", "p-off2"])
    for doc_type in (NOTICE, OPINION):
        with pytest.raises(Refusal, match="两条轨道"):
            drafts.draft(small.db, actor("p-sec"), doc_type, visit)


def test_an_enforcement_visit_needs_two_officers(small: County) -> None:
    for members in (["p-off1"], ["p-off1", "p-exp1"], ["p-off1", "p-off1"]):
        with pytest.raises(Refusal, match="两名"):
            visits.plan(
                small.db, actor("p-sec"), plan_value(track="enforcement", lead="p-off1", members=members)
            )


def test_only_the_leader_grades_and_closes_a_major_finding(small: County) -> None:
    visit, finding = inspected(small, suspected=True)
    assert findings.accept(small.db, actor("p-sec"), finding, GENERAL, DUE)["state"] == "confirmed"
    major = {"severity": "major", "criterion": "第三条第（二）项"}
    for person, grade in (("p-sec", major), ("p-sec", GENERAL), ("p-exp1", major), ("p-off1", major)):
        with pytest.raises(Refusal):
            findings.act(small.db, actor(person), finding, "grade", grade)
    with pytest.raises(Refusal):
        findings.act(small.db, actor("p-lead"), finding, "grade", {"severity": "major"})
    findings.grade_and_assign(small.db, actor("p-lead"), finding, major, DUE)
    for command, value in (("grade", GENERAL), ("cancel", {"reason": "不查了"})):
        with pytest.raises(Refusal):
            findings.act(small.db, actor("p-sec"), finding, command, value)
    documents_serve(small, visit)
    findings.act(small.db, actor("p-ent1"), finding, "feedback", proof(small))
    findings.reinspect(small.db, actor("p-sec"), finding, True, OUTCOME)
    with pytest.raises(Refusal, match="局领导"):
        findings.act(small.db, actor("p-sec"), finding, "close_out", {})
    with pytest.raises(Refusal, match="主要负责人签认"):
        findings.act(small.db, actor("p-lead"), finding, "close_out", {})
    signed = {"name": "杨经理", "paper": True, "on": "2026-11-27"}
    findings.act(small.db, actor("p-sec"), finding, "endorse", signed)
    assert findings.act(small.db, actor("p-lead"), finding, "close_out", {})["state"] == "closed"


def test_nobody_downgrades_a_major_finding_to_close_it_alone(small: County) -> None:
    _, finding = inspected(small, suspected=True)
    findings.act(small.db, actor("p-lead"), finding, "confirm", {})
    findings.act(small.db, actor("p-lead"), finding, "grade", {"severity": "major", "criterion": "x"})
    with pytest.raises(Refusal, match="局领导"):
        findings.act(small.db, actor("p-sec"), finding, "grade", GENERAL)


def documents_serve(county: County, visit: str) -> str:
    press = Press(county.blobs, "secret", "http://localhost")
    document = drafts.draft(county.db, actor("p-sec"), NOTICE, visit)
    documents.issue(county.db, press, actor("p-lead"), document)
    service.serve(
        county.db,
        actor("p-sec"),
        document,
        {"method": "direct", "at": NOW, "to": "杨", "by": "p-sec"},
    )
    return document


def proof(county: County, *pictures: bytes) -> dict[str, Any]:
    for picture in pictures:
        county.photo(picture)
    return {
        "measure": "已改",
        "owner": "韩安全",
        "done_on": "2026-11-25",
        "photos": [sha(p) for p in pictures or (jpeg(1),)],
    }


@pytest.fixture
def rectifying(small: County) -> tuple[County, str, str]:
    visit, finding = inspected(small)
    findings.accept(small.db, actor("p-sec"), finding, GENERAL, DUE)
    return small, finding, documents_serve(small, visit)


def test_another_enterprise_hands_in_nothing_and_signs_nothing(rectifying: tuple[County, str, str]) -> None:
    county, finding, document = rectifying
    receipt = {"name": "朱", "at": "2026-11-25T01:00:00Z"}
    strangers = [
        actor("p-ent2"),
        Actor(ORG, "link-x", "holder", enterprise="e-1", document=str(uuid.uuid4())),
        Actor(ORG, "link-y", "holder", enterprise="e-2", document=document),
    ]
    for stranger in strangers:
        with pytest.raises(Refusal):
            findings.act(county.db, stranger, finding, "feedback", proof(county))
        with pytest.raises(Refusal):
            service.sign_receipt(county.db, stranger, document, receipt)
    holder = Actor(ORG, "link-z", "holder", enterprise="e-1", document=document)
    assert service.sign_receipt(county.db, holder, document, receipt)["receipt"] == receipt
    assert findings.act(county.db, holder, finding, "feedback", proof(county))["state"] == "feedback"


def test_who_rectified_does_not_reinspect_and_nobody_invents_a_reinspector(
    rectifying: tuple[County, str, str],
) -> None:
    county, finding, _ = rectifying
    findings.act(county.db, actor("p-ent1"), finding, "feedback", proof(county))
    for person in ("p-ent1", "p-head1", "韩安全", "nobody", "p-grid", ""):
        with pytest.raises((Refusal, Invalid)):
            findings.reinspect(county.db, actor("p-sec"), finding, True, {**OUTCOME, "reinspector": person})
        with pytest.raises((Refusal, Invalid)):
            findings.act(
                county.db,
                actor("p-sec"),
                finding,
                "recheck",
                {"reinspector": person, "planned_date": "2026-11-26"},
            )
    assert county.row("finding", finding)["state"] == "feedback"


def test_only_the_expert_who_was_sent_reports_a_reinspection(rectifying: tuple[County, str, str]) -> None:
    county, finding, _ = rectifying
    findings.act(county.db, actor("p-ent1"), finding, "feedback", proof(county))
    findings.act(
        county.db, actor("p-sec"), finding, "recheck", {"reinspector": "p-exp1", "planned_date": "2026-11-26"}
    )
    for person, reinspector in (
        ("p-exp2", "p-exp1"),
        ("p-exp2", "p-exp2"),
        ("p-sec", "p-sec"),
        ("p-ent1", "p-exp1"),
    ):
        with pytest.raises(Refusal):
            findings.act(county.db, actor(person), finding, "pass", {**OUTCOME, "reinspector": reinspector})
    assert (
        findings.act(county.db, actor("p-exp1"), finding, "pass", {**OUTCOME, "reinspector": "p-exp1"})[
            "outcome"
        ]["result"]
        == "pass"
    )


def test_closing_needs_a_passed_reinspection_and_an_after_photo_of_this_round(
    rectifying: tuple[County, str, str],
) -> None:
    county, finding, _ = rectifying
    findings.act(county.db, actor("p-ent1"), finding, "feedback", proof(county, jpeg(7)))
    findings.act(
        county.db, actor("p-sec"), finding, "recheck", {"reinspector": "p-sec", "planned_date": "2026-11-26"}
    )
    with pytest.raises(Refusal, match="复查结论"):
        findings.act(county.db, actor("p-sec"), finding, "close_out", {})
    with pytest.raises(Refusal, match="整改期限"):
        findings.act(county.db, actor("p-sec"), finding, "fail", OUTCOME)
    findings.act(county.db, actor("p-sec"), finding, "fail", {**OUTCOME, "due_date": "2026-12-20"})
    findings.reinspect(county.db, actor("p-sec"), finding, True, OUTCOME)
    with pytest.raises(Refusal, match="照片"):
        findings.act(county.db, actor("p-sec"), finding, "close_out", {})
    county.photo(jpeg(8))
    findings.act(county.db, actor("p-sec"), finding, "pass", {**OUTCOME, "photos": [sha(jpeg(8))]})
    row = findings.act(county.db, actor("p-sec"), finding, "close_out", {})
    assert (row["state"], row["after_photos"]) == ("closed", [sha(jpeg(8))])
    assert verify.verify(county.db, ORG).problems == []


def test_two_findings_cannot_vanish_into_each_other(small: County) -> None:
    (_, one), (_, two), (_, far) = inspected(small), inspected(small), inspected(small, enterprise="e-2")
    merge = lambda finding, into: findings.act(small.db, actor("p-sec"), finding, "merge", {"into": into})  # noqa: E731
    for into in (one, far, str(uuid.uuid4()), "nowhere"):
        with pytest.raises((Refusal, Invalid)):
            merge(one, into)
    assert merge(one, two)["state"] == "merged"
    with pytest.raises(Refusal):
        merge(two, one)
    assert small.row("finding", two)["state"] == "submitted"


def test_a_page_that_is_stale_is_refused(small: County) -> None:
    _, finding = inspected(small)
    seen = small.row("finding", finding)["updated_seq"]
    findings.act(small.db, actor("p-sec"), finding, "confirm", {}, seen)
    with pytest.raises(findings.Stale):
        findings.act(small.db, actor("p-sec"), finding, "grade", GENERAL, seen)


@pytest.mark.parametrize("command", ["fly", "", "received", "plan"])
def test_a_command_that_does_not_exist_is_refused(small: County, command: str) -> None:
    _, finding = inspected(small)
    with pytest.raises((Refusal, Invalid)):
        findings.act(small.db, system(ORG), finding, command, {})


@pytest.mark.parametrize("day", ["2026-02-30", "morgen", "", "2026-12-08\n", "20261208"])
def test_a_day_that_does_not_exist_is_refused(small: County, day: str) -> None:
    _, finding = inspected(small)
    with pytest.raises(Invalid):
        findings.accept(small.db, actor("p-sec"), finding, GENERAL, {"due_date": day})
    with pytest.raises((Refusal, Invalid)):
        visits.plan(small.db, actor("p-sec"), plan_value(planned_date=day))
