"""What a chapter computes is folded into one line a group of cells, and nothing that a reader is to see goes with it."""

from __future__ import annotations

import pytest
import read_or_code
from docutils import nodes
from docutils.utils import new_document


def cell(*outputs: nodes.Node, code: str = "x = 1", **more) -> nodes.container:
    """A cell of code with its outputs, as MyST-NB makes it."""
    made = nodes.container("", classes=["cell"], nb_element="cell_code", **more)
    if code:
        made += nodes.container(
            "", nodes.literal_block(code, code), classes=["cell_input"], nb_element="cell_code_source"
        )
    if outputs:
        made += nodes.container("", *outputs, classes=["cell_output"], nb_element="cell_code_output")
    return made


def line(name: str = "cut") -> nodes.paragraph:
    """A result on record, as it is shown."""
    return nodes.paragraph("", "", nodes.Text(""), nodes.strong("41 %", "41 %"), nodes.Text(" · cut "), nodes.reference(name, name, refuri="#" + name))  # fmt: skip


def printed() -> nodes.container:
    """What a cell printed."""
    return nodes.container("", nodes.literal_block("1", "1"), classes=["output", "stream"])


def table() -> nodes.container:
    """A table in words."""
    return nodes.container("", nodes.raw("", "<table></table>", format="html"), classes=["output", "text_html"])


def figure() -> nodes.figure:
    """A figure."""
    return nodes.figure("", nodes.image(uri="a.svg"))


def text(words: str = "words") -> nodes.paragraph:
    """A paragraph between cells."""
    return nodes.paragraph(words, words)


def page(*children: nodes.Node) -> list[str]:
    """What stands on a page after its cells are folded: ``how N`` for a box with N cells, else the kind of node."""
    document = new_document("page")
    section = nodes.section("", *children)
    document += section
    read_or_code.unfold_inputs(None, document)
    read_or_code.fold_cells(None, document, "page")
    said = []
    for node in section:
        if isinstance(node, nodes.raw):
            said.append("button")
        elif isinstance(node, nodes.container) and "how" in node["classes"]:
            said.append(f"how {len(node)}")
        elif isinstance(node, nodes.container) and "shown" in node["classes"]:
            said.append("shown " + " ".join(type(child).__name__ for child in node))
        else:
            said.append(type(node).__name__)
    return said


@pytest.mark.parametrize(
    ("children", "seen"),
    [
        ([text(), cell(), cell(line()), cell(printed()), text()], ["paragraph", "button", "how 3", "paragraph"]),
        ([cell(), cell(figure()), cell(), text()],
         ["button", "how 2", "shown figure", "button", "how 1", "paragraph"]),
        ([cell(line(), table(), line("b")), text()], ["button", "how 1", "shown container", "paragraph"]),
        ([cell(table(), code="")], ["shown container"]),
        ([cell(line(), code=""), text(), cell(nodes.bullet_list())],
         ["button", "how 1", "paragraph", "button", "how 1", "shown bullet_list"]),
        ([text(), text()], ["paragraph", "paragraph"]),
    ],
)  # fmt: skip
def test_a_group_ends_with_a_text_or_with_what_is_shown(children, seen):
    """A figure that went into the box would be lost to who reads; a text that went in, the story."""
    assert page(*children) == seen


def test_the_cell_of_a_solution_keeps_its_own_fold_and_gets_a_name():
    """Several alike on a page could not be told apart in a list of what can be opened."""
    own = [cell(line(), hide_mode="all"), cell(line(), hide_mode="all")]
    assert page(text(), *own) == ["paragraph", "container", "container"]
    assert [node["prompt_show"] for node in own] == ["The solution computed · 1", "The solution computed · 2"]


def test_a_cell_loses_the_fold_of_its_code():
    """Two folds in each other would take two clicks."""
    drawing = cell(figure(), hide_mode="input")
    assert page(drawing) == ["button", "how 1", "shown figure"]
    assert drawing["hide_mode"] is None


def test_a_button_names_its_box():
    """Otherwise it opens another's."""
    document = new_document("page")
    document += nodes.section("", cell(), text(), cell())
    read_or_code.fold_cells(None, document, "page")
    buttons = [node.astext() for node in document.findall(nodes.raw)]
    boxes = [node["ids"][0] for node in document.findall(nodes.container) if "how" in node["classes"]]
    assert boxes == ["how-1", "how-2"]
    for number, (button, box) in enumerate(zip(buttons, boxes, strict=True), start=1):
        assert f'aria-controls="{box}"' in button
        assert f"computed · {number}<" in button


def test_a_sentence_that_begins_bold_is_no_result():
    """Only a line that ends with the link to its entry is one."""
    assert read_or_code.is_line(line())
    assert not read_or_code.is_line(nodes.paragraph("", "", nodes.strong("So", "So"), nodes.Text(" it was.")))
    assert not read_or_code.is_line(table())


def test_it_is_set_up(app, safe):
    """Before the cells are folded one by one, and after."""
    assert read_or_code.setup(app) == safe
    assert app.said == [
        ("connect", "doctree-read", read_or_code.unfold_inputs),
        ("connect", "doctree-resolved", read_or_code.fold_cells),
    ]
