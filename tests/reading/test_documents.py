"""Articles of every kind are read as their paragraphs; a bad file has one clear line, and no doubt is kept silent."""

from __future__ import annotations

import io
import os
import zipfile
from datetime import date, datetime

import pytest
from casebook.reading import documents
from casebook.reading.documents import UnreadableDocument, encodings, lines, paragraphs_of, pdf, web
from handed_in import write_docx, write_pdf

ENGLISH = [
    "Fewer desks",
    "The posts fell from 64 to 19, a cut of 70.3 %.",
    "Nobody answered the café’s letters — “naïve”.",
]
CHINESE = [
    "一年来的变化",
    "门店由64个减少到19个，精简70.3%。",
    "有关负责人表示，将适时公布情况，来信一直没有得到答复。",
]
TRADITIONAL = ["一年來的變化", "員工由六十四人減少到十九人，精簡百分之七十。", "公司表示會議沒有討論其他的問題。"]
PAGE = """<html><head><title>T</title><style>p {{ width: 77px }}</style></head><body>
<div class="menu"><a href="/">Home</a> <a href="/n">News 24</a></div>
<div class="article"><h1>Fewer desks, same work in the town of Ashby</h1>
<p>The number of posts fell from <b>64</b> to 19, a cut of <a href="/x">70.3 %</a>, as the council said on Friday.</p>
<p>The mayor thanked the staff and promised a report on the {word} that were closed in the course of the year.</p>
<table><tr><th>Year</th><th>Posts</th></tr><tr><td>2018</td><td>64</td></tr></table>
<ul><li>First, twelve schools were closed before the summer.</li></ul></div>
<div class="links"><h3>Most read</h3><ul><li><a href="/2">90 % off</a></li></ul></div>
<script>var sold = 4711;</script></body></html>"""


def written(folder, name: str, content: bytes | str, encoding: str = "utf-8"):
    """A file of that name."""
    path = folder / name
    path.write_bytes(content.encode(encoding) if isinstance(content, str) else content)
    return path


def refused(path) -> str:
    """The line by which a file is refused."""
    with pytest.raises(UnreadableDocument) as error:
        paragraphs_of(path)
    line = str(error.value)
    assert line.startswith(f"{path.name}: found ")
    assert "\n" not in line
    return line


# --------------------------------------------------------------------------------------------------------- encodings


@pytest.mark.parametrize(
    ("encoding", "text", "told"),
    [
        ("utf-8", ENGLISH, "utf-8"),
        ("utf-8-sig", CHINESE, "utf-8-sig"),
        ("utf-16", CHINESE, "utf-16"),
        ("utf-32", ENGLISH, "utf-32"),
        ("utf-16-le", CHINESE, "utf-16-le"),
        ("utf-16-be", ENGLISH, "utf-16-be"),
        ("gbk", CHINESE, "gb18030"),
        ("gb18030", CHINESE, "gb18030"),
        ("big5", TRADITIONAL, "big5hkscs"),
        ("cp1252", ENGLISH, "windows-1252"),
    ],
)
def test_encodings_are_found_out(tmp_path, encoding, text, told):
    """What no mark tells is told in a note."""
    found = paragraphs_of(written(tmp_path, "a.txt", "\n".join(text), encoding))
    assert (found.paragraphs, found.kind, found.encoding) == (text, "text", told)
    assert bool(found.notes) == (told not in ("utf-8", "utf-8-sig", "utf-16", "utf-32"))


@pytest.mark.parametrize("short", ["减少70%", "门店由64个减少到19个。"])
def test_a_short_text_in_gbk_is_not_taken_for_korean(tmp_path, short):
    assert paragraphs_of(written(tmp_path, "a.txt", short, "gbk")).paragraphs == [short]


def test_a_wrong_guess_is_not_silent(tmp_path, monkeypatch):
    """Big5 read as GB18030 would be Chinese signs that nobody writes."""
    told = {"encoding": "GB18030", "confidence": 1.0}
    monkeypatch.setattr(encodings.chardet, "detect", lambda _: told)
    monkeypatch.setattr(
        encodings, "_strictly", lambda raw, name: raw.decode(name, "ignore") if name != "utf-8" else None
    )
    assert "rare ones" in refused(written(tmp_path, "a.txt", "\n".join(TRADITIONAL), "big5"))


def test_what_was_garbled_before_stands_in_a_note(tmp_path):
    """UTF-8 once read as GB18030 and saved again."""
    garbled = "\n".join(CHINESE).encode().decode("gb18030", "ignore")
    notes = paragraphs_of(written(tmp_path, "a.txt", garbled)).notes
    assert any("of its Chinese signs are rare ones: is its encoding right?" in note for note in notes)


def test_frequent_signs():
    assert encodings.frequent_share("".join(CHINESE)) == 1
    assert encodings.frequent_share("".join(TRADITIONAL)) == 1
    assert encodings.frequent_share("".join(ENGLISH)) is None
    assert encodings.frequent_share("東京都の人口は前年より増加した。" * 9) is None
    assert encodings.frequent_share("\n".join(TRADITIONAL).encode("big5").decode("gb18030", "ignore"), "gb18030") < 0.5
    assert encodings.frequent_share("".join(CHINESE).encode("gbk").decode("big5", "ignore") * 3) < encodings.DOUBTFUL


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("The cafÃ©â€™s takings rose 12 %.", "garbled in 2 places, as 'Ã©'"),
        ("门店减少锟斤拷个", "garbled in 1 places"),
        ("Posts fell from 6\ufffd to 19.", "1 signs were lost before it came here"),
        ("Posts fell from 6\u200b4 to 19.", "taken out: 1 ZERO WIDTH SPACE (U+200B)"),
    ],
)
def test_what_is_doubtful_stands_in_a_note(tmp_path, text, told):
    assert any(told in note for note in paragraphs_of(written(tmp_path, "a.txt", text)).notes)


def test_a_sign_that_shows_nothing_cuts_no_figure(tmp_path):
    found = paragraphs_of(written(tmp_path, "a.txt", "Posts\u3000fell \u00a0from 6\u200b4 to 1\u00ad9."))
    assert found.paragraphs == ["Posts fell from 64 to 19."]


# -------------------------------------------------------------------------------------------------------------- text


def test_lines_that_end_at_a_margin_are_joined(tmp_path):
    text = (
        "The number of posts in the town fell from 64\nto 19 within a year, as the council an-\n"
        "nounced on Friday in the old hall. It was\na cut of 70.3 %.\n\nNobody was dismissed.\n"
    )
    found = paragraphs_of(written(tmp_path, "a.txt", text))
    assert found.paragraphs == [
        "The number of posts in the town fell from 64 to 19 within a year, as the council announced on Friday in the old "
        "hall. It was a cut of 70.3 %.",
        "Nobody was dismissed.",
    ]
    assert found.notes == ["lines that end at a margin were joined"]
    assert (found.kind, found.encoding) == ("text", "utf-8")


def test_chinese_lines_are_joined_without_a_blank(tmp_path):
    text = "改革以后门店的数量由去年年底的\n64个减少到今年六月底的19个左右\n一共精简百分之七十。\n\n来信没有答复。"
    assert paragraphs_of(written(tmp_path, "a.txt", text)).paragraphs == [
        "改革以后门店的数量由去年年底的64个减少到今年六月底的19个左右一共精简百分之七十。",
        "来信没有答复。",
    ]


def test_paragraphs_of_a_line_each_are_left_alone():
    assert not lines.are_wrapped(CHINESE)
    assert not lines.are_wrapped([f"{line} And so it went on for a long while." for line in ENGLISH])
    assert not lines.are_wrapped(["Posts", "Offices", "Schools of the town", "End"])


# --------------------------------------------------------------------------------------------------------------- web


def test_a_page_without_what_stands_round_its_article(tmp_path):
    found = paragraphs_of(written(tmp_path, "a.html", PAGE.format(word="schools")))
    assert found.kind == "html"
    assert found.paragraphs == [
        "Fewer desks, same work in the town of Ashby",
        "The number of posts fell from 64 to 19, a cut of 70.3 %, as the council said on Friday.",
        "The mayor thanked the staff and promised a report on the schools that were closed in the course of the year.",
        "Year | Posts",
        "2018 | 64",
        "First, twelve schools were closed before the summer.",
    ]
    assert found.notes == ["left out as no part of the article: 3 lines of the page, 2 of them with a figure"]


@pytest.mark.parametrize("name", ["a.html", "a.txt", "a"])
def test_a_page_is_known_by_its_content(tmp_path, name):
    assert paragraphs_of(written(tmp_path, name, PAGE.format(word="schools"))).kind == "html"


def test_the_encoding_that_a_page_names(tmp_path):
    page = PAGE.format(word="门店学校").replace("<head>", '<head><meta charset="gb2312">')
    found = paragraphs_of(written(tmp_path, "a.html", page, "gbk"))
    assert any("门店学校" in one for one in found.paragraphs)
    assert found.encoding == "gb18030"
    assert len(found.notes) == 1
    lied = paragraphs_of(written(tmp_path, "b.html", page.replace("gb2312", "utf-16"), "utf-8"))
    assert any("门店学校" in one for one in lied.paragraphs)
    assert "it says that it is utf-16, and it is not" in lied.notes


def test_a_page_without_an_article_is_read_whole(tmp_path, monkeypatch):
    monkeypatch.setattr(web.trafilatura, "extract", lambda *_, **__: None)
    found = paragraphs_of(written(tmp_path, "a.html", PAGE.format(word="schools")))
    assert "90 % off" in found.paragraphs
    assert not any("4711" in one or "77px" in one for one in found.paragraphs)
    assert found.notes == ["no article was found in the page: all its text was read"]


# ---------------------------------------------------------------------------------------------------- Word, sheets, PDF


def test_a_word_file_as_its_reader_sees_it(tmp_path):
    """Text put in under tracked changes counts, struck out text does not; footnotes come last, without their numbers."""
    tracked = (
        '<w:p><w:r><w:t xml:space="preserve">Posts fell from </w:t></w:r><w:del w:id="1"><w:r><w:delText>99</w:delText></w:r>'
        '</w:del><w:ins w:id="2"><w:r><w:t>64</w:t></w:r></w:ins><w:r><w:t xml:space="preserve"> to 19.</w:t></w:r>'
        '<w:r><w:footnoteReference w:id="2"/></w:r></w:p>'
    )
    table = "<w:tbl><w:tr><w:tc><w:p><w:r><w:t>Posts</w:t></w:r></w:p></w:tc><w:tc><w:p><w:r><w:t>19</w:t></w:r></w:p></w:tc></w:tr></w:tbl>"
    write_docx(tmp_path / "a.docx", ["Fewer desks", tracked, table], footnote="Without 31 trainees.")
    found = paragraphs_of(tmp_path / "a.docx")
    assert found.paragraphs == ["Fewer desks", "Posts fell from 64 to 19.", "Posts | 19", "Without 31 trainees."]
    assert (found.kind, found.encoding, found.notes) == ("docx", "", [])


def test_a_workbook(tmp_path):
    import openpyxl

    book = openpyxl.Workbook()
    sheet = book.active
    sheet.append(["Posts", 64, 0.703])
    sheet["C1"].number_format = "0.0%"
    sheet.append([])
    sheet.append(["Nobody answered.", None, 1234567])
    other = book.create_sheet("kept back")
    other.append(["Two schools"])
    other.sheet_state = "hidden"
    book.save(tmp_path / "a.xlsx")
    found = paragraphs_of(tmp_path / "a.xlsx")
    assert found.paragraphs == ["Posts | 64 | 70.3%", "Nobody answered. | 1234567", "Two schools"]
    assert found.notes == ["the sheet 'kept back' is hidden, and was read"]
    assert (found.kind, found.encoding) == ("xlsx", "")


@pytest.mark.parametrize("separator", [",", ";", "\t"])
def test_a_table_of_text(tmp_path, separator):
    rows = (
        separator.join(["place", "text"])
        + "\n"
        + separator.join(["Ashby", '"Posts fell,\nby 70 %; it is said."'])
        + "\n"
    )
    found = paragraphs_of(written(tmp_path, "a.csv", rows))
    assert found.paragraphs == ["place | text", "Ashby | Posts fell, by 70 %; it is said."]
    assert paragraphs_of(written(tmp_path, "b.csv", "One.\nTwo.\n")).paragraphs == ["One.", "Two."]


def test_a_pdf_without_running_heads_and_page_numbers(tmp_path):
    full = "The number of {} in the town fell from sixty-four to 19 in"
    things = ("posts", "desks", "shops", "lamps", "stamps", "seals")
    pages = [
        [
            "The Town Paper, 5 July",
            full.format(one),
            "a year, by 70.3 %.",
            full.format(two),
            f"the year, of {one}.",
            f"- {number} -",
        ]
        for number, (one, two) in enumerate(zip(things[::2], things[1::2], strict=True), start=1)
    ]
    write_pdf(tmp_path / "a.pdf", pages)
    found = paragraphs_of(tmp_path / "a.pdf")
    ends = [end for one in things[::2] for end in ("a year, by 70.3 %.", f"the year, of {one}.")]
    assert found.paragraphs == [f"{full.format(thing)} {end}" for thing, end in zip(things, ends, strict=True)]
    assert found.notes == [
        "paragraphs were guessed from the length of lines",
        "left out as running heads and page numbers: 6 lines",
    ]
    assert (found.kind, found.encoding) == ("pdf", "")


def test_a_page_of_a_pdf_that_is_a_picture_is_named(tmp_path):
    write_pdf(tmp_path / "a.pdf", [["Posts fell to 19."], []])
    assert paragraphs_of(tmp_path / "a.pdf").notes == [
        "paragraphs were guessed from the length of lines",
        "without text, as pictures are: page 2",
    ]


# --------------------------------------------------------------------------------------------------------- bad inputs


def test_days_and_shares_of_a_workbook_are_shown_as_they_are_there(tmp_path):
    """A day without its hour, a share in per cent, a whole number without a point."""
    import openpyxl

    book = openpyxl.Workbook()
    book.active.append([date(2020, 8, 28), datetime(2020, 8, 28, 9, 30), 0.5, 42.0, 1.25])
    book.active["C1"].number_format = "0%"
    book.save(tmp_path / "a.xlsx")
    (line,) = paragraphs_of(tmp_path / "a.xlsx").paragraphs
    assert line.split(" | ")[0] == "2020-08-28"
    assert line.split(" | ")[2:] == ["50%", "42", "1.25"]


def test_a_word_file_of_nothing_but_a_blank(tmp_path):
    write_docx(tmp_path / "a.docx", [])
    assert refused(tmp_path / "a.docx") == "a.docx: found a Word file without text, expected paragraphs"


def test_every_sign_that_shows_nothing_is_counted(tmp_path):
    """By its name, those of two kinds in one note; what stands between paragraphs counts for nothing."""
    found = paragraphs_of(written(tmp_path, "a.txt", "The 6\u200b4 po\u00adsts.\n\nThey fell to 1\u200b9.\n"))
    assert found.paragraphs == ["The 64 posts.", "They fell to 19."]
    assert found.notes == ["taken out: 1 SOFT HYPHEN (U+00AD), 2 ZERO WIDTH SPACE (U+200B)"]


def test_bad_files_have_a_line_each(tmp_path, monkeypatch):
    write_pdf(tmp_path / "pictures.pdf", [[], []])
    assert "a PDF of pictures, 2 pages without text" in refused(tmp_path / "pictures.pdf")
    write_pdf(tmp_path / "locked.pdf", [["Posts fell to 19."]], password="secret")
    assert "an encrypted PDF" in refused(tmp_path / "locked.pdf")
    assert "a broken PDF" in refused(written(tmp_path, "broken.pdf", b"%PDF-1.7\nnothing"))
    assert "an empty file" in refused(written(tmp_path, "empty.txt", b""))
    assert "an empty file" in refused(written(tmp_path, "blank.txt", b" \n\0\n"))
    assert "no such file" in refused(tmp_path / "nowhere.txt")
    assert "a folder" in refused(tmp_path)
    assert "no text in an encoding" in refused(written(tmp_path, "noise.txt", bytes(range(256)) * 9))
    assert "a picture" in refused(written(tmp_path, "a.txt", b"\x89PNG\r\n\x1a\n" + bytes(99)))
    assert "of before 2007" in refused(written(tmp_path, "old.doc", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(99)))
    assert "an RTF file" in refused(written(tmp_path, "a.rtf", "{\\rtf1 Posts fell}"))
    assert "another encoding than its mark says" in refused(written(tmp_path, "odd.txt", b"\xff\xfea"))
    assert "no text in" in refused(written(tmp_path, "a.html", "<html><body><script>1</script></body></html>"))


def test_broken_and_foreign_zip_files(tmp_path):
    write_docx(tmp_path / "a.docx", ENGLISH)
    whole = (tmp_path / "a.docx").read_bytes()
    assert "a broken zip file" in refused(written(tmp_path, "cut.docx", whole[: len(whole) // 2]))
    assert "a broken Word file" in refused(
        written(tmp_path, "spoilt.docx", _with_member("word/document.xml", "<w:doc"))
    )
    assert "a broken spreadsheet" in refused(written(tmp_path, "spoilt.xlsx", _with_member("xl/workbook.xml", "<w")))
    assert "holds no Word file" in refused(written(tmp_path, "a.zip", _with_member("letter.txt", "64")))


def _with_member(name: str, text: str) -> bytes:
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w") as file:
        file.writestr(name, text)
    return packed.getvalue()


def test_what_is_too_large_is_not_read(tmp_path, monkeypatch):
    """50 MB: told by its size, before a byte of it is read."""
    path = tmp_path / "huge.txt"
    with path.open("wb") as file:
        file.truncate(50 * 10**6)
    monkeypatch.setattr(type(path), "read_bytes", lambda _: pytest.fail("it was read"))
    assert refused(path) == "huge.txt: found 50.0 MB, expected at most 20 MB: divide it"


def test_a_small_file_that_unpacks_to_a_large_one(tmp_path, monkeypatch):
    monkeypatch.setattr(documents, "MOST_UNPACKED", 1000)
    assert "MB when unpacked" in refused(written(tmp_path, "a.docx", _with_member("word/document.xml", "a" * 1001)))


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="this system has no pipes in folders")
def test_a_pipe_is_not_waited_for(tmp_path):
    os.mkfifo(tmp_path / "pipe.txt")
    assert "no common file" in refused(tmp_path / "pipe.txt")


def test_a_pdf_whose_font_says_nothing(tmp_path, monkeypatch):
    monkeypatch.setattr(pdf, "_pages", lambda _: [["(cid:12)(cid:3)\ue001\ue002 a"]])
    assert "have no meaning in its font" in refused(written(tmp_path, "a.pdf", b"%PDF-1.7"))


# ------------------------------------------------------------------------------------------------ kinds, in full


ACCEPTED = "expected text, HTML, PDF, DOCX, XLSX or CSV"


@pytest.mark.parametrize(
    ("raw", "suffix", "kind"),
    [
        (b"%PDF-1.7", ".txt", "pdf"), (b" " * 1020 + b"%PDF", "", "pdf"), (b" " * 1021 + b"%PDF", "", "text"),
        (b"x" * 4091 + b"<html", "", "html"), (b"x" * 4092 + b"<html", "", "text"), (b"<!DOCTYPE  HTML>", ".txt", "html"),
        (b"<BODY>", ".csv", "html"), (b"<header>", "", "text"), (b"<!doctype xml>", "", "text"),
        ("\ufeff<html".encode("utf-16-le"), "", "html"), ("\ufeff<html".encode("utf-16-be"), "", "html"), ("<html".encode("utf-16-le"), "", "text"),
        (b"abc", ".html", "html"), (b"abc", ".htm", "html"), (b"abc", ".xhtml", "html"), (b"abc", ".csv", "csv"), (b"abc", ".tsv", "csv"),
        (b"abc", ".md", "text"), (b"abc", "", "text"), (b"", "", "text"),
    ],
)  # fmt: skip
def test_what_a_file_is_its_first_bytes_say(raw, suffix, kind):
    """The end of its name counts only where they say nothing."""
    assert documents.kind_of(raw, suffix) == kind
    if not suffix:
        assert documents.kind_of(raw) == kind


def test_the_end_of_a_name_counts_in_capitals_too(tmp_path):
    """And a path may be given as a text."""
    assert paragraphs_of(str(written(tmp_path, "A.CSV", "a,b\nc,d\n"))).kind == "csv"


PICTURE, ARCHIVE = "a picture: have its text recognised first", "an archive: unpack it first"


@pytest.mark.parametrize(
    ("raw", "told"),
    [
        (b"", f"found an empty file, {ACCEPTED}"), (b"\0 \t\r\n", f"found an empty file, {ACCEPTED}"),
        (b"\xd0\xcf\x11\xe0a", f"found a Word or Excel file of before 2007: save it as DOCX or XLSX ({ACCEPTED})"),
        (b"{\\rtf1", f"found an RTF file: save it as DOCX ({ACCEPTED})"), (b"\x89PNG", f"found {PICTURE} ({ACCEPTED})"),
        (b"\xff\xd8\xff", f"found {PICTURE} ({ACCEPTED})"), (b"GIF89a", f"found {PICTURE} ({ACCEPTED})"),
        (b"\x1f\x8b", f"found a packed file: unpack it first ({ACCEPTED})"), (b"Rar!", f"found {ARCHIVE} ({ACCEPTED})"),
        (b"7z\xbc\xaf", f"found {ARCHIVE} ({ACCEPTED})"), (b"\x7fELF", f"found a program ({ACCEPTED})"), (b"MZ\x90", f"found a program ({ACCEPTED})"),
        (b"PK\x03\x04", f"found a broken zip file, {ACCEPTED}: copy or save it again"),
    ],
)  # fmt: skip
def test_a_file_that_is_none_of_the_kinds_is_refused_by_what_it_is(tmp_path, raw, told):
    """With what was expected, or what to do."""
    assert refused(written(tmp_path, "a.txt", raw)) == f"a.txt: {told}"


def test_what_is_no_file_is_refused(tmp_path, monkeypatch):
    """A folder, what is not there, and what nobody may read."""
    assert refused(tmp_path) == f"{tmp_path.name}: found a folder, {ACCEPTED}"
    assert refused(tmp_path / "a.txt") == f"a.txt: found no such file, {ACCEPTED}"
    path = written(tmp_path, "a.txt", "It was so.")

    def forbidden(self):
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr(type(path), "read_bytes", forbidden)
    assert refused(path) == f"a.txt: found no way to read it (Permission denied), {ACCEPTED}"


def test_the_sizes_are_bounds_that_may_be_reached(tmp_path, monkeypatch):
    """Of a file, and of what it holds when unpacked; all its members together."""
    monkeypatch.setattr(documents, "MOST_BYTES", 1000)
    assert paragraphs_of(written(tmp_path, "a.txt", "It was so." + " " * 990)).kind == "text"
    told = "b.txt: found 0.0 MB, expected at most 0 MB: divide it"
    assert refused(written(tmp_path, "b.txt", "It was so." + " " * 991)) == told
    monkeypatch.setattr(documents, "MOST_BYTES", 10**7)
    monkeypatch.setattr(documents, "MOST_UNPACKED", 10**6)
    none = f"c.zip: found a zip file that holds no Word file and no spreadsheet, {ACCEPTED}"
    assert refused(written(tmp_path, "c.zip", _with_member("letter.txt", "6" * 10**6))) == none
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w") as file:
        file.writestr("a.txt", "6" * 10**6)
        file.writestr("b.txt", "6" * 10**6)
    told = "d.zip: found 2 MB when unpacked, expected at most 1 MB: divide it"
    assert refused(written(tmp_path, "d.zip", packed.getvalue())) == told


def test_the_notes_of_a_text_stand_before_that_on_its_lines(tmp_path):
    """What is doubtful about the text comes first."""
    line = "the zone has had its own treasury\ufffd since"
    found = paragraphs_of(written(tmp_path, "a.txt", "\n".join([line, line, "then."])))
    assert found.paragraphs == [f"{line} {line} then."]
    assert found.notes == [
        "2 signs were lost before it came here (U+FFFD)",
        "lines that end at a margin were joined",
    ]
