"""The generated pages: the ledger, the glossary and the data dictionary.

They are made from ``data/`` and from what the executed chapters put on record, committed, and checked to be current.
"""

from __future__ import annotations

import csv
import io
import json
import os
import re
from collections import defaultdict
from collections.abc import Callable
from pathlib import Path

from ..evidence import tables
from ..evidence.claims import GRADES, claim, source, unit_after, written
from ..evidence.markup import address, code, plain
from ..evidence.records import chapters, load, stored_records
from ..evidence.register import LEVELS
from ..reading.dates_in_english import english_date
from .appendix import chronicle_page, places_page, series_page, sources_page
from .audit import BOOK, Audit, audit
from .checked import checked_page
from .files import write_whole
from .inventory import inventory_page

__all__ = [
    "claims_in_use", "data_dictionary", "glossary_page", "ledger_page", "ledger_table", "stale_pages", "verdicts",
    "write_pages",
]  # fmt: skip

CHAPTER_OF_SYSTEMS = "07_what_did_28_august_set_off.ipynb"
VERDICTS = (
    "agrees", "differs", "cannot be checked", "rule, not a result", "plan, not a result", "rule or report", "no figure",
)  # fmt: skip


def verdicts(records: list[dict] | None = None) -> dict[str, str]:
    """The verdict on each claim.

    Parameters
    ----------
    records : list of dict, optional
        What the chapters put on record; by default read from the executed notebooks.

    Returns
    -------
    dict
        Claim id to one of ``agrees``, ``differs``, ``cannot be checked``, ``rule, not a result``,
        ``plan, not a result``, ``rule or report``, ``no figure``.  A claim that was checked more than once differs if any check differs.
    """
    checks = defaultdict(set)
    for record in stored_records() if records is None else records:
        if record["kind"] == "check":
            checks[record["id"]].add(record["verdict"])
    found = {}
    for claim_id in tables.table("claims")["claim_id"]:
        entry = claim(claim_id)
        if claim_id in checks:
            found[claim_id] = "differs" if "differs" in checks[claim_id] else "agrees"
        elif entry.figure is None:
            found[claim_id] = "no figure"
        elif entry.status in ("rule", "plan"):
            found[claim_id] = f"{entry.status}, not a result"
        elif entry.status == "open":
            found[claim_id] = "rule or report"
        else:
            found[claim_id] = "cannot be checked"
    return found


def chapter_titles() -> dict[str, str]:
    """Notebook file name to ``Chapter 2 · What can a printed number mean?``."""
    titles = {}
    for path in chapters():
        cells = load(path)["cells"]
        title = re.sub(r"^#\s*", "", "".join(cells[0]["source"]).splitlines()[0]).strip()
        titles[path.name] = f"Chapter {int(path.name[:2])} · {title}"
    return titles


def _slug(heading: str) -> str:
    from myst_parser.mdit_to_docutils.base import default_slugify

    return default_slugify(heading)


def _uses(entry_id: str, used: dict, titles: dict[str, str]) -> str:
    places = []
    for file, heading in used.get(entry_id, []):
        name = file.split("/")[-1]
        if file.startswith("notebooks/"):
            title, _, question = titles[name].partition(" · ")
            address, where = f"../{file}", "opening" if heading == question else heading.lower()
        elif file.startswith("book/"):
            title, address = (
                "Landing page" if name == "index.md" else name.removesuffix(".md").replace("-", " ").capitalize(),
                name,
            )
            where = heading.lower()
        else:
            continue
        link = f"[{title}, {where}]({address}#{_slug(heading)})" if heading else f"[{title}]({address})"
        if link not in places:
            places.append(link)
    return "; ".join(places) or "not yet in the prose"


def ledger_page() -> str:
    """The ledger in MyST Markdown: an entry for each claim, each result and each figure.

    Raises
    ------
    NotebookError, DataError
        If a chapter is not executed in order or the data break their schema.
    """
    records = stored_records()
    traced: Audit = audit()
    titles = chapter_titles()
    found = verdicts(records)
    checks = defaultdict(list)
    for record in records:
        if record["kind"] == "check":
            checks[record["id"]].append(record)
    results, figures = {}, {}
    shown_in = defaultdict(list)
    for record in records:
        for claim_id in record.get("claims", []):
            if record["kind"] in ("figure", "table"):
                place = f"[{titles[record['notebook']].split(' · ')[0]}, {record['kind']}](../notebooks/{record['notebook']})"
            else:
                place = f"[{record['id']}](#{record['id']})"
            if place not in shown_in[claim_id]:
                shown_in[claim_id].append(place)
        if record["kind"] == "result":
            results.setdefault(record["id"], record)
        elif record["kind"] == "figure":
            figures.setdefault(record["id"], record)

    frame = tables.table("claims")
    article = frame[frame["source_id"] == "article"]
    counts = {verdict: sum(found[c] == verdict for c in article["claim_id"]) for verdict in VERDICTS}
    summary = ", ".join(f"{verdict}: {count}" for verdict, count in counts.items() if count)
    lines = [
        "# The ledger",
        "",
        "<!-- Generated by `python -m casebook ledger` from data/ and the executed notebooks. Do not edit. -->",
        "",
        "Every number in this book links here. An entry says who printed the figure, in what words, what that form admits,",
        "whether it recomputes, and where the book uses it; or, if we computed it, from what, and in which cell.",
        "",
        f"{len(frame)} claims, of which the source article makes {len(article)} ({summary}); "
        f"{len(results)} results; {len(figures)} figures.",
        "A claim *agrees* if some value satisfies both what was printed and what was recomputed; *differs* if none does;",
        "and *cannot be checked* if no second figure is known. Most cannot be checked. How to read an entry is explained in",
        "[How to read this book](how-to-read.md). {download}`Every claim and result in a line <ledger.csv>` (CSV).",
        "",
        "```{contents}",
        ":local:",
        ":depth: 1",
        ":backlinks: none",
        "```",
        "",
    ]
    others = frame[frame["source_id"] != "article"]
    names = {
        "entity_id": tables.table("entities").set_index("entity_id")["name_en"].to_dict(),
        "indicator_id": tables.table("indicators").set_index("indicator_id")["name_en"].to_dict(),
    }
    for heading, claims in (("What the article claims", article), ("What other sources claim", others)):
        lines += [f"## {heading}", ""]
        for row in claims.to_dict("records"):
            key = row["claim_id"]
            lines += _claim_entry(row, names, found[key], checks[key], results, traced.used, titles, shown_in[key])
    lines += ["## What this book computes", ""]
    for record in results.values():
        lines += _result_entry(record, traced.used, titles)
    lines += ["## Figures", ""]
    for record in figures.values():
        lines += _figure_entry(record, traced.used, titles)
    return "\n".join(lines).rstrip() + "\n"


def ledger_table() -> str:
    """The ledger in short, as CSV: each claim and each result with its verdict and what stands behind it.

    The pages show the last column when a pointer rests on a link, see ``book/ext/ledger_links.py``.
    """
    records = stored_records()
    rows = {}
    for claim_id, verdict in verdicts(records).items():
        entry = claim(claim_id)
        where = source(entry.source_id)
        said_by = (
            f"{where['publisher_en']} ({GRADES[where['grade']]})"
            if entry.source_id != "article"
            else "the source article (weak)"
        )
        admits = f" Admits {entry.interval}." if entry.figure else ""
        rows[claim_id] = (verdict, f"Printed by {said_by}: {entry.statement}.{admits} Verdict: {verdict}.")
    for record in records:
        if record["kind"] == "result":
            assumes = f" Assumes: {record['assumption']}." if record["assumption"] else ""
            rows[record["id"]] = ("computed", f"Computed here: {record['shown']} · {record['meaning']}.{assumes}")
    text = io.StringIO()
    writer = csv.writer(text, lineterminator="\n")
    writer.writerow(["entry", "verdict", "evidence"])
    writer.writerows((entry, *cells) for entry, cells in rows.items())
    return text.getvalue()


def _claim_entry(
    row: dict, names: dict, verdict: str, checks: list, results: dict, used: dict, titles: dict, shown_in: list[str]
) -> list[str]:
    entry = claim(row["claim_id"])
    where = source(entry.source_id)
    who, what = (names[column][row[column]] for column in ("entity_id", "indicator_id"))
    title = plain(where["title_en"])
    title = f"[{title}]({address(where['url'])})" if address(where["url"]) else title
    read_in = {"original": "", "mirror": ", read in a copy", "text_in_hand": ", text in hand"}[where["read_at"]]
    dated = f", {english_date(where['published'])}" if where["published"] else ", undated"
    locator = f", paragraph {plain(entry.locator[1:])}" if entry.locator else ""
    unit = plain(unit_after(entry, entry.shown))
    lines = [
        f"### {entry.claim_id}",
        "",
        f"**{plain(entry.shown)}**{unit and ' '}{unit} · {plain(entry.statement)}.",
        "",
    ]
    if entry.figure is not None:
        hedge = "" if row["qualifier"] == "exact" else f" ({row['qualifier'].replace('_', ' ')})"
        unit = plain(unit_after(entry))
        admits = f"{entry.interval}{unit and ' '}{unit}" if entry.interval.width else "this number alone"
        lines.append(f"- Printed: {code(row['printed'])}{hedge}, which admits {admits}")
    words = f"「{plain(entry.fragment)}」{locator}" if entry.fragment else "not kept"
    lines.append(f"- In the words: {words}")
    lines.append(
        f"- Said by: {title}; {plain(where['publisher_en'])}{dated}; grade: {GRADES[where['grade']]}{read_in}; read {entry_reading(row)}"
    )
    period = f"; {english_date(entry.period)}" if entry.period and entry.qualifier != "date" else ""
    lines.append(f"- About: {plain(who)}; {plain(what.lower())}; {plain(entry.stage)}; {plain(entry.status)}{period}")
    for record in checks:
        shown = results[record["result"]]["shown"]
        chapter = f"[{titles[record['notebook']].split(' · ')[0]}](../notebooks/{record['notebook']})"
        lines.append(
            f"- Recomputed: [{plain(shown)}](#{record['result']}) from {plain(record['how'])}: **{record['verdict']}** ({chapter})"
        )
    if not checks:
        reason = {
            "no figure": "no figure to recompute",
            "cannot be checked": "cannot be checked: no second figure is known",
        }.get(verdict, verdict)
        lines.append(f"- Recomputed: {reason}")
    if entry.note:
        lines.append(f"- Note: {plain(entry.note)}")
    if shown_in:
        lines.append(f"- Computed with, or drawn, in: {'; '.join(shown_in)}")
    lines.append(f"- Used in: {_uses(entry.claim_id, used, titles)}")
    return [*lines, ""]


def entry_reading(row) -> str:
    """How often the words were seen, in English."""
    return {"twice": "twice, independently", "once": "once", "inferred": "and inferred from printed figures"}[
        row["reading"]
    ]


def _result_entry(record: dict, used: dict, titles: dict) -> list[str]:
    value = record["value"]
    exact = " to ".join(f"{v:.10g}" for v in value) if isinstance(value, list) else f"{value:.10g}"
    lines = [f"### {record['id']}", "", f"**{plain(record['shown'])}** · {plain(record['meaning'])}.", ""]
    lines.append(
        f"- Computed: {exact}, in [{titles[record['notebook']]}](../notebooks/{record['notebook']}), cell {record['cell']}"
    )
    if record["tolerance"]:
        lines.append(f"- Tolerance on a rerun: {record['tolerance']:g}")
    if record["claims"]:
        lines.append("- From: " + ", ".join(f"[{c}](#{c})" for c in record["claims"]))
    if record["assumption"]:
        lines.append(f"- Assumption: {plain(record['assumption'])}")
    if record["level"] is not None:
        form = " in form, and void: " + plain(record["void"]) if record["void"] else ""
        role = "" if record["role"] == "estimate" else f" A {plain(record['role'])}, and no answer of its own."
        lines.append(
            f"- Level of evidence: {LEVELS[record['level']]} (Maryland scale){form}.{role} "
            f"Identification: {plain(record['identification'])}"
        )
    lines.append(f"- Used in: {_uses(record['id'], used, titles)}")
    return [*lines, ""]


def _figure_entry(record: dict, used: dict, titles: dict) -> list[str]:
    named = "; ".join(plain(source(s)["title_en"]) for s in record["sources"])
    return [
        f"### {record['id']}",
        "",
        plain(record["title"]),
        "",
        f"- Drawn in: [{titles[record['notebook']]}](../notebooks/{record['notebook']}), cell {record['cell']}",
        f"- Sources: {named}",
        f"- Used in: {_uses(record['id'], used, titles)}",
        "",
    ]


# ----------------------------------------------------------------------------------------------- other pages


def glossary_page() -> str:
    """The glossary in MyST Markdown, from ``data/glossary.csv``."""
    lines = [
        "# Glossary",
        "",
        "<!-- Generated by `python -m casebook ledger` from data/glossary.csv. Do not edit. -->",
        "",
        "Terms as this book uses them, with the Chinese term and its pinyin.",
        "",
        "```{glossary}",
    ]
    frame = tables.table("glossary")
    seen = set()
    for row in sorted(frame.to_dict("records"), key=lambda row: row["en"].lower()):
        english = row["en"] if row["en"].lower() not in seen else f"{row['en']} ({row['term_zh']})"
        seen.add(row["en"].lower())
        lines += [plain(english), f"  {plain(row['term_zh'])} *{plain(row['pinyin'])}*. {plain(row['definition'])}"]
        if row["not_to_confuse"]:
            lines.append(f"  Not to be confused with: {plain(row['not_to_confuse'])}")
        lines.append("")
    return "\n".join([*lines[:-1], "```"]) + "\n"


def _lower(sentence: str) -> str:
    """A sentence that goes on after a colon."""
    return sentence[:1].lower() + sentence[1:]


def systems_page() -> str:
    """The overview of Part II: each system that the article describes, what it claims of it, and where it is treated."""
    found = verdicts()
    measures = tables.table("measures")
    lines = [
        "# Part II at a glance",
        "",
        "<!-- Generated by `python -m casebook ledger` from data/systems.csv and data/measures.csv. Do not edit. -->",
        "",
        "The reform, system by system: what the article claims, what is missing, and where Part II treats it.",
        "A figure that is dashed is a rule or a plan; one with a wavy line differs from its own ingredients.",
        "",
    ]
    for row in tables.table("systems").to_dict("records"):
        own = measures[measures["system_id"] == row["system_id"]]
        told = []
        for claim_id in dict.fromkeys(own["claim_id"][own["claim_id"] != ""]):
            entry = claim(claim_id)
            words = written(entry) if entry.figure is not None else "said without a figure"
            hedge = f", {found[claim_id]}" if found[claim_id] not in ("no figure", "cannot be checked") else ""
            told.append(f"{plain(_lower(entry.statement))} ([{plain(words)}](ledger.md#{claim_id}){hedge})")
        address = f"../notebooks/{CHAPTER_OF_SYSTEMS}#{row['heading']}"
        lines += [
            f"**{plain(row['name_en'])}** ({plain(row['name_zh'])})",
            f": Claimed: {'; '.join(told)}.",
            f": Missing: {plain(_lower(row['missing']))}.",
            f": Treated in [chapter {int(CHAPTER_OF_SYSTEMS[:2])}]({address}).",
            "",
        ]
    return "\n".join(lines).rstrip() + "\n"


def glance_page() -> str:
    """All claims of the article with their verdicts, on one page."""
    found = verdicts()
    own = [claim(c) for c in tables.table("claims").query("source_id == 'article'")["claim_id"]]
    lines = [
        "# The article's claims at a glance",
        "",
        "<!-- Generated by `python -m casebook ledger` from data/claims.csv and the executed notebooks. Do not edit. -->",
        "",
        "Every claim of the article that prints a figure, by what became of it, and then those that print none.",
        "*Agrees* means that some value satisfies both what was printed and what was recomputed; it does not mean *true*.",
        "",
    ]
    for verdict in VERDICTS:
        held = [entry for entry in own if found[entry.claim_id] == verdict]
        if not held:
            continue
        lines += [f"## {verdict[0].upper()}{verdict[1:]} ({len(held)})", ""]
        for entry in held:
            figure = written(entry) if entry.qualifier != "text" else entry.statement
            said = f" · {plain(entry.statement)}" if entry.qualifier != "text" else ""
            lines.append(f"- [{plain(figure)}](ledger.md#{entry.claim_id}){said}")
        lines.append("")
    return "\n".join(lines).rstrip() + "\n"


def data_dictionary() -> str:
    """The data dictionary: every table and column from the schema, the codebook, the notes of ``data/notes.md``."""
    package = json.loads((tables.DATA / "datapackage.json").read_text(encoding="utf-8"))
    notes = (tables.DATA / "notes.md").read_text(encoding="utf-8").strip()
    lines = [
        "# The data",
        "",
        "<!-- Generated by `python -m casebook ledger` from datapackage.json, the tables and notes.md. Do not edit. -->",
        "",
        f"{package['description']} A [Frictionless Data Package](https://specs.frictionlessdata.io/data-package/): "
        "one CSV file a table, UTF-8, one fact a row.",
        "",
        notes,
        "",
        "## Tables",
        "",
        "| table | rows | what it holds |",
        "| --- | ---: | --- |",
    ]
    for resource in package["resources"]:
        rows = len(tables.read_table(resource["name"]))
        lines.append(f"| [{resource['path']}](#{_slug(resource['path'])}) | {rows:,} | {resource['description']} |")
    for resource in package["resources"]:
        details = resource["schema"]
        keys = details["primaryKey"] if isinstance(details["primaryKey"], list) else [details["primaryKey"]]
        lines += [
            "",
            f"### {resource['path']}",
            "",
            resource["description"] + f" Key: {', '.join(f'`{k}`' for k in keys)}.",
            "",
        ]
        lines += ["| column | type | meaning |", "| --- | --- | --- |"]
        references = {key["fields"]: key["reference"] for key in details.get("foreignKeys", [])}
        for column in details["fields"]:
            meaning = column["description"] or "Identifier"
            rules = column.get("constraints", {})
            if "enum" in rules:
                meaning += ". One of: " + ", ".join(code(value) for value in rules["enum"])
            if column["name"] in references:
                target = references[column["name"]]
                meaning += f". Refers to `{target['resource'] or resource['name']}.{target['fields']}`"
            kind = (
                column["type"]
                + (" (EDTF)" if column.get("edtf") else "")
                + (", required" if rules.get("required") else "")
            )
            lines.append(f"| `{column['name']}` | {kind} | {meaning} |")
    lines += ["", "## Claims not used", ""]
    unused = tables.table("not_used").to_dict("records")
    lines += [
        f"- {code(row['claim_id'])} {plain(claim(row['claim_id']).statement)}: {plain(row['reason'])}" for row in unused
    ]
    lines += ["", "## Codebook", "", "| indicator | what it measures | unit | rung |", "| --- | --- | --- | --- |"]
    for row in tables.table("indicators").to_dict("records"):
        chinese = f" ({plain(row['name_zh'])})" if row["name_zh"] else ""
        measured = " | ".join(plain(row[column]) for column in ("definition", "unit", "stage"))
        lines.append(f"| {code(row['indicator_id'])} {plain(row['name_en'])}{chinese} | {measured} |")
    return "\n".join(lines) + "\n"


def made_from_data() -> dict[Path, Callable[[], str]]:
    """Path and maker of every page that is made from the data."""
    return {
        BOOK / "ledger.md": ledger_page,
        BOOK / "glossary.md": glossary_page,
        BOOK / "part-2.md": systems_page,
        BOOK / "at-a-glance.md": glance_page,
        BOOK / "sources.md": sources_page,
        BOOK / "places.md": places_page,
        BOOK / "chronicle.md": chronicle_page,
        BOOK / "series.md": series_page,
        tables.DATA / "README.md": data_dictionary,
    }


def generated() -> dict[Path, str]:
    """Path and content of every generated page."""
    return {
        **{path: make() for path, make in made_from_data().items()},
        BOOK / "ledger.csv": ledger_table(),
        BOOK / "inventory.csv": inventory_page(),
        BOOK / "checked.md": checked_page(BOOK / "checks"),
        **landing_figure(),
    }


def landing_figure() -> dict[Path, str]:
    """The figure of the landing page, taken from the output of the chapter that draws it."""
    for path in chapters():
        for cell in load(path)["cells"]:
            for output in cell.get("outputs", []):
                record = output.get("metadata", {}).get("casebook", {})
                if record.get("id") == "reform-timeline":
                    svg = "".join(output["data"]["image/svg+xml"])
                    return {BOOK / "figures" / "reform-timeline.svg": svg if svg.endswith("\n") else svg + "\n"}
    return {}


def claims_in_use() -> set[str]:
    """Claims that the book uses: linked in prose, shown in a table, drawn, computed with or checked."""
    used = set(audit().used)
    for record in stored_records():
        used |= set(record.get("claims", []))
        if record["kind"] == "check":
            used.add(record["id"])
    return used & set(tables.table("claims")["claim_id"])


def write_pages() -> list[Path]:
    """Write the generated pages; returns those that changed."""
    changed = []
    for path, text in generated().items():
        path.parent.mkdir(exist_ok=True)
        if not path.exists() or path.read_text(encoding="utf-8", errors="replace") != text:
            write_whole(path, text)
            changed.append(path)
    return changed


def stale_pages() -> list[str]:
    """Generated pages that are not what the data and the notebooks give, each with the first line that differs."""
    stale = []
    for path, text in generated().items():
        name = f"{path.parent.name}/{path.name}"
        if not path.exists():
            stale.append(f"{name}: found no such file, expected the generated page (run make rerun)")
            continue
        found = path.read_text(encoding="utf-8", errors="replace").splitlines()
        expected = text.splitlines()
        for number in range(max(len(found), len(expected))):
            one = found[number] if number < len(found) else "the end of the file"
            two = expected[number] if number < len(expected) else "the end of the file"
            if one != two:
                # from a little before the first sign that differs
                start = max(0, len(os.path.commonprefix([one, two])) - 30)
                seen, wanted = one[start : start + 90], two[start : start + 90]
                stale.append(f"{name}, line {number + 1}: found {seen!r}, expected {wanted!r} (run make rerun)")
                break
    return stale
