"""Retired records in the ledger: where each stood, its anchor stays and tells what became of it."""

import re

from docutils import nodes
from sphinx.addnodes import only

from summitwatch.analysis.editions import FOLDER
from summitwatch.publishing.evidence import record_link
from summitwatch.publishing.records import anchor
from summitwatch.publishing.wider import TABLES, docname_of, pages_of
from summitwatch.tables import Dataset, Row, primary_key


def retired_of(dataset: Dataset, table: str, docname: str = "") -> list[nodes.Node]:
    """Return a line for each retired record that stood on a ledger page; without one, on the ledger's own."""
    pages, shapes = pages_of(dataset), _shapes(dataset, table)
    found: list[nodes.Node] = []
    for row in dataset.rows("retired"):
        if _shape(row["retired_id"]) in shapes:
            page = docname_of(table, row["retired_id"]) if table in TABLES else ""
            if docname == (page if page in pages else ""):
                found.append(only("", _line(dataset, row), expr="builder_html"))
    return found


def _shapes(dataset: Dataset, table: str) -> set[str]:
    """Return how the ids of a table look, as EV0 of events and C0-0 of some sources."""
    key = primary_key(next(r for r in dataset.description["resources"] if r["name"] == table))[0]
    return {_shape(str(row[key])) for row in dataset.rows(table)}


def _shape(record_id: str) -> str:
    return re.sub(r"\d+", "0", record_id)


def _follows_another(dataset: Dataset, edition: str) -> bool:
    """Tell whether an edition was frozen before this one: what the first one lacks was in no edition."""
    return any(path.stem < edition for path in (dataset.folder / FOLDER).glob("*.json"))


def _line(dataset: Dataset, row: Row) -> nodes.paragraph:
    line = nodes.paragraph("", "", ids=[anchor(row["retired_id"])], classes=["ledger-retired"])
    when = "with" if _follows_another(dataset, str(row["edition"])) else "before"
    line += [nodes.strong("", row["retired_id"]), nodes.Text(f" was retired {when} edition {row['edition']}")]
    if row["successor"]:
        known = dataset.has(row["successor"])
        told = record_link(row["successor"]) if known else nodes.Text(row["successor"])
        line += [nodes.Text("; see "), told]
    line += nodes.Text(f". {row['reason']}")
    return line
