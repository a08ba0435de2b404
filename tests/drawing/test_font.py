"""The bundled font is renewed from a full one: all characters in use, its own name, the same bytes each time."""

from __future__ import annotations

import re
import tempfile
from functools import cache
from pathlib import Path

import pytest
from casebook.drawing import font
from casebook.drawing.style import FONTS
from fontTools import subset
from fontTools.pens.recordingPen import RecordingPen
from fontTools.ttLib import TTCollection, TTFont

USED = set("aé济南")


@cache
def full() -> tuple[Path, Path]:
    """Two fonts to take from, with some characters more than are used: of the bundled ones a part, so that reading takes no time."""
    made = []
    for style in ("Regular", "Bold"):
        own = TTFont(FONTS / f"ReformSans-{style}.otf")
        for number in range(20):
            own["name"].setName(f"old {number}", number, 3, 1, 0x409)
        subsetter = subset.Subsetter(subset.Options(name_IDs=["*"], hinting=False, notdef_outline=True))
        subsetter.populate(text="".join(USED) + "b区")
        subsetter.subset(own)
        own["head"].created = 3_000_000_000
        made.append(Path(tempfile.mkdtemp()) / f"{style}.otf")
        own.save(made[-1])
    return tuple(made)


@pytest.fixture
def folder(tmp_path, monkeypatch):
    """A place for the new files, and few characters that they need."""
    monkeypatch.setattr(font, "FOLDER", tmp_path)
    monkeypatch.setattr(font, "characters_in_use", lambda: USED)
    return tmp_path


def test_the_subset_has_what_is_used_and_its_own_name(folder):
    """A name of the full font on a subset would make a system take it for the whole."""
    written = font.renew(*full())
    assert written == [folder / "ReformSans-Regular.otf", folder / "ReformSans-Bold.otf"]
    for path, style in zip(written, ("Regular", "Bold"), strict=True):
        made = TTFont(path)
        assert set(map(chr, made.getBestCmap())) == USED
        assert [made["name"].getDebugName(number) for number in (1, 2, 3, 4, 6)] == [
            "Reform Sans", style, f"Reform Sans {style}", f"Reform Sans {style}", f"ReformSans-{style}",
        ]  # fmt: skip
        assert all(
            (name.platformID, name.platEncID, name.langID) == (3, 1, 0x409)
            for name in made["name"].names
            if name.nameID in (1, 3, 4, 6)
        )
        kept = {number: made["name"].getDebugName(number) for number in (0, 5, 13, 14)}
        assert kept == {number: f"old {number}" for number in kept}, "rights, version, licence and its address go along"
        assert {name.nameID for name in made["name"].names} == {0, 1, 2, 3, 4, 5, 6, 13, 14}
        outline = RecordingPen()
        made.getGlyphSet()[".notdef"].draw(outline)
        assert outline.value, "a sign that is missing must show as a box"
        top = made["CFF "].cff
        assert (top.fontNames, top[0].FamilyName, top[0].FullName) == (
            [f"ReformSans-{style}"],
            "Reform Sans",
            f"Reform Sans {style}",
        )
        assert made.reader["head"][20:36] == bytes(16), "the day on which it was made and changed is in it"
        assert not set(font.VERTICAL) & set(made.keys())
        assert "hmtx" in made


def test_the_same_font_gives_the_same_bytes(folder):
    """Figures are compared to the byte: a font with the hour in it would change them all."""
    first = [path.read_bytes() for path in font.renew(*full())]
    assert [path.read_bytes() for path in font.renew(*full())] == first
    assert first[0] != first[1]


def test_of_a_collection_the_simplified_face_is_taken(folder, tmp_path):
    """The Japanese face draws some characters otherwise."""
    faces = []
    for path, family in zip(reversed(full()), ("Noto Sans CJK JP", "Noto Sans CJK SC"), strict=True):
        face = TTFont(path)
        face["name"].setName(family, 1, 3, 1, 0x409)
        faces.append(face)
    collection = TTCollection()
    collection.fonts = faces
    both = tmp_path / "full.TTC"
    collection.save(both)
    made = TTFont(font.renew(both, both)[0])
    plain = TTFont(font.renew(*full())[0])
    assert made["hmtx"].metrics == plain["hmtx"].metrics
    assert made["OS/2"].usWeightClass == TTFont(full()[0])["OS/2"].usWeightClass


def test_a_font_that_lacks_a_character_is_refused(folder, monkeypatch):
    """A figure would show a box; signs that are no Chinese may be missing."""
    monkeypatch.setattr(font, "characters_in_use", lambda: USED | set("龘靐★"))
    with pytest.raises(
        ValueError, match=f"^{re.escape(str(full()[0]))}: found no glyph for 靐龘, expected a full Chinese font$"
    ):
        font.renew(*full())
    assert not list(folder.glob("*.otf"))


def test_what_is_used_is_read_from_tables_chapters_and_pages(tmp_path, monkeypatch):
    """Latin letters and signs always; of the rest what stands somewhere, full-width signs too."""
    for folder, name in (
        ("data", "a.csv"),
        ("data", "b.json"),
        ("book", "a.md"),
        ("book", "zh.md"),
        ("book", "b.txt"),
        ("notebooks", "01_a.ipynb"),
    ):
        (tmp_path / folder).mkdir(exist_ok=True)
        (tmp_path / folder / name).write_text(
            {
                "a.csv": "济é",
                "a.md": "南，Ａ",
                "zh.md": "---\nlang: zh-CN\n---\n页",
                "01_a.ipynb": "区☃\u3000\u9fff\uff00\uffef",
            }.get(name, "不"),
            encoding="utf-8",
        )
    monkeypatch.setattr(font, "DATA", tmp_path / "data")
    monkeypatch.setattr(font, "NOTEBOOKS", tmp_path / "notebooks")
    monkeypatch.setattr(font, "chapters", lambda: [tmp_path / "notebooks" / "01_a.ipynb"])
    assert font.characters_in_use() == set(font.LATIN + font.SIGNS + "济南，Ａ区\u3000\u9fff\uff00\uffef")
