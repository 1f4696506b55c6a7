"""The one description of the tables: where it is, and what it says of a table."""

import re
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

from summitwatch.errors import DataError, Problem
from summitwatch.tables.outside import hidden, read_json

DATA = Path(__file__).resolve().parents[2] / "data"
DESCRIPTION = "datapackage.json"
TYPES = ("string", "integer")  # of fields
_ALLOWED = "a Frictionless Data Package in UTF-8 JSON"
_NAME = re.compile("[a-z][a-z0-9_]*")


def primary_key(resource: Mapping[str, Any]) -> list[str]:
    """Return the fields of a resource's primary key."""
    key = resource["schema"]["primaryKey"]
    return [key] if isinstance(key, str) else list(key)


def describe(folder: Path = DATA) -> dict[str, Any]:
    """Read the description of a data folder.

    Raises
    ------
    DataError
        The description is missing, is no JSON, or does not describe tables of this folder.
    """
    path = Path(folder) / DESCRIPTION
    if not path.is_file():
        mend = "name a folder that holds the tables"
        raise DataError([Problem(DESCRIPTION, None, "", f"no such file in {folder}", _ALLOWED, mend)])
    description = read_json(path, _ALLOWED, "correct the JSON")
    problems = list(_misshapen(description)) or [*_misnamed(description), *_hidden(description)]
    if problems:
        raise DataError(problems)
    return dict(description)


def _hidden(description: Mapping[str, Any]) -> Iterator[Problem]:
    """The description holds no hidden character but the line feed that ends a row."""
    return (it for it in hidden(DESCRIPTION, description) if not it.field.endswith("dialect/lineTerminator"))


def _problem(field: str, found: object, allowed: str) -> Problem:
    mend = "restore the description from the repository's history"
    return Problem(DESCRIPTION, None, field, repr(found)[:80], allowed, mend)


def _misshapen(description: Any) -> Iterator[Problem]:
    """What everything else takes for granted is there, and of its kind."""
    if not isinstance(description, dict):
        yield _problem("", description, "an object")
        return
    for key in ("title", "description"):
        yield from _no_text(description, key, key)
    licences = description.get("licenses")
    if not isinstance(licences, list) or not licences or not isinstance(licences[0], dict):
        yield _problem("licenses", licences, "a list of licences")
    else:
        yield from _no_text(licences[0], "path", "licenses/0/path")
    resources = description.get("resources")
    if not isinstance(resources, list) or not resources:
        yield _problem("resources", resources, "a list of tables")
        return
    for number, resource in enumerate(resources):
        yield from _misshapen_table(resource, f"resources/{number}")


def _no_text(holder: Mapping[str, Any], key: str, place: str) -> Iterator[Problem]:
    if not isinstance(holder.get(key), str):
        yield _problem(place, holder.get(key), "a text")


def _misshapen_table(resource: Any, place: str) -> Iterator[Problem]:
    schema = resource.get("schema") if isinstance(resource, dict) else None
    fields = schema.get("fields") if isinstance(schema, dict) else None
    if not isinstance(schema, dict) or not isinstance(fields, list) or not fields:
        yield _problem(f"{place}/schema/fields", fields, "a list of fields")
        return
    for told in ("name", "path", "description"):
        yield from _no_text(resource, told, f"{place}/{told}")
    for position, field in enumerate(fields):
        if not isinstance(field, dict) or field.get("type") not in TYPES:
            yield _problem(f"{place}/schema/fields/{position}", field, f"a type: {' or '.join(TYPES)}")
            continue
        yield from _no_text(field, "name", f"{place}/schema/fields/{position}/name")
        yield from _no_text(field, "description", f"{place}/schema/fields/{position}/description")
    names = [field.get("name") for field in fields if isinstance(field, dict)]
    key = schema.get("primaryKey")
    if not key or any(part not in names for part in (key if isinstance(key, list) else [key])):
        yield _problem(f"{place}/schema/primaryKey", key, "fields of the table")


def _misnamed(description: Mapping[str, Any]) -> Iterator[Problem]:
    """A table lies in the folder itself, in a file of its name; no name is odd, and none is used twice."""
    plain = "lower case letters, digits and underscores"
    tables = [str(resource["name"]) for resource in description["resources"]]
    for number, resource in enumerate(description["resources"]):
        place, name = f"resources/{number}", resource["name"]
        if not _NAME.fullmatch(name) or tables.index(name) != number:
            yield _problem(f"{place}/name", name, f"{plain}, and no name twice")
        elif resource["path"] != f"{name}.csv":
            yield _problem(f"{place}/path", resource["path"], f"'{name}.csv', a file of this folder")
        fields = [field["name"] for field in resource["schema"]["fields"]]
        for position, field in enumerate(fields):
            if not _NAME.fullmatch(field) or fields.index(field) != position:
                yield _problem(f"{place}/schema/fields/{position}/name", field, f"{plain}, and no name twice")
