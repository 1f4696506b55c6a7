"""What is wrong, stale, ambiguous, garbled or unsupported in the core sources."""

import pandas as pd

from summitwatch.analysis.independence import attestations, joined
from summitwatch.tables import Dataset

WEIGHTS = ("high", "medium", "low")


def oddities(dataset: Dataset) -> pd.DataFrame:
    """Return one row per note with where it stands.

    Returns
    -------
    DataFrame
        ``note_id, kind, weight, title, text, sources, items, n_sentences``, by weight, then id.
    """
    notes = dataset["notes"]
    proof = attestations(dataset, notes["note_id"])
    grouped = proof.groupby("record_id")
    notes = notes.assign(
        sources=notes["note_id"].map(grouped["source_id"].agg(joined)),
        items=notes["note_id"].map(grouped["item_id"].agg(joined)),
        n_sentences=notes["note_id"].map(grouped["sentence_id"].nunique()),
        rank=notes["weight"].map(WEIGHTS.index),
    )
    notes = notes.sort_values(["rank", "note_id"]).reset_index(drop=True)
    return notes[["note_id", "kind", "weight", "title", "text", "sources", "items", "n_sentences"]]
