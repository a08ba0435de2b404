"""Charts, each with a small frame: what is drawn follows from what is given."""

import matplotlib.pyplot as plt
import pandas as pd
import pytest
from casebook.drawing import charts


@pytest.mark.parametrize(
    ("kind", "first_year", "pieces"),
    [("boundary", 2012, 2), ("vintage", 2012, 2), ("shock", 2012, 1), ("boundary", 2010, 1), ("boundary", 2015, 1)],
)
def test_the_line_stops_at_a_break_inside_it_and_not_at_a_shock(kind, first_year, pieces):
    breaks = pd.DataFrame({"kind": [kind], "first_year": [first_year], "label": ["a break"]})
    fig, ax = plt.subplots()
    charts.broken_series(ax, pd.Series(range(5), index=range(2010, 2015)), breaks)
    drawn = [line for line in ax.lines if line.get_marker() == "o"]
    plt.close(fig)
    assert len(drawn) == pieces
    assert sum(len(line.get_xdata()) for line in drawn) == 5
