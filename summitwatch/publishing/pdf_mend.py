"""Mend, one by one, what Sphinx's HTML elements need to stand in print."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping

from bs4 import BeautifulSoup, Tag

UNWRAPPED = (
    "span.only-print, .pst-scrollable-table-container, .table-wrapper, details.hide, div.cell, div.cell_input"
)
# Characters of Source Sans 3 that fit across, then: size of type, whether into the margin, page turned.
TABLE_RULES = (
    (64, 9.0, False, False),
    (82, 8.2, False, False),
    (112, 8.0, True, False),
    (132, 7.2, True, False),
)
TABLE_TURNED = (7.6, True, True)
NUMBER = re.compile(r"[-+−–]?[\d.,\s]*\d(?:\s?%|\s?\([\d.,–\s%]+\))?|[-–—]?")
TITLES = ":scope > .admonition-title, :scope > summary, :scope > .sidebar-title, .topic-title, .sd-card-title"
ALERTS = ("attention", "caution", "danger", "error", "important", "tip", "warning")


class HtmlError(ValueError):
    """What the page lacks, or points to in vain."""


def element(name: str, attributes: Mapping[str, str] | None = None, text: str = "") -> Tag:
    """Return a new element."""
    tag = BeautifulSoup("", "html.parser").new_tag(name, attrs=dict(attributes or {}))
    if text:
        tag.string = text
    return tag


def mend(chapter: Tag) -> None:
    """Apply every mending to a chapter, in order."""
    for step in STEPS:
        step(chapter)


def unwrap_frames(chapter: Tag) -> None:
    """Remove the boxes that mean something on screen alone."""
    for tag in chapter.select(UNWRAPPED):
        if not tag.get("id"):
            tag.unwrap()


def mend_math(chapter: Tag) -> None:
    """Hand formulas over as scripts, so that a backslash in plain text is never read as one."""
    for tag in chapter.select("span.math, div.math"):
        block = tag.name == "div"
        number = tag.select_one(".eqno")
        shown = number.extract().get_text().strip() if number else ""
        tex = re.sub(r"^\\[(\[]|\\[)\]]$", "", tag.get_text().strip()).strip()
        script = element("script", {"type": "math/tex; mode=display" if block else "math/tex"})
        script.string = (f"%number:{shown}\n" if shown else "") + tex
        place = element("p" if block else "span")
        if tag.get("id"):
            place.append(element("span", {"id": str(tag["id"])}))
        place.append(script)
        tag.replace_with(place)


def mend_tabs(chapter: Tag) -> None:
    """Set tabs one below the other, each under its label."""
    for tab in chapter.select(".sd-tab-set > label"):
        content = tab.find_next_sibling(class_="sd-tab-content")
        if isinstance(content, Tag):
            content.insert(0, element("div", {"class": "title"}, tab.extract().get_text().strip()))
            content.attrs = {"class": "callout"}


def mend_boxes(chapter: Tag) -> None:
    """Give admonitions, cards, dropdowns and margin notes one shape: a box whose first child is its title."""
    for box in chapter.select(".admonition, .sd-card, details, aside.sidebar, aside.topic, .margin"):
        classes = set(box.get_attribute_list("class"))
        titles = box.select(
            ":scope > .admonition-title, :scope > summary, :scope > .sidebar-title, .sd-card-title"
        )
        for title in titles[:1]:
            title.name, title.attrs = "div", {"class": "title"}
            box.insert(0, title.extract())
        box.name = "div"
        box["class"] = "margin" if classes & {"margin", "sidebar"} else "callout"
        box["data-kind"] = next((kind for kind in ALERTS if kind in classes), "note")


def mend_ledger(chapter: Tag) -> None:
    """Set evidence records as entries in columns, not under hundreds of headings."""
    ledger: Tag | None = None
    for record in chapter.select(".ev-record"):
        title = record.find(re.compile(r"^h[1-6]$"))
        record.name, record["class"] = "div", "ev-record"
        if isinstance(title, Tag):
            title.name, title.attrs = "div", {"class": "title"}
            record.insert(0, title.extract())
        if ledger is None or neighbour(record) is not ledger:
            ledger = element("div", {"class": "ev-ledger"})
            record.insert_before(ledger)
        ledger.append(record.extract())


def neighbour(tag: Tag) -> object:
    """Return what stands before an element, blanks apart."""
    before = tag.previous_sibling
    while before is not None and not isinstance(before, Tag) and not str(before).strip():
        before = before.previous_sibling
    return before


def mend_code(chapter: Tag) -> None:
    """Strip the highlighter's spans; the type is small and plain in print."""
    for block in chapter.select("div[class*=highlight-], pre"):
        if block.decomposed or (block.name == "pre" and block.find_parent(class_=re.compile("^highlight"))):
            continue
        block.replace_with(element("pre", text=block.get_text().strip("\n")))
    for code in chapter.select("code"):
        code.string = code.get_text()
        code.attrs = {}


def mend_citations(chapter: Tag) -> None:
    """Set each work of the bibliography as a paragraph; the author and year name it, not a key."""
    for work in chapter.select("div.citation"):
        for label in work.select(".label"):
            label.decompose()


def mend_tables(chapter: Tag) -> None:
    """Choose type and width by the rule, and set columns of figures flush right."""
    for table in chapter.select("table"):
        rows = [list(row.find_all(["td", "th"], recursive=False)) for row in table.select("tr")]
        for cell in (cell for row in rows for cell in row):
            cell.attrs = {key: cell[key] for key in ("colspan", "rowspan", "id") if cell.has_attr(key)}
        for column in numeric_columns(rows):
            for row in rows:
                if column < len(row):
                    row[column]["style"] = "text-align:right"
        size, wide, turned = table_rule(rows)
        rule = {"data-size": str(size), "data-wide": str(int(wide)), "data-turned": str(int(turned))}
        table.attrs = {"id": table["id"]} if table.get("id") else {}
        table.wrap(element("div", {"class": "sheet"} | rule))


def numeric_columns(rows: list[list[Tag]]) -> list[int]:
    """Return the columns that hold nothing but numbers below their heads."""
    body = [row for row in rows if row and any(cell.name == "td" for cell in row)]
    if any(cell.has_attr("colspan") or cell.has_attr("rowspan") for row in body for cell in row):
        return []
    width = min((len(row) for row in body), default=0)
    texts = [[row[column].get_text().strip() for row in body] for column in range(width)]
    return [
        i for i, column in enumerate(texts) if any(column) and all(NUMBER.fullmatch(text) for text in column)
    ]


def table_rule(rows: list[list[Tag]]) -> tuple[float, bool, bool]:
    """Return size of type, whether to use the margin, whether to turn the page."""
    columns = max((len(row) for row in rows), default=0)
    need = 0
    for column in range(columns):
        texts = [row[column].get_text() for row in rows if column < len(row)]
        word = max((min(len(part), 22) for text in texts for part in text.split()), default=1)
        whole = max((len(text.strip()) for text in texts), default=1)
        need += max(word, min(whole, 10)) + 2
    for limit, size, wide, turned in TABLE_RULES:
        if need <= limit:
            return size, wide, turned
    return TABLE_TURNED


STEPS: tuple[Callable[[Tag], None], ...] = (
    unwrap_frames,
    mend_math,
    mend_ledger,
    mend_tabs,
    mend_boxes,
    mend_code,
    mend_citations,
    mend_tables,
)
