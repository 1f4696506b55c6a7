"""The briefing: the key judgements, what they rest on, one figure and the references, on two pages."""

import io
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from html import escape

import pypdf

from summitwatch.errors import BuildError
from summitwatch.publishing import words
from summitwatch.publishing.edition import Edition
from summitwatch.publishing.pdf import Press, head, quoted, to_typst
from summitwatch.publishing.records import legs, marker, text_of
from summitwatch.tables import Dataset, Record

PAGES = 2
#: Points of type, records that a judgement tells at most (the others are counted), and whether it tells what
#: it assumes: from the fullest form to the shortest; smaller type is not read.
_FORMS = ((10.0, 6, True), (9.6, 6, True), (9.2, 4, True), (8.8, 3, False), (8.4, 2, False))
_SOURCES = 6


@dataclass(frozen=True)
class Briefing:
    """What the briefing tells.

    Parameters
    ----------
    title
        The question of the book.
    figure
        Anchor, title and words of its one figure, if the landing page has one.
    """

    dataset: Dataset
    edition: Edition
    title: str
    figure: tuple[str, str, str] | None = None

    def html(self, records: int, picture: str, *, assumes: bool = True, flat: bool = False) -> str:
        """Return the briefing as HTML; `flat` sets no boxes, which a word processor does not know."""
        ids = list(self.dataset["judgements"].sort_values("position")["judgement_id"])
        parts = [f"<h1>{escape(self.title)}</h1>", f'<p class="lead">{escape(self._lead(ids))}</p>']
        for number, id_ in enumerate(ids, 1):
            told = self._lines(self.dataset.record(id_), records, assumes)
            parts.append(self._judgement(number, id_, [_line(name, text, flat) for name, text in told], flat))
        if self.figure:
            _, caption, alt = self.figure
            image = f'<img src="{picture}" alt="{escape(alt)}" data-still="1">'
            parts.append(f"<figure>{image}<figcaption>{escape(caption)}</figcaption></figure>")
        parts.append("<h2>References</h2>")
        parts += [f'<div class="citation"><p>{escape(text)}</p></div>' for text in self._references(ids)]
        return "<html><body>" + "\n".join(parts) + "</body></html>"

    def _lead(self, ids: list[str]) -> str:
        days = {self.dataset.record(id_)["as_of"] for id_ in ids}
        held = " and ".join(words.short_date(day) for day in sorted(days))
        return (
            f"Briefing from {self.edition.stamp}. The judgements hold as of {held}; what came later is "
            "not in them. Words of likelihood have the ranges of ICD 203; confidence stands apart from it. "
            "S1 ¶4 is the fourth paragraph of source S1; ids as KJ06 lead to the book's ledger."
        )

    def _judgement(self, number: int, id_: str, lines: list[str], flat: bool) -> str:
        title = f"{number}. {escape(self.dataset.record(id_)['text'])}"
        if flat:  # a heading, by which word processors find it
            return f'<div class="judgement-flat"><h3>{title} [{id_}]</h3>{"".join(lines)}</div>'
        return f'<div class="judgement"><p><strong>{title}</strong> [{id_}]</p>{"".join(lines)}</div>'

    def _lines(self, record: Record, records: int, assumes: bool) -> Iterator[tuple[str, str]]:
        if record["band"]:
            band = words.value(self.dataset, "judgements", "band", record["band"])
            yield "Likelihood", f"{band}: {record['of_what']}."
        yield "Confidence", f"{record['confidence']}. {record['confidence_reason']}"
        yield "Rests on", self._rests_on(record.id, records)
        if assumes:
            yield "Assumes", record["assumptions"]
        yield "Would change it", record["would_change"]

    def _rests_on(self, id_: str, most: int) -> str:
        rows = [row for row in self.dataset.rows("judgement_records") if row["judgement_id"] == id_]
        told = []
        for row in rows[:most]:
            stance = "" if row["stance"] == "supports" else f"{row['stance']}; "
            place = marker(legs(self.dataset, row["record_id"]))
            text = _told(self.dataset, row["record_id"])
            told.append(f"{text} ({stance}{row['record_id']}, {place})")
        more = f"; and {len(rows) - most} more" if len(rows) > most else ""
        return "; ".join(told) + more + "."

    def _references(self, ids: list[str]) -> Iterator[str]:
        """Yield the sources, those first on which most rests, and the book."""
        counts = Counter(leg.source_id for id_ in ids for leg in legs(self.dataset, id_))
        ranked = sorted(counts, key=lambda source: (-counts[source], source))
        for source in ranked[:_SOURCES]:
            yield _source(self.dataset, source)
        if len(ranked) > _SOURCES:
            yield f"And {len(ranked) - _SOURCES} more sources, listed in the book."
        address = f"https://doi.org/{self.edition.doi}" if self.edition.doi else self.edition.url
        yield f"{'; '.join(self.edition.authors)}. {self.edition.stamp}.{f' {address}' if address else ''}"


def _told(dataset: Dataset, record_id: str) -> str:
    """Return a record in words; a proposition is nothing without its outcome."""
    text = text_of(dataset, record_id).rstrip(".")
    outcomes = {
        words.value(dataset, "resolutions", "outcome", row["outcome"])
        for row in dataset.rows("resolutions")
        if row["proposition_id"] == record_id and row["reading"] == "main"
    }
    return f"{text}: {', or '.join(sorted(outcomes))}" if outcomes else text


def _source(dataset: Dataset, source_id: str) -> str:
    """Return a source as a list of references gives it."""
    record = dataset.record(source_id)
    items = [row for row in dataset.rows("items") if row["source_id"] == source_id]
    item = next((row for row in items if row["item_id"].endswith("-main")), items[0] if items else {})
    title = record["title"] or item.get("headline")
    named = f"“{title}”" if title else "headline not on record"
    published = words.short_date(item.get("published"))
    address = f" {record['url']}" if record["url"] else ""
    return f"{source_id}: {record['publisher']}, {named}, published {published}.{address}"


def _line(name: str, text: str, flat: bool) -> str:
    if flat:
        return f"<p><em>{name}:</em> {escape(text)}</p>"
    return f'<div class="judgement-line"><div class="title">{name}</div><p>{escape(text)}</p></div>'


def briefing_pdf(press: Press, briefing: Briefing, picture: str) -> bytes:
    """Return the briefing as PDF, set as small as two pages need and no smaller.

    Raises
    ------
    BuildError
        Even the shortest form takes more than two pages.
    """
    count = 0
    for size, records, assumes in _FORMS:
        lines = head(briefing.edition, "briefing")
        lines = lines.replace(".with(", f".with(size: {size}pt, question: {quoted(briefing.title)}, ", 1)
        pdf = press.set(lines + to_typst(briefing.html(records, picture, assumes=assumes)))
        count = len(pypdf.PdfReader(io.BytesIO(pdf)).pages)
        if count <= PAGES:
            return pdf
    raise BuildError(
        f"the briefing takes {count} pages; allowed: {PAGES}; to mend: shorten the key judgements "
        "in judgements.csv, or give fewer of them"
    )
