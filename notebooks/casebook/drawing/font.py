"""Renew the bundled font: a subset of Noto Sans CJK SC with the characters that the project uses."""

from __future__ import annotations

from pathlib import Path

from ..evidence.records import NOTEBOOKS, chapters
from ..evidence.tables import DATA

__all__ = ["characters_in_use", "renew"]

FAMILY = "Reform Sans"
FOLDER = Path(__file__).with_name("fonts")
VERTICAL = ["BASE", "VORG", "vhea", "vmtx"]  # tables for text from top to bottom
LATIN = "".join(map(chr, [*range(0x20, 0x7F), *range(0xA0, 0x180)])) + "ǎǐǒǔǚǜǘǖ"
SIGNS = "–—‘’“”…·•′″‰−×÷≈≠≤≥±→←↑↓∞√%、。，；：？！（）《》「」『』〔〕【】〇"


def characters_in_use() -> set[str]:
    """Latin letters, signs, and every character of the data, the notebooks and the pages.

    A page that is in Chinese as a whole, as its front matter says, is set in the reader's own font and draws nothing.
    """
    root = NOTEBOOKS.parent
    texts = [*DATA.glob("*.csv"), *chapters(), *(root / "book").glob("*.md")]
    used = set(LATIN + SIGNS)
    for text in (path.read_text(encoding="utf-8") for path in texts):
        if text.startswith("---\nlang: zh"):
            continue
        used |= {c for c in text if "\u3000" <= c <= "\u9fff" or "\uff00" <= c <= "\uffef"}
    return used


def renew(regular: Path, bold: Path) -> list[Path]:
    """Write the two subsets.

    Parameters
    ----------
    regular, bold : Path
        Full fonts, OTF or TTC; of a collection the face named SC is taken.

    Returns
    -------
    list of Path
        The files written.

    Raises
    ------
    ValueError
        If a full font lacks a Chinese character in use.
    """
    from fontTools import subset
    from fontTools.ttLib import TTCollection, TTFont

    written = []
    for path, style in ((regular, "Regular"), (bold, "Bold")):
        if Path(path).suffix.lower() == ".ttc":
            faces = TTCollection(path).fonts
            font = next(face for face in faces if face["name"].getDebugName(1).startswith("Noto Sans CJK SC"))
        else:
            font = TTFont(path)
        used = characters_in_use()
        missing = {c for c in used if "\u4e00" <= c <= "\u9fff"} - set(map(chr, font.getBestCmap()))
        if missing:
            raise ValueError(f"{path}: found no glyph for {''.join(sorted(missing))}, expected a full Chinese font")
        options = subset.Options(layout_features=["kern"], name_IDs=[0, 5, 13, 14], hinting=False, notdef_outline=True)
        options.drop_tables += VERTICAL  # read with every glyph, used by none
        subsetter = subset.Subsetter(options)
        subsetter.populate(unicodes=[ord(c) for c in used])
        subsetter.subset(font)
        for number, text in (
            (1, FAMILY),
            (2, style),
            (3, f"{FAMILY} {style}"),
            (4, f"{FAMILY} {style}"),
            (6, f"ReformSans-{style}"),
        ):
            font["name"].setName(text, number, 3, 1, 0x409)
        top = font["CFF "].cff
        top.fontNames = [f"ReformSans-{style}"]
        top[0].FamilyName, top[0].FullName = FAMILY, f"{FAMILY} {style}"
        font["head"].created = font["head"].modified = 0
        font.recalcTimestamp = False
        target = FOLDER / f"ReformSans-{style}.otf"
        font.save(target)
        written.append(target)
    return written
