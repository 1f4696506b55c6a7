"""Calls held against what came: only those that can be scored, question by question, beside a naive rule.

No ranking of speakers or classes is computed: most scored calls stand on one question, so a score
measures the question.
"""

import re

import pandas as pd

from summitwatch.analysis.forecasts import BANDS, MEETING, UNQUANTIFIED, dated_calls
from summitwatch.tables import Dataset

#: Families of words that give no likelihood, the first that fits.
FAMILIES = {
    "not ruled out": r"rule[d]? out|left open|remain\w* open",
    "doubt": (
        r"s[ck]eptic|no sign|no new|not on the|little|barrier|difficult|imagine|challeng|dim|aren’t|"
        r"uncertain|will not"
    ),
    "possible, could, may": r"possib|could|may\b|might|room\b|chance",
    "expected, will, planned": (
        r"expect|\bwill\b|would|set to|scheduled|slated|anticipat|planned|due to|agreed"
    ),
}
OTHER_WORDS = "other words, or another language"


def scored(dataset: Dataset) -> pd.DataFrame:
    """Return the calls that can be scored, with their squared error (Brier 1950) beside the naive rule's.

    A band is a range, so its error is one too: from the end nearer to what came to the farther one. A
    percentage is taken as it was given.

    Returns
    -------
    DataFrame
        The columns of `forecasts.dated_calls`; ``p_low, p_high`` and ``happened`` (0 or 1);
        ``loss_best, loss_worst`` (0 to 1, less is better); ``leaned_right``; ``naive`` (0 or 1) and
        ``naive_right``.
    """
    frame = dated_calls(dataset)
    frame = frame[(frame["scored"] == "yes") & frame["outcome"].isin(["yes", "no"])].reset_index(drop=True)
    low = frame["band"].map({band: ends[0] / 100 for band, ends in BANDS.items()}).astype(float)
    high = frame["band"].map({band: ends[1] / 100 for band, ends in BANDS.items()}).astype(float)
    given = frame["percent"].div(100).astype(float)
    frame = frame.assign(p_low=given.fillna(low), p_high=given.fillna(high))
    happened = (frame["outcome"] == "yes").astype(float)
    errors = pd.DataFrame(
        {"low": (frame["p_low"] - happened) ** 2, "high": (frame["p_high"] - happened) ** 2}
    )
    leans = frame["p_low"].add(frame["p_high"]).div(2) > 0.5
    naive = (frame["question_id"] != MEETING).astype(float)
    return frame.assign(
        happened=happened.astype(int),
        loss_best=errors.min(axis=1),
        loss_worst=errors.max(axis=1),
        leaned_right=leans == (happened == 1),
        naive=naive.astype(int),
        naive_right=naive == happened,
    )


def by_question(dataset: Dataset) -> pd.DataFrame:
    """Return for each question the scored calls and how often they and the naive rule leaned right.

    Returns
    -------
    DataFrame
        ``question_id, title, calls, propositions, voices, right, naive_right``; questions without a
        scored call are left out.
    """
    table = scored(dataset)
    voice = table["speaker"].fillna(table["statement_id"])
    groups = table.assign(voice_id=voice).groupby("question_id")
    frame = groups.agg(
        calls=("forecast_id", "size"),
        propositions=("proposition_id", "nunique"),
        voices=("voice_id", "nunique"),
        right=("leaned_right", "sum"),
        naive_right=("naive_right", "sum"),
    ).reset_index()
    titles = dataset["questions", "question_id", "title"]
    return titles.merge(frame, on="question_id", validate="1:1")


def same_question(dataset: Dataset, least: int = 2) -> pd.DataFrame:
    """Return the scored calls on propositions to which at least so many voices spoke: these alone compare."""
    table = scored(dataset)
    voice = table["speaker"].fillna(table["statement_id"])
    many = voice.groupby(table["proposition_id"]).transform("nunique") >= least
    return table[many].reset_index(drop=True)


def unscored_kinds(dataset: Dataset) -> pd.DataFrame:
    """Count the calls that are not scored by the kind of reason, second renderings included.

    Returns
    -------
    DataFrame
        ``why_not_kind, k``, the most frequent first.
    """
    table = dataset["forecasts"].query("scored == 'no'")
    kinds = table["why_not_kind"].fillna("no proposition").value_counts()
    frame = kinds.rename_axis("why_not_kind").reset_index(name="k")
    return frame.sort_values(["k", "why_not_kind"], ascending=[False, True], ignore_index=True)


def family(phrase: str) -> str:
    """Return the family of a phrase that gives no likelihood."""
    found = (name for name, words in FAMILIES.items() if re.search(words, phrase, re.IGNORECASE))
    return next(found, OTHER_WORDS)


def vague_words(dataset: Dataset) -> pd.DataFrame:
    """Count words without likelihood by topic and family, and what came of the thing that they spoke of.

    Topics are kept apart because what was spoken of differs: a rate over all would measure the mixture.

    Returns
    -------
    DataFrame
        ``question_id, topic`` (the question), ``family``, ``words, came, did_not, open``; ``n`` (settled).
    """
    table = dated_calls(dataset)
    table = table[(table["band"] == UNQUANTIFIED) & (table["why_not_kind"] == "no_likelihood")]
    table = table.assign(family=table["phrase"].map(family))
    rows = table.groupby(["question_id", "family"], as_index=False).agg(
        words=("forecast_id", "size"),
        came=("outcome", lambda outcome: int((outcome == "yes").sum())),
        did_not=("outcome", lambda outcome: int((outcome == "no").sum())),
    )
    settled = rows["came"] + rows["did_not"]
    titles = dataset.column("questions", "title", by="question_id")
    rows = rows.assign(topic=rows["question_id"].map(titles), open=rows["words"] - settled, n=settled)
    order = [*FAMILIES, OTHER_WORDS]
    rows = rows.assign(place=rows["family"].map(order.index)).sort_values(["question_id", "place"])
    return rows.drop(columns="place").reset_index(drop=True)


def due(dataset: Dataset, last_day: str) -> pd.DataFrame:
    """Return the propositions still running whose horizon ends on a day, with the calls on them.

    Returns
    -------
    DataFrame
        ``question_id, proposition_id, text, criteria, calls, yes, no, banded``, by question.
    """
    table = dated_calls(dataset)
    running = dataset["propositions"].query("horizon == @last_day")
    rows = []
    for row in running.itertuples():
        part = table[(table["proposition_id"] == row.proposition_id) & (table["outcome"] == "running")]
        if len(part):
            rows.append({
                "question_id": row.question_id, "proposition_id": row.proposition_id, "text": row.text,
                "criteria": row.criteria, "calls": len(part), "yes": int((part["polarity"] == "yes").sum()),
                "no": int((part["polarity"] == "no").sum()), "banded": int(part["banded"].sum()),
            })  # fmt: skip
    columns = ["question_id", "proposition_id", "text", "criteria", "calls", "yes", "no", "banded"]
    frame = pd.DataFrame(rows, columns=pd.Index(columns))
    return frame.sort_values(["question_id", "proposition_id"], ignore_index=True)
