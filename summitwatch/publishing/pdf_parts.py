"""The parts of a chapter that have a shape of their own in print: judgements, summaries, figures."""

from __future__ import annotations

import re
from collections.abc import Mapping

from bs4 import BeautifulSoup, Tag

from summitwatch.publishing.pdf_find import first, found

HEADING = re.compile(r"^h[1-6]$")
BOXES = re.compile(r"^(admonition|judgement|ledger|margin|sd-card|topic|sidebar)$")


_MAKER = BeautifulSoup("", "html.parser")


class HtmlError(ValueError):
    """What the page lacks, or points to in vain."""


def element(name: str, attributes: Mapping[str, str] | None = None, text: str = "") -> Tag:
    """Return a new element."""
    tag = _MAKER.new_tag(name, attrs=dict(attributes or {}))
    if text:
        tag.string = text
    return tag


def mend_judgements(chapter: Tag) -> None:
    """Give each line of a key judgement a box of its own, its label first."""
    for card in found(chapter, "div.judgement"):
        card["class"] = "judgement"
        for line in found(card, "p.judgement-line"):
            label = line.find("em")
            box = line.wrap(element("div", {"class": "judgement-line"}))
            if isinstance(label, Tag):
                title = element("div", {"class": "title"}, label.extract().get_text().strip().rstrip(":"))
                box.insert(0, title)


def mend_ends(chapter: Tag) -> None:
    """Bring together what closes a chapter: the summary of its sources and how to cite it."""
    for block in found(chapter, "div.end-block", "div.source-summary"):
        if block.find_parent(class_="chapter-end"):
            continue
        before = previous(block)
        end = element("div", {"class": "chapter-end"})
        if before is not None and has_class(before, "ledger"):
            # above the columns, for below them it may stand on a page alone
            before.insert_before(block.wrap(end).extract())
        elif before is not None and has_class(before, "chapter-end"):
            before.append(block.extract())
        elif ends_in_summary(before):
            found(before, ".chapter-end")[-1].append(block.extract())  # type: ignore[arg-type]
        else:
            block.wrap(end)
            if before is not None and HEADING.match(before.name):
                keep_id(before)
                end.insert(0, before.extract())
    for head in found(chapter, "p.end-head"):
        head.wrap(element("div", {"class": "end-head"}))


def has_class(tag: Tag, name: str) -> bool:
    """Tell whether an element bears a class."""
    return name in tag.get_attribute_list("class")


def ends_in_summary(tag: Tag | None) -> bool:
    """Tell whether a section ends with the summary of sources."""
    children = tag.find_all(True, recursive=False) if tag is not None and tag.name == "section" else []
    last = children[-1] if children else None
    return isinstance(last, Tag) and (has_class(last, "chapter-end") or ends_in_summary(last))


def keep_id(heading: Tag) -> None:
    """Hand a section's anchor to its heading before the two are parted."""
    section = heading.parent
    if isinstance(section, Tag) and section.name == "section" and section.get("id") and not heading.get("id"):
        heading["id"] = section["id"]
        del section["id"]


def previous(tag: Tag) -> Tag | None:
    """Return the element that stands before another, text apart."""
    before = tag.find_previous_sibling()
    return before if isinstance(before, Tag) else None


def mend_figures(chapter: Tag) -> None:
    """Keep a figure where it stands when it is boxed or opens its section; others may float."""
    for figure in found(chapter, "figure"):
        place: Tag = figure
        while previous(place) is None and isinstance(place.parent, Tag) and place.parent.name == "div":
            place = place.parent
        before = previous(place)
        boxed = figure.find_parent(["td", "li", "blockquote", "aside", "details"])
        boxed = boxed or figure.find_parent(class_=BOXES)
        if before is None or HEADING.match(before.name) or boxed:
            still(figure)


def mend_listings(chapter: Tag) -> None:
    """Move the list of a figure's marks to the end of the chapter: it may be long, and the figure floats."""
    end = first(chapter, "div.chapter-end")
    for listing in found(chapter, "div.listing"):
        figure, head = listing.find_previous_sibling("figure"), listing.find("em")
        number = first(figure, ".caption-number") if isinstance(figure, Tag) else None
        if end is None or number is None or not isinstance(head, Tag):
            continue
        head.string = f"Every mark of {number.get_text().strip()}, by its record"
        end.insert_before(listing.extract())


def still(figure: Tag) -> None:
    """Mark the pictures of a figure as standing where they are."""
    for image in found(figure, "img"):
        image["data-still"] = "1"
