"""A text as paragraphs: what two copies of it share, and how one is known again."""

import codecs
import unicodedata
from types import SimpleNamespace

import pytest
from casebook.reading import article
from casebook.reading.article import checksum, decoded, hidden_signs, normalised, paragraphs


def test_paragraphs_are_the_lines_that_hold_something():
    """An empty line, or one of blanks, would shift the number of every paragraph behind it."""
    assert paragraphs("一\n\n　\n 二 三\r\n四") == ["一", "二三", "四"]
    assert paragraphs("") == []


def test_what_copies_differ_in_is_levelled():
    """Full-width digits and signs, and blanks of any width, come and go with the editor."""
    assert normalised("１５％ 左\u3000右\n") == "15%左右"


def test_a_paragraph_is_known_by_its_checksum():
    """One sign more or less is another paragraph."""
    assert checksum("改革") == checksum("改革")
    assert checksum("改革") != checksum("改革。")
    assert checksum("abc") == "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad"  # as FIPS 180-2 has it
    assert checksum("é") == checksum("\u00e9") != checksum("e\u0301")


TEXT = "改革 64 → 19\r\n\t第二段\x1a"


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-32"])
def test_a_text_is_read_in_its_encoding(encoding):
    """By its mark, which is no part of it; a tab, line ends and the end of a file of DOS are writing."""
    assert decoded(TEXT.encode(encoding)) == TEXT


def test_an_encoding_without_a_mark_is_found_out():
    """What reads as UTF-8 is UTF-8; else GB18030, of which GBK is part; else UTF-16 of either order."""
    assert decoded("改革".encode("gbk")) == decoded("改革".encode()) == "改革"
    for encoding in ("utf-16-le", "utf-16-be"):
        assert decoded("64 departments, cut to 19".encode(encoding)) == "64 departments, cut to 19"
    assert decoded(codecs.BOM_UTF16_BE + "改革".encode("utf-16-be")) == "改革"
    assert decoded(codecs.BOM_UTF32_BE + "改革".encode("utf-32-be")) == "改革"
    assert decoded(b"") == ""


@pytest.mark.parametrize("sign", "\t\n\x0b\x0c\r\x1a\x85")
def test_signs_that_part_lines_are_writing(sign):
    """Old files and old printers have them."""
    assert decoded(f"改{sign}革".encode("utf-8-sig")) == f"改{sign}革"


@pytest.mark.parametrize("sign", ["\x00", "\x08", "\x1b", "\x9f", "\ue001", "\u0378"])
@pytest.mark.parametrize("encoding", ["utf-8-sig", "utf-16", "utf-32"])
def test_a_mark_binds(sign, encoding):
    """A control, a sign for private use and one that stands for none are no writing, and no other encoding is tried."""
    with pytest.raises(ValueError, match="^found no text in UTF-8, GB18030 or UTF-16$"):
        decoded(f"改{sign}革".encode(encoding))


@pytest.mark.parametrize(
    ("raw", "found"),
    [
        (b"%PDF-1.7", "found a PDF file"),
        (b"PK\x03\x04", "found a Word or zip file"),
        (b"\xd0\xcf\x11\xe0", "found a Word file"),
        (b"\xff\xfea", "found no text in UTF-8, GB18030 or UTF-16"),
        (b"\x00\x01\x02", "found no text in UTF-8, GB18030 or UTF-16"),
        ("\ue001".encode(), "found no text in UTF-8, GB18030 or UTF-16"),
    ],
    ids=["a PDF", "a zip", "an old Word file", "half a sign", "controls", "private use"],
)
def test_what_is_no_text_is_refused(raw, found):
    """By what it is; a mark binds, and so do signs that no writing has."""
    with pytest.raises(ValueError, match=f"^{found}$"):
        decoded(raw)


def test_signs_that_show_nothing_are_counted_by_name():
    """Once each, in the order of their numbers; a blank is none."""
    assert hidden_signs("a\u200bb\u200b \u00ad\u3000") == {"SOFT HYPHEN (U+00AD)": 1, "ZERO WIDTH SPACE (U+200B)": 2}
    assert hidden_signs("\U000e0041") == {"TAG LATIN CAPITAL LETTER A (U+E0041)": 1}
    assert hidden_signs("plain\n") == {}


def test_a_hidden_sign_without_a_name_is_given_by_its_number(monkeypatch):
    """A sign that is newer than the tables of this Python must not end the reading."""
    nameless = SimpleNamespace(category=unicodedata.category, name=lambda sign, otherwise: otherwise)
    monkeypatch.setattr(article, "unicodedata", nameless)
    assert hidden_signs("a\u200bb") == {"a sign (U+200B)": 1}


def test_half_a_sign_is_no_writing():
    """An encoding that let one pass would be the wrong one."""
    assert article._is_no_writing("\ud800")
    assert not article._is_no_writing("改")
