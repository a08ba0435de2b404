"""Checks on a deck, as functions of its HTML and, in a browser, of its page: each returns what is wrong, a line each."""

from __future__ import annotations

import re

from casebook.press.decks.slides import exercises
from lxml import html as markup

FEWEST, MOST = 10, 17  # slides for fifty minutes, and what the longer plans add
LAST_ROW = 24  # pixels of the smallest letter on a screen 1920 wide
SMALLEST = 9  # points of a letter in a figure, where it is drawn
LOADED = re.compile(
    r"""(?:src|srcset|href|action|data|poster)\s*=\s*["']?\s*((?:https?:)?//[^\s"'>]+)|url\(\s*["']?((?:https?:)?//[^)"']+)"""
)
RAW = re.compile(r"[{}]|\$\S|\]\(|`|\\[a-z]{2,}")
HAN = re.compile(r"[\u3400-\u9fff]+")


def words(node) -> str:
    """The text of an element without blanks, which a browser and a source break differently."""
    return re.sub(r"\s+", "", node if isinstance(node, str) else node.text_content())


def slides_of(html: str) -> list:
    """The slides of a deck."""
    return markup.document_fromstring(html).find_class("slide")


def addresses_elsewhere(html: str) -> list[str]:
    """What leads to another host, or is loaded from one; a deck stands alone."""
    return [f"found the address {one or two}, expected none of another host" for one, two in LOADED.findall(html)]


def raw_signs(html: str) -> list[str]:
    """Signs of Markdown that were not read."""
    page = markup.document_fromstring(html)
    for own in page.xpath("//script | //style | //math | //pre | //code"):
        own.drop_tree()
    return [
        f"found {sign!r} in {text.strip()[:60]!r}, expected prose"
        for text in page.itertext()
        for sign in RAW.findall(text)
    ]


def figures_once(html: str, cells: list[dict]) -> list[str]:
    """Each figure that is tagged stands on one slide, described; no other does."""
    tagged = [c["metadata"]["mystnb"]["image"]["alt"] for c in cells if is_shown(c) and is_figure(c)]
    there = [figure.find(".//img").get("alt") for figure in markup.document_fromstring(html).iter("figure")]
    return [
        f"found the figure {alt[:40]!r} {there.count(alt)} times, expected {tagged.count(alt)}"
        for alt in dict.fromkeys([*tagged, *there])
        if there.count(alt) != tagged.count(alt)
    ]


def is_figure(cell: dict) -> bool:
    """Whether a cell draws a figure."""
    return any("image/svg+xml" in output.get("data", {}) for output in cell.get("outputs", []))


def is_shown(cell: dict, tag: str = "slide") -> bool:
    """Whether a cell is on a slide."""
    return tag in cell["metadata"].get("tags", [])


def keys_apart(html: str, cells: list[dict]) -> list[str]:
    """The key stands on the slide after its task, and not with it."""
    shown = slides_of(html)
    kinds = [next(kind for kind in slide.classes if kind != "slide") for slide in shown]
    problems = []
    if kinds[-2:] != ["task", "key"] or kinds.count("task") != 1 or kinds.count("key") != 1:
        problems.append(f"found {', '.join(kinds[-3:])} at the end, expected a task and then its key")
    keys = {
        words(line)[:30]
        for one in exercises(cells)
        for line in re.sub(r"[*_]|\]\([^)]*\)|\[", "", one.key).splitlines()
    }
    for number, (slide, kind) in enumerate(zip(shown, kinds, strict=True), start=1):
        if kind != "key" and any(len(key) > 20 and key in words(slide) for key in keys):
            problems.append(f"slide {number}: found a key on it, expected it on the slide after the task")
    return problems


def code_hidden(html: str, cells: list[dict]) -> list[str]:
    """No code but that of cells with the tag ``slide-code``."""
    shown = [words(node) for node in markup.document_fromstring(html).xpath("//pre[@class='code']")]
    allowed = [words("".join(cell["source"])) for cell in cells if is_shown(cell, "slide-code")]
    body = "".join(words(slide) for slide in slides_of(html))
    hidden = [cell for cell in cells if cell["cell_type"] == "code" and not is_shown(cell, "slide-code")]
    loose = [cell["id"] for cell in hidden if words("".join(cell["source"])) in body]
    found = [
        f"found the code {code[:40]!r}, expected none without the tag slide-code"
        for code in shown
        if code not in allowed
    ]
    return found + [f"found the code of {name}, expected none" for name in loose]


def prose_lost(html: str, cells: list[dict]) -> list[str]:
    """Sentences before the exercises that are neither on a slide nor in the notes."""
    told = re.sub(r"[\[\]*`]", "", "".join(words(slide) for slide in slides_of(html)))
    problems, begun = [], False
    for cell in cells:
        source = "".join(cell["source"])
        if "{admonition}" in source:
            break
        begun = begun or is_shown(cell)
        if cell["cell_type"] != "markdown" or not begun:
            continue
        for line in re.split(r"\n|(?<=[.?!])\s+", re.sub(r"\$\$.*?\$\$", "", source, flags=re.DOTALL)):
            if re.search(r"\$|\{\w+:?\w?\}`|^\||^#|^```", line):
                continue  # formulas, citations, tables and headings are written in other signs
            plain = words(re.sub(r"\]\((?:[^()]|\([^()]*\))*\)|[\[\]*`]|^\s*(?:[->]|\d+\.)(?: |$)", "", line))
            if plain not in told:
                problems.append(f"cell {cell['id']}: found no {line[:60]!r}, expected it on a slide or in the notes")
    return problems


def unmarked(html: str) -> list[str]:
    """Chinese that is not marked as such."""
    page = markup.document_fromstring(html)
    for own in page.xpath("//*[@lang='zh-CN'] | //script | //style | //pre"):
        own.drop_tree()
    return [f"found {one} unmarked, expected lang" for text in page.itertext() for one in HAN.findall(text)]


def number_of_slides(html: str) -> list[str]:
    """As many as fifty minutes take."""
    count = len(slides_of(html))
    return [] if FEWEST <= count <= MOST else [f"found {count} slides, expected {FEWEST} to {MOST}"]


MEASURED = """() => [...document.querySelectorAll('.slide')].map((slide) => {
  const was = slide.hidden;
  slide.hidden = false;
  const stage = slide.querySelector('.stage'), body = slide.querySelector('.body'), unit = stage.clientWidth / 1920;
  let least = Infinity;
  const texts = document.createTreeWalker(stage, NodeFilter.SHOW_TEXT);
  while (texts.nextNode()) {
    const text = texts.currentNode;
    if (text.data.trim() && !text.parentElement.closest('math'))
      least = Math.min(least, parseFloat(getComputedStyle(text.parentElement).fontSize) / unit);
  }
  const drawn = [...stage.querySelectorAll('img')].map((image) => {
    const box = image.getBoundingClientRect();
    return Math.min(box.width / image.naturalWidth, box.height / image.naturalHeight) * 96 / 72 / unit;
  });
  const frame = stage.getBoundingClientRect();
  const out = [...stage.querySelectorAll('h1, h2, p, li, td, th, dt, dd, img, math, pre')].filter((node) => {
    const box = node.getBoundingClientRect();
    return box.width && (box.right > frame.right + 1 || box.bottom > frame.bottom + 1 || box.left < frame.left - 1 || box.top < frame.top - 1);
  }).length;
  const over = Math.max(body.scrollHeight - body.clientHeight, body.scrollWidth - body.clientWidth);
  slide.hidden = was;
  return {id: slide.id, over, out, least, drawn: drawn.length ? Math.min(...drawn) : null};
})"""


def overflowing(page) -> list[str]:
    """Slides that do not hold what is on them, as the page of a browser has it."""
    return [
        f"slide {slide['id']}: found {slide['over']} pixels too many and {slide['out']} parts cut off, expected it to fit"
        for slide in page.evaluate(MEASURED)
        if slide["over"] > 1 or slide["out"]
    ]


def illegible(page) -> list[str]:
    """Slides with letters that the last row cannot read."""
    problems = []
    for slide in page.evaluate(MEASURED):
        if slide["least"] < LAST_ROW - 0.05:
            problems.append(f"slide {slide['id']}: found letters of {slide['least']:.1f} pixels, expected {LAST_ROW}")
        if slide["drawn"] is not None and slide["drawn"] * SMALLEST < LAST_ROW - 0.05:
            problems.append(
                f"slide {slide['id']}: found a figure with letters of {slide['drawn'] * SMALLEST:.1f} pixels, expected {LAST_ROW}"
            )
    return problems
