"""The fonts of the documents, for every test here."""

import pytest

from inspect_app.render import fonts


@pytest.fixture(scope="session", autouse=True)
def font_set():
    """The real fonts, built once a machine."""
    return fonts.build()
