"""The source summary of a chapter: what it rests on, counted from what it cites (after ICD 206)."""

from collections import Counter
from dataclasses import dataclass

from docutils import nodes
from sphinx.application import Sphinx
from sphinx.transforms.post_transforms import SphinxPostTransform
from sphinx.util.docutils import SphinxDirective

from summitwatch.publishing.dataset import dataset_of
from summitwatch.publishing.domain import domain_of
from summitwatch.publishing.records import legs
from summitwatch.tables import Dataset


@dataclass(frozen=True)
class Basis:
    """What a set of records rests on."""

    records: int
    sentences: int
    items: int
    sources: int
    grades: tuple[tuple[str, int], ...]
    origins_least: int
    origins_most: int


def basis(dataset: Dataset, record_ids: list[str]) -> Basis:
    """Count the places on which records rest.

    Origins are bounds: named ones, one publisher counting once, and at most those whose origin is unknown.
    """
    found = {leg for id_ in record_ids for leg in legs(dataset, id_)}
    items = {leg.item_id for leg in found if leg.item_id}
    rows = dataset["items"].query("kind != 'interface'").set_index("item_id")
    rows = rows.loc[[i for i in rows.index if i in items]]
    named = rows.dropna(subset=["origin"]).drop_duplicates("source_id")["origin"].nunique()
    return Basis(
        records=len(record_ids),
        sentences=len({leg.sentence_id for leg in found if leg.sentence_id}),
        items=len(rows),
        sources=rows["source_id"].nunique(),
        grades=tuple(sorted(Counter(rows["grade"]).items())),
        origins_least=named,
        origins_most=max(named, rows["source_id"].nunique()),
    )


class basis_line(nodes.General, nodes.Element):  # noqa: N801 (docutils names nodes so)
    """A sentence that waits until the page is read."""


class SummaryDirective(SphinxDirective):
    """Print what the chapter cites, counted, and then its author's words on the weak points."""

    has_content = True

    def run(self) -> list[nodes.Node]:
        box = nodes.container(classes=["source-summary"])
        box += basis_line("")
        box += self.parse_content_to_nodes()
        return [box]


class FillBasis(SphinxPostTransform):
    """Count once the page's citations are known."""

    default_priority = 14

    def run(self, **kwargs: object) -> None:
        for node in list(self.document.findall(basis_line)):
            cited = domain_of(self.env).cited.get(self.env.docname, [])
            node.replace_self(
                nodes.paragraph("", tell(basis(dataset_of(self.app), cited)), classes=["basis"])
            )


def tell(found: Basis) -> str:
    """Put a basis into a sentence."""
    grades = ", ".join(f"{count} of grade {letter}" for letter, count in found.grades)
    origins = str(found.origins_least)
    if found.origins_most != found.origins_least:
        origins = f"{found.origins_least} to {found.origins_most}"
    records = f"{found.records} record{'s' * (found.records != 1)}"
    return (
        f"This chapter cites {records}. They rest on {found.sentences} sentences in "
        f"{found.items} stories ({grades}) of {found.sources} sources; independent origins: {origins}."
    )


def setup_summary(app: Sphinx) -> None:
    """Register the directive."""
    app.add_node(basis_line)
    app.add_directive("source-summary", SummaryDirective)
    app.add_post_transform(FillBasis)
