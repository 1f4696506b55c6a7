"""What is wrong, stale, ambiguous, garbled or unsupported in the core sources, counted."""

import pandas as pd

from summitwatch.analysis.independence import attestations, joined
from summitwatch.analysis.intervals import with_shares
from summitwatch.tables import Dataset

WEIGHTS = ("high", "medium", "low")
#: Sentences to which a rate refers.
PER = 10
#: Segments that are not the text of a story.
NOT_TEXT = ("chrome", "credit")


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


def by_kind(dataset: Dataset) -> pd.DataFrame:
    """Count the notes by kind and weight: ``kind, k, high, medium, low, n, share, share_low, share_high``."""
    notes = dataset["notes"]
    table = pd.crosstab(notes["kind"], notes["weight"]).reindex(columns=list(WEIGHTS), fill_value=0)
    table = table.assign(k=table.sum(axis=1), n=len(notes)).reset_index()
    table.columns.name = None
    table = table.sort_values(["k", "kind"], ascending=[False, True], ignore_index=True)
    shares = with_shares(table[["k", "n"]])
    table = table.assign(share=shares["share"], share_low=shares["low"], share_high=shares["high"])
    return table[["kind", "k", *WEIGHTS, "n", "share", "share_low", "share_high"]]


def by_place(dataset: Dataset, place: str = "source_id") -> pd.DataFrame:
    """Count the notes that touch each source or item, and their rate by length.

    Parameters
    ----------
    place : {"source_id", "item_id"}
        What to count by. A note that touches several places counts once in each.

    Returns
    -------
    DataFrame
        ``source_id`` or ``item_id``; ``sentences`` (all that were read there), ``text_sentences``
        (without interface and credit lines), ``notes, high, medium, low``, ``per_10`` (notes for ten
        sentences), ``per_10_text`` (for ten of the text; missing where there are none). A rate, not a
        share: a sentence may bear several.
    """
    sentences = dataset["sentences"].merge(dataset["items"][["item_id", "source_id"]], on="item_id")
    proof = attestations(dataset, dataset["notes"]["note_id"])[["record_id", place]].drop_duplicates()
    proof = proof.merge(dataset["notes"], left_on="record_id", right_on="note_id")
    table = pd.crosstab(proof[place], proof["weight"]).reindex(columns=list(WEIGHTS), fill_value=0)
    table = table.reindex(sorted(sentences[place].unique()), fill_value=0)
    text = sentences[~sentences["segment"].isin(NOT_TEXT)]
    read, told = (rows[place].value_counts().reindex(table.index, fill_value=0) for rows in (sentences, text))
    notes = table.sum(axis=1)
    table = table.assign(sentences=read, text_sentences=told, notes=notes, per_10=notes / read * PER)
    table = table.assign(per_10_text=(notes / told.where(told > 0) * PER)).reset_index(names=place)
    table.columns.name = None
    return table[[place, "sentences", "text_sentences", "notes", *WEIGHTS, "per_10", "per_10_text"]]
