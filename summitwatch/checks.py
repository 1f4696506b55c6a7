"""Check the tables: the schema with frictionless, and in Python what the schema language cannot say."""

import re
import unicodedata
from collections.abc import Callable, Iterator
from pathlib import Path

import pandas as pd
from frictionless import Error, Package, system

from summitwatch.dates import DateError, order, parse
from summitwatch.errors import DataError, Problem
from summitwatch.tables import DESCRIPTION, Dataset, describe, load

QUOTED_AT_MOST = 12  # words of a speaker that the book shows in a row
NEEDS_EVIDENCE = ("event_states", "statements", "forecasts", "claims", "notes")
_MARKS = (
    "\ufeff\u200b\u200c\u200d\u2060\u00ad\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069\u200e\u200f"
)


def check(folder: Path) -> Dataset:
    """Check a data folder and return the dataset.

    Raises
    ------
    DataError
        Lists every problem found, each with file, row, field, what was found, what is allowed, how to mend it.
    """
    folder = Path(folder)
    description = describe(folder)
    paths = [(r, folder / r["path"]) for r in description["resources"]]
    problems = [p for r, path in paths for p in _bytes(path, r.get("summitwatch:may_be_empty", False))]
    _stop(problems)
    _stop(_schema(folder))
    dataset = load(folder)
    rules: list[Callable[[Dataset], Iterator[Problem]]] = [
        _hidden_characters,
        _dates,
        _sentences,
        _offsets,
        _nesting,
        _joint,
        _quotations,
        _references,
        _evidence,
        _judgements,
        _retired,
        _clocks,
    ]
    _stop([p for rule in rules for p in rule(dataset)])
    return dataset


def _stop(problems: list[Problem]) -> None:
    if problems:
        raise DataError(problems)


def _bytes(path: Path, may_be_empty: bool) -> Iterator[Problem]:
    """Look at a file before anything parses it: presence, encoding, byte order mark, line ends, emptiness."""
    if not path.is_file():
        yield Problem(
            path.name, None, "", "no such file", f"the table that {DESCRIPTION} names", "restore it"
        )
        return
    raw = path.read_bytes()
    if raw.startswith(b"\xef\xbb\xbf"):
        yield Problem(path.name, 1, "", "a byte order mark", "UTF-8 without one", "save as plain UTF-8")
    if b"\r" in raw:
        row = raw[: raw.index(b"\r")].count(b"\n") + 1
        yield Problem(
            path.name, row, "", "a carriage return (CRLF)", "line feeds alone", "convert the line ends"
        )
    try:
        lines = raw.decode("utf-8").splitlines()
    except UnicodeDecodeError as error:
        row = raw[: error.start].count(b"\n") + 1
        found = f"byte 0x{raw[error.start]:02x}, which is not UTF-8"
        yield Problem(path.name, row, "", found, "UTF-8", "save the file as UTF-8")
        return
    if not lines:
        yield Problem(path.name, None, "", "an empty file", "a header and rows", "restore the header")
    elif len(lines) == 1 and not may_be_empty:
        yield Problem(path.name, 1, "", "a header without rows", "at least one row", "restore the rows")


def _schema(folder: Path) -> list[Problem]:
    """Validate types, constraints and keys by the description."""
    with system.use_context(trusted=False):
        report = Package(str(folder / DESCRIPTION)).validate()
    problems = [_problem(task.place or DESCRIPTION, error) for task in report.tasks for error in task.errors]
    return problems + [_problem(DESCRIPTION, error) for error in report.errors]


_MEND = {
    "extra-label": "remove the column, or describe it",
    "missing-label": "restore the column",
    "incorrect-label": "restore the name and the order of the columns",
    "duplicate-label": "give each column one name",
    "extra-cell": "quote cells that hold commas",
    "missing-cell": "add the missing cells",
    "type-error": "give a value of the field's type",
    "primary-key": "give each record an id of its own",
    "unique-error": "make the value unique",
    "foreign-key": "use an id that exists, or add the record",
    "blank-row": "remove the row",
}


_ALLOWED = {
    "primary-key": "an id that no other row has",
    "unique-error": "a value that no other row has",
}


def _problem(place: str, error: Error) -> Problem:
    """Put an error of frictionless into our five parts."""
    row = getattr(error, "row_number", None)
    field = getattr(error, "field_name", None) or getattr(error, "label", None) or ""
    cell = getattr(error, "cell", None)
    if error.type == "primary-key":
        cell = next(iter(getattr(error, "cells", [])), None)
    found = repr(cell) if cell not in (None, "") else error.note or error.type
    allowed = _ALLOWED.get(error.type, error.note or error.description)
    mend = _MEND.get(error.type, "give a value that the description allows")
    return Problem(Path(place).name, row, str(field), found, allowed, mend)


def _rows(dataset: Dataset, table: str) -> Iterator[tuple[int, dict[str, object]]]:
    """Yield the rows of a table with their row numbers in the file, blanks as None."""
    frame = dataset.tables[table]
    for number, row in enumerate(frame.to_dict("records"), start=2):
        yield number, {k: None if pd.isna(v) else v for k, v in row.items()}


def _hidden_characters(dataset: Dataset) -> Iterator[Problem]:
    """Refuse characters that a reader cannot see: controls, zero-width and direction marks."""
    allowed, mend = "characters that can be seen", "delete it and type the text again"
    for table in dataset.tables:
        for number, row in _rows(dataset, table):
            for field, value in row.items():
                bad = [
                    c
                    for c in str(value or "")
                    if c in _MARKS or unicodedata.category(c) in ("Cc", "Cs", "Co")
                ]
                if bad:
                    yield Problem(
                        f"{table}.csv",
                        number,
                        field,
                        f"a hidden character U+{ord(bad[0]):04X}",
                        allowed,
                        mend,
                    )


def _dates(dataset: Dataset) -> Iterator[Problem]:
    """Every date field is EDTF, possible and not reversed."""
    for resource in dataset.description["resources"]:
        fields = [f["name"] for f in resource["schema"]["fields"] if f.get("summitwatch:edtf")]
        for number, row in _rows(dataset, resource["name"]) if fields else ():
            for field in fields:
                try:
                    parse(str(row[field])) if row[field] is not None else None
                except DateError as error:
                    allowed = "a date in EDTF, as 2019-06-30, 2026-04~ or [2025-12-22..2025-12-28]"
                    yield Problem(resource["path"], number, field, repr(row[field]), allowed, str(error))


def _sentences(dataset: Dataset) -> Iterator[Problem]:
    """Ids tell source, line and number; sentences of a line follow each other without overlap."""
    last: dict[tuple[str, object], int] = {}
    for number, row in _rows(dataset, "sentences"):
        source = str(row["sentence_id"]).split("-")[0]
        expected = f"{source}-{row['line']:02d}-{row['number']}"
        if row["sentence_id"] != expected:
            mend = "make id, line and number agree"
            yield Problem(
                "sentences.csv", number, "sentence_id", repr(row["sentence_id"]), repr(expected), mend
            )
        if not str(row["item_id"]).startswith(f"{source}-"):
            mend = "name an item of the sentence's own source"
            yield Problem(
                "sentences.csv", number, "item_id", repr(row["item_id"]), f"an item of {source}", mend
            )
        start, end, place = int(str(row["start"])), int(str(row["end"])), (source, row["line"])
        if end <= start or start < last.get(place, 0):
            allowed = f"an end after the start, and a start at or after {last.get(place, 0)}"
            yield Problem("sentences.csv", number, "start", f"{start}–{end}", allowed, "correct the offsets")
        last[place] = end


def _offsets(dataset: Dataset) -> Iterator[Problem]:
    """Mentions, expressions and quotations lie inside their sentence, and surfaces are as long as their slice."""
    frame = dataset.tables["sentences"].set_index("sentence_id")
    length = (frame["end"] - frame["start"]).to_dict()
    for table in ("mentions", "expressions", "quotations"):
        for number, row in _rows(dataset, table):
            start, end, room = int(str(row["start"])), int(str(row["end"])), int(length[row["sentence_id"]])
            if not 0 <= start < end <= room:
                allowed = f"0 ≤ start < end ≤ {room}, the length of {row['sentence_id']}"
                yield Problem(
                    f"{table}.csv", number, "start, end", f"{start}–{end}", allowed, "correct the offsets"
                )
            surface = row.get("surface")
            if surface is not None and len(str(surface)) != end - start:
                allowed = f"a surface of {end - start} characters, as the offsets say"
                mend = "correct surface or offsets; `summitwatch verify` compares both with the text"
                yield Problem(f"{table}.csv", number, "surface", repr(surface), allowed, mend)


def _nesting(dataset: Dataset) -> Iterator[Problem]:
    """Mentions of a sentence nest but never cross, and none is coded twice."""
    seen: dict[object, list[tuple[int, int]]] = {}
    keys: set[tuple[object, ...]] = set()
    for number, row in _rows(dataset, "mentions"):
        start, end = int(str(row["start"])), int(str(row["end"]))
        for a, b in seen.setdefault(row["sentence_id"], []):
            if a < start < b < end or start < a < end < b:
                found = f"{start}–{end} across {a}–{b}"
                yield Problem(
                    "mentions.csv", number, "start, end", found, "nested or apart", "correct the offsets"
                )
        seen[row["sentence_id"]].append((start, end))
        key = (row["sentence_id"], start, end, row["actor_id"])
        if key in keys:
            yield Problem(
                "mentions.csv", number, "mention_id", "the same mention twice", "one row", "remove one"
            )
        keys.add(key)


def _joint(dataset: Dataset) -> Iterator[Problem]:
    """A joint naming has a row for each of its actors, a single one has one row."""
    frame = dataset.tables["mentions"]
    sizes = frame.groupby(["sentence_id", "start", "end"])["actor_id"].transform("size")
    for number, joint, size in zip(range(2, len(frame) + 2), frame["joint"], sizes, strict=True):
        if (joint == "yes") != (size > 1):
            allowed = "yes where the surface has several rows, else no"
            yield Problem(
                "mentions.csv", number, "joint", f"{joint} with {size} row(s)", allowed, "correct the field"
            )


def _quotations(dataset: Dataset) -> Iterator[Problem]:
    """At most twelve words of a speaker are shown, and never more than were coded."""
    for number, row in _rows(dataset, "quotations"):
        shown = len(str(row["shown"] or "").split())
        most = min(QUOTED_AT_MOST, int(str(row["words"])))
        if shown > most:
            mend = "shorten what is shown"
            yield Problem("quotations.csv", number, "shown", f"{shown} words", f"at most {most} words", mend)


def _references(dataset: Dataset) -> Iterator[Problem]:
    """Fields that may name records of several tables name records that exist."""
    fields = {
        "evidence": "record_id",
        "judgement_records": "record_id",
        "crosswalk": "record_id",
        "roles": "basis",
    }
    for table, field in fields.items():
        for number, row in _rows(dataset, table):
            value = str(row[field])
            if not dataset.has(value) and not re.fullmatch(r"[CETF]2[56]-\d{3}", value):
                mend = "use the id of a record"
                yield Problem(f"{table}.csv", number, field, repr(value), "an id that a table holds", mend)
    keys = {f.get("reference") for f in _rows_only(dataset, "glossary")} - {None}
    for key in sorted(str(k) for k in keys if not re.fullmatch(r"[a-z0-9]+", str(k))):
        yield Problem(
            "glossary.csv", None, "reference", repr(key), "a key of the bibliography", "correct the key"
        )


def _rows_only(dataset: Dataset, table: str) -> list[dict[str, object]]:
    return [row for _, row in _rows(dataset, table)]


def _evidence(dataset: Dataset) -> Iterator[Problem]:
    """Every record that asserts something rests on a sentence or on an item; no tie is doubled."""
    seen: set[tuple[object, ...]] = set()
    for number, row in _rows(dataset, "evidence"):
        if (row["sentence_id"] is None) == (row["item_id"] is None):
            allowed = "a sentence_id (core) or an item_id (context), not both"
            yield Problem("evidence.csv", number, "sentence_id", "both or neither", allowed, "name one")
        key = tuple(row[k] for k in ("record_id", "field", "sentence_id", "item_id", "paragraph"))
        if key in seen:
            yield Problem("evidence.csv", number, "record_id", f"{key} twice", "each tie once", "remove one")
        seen.add(key)
    carried = set(dataset.tables["evidence"]["record_id"])
    for table in NEEDS_EVIDENCE:
        field = str(dataset.tables[table].columns[0])
        for number, row in _rows(dataset, table):
            if row[field] not in carried:
                mend = "add a row to evidence.csv"
                yield Problem(
                    f"{table}.csv", number, field, f"{row[field]} without evidence", "at least one tie", mend
                )
    events = set(dataset.tables["event_states"]["event_id"])
    for number, row in _rows(dataset, "events"):
        if row["event_id"] not in events:
            mend = "add a row to event_states.csv"
            yield Problem(
                "events.csv", number, "event_id", f"{row['event_id']} without a state", "one or more", mend
            )


def _judgements(dataset: Dataset) -> Iterator[Problem]:
    """A judgement rests on records, and names what its likelihood is of."""
    rests = set(dataset.tables["judgement_records"]["judgement_id"])
    for number, row in _rows(dataset, "judgements"):
        if row["judgement_id"] not in rests:
            mend = "add a row to judgement_records.csv"
            yield Problem("judgements.csv", number, "judgement_id", "no record", "one or more records", mend)
        if (row["band"] is None) != (row["of_what"] is None):
            found = f"band {row['band']!r}, of_what {row['of_what']!r}"
            yield Problem("judgements.csv", number, "of_what", found, "both or neither", "fill or clear both")


def _retired(dataset: Dataset) -> Iterator[Problem]:
    """A retired id is never used again."""
    for number, row in _rows(dataset, "retired"):
        if dataset.has(str(row["retired_id"])):
            mend = "give the new record a new id"
            yield Problem(
                "retired.csv", number, "retired_id", repr(row["retired_id"]), "an id no longer used", mend
            )


def _clocks(dataset: Dataset) -> Iterator[Problem]:
    """Nothing is reported before it was said."""
    for number, row in _rows(dataset, "statements"):
        said, reported = row["said_on"], row["reported_on"]
        if said and reported and order(parse(str(reported)), parse(str(said))) == "before":
            allowed = f"{said} or later, the day of the words"
            mend = "exchange the dates, or correct one"
            yield Problem("statements.csv", number, "reported_on", repr(reported), allowed, mend)
