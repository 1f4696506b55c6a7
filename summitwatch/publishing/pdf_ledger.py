"""Set the ledger for print: one compact entry a record, in columns."""

from __future__ import annotations

import re
from collections.abc import Iterator

from bs4 import Tag
from bs4.element import PageElement

from summitwatch.publishing.pdf_find import first, found
from summitwatch.publishing.pdf_parts import element

RECORD = ".ledger-record"
HASHED = re.compile(r"\bhash [0-9a-f]{8,}")
LONG = 1100  # characters; a longer entry may go on in the next column
BETWEEN = " · "


def mend_ledger(chapter: Tag) -> None:
    """Wrap the run of sections or records that make the ledger, and set each record as an entry."""
    run: Tag | None = None
    for child in list(chapter.children):
        if isinstance(child, Tag) and (is_record(child) or first(child, RECORD)):
            if run is None:
                run = element("div", {"class": "ledger"})
                child.insert_before(run)
            run.append(child.extract())
        elif str(child).strip():
            run = None
    for record in found(chapter, RECORD):
        mend_record(record)


def is_record(tag: Tag) -> bool:
    """Tell whether an element is a record of the ledger."""
    return "ledger-record" in tag.get_attribute_list("class")


def mend_record(record: Tag) -> None:
    """Turn a record into its head, lines of run-in fields, and a line for each member."""
    whole = len(record.get_text()) < LONG
    parts = [part for part in record.find_all(["p", "dl"], recursive=False) if isinstance(part, Tag)]
    head, lines = element("p"), element("p")
    blocks = [head, lines]
    for part in parts:
        if part.name == "dl":
            blocks += [*add_fields(part, lines)]
        else:
            add_head(head, part)
    if HASHED.search(head.get_text()):
        head.append(BETWEEN)
        head.extend(list(lines.contents))
    record.clear()
    record.extend(block for block in blocks if block.contents)
    record.attrs = {"class": "record", "id": record["id"], "data-whole": str(int(whole))}


def add_head(head: Tag, part: Tag) -> None:
    """Add the id or the text of a record to its first line."""
    classes = part.get_attribute_list("class")
    title = "record-id" if "ledger-id" in classes else "record-text"
    if HASHED.search(part.get_text()):
        title = "record-plain"
    piece = element("span", {"class": title})
    piece.extend(bare(list(part.contents)) if title == "record-id" else list(part.contents))
    head.extend([" ", piece] if head.contents else [piece])


def bare(contents: list[PageElement]) -> list[PageElement]:
    """Return what stands inside a strong that is all there is."""
    tags = [item for item in contents if isinstance(item, Tag)]
    return list(tags[0].contents) if len(tags) == 1 and tags[0].name == "strong" else contents


def add_fields(fields: Tag, lines: Tag) -> Iterator[Tag]:
    """Run the fields into a line; yield a block for each field of members, and the line that goes on."""
    for name in fields.find_all("dt", recursive=False):
        body = name.find_next_sibling("dd")
        if not isinstance(name, Tag) or not isinstance(body, Tag):
            continue
        label = element("span", {"class": "field"}, name.get_text().strip().rstrip(":") + ":")
        members = body.find_all("p", recursive=False)
        if any(member.get("id") for member in members) or len(members) > 1:
            yield member_block(label, [member for member in members if isinstance(member, Tag)])
            lines = element("p")
            yield lines
        else:
            lines.extend([BETWEEN] if lines.contents else [])
            lines.extend([label, " ", *field_value(body, name.get_text())])


def member_block(label: Tag, members: list[Tag]) -> Tag:
    """Return the members of a record, each on a line of its own with its anchor."""
    block = element("div", {"class": "members"})
    title = element("p")
    title.append(label)
    block.extend([title, *(member.extract() for member in members)])
    return block


def field_value(body: Tag, name: str) -> list[PageElement]:
    """Return a field's value; chapters that cite a record are named by their pages."""
    value = body.find("p", recursive=False) or body
    assert isinstance(value, Tag)
    links = _inner_links(value) if name.startswith("Cited in") else []
    if not links:
        return list(value.contents)
    targets = " ".join(str(link["href"])[1:] for link in links)
    pages = element("span", {"class": "chapter-pages", "data-targets": targets}, "chapters")
    return [pages]


def _inner_links(value: Tag) -> list[Tag]:
    return [link for link in found(value, "a", having="href") if str(link["href"]).startswith("#")]
