"""A Word file: its pictures counted, the numbers of its notes left out, and a broken one refused."""

from __future__ import annotations

from types import SimpleNamespace

import pytest
from casebook.reading import documents
from casebook.reading.documents import UnreadableDocument, office


def test_a_word_file_of_pictures_and_notes(monkeypatch):
    """The pictures are counted, the numbers of its notes are no part of the text, and other raised signs are."""
    made = (
        '<p>64<sup><a href="#footnote-1" id="footnote-ref-1">[1]</a></sup> to 19<sup><a href="#endnote-1">[2]</a></sup> m<sup>2'
        '</sup></p><p><img/><img/></p><ol><li>Kept. <a href="#footnote-ref-1">↑</a></li><li>Shut. <a href="#endnote-ref-1">↑</a></li></ol>'
    )
    given, pictures = [], []

    def convert(file, convert_image):
        given.append(file.read())
        pictures.extend(convert_image(SimpleNamespace(alt_text="")))
        return SimpleNamespace(value=made)

    monkeypatch.setattr(office.mammoth, "convert_to_html", convert)
    found = office.read(b"a file")
    assert given == [b"a file"]
    assert [(one.tag_name, one.attributes) for one in pictures] == [("img", {})]  # without its bytes
    assert found == documents.Document(["64 to 19 m2", "Kept.", "Shut."], "docx", "", ["2 pictures were not read"])


def test_a_broken_word_file_is_refused():
    """By what it failed with."""
    with pytest.raises(UnreadableDocument) as error:
        office.read(b"nothing")
    assert str(error.value) == "found a broken Word file (BadZipFile): save it again"
