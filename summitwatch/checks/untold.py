"""Values of the coded context tables that a record gives otherwise though no correction tells of it."""

import csv
from collections.abc import Iterator
from pathlib import Path

from summitwatch.errors import Problem
from summitwatch.tables import Dataset

#: Fields that a record takes over as they are, by the coded table: the coded name and the record's.
KEPT = {
    "sources": {name: name for name in ("url", "published", "published_basis", "ai_written")},
    "events": {"kind": "kind"},
    "statements": {name: name for name in ("said_on", "venue", "topic", "speaker_class")},
    "forecasts": {"phrase": "phrase", "band": "band", "horizon_end": "horizon"},
}


def untold(dataset: Dataset, folder: Path) -> Iterator[Problem]:
    """A coded row became its record as it stands, or a correction says what was changed."""
    told = {(row["coded_id"], row["field"]) for row in dataset.rows("corrections")}
    became = {r["coded_id"]: r["record_id"] for r in dataset.rows("crosswalk") if r["relation"] == "imported"}
    for table in (row["table_id"] for row in dataset.rows("coded_tables")):
        path = Path(folder) / f"{table}.csv"
        for number, coded in enumerate(_rows(path), start=2):
            id_ = next(iter(coded.values()))
            if id_ not in became:
                continue
            for field, now in _changed(dataset, table.split("/")[1], coded, str(became[id_])):
                if (id_, field) not in told:
                    found = f"{id_} has {coded[field]!r}, {became[id_]} has {now!r}"
                    mend = "add a row to corrections.csv, or give the record the coded value"
                    yield Problem(f"{table}.csv", number, field, found, "the same value", mend)


def _changed(
    dataset: Dataset, table: str, coded: dict[str, str], record_id: str
) -> Iterator[tuple[str, str]]:
    """Give the fields whose value the record has otherwise, with the record's value."""
    record = dataset.record(record_id)
    for field, name in KEPT[table].items():
        if coded[field] != (now := str(record[name] or "")):
            yield field, now
    if table == "statements" and coded["condition"] and not record["condition"]:
        yield "condition", ""
    if table == "events":
        states = {r["state"] for r in dataset.rows("event_states") if r["event_id"] == record_id}
        if states and coded["status"] not in states:
            yield "status", ", ".join(sorted(states))


def _rows(path: Path) -> list[dict[str, str]]:
    if not path.is_file():
        return []
    with path.open(encoding="utf-8", newline="") as stream:
        return list(csv.DictReader(stream))
