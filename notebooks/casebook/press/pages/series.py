"""Every value of the series, by indicator and place, and the breaks of the series."""

from __future__ import annotations

import pandas as pd

from .. import book
from ..writing import write
from . import gather

__all__ = ["series_page"]

COLUMNS_OF_CITIES = {"Growth": "gdp_real_growth_percent", "GDP": "gdp_nominal_100m_yuan"}


def series_page() -> str:
    """A line is one place in one vintage and one territory."""
    entities, indicators = gather.names(), {row["indicator_id"]: row for row in gather.rows("indicators")}
    return write(
        "series",
        joined_in=int(book.chapter("series", "joined_in")[:2]),
        indicators=[
            _indicator(indicators[indicator_id], values, entities)
            for indicator_id, values in gather.by(gather.rows("panel"), "indicator_id")
        ],
        cities=[_city(*names, own) for names, own in gather.by(gather.rows("large_cities"), "city_en", "city_zh")],
        provinces=[
            _province(*names, own) for names, own in gather.by(gather.rows("provinces"), "province_en", "province_zh")
        ],
        yearbook=[
            _yearbook(entities[place], own, indicators)
            for place, own in gather.by(gather.rows("yearbook"), "entity_id")
        ],
        zones=[_zone(*names, own, indicators) for names, own in gather.by(gather.rows("ranks"), "zone_en", "zone_zh")],
        breaks=[
            {
                **row,
                "place": entities[row["entity_id"]],
                "which": indicators[row["indicator_id"]]["name_en"] if row["indicator_id"] else "all series",
            }
            for row in gather.rows("breaks")
        ],
    )


def _indicator(about: dict, values: list[dict], entities: dict[str, str]) -> dict:
    places = []
    for entity_id, own in gather.by(values, "entity_id"):
        lines = [
            {
                "vintage": vintage.replace("_", " ").capitalize(),
                "territory": territory.replace("_", " "),
                "source_id": source_id,
                "told": _told(rows, "value"),
                "notes": notes(rows),
            }
            for (vintage, territory, source_id), rows in gather.by(own, "vintage", "territory", "source_id")
        ]
        places.append({"name": entities[entity_id], "lines": lines})
    units = " or ".join(dict.fromkeys(row["unit"] for row in values))
    return {**about, "definition": about["definition"].rstrip("."), "units": units, "places": places}


def _city(english: str, chinese: str, own: list[dict]) -> dict:
    lines = []
    for (vintage, source_id), rows in gather.by(own, "vintage", "source_id"):
        for what, column in COLUMNS_OF_CITIES.items():
            said = {"what": f"{what}, {vintage.replace('_', ' ')}", "source_id": source_id, "told": _told(rows, column)}
            lines.append({**said, "notes": notes(rows) if what == "GDP" else []})
    return {"en": english, "zh": chinese, "lines": lines}


def _province(english: str, chinese: str, own: list[dict]) -> dict:
    lines = [
        {
            "what": f"{basis.capitalize()}, {vintage}".replace("_", " "),
            "source_id": source_id,
            "told": _told(rows, "real_growth_percent"),
            "notes": notes(rows),
        }
        for (basis, vintage, source_id), rows in gather.by(own, "basis", "vintage", "source_id")
    ]
    return {"en": english, "zh": chinese, "lines": lines}


def _zone(english: str, chinese: str, own: list[dict], indicators: dict[str, dict]) -> dict:
    lines = [
        {
            "what": indicators[indicator_id]["name_en"],
            "source_id": source_id,
            "told": ", ".join(f"{row['year']}: {_ranked(row)}" for row in rows),
            "notes": notes(rows),
        }
        for (indicator_id, source_id), rows in gather.by(own, "indicator_id", "source_id")
    ]
    return {"en": english, "zh": chinese, "lines": lines}


def _yearbook(english: str, own: list[dict], indicators: dict[str, dict]) -> dict:
    lines = [
        {
            "what": f"{indicators[indicator_id]['name_en']}, {printing.replace('_', ' ')}",
            "source_id": source_id,
            "told": _told(rows, "value"),
            "notes": [],
        }
        for (indicator_id, printing, source_id), rows in gather.by(own, "indicator_id", "printing", "source_id")
    ]
    return {"en": english, "zh": "", "lines": lines}


def _ranked(row: dict) -> str:
    """``40 of 157``; ``43 (inferred)``."""
    of = "" if pd.isna(row["of"]) else f" of {row['of']}"
    return gather.number(row["value"]) + of + (" (inferred)" if row["reading"] == "inferred" else "")


def _told(rows: list[dict], column: str) -> str:
    """The values of some rows, each after its year."""
    values = [(row["year"], "none" if pd.isna(row[column]) else gather.number(row[column])) for row in rows]
    return ", ".join(f"{year}: {value}" for year, value in values)


def notes(rows: list[dict]) -> list[dict[str, str]]:
    """The notes of some rows, each with the years it holds for."""
    noted = gather.by([row for row in rows if row["note"]], "note")
    return [{"years": ", ".join(str(row["year"]) for row in own), "note": note} for note, own in noted]
