"""No cell of a table can carry a script, hide a sign or start a formula; and if one could, no page would run it.

Twice guarded: the schema refuses such a cell, and every page writes its cells as text.  Each guard is tried alone.
"""

from __future__ import annotations

import csv
import io
import json
import os
import re
import shutil
import subprocess
import sys
import textwrap
import zlib
from collections import Counter
from dataclasses import replace
from functools import cache
from html.parser import HTMLParser

import pytest
from casebook import __main__ as commands
from casebook import evidence
from casebook.evidence import markup, tables
from casebook.evidence.cells import unfit
from casebook.evidence.markup import address, code, plain
from casebook.evidence.tables import DataError, check_package, read_table
from casebook.press import pages as made
from casebook.press.audit import Audit
from casebook.press.audit.markdown import parser
from casebook.press.book import BOOK
from casebook.press.pages import entries, gather, readings
from casebook.press.pages.ledger import ledger_files
from casebook.press.pages.sources import sources_page
from frictionless import Package
from pages import evidence_links, live_code

# ---------------------------------------------------------------------------------------------- the schema refuses

# What is planted, and what the message must say of it.
REFUSED = {
    "a script": ("<script>alert(1)</script>", "no '<' before a letter"),
    "an image with a handler": ("<img src=x onerror=alert(1)>", "no '<' before a letter"),
    "a closing tag": ("</p>", "no '<' before a letter"),
    "a comment": ("<!--", "no '<' before a letter"),
    "NUL": ("a\0b", "NULL (U+0000) at sign 2"),
    "a heading on a line of its own": ("a\n# b", "LINE FEED (U+000A) at sign 2"),
    "a carriage return": ("a\rb", "CARRIAGE RETURN (U+000D)"),
    "a tab": ("\t=1", "TAB (U+0009)"),
    "an escape": ("\x1b[2J", "ESCAPE (U+001B)"),
    "a right-to-left override": ("a\u202eb", "RIGHT-TO-LEFT OVERRIDE (U+202E) at sign 2"),
    "an isolate": ("a\u2066b", "LEFT-TO-RIGHT ISOLATE (U+2066)"),
    "an Arabic mark": ("a\u061cb", "ARABIC LETTER MARK (U+061C)"),
    "a zero-width space": ("a\u200bb", "ZERO WIDTH SPACE (U+200B) at sign 2"),
    "a word joiner": ("a\u2060b", "WORD JOINER (U+2060)"),
    "a byte order mark inside": ("a\ufeffb", "ZERO WIDTH NO-BREAK SPACE (U+FEFF)"),
    "a soft hyphen": ("a\xadb", "SOFT HYPHEN (U+00AD)"),
    "a no-break space": ("a\xa0b", "NO-BREAK SPACE (U+00A0)"),
    "a filler": ("a\u3164b", "HANGUL FILLER (U+3164)"),
    "a variation selector": ("a\ufe0fb", "VARIATION SELECTOR-16 (U+FE0F)"),
    "a tag": ("a\U000e0041b", "TAG LATIN CAPITAL LETTER A (U+E0041)"),
    "a sign of private use": ("a\ue000b", "a sign without a name (U+E000)"),
    "a full-width digit": ("\uff12\uff18", "FULLWIDTH DIGIT TWO (U+FF12) at sign 1"),
    "an Arabic digit": ("\u0662\u0660\u0661\u0665", "ARABIC-INDIC DIGIT TWO (U+0662)"),
    "a formula": ('=HYPERLINK("https://example.org")', "begin with = + - or @"),
    "a formula after a semicolon": ("a;=1+1", "begin with = + - or @"),
    "a sum": ("+1", "begin with = + - or @"),
    "a difference": ("-1", "begin with = + - or @"),
    "a function": ("@SUM(A1)", "begin with = + - or @"),
    "a full-width formula": ("\uff1d1", "begin with = + - or @"),
    "a formula after a blank": (" =1", "no blank at either end"),
    "a blank at the end": ("a ", "no blank at either end"),
}
IN_COLUMNS_OF_A_LIST = "begin with = + - or @"  # there the list speaks first


def fields(name: str, *kinds: str) -> list[dict]:
    """The columns of a table that are of some type."""
    return [field for field in tables.schema()[name]["schema"]["fields"] if field["type"] in kinds]


def rows_of(folder, name: str) -> list[list[str]]:
    """The cells of a table, header first."""
    with (folder / f"{name}.csv").open(encoding="utf-8", newline="") as file:
        return list(csv.reader(file))


def write_rows(folder, name: str, rows: list[list[str]]) -> None:
    """Write the cells of a table."""
    with (folder / f"{name}.csv").open("w", encoding="utf-8", newline="") as file:
        csv.writer(file, lineterminator="\n", quoting=csv.QUOTE_ALL).writerows(rows)


@pytest.fixture
def with_schema(tmp_path):
    """A folder with the schema."""
    shutil.copy(tables.DATA / "datapackage.json", tmp_path)
    return tmp_path


def planted(folder, name: str, columns: list[str], text: str) -> dict[str, str]:
    """Put a text into some columns of the first row of a table that ends soon after; the message about each column."""
    rows = rows_of(tables.DATA, name)[:4]
    for column in columns:
        rows[1][rows[0].index(column)] = text
    write_rows(folder, name, rows)
    with pytest.raises(DataError) as caught:
        read_table(name, folder)
    return {problem.column: str(problem) for problem in reversed(caught.value.problems)}


@pytest.mark.parametrize(("text", "why"), REFUSED.values(), ids=REFUSED)
def test_a_text_column_refuses_it(with_schema, text, why):
    """Every text column of every table, and the message says where, what and what else."""
    for name in tables.schema():
        columns = fields(name, "string")
        told = planted(with_schema, name, [column["name"] for column in columns], text)
        for column in columns:
            message = told[column["name"]]
            assert message.startswith(f"data/{name}.csv, row 2, column {column['name']}: found ")
            assert ", expected " in message
            assert message.isprintable()
            if why != IN_COLUMNS_OF_A_LIST or "enum" not in column.get("constraints", {}):
                assert why in message


NO_NUMBERS = [
    "\uff12\uff18", "\u0662\u0660\u0661\u0665", "INF", "-INF", "inf", "nan", "NaN", "1e999", "1e308", "1e5", "-0", "-0.0", "9" * 30,
    "9" * 400, "1,5", " 5", "+5", "0x10", "1_000", "=1", "5\u200b", "--5", "5.",
]  # fmt: skip


@pytest.mark.parametrize("text", NO_NUMBERS)
def test_a_number_column_refuses_it(with_schema, text):
    """A number that Python reads otherwise than a reader of the table, or that no series can hold."""
    for name in tables.schema():
        if columns := [column["name"] for column in fields(name, "number", "integer")]:
            told = planted(with_schema, name, columns, text)
            for column in columns:
                assert told[column].startswith(f"data/{name}.csv, row 2, column {column}: found ")


def test_every_number_column_says_how_far_it_goes():
    """Without its bounds a column would take a finite number that is absurd, and a whole one that fits no memory."""
    for name in tables.schema():
        for field in fields(name, "number", "integer"):
            assert {"minimum", "maximum"} <= set(field.get("constraints", {})), f"{name}.{field['name']}"


def free_text(name: str) -> list[dict]:
    """Text columns that are no id, no list of values or of ids, no format, no reference, no date and no address."""
    references = {key["fields"] for key in tables.schema()[name]["schema"]["foreignKeys"]}
    return [
        field
        for field in fields(name, "string")
        if "enum" not in field.get("constraints", {})
        and not field.get("edtf")
        and field["name"] not in references
        and not re.match(r"\[|https|\((?!\?)", field.get("constraints", {}).get("pattern", ""))
    ]


def test_every_column_of_free_text_has_the_pattern():
    """Another reader of the package knows the rule by the schema alone."""
    found = [(name, field["name"]) for name in tables.schema() for field in free_text(name)]
    assert len(found) > 40
    for name in tables.schema():
        for field in free_text(name):
            assert field["constraints"]["pattern"] == tables.TEXT, f"{name}.{field['name']}"


@pytest.mark.parametrize("text", [text for text, _ in REFUSED.values()])
def test_the_pattern_and_the_reader_agree_on_what_to_refuse(text):
    """The pattern in the schema must not be weaker than what our own reader says."""
    assert not re.fullmatch(tables.TEXT, text)


@pytest.mark.parametrize(
    "text",
    ["a < b and c > d", "x <5, y>6", "1+N 模式", "(山东省)2022年", "5-7个", "kāifāqū", "R&D", "−3.5 %", "rise; +23%", "café",
     "《通知》", "$5", "a*b", "5%—7%", "about: =", "220!", "x = y", "2/3左右", "a - b", "…", "№ 5"],
)  # fmt: skip
def test_plain_writing_is_not_refused(text):
    """A guard that stands in the way of honest text would be taken down."""
    assert re.fullmatch(tables.TEXT, text)
    assert unfit(text) is None


def test_frictionless_refuses_it_too(data_copy):
    """A reader of the package who does not have our code is warned as well, of texts and of numbers."""
    texts = [text for text, _ in REFUSED.values()]
    expected = {}
    for name in ("claims", "sources", "glossary", "panel"):
        rows = rows_of(data_copy, name)
        for row, text in enumerate(texts, start=1):
            for field in free_text(name):
                rows[row][rows[0].index(field["name"])] = text
                expected[name, field["name"]] = len(texts)
        if name == "panel":
            for row, text in enumerate(("INF", "-INF", "1e308", "9" * 30), start=1):
                rows[row][rows[0].index("value")] = text
            expected[name, "value"] = 4
        write_rows(data_copy, name, rows)
    found = Counter()
    for task in Package(str(data_copy / "datapackage.json")).validate().tasks:
        found.update(
            (task.name, field) for field, kind in task.flatten(["fieldName", "type"]) if kind == "constraint-error"
        )
    assert {place: found[place] for place, count in expected.items() if found[place] < count} == {}


# ------------------------------------------------------------------------------------------------- files and paths


def problem(folder) -> str:
    """The one problem of a folder of tables."""
    (only,) = check_package(folder)
    return str(only)


def test_a_byte_order_mark_is_explained(data_copy):
    """Whoever saved the table with Excel cannot see the mark."""
    path = data_copy / "claims.csv"
    path.write_bytes(b"\xef\xbb\xbf" + path.read_bytes())
    assert problem(data_copy) == (
        "data/claims.csv, row 1: found a byte order mark before the first column, as Excel's 'CSV UTF-8' writes it, expected "
        "plain UTF-8: open the file in a text editor and save it as 'UTF-8', not as 'UTF-8 with BOM'"
    )


def test_line_ends_of_windows_are_read(data_copy):
    """A spreadsheet writes them; they change no cell."""
    for name in tables.schema():
        path = data_copy / f"{name}.csv"
        path.write_bytes(path.read_bytes().replace(b"\n", b"\r\n"))
    assert check_package(data_copy) == []


@pytest.mark.parametrize(("sign", "shown"), [(";", "';'"), ("\t", r"'\t'")])
def test_another_sign_between_the_cells_is_named(data_copy, sign, shown):
    """A spreadsheet set to German or to Chinese writes it; a dozen missing columns would say less."""
    path = data_copy / "peers.csv"
    path.write_text(path.read_text(encoding="utf-8").replace(",", sign), encoding="utf-8")
    expected = f"data/peers.csv, row 1: found cells parted by {shown}, expected cells parted by commas: save it as CSV with commas"
    assert problem(data_copy) == expected


@pytest.mark.parametrize("name", list(tables.schema()))
def test_a_table_without_rows_is_refused(data_copy, name):
    """A page or a chapter would say that there is nothing."""
    write_rows(data_copy, name, rows_of(data_copy, name)[:1])
    with pytest.raises(DataError, match=rf"^data/{name}\.csv: found a header and no rows, expected at least one row$"):
        read_table(name, data_copy)


@pytest.mark.parametrize("name", ["claimid", "Claim_ID", "claim_id\u200b", "claim-id"])
def test_a_renamed_column_is_recognised(data_copy, name):
    """One slip is one problem, and says what it probably was."""
    rows = rows_of(data_copy, "claims")
    rows[0][0] = name
    write_rows(data_copy, "claims", rows)
    shown = name.replace("\u200b", "[ZERO WIDTH SPACE (U+200B)]")
    expected = f"row 1, column {shown}: found an unknown column, expected claim_id, which is missing: renamed?"
    assert problem(data_copy) == f"data/claims.csv, {expected}"


def repath(folder, path) -> None:
    """Let the table of claims stand elsewhere."""
    package = json.loads((folder / "datapackage.json").read_text(encoding="utf-8"))
    next(r for r in package["resources"] if r["name"] == "claims")["path"] = path
    (folder / "datapackage.json").write_text(json.dumps(package), encoding="utf-8")


@pytest.mark.parametrize(
    "path", ["../claims.csv", "/etc/hostname", "old/claims.csv", "claims", ["claims.csv", "b.csv"], ""]
)
def test_a_path_that_leaves_the_folder_is_refused(data_copy, path):
    """A table from elsewhere would be read, and quoted in messages."""
    repath(data_copy, path)
    expected = "the name of a CSV file in data/ itself, such as claims.csv"
    assert problem(data_copy) == (
        f"data/datapackage.json: found {json.dumps(path)} as path of table claims, expected {expected}"
    )
    with pytest.raises(DataError) as caught:
        read_table("claims", data_copy)
    assert str(caught.value) == f"data/datapackage.json: found the path {path!r}, expected {expected}"


@pytest.mark.skipif(not hasattr(os, "symlink"), reason="this system has no links")
def test_a_link_is_no_table(data_copy, tmp_path):
    """A link may lead anywhere."""
    (tmp_path / "elsewhere.csv").write_bytes((data_copy / "claims.csv").read_bytes())
    (data_copy / "claims.csv").unlink()
    (data_copy / "claims.csv").symlink_to(tmp_path / "elsewhere.csv")
    assert problem(data_copy) == "data/claims.csv: found a link, expected a CSV table named in datapackage.json"


def test_a_folder_is_no_table(data_copy):
    """The name of the file must be in the message."""
    (data_copy / "claims.csv").unlink()
    (data_copy / "claims.csv").mkdir()
    assert problem(data_copy) == "data/claims.csv: found a folder, expected a CSV table named in datapackage.json"


def test_the_schema_holds_no_markup(data_copy):
    """Its descriptions are printed in the data dictionary."""
    path = data_copy / "datapackage.json"
    text = path.read_text(encoding="utf-8")
    path.write_text(text.replace("English name", "English <script>name", 1), encoding="utf-8")
    assert problem(data_copy).startswith("data/datapackage.json: found 'English <script>name', expected no '<' before")


@pytest.mark.slow
def test_a_table_of_nothing_but_problems_is_soon_told(data_copy, monkeypatch, capsys):
    """Eighty thousand bad rows are told in fifty lines and a number, and in seconds."""
    rows = rows_of(data_copy, "panel")
    write_rows(data_copy, "panel", [rows[0], *(rows[1 + number % 2000] for number in range(80_000))])
    problems = [str(found) for found in check_package(data_copy)]
    assert len(problems) == 78_000
    assert commands._report(problems, "", commands.MOST) == 1
    told = capsys.readouterr().err.splitlines()
    assert len(told) == commands.MOST + 2
    assert told[-2:] == ["… and 77,950 more", "78000 problems found."]


def test_a_long_cell_is_quoted_in_part(with_schema):
    """A message is to be read."""
    (message,) = planted(with_schema, "peers", ["note"], "<b>" + "x" * 200_000).values()
    assert message.endswith(
        "… of 200,003 characters, expected no '<' before a letter, '/', '!' or '?': a browser would take it for markup"
    )
    assert len(message) < 500


# --------------------------------------------------------------------------------------- the pages write it as text

# words that the code knows: another is an error
INTERPRETED = {"qualifier", "status", "reading", "grade", "read_at", "printed_at", "field"}
SIGNS = (
    '<script>hit("{0}")</script>"><img src=x onerror=\'hit("{0}")\'>[{0}](javascript:hit) ![{0}](x.svg) <https://example.org> '
    "`{{0}}` ``{{raw}}`{0}` {{cite}}`{0}` ${0}$ $$ | {0} | **{0}** _{0}_ ~~{0}~~ &lt;script&gt; &#60;script> {{{{0}}}} \\ "
)
BLOCKS = "\n\n```{{raw}} html\n<script>hit()</script>\n```\n:::{{raw}} html\n<script>hit()</script>\n:::\n\n| a |\n| --- |\n| b |\n\n# c\n"
OPENINGS = (
    "",
    "# ",
    "- ",
    "+ ",
    "1. ",
    "% ",
    ": ",
    ":::{{raw}} html ",
    "<script>",
    BLOCKS,
    "    ",
    "\t",
    "\\begin{{equation}} ",
    "> ",
    "---\n",
    "+++ ",
)


def bait(place: str, cell: str, turn: int) -> str:
    """A cell with bait before its text; which opening, its text decides, so that equal cells stay equal."""
    opening = OPENINGS[(zlib.crc32(cell.encode()) + turn) % len(OPENINGS)]
    return f"{(opening + SIGNS).format(place)}{cell}" if cell else cell


@cache
def _record() -> list[dict]:
    """What chapters put on record: the checks, what they rest on, and some of the rest."""
    records = evidence.records.stored_records()
    checked = {record["result"] for record in records if record["kind"] == "check"}
    return [r for number, r in enumerate(records) if r["kind"] == "check" or r["id"] in checked or number % 20 == 0]


def plantable(name: str) -> list[str]:
    """Columns whose text is printed and not looked up: no ids, references, dates, numbers or words that the code knows."""
    free = [field["name"] for field in free_text(name) if field["name"] != "printed"]
    return free + [
        field["name"]
        for field in fields(name, "string")
        if "enum" in field.get("constraints", {}) and field["name"] not in INTERPRETED
    ]


@pytest.fixture
def plant(monkeypatch):
    """Put bait into every such cell, the schema's refusal being switched off; ``None`` leaves the tables as they are."""
    whole = {name: tables.table(name) for name in tables.schema()}
    whole |= {name: whole[name].iloc[::20] for name in ("panel", "large_cities", "provinces", "yearbook")}
    spoken = ("meaning", "assumption", "identification", "title", "how", "shown", "void")

    def spoiled(name: str, turn: int | None):
        frame = whole[name].copy()
        if turn is not None:
            for column in plantable(name):
                frame[column] = [bait(f"{name}.{column}", cell, turn) for cell in frame[column]]
            if name == "sources":
                frame["url"] = [url and f"{url}){SIGNS.format('url')}" for url in frame["url"]]
        return frame

    compared = readings.comparisons(whole["claims"], whole["readings"])

    def with_bait(claims, read):
        """What differed before there was bait, in the words that there are now."""
        own, rows = claims.set_index("claim_id"), dict(list(read.groupby("claim_id")))
        return [
            replace(one, read=tuple(rows[one.claim_id][one.field]), table=own.loc[one.claim_id, one.field])
            for one in compared
        ]

    def forget():
        told = (
            evidence.claims._claims,
            evidence.claims._sources,
            evidence.claims.claim,
            evidence.claims._readings,
            evidence.register._register,
        )
        for cached in told:
            cached.cache_clear()

    def put(turn: int | None) -> None:
        kept = {name: spoiled(name, turn) for name in whole}
        records = [
            {
                key: bait(key, value, turn) if turn is not None and key in spoken else value
                for key, value in record.items()
            }
            for record in _record()
        ]
        monkeypatch.setattr(tables, "_checked", lambda name: kept[name])
        monkeypatch.setattr(gather, "stored_records", lambda: records)
        monkeypatch.setattr(gather, "audit", Audit)
        monkeypatch.setattr(readings, "comparisons", with_bait)
        monkeypatch.setattr(entries, "comparisons", with_bait)
        forget()

    yield put
    forget()


def outputs() -> str:
    """What a chapter shows of claims, results and checks."""
    from IPython import display

    given = []
    kept, display.display = display.display, lambda thing, **_: given.append(thing.data)
    try:
        claims = list(tables.table("claims")["claim_id"])[:60]
        evidence.facts.facts(claims)
        evidence.register.result("departments-cut", 41.3)
        evidence.register.check("art-dept-cut", "departments-cut")
    finally:
        display.display = kept
        evidence.register._on_record.pop("departments-cut", None)
    return "\n\n".join([*given, *(evidence.claims.claim(claim_id)._repr_markdown_() for claim_id in claims)])


def ledger() -> str:
    """All pages of the ledger, one after the other."""
    return "\n\n".join(text for path, text in ledger_files().items() if path.suffix == ".md")


PAGES = {
    "ledger": ledger,
    **{path.name: make for path, make in made.made_from_data().items()},
    "outputs": outputs,
}


class _Tags(HTMLParser):
    """The elements of a page, and what of it could run."""

    def __init__(self, html: str):
        super().__init__()
        self.tags, self.live = Counter(), live_code(html)
        self.feed(html)

    def handle_starttag(self, tag, attrs):
        self.tags[tag] += 1


def html_of(page: str) -> _Tags:
    """A page as the book's own parser renders it; entries of the glossary and of the ledger are Markdown within a directive."""
    page = re.sub(r"^:::.*$", "", page, flags=re.MULTILINE)
    page = re.sub(
        r"```\{glossary\}\n(.*?)\n```",
        lambda match: textwrap.dedent(match[1].replace("\n  ", "\n\n")),
        page,
        flags=re.DOTALL,
    )
    return _Tags(parser().render(page))


@pytest.fixture(scope="module")
def before() -> dict[str, Counter]:
    """For the elements of each page as it is, asked for once."""
    return {}


@pytest.mark.slow
@pytest.mark.parametrize("turn", range(0, len(OPENINGS), 6))
def test_pages_write_their_cells_as_text(plant, before, turn):
    """With the schema's refusal switched off, a page has the elements it had: no script, no handler, no heading, no link."""
    if not before:
        plant(None)
        before |= {name: html_of(make()).tags for name, make in PAGES.items()}
    plant(turn)
    for name, make in PAGES.items():
        found = html_of(make())
        assert found.live == [], name
        assert found.tags == before[name], name


@pytest.mark.parametrize("name", PAGES)
@pytest.mark.slow
def test_bait_would_be_found(plant, monkeypatch, name):
    """The test above must be able to fail, on every page."""
    for module in (markup, evidence.claims, evidence.facts, evidence.register):
        monkeypatch.setattr(module, "plain", lambda text: text)
    plant(0)
    assert any("onerror" in line for line in html_of(PAGES[name]()).live)


def test_bait_in_an_address_would_be_found(plant, monkeypatch):
    """An address that ends early lets the rest of it out onto the page."""
    plant(0)
    kept = html_of(sources_page())
    monkeypatch.setattr(markup, "address", lambda url: url)
    assert html_of(sources_page()).tags != kept.tags


CONF = """
import sys
sys.path.insert(0, "book/ext")
extensions = ["myst_parser", "ledger_links", "ledger_index", "evidence_cards", "chinese_text", "mathml"]
myst_enable_extensions = ["amsmath", "attrs_block", "attrs_inline", "colon_fence", "deflist", "dollarmath"]
myst_heading_anchors = 4
html_theme = "basic"
html_math_renderer = "mathml"
"""


@pytest.mark.slow
def test_sphinx_makes_no_script_of_a_cell(plant, tmp_path, root):
    """The same on pages that Sphinx makes, with the book's extensions: the glossary's directive, the names of links, the cards."""
    plant(0)
    (tmp_path / "conf.py").write_text(CONF, encoding="utf-8")
    shutil.copytree(root / "book" / "ext", tmp_path / "book" / "ext")
    texts = {name if "." in name else f"{name}.md": make() for name, make in PAGES.items() if name != "ledger"}
    texts |= {path.relative_to(BOOK).as_posix(): text for path, text in ledger_files().items()}
    (tmp_path / "book" / "ledger").mkdir()
    for name, text in texts.items():
        (tmp_path / "book" / name).write_text(text.replace("../book/", ""), encoding="utf-8")
    contents = "# Book\n\n```{toctree}\n:glob:\nbook/*\nbook/ledger/*\n```\n"
    (tmp_path / "index.md").write_text(contents, encoding="utf-8")
    command = [sys.executable, "-m", "sphinx", "-q", "-b", "html", str(tmp_path), str(tmp_path / "html")]
    done = subprocess.run(command, capture_output=True, text=True, check=False, cwd=tmp_path, timeout=300)
    assert done.returncode == 0, done.stderr[-3000:]
    built, shown = sorted((tmp_path / "html" / "book").rglob("*.html")), []
    assert len(built) == sum(name.endswith(".md") for name in texts)
    for path in built:
        html = path.read_text(encoding="utf-8")
        assert "hit(" in html, f"{path.name}: found no bait"
        assert [line for line in live_code(html) if "hit" in line] == [], path.name
        cards = re.findall(r'<script type="application/json" id="evidence">(.*?)</script>', html, flags=re.DOTALL)
        shown += [card for data in cards for card in json.loads(data).values()]
    assert any("hit(" in card for card in shown)
    assert [line for card in shown for line in live_code(card) if "hit" in line] == []
    names = [
        link["aria-label"]
        for link in evidence_links((tmp_path / "html" / "book" / "outputs.html").read_text(encoding="utf-8"))
    ]
    assert any("<img src=x onerror=" in name for name in names)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("a*b_[c]|$5~<d>", r"a\*b\_\[c\]\|\$5\~\<d\>"),
        ("# one", r"\# one"),
        ("1. one", r"1\. one"),
        ("- one", r"\- one"),
        ("one\n# two", r"one # two"),
        ("  one", "one"),
        ("-70% +5", "-70% +5"),
        ("28%的人员总数", "28%的人员总数"),
        ("{raw}`x`", r"\{raw\}\`x\`"),
        ("&lt;", r"\&lt;"),
        ("", ""),
    ],
)
def test_a_sign_of_markdown_stays_a_sign(text, expected):
    """What begins a line, what marks a word, what breaks a line; and nothing more than needed."""
    assert plain(text) == expected


def formulas(text: str) -> list[str]:
    """Cells of a CSV table that a spreadsheet would compute; a negative number is none."""
    cells = [cell for row in csv.reader(io.StringIO(text)) for cell in row]
    return [
        cell for cell in cells if re.match(r"\s*[=+@-]", cell) and not re.fullmatch(r"[+-]?[\d.,]+(e[+-]?\d+)?", cell)
    ]


@pytest.mark.slow
def test_no_table_to_download_holds_a_formula():
    """The ledger in lines and the tables of the figures are made to be opened in a spreadsheet."""
    (table,) = [text for path, text in ledger_files().items() if path.suffix == ".csv"]
    found = formulas(table)
    tables_drawn = 0
    for path in evidence.records.chapters():
        for cell in json.loads(path.read_text(encoding="utf-8"))["cells"]:
            for output in cell.get("outputs", []):
                if text := "".join(output.get("data", {}).get("text/csv", "")):
                    tables_drawn += 1
                    found += formulas(text)
    figures = [record for record in evidence.records.stored_records() if record["kind"] == "figure"]
    assert tables_drawn == len(figures) > 30
    assert found == []
    assert formulas('a,-1.5,1e-05,-2e-05\n"=HYPERLINK(""x"")",+1,+a\n') == ['=HYPERLINK("x")', "+a"]


def test_code_ends_where_it_ends():
    """A back-quote within must not close the span."""
    assert code("a-1") == "`a-1`"
    assert code("a`b``c") == "``` a`b``c ```"


def test_an_address_is_one_of_the_web():
    """Any other scheme is no link, and no sign of an address ends it early."""
    assert address("javascript:alert(1)") == address("data:text/html,x") == address("") == ""
    assert address("https://example.org/a(b)<c> d\"'") == "https://example.org/a%28b%29%3Cc%3E%20d%22%27"
    urls = [url for url in tables.table("sources")["url"] if url]
    assert [address(url) for url in urls] == urls
