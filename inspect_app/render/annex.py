"""What stands after the text of a document: the photos of its findings, and the list of what is attached. Pure."""

from __future__ import annotations

from itertools import zip_longest

import msgspec

from inspect_app.domain.documents import Finding, NoticeFacts, Photo

MANY = 6  # up to so many photos stand two to a page, more of them four to a page
WIDE_BOX, SMALL_BOX, PAIR_BOX = (132, 93), (76, 88), (76, 88)  # mm


class Figure(msgspec.Struct, frozen=True):
    """One photo with the number and the place of its finding."""

    n: int
    location: str
    photo: Photo


class Annex(msgspec.Struct, frozen=True):
    """`layout`: wide (one a row), small (two a row) or pairs (before | after). `rows`: figures; None is an empty half of a pair."""

    layout: str
    count: int
    box: tuple[int, int]
    rows: tuple[tuple[Figure | None, ...], ...]


def annex(facts: NoticeFacts) -> Annex:
    """The photos in the order of the findings; before and after side by side as soon as there is one of after."""
    figures = [Figure(row.n, row.location, photo) for row in facts.findings for photo in row.photos]
    if any(figure.photo.stage == "after" for figure in figures):
        pairs = tuple(pair for row in facts.findings for pair in _pairs(row))
        return Annex("pairs", len(figures), PAIR_BOX, pairs)
    if len(figures) > MANY:
        two = tuple(tuple(figures[k : k + 2]) for k in range(0, len(figures), 2))
        return Annex("small", len(figures), SMALL_BOX, two)
    return Annex("wide", len(figures), WIDE_BOX, tuple((figure,) for figure in figures))


def _pairs(row: Finding) -> list[tuple[Figure | None, ...]]:
    shown = [Figure(row.n, row.location, photo) for photo in row.photos]
    after = [figure for figure in shown if figure.photo.stage == "after"]
    before = [figure for figure in shown if figure.photo.stage != "after"]
    return list(zip_longest(before, after))


def attached(facts: NoticeFacts) -> list[str]:
    """What the line 附件 names: the papers somebody listed, and the photos that follow. '现场照片' of the list is the photos, if there are any."""
    count = sum(len(row.photos) for row in facts.findings)
    listed = [line.strip() for line in facts.fields.get("material", "").split("\n") if line.strip()]
    papers = [line for line in listed if line != "现场照片"]
    return ([f"现场照片（{count}张）"] if count else []) + papers
