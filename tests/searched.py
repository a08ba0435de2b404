"""What a reader searches for and must find, and a second reading of the pages, from which no code is shared with the first."""

from __future__ import annotations

import re
from dataclasses import dataclass
from html.parser import HTMLParser
from pathlib import Path
from urllib.parse import quote


@dataclass(frozen=True)
class Query:
    """What is typed; a passage that must be found, by its page and words of it; and which ids may come first, if it matters."""

    typed: str
    page: str
    words: str
    first: str = ""


QUERIES = [
    # a number, in each form in which it is printed or might be typed
    Query("294", "11_how_fierce_was_the_competition", "a maximum of 294 : 1", first="art-ratio-max"),
    Query("42 %", "08_what_can_a_printed_number_mean", "prints a cut of 42\u202f%", first="art-dept-cut"),
    Query("42%", "08_what_can_a_printed_number_mean", "prints a cut of 42\u202f%", first="art-dept-cut"),
    Query("４２％", "08_what_can_a_printed_number_mean", "prints a cut of 42\u202f%", first="art-dept-cut"),
    Query("41.3", "09_how_deep_was_the_cut", "41.3\u202f% less", first="lw-gdp12-2012 zone-staff-cut departments-cut depth-liaocheng-staff"),
    Query("41.3 %", "09_how_deep_was_the_cut", "41.3\u202f% less", first="zone-staff-cut departments-cut depth-liaocheng-staff"),
    Query("222,405", "05_what_did_28_august_set_off", "222,405", first="art-masks"),
    Query("222405", "05_what_did_28_august_set_off", "222,405", first="art-masks"),
    Query("4,200", "05_what_did_28_august_set_off", "more than 4,200 applicants", first="art-applicants"),
    Query("4200", "05_what_did_28_august_set_off", "more than 4,200 applicants", first="art-applicants"),
    Query('"more than 4,200"', "05_what_did_28_august_set_off", "more than 4,200 applicants", first="art-applicants"),
    Query("more than 4,200", "05_what_did_28_august_set_off", "more than 4,200 applicants", first="art-applicants"),
    Query("−5.1", "15_a_city_made_of_cities", "from −5.1 to +9.4", first="cw-outside-low"),
    Query("-5.1", "15_a_city_made_of_cities", "from −5.1 to +9.4", first="cw-outside-low"),
    Query("34 : 1", "05_what_did_28_august_set_off", "a mean of 34 : 1", first="art-ratio"),
    Query("2014-2016", "chronicle", "2014–2016"),
    Query("28 August 2020", "15_a_city_made_of_cities", "On 28 August 2020 Jinan mobilised", first="art-mobil"),
    # ids of entries, whole and begun
    Query("art-dept-before", "ledger", "109", first="art-dept-before"),
    Query("art-dept", "ledger", "109", first="art-dept-before"),
    # Chinese, from one character to a name; with a digit; and by its sound
    Query("开发区", "01_what_is_a_zone", "A development zone (开发区", first="term-development-zone"),
    Query("济南", "series", "济南"),
    Query("考核", "glossary", "appraisal", first="term-appraisal"),
    Query("槐荫", "places", "槐荫"),
    Query("区", "glossary", "区"),
    Query("109个", "ledger", "109个压缩到64个"),
    Query("kaifaqu", "01_what_is_a_zone", "A development zone (开发区", first="term-development-zone"),
    Query("kāifāqū", "01_what_is_a_zone", "A development zone (开发区", first="term-development-zone"),
    Query("jingji kaifaqu", "glossary", "经济开发区", first="term-economic-development-zone"),
    Query("kai fa qu", "01_what_is_a_zone", "A development zone (开发区", first="term-development-zone"),
    Query("kaohe", "glossary", "考核", first="term-appraisal"),
    Query("kaif", "glossary", "kāifāqū"),
    # English: either number, either form of the verb, phrases, words apart, accents, a word half typed
    Query("department", "05_what_did_28_august_set_off", "109 departments became 64"),
    Query("departments", "glossary", "internal body (department)"),
    Query("city", "15_a_city_made_of_cities", "cities"),
    Query("cities", "15_a_city_made_of_cities", "A city made of cities"),
    Query("merging zones", "sources", "Zhejiang merges and sets up seven economic zones"),
    Query("development zone", "glossary", "development zone", first="term-development-zone"),
    Query('"hiving off"', "05_what_did_28_august_set_off", "Hiving off, of two kinds", first="term-hiving-off-of-functions"),
    Query("zones jinan reformed", "15_a_city_made_of_cities", "zones"),
    Query("HIGH TECH zone", "glossary", "high-tech zone"),
    Query("compet", "11_how_fierce_was_the_competition", "How fierce was the competition?"),
    Query("a city made of cities", "15_a_city_made_of_cities", "A city made of cities", first="a-city-made-of-cities"),
    Query("glossary", "glossary", "Glossary", first="glossary"),
]  # fmt: skip
# What is typed, and what each passage found must have; nothing has what is typed last.
NUMBER = r"(?<![\d.,A-Za-z]){}(?!\d|[.,]\d)"
HELD = [
    ("42", NUMBER.format(42)),
    ("5.1", NUMBER.format(r"5\.1")),
    ("24", NUMBER.format(24)),
    ('"departments of before"', "x^"),
]
# Where the pages are read a second time: each passage that holds it must be found, and no other.
CHINESE = ("开发区", "济南", "考核", "管委会", "槐荫", "区", "改革", "编制")
COUNTED = {
    **{word: word for word in CHINESE},
    **{n: NUMBER.format(re.escape(n)) for n in ("294", "109", "222,405", "41.3")},
}


class _Blocks(HTMLParser):
    """The text of each block of a page, under the id that leads to it."""

    HIDDEN = {"pre", "script", "style", "button", "summary", "svg", "nav"}
    VOID = {"img", "br", "input", "hr", "path", "use", "meta", "link", "col"}
    BLOCKS = {"p", "td", "th", "dt", "dd", "li", "caption", "h1", "h2", "h3", "h4", "h5", "h6"}

    def __init__(self, of_ledger: bool):
        super().__init__()
        self.of_ledger = of_ledger
        self.open: list[tuple[str, str | None, bool]] = []
        self.term = None
        self.entry: str | None = None
        self.block, self.text = 0, {}

    def handle_starttag(self, tag, attrs):
        if tag in self.VOID:
            return
        given = dict(attrs)
        classes = set((given.get("class") or "").split())
        hidden = tag in self.HIDDEN or bool(classes & {"headerlink", "how", "plotted-table", "toctree-wrapper"})
        hidden = hidden or bool(self.open and self.open[-1][2])
        hidden = hidden or (self.of_ledger and tag == "li" and "id" in given)  # a line that leads to an entry
        if tag == "dt":
            self.term = given.get("id")
        if tag == "h3" and self.of_ledger:
            self.entry = next(name for kind, name, _ in reversed(self.open) if kind == "section")
        if tag == "section":
            self.entry = None
        if tag in self.BLOCKS:
            self.block += 1
        if self.open or tag == "article":
            self.open.append((tag, self.term if tag == "dd" else given.get("id"), hidden))

    def handle_endtag(self, tag):
        if self.open and tag not in self.VOID:
            while self.open.pop()[0] != tag:
                pass

    def handle_data(self, data):
        if self.open and not self.open[-1][2] and self.block:
            names = [name for kind, name, _ in reversed(self.open) if name and not (kind == "dd" and self.entry)]
            rows = [name for kind, name, _ in self.open if kind in ("tr", "dd") and name]
            if name := self.entry or next(iter([*rows, *names]), None):
                self.text.setdefault((name, self.block), []).append(data)


# Lines of an entry that name other entries, which are found by themselves.
NAMES_OTHERS = ("From:", "Also from:", "Computed with")


def read_again(html: Path) -> list[tuple[str, str]]:
    """The blocks of a built book: address and text."""
    read = []
    for path in sorted([*html.glob("book/**/*.html"), *html.glob("notebooks/*.html")]):
        if path.parent.name == "teach" or path.stem == "teaching-case":  # for lecturers, with keys: not searched
            continue
        page = path.relative_to(html).as_posix()
        blocks = _Blocks(page.startswith("book/ledger"))
        blocks.feed(path.read_text(encoding="utf-8"))
        told = [(name, "".join(pieces).strip()) for (name, _), pieces in blocks.text.items()]
        read += [
            (f"{page}#{name}", text) for name, text in told if not (blocks.of_ledger and text.startswith(NAMES_OTHERS))
        ]
    return read


FIND = """([typed, page, words]) => {
  const found = search.find(typed).map((hit) => hit.passage);
  return { addresses: found.map((one) => `${one.section.address}#${one.id}`), texts: words ? [] : found.map((one) => one.text),
    first: found[0]?.id, there: found.some((one) => one.section.address.includes(page) && one.text.includes(words)) };
}"""


def missed(page, queries: list[Query]) -> list[str]:
    """What a page of search does not find, or does not put first, a line each."""
    problems = []
    for query in queries:
        found = page.evaluate(FIND, [query.typed, query.page, query.words])
        if not found["there"]:
            problems.append(f"{query.typed}: not on {query.page}, expected {query.words!r} there")
        if query.first and found.get("first") not in query.first.split():
            problems.append(f"{query.typed}: found {found.get('first')} first, expected {query.first}")
    return problems


def mistaken(page) -> list[str]:
    """What a page of search takes for a number or a phrase and is another, a line each."""
    return [
        f"{typed}: found {text[:80]!r}"
        for typed, wanted in HELD
        for text in page.evaluate(FIND, [typed, "", ""])["texts"]
        if not re.search(wanted, text)
    ]


def miscounted(page, blocks: list[tuple[str, str]]) -> list[str]:
    """Where the passages found are not those that a second reading of the pages has, a line each.

    Numbers are counted outside the ledger: an entry also names the values of others, which lead to their own entries.
    """
    problems = []
    for typed, pattern in COUNTED.items():
        expected = {address for address, text in blocks if re.search(pattern, text)}
        found = set(page.evaluate(FIND, [typed, "", ""])["addresses"])
        if typed not in CHINESE:
            expected, found = ({one for one in some if "/ledger" not in one} for some in (expected, found))
        if not expected or found != expected:
            lines = f"missed {sorted(expected - found)[:3]}, too many {sorted(found - expected)[:3]}"
            problems.append(f"{typed}: found {len(found)}, expected {len(expected)}; {lines}")
    return problems


def address(html: Path, typed: str) -> str:
    """The page of search, opened as a file, with what is asked for."""
    return f"{(html / 'search.html').as_uri()}?q={quote(typed)}"
