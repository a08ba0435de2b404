"""Each chart that a test draws must fit on a phone, too, and stays stroke by stroke as it was when somebody looked at it."""

from __future__ import annotations

import matplotlib.pyplot as plt
import pytest
from casebook.drawing.legible import require_sizes
from casebook.drawing.narrow import narrowed
from casebook.drawing.publish import svg
from on_record import hold


@pytest.hookimpl(wrapper=True)
def pytest_runtest_call(item):
    """Lay out every figure that the test left open as it would be published, wide and narrow, and hold it against the record."""
    done = yield
    drawings = []
    for number in plt.get_fignums():
        fig = plt.figure(number)
        if fig.get_size_inches()[0] == 4.8:
            require_sizes(fig, item.name)
            drawings.append(svg(fig))
            narrowed(fig, item.name)
            drawings.append(svg(fig))
    if drawings:
        hold(f"{item.path.stem}::{item.name}", drawings)
    return done


@pytest.hookimpl(tryfirst=True)
def pytest_runtest_setup(item):
    """Close what another test has left open: it is no drawing of this one."""
    plt.close("all")
