"""Key pages keep their layout: where each kind of block stands, how wide, in which type and colours.

What is kept (looks.json) is told by geometry and style, not by pixels: it does not see which words a block holds, how
many lines they fill or how a machine smooths them, for the fonts come with the book; it sees a column that moved, a
block that vanished or turned over, a style sheet, a font or a colour that is missing. After a wanted change,
`make looks` keeps the new layout; look at the pages before committing it.
"""

import json
import os
from pathlib import Path

import pytest

pytestmark = pytest.mark.browser

KEPT = Path(__file__).with_name("looks.json")
NEAR = 4  # px by which a block may stand elsewhere, or be wider, before it counts as moved
BLOCKS = {
    "chapters": ".bd-sidebar-primary",
    "contents": ".bd-sidebar-secondary",
    "article": "article.bd-article",
    "title": "article h1",
    "line under the title": "article .page-line",
    "bottom line": "article .bottom-line",
    "its text": "article .bottom-line > p:not(.admonition-title)",
    "marker": "article p a.ev",
    "ways in": "article .ways",
    "judgement": "article .judgement",
    "its words": "article .judgement-text",
    "likelihood": "article .judgement svg.band",
    "heading": "article h2",
    "text": "article section > p:not(.page-line)",
    "figure": "article figure.exhibit",
    "drawing": "article figure.exhibit svg.exhibit-drawing:not(.drawing-narrow *)",
    "narrow drawing": "article .drawing-narrow svg.exhibit-drawing",
    "caption": "article figcaption .caption-text",
    "table": "article table.exhibit",
    "head": "article table.exhibit th",
    "cell": "article table.exhibit tbody td",
    "record": "article .ledger-record",
    "end": "article .end-block",
    "next": ".prev-next-footer",
}
VIEWS = {
    "landing, wide": ("chapters/index", 1280, "light"),
    "landing, narrow": ("chapters/index", 360, "light"),
    "landing, dark": ("chapters/index", 1280, "dark"),
    "chapter, wide": ("chapters/chronology", 1280, "light"),
    "chapter, narrow": ("chapters/chronology", 360, "light"),
    "ledger, wide": ("chapters/evidence", 1280, "light"),
}
READ = """(blocks) => {
  const found = {};
  for (const [name, selector] of Object.entries(blocks)) {
    const node = [...document.querySelectorAll(selector)].find((one) => one.getClientRects().length);
    if (!node) continue;
    const box = node.getBoundingClientRect();
    const style = getComputedStyle(node);
    const fluid = style.display.startsWith("inline") || ["TD", "TH"].includes(node.tagName); // as wide as its words
    found[name] = {
      top: Math.round(box.top + scrollY), left: fluid ? null : Math.round(box.left), width: fluid ? null : Math.round(box.width),
      font: style.fontFamily.split(",")[0].replaceAll('"', "") + " " + style.fontWeight, size: parseFloat(style.fontSize),
      leading: style.lineHeight, ink: style.color, paper: style.backgroundColor,
      line: style.borderTopWidth + " " + style.borderLeftWidth, inside: style.padding, above: style.marginTop,
    };
  }
  return found;
}"""
#: What a picture of a sound figure holds: nothing sticks out, no label lies on another, and there is something.
FIGURES = """() => {
  const faults = [];
  for (const svg of document.querySelectorAll("svg.exhibit-drawing")) {
    if (!svg.getClientRects().length) continue;
    const frame = svg.getBoundingClientRect();
    const name = svg.closest("figure").id;
    const labels = [...svg.querySelectorAll("text")].filter((text) => text.textContent.trim() && text.checkVisibility({ visibilityProperty: true }));
    const boxes = labels.map((text) => ({ text: text.textContent, box: text.getBoundingClientRect(),
      slant: (text.getAttribute("transform") || "").includes("rotate") }));
    if (boxes.length < 3 || svg.querySelectorAll("path, use").length < 3) faults.push(name + " is all but empty");
    for (const { text, box } of boxes) {
      if (box.left < frame.left - 2 || box.right > frame.right + 2 || box.top < frame.top - 2 || box.bottom > frame.bottom + 2)
        faults.push(name + ": “" + text + "” sticks out");
    }
    const level = boxes.filter(({ slant }) => !slant); // the box of slanted words is wider than they are
    level.forEach((one, i) => level.slice(i + 1).forEach((two) => {
      const wide = Math.min(one.box.right, two.box.right) - Math.max(one.box.left, two.box.left);
      const high = Math.min(one.box.bottom, two.box.bottom) - Math.max(one.box.top, two.box.top);
      if (wide > 2 && high > 0.4 * Math.min(one.box.height, two.box.height))
        faults.push(name + ": “" + one.text + "” lies on “" + two.text + "”");
    }));
  }
  return faults;
}"""
BREAKS = {
    "no style sheet": "for (const link of document.querySelectorAll('link[rel=stylesheet]')) link.remove()",
    "no sidebar": "document.querySelector('.bd-sidebar-primary').remove()",
    "a column that moved": "document.querySelector('.bd-article').style.marginLeft = '160px'",
    "large type": "document.documentElement.style.fontSize = '22px'",
    "no figure": "document.querySelector('figure.exhibit').remove()",
    "another font": "document.documentElement.style.setProperty('--sw-serif', 'monospace')",
    "the dark's colours": "document.documentElement.dataset.theme = 'dark'",
    "blocks in another order": "const box = document.querySelector('.bottom-line'); box.parentNode.append(box)",
    "a block too wide": "document.querySelector('.judgement').style.minWidth = '1400px'",
}
WORDS = """for (const text of document.querySelectorAll('article :is(p, li, h2)')) if (!text.children.length)
  text.textContent = text.textContent + ' and other words, so that lines break elsewhere than they did'"""


def differ(now, kept):
    """Return what of a layout is not as it was kept, in words."""
    told = [f"{name} is gone" for name in kept if name not in now]
    told += [f"{name} is new" for name in now if name not in kept]
    for name in kept.keys() & now.keys():
        for part, value in kept[name].items():
            if part != "top" and not near(now[name][part], value):
                told.append(f"{name}: {part} is {now[name][part]}, was {value}")
    both = [name for name in kept if name in now]
    if order(now, both) != order(kept, both):
        told.append(f"the order is {order(now, both)}, was {order(kept, both)}")
    return sorted(told)


def near(one, other):
    return abs(one - other) <= NEAR if isinstance(one, int) and isinstance(other, int) else one == other


def order(layout, names):
    return sorted(names, key=lambda name: (layout[name]["top"] // (2 * NEAR), name))


@pytest.fixture(scope="module")
def show(browser, book):
    """Open a view; a script may break it before."""
    contexts = []

    def go(page_name, width, scheme, script=""):
        context = browser.new_context(
            viewport={"width": width, "height": 1000}, color_scheme=scheme, reduced_motion="reduce"
        )
        contexts.append(context)
        page = context.new_page()
        page.goto((book.html / f"{page_name}.html").as_uri(), wait_until="load")
        page.evaluate("document.fonts.ready")
        if script:
            page.evaluate(script)
        return page

    yield go
    for context in contexts:
        context.close()


@pytest.fixture(scope="module")
def looks(show):
    """All layouts as they are now; kept when asked for."""
    now = {name: show(*view).evaluate(READ, BLOCKS) for name, view in VIEWS.items()}
    if os.environ.get("SUMMITWATCH_KEEP_LOOKS"):
        KEPT.write_text(json.dumps(now, indent=1, sort_keys=True) + "\n", "utf-8")
    return now


@pytest.mark.parametrize("name", VIEWS)
def test_looks_as_it_was_kept(looks, name):
    assert differ(looks[name], json.loads(KEPT.read_text("utf-8"))[name]) == []


@pytest.mark.parametrize("script", BREAKS.values(), ids=BREAKS.keys())
def test_a_broken_layout_is_seen(show, looks, script):
    broken = show("chapters/index", 1280, "light", script)
    assert differ(broken.evaluate(READ, BLOCKS), looks["landing, wide"])


def test_other_words_are_not(show, looks):
    page = show("chapters/index", 1280, "light", WORDS)
    assert differ(page.evaluate(READ, BLOCKS), looks["landing, wide"]) == []


@pytest.mark.parametrize("width", [360, 1280])
def test_no_label_of_a_figure_is_cut_off_or_covered(show, toc, width):
    page, faults = show("chapters/index", width, "light"), {}
    root = page.url.removesuffix("chapters/index.html")
    for name in toc:
        page.goto(f"{root}{name}.html", wait_until="load")
        if found := page.evaluate(FIGURES):
            faults[name] = found
    assert faults == {}
