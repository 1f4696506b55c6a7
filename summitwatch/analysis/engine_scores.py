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
    numbered = [(f"EM-{run}-{n:03d}", *row) for n, row in enumerate(rows, start=1)]
    return pd.DataFrame(numbered, columns=pd.Index(MISSES))


def with_run(stored: pd.DataFrame, rows: pd.DataFrame, run: str) -> pd.DataFrame:
    """Return the stored rows with those of one run replaced."""
    kept = stored[stored["run"] != run]
    return pd.concat([kept, rows], ignore_index=True) if len(kept) else rows
