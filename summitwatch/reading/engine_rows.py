"""What the engine proposes for the core sources, as rows without their text."""

from collections.abc import Iterator, Mapping
from typing import Any

import pandas as pd

from summitwatch.reading.engine import read
from summitwatch.reading.gazetteer import Gazetteer
from summitwatch.reading.proposals import Proposals
from summitwatch.tables import Dataset

COLUMNS = ("engine_row_id", "task", "sentence_id", "start", "end", "value")
Cells = tuple[str, str, int, int, Any]


def engine_rows(
    dataset: Dataset, texts: Mapping[str, str], published: Mapping[str, str | None]
) -> pd.DataFrame:
    """Read the core sources and return the engine's rows.

    Parameters
    ----------
    texts : mapping
        The text of each core source.
    published : mapping
        The day of each item, EDTF, as far as the core texts alone tell it: the record resolves dates so.
    """
    gazetteer = Gazetteer.of(dataset)
    found = [
        cells for source, text in texts.items() for cells in _rows(read(text, published, source, gazetteer))
    ]
    rows = [(f"ER{number:04d}", *cells) for number, cells in enumerate(found, start=1)]
    return pd.DataFrame(rows, columns=pd.Index(COLUMNS), dtype="object")  # no blank becomes a number


def _rows(found: Proposals) -> Iterator[Cells]:
    for sentence, item, _, _, start, end, segment, _, _ in found.rows["sentences"]:
        yield "segments", sentence, start, end, f"{item} {segment}"
    for _, sentence, start, end, _, actor, _, _ in found.rows["mentions"]:
        yield "mentions", sentence, start, end, actor
    for _, sentence, start, end, _, edtf, _, _ in found.rows["expressions"]:
        yield "dates", sentence, start, end, edtf
    speakers = {row[0]: row[1] for row in found.rows["attributions"]}
    for record, _, sentence, start, end, _, _ in found.rows["quotations"]:
        yield "speakers", sentence, start, end, speakers[record]
