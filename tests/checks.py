"""Checks on an executed notebook that comparing outputs cannot make.

Each takes a notebook as a dictionary and returns what is wrong with it, a line each: the cell, what was found, what was
expected.  Cells are counted from 1, as everywhere in the project.
"""

from __future__ import annotations

import ast
import colorsys
import re
import xml.etree.ElementTree as ET
from functools import cache

from casebook.evidence import tables
from casebook.evidence.records import NARROW_SVG
from casebook.press.audit.markdown import parser
from casebook.press.saved import KEPT, KERNEL
from pages import live_code

# The comment is what the error shows to who has the notebook alone.
FIRST_CELL = 'import pandas as pd\nimport casebook as cb  # the folder beside this notebook (page "Rerun it")'
LONGEST_CELL = 12
WIDEST_LINE = 78
MOST_FILING = 0.1  # share of the visible lines that may put results on record
NOT_ON_THE_PAGE = {"remove-cell", "remove-input"}  # what is folded can be unfolded, and is read
FILING = {"result", "check"}
CODE_WORDS = re.compile(r"\b[a-z0-9]+(?:_[a-z0-9]+)+\b|\b(?:True|False|NaN|nan|None|NaT)\b|<NA>")
HYPHENED = re.compile(r"(?<![\w/#-])[a-z0-9]+(?:-[a-z0-9]+)+(?![\w-])")
FEWEST_EXERCISES = 3
SECTIONS = ["data|scene", "naive", "better", "could be wrong", "can say", "exercises", "sources"]
HEAL = "(make rerun)"
EXEMPTING = re.compile(r"nbval[-_][\w-]+|pytest_validate_ignore_output|raises-exception", re.IGNORECASE)
COMPARED = {"image/svg+xml", "text/csv", "text/html", "text/markdown", "text/plain", NARROW_SVG}
NETWORK = {"requests", "urllib", "urllib3", "socket", "http", "httpx", "aiohttp", "ftplib"}
CLOCK = re.compile(
    r"\.(?:now|today|utcnow|localtime|gmtime|time_ns|perf_counter|monotonic|process_time)$|(?:^|\.)time\.(?:time|ctime|sleep)$"
)
UNSEEDED = {"random": "numpy.random.default_rng(SEED)", "secrets": "numpy.random.default_rng(SEED)", "uuid": "names"}
ABSOLUTE = re.compile(r"(?:/|~/|[A-Za-z]:[\\/])\w")
COLOUR_WORDS = re.compile(
    r"\b(red|blue|gr[ea]y|black|orange|amber|green|pink|purple|yellow|in colour)\b", re.IGNORECASE
)
SVG_STYLE = re.compile(r"(fill|stroke): (#[0-9a-f]{6})")
FOLDER_OF_A_MACHINE = re.compile(r"(?<![\w.:/<])(?:/(?:home|Users|root|work|tmp|usr|opt|mnt|var)/|[A-Z]:\\)[^\s\"']+")


def code_cells(notebook: dict):
    """The code cells with their numbers and their source."""
    for number, cell in enumerate(notebook["cells"], start=1):
        if cell["cell_type"] == "code":
            yield number, cell, "".join(cell["source"])


def outputs(notebook: dict):
    """The outputs with the number of their cell and the cell."""
    for number, cell, _ in code_cells(notebook):
        for output in cell["outputs"]:
            yield number, cell, output


def executed_in_order(notebook: dict) -> list[str]:
    """Execution counts run 1, 2, … without a gap."""
    return [
        f"cell {number}: found execution count {cell['execution_count']}, expected {expected}"
        for expected, (number, cell, _) in enumerate(code_cells(notebook), start=1)
        if cell["execution_count"] != expected
    ]


def named_cells(notebook: dict) -> list[str]:
    """Every cell has a name of its own, given by a person, so that a link or a diff still finds it after an edit."""
    problems, seen = [], {}
    for number, cell in enumerate(notebook["cells"], start=1):
        name = cell.get("id", "")
        if not re.fullmatch(r"[a-z][a-z0-9]*(-[a-z0-9]+)*", name) or re.fullmatch(r"[0-9a-f]{8}(-[0-9a-f-]+)?", name):
            expected = "a name in kebab-case, given by hand, or back by the list of parts if the text is unchanged"
            problems.append(f"cell {number}: found the id {name!r}, expected {expected} {HEAL}")
        if name and name in seen:
            problems.append(f"cell {number}: found the id {name!r} of cell {seen[name]}, expected a name of its own")
        seen.setdefault(name, number)
    return problems


def no_exempt_cells(notebook: dict) -> list[str]:
    """No tag and no comment takes a cell out of the comparison."""
    problems = []
    for number, cell, source in code_cells(notebook):
        marks = [tag for tag in cell["metadata"].get("tags", []) if EXEMPTING.fullmatch(tag)]
        marks += [match.group(0) for comment in re.findall(r"#.*", source) for match in EXEMPTING.finditer(comment)]
        problems += [f"cell {number}: found {mark!r}, expected a cell whose output is compared" for mark in marks]
    return problems


def compared_kinds(notebook: dict) -> list[str]:
    """Every output is of a kind that is compared; bitmaps and widgets are skipped without a word."""
    return [
        f"cell {number}: found an output of type {kind}, expected one that is compared: {', '.join(sorted(COMPARED))}"
        for number, _, output in outputs(notebook)
        for kind in output.get("data", {})
        if kind not in COMPARED
    ]


def whole_tables(notebook: dict) -> list[str]:
    """No table is shown with rows, columns or texts left out: what is hidden may change unseen."""
    problems = []
    for number, _, output in outputs(notebook):
        text = "".join(output.get("data", {}).get("text/html", ""))
        if re.search(r"<t[dh][^>]*>[^<]*(?:\.\.\.|…)</t[dh]>", text):
            problems.append(f"cell {number}: found a table with something left out (…), expected all of it, or .head()")
    return problems


def figures_described(notebook: dict) -> list[str]:
    """Every figure was published with its table, and has a caption, a name and an alternative text in sentences."""
    problems, names = [], {}
    for number, cell, output in outputs(notebook):
        data, record = output.get("data", {}), output.get("metadata", {}).get("casebook", {})
        if record.get("kind") != "figure":
            if any(kind.startswith("image/") for kind in data):
                problems.append(f"cell {number}: found an image that is not on record, expected cb.publish()")
            continue
        for kind, what in (("image/svg+xml", "SVG"), (NARROW_SVG, "narrow SVG"), ("text/csv", "table")):
            if not "".join(data.get(kind, "")).strip():
                problems.append(f"cell {number}: found figure {record['id']} without {what}, expected one")
        shown = cell["metadata"].get("mystnb", {})
        name = shown.get("figure", {}).get("name", "")
        if not name.startswith("fig-") or name in names:
            problems.append(f"cell {number}: found the figure name {name!r}, expected one of its own, as fig-…")
        names[name] = number
        for part, text in (
            ("caption", shown.get("figure", {}).get("caption", "")),
            ("alternative text", shown.get("image", {}).get("alt", "")),
        ):
            if len(text.split()) < 5:
                problems.append(
                    f"cell {number}: found the {part} {text!r}, expected a sentence that states the finding"
                )
    return problems


def colours_named(notebook: dict) -> list[str]:
    """The colours that a caption and an alternative text name are colours of lines and areas in the picture."""
    problems = []
    for number, cell, output in outputs(notebook):
        svg = "".join(output.get("data", {}).get("image/svg+xml", ""))
        shown = cell["metadata"].get("mystnb", {})
        if not svg:
            continue
        drawn = colours_drawn(svg)
        for part, text in (
            ("caption", shown.get("figure", {}).get("caption", "")),
            ("alternative text", shown.get("image", {}).get("alt", "")),
        ):
            for word in dict.fromkeys(COLOUR_WORDS.findall(text)):
                meant = {"gray": "grey", "amber": "orange"}.get(word.lower(), word.lower())
                if meant not in drawn and not (meant == "in colour" and drawn - {"grey", "black"}):
                    told = ", ".join(sorted(drawn)) or "none"
                    problems.append(
                        f"cell {number}: found {word!r} in the {part}, expected a colour of the picture: {told}"
                    )
    return problems


def colours_drawn(svg: str) -> set[str]:
    """The names of the colours of lines and areas in a picture; axes, ticks, frames, texts and white are left out."""
    found = set()

    def read(element: ET.Element, name: str) -> None:
        name = element.get("id", name)
        if element.tag.endswith("defs") or name.startswith(("text_", "matplotlib.axis_")):
            return
        style = element.get("style", "")
        if not (name.startswith("patch_") and _is_spine(style, element.get("d", ""))):
            found.update(filter(None, (colour_name(colour) for _, colour in SVG_STYLE.findall(style))))
        for child in element:
            read(child, name)

    read(ET.fromstring(svg), "")
    return found


def _is_spine(style: str, path: str) -> bool:
    return "fill: none" in style and "linejoin: miter" in style and "z" not in path.lower()


def colour_name(colour: str) -> str:
    """What a reader calls a colour, given as ``#rrggbb``; nothing for white."""
    red, green, blue = (int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5))
    hue, saturation, value = colorsys.rgb_to_hsv(red, green, blue)
    if saturation < 0.25:
        return "black" if value < 0.25 else "grey" if value < 0.97 else ""
    ends = {"red": 20, "orange": 48, "yellow": 70, "green": 175, "blue": 255, "purple": 300, "pink": 340, "": 360}
    return next(name for name, end in ends.items() if hue * 360 < end or end == 360) or "red"


def one_output_a_figure(notebook: dict) -> list[str]:
    """A figure cell with a second output: the book would wrap each in a figure of the same name."""
    return [
        f"cell {number}: found {len(cell['outputs'])} outputs in a figure cell, expected the figure alone"
        for number, cell in enumerate(notebook["cells"], start=1)
        if cell["cell_type"] == "code"
        and cell["metadata"].get("mystnb", {}).get("figure")
        and len(cell["outputs"]) != 1
    ]


def short_cells(notebook: dict) -> list[str]:
    """No code cell is longer than can be read at a glance."""
    return [
        f"cell {number}: found {len(source.splitlines())} lines, expected at most {LONGEST_CELL}: move code to casebook"
        for number, _, source in code_cells(notebook)
        if len(source.splitlines()) > LONGEST_CELL
    ]


def narrow_lines(notebook: dict) -> list[str]:
    """No line of code is wider than the page."""
    return [
        f"cell {number}: found a line of {len(line)} columns, expected at most {WIDEST_LINE}: {line.strip()[:30]} …"
        for number, _, source in code_cells(notebook)
        for line in source.splitlines()
        if len(line) > WIDEST_LINE
    ]


def method_in_sight(notebook: dict) -> list[str]:
    """Visible code shows how a thing is found out; filing it takes a tenth of the lines at most."""
    visible = filing = 0
    for _, cell, source in code_cells(notebook):
        if NOT_ON_THE_PAGE.isdisjoint(cell["metadata"].get("tags", [])):
            visible += sum(bool(line.strip()) for line in source.splitlines())
            filing += sum(call.end_lineno - call.lineno + 1 for call in _filing_calls(source))
    if visible and filing / visible > MOST_FILING:
        return [f"found {filing} of {visible} visible lines that register results, expected at most {MOST_FILING:.0%}"]
    return []


def _filing_calls(source: str) -> list[ast.Call]:
    return [
        node
        for node in ast.walk(ast.parse(source))
        if isinstance(node, ast.Call)
        and isinstance(node.func, ast.Attribute)
        and node.func.attr in FILING
        and getattr(node.func.value, "id", "") == "cb"
    ]


def computed_results(notebook: dict) -> list[str]:
    """The id of a result is written out, so that it can be searched; its value is computed, so it is no literal."""
    problems, typed = [], set()
    for number, _, source in code_cells(notebook):
        for node in ast.walk(ast.parse(source)):
            if isinstance(node, ast.Assign):
                names = {target.id for target in node.targets if isinstance(target, ast.Name)}
                typed = typed | names if _is_literal(node.value, typed) else typed - names
        for call in _filing_calls(source):
            for argument in call.args[: 1 if call.func.attr == "result" else 2]:
                if not (isinstance(argument, ast.Constant) and isinstance(argument.value, str)):
                    problems.append(f"cell {number}: found the id {ast.unparse(argument)}, expected it written out")
            if call.func.attr == "result" and len(call.args) == 2 and _is_literal(call.args[1], typed):
                problems.append(f"cell {number}: found the value {ast.unparse(call.args[1])}, expected it computed")
    return problems


def _is_literal(node: ast.AST, typed: set[str]) -> bool:
    """Whether a value is a number typed, or a name or a sum of such."""
    if isinstance(node, ast.Constant):
        return isinstance(node.value, int | float)
    if isinstance(node, ast.Name):
        return node.id in typed
    if isinstance(node, ast.UnaryOp):
        return _is_literal(node.operand, typed)
    if isinstance(node, ast.BinOp):
        return _is_literal(node.left, typed) and _is_literal(node.right, typed)
    if isinstance(node, ast.Call) and ast.unparse(node.func) in ("float", "int", "cb.Interval", "Interval", "round"):
        return bool(node.args) and all(_is_literal(argument, typed) for argument in node.args)
    return False


def tables_in_words(notebook: dict) -> list[str]:
    """What a reader sees of a cell is words: a table by cb.show, no frame as pandas prints it, no id and no code."""
    problems = []
    for number, cell, output in outputs(notebook):
        if {"remove-cell", "remove-output"} & set(cell["metadata"].get("tags", [])):
            continue
        data = output.get("data", {})
        if 'class="dataframe"' in "".join(data.get("text/html", "")):
            problems.append(f"cell {number}: found a frame as pandas prints it, expected cb.show()")
        elif "image/svg+xml" not in data and "text/markdown" not in data:
            text = "".join(data.get("text/plain", output.get("text", "")))
            problems += [
                f"cell {number}: found {word!r} in an output, expected words"
                for word in [*CODE_WORDS.findall(text), *(word for word in HYPHENED.findall(text) if word in _ids())]
            ]
    return problems


@cache
def _ids() -> set[str]:
    """Every id of a claim, a result, a source, a measure or an event that has a hyphen and so looks like no word."""
    keys = {"claims": "claim_id", "results": "result_id", "sources": "source_id", "measures": "measure_id"}
    found = set().union(*(tables.table(name)[key] for name, key in (keys | {"events": "event_id"}).items()))
    return {key for key in found if "-" in key}


def same_imports(notebook: dict) -> list[str]:
    """The first code cell is the same in every chapter."""
    number, _, source = next(code_cells(notebook), (1, {}, ""))
    return [] if source == FIRST_CELL else [f"cell {number}: found {source!r}, expected {FIRST_CELL!r}"]


def sections_in_order(notebook: dict) -> list[str]:
    """The sections that every chapter has stand in their order, others may stand between them."""
    found = []
    for cell in notebook["cells"]:
        if cell["cell_type"] == "markdown":
            found += re.findall(r"^## (.+)$", "".join(cell["source"]), flags=re.MULTILINE)
    problems, at = [], 0
    for section in SECTIONS:
        places = [i for i, heading in enumerate(found) if re.search(section, heading.lower())]
        later = [i for i in places if i >= at]
        if not places:
            problems.append(f"found no section on {section.replace('|', ' or ')!r}, expected one")
        elif not later:
            problems.append(f"found the section {found[places[0]]!r} too early, expected it later")
        else:
            at = later[0] + 1
    return problems


def solved_exercises(notebook: dict) -> list[str]:
    """Exercises are numbered from 1, there are enough of them, and each is followed by a folded answer."""
    text = "\n".join("".join(cell["source"]) for cell in notebook["cells"] if cell["cell_type"] == "markdown")
    parts = re.split(r"^`{3,}\{admonition\} Exercise (\d+)\b", text, flags=re.MULTILINE)
    numbers, bodies = [int(number) for number in parts[1::2]], parts[2::2]
    problems = []
    if len(numbers) < FEWEST_EXERCISES:
        problems.append(f"found {len(numbers)} exercises, expected at least {FEWEST_EXERCISES}")
    if numbers != list(range(1, len(numbers) + 1)):
        problems.append(f"found exercises numbered {numbers}, expected 1 to {len(numbers)}")
    problems += [
        f"found exercise {number} without a dropdown, expected a folded solution or hint"
        for number, body in zip(numbers, bodies, strict=True)
        if not re.search(r"^`{3,}\{dropdown\} \S", body, flags=re.MULTILINE)
    ]
    return problems


def clean_metadata(notebook: dict) -> list[str]:
    """Metadata holds no timing and no version of Python, which differ on every machine."""
    problems = []
    for key, value in notebook["metadata"].items():
        if key not in KERNEL:
            problems.append(f"notebook metadata: found {key!r}, expected only {', '.join(KERNEL)} {HEAL}")
            continue
        problems += [
            f"notebook metadata: found {key}.{name}, expected none: it changes by machine or editor {HEAL}"
            for name in sorted(set(value) - set(KERNEL[key]))
        ]
        problems += [
            f"notebook metadata: found {key}.{name} {value[name]!r}, expected {KERNEL[key][name]!r} {HEAL}"
            for name in KERNEL[key]
            if name in value and value[name] != KERNEL[key][name]
        ]
    for number, cell in enumerate(notebook["cells"], start=1):
        extra = sorted(set(cell["metadata"]) - KEPT)
        problems += [
            f"cell {number}: found the metadata {name!r}, expected only {', '.join(sorted(KEPT))} {HEAL}"
            for name in extra
        ]
    return problems


def no_complaints(notebook: dict) -> list[str]:
    """No cell wrote a warning or raised an error, and no output names a folder of the machine that made it."""
    problems = []
    for number, _, output in outputs(notebook):
        if output["output_type"] == "error":
            problems.append(f"cell {number}: found the error {output['ename']}: {output['evalue']}, expected none")
            continue
        if output.get("name") == "stderr":
            text = "".join(output["text"]).strip().splitlines()
            problems.append(f"cell {number}: found the warning {text[0] if text else ''!r}, expected none")
        texts = ["".join(output.get("text", ""))]
        texts += [
            "".join(text) for kind, text in output.get("data", {}).items() if kind.startswith("text/")
        ]  # an SVG holds no path but those it draws
        for text in texts:
            if "Traceback (most recent call last)" in text:
                problems.append(f"cell {number}: found a traceback, expected none")
            if match := FOLDER_OF_A_MACHINE.search(text):
                problems.append(f"cell {number}: found the path {match.group(0)} in an output, expected none")
    return problems


def nothing_live(notebook: dict) -> list[str]:
    """No text, caption or output brings a script or a handler onto the page; nor does a picture that is opened alone."""
    problems = []
    for number, cell in enumerate(notebook["cells"], start=1):
        shown = cell["metadata"].get("mystnb", {})
        written = [shown.get("figure", {}).get("caption", ""), shown.get("image", {}).get("alt", "")]
        written += ["".join(cell["source"])] if cell["cell_type"] == "markdown" else []
        made = []
        for output in cell.get("outputs", []):
            for kind, text in output.get("data", {}).items():
                if kind == "text/markdown":
                    written.append("".join(text))
                elif kind in ("text/html", "image/svg+xml", NARROW_SVG):
                    made.append("".join(text))
        live = [line for text in written for line in live_code(parser().render(text))]
        live += [directive for text in written for directive in re.findall(r"\{raw\}\s*html", text)]
        live += [line for text in made for line in live_code(text)]
        problems += [f"cell {number}: found {line}, expected nothing that a browser runs" for line in live]
    return problems


def repeatable_code(notebook: dict) -> list[str]:
    """No code depends on the network, the clock, unseeded chance or the folders of a machine, or hides warnings."""
    problems = []
    for number, _, source in code_cells(notebook):
        lines = source.splitlines()
        commands = [line for line in lines if re.match(r"\s*[%!]|.*=\s*!", line)]
        problems += [f"cell {number}: found the command {line.strip()!r}, expected Python" for line in commands]
        tree = ast.parse("\n".join("" if line in commands else line for line in lines))
        for node in ast.walk(tree):
            problems += [f"cell {number}: {problem}" for problem in _not_repeatable(node)]
    return problems


def _not_repeatable(node: ast.AST) -> list[str]:
    modules = []
    if isinstance(node, ast.Import):
        modules = [alias.name for alias in node.names]
    elif isinstance(node, ast.ImportFrom):
        modules = [node.module or ""]
    elif isinstance(node, ast.Constant) and isinstance(node.value, str):
        if re.match(r"(?:https?|ftp|s3)://", node.value):
            return [f"found the address {node.value!r} in code, expected a table of data/"]
        if ABSOLUTE.match(node.value):
            return [f"found the absolute path {node.value!r}, expected a table of data/"]
    elif isinstance(node, ast.Attribute) and node.attr in ("filterwarnings", "simplefilter"):
        return [f"found {node.attr}, expected code that gives no warning"]
    elif isinstance(node, ast.Call):
        return _call_not_repeatable(node)
    found = [module for module in modules if module.split(".")[0] in NETWORK]
    problems = [f"found the module {module}, expected no network" for module in found]
    problems += [
        f"found the module {name}, expected {instead}" for name, instead in UNSEEDED.items() if name in modules
    ]
    if isinstance(node, ast.ImportFrom) and "filterwarnings" in [alias.name for alias in node.names]:
        problems.append("found filterwarnings, expected code that gives no warning")
    return problems


def _call_not_repeatable(node: ast.Call) -> list[str]:
    name = ast.unparse(node.func)
    given = [keyword.arg for keyword in node.keywords]
    if CLOCK.search(name):
        return [f"found the clock {name}(), expected a date of data/"]
    if re.search(r"(?:^|\.)default_rng$", name) and not node.args and "seed" not in given:
        return [f"found {name}() without a seed, expected one"]
    if re.match(r"(?:np|numpy)\.random\.(?!default_rng\b)", name):
        return [f"found {name}(), expected numpy.random.default_rng(SEED)"]
    if name.endswith(".sample") and "random_state" not in given:
        return [f"found {name}() without random_state, expected a seed"]
    return []


ALL = [
    one_output_a_figure, colours_named,
    executed_in_order, named_cells, no_exempt_cells, compared_kinds, whole_tables, figures_described, short_cells, narrow_lines,
    method_in_sight, computed_results, tables_in_words, same_imports,
    sections_in_order, solved_exercises, clean_metadata, no_complaints, nothing_live, repeatable_code,
]  # fmt: skip

# What is asked of chapters only: an appendix has an order of its own.
OF_CHAPTERS = [sections_in_order]
