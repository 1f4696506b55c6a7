"""The line under a page's title: edition, day, and what reading takes."""

import re

from docutils import nodes
from sphinx.addnodes import only
from sphinx.application import Sphinx

from summitwatch.publishing.dataset import dataset_of, edition_of
from summitwatch.publishing.domain import domain_of
from summitwatch.publishing.downloads import told_on
from summitwatch.publishing.edition import Edition
from summitwatch.publishing.editions.marks import page_mark
from summitwatch.publishing.ledger import ledger_entry

PAGE_LINE = "page-line"  # the class by which others know the line
_PACE = 230  # words a minute that a reader of plain English takes in


def page_line(edition: Edition, minutes: int, records: int, mark: str = "") -> str:
    """Word the line; the mark tells what changed since the edition before."""
    parts = [f"Edition {edition.name}", f"{edition.date.day} {edition.date:%B %Y}"]
    parts += [f"{minutes} min read"] if minutes else []
    parts += [f"{records} record{'s' * (records != 1)} cited"] if records else []
    parts += [mark] if mark else []
    return " \N{MIDDLE DOT} ".join(parts)


def minutes(doctree: nodes.document) -> int:
    """Return the minutes that the prose of a page takes, 0 for a ledger, where records are looked up.

    Tables and code are looked at, not read.
    """
    if next(iter(doctree.findall(ledger_entry)), None) is not None:
        return 0
    found = 0
    for paragraph in doctree.findall(nodes.paragraph):
        above: nodes.Node | None = paragraph
        while above is not None and not isinstance(above, nodes.entry):
            above = above.parent
        if above is None:
            found += len(re.findall(r"\w+", paragraph.astext()))
    return max(1, round(found / _PACE))


def _insert(app: Sphinx, doctree: nodes.document) -> None:
    docname = app.env.docname
    title = next(iter(doctree.findall(nodes.title)), None)
    if title is None or "no-end-block" in app.env.metadata.get(docname, {}):
        return
    records = len(domain_of(app.env).cited.get(docname, []))
    mark = page_mark(dataset_of(app), docname, told_on(app, docname))
    text = page_line(edition_of(app), minutes(doctree), records, mark)
    line = only("", nodes.paragraph("", text, classes=[PAGE_LINE]), expr="builder_html")
    title.parent.insert(title.parent.index(title) + 1, line)


def setup_page_line(app: Sphinx) -> None:
    """Register the line."""
    app.connect("doctree-read", _insert)
