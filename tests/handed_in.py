"""Articles as people hand them in, made for tests: a Word file from its parts, a PDF of text or of a picture."""

from __future__ import annotations

import zipfile
from pathlib import Path
from xml.sax.saxutils import escape

__all__ = ["write_docx", "write_pdf"]

WORD = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
PACKAGE = "http://schemas.openxmlformats.org/package/2006"
TYPE = "application/vnd.openxmlformats-officedocument.wordprocessingml"


def write_docx(path: Path, paragraphs: list[str], footnote: str = "") -> None:
    """A Word file; a paragraph that begins with ``<w:`` goes in as it is, others as text."""
    body = "".join(
        one if one.startswith("<w:") else f'<w:p><w:r><w:t xml:space="preserve">{escape(one)}</w:t></w:r></w:p>'
        for one in paragraphs
    )
    parts = {
        "[Content_Types].xml": f'<Types xmlns="{PACKAGE}/content-types">'
        '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
        f'<Override PartName="/word/document.xml" ContentType="{TYPE}.document.main+xml"/>'
        f'<Override PartName="/word/footnotes.xml" ContentType="{TYPE}.footnotes+xml"/></Types>',
        "_rels/.rels": f'<Relationships xmlns="{PACKAGE}/relationships">'
        f'<Relationship Id="r1" Type="{OFFICE}/officeDocument" Target="word/document.xml"/></Relationships>',
        "word/_rels/document.xml.rels": f'<Relationships xmlns="{PACKAGE}/relationships">'
        f'<Relationship Id="r1" Type="{OFFICE}/footnotes" Target="footnotes.xml"/></Relationships>',
        "word/document.xml": f"<w:document {WORD}><w:body>{body}</w:body></w:document>",
        "word/footnotes.xml": f'<w:footnotes {WORD}><w:footnote w:id="2"><w:p><w:r><w:t>{escape(footnote)}</w:t></w:r></w:p>'
        "</w:footnote></w:footnotes>",
    }
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as packed:
        for name, text in parts.items():
            packed.writestr(zipfile.ZipInfo(name), f'<?xml version="1.0" encoding="UTF-8"?>{text}')


def write_pdf(path: Path, pages: list[list[str]], password: str = "") -> None:
    """A PDF with the lines of each page; a page without lines is a picture."""
    import matplotlib.pyplot as plt
    from matplotlib.backends.backend_pdf import PdfPages
    from pypdf import PdfReader, PdfWriter

    with plt.rc_context({"pdf.fonttype": 42}), PdfPages(path) as file:
        for lines in pages:
            figure = plt.figure(figsize=(8, 11))
            for number, line in enumerate(lines):
                figure.text(0.05, 0.95 - 0.02 * number, line, fontsize=8)
            if not lines:
                figure.figimage([[0.0, 1.0], [1.0, 0.0]])
            file.savefig(figure)
            plt.close(figure)
    if password:
        writer = PdfWriter(clone_from=PdfReader(path))
        writer.encrypt(password, algorithm="RC4-128")
        with path.open("wb") as file:
            writer.write(file)
