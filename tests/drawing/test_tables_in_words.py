"""Tables in words: what a reader sees is text, and what only a machine would understand is refused."""

from __future__ import annotations

import re

import IPython.display
import numpy as np
import pandas as pd
import pytest
from casebook.drawing.tables import show

FRAME = pd.DataFrame(
    {
        "place": ["Upper town", "下区"],
        "posts": [1250, 8],
        "share": [41.27, np.nan],
        "merged": [True, False],
        "when": ["", "August 2020"],
    }
)
NAMES = {"place": "Place", "posts": "Posts", "share": "Cut, %", "merged": "Merged", "when": "When"}


@pytest.fixture
def shown(monkeypatch) -> list[dict]:
    """What is displayed, kind to text."""
    displayed = []
    monkeypatch.setattr(IPython.display, "display", lambda data, raw: displayed.append(data))
    return displayed


def html_of(shown: list[dict]) -> str:
    """The one table shown, as HTML."""
    [data] = shown
    return data["text/html"]


def cells(page: str, row: int) -> list[str]:
    """The cells of a row of the body, with their tags."""
    body = page.partition("<tbody>")[2]
    return re.findall(r"<t[hd].*?</t[hd]>", body.split("<tr>")[row + 1])


# ------------------------------------------------------------------------------------------------- what a reader sees


def test_a_table_has_its_caption_headers_and_rows(shown):
    """Caption and scopes are what a reader who listens goes by."""
    show(FRAME, NAMES, caption="Posts and cuts", forms={"posts": ",d", "share": ".1f"})
    page = html_of(shown)
    assert page.startswith('<table class="words">\n<caption>Posts and cuts</caption>')
    assert re.findall(r"<thead>.*</thead>", page) == [
        '<thead><tr><th scope="col">Place</th><th scope="col" class="number">Posts</th>'
        '<th scope="col" class="number">Cut, %</th><th scope="col">Merged</th><th scope="col">When</th></tr></thead>'
    ]
    assert cells(page, 0) == [
        '<th scope="row">Upper town</th>', '<td class="number">1,250</td>', '<td class="number">41.3</td>',
        "<td>yes</td>", "<td>–</td>",
    ]  # fmt: skip
    assert page.count('scope="row"') == len(FRAME)


def test_the_table_is_also_plain_text(shown):
    """Where HTML is not shown, the same words stand in lines."""
    show(FRAME, NAMES, caption="Posts and cuts", forms={"posts": ",d", "share": ".1f"})
    assert shown[0]["text/plain"].split("\n") == [
        "Posts and cuts",
        "Place | Posts | Cut, % | Merged | When",
        "Upper town | 1,250 | 41.3 | yes | –",
        "下区 | 8 | – | no | August 2020",
    ]


@pytest.mark.parametrize("missing", ["", None, float("nan"), pd.NA, pd.NaT])
def test_what_is_missing_is_a_dash(shown, missing):
    """Every kind of nothing is shown alike."""
    show(pd.DataFrame({"a": pd.Series([missing, "there"], dtype=object)}), {"a": "Seen"}, caption="One")
    assert cells(html_of(shown), 0) == ['<th scope="row">–</th>']


@pytest.mark.parametrize("dtype", [bool, object, "boolean"])
def test_yes_and_no_are_words_to_the_left(shown, dtype):
    """A truth value is no number: it stands with the words."""
    show(pd.DataFrame({"name": ["a", "b"], "held": pd.Series([True, False], dtype=dtype)}), caption="Held")
    assert [cells(html_of(shown), row)[1] for row in (0, 1)] == ["<td>yes</td>", "<td>no</td>"]
    assert 'class="number"' not in html_of(shown)


@pytest.mark.parametrize(
    ("value", "form", "expected"),
    [
        (-3.5, "", "−3.5"),
        (-3.5, ".2f", "−3.50"),
        (0.1 + 0.2, "", "0.3"),
        (1234567.0, ",.0f", "1,234,567"),
        (-7, "+d", "−7"),
        (7, "+d", "+7"),
    ],
)
def test_a_number_stands_to_the_right_in_its_form(shown, value, form, expected):
    """With a minus sign, not a hyphen; without a form, without the last bits of a sum."""
    show(pd.DataFrame({"name": ["a"], "n": [value]}), caption="Numbers", forms={"n": form})
    assert cells(html_of(shown), 0)[1] == f'<td class="number">{expected}</td>'


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("下区", '<span lang="zh-CN" class="zh">下区</span>'),
        ("review (回头看) of 2021", 'review (<span lang="zh-CN" class="zh">回头看</span>) of 2021'),
        ("三定：定编、定岗", '<span lang="zh-CN" class="zh">三定：定编、定岗</span>'),
        ("改革。", '<span lang="zh-CN" class="zh">改革</span>。'),
    ],
)
def test_chinese_is_marked_as_such(shown, text, expected):
    """A voice that reads English over Chinese says nothing, and a browser takes Japanese forms."""
    show(pd.DataFrame({"a": [text]}), {"a": "标题 heading"}, caption="词 words")
    page = html_of(shown)
    assert cells(page, 0) == [f'<th scope="row">{expected}</th>']
    assert page.count('<span lang="zh-CN" class="zh">标题</span> heading') == 1
    assert '<caption><span lang="zh-CN" class="zh">词</span> words</caption>' in page


@pytest.mark.parametrize("where", ["cell", "header", "caption"])
def test_nothing_in_a_table_becomes_markup(shown, where):
    """A cell is text, whoever wrote it."""
    planted = "<script>alert(1)</script> & more"
    frame = pd.DataFrame({"a": [planted if where == "cell" else "text"]})
    show(frame, {"a": planted if where == "header" else "Text"}, caption=planted if where == "caption" else "Words")
    assert "<script" not in html_of(shown)
    assert html_of(shown).count("&lt;script&gt;alert(1)&lt;/script&gt; &amp; more") == 1


def test_columns_are_chosen_and_ordered_by_their_names(shown):
    """What is not named is not shown."""
    show(FRAME, {"when": "When", "place": "Place"}, caption="Two of five")
    assert shown[0]["text/plain"].split("\n")[1:] == ["When | Place", "– | Upper town", "August 2020 | 下区"]


@pytest.mark.parametrize(
    ("index", "names"),
    [(pd.Index(["x", "y"]), {"index": "Key", "place": "Place"}), (pd.Index(["x", "y"], name="key"), {"key": "Key", "place": "Place"})],
)  # fmt: skip
def test_the_index_is_shown_only_by_name(shown, index, names):
    """An index of row numbers means nothing to a reader."""
    frame = FRAME.set_index(index)
    show(frame, names, caption="With a key")
    show(frame, {"place": "Place"}, caption="Without")
    assert shown[0]["text/plain"].split("\n")[1:] == ["Key | Place", "x | Upper town", "y | 下区"]
    assert shown[1]["text/plain"].split("\n")[1:] == ["Place", "Upper town", "下区"]


def test_a_series_is_a_table_of_one_column(shown):
    """Counts come as series, their labels in the index."""
    show(pd.Series([3, 4], index=["a", "b"], name="Posts"), {"index": "Group", "Posts": "Posts"}, caption="Counts")
    assert shown[0]["text/plain"].split("\n") == ["Counts", "Group | Posts", "a | 3", "b | 4"]


def test_showing_leaves_the_frame_as_it_was(shown):
    """A chapter goes on to compute with it."""
    before = FRAME.copy()
    show(FRAME, NAMES, caption="Posts")
    pd.testing.assert_frame_equal(FRAME, before)


# --------------------------------------------------------------------------------------------------- what is refused


@pytest.mark.parametrize(
    "code",
    [
        "source_id", "gdp_real_growth", "True", "False", "NaN", "nan", "None", "<NA>", "NaT",
        "art-dept-cut", "dept-cut-2023",
    ],
)  # fmt: skip
@pytest.mark.parametrize("where", ["cell", "header"])
def test_a_code_of_the_machine_is_refused(shown, monkeypatch, code, where):
    """Ids and names of columns are for the tables; a reader gets words."""
    monkeypatch.setattr("casebook.drawing.tables._ids", lambda: {"art-dept-cut", "dept-cut-2023"})
    frame = pd.DataFrame({"a": [code if where == "cell" else "text"]})
    with pytest.raises(ValueError, match=f"^table 'Codes': found {re.escape(code)}, expected words$"):
        show(frame, {"a": code if where == "header" else "Text"}, caption="Codes")
    assert not shown


def test_every_code_is_named_at_once(shown):
    """Who mends one should not meet the next."""
    frame = pd.DataFrame({"some_column": ["a_b", "text"], "b": ["NaN", "a_b"]})
    with pytest.raises(ValueError, match="^table 'Codes': found NaN, a_b, some_column, expected words$"):
        show(frame, caption="Codes")


def test_the_ids_of_the_tables_are_known():
    """With no ids read, none would be refused."""
    from casebook.drawing.tables import KEYS, _ids
    from casebook.evidence import tables

    assert "art-dept-cut" in _ids()
    for name, column in KEYS.items():
        assert {key for key in tables.table(name)[column] if "-" in key} <= _ids()
    assert all("-" in key for key in _ids()), "a plain word, such as an id without a hyphen, is a word to a reader too"


@pytest.mark.parametrize("text", ["art-dept-cut of 2020", "true", "none", "north-east", "no", "Nancy", "A_b"])
def test_words_that_resemble_codes_pass(shown, text):
    """Only a cell that is a code and nothing else is refused."""
    show(pd.DataFrame({"a": [text]}), {"a": "Text"}, caption="Words")
    assert cells(html_of(shown), 0) == [f'<th scope="row">{text}</th>']


def test_an_empty_table_is_refused(shown):
    """A caption over nothing would pass for a finding."""
    with pytest.raises(ValueError, match="^table 'Nothing': found no row$"):
        show(FRAME[:0], NAMES, caption="Nothing")
    assert not shown


def test_a_column_that_is_not_there_is_an_error(shown):
    """A name mistyped must not show the index in its place."""
    for frame in (FRAME, FRAME.rename_axis("key")):
        with pytest.raises(KeyError, match="palce"):
            show(frame, {"palce": "Place", "posts": "Posts"}, caption="Two")
    with pytest.raises(KeyError, match="absent"):
        show(FRAME, {"index": "Key", "absent": "Absent"}, caption="Two")
    assert not shown
