"""Rules on dates."""

from collections.abc import Iterator

from summitwatch.dates import DateError, order, parse
from summitwatch.errors import Problem
from summitwatch.tables import Dataset


def readable(dataset: Dataset) -> Iterator[Problem]:
    """Every date field is EDTF, possible and not reversed."""
    allowed = "a date in EDTF, as 2019-06-30, 2026-04~ or [2025-12-22..2025-12-28]"
    for resource in dataset.description["resources"]:
        fields = [f["name"] for f in resource["schema"]["fields"] if f.get("summitwatch:edtf")]
        for number, row in enumerate(dataset.rows(resource["name"]), start=2):
            for field in fields:
                mend = _misread(row[field])
                if mend:
                    yield Problem(resource["path"], number, field, repr(row[field]), allowed, mend)


def _misread(text: str | None) -> str | None:
    """Return why a date cannot be read; None if it can, or is blank."""
    try:
        if text is not None:
            parse(text)
    except DateError as error:
        return str(error)
    return None


def reported_after_said(dataset: Dataset) -> Iterator[Problem]:
    """Nothing is reported before it was said."""
    for number, row in enumerate(dataset.rows("statements"), start=2):
        said, reported = row["said_on"], row["reported_on"]
        if any(text is None or _misread(text) for text in (said, reported)):
            continue  # blank, or told by `readable`
        if order(parse(reported), parse(said)) == "before":
            allowed, mend = f"{said} or later, the day of the words", "exchange the dates, or correct one"
            yield Problem("statements.csv", number, "reported_on", repr(reported), allowed, mend)
