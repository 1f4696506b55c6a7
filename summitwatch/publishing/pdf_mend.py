"""Mend, one by one, what Sphinx's HTML elements need to stand in print."""

from __future__ import annotations

import re
from collections.abc import Callable

from bs4 import Tag
from bs4.element import NavigableString

from summitwatch.publishing.pdf_find import classes, first, found
from summitwatch.publishing.pdf_ledger import mend_ledger
from summitwatch.publishing.pdf_parts import (
    element,
    mend_ends,
    mend_figures,
    mend_judgements,
    mend_listings,
)
from summitwatch.publishing.pdf_tables import mend_tables

UNWRAPPED = (
    *("span.only-print", ".pst-scrollable-table-container", ".table-wrapper", "details.hide"),
    *("div.cell", "div.cell_input"),
)
BOXES = (".admonition", ".sd-card", "details", "aside.sidebar", "aside.topic", ".margin")
BLANK, BOUND = " \t\n\r", "\N{NO-BREAK SPACE}"
ALERTS = ("attention", "caution", "danger", "error", "important", "tip", "warning")


def mend(chapter: Tag) -> None:
    """Apply every mending to a chapter, in order."""
    for step in STEPS:
        step(chapter)


def unwrap_frames(chapter: Tag) -> None:
    """Remove the boxes that mean something on screen alone."""
    for tag in found(chapter, *UNWRAPPED):
        if not tag.get("id"):
            tag.unwrap()


def mend_math(chapter: Tag) -> None:
    """Hand formulas over as scripts, so that a backslash in plain text is never read as one."""
    for tag in found(chapter, "span.math", "div.math"):
        block = tag.name == "div"
        number = first(tag, ".eqno")
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
    for tab in [
        tab for tabs in found(chapter, ".sd-tab-set") for tab in tabs.find_all("label", recursive=False)
    ]:
        content = tab.find_next_sibling(class_="sd-tab-content")
        if isinstance(content, Tag):
            content.insert(0, element("div", {"class": "title"}, tab.extract().get_text().strip()))
            content.attrs = {"class": "callout"}


def mend_boxes(chapter: Tag) -> None:
    """Give admonitions, cards, dropdowns and margin notes one shape: a box whose first child is its title."""
    for box in found(chapter, *BOXES):
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


def mend_code(chapter: Tag) -> None:
    """Strip the highlighter's spans; the type is small and plain in print."""
    for block in found(chapter, "div", "pre"):
        if block.name == "div" and "highlight-" not in " ".join(classes(block)):
            continue
        if block.decomposed or (block.name == "pre" and block.find_parent(class_=re.compile("^highlight"))):
            continue
        block.replace_with(element("pre", text=block.get_text().strip("\n")))
    for code in found(chapter, "code"):
        code.string = code.get_text()
        code.attrs = {}


def mend_citations(chapter: Tag) -> None:
    """Set each work of the bibliography as a paragraph, opened by the name by which the text cites it."""
    for work in found(chapter, "div.citation"):
        for label in found(work, ".label"):
            name = element("strong", text=label.get_text().strip("[]"))
            label.decompose()
            if isinstance(body := work.find("p"), Tag):
                body.insert(0, name)
                name.insert_after(". ")


def bind_markers(chapter: Tag) -> None:
    """Keep a marker with the word before it; those in a list may part."""
    for marker in found(chapter, "a.ev"):
        before = marker.previous_sibling
        if isinstance(before, NavigableString):
            word = before.rstrip(BLANK)
            if word != before and not word.endswith(",") and (word or before.previous_sibling):
                before.replace_with(word + BOUND)


STEPS: tuple[Callable[[Tag], None], ...] = (
    unwrap_frames,
    mend_math,
    mend_ledger,
    mend_judgements,
    mend_ends,
    mend_figures,
    mend_listings,
    mend_tabs,
    mend_boxes,
    mend_code,
    mend_citations,
    mend_tables,
    bind_markers,
)
