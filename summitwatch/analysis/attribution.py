"""Who says it, named or not, in whose words, and through how many hands it comes.

A statement belongs to the items in which its supporting evidence stands, so that one found in both
sources counts once in each. The outlet's own voice is no reported statement: it is coded as one
record for a whole story, so that its share is measured in sentences (see `voices`), not in records.
"""

from collections.abc import Iterable
from typing import Any

import pandas as pd

from summitwatch.analysis.actors import names_of
from summitwatch.analysis.intervals import breakdown
from summitwatch.tables import Dataset

SOURCING = ("named", "unnamed")
CHAIN = (
    "statement_id", "source_id", "item_id", "speaker_name", "via", "agency", "publisher", "origin_basis"
)  # fmt: skip
OWN_VOICE = "own voice"
UNNAMED_CLASSES = ("official_anonymous", "unattributed")
NO_SIDE = "no country told"
_STATED = ("statement_id", "speaker", "speaker_class", "via")


def placed_statements(dataset: Dataset) -> pd.DataFrame:
    """Return the statements with the items that carry them.

    Returns
    -------
    DataFrame
        One row for each statement and item: statement_id, speaker, speaker_class, via, source_id, item_id,
        speaker_name, country (of the speaker), side (the state of that country), sourcing.
    """
    evidence = dataset["evidence"].query("stance == 'supports'")
    carried = evidence["sentence_id"].map(dataset.column("sentences", "item_id", by="sentence_id"))
    evidence = evidence.assign(item_id=carried.fillna(evidence["item_id"]))
    places = evidence[["record_id", "item_id"]].drop_duplicates()
    places = places.merge(dataset["items", "item_id", "source_id"], on="item_id")
    rows = described_statements(dataset).merge(places, left_on="statement_id", right_on="record_id")
    rows = rows.drop(columns="record_id")
    return rows.sort_values(["source_id", "statement_id", "item_id"], ignore_index=True)


def described_statements(dataset: Dataset) -> pd.DataFrame:
    """Return the statements with name, country and side of the speaker, and whether one is named.

    Unnamed are anonymous officials, statements without a speaker or with a capital or a state for
    one, and groups without names ("analysts"). `sourcing` is "own voice" for the outlet.
    """
    actors = dataset["actors"].set_index("actor_id")
    states = actors[actors["type"] == "state"].set_index("country")["name"]
    rows = dataset["statements", *_STATED]
    country = rows["speaker"].map(actors["country"])
    unnamed = rows["speaker_class"].isin(UNNAMED_CLASSES) | rows["speaker"].isna()
    unnamed |= rows["speaker"].map(actors["type"]).eq("group")
    sourcing = unnamed.map({True: "unnamed", False: "named"})
    return rows.assign(
        speaker_name=rows["speaker"].map(actors["name"]),
        country=country,
        side=country.map(states).fillna(NO_SIDE),
        sourcing=sourcing.mask(rows["speaker_class"] == "outlet", OWN_VOICE),
    )


def reported_statements(dataset: Dataset) -> pd.DataFrame:
    """Return one row for each source and statement of somebody else than the outlet."""
    rows = placed_statements(dataset).query("sourcing != @OWN_VOICE")
    return rows.drop_duplicates(["source_id", "statement_id"]).reset_index(drop=True)


def sourcing(dataset: Dataset) -> pd.DataFrame:
    """Say how many of the reported statements of each source have a named speaker.

    Returns
    -------
    DataFrame
        source_id, sourcing ("named", "unnamed"), k, n (reported statements), share, low, high
        (Wilson 1927).
    """
    return breakdown(reported_statements(dataset), "source_id", "sourcing", SOURCING)


def quoted_words(dataset: Dataset, by: str = "speaker") -> pd.DataFrame:
    """Count the words in quotation marks of each speaker or side, by the source in which they stand.

    Words of one quotation hang together, so that a share of words has no simple interval and none
    is given. Words quoted twice, as in a lead and again in full, count twice.

    Parameters
    ----------
    dataset : Dataset
        The tables.
    by : {"speaker", "side"}
        Whose words are summed.

    Returns
    -------
    DataFrame
        `by`, name, source_id, quotations, words, n_words (all quoted words of the source), total
        (words of the speaker or side in all sources); the most quoted first.
    """
    speakers = described_statements(dataset)[["statement_id", "speaker", "speaker_name", "side"]]
    rows = dataset["quotations"].merge(speakers, on="statement_id")
    own = rows["sentence_id"].map(dataset.column("sentences", "item_id", by="sentence_id"))
    sources = dataset.column("items", "source_id", by="item_id")
    rows = rows.assign(
        source_id=own.fillna(rows["item_id"]).map(sources),
        name=rows["speaker_name"].fillna("speaker not named") if by == "speaker" else rows["side"],
    )
    counts = rows.groupby([by, "name", "source_id"]).agg(quotations=("words", "size"), words=("words", "sum"))
    counts = counts.reset_index().assign(
        n_words=lambda f: f.groupby("source_id")["words"].transform("sum"),
        total=lambda f: f.groupby(by)["words"].transform("sum"),
    )
    return counts.sort_values(["total", by, "source_id"], ascending=[False, True, True], ignore_index=True)


def chains(dataset: Dataset) -> pd.DataFrame:
    """Say through whose hands each statement comes to the reader, as the page shows it.

    The chain runs from the speaker over the go-between, the agency credited (or else the origin of
    the item) to the publisher. A go-between counts only for an item that names it; who stands twice
    in a row counts once.

    Returns
    -------
    DataFrame
        statement_id, source_id, item_id, speaker_name, via, agency, publisher (actor ids), origin_basis,
        chain (names parted by arrows), steps (hands after the speaker, the publisher's included).
    """
    items = dataset["items"].merge(dataset["sources", "source_id", "publisher_actor"], on="source_id")
    items = items.assign(agency=items["agency"].fillna(items["origin"]))
    items = items[["item_id", "agency", "origin_basis", "publisher_actor"]]
    rows = placed_statements(dataset).query("sourcing != @OWN_VOICE").merge(items, on="item_id")
    named = dataset["mentions"].merge(dataset["sentences", "sentence_id", "item_id"], on="sentence_id")
    pairs = set(zip(named["item_id"], named["actor_id"], strict=True))
    shown = pd.Series([pair in pairs for pair in zip(rows["item_id"], rows["via"], strict=True)])
    rows = rows.assign(via=rows["via"].where(shown), publisher=rows["publisher_actor"])
    names = names_of(dataset)
    hands = [_hands(row, names) for row in rows[["via", "agency", "publisher"]].to_numpy()]
    speakers = rows["speaker_name"].fillna("speaker not named")
    return rows[list(CHAIN)].assign(
        chain=[" → ".join([who, *links]) for who, links in zip(speakers, hands, strict=True)],
        steps=[len(links) for links in hands],
    )


def _hands(ids: Iterable[Any], names: dict[str, str]) -> list[str]:
    found = [names[actor] for actor in ids if pd.notna(actor)]
    return [name for n, name in enumerate(found) if n == 0 or name != found[n - 1]]
