"""The one description of the tables: where it is, and what it says of a table."""

import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from summitwatch.errors import DataError, Problem

DATA = Path(__file__).resolve().parents[2] / "data"
DESCRIPTION = "datapackage.json"


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
