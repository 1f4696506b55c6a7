"""The ledger: every record of a table, with its anchor, its evidence and the pages that cite it."""

from collections.abc import Iterable

from docutils import nodes
from sphinx.application import Sphinx
from sphinx.environment import BuildEnvironment
from sphinx.transforms.post_transforms import SphinxPostTransform
from sphinx.util import logging
from sphinx.util.docutils import SphinxDirective
from sphinx.util.nodes import make_refnode

from summitwatch.publishing.dataset import dataset_of
from summitwatch.publishing.domain import domain_of
from summitwatch.publishing.entry import entry, members
from summitwatch.publishing.records import resting_on
from summitwatch.tables import Dataset, primary_key

logger = logging.getLogger(__name__)


class ledger_citing(nodes.General, nodes.Element):  # noqa: N801 (docutils names nodes so)
    """A field that waits for the pages that cite a record."""


class LedgerDirective(SphinxDirective):
    """Print every record of the table named."""

    required_arguments = 1

    def run(self) -> list[nodes.Node]:
        dataset, table = dataset_of(self.env.app), self.arguments[0]
        keys = {r["name"]: primary_key(r) for r in dataset.description["resources"]}
        if len(keys.get(table, [])) != 1:
            allowed = ", ".join(name for name, key in keys.items() if len(key) == 1)
            message = f"no ledger of {table!r}: use one of {allowed}"
            logger.warning(message, type="summitwatch", subtype="ledger", location=self.get_location())
            return []
        ids = list(dataset[table][keys[table][0]])
        return [self._print(dataset, record_id) for record_id in ids]

    def _print(self, dataset: Dataset, record_id: str) -> nodes.container:
        printed = domain_of(self.env).printed
        inside = members(dataset, record_id)
        for id_ in inside:
            printed[id_] = self.env.docname
        waiting = ledger_citing("", record_ids=inside)
        return entry(dataset, record_id, _resting(self.env.app), waiting)


class FillCiting(SphinxPostTransform):
    """Name the pages that cite each record, once every page is read."""

    default_priority = 15

    def run(self, **kwargs: object) -> None:
        domain = domain_of(self.env)
        for node in list(self.document.findall(ledger_citing)):
            pages = [doc for doc in domain.citing(node["record_ids"]) if doc in self.env.titles]
            if pages:
                node.replace_self(_field(self._links(pages)))
            else:
                _drop(node)

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


def _resting(app: Sphinx) -> dict[str, list[str]]:
    return _resting_of(app.config.summitwatch_fingerprint, dataset_of(app))


_CACHE: dict[str, dict[str, list[str]]] = {}


def _resting_of(fingerprint: str, dataset: Dataset) -> dict[str, list[str]]:
    if fingerprint not in _CACHE:
        _CACHE.clear()
        _CACHE[fingerprint] = resting_on(dataset)
    return _CACHE[fingerprint]


def _rewrite_ledgers(app: Sphinx, env: BuildEnvironment) -> Iterable[str]:
    """Have the ledger pages written again, since any page that was read may cite other records."""
    return sorted(set(domain_of(env).printed.values()))


def setup_ledger(app: Sphinx) -> None:
    """Register the directive."""
    app.add_node(ledger_citing)
    app.add_directive("ledger", LedgerDirective)
    app.add_post_transform(FillCiting)
    app.connect("env-updated", _rewrite_ledgers)
