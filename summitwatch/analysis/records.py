"""The day of a record and what supports it, whatever table holds it."""

from collections.abc import Iterable

import pandas as pd

from summitwatch.analysis.dating import STATUSES, dating_of, status_of
from summitwatch.analysis.independence import legs_of, supporters
from summitwatch.dates import When, parse
from summitwatch.tables import Dataset, memoised


@memoised
def event_days(dataset: Dataset) -> dict[str, tuple[str, When | None]]:
    """Return the status of each event and the days on which most states of that status agree."""
    found = {}
    for event in sorted({row["event_id"] for row in dataset.rows("event_states")}):
        states = dataset.tied("event_states", "event_id", event)
        status = status_of(row["state"] for row in states)
        held = [row["date_believed"] for row in states if row["state"] in STATUSES[status]]
        found[event] = status, dating_of(status, [parse(text) for text in held if text]).best
    return found


@memoised
def record_days(dataset: Dataset) -> dict[str, When]:
    """Return the day of each event, statement and claim that has one.

    An event has the days on which most of its states agree; a statement the day on which it was said,
    else reported; a claim the first day of publication among the items that support it.
    """
    days = {event: when for event, (_, when) in event_days(dataset).items() if when}
    clocks = dataset["statements", "statement_id", "said_on", "reported_on"]
    for statement, said, reported in clocks.itertuples(index=False):
        if pd.notna(text := said if pd.notna(said) else reported):
            days[statement] = parse(text)
    return days | _first_published(dataset)


def support(dataset: Dataset, record_ids: Iterable[str]) -> pd.DataFrame:
    """Return what supports each record and its parts: ``record_id, n_items, origins_min, origins_max``."""
    ties = supporters(dataset)
    rows = []
    for record_id in dict.fromkeys(record_ids):
        mine = [tie for part in dict.fromkeys(dataset.parts(record_id)) for tie in ties.get(part, ())]
        origins = legs_of(tie.leg for tie in mine)
        rows.append((record_id, len({tie.item_id for tie in mine}), origins.at_least, origins.at_most))
    return pd.DataFrame(rows, columns=["record_id", "n_items", "origins_min", "origins_max"])


def _first_published(dataset: Dataset) -> dict[str, When]:
    claims = set(dataset.column("claims", "claim_id"))
    evidence = dataset["evidence"]
    evidence = evidence[evidence["record_id"].isin(list(claims)) & (evidence["stance"] == "supports")]
    sentences = dataset.column("sentences", "item_id", by="sentence_id")
    items = evidence["sentence_id"].map(sentences).fillna(evidence["item_id"])
    published = items.map(dataset.column("items", "published", by="item_id"))
    found: dict[str, When] = {}
    for claim, text in zip(evidence["record_id"], published, strict=True):
        when = None if pd.isna(text) else parse(str(text))
        held = found.get(claim)
        if when and when.latest and (held is None or held.latest is None or when.latest < held.latest):
            found[claim] = when
    return found
