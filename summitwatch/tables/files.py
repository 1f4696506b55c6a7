"""Read the tables from a folder."""

import csv
import re
from collections.abc import Iterator, Mapping, Sequence
from contextlib import suppress
from pathlib import Path
from typing import Any

import pandas as pd

from summitwatch.errors import DataError, Problem
from summitwatch.tables.dataset import Dataset
from summitwatch.tables.description import DATA, describe
from summitwatch.tables.reads import by_table, watched

# short columns are picked apart row by row more than computed with, which plain Python strings do faster
_DTYPES: Mapping[str, Any] = {"string": pd.StringDtype("python", na_value=float("nan")), "integer": "Int64"}
_WHOLE = re.compile("-?[0-9]{1,18}")


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
    with by_table():
        tables = {r["name"]: _read(folder, r) for r in description["resources"]}
    return Dataset(folder, description, watched(folder, tables))


def _read(folder: Path, resource: Mapping[str, Any]) -> pd.DataFrame:
    fields = resource["schema"]["fields"]
    dtypes = {f["name"]: _DTYPES[f["type"]] for f in fields}
    path = folder / resource["path"]
    try:
        frame = pd.read_csv(path, dtype=dtypes, keep_default_na=False, na_values=[""], encoding="utf-8")
    except (OSError, ValueError, TypeError, OverflowError) as error:
        found = " ".join(str(error).split()) or type(error).__name__
        raise DataError(list(_misfits(path, fields)) or [_unread(path, found)]) from error
    if list(frame.columns) != list(dtypes):
        mend = "restore the columns in this order"
        raise DataError([Problem(path.name, 1, "", ", ".join(frame.columns), ", ".join(dtypes), mend)])
    return frame


def _unread(path: Path, found: str) -> Problem:
    mend = "run `summitwatch check`, which names row and field"
    return Problem(path.name, None, "", found, "the table of datapackage.json", mend)


def _misfits(path: Path, fields: Sequence[Mapping[str, Any]]) -> Iterator[Problem]:
    """Yield the cells that are no whole number of a size that a column of numbers can hold."""
    numbers = [field["name"] for field in fields if field["type"] == "integer"]
    with suppress(OSError, ValueError, csv.Error), path.open(encoding="utf-8", newline="") as file:
        for row, cells in enumerate(csv.DictReader(file), start=2):
            for name in numbers:
                cell = cells.get(name) or "0"
                if not _WHOLE.fullmatch(cell):
                    allowed, mend = "a whole number of 18 digits at most", "correct the cell"
                    yield Problem(path.name, row, name, repr(cell)[:60], allowed, mend)
