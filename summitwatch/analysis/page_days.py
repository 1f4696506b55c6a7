"""When each page was out: the day that it shows, or the bounds that follow from what it tells."""

from datetime import date

import pandas as pd

from summitwatch.analysis.independence import attestations
from summitwatch.dates import When, parse
from summitwatch.tables import Dataset, memoised

#: States of something past: a page that tells of it is not older.
_PAST = ("occurred", "did_not_occur", "cancelled")


def edition_day(dataset: Dataset) -> date | None:
    """Return the day by which the whole record had been read: that of the judgements, if there are any."""
    days = [parse(str(day)).latest for day in dataset.column("judgements", "as_of")]
    return max((day for day in days if day), default=None)


@memoised
def publication(dataset: Dataset) -> dict[str, When]:
    """Bound the day of publication of every item.

    A page without date is not older than the latest day that it tells of; what has no last day was out when
    the edition was made, since it was read for it.
    """
    read, told = edition_day(dataset), _latest_told(dataset)
    found = {}
    for item, published in dataset["items", "item_id", "published"].itertuples(index=False):
        when = parse(published) if isinstance(published, str) else None
        if when is None or when.latest is None:
            first = (when.earliest if when else None) or told.get(item)
            when = parse(f"[{first or ''}..{read or ''}]") if first or read else parse("XXXX")
        found[item] = when
    return found


def _latest_told(dataset: Dataset) -> dict[str, date]:
    """Return of each item the latest day that it tells of as past, where that day can lie no earlier."""
    states = dataset["event_states"]
    said = dataset.refined("statements", "statement_id", "said_on", "reported_on")
    past = states[states["state"].isin(_PAST) & (states["inferred"] == "no")]
    days = pd.concat(
        [
            past[["state_id", "date_believed"]].set_axis(["record_id", "day"], axis=1),
            states[["state_id", "asserted_on"]].set_axis(["record_id", "day"], axis=1),
            said[["statement_id", "said_on"]].set_axis(["record_id", "day"], axis=1),
            said[["statement_id", "reported_on"]].set_axis(["record_id", "day"], axis=1),
        ]
    ).dropna()
    days = days.assign(
        first=pd.Series([parse(day).earliest for day in days["day"]], index=days.index, dtype=object)
    )
    proof = attestations(dataset).query("stance == 'supports'")[["record_id", "item_id"]]
    told = proof.merge(days.dropna(subset=["first"]), on="record_id")
    return {str(item): max(group) for item, group in told.groupby("item_id")["first"]}
