"""Rows on their way into the dataset: read from a folder of proposals, and left out by decision."""

import csv
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from hashlib import sha256
from pathlib import Path
from typing import Any

from summitwatch.errors import DataError, Problem
from summitwatch.reading.proposals import COLUMNS, HELPERS
from summitwatch.tables import primary_key

Cells = Mapping[str, str]


@dataclass(frozen=True)
class DraftRow:
    """A proposed row: its place in the file as the file counts (the header is 1), its cells, blanks empty."""

    number: int
    cells: Cells
    kept: bool = True

    def with_cells(self, changes: Cells) -> "DraftRow":
        """Return the row with other values in some cells."""
        return replace(self, cells={**self.cells, **changes})


Tables = dict[str, list[DraftRow]]


@dataclass(frozen=True)
class Drafts:
    """The proposals of a folder: rows of the dataset's tables, and the doubts that came with them."""

    folder: Path
    tables: Tables
    doubts: Mapping[tuple[str, str], tuple[str, ...]]
    reasons: Mapping[str, str]

    @property
    def digest(self) -> str:
        """SHA-256 over the files, so that decisions cannot be applied to other proposals."""
        return digest_of(self.folder)

    def kept(self, table: str) -> list[DraftRow]:
        """Return the rows of a table that are to be adopted."""
        return [row for row in self.tables.get(table, []) if row.kept]

    def path(self, table: str) -> str:
        """Return the file of a table, as messages name it."""
        return str(self.folder / f"{table}.csv")


def digest_of(folder: Path) -> str:
    """Return the SHA-256 over names and bytes of the CSV files of a folder."""
    total = sha256()
    for path in sorted(Path(folder).glob("*.csv")):
        total.update(f"{path.name}\0".encode())
        total.update(sha256(path.read_bytes()).digest())
    return total.hexdigest()


def read_drafts(folder: Path, description: Mapping[str, Any]) -> Drafts:
    """Read every table of a folder that the description names.

    Raises
    ------
    DataError
        The folder holds no rows, a file of an unknown name, other columns than the table, or a broken row.
    """
    folder, problems = Path(folder), list[Problem]()
    fields = {r["name"]: [f["name"] for f in r["schema"]["fields"]] for r in description["resources"]}
    tables: Tables = {}
    for path in sorted(folder.glob("*.csv")):
        header, rows = _rows(path)
        if path.stem in HELPERS and tuple(header) == COLUMNS[path.stem]:
            continue
        problems += _wrong_columns(path, header, fields.get(path.stem))
        problems += _broken(path, header, rows)
        tables[path.stem] = [
            DraftRow(
                n, dict.fromkeys(fields.get(path.stem, header), "") | dict(zip(header, cells, strict=False))
            )
            for n, cells in enumerate(rows, start=2)
        ]
    if not any(tables.values()) and not problems:
        mend = "name a folder that `summitwatch read` wrote"
        problems.append(Problem(str(folder), None, "", "no proposed row", "tables as CSV", mend))
    if problems:
        raise DataError(problems)
    return Drafts(folder, tables, *_doubts(folder))


def _rows(path: Path) -> tuple[list[str], list[list[str]]]:
    try:
        with path.open(encoding="utf-8", newline="") as file:
            header, *rows = list(csv.reader(file, strict=True)) or [[]]
    except (csv.Error, UnicodeDecodeError) as error:
        mend = "save the file as CSV in UTF-8"
        raise DataError([Problem(str(path), None, "", str(error), "CSV in UTF-8", mend)]) from error
    return header, rows


def _wrong_columns(path: Path, header: Sequence[str], expected: Sequence[str] | None) -> Iterator[Problem]:
    if expected is None:
        allowed, mend = "the name of a table of datapackage.json", "rename or remove the file"
        yield Problem(str(path), None, "", "no table of this name", allowed, mend)
    elif list(header) != [field for field in expected if field in header] or expected[0] not in header:
        mend = "restore the columns in this order; only those that stay blank may be missing"
        yield Problem(str(path), 1, "", ", ".join(header) or "no header", ", ".join(expected), mend)


def _broken(path: Path, header: Sequence[str], rows: Sequence[Sequence[str]]) -> Iterator[Problem]:
    for number, cells in enumerate(rows, start=2):
        if len(cells) != len(header):
            mend = "quote cells that hold commas"
            yield Problem(str(path), number, "", f"{len(cells)} cells", f"{len(header)} cells", mend)


def _doubts(folder: Path) -> tuple[dict[tuple[str, str], tuple[str, ...]], dict[str, str]]:
    """Return the candidates of each doubtful field, by record and field, and why each record is doubtful."""
    path = folder / "doubts.csv"
    header, rows = _rows(path) if path.is_file() else ([], [])
    found: dict[tuple[str, str], tuple[str, ...]] = {}
    reasons: dict[str, str] = {}
    for cells in rows:
        row = dict.fromkeys(COLUMNS["doubts"], "") | dict(zip(header, cells, strict=False))
        key = (row["record_id"], row["field"])
        found[key] = (*found.get(key, ()), *filter(None, [row["candidate"]]))
        reasons[row["record_id"]] = row["reason"]
    return found, reasons


def key_of(description: Mapping[str, Any], table: str) -> str:
    """Return the first field of a table's primary key."""
    return next(primary_key(r)[0] for r in description["resources"] if r["name"] == table)
