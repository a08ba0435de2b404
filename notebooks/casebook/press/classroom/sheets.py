"""What goes with a chapter's exercises besides the copies: key, rubric, the answers for marking, and a handout on paper."""

from __future__ import annotations

import re

from jinja2 import Environment, FileSystemLoader, StrictUndefined
from markupsafe import Markup

from ..decks import letters
from ..writing import write
from .convention import ELSEWHERE, rows_of
from .copies import FOLDER, plain
from .exercises import Exercise, text_of

__all__ = ["CLOSE", "answers", "asked_of", "handout", "key", "rubric", "title_of"]

CLOSE = 1e-9  # of a value: what the order of two sums may move, where the book states no tolerance
LEAST_ROOM, MOST_ROOM, LINES_A_MINUTE = 6, 26, 1.4
WITH_A_COMPUTER = (
    "With a computer: the notebook of the chapter has a place for it. On paper, for the answer in words only."
)
OWN_LABELS = re.compile(r"^\(\w[\w-]*\)=\n", re.MULTILINE)
TABLE = re.compile(r"<table.*</table>", re.DOTALL)
LINK_IN_A_TABLE = re.compile(r"</?a\b[^>]*>")
SECTION = re.compile(r"^## (.+)\n((?:(?!## ).*\n?)*)", re.MULTILINE)
ROW = re.compile(r"^\| *(?:Exercise )?(\d+)\b.*\| *([^|]+?) *\|$", re.MULTILINE)
HAN = re.compile(r"[\u3400-\u9fff][\u3000-\u303f\u3400-\u9fff\uff00-\uffef]*")


def title_of(notebook: dict) -> str:
    """The title of a chapter."""
    return next(found[1] for cell in notebook["cells"] if (found := re.match(r"# (.+)", text_of(cell)))).strip()


def _elsewhere() -> dict[str, list[str]]:
    """Answers that the book shows elsewhere too, with where."""
    found: dict[str, list[str]] = {}
    for row in rows_of(ELSEWHERE):
        found.setdefault(row["result"], []).append(row["file"])
    return found


def answers(exercises: list[Exercise], number: str, title: str) -> dict:
    """The answers of a chapter, as marking reads them: each earns one mark.

    Returns
    -------
    dict
        ``chapter``, ``title``, and ``answers``: a list of dictionaries with ``exercise``, ``id``, ``meaning``, ``value``
        (a number, or two ends), ``shown``, ``form``, ``unit``, ``tolerance``, ``marks``, ``mistakes`` (printed form to what
        it shows) and ``elsewhere`` (files that show the answer too).
    """
    return {"chapter": number, "title": title, "answers": asked_of(exercises)}


def asked_of(exercises: list[Exercise]) -> list[dict]:
    """The answers that are asked for, as :func:`answers` lists them."""
    shown_too = _elsewhere()
    return [
        {
            "exercise": exercise.name,
            "id": answer["id"],
            "meaning": answer["meaning"],
            "value": answer["value"],
            "shown": answer["shown"],
            "form": answer["form"],
            "unit": answer["unit"],
            "tolerance": _tolerance(answer),
            "marks": 1,
            "mistakes": {m.shown: m.says for m in exercise.mistakes if m.result == answer["id"]},
            "elsewhere": shown_too.get(answer["id"], []),
        }
        for exercise in exercises
        if exercise.kind == "compute"
        for answer in exercise.answers
    ]


def _tolerance(answer: dict) -> float:
    ends = answer["value"] if isinstance(answer["value"], list) else [answer["value"]]
    return max(answer["tolerance"], CLOSE * max(1.0, *map(abs, ends)))


def _told(exercise: Exercise) -> dict:
    """An exercise as the templates read it."""
    return {
        "number": exercise.number,
        "title": exercise.title,
        "kind": exercise.kind,
        "minutes": exercise.minutes,
        "marks": exercise.marks,
        "task": plain(exercise.task),
        "folds": [{"title": title, "text": plain(text)} for title, text in exercise.keys],
    }


def key(exercises: list[Exercise], title: str) -> str:
    """The key to a chapter, in Markdown."""
    told = []
    for exercise in exercises:
        own = asked_of([exercise])
        told.append(
            _told(exercise)
            | {
                "answers": [answer | {"full": _full(answer["value"]), "elsewhere": _also(answer)} for answer in own],
                "mistakes": exercise.mistakes,
                "code": "\n\n".join(text_of(cell).strip() for cell in exercise.solution),
            }
        )
    return write("key", folder=FOLDER, title=title, exercises=told)


def _full(value: float | list[float]) -> str:
    return " to ".join(f"{end:.12g}" for end in (value if isinstance(value, list) else [value]))


def _also(answer: dict) -> str:
    return f"also in {', '.join(answer['elsewhere'])}: for practice only" if answer["elsewhere"] else ""


def rubric(exercises: list[Exercise], title: str, note: str = "") -> str:
    """What earns marks, and the rubrics of what is written, in Markdown.

    Parameters
    ----------
    exercises : list of Exercise
        Those of a chapter.
    title : str
        Its title.
    note : str
        Its teaching note, which says of each exercise what earns its marks, and has the rubric; what it does not say is taken
        from the keys of the exercises.
    """
    note = note.replace("](../", "](../book/")  # as the links of a chapter, which become their text
    parts = {heading.strip(): text.strip() for heading, text in SECTION.findall(note)}
    earned = {int(number): earns for number, earns in ROW.findall(parts.get("Exercises", ""))}
    return write(
        "rubric",
        folder=FOLDER,
        title=title,
        total=sum(exercise.marks for exercise in exercises),
        minutes=sum(exercise.minutes for exercise in exercises),
        exercises=[_told(one) | {"earns": plain(earned.get(one.number, _earns(one)))} for one in exercises],
        rubric=plain(parts.get("Rubric", "")),
    )


def _earns(exercise: Exercise) -> str:
    if exercise.kind == "your turn":
        return "by the rubric below"
    if exercise.kind == "think":
        return "a claim, its ground, and what would change it; the key has answers that can be defended"
    values, words = len(exercise.answers), exercise.marks - len(exercise.answers)
    each = "the value" if values == 1 else f"{values} values, 1 each"
    return each + (f"; {words} for the answer in words" if words else "")


def handout(exercises: list[Exercise], title: str) -> str:
    """The tasks on paper, with space to write and no key: one HTML file that loads nothing."""
    told = [_told(one) | {"task": _html(plain(one.task))} | _on_paper(one) for one in exercises]
    pages = Environment(
        loader=FileSystemLoader(FOLDER),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
    )
    return pages.get_template("handout.html.j2").render(title=title, exercises=told, letters=letters())


def _on_paper(one: Exercise) -> dict:
    """What is printed with a task, and the room for its answer: by its minutes, if it does not say."""
    with_a_computer = one.kind == "compute" and not one.paper.get("pencil")
    says = one.paper.get("say", WITH_A_COMPUTER if with_a_computer else "")
    by_minutes = max(LEAST_ROOM, min(MOST_ROOM, round(one.minutes * LINES_A_MINUTE)))
    room = one.paper.get("room", LEAST_ROOM if with_a_computer else by_minutes)
    return {
        "says": _html(plain(says)) if says else "",
        "beside": [_printed(cell) for cell in one.beside],
        "columns": room["columns"] if isinstance(room, dict) else [],
        "lines": room["rows"] if isinstance(room, dict) else room,
    }


def _printed(cell: dict) -> Markup:
    """A cell of the chapter on paper: its prose without headings, or the tables that it shows."""
    if cell["cell_type"] == "markdown":
        return _html(OWN_LABELS.sub("", re.sub(r"^#+ .*\n", "", plain(text_of(cell)), flags=re.MULTILINE)))
    shown = ["".join(output.get("data", {}).get("text/html", "")) for output in cell.get("outputs", ())]
    tables = [LINK_IN_A_TABLE.sub("", found[0]) for html in shown if (found := TABLE.search(html))]
    return Markup("\n").join(Markup(HAN.sub(r'<span lang="zh-CN">\g<0></span>', table)) for table in tables)  # noqa: S704


def _html(text: str) -> Markup:
    from latex2mathml.converter import convert
    from markdown_it import MarkdownIt
    from mdit_py_plugins.dollarmath import dollarmath_plugin

    reader = MarkdownIt("commonmark", {"html": False}).enable("table")
    reader.use(dollarmath_plugin, renderer=lambda formula, options: convert(formula, display=_display(options)))
    html = HAN.sub(lambda run: f'<span lang="zh-CN">{run[0]}</span>', reader.render(text))
    return Markup(html)


def _display(options: dict) -> str:
    return "block" if options["display_mode"] else "inline"
