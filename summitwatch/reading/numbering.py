"""New ids for adopted rows, by the patterns and keys of the description."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from typing import Any

from summitwatch.checks.ties import REFERENCES
from summitwatch.errors import DataError, Problem
from summitwatch.reading.drafts import DraftRow, Drafts
from summitwatch.tables import Dataset, primary_key

_PATTERN = re.compile(r"([A-Z]+)\\d\{(\d+)(?:(,)(\d*))?\}")
_SERIAL = re.compile(r"([A-Z]+)\d+")


@dataclass(frozen=True)
class Series:
    """The numbered ids of a table, such as ST001: letters, digits at least, and at most (None: no end)."""

    table: str
    field: str
    letters: str
    least: int
    most: int | None

    def number(self, record_id: str) -> int:
        """Return the number of an id; 0 if it is none of the series."""
        digits = record_id.removeprefix(self.letters)
        return (
            int(digits) if record_id.startswith(self.letters) and digits.isascii() and digits.isdigit() else 0
        )


def series_of(description: Mapping[str, Any]) -> dict[str, Series]:
    """Return the series of each table whose key is a number behind letters."""
    found: dict[str, Series] = {}
    for resource in description["resources"]:
        key = primary_key(resource)
        field = next(f for f in resource["schema"]["fields"] if f["name"] == key[0])
        match = _PATTERN.fullmatch(field.get("constraints", {}).get("pattern", ""))
        if match and len(key) == 1:
            letters, least, comma, most = match.groups()
            last = int(most) if most else None if comma else int(least)
            found[resource["name"]] = Series(resource["name"], key[0], letters, int(least), last)
    return found


def renumbered(drafts: Drafts, dataset: Dataset) -> Drafts:
    """Return the drafts with the next free ids, in their keys and wherever they name each other.

    An id of the proposals names a row of the proposals, never a row of the dataset that happens to bear
    the same number.

    Raises
    ------
    DataError
        A row names a proposal that is not there or not accepted, or a series has no number left.
    """
    series = {t: s for t, s in series_of(dataset.description).items() if t in drafts.tables}
    new, problems = _new_ids(drafts, dataset, series)
    tables = {}
    letters = {s.letters: table for table, s in series.items()}
    targets = _targets(dataset.description, series)
    for table, rows in drafts.tables.items():
        moved = []
        for row in rows:
            cells = dict(_moved(row, targets.get(table, {}), new, letters)) if row.kept else {}
            problems += _astray(drafts.path(table), row, cells)
            moved.append(row.with_cells({field: to for field, to in cells.items() if to is not None}))
        tables[table] = moved
    if problems:
        raise DataError(problems)
    return replace(drafts, tables=tables)


def _new_ids(
    drafts: Drafts, dataset: Dataset, series: Mapping[str, Series]
) -> tuple[dict[str, dict[str, str]], list[Problem]]:
    """Return the new id of each kept row, table by table, and what stands in the way."""
    retired = [row["retired_id"] for row in dataset.rows("retired")]
    new: dict[str, dict[str, str]] = {}
    problems: list[Problem] = []
    for table, s in series.items():
        used = [s.number(id_) for id_ in [*dataset.tables[table][s.field], *retired]]
        following = max(used, default=0)
        new[table] = {}
        for row in drafts.kept(table):
            following += 1
            old, number = row.cells[s.field], f"{s.letters}{following:0{s.least}d}"
            if old in new[table]:
                mend = "give each row an id of its own"
                problems.append(
                    Problem(drafts.path(table), row.number, s.field, repr(old), "an id once", mend)
                )
            if s.most is not None and len(number) > s.most + len(s.letters):
                allowed, mend = f"{s.most} digits", "widen the pattern of the id in datapackage.json"
                problems.append(Problem(drafts.path(table), row.number, s.field, number, allowed, mend))
            new[table][old] = number
    return new, problems


def _targets(description: Mapping[str, Any], series: Mapping[str, Series]) -> dict[str, dict[str, str]]:
    """Return the fields of each table that hold numbered ids, with the table they name, "" if any."""
    found: dict[str, dict[str, str]] = {}
    for resource in description["resources"]:
        name = resource["name"]
        fields = found.setdefault(name, {series[name].field: name} if name in series else {})
        for key in resource["schema"].get("foreignKeys", []):
            field, target = key["fields"], key["reference"]["resource"] or name
            if target in series:
                fields[field if isinstance(field, str) else field[0]] = target
        if name in REFERENCES:
            fields[REFERENCES[name]] = ""
    return found


def _moved(
    row: DraftRow,
    targets: Mapping[str, str],
    new: Mapping[str, Mapping[str, str]],
    letters: Mapping[str, str],
) -> Iterator[tuple[str, str | None]]:
    """Yield the new value of each cell that names a row of the proposals; None if no such row is kept."""
    for field, target in targets.items():
        value = row.cells[field]
        table = target or letters.get(_letters(value), "")
        if value and table:
            yield field, new[table].get(value)


def _letters(record_id: str) -> str:
    match = _SERIAL.fullmatch(record_id)
    return match.group(1) if match else ""


def _astray(path: str, row: DraftRow, cells: Mapping[str, str | None]) -> Iterator[Problem]:
    for field, to in cells.items():
        if to is None:
            mend = "accept that row too, or leave this one out"
            yield Problem(
                path, row.number, field, repr(row.cells[field]), "a row that is adopted with it", mend
            )
