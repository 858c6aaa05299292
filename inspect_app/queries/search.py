"""Free text over findings: statement, location and the enterprise's name, the same hits on both databases.

Texts are searched in the narrow table finding_text (kept by triggers, migration 0010), folded to small ASCII letters. From three characters on
an index proposes rows (SQLite: FTS5 with trigrams; PostgreSQL: pg_trgm, where the server has it) and the text itself decides; words of two
characters, which trigrams do not know and Chinese is full of, are looked for in the narrow table alone (measured: 6 ms over 20,000 findings).
"""

from __future__ import annotations

from typing import Any

import sqlalchemy as sa
from sqlalchemy.ext.compiler import compiles
from sqlalchemy.sql.functions import FunctionElement

from inspect_app.storage import tables as t

TRIGRAM = 3
_SMALL = {code: code + 32 for code in range(ord("A"), ord("Z") + 1)}


def fold(word: str) -> str:
    """As the texts are kept: only ASCII letters have two sizes, since the databases fold no others alike."""
    return word.translate(_SMALL)


def said(org: str, word: str) -> sa.ColumnElement[bool]:
    """Whether a finding's statement or location holds the word."""
    folded = fold(word)
    kept = t.finding_text.c
    test: sa.ColumnElement[bool] = _Inside(kept.said, sa.literal(folded)) > 0
    if len(folded) >= TRIGRAM:
        proposed = _Proposed(kept.n, kept.said, sa.literal(_phrase(folded)), sa.literal(_pattern(folded)))
        test = sa.and_(proposed, test)
    return t.finding.c.id.in_(sa.select(kept.finding_id).where(kept.org_id == org, test))


def named(column: sa.ColumnElement[Any], word: str) -> sa.ColumnElement[bool]:
    """Whether a name holds the word."""
    return _Inside(_Folded(column), sa.literal(fold(word))) > 0


def _phrase(word: str) -> str:
    quoted = word.replace('"', '""')
    return f'"{quoted}"'


def _pattern(word: str) -> str:
    for special in ("\\", "%", "_"):
        word = word.replace(special, f"\\{special}")
    return f"%{word}%"


class _Inside(FunctionElement[int]):
    type = sa.Integer()
    inherit_cache = True


class _Folded(FunctionElement[str]):
    type = sa.Text()
    inherit_cache = True


class _Proposed(FunctionElement[int]):
    """(key, text, phrase, pattern): what the index of trigrams finds; perhaps too much, never too little. A number and no truth value, since SQLAlchemy
    writes `= 1` after the truth values of SQLite, and SQLite then asks the index once for each row instead of beginning with it."""

    type = sa.Integer()
    inherit_cache = True


def _parts(element: FunctionElement[Any], compiler: Any, **kw: Any) -> list[str]:
    return [compiler.process(clause, **kw) for clause in element.clauses]


@compiles(_Inside, "sqlite")
def _inside_sqlite(element: _Inside, compiler: Any, **kw: Any) -> str:
    return "instr({}, {})".format(*_parts(element, compiler, **kw))


@compiles(_Inside, "postgresql")
def _inside_postgresql(element: _Inside, compiler: Any, **kw: Any) -> str:
    return "strpos({}, {})".format(*_parts(element, compiler, **kw))


@compiles(_Folded, "sqlite")
def _folded_sqlite(element: _Folded, compiler: Any, **kw: Any) -> str:
    return "lower({})".format(*_parts(element, compiler, **kw))


@compiles(_Folded, "postgresql")
def _folded_postgresql(element: _Folded, compiler: Any, **kw: Any) -> str:
    return 'lower({} COLLATE "C")'.format(*_parts(element, compiler, **kw))


@compiles(_Proposed, "sqlite")
def _proposed_sqlite(element: _Proposed, compiler: Any, **kw: Any) -> str:
    key, _, phrase, _ = list(element.clauses)
    found = f"SELECT rowid FROM finding_fts WHERE finding_fts MATCH {compiler.process(phrase, **kw)}"  # nosec B608 - a bound parameter
    return f"{compiler.process(key, **kw)} IN ({found})"


@compiles(_Proposed, "postgresql")
def _proposed_postgresql(element: _Proposed, compiler: Any, **kw: Any) -> str:
    _, text, _, pattern = list(element.clauses)
    return f"{compiler.process(text, **kw)} LIKE {compiler.process(pattern, **kw)}"
