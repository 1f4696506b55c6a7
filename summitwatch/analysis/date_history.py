"""The date of one event as it was held at different times."""

from typing import Any

import pandas as pd

from summitwatch.analysis.dating import not_after
from summitwatch.analysis.independence import attestations, legs
from summitwatch.dates import parse
from summitwatch.tables import Dataset


def date_history(dataset: Dataset, event_id: str) -> pd.DataFrame:
    """Return the date of one event as it was held at different times, one row per state.

    Returns
    -------
    DataFrame
        ``state_id, state, asserted_by, by_name, inferred, note``; ``date_believed, earliest, latest``;
        ``asserted`` (EDTF: when it was asserted, else not after the first item that carries it),
        ``asserted_earliest, asserted_latest``; ``origins_min, origins_max``. By the latest possible day
        of the assertion, those without one last.
    """
    states = dataset["event_states"].query("event_id == @event_id")
    proof = attestations(dataset, states["state_id"]).query("stance == 'supports'")
    published = dataset.column("items", "published", by="item_id")
    names = dataset.column("actors", "name", by="actor_id")
    rows = []
    for _, state in states.iterrows():
        carried = proof[proof["record_id"] == state["state_id"]]
        days = [str(d) for d in published[sorted(set(carried["item_id"]))].dropna()]
        on = state["asserted_on"]
        asserted = parse(str(on)) if pd.notna(on) else not_after(days)
        found = legs(carried)
        rows.append({**_believed(state["date_believed"]), "asserted": asserted.edtf,
                     "asserted_earliest": asserted.earliest, "asserted_latest": asserted.latest,
                     "origins_min": found.at_least, "origins_max": found.at_most})  # fmt: skip
    columns = ["state_id", "state", "asserted_by", "inferred", "note", "date_believed"]
    frame = states[columns].reset_index(drop=True)
    frame = frame.assign(by_name=frame["asserted_by"].map(names)).join(pd.DataFrame(rows, dtype=object))
    order = frame.assign(day=[day.toordinal() if day else 10**7 for day in frame["asserted_latest"]])
    return order.sort_values(["day", "state_id"]).drop(columns="day").reset_index(drop=True)


def _believed(text: Any) -> dict[str, object]:
    when = None if pd.isna(text) else parse(str(text))
    return {"earliest": when.earliest if when else None, "latest": when.latest if when else None}
