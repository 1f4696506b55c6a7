"""Numbers and tables of the chapter on method."""

import pandas as pd

from summitwatch.analysis.agreement import LABELS, consistency, disagreements, found_by_one
from summitwatch.analysis.intervals import CONFIDENCE, wilson
from summitwatch.figures.exhibit import TableExhibit
from summitwatch.prose import context, engine
from summitwatch.prose.format import decimal, number, percent, percents
from summitwatch.tables import Dataset


def values(data: Dataset) -> dict[str, str]:
    """Return what the sentences of the chapter tell, of the core sources and of the wider record."""
    return _core(data.only("core")) | engine.values(data) | context.values(data)


def _core(data: Dataset) -> dict[str, str]:
    frame = consistency(data)
    weakest = frame.dropna(subset=["alpha"]).sort_values("alpha", kind="stable").iloc[0]
    k, n = int(frame["k"].sum()), int(frame["n"].sum())
    sentences = data["sentences"]
    return {
        "confidence": f"{CONFIDENCE:.0%}",
        "cells": number(len(data["codings"])),
        "variables": number(len(frame)),
        "same": percent(wilson(k, n)),
        "one_only": number(len(found_by_one(data)[["sentence_id", "unit"]].drop_duplicates())),
        "weakest": str(weakest["label"]),
        "weakest_alpha": decimal(float(weakest["alpha"])),
        "weakest_n": number(int(weakest["n"])),
        "differences": number(len(disagreements(data))),
        "core_sentences": number(len(sentences)),
        "mentions": number(len(data["mentions"])),
        "expressions": number(len(data["expressions"])),
        "unresolved": number(data.column("expressions", "edtf").isna().sum()),
        "statements": number(len(data.column("statements", "statement_id"))),
        "events": number(len(data["events"])),
        "states": number(len(data["event_states"])),
        "forecasts": number(len(data["forecasts"])),
        "claims": number(len(data["claims"])),
        "notes": number(len(data["notes"])),
        "evidence": number(len(data["evidence"])),
    }


def consistency_table(data: Dataset) -> TableExhibit:
    """Return the agreement of the two coders, variable by variable."""
    frame = consistency(data)
    shown = pd.DataFrame(
        {
            "What was coded": frame["label"],
            "Coder a": frame["a"],
            "Coder b": frame["b"],
            "Both": frame["both"],
            "Found alike (F1)": [decimal(f) for f in frame["f1"]],
            "Same value": percents(frame),
            "Alpha": [None if pd.isna(a) else decimal(a) for a in frame["alpha"]],
        }
    )
    caption = (
        "Units found by each coder and by both; F1 = 2·both/(a + b); share with the same value among those "
        "found by both, with Wilson interval; Krippendorff's alpha (ordinal for what a principal wants, "
        "else nominal). An en dash: the values do not vary, so that alpha has no meaning."
    )
    return TableExhibit(
        "tab-consistency",
        "How alike did two coders code?",
        shown,
        caption,
        numeric=("Found alike (F1)", "Alpha"),
    )


def differences(data: Dataset) -> TableExhibit:
    """Return the units on which the coders differ, counted by variable."""
    frame = disagreements(data).groupby("variable", sort=False).size()
    shown = pd.DataFrame({"What was coded": [LABELS.get(v, v) for v in frame.index], "Units": list(frame)})
    caption = (
        f"{number(int(frame.sum()))} units were found by both and valued differently; "
        "each was settled by the editors."
    )
    return TableExhibit("tab-differences", "Where the two coders differ", shown, caption)
