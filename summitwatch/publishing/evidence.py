"""The evidence role: a marker on the page that leads to the ledger."""

import re
from typing import Any

from docutils import nodes
from sphinx.application import Sphinx
from sphinx.transforms.post_transforms import SphinxPostTransform
from sphinx.util import logging
from sphinx.util.docutils import SphinxRole
from sphinx.writers.html5 import HTML5Translator

from summitwatch.publishing.dataset import dataset_of
from summitwatch.publishing.domain import SummitWatchDomain, domain_of
from summitwatch.publishing.records import anchor, legs, marker

logger = logging.getLogger(__name__)


class record_ref(nodes.Inline, nodes.TextElement):  # noqa: N801 (docutils names nodes so)
    """A mention of records, waiting until every page is read; `marker` tells evidence from a plain id."""


class ev_link(nodes.reference):  # noqa: N801
    """A link from a marker to the ledger; as HTML it names the cards that it opens."""


class EvidenceRole(SphinxRole):
    """Print the places on which records rest, as in {ev}`EV014, ST003`."""

    def run(self) -> tuple[list[nodes.Node], list[nodes.system_message]]:
        ids = [part for part in re.split(r"[,\s]+", self.text) if part]
        known = [id_ for id_ in ids if self._rests(id_)]
        if not known:
            if not ids:
                self._warn("the evidence role names no record")
            return [], []
        dataset = dataset_of(self.env.app)
        text = marker(leg for id_ in known for leg in legs(dataset, id_))
        node = record_ref(self.rawtext, text, record_ids=known, marker=True)
        self.set_source_info(node)
        domain_of(self.env).cite(self.env.docname, known)
        return [node], []

    def _rests(self, record_id: str) -> bool:
        dataset = dataset_of(self.env.app)
        if not dataset.has(record_id):
            self._warn(f"no record {record_id!r}: use an id that the ledger lists")
            return False
        if not legs(dataset, record_id):
            self._warn(f"record {record_id} has no evidence: add a row to evidence.csv")
            return False
        return True

    def _warn(self, message: str) -> None:
        logger.warning(message, type="summitwatch", subtype="evidence", location=self.get_location())


class ResolveRecords(SphinxPostTransform):
    """Turn mentions of records into links to the ledger, once every page is read."""

    default_priority = 20

    def run(self, **kwargs: object) -> None:
        self.fill(self.document)

    def fill(self, root: nodes.Element) -> None:
        """Turn the mentions below a node into links."""
        places = domain_of(self.env).places
        for node in list(root.findall(record_ref)):
            first = node["record_ids"][0]
            docname = places.get(first)
            if docname is None and node["marker"] and not self._left_out(first):
                message = f"no ledger prints {first}: its marker leads nowhere"
                logger.warning(message, type="summitwatch", subtype="evidence", location=node)
            node.replace_self(self._link(node, docname) if docname else nodes.inline("", node.astext()))

    def _left_out(self, record_id: str) -> bool:
        """Tell whether the PDF leaves a record to the dataset, as it does what only tables list."""
        told = domain_of(self.env).told.values()
        return self.app.builder.name == "singlehtml" and not any(record_id in ids for ids in told)

    def _link(self, node: record_ref, docname: str) -> nodes.reference:
        target = anchor(node["record_ids"][0])
        link = nodes.reference("", node.astext())
        if node["marker"]:
            link = ev_link("", node.astext(), classes=["ev"], record_ids=node["record_ids"])
        builder = self.app.builder
        if docname == self.env.docname or builder.name == "singlehtml":
            link["refid"] = target
        else:
            link["refuri"] = f"{builder.get_relative_uri(self.env.docname, docname)}#{target}"
        link["internal"] = True
        return link


def record_link(record_id: str, text: str | None = None) -> record_ref:
    """Return a plain link to a record, resolved when every page is read."""
    return record_ref("", text or record_id, record_ids=[record_id], marker=False)


def _visit(translator: HTML5Translator, node: ev_link) -> None:
    href = node.get("refuri") or f"#{node['refid']}"
    attributes: dict[str, Any] = {"href": href}
    if translator.builder.name == "html":
        attributes["data-ev"] = " ".join(map(anchor, node["record_ids"]))
    plain: Any = {}  # a link has no id or class of its own
    translator.body.append(translator.starttag(plain, "a", "", CLASS="reference internal ev", **attributes))


def _depart(translator: HTML5Translator, node: ev_link) -> None:
    translator.body.append("</a>")


def setup_evidence(app: Sphinx) -> None:
    """Register role, nodes and domain."""
    app.add_domain(SummitWatchDomain)
    app.add_node(record_ref)
    app.add_node(ev_link, html=(_visit, _depart))
    app.add_role("ev", EvidenceRole())
    app.add_post_transform(ResolveRecords)
