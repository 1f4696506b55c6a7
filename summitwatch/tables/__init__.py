"""The dataset: load the tables, look up a record, follow its evidence, see the core alone."""

from summitwatch.tables.dataset import NOT_RECORDS, Dataset, Record, Row
from summitwatch.tables.description import DATA, DESCRIPTION, describe, primary_key
from summitwatch.tables.files import load
from summitwatch.tables.memo import memoised

__all__ = [
    "DATA",
    "DESCRIPTION",
    "NOT_RECORDS",
    "Dataset",
    "Record",
    "Row",
    "describe",
    "load",
    "memoised",
    "primary_key",
]
