"""The slides of a chapter: the cells that have the tag ``slide``, the prose that is not on them as notes, and an exercise.

A tagged cell of prose gives a slide for each of its headings; a tagged cell of code shows its outputs, and its code only with
the tag ``slide-code``.  What follows untagged, up to the next tagged cell, is for the speaker.

A cell may say more of its slide in its metadata, under ``casebook``, as ``slide``:

said
    How each sentence begins that is for the speaker; all others of the cell, or of its caption, are on the slide.
joins
    True for what stands on the slide before it, such as prose beside its table or a result below its text, and is no slide
    of its own.
decimals
    How many decimals of the numbers in a table are shown.
"""

from __future__ import annotations

import base64
import re
from collections.abc import Iterator
from dataclasses import dataclass, replace

from markdown_it.common.utils import escapeHtml
from markdown_it.token import Token
from markupsafe import Markup

from ...evidence.records import RECORD
from ..audit.markdown import directive
from ..saved import FOR_SLIDES
from .panels import panels, size
from .prose import Prose, marked
from .shares import ENDS, LINK, named, share

__all__ = ["Exercise", "Slide", "exercises", "slides"]

SHOWN, SHOWN_WITH_CODE = sorted(FOR_SLIDES)
TALL = 0.5  # height to width: a figure from here on stands beside its text, a flatter one below it
TALLEST = 1.1  # from here on its letters would be too small for the last row, and its panels stand side by side
OF_A_SLIDE = {"said", "joins", "decimals"}  # what a cell may say of its slide
CAPTION = re.compile(r"<caption[^>]*>(.*?)</caption>", re.DOTALL)
TABLE = re.compile(r"<table.*</table>", re.DOTALL)
IN_A_CELL = re.compile(r'(<td class="number">[^<]*?)(\d+\.\d+)')
NAMED = 3  # sources of a figure that are named on its slide
SVG = "image/svg+xml"
TASK = re.compile(r"Exercise (\d+)\s*·\s*(.*)")


@dataclass(frozen=True)
class Slide:
    """A slide: its kind (title, text, table, figure, task or key), heading, body and notes as HTML."""

    kind: str
    heading: Markup
    body: Markup
    notes: Markup


@dataclass(frozen=True)
class Exercise:
    """An exercise as it is written: title, kind with its minutes, task, title of its key, key; no key is no text."""

    title: str
    kind: str
    task: str
    key_title: str
    key: str


def slides(cells: list[dict], name: str, top: str = "") -> list[Slide]:
    """The slides of a chapter.

    Parameters
    ----------
    cells : list of dict
        Those of an executed notebook.
    name : str
        The name of the notebook, for messages.
    top : str
        The top of the built book as seen from the deck; if empty, links become their text.

    Raises
    ------
    ValueError
        Naming the notebook and the cell.
    """
    prose, found, heading, over = Prose(top), [], "", False
    for cell in cells:
        source = "".join(cell["source"])
        over = over or any(TASK.match(argument) for _, argument, _ in _directives(prose.parse(source), cell))
        if over:  # the exercises end the lesson: one of them follows below
            break
        try:
            asked = _asked(cell)
            if cell["cell_type"] == "markdown":
                heading = _add_prose(found, prose, source, heading, _is_shown(cell), asked)
            elif cell["cell_type"] == "code" and _is_shown(cell):
                made = _of_code(cell, prose, heading)
                if asked.get("joins") and found:
                    found[-1] = _with_notes(_with_text(found[-1], made.body), made.notes)
                else:
                    found.append(made)
        except ValueError as error:
            raise ValueError(f"notebooks/{name}, cell {cell.get('id', '')}: {error}") from None
    if not found:
        raise ValueError(f"notebooks/{name}: found no cell with the tag {SHOWN}, expected those for fifty minutes")
    if chosen := _chosen(exercises(cells)):
        found += _of_exercise(chosen, prose)
    return found


def _tags(cell: dict) -> set[str]:
    return set(cell.get("metadata", {}).get("tags", ()))


def _is_shown(cell: dict) -> bool:
    return bool(_tags(cell) & {SHOWN, SHOWN_WITH_CODE})


def _asked(cell: dict) -> dict:
    """What a cell says of its slide.

    Raises
    ------
    ValueError
        If it says what no slide knows, has no slide, or names a sentence that it has not.
    """
    asked = cell.get("metadata", {}).get(RECORD, {}).get("slide", {})
    if unknown := sorted(asked.keys() - OF_A_SLIDE):
        raise ValueError(f"found {', '.join(unknown)} of its slide, expected {', '.join(sorted(OF_A_SLIDE))}")
    if asked and not _is_shown(cell):
        raise ValueError(f"found what is on its slide, expected the tag {SHOWN} too")
    told = LINK.sub(r"\1", _caption(cell) if cell["cell_type"] == "code" else "".join(cell["source"]))
    for begun in asked.get("said", ()):
        if not re.search(rf"(?:^|[.?!:]\s+|^[-*>] |\*\*\s+|\$\$){re.escape(begun)}", told, re.MULTILINE):
            raise ValueError(f"found no sentence that begins {begun!r}, expected one that is only said")
    return asked


def _caption(cell: dict) -> str:
    return cell.get("metadata", {}).get("mystnb", {}).get("figure", {}).get("caption", "")


def _with_notes(slide: Slide, more: str) -> Slide:
    return replace(slide, notes=slide.notes + Markup(more))


def _with_text(slide: Slide, more: str) -> Slide:
    """A slide with prose beside its table, under the finding of its figure, or at its end."""
    end = next((one for one in ("</figcaption></figure>", "</div></div>") if slide.body.endswith(one)), "")
    body = slide.body.removesuffix(end)
    if end.startswith("</fig"):  # what a figure shows is read before its sources are named
        body, listed, sources = body.rpartition('<p class="sources">')
        end = f"{listed}{sources}{end}"
    return replace(slide, body=Markup(f"{body}\n{more}{end}"))


# -------------------------------------------------------------------------------------------------------------- prose


def _add_prose(found: list[Slide], prose: Prose, source: str, heading: str, shown: bool, asked: dict) -> str:
    """Add the slides of a cell of prose, or its text to the notes of the last slide; returns the last heading."""
    parts = list(_sections(prose.parse(source)))
    for own, level, tokens in parts:
        heading = own or heading
        if shown and (own or len(parts) == 1):  # what stands before the heading of a cell ends the section before it
            kind = "title" if level == "h1" else "text"
            end = (
                _before_the_list(tokens) if kind == "title" else len(tokens)
            )  # what will be learnt is for the speaker to say
            chosen = "said" in asked
            body, notes = named(tokens[:end], prose, asked["said"]) if chosen else share(tokens[:end], prose)
            notes += prose.html(tokens[end:])
            if asked.get("joins") and found:
                found[-1] = _with_notes(_with_text(found[-1], body), notes)
                continue
            if not body:
                continue  # a heading that only leads to the next
            kind = "table" if "<table" in body and kind == "text" else kind
            found.append(Slide(kind, Markup(prose.inline(heading)), Markup(body), Markup(notes)))
        elif found:
            told = f'<p class="heading">{prose.inline(own)}</p>' if own else ""
            told += prose.html([token for token in tokens if token.type != "fence"])
            found[-1] = _with_notes(found[-1], told)
    return heading


def _sections(tokens: list[Token]) -> Iterator[tuple[str, str, list[Token]]]:
    """The parts of a cell: heading, its level, and what stands under it; what precedes a heading has none."""
    heading, level, own = "", "", []
    position = 0
    while position < len(tokens):
        if tokens[position].type == "heading_open":
            if own or heading:
                yield heading, level, own
            heading, level, own = tokens[position + 1].content, tokens[position].tag, []
            position += 3
        else:
            own.append(tokens[position])
            position += 1
    if own or heading:
        yield heading, level, own


def _before_the_list(tokens: list[Token]) -> int:
    """How many tokens precede the sentence that leads to the first list."""
    return next((number - 3 for number, token in enumerate(tokens) if token.type == "bullet_list_open"), len(tokens))


# --------------------------------------------------------------------------------------------------------------- code


def _of_code(cell: dict, prose: Prose, heading: str) -> Slide:
    """The slide of a cell of code: its outputs, and its code if it has that tag."""
    parts, kind, notes = [], "text", ""
    if SHOWN_WITH_CODE in _tags(cell):
        parts.append(f'<pre class="code"><code>{escapeHtml("".join(cell["source"]))}</code></pre>')
    results = []
    for output in cell.get("outputs", []):
        data = {mime: "".join(text) for mime, text in output.get("data", {}).items()}
        record = output.get("metadata", {}).get(RECORD, {})
        if record.get("kind") == "result":
            results.append(_result(record, prose))
        elif SVG in data:
            kind = "figure"
            on, notes = _figure(data[SVG], record, cell, prose)
            parts.append(on)
        elif "text/html" in data:
            kind = "table"
            parts.append(_table(data["text/html"], _asked(cell).get("decimals")))
        elif "text/markdown" in data:
            parts.append(prose.html(prose.parse(data["text/markdown"])))
        elif output["output_type"] == "stream":
            parts.append(f"<pre>{escapeHtml(''.join(output['text']))}</pre>")
    if results:
        parts.insert(0, f'<dl class="results">{"".join(results)}</dl>')
    if not parts:
        raise ValueError(f"found nothing to show, expected an output, or the tag {SHOWN_WITH_CODE}")
    return Slide(kind, Markup(prose.inline(heading)), Markup("\n".join(parts)), Markup(notes))


def _table(html: str, decimals: int | None) -> str:
    """A table beside what it is: where it is wide, below."""
    caption, html = CAPTION.search(html), CAPTION.sub("", html)
    if decimals is not None:
        html = IN_A_CELL.sub(lambda cell: f"{cell[1]}{float(cell[2]):.{decimals}f}", html)
    read = f'<p class="finding">{_closed(caption[1].strip())}</p>' if caption else ""
    return f'<div class="tabled">{marked(html)}<div class="read">{marked(read)}</div></div>'


def _result(record: dict, prose: Prose) -> str:
    """A result as a large number with its meaning."""
    linked = prose.inline(f"[{record['shown']}](../book/ledger.md#{record['id']})")
    meant = prose.inline(record["meaning"])
    assumed = f" <small>If {prose.inline(record['assumption'])}.</small>" if record.get("assumption") else ""
    return f"<div><dt>{linked}</dt><dd>{meant}{assumed}</dd></div>"


def _figure(svg: str, record: dict, cell: dict, prose: Prose) -> tuple[str, str]:
    """A figure with its finding, its caption and its sources; and what of them is for the notes."""
    shown = cell["metadata"].get("mystnb", {})
    width, height = size(svg)
    drawn = panels(svg) if height > TALLEST * width else [svg]
    place = "apart" if len(drawn) > 1 else "beside" if height >= TALL * width else "above"
    named = [text for text, _ in record.get("cited", [])]
    rest = f" and {len(named) - NAMED} more" if len(named) > NAMED + 1 else ""
    sources = "; ".join(named[:NAMED] if rest else named) + rest
    on, off = _once(_caption(cell), record["title"], _asked(cell).get("said", []))
    repeated = record.get("note", "").rstrip(".") in _caption(cell)
    note = f"{prose.inline(record['note'])} " if record.get("note") and not repeated else ""
    finding = f'<p class="finding">{marked(escapeHtml(_closed(record["title"])))}</p>'
    caption = f"<p>{prose.inline(on)}</p>" if on else ""
    sources = f"{marked(escapeHtml(sources))}." if sources else ""
    listed = f'<p class="sources">{note}{sources}</p>' if note or sources else ""
    alt = escapeHtml(shown["image"]["alt"])
    images = [_image(one, alt if one is drawn[0] else "") for one in drawn]
    said = f"<p>{prose.inline(off)}</p>" if off else ""
    on, off = ([finding], [caption, said, listed]) if place == "apart" else ([finding, caption, listed], [said])
    text = f"<figcaption>{''.join(on)}</figcaption>"
    return f'<figure class="{place}">{"".join(images)}{text}</figure>', "".join(off)


def _once(caption: str, title: str, said: list[str]) -> tuple[str, str]:
    """A caption without the sentences whose numbers all stand in the finding above it, and those."""
    on, off = [], []
    for sentence in ENDS.split(caption):
        numbers = [link[1] for link in LINK.finditer(sentence)]
        again = any("%" in number for number in numbers) and all(
            number in title.replace("\u00a0", " ") for number in numbers
        )
        (off if again or (said and sentence.startswith(tuple(said))) else on).append(sentence)
    return (" ".join(on), " ".join(off)) if on or said else (caption, "")


def _closed(text: str) -> str:
    """A sentence with its end."""
    return text if text.endswith((".", "?")) else f"{text}."


def _image(svg: str, alt: str) -> str:
    """A figure in the file itself; its alternative text is said once, with its first panel."""
    drawn = base64.b64encode(svg.encode("utf-8")).decode("ascii")
    return f'<img src="data:image/svg+xml;base64,{drawn}" alt="{alt}">'


# ---------------------------------------------------------------------------------------------------------- exercises


def _directives(tokens: list[Token], cell: dict) -> Iterator[tuple[str, str, str]]:
    """The directives of a cell of prose: name, argument, body."""
    if cell["cell_type"] == "markdown":
        for token in tokens:
            if token.type == "fence":
                name, argument, _, body = directive(token)
                yield name or "", argument, body


def exercises(cells: list[dict]) -> list[Exercise]:
    """The exercises of a chapter, each with the key that stands in its cell or in one after it."""
    prose, found = Prose(), []
    for cell in cells:
        for name, argument, body in _directives(prose.parse("".join(cell["source"])), cell):
            task = TASK.match(argument)
            if name == "admonition" and task:
                minutes = cell.get("metadata", {}).get(RECORD, {}).get("minutes")
                kind = f"{task[2]} · {minutes} minutes" if minutes else task[2]
                found.append(Exercise(f"Exercise {task[1]}", kind, body, "", ""))
            elif name == "dropdown" and found and not found[-1].key:
                last = found[-1]
                found[-1] = Exercise(last.title, last.kind, last.task, argument, body)
    return found


def _chosen(found: list[Exercise]) -> Exercise | None:
    """The exercise for a room without computers: the first to think about, else the first that has a key."""
    keyed = [one for one in found if one.key]
    return next((one for one in keyed if one.kind.startswith("think")), keyed[0] if keyed else None)


def _of_exercise(one: Exercise, prose: Prose) -> list[Slide]:
    """The task, and the key on the slide after it."""
    title = Markup("{} · {}")
    task = Slide("task", title.format(one.title, one.kind), Markup(prose.html(prose.parse(one.task))), Markup(""))
    body, notes = share(prose.parse(one.key), prose, sentences=6, signs=520)
    key = Slide(
        "key", title.format(one.title, one.key_title[:1].lower() + one.key_title[1:]), Markup(body), Markup(notes)
    )
    return [task, key]
