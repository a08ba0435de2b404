"""Fold what a chapter computes into one line a group of cells, for those who read; a switch in the frame unfolds it all.

A group is a run of cells with no text between them; it ends with the first that shows a figure, a table or a list.  Its
code, its printed lines and its results on record go into a box that a button opens.  Without script everything is shown.
"""

from __future__ import annotations

from docutils import nodes
from sphinx.application import Sphinx


def unfold_inputs(app: Sphinx, doctree: nodes.document) -> None:
    """Take back the fold that a single cell has for its code, for its group is one; name those of solutions apart."""
    number = 0
    for cell in doctree.findall(nodes.container):
        if cell.get("hide_mode") == "input":
            cell["hide_mode"] = None
        elif cell.get("hide_mode") == "all":  # of a solution
            number += 1
            cell["prompt_show"] = cell["prompt_hide"] = f"The solution computed · {number}"


def fold_cells(app: Sphinx, doctree: nodes.document, docname: str) -> None:
    """Put the cells of a page into groups."""
    number = 0
    parents = {id(cell.parent): cell.parent for cell in doctree.findall(_is_cell)}
    for parent in parents.values():
        children, group = [], []
        for child in parent.children:
            if not _is_cell(child):
                if group:
                    number += 1
                    children += folded(group, number)
                    group = []
                children.append(child)
                continue
            shown = take_shown(child)
            if child.children:
                group.append(child)
            if shown and group:
                number += 1
                children += folded(group, number)
                group = []
            children += shown
        if group:
            number += 1
            children += folded(group, number)
        parent.children = []
        parent.extend(children)


def folded(cells: list[nodes.Node], number: int) -> list[nodes.Node]:
    """A button and the box that it opens."""
    name = f"how-{number}"
    button = (
        f'<button type="button" class="how-open" aria-expanded="false" aria-controls="{name}">'
        f"How this was computed · {number}</button>"
    )
    return [nodes.raw("", button, format="html"), nodes.container("", *cells, classes=["how"], ids=[name])]


def take_shown(cell: nodes.Element) -> list[nodes.Node]:
    """Take out of a cell what a reader is to see, and return it."""
    found = []
    for output in [child for child in cell.children if child.get("nb_element") == "cell_code_output"]:
        shown = [child for child in output.children if not is_line(child)]
        if shown:
            for child in shown:
                output.remove(child)
            found.append(nodes.container("", *shown, classes=["cell_output", "shown"]))
            if not output.children:
                cell.remove(output)
    return found


def is_line(node: nodes.Node) -> bool:
    """Whether an output is a result on record or something printed, which the text says again."""
    if isinstance(node, nodes.literal_block):
        return True
    if isinstance(node, nodes.container) and "output" in node["classes"]:
        return all(is_line(child) for child in node.children)
    if not isinstance(node, nodes.paragraph):
        return False
    parts = [child for child in node.children if child.astext()]  # Markdown leaves empty texts between them
    return bool(parts) and isinstance(parts[0], nodes.strong) and isinstance(parts[-1], nodes.reference)


def _is_cell(node: nodes.Node) -> bool:
    """Whether a node is a cell of code; one that is folded whole, as a solution is, has a fold of its own."""
    return (
        isinstance(node, nodes.container) and node.get("nb_element") == "cell_code" and node.get("hide_mode") != "all"
    )


def setup(app: Sphinx) -> dict:
    app.connect("doctree-read", unfold_inputs)
    app.connect("doctree-resolved", fold_cells)
    return {"parallel_read_safe": True, "parallel_write_safe": True}
