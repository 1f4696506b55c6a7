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
_LEGS, _LISTED = (
    6,
    2,
)  # places that a card shows: of a record that the prose rests on, of one that a table lists
_ROOM = 68_000  # characters of cards on a page; a marker whose card finds no room leads to the ledger
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
class Place:
    """One sentence, paragraph or page on which the record rests, in words."""

    name: str
    href: str | None
    segment: str | None
    hash: str | None
    stance: str | None


@dataclass(frozen=True)
class Story:
    """A story, told once, and its places on which the record rests."""

    source: str
    fine: str
    places: tuple[Place, ...]


@dataclass(frozen=True)
class Card:
    """All that a card says."""

    id: str
    anchor: str
    kind: str
    tier: str
    text: str
    facts: tuple[tuple[str, str], ...]
    stories: tuple[Story, ...]
    more: int
    href: str | None


def card(dataset: Dataset, record_id: str, href: Href, most: int = _LEGS) -> Card:
    """Gather what a card says, of `most` places; `href` gives the address of a record in the ledger."""
    record = dataset.record(record_id)
    found = legs(dataset, record_id)
    return Card(
        id=record_id,
        anchor=anchor(record_id),
        kind=words.kind(record.table),
        tier="core" if dataset.in_core(record_id) else "wider",
        text=text_of(dataset, record_id),
        facts=tuple(_facts(dataset, record)),
        stories=tuple(_stories(dataset, found[:most], href)),
        more=max(0, len(found) - most),
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


def _stories(dataset: Dataset, found: Iterable[Leg], href: Href) -> Iterator[Story]:
    """Yield the stories in the order in which they are first named."""
    grouped: dict[str, list[Leg]] = {}
    for leg in found:
        grouped.setdefault(leg.item_id or leg.source_id, []).append(leg)
    for group in grouped.values():
        source = dataset.record(group[0].source_id)
        item: Row = dataset.record(group[0].item_id).row if group[0].item_id else {}
        rebuilt = " (rebuilt)" if item.get("headline_basis") == "rebuilt" else ""
        headline = f", “{item['headline']}”{rebuilt}" if item.get("headline") else ""
        name = f" ({group[0].item_id})" if item else ""
        places = tuple(_place(dataset, leg, href) for leg in group)
        yield Story(f"{source['publisher']}{headline}{name}", _fine(dataset, item), places)


def _place(dataset: Dataset, leg: Leg, href: Href) -> Place:
    sentence: Row = dataset.record(leg.sentence_id).row if leg.sentence_id else {}
    number = f", sentence {sentence['number']}" if sentence else ""
    return Place(
        name=f"{marker([leg])}{number}",
        href=href(leg.sentence_id or leg.item_id or leg.source_id),
        segment=words.value(dataset, "sentences", "segment", sentence["segment"]) if sentence else None,
        hash=sentence.get("sha256_16"),
        stance=None if leg.stance == "supports" else leg.stance,
    )


def _fine(dataset: Dataset, item: Row) -> str:
    """Give publication day with its basis, agency and origin, and grade in one line."""
    if not item:
        return ""
    told = words.value(dataset, "items", "published_basis", item["published_basis"])
    basis = f" ({told})" if item["published"] else ""
    parts = [f"published {words.short_date(item['published'])}{basis}"]
    agency, origin = _name(dataset, item["agency"]), _name(dataset, item["origin"])
    parts += [f"agency {agency}"] if agency else []
    parts += [f"origin {origin or 'unknown'}"] if not agency or origin != agency else []
    return " · ".join([*parts, f"grade {words.grade(item['grade'])}"])


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
    told = domain_of(app.env).told.get(pagename, ())
    most = dict.fromkeys(cited, _LISTED) | dict.fromkeys(told, _LEGS)
    order = dict.fromkeys([*told, *cited])  # the prose before the tables
    cards = "\n".join(within(_ROOM, (render(card(dataset, id_, href, most[id_])) for id_ in order)))
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
