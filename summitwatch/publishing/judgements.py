"""Key judgements from their table: likelihood, confidence, assumptions, what would change them."""

from docutils import nodes
from sphinx.addnodes import only
from sphinx.application import Sphinx
from sphinx.util.docutils import SphinxDirective

from summitwatch.analysis.forecasts import BANDS
from summitwatch.publishing import words
from summitwatch.publishing.citing import cite_record
from summitwatch.publishing.dataset import dataset_of
from summitwatch.publishing.domain import domain_of
from summitwatch.publishing.evidence import record_ref
from summitwatch.publishing.records import legs, marker
from summitwatch.tables import Dataset, Record


class JudgementsDirective(SphinxDirective):
    """Print all key judgements in their order, under the day as of which they hold."""

    def run(self) -> list[nodes.Node]:
        dataset = dataset_of(self.env.app)
        ids = dataset["judgements"].sort_values("position")["judgement_id"]
        domain_of(self.env).cite(self.env.docname, ids)
        return [_judgement(dataset, dataset.record(id_)) for id_ in ids]


def _judgement(dataset: Dataset, record: Record) -> nodes.container:
    box = nodes.container(classes=["judgement"], ids=[f"judgement-{record.id.lower()}"])
    link = record_ref("", marker(legs(dataset, record.id)), record_ids=[record.id], marker=True)
    claim = nodes.paragraph(
        "", "", nodes.strong("", record["text"]), nodes.Text(" "), link, classes=["judgement-text"]
    )
    box += claim
    if record["band"]:
        likelihood = words.value(dataset, "judgements", "band", record["band"])
        box += _likelihood(record["band"], f"{likelihood}: {record['of_what']}.")
    box += _line("Confidence", f"{record['confidence']}. {record['confidence_reason']}")
    box += _on_screen("<details><summary>What it takes for granted, and what would change it</summary>")
    box += _line("Assumes", record["assumptions"])
    box += _line("Would change it", record["would_change"])
    box += _on_screen("</details>")
    box += cite_record("", record=record.id)
    return box


def _likelihood(band: str, text: str) -> nodes.paragraph:
    """Write a likelihood with its range drawn on a scale of a hundred; the words tell it too."""
    line = _line("Likelihood", text)
    if band in BANDS:
        line["classes"].append("has-band")
        line.insert(1, _on_screen(_band(*BANDS[band])))
        line.append(nodes.inline("", "", line.children.pop()))
    return line


def _band(low: float, high: float) -> str:
    """Draw a range of per cents as a piece of a bar."""
    return (
        '<svg class="band" viewBox="0 0 100 6" preserveAspectRatio="none" aria-hidden="true">'
        '<rect class="band-track" width="100" height="6"/>'
        f'<rect class="band-range" x="{low}" width="{high - low}" height="6"/></svg>'
    )


def _on_screen(html: str) -> only:
    """Return what pages have and paper has not."""
    return only("", nodes.raw("", html, format="html"), expr="builder_html")


def _line(name: str, text: str) -> nodes.paragraph:
    return nodes.paragraph(
        "", "", nodes.emphasis("", f"{name}: "), nodes.Text(text), classes=["judgement-line"]
    )


def setup_judgements(app: Sphinx) -> None:
    """Register the directive."""
    app.add_directive("judgements", JudgementsDirective)
