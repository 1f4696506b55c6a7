"""The dataset: load the tables, look up a record, follow its evidence."""

import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from hashlib import sha256
from pathlib import Path
from types import MappingProxyType
from typing import Any, TypeVar

import pandas as pd

from summitwatch.errors import DataError, Problem, UnknownRecord

DATA = Path(__file__).resolve().parent.parent / "data"
DESCRIPTION = "datapackage.json"
NOT_RECORDS = ("retired", "glossary")  # their keys are no ids of records
Row = Mapping[str, Any]
T = TypeVar("T")
_DTYPES = {"string": "str", "integer": "Int64"}


@dataclass(frozen=True)
class Record:
    """A row of a table, found by its id; blanks are None."""

    id: str
    table: str
    row: Row

    def __getitem__(self, field: str) -> Any:
        return self.row[field]


@dataclass(frozen=True)
class Dataset:
    """All tables of a data folder, with the description that they follow."""

    folder: Path
    description: Mapping[str, Any]
    tables: Mapping[str, pd.DataFrame]

    def __getitem__(self, table: str) -> pd.DataFrame:
        """Return a copy of a table, so that no caller can change another's."""
        return self.tables[table].copy()

    def rows(self, table: str) -> Sequence[Row]:
        """Return the rows of a table as mappings that no caller can change; blanks are None."""
        return self._rows[table]

    @cached_property
    def digest(self) -> str:
        """SHA-256 over names and bytes of the description and of every table that it names."""
        total = sha256()
        for name in sorted([DESCRIPTION, *(r["path"] for r in self.description["resources"])]):
            total.update(f"{name}\0".encode())
            total.update(sha256((self.folder / name).read_bytes()).digest())
        return total.hexdigest()

    def has(self, record_id: str) -> bool:
        """Tell whether any table holds a record of this id."""
        return record_id in self._records

    def record(self, record_id: str) -> Record:
        """Return the record of an id.

        Raises
        ------
        UnknownRecord
            No table holds it.
        """
        if record_id not in self._records:
            raise UnknownRecord(f"no table holds a record {record_id!r}; see the ledger for the ids in use")
        return self._records[record_id]

    def parts(self, record_id: str) -> list[str]:
        """Return the ids whose evidence carries a record.

        An event rests on itself and its states, a judgement on itself and its records, a quotation on
        its statement, everything else on itself.
        """
        record = self.record(record_id)
        if record.table == "quotations":
            return [record["statement_id"]]
        return [record_id, *(part for other in self._below.get(record_id, ()) for part in self.parts(other))]

    def evidence(self, record_ids: str | Iterable[str]) -> pd.DataFrame:
        """Return the evidence of records and of their parts, one row each, in the order of the sources."""
        ids = [record_ids] if isinstance(record_ids, str) else list(record_ids)
        wanted = {part for id_ in ids for part in self.parts(id_)}
        places = sorted(place for part in wanted for place in self._places.get(part, ()))
        return self._ordered_evidence.iloc[places]

    @cached_property
    def _rows(self) -> dict[str, tuple[Row, ...]]:
        return {name: _plain(frame) for name, frame in self.tables.items()}

    @cached_property
    def _records(self) -> dict[str, Record]:
        """Every record that has an id of its own, by that id."""
        keys = [(resource["name"], primary_key(resource)) for resource in self.description["resources"]]
        return {
            row[key[0]]: Record(row[key[0]], table, row)
            for table, key in keys
            if len(key) == 1 and table not in NOT_RECORDS
            for row in self.rows(table)
        }

    @cached_property
    def _below(self) -> dict[str, list[str]]:
        """The states of every event and the records of every judgement."""
        states = _grouped((row["event_id"], row["state_id"]) for row in self.rows("event_states"))
        return states | _grouped(
            (row["judgement_id"], row["record_id"]) for row in self.rows("judgement_records")
        )

    @cached_property
    def _ordered_evidence(self) -> pd.DataFrame:
        return self.tables["evidence"].sort_values(["sentence_id", "item_id", "evidence_id"])

    @cached_property
    def _places(self) -> dict[str, list[int]]:
        """Where the evidence of every record stands in the ordered evidence."""
        return _grouped((id_, place) for place, id_ in enumerate(self._ordered_evidence["record_id"]))


def _plain(frame: pd.DataFrame) -> tuple[Row, ...]:
    whole = frame.astype(object)
    cells = whole.where(whole.notna(), None).itertuples(index=False, name=None)
    return tuple(MappingProxyType(dict(zip(map(str, frame.columns), row, strict=True))) for row in cells)


def _grouped(pairs: Iterable[tuple[str, T]]) -> dict[str, list[T]]:
    found: dict[str, list[T]] = {}
    for key, value in pairs:
        found.setdefault(key, []).append(value)
    return found


def primary_key(resource: Mapping[str, Any]) -> list[str]:
    """Return the fields of a resource's primary key."""
    key = resource["schema"]["primaryKey"]
    return [key] if isinstance(key, str) else list(key)


def describe(folder: Path = DATA) -> dict[str, Any]:
    """Read the description of a data folder.

    Raises
    ------
    DataError
        The description is missing or is not JSON.
    """
    path = Path(folder) / DESCRIPTION
    allowed = "a Frictionless Data Package in UTF-8 JSON"
    if not path.is_file():
        mend = "name a folder that holds the tables"
        raise DataError([Problem(DESCRIPTION, None, "", f"no such file in {folder}", allowed, mend)])
    try:
        description = json.loads(path.read_text("utf-8"))
    except ValueError as error:
        raise DataError([Problem(DESCRIPTION, None, "", str(error), allowed, "correct the JSON")]) from error
    return dict(description)


def load(folder: Path = DATA) -> Dataset:
    """Load every table that the description names, with the types that it gives.

    The tables are taken at their word: `summitwatch.checks.check` is what tests them.

    Raises
    ------
    DataError
        A table or a column is missing, or a cell has not the type that is promised.
    """
    folder = Path(folder)
    description = describe(folder)
    tables = {r["name"]: _read(folder, r) for r in description["resources"]}
    return Dataset(folder, description, tables)


def _read(folder: Path, resource: Mapping[str, Any]) -> pd.DataFrame:
    fields = resource["schema"]["fields"]
    dtypes = {f["name"]: _DTYPES[f["type"]] for f in fields}
    path = folder / resource["path"]
    try:
        frame = pd.read_csv(path, dtype=dtypes, keep_default_na=False, na_values=[""], encoding="utf-8")
    except (OSError, ValueError) as error:
        mend = "run `summitwatch check`, which names row and field"
        found = str(error).strip() or type(error).__name__
        raise DataError(
            [Problem(path.name, None, "", found, "the table of datapackage.json", mend)]
        ) from error
    if list(frame.columns) != list(dtypes):
        mend = "restore the columns in this order"
        raise DataError([Problem(path.name, 1, "", ", ".join(frame.columns), ", ".join(dtypes), mend)])
    return frame
