"""The plan of the house is made from the code, and says so when it is stale."""

from __future__ import annotations

import pytest
from casebook.press.house import FROM, PLAN, TO, modules, picture, renewed


@pytest.fixture
def engine(tmp_path):
    """A house of three rooms, one above the other."""
    for room, name, text in [
        ("reading", "numbers", '"""Numbers.\n\nMore of them."""\n'),
        ("evidence", "rows", '"""Rows."""\nfrom ..reading import numbers\nfrom . import cells\n'),
        ("press", "pages", '"""Pages."""\nfrom ..evidence.rows import row\nimport json\n'),
    ]:
        folder = tmp_path / room
        folder.mkdir()
        (folder / "__init__.py").write_text(f'"""The room of {room}."""\n', encoding="utf-8")
        (folder / f"{name}.py").write_text(text, encoding="utf-8")
    return tmp_path


def test_rooms_are_drawn_from_the_roof_down(engine):
    """A picture upside down would send a newcomer to the wrong floor."""
    told = picture(engine)
    assert told.splitlines()[1:4] == [
        "press     leans on evidence",
        "evidence  leans on reading",
        "reading   leans on nothing",
    ]
    assert "| `rows` | 3 | Rows. |" in told
    assert "The room of press." in told


def test_a_module_says_what_it_is_in_a_sentence(engine):
    """The first paragraph of its docstring and no more."""
    [numbers] = [module for module in modules(engine) if module.name == "numbers"]
    assert (numbers.room, numbers.says, numbers.uses) == ("reading", "Numbers.", frozenset())


def test_a_new_module_makes_the_plan_stale(engine):
    """A plan that is not renewed must be found."""
    page = f"# House\n\n{FROM}\n\n{TO}\n\nEnd.\n"
    drawn = renewed(page, engine)
    assert renewed(drawn, engine) == drawn
    (engine / "press" / "cards.py").write_text('"""Cards."""\n', encoding="utf-8")
    assert renewed(drawn, engine) != drawn
    assert renewed(drawn, engine).endswith("End.\n")


def test_a_page_without_its_marks_is_refused():
    """The picture would be written nowhere."""
    with pytest.raises(ValueError, match="found no marks for the picture"):
        renewed("# House\n")


def test_every_module_of_the_engine_says_what_it_is():
    """A module whose docstring says nothing has no subject."""
    assert [f"{module.room}.{module.name}" for module in modules() if len(module.says.split()) < 3] == []
    assert PLAN.is_file()


PICTURE = """\
```text
press     leans on drawing, evidence
drawing   leans on evidence, reading
evidence  leans on reading
reading   leans on nothing
```

### press

The room of press.

| module | lines | subject |
| --- | ---: | --- |
| `audit` | 1 | The audit. |
| `audit.links` | 4 | Links. |
| `bare` | 1 |  |
| `pages` | 3 | Pages. |

### drawing

The room of drawing.

| module | lines | subject |
| --- | ---: | --- |
| `lines` | 4 | Lines, drawn: long enough to be broken. |

### evidence

The room of evidence.

| module | lines | subject |
| --- | ---: | --- |
| `rows` | 3 | Rows. |

### reading

The room of reading.

| module | lines | subject |
| --- | ---: | --- |
| `numbers` | 3 | Numbers. |
"""


def test_the_picture_is_told_line_by_line(engine):
    """Folders, wrapped sentences, a module without words, imports from a folder further down: each has its place."""
    (engine / "drawing").mkdir()
    (engine / "press" / "audit").mkdir()
    (engine / "no_room").mkdir()
    for path, text in {
        "drawing/__init__.py": '"""The room of drawing."""\n',
        "drawing/lines.py": '"""Lines, drawn:\nlong enough to be broken.\n"""\nfrom ..evidence import rows; from ..reading import numbers\n',
        "press/audit/__init__.py": '"""The audit."""\n',
        "press/audit/links.py": '"""Links."""\nfrom ...drawing.lines import x\nfrom ..pages import y\nfrom ... import reading\n',
        "press/bare.py": "from ..press import pages\n",
        "no_room/a.py": "",
    }.items():
        (engine / path).write_text(text, encoding="utf-8")
    found = {(module.room, module.name): module for module in modules(engine)}
    assert found["press", "audit.links"].uses == {"drawing"}
    assert found["press", "bare"].uses == frozenset()
    assert picture(engine) == PICTURE


@pytest.mark.parametrize("page", [f"# House\n{FROM}\n", f"# House\n{TO}\n"])
def test_a_page_with_one_mark_is_refused(page, engine):
    """The rest of the page would be lost, or the picture written twice."""
    with pytest.raises(ValueError, match=r"^README\.md: found no marks for the picture, expected <!-- picture"):
        renewed(page, engine)


def test_what_stands_round_the_picture_stays(engine):
    """The picture has a blank line on both sides, and what was between the marks goes."""
    text = renewed(f"before\n{FROM}\nold\n{TO}\nafter", engine)
    assert text == f"before\n{FROM}\n\n{picture(engine)}\n{TO}\nafter"
