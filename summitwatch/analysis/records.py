"""The day of a record and what supports it, whatever table holds it."""

from collections.abc import Iterable

import pandas as pd

from summitwatch.analysis.dating import STATUSES, combine, status_of
from summitwatch.analysis.independence import attestations, legs
from summitwatch.dates import When, parse
from summitwatch.tables import Dataset


def event_days(dataset: Dataset) -> dict[str, tuple[str, When | None]]:
    """Return the status of each event and the days on which most states of that status agree."""
    found = {}
    for event, states in dataset["event_states"].groupby("event_id"):
        status = status_of(states["state"])
        held = states.loc[states["state"].isin(STATUSES[status]), "date_believed"].dropna()
        found[str(event)] = status, combine([parse(str(text)) for text in held]).best
    return found


def record_days(dataset: Dataset) -> dict[str, When]:
    """Return the day of each event, statement and claim that has one.

    An event has the days on which most of its states agree; a statement the day on which it was said,
    else reported; a claim the first day of publication among the items that support it.
    """
    days = {event: when for event, (_, when) in event_days(dataset).items() if when}
    for row in dataset.rows("statements"):
        text = row["said_on"] or row["reported_on"]
        if text:
            days[row["statement_id"]] = parse(text)
    return days | _first_published(dataset)


def support(dataset: Dataset, record_ids: Iterable[str]) -> pd.DataFrame:
    """Return what supports each record and its parts: ``record_id, n_items, origins_min, origins_max``."""
    proof = attestations(dataset).query("stance == 'supports'")
    rows = []
    for record_id in dict.fromkeys(record_ids):
        mine = proof[proof["record_id"].isin(dataset.parts(record_id))]
        origins = legs(mine)
        rows.append((record_id, mine["item_id"].nunique(), origins.at_least, origins.at_most))
    return pd.DataFrame(rows, columns=["record_id", "n_items", "origins_min", "origins_max"])


def _first_published(dataset: Dataset) -> dict[str, When]:
    claims = set(dataset["claims"]["claim_id"])
    evidence = dataset["evidence"]
    evidence = evidence[evidence["record_id"].isin(list(claims)) & (evidence["stance"] == "supports")]
    sentences = dataset["sentences"].set_index("sentence_id")["item_id"]
    items = evidence["sentence_id"].map(sentences).fillna(evidence["item_id"])
    published = items.map(dataset["items"].set_index("item_id")["published"])
    found: dict[str, When] = {}
    for claim, text in zip(evidence["record_id"], published, strict=True):
        when = None if pd.isna(text) else parse(str(text))
        held = found.get(claim)
        if when and when.latest and (held is None or held.latest is None or when.latest < held.latest):
            found[claim] = when
    return found
