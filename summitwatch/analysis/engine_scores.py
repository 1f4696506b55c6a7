"""The rows of engine_scores and engine_misses that a scoring gives."""

from collections.abc import Mapping

import pandas as pd

from summitwatch.analysis.engine_matching import Tally

SCORES = ("score_id", "set", "run", "task", "expected", "proposed", "right", "spurious")
MISSES = ("miss_id", "set", "run", "task", "place", "kind", "surface", "expected", "proposed")
Tallies = Mapping[str, Mapping[str, Tally]]
_LONGEST = 60  # characters of a surface, as the description allows


def score_rows(found: Tallies, run: str) -> pd.DataFrame:
    """Return the counts of every set and task."""
    rows = [
        (f"{name}-{run}-{task}", name, run, task, t.expected, t.proposed, t.right, t.spurious)
        for name, tallies in found.items()
        for task, t in tallies.items()
    ]
    return pd.DataFrame(rows, columns=pd.Index(SCORES))


def miss_rows(found: Tallies, run: str) -> pd.DataFrame:
    """Return every row that is not right."""
    rows = [
        (name, run, task, m.place, m.kind, m.surface[:_LONGEST], m.expected, m.proposed)
        for name, tallies in found.items()
        for task, t in tallies.items()
        for m in t.misses
    ]
    return numbered(pd.DataFrame([("", *row) for row in rows], columns=pd.Index(MISSES)))


def numbered(misses: pd.DataFrame) -> pd.DataFrame:
    """Return the misses with an id each, counted within their run."""
    at = misses.groupby("run", sort=False).cumcount() + 1
    ids = [f"EM-{run}-{n:03d}" for run, n in zip(misses["run"], at, strict=True)]
    return misses.assign(miss_id=ids)


def with_run(stored: pd.DataFrame, rows: pd.DataFrame) -> pd.DataFrame:
    """Return the stored rows with those of a scoring: a last score replaces, a first one is kept for good."""
    old, new = (pd.MultiIndex.from_frame(frame[["set", "run"]]) for frame in (stored, rows))
    first = (stored["run"] == "first").to_numpy()
    kept, added = stored[first | ~old.isin(new)], rows[~new.isin(old[first])]
    if kept.empty or added.empty:
        return rows if kept.empty else kept
    frame = pd.concat([kept, added.astype(dict(stored.dtypes))], ignore_index=True)
    return frame.sort_values(["run", "set"], kind="stable", ignore_index=True)
