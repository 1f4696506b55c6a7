"""The source summary of a chapter: what it rests on, counted from what it cites (after ICD 206)."""

from collections import Counter
from dataclasses import dataclass

from docutils import nodes
from sphinx.application import Sphinx
from sphinx.transforms.post_transforms import SphinxPostTransform
from sphinx.util.docutils import SphinxDirective

from summitwatch.analysis.independence import Legs, items_table
from summitwatch.analysis.independence import legs as independent
from summitwatch.publishing.dataset import dataset_of
from summitwatch.publishing.domain import domain_of
from summitwatch.publishing.records import legs
from summitwatch.tables import Dataset


@dataclass(frozen=True)
class Basis:
    """What a set of records rests on, the two core sources and the wider record apart.

    Attributes
    ----------
    sentences, stories, sources : int
        Of the core sources.
    pages : int
        Stories of the wider record.
    grades : tuple of (str, int)
        Admiralty letters over stories and pages.
    origins : Legs
        Independent origins behind all of them, as bounds.
    """

    records: int
    sentences: int
    stories: int
    sources: int
    pages: int
    grades: tuple[tuple[str, int], ...]
    origins: Legs


def basis(dataset: Dataset, record_ids: list[str]) -> Basis:
    """Count the places on which records rest."""
    found = {leg for id_ in record_ids for leg in legs(dataset, id_)}
    rows = items_table(dataset).query("kind != 'interface'")
    rows = rows[rows["item_id"].isin([leg.item_id for leg in found if leg.item_id])]
    core = rows[rows["tier"] == "core"]
    return Basis(
        records=len(record_ids),
        sentences=len({leg.sentence_id for leg in found if leg.sentence_id}),
        stories=len(core),
        sources=core["source_id"].nunique(),
        pages=len(rows) - len(core),
        grades=tuple(sorted(Counter(rows["grade"]).items())),
        origins=independent(rows),
    )


class basis_line(nodes.General, nodes.Element):  # noqa: N801 (docutils names nodes so)
    """A sentence that waits until the page is read."""


class SummaryDirective(SphinxDirective):
    """Print what the chapter cites, counted, and then its author's words on the weak points."""

    has_content = True

    def run(self) -> list[nodes.Node]:
        box = nodes.container(classes=["source-summary"])
        box += basis_line("", docname=self.env.docname)
        box += self.parse_content_to_nodes()
        return [box]


class FillBasis(SphinxPostTransform):
    """Count once the page's citations are known."""

    default_priority = 14

    def run(self, **kwargs: object) -> None:
        for node in list(self.document.findall(basis_line)):
            # the node knows its page: where all pages are assembled in one, the environment does not
            cited = domain_of(self.env).cited.get(node["docname"], [])
            node.replace_self(
                nodes.paragraph("", tell(basis(dataset_of(self.app), cited)), classes=["basis"])
            )


def tell(found: Basis) -> str:
    """Put a basis into a sentence."""
    if not found.records:
        return "This chapter cites no record."
    parts = []
    if found.stories:
        parts.append(
            f"{_count(found.sentences, 'sentence')} in {_count(found.stories, 'story')} of "
            f"{_count(found.sources, 'core source')}"
        )
    if found.pages:
        parts.append(f"{_count(found.pages, 'story')} of the wider record")
    grades = ", ".join(f"{count} of grade {letter}" for letter, count in found.grades)
    places = " and on ".join(parts)
    rest = "It rests" if found.records == 1 else "They rest"
    together = "together " if len(parts) > 1 else ""
    return (
        f"This chapter cites {_count(found.records, 'record')}. {rest} on {places} ({together}{grades}); "
        f"independent origins: {found.origins}."
    )


def _count(count: int, noun: str) -> str:
    if count == 1:
        return f"1 {noun}"
    return f"{count} {noun.removesuffix('y')}ies" if noun.endswith("y") else f"{count} {noun}s"


def setup_summary(app: Sphinx) -> None:
    """Register the directive."""
    app.add_node(basis_line)
    app.add_directive("source-summary", SummaryDirective)
    app.add_post_transform(FillBasis)
