"""The day of the edition, from which the book looks ahead."""

from datetime import date
from pathlib import Path

import yaml

CITATION = Path(__file__).resolve().parents[2] / "CITATION.cff"


def edition_day(citation: Path = CITATION) -> date:
    """Return the day on which the edition is released, as CITATION.cff gives it."""
    return date.fromisoformat(str(yaml.safe_load(citation.read_text("utf-8"))["date-released"]))
