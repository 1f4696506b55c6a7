"""Words about the future: who says them, how firmly, about what, and what came of it."""

import pandas as pd

from summitwatch.analysis.dating import not_after
from summitwatch.analysis.independence import joined, legs_of, supporters
from summitwatch.analysis.intervals import Share, wilson, with_shares
from summitwatch.dates import When, parse
from summitwatch.tables import Dataset, memoised

#: Bands of ICD 203, from the least to the most likely, with their ranges in per cent.
BANDS = {
    "almost_no_chance": (1, 5),
    "very_unlikely": (5, 20),
    "unlikely": (20, 45),
    "roughly_even": (45, 55),
    "likely": (55, 80),
    "very_likely": (80, 95),
    "almost_certain": (95, 99),
}
UNQUANTIFIED = "unquantified"
#: Where a voice comes from, by the country of its actor.
VOICES = {"PRK": "Pyongyang", "USA": "Washington", "KOR": "Seoul", "CHN": "Beijing", "RUS": "Moscow"}
_EXPERTS, _OUTLET = "experts", "the outlet itself"
#: The question whether the two men meet.
MEETING = "QN01"


@memoised
def calls(dataset: Dataset) -> pd.DataFrame:
    """Return one row per forward-looking word with its speaker, proposition and outcome.

    Returns
    -------
    DataFrame
        ``forecast_id, statement_id, phrase, band, polarity, scored, why_not, horizon``;
        ``proposition_id, question_id, proposition, outcome, outcome_grade``; ``speaker, speaker_name,
        speaker_class``, ``voice`` (`voice_of`); ``item_id, source_id, published``; ``origins_min,
        origins_max``. Sorted by id.
    """
    frame = dataset["forecasts"].merge(
        dataset["statements", "statement_id", "speaker", "speaker_class"], on="statement_id", validate="m:1"
    )
    propositions = settled_propositions(dataset).rename(columns={"text": "proposition"})
    columns = ["proposition_id", "question_id", "proposition", "outcome", "outcome_grade"]
    frame = frame.merge(propositions[columns], on="proposition_id", how="left", validate="m:1")
    actors = dataset["actors"].set_index("actor_id")
    frame = frame.assign(
        speaker_name=frame["speaker"].map(actors["name"]),
        voice=[
            voice_of(str(kind), None if pd.isna(country) else str(country))
            for kind, country in zip(
                frame["speaker_class"], frame["speaker"].map(actors["country"]), strict=True
            )
        ],
    )
    return frame.merge(_places(dataset), on="forecast_id", validate="1:1").sort_values(
        "forecast_id", ignore_index=True
    )


@memoised
def dated_calls(dataset: Dataset) -> pd.DataFrame:
    """Return the calls in order of the day on which they were made, one per voice, proposition and day.

    Second renderings of one remark are left out; so are words that say nothing of a proposition.

    Returns
    -------
    DataFrame
        The columns of `calls`; ``made`` (EDTF) with ``made_earliest, made_latest``; ``banded``.
    """
    frame = calls(dataset)
    frame = frame[frame["proposition_id"].notna() & (frame["why_not_kind"] != "second_rendering")]
    days = dataset.refined("statements", "statement_id", "said_on", "reported_on")
    frame = frame.merge(days, on="statement_id", validate="m:1")
    made = [_made(row) for _, row in frame.iterrows()]
    frame = frame.drop(columns=["said_on", "reported_on"]).assign(
        made=[when.edtf for when in made],
        made_earliest=pd.Series([when.earliest for when in made], index=frame.index, dtype=object),
        made_latest=pd.Series([when.latest for when in made], index=frame.index, dtype=object),
        banded=frame["band"] != UNQUANTIFIED,
        voice_id=frame["speaker"].fillna(frame["statement_id"]),
    )
    # of two words on one day the one with a likelihood tells more
    frame = frame.sort_values(["made_latest", "banded", "forecast_id"], ascending=[True, False, True])
    frame = frame.drop_duplicates(["voice_id", "proposition_id", "made"])
    return frame.sort_values(["made_latest", "forecast_id"]).drop(columns="voice_id").reset_index(drop=True)


def _made(call: pd.Series) -> When:
    """Return the day of a call: its own, that of the words, of the report, or not after publication."""
    for text in (call["made_on"], call["said_on"], call["reported_on"]):
        if pd.notna(text):
            return parse(str(text))
    return not_after(str(call["published"]).split(", "))


@memoised
def settled_propositions(dataset: Dataset) -> pd.DataFrame:
    """Return the propositions with ``outcome`` and ``outcome_grade``, by the main reading.

    The wider record goes before the core, which it holds; in the core view the core alone tells.
    """
    told = dataset["resolutions"].query("reading == 'main'").sort_values("tier")  # context before core
    told = told.drop_duplicates("proposition_id").rename(columns={"grade": "outcome_grade"})
    columns = ["proposition_id", "outcome", "outcome_grade"]
    return dataset["propositions"].merge(told[columns], on="proposition_id", how="left", validate="1:1")


def voice_of(speaker_class: str, country: str | None) -> str:
    """Return where a voice comes from: experts and outlets as such, others by country."""
    if speaker_class == "outlet":
        return _OUTLET
    if speaker_class == "expert":
        return _EXPERTS
    return VOICES.get(country or "", "nobody named")


def _places(dataset: Dataset) -> pd.DataFrame:
    ties = supporters(dataset)
    published = {row["item_id"]: row["published"] for row in dataset.rows("items")}
    rows = []
    for forecast_id in sorted(set(dataset.column("forecasts", "forecast_id")) & set(ties)):
        proof = ties[forecast_id]
        origins = legs_of(tie.leg for tie in proof)
        rows.append({"forecast_id": forecast_id, "item_id": joined(tie.item_id for tie in proof),
                     "source_id": joined(tie.source_id for tie in proof),
                     "published": joined(published[tie.item_id] for tie in proof),
                     "origins_min": origins.at_least, "origins_max": origins.at_most})  # fmt: skip
    return pd.DataFrame(rows)


def count_by(table: pd.DataFrame, column: str) -> pd.DataFrame:
    """Count rows of `calls` by a column.

    Returns
    -------
    DataFrame
        The column (missing values as "none"), ``k, n, share, low, high`` (95 % Wilson), the most
        frequent first.
    """
    counted = table[column].fillna("none").value_counts().rename_axis(column).reset_index(name="k")
    counted = counted.sort_values(["k", column], ascending=[False, True], ignore_index=True)
    return with_shares(counted.assign(n=len(table)))


def unquantified(table: pd.DataFrame) -> Share:
    """Return the share of calls whose words fit no band of ICD 203."""
    return wilson(int((table["band"] == UNQUANTIFIED).sum()), len(table))


def unscored(table: pd.DataFrame) -> Share:
    """Return the share of calls that cannot be scored."""
    return wilson(int((table["scored"] == "no").sum()), len(table))


def by_proposition(dataset: Dataset) -> pd.DataFrame:
    """Return each proposition with its calls and its outcome.

    Returns
    -------
    DataFrame
        ``proposition_id, question_id, text, horizon, outcome, outcome_grade``; ``calls, yes, no, open``
        (by leaning); ``right`` (calls that leaned to what came about; missing while nothing is settled).
    """
    table = calls(dataset)
    leanings = pd.crosstab(table["proposition_id"], table["polarity"]).reindex(
        columns=["yes", "no", "open"], fill_value=0
    )
    frame = settled_propositions(dataset).merge(leanings.reset_index(), on="proposition_id", how="left")
    frame = frame.fillna({"yes": 0, "no": 0, "open": 0}).astype({"yes": int, "no": int, "open": int})
    right = [row[row["outcome"]] if row["outcome"] in ("yes", "no") else None for _, row in frame.iterrows()]
    frame = frame.assign(calls=frame[["yes", "no", "open"]].sum(axis=1), right=pd.array(right, dtype="Int64"))
    columns = ["proposition_id", "question_id", "text", "horizon", "outcome", "outcome_grade"]
    return frame[[*columns, "calls", "yes", "no", "open", "right"]]


def hopeful(dataset: Dataset, question_id: str = MEETING) -> pd.DataFrame:
    """Return who carries the calls that lean to yes on a question: `count_by` the voice, with n."""
    table = calls(dataset)
    return count_by(table[(table["question_id"] == question_id) & (table["polarity"] == "yes")], "voice")
