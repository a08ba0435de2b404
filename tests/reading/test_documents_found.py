"""What a file holds once it is read: white space as single blanks, and nothing that shows nothing."""

from __future__ import annotations

import pytest
from casebook.reading import documents
from casebook.reading.documents import UnreadableDocument


def test_a_document_is_cleaned_behind_its_own_notes():
    """What was taken out is told last; a file of nothing but such signs holds no text."""
    cleaned = documents.Document(["a \u200b b\n", " \u00ad", "c"], "text", "utf-8", ["first"]).cleaned()
    assert cleaned == documents.Document(
        ["a b", "c"], "text", "utf-8", ["first", "taken out: 1 SOFT HYPHEN (U+00AD), 1 ZERO WIDTH SPACE (U+200B)"]
    )
    with pytest.raises(UnreadableDocument) as error:
        documents.Document([" ", "\u200b"], "text").cleaned()
    assert str(error.value) == "found no text in it, expected paragraphs"
