"""Which formula a side repeated word for word, and which it worded anew."""

from collections.abc import Mapping
from typing import Any

import pandas as pd

from summitwatch.tables import Dataset

#: A formula and the statements that hold it, in order of their days.
TRACKED = (
    ("Washington on talks", ("ST120", "ST205")),
    ("Washington on its policy", ("ST121", "ST206")),
    ("Kim on his condition", ("ST006", "ST200")),
    ("Pyongyang on its nuclear standing", ("ST102", "ST115", "ST023", "ST201", "ST224")),
    ("Trump on seeing Kim", ("ST005", "ST018", "ST138", "ST148", "ST151")),
)
SAME, ANEW, FIRST, NO_WORDS = "word for word", "worded anew", "first in this record", "no words quoted"


def tracked(dataset: Dataset) -> pd.DataFrame:
    """Return the statements of each tracked formula with the words quoted, and whether they moved.

    Returns
    -------
    DataFrame
        ``formula, statement_id, said`` (EDTF or missing), ``words`` (quotations, each once), ``moved``:
        `SAME` if a quotation of the statement before returns, `ANEW` if none does.
    """
    said = dataset.refined("statements", "statement_id", "said_on", "reported_on")
    days = {row["statement_id"]: _day(row) for row in said.to_dict("records")}
    shown: dict[str, list[str]] = {}
    for row in dataset.rows("quotations"):
        if row["shown"]:
            shown.setdefault(row["statement_id"], []).append(row["shown"])
    rows = []
    for formula, ids in TRACKED:
        before: set[str] | None = None
        for statement_id in ids:
            words = list(dict.fromkeys(shown.get(statement_id, [])))
            now = {phrase.casefold() for phrase in words}
            rows.append((formula, statement_id, days[statement_id], words, _moved(before, now)))
            before = now or before
    return pd.DataFrame(rows, columns=pd.Index(["formula", "statement_id", "said", "words", "moved"]))


def _day(statement: Mapping[Any, Any]) -> str | None:
    known = [statement[clock] for clock in ("said_on", "reported_on") if pd.notna(statement[clock])]
    return str(known[0]) if known else None


def _moved(before: set[str] | None, now: set[str]) -> str:
    if not now:
        return NO_WORDS
    if before is None:
        return FIRST
    return SAME if before & now else ANEW
