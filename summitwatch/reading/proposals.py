"""What reading gives: rows in the tables' own columns, and the doubts that came with them."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Any

import pandas as pd

COLUMNS: Mapping[str, tuple[str, ...]] = {
    "sources": (
        "source_id", "tier", "publisher", "publisher_actor", "title", "url", "language", "kind", "retrieved",
        "text_sha256", "note",
    ),
    "items": (
        "item_id", "source_id", "kind", "headline", "headline_basis", "url", "agency", "ai_written",
        "ai_sign", "published",
        "published_basis", "published_rule", "origin", "origin_basis", "same_story_as", "seen", "grade",
        "grade_rule",
    ),
    "sentences": ("sentence_id", "item_id", "line", "number", "start", "end", "segment", "words",
    "sha256_16"),
    "mentions": ("mention_id", "sentence_id", "start", "end", "surface", "actor_id", "form", "joint"),
    "expressions": ("expression_id", "sentence_id", "start", "end", "surface", "edtf", "anchor", "rule"),
    "statements": (
        "statement_id", "speaker", "speaker_class", "via", "said_on", "reported_on", "venue", "topic",
        "mode", "wants",
        "condition", "occasion", "gist",
    ),
    "quotations": ("quotation_id", "statement_id", "sentence_id", "start", "end", "words", "shown"),
    "forecasts": (
        "forecast_id", "statement_id", "proposition_id", "polarity", "phrase", "band", "horizon", "scored",
        "why_not",
    ),
    "evidence": ("evidence_id", "record_id", "field", "sentence_id", "item_id", "paragraph", "stance"),
    # these are no tables of the dataset: they help whoever reviews
    "overlaps": ("overlap_id", "source_id", "other", "in_other", "of_other", "verdict"),
    "segments": ("segment_id", "line", "item_id", "segment", "language"),
    "attributions": ("quotation_id", "speaker", "via", "verb", "mode", "speaker_class", "rule"),
    "doubts": ("doubt_id", "record_id", "field", "candidate", "reason"),
    "notes": ("note_id", "note"),
}  # fmt: skip
#: Told of files that are to be adopted; a corpus has neither a row of sources nor a comparison for each text.
OF_FILES = ("sources", "overlaps")
#: The tables that help whoever reviews; `notes` has other columns than the dataset's table of this name.
HELPERS = ("overlaps", "segments", "attributions", "doubts", "notes")
#: Columns of these tables that no text gives: the wider record fills them, or an editor.
NOT_READ: Mapping[str, frozenset[str]] = {
    "statements": frozenset({"stance"}),
    "quotations": frozenset({"item_id"}),
    "forecasts": frozenset({"why_not_kind", "second_of", "percent", "made_on", "note"}),
}
Rows = dict[str, list[tuple[Any, ...]]]


@dataclass(frozen=True)
class Proposals:
    """The rows that a text gives, table by table, in the order of the text."""

    source_id: str
    rows: Mapping[str, list[tuple[Any, ...]]]

    def frame(self, table: str) -> pd.DataFrame:
        """Return a table of the proposals."""
        return pd.DataFrame(self.rows[table], columns=pd.Index(COLUMNS[table]), dtype="object")

    @cached_property
    def frames(self) -> dict[str, pd.DataFrame]:
        """Every table of the proposals."""
        return {table: self.frame(table) for table in COLUMNS}

    @property
    def notes(self) -> list[str]:
        """What was replaced or skipped, in words."""
        return [str(note) for _, note in self.rows["notes"]]


def empty_rows() -> Rows:
    """Return a list of rows for every table, with nothing in it."""
    return {table: [] for table in COLUMNS}
