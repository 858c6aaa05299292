"""What the bytes of a PDF say, canonical JSON without a library, and the chain: pure."""

from __future__ import annotations

import hashlib
import time
import zlib

import pytest
from hypothesis import given
from hypothesis import strategies as st

from inspect_app import evidence_check as check
from inspect_app.domain import canon, proof
from inspect_app.domain.documents import Anchor

PLAIN = st.recursive(
    st.none() | st.booleans() | st.integers(-(2**53) + 1, 2**53 - 1) | st.text(st.characters(exclude_categories=["Cs"])),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.text(st.characters(exclude_categories=["Cs"]), max_size=6), inner, max_size=4),
    max_leaves=12,
)  # fmt: skip


def sha(data: bytes) -> str:
    return hashlib.sha256(data).hexdigest()


def read(data: bytes, piece: int = 1 << 16) -> check.PdfBytes:
    pdf = check.PdfBytes()
    for start in range(0, len(data), piece):
        pdf.feed(data[start : start + piece])
    return pdf.close()


@given(PLAIN)
def test_the_script_spells_json_as_the_log_does(value: object) -> None:
    assert check.canonical(value) == canon.canonical(value)


def attachment(content: bytes) -> bytes:
    packed = zlib.compress(content)
    return (
        b"9 0 obj\n<</Type /EmbeddedFile/Filter /FlateDecode/Length %d>>\nstream\n%b\nendstream\nendobj\n"
        % (len(packed), packed)
    )


FIRST = (
    b"%PDF-1.7\n1 0 obj <</Names <</EmbeddedFiles 2 0 R>>>> endobj\n"
    + attachment(b'{"doc_type": "x", "n": "1"}')
    + b"startxref\n9\n%%EOF\n"
)
SIGNED = FIRST + b"8 0 obj <<>> endobj\n" + b"x" * 9000 + b"startxref\n99\n%%EOF\n"


@pytest.mark.parametrize("piece", [1, 5, 7, 64, 4096, 1 << 20])
def test_every_earlier_version_of_a_pdf_is_known_by_its_hash(piece: int) -> None:
    pdf = read(SIGNED, piece)
    assert (pdf.sha256, pdf.size) == (sha(SIGNED), len(SIGNED))
    assert (len(FIRST), sha(FIRST)) in pdf.versions
    assert (len(FIRST) - 1, sha(FIRST[:-1])) in pdf.versions  # the end of the line is not always counted
    assert (len(SIGNED), sha(SIGNED)) in pdf.versions
    assert check.notice_in(pdf) == b'{"doc_type": "x", "n": "1"}'


def test_versions_end_where_the_line_ends_whatever_the_system() -> None:
    for end in (b"", b"\n", b"\r", b"\r\n"):
        first = b"%PDF-1.4 %%EOF" + end
        assert (len(first), sha(first)) in read(first + b"more %%EOF").versions


@pytest.mark.parametrize(
    "data",
    [b"", b"%%EOF", b"/EmbeddedFile", b"/EmbeddedFile stream\n", b"/EmbeddedFile stream\n" + b"garbage" * 999, b"/EmbeddedFiles" * 5000, b"/EmbeddedFile x" * 5000,
     attachment(b"[" * 100_000), attachment(b'"doc_type"'), attachment(b"7"), attachment(b"\xff\xfe"), b"%%EOF\n" * 500],
)  # fmt: skip
def test_odd_bytes_are_no_notice_and_no_error(data: bytes) -> None:
    for piece in (3, 1 << 16):
        pdf = read(data, piece) if len(data) < 50_000 else read(data)
        assert check.notice_in(pdf) is None
        assert pdf.sha256 == sha(data)
        assert len(pdf.versions) <= check.MAX_VERSIONS


def test_a_bomb_inflates_to_its_limit_only(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(check, "MAX_NOTICE", 1000)
    pdf = read(attachment(b"0" * 50_000_000) + attachment(b'{"doc_type": "x"}'))
    assert pdf.embedded == [b'{"doc_type": "x"}']


def test_a_hostile_file_costs_no_more_than_any_other_of_its_size() -> None:
    begun = time.process_time()
    read(b"%PDF-1.7\n" + b"/EmbeddedFile stream\n%%EOF" * (1 << 20))
    assert time.process_time() - begun < 3  # 7 s without limits, 0.02 s with them


def test_a_false_mark_does_not_hide_the_true_attachment() -> None:
    for filler in (b"", b"x" * 5000):
        assert check.notice_in(read(b"/EmbeddedFile " + filler + FIRST, 100)) is not None


DOCUMENT = {"sha256": sha(SIGNED), "unsigned": sha(FIRST)}


@pytest.mark.parametrize(
    ("data", "likeness"),
    [(SIGNED, "same"), (SIGNED + b"more\n%%EOF\n", "added"), (FIRST + b"another signature\n%%EOF\n", "added"), (FIRST, "bare"), (SIGNED.replace(b"8 0", b"7 0"), "added"),
     (SIGNED.replace(b"9 0 obj", b"7 0 obj"), "altered"), (b"%PDF-1.7 %%EOF", "altered"), (b"", "altered")],
)  # fmt: skip
def test_a_file_is_the_same_has_something_added_or_is_altered(data: bytes, likeness: str) -> None:
    pdf = read(data)
    assert proof.likeness(pdf.sha256, [one for _, one in pdf.versions], DOCUMENT) == likeness


def test_documents_from_before_signatures_compare_by_their_one_hash() -> None:
    assert proof.likeness("a", ["b"], {"sha256": "b", "unsigned": None}) == "added"
    assert proof.likeness("a", [""], {"sha256": "b", "unsigned": ""}) == "altered"


# --- the chain -------------------------------------------------------------------------------------------------------------------------


def chain(length: int = 5, start: int = 7) -> tuple[str, list[proof.Link], Anchor]:
    running, links = "f" * 64, []
    for seq in range(start, start + length):
        leaf = sha(str(seq).encode())
        running = canon.next_hash(running, leaf)
        links.append(proof.Link(seq, leaf, running))
    return "f" * 64, links, Anchor(seq=links[-1].seq, hash=running)


def test_a_whole_chain_arrives_at_its_anchor() -> None:
    previous, links, end = chain()
    assert proof.broken_at(previous, links, end) is None


def test_the_first_break_is_named() -> None:
    previous, links, end = chain()
    assert proof.broken_at(previous, [*links[:2], *links[3:]], end) == 10  # one is missing
    forged = [*links[:1], proof.Link(8, sha(b"x"), links[1].hash), *links[2:]]
    assert proof.broken_at(previous, forged, end) == 8
    assert proof.broken_at("0" * 64, links, end) == 7
    assert proof.broken_at(previous, links[:-1], end) == 11
    assert proof.broken_at(previous, [], end) == 11
    assert proof.broken_at(previous, links, Anchor(seq=11, hash="0" * 64)) == 11


def shot(**changes: object) -> proof.Shot:
    facts = {
        "n": 1, "k": 1, "label": "照片1-1", "sha256": "p", "original": "o", "held_print": "p", "held_original": "o", "named_at": 9, "named_soundly": True,
    }  # fmt: skip
    return proof.Shot(**{**facts, **changes})  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("changes", "broken", "said"),
    [({}, None, ""), ({"held_print": ""}, None, "不在库中"), ({"held_print": "x"}, None, "文书用的照片被改动"), ({"original": ""}, None, "还没有登记原图"),
     ({"held_original": "x"}, None, "原图被改动"), ({"held_original": ""}, None, "原图不在库中"), ({"named_at": None}, None, "没有这张照片"), ({"named_at": 12}, None, "没有这张照片"),
     ({"named_soundly": False}, None, "第 9 条"), ({}, 10, "第 10 条断开")],
)  # fmt: skip
def test_each_way_in_which_a_photo_may_not_agree_is_said(
    changes: dict[str, object], broken: int | None, said: str
) -> None:
    problem = proof.judge(shot(**changes), Anchor(seq=11, hash="x"), broken).problem
    assert (problem == "") if not said else (said in problem)
