"""Check the tables: the schema with frictionless, and in Python what the schema language cannot say."""

from collections.abc import Callable, Iterator
from pathlib import Path

from summitwatch.checks import accounting, dates, outlook, text, ties
from summitwatch.checks.files import file_problems
from summitwatch.checks.schema import schema_problems
from summitwatch.errors import DataError, Problem
from summitwatch.tables import Dataset, describe, load

#: Each takes the loaded dataset and yields what breaks it; its docstring states the rule.
RULES: tuple[Callable[[Dataset], Iterator[Problem]], ...] = (
    text.hidden_characters,
    text.room,
    text.look_alikes,
    dates.readable,
    dates.reported_after_said,
    text.sentences,
    text.offsets,
    text.nesting,
    text.joint_namings,
    text.quotations,
    ties.references,
    ties.bibliography,
    ties.evidence,
    ties.asserted,
    ties.states,
    ties.judgements,
    ties.resolutions,
    ties.retired,
    outlook.ratings,
    outlook.one_row_an_act,
    accounting.accounted_for,
    accounting.left_out,
)


def check(folder: Path) -> Dataset:
    """Check a data folder and return the dataset.

    Raises
    ------
    DataError
        Lists every problem, each with file, row, field, what was found, what is allowed, how to mend it.
    """
    folder = Path(folder)
    resources = describe(folder)["resources"]
    _stop([problem for resource in resources for problem in file_problems(folder, resource)])
    _stop(schema_problems(folder))
    dataset = load(folder)
    _stop([problem for rule in RULES for problem in rule(dataset)])
    return dataset


def _stop(problems: list[Problem]) -> None:
    if problems:
        raise DataError(problems)
