"""What became of every row of the coded context tables: it has to add up."""

import csv
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path

from summitwatch.errors import Problem
from summitwatch.tables import Dataset, Row

#: First letter of the ids of a coded table.
LETTERS = {"sources": "C", "events": "E", "statements": "T", "forecasts": "F"}
#: What a row can become; where a day was merely taken from it, it still needs one of these.
FATES = ("imported", "merged", "same", "split", "left_out")


@dataclass(frozen=True)
class Account:
    """The fates of the rows of one coded table.

    Attributes
    ----------
    table : str
        Year and table.
    rows : int
        Rows of the input.
    fates : dict
        Ids by what became of them; every id stands under one fate, the last of `FATES` that holds of it.
    corrected : int
        Ids of which a value was changed.
    """

    table: str
    rows: int
    fates: dict[str, list[str]]
    corrected: int

    @property
    def adds_up(self) -> bool:
        """Whether every row has a fate."""
        return sum(map(len, self.fates.values())) == self.rows


def coded_ids(table: str, rows: int) -> list[str]:
    """Return the ids of a coded table, which count from 1 without a gap."""
    year, name = table.split("/")
    return [f"{LETTERS[name]}{year[2:]}-{number:03d}" for number in range(1, rows + 1)]


def accounts(dataset: Dataset) -> list[Account]:
    """Return the account of each coded table."""
    fate: dict[str, str] = {}
    for row in dataset.rows("crosswalk"):
        if row["relation"] in FATES:
            fate[row["coded_id"]] = max(fate.get(row["coded_id"], FATES[0]), row["relation"], key=FATES.index)
    changed = {row["coded_id"] for row in dataset.rows("corrections")}
    found = []
    for row in dataset.rows("coded_tables"):
        ids = coded_ids(row["table_id"], int(row["rows"]))
        fates = {name: [id_ for id_ in ids if fate.get(id_) == name] for name in FATES}
        found.append(Account(row["table_id"], len(ids), fates, len(changed.intersection(ids))))
    return found


def report(dataset: Dataset) -> Iterator[str]:
    """Tell for each coded table what was imported, merged into what, corrected, or left out and why."""
    notes: dict[str, list[Row]] = {}
    for row in dataset.rows("crosswalk"):
        notes.setdefault(row["coded_id"], []).append(row)
    for account in accounts(dataset):
        counts = ", ".join(
            f"{len(ids)} {name.replace('_', ' ')}" for name, ids in account.fates.items() if ids
        )
        verdict = "adds up" if account.adds_up else "DOES NOT ADD UP"
        yield f"{account.table}: {account.rows} rows = {counts}; {account.corrected} corrected; {verdict}"
        told = [id_ for name, ids in account.fates.items() if name != "imported" for id_ in ids]
        for row in (row for id_ in told for row in notes[id_] if row["relation"] in FATES):
            target = f" into {row['record_id']}" if row["record_id"] else ""
            yield f"  {row['coded_id']} {row['relation'].replace('_', ' ')}{target}: {row['note']}"
    for row in dataset.rows("corrections"):
        change = f"{row['was'] or 'blank'} -> {row['is'] or 'blank'}"
        found_by = row["found_by"].replace("_", " ")
        yield f"  {row['coded_id']} corrected, {row['field']}: {change} ({found_by}): {row['reason']}"


def accounted_for(dataset: Dataset) -> Iterator[Problem]:
    """Every id of the coded tables has a fate, and no other id is named."""
    known = {id_ for a in accounts(dataset) for id_ in coded_ids(a.table, a.rows)}
    settled = {id_ for a in accounts(dataset) for ids in a.fates.values() for id_ in ids}
    for id_ in sorted(known - settled):
        mend = "add a row to crosswalk.csv: imported, merged, split or left_out"
        yield Problem("crosswalk.csv", None, "coded_id", f"{id_} without a fate", "one row or more", mend)
    for table in ("crosswalk", "corrections", "context_codings"):
        for number, row in enumerate(dataset.rows(table), start=2):
            if row["coded_id"] not in known:
                allowed = "an id within the rows of coded_tables.csv"
                yield Problem(f"{table}.csv", number, "coded_id", row["coded_id"], allowed, "correct the id")


def left_out(dataset: Dataset) -> Iterator[Problem]:
    """A row of the crosswalk names a record, unless it tells why there is none."""
    for number, row in enumerate(dataset.rows("crosswalk"), start=2):
        if (row["record_id"] is None) != (row["relation"] == "left_out"):
            found = f"{row['relation']} with record {row['record_id'] or 'blank'}"
            allowed = "a blank record where, and only where, the relation is left_out"
            yield Problem("crosswalk.csv", number, "record_id", found, allowed, "correct one of the two")


def compared(dataset: Dataset, folder: Path) -> Iterator[Problem]:
    """The coded tables in a folder are those that were brought in: same bytes, same ids."""
    for row in dataset.rows("coded_tables"):
        path = Path(folder) / f"{row['table_id']}.csv"
        if not path.is_file():
            yield Problem(
                path.name, None, "", f"no such file in {path.parent}", "a coded table", "name its folder"
            )
            continue
        raw = path.read_bytes()
        if sha256(raw).hexdigest() != row["sha256"]:
            allowed, mend = (
                f"the file with the hash {row['sha256'][:12]}…",
                "bring the new rows in, or restore it",
            )
            yield Problem(f"{row['table_id']}.csv", None, "", "another file", allowed, mend)
        yield from _same_ids(row["table_id"], int(row["rows"]), csv.reader(raw.decode().splitlines()))


def _same_ids(table: str, rows: int, lines: Iterable[list[str]]) -> Iterator[Problem]:
    found, expected = [line[0] for line in lines if line][1:], coded_ids(table, rows)
    for id_ in sorted(set(found) ^ set(expected)):
        where = "only in the file" if id_ in found else "not in the file"
        yield Problem(f"{table}.csv", None, "", f"{id_} {where}", f"{rows} ids in order", "restore the file")
