"""In whose voice a text speaks: its own, or that of somebody whom it reports.

A sentence that carries a reported statement is put under the side of its speaker. That is an upper
bound: most of the words in such a sentence are still the outlet's, and the speaker's own name often
stands there only as the one who speaks. Both are counted apart.
"""

import pandas as pd

from summitwatch.analysis.actors import namings, text_sentences
from summitwatch.analysis.attribution import NO_SIDE, OWN_VOICE, described_statements
from summitwatch.analysis.intervals import breakdown, with_shares
from summitwatch.tables import Dataset

EXPERTS = "experts"
SEVERAL = "several sides"
UNKNOWN = "voice not told"
SENTENCE_SOURCING = ("named", "unnamed", OWN_VOICE)
COUNTED = ["as_speaker", "quoted"]


def carried_statements(dataset: Dataset) -> pd.DataFrame:
    """Return the reported statements with each core sentence that carries them.

    Returns
    -------
    DataFrame
        sentence_id, statement_id, speaker, sourcing, voice (side of the speaker, or "experts").
    """
    ties = dataset["evidence"].query("stance == 'supports'").dropna(subset=["sentence_id"])
    rows = described_statements(dataset).query("sourcing != @OWN_VOICE")
    voice = rows["side"].replace(NO_SIDE, UNKNOWN).mask(rows["speaker_class"] == "expert", EXPERTS)
    rows = rows.assign(voice=voice).merge(ties, left_on="statement_id", right_on="record_id")
    return rows[["sentence_id", "statement_id", "speaker", "sourcing", "voice"]].drop_duplicates()


def sentence_sourcing(dataset: Dataset) -> pd.DataFrame:
    """Say what share of the text's sentences report a named speaker, only unnamed ones, or nobody.

    Returns
    -------
    DataFrame
        source_id, sourcing ("named", "unnamed", "own voice"), k, n (sentences of headline, deck,
        body, caption and teaser), share, low, high (Wilson 1927).
    """
    carried = carried_statements(dataset)
    named = carried.loc[carried["sourcing"] == "named", "sentence_id"]
    text = text_sentences(dataset)
    found = text["sentence_id"].isin(carried["sentence_id"]).map({True: "unnamed", False: OWN_VOICE})
    text = text.assign(sourcing=found.mask(text["sentence_id"].isin(named), "named"))
    return breakdown(text, "source_id", "sourcing", SENTENCE_SOURCING)


def voiced_namings(dataset: Dataset) -> pd.DataFrame:
    """Return the namings in the text, each with the voice in which it stands.

    Returns
    -------
    DataFrame
        The columns of `namings`, and voice (a side, "experts", "several sides" where speakers of
        more than one stand in the sentence, "own voice" where nobody is reported), as_speaker (the
        actor named speaks in this sentence), quoted (the naming stands inside quotation marks).
    """
    rows = namings(dataset)
    rows = rows[rows["sentence_id"].isin(text_sentences(dataset)["sentence_id"])].reset_index(drop=True)
    carried = carried_statements(dataset)
    voices = carried.groupby("sentence_id")["voice"].agg(lambda v: v.iloc[0] if v.nunique() == 1 else SEVERAL)
    speaking = set(zip(carried["sentence_id"], carried["speaker"], strict=True))
    return rows.assign(
        voice=rows["sentence_id"].map(voices).fillna(OWN_VOICE),
        as_speaker=[pair in speaking for pair in zip(rows["sentence_id"], rows["actor_id"], strict=True)],
        quoted=rows["mention_id"].isin(_quoted(dataset)),
    )


def naming_voices(dataset: Dataset) -> pd.DataFrame:
    """Say in whose voice each principal is named.

    Returns
    -------
    DataFrame
        One row for each principal and voice: actor_id, name, country, voice, k (namings), n (namings
        of the principal in the text), share, low, high (Wilson 1927), as_speaker, quoted (of k, how
        many name the speaker, how many stand inside quotation marks); the outlet's own voice first.
    """
    rows = voiced_namings(dataset).query("principal == 'yes'")
    order = _voice_order(rows["voice"])
    counts = breakdown(rows, "actor_id", "voice", order).drop(columns=["share", "low", "high"])
    detail = rows.groupby(["actor_id", "voice"])[COUNTED].sum().reset_index()
    counts = counts.merge(detail, on=["actor_id", "voice"], how="left")
    counts = counts.assign(**{name: counts[name].fillna(0).astype(int) for name in COUNTED})
    people = dataset["actors", "actor_id", "name", "country"]
    counts = with_shares(people.merge(counts, on="actor_id"))
    counts = counts.sort_values(["n", "actor_id"], ascending=[False, True], kind="stable", ignore_index=True)
    return counts[[*(c for c in counts if c not in COUNTED), *COUNTED]]


def _voice_order(voices: pd.Series) -> list[str]:
    """Put the outlet first, then the sides by number of namings, what belongs to no one side last."""
    last = [name for name in (EXPERTS, SEVERAL, UNKNOWN) if (voices == name).any()]
    counts = voices[~voices.isin([OWN_VOICE, *last])].value_counts()
    return [OWN_VOICE, *sorted(counts.index, key=lambda name: (-counts[name], name)), *last]


def _quoted(dataset: Dataset) -> pd.Series:
    """Return the ids of the mentions that stand inside quotation marks."""
    spans = dataset["quotations", "sentence_id", "start", "end"]
    both = dataset["mentions"].merge(spans, on="sentence_id", suffixes=("", "_quote"))
    inside = (both["start"] >= both["start_quote"]) & (both["end"] <= both["end_quote"])
    return both.loc[inside, "mention_id"]
