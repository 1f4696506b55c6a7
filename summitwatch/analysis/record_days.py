"""The day of a record, whatever table holds it."""

import pandas as pd

from summitwatch.analysis.chronology import timeline
from summitwatch.dates import When, parse
from summitwatch.tables import Dataset


def record_days(dataset: Dataset) -> dict[str, When]:
    """Return the day of each event, statement and claim that has one.

    An event has the days on which most of its states agree; a statement the day on which it was said,
    else reported; a claim the first day of publication among the items that support it.
    """
    events = timeline(dataset)[["event_id", "best"]].dropna()
    days = {str(event): parse(str(text)) for event, text in events.itertuples(index=False)}
    for row in dataset.rows("statements"):
        text = row["said_on"] or row["reported_on"]
        if text:
            days[row["statement_id"]] = parse(text)
    return days | _first_published(dataset)


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
