"""Who reads with a screen reader, by keyboard, at double size, without motion or in forced colours reads all.

Some pages stand for all here; `make audit` sets SUMMITWATCH_AUDIT and takes every page in every mode.
"""

import os
from pathlib import Path

import axe_playwright_python
import pytest

pytestmark = pytest.mark.browser

AXE = Path(axe_playwright_python.__file__).with_name("axe.min.js")
RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"]
ALL = bool(os.environ.get("SUMMITWATCH_AUDIT"))
MODES = [(360, "light"), (360, "dark"), (1440, "light"), (1440, "dark"), (720, "light")]  # the last is 200%
RUN = """async (rules) => (await axe.run(document, { runOnly: rules, resultTypes: ["violations"] })).violations
  .flatMap((rule) => rule.nodes.map((node) => rule.id + ": " + node.target.join(" ") + ": " + node.html.slice(0, 120)))"""
FEW = {
    (360, "light"): ["chapters/index", "chapters/editions", "404"],
    (360, "dark"): ["chapters/outlook"],
    (1440, "light"): ["search", "chapters/reading"],
    (1440, "dark"): ["chapters/index", "chapters/corroboration"],
}

#: What the Tab key reaches in turn: where it stands in the document, whether it is seen, and by what its focus shows.
STOP = """() => {
  const now = document.activeElement;
  if (!now || now === document.body) return null;
  const box = now.getBoundingClientRect();
  const style = getComputedStyle(now);
  const every = [...document.querySelectorAll("*")];
  return {
    name: now.localName + (now.id ? "#" + now.id : "") + " " + (now.textContent || "").trim().slice(0, 40),
    place: every.indexOf(now),
    card: Boolean(now.closest(".ev-pop")),
    fixed: Boolean(now.closest("dialog, .skip-link")),
    seen: box.width > 0 && box.height > 0 && box.bottom > 0 && box.top < innerHeight && box.right > 0 && box.left < innerWidth,
    shown: style.outlineStyle !== "none" && parseFloat(style.outlineWidth) >= 2 || style.boxShadow !== "none"
      || Boolean(now.closest("svg") && style.outlineStyle !== "none"),
  };
}"""


@pytest.fixture(scope="module")
def visit(browser, book):
    contexts = []

    def go(name, width=1280, scheme="light", **options):
        context = browser.new_context(
            viewport={"width": width, "height": 800}, color_scheme=scheme, reduced_motion="reduce", **options
        )
        contexts.append(context)
        page = context.new_page()
        page.goto((book.html / f"{name}.html").as_uri(), wait_until="load")
        return page

    yield go
    for context in contexts:
        context.close()


@pytest.mark.parametrize(("width", "scheme"), MODES if ALL else FEW, ids=str)
def test_axe_finds_nothing(browser, book, pages, width, scheme):
    every = [name for name, page in pages.items() if not page.xpath("//meta[@http-equiv='refresh']")]
    names = sorted(name.removesuffix(".html") for name in every) if ALL else FEW[width, scheme]
    context = browser.new_context(
        viewport={"width": width, "height": 900},
        color_scheme=scheme,
        reduced_motion="reduce",
        bypass_csp=True,
    )
    context.set_default_timeout(300_000)
    page, found = context.new_page(), {}
    for name in names:
        page.goto((book.html / f"{name}.html").as_uri(), wait_until="load")
        # axe measures what a long ledger has not laid out yet as if it stood in its neighbours
        page.evaluate("document.documentElement.classList.remove('from-the-top')")
        page.add_script_tag(path=AXE)
        if violations := page.evaluate(RUN, RULES):
            found[name] = violations[:5]
    context.close()
    assert found == {}


def test_axe_would_find_something(visit):
    page = visit("404", bypass_csp=True)
    page.evaluate(
        "document.querySelector('article').insertAdjacentHTML('beforeend', '<img src=x><a href=#y></a>')"
    )
    page.add_script_tag(path=AXE)
    assert {line.split(":")[0] for line in page.evaluate(RUN, RULES)} >= {"image-alt", "link-name"}


#: Whether a drawer has come to rest: two looks a frame apart find it in the same place.
SETTLED = """(name) => new Promise((tell) => {
  const x = document.querySelector(name).getBoundingClientRect().x;
  requestAnimationFrame(() => tell(document.querySelector(name).getBoundingClientRect().x === x));
})"""
WALKED = ["chapters/index", "search", "chapters/chronology", "chapters/forecasts", "chapters/evidence"]


@pytest.mark.parametrize("name", WALKED if ALL else WALKED[:2])
def test_the_tab_key_reaches_everything_in_order_and_comes_out(visit, name):
    page = visit(name)
    stops, most = [], 3000
    while len(stops) < most:
        page.keyboard.press("Tab")
        stop = page.evaluate(STOP)
        if stop is None or (stops and stop["place"] == stops[0]["place"]):
            break
        stops.append(stop)
    assert 10 < len(stops) < most
    assert [stop["name"] for stop in stops if not stop["seen"]] == []
    assert [stop["name"] for stop in stops if not stop["shown"]] == []
    order = [stop["place"] for stop in stops if not stop["card"]]
    assert order == sorted(order)


def test_escape_closes_a_card_and_the_place_is_kept(visit):
    page = visit("chapters/index")
    marker = page.locator("article a.ev").first
    marker.focus()
    assert page.locator(".ev-pop").is_visible()
    page.keyboard.press("Tab")  # into the card
    page.keyboard.press("Escape")
    assert page.locator(".ev-pop").count() == 0
    assert marker.evaluate("(link) => link === document.activeElement")


@pytest.mark.parametrize("width", [360, 768])
@pytest.mark.parametrize("bar", ["primary", "secondary"])
def test_a_drawer_opens_in_sight_and_closes_with_escape_or_a_click_beside_it(visit, bar, width):
    page = visit("chapters/chronology", width=width)
    drawer = page.locator(f"#pst-{bar}-sidebar-modal")
    for leave in (
        lambda: page.keyboard.press("Escape"),
        lambda: page.mouse.click(width - 5 if bar == "primary" else 5, 700),
    ):
        page.locator(f".{bar}-toggle:visible").click()
        drawer.locator("a:visible").first.wait_for()
        page.wait_for_function(SETTLED, arg=f"#pst-{bar}-sidebar-modal")
        place = drawer.bounding_box()
        assert place["x"] >= 0 and place["x"] + place["width"] <= width and place["width"] > 200
        leave()
        assert not drawer.is_visible()


def test_the_search_dialog_has_the_look_of_the_book(visit):
    page = visit("chapters/chronology", width=360)
    page.keyboard.press("Control+k")
    dialog = page.locator("#pst-search-dialog")
    assert dialog.evaluate("(it) => getComputedStyle(it).borderTopWidth") == "0px"
    place = dialog.bounding_box()
    assert place["x"] >= 0 and place["x"] + place["width"] <= 360


def test_on_paper_markers_give_ids_once_and_the_notes_tell_them(visit):
    page = visit("chapters/chronology")
    page.emulate_media(media="print")
    size = "(link) => getComputedStyle(link).fontSize"
    # the id behind it stands in its place
    assert page.locator("article p a.ev").first.evaluate(size) == "0px"
    assert page.locator("article table a.ev").first.evaluate(size) != "0px"
    cards = page.locator(".ev-cards .ev-card")
    assert cards.count() > 20
    assert all(cards.nth(number).is_visible() for number in range(0, cards.count(), 10))


def test_no_card_covers_the_line_that_is_read(visit):
    page = visit("chapters/index", width=360)
    for number in range(4):
        marker = page.locator("article p a.ev").nth(number)
        marker.scroll_into_view_if_needed()
        marker.focus()
        line, card = marker.bounding_box(), page.locator(".ev-pop").bounding_box()
        assert card["y"] >= line["y"] + line["height"] or card["y"] + card["height"] <= line["y"]
        assert card["x"] >= 0 and card["x"] + card["width"] <= 360
        page.keyboard.press("Escape")


def test_who_wants_no_motion_gets_none(visit):
    page = visit("chapters/index")
    moving = """() => [...document.querySelectorAll("*")].filter((node) => {
      const style = getComputedStyle(node);
      return style.animationName !== "none" || style.transitionDuration.split(",").some((time) => parseFloat(time) > 0)
        || style.scrollBehavior === "smooth";
    }).map((node) => node.className)"""
    assert page.evaluate(moving) == []


def test_at_double_size_nothing_is_lost(visit):
    wide, zoomed = (visit("chapters/outlook", width=width) for width in (1280, 640))
    text = "() => document.querySelector('article').innerText.replace(/\\s+/g, ' ').length"
    assert zoomed.evaluate(text) >= 0.97 * wide.evaluate(text)
    assert zoomed.evaluate("document.documentElement.scrollWidth") <= 640


def test_in_forced_colours_figures_keep_their_paper_and_buttons_their_edge(visit):
    page = visit("chapters/index", forced_colors="active")
    drawing = page.locator("figure svg.exhibit-drawing").first
    assert drawing.evaluate("(svg) => getComputedStyle(svg).forcedColorAdjust") == "none"
    assert drawing.evaluate("(svg) => getComputedStyle(svg).backgroundColor") == "rgb(255, 255, 255)"
    drawing.scroll_into_view_if_needed()  # the timeline is made ready when it comes near
    pressed = page.locator(".timeline-button[aria-pressed=true]").first
    assert pressed.evaluate("(button) => getComputedStyle(button).outlineStyle") == "solid"
