"""The ledger: every record of a table, with its anchor, its evidence and the pages that cite it."""

from collections.abc import Callable
from functools import cached_property, lru_cache
from typing import Any, ClassVar

from docutils import nodes
from docutils.parsers.rst import directives
from docutils.utils.smartquotes import smartyPants
from sphinx import addnodes
from sphinx.application import Sphinx
from sphinx.transforms.post_transforms import SphinxPostTransform
from sphinx.util import logging
from sphinx.util.docutils import SphinxDirective
from sphinx.util.nodes import make_refnode

from summitwatch.publishing.citing import SetReferences
from summitwatch.publishing.dataset import dataset_of
from summitwatch.publishing.domain import domain_of
from summitwatch.publishing.entry import entry, members
from summitwatch.publishing.evidence import ResolveRecords
from summitwatch.publishing.records import resting_on
from summitwatch.publishing.retired import retired_of
from summitwatch.publishing.wider import TABLES, Page, cited, pages_of
from summitwatch.tables import Dataset, primary_key

logger = logging.getLogger(__name__)


class ledger_entry(nodes.General, nodes.Element):  # noqa: N801 (docutils names nodes so)
    """The place of a record: its entry is made when the page is written.

    Were it made when the page is read, each of Sphinx's many passes would walk through every field of it,
    and it would be kept, and read again, for each change elsewhere.
    """


class ledger_citing(nodes.General, nodes.Element):  # noqa: N801
    """A field that waits for the pages that cite a record."""


class ledger_index(nodes.General, nodes.Element):  # noqa: N801
    """The place of the wider record: links to its pages, or in print the records that chapters cite."""


class _Printer(SphinxDirective):
    """Prints records, and notes where they stand."""

    def print_record(self, record_id: str) -> ledger_entry:
        """Return the place of a record's entry and note that this page prints it."""
        inside = members(dataset_of(self.env.app), record_id)
        domain_of(self.env).printed.update(dict.fromkeys(inside, self.env.docname))
        return ledger_entry("", record_id=record_id)


class LedgerDirective(_Printer):
    """Print every record of the table named; with `:core:` those that the core sources carry."""

    required_arguments = 1
    option_spec: ClassVar[dict[str, Callable[[str], Any]]] = {"core": directives.flag}

    def run(self) -> list[nodes.Node]:
        dataset, table = dataset_of(self.env.app), self.arguments[0]
        keys = {r["name"]: primary_key(r) for r in dataset.description["resources"]}
        if len(keys.get(table, [])) != 1:
            allowed = ", ".join(name for name, key in keys.items() if len(key) == 1)
            message = f"no ledger of {table!r}: use one of {allowed}"
            logger.warning(message, type="summitwatch", subtype="ledger", location=self.get_location())
            return []
        ids = [row[keys[table][0]] for row in dataset.rows(table)]
        shown = [id_ for id_ in ids if "core" not in self.options or dataset.in_core(id_)]
        return [*(self.print_record(id_) for id_ in shown), *retired_of(dataset, table)]


class LedgerPageDirective(_Printer):
    """Print one page of the wider record, with the ways to the pages around it."""

    required_arguments = 1

    def run(self) -> list[nodes.Node]:
        page = pages_of(dataset_of(self.env.app))[self.arguments[0]]
        records = "One record" if len(page.ids) == 1 else f"{len(page.ids)} records"
        way = nodes.paragraph(
            "", f"{records} of the wider record; what the two core sources carry is in the "
        )
        way += addnodes.pending_xref(
            "", nodes.inline("", "ledger"), refdomain="std", reftype="doc", refexplicit=True,
            reftarget=f"/{self.env.app.config.summitwatch_ledger}", refdoc=self.env.docname, refwarn=True,
        )  # fmt: skip
        way += nodes.Text(".")
        retired = retired_of(dataset_of(self.env.app), page.table, page.docname)
        return [way, *(self.print_record(id_) for id_ in page.ids), *retired]


class LedgerIndexDirective(SphinxDirective):
    """Lead to the pages of the wider record."""

    def run(self) -> list[nodes.Node]:
        return [ledger_index("")]


class FillEntries(SphinxPostTransform):
    """Put the entries of records where they belong, with their links and references set."""

    default_priority = 900  # after all others, which would walk through every field

    def run(self, **kwargs: object) -> None:
        steps = [step(self.document) for step in (FillCiting, ResolveRecords, SetReferences)]
        for node in list(self.document.findall(ledger_entry)):
            made = _entry(self.app, node["record_id"])
            for step in steps:
                step.fill(made)
            node.replace_self(made)


class FillIndex(SphinxPostTransform):
    """Write the list of ledger pages, or in print the records of the wider record that chapters cite."""

    default_priority = 10  # before their fields and links are filled

    def run(self, **kwargs: object) -> None:
        for node in list(self.document.findall(ledger_index)):
            if self.app.builder.name == "html":
                node.replace_self(self._pages())
            else:
                node.replace_self([_entry(self.app, id_) for id_ in cited(self.app)])

    def _pages(self) -> list[nodes.Node]:
        pages = [page for page in pages_of(dataset_of(self.app)).values() if page.docname in self.env.titles]
        group = nodes.tgroup("", *(nodes.colspec(colwidth=10) for _ in range(3)), cols=3)
        group += nodes.thead("", _row(["Table", "Records", "n"]))
        group += nodes.tbody("", *(self._page(page) for page in pages))
        title = nodes.title("", f"The wider record on {len(pages)} pages")
        return [nodes.table("", title, group, classes=["exhibit"], ids=["tab-ledger-pages"])] if pages else []

    def _page(self, page: Page) -> nodes.row:
        link = make_refnode(self.app.builder, self.env.docname, page.docname, "", nodes.Text(page.span))
        return _row([TABLES[page.table], link, str(len(page.ids))])


def _row(cells: list[str | nodes.Node]) -> nodes.row:
    row = nodes.row()
    for number, cell in enumerate(cells):
        body = nodes.paragraph("", "", nodes.Text(cell) if isinstance(cell, str) else cell)
        row += nodes.entry("", body, classes=["num"] if number == len(cells) - 1 else ["line"])
    return row


def _entry(app: Sphinx, record_id: str) -> nodes.container:
    dataset = dataset_of(app)
    waiting = ledger_citing("", record_ids=members(dataset, record_id))
    made = entry(dataset, record_id, _resting_of(dataset), waiting)
    for text in list(made.findall(nodes.Text)):
        if "'" in text or '"' in text:
            text.parent.replace(text, nodes.Text(smartyPants(text.astext(), "1")))
    return made


class FillCiting(SphinxPostTransform):
    """Name the pages that cite each record, once every page is read."""

    default_priority = 15

    def run(self, **kwargs: object) -> None:
        self.fill(self.document)

    def fill(self, root: nodes.Element) -> None:
        """Fill the fields that wait below a node."""
        for node in list(root.findall(ledger_citing)):
            found = {doc for id_ in node["record_ids"] for doc in self._citing.get(id_, ())}
            pages = sorted(doc for doc in found if doc in self.env.titles)
            if pages:
                node.replace_self(_field(self._links(pages)))
            else:
                _drop(node)

    @cached_property
    def _citing(self) -> dict[str, list[str]]:
        return domain_of(self.env).citing()

    def _links(self, pages: list[str]) -> nodes.paragraph:
        text = nodes.paragraph()
        for position, page in enumerate(pages):
            text += [nodes.Text(", ")] if position else []
            title = nodes.Text(self.env.titles[page].astext())
            text += make_refnode(self.app.builder, self.env.docname, page, "", title)
        return text


def _field(body: nodes.paragraph) -> nodes.field:
    return nodes.field("", nodes.field_name("", "Cited in"), nodes.field_body("", body))


def _drop(node: nodes.Element) -> None:
    """Remove a field, and its list where it stood alone, since an empty list is invalid."""
    fields = node.parent
    fields.remove(node)
    if not fields.children:
        fields.parent.remove(fields)


@lru_cache(maxsize=4)
def _resting_of(dataset: Dataset) -> dict[str, list[str]]:
    return resting_on(dataset)


def setup_ledger(app: Sphinx) -> None:
    """Register the directives."""
    app.add_node(ledger_entry)
    app.add_node(ledger_citing)
    app.add_node(ledger_index)
    app.add_directive("ledger", LedgerDirective)
    app.add_directive("ledger-page", LedgerPageDirective)
    app.add_directive("ledger-index", LedgerIndexDirective)
    app.add_post_transform(FillEntries)
    app.add_post_transform(FillIndex)
    app.add_post_transform(FillCiting)
