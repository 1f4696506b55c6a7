"""Read a text: sentences, namings, dates, quotations, statements and outlooks, as rows to be reviewed."""

from collections.abc import Mapping
from functools import lru_cache
from typing import NamedTuple

from summitwatch.reading.assembly import Assembly
from summitwatch.reading.expressions import Expression, read_expressions
from summitwatch.reading.gazetteer import Gazetteer
from summitwatch.reading.marks import clean
from summitwatch.reading.mentions import read_mentions
from summitwatch.reading.naming import Mention
from summitwatch.reading.pages import Part, parts, trailing_credit
from summitwatch.reading.pieces import Pieces
from summitwatch.reading.proposals import Proposals
from summitwatch.reading.quotations import Quotation, read_quotations, split_stretches
from summitwatch.reading.sentences import Sentence, lines, split_line
from summitwatch.reading.stretches import Stretch
from summitwatch.tables import load

Published = str | Mapping[str, str | None] | None


class Place(NamedTuple):
    """A sentence with its part of the page."""

    sentence: Sentence
    part: Part
    segment: str
    quoted: tuple[Stretch, ...]


@lru_cache(maxsize=1)
def default_gazetteer() -> Gazetteer:
    """Return the gazetteer of the project's own tables, built once."""
    return Gazetteer.of(load())


def read(
    text: str, published: Published = None, source_id: str = "S0", gazetteer: Gazetteer | None = None
) -> Proposals:
    """Read a text that was published on a day (EDTF), or on a day for each of its items.

    Nothing outside the arguments is looked at, so that the same text always gives the same rows.
    """
    fit, notes = clean(text)
    known = gazetteer or default_gazetteer()
    places = _places(fit)
    if not places:
        notes.append("the text holds no words")
    assembly = Assembly(source_id, known, notes)
    assembly.page([p.part for p in places], published)
    for item, members in _by_item(places).items():
        day = published_of(published, f"{source_id}-{item}", item)
        assembly.story(item, members, *_read_story(members, day, known), day)
    return Proposals(source_id, assembly.finished(places))


def published_of(published: Published, item_id: str, item: str) -> str | None:
    """Return the day of an item: a day that is given for the whole page is the main story's alone."""
    if isinstance(published, Mapping):
        return published.get(item_id)
    return published if item == "main" else None


def _places(text: str) -> list[Place]:
    """Split a text into sentences, each with its item, segment and stretches in quotation marks."""
    found: list[Place] = []
    all_lines = lines(text)
    for ordinal, (line, part) in enumerate(zip(all_lines, parts(all_lines), strict=True), start=1):
        spans = split_line(line)
        for number, ((start, end), quoted) in enumerate(
            zip(spans, split_stretches(line, spans), strict=True), start=1
        ):
            sentence = Sentence(ordinal, number, start, end, line[start:end])
            last = ordinal == len(all_lines) and number == len(spans) > 1
            segment = "credit" if last and trailing_credit(sentence.text) else part.segment
            found.append(Place(sentence, part, segment, tuple(quoted)))
    return found


def _by_item(places: list[Place]) -> dict[str, list[Place]]:
    groups: dict[str, list[Place]] = {}
    for place in places:
        groups.setdefault(place.part.item, []).append(place)
    return groups


Story = tuple[list[list[Mention]], list[list[Expression]], list[list[Quotation]]]


def _read_story(members: list[Place], day: str | None, gazetteer: Gazetteer) -> Story:
    """Read one story; interface lines have namings only."""
    texts = [p.sentence.text for p in members]
    pieces = Pieces.of(texts)
    owners = [members[n] for n in pieces.owners]
    opens = [start == 0 and p.sentence.number == 1 for p, start in zip(owners, pieces.starts, strict=True)]
    named = [t if _is_read(p) else "" for t, p in zip(pieces.texts, owners, strict=True)]
    mentions = read_mentions(named, gazetteer, day, opens)
    prose = [t if p.segment != "chrome" else "" for t, p in zip(pieces.texts, owners, strict=True)]
    quoted = pieces.cut([p.quoted if p.segment != "chrome" else () for p in members])
    quotations = read_quotations(prose, quoted, mentions, gazetteer)
    return pieces.joined(mentions), pieces.joined(read_expressions(prose, day)), pieces.joined(quotations)


def _is_read(place: Place) -> bool:
    """Tell whether a sentence is read for names: interface lines in another language are not."""
    return place.segment != "chrome" or place.part.language in ("en", "und")
