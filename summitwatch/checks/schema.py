"""Hold the tables against their description with frictionless, and tell its errors in our words."""

from pathlib import Path

from frictionless import Error, Package, system

from summitwatch.errors import Problem
from summitwatch.tables import DESCRIPTION

_MEND = {
    "extra-label": "remove the column, or describe it",
    "missing-label": "restore the column",
    "incorrect-label": "restore the name and the order of the columns",
    "duplicate-label": "give each column one name",
    "extra-cell": "quote cells that hold commas",
    "missing-cell": "add the missing cells",
    "type-error": "give a value of the field's type",
    "primary-key": "give each record an id of its own",
    "unique-error": "make the value unique",
    "foreign-key": "use an id that exists, or add the record",
    "blank-row": "remove the row",
}
_ALLOWED = {
    "primary-key": "an id that no other row has",
    "unique-error": "a value that no other row has",
}


def schema_problems(folder: Path) -> list[Problem]:
    """Types, constraints and keys are as the description gives them."""
    with system.use_context(trusted=False):
        report = Package(str(folder / DESCRIPTION)).validate()
    problems = [_problem(task.place or DESCRIPTION, error) for task in report.tasks for error in task.errors]
    return problems + [_problem(DESCRIPTION, error) for error in report.errors]


def _problem(place: str, error: Error) -> Problem:
    """Put an error of frictionless into our parts; which attributes it has depends on its type."""
    row = getattr(error, "row_number", None)
    field = getattr(error, "field_name", None) or getattr(error, "label", None) or ""
    cell = getattr(error, "cell", None)
    if error.type == "primary-key":
        cell = next(iter(getattr(error, "cells", [])), None)
    found = repr(cell) if cell not in (None, "") else error.note or error.type
    allowed = _ALLOWED.get(error.type, error.note or error.description)
    if error.type.endswith("-label"):
        found, allowed = repr(getattr(error, "label", "")), f"the columns of {DESCRIPTION}, each once"
    mend = _MEND.get(error.type, "give a value that the description allows")
    return Problem(Path(place).name, row, str(field), found, allowed, mend)
