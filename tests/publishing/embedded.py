"""A small reader of embedded metadata, our own, that follows the rules of Zotero's translators.

It has the parts of those rules that decide on this book's pages: which tags make a book section or a book, how
a name in citation_author is taken apart, and which tag fills which field. Zotero's translation server is in no
package registry, so it cannot run here; extruct and trafilatura, which know nothing of it, read the same pages.
"""

import re

FIELDS = {
    "citation_title": "title", "citation_publication_date": "date", "citation_language": "language",
    "citation_inbook_title": "bookTitle", "citation_book_title": "bookTitle", "citation_doi": "DOI",
    "citation_public_url": "url", "citation_publisher": "publisher", "prism.edition": "edition",
    "dc.rights": "rights", "og:description": "abstractNote",
}  # fmt: skip
_EDGE = " \u00a0.,/[]:"


def read(soup):
    """Return what Zotero would keep of a page."""
    tags = [
        (tag.get("name") or tag.get("property") or "", tag.get("content", ""))
        for tag in soup.select("head meta")
    ]
    item = {"itemType": kind({name.lower(): value for name, value in reversed(tags)})}
    for name, value in tags:
        field = FIELDS.get(name.lower())
        if field and value.strip():
            item.setdefault(field, " ".join(value.split()))
    item["creators"] = [
        creator for name, value in tags if name == "citation_author" for creator in creators(value)
    ]
    return item


def kind(tags):
    """Return the type: Open Graph's book is certain, then Dublin Core's, then Highwire's; an article is a guess."""
    if tags.get("og:type") == "book":
        return "book"
    named = {"book": "book", "bookchapter": "bookSection", "bookitem": "bookSection"}
    highwire = "bookSection" if "citation_book_title" in tags else "journalArticle"
    return named.get(re.sub(r"\s", "", tags.get("dc.type", "")).lower(), highwire)


def creators(value):
    """Take a citation_author apart: at semicolons, at a comma between full names, then into its two names."""
    names = re.split(r"\s*;\s*", value)
    if len(names) == 1:
        halves = re.split(r"\s*,\s*", names[0])
        if len(halves) > 1 and " " in halves[0] and " " in halves[1]:
            names = halves
    return [person(name.strip()) for name in names if re.search(r"[^\s,.;-]", name)]


def person(name):
    """Return one field for a name with nothing after its comma, else first and last name."""
    inverted = "," in name
    name = name.strip(_EDGE)
    if inverted:
        last, _, first = (part.strip() for part in name.partition(","))
    else:
        first, _, last = name.rpartition(" ")
    return {"firstName": first, "lastName": last} if first else {"name": last}
