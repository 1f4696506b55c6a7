"""The parts of a chapter that have a shape of their own in print: judgements, summaries, figures."""

from __future__ import annotations

import re
from collections.abc import Mapping

from bs4 import BeautifulSoup, Tag

HEADING = re.compile(r"^h[1-6]$")
BOXED = ".callout, .margin, .judgement, td, li, blockquote, .ledger"


class HtmlError(ValueError):
    """What the page lacks, or points to in vain."""


def element(name: str, attributes: Mapping[str, str] | None = None, text: str = "") -> Tag:
    """Return a new element."""
    tag = BeautifulSoup("", "html.parser").new_tag(name, attrs=dict(attributes or {}))
    if text:
        tag.string = text
    return tag


def mend_judgements(chapter: Tag) -> None:
    """Give each line of a key judgement a box of its own, its label first."""
    for card in chapter.select("div.judgement"):
        card["class"] = "judgement"
        for line in card.select("p.judgement-line"):
            label = line.find("em")
            box = line.wrap(element("div", {"class": "judgement-line"}))
            if isinstance(label, Tag):
                title = element("div", {"class": "title"}, label.extract().get_text().strip().rstrip(":"))
                box.insert(0, title)


def mend_ends(chapter: Tag) -> None:
    """Bring together what closes a chapter: the summary of its sources and how to cite it."""
    for block in chapter.select("div.end-block, div.source-summary"):
        if block.find_parent(class_="chapter-end"):
            continue
        before = previous(block)
        end = element("div", {"class": "chapter-end"})
        if is_end(before):
            assert before is not None
            before.append(block.extract())
        elif ends_in_summary(before):
            before.select(".chapter-end")[-1].append(block.extract())  # type: ignore[union-attr]
        else:
            block.wrap(end)
            if before is not None and HEADING.match(before.name):
                keep_id(before)
                end.insert(0, before.extract())
    for head in chapter.select("p.end-head"):
        head.wrap(element("div", {"class": "end-head"}))


def is_end(tag: Tag | None) -> bool:
    """Tell whether an element already closes the chapter."""
    return tag is not None and "chapter-end" in tag.get_attribute_list("class")


def ends_in_summary(tag: Tag | None) -> bool:
    """Tell whether a section ends with the summary of sources."""
    children = tag.find_all(True, recursive=False) if tag is not None and tag.name == "section" else []
    last = children[-1] if children else None
    return isinstance(last, Tag) and (is_end(last) or ends_in_summary(last))


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
    for figure in chapter.select("figure"):
        place: Tag = figure
        while previous(place) is None and isinstance(place.parent, Tag) and place.parent.name == "div":
            place = place.parent
        before = previous(place)
        opens = before is None or bool(HEADING.match(before.name))
        if opens or figure.select_one("table") or figure.find_parent(["td", "li", "blockquote"]):
            still(figure)
        elif figure.find_parent(class_=re.compile("callout|margin|judgement|ledger|admonition|sd-card")):
            still(figure)


def still(figure: Tag) -> None:
    """Mark the pictures of a figure as standing where they are."""
    for image in figure.select("img"):
        image["data-still"] = "1"
