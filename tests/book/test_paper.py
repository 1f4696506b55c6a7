"""Pages printed from a browser: no heading ends a page, and no field of the ledger lies on another."""

import io
from itertools import pairwise

import pypdf
import pytest

pytestmark = pytest.mark.browser

HEADS = (
    "() => [...document.querySelectorAll('.bd-article :is(h1, h2, h3, .end-head)')].map((h) => h.innerText)"
)
FOOT = 56.0  # points; below stands the margin of the page
NEAR = 4.0  # points; the lines of the ledger's small type stand further apart
MOST = 12  # pages that are read: to find the place of each word takes long


@pytest.fixture(scope="module")
def printed(browser, book):
    """Return what prints a chapter: its headings, and for each page its lines by height, left end and words."""
    kept = {}

    def chapter(name):
        if name not in kept:
            page = browser.new_page()
            page.goto((book.html / "chapters" / f"{name}.html").as_uri())
            heads = {head.strip().rstrip("#").strip() for head in page.evaluate(HEADS)} | {"Evidence"}
            reader = pypdf.PdfReader(io.BytesIO(page.pdf(format="A4", prefer_css_page_size=True)))
            page.close()
            kept[name] = heads, [lines(sheet) for sheet in reader.pages[:MOST]]
        return kept[name]

    return chapter


def lines(sheet):
    found = []

    def visit(text, matrix, place, *_):
        x = place[4] * matrix[0] + place[5] * matrix[2] + matrix[4]
        y = place[4] * matrix[1] + place[5] * matrix[3] + matrix[5]
        if text.strip():
            found.append((round(y, 1), round(x, 1), text.strip()))

    sheet.extract_text(visitor_text=visit)
    return sorted(found, key=lambda line: -line[0])


def last_words(sheet):
    """Return the words of the lowest line of a sheet."""
    lowest = min((y for y, _, _ in sheet if y > FOOT), default=0)
    return " ".join(text for y, _, text in sorted(sheet, key=lambda line: line[1]) if y - lowest < 1)


@pytest.mark.parametrize("name", ["reference", "sources", "positions", "evidence"])
def test_no_heading_is_the_last_line_of_a_printed_page(printed, name):
    heads, sheets = printed(name)
    ends = [last_words(sheet) for sheet in sheets]
    assert len(ends) > 5 and all(ends)
    assert [end for end in ends if end in heads] == []


def test_no_line_of_the_printed_ledger_lies_on_another(printed):
    met = []
    for number, sheet in enumerate(printed("evidence")[1], 1):
        starts = {}
        for y, x, text in sheet:
            starts.setdefault(x, []).append((y, text))
        for column in starts.values():
            met += [(number, a, b) for (high, a), (low, b) in pairwise(column) if 0 < high - low < NEAR]
    assert met == []
