"""What happened, was announced, moved or failed, and between which days."""

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

import pandas as pd

from summitwatch.analysis.dating import STATUSES, Dating, combine, dating_of, status_of
from summitwatch.analysis.independence import Tie, attestations, joined, legs_of, supporters
from summitwatch.dates import DateError, When, gap, parse
from summitwatch.tables import Dataset, Row, memoised

# Pairs whose distance the book tells: an event or a publication day each.
GAPS = (
    ("EV002", "EV003"),
    ("EV003", "S2-main"),
    ("EV003", "S1-main"),
    ("S2-main", "S1-main"),
)


@memoised
def timeline(dataset: Dataset) -> pd.DataFrame:
    """Return one row per event with its status, its bounds and what asserts it.

    Returns
    -------
    DataFrame
        ``event_id, title, kind, strand``; ``status`` (`STATUSES`); ``inferred`` (any state is the
        coder's inference), ``status_inferred`` (all that carry the status are); ``earliest, latest``
        (of the states that carry the status), ``dates_agree``, ``best`` (EDTF on which most agree),
        ``best_earliest, best_latest, best_states``; ``approximate, lasting, undated``; ``n_states``,
        ``n_status_states``, ``n_dated_states``; ``n_items, sources`` of the status;
        ``origins_min, origins_max`` of the states that tell it outright, if any does. Sorted by first
        possible day, the undated last.
    """
    ties = supporters(dataset)
    rows = [
        _event_row(event, dataset.tied("event_states", "event_id", event["event_id"]), ties)
        for event in dataset.rows("events")
    ]
    frame = pd.DataFrame(rows)
    ends = zip(frame["best_earliest"], frame["best_latest"], strict=True)
    # an open beginning sorts by its end
    order = frame.assign(first=[(a or b).toordinal() if a or b else 10**7 for a, b in ends])
    order = order.sort_values(["undated", "first", "event_id"]).drop(columns="first")
    return order.reset_index(drop=True)


def _event_row(event: Row, states: Sequence[Row], ties: Mapping[str, list[Tie]]) -> dict[str, object]:
    status = status_of(state["state"] for state in states)
    carrying = [state for state in states if state["state"] in STATUSES[status]]
    dates = [parse(state["date_believed"]) for state in carrying if state["date_believed"]]
    dating = dating_of(status, dates)
    proof = [tie for state in carrying for tie in ties.get(state["state_id"], ())]
    outright = [state for state in carrying if state["inferred"] != "yes"] or carrying
    origins = legs_of(tie.leg for state in outright for tie in ties.get(state["state_id"], ()))
    return {
        **{key: event[key] for key in ("event_id", "title", "kind", "strand")},
        "status": status,
        "inferred": any(state["inferred"] == "yes" for state in states),
        "status_inferred": all(state["inferred"] == "yes" for state in carrying),
        **_dating_cells(dating),
        "undated": not dates,
        "n_states": len(states),
        "n_status_states": len(carrying),
        "n_dated_states": len(dates),
        "n_items": len({tie.item_id for tie in proof}),
        "origins_min": origins.at_least,
        "origins_max": origins.at_most,
        "sources": joined(tie.source_id for tie in proof),
    }


def _dating_cells(dating: Dating) -> dict[str, object]:
    best = dating.best
    return {
        "earliest": dating.earliest,
        "latest": dating.latest,
        "dates_agree": dating.agree,
        "best": best.edtf if best else None,
        "best_earliest": best.earliest if best else None,
        "best_latest": best.latest if best else None,
        "best_states": dating.best_states,
        "approximate": dating.approximate,
        "lasting": dating.lasting,
    }


def movement(dataset: Dataset, event_id: str) -> pd.DataFrame:
    """Return how the date of one event moved as reports came in.

    Returns
    -------
    DataFrame
        One row per state and item that carries it, by the item's day of publication: ``state_id,
        state, asserted_by, inferred, date_believed, earliest, latest, item_id, published,
        published_earliest, published_latest``.

    Raises
    ------
    UnknownRecord
        No table holds the event.
    """
    dataset.record(event_id)
    states = dataset["event_states"]
    states = states[states["event_id"] == event_id]
    proof = attestations(dataset, states["state_id"])[["record_id", "item_id"]].drop_duplicates()
    frame = states.merge(proof, left_on="state_id", right_on="record_id")
    frame = frame.merge(dataset["items", "item_id", "published"], on="item_id")
    believed = _ends(frame["date_believed"], ("earliest", "latest"))
    published = _ends(frame["published"], ("published_earliest", "published_latest"))
    frame = pd.concat([frame, believed, published], axis=1)
    first = frame["published_earliest"].map(lambda day: day.toordinal() if day else -1)
    frame = frame.assign(first=first).sort_values(["first", "item_id", "state_id"]).reset_index(drop=True)
    columns = ["state_id", "state", "asserted_by", "inferred", "date_believed", "earliest", "latest"]
    return frame[[*columns, "item_id", "published", "published_earliest", "published_latest"]]


def _ends(dates: pd.Series, names: tuple[str, str]) -> pd.DataFrame:
    read = [None if pd.isna(text) else parse(text) for text in dates]
    ends = [(when.earliest, when.latest) if when else (None, None) for when in read]
    return pd.DataFrame(ends, columns=list(names), index=dates.index, dtype=object)


def gaps(dataset: Dataset, pairs: Iterable[tuple[str, str]] = GAPS) -> pd.DataFrame:
    """Count the days between events or publications, as ranges (`summitwatch.dates.gap`).

    Parameters
    ----------
    pairs : iterable of (str, str)
        Ids of events or items.

    Returns
    -------
    DataFrame
        ``start, start_name, start_date, end, end_name, end_date, days_min, days_max``; a missing
        number of days where an open bound leaves no limit.
    """
    best = timeline(dataset).set_index("event_id")["best"]
    rows = []
    for start, end in pairs:
        (name, when), (other, then) = (_dated(dataset, best, record) for record in (start, end))
        least, most = gap(when, then)
        ends = {"start": start, "start_name": name, "start_date": when.edtf}
        ends |= {"end": end, "end_name": other, "end_date": then.edtf}
        rows.append(ends | {"days_min": least, "days_max": most})
    return pd.DataFrame(rows).astype({"days_min": "Int64", "days_max": "Int64"})


def _dated(dataset: Dataset, best: pd.Series, record_id: str) -> tuple[str, When]:
    record = dataset.record(record_id)
    if record.table == "items":
        name, when = f"publication of {record_id}", record["published"]
    else:
        name, when = record["title"], best[record_id]
    if when is None or pd.isna(when):
        raise DateError(f"{record_id} has no date to count from")
    return name, parse(str(when))


def conflicts(dataset: Dataset) -> pd.DataFrame:
    """Return the events whose states disagree, on the day or on whether it took place.

    Returns
    -------
    DataFrame
        ``event_id, title, about`` (date or outcome), ``n_states`` (that take part), ``values`` (what
        each holds, with its id).
    """
    titles = dataset.column("events", "title", by="event_id")
    found, rows = dataset["event_states"], []
    several = found[found["event_id"].duplicated(keep=False)]  # one state agrees with itself
    for event_id, states in several.groupby("event_id", sort=True):
        told = states.dropna(subset=["date_believed"])
        settled = states[states["state"].isin([*STATUSES["held"], *STATUSES["failed"]])]
        if not combine([parse(text) for text in told["date_believed"]]).agree:
            rows.append(_conflict(event_id, titles, "date", told, "date_believed"))
        if {status_of([state]) for state in settled["state"]} == {"held", "failed"}:
            rows.append(_conflict(event_id, titles, "outcome", settled, "state"))
    return pd.DataFrame(rows, columns=["event_id", "title", "about", "n_states", "values"])


def _conflict(event: Any, titles: pd.Series, about: str, rows: pd.DataFrame, field: str) -> dict[str, object]:
    values = "; ".join(f"{row[field]} ({row['state_id']})" for _, row in rows.iterrows())
    return {
        "event_id": event,
        "title": titles[event],
        "about": about,
        "n_states": len(rows),
        "values": values,
    }
