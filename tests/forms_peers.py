"""Other readers of numbers and dates, each asked the same forms: ``PYTHON tests/forms_peers.py NAME``.

Run by :mod:`forms_bench`, in the interpreter that has the package; Python 3.8 is enough.  The first line of the answer is
the versions, ``{"python": ..., "packages": {...}}``.  Then for each form, a JSON line ``{"id", "language", "reading",
"form", "year"}``, comes a line ``{"id", "given"}``, with ``"raised"`` if the package broke off.

What is *given* is a list, empty if the reader gives nothing: one item for each number or date that it found in the form.
An item is a list of the ways in which that one may be meant, each ``[lowest, highest]``, the same twice for one number.
Wherever a package leaves a choice, it gets the one that suits it:

- a dozen is twelve; what a package has as 20 ± 5 is from 15 to 25;
- of a number and the same number with a unit or a per cent sign, the one with more in it counts;
- a date without a year is asked as of 1 July of the year that the corpus assumes; if it assumes none, dateparser is told that
  a year is required, and of the others what they mark as of no certain year (XXXX) is passed over;
- a package that gives a month or a year gets the whole of it, not its first day;
- where it is not said whether a span takes in its last day, both are offered;
- of last year's and next year's June both are offered, since the package offers both.
"""

from __future__ import annotations

import json
import platform
import sys
import warnings
from calendar import monthrange
from datetime import date, datetime, timedelta

PACKAGES = {  # name: (packages of which the version is told, languages, readings)
    "cn2an": (("cn2an",), ("zh",), ("figure",)),
    "quantulum3": (("quantulum3", "scikit-learn"), ("en",), ("figure",)),
    "recognizers-text-suite": (("recognizers-text-suite", "emoji"), ("zh", "en"), ("figure", "date")),
    "dateparser": (("dateparser",), ("zh", "en"), ("date",)),
}


def _as_of(row: dict) -> datetime:
    return datetime(int(row["year"] or 2020), 7, 1)


def cn2an_reader():
    """Whole numerals only: anything besides, such as 家, is a ValueError, its way to refuse."""
    import cn2an

    def give(row: dict) -> list:
        try:
            number = cn2an.cn2an(row["form"], "smart")
        except ValueError:
            return []
        return [[[str(number)] * 2]]

    return give


def quantulum3_reader():
    """The quantities found in the form."""
    from quantulum3 import parser

    def give(row: dict) -> list:
        given = []
        for found in parser.parse(row["form"]):
            times, spread = 12 if found.unit.name == "dozen" else 1, found.uncertainty or 0
            given.append([[str((found.value - spread) * times), str((found.value + spread) * times)]])
        return given

    return give


def recognizers_reader():
    """The numbers, percentages, numbers with a unit; for a date, the dates and spans of days."""
    import recognizers_suite as suite

    cultures = {"zh": suite.Culture.Chinese, "en": suite.Culture.English}
    kinds = ("percentage", "currency", "dimension", "age", "temperature", "number")  # the fuller first

    def figures(form: str, culture: str) -> list:
        taken, given = set(), []
        for kind in kinds:
            for found in getattr(suite, f"recognize_{kind}")(form, culture):
                places = set(range(found.start, found.end + 1))
                value = (found.resolution or {}).get("value")
                if value and not places & taken:
                    taken |= places
                    given.append([[value.rstrip("%")] * 2])
        return given

    def days(value: dict) -> list:
        low, high = (value.get(end, value.get("value", ".."))[:10] for end in ("start", "end"))
        if "end" not in value or high == "..":
            return [[low, high]]
        return [[low, high], [low, str(date.fromisoformat(high) - timedelta(1))]]

    def dates(row: dict, culture: str) -> list:
        given = []
        for found in suite.recognize_datetime(row["form"], culture, reference=_as_of(row)):
            if found.type_name.rpartition(".")[2] in ("date", "daterange", "datetime", "datetimerange"):
                values = (found.resolution or {}).get("values") or []
                values = [value for value in values if row["year"] or not value["timex"].startswith("XXXX")]
                given.append(
                    [span for value in values if set(value) & {"value", "start", "end"} for span in days(value)]
                )
        return [ways for ways in given if ways]

    def give(row: dict) -> list:
        culture = cultures[row["language"]]
        return dates(row, culture) if row["reading"] == "date" else figures(row["form"], culture)

    return give


def dateparser_reader():
    """The date that the whole form is, as far as it says it: a day, a month or a year."""
    from dateparser.date import DateDataParser

    def give(row: dict) -> list:
        settings = {"RELATIVE_BASE": _as_of(row), "REQUIRE_PARTS": [] if row["year"] else ["year"]}
        asked = DateDataParser(languages=[row["language"]], settings=settings)
        found = asked.get_date_data(row["form"])
        if found.date_obj is None:
            return []
        day = found.date_obj.date()
        if found.period == "year":
            return [[[f"{day.year}-01-01", f"{day.year}-12-31"]]]
        if found.period == "month":
            last = monthrange(day.year, day.month)[1]
            return [[[str(day.replace(day=1)), str(day.replace(day=last))]]]
        return [[[str(day)] * 2]]

    return give


READERS = {
    "cn2an": cn2an_reader,
    "quantulum3": quantulum3_reader,
    "recognizers-text-suite": recognizers_reader,
    "dateparser": dateparser_reader,
}


def versions(name: str) -> dict:
    """The Python and the packages that answer."""
    from importlib.metadata import PackageNotFoundError, version

    found = {}
    for package in PACKAGES[name][0]:
        try:
            found[package] = version(package)
        except PackageNotFoundError:
            found[package] = "not installed"
    return {"python": platform.python_version(), "packages": found}


def answers(name: str, rows: list) -> list:
    """The answer of a reader to each form; a form at which the package breaks off gets none, and that is told."""
    give, told = READERS[name](), []
    for row in rows:
        try:
            told.append({"id": row["id"], "given": give(row)})
        except Exception as error:
            told.append({"id": row["id"], "given": [], "raised": repr(error)[:200]})
    return told


def main() -> int:
    """Answer what comes in, a JSON line each."""
    warnings.simplefilter("ignore")
    rows = [json.loads(line) for line in sys.stdin if line.strip()]
    told = answers(sys.argv[1], rows)  # before anything is printed: a package that does not import says so by its error
    for line in [versions(sys.argv[1]), *told]:
        print(json.dumps(line))
    return 0


if __name__ == "__main__":
    sys.exit(main())
