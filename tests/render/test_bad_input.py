"""What people type, and what others try, in every field of every type: the right result or a clear sentence, and nothing is fetched."""

from __future__ import annotations

import io
import re
import subprocess
import threading
from collections.abc import Iterator
from contextlib import suppress
from datetime import UTC, datetime
from functools import cache
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

import msgspec
import pikepdf
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from msgspec.structs import replace

from inspect_app.domain.doc_types import DOC_TYPES
from inspect_app.domain.documents import NoticeFacts, Photo, Refusal, Slip, missing_facts
from inspect_app.domain.wording import numbered
from inspect_app.render import engine, pdf, photos
from inspect_app.render.engine import TEMPLATES
from tests.render import samples
from tests.render.fields import changed, texts, typed

TYPES = [code for code, kind in DOC_TYPES.items() if (TEMPLATES / kind.template).is_file()]
RARE = "颍漯㛃䶮𬭚𫖯淼犇"
FACES = ("Inspect Fang", "Inspect Title", "Inspect Hei", "Inspect Kai", "Inspect Song")
MARKS = "甲乙丙丁戊己庚辛壬癸"  # three of them name a field


@cache
def full(code: str) -> tuple[NoticeFacts, dict[str, bytes]]:
    """The type with everything that it can hold, two photos and the clauses that only some documents have."""
    facts, assets = samples.of(code)
    signatures = facts.signatures
    if signatures:
        refusal = Refusal(reason="不同意", witness="孙某", witness_unit="北街村委会", recording="LX-3")
        signatures = (*signatures[:-1], replace(signatures[-1], image=None, refusal=refusal))
    slip = Slip(code="AAAA-BBBB-CCCC-DDDD", hash="0011-2233-4455-6677")
    return replace(facts, words={}, signatures=signatures, slip=slip), assets


def words_of(content: bytes) -> str:
    done = subprocess.run(["pdftotext", "-raw", "-", "-"], input=content, capture_output=True, check=True)
    return re.sub(r"\s", "", done.stdout.decode())


def mark(position: int) -> str:
    return "".join(MARKS[position // 10**power % 10] for power in (2, 1, 0))


@cache
def printed(code: str) -> dict[int, tuple[str | int, ...]]:
    """Position → path of the typed fields that stand on the paper."""
    facts, assets = full(code)
    paths = typed(facts)
    text = words_of(pdf.render(changed(facts, paths, lambda k, _: f"〔{mark(k)}〕"), assets).pdf)
    return {k: path for k, path in enumerate(paths) if f"〔{mark(k)}〕" in text}


# --- every glyph, or a refusal that names it ---------------------------------------------------------------------------------------------


@pytest.mark.parametrize("face", FACES)
def test_rare_characters_come_back_as_themselves_from_every_face(face: str) -> None:
    html = f'<html lang="zh-CN"><title>t</title><h1 style="font-family: {face}, Inspect Fallback, Inspect Rare">{RARE}</h1></html>'
    content, _ = engine.write(html, {}, b"{}", datetime(2026, 12, 1, tzinfo=UTC))
    assert RARE in words_of(content)


@pytest.mark.parametrize("code", TYPES)
def test_rare_characters_are_printed_wherever_somebody_typed_them(code: str) -> None:
    facts, assets = full(code)
    where = printed(code)
    assert len(where) >= 3
    text = words_of(pdf.render(changed(facts, typed(facts), lambda k, _: f"{mark(k)}{RARE}"), assets).pdf)
    assert [path for k, path in where.items() if f"{mark(k)}{RARE}" not in text] == []


@pytest.mark.parametrize("code", TYPES)
def test_a_character_without_a_glyph_is_refused_by_name_wherever_it_would_be_printed(code: str) -> None:
    facts, assets = full(code)
    lost = [chr(0x1F300 + k) for k in range(len(typed(facts)))]
    with pytest.raises(pdf.MissingGlyph) as refused:
        pdf.render(changed(facts, typed(facts), lambda k, text: text + lost[k]), assets)
    assert [path for k, path in printed(code).items() if lost[k] not in refused.value.characters] == []
    for char in refused.value.characters:
        assert f"U+{ord(char):04X}" in str(refused.value)


@pytest.mark.parametrize(("said", "named"), [("𰻝🏭", "U+1F3ED"), ("مصنع", "U+0645"), ("מפעל", "U+05DE")])
def test_emoji_and_scripts_from_right_to_left_are_refused_by_name(said: str, named: str) -> None:
    facts, assets = full("doc_rectify_notice")
    with pytest.raises(pdf.MissingGlyph, match=re.escape(named)):
        pdf.render(replace(facts, enterprise=replace(facts.enterprise, name=said)), assets)


# --- nothing is fetched ------------------------------------------------------------------------------------------------------------------


class Canary(ThreadingHTTPServer):
    """A server that nobody must visit."""

    visits: list[str]


@pytest.fixture(scope="module")
def canary() -> Iterator[Canary]:
    class Visit(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            server.visits.append(self.path)
            self.send_response(204)
            self.end_headers()

        do_HEAD = do_POST = do_GET

    server = Canary(("127.0.0.1", 0), Visit)
    server.visits = []
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    yield server
    server.shutdown()
    thread.join()


def attacks(server: Canary) -> list[str]:
    url = f"http://127.0.0.1:{server.server_port}/x"
    return [
        f'<img src="{url}">', f"<link rel=stylesheet href={url}>", f"</p></td><style>@import url({url});</style>", f"'\"><img src='{url}'>",
        f'" style="background:url({url})" x="', f");background:url({url});content:url({url}", f"<svg><image href='{url}'/></svg><object data='{url}'>",
        "<img src=file:///etc/hostname>", "url(file:///etc/passwd)", "<iframe src='file:///etc/passwd'></iframe>", "<img src='data:image/svg+xml,<svg/>'>",
        f"{{{{ 7 * 7 }}}}{{% include '{url}' %}}", f"<a href='{url}'>字</a><meta http-equiv=refresh content='0;url={url}'>", f"&lt;img src={url}&gt;",
        f"<link rel=attachment href={url}>", f"<base href={url}><img src=y>",
    ]  # fmt: skip


@pytest.mark.parametrize("code", TYPES)
def test_no_address_in_any_typed_field_is_ever_visited(code: str, canary: Canary) -> None:
    """All fields at once, each with an attack of its own, and once more with others: together every attack meets a field that is printed."""
    facts, assets = full(code)
    tried = attacks(canary)
    for turn in (0, 5, 11):
        chosen = changed(facts, typed(facts), lambda k, _, turn=turn: tried[(k + turn) % len(tried)])
        assert b"root:x:" not in pdf.render(chosen, assets).pdf
    assert canary.visits == []


@pytest.mark.parametrize("code", TYPES)
def test_an_attack_on_the_fixed_sentences_is_text_too(code: str, canary: Canary) -> None:
    facts, assets = full(code)
    words = dict.fromkeys([words.key for words in pdf.doc_words.WORDS[code]], "".join(attacks(canary)))
    pdf.render(replace(facts, words=words), assets)
    assert canary.visits == []


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(data=st.data())
def test_an_attack_where_the_app_writes_itself_is_refused_or_harmless(
    data: st.DataObject, canary: Canary
) -> None:
    """Dates, codes, hashes, addresses: whatever stands there, nothing is fetched, and what fails says so."""
    facts, assets = full(data.draw(st.sampled_from(TYPES)))
    path = data.draw(st.sampled_from([path for path in texts(facts) if path not in typed(facts)]))
    attack = data.draw(st.sampled_from(attacks(canary)))
    with suppress(pdf.RenderError, msgspec.ValidationError, ValueError, KeyError):
        pdf.render(changed(facts, [path], lambda *_: attack), assets)
    assert canary.visits == []


# --- sizes ----------------------------------------------------------------------------------------------------------------------------------


def pages_of(facts: NoticeFacts, assets: dict[str, bytes]) -> tuple[str, int]:
    made = pdf.render(facts, assets)
    return words_of(made.pdf), made.pages


LISTING = [code for code in TYPES if DOC_TYPES[code].carries]


@pytest.mark.parametrize("code", LISTING)
def test_a_statement_of_20000_characters_is_printed_whole(code: str) -> None:
    facts, assets = full(code)
    long = "".join(f"{n:05d}" for n in range(4000))
    first = replace(facts.findings[0], statement=long)
    text, pages = pages_of(replace(facts, findings=(first, *facts.findings[1:])), assets)
    if ("findings", 0, "statement") not in printed(code).values():
        return  # a document about what was done names the number of the finding only
    assert pages > 5
    assert [n for n in (0, 1, 3998, 3999) if f"{n:05d}" not in text] == []


@pytest.mark.parametrize("code", ["doc_rectify_notice", "doc_expert_opinion"])
def test_300_findings_are_all_there(code: str) -> None:
    facts, assets = full(code)
    rows = numbered(replace(facts.findings[0], location=f"甲{n:03d}乙", photos=()) for n in range(300))
    text, _ = pages_of(replace(facts, findings=rows), assets)
    assert [n for n in range(300) if f"甲{n:03d}乙" not in text] == []


def test_200_photos_are_all_embedded_untouched() -> None:
    facts, _ = full("doc_rectify_notice")
    copies = [photos.print_copy(samples.drawn_photo(k, (320, 240))) for k in range(200)]
    assets = {f"photo/{samples.sha(copy)}": copy for copy in copies}
    assert len(assets) == 200
    listed = tuple(Photo(sha256=name.removeprefix("photo/"), label="照片") for name in assets)
    facts = replace(facts, findings=(replace(facts.findings[0], photos=listed),), signatures=())
    content = pdf.render(facts, assets).pdf
    assert [name for name, data in assets.items() if data not in content] == []


@pytest.mark.parametrize("code", TYPES)
def test_nothing_runs_out_of_the_page(code: str) -> None:
    """Words of 300 letters without a space, and names of 60 characters, in every field."""
    facts, assets = full(code)
    for text in ("X" * 300, "颍" * 60):
        content = pdf.render(changed(facts, typed(facts), lambda *_, text=text: text), assets).pdf
        boxes = subprocess.run(
            ["pdftotext", "-bbox", "-", "-"], input=content, capture_output=True, check=True
        ).stdout.decode()
        for page in boxes.split("<page ")[1:]:
            width = float(re.search(r'width="([\d.]+)"', page)[1])  # type: ignore[index]
            assert max(float(x) for x in re.findall(r'xMax="([\d.]+)"', page)) < width - 25
            assert min(float(x) for x in re.findall(r'xMin="([\d.]+)"', page)) > 25


@pytest.mark.parametrize("code", TYPES)
def test_empty_fields_are_a_blank_or_named_as_missing(code: str) -> None:
    """Whatever is not required may be empty; what is, is named in Chinese before anything is drawn."""
    facts, assets = full(code)
    required = [path for path in typed(facts) if missing_facts(changed(facts, [path], lambda *_: ""))]
    optional = [path for path in typed(facts) if path not in required]
    text, _ = pages_of(changed(facts, optional, lambda *_: ""), assets)
    assert "None" not in text
    with pytest.raises(pdf.RenderError, match=r"文书缺少必填内容：.+。请补全后再生成"):
        pdf.render(changed(facts, required, lambda *_: ""), assets)


def attachments_of(facts: NoticeFacts, assets: dict[str, Any]) -> bytes:
    with pikepdf.open(io.BytesIO(pdf.render(facts, assets).pdf)) as reader:
        return reader.attachments["notice.json"].get_file().read_bytes()


@pytest.mark.parametrize("code", TYPES)
def test_the_data_inside_the_file_are_the_facts_that_were_printed(code: str) -> None:
    facts, assets = full(code)
    assert msgspec.json.decode(attachments_of(facts, assets), type=NoticeFacts) == pdf.clean(facts)
