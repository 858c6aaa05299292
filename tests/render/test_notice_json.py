"""notice.json: its published schema is that of the structs, every type's file fits it, and it is enough to print the document again."""

from __future__ import annotations

import json
from pathlib import Path

import msgspec
import pytest
from jsonschema import Draft202012Validator, ValidationError

from inspect_app import evidence_check
from inspect_app.domain.doc_samples import sample
from inspect_app.domain.doc_types import DOC_TYPES
from inspect_app.paths import CHECKOUT
from inspect_app.render import again
from inspect_app.render.engine import TEMPLATES, MissingAsset, RenderError
from inspect_app.render.pdf import render
from tests.render.samples import notice, of

SCHEMA = json.loads((CHECKOUT / "docs/notice.schema.json").read_text(encoding="utf-8"))
PRINTED = [code for code, kind in DOC_TYPES.items() if (TEMPLATES / kind.template).exists()]


def embedded(pdf: bytes) -> bytes:
    """The notice.json of a file, taken out without any PDF library."""
    reader = evidence_check.PdfBytes()
    reader.feed(pdf)
    content = evidence_check.notice_in(reader.close())
    assert content is not None
    return content


def laid_out(assets: dict[str, bytes], folder: Path) -> Path:
    """The pictures in a folder, under names that say nothing."""
    (folder / "deeper").mkdir(parents=True)
    for number, content in enumerate(assets.values()):
        (folder / "deeper" / f"file-{number}").write_bytes(content)
    return folder


def test_the_published_schema_is_that_of_the_structs() -> None:
    assert again.schema() == SCHEMA, "run: python tools/notice_schema.py"
    Draft202012Validator.check_schema(SCHEMA)


@pytest.mark.parametrize("doc_type", DOC_TYPES)
def test_the_facts_of_every_type_fit_the_schema(doc_type: str) -> None:
    Draft202012Validator(SCHEMA).validate(json.loads(msgspec.json.encode(sample(doc_type))))


@pytest.mark.parametrize("doc_type", PRINTED)
def test_every_type_prints_again_from_its_own_file(doc_type: str, tmp_path: Path) -> None:
    facts, assets = of(doc_type)
    first = render(facts, assets)
    content = embedded(first.pdf)
    Draft202012Validator(SCHEMA).validate(json.loads(content))
    second = again.print_again(content, laid_out(assets, tmp_path / "pictures"))
    assert second.sha256 == first.sha256
    assert second.pdf == first.pdf


@pytest.mark.parametrize(
    "change", [{"doc_type": 7}, {"number": 12}, {"findings": "none"}, {"org": {}}, {"seal": "real"}, {"anchor": {"seq": "1", "hash": ""}}]
)  # fmt: skip
def test_the_schema_refuses_what_is_no_notice(change: dict[str, object]) -> None:
    facts = json.loads(msgspec.json.encode(sample("doc_rectify_notice")))
    with pytest.raises(ValidationError):
        Draft202012Validator(SCHEMA).validate({**facts, **change})


def test_what_the_folder_lacks_is_named(tmp_path: Path) -> None:
    facts, assets = notice(pictures=2)
    content = embedded(render(facts, assets).pdf)
    with pytest.raises(MissingAsset, match="照片或签名"):
        again.print_again(content, tmp_path)


def test_a_lost_font_is_named(tmp_path: Path) -> None:
    facts = msgspec.structs.replace(sample("doc_rectify_notice"), fonts={"body": "0" * 64})
    with pytest.raises(MissingAsset, match="0000"):
        again.print_again(msgspec.json.encode(facts), tmp_path)


@pytest.mark.parametrize("content", [b"", b"{}", b"[]", b"\xff", b'{"doc_type": 1}', b"not json"])
def test_what_is_no_notice_is_said(content: bytes, tmp_path: Path) -> None:
    with pytest.raises(RenderError, match=r"不是文书的 notice\.json"):
        again.print_again(content, tmp_path)
