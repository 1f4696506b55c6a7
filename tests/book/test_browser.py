"""The built site in a browser, wide and narrow: nothing fails, sticks out, jumps or weighs too much."""

from pathlib import Path
from urllib.parse import unquote, urlsplit

import pytest

pytestmark = pytest.mark.browser

WIDTHS = {"wide": 1280, "narrow": 360}
#: Bytes of a page with all that it asks for, uncompressed. The search page holds the index of all records.
MOST = {"chapters/index": 350_000, "chapters/evidence": 900_000, "search": 1_000_000}
CHAPTER = 600_000
WATCH = """window.jumps = 0;
new PerformanceObserver((list) => { for (const jump of list.getEntries()) window.jumps += jump.value; })
  .observe({ type: "layout-shift", buffered: true });"""


def sizes(addresses):
    """Return the bytes of the files behind addresses, each file once."""
    files = {Path(unquote(urlsplit(address).path)) for address in addresses if address.startswith("file:")}
    return sum(file.stat().st_size for file in files if file.is_file())


@pytest.fixture(scope="module", params=WIDTHS)
def opened(request, browser, book, toc, pages):
    """Open every page; note errors, requests that leave the folder or fail, width, weight and jumps."""
    page = browser.new_page(viewport={"width": WIDTHS[request.param], "height": 900})
    page.add_init_script(WATCH)
    notes = {"error": [], "abroad": [], "failed": [], "too wide": [], "too heavy": [], "jumps": []}
    asked = []
    page.on("pageerror", lambda error: notes["error"].append(str(error)))
    page.on("console", lambda line: notes["error"].append(line.text) if line.type == "error" else None)
    # leaving a page aborts what it still asks for, such as its icon; a file that is missing says so
    page.on(
        "requestfailed",
        lambda asked: None if asked.failure == "net::ERR_ABORTED" else notes["failed"].append(asked.url),
    )
    page.on("request", lambda request: asked.append(request.url))
    ledgers = sorted(name.removesuffix(".html") for name in pages if name.startswith("ledger/"))
    for name in [*toc, "search", "404", *ledgers]:
        asked.clear()
        page.goto((book.html / f"{name}.html").as_uri(), wait_until="load")
        page.evaluate("() => new Promise((seen) => requestAnimationFrame(() => requestAnimationFrame(seen)))")
        notes["abroad"] += [address for address in asked if address.startswith("http")]
        over = page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth")
        notes["too wide"] += [f"{name} by {over} px"] * (over > 1)
        weight = sizes(asked)
        notes["too heavy"] += [f"{name}: {weight:,}"] * (weight > MOST.get(name, CHAPTER))
        jumps = page.evaluate("window.jumps")
        notes["jumps"] += [f"{name}: {jumps:.4f}"] * (jumps > 0)
    page.close()
    return notes


@pytest.mark.parametrize("kind", ["error", "abroad", "failed", "too wide", "too heavy", "jumps"])
def test_every_page_opens_without(opened, kind):
    assert opened[kind] == []


def test_a_weight_is_that_of_all_files(tmp_path):
    for name, size in (("a b.html", 3), ("c.css", 5)):
        (tmp_path / name).write_bytes(b"x" * size)
    addresses = [(tmp_path / name).as_uri() for name in ("a b.html", "c.css", "gone.js")]
    assert sizes([*addresses, addresses[0] + "#part", "data:text/plain,abc"]) == 8


OVERLAPS = """() => [...document.querySelectorAll("svg.exhibit-drawing")].filter((svg) => svg.checkVisibility()).flatMap((svg) => {
  const boxes = [...svg.querySelectorAll("text")].filter((text) => text.checkVisibility() && !text.closest("[transform*=rotate]"))
    .map((text) => [text.textContent, text.getBoundingClientRect()]);
  const met = (a, b) => Math.min(a.right, b.right) - Math.max(a.left, b.left) > 1
    && Math.min(a.bottom, b.bottom) - Math.max(a.top, b.top) > 0.45 * Math.min(a.height, b.height);
  const out = svg.getBoundingClientRect();
  return boxes.flatMap(([words, box], i) => [
    ...boxes.slice(i + 1).filter(([, other]) => met(box, other)).map(([other]) => words + " / " + other),
    ...(box.right > out.right + 1 || box.left < out.left - 1 ? [words + " / edge"] : []),
  ]);
})"""


@pytest.mark.parametrize("width", [1280, 360])
def test_no_two_labels_of_a_figure_overlap(browser, book, toc, width):
    page = browser.new_page(viewport={"width": width, "height": 900})
    both = '<text x="9" y="20">one</text><text x="20" y="20">two</text>'
    page.set_content(f'<svg class="exhibit-drawing" width="200" height="40">{both}</svg>')
    assert page.evaluate(OVERLAPS) == ["one / two"]
    found = {}
    for name in toc:
        page.goto((book.html / f"{name}.html").as_uri())
        found[name] = page.evaluate(OVERLAPS)
    page.close()
    assert {name: met for name, met in found.items() if met} == {}
