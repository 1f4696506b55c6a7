"""Which items carry a record, and how many independent origins stand behind it."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any, NamedTuple

import pandas as pd

from summitwatch.tables import Dataset, memoised


@dataclass(frozen=True)
class Legs:
    """Independent origins behind something, as bounds.

    Attributes
    ----------
    at_least : int
        Origins that are named and independent of each other.
    at_most : int
        The same, if every item of unknown origin had one of its own.
    """

    at_least: int
    at_most: int

    def __str__(self) -> str:
        return str(self.at_least) if self.at_least == self.at_most else f"{self.at_least}–{self.at_most}"


@memoised
def items_table(dataset: Dataset) -> pd.DataFrame:
    """Return the items with `publisher`, `source_kind` and `text`: the item whose text each one carries."""
    sources = dataset["sources"]
    publisher = sources["publisher_actor"].fillna(sources["publisher"])
    sources = sources.assign(source_publisher=publisher, source_kind=sources["kind"])
    columns = ["source_id", "source_publisher", "source_kind", "tier"]
    items = dataset["items"].merge(sources[columns], on="source_id", how="left", validate="m:1")
    copied = dict(zip(items["item_id"], items["same_story_as"].fillna(items["item_id"]), strict=True))
    text = [_root(copied, item) for item in items["item_id"]]
    return items.rename(columns={"source_publisher": "publisher"}).assign(text=text)


def _root(copied: dict[str, str], item: str) -> str:
    """Follow copies to the first text; a ring of copies ends where it started."""
    seen = {item}
    while (parent := copied.get(item, item)) not in seen:
        seen.add(parent)
        item = parent
    return item


def attestations(dataset: Dataset, record_ids: Iterable[str] | None = None) -> pd.DataFrame:
    """Return the evidence with the item, source, publisher, origin and segment in which it stands.

    Parameters
    ----------
    record_ids : iterable of str, optional
        Records whose own evidence is wanted; all if left out. Parts of records are not followed.
    """
    proof = _attestations(dataset)
    if record_ids is None:
        return proof
    return proof[proof["record_id"].isin(list(record_ids))].reset_index(drop=True)


@memoised
def _attestations(dataset: Dataset) -> pd.DataFrame:
    evidence = dataset["evidence"]
    sentences = dataset["sentences"].set_index("sentence_id")
    own = evidence["sentence_id"].map(sentences["item_id"])
    evidence = evidence.assign(
        item_id=own.fillna(evidence["item_id"]), segment=evidence["sentence_id"].map(sentences["segment"])
    )
    columns = ["item_id", "source_id", "publisher", "origin", "source_kind", "text", "tier"]
    return evidence.merge(items_table(dataset)[columns], on="item_id", how="left", validate="m:1")


class Tie(NamedTuple):
    """An item that supports a record, with what tells how independent it is."""

    item_id: str
    source_id: str
    publisher: str
    origin: Any
    text: str

    @property
    def leg(self) -> tuple[Any, Any, Any]:
        """What `legs_of` asks of it."""
        return self.publisher, self.origin, self.text


@memoised
def supporters(dataset: Dataset) -> dict[str, list[Tie]]:
    """Return the items that support each record, by its id; quicker than to look through a table again."""
    proof = attestations(dataset)
    proof = proof[proof["stance"] == "supports"]
    found: dict[str, list[Tie]] = {}
    for record_id, *tie in proof[["record_id", *Tie._fields]].itertuples(index=False):
        found.setdefault(str(record_id), []).append(Tie(*tie))
    return found


def legs(items: pd.DataFrame) -> Legs:
    """Count the independent origins among items, at least and at most.

    Two items corroborate each other only if publisher, origin and text all differ. An item is thus an
    edge between a publisher and an origin, and the largest set of mutually independent items is a
    maximum matching of that bipartite graph.
    A copy takes the origin of the text that it copies. At least: items with a named origin only. At
    most: each text of unknown origin counts as an origin of its own.

    Parameters
    ----------
    items : DataFrame
        Columns ``publisher``, ``origin`` (missing where unknown) and ``text``; rows may repeat.
    """
    return legs_of(zip(items["publisher"], items["origin"], items["text"], strict=True))


def legs_of(items: Iterable[tuple[Any, Any, Any]]) -> Legs:
    """Count the independent origins among publisher, origin and text of items, as `legs` does."""
    rows = list(items)
    known = {text: origin for _, origin, text in rows if not pd.isna(origin)}
    named = [(publisher, known[text]) for publisher, _, text in rows if text in known]
    every = [(publisher, known.get(text, f"text:{text}")) for publisher, _, text in rows]
    return Legs(_matching(named), _matching(every))


def _matching(pairs: Iterable[tuple[str, str]]) -> int:
    """Count the pairs of a maximum matching of publishers and origins, by augmenting paths (Berge 1957)."""
    origins: dict[str, set[str]] = {}
    for publisher, origin in pairs:
        origins.setdefault(publisher, set()).add(origin)
    taken: dict[str, str] = {}
    return sum(_finds_origin(publisher, origins, taken, set()) for publisher in origins)


def _finds_origin(
    publisher: str, origins: Mapping[str, set[str]], taken: dict[str, str], tried: set[str]
) -> bool:
    """Give a publisher an origin of its own, moving those that hold one to another where they have it."""
    for origin in origins[publisher]:
        if origin in tried:
            continue
        tried.add(origin)
        if origin not in taken or _finds_origin(taken[origin], origins, taken, tried):
            taken[origin] = publisher
            return True
    return False


def joined(values: Iterable[Any]) -> str:
    """Join the distinct values in order, for a cell of a table."""
    return ", ".join(sorted({str(value) for value in values if not pd.isna(value)}))
