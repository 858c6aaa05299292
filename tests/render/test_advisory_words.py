"""What the product itself says on the advisory track never orders anybody about: every fixed text that an enterprise gets to read or that is
offered to an author (issue 4: 责令, 必须, 限期 as an order)."""

from __future__ import annotations

import re

import pytest
import yaml

from inspect_app.domain.commanding import commands_in
from inspect_app.domain.doc_types import DOC_TYPES
from inspect_app.domain.doc_words import WORDS
from inspect_app.domain.phrases import PHRASES
from inspect_app.domain.rules import FINDING_STATES
from inspect_app.paths import checklists_dir, static_dir, templates_dir
from inspect_app.render.engine import TEMPLATES

ADVISORY = [code for code, kind in DOC_TYPES.items() if kind.track == "advisory"]
STRICT = re.compile("责令|勒令|责成|必须|限期|严禁|处罚决定")


def without_comments(source: str) -> str:
    return re.sub(r"(?s)\{#.*?#\}|<!--.*?-->|/\*.*?\*/", "", source)


def parts_of(template: str) -> set[str]:
    """The template with all that it extends, imports or includes."""
    if not (TEMPLATES / template).is_file():
        return set()
    named = re.findall(
        r"{%-?\s*(?:extends|import|include|from)\s+[\"']([^\"']+)", (TEMPLATES / template).read_text("utf-8")
    )
    return {template}.union(*(parts_of(name) for name in named))


@pytest.mark.parametrize("code", ADVISORY)
def test_no_sentence_title_or_blank_of_an_advisory_document_orders(code: str) -> None:
    kind = DOC_TYPES[code]
    said = [
        kind.title,
        kind.subtitle,
        *(words.text for words in WORDS[code]),
        *(words.label for words in WORDS[code]),
    ]
    for field in kind.fields:
        said += [field.label, field.hint, field.default, *field.choices.values()]
    assert [(text, word) for text in said for word in (*commands_in(text), *STRICT.findall(text))] == []


@pytest.mark.parametrize("code", ADVISORY)
def test_no_template_of_an_advisory_document_orders(code: str) -> None:
    for name in sorted(parts_of(DOC_TYPES[code].template)):
        text = without_comments((TEMPLATES / name).read_text("utf-8"))
        assert STRICT.findall(text) == [], name
        assert commands_in(text) == [], name


def test_no_sentence_that_is_made_of_facts_orders() -> None:
    source = (TEMPLATES.parents[1] / "domain" / "wording.py").read_text("utf-8")
    advisory = source.replace("责令", "", source.count("def order_deadlines") * source.count("责令"))
    assert [found.word for found in commands_in(advisory)] == []


def test_what_the_tablet_prints_and_the_portal_says_orders_nothing() -> None:
    pages = [
        static_dir() / "field/views/slippaper.js",
        *sorted((templates_dir() / "portal").glob("*.html")),
        *sorted((templates_dir() / "public").glob("*.html")),
    ]
    for page in pages:
        text = re.sub(r"(?m)^\s*//.*$", "", without_comments(page.read_text("utf-8")))
        assert [found.word for found in commands_in(text)] == [], page.name


def test_the_phrases_that_are_offered_are_advice() -> None:
    assert [(phrase["text"], found.word) for phrase in PHRASES for found in commands_in(phrase["text"])] == []


def test_few_suggestions_of_the_checklists_order_and_the_tablet_leaves_those_out_on_the_advisory_track() -> (
    None
):
    """The library serves both tracks and its versions never change; static/field/ui/begin.js leaves these out (tests/js/commanding.test.js)."""
    ordering = {
        item["id"]
        for path in checklists_dir().glob("*.yaml")
        for item in yaml.safe_load(path.read_text("utf-8"))["items"]
        if commands_in(item["suggested_measure"]) or commands_in(item["typical_finding"])
    }
    assert ordering == {"elec-est-05", "chem-ppl-01", "igt-spe-04"}


def test_the_words_for_states_of_findings_order_nothing() -> None:
    assert [word for word in FINDING_STATES.values() if commands_in(word)] == []
