"""Figures: every character has a glyph, every figure its table and sources, and the same bytes everywhere."""

import hashlib
import os
import subprocess
import sys
from datetime import date

import IPython.display
import matplotlib
import matplotlib.pyplot as plt
import numpy as np
import pandas as pd
import pytest
from casebook.drawing import publish as published
from casebook.drawing import style
from casebook.drawing.legible import Cramped
from casebook.drawing.picture import Misdrawn
from casebook.drawing.publish import MissingGlyph, cited, glyphs, publish, require_glyphs, svg
from casebook.drawing.style import canvas
from casebook.evidence import tables
from casebook.evidence.records import NARROW_SVG
from matplotlib import ft2font
from matplotlib.scale import LogTransform

RARE = "龘"
TABLE = pd.DataFrame({"day": [date(2020, 8, 28), date(2020, 10, 31)], "济南 Jinan": [0, 1], "name": ["开发区", "a, b"]})


@pytest.fixture
def fig():
    """A small figure with dates, Chinese text and a legend, closed after the test."""
    drawn, ax = canvas(2.5)
    ax.plot([date(2020, 8, 28), date(2020, 10, 31)], [0, 1], label="济南 Jinan")
    ax.fill_between([date(2020, 8, 28), date(2020, 10, 31)], [0, 1], alpha=0.2)
    ax.legend()
    yield drawn
    plt.close(drawn)


@pytest.fixture
def shown(monkeypatch) -> list:
    """What is displayed, as (data, metadata)."""
    displayed = []
    monkeypatch.setattr(
        IPython.display,
        "display",
        lambda data, raw, metadata: displayed.append((data, metadata["casebook"])),
    )
    return displayed


# ---------------------------------------------------------------------------------------------------------- glyphs


def test_a_character_without_a_glyph_is_named(fig, shown):
    """Matplotlib would draw a box, and a reader of English would not see that it is wrong."""
    fig.axes[0].set_ylabel(f"The zone {RARE}区")
    with pytest.raises(MissingGlyph) as error:
        publish(fig, "spoiled", "The zone grew", TABLE, ["article"])
    assert str(error.value) == (
        f"figure text 'The zone {RARE}区': found {RARE} (U+9F98), "
        "expected characters of the bundled font: renew it with `python -m casebook font FULL_FONT`"
    )
    assert not shown


@pytest.mark.parametrize("text", [RARE, f"5 $ for {RARE}", f"$x^2$ of {RARE}"])
@pytest.mark.parametrize("place", ["label", "annotation", "tick", "legend"])
def test_the_glyph_check_reads_every_text(fig, place, text):
    """A check of titles alone would let a box into a label; a dollar sign must not switch it off."""
    ax = fig.axes[0]
    if place == "label":
        ax.set_xlabel(text)
    elif place == "annotation":
        ax.annotate(text, (date(2020, 9, 1), 0.5))
    elif place == "tick":
        ax.set_yticks([0, 1], ["none", text])
    else:
        ax.legend([text])
    with pytest.raises(MissingGlyph, match=rf"found {RARE} \(U\+9F98\), expected characters of the bundled font"):
        require_glyphs(fig)


def test_formulas_and_invisible_texts_need_no_glyph(fig):
    """A formula is drawn in a font of its own, an invisible text not at all."""
    fig.axes[0].set_xlabel(r"$\Delta ⨁$, a share of 开发区")
    fig.axes[0].annotate(RARE, (date(2020, 9, 1), 0.5), visible=False)
    require_glyphs(fig)


@pytest.mark.parametrize(
    ("table", "column"),
    [("events", "title_zh"), ("glossary", "term_zh"), ("entities", "name_zh"), ("events", "title_en")],
)
def test_the_bundled_font_has_every_character_of_the_data(fig, table, column):
    """A row added to the data needs its characters in the font before a figure can show it."""
    texts = tables.table(table)[column]
    lacking = {text: sorted(set(text) - glyphs()) for text in texts if set(text) - glyphs()}
    assert lacking == {}
    fig.axes[0].set_title("\n".join(texts.head(20)))
    require_glyphs(fig)


def test_the_bundled_font_is_a_subset():
    """A font with every character would prove nothing above, and weigh megabytes."""
    assert RARE not in glyphs()
    assert 500 < len(glyphs()) < 5000


# ----------------------------------------------------------------------------------------------------- publishing


def test_a_published_figure_carries_its_table_and_its_record(fig, shown):
    """The table behind a figure is what a reader downloads and what a rerun compares."""
    publish(fig, "small", "Two dates, one line", TABLE, ["article", "jibei-2018"])
    [(data, record)] = shown
    assert record == {
        "kind": "figure", "id": "small", "title": "Two dates, one line", "note": "", "claims": [],
        "sources": ["article", "jibei-2018"], "cited": cited(["article", "jibei-2018"]),
    }  # fmt: skip
    assert data["text/plain"] == "Two dates, one line"
    assert data["text/csv"] == 'day,济南 Jinan,name\n2020-08-28,0,开发区\n2020-10-31,1,"a, b"\n'
    assert data["image/svg+xml"].startswith("<?xml")
    assert 'width="345.6pt"' in data["image/svg+xml"]
    assert 'width="244.8pt"' in data[NARROW_SVG]
    assert not plt.fignum_exists(fig.number)


@pytest.mark.parametrize(("table", "sources"), [(TABLE.head(0), ["article"]), (TABLE, []), (TABLE, ())])
def test_a_figure_without_table_or_sources_is_refused(fig, shown, table, sources):
    """A figure that nobody can trace or download."""
    with pytest.raises(ValueError, match="figure 'bare' needs the table that it plots and at least one source"):
        publish(fig, "bare", "A title", table, sources)
    assert not shown


def test_a_figure_with_an_unknown_source_is_refused(fig, shown):
    """A source line must come from the data."""
    with pytest.raises(KeyError, match="no source 'hearsay' in data/sources.csv"):
        publish(fig, "bare", "A title", TABLE, ["hearsay"])
    assert not shown


def test_a_reader_is_told_when_a_copy_was_read():
    """A mirror may differ from the original: the reader must know which was read, and can go there."""
    assert cited(["article"]) == [["Press article, publisher not stated, about 2020", "article"]]
    assert cited(["jibei-2018", "jntc-2019"]) == [
        ["Jinan Daily (Shunwang), 2018 (read in a copy)", "jibei-2018"],
        ["Jinan Investment Promotion Bureau, 2019", "jntc-2019"],
    ]


def test_a_source_is_cited_once():
    """Two texts of one publisher and year make one entry."""
    assert len(cited(["jibei-2018", "jibei-2018", "jntc-2019"])) == 2


def test_a_title_is_text_and_not_drawn(fig, shown):
    """A finding in a picture is found by no search, translated by no reader and spoken by no machine."""
    publish(fig, "small", "Two dates, one line", TABLE, ["article"], note="Made up.")
    assert fig.get_suptitle() == fig.get_supxlabel() == ""
    assert shown[0][1]["note"] == "Made up."


def test_a_figure_that_does_not_show_its_table_is_refused(fig, shown):
    """The table is what a reader takes home: it and the picture must say the same."""
    with pytest.raises(Misdrawn) as error:
        publish(fig, "small", "Two dates, one line", TABLE.assign(**{"济南 Jinan": [0, 0.9]}), ["article"])
    assert str(error.value).splitlines()[-1] == (
        "figure 'small': column '济南 Jinan', row 2: found no mark at 0.9, expected one within the axes"
    )
    assert not shown


@pytest.mark.parametrize(("size", "text", "told"), [(7, "small", "found 7 points"), (9, "x" * 90, "found it cut off")])
def test_a_figure_that_cannot_be_read_on_a_phone_is_refused(fig, shown, size, text, told):
    """For its letters, or for want of room."""
    fig.axes[0].set_xlabel(text, fontsize=size)
    with pytest.raises(Cramped, match=rf"figure 'small'.*: text '{text}': {told}"):
        publish(fig, "small", "Two dates, one line", TABLE, ["article"])
    assert not shown


def test_the_narrow_figure_is_held_against_the_table_too(fig, shown, monkeypatch):
    """What is lost on the way to it would be lost on every phone."""

    def lost(fig, figure_id):
        fig.axes[0].set_xlim(right=date(2020, 9, 1))

    monkeypatch.setattr(published, "narrowed", lost)
    with pytest.raises(Misdrawn, match="figure 'small'"):
        publish(fig, "small", "Two dates, one line", TABLE, ["article"])
    assert not shown


@pytest.mark.parametrize("excuse", ["undrawn", "written"])
def test_one_column_may_be_named_without_a_list(fig, shown, excuse):
    """A name is not a list of its letters."""
    with pytest.raises(Misdrawn, match="column 'day': found every value drawn, expected no excuse for it"):
        publish(fig, "small", "Two dates, one line", TABLE, ["article"], **{excuse: "day"})


# ------------------------------------------------------------------------------------------------------ same bytes

DRAWING = """
import hashlib, locale
from datetime import date
locale.setlocale(locale.LC_ALL, "")
import pandas as pd
from casebook.evidence import tables
from casebook.drawing.publish import svg
from casebook.drawing.style import canvas
fig, ax = canvas(3.0)
ax.plot([date(2020, 8, 28), date(2020, 10, 31)], [-0.5, 1234.5], marker="o", label="济南 Jinan")
ax.fill_between([date(2020, 8, 28), date(2020, 10, 31)], [0, 1], hatch="//")
ax.set_title("−1,234.5 of 开发区")
ax.legend()
print(hashlib.sha256(svg(fig).encode()).hexdigest())
"""


def test_the_same_figure_is_the_same_bytes(fig):
    """A figure with a clock or a random id in it would differ on every rerun."""
    first = svg(fig)
    assert svg(fig) == first
    assert "<dc:date>" not in first
    fig.axes[0].set_ylabel("something else")
    assert svg(fig) != first


def test_the_same_bytes_in_another_place(root, tmp_path):
    """A figure must not depend on the hour, the language or the hash seed of the machine that draws it."""

    def drawn(**surroundings) -> str:
        environment = {**os.environ, "PYTHONPATH": str(root / "notebooks"), "MPLBACKEND": "agg", **surroundings}
        run = [sys.executable, "-c", DRAWING]
        how = {"env": environment, "cwd": tmp_path, "check": True, "capture_output": True, "text": True}
        return subprocess.run(run, timeout=300, **how).stdout

    here = drawn(TZ="Asia/Shanghai", LC_ALL="C.UTF-8", PYTHONHASHSEED="1")
    there = drawn(TZ="America/New_York", LC_ALL="C", PYTHONHASHSEED="2", SOURCE_DATE_EPOCH="0", PYTHONUTF8="1")
    assert here == there
    assert len(here.strip()) == len(hashlib.sha256().hexdigest())


def drawn_with_logarithm() -> str:
    """A small figure with two logarithmic axes, as SVG."""
    drawn, ax = canvas(3.0)
    ax.plot([12, 50, 179], [2.5, 0.6, 0.2])
    ax.axhline(1)
    ax.set(xscale="log", yscale="log", xlim=(11.5, 200), ylim=(0.15, 10))
    ax.set_xticks([12, 50, 159], ["12", "50", "159"])
    ax.minorticks_off()
    text = svg(drawn)
    plt.close(drawn)
    return text


@pytest.fixture
def other_processors(monkeypatch) -> None:
    """Logarithms that end in other bits on every call, as they do from one processor to the next."""
    chance, exact = np.random.default_rng(7), LogTransform.transform_non_affine

    def nearly(self, values):
        found = np.asarray(exact(self, values), float)
        return found * (1 + chance.integers(-2, 3, found.shape) * np.finfo(float).eps)

    monkeypatch.setattr(LogTransform, "transform_non_affine", nearly)


def test_the_last_bit_of_a_logarithm_does_not_show(other_processors):
    """Another processor must not give another file: the name of a clip path is a hash of every digit of the axes."""
    assert len({drawn_with_logarithm() for _ in range(20)}) == 1


def test_without_the_grid_the_last_bit_would_show(other_processors, monkeypatch):
    """Sabotage: the check above must be able to fail."""
    monkeypatch.setattr(published, "snap", lambda ax: None)
    assert len({drawn_with_logarithm() for _ in range(20)}) > 1


def test_the_grid_is_finer_than_any_eye(monkeypatch):
    """Axes may move by less than a thousandth of a point."""
    on_grid = drawn_with_logarithm()
    moves = []
    snap = published.snap

    def measured(ax):
        before = ax.get_position().get_points()
        snap(ax)
        moves.append(abs(ax.get_position().get_points() - before).max() * 72 * max(ax.figure.get_size_inches()))

    monkeypatch.setattr(published, "snap", measured)
    assert drawn_with_logarithm() == on_grid
    assert 0 < moves[0] < 1e-3


# ------------------------------------------------------------------------------------------------------ the font file


def test_the_bundled_font_is_read_from_memory(monkeypatch):
    """Read from the file, every glyph costs more to read than to draw."""
    read, path = [], str(sorted(style.FONTS.glob("*.otf"))[0])
    monkeypatch.setattr(
        style.FontFile, "read", lambda self, *size: read.append(1) or super(type(self), self).read(*size)
    )
    ft2font.FT2Font(path).set_text("济南 2020")
    assert read


def test_reading_from_memory_is_still_needed():
    """A later matplotlib does it itself: whoever raises the cap in requirements.in looks whether FontFile can go."""
    assert tuple(map(int, matplotlib.__version__.split(".")[:2])) < (3, 12)


@pytest.mark.parametrize("kind", ["pdf", "eps", "png"])
def test_a_reader_can_save_a_figure_in_other_formats(fig, tmp_path, kind):
    """These embed the font and ask for its path."""
    fig.savefig(tmp_path / f"figure.{kind}")
    assert (tmp_path / f"figure.{kind}").stat().st_size > 1000
