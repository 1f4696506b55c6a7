"""Evidence cards: what a marker opens, kept hidden at the end of its page."""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Any

from docutils import nodes
from jinja2 import Environment, FileSystemLoader, Template
from sphinx.application import Sphinx

from summitwatch.publishing import words
from summitwatch.publishing.dataset import dataset_of
from summitwatch.publishing.domain import domain_of
from summitwatch.publishing.records import Leg, anchor, legs, marker, text_of
from summitwatch.tables import Dataset, Record, Row

TEMPLATES = Path(__file__).parent / "templates"
_LEGS = 6  # places that a card shows
_ROOM = (
    200_000  # characters of cards on a page; a marker whose card finds no room leads to the ledger at once
)
_FACTS = {
    "statements": ("speaker", "speaker_class", "via", "said_on", "mode"),
    "event_states": ("state", "date_believed", "asserted_by", "asserted_on"),
    "forecasts": ("polarity", "band", "horizon"),
    "propositions": ("horizon",),
    "resolutions": ("outcome", "resolved_on", "grade"),
    "judgements": ("as_of", "band", "confidence"),
    "notes": ("kind", "weight"),
}
Href = Callable[[str], str | None]


@dataclass(frozen=True)
class CardLeg:
    """One place on which the record rests, in words."""

    place: str
    href: str | None
    source: str
    fine: str
    hash: str | None
    stance: str | None


@dataclass(frozen=True)
class Card:
    """All that a card says."""

    id: str
    anchor: str
    kind: str
    tier: str
    text: str
    facts: tuple[tuple[str, str], ...]
    legs: tuple[CardLeg, ...]
    more: int
    href: str | None


def card(dataset: Dataset, record_id: str, href: Href) -> Card:
    """Gather what a card says; `href` gives the address of a record in the ledger."""
    record = dataset.record(record_id)
    found = legs(dataset, record_id)
    return Card(
        id=record_id,
        anchor=anchor(record_id),
        kind=words.kind(record.table),
        tier="core" if dataset.in_core(record_id) else "wider",
        text=text_of(dataset, record_id),
        facts=tuple(_facts(dataset, record)),
        legs=tuple(_leg(dataset, leg, href) for leg in found[:_LEGS]),
        more=max(0, len(found) - _LEGS),
        href=href(record_id),
    )


def render(shown: Card) -> str:
    """Write a card as HTML, every value escaped."""
    return _template().render(card=shown)


def _facts(dataset: Dataset, record: Record) -> list[tuple[str, str]]:
    """Tell what the record itself holds; quotations and forecasts are told with their statement."""
    facts = [
        (words.field(name), words.value(dataset, record.table, name, record[name]))
        for name in _FACTS.get(record.table, ())
        if record[name] is not None
    ]
    if record.table in ("quotations", "forecasts"):
        facts += _facts(dataset, dataset.record(record["statement_id"]))
    return facts


def _leg(dataset: Dataset, leg: Leg, href: Href) -> CardLeg:
    source = dataset.record(leg.source_id)
    item: Row = dataset.record(leg.item_id).row if leg.item_id else {}
    sentence: Row = dataset.record(leg.sentence_id).row if leg.sentence_id else {}
    rebuilt = " (rebuilt)" if item.get("headline_basis") == "rebuilt" else ""
    headline = f", “{item['headline']}”{rebuilt}" if item.get("headline") else ""
    name = f" ({leg.item_id})" if leg.item_id else ""
    return CardLeg(
        place=_place(leg, sentence),
        href=href(leg.sentence_id or leg.item_id or leg.source_id),
        source=f"{source['publisher']}{headline}{name}",
        fine=_fine(dataset, item, sentence),
        hash=sentence.get("sha256_16"),
        stance=None if leg.stance == "supports" else leg.stance,
    )


def _place(leg: Leg, sentence: Any) -> str:
    number = f", sentence {sentence['number']}" if sentence else ""
    return f"{marker([leg])}{number}"


def _fine(dataset: Dataset, item: Row, sentence: Row) -> str:
    """Give publication day with its basis, agency and origin, part of the page, and grade in one line."""
    parts: list[str] = []
    if item:
        told = words.VALUES.get(item["published_basis"], item["published_basis"].replace("_", " "))
        basis = f" ({told})" if item["published"] else ""
        parts.append(f"published {words.short_date(item['published'])}{basis}")
        agency, origin = _name(dataset, item["agency"]), _name(dataset, item["origin"])
        parts += [f"agency {agency}"] if agency else []
        parts += [f"origin {origin or 'unknown'}"] if not agency or origin != agency else []
    parts += [str(words.VALUES.get(sentence["segment"], sentence["segment"]))] if sentence else []
    parts += [f"grade {words.grade(item['grade'])}"] if item else []
    return " · ".join(parts)


def _name(dataset: Dataset, actor: str | None) -> str:
    return str(dataset.record(actor)["name"]) if actor else ""


@lru_cache(maxsize=1)
def _template() -> Template:
    environment = Environment(loader=FileSystemLoader(TEMPLATES), autoescape=True, trim_blocks=True)
    return environment.get_template("card.html")


def _append_cards(
    app: Sphinx, pagename: str, template: str, context: dict[str, Any], doctree: nodes.document | None
) -> None:
    """Put the cards of all records that a page cites behind its text."""
    cited = domain_of(app.env).cited.get(pagename, [])
    if app.builder.name != "html" or doctree is None or not cited:
        return
    printed = domain_of(app.env).printed

    def href(record_id: str) -> str | None:
        if record_id not in printed:
            return None
        return f"{app.builder.get_relative_uri(pagename, printed[record_id])}#{anchor(record_id)}"

    dataset = dataset_of(app)
    order = dict.fromkeys([*domain_of(app.env).told.get(pagename, ()), *cited])  # the prose before the tables
    cards = "\n".join(within(_ROOM, (render(card(dataset, id_, href)) for id_ in order)))
    context["body"] += f'\n<div class="ev-cards">\n{cards}\n</div>\n'


def within(room: int, texts: Iterable[str]) -> Iterator[str]:
    """Yield texts until one would not fit."""
    for text in texts:
        room -= len(text)
        if room < 0:
            return
        yield text


def setup_cards(app: Sphinx) -> None:
    """Register the cards."""
    app.connect("html-page-context", _append_cards)
