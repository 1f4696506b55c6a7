"""Rules on what must rest on what."""

import re
from collections.abc import Iterator

from summitwatch.errors import Problem
from summitwatch.tables import Dataset

#: Fields that name records of several tables, so that no foreign key can say of which.
REFERENCES = {
    "evidence": "record_id",
    "judgement_records": "record_id",
    "ratings": "record_id",
    "indicator_records": "record_id",
    "crosswalk": "record_id",
    "roles": "basis",
    "refinements": "record_id",
}
NEEDS_EVIDENCE = ("event_states", "statements", "forecasts", "claims", "notes")
_CONTEXT_ID = re.compile(r"[CETF]2[56]-\d{3}")  # of the coded context tables
_KEY = re.compile(r"[a-z0-9]+")


def references(dataset: Dataset) -> Iterator[Problem]:
    """Fields that may name records of several tables name records that exist."""
    for table, field in REFERENCES.items():
        for number, row in enumerate(dataset.rows(table), start=2):
            value = row[field]
            if value is not None and not dataset.has(value) and not _CONTEXT_ID.fullmatch(value):
                allowed, mend = "an id that a table holds", "use the id of a record"
                yield Problem(f"{table}.csv", number, field, repr(value), allowed, mend)


def bibliography(dataset: Dataset) -> Iterator[Problem]:
    """The glossary names its references by keys of the bibliography."""
    for number, row in enumerate(dataset.rows("glossary"), start=2):
        key = row["reference"]
        if key is not None and not _KEY.fullmatch(key):
            allowed, mend = "a key of the bibliography", "correct the key"
            yield Problem("glossary.csv", number, "reference", repr(key), allowed, mend)


def evidence(dataset: Dataset) -> Iterator[Problem]:
    """A tie names a sentence or an item, not both, and none is doubled."""
    seen: set[tuple[object, ...]] = set()
    for number, row in enumerate(dataset.rows("evidence"), start=2):
        if (row["sentence_id"] is None) == (row["item_id"] is None):
            allowed = "a sentence_id (core) or an item_id (context), not both"
            yield Problem("evidence.csv", number, "sentence_id", "both or neither", allowed, "name one")
        key = tuple(row[k] for k in ("record_id", "field", "sentence_id", "item_id", "paragraph"))
        if key in seen:
            yield Problem("evidence.csv", number, "record_id", f"{key} twice", "each tie once", "remove one")
        seen.add(key)


def asserted(dataset: Dataset) -> Iterator[Problem]:
    """Every record that asserts something rests on a sentence or on an item."""
    carried = {row["record_id"] for row in dataset.rows("evidence")}
    for table in NEEDS_EVIDENCE:
        field = str(dataset.tables[table].columns[0])
        for number, row in enumerate(dataset.rows(table), start=2):
            if row[field] not in carried:
                found, mend = f"{row[field]} without evidence", "add a row to evidence.csv"
                yield Problem(f"{table}.csv", number, field, found, "at least one tie", mend)


def states(dataset: Dataset) -> Iterator[Problem]:
    """Every event has a state."""
    held = {row["event_id"] for row in dataset.rows("event_states")}
    for number, row in enumerate(dataset.rows("events"), start=2):
        if row["event_id"] not in held:
            found, mend = f"{row['event_id']} without a state", "add a row to event_states.csv"
            yield Problem("events.csv", number, "event_id", found, "one or more", mend)


def judgements(dataset: Dataset) -> Iterator[Problem]:
    """A judgement rests on records, and names what its likelihood is of."""
    rests = {row["judgement_id"] for row in dataset.rows("judgement_records")}
    for number, row in enumerate(dataset.rows("judgements"), start=2):
        if row["judgement_id"] not in rests:
            mend = "add a row to judgement_records.csv"
            yield Problem("judgements.csv", number, "judgement_id", "no record", "one or more records", mend)
        if (row["band"] is None) != (row["of_what"] is None):
            found = f"band {row['band']!r}, of_what {row['of_what']!r}"
            yield Problem("judgements.csv", number, "of_what", found, "both or neither", "fill or clear both")


def resolutions(dataset: Dataset) -> Iterator[Problem]:
    """A proposition has one outcome by tier and reading; what the wider record settles rests on an item."""
    carried = {row["record_id"] for row in dataset.rows("evidence")}
    seen: set[tuple[str, ...]] = set()
    for number, row in enumerate(dataset.rows("resolutions"), start=2):
        key = (row["proposition_id"], row["tier"], row["reading"])
        if key in seen:
            found, mend = " ".join(key) + " twice", "remove one"
            yield Problem("resolutions.csv", number, "proposition_id", found, "one outcome", mend)
        seen.add(key)
        settled = row["tier"] == "context" and row["outcome"] in ("yes", "no", "void")
        if settled and row["resolution_id"] not in carried:
            found, mend = f"{row['resolution_id']} without evidence", "add a row to evidence.csv"
            yield Problem("resolutions.csv", number, "resolution_id", found, "at least one tie", mend)
    for number, row in enumerate(dataset.rows("propositions"), start=2):
        if not {(row["proposition_id"], tier, "main") for tier in ("core", "context")} & seen:
            found, mend = f"{row['proposition_id']} without an outcome", "add a row to resolutions.csv"
            yield Problem("propositions.csv", number, "proposition_id", found, "one or more", mend)


def retired(dataset: Dataset) -> Iterator[Problem]:
    """A retired id is never used again."""
    for number, row in enumerate(dataset.rows("retired"), start=2):
        if dataset.has(row["retired_id"]):
            found, mend = repr(row["retired_id"]), "give the new record a new id"
            yield Problem("retired.csv", number, "retired_id", found, "an id no longer used", mend)
