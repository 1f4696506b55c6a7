"""Where a record stands, in which words it is told, and what rests on it."""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from typing import Any

from summitwatch.publishing import words
from summitwatch.tables import Dataset, primary_key

TEXT = {
    "sources": "title",
    "items": "headline",
    "actors": "name",
    "events": "title",
    "statements": "gist",
    "quotations": "shown",
    "questions": "title",
    "propositions": "text",
    "resolutions": "note",
    "forecasts": "phrase",
    "claims": "text",
    "notes": "title",
    "judgements": "text",
    "event_states": "state",
    "mentions": "surface",
    "expressions": "surface",
    "publication_clues": "reason",
    "hypotheses": "text",
    "ratings": "why",
    "indicators": "title",
}
#: Tables whose rows name a record of any table.
_NAMING = ("judgement_records", "indicator_records", "ratings")
QUOTED = ("quotations", "forecasts", "mentions", "expressions")
_COMPACT = 3  # places that a marker prints before it abridges


@dataclass(frozen=True)
class Leg:
    """One place on which a record rests."""

    source_id: str
    item_id: str | None
    sentence_id: str | None
    paragraph: int | None
    stance: str = "supports"

    @property
    def place(self) -> tuple[str, int | None]:
        """Source and paragraph, which is what a marker prints."""
        return self.source_id, self.paragraph


def anchor(record_id: str) -> str:
    """Return the permanent anchor of a record."""
    return record_id.lower()


def legs(dataset: Dataset, record_id: str) -> list[Leg]:
    """Return the places on which a record rests, in the order of the sources."""
    record = dataset.record(record_id)
    if record.table == "sources":
        found = [Leg(record_id, None, None, None)]
    elif record.table == "items":
        found = [Leg(record["source_id"], record_id, None, None)]
    elif record.row.get("sentence_id"):
        found = [_core(dataset, record["sentence_id"])]
    else:
        found = [_leg(dataset, row) for row in dataset.evidence_rows(record_id)]
    if record.table == "judgements":  # a stance is that of the record between; the ledger tells it there
        found = [replace(leg, stance="supports") for leg in found]
    return sorted(set(found), key=_order)


def marker(found: Iterable[Leg]) -> str:
    """Print places in the least room: S1 ¶5, 7; S2 ¶18, or the first and a count of the others.

    Of several documents of the wider record the first is named and the others are counted, after the core.
    """
    places = sorted({leg.place for leg in found}, key=lambda p: (*_natural(p[0]), _number(p[1])))
    core = [place for place in places if not _is_wider(place[0])]
    if core:
        shown = places if len(places) <= _COMPACT else core[: _COMPACT - 1]
    else:
        one = len({source for source, _ in places}) == 1 and len(places) <= _COMPACT
        shown = places if one else [(places[0][0], None)] if places else []
    groups: dict[str, list[int]] = {}
    for source, paragraph in shown:
        groups.setdefault(source, []).extend([] if paragraph is None else [paragraph])
    text = "; ".join(f"{source}{_paragraphs(numbers)}" for source, numbers in groups.items())
    return text if len(shown) == len(places) else f"{text} +{len(places) - len(shown)}"


def _paragraphs(numbers: list[int]) -> str:
    """Word paragraphs behind their source; the headline counts as paragraph 0."""
    told = ["headline"] if 0 in numbers else []
    text = [str(number) for number in numbers if number]
    told += [f"¶{', '.join(text)}"] if text else []
    return f" {', '.join(told)}" if told else ""


def text_of(dataset: Dataset, record_id: str) -> str:
    """Tell a record in our words, or in the few words that it quotes."""
    record = dataset.record(record_id)
    text = str(record.row.get(TEXT.get(record.table, "")) or "")
    if record.table == "event_states":
        event = text_of(dataset, record["event_id"])
        return f"{event}: {words.value(dataset, record.table, 'state', text)}"
    return f"“{text}”" if text and record.table in QUOTED else text


def resting_on(dataset: Dataset) -> dict[str, list[str]]:
    """Return, for each record, the ids of the records that name it or have their evidence in it."""
    found: dict[str, set[str]] = {}
    for resource in dataset.description["resources"]:
        if resource["name"] not in (*TEXT, "evidence", *_NAMING, "event_actors", "sentences"):
            continue
        rows = dataset[resource["name"]].to_dict("records")
        for owner, target in _ties(resource, rows):
            if owner != target:
                found.setdefault(target, set()).add(owner)
    return {target: sorted(owners, key=_natural) for target, owners in found.items()}


def _ties(resource: dict[str, Any], rows: Iterable[Mapping[Any, Any]]) -> Iterable[tuple[str, str]]:
    """Yield owner and target of each tie that a table holds."""
    key = primary_key(resource)[0]
    targets = [k["fields"] for k in resource["schema"].get("foreignKeys", [])]
    if resource["name"] == "evidence":
        key = "record_id"
    if resource["name"] in _NAMING:
        targets = ["record_id"]
    for row in rows:
        yield from ((row[key], row[t]) for t in targets if isinstance(row[t], str))


def _core(dataset: Dataset, sentence_id: str, stance: str = "supports") -> Leg:
    sentence = dataset.record(sentence_id)
    item = dataset.record(sentence["item_id"])
    return Leg(item["source_id"], item.id, sentence_id, int(sentence["line"]), stance)


def _leg(dataset: Dataset, row: Mapping[Any, Any]) -> Leg:
    if row["sentence_id"] is not None:
        return _core(dataset, row["sentence_id"], row["stance"])
    item = dataset.record(row["item_id"])
    number = row["paragraph"]
    return Leg(item["source_id"], item.id, None, None if number is None else int(number), row["stance"])


def _order(leg: Leg) -> tuple[Any, ...]:
    sentence = _natural(leg.sentence_id or "")
    return (*_natural(leg.source_id), _number(leg.paragraph), sentence, leg.item_id or "", leg.stance)


def _natural(text: str) -> tuple[Any, ...]:
    """Sort S1 before S2 before S10, and core sources before context sources."""
    parts = tuple((int(p), "") if p.isdigit() else (-1, p) for p in re.findall(r"\d+|\D+", text))
    return (_is_wider(text), parts)


def _is_wider(place: str) -> bool:
    """Tell a source or an item of the wider record by its id."""
    return place.startswith("C") and "-" in place


def _number(paragraph: int | None) -> int:
    return -1 if paragraph is None else paragraph
