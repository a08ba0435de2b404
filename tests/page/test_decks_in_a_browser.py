"""Every deck in a browser: nothing overflows, the last row can read it, keys and fingers turn it, paper has a page a slide."""

from __future__ import annotations

import io
import math

import pytest
import slides as checks
from casebook.press import decks

pytestmark = [pytest.mark.browser, pytest.mark.slow]
SMALL, LARGE = {"width": 1280, "height": 720}, {"width": 1920, "height": 1080}


@pytest.fixture(scope="module")
def folder(tmp_path_factory):
    """The decks of all chapters."""
    out = tmp_path_factory.mktemp("decks")
    decks.write_decks(out=out)
    return out


@pytest.fixture
def page(browser):
    """A page of a small screen, which may ask nobody for anything, and on which nothing goes wrong."""
    context = browser.new_context(viewport=SMALL, has_touch=True)
    opened, wrong = context.new_page(), []
    opened.on("pageerror", lambda error: wrong.append(str(error)))
    opened.on(
        "request", lambda asked: wrong.append(asked.url) if not asked.url.startswith(("file:", "data:")) else None
    )
    yield opened
    context.close()
    assert wrong == []


def opened(page, path, asked: str = ""):
    """A deck in a page."""
    page.goto(f"{path.as_uri()}{asked}")
    return page


def pages_of(page) -> list:
    """The pages of a print."""
    from pypdf import PdfReader

    return PdfReader(io.BytesIO(page.pdf(prefer_css_page_size=True, print_background=True))).pages


def at(page) -> list[str]:
    """The slides that are seen."""
    return page.evaluate("[...document.querySelectorAll('.slide')].filter((s) => s.checkVisibility()).map((s) => s.id)")


@pytest.mark.parametrize("chapter", [path.name[:2] for path in decks.chapters()])
def test_a_deck_fits_its_screen_and_its_paper(page, folder, chapter):
    """At 1280 × 720 and at 1920 × 1080, and printed to as many pages as there are slides."""
    deck = opened(page, folder / f"{chapter}.html")
    assert checks.overflowing(deck) + checks.illegible(deck) == []
    printed = pages_of(deck)
    assert len(printed) == deck.locator(".slide").count()
    assert {(round(one.mediabox.width), round(one.mediabox.height)) for one in printed} == {(960, 540)}
    deck.set_viewport_size(LARGE)
    deck.reload()
    assert checks.overflowing(deck) + checks.illegible(deck) == []


@pytest.fixture
def nine(page, folder):
    """The deck of a chapter."""
    return opened(page, folder / "09.html")


GROWN = """() => [...document.querySelectorAll('math[display=block] mrow')].flatMap((row) => {
  const inner = row.querySelector(':scope > mfrac')?.getBoundingClientRect().height;
  return [...row.querySelectorAll(':scope > mo[stretchy=true], :scope > mo[minsize]')]
    .filter(() => inner).map((bracket) => bracket.getBoundingClientRect().height / inner);
})"""


def test_brackets_of_formulas_grow(nine):
    """With what they hold, as long as the deck has its letters."""
    for slide in nine.locator(".slide").all():
        slide.evaluate("(slide) => (slide.hidden = false)")
    assert [grown for grown in nine.evaluate(GROWN) if grown < 0.8] == []
    assert nine.evaluate(GROWN)


def test_the_buttons_touch_no_figure(page, folder):
    """They stand in the line of the foot, clear of the name of the book, the number of the slide and every drawing."""
    clear = """() => [...document.querySelectorAll('.slide')].flatMap((slide) => {
      const was = slide.hidden; slide.hidden = false;
      const own = document.querySelector('.turn').getBoundingClientRect();
      const hit = [...slide.querySelectorAll('img, footer span')].filter((other) => {
        const box = other.getBoundingClientRect();
        return box.left < own.right && own.left < box.right && box.top < own.bottom && own.top < box.bottom;
      }).map((other) => `${slide.id} ${other.tagName}`);
      slide.hidden = was;
      return hit;
    })"""
    for chapter in ("07", "09", "11"):
        deck = opened(page, folder / f"{chapter}.html")
        assert deck.evaluate(clear) == []
    deck.add_style_tag(content=".deck .turn { right: 50% !important; }")  # where they stood
    assert deck.evaluate(clear) != []


def test_keys_turn_the_slides(nine):
    """One slide is seen, it has the focus, and it is said; the buttons keep their own keys."""
    last = nine.locator(".slide").count()
    assert at(nine) == ["1"]
    for key, there in [
        ("ArrowRight", 2), (" ", 3), ("PageDown", 4), ("ArrowLeft", 3), ("Shift+ ", 2), ("PageUp", 1), ("ArrowLeft", 1),
        ("End", last), ("ArrowRight", last), ("Home", 1),
    ]:  # fmt: skip
        nine.keyboard.press(key)
        assert at(nine) == [str(there)], key
        assert nine.evaluate("document.activeElement.id") == str(there)
        assert nine.evaluate("location.hash") == f"#{there}"
        assert nine.locator("[aria-live]").text_content() == f"Slide {there} of {last}"
    nine.get_by_role("button", name="Next slide").focus()
    nine.keyboard.press(" ")
    assert at(nine) == ["2"]
    nine.keyboard.press("Control+ArrowRight")
    assert at(nine) == ["2"]


def test_a_slide_has_an_address(nine, folder):
    """A lecture goes on where it was."""
    opened(nine, folder / "09.html", "?dark#5")
    assert at(nine) == ["5"]
    assert nine.evaluate("getComputedStyle(document.documentElement).backgroundColor") == "rgb(18, 18, 18)"
    nine.evaluate("location.hash = '#7'")
    nine.wait_for_function("document.activeElement.id === '7'")
    assert at(nine) == ["7"]


def test_focus_stays_on_the_slide_that_is_seen(page, folder):
    """The Tab key reaches the links of this slide and the buttons, and no link of another."""
    decks.write_decks(["9"], "../../html/", folder / "linked")
    deck = opened(page, folder / "linked" / "09.html", "#4")
    links = deck.locator("[id='4'] .stage a").count()
    reached = []
    for _ in range(links + 3):
        deck.keyboard.press("Tab")
        reached.append(deck.evaluate("document.activeElement.closest('.slide')?.id ?? document.activeElement.tagName"))
    assert reached == ["4"] * links + ["BUTTON"] * 3


def test_n_shows_the_notes_and_the_slide_stays_whole(nine):
    """The notes of this slide, below it."""
    assert not nine.locator("[id='1'] .notes").is_visible()
    nine.keyboard.press("n")
    assert nine.locator("[id='1'] .notes").is_visible()
    assert "refuse a ranking" in nine.locator("[id='1'] .notes").text_content()
    assert nine.get_by_role("button", name="Notes").get_attribute("aria-pressed") == "true"
    boxes = [nine.locator(f"[id='1'] {part}").bounding_box() for part in (".stage", ".notes")]
    assert boxes[0]["y"] + boxes[0]["height"] <= boxes[1]["y"] + 1
    assert checks.overflowing(nine) == []
    nine.keyboard.press("N")
    assert not nine.locator("[id='1'] .notes").is_visible()


def test_a_finger_turns_the_slides(nine):
    """Across, not down."""
    swipe = """([x0, y0, x1, y1]) => {
      const touch = (x, y) => new Touch({identifier: 1, target: document.body, clientX: x, clientY: y});
      dispatchEvent(new TouchEvent('touchstart', {touches: [touch(x0, y0)]}));
      dispatchEvent(new TouchEvent('touchend', {changedTouches: [touch(x1, y1)]}));
    }"""
    for move, there in [([600, 300, 400, 310], "2"), ([600, 300, 590, 500], "2"), ([300, 300, 500, 280], "1")]:
        nine.evaluate(swipe, move)
        assert at(nine) == [there]


def test_nothing_moves_for_those_who_ask_for_rest(nine):
    """A slide comes up softly, or at once."""
    moving = "getComputedStyle(document.querySelector('.slide .stage')).animationName"
    assert nine.evaluate(moving) == "come"
    nine.emulate_media(reduced_motion="reduce")
    assert nine.evaluate(moving) == "none"


def test_a_handout_has_three_slides_a_page_and_no_key(nine, folder):
    """Nor does its text."""
    kept = nine.locator(".slide").count() - 1
    handout = opened(nine, folder / "09.html", "?handout")
    assert handout.locator(".slide.key").count() == 0
    assert handout.locator(".notes:visible").count() == 0
    printed = pages_of(handout)
    assert len(printed) == math.ceil(kept / 3)
    assert "regression to the mean" not in "".join(one.extract_text() for one in printed)
    assert [round(float(side)) for side in printed[0].mediabox[2:]] == [595, 842]


def test_notes_are_printed_below_their_slides(nine, folder):
    """A sheet a slide, whatever the length of its notes."""
    notes = opened(nine, folder / "09.html", "?notes")
    printed = pages_of(notes)
    assert len(printed) == notes.locator(".slide").count()
    assert {tuple(round(float(side)) for side in one.mediabox[2:]) for one in printed} == {(595, 842)}
    assert "refuse a ranking" in printed[0].extract_text()
    assert "refuse a ranking" not in "".join(one.extract_text() for one in pages_of(opened(nine, folder / "09.html")))


def test_without_scripts_all_slides_are_there(browser, folder):
    """One below another, with their notes."""
    context = browser.new_context(java_script_enabled=False, viewport=SMALL)
    deck = opened(context.new_page(), folder / "09.html")
    count = deck.locator(".slide").count()
    assert deck.locator(".slide h1:visible, .slide h2:visible").count() == count
    assert deck.locator(".notes:visible").count() == count
    context.close()


def test_nothing_keeps_anybody_out(nine):
    """Contrast, names and roles, on the screen and in a dark room."""
    axe = pytest.importorskip("axe_playwright_python.sync_playwright")
    for key in ("Home", "d"):
        nine.keyboard.press(key)
        nine.wait_for_timeout(250)
        for _ in range(3):
            found = axe.Axe().run(nine, options={"runOnly": ["wcag2a", "wcag2aa", "wcag21aa", "best-practice"]})
            assert [(one["id"], one["nodes"][0]["html"][:80]) for one in found.response["violations"]] == []
            nine.keyboard.press("ArrowRight")
            nine.wait_for_timeout(250)


# ------------------------------------------------------------------------------------------------------------ sabotage


@pytest.mark.parametrize(
    ("check", "spoil", "found"),
    [
        (checks.overflowing, "body.innerHTML += '<p>' + 'too much '.repeat(900) + '</p>'", "slide 2: found "),
        (
            checks.overflowing,
            "body.innerHTML += '<pre style=\"white-space:pre\">' + 'x'.repeat(900) + '</pre>'",
            "slide 2: found ",
        ),
        (
            checks.overflowing,
            "stage.querySelector('h2').style = 'position:relative; top:-90px'",
            "slide 2: found 0 pixels too many and 1",
        ),
        (
            checks.illegible,
            "stage.querySelector('td').style.fontSize = '10px'",
            "slide 2: found letters of 15.0 pixels, expected 24",
        ),
        (
            checks.illegible,
            "document.querySelector('[id=\"5\"] img').style.height = '400px'",
            "slide 5: found a figure with letters of",
        ),
    ],
)
def test_a_slide_that_cannot_be_read_is_found(nine, check, spoil, found):
    """Text taller or wider than the screen, cut off, or too small; a figure that is too small."""
    assert check(nine) == []
    nine.evaluate(
        f"() => {{ const stage = document.querySelector('[id=\"2\"] .stage'), body = stage.querySelector('.body'); {spoil} }}"
    )
    problems = check(nine)
    assert len(problems) == 1
    assert problems[0].startswith(found)


def test_text_is_set_smaller_before_it_overflows(page, folder, tmp_path):
    """Down to what can be read; what is still too long is found."""
    whole = (folder / "09.html").read_text(encoding="utf-8")
    begin = '<div class="body">\n'
    for times, fits in ((60, True), (900, False)):
        path = tmp_path / f"{times}.html"
        path.write_text(whole.replace(begin, f"{begin}<p>{'more words ' * times}</p>", 1), encoding="utf-8")
        deck = opened(page, path)
        assert float(deck.evaluate("document.querySelector('.stage').style.getPropertyValue('--fit')")) < 1
        assert (checks.overflowing(deck) == []) is fits
        assert checks.illegible(deck) == []
