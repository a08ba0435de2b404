"""The small extensions of the build lie in ``book/ext/``, where Sphinx finds them by their names."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest

sys.path.insert(0, str(Path(__file__).resolve().parents[2] / "book" / "ext"))


class App:
    """What an extension says to Sphinx when it is set up."""

    def __init__(self):
        self.said: list[tuple] = []
        self.parallel = 1
        self.extensions = {}

    def __getattr__(self, name):
        return lambda *given, **more: self.said.append((name, *given, *([more] if more else [])))


@pytest.fixture
def app() -> App:
    """Sphinx, as an extension meets it."""
    return App()


SAFE = {"parallel_read_safe": True, "parallel_write_safe": True}


@pytest.fixture
def safe() -> dict:
    """What an extension returns whose pages may be read and written in parallel."""
    return SAFE
