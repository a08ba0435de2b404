"""The build takes less time and gives the same: what is switched off is switched off, what is answered for is answered for."""

from __future__ import annotations

import gc
from types import SimpleNamespace

import faster_build
import pytest
from pybtex.plugin import find_plugin


@pytest.fixture
def collecting():
    """The search for cycles, as it was before."""
    yield
    gc.enable()
    gc.unfreeze()


def test_extensions_that_say_nothing_are_answered_for(app):
    """Sphinx would read one page after another, and warn."""
    app.extensions = {name: SimpleNamespace(parallel_read_safe=None) for name in (*faster_build.UNDECLARED, "other")}
    faster_build.declare_safe(app, None, [])
    assert {name: extension.parallel_read_safe for name, extension in app.extensions.items()} == {
        "sphinx_multitoc_numbering": True,
        "sphinx_jupyterbook_latex": True,
        "other": None,
    }


def test_the_build_does_not_collect_and_leaves_at_once(app, safe, collecting):
    """The setting of a moment must be there, and what it answers for too."""
    assert faster_build.setup(app) == safe
    assert not gc.isenabled()
    assert app.parallel == faster_build.PROCESSES
    assert app.said == [
        ("connect", "env-before-read-docs", faster_build.declare_safe),
        ("connect", "build-finished", faster_build.leave_quickly),
    ]
    gc.unfreeze()
    faster_build.leave_quickly(app, None)
    assert gc.get_freeze_count() > 0


def test_citations_find_their_backend_without_a_search(app, collecting, monkeypatch):
    """It is registered by the name under which citations ask for it."""
    told = []
    monkeypatch.setattr(faster_build, "register_plugin", lambda *given, **more: told.append((given, more)))
    faster_build.setup(app)
    backend = find_plugin("pybtex.backends", "plaintext")
    assert told == [(("pybtex.backends", "plaintext", backend), {"force": True})]
