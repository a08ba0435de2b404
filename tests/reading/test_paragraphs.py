"""A text as paragraphs: what two copies of it share, and how one is known again."""

from casebook.reading.article import checksum, normalised, paragraphs


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
    assert len(checksum("")) == 64
