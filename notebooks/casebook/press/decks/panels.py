"""A figure of panels one above the other, taken apart: on a screen that is wider than high they stand side by side."""

from __future__ import annotations

import re
from copy import deepcopy

from lxml import etree

__all__ = ["panels", "size"]

NUMBER = re.compile(r"-?\d+(?:\.\d+)?")
MOVED = re.compile(r"translate\((-?[\d.]+)[ ,]+(-?[\d.]+)\)")
LETTER = 11  # points above the line on which a text stands
MARGIN = 4  # points round a panel


def size(svg: str) -> tuple[float, float]:
    """The width and the height of a figure in points."""
    width, height = etree.fromstring(svg.encode("utf-8")).get("viewBox").split()[2:]
    return float(width), float(height)


def panels(svg: str) -> list[str]:
    """The panels of a figure as figures of its width, each as high as what is drawn in it; of one panel, the figure.

    Parameters
    ----------
    svg : str
        As matplotlib writes it: a group for each panel, ``axes_1``, ``axes_2``, …, paths and marks in points.
    """
    whole = etree.fromstring(svg.encode("utf-8"))
    named = [group.get("id") for group in _axes(whole)]
    if len(named) < 2:
        return [svg]
    return [_alone(whole, name) for name in named]


def _axes(root: etree._Element) -> list[etree._Element]:
    return [group for group in root.iter("{*}g") if re.fullmatch(r"axes_\d+", group.get("id", ""))]


def _alone(whole: etree._Element, name: str) -> str:
    """A figure without its other panels, cut to the height of this one."""
    root = deepcopy(whole)
    for group in _axes(root):
        if group.get("id") == name:
            low, high = _extent(group)
        else:
            group[:] = group.findall(".//{*}defs")  # letters that all panels share are defined where they first stand
    width = root.get("viewBox").split()[2]
    root.set("viewBox", f"0 {low:g} {width} {high - low:g}")
    root.set("height", f"{high - low:g}pt")
    return etree.tostring(root, encoding="unicode")


def _extent(group: etree._Element) -> tuple[float, float]:
    """The first and the last point, from the top, at which something of a panel is drawn."""
    heights = []
    for node in group.iter("{*}path", "{*}use", "{*}g"):
        if any("transform" in above.attrib or etree.QName(above).localname == "defs" for above in node.iterancestors()):
            continue  # in measures of its own
        if moved := MOVED.search(node.get("transform", "")):
            heights += [float(moved[2]) - LETTER, float(moved[2]) + MARGIN]
        elif node.get("d"):
            heights += map(float, NUMBER.findall(node.get("d"))[1::2])
        elif node.get("y"):
            heights.append(float(node.get("y")))
    return round(min(heights) - MARGIN, 2), round(max(heights) + MARGIN, 2)
