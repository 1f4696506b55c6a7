"""How well does the reading engine read? Its stored rows against the record, and its stored scores."""

from collections.abc import Sequence

import pandas as pd

from summitwatch.analysis.engine_matching import Expected, Proposed, Tally, compare
from summitwatch.analysis.intervals import wilson
from summitwatch.analysis.publication import bounds
from summitwatch.tables import Dataset, Row

CORE = "core"
TASKS = {
    "sentences": "Sentences",
    "segments": "Segments",
    "mentions": "Actors named",
    "dates": "Date expressions",
    "quotations": "Quotations found",
    "speakers": "Quotations with speaker",
    "modes": "Quotations with mode",
    "classes": "Quotations with class of speaker",
}
KINDS = {
    "not_found": "not found",
    "wrong_value": "found, another value",
    "left_open": "found, left open",
    "guessed": "guessed where the text leaves it open",
    "spurious": "proposed where nothing is",
}
#: Tasks of the core in which two rows are compared by the span alone.
_SPANS = {"sentences": "segments", "quotations": "speakers"}


def core_published(dataset: Dataset) -> dict[str, str | None]:
    """Return the day of each core item as far as the core texts alone tell it."""
    found = {}
    for row in dataset.rows("items"):
        if row["source_id"].startswith("S"):
            day = bounds(dataset, row["item_id"], "core")
            found[row["item_id"]] = day.edtf if day else None
    return found


def core_tallies(dataset: Dataset, rows: pd.DataFrame | None = None) -> dict[str, Tally]:
    """Compare the engine's rows, the stored ones or others, with the record; no text is needed."""
    rows = dataset["engine_rows"] if rows is None else rows
    core = dataset.only("core")
    found = {task: _expected(core, task) for task in ("segments", "mentions", "dates", "speakers")}
    proposed = {task: _proposed(rows, task) for task in found}
    tallies = {}
    for task in ("sentences", "segments", "mentions", "dates", "quotations", "speakers"):
        own = _SPANS.get(task, task)
        spans = task in _SPANS
        tallies[task] = compare(
            [e._replace(values=("there",)) if spans else e for e in found[own]],
            [p._replace(value="there") if spans else p for p in proposed[own]],
        )
    return tallies


def _expected(dataset: Dataset, task: str) -> list[Expected]:
    if task == "segments":
        return [
            Expected(r["sentence_id"], r["start"], r["end"], "", (f"{r['item_id']} {r['segment']}",))
            for r in dataset.rows("sentences")
        ]
    if task == "speakers":
        by = {r["statement_id"]: r["speaker"] for r in dataset.rows("statements")}
        return [_place(r, "", by[r["statement_id"]]) for r in dataset.rows("quotations")]
    table, value = ("mentions", "actor_id") if task == "mentions" else ("expressions", "edtf")
    return [_place(r, r["surface"], r[value]) for r in dataset.rows(table)]


def _place(row: Row, surface: str, value: str | None) -> Expected:
    return Expected(row["sentence_id"], row["start"], row["end"], surface, (value,))


def _proposed(rows: pd.DataFrame, task: str) -> list[Proposed]:
    own = rows[rows["task"] == task]
    return [
        Proposed(str(sentence), int(start), int(end), "", None if pd.isna(value) else str(value))
        for sentence, start, end, value in own[["sentence_id", "start", "end", "value"]].itertuples(
            index=False
        )
    ]


def scores(dataset: Dataset) -> pd.DataFrame:
    """Return precision, recall and their mean for every stored score.

    Returns
    -------
    DataFrame
        The columns of engine_scores, and ``label``, ``precision``, ``recall``, ``f1``, ``low``, ``high``:
        the Wilson interval of the recall.
    """
    frame = dataset["engine_scores"]
    frame["label"] = frame["task"].map(TASKS)
    frame["precision"] = frame["right"] / frame["proposed"]
    frame["recall"] = frame["right"] / frame["expected"]
    frame["f1"] = 2 * frame["right"] / (frame["expected"] + frame["proposed"])
    shares = [wilson(int(k), int(n)) for k, n in zip(frame["right"], frame["expected"], strict=True)]
    frame["low"], frame["high"] = [s.low for s in shares], [s.high for s in shares]
    return frame


def misses_by_kind(dataset: Dataset, run: str, sets: Sequence[str]) -> pd.DataFrame:
    """Count what is not right, by task and kind."""
    frame = dataset["engine_misses"]
    frame = frame[(frame["run"] == run) & frame["set"].isin(sets)]
    counts = frame.groupby(["task", "kind"], sort=False).size().unstack(fill_value=0)
    kinds = [k for k in KINDS if k in counts]
    return counts.loc[[t for t in TASKS if t in counts.index], kinds]
