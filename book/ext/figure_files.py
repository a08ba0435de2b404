"""The pictures and tables of the figures as files with names that stay, and the narrow picture for phones.

Beside the images of the book lie, for each figure, ``ID.svg``, ``ID-narrow.svg``, ``ID.csv`` and, where resvg_py is
installed, ``ID.png``.  Making the PNGs takes longer than anything else: another process makes them while the pages are
built, and those of pictures that did not change are kept.
"""

from __future__ import annotations

import os
import re
import subprocess
import sys
from html import escape
from importlib.util import find_spec
from pathlib import Path

from docutils import nodes
from figure_records import Drawn, drawn, pixels
from sphinx.application import Sphinx
from sphinx.util import logging

PHONE = "(max-width: 31rem)"  # the wide picture would be shrunk there, its letters with it
TWICE = 192  # dots an inch, of 96: sharp on a fine screen
UNSEEN = re.compile(r"<metadata>.*?</metadata>\s*|<!--.*?-->\s*", re.DOTALL)
logger = logging.getLogger(__name__)


class picture(nodes.image):  # noqa: N801 (nodes of docutils are named so)
    """An image with a narrow variant; to a builder that has no variants, an image."""


def png_is_made() -> bool:
    """Whether figures are offered as PNG, too."""
    return find_spec("resvg_py") is not None


def store(app: Sphinx) -> Path:
    """The folder where the files wait until they are copied."""
    return Path(app.doctreedir).parent / "figures"


def write_files(app: Sphinx, env, docnames: list[str]) -> None:
    """Write the pictures of all figures, and begin with the PNGs."""
    folder = store(app)
    folder.mkdir(parents=True, exist_ok=True)
    for one in drawn(env).values():
        for path, text in ((folder / f"{one.id}.svg", one.wide), (folder / f"{one.id}-narrow.svg", one.narrow)):
            seen = UNSEEN.sub("", text)
            if not path.exists() or path.read_text(encoding="utf-8") != seen:
                path.write_text(seen, encoding="utf-8", newline="\n")
                path.with_suffix(".png").unlink(missing_ok=True)
    app.pngs = None
    if not png_is_made():
        logger.info("resvg_py is not installed: the figures are offered without PNG")
    elif app.builder.format == "html":
        app.pngs = subprocess.Popen([sys.executable, __file__, str(folder)])


def make_pngs(folder: Path) -> None:
    """Draw the PNG of each wide picture of a folder that has none."""
    from resvg_py import svg_to_bytes

    for path in sorted(folder.glob("*.svg")):
        png = path.with_suffix(".png")
        if not png.exists() and not path.stem.endswith("-narrow"):
            made = svg_to_bytes(svg_string=path.read_text(encoding="utf-8"), dpi=TWICE, skip_system_fonts=True)
            png.write_bytes(bytes(made))


def use_files(app: Sphinx, doctree: nodes.document) -> None:
    """Put the files in the place of the pictures that a notebook or a page names."""
    known, page = drawn(app.env), Path(app.env.doc2path(app.env.docname))
    by_name = {one.name: one for one in known.values() if one.page == app.env.docname}
    first = True
    for figure in list(doctree.findall(nodes.figure)):
        for image in list(figure.findall(nodes.image)):
            one = next((by_name[name] for name in figure["names"] if name in by_name), None)
            one = one or known.get(Path(image["uri"]).stem if page.suffix == ".md" else "")
            if one:
                image.replace_self(_picture(app, one, image.get("alt", ""), page, first))
                first = False


def _picture(app: Sphinx, one: Drawn, alt: str, page: Path, first: bool) -> picture:
    uri = Path(os.path.relpath(store(app) / f"{one.id}.svg", page.parent)).as_posix()
    return picture("", uri=uri, alt=alt, figure=one.id, wide=pixels(one.wide), narrow=pixels(one.narrow), first=first)


def visit_picture(writer, node: picture) -> None:
    """Write both pictures with their sizes, so that nothing shifts when they come, the first one at once."""
    if writer.builder.name == "epub":
        writer.visit_image(node)
        return
    address = f"{writer.builder.imgpath}/{node['figure']}"
    sizes = ['width="{}" height="{}"'.format(*node[kind]) for kind in ("narrow", "wide")]
    lazy = "" if node["first"] else ' loading="lazy"'
    writer.body.append(
        f'<picture><source media="{PHONE}" srcset="{address}-narrow.svg" {sizes[0]}/>'
        f'<img src="{address}.svg" alt="{escape(node["alt"])}" {sizes[1]}{lazy} decoding="async"/></picture>\n'
    )


def depart_picture(writer, node: picture) -> None:
    """Nothing is left to close."""


def copy_files(app: Sphinx, exception: Exception | None) -> None:
    """Put the files beside the images of the book."""
    if (pngs := getattr(app, "pngs", None)) and pngs.wait():
        logger.warning("resvg_py ended with %s, expected 0: the PNGs of the figures are not whole", pngs.returncode)
    if exception or app.builder.format != "html" or app.builder.name == "epub":
        return
    target = Path(app.outdir) / app.builder.imagedir
    target.mkdir(parents=True, exist_ok=True)
    for one in drawn(app.env).values():
        (target / f"{one.id}.csv").write_text(f"\ufeff{one.csv}", encoding="utf-8", newline="\n")
        for name in (f"{one.id}-narrow.svg", f"{one.id}.png"):
            if (store(app) / name).exists():
                (target / name).write_bytes((store(app) / name).read_bytes())


def setup(app: Sphinx) -> dict:
    app.add_node(picture, html=(visit_picture, depart_picture))
    app.connect("env-before-read-docs", write_files)
    app.connect("doctree-read", use_files, priority=400)  # before Sphinx looks which files a page needs
    app.connect("build-finished", copy_files, priority=400)
    return {"parallel_read_safe": True, "parallel_write_safe": True}


if __name__ == "__main__":
    make_pngs(Path(sys.argv[1]))
