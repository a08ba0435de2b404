"""A figure as a reader has it: the narrow picture on a phone, the wide one on a desk, dark where the page is dark."""

from __future__ import annotations

import io

import numpy as np
import pytest
from PIL import Image

LIGHTED, DIM = 0.9, 0.2  # mean brightness of a figure, of 1: mostly paper, and mostly night


@pytest.fixture(scope="module")
def chapter(book) -> str:
    """The address of a chapter with one figure."""
    return (book / "notebooks" / "90_puzzles.html").as_uri()


@pytest.fixture(scope="module")
def page(browser):
    """A page of a real browser."""
    opened = browser.new_page()
    yield opened
    opened.close()


@pytest.fixture
def figure(page, chapter):
    """The figure of the chapter in a window of some width and scheme; parts of the page may be left out."""

    def open_page(width: int, scheme: str = "light", without: str = ""):
        page.set_viewport_size({"width": width, "height": 900})
        page.emulate_media(color_scheme=scheme)
        page.goto(chapter)
        page.eval_on_selector_all(without or "nothing", "found => found.forEach(element => element.remove())")
        image = page.locator("figure img")
        image.scroll_into_view_if_needed()
        image.evaluate("image => image.decode()")
        return image

    return open_page


def shown(image) -> tuple[str, int]:
    """The file that is shown, and the width at which it is."""
    file, width = image.evaluate("image => [image.currentSrc, image.width]")
    return file.rpartition("/")[2], width


def brightness(image) -> float:
    """The mean brightness of what is seen of a picture, nought to one."""
    return float(np.asarray(Image.open(io.BytesIO(image.screenshot())).convert("L")).mean() / 255)


@pytest.mark.browser
@pytest.mark.parametrize(("width", "file"), [(360, "telling-order-narrow.svg"), (1280, "telling-order.svg")])
def test_each_screen_has_the_picture_made_for_it(figure, width, file):
    """Its letters are not shrunk: the narrow picture is no smaller than it was drawn, nor is the wide one."""
    found, wide = shown(figure(width))
    assert found == file
    assert wide >= {360: 326, 1280: 461}[width]


@pytest.mark.browser
def test_without_the_narrow_picture_the_check_fails(figure):
    """Sabotage: a phone would be given the wide one."""
    assert shown(figure(360, without="picture source"))[0] == "telling-order.svg"


@pytest.mark.browser
@pytest.mark.parametrize(("scheme", "width"), [("dark", 360), ("dark", 1280), ("light", 1280)])
def test_a_figure_is_as_dark_as_its_page(figure, scheme, width):
    """No white box in the night, and paper by day."""
    found = brightness(figure(width, scheme))
    assert found < DIM if scheme == "dark" else found > LIGHTED


@pytest.mark.browser
def test_without_the_styles_the_check_fails(figure):
    """Sabotage: the figure would be a white box."""
    assert brightness(figure(1280, "dark", without="link[rel=stylesheet]")) > LIGHTED


@pytest.mark.browser
def test_a_reader_who_chose_light_has_it(figure):
    """Whatever the machine prefers."""
    image = figure(1280, "dark")
    image.page.evaluate("document.body.dataset.theme = 'light'")
    assert brightness(image) > LIGHTED
    image.page.evaluate("document.body.dataset.theme = 'dark'")
    image.page.emulate_media(color_scheme="light")
    assert brightness(image) < DIM


@pytest.mark.browser
def test_nothing_moves_when_the_picture_comes(figure):
    """Its place is kept: as high without the file as with it."""
    image = figure(360)
    there = image.bounding_box()["height"]
    image.evaluate("image => { image.parentNode.querySelector('source').srcset = 'gone.svg'; }")
    image.page.wait_for_function("document.querySelector('figure img').currentSrc.endsWith('gone.svg')")
    assert abs(image.bounding_box()["height"] - there) <= 1
