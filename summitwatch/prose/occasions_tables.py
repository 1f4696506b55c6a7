"""Tables of the chapter on the three occasions."""

import pandas as pd

from summitwatch.analysis.accounts import reasons, signals, told
from summitwatch.analysis.chronology import timeline
from summitwatch.analysis.date_history import date_history
from summitwatch.analysis.independence import Legs
from summitwatch.analysis.occasions import OCCASIONS, Occasion, calls_on, expectations, wishes_on
from summitwatch.figures.exhibit import TableExhibit
from summitwatch.prose.format import day, spans
from summitwatch.tables import Dataset

_LEANING = {"yes": "to it", "no": "against", "open": "open"}
#: What a call is on.
_ON = {
    "PR01": "talks of the two states", "PR03": "the meeting", "PR19": "the meeting",
    "PR111": "that Trump seeks one",
}  # fmt: skip
_BY_KEY = {occasion.key: occasion for occasion in OCCASIONS}


def words_table(data: Dataset, key: str) -> TableExhibit:
    """Return the calls on an occasion whose words give no likelihood."""
    occasion = _BY_KEY[key]
    frame = calls_on(data, occasion)
    frame = frame[~frame["banded"]]
    shown = pd.DataFrame(
        {
            "When": [day(str(made), short=True) for made in frame["made"]],
            "Who": frame["who"],
            "In which words": [
                _words(data, str(phrase), str(statement))
                for phrase, statement in zip(frame["phrase"], frame["statement_id"], strict=True)
            ],
            "On": frame["proposition_id"].map(_ON),
            "Leaning": frame["polarity"].map(_LEANING),
            "Call": frame["forecast_id"],
        }
    )
    near = int((frame["about"] != "meeting").sum())
    caption = (
        f"{len(shown)} calls, {len(shown) - near} on the meeting itself and {near} on something near it, one "
        "per speaker, proposition and day; second renderings and the principals' "
        "own words are left out. Words: the report's, and the speaker's own only where it quotes him; where "
        "they are not in Latin letters, ours stand without quotation marks."
    )
    title = f"{occasion.name}: words without a likelihood"
    return TableExhibit(f"tab-words-{key}", title, shown, caption, records=("Call",))


def _words(data: Dataset, phrase: str, statement: str) -> str:
    return f"“{phrase}”" if max(map(ord, phrase)) < 0x2E80 else told(data, statement)


def signals_table(data: Dataset, key: str) -> TableExhibit:
    """Return what was prepared for an occasion, or stood in its way."""
    frame = signals(data, key)
    shown = pd.DataFrame(
        {
            "When": _when(frame["when"]),
            "Signal": frame["sort"],
            "What is told": frame["told"],
            "Origins": frame["origins"],
            "Record": frame["record_id"],
        }
    )
    caption = (
        f"{len(shown)} signals chosen by the editors as bearing on a meeting. Origins, at least and at most: "
        "they attest that it was said or reported, not that it is so."
    )
    title = f"{_BY_KEY[key].name}: what was prepared, and what stood in the way"
    return TableExhibit(f"tab-signals-{key}", title, shown, caption, records=("Record",))


def _when(days: pd.Series) -> list[str]:
    return ["–" if pd.isna(text) else day(str(text), short=True) for text in days]


def wishes_table(data: Dataset) -> TableExhibit:
    """Return what the principals themselves said of a meeting on each occasion."""
    parts = [wishes_on(data, occasion).assign(name=occasion.name) for occasion in OCCASIONS]
    frame = pd.concat([part for part in parts if len(part)], ignore_index=True)
    shown = pd.DataFrame(
        {
            "Occasion": frame["name"],
            "When": _when(frame["when"]),
            "Who": frame["speaker_name"],
            "Attitude": frame["attitude"],
            "In our words": [told(data, statement) for statement in frame["record_id"]],
            "Origins": spans(frame),
            "Statement": frame["record_id"],
        }
    )
    caption = f"{len(shown)} statements in which a principal, or somebody for it, speaks of a meeting."
    title = "What the principals said of a meeting, by occasion"
    return TableExhibit("tab-wishes", title, shown, caption, records=("Statement",))


def reasons_table(data: Dataset) -> TableExhibit:
    """Return the reasons why no meeting came, with who gave each, when, and on how many origins."""
    given = [occasion for occasion in OCCASIONS if occasion.key != "may"]  # of that nobody speaks
    parts = [reasons(data, occasion.key).assign(name=occasion.name) for occasion in given]
    frame = pd.concat(parts, ignore_index=True)
    records = [
        ", ".join(dict.fromkeys([record, *filter(None, statements.split(", "))]))
        for record, statements in zip(frame["record_id"], frame["statements"], strict=True)
    ]
    shown = pd.DataFrame(
        {
            "Occasion": frame["name"],
            "Reason": frame["told"],
            "Given by": frame["who"],
            "Said": _when(frame["when"]),
            "Origins": frame["origins"],
            "Records": records,
        }
    )
    caption = (
        f"{len(shown)} reasons, in the order in which they were given. Origins attest that the reason was "
        "given. For May nobody gives one: the analysts of June speak of talks in general."
    )
    return TableExhibit("tab-reasons", "Why no meeting?", shown, caption, records=("Records",))


def comparison_table(data: Dataset) -> TableExhibit:
    """Return the three occasions side by side."""
    calls = expectations(data).query("about == 'meeting'")
    events = timeline(data).set_index("event_id")
    columns = {o.name: _column(data, o, calls[calls["occasion"] == o.key], events) for o in OCCASIONS}
    aspects = list(next(iter(columns.values())))
    shown = pd.DataFrame(
        {"": aspects, **{name: [column[a] for a in aspects] for name, column in columns.items()}}
    )
    caption = (
        "Calls: one per speaker, proposition and day, on the meeting itself. Inferred: no page says it "
        "outright. Origins: at least and at most."
    )
    names = tuple(columns)
    return TableExhibit("tab-occasions", "Three occasions compared", shown, caption, records=names)


#: What the book's two core sources said of an occasion.
_CORE = {
    "apec": "S2: cannot be ruled out (ST001)",
    "spring": "S1: prospects grow (FC003)",
    "may": "nothing: both are older",
}


def _column(data: Dataset, occasion: Occasion, frame: pd.DataFrame, events: pd.DataFrame) -> dict[str, str]:
    leanings = ", ".join(
        f"{int((frame['polarity'] == leaning).sum())} {words}" for leaning, words in _LEANING.items()
    )
    given = len(reasons(data, occasion.key)) if occasion.key != "may" else 0
    return {
        "First spoken of": _first(data, occasion),
        "The visit that was to bring it": _host(data, occasion, str(events["best"][occasion.host])),
        "Calls on the meeting": str(len(frame)) if len(frame) else "none",
        "of these with a likelihood": str(int(frame["banded"].sum())) if len(frame) else "none",
        "Leaning": leanings if len(frame) else "–",
        "Statements of the principals": str(len(wishes_on(data, occasion)) or "none"),
        "The core sources": _CORE[occasion.key],
        "What came": _outcome(data, occasion),
        "Origins of that": _told_by(events, occasion.meeting),
        "Reasons given": str(given or "none"),
        "“No summit” would have been": "void, or right if read plainly"
        if occasion.key == "spring"
        else "right",
        "Records": f"{occasion.meeting}, {occasion.proposition}",
    }


def _told_by(events: pd.DataFrame, event_id: str) -> str:
    least, most = events["origins_min"], events["origins_max"]
    return str(Legs(int(least[event_id]), int(most[event_id])))


def _first(data: Dataset, occasion: Occasion) -> str:
    history = date_history(data, occasion.meeting)
    spoken = history[history["state"].isin(["mooted", "proposed"])].dropna(subset=["asserted_latest"])
    return day(str(spoken["asserted"].iloc[0]), short=True) if len(spoken) else "by nobody, in this record"


def _host(data: Dataset, occasion: Occasion, best: str) -> str:
    if occasion.key == "spring":
        planned = str(data.record("ES1035")["date_believed"])
        return f"put off; planned until then for {day(planned, short=True)}"
    return f"took place {day(best, short=True)}"


def _outcome(data: Dataset, occasion: Occasion) -> str:
    rows = data["resolutions"].query("proposition_id == @occasion.proposition and tier == 'context'")
    told = []
    for row in rows.sort_values("reading").itertuples():
        words = {"no": "no meeting", "void": "the occasion fell away"}[str(row.outcome)]
        how = "inferred" if row.inferred == "yes" else "told outright"
        told.append(f"{words} ({how}, grade {row.grade})")
    return "; read plainly: ".join(told)
