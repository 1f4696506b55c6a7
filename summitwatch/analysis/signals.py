"""Signals of a meeting ahead: when each was last seen, tried or denied."""

from datetime import date

import pandas as pd

from summitwatch.analysis.records import record_days, support
from summitwatch.tables import Dataset

#: What a record can tell of a signal.
SENSES = ("seen", "attempted", "denied")


def sightings(dataset: Dataset) -> pd.DataFrame:
    """Return the records that tell of a signal, by signal and day.

    Returns
    -------
    DataFrame
        ``indicator_id, title, record_id, sense``; ``day`` (EDTF) with ``earliest, latest``; ``n_items,
        origins_min, origins_max``. What has no day stands first.
    """
    ties = dataset["indicator_records"].merge(dataset["indicators", "indicator_id", "title"])
    days = record_days(dataset)
    found = [days.get(record) for record in ties["record_id"]]
    frame = ties.assign(
        day=pd.Series([str(when) if when else None for when in found], dtype=object),
        earliest=pd.Series([when.earliest if when else None for when in found], dtype=object),
        latest=pd.Series([when.latest if when else None for when in found], dtype=object),
    )
    frame = frame.merge(support(dataset, ties["record_id"]), on="record_id", validate="m:1")
    order = frame.assign(last=[(day or date.min).toordinal() for day in frame["latest"]])
    order = order.sort_values(["indicator_id", "last", "record_id"]).drop(columns="last")
    return order.reset_index(drop=True)


def board(dataset: Dataset) -> pd.DataFrame:
    """Return the signals with the last record of each sense.

    Returns
    -------
    DataFrame
        ``indicator_id, title, meaning, records`` (how many tell of it); for each of `SENSES` the last
        record and its ``_day``, missing where there is none; ``origins_min, origins_max`` of the last
        record that saw it.
    """
    found = sightings(dataset)
    rows = []
    for signal in dataset.rows("indicators"):
        mine = found[found["indicator_id"] == signal["indicator_id"]]
        row = {key: signal[key] for key in ("indicator_id", "title", "meaning")} | {"records": len(mine)}
        for sense in SENSES:
            part = mine[mine["sense"] == sense]
            last = part.iloc[-1] if len(part) else {}
            row |= {sense: last.get("record_id"), f"{sense}_day": last.get("day")}
            if sense == "seen":
                row |= {key: last.get(key) for key in ("origins_min", "origins_max")}
        rows.append(row)
    return pd.DataFrame(rows).astype({"origins_min": "Int64", "origins_max": "Int64"})
