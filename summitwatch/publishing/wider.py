"""Ledger pages of the wider record: which record stands on which page, and the documents behind the pages.

The pages are no files of the book: each is a line or two, written beside Sphinx's own caches and handed to it
as a document, so that it gets all that any other page gets. A record's page follows from its number alone, so
that its address stays when others come.
"""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache
from html import escape
from pathlib import Path
from typing import Any

from docutils import nodes
from sphinx.application import Sphinx
from sphinx.environment import CONFIG_OK, BuildEnvironment

from summitwatch.publishing.dataset import dataset_of
from summitwatch.publishing.domain import domain_of
from summitwatch.publishing.entry import members
from summitwatch.tables import Dataset, primary_key

FOLDER = "ledger"
PER_PAGE = 100  # numbers, used or not
TABLES = {
    "events": "Events",
    "statements": "Statements",
    "forecasts": "Forward-looking statements",
    "propositions": "Propositions",
    "claims": "Claims",
    "notes": "Notes",
    "sources": "Sources",
}
_NUMBER = re.compile(r"(.*?)(\d+)$")
_STUB = "---\norphan: true\nnosearch: true\n---\n# {title}\n\n```{{ledger-page}} {docname}\n```\n"


@dataclass(frozen=True)
class Page:
    """A ledger page: its document, its table, the ids that it prints in order."""

    docname: str
    table: str
    ids: tuple[str, ...]

    @property
    def span(self) -> str:
        """The first and the last id."""
        return self.ids[0] if len(self.ids) == 1 else f"{self.ids[0]} to {self.ids[-1]}"

    @property
    def title(self) -> str:
        """The heading of the page."""
        return f"{TABLES[self.table]} of the wider record: {self.span}"


def docname_of(table: str, record_id: str) -> str:
    """Return the document of a record: ledger/events-2 for EV108, ledger/sources-c25-1 for C25-071."""
    found = _NUMBER.fullmatch(record_id)
    prefix, number = (found[1], int(found[2])) if found else ("", 1)
    series = f"-{prefix.strip('-').lower()}" if "-" in prefix else ""
    return f"{FOLDER}/{table}{series}-{(number - 1) // PER_PAGE + 1}"


@lru_cache(maxsize=4)
def pages_of(dataset: Dataset) -> dict[str, Page]:
    """Return the ledger pages of the wider record, by document, in the order of the tables."""
    found: dict[str, list[str]] = {}
    tables = {}
    for table in TABLES:
        for id_ in sorted(wider_ids(dataset, table), key=_order):
            docname = docname_of(table, id_)
            found.setdefault(docname, []).append(id_)
            tables[docname] = table
    return {docname: Page(docname, tables[docname], tuple(ids)) for docname, ids in found.items()}


def wider_ids(dataset: Dataset, table: str) -> list[str]:
    """Return the ids of a table that the core sources do not carry."""
    key = primary_key(next(r for r in dataset.description["resources"] if r["name"] == table))[0]
    return [row[key] for row in dataset.rows(table) if not dataset.in_core(row[key])]


def _order(record_id: str) -> tuple[str, int]:
    found = _NUMBER.fullmatch(record_id)
    return (found[1], int(found[2])) if found else (record_id, 0)


def has_pages(app: Sphinx) -> bool:
    """Tell whether the book has ledger pages: whether it has the chapter that leads to them."""
    return app.config.summitwatch_ledger in app.env.found_docs


def _add_pages(
    app: Sphinx, env: BuildEnvironment, added: set[str], changed: set[str], removed: set[str]
) -> Iterable[str]:
    """Hand the pages to Sphinx and return those to be read; the PDF only keeps them for the next build."""
    if not has_pages(app):
        return []
    known = env.all_docs.keys() - (added | changed)
    outdated = []
    for docname, page in pages_of(dataset_of(app)).items():
        path = Path(app.doctreedir) / f"{docname}.md"
        text = _STUB.format(title=page.title, docname=docname)
        if env.config_status != CONFIG_OK or docname not in known or not _stands(path, text):
            outdated.append(docname)
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(text, "utf-8")
        env.project.docnames.add(docname)
        env.project._docname_to_path[docname] = str(path)  # no public way leads outside the book's folder
        removed.discard(docname)  # Sphinx has looked for it in the book's folder only
    return outdated


def _stands(path: Path, text: str) -> bool:
    """Tell whether a page was read as it is now; its records are the data, whose change reads every page."""
    read = path.with_suffix(".doctree").is_file() and path.is_file()
    return read and path.read_text("utf-8") == text


def cited(app: Sphinx) -> list[str]:
    """Return the records of the wider record that chapters cite in prose, each by the entry that tells it."""
    dataset = dataset_of(app)
    owners = {
        m: id_ for page in pages_of(dataset).values() for id_ in page.ids for m in members(dataset, id_)
    }
    named = {id_ for ids in domain_of(app.env).told.values() for id_ in ids}
    tables = list(TABLES)
    found = {owners[id_] for id_ in named if id_ in owners}
    return sorted(found, key=lambda id_: (tables.index(dataset.record(id_).table), _order(id_)))


def _print_cited(app: Sphinx, env: BuildEnvironment) -> Iterable[str]:
    """In the PDF the ledger chapter prints what chapters cite of the wider record, in place of its pages."""
    if app.builder.name != "singlehtml" or not has_pages(app):
        return []
    domain, dataset = domain_of(env), dataset_of(app)
    pages = pages_of(dataset)
    found = {id_: page for id_, page in domain.printed.items() if page not in pages}
    for id_ in cited(app):
        found.update(dict.fromkeys(members(dataset, id_), app.config.summitwatch_ledger))
    domain.in_print = found
    return []


def _neighbours(
    app: Sphinx, pagename: str, template: str, context: dict[str, Any], doctree: nodes.document | None
) -> None:
    """Lead from each ledger page to those before and after it, and up to the ledger."""
    if app.builder.name != "html" or not pagename.startswith(f"{FOLDER}/") or not has_pages(app):
        return
    chapter = app.config.summitwatch_ledger
    order = [chapter, *pages_of(dataset_of(app))]
    place = order.index(pagename)

    def link(docname: str) -> dict[str, str]:
        title = app.env.titles[docname].astext()
        return {"link": app.builder.get_relative_uri(pagename, docname), "title": escape(title)}

    context["parents"] = [link(chapter)]
    context["prev"] = link(order[place - 1])
    context["next"] = link(order[place + 1]) if place + 1 < len(order) else None


def setup_wider(app: Sphinx) -> None:
    """Register the chapter that leads to the ledger pages, and the pages."""
    app.add_config_value("summitwatch_ledger", "chapters/evidence", "env", str)
    app.connect("env-get-outdated", _add_pages)
    app.connect("env-updated", _print_cited)
    app.connect("html-page-context", _neighbours)
