"""The evidence package: what goes in, what stays out, and that whatever is altered in it is found and named."""

from __future__ import annotations

import hashlib
import io
import json
import subprocess
import sys
import tracemalloc
import zipfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
import sqlalchemy as sa

from inspect_app import evidence_check as check
from inspect_app.commands import documents, drafts, evidence, findings, seals, service, verify
from inspect_app.commands.log import writing
from inspect_app.commands.press import Press
from inspect_app.commands.signing import Signing
from inspect_app.domain import canon
from inspect_app.domain.doc_types import NOTICE
from inspect_app.domain.people import system
from inspect_app.domain.rules import Refusal
from inspect_app.queries.facts import bureau
from inspect_app.render import again, fonts
from inspect_app.storage import tables as t
from tests.conftest import County
from tests.helpers import NOW, ORG, actor, finding_ids, jpeg
from tests.render.certificates import SECRET, Authority
from tests.render.test_seal import seal_png

SERVED = {"method": "direct", "at": NOW, "to": "杨经理", "by": "p-sec"}


@pytest.fixture(scope="module", autouse=True)
def font_set() -> None:
    fonts.build()


def issued(county: County, pictures: list[bytes], statement: str = "", press: Press | None = None) -> str:
    """A served notice with these photos; another visit's ops lie between its own."""
    visit, tablet, other = county.plan(), county.tablet(), county.tablet("p-exp3")
    foreign = county.plan(enterprise="e-2", lead="p-exp3", members=["p-exp3"])
    ops = tablet.inspection(visit, pictures)
    for op in ops:
        if op["path"] == "statement" and statement:
            op["value"] = statement
    county.push(tablet, ops[:4])
    county.push(other, other.inspection(foreign, [])[:5])
    county.push(tablet, ops[4:])
    for picture in pictures:
        county.photo(picture)
    [finding] = finding_ids(county.db, visit)
    findings.accept(county.db, actor("p-sec"), finding, {"severity": "general"}, {"due_date": "2026-12-08"})
    document = drafts.draft(county.db, actor("p-sec"), NOTICE, visit)
    press = press or Press(county.blobs, "secret", "http://localhost")
    documents.issue(county.db, press, actor("p-lead"), document)
    service.serve(county.db, actor("p-sec"), document, SERVED)
    return document


def package(county: County, document: str) -> bytes:
    _, pieces = evidence.package(county.db, county.blobs, actor("p-sec"), document)
    return b"".join(pieces)


@pytest.fixture
def made(small: County, tmp_path: Path) -> Path:
    """A package of a notice with two photos, unpacked."""
    content = package(small, issued(small, [jpeg(1), jpeg(2)]))
    folder = tmp_path / "package"
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        archive.extractall(folder)
    return folder


def bad(place: Path) -> dict[str, str]:
    """Where → what, of everything that does not agree."""
    return {line.where: line.said for line in check.check(place) if line.state == "bad"}


def test_a_package_holds_everything_and_agrees_on_both_databases(county: County, tmp_path: Path) -> None:
    pictures = [jpeg(1), jpeg(2)]
    document = issued(county, pictures)
    place = tmp_path / "package.zip"
    place.write_bytes(package(county, document))
    with zipfile.ZipFile(place) as archive:
        assert archive.testzip() is None
        names = set(archive.namelist())
        assert {archive.read(f"photos/1-{k}-original.jpg") for k in (1, 2)} == set(pictures)
        row = county.row("document", document)
        assert hashlib.sha256(archive.read("notice.pdf")).hexdigest() == row["sha256"]
        assert json.loads(archive.read("notice.json"))["number"] == row["number"]
        assert {info.date_time[:3] for info in archive.infolist()} == {_day(row["issued_at"])}
    assert {
        "说明.html",
        "verify.py",
        "manifest.json",
        "notice.pdf",
        "notice.json",
        "ops.jsonl",
        "chain.jsonl",
        "photos/1-1-print.jpg",
    } < names
    assert bad(place) == {}
    said = [line.said for line in check.check(place) if line.state == "ok"]
    assert any("2/2 张照片与日志一致" in one for one in said)
    assert any("哈希链完整，经过文书文件里写入的锚点" in one for one in said)


def _day(ms: int) -> tuple[int, int, int]:
    from inspect_app.domain import dates

    at = dates.moment(ms)
    return at.year, at.month, at.day


def test_nothing_of_others_and_no_secret_goes_in(small: County) -> None:
    document = issued(small, [jpeg(1)])
    with zipfile.ZipFile(io.BytesIO(package(small, document))) as archive:
        texts = b"".join(
            archive.read(name) for name in archive.namelist() if not name.endswith((".jpg", ".pdf", ".py"))
        )
        ops = [json.loads(line) for line in archive.read("ops.jsonl").splitlines()]
        links = [json.loads(line) for line in archive.read("chain.jsonl").splitlines()]
    with small.db.read() as connection:
        mine = small.row("document", document)["visit_id"]
        foreign = connection.execute(sa.select(t.op).where(t.op.c.visit_id != mine)).all()
        sealed = [bytes(x) for x in connection.scalars(sa.select(t.link.c.sealed)) if x]
        hashes = list(connection.scalars(sa.select(t.link.c.code_hash)))
    assert len(foreign) >= 5
    assert not any(row.id.encode() in texts or row.value_hash.encode() in texts for row in foreign)
    assert not any(secret in texts for secret in sealed)
    assert not any(code.encode() in texts for code in hashes)
    assert b"p-exp3" not in texts
    assert {op["envelope"]["visit"] for op in ops} == {mine}
    own = {op["envelope"]["seq"] for op in ops}
    assert [link["seq"] for link in links] == list(range(links[0]["seq"], links[-1]["seq"] + 1))
    assert {link["seq"] for link in links if "leaf" in link} == {link["seq"] for link in links} - own


def test_the_same_document_gives_the_same_files(small: County) -> None:
    document = issued(small, [jpeg(1)])
    first, second = (zipfile.ZipFile(io.BytesIO(package(small, document))) for _ in range(2))
    for name in set(first.namelist()) - {"说明.html", "manifest.json"}:  # these say when they were made
        assert first.read(name) == second.read(name)
    assert [one.date_time for one in first.infolist()] == [one.date_time for one in second.infolist()]


def flip(file: Path) -> None:
    """One bit in the middle of a file."""
    data = bytearray(file.read_bytes())
    data[len(data) // 2] ^= 1
    file.write_bytes(data)


FILES = [
    "notice.pdf",
    "notice.json",
    "photos/1-1-print.jpg",
    "photos/1-2-original.jpg",
    "ops.jsonl",
    "chain.jsonl",
    "verify.py",
    "说明.html",
]


@pytest.mark.parametrize("name", FILES)
def test_a_flipped_bit_is_found_and_named(made: Path, name: str) -> None:
    flip(made / name)
    assert name in bad(made)


@pytest.mark.parametrize("name", FILES)
def test_a_missing_and_an_added_file_are_named(made: Path, name: str) -> None:
    (made / name).unlink()
    (made / "photos/9-9-original.jpg").write_bytes(b"x")
    found = bad(made)
    assert name in found
    assert "后来加入" in found["photos/9-9-original.jpg"]


def test_an_altered_list_is_found(made: Path) -> None:
    manifest = json.loads((made / "manifest.json").read_bytes())
    manifest["made"]["by"]["name"] = "他人"
    (made / "manifest.json").write_text(json.dumps(manifest), encoding="utf-8")
    assert "manifest.json" in bad(made)


def forge(folder: Path, name: str, data: bytes) -> None:
    """Changes a file and everything in the list that would tell."""
    (folder / name).write_bytes(data)
    manifest = json.loads((folder / "manifest.json").read_bytes())
    for row in manifest["files"]:
        if row["name"] == name:
            row["sha256"], row["bytes"] = check.sha256(data), len(data)
    manifest.pop("digest")
    manifest["digest"] = check.sha256(check.canonical(manifest))
    (folder / "manifest.json").write_text(json.dumps(manifest), encoding="utf-8")


def _edit_op(folder: Path, change: Callable[[dict[str, Any]], None], path: str) -> None:
    lines = [json.loads(line) for line in (folder / "ops.jsonl").read_bytes().splitlines()]
    for op in lines:
        if op["envelope"]["path"] == path:
            change(op)
    forge(folder, "ops.jsonl", b"".join(json.dumps(op, ensure_ascii=False).encode() + b"\n" for op in lines))


def test_a_forger_who_mends_the_list_is_still_found(made: Path) -> None:
    forge(made, "photos/1-1-original.jpg", jpeg(9))
    assert list(bad(made)) == ["photos/1-1-original.jpg", "photos"]


def test_an_altered_print_is_named(made: Path) -> None:
    forge(made, "photos/1-2-print.jpg", jpeg(9))
    assert "photos/1-2-print.jpg" in bad(made)


def test_another_value_does_not_fit_its_hash(made: Path) -> None:
    _edit_op(made, lambda op: op.update(value="没有隐患"), "statement")
    [problem] = bad(made).values()
    assert "日志第" in problem
    assert "内容被改动" in problem


def test_another_value_with_a_hash_that_fits_breaks_the_chain(made: Path) -> None:
    def change(op: dict[str, Any]) -> None:
        op["value"] = "没有隐患"
        op["value_hash"] = canon.value_hash(bytes.fromhex(op["salt"]), check.canonical("没有隐患"))

    _edit_op(made, change, "statement")
    [(where, problem)] = bad(made).items()
    assert where.startswith("chain.jsonl")
    assert "断开" in problem


def test_another_author_breaks_the_chain(made: Path) -> None:
    _edit_op(made, lambda op: op["envelope"].update(author="p-exp2"), "statement")
    assert "断开" in next(iter(bad(made).values()))


def test_a_chain_made_anew_does_not_arrive_at_the_end(made: Path) -> None:
    """Whoever changes an op and computes all hashes after it anew can't change the hash that stands in the issued file."""
    lines = [json.loads(line) for line in (made / "ops.jsonl").read_bytes().splitlines()]
    target = next(op for op in lines if op["envelope"]["path"] == "statement")
    target["value"] = "没有隐患"
    target["value_hash"] = canon.value_hash(bytes.fromhex(target["salt"]), check.canonical(target["value"]))
    manifest = json.loads((made / "manifest.json").read_bytes())
    running, own = manifest["chain"]["previous"], {op["envelope"]["seq"]: op for op in lines}
    for link in map(json.loads, (made / "chain.jsonl").read_bytes().splitlines()):
        op = own.get(link["seq"])
        running = canon.next_hash(
            running, link.get("leaf") or check.leaf_of(op["envelope"], op["value_hash"])
        )  # type: ignore[index]
        if op:
            op["hash"] = running
    manifest["chain"]["hash"] = running
    (made / "manifest.json").write_text(json.dumps(manifest), encoding="utf-8")
    forge(made, "ops.jsonl", b"".join(json.dumps(op, ensure_ascii=False).encode() + b"\n" for op in lines))
    [(where, problem)] = bad(made).items()
    assert where == "chain.jsonl"
    assert "锚点" in problem


@pytest.mark.parametrize("gone", ["statement", "issue"])
def test_what_was_erased_by_law_is_said_and_breaks_nothing(small: County, tmp_path: Path, gone: str) -> None:
    document = issued(small, [jpeg(1)])
    subject = (
        f"document/{document}"
        if gone == "issue"
        else f"finding/{small.row('document', document)['findings'][0]}"
    )
    with small.db.write() as connection:
        seq = connection.scalar(sa.select(t.op.c.seq).where(t.op.c.subject == subject, t.op.c.path == gone))
        connection.execute(t.op_value.delete().where(t.op_value.c.seq == seq))
    place = tmp_path / "package.zip"
    place.write_bytes(package(small, document))
    lines = check.check(place)
    assert [line for line in lines if line.state == "bad"] == []
    assert any("1 条操作的内容已依法删除" in line.said for line in lines if line.state == "open")


def test_a_photo_that_was_erased_is_listed_as_missing(small: County, tmp_path: Path) -> None:
    document = issued(small, [jpeg(1), jpeg(2)])
    [original] = [
        p["original"] for p in small.row("document", document)["facts"]["findings"][0]["photos"][:1]
    ]
    next(small.blobs.root.rglob(f"original/*/{original}")).unlink()
    place = tmp_path / "package.zip"
    place.write_bytes(package(small, document))
    lines = check.check(place)
    assert [line for line in lines if line.state == "bad"] == []
    assert any(line.where == "photos/1-1-original.jpg" and "不在库中" in line.said for line in lines)


def test_the_script_in_the_package_checks_it_alone(made: Path) -> None:
    def run() -> subprocess.CompletedProcess[str]:
        return subprocess.run(
            [sys.executable, "-I", "-S", str(made / "verify.py")], capture_output=True, text=True, cwd="/", timeout=60, check=False
        )  # fmt: skip

    good = run()
    assert (good.returncode, good.stderr) == (0, "")
    assert "结论：证据包完整，各项一致" in good.stdout
    flip(made / "photos/1-1-print.jpg")
    found = run()
    assert found.returncode == 1
    assert "[不符] photos/1-1-print.jpg" in found.stdout


def test_what_is_no_package_is_said(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "x.zip").write_bytes(b"PK nonsense")
    assert check.report(tmp_path / "x.zip") == 2
    assert "打不开" in capsys.readouterr().out
    assert check.report(tmp_path) == 1  # a folder without a list


def test_a_draft_has_no_package(small: County) -> None:
    visit, tablet = small.plan(), small.tablet()
    small.push(tablet, tablet.inspection(visit, []))
    [finding] = finding_ids(small.db, visit)
    findings.accept(small.db, actor("p-sec"), finding, {"severity": "general"}, {"due_date": "2026-12-08"})
    document = drafts.draft(small.db, actor("p-sec"), NOTICE, visit)
    with pytest.raises(Refusal, match="还没有签发"):
        evidence.package(small.db, small.blobs, actor("p-sec"), document)
    with pytest.raises(Refusal, match="没有这份文书"):
        evidence.package(small.db, small.blobs, actor("p-sec"), "临应急隐改〔2026〕99号")


def test_memory_stays_flat_with_two_hundred_photos(small: County, monkeypatch: pytest.MonkeyPatch) -> None:
    document = issued(small, [jpeg(1)])
    about = evidence.ground(small.db, ORG, document)
    [finding] = about.row["facts"]["findings"]
    photos = []
    for k in range(200):
        data = (
            bytes([k]) * 8 + hashlib.sha256(bytes([k])).digest() * 16_000
        )  # half a megabyte that stands for a JPEG
        small.blobs.put(f"{ORG}/print/{canon.sha256(data)}", data)
        photos.append({"sha256": canon.sha256(data), "label": "", "taken_at": "", "original": ""})
    about.row["facts"] = {**about.row["facts"], "findings": [{**finding, "photos": photos}]}
    monkeypatch.setattr(evidence, "ground", lambda *_: about)
    _, pieces = evidence.package(small.db, small.blobs, actor("p-sec"), document)
    tracemalloc.start()
    sent = sum(len(piece) for piece in pieces)
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert sent > 100_000_000
    assert peak < 8_000_000, f"{peak / 1e6:.1f} MB"


# --- photos against the log ------------------------------------------------------------------------------------------------------------


def test_photos_are_held_against_the_log(county: County) -> None:
    document = issued(county, [jpeg(1), jpeg(2)])
    found = evidence.photos(county.db, county.blobs, ORG, document)
    assert (found.agreeing, len(found.photos)) == (2, 2)
    assert [one.shot.n for one in found.photos] == [1, 1]
    assert found.first < found.last
    assert found.anchored
    assert verify.verify(county.db, ORG).problems == []


def _photo_op(county: County) -> Any:
    with county.db.read() as connection:
        return connection.execute(
            sa.select(t.op).where(t.op.c.path.like("photo/%")).order_by(t.op.c.seq)
        ).first()


@pytest.mark.parametrize(
    ("what", "agreeing", "said"),
    [("print", 1, "文书用的照片被改动"), ("original", 1, "原图被改动"), ("gone", 1, "文书用的照片不在库中"), ("op", 0, "断开"), ("value", 1, "被改动"), ("between", 0, "断开")],
)  # fmt: skip
def test_whatever_is_altered_behind_a_photo_is_found(
    small: County, what: str, agreeing: int, said: str
) -> None:
    document = issued(small, [jpeg(1), jpeg(2)])
    photo = small.row("document", document)["facts"]["findings"][0]["photos"][0]
    if what in ("print", "original"):
        sha = photo["sha256" if what == "print" else "original"]
        next(small.blobs.root.rglob(f"{what}/*/{sha}")).write_bytes(jpeg(9))
    elif what == "gone":
        next(small.blobs.root.rglob(f"print/*/{photo['sha256']}")).unlink()
    else:
        op = _photo_op(small)
        with small.db.write() as connection:
            if what == "value":
                connection.execute(
                    t.op_value.update().where(t.op_value.c.seq == op.seq).values(value='{"role":"after"}')
                )
            else:
                seq = op.seq if what == "op" else op.seq + 2
                connection.execute(t.op.update().where(t.op.c.seq == seq).values(author="p-exp2"))
    found = evidence.photos(small.db, small.blobs, ORG, document)
    assert found.agreeing == agreeing
    assert any(said in one.problem for one in found.photos)


def test_the_package_prints_the_document_again_byte_for_byte(county: County, tmp_path: Path) -> None:
    document = issued(county, [jpeg(1), jpeg(2)])
    with zipfile.ZipFile(io.BytesIO(package(county, document))) as archive:
        archive.extractall(tmp_path / "package")
    row = county.row("document", document)
    made = again.print_again((tmp_path / "package/notice.json").read_bytes(), tmp_path / "package")
    assert made.sha256 == (row["unsigned"] or row["sha256"])


def test_what_is_printed_without_invisible_characters_is_frozen_so(small: County, tmp_path: Path) -> None:
    document = issued(small, [], "配电\u200b室门\r\n向内\u202e开启，Cafe\u0301 标识缺失")
    place = tmp_path / "package.zip"
    place.write_bytes(package(small, document))
    assert bad(place) == {}
    [finding] = small.row("document", document)["facts"]["findings"]
    assert finding["statement"] == "配电室门\n向内开启，Café 标识缺失"


def test_a_signed_and_sealed_document_agrees_and_prints_again_as_it_was_before_it_was_signed(
    small: County, tmp_path: Path
) -> None:
    Authority().p12(tmp_path / "signing" / f"{ORG}.p12")
    with writing(small.db, ORG) as log:
        log.record(system(ORG), "setting/bureau", {**bureau(log.c, ORG), "demo": False})
        log.record(system(ORG), "setting/documents", {"seal": seals.store(small.blobs, ORG, seal_png())})
    press = Press(small.blobs, "secret", "http://localhost", Signing(tmp_path / "signing", SECRET))
    document, folder = issued(small, [jpeg(1)], press=press), tmp_path / "package"
    with zipfile.ZipFile(io.BytesIO(package(small, document))) as archive:
        archive.extractall(folder)
        assert not any(name.endswith((".p12", ".pass")) for name in archive.namelist())
    row = small.row("document", document)
    assert row["unsigned"] != row["sha256"]
    assert [line for line in check.check(folder) if line.state != "ok"] == []
    assert any("由“CN=临颍县应急管理局（测试）" in line.said for line in check.check(folder))
    assert again.print_again((folder / "notice.json").read_bytes(), folder).sha256 == row["unsigned"]
    signed = (folder / "notice.pdf").read_bytes()
    forge(folder, "notice.pdf", signed[: signed.index(b"%%EOF") + 6])  # the signature cut off
    assert list(bad(folder)) == ["notice.pdf"]
