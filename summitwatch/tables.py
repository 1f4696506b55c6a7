"""The dataset: load the tables, look up a record, follow its evidence."""

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cached_property
from hashlib import sha256
from pathlib import Path
from typing import Any

import pandas as pd

from summitwatch.errors import DataError, Problem, UnknownRecord

DATA = Path(__file__).resolve().parent.parent / "data"
DESCRIPTION = "datapackage.json"
_DTYPES = {"string": "str", "integer": "Int64"}


@dataclass(frozen=True)
class Record:
    """A row of a table, found by its id."""

    id: str
    table: str
    row: Mapping[str, Any]

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

    @cached_property
    def digest(self) -> str:
        """SHA-256 over names and bytes of the description and of every table that it names."""
        total = sha256()
        for name in sorted([DESCRIPTION, *(r["path"] for r in self.description["resources"])]):
            total.update(f"{name}\0".encode())
            total.update(sha256((self.folder / name).read_bytes()).digest())
        return total.hexdigest()

    @cached_property
    def _owners(self) -> dict[str, tuple[str, int]]:
        """Table and position of every record that has an id of its own."""
        owners: dict[str, tuple[str, int]] = {}
        for resource in self.description["resources"]:
            key = primary_key(resource)
            if len(key) == 1 and resource["name"] not in ("retired", "glossary"):
                ids = self.tables[resource["name"]][key[0]]
                owners.update({id_: (resource["name"], n) for n, id_ in enumerate(ids)})
        return owners

    def has(self, record_id: str) -> bool:
        """Tell whether any table holds a record of this id."""
        return record_id in self._owners

    def record(self, record_id: str) -> Record:
        """Return the record of an id.

        Raises
        ------
        UnknownRecord
            No table holds it.
        """
        if record_id not in self._owners:
            raise UnknownRecord(f"no table holds a record {record_id!r}; see the ledger for the ids in use")
        table, position = self._owners[record_id]
        row = self.tables[table].iloc[position]
        return Record(record_id, table, {k: None if pd.isna(v) else v for k, v in row.items()})

    def parts(self, record_id: str) -> list[str]:
        """Return the ids whose evidence carries a record: itself, an event's states, a judgement's records."""
        table = self.record(record_id).table
        if table == "events":
            states = self.tables["event_states"]
            return [record_id, *states.loc[states["event_id"] == record_id, "state_id"]]
        if table == "judgements":
            links = self.tables["judgement_records"]
            rests_on = links.loc[links["judgement_id"] == record_id, "record_id"]
            return [record_id, *(part for other in rests_on for part in self.parts(other))]
        if table == "quotations":
            return [self.record(record_id)["statement_id"]]
        return [record_id]

    def evidence(self, record_ids: str | Iterable[str]) -> pd.DataFrame:
        """Return the evidence of records and of their parts, one row each, in the order of the sources."""
        ids = [record_ids] if isinstance(record_ids, str) else list(record_ids)
        wanted = {part for id_ in ids for part in self.parts(id_)}
        rows = self.tables["evidence"]
        return rows[rows["record_id"].isin(wanted)].sort_values(["sentence_id", "item_id", "evidence_id"])

    def item_of(self, sentence_id: str) -> str:
        """Return the item to which a sentence belongs."""
        return str(self.record(sentence_id)["item_id"])


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
