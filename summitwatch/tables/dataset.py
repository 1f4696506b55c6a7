"""The dataset: look up a record, follow its evidence, see one tier of it alone."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from hashlib import sha256
from pathlib import Path
from types import MappingProxyType
from typing import Any, TypeVar

import pandas as pd

from summitwatch.errors import UnknownRecord
from summitwatch.tables.description import DESCRIPTION, primary_key
from summitwatch.tables.reads import DIGEST, IDS, Watched
from summitwatch.tables.tiers import TIER_VIEWS

NOT_RECORDS = ("retired", "glossary")  # their keys are no ids of records
#: By table, the one whose rows carry its records, with both columns.
_BELOW = {
    "events": ("event_states", "event_id", "state_id"),
    "propositions": ("resolutions", "proposition_id", "resolution_id"),
    "judgements": ("judgement_records", "judgement_id", "record_id"),
}
Row = Mapping[str, Any]
T = TypeVar("T")


@dataclass(frozen=True)
class Record:
    """A row of a table, found by its id; blanks are None."""

    id: str
    table: str
    row: Row

    def __getitem__(self, field: str) -> Any:
        return self.row[field]


@dataclass(frozen=True, eq=False)  # one dataset is another only if it is the same, so that it can be a key
class Dataset:
    """All tables of a data folder, with the description that they follow.

    If the tables are watched, each answer notes the tables, columns and records on which it rests, and what
    is kept for later is made behind the watch's back.
    """

    folder: Path
    description: Mapping[str, Any]
    tables: Mapping[str, pd.DataFrame]

    def __getitem__(self, asked: str | tuple[str, ...]) -> pd.DataFrame:
        """Return a copy of a table, or of some of its columns: ``dataset["items", "item_id", "published"]``.

        No caller can change another's. What rests on a few columns asks for these, so that a change in the
        others does not concern it.
        """
        table, *columns = (asked,) if isinstance(asked, str) else asked
        self._note(table, *columns)
        frame = self._tables[table]
        return (frame[columns] if columns else frame).copy(deep=False)  # pandas copies what is written into

    def column(self, table: str, name: str, *, by: str | None = None) -> pd.Series:
        """Return a copy of a column, indexed by another if one is named."""
        return self[table, by, name].set_index(by)[name] if by else self[table, name][name]

    def rows(self, table: str) -> Sequence[Row]:
        """Return the rows of a table as mappings that no caller can change; blanks are None."""
        self._note(table)
        return self._quiet_rows(table)

    @property
    def digest(self) -> str:
        """SHA-256 over names and bytes of the description and of every table that it names."""
        self._note(DIGEST)
        return self._digest

    @cached_property
    def _digest(self) -> str:
        total = sha256()
        for name in sorted([DESCRIPTION, *(r["path"] for r in self.description["resources"])]):
            total.update(f"{name}\0".encode())
            total.update(sha256((self.folder / name).read_bytes()).digest())
        return total.hexdigest()

    def only(self, tier: str) -> "Dataset":
        """Return the dataset as the sources of one tier alone give it: `only("core")`.

        A record of the core is what a core sentence carries; what the wider record adds to it, be it
        evidence, a state or an alias, is left out.

        Raises
        ------
        ValueError
            No such view.
        """
        if tier not in TIER_VIEWS:
            raise ValueError(f"no view of the tier {tier!r}; allowed: {', '.join(TIER_VIEWS)}")
        if tier not in self._views:
            tables: Mapping[str, pd.DataFrame] = TIER_VIEWS[tier](self._tables)
            if isinstance(self.tables, Watched):
                tables = Watched(tables, self.tables.seen, f"{self.tables.view}{tier}/")
            self._views[tier] = replace(self, tables=tables)
        return self._views[tier]

    def refined(self, table: str, *columns: str) -> pd.DataFrame:
        """Return a copy of a table, or of some columns, with what the wider record tells of core records.

        In the core view there is nothing to refine, so that the table comes back as it is.
        """
        self._note("refinements")
        self._note(table, *columns)
        if table not in self._refined:
            self._refined[table] = self._refine(table)
        frame = self._refined[table]
        return (frame[[*columns]] if columns else frame).copy(deep=False)

    def _refine(self, table: str) -> pd.DataFrame:
        frame = self._tables[table].copy(deep=False)
        key = str(frame.columns[0])
        held = set(frame[key])
        for row in self._quiet_rows("refinements"):
            if row["record_id"] in held:
                kind = frame[row["field"]].dtype
                value = int(row["value"]) if kind == "Int64" else row["value"]
                frame.loc[frame[key] == row["record_id"], row["field"]] = value
        return frame

    def has(self, record_id: str) -> bool:
        """Tell whether any table holds a record of this id."""
        found = self._homes.get(record_id)
        self._note(*(found[:2] if found else (IDS,)))
        return found is not None

    def record(self, record_id: str) -> Record:
        """Return the record of an id.

        Raises
        ------
        UnknownRecord
            No table holds it.
        """
        if record_id not in self._homes:
            self._note(IDS)
            raise UnknownRecord(f"no table holds a record {record_id!r}; see the ledger for the ids in use")
        table, _, place = self._homes[record_id]
        if isinstance(self.tables, Watched):
            self.tables.note_record(table, record_id)
        return Record(record_id, table, self._quiet_rows(table)[place])

    def parts(self, record_id: str) -> list[str]:
        """Return the ids whose evidence carries a record.

        An event rests on itself and its states, a proposition on itself and its resolutions, a judgement
        on itself and its records, a quotation on its statement, everything else on itself.
        """
        record = self.record(record_id)
        if record.table == "quotations":
            return [record["statement_id"]]
        if record.table in _BELOW:
            self._note(*_BELOW[record.table])
        return [record_id, *(part for other in self._below.get(record_id, ()) for part in self.parts(other))]

    def evidence(self, record_ids: str | Iterable[str]) -> pd.DataFrame:
        """Return the evidence of records and of their parts, one row each, in the order of the sources."""
        ids = [record_ids] if isinstance(record_ids, str) else list(record_ids)
        self._note("evidence")
        return self._ordered_evidence.iloc[self._standing(ids)]

    def evidence_rows(self, record_id: str) -> list[Row]:
        """Return the evidence of a record and of its parts as mappings, which is quicker than as a table."""
        self._note("evidence")
        return [self._evidence_rows[place] for place in self._standing([record_id])]

    def _standing(self, record_ids: Iterable[str]) -> list[int]:
        """Return where in the ordered evidence the ties of records and of their parts are."""
        wanted = {part for id_ in record_ids for part in self.parts(id_)}
        return sorted(place for part in wanted for place in self._places.get(part, ()))

    def in_core(self, record_id: str) -> bool:
        """Tell whether the two core sources carry a record; the others are of the wider record."""
        return self.only("core").has(record_id)

    def tied(self, table: str, field: str, record_id: str) -> Sequence[Row]:
        """Return the rows of a table whose field names a record."""
        self._note(table)
        if (table, field) not in self._ties:
            self._ties[table, field] = _grouped((row[field], row) for row in self.rows(table))
        return self._ties[table, field].get(record_id, ())

    def ids(self) -> list[tuple[str, str]]:
        """Return the id of every record with its table, in order."""
        self._note(IDS)
        return sorted((record_id, table) for record_id, (table, *_) in self._homes.items())

    def _note(self, table: str, *columns: str) -> None:
        if isinstance(self.tables, Watched):
            self.tables.note(table, *columns)

    @property
    def _tables(self) -> Mapping[str, pd.DataFrame]:
        return self.tables.plain if isinstance(self.tables, Watched) else self.tables

    @cached_property
    def _views(self) -> dict[str, "Dataset"]:
        return {}

    @cached_property
    def _refined(self) -> dict[str, pd.DataFrame]:
        return {}

    @cached_property
    def _ties(self) -> dict[tuple[str, str], dict[str, list[Row]]]:
        return {}

    @cached_property
    def _evidence_rows(self) -> tuple[Row, ...]:
        return _plain(self._ordered_evidence)

    @cached_property
    def _rows(self) -> dict[str, tuple[Row, ...]]:
        return {}

    @cached_property
    def _homes(self) -> dict[str, tuple[str, str, int]]:
        """Of every record that has an id of its own: table, column of the ids, row."""
        keys = [(resource["name"], primary_key(resource)) for resource in self.description["resources"]]
        return {
            record_id: (table, key[0], place)
            for table, key in keys
            if len(key) == 1 and table not in NOT_RECORDS
            for place, record_id in enumerate(self._tables[table][key[0]])
        }

    def _quiet_rows(self, table: str) -> Sequence[Row]:
        if table not in self._rows:
            self._rows[table] = _plain(self._tables[table])
        return self._rows[table]

    @cached_property
    def _below(self) -> dict[str, list[str]]:
        """The states of every event, the resolutions of every proposition, the records of every judgement."""
        return _grouped(
            (row[above], row[below])
            for table, above, below in _BELOW.values()
            for row in self._quiet_rows(table)
        )

    @cached_property
    def _ordered_evidence(self) -> pd.DataFrame:
        return self._tables["evidence"].sort_values(["sentence_id", "item_id", "evidence_id"])

    @cached_property
    def _places(self) -> dict[str, list[int]]:
        """Where the evidence of every record stands in the ordered evidence."""
        return _grouped((id_, place) for place, id_ in enumerate(self._ordered_evidence["record_id"]))


def _plain(frame: pd.DataFrame) -> tuple[Row, ...]:
    names = [str(name) for name in frame.columns]
    blank: Any = None  # pandas takes it, its types do not
    columns = [frame[name].to_numpy(dtype=object, na_value=blank).tolist() for name in frame.columns]
    return tuple(MappingProxyType(dict(zip(names, row, strict=True))) for row in zip(*columns, strict=True))


def _grouped(pairs: Iterable[tuple[str, T]]) -> dict[str, list[T]]:
    found: dict[str, list[T]] = {}
    for key, value in pairs:
        found.setdefault(key, []).append(value)
    return found
