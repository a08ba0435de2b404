"""Every figure of the chapters under the gates of figure-gate: ``make figures``.

figure-gate reads the artists of a figure: is a text cut off, over another or too pale, is a line too thin, does an axis
begin above nought?  What is asked stands in :data:`SETTINGS` and :data:`NOT_ASKED`, what a figure may do against a gate in
:data:`ALLOWED`, each with its reason; a finding without one fails, and so does an allowance that no figure needs.
"""

from __future__ import annotations

import contextlib
import importlib
import io
import json
import pickle
import sys
from importlib.metadata import PackageNotFoundError, distribution

import reports

SETTINGS = {
    "LINE_FLOOR_PT": 0.6,  # the figures are read on screens, where a line of 0.6 points is a pixel
    "MAX_SERIES_HUES": 10,  # the gate counts white fills, guides, and colours of lines that are not drawn
}
NOT_ASKED = {
    "Style sheet": "the house has a style of its own",
    "Fonts": "an SVG holds letters as paths; no PDF is made",
    "Alt text": "it stands in the metadata of the cell, and tests/checks.py holds it",
    "Contour dash": "no chart of the book has contours",
    "Colormap kind": "no chart of the book has a colour map",
}
HIDDEN_AXIS = "the tick labels belong to an axis that is not drawn"
ALLOWED = {
    ("ladder", "Clipping"): HIDDEN_AXIS,
    ("second-source", "Clipping"): HIDDEN_AXIS,
    ("selection-lead", "Form"): "the bars measure how far above the average, so they begin there and not at nought",
    ("functions-grain", "Overplotting"): "a count that is no interval is drawn as both of its ends, in one place",
    ("curve", "Overplotting"): "the estimates are in order of size: that they touch is what a curve is",
    (
        "zone-organisation",
        "Series color",
    ): "the darker grey fills what is counted, the paler is arrows and dashed edges",
    (
        "offices-held",
        "Series color",
    ): "the pale ends stand on lines of their own, each with the name of its office above",
    ("hightech-counts", "Clipping"): HIDDEN_AXIS,
}


def judged(rows: dict[str, list[tuple]], allowed: dict[tuple[str, str], str]) -> list[str]:
    """What is wrong, a line each.

    Parameters
    ----------
    rows : dict of str to list of (str, bool or str, str)
        For each figure what the gates say of it: name of the gate, True if it passes, and the detail.
    allowed : dict of (str, str) to str
        Figure and gate to the reason why it need not pass.
    """
    problems, needed = [], set()
    for figure, gates in rows.items():
        for gate, passed, detail in gates:
            if passed is True or gate in NOT_ASKED:
                continue
            needed.add((figure, gate))
            if (figure, gate) not in allowed:
                problems.append(
                    f"figure {figure!r}: found {gate}: {detail}, expected it to pass or a reason in ALLOWED"
                )
    problems += [
        f"figure {figure!r}: found an allowance for {gate}, expected none, for it passes"
        for figure, gate in allowed
        if (figure, gate) not in needed
    ]
    return problems


def audited(gate) -> dict[str, list[tuple]]:
    """What the gates say of every figure, wide and narrow, each chapter run from top to bottom in this process."""
    import casebook
    import IPython.display
    import matplotlib.pyplot as plt
    from casebook.drawing.narrow import narrowed
    from casebook.drawing.publish import svg
    from casebook.evidence import register
    from casebook.evidence.records import chapters

    rows, publish = {}, casebook.publish

    def audit(fig, figure_id, *given, **options):
        svg(fig)  # lays it out as it is published
        slim = pickle.loads(pickle.dumps(fig))  # the gates move what they measure
        rows[figure_id] = gate.audit(fig)[1]
        narrowed(slim, figure_id)
        svg(slim)
        rows[figure_id] += [(name, passed, f"narrow: {detail}") for name, passed, detail in gate.audit(slim)[1]]
        plt.close("all")

    display, IPython.display.display = IPython.display.display, lambda *given, **options: None
    casebook.publish = audit
    try:
        for chapter in chapters():
            register._on_record.clear()
            names: dict = {}
            for cell in json.loads(chapter.read_text(encoding="utf-8"))["cells"]:
                if cell["cell_type"] == "code":
                    with contextlib.redirect_stdout(io.StringIO()):
                        exec("".join(cell["source"]), names)
    finally:
        casebook.publish, IPython.display.display = publish, display
    return rows


def gates():
    """The module of the gates: the package has the name of this file, so its modules are taken from its folder.

    Raises
    ------
    importlib.metadata.PackageNotFoundError
        If figure-gate is not installed.
    """
    sys.path.append(str(distribution("figure-gate").locate_file("figure_gate")))
    return importlib.import_module("check_figure")


def main() -> int:
    """Audit every figure; 1 if one fails, 2 if the gates are not there."""
    try:
        check_figure = gates()
    except PackageNotFoundError:
        print("figure-gate is not installed: make figures installs it from tests/requirements.txt", file=sys.stderr)
        return 2
    for name, value in SETTINGS.items():
        if not hasattr(check_figure, name):
            print(f"tests/figure_gate.py: found the setting {name}, expected one of figure-gate", file=sys.stderr)
            return 2
        setattr(check_figure, name, value)
    found = reports.stamp()
    rows = audited(check_figure)
    problems = judged(rows, ALLOWED)
    for problem in problems:
        print(problem)
    asked = {gate for told in rows.values() for gate, *_ in told} - set(NOT_ASKED)
    print(f"{len(rows)} figures, {len(asked)} gates, {len(ALLOWED)} allowances with a reason, {len(problems)} problems")
    reports.keep("figure-gate", found | {"figures": len(rows), "gates": sorted(asked), "problems": problems})
    return 1 if problems else 0


if __name__ == "__main__":
    sys.exit(main())
