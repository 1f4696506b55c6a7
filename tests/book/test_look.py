"""Key pages and figures keep their layout: pictures reduced to a grid of tones, compared with kept ones.

Text is drawn a little differently by every browser; a grid of cells some thirty pixels wide does not see that, but sees
a column that moved, a figure that vanished or a style sheet that is missing. After a wanted change, run the tests with
SUMMITWATCH_KEEP_LOOKS=1, look at the pages, and commit tests/book/looks.json.
"""

import io
import json
import os
from pathlib import Path

import pytest
from PIL import Image, ImageFilter

pytestmark = pytest.mark.browser

KEPT = Path(__file__).with_name("looks.json")
CELL = 32  # pixels of the page to a cell of the grid
#: Of 255: what the cells of a page may differ on average, and how much one cell in fifty may.
MEAN, MOST = 5.0, 60.0
VIEWS = {
    "landing, wide": ("chapters/index", 1280, None),
    "landing, narrow": ("chapters/index", 360, None),
    "landing, dark": ("chapters/index", 1280, "dark"),
    "chapter, wide": ("chapters/chronology", 1280, None),
    "chapter, narrow": ("chapters/chronology", 360, None),
    "method, wide": ("chapters/method", 1280, None),
}
FIGURES = {
    "timeline": ("chapters/chronology", "#fig-timeline .drawing-wide"),
    "agreement": ("chapters/method", "#fig-agreement .drawing-wide"),
}
BREAKS = {
    "no style sheet": "for (const link of document.querySelectorAll('link[rel=stylesheet]')) link.remove()",
    "no sidebar": "document.querySelector('.bd-sidebar-primary').remove()",
    "a column that moved": "document.querySelector('.bd-article').style.marginLeft = '160px'",
    "large type": "document.documentElement.style.fontSize = '22px'",
}


def grid(png):
    """Reduce a picture to the mean tone of its cells, blurred so that a shift of a few pixels matters little."""
    with Image.open(io.BytesIO(png)) as picture:
        grey = picture.convert("L").filter(ImageFilter.GaussianBlur(CELL / 3))
        size = (max(1, round(grey.width / CELL)), max(1, round(grey.height / CELL)))
        small = grey.resize(size, Image.Resampling.BOX)
        return {"size": size, "tones": small.tobytes().hex()}


def differ(one, other):
    """Return why two grids are not the same picture, or nothing."""
    if any(abs(a - b) > max(1, 0.06 * b) for a, b in zip(one["size"], other["size"], strict=True)):
        return f"{one['size']} cells, kept are {other['size']}"
    size = tuple(one["size"])
    tones = bytes.fromhex(one["tones"])
    kept = Image.frombytes("L", tuple(other["size"]), bytes.fromhex(other["tones"]))
    gaps = sorted(abs(a - b) for a, b in zip(tones, kept.resize(size).tobytes(), strict=True))
    mean, worst = sum(gaps) / len(gaps), gaps[int(len(gaps) * 0.98)]
    return "" if mean <= MEAN and worst <= MOST else f"tones differ by {mean:.1f}, the worst cells by {worst}"


@pytest.fixture(scope="module")
def look(browser, book):
    """Take the picture of a view: what fills the window, or one figure; a script may break it before."""

    def take(page_name, width, theme=None, selector=None, script=""):
        page = browser.new_page(
            viewport={"width": width, "height": 1000}, color_scheme=theme or "light", reduced_motion="reduce"
        )
        page.goto((book.html / f"{page_name}.html").as_uri(), wait_until="networkidle")
        page.evaluate("document.fonts.ready")
        if script:
            page.evaluate(script)
        png = page.locator(selector).screenshot() if selector else page.screenshot()
        page.close()
        return grid(png)

    return take


@pytest.fixture(scope="module")
def looks(look):
    """All pictures as they are now; kept when asked for."""
    now = {name: look(*view) for name, view in VIEWS.items()}
    now |= {name: look(page, 1280, None, selector) for name, (page, selector) in FIGURES.items()}
    if os.environ.get("SUMMITWATCH_KEEP_LOOKS"):
        KEPT.write_text(json.dumps(now, indent=1, sort_keys=True) + "\n", "utf-8")
    return now


@pytest.mark.parametrize("name", [*VIEWS, *FIGURES])
def test_looks_as_it_was_kept(looks, name):
    kept = json.loads(KEPT.read_text("utf-8"))
    assert differ(looks[name], kept[name]) == ""


@pytest.mark.parametrize("script", BREAKS.values(), ids=BREAKS.keys())
def test_a_broken_layout_is_seen(look, looks, script):
    assert differ(look("chapters/index", 1280, script=script), looks["landing, wide"])


def test_another_rendering_of_the_same_page_is_not(look, looks):
    other = (
        "document.documentElement.style.webkitFontSmoothing = 'none'; document.body.style.paddingTop = '2px'"
    )
    assert differ(look("chapters/index", 1280, script=other), looks["landing, wide"]) == ""
