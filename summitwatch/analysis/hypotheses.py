"""Rival accounts and the records that tell them apart; nothing is added up."""

from datetime import date

import pandas as pd

from summitwatch.analysis.records import record_days, support
from summitwatch.dates import When
from summitwatch.tables import Dataset

#: Fields that tell a record in our words, by table.
_TOLD = {"events": "title", "statements": "gist", "claims": "text"}


def discriminating(dataset: Dataset) -> pd.DataFrame:
    """Return the rated records that at least two hypotheses rate differently, in the order of their days.

    Returns
    -------
    DataFrame
        ``record_id, text, day`` (EDTF, missing if unknown), ``by_publication`` (a claim has only the day of
        a report), ``n_items, origins_min, origins_max``, and one column for each hypothesis id with the
        rating. There is no sum: how often a hypothesis goes with what was collected measures the collecting.
    """
    ratings = dataset["ratings"]
    wide = ratings.pivot(index="record_id", columns="hypothesis_id", values="rating")
    wide = wide[wide.nunique(axis=1) > 1]
    days = record_days(dataset)
    rows = [_row(dataset, str(record), days) for record in wide.index]
    frame = pd.DataFrame(rows).merge(support(dataset, wide.index), on="record_id", validate="1:1")
    frame = frame.merge(wide, left_on="record_id", right_index=True, validate="1:1")
    latest = [days[record].latest if record in days else None for record in frame["record_id"]]
    order = frame.assign(last=[(day or date.min).toordinal() for day in latest])
    return order.sort_values(["last", "record_id"]).drop(columns="last").reset_index(drop=True)


def _row(dataset: Dataset, record_id: str, days: dict[str, When]) -> dict[str, object]:
    record = dataset.record(record_id)
    return {
        "record_id": record_id,
        "text": record[_TOLD[record.table]],
        "day": str(days[record_id]) if record_id in days else None,
        "by_publication": record.table == "claims",
    }


def against(dataset: Dataset) -> dict[str, list[str]]:
    """Return, for each hypothesis, the records that it would not lead one to expect, by day."""
    table = discriminating(dataset)
    ids = dataset.column("hypotheses", "hypothesis_id")
    return {str(h): list(table.loc[table[h] == "inconsistent", "record_id"]) for h in ids}
