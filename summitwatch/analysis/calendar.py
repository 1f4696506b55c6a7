"""The days ahead, as the record told of them when it ended: plans, wishes and talk, with their doubt."""

from datetime import date

import pandas as pd

from summitwatch.analysis.base_rates import record_end
from summitwatch.analysis.chronology import timeline
from summitwatch.analysis.dating import STATUSES
from summitwatch.analysis.wording import STATUS
from summitwatch.dates import parse
from summitwatch.tables import Dataset

#: How sure the record is of an event that it has not seen, by its status.
CERTAINTY = {status: STATUS[status] for status in ("planned", "moved", "wished", "mooted")}
#: How an event's days stand to the edition: the record does not know which of these came about.
STANDINGS = ("days past since the record's end", "days running", "still ahead")


def ahead(dataset: Dataset, day: date) -> pd.DataFrame:
    """Return the dated events not seen to have happened or failed whose days reach past the record's end.

    Parameters
    ----------
    day : date
        The day from which one looks ahead: that of the edition.

    Returns
    -------
    DataFrame
        The columns of `chronology.timeline`, so that whatever takes its rows takes these; ``first, last``
        (bounds of all days that a state of the status names); ``others`` (dates told beside ``best``, in
        EDTF, missing if none); ``certainty`` (`CERTAINTY`), ``standing`` (`STANDINGS`), ``note`` (of the
        event). In order of the last possible day.
    """
    table = timeline(dataset)
    table = table[table["status"].isin(list(CERTAINTY)) & ~table["undated"]]
    told = pd.DataFrame([_told(dataset, row) for _, row in table.iterrows()], index=table.index)
    table = pd.concat([table, told], axis=1)
    end = record_end(dataset)
    table = table[[last is None or last > end for last in table["last"]]]
    notes = dataset.column("events", "note", by="event_id")
    table = table.assign(
        certainty=table["status"].map(CERTAINTY),
        standing=[_standing(row["first"], row["last"], day) for _, row in table.iterrows()],
        note=table["event_id"].map(notes),
    )
    order = table.assign(by=[(last or date.max).toordinal() for last in table["best_latest"]])
    return order.sort_values(["by", "event_id"]).drop(columns="by").reset_index(drop=True)


def undated(dataset: Dataset) -> list[str]:
    """Return the ids of the events that were planned, wished or talked of without any day."""
    table = timeline(dataset)
    return list(table.loc[table["status"].isin(list(CERTAINTY)) & table["undated"], "event_id"])


def _told(dataset: Dataset, event: pd.Series) -> dict[str, object]:
    """Return the bounds of all dates told of an event by states of its status, and those beside the best."""
    states = dataset["event_states"].query("event_id == @event.event_id")
    states = states[states["state"].isin(STATUSES[event["status"]])]
    texts = list(dict.fromkeys(states["date_believed"].dropna()))
    dates = [parse(text) for text in texts]
    firsts, lasts = [when.earliest for when in dates], [when.latest for when in dates]
    best = (event["best_earliest"], event["best_latest"])
    return {
        "first": None if None in firsts else min(day for day in firsts if day),
        "last": None if None in lasts else max(day for day in lasts if day),
        "others": "; ".join(w.edtf for w in dates if (w.earliest, w.latest) != best) or None,
    }


def _standing(first: date | None, last: date | None, day: date) -> str:
    if last is not None and last < day:
        return STANDINGS[0]
    return STANDINGS[1] if first is None or first <= day else STANDINGS[2]
