"""The day of the edition, from which the book looks ahead."""

from datetime import date
from pathlib import Path

from summitwatch.tables.outside import read_yaml

CITATION = Path(__file__).resolve().parents[2] / "CITATION.cff"


def edition_day(citation: Path = CITATION) -> date:
    """Return the day on which the edition is released, as CITATION.cff gives it."""
    record = read_yaml(citation, "a citation file (CFF) in UTF-8 YAML", "correct the YAML")
    return date.fromisoformat(str(record["date-released"]))
