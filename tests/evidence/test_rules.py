"""Rules of the tables that their schema cannot say: series without holes, one unit each, names that go together.

They need nothing but the tables, so that ``make mutate`` asks them of every changed cell.
"""

from __future__ import annotations

import itertools
import re

import pandas as pd
import pytest
from casebook.evidence import tables
from casebook.reading.dates_in_english import english_date

SERIES = ["source_id", "indicator_id", "vintage", "territory"]
TABLE_OF_A_SOURCE = 12  # rows from which a series of a source is one of its tables, not a single figure

# Years that a table of a source leaves out for a place: the place was dissolved, or the cell was empty or contradicted.
LEFT_OUT = {
    ("gp-fdi", "fdi_utilised", "laiwu-city"): range(2019, 2023),
    ("gp-fdi", "fdi_utilised", "liaocheng"): [2011],
    ("gp-gdp", "gdp_nominal", "zibo"): range(2010, 2018),
    **{
        ("gp-ind", indicator, "laiwu-city"): [2017, *range(2019, 2024)]
        for indicator in ("gdp_nominal", "value_added_secondary", "value_added_tertiary")
    },
    ("ntl", "night_lights_stock", "changsha"): [2014],
}


def holes_in_series(panel) -> list[str]:
    """Places and years that a table of a source does not have, though others of the table have that year."""
    found = {}
    for series, rows in panel.groupby(SERIES):
        if len(rows) < TABLE_OF_A_SOURCE:
            continue
        for place, own in rows.groupby("entity_id"):
            if missing := set(rows["year"]) - set(own["year"]):
                found[series[0], series[1], place] = set(map(int, missing))
    expected = {key: set(years) for key, years in LEFT_OUT.items()}
    keys = sorted({*found, *expected})
    return [
        f"{', '.join(key)}: found no row of {sorted(found.get(key, ()))}, expected none of {sorted(expected.get(key, ()))}"
        for key in keys
        if found.get(key) != expected.get(key)
    ]


@pytest.mark.rule
def test_tables_of_a_source_are_whole():
    """A row under another place, year, source or vintage leaves a hole where it was, and a stump where it is."""
    assert holes_in_series(tables.table("panel")) == []


@pytest.mark.parametrize(
    ("column", "value"),
    [
        ("entity_id", "linyi"),
        ("year", 2031),
        ("source_id", "mas"),
        ("vintage", "not_stated"),
        ("territory", "province"),
    ],
)
def test_a_row_that_left_its_table_is_found(column, value):
    """The rule must be able to fail, by each column that says where a row belongs."""
    panel = tables.table("panel")
    at = panel.index[(panel["source_id"] == "gp-gdp") & (panel["entity_id"] == "weifang") & (panel["year"] == 2015)][0]
    panel.loc[at, column] = value
    assert any("weifang: found no row of [2015], expected none of []" in line for line in holes_in_series(panel))


def indicators_with_two_units(panel) -> list[str]:
    """Indicators whose rows are not all in one unit."""
    units = panel.groupby("indicator_id")["unit"].unique()
    return [f"{indicator}: found the units {', '.join(own)}" for indicator, own in units.items() if len(own) > 1]


@pytest.mark.rule
def test_an_indicator_has_one_unit():
    """Per cent among hundred millions of yuan would be drawn as if they were the same."""
    assert indicators_with_two_units(tables.table("panel")) == []


def test_a_second_unit_is_found():
    """The rule must be able to fail."""
    panel = tables.table("panel")
    panel.loc[panel.index[panel["indicator_id"] == "gdp_nominal"][3], "unit"] = "per cent"
    assert indicators_with_two_units(panel) == ["gdp_nominal: found the units 100 million yuan, per cent"]


def odd_cities(cities) -> list[str]:
    """Names of large cities that do not go together, or do not have a row for every year."""
    years = cities["year"].nunique()
    pairs = cities.groupby(["city_zh", "city_en"]).size()
    problems = [f"{zh} {en}: found {rows} years, expected {years}" for (zh, en), rows in pairs.items() if rows != years]
    if len({*cities["source_id"]}) != 1:
        problems.append("found several sources, expected the one of the series")
    return problems


@pytest.mark.rule
def test_every_large_city_has_its_two_names_in_every_year():
    """A donor that lost a year or has another's name would go into the comparison unseen."""
    assert odd_cities(tables.table("large_cities")) == []


@pytest.mark.parametrize(("column", "value"), [("city_zh", "委京"), ("city_en", "Beijinf"), ("year", 2030)])
def test_a_large_city_with_an_odd_row_is_found(column, value):
    """The rule must be able to fail."""
    cities = tables.table("large_cities")
    cities.loc[cities.index[cities["city_en"] == "Beijing"][0], column] = value
    assert odd_cities(cities)
    assert odd_cities(tables.table("large_cities").assign(source_id=["a", *["b"] * (len(cities) - 1)])) == [
        "found several sources, expected the one of the series"
    ]


KINDS_OF_GROWTH = {
    "official": ("after_fifth_census", "nbs-pe", range(2016, 2025)),
    "mean_of_cities": ("compiled", "gp-gdp", range(2004, 2016)),
}


def odd_provinces(provinces) -> list[str]:
    """Provinces without a row for each year, and rows whose basis, vintage, source and year do not go together."""
    pairs = provinces.groupby(["province_zh", "province_en"])["year"].agg(set)
    years = {year for *_, own in KINDS_OF_GROWTH.values() for year in own}
    problems = [f"{zh} {en}: found {len(own)} years" for (zh, en), own in pairs.items() if own != years]
    for row in provinces.to_dict("records"):
        vintage, source, own = KINDS_OF_GROWTH[row["basis"]]
        if (row["vintage"], row["source_id"]) != (vintage, source) or row["year"] not in own:
            problems.append(f"{row['province_en']} {row['year']}: found a row that is not {row['basis']}")
    return problems


@pytest.mark.rule
def test_every_province_has_its_two_names_in_every_year_and_says_what_its_growth_is():
    """A mean of cities that passes for an official rate would be believed as one."""
    provinces = tables.table("provinces")
    assert odd_provinces(provinces) == []
    assert provinces["province_en"].nunique() == 31


@pytest.mark.parametrize(
    ("column", "value"),
    [
        ("province_zh", "委京"),
        ("province_en", "Beijinf"),
        ("year", 2030),
        ("basis", "official"),
        ("vintage", "after_fifth_census"),
        ("source_id", "nbs-pe"),
    ],
)
def test_a_province_with_an_odd_row_is_found(column, value):
    """The rule must be able to fail."""
    provinces = tables.table("provinces")
    provinces.loc[0, column] = value
    assert odd_provinces(provinces)


RANKED = {2020: 169, 2021: 157, 2022: 169}  # zones in the evaluation, by texts on several zones
ALL_OF = {"National high-tech zones of Shandong": 13, "National high-tech zones of Henan": 7}


def odd_ranks(ranks, provinces) -> list[str]:
    """Names that do not go together, numbers of zones that are another's, arithmetic that does not give the value."""
    problems = [
        f"{zh}: found {len(own)} names or provinces"
        for column in ("zone_zh", "zone_en")
        for zh, own in ranks.groupby(column)[["zone_zh", "zone_en", "province_en"]]
        if len(own.drop_duplicates()) > 1
    ]
    for row in ranks.to_dict("records"):
        name = f"{row['zone_en']} {row['year']}, {row['indicator_id']}"
        if row["zone_en"] not in ALL_OF and not row["zone_en"].endswith(" High-tech Zone"):
            problems.append(f"{name}: found a zone that is none")
        if row["province_en"] not in provinces:
            problems.append(f"{name}: found {row['province_en']}")
        expected = {ALL_OF.get(row["zone_en"])}
        if row["indicator_id"] == "national_rank":
            expected = {RANKED.get(row["year"]), None}
        elif row["indicator_id"] == "national_rank_miit":
            expected = {178}
        of = None if pd.isna(row["of"]) else row["of"]
        if of not in expected or of is not None and row["value"] > of:
            problems.append(f"{name}: found {row['value']:g} of {of}")
        sums = re.findall(r"(\d+) \+ (\d+) = (\d+): ", row["note"])
        if (row["reading"] == "inferred") != bool(sums):
            problems.append(f"{name}: found {row['reading']} and the arithmetic {sums}")
        problems += [
            f"{name}: found {' + '.join(parts)} = {total} for {row['value']:g}"
            for *parts, total in sums
            if not sum(map(int, parts)) == int(total) == row["value"]
        ]
    return problems + rises_that_are_none(ranks)


def rises_that_are_none(ranks) -> list[str]:
    """Printed rises that are not the distance of the two places on record."""
    value = ranks.set_index(["indicator_id", "zone_en", "year"])["value"]
    return [
        f"{zone} {year}: found a rise of {rise:g} from {value[place, zone, year - 1]:g} to {value[place, zone, year]:g}"
        for (indicator, zone, year), rise in value.items()
        for place in ["national_rank"]
        if indicator == "rank_rise" and {(place, zone, year), (place, zone, year - 1)} <= set(value.index)
        if value[place, zone, year - 1] - value[place, zone, year] != rise
    ]


@pytest.mark.rule
def test_ranks_go_together():
    """A place of another zone, or out of another number of zones, would be a rise that nobody made."""
    assert odd_ranks(tables.table("ranks"), set(tables.table("provinces")["province_en"])) == []


@pytest.mark.parametrize(
    ("zone", "year", "indicator", "column", "value"),
    [
        ("Zibo High-tech Zone", 2021, "national_rank", "of", 169),
        ("Zibo High-tech Zone", 2021, "national_rank", "value", 41),
        ("Zibo High-tech Zone", 2021, "rank_rise", "value", 4),
        ("Zibo High-tech Zone", 2020, "national_rank", "reading", "read"),
        ("Zibo High-tech Zone", 2020, "national_rank", "note", "40 + 4 = 43: another"),
        ("Zibo High-tech Zone", 2021, "national_rank", "province_en", "Shanxi"),
        ("Zibo High-tech Zone", 2021, "national_rank", "province_en", "Shandomg"),
        ("Zibo High-tech Zone", 2021, "national_rank", "zone_zh", "淄慱高新区"),
        ("Zaozhuang High-tech Zone", 2021, "rank_rise", "zone_en", "Zaozhuang High-tech Zome"),
        ("Yingtan High-tech Zone", 2021, "rank_rise", "value", 12),
        ("Jinan High-tech Zone", 2024, "national_rank_miit", "of", 157),
        ("National high-tech zones of Shandong", 2021, "zones_risen_far", "of", 7),
        ("National high-tech zones of Henan", 2020, "zones_risen", "value", 8),
    ],
)
def test_an_odd_rank_is_found(zone, year, indicator, column, value):
    """The rule must be able to fail, by each column."""
    ranks = tables.table("ranks")
    at = ranks["zone_en"].eq(zone) & ranks["year"].eq(year) & ranks["indicator_id"].eq(indicator)
    assert at.sum() == 1
    ranks.loc[at, column] = value
    assert odd_ranks(ranks, set(tables.table("provinces")["province_en"]))


def claims_without_rank(claims, ranks) -> list[str]:
    """Claims on a rank or a rise whose source, year and value no row of the ranks has."""
    wanted = ranks[["source_id", "indicator_id", "year", "value"]].itertuples(index=False, name=None)
    known = {(source, indicator, str(year), value) for source, indicator, year, value in wanted}
    return [
        f"{row['claim_id']}: found {row['value']:g} of {row['period']}, expected a row of data/ranks.csv that has it"
        for row in claims.to_dict("records")
        if row["claim_id"].startswith("rank-") and row["indicator_id"] in set(ranks["indicator_id"])
        if not pd.isna(row["value"])
        if (row["source_id"], row["indicator_id"], row["period"], row["value"]) not in known
    ]


@pytest.mark.rule
def test_a_claim_on_a_rank_is_a_row_of_the_ranks():
    """One reading, two tables: they must not drift apart."""
    claims, ranks = tables.table("claims"), tables.table("ranks")
    assert claims_without_rank(claims, ranks) == []
    own = claims["claim_id"].str.startswith("rank-") & claims["indicator_id"].isin(ranks["indicator_id"])
    assert own.sum() > 10


@pytest.mark.parametrize(("column", "value"), [("value", 9), ("period", "2020"), ("source_id", "jnsb-2022")])
def test_a_claim_that_left_its_rank_is_found(column, value):
    """The rule must be able to fail."""
    claims = tables.table("claims")
    claims.loc[claims["claim_id"] == "rank-jinan-2021", column] = value
    assert len(claims_without_rank(claims, tables.table("ranks"))) == 1


@pytest.mark.rule
def test_a_place_in_the_text_is_given_for_the_article_alone():
    """Only the article's paragraphs are numbered: a locator of another source would point nowhere."""
    claims = tables.table("claims")
    assert list(claims["claim_id"][(claims["locator"] != "") != (claims["source_id"] == "article")]) == []


WORDS_THAT_RECUR = [
    ("panel", "unit"), ("panel", "note"), ("large_cities", "note"), ("provinces", "note"), ("ranks", "note"), ("sources", "publisher_en"), ("sources", "licence"),
    ("claims", "unit"), ("indicators", "unit"), ("indicators", "name_en"), ("events", "actor"), ("zones", "type"),
    ("peers", "how_chosen"), ("peers", "note"), ("measures", "instrument_en"), ("glossary", "en"),
]  # fmt: skip


def one_letter_apart(values) -> list[tuple[str, str]]:
    """Texts of six signs and more that differ in one letter; digits count as the same."""
    texts = sorted({re.sub(r"\d", "0", value) for value in values if len(value) >= 6})
    return [
        (one, two)
        for one, two in itertools.combinations(texts, 2)
        if len(one) == len(two) and sum(x != y for x, y in zip(one, two, strict=True)) == 1
    ]


@pytest.mark.rule
def test_no_two_words_are_one_letter_apart():
    """A unit, a publisher or a note that recurs, once mistyped, would stand for another."""
    found = {place: one_letter_apart(tables.table(place[0])[place[1]]) for place in WORDS_THAT_RECUR}
    assert {place: pairs for place, pairs in found.items() if pairs} == {}


def test_a_mistyped_word_is_found():
    """The rule must be able to fail, and leave years and short units alone."""
    assert one_letter_apart(["million yuan", "million yuqn", "x", "%"]) == [("million yuan", "million yuqn")]
    assert one_letter_apart(["counted in 2019", "counted in 2020", "masks", "tasks"]) == []


# Both carry first-published GDP of the same cities and years.
TWICE = ("gp-ind", "mas")
# Here they differ by a quarter of a per cent and less, which no note mentions.
UNSAID = {("liaocheng", 2016), ("qingdao", 2017)}
APART = "the two first-published series differ here by ([0-9.]+) per cent"


def pairs_that_differ(panel) -> list[str]:
    """Cities and years in which two copies of one series differ, unless a note says by how much."""
    rows = panel[(panel["indicator_id"] == "gdp_nominal") & (panel["vintage"] == "first_published")]
    one, two = (rows[rows["source_id"] == s].set_index(["entity_id", "year"]) for s in TWICE)
    problems = []
    for place in one.index.intersection(two.index).difference(list(UNSAID)):
        gap = abs(one.loc[place, "value"] / two.loc[place, "value"] - 1) * 100
        said = re.search(APART, one.loc[place, "note"]) or re.search(APART, two.loc[place, "note"])
        if abs(gap - (float(said.group(1)) if said else 0)) > (0.051 if said else 0.01):
            problems.append(
                f"{place[0]} {place[1]}: found {gap:.2f} per cent apart, said {said.group(1) if said else 0}"
            )
    return problems


@pytest.mark.rule
def test_two_copies_of_a_series_differ_only_where_a_note_says_so():
    """A digit changed in one copy is seen in the other."""
    panel = tables.table("panel")
    assert pairs_that_differ(panel) == []
    assert len(panel[panel["note"].str.contains("series differ here")]) > 20


def test_a_copy_with_another_digit_is_found():
    """The rule must be able to fail: by a value, and by a note that says another distance."""
    panel = tables.table("panel")
    own = panel[(panel["source_id"] == "mas") & (panel["indicator_id"] == "gdp_nominal")]
    at = own.index[own["note"].eq("replication file")][0]
    panel.loc[at, "value"] *= 1.001
    (found,) = pairs_that_differ(panel)
    assert found.endswith("found 0.10 per cent apart, said 0")
    panel = tables.table("panel")
    at = own.index[own["note"].str.contains("series differ here")][0]
    for row in panel.index[(panel["entity_id"] == own.loc[at, "entity_id"]) & (panel["year"] == own.loc[at, "year"])]:
        panel.loc[row, "note"] = re.sub(
            APART, "the two first-published series differ here by 99.9 per cent", panel.loc[row, "note"]
        )
    (found,) = pairs_that_differ(panel)
    assert found.endswith("said 99.9")


STEADY = ("gdp_nominal", "value_added_", "population_", "budget_revenue", "night_lights_stock")  # investment jumps


def leaps(panel) -> list[str]:
    """Years in which a place's product, people, revenue or light doubles or halves within one series."""
    rows = panel[panel["indicator_id"].str.startswith(STEADY) & (panel["unit"] != "per cent")].sort_values("year")
    found = []
    for (place, *series), own in rows.groupby(["entity_id", *SERIES]):
        values = own.set_index("year")["value"]
        found += [
            f"{place}, {series[1]} of {series[0]}: found {values[year]:g} in {year} after {values[year - 1]:g}"
            for year in values.index
            if year - 1 in values.index and not 0.5 < values[year] / values[year - 1] < 2
        ]
    return found


@pytest.mark.rule
def test_no_series_leaps():
    """A digit too many or a point in the wrong place would be an effect that is not there."""
    assert leaps(tables.table("panel")) == []


def test_a_leap_is_found():
    """The rule must be able to fail."""
    panel = tables.table("panel")
    rows = panel["indicator_id"].eq("gdp_nominal") & panel["source_id"].eq("gp-gdp")
    at = panel.index[rows & panel["entity_id"].eq("weifang") & panel["year"].eq(2015)][0]
    panel.loc[at, "value"] *= 10
    assert [line.split(": ")[0] for line in leaps(panel)] == ["weifang, gdp_nominal of gp-gdp"] * 2


# ------------------------------------------------------------------------------------------------ doubts about dates


@pytest.mark.rule
def test_every_date_of_the_data_keeps_its_doubt():
    """Any mark of doubt in the data must reach the reader as a word."""
    dates = {*tables.table("events")["date"], *tables.table("claims")["period"], *tables.table("sources")["published"]}
    marks = {"~": "about ", "?": "perhaps ", "%": "perhaps about ", "[": " or "}
    for edtf in dates - {""}:
        words = english_date(edtf)
        assert all(word in words for mark, word in marks.items() if mark in edtf), (edtf, words)
        assert words.startswith("by ") == edtf.startswith("../"), (edtf, words)
        assert words.startswith("from ") == edtf.endswith("/.."), (edtf, words)
