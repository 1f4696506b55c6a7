"""What the pages cite and where each record is printed: the state of a build, safe in parallel reading."""

from collections.abc import Iterable
from typing import Any

from docutils import nodes
from sphinx.domains import Domain
from sphinx.environment import BuildEnvironment


class SummitWatchDomain(Domain):
    """Pages with the records that they cite, and records with the page that prints them."""

    name = "summitwatch"
    label = "Summit Watch"
    initial_data: dict[str, Any] = {
        "cited": {}, "told": {}, "printed": {}, "exhibits": {}, "texts": {}, "shown": {},
        "outlines": {},
    }  # fmt: skip
    data_version = 4

    def __init__(self, env: BuildEnvironment):
        super().__init__(env)
        #: The page of each record in print, of this build alone: what is kept must hold for every builder.
        self.in_print: dict[str, str] | None = None
        #: The pages that this build reads, and then those that it writes, these among them.
        self.pages: set[str] = set()

    @property
    def cited(self) -> dict[str, list[str]]:
        """Records cited by each page, in the order of first mention."""
        found: dict[str, list[str]] = self.data["cited"]
        return found

    @property
    def told(self) -> dict[str, list[str]]:
        """Records that each page cites in its prose, not only in a table."""
        found: dict[str, list[str]] = self.data["told"]
        return found

    @property
    def printed(self) -> dict[str, str]:
        """The ledger page of each record."""
        found: dict[str, str] = self.data["printed"]
        return found

    @property
    def exhibits(self) -> dict[str, list[str]]:
        """The ids of the figures and tables of each page whose data is offered."""
        found: dict[str, list[str]] = self.data["exhibits"]
        return found

    @property
    def texts(self) -> dict[str, str]:
        """A digest of the text of each page as it was read."""
        found: dict[str, str] = self.data["texts"]
        return found

    @property
    def outlines(self) -> dict[str, nodes.document]:
        """Each page with no more than its sections, figures and tables, by which these are numbered."""
        found: dict[str, nodes.document] = self.data["outlines"]
        return found

    @property
    def shown(self) -> dict[str, str]:
        """What pages show of other pages, as digests, when they were written last."""
        found: dict[str, str] = self.data["shown"]
        return found

    @property
    def places(self) -> dict[str, str]:
        """The page to which the markers of a record lead in this build."""
        return self.printed if self.in_print is None else self.in_print

    def cite(self, docname: str, record_ids: Iterable[str], *, listed: bool = False) -> None:
        """Note that a page cites records, or that one of its tables lists them."""
        ids = list(record_ids)
        for pages in [self.cited] if listed else [self.cited, self.told]:
            page = pages.setdefault(docname, [])
            page.extend(id_ for id_ in ids if id_ not in page)

    def citing(self) -> dict[str, list[str]]:
        """Return, for each record cited, the pages that cite it."""
        found: dict[str, list[str]] = {}
        for doc, ids in sorted(self.cited.items()):
            for id_ in ids:
                found.setdefault(id_, []).append(doc)
        return found

    def clear_doc(self, docname: str) -> None:
        """Forget a page that is read again."""
        self.cited.pop(docname, None)
        self.told.pop(docname, None)
        self.exhibits.pop(docname, None)
        self.texts.pop(docname, None)
        self.outlines.pop(docname, None)
        for record_id in [id_ for id_, doc in self.printed.items() if doc == docname]:
            del self.printed[record_id]

    def merge_domaindata(self, docnames: Iterable[str], otherdata: dict[str, Any]) -> None:
        """Take over what a parallel reader found."""
        pages = set(docnames)
        self.cited.update({doc: ids for doc, ids in otherdata["cited"].items() if doc in pages})
        self.told.update({doc: ids for doc, ids in otherdata["told"].items() if doc in pages})
        self.texts.update({doc: text for doc, text in otherdata["texts"].items() if doc in pages})
        self.outlines.update({doc: tree for doc, tree in otherdata["outlines"].items() if doc in pages})
        self.exhibits.update({doc: ids for doc, ids in otherdata["exhibits"].items() if doc in pages})
        self.printed.update({id_: doc for id_, doc in otherdata["printed"].items() if doc in pages})


def domain_of(env: BuildEnvironment) -> SummitWatchDomain:
    """Return the domain of a build."""
    found = env.get_domain("summitwatch")
    assert isinstance(found, SummitWatchDomain)
    return found
