"""How far two codings of the same texts, made apart, are the same.

Where both coders are language models this is consistency, not validity: they may share a fault.
Three things are kept apart: whether both saw the same units, whether they gave those the same
value, and whether they did so more often than chance would.
"""

from typing import Any, Literal

import pandas as pd

from summitwatch.analysis.intervals import with_shares
from summitwatch.tables import Dataset

Level = Literal["nominal", "ordinal"]
LABELS = {
    "segment": "part of the page (sentence)",
    "item": "story to which a sentence belongs",
    "mention.actor": "actor named",
    "mention.form": "form of the naming",
    "expression.edtf": "meaning of a date expression",
    "expression.anchor": "what a date expression hangs on",
    "statement.speaker_class": "class of the speaker",
    "statement.mode": "direct, partial or indirect speech",
    "statement.via": "go-between",
    "statement.said_on": "day of the words",
    "statement.reported_on": "day of the report",
    "statement.topic": "topic of the statement",
    "statement.wants": "attitude to a meeting",
    "statement.occasion": "occasion meant",
    "quotation.speaker": "whose words are quoted",
    "event.state": "state of an event",
    "event.date": "date of an event",
    "forecast.polarity": "direction of a forecast",
    "forecast.band": "likelihood of a forecast",
    "forecast.horizon": "horizon of a forecast",
    "claim.count": "number of claims in a sentence",
    "note.count": "number of oddities in a sentence",
}
#: The variables of the wider record's second coding.
CONTEXT_LABELS = {
    "speaker_class": "class of the speaker",
    "made_on": "day of a forecast",
    "band": "likelihood of a forecast",
    "horizon_end": "horizon of a forecast",
    "outcome": "outcome of a forecast",
    "said_on": "day of the words",
    "topic": "topic of the statement",
    "stance_on_summit": "stance on a meeting",
    "date": "date of an event",
    "status": "status of an event",
}
#: Every other variable is nominal.
LEVELS: dict[str, Level] = {"statement.wants": "ordinal", "stance_on_summit": "ordinal"}
BLANK = "none given"
CODERS = ("a", "b")
KEY = ["variable", "sentence_id", "unit"]
UNITS = ["variable", "label", "sentence_id", "unit", "a", "b"]


def paired(dataset: Dataset, table: str = "codings") -> pd.DataFrame:
    """Lay the two codings of a table side by side.

    In ``codings`` a blank value is a value, "none given". In ``context_codings`` it is none: the second
    coder of the wider record left blank what the page did not show.

    Returns
    -------
    DataFrame
        variable, label, sentence_id, unit, a, b: the values, missing where that coder did not find
        the unit; variables in readable order, those without a label last. For the wider record
        sentence_id holds the coded id.
    """
    rows, labels = _codings(dataset, table)
    wide = rows.set_index([*KEY, "coder"])["value"].unstack("coder").reindex(columns=list(CODERS))
    wide = wide.rename_axis(columns=None).reset_index()
    order = {name: n for n, name in enumerate([*labels, *sorted(set(wide["variable"]) - set(labels))])}
    wide = wide.assign(label=wide["variable"].map(lambda name: labels.get(name, name)))
    wide = wide.sort_values(KEY, key=lambda c: c.map(order) if c.name == "variable" else c, ignore_index=True)
    return wide[UNITS]


def _codings(dataset: Dataset, table: str) -> tuple[pd.DataFrame, dict[str, str]]:
    rows = dataset[table]
    if table == "codings":
        return rows.assign(value=rows["value"].fillna(BLANK)), LABELS
    rows = rows[rows["value"].notna() & rows["variable"].isin(list(CONTEXT_LABELS))]
    return rows.rename(columns={"coded_id": "sentence_id"}).assign(unit="row"), CONTEXT_LABELS


def consistency(dataset: Dataset, table: str = "codings") -> pd.DataFrame:
    """Compare the codings, variable by variable.

    Returns
    -------
    DataFrame
        variable, label, a, b, both (units found by the one, the other, both), f1 of detection
        (2·both/(a+b): Dice 1945, which is the F1 of either coder against the other), k (units on
        which they agree), n (= both), share, low, high (Wilson 1927), level, alpha (Krippendorff
        2019, over the units of `alpha_n`; missing where it has no meaning), alpha_note (why).
        Where no unit is found by both, k is 0 and the share is missing.
    """
    groups = [(str(name), part) for name, part in paired(dataset, table).groupby("variable", sort=False)]
    counts = pd.DataFrame([_detection(name, part) for name, part in groups])
    shares = with_shares(counts[counts["n"] > 0])[["variable", "share", "low", "high"]]
    alphas = pd.DataFrame([_alpha(name, part) for name, part in groups])
    return counts.merge(shares, on="variable", how="left").merge(alphas, on="variable")


def disagreements(dataset: Dataset, table: str = "codings") -> pd.DataFrame:
    """List the units to which the coders gave different values: variable, label, sentence_id, unit, a, b."""
    rows = paired(dataset, table).dropna(subset=["a", "b"])
    return rows[rows["a"] != rows["b"]].reset_index(drop=True)


def found_by_one(dataset: Dataset) -> pd.DataFrame:
    """List the units that only one coder found: variable, label, sentence_id, unit, a, b, by."""
    rows = paired(dataset)
    rows = rows[rows["a"].isna() | rows["b"].isna()]
    return rows.assign(by=rows["a"].isna().map({True: "b", False: "a"})).reset_index(drop=True)


def _detection(variable: str, part: pd.DataFrame) -> dict[str, Any]:
    """Count the units of one variable, found and agreed upon."""
    a, b = int(part["a"].notna().sum()), int(part["b"].notna().sum())
    both = int((part["a"].notna() & part["b"].notna()).sum())
    agreed = int((part["a"] == part["b"]).sum())
    found = {"variable": variable, "label": part["label"].iloc[0], "a": a, "b": b, "both": both}
    return {**found, "f1": 2 * both / (a + b), "k": agreed, "n": both}


def _alpha(variable: str, part: pd.DataFrame) -> dict[str, Any]:
    """Give Krippendorff's alpha of one variable, or the reason why there is none.

    An ordinal variable is compared where both gave a grade, since "none given" has no rank.
    """
    level: Level = LEVELS.get(variable, "nominal")
    values = part.dropna(subset=["a", "b"])[["a", "b"]]
    if level == "ordinal":
        values = values[(values != BLANK).all(axis=1)].astype(int)
    found = {"variable": variable, "level": level, "alpha": None, "alpha_n": len(values)}
    if values.empty:
        return {**found, "alpha_note": "no unit was valued by both"}
    domain = sorted(set(values.to_numpy().ravel()))
    if len(domain) == 1:
        return {**found, "alpha_note": f"the values do not vary: all are {domain[0]}"}
    if level == "nominal":  # text has no rank: any number will do
        values, domain = values.map(domain.index), list(range(len(domain)))
    import krippendorff  # here, because one chapter alone needs it

    ratings = values.to_numpy(dtype=float).T
    alpha = krippendorff.alpha(ratings, value_domain=domain, level_of_measurement=level)
    return {**found, "alpha": float(alpha), "alpha_note": ""}
