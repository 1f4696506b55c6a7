"""Decisions of a review: which proposals are accepted, which rejected, and what is to be changed in them."""

from collections.abc import Iterator, Mapping
from dataclasses import replace
from pathlib import Path
from typing import Any

from summitwatch.errors import DataError, Problem
from summitwatch.reading.drafts import DraftRow, Drafts, key_of
from summitwatch.tables.outside import read_json

FORMAT = "summitwatch-decisions-1"
ACCEPT, REJECT = "accept", "reject"
#: They hold the text together and are adopted as they stand, or as changed; nobody is asked row by row.
FRAME = ("sources", "items", "sentences")
#: A tie goes the way of the record that it carries.
TIES = {"evidence": "record_id"}
Choice = Mapping[str, Any]


def decided(drafts: Drafts, path: Path, description: Mapping[str, Any]) -> Drafts:
    """Return the drafts as a review left them; what was not decided is not kept.

    Raises
    ------
    DataError
        The file is no file of decisions, belongs to other proposals, or names what they do not hold.
    """
    choices = _read(drafts, path)
    keys = {table: key_of(description, table) for table in drafts.tables}
    _stop(list(_unknown(drafts, path, choices, keys)))
    tables = {
        table: [_chosen(table, row, choices.get(table, {}).get(row.cells[keys[table]])) for row in rows]
        for table, rows in drafts.tables.items()
    }
    kept = {r.cells[keys[table]] for table, rows in tables.items() for r in rows if r.kept}
    for table, field in TIES.items():
        proposed = {r.cells[keys[t]] for t, rows in drafts.tables.items() for r in rows}
        tables[table] = [
            replace(row, kept=row.cells[field] in kept or row.cells[field] not in proposed)
            for row in tables.get(table, [])
        ]
    return replace(drafts, tables=tables)


def _chosen(table: str, row: DraftRow, choice: Choice | None) -> DraftRow:
    changed = row.with_cells(choice.get("set", {})) if choice else row
    if table in FRAME or table in TIES:
        return changed
    return replace(changed, kept=choice is not None and choice["decision"] == ACCEPT)


def _read(drafts: Drafts, path: Path) -> Mapping[str, Mapping[str, Choice]]:
    """Read a file of decisions as far as its heading: its format and its proposals."""
    mend = "save the decisions from the review page of these proposals"
    content = read_json(Path(path), "JSON in UTF-8", mend)
    found = content if isinstance(content, dict) else {}
    expected = {"format": FORMAT, "proposals": drafts.digest}
    _stop(
        [
            Problem(str(path), None, field, repr(found.get(field)), repr(value), mend)
            for field, value in expected.items()
            if found.get(field) != value
        ]
    )
    tables = found.get("decided")
    if not isinstance(tables, dict) or not all(isinstance(t, dict) for t in tables.values()):
        _stop([Problem(str(path), None, "decided", repr(tables)[:60], "tables with their records", mend)])
    return tables  # type: ignore[return-value]  # the shape was looked at above


def _unknown(
    drafts: Drafts, path: Path, choices: Mapping[str, Mapping[str, Choice]], keys: Mapping[str, str]
) -> Iterator[Problem]:
    """Yield the tables, records, decisions and fields that the proposals do not have."""
    mend = "save the decisions anew from the review page"
    for table, records in choices.items():
        rows = {row.cells[keys[table]]: row for row in drafts.tables.get(table, [])} if table in keys else {}
        for record, choice in records.items():
            place = f"{table} {record}"
            if record not in rows:
                yield Problem(str(path), None, table, repr(record), "a record of the proposals", mend)
            elif not isinstance(choice, dict) or choice.get("decision") not in (ACCEPT, REJECT):
                yield Problem(str(path), None, place, repr(choice)[:60], f"{ACCEPT} or {REJECT}", mend)
            else:
                yield from _wrong_cells(path, place, choice.get("set", {}), rows[record], keys[table])


def _wrong_cells(path: Path, place: str, changes: Any, row: DraftRow, key: str) -> Iterator[Problem]:
    mend = "save the decisions anew from the review page"
    cells = changes if isinstance(changes, dict) else {"set": changes}
    for field, value in cells.items():
        if field not in row.cells or field == key or not isinstance(value, str):
            allowed = "a text for a field of the table that is not its id"
            yield Problem(str(path), None, place, f"{field}: {value!r}"[:80], allowed, mend)


def _stop(problems: list[Problem]) -> None:
    if problems:
        raise DataError(problems)
