"""A machine whose locale knows no more than ASCII: what is read and written is UTF-8 all the same."""

from __future__ import annotations

import locale

import pytest


@pytest.fixture(autouse=True)
def plain_locale():
    """The locale of many a container, for each test of the file that imports this."""
    before = locale.setlocale(locale.LC_CTYPE)
    locale.setlocale(locale.LC_CTYPE, "C")
    yield
    locale.setlocale(locale.LC_CTYPE, before)
