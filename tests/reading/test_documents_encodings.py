"""How a text is encoded: what its mark says, what it says itself, what reads as UTF-8, what is guessed; and what is doubtful."""

from __future__ import annotations

import codecs

import pytest
from casebook.reading.documents import UnreadableDocument, encodings
from casebook.reading.documents.encodings import Decoded, decode, frequent_share

FREQUENT, RARE = "的", "龘"


@pytest.fixture
def guessed(monkeypatch):
    """Let the guess of an encoding be this one; returns how many bytes it was made from."""
    seen = []

    def guess(name: str | None) -> list[int]:
        monkeypatch.setattr(
            encodings.chardet, "detect", lambda raw: seen.append(len(raw)) or {"encoding": name, "confidence": 1.0}
        )
        return seen

    return guess


@pytest.mark.parametrize(
    ("raw", "declared", "expected"),
    [
        (b"abc", "", Decoded("abc", "utf-8", [])),
        (b"abc", "ascii", Decoded("abc", "utf-8", [])),
        (b"caf\xe9", "ISO-8859-1", Decoded("café", "cp1252", [])),
        ("门店".encode("gbk"), "GB2312", Decoded("门店", "gb18030", [])),
        ("門店".encode("big5"), "Big5", Decoded("門店", "big5hkscs", [])),
        ("门店".encode("gbk"), "gbk", Decoded("门店", "gb18030", [])),
        ("é".encode(), "koi8-nothing", Decoded("é", "utf-8", ["it says that it is koi8-nothing, and it is not"])),
        ("é".encode(), "ascii", Decoded("é", "utf-8", [])),
        (codecs.BOM_UTF8 + "门".encode(), "gbk", Decoded("门", "utf-8-sig", [])),
        (codecs.BOM_UTF16_LE + "门".encode("utf-16-le"), "", Decoded("门", "utf-16", [])),
        (codecs.BOM_UTF16_BE + "门".encode("utf-16-be"), "utf-8", Decoded("门", "utf-16", [])),
        (codecs.BOM_UTF32_LE + "门".encode("utf-32-le"), "", Decoded("门", "utf-32", [])),
        (codecs.BOM_UTF32_BE + "门".encode("utf-32-be"), "", Decoded("门", "utf-32", [])),
    ],
)
def test_a_text_is_read_by_its_mark_by_what_it_says_or_as_utf_8(raw, declared, expected):
    """A mark binds; what a file says of itself is tried in its wider form, and a lie is told."""
    assert decode(raw, declared) == expected


def test_what_says_nothing_is_guessed_and_the_guess_is_told(guessed):
    """From its beginning alone, in the wider form of what was guessed, behind what else there is to tell."""
    seen = guessed("GB2312")
    raw = "门店".encode("gbk")
    told = "nothing in it says its encoding: read as gb18030"
    assert decode(raw) == Decoded("门店", "gb18030", [told])
    assert decode(raw, "shift-nothing").notes == ["it says that it is shift-nothing, and it is not", told]
    guessed("KOI8-R")
    assert decode("门店".encode("gbk")).encoding == "koi8-r"
    decode(b"\xe9" * 100_001)
    assert seen == [4, 4, 4, 100_000]


@pytest.mark.parametrize("guess", [None, "", "no-such-encoding", "ascii"])
def test_what_no_encoding_reads_is_refused(guessed, guess):
    """With what to do about it."""
    guessed(guess)
    with pytest.raises(UnreadableDocument) as error:
        decode(b"\xff\xe9")
    assert str(error.value) == "found no text in an encoding known here, expected text: save it in UTF-8"


@pytest.mark.parametrize("control", [0, 8, 0x0E, 0x19, 0x1B, 0x1F])
def test_a_control_is_no_text(guessed, control):
    """In UTF-8, in what is guessed, and behind a mark; line ends, tabs and the end of a file of DOS are."""
    guessed("cp1252")
    with pytest.raises(UnreadableDocument, match="^found no text in an encoding known here"):
        decode(b"a" + bytes([control]))
    with pytest.raises(UnreadableDocument) as error:
        decode(codecs.BOM_UTF8 + b"a" + bytes([control]))
    assert str(error.value) == "found another encoding than its mark says: save it in UTF-8"
    assert decode(b"a\t\n\x0b\x0c\r\x1ab").text == "a\t\n\x0b\x0c\r\x1ab"


def test_a_sign_for_private_use_stands_in_a_note_and_never_in_a_guess(guessed):
    """In UTF-8 somebody wrote it; in GB 18030 it is what a wrong guess makes of other signs."""
    assert decode("a\ue000\uf8ff".encode()) == Decoded(
        "a\ue000\uf8ff", "utf-8", ["2 signs have a meaning in their font alone, or are those of another encoding"]
    )
    guessed("gb18030")
    with pytest.raises(UnreadableDocument, match="^found no text in an encoding known here"):
        decode("a\ue000".encode("gb18030"))


@pytest.mark.parametrize(
    ("text", "encoding", "expected"),
    [
        (FREQUENT * 12, "utf-8", 1), (FREQUENT * 11, "utf-8", None), (FREQUENT * 6 + RARE * 6, "utf-8", 0.5), (RARE * 12, "utf-8", 0),
        ("籲" * 12, "utf-8", 1), ("乂" * 12, "utf-8", 0), ("亍" * 12, "utf-8", 0), ("皑" * 12, "utf-8", 1), ("個" * 12, "utf-8", 1),
        ("abc" * 9, "utf-8", None), ("", "utf-8", None), (FREQUENT * 12 + "abc！", "gb18030", 1),
        (FREQUENT * 15 + "の" * 3, "utf-8", 1), (FREQUENT * 15 + "の" * 4, "utf-8", None), (FREQUENT * 15 + "한" * 4, "utf-8", None),
        (FREQUENT * 12 + "の" * 4, "gb18030", 0.75), (FREQUENT * 12 + "α" * 4, "big5hkscs", 0.75), (FREQUENT * 12 + "α" * 4, "utf-8", 1),
        (FREQUENT * 100_000 + RARE * 100_000, "utf-8", 1),
    ],
)  # fmt: skip
def test_the_share_of_frequent_signs(text, encoding, expected):
    """Of twelve at least; a fifth of kana or Hangul makes another language, but not of what claims to be Chinese."""
    assert frequent_share(text, encoding) == expected


def test_the_share_is_that_of_a_text_in_utf_8_unless_said_otherwise():
    """Greek letters are then no sign of a wrong encoding."""
    assert frequent_share(FREQUENT * 12 + "α" * 4) == 1


@pytest.mark.parametrize(
    ("rare", "notes"),
    [(0, []), (1, []), (2, ["10% of its Chinese signs are rare ones: is its encoding right?"])],
)
def test_rare_signs_stand_in_a_note(rare, notes):
    """From more than a twentieth on, in whatever encoding."""
    text = FREQUENT * (20 - rare) + RARE * rare
    for encoding in ("utf-8", "gb18030"):
        assert decode(text.encode(encoding), encoding).notes == notes


def test_a_text_of_rare_signs_is_refused_unless_it_is_utf_8():
    """A fifth is a note, more is another encoding; UTF-8 leaves no room for a mistake."""
    note = "20% of its Chinese signs are rare ones: is its encoding right?"
    assert decode((FREQUENT * 16 + RARE * 4).encode("gb18030"), "gb18030").notes == [note]
    with pytest.raises(UnreadableDocument) as error:
        decode((FREQUENT * 15 + RARE * 5).encode("gb18030"), "gb18030")
    assert str(error.value) == (
        "found that 25% of its Chinese signs are rare ones, as of a text in another encoding: save it in UTF-8"
    )
    assert decode((RARE * 12).encode()).notes == ["100% of its Chinese signs are rare ones: is its encoding right?"]


def test_what_was_spoilt_before_stands_in_notes():
    """Each with how often, in one order."""
    assert decode("a\ufffdb\ufffd \ue000 cafÃ© â€™".encode()).notes == [
        "2 signs were lost before it came here (U+FFFD)",
        "1 signs have a meaning in their font alone, or are those of another encoding",
        "garbled in 2 places, as 'Ã©': it was once read in another encoding",
    ]
