"""Numbers and tables of the chapter on forecasts."""

import pandas as pd

from summitwatch.analysis import forecasts, scoring
from summitwatch.analysis.intervals import wilson
from summitwatch.analysis.wording import OUTCOME
from summitwatch.dates import gap, label, parse
from summitwatch.figures.calls import voice_name
from summitwatch.figures.exhibit import TableExhibit
from summitwatch.prose.format import decimal, number, percent, span
from summitwatch.tables import Dataset

#: The last day of the due ledger: most horizons of the record end there.
YEAR_END = "2026-12-31"
APEC_MEETING = "PR19"
#: What was held of Trump's visit to China before and after it was put off.
_VISIT = ("ES1034", "ES1047")
#: The call that came with a percentage.
PERCENTAGE = "FC174"
_KINDS = {
    "no_likelihood": "no likelihood in the words",
    "announcement": "an announcement of one's own doing",
    "wish": "a wish",
    "could_not_fail": "could not have failed",
    "second_rendering": "a second rendering of one remark",
    "vague": "cannot be settled by any day or measure",
    "conditional_void": "a condition that was not met or not seen",
    "occasion_void": "the occasion fell away",
    "running": "the horizon is still ahead",
    "unresolved": "the record does not settle it",
    "lapsed": "the horizon ended after the record",
}


def values(data: Dataset) -> dict[str, str]:
    """Return what the sentences of the chapter tell."""
    every, calls = data["forecasts"], forecasts.dated_calls(data)
    scored, same = scoring.scored(data), scoring.same_question(data)
    if not same["naive_right"].all():
        raise ValueError("the text says that the rule is right on the APEC meeting")
    meeting = calls[calls["question_id"] == forecasts.MEETING]
    due = scoring.due(data, YEAR_END)
    told = {
        "words": number(len(every)),
        "calls": number(len(calls)),
        "unquantified": percent(forecasts.unquantified(calls)),
        "scored": number(len(scored)),
        "scored_on": number(scored["proposition_id"].nunique()),
        "scored_apec": number((scored["proposition_id"] == APEC_MEETING).sum(), words=True),
        "meeting_calls": number(len(meeting)),
        "meeting_banded": number(meeting["banded"].sum()),
        "propositions": number(len(data["propositions"])),
        "due": number(len(due)),
        "due_calls": number(due["calls"].sum()),
        "due_banded": number(due["banded"].sum(), words=True),
    }
    planned, came = (parse(str(data.record(state)["date_believed"])) for state in _VISIT)
    told["visit_late"] = span(*gap(planned, came))
    first, second = (data["context_codings"].query("variable == 'band' and coder == @it") for it in "ab")
    both = first.merge(second, on="coded_id", suffixes=("", "_second")).query("value == 'unquantified'")
    told["second_none"] = number(len(both))
    told["second_some"] = number((both["value_second"] != "unquantified").sum(), words=True)
    return told | _apec(same) | _scores(scored) | _outcomes(data) | _words(data) | _percentage(scored)


def _apec(same: pd.DataFrame) -> dict[str, str]:
    right = same[same["leaned_right"]]
    wrong = same[~same["leaned_right"]]
    if set(same["proposition_id"]) != {APEC_MEETING}:
        raise ValueError("the text says that only the APEC meeting drew calls of several voices")
    voice = same["speaker"].fillna(same["statement_id"])
    return {
        "apec_calls": number(len(same), words=True),
        "apec_voices": number(voice.nunique(), words=True),
        "apec_right": number(len(right), words=True),
        "apec_wrong": number(len(wrong), words=True),
        "apec_wrong_chung": number((wrong["speaker"] == "chung-dong-young").sum(), words=True),
        "apec_loss_best": decimal(same["loss_best"].mean()),
        "apec_loss_worst": decimal(same["loss_worst"].mean()),
        "apec_loss_naive": decimal((~same["naive_right"]).mean()),
    }


def _scores(scored: pd.DataFrame) -> dict[str, str]:
    """Return how often the calls and the naive rule were right, on a meeting and on all else apart."""
    meeting = scored["question_id"] == forecasts.MEETING
    return {
        f"{name}_{about}": _of(part[column])
        for about, part in (("meeting", scored[meeting]), ("else", scored[~meeting]))
        for name, column in (("right", "leaned_right"), ("naive", "naive_right"))
    }


def _of(right: pd.Series) -> str:
    """Word how many of all are true, as in `nine of 13`."""
    told = "all" if right.all() else f"{number(right.sum(), words=True)} of"
    return f"{told} {number(len(right), words=True)}"


def _outcomes(data: Dataset) -> dict[str, str]:
    settled = data["resolutions"].query("reading == 'main' and tier == 'context'")
    counts = settled["outcome"].value_counts()
    closed = settled[settled["outcome"].isin(["yes", "no"])]
    return {
        f"outcome_{name}": number(int(counts.get(name, 0)), words=True) for name in ("void", "unresolved")
    } | {
        "outcome_came": number(int(counts["yes"])),
        "outcome_did_not": number(int(counts["no"])),
        "outcome_running": number(int(counts["running"])),
        "outcome_lapsed": number(int(counts["lapsed_after_record"]), words=True),
        "outcome_inferred": number((closed["inferred"] == "yes").sum()),
        "outcome_aggregator": number((settled["flag"] == "aggregator_alone").sum(), words=True),
    }


def _words(data: Dataset) -> dict[str, str]:
    table = scoring.vague_words(data)
    parts = {topic: part[["words", "came", "n"]].sum() for topic, part in table.groupby("question_id")}
    meeting, occasions, congress = (parts[topic] for topic in (forecasts.MEETING, "QN02", "QN12"))
    if meeting["came"] or min(2 * part["came"] - part["n"] for part in (occasions, congress)) <= 0:
        raise ValueError("the text says that no meeting came and that most of the other things did")
    return {
        "vague_meeting": number(int(meeting["words"])),
        "vague_meeting_came": number(int(meeting["came"]), words=True, alone=True),
        "vague_meeting_settled": number(int(meeting["n"])),
        "vague_occasions": percent(wilson(int(occasions["came"]), int(occasions["n"]))),
        "vague_congress": percent(wilson(int(congress["came"]), int(congress["n"]))),
    }


def _percentage(scored: pd.DataFrame) -> dict[str, str]:
    given = scored[scored["percent"].notna()]
    if list(given["forecast_id"]) != [PERCENTAGE]:
        raise ValueError("the text says that one call came with a percentage")
    call = given.iloc[0]
    return {
        "cha_percent": f"{int(call['percent'])}%",
        "cha_day": label(parse(str(call["made"]))),
        "cha_loss": decimal(call["loss_best"]),
    }


def proposition_table(data: Dataset, question_id: str) -> TableExhibit:
    """Return the propositions of a question with calls, horizon, outcome and its grade."""
    calls = forecasts.dated_calls(data)
    table = forecasts.settled_propositions(data).query("question_id == @question_id")
    notes = _settled_rows(data)
    rows = []
    told = 0
    for row in table.to_dict("records"):
        part = calls[calls["proposition_id"] == row["proposition_id"]]
        told += len(part)
        horizon = row["horizon"]
        rows.append({
            "Proposition": row["proposition_id"], "What": row["text"],
            "By": label(parse(horizon), short=True) if isinstance(horizon, str) else None,
            "Calls": len(part), "With a likelihood": int(part["banded"].sum()),
            "Outcome": notes[row["proposition_id"]], "Grade": row["outcome_grade"],
        })  # fmt: skip
    title = str(data.record(question_id)["title"])
    caption = (
        f"{len(rows)} propositions, {told} calls. Grade: Admiralty letter of the best item that settles the "
        "outcome."
    )
    name = f"tab-propositions-{question_id.lower()}"
    return TableExhibit(name, title, pd.DataFrame(rows), caption, records=("Proposition",))


def _settled_rows(data: Dataset) -> dict[str, str]:
    """Word the outcome of each proposition: how it was settled, and the second reading where there is one."""
    told: dict[str, str] = {}
    rows = data.rows("resolutions")
    for row in sorted(rows, key=lambda row: str(row["tier"]), reverse=True):  # core first, context over it
        if row["reading"] == "main":
            words = OUTCOME[row["outcome"]].split(":")[0]
            words += ", inferred" if row["inferred"] == "yes" else ""
            told[row["proposition_id"]] = words + (", aggregators alone" if row["flag"] else "")
    for row in rows:
        if row["reading"] == "other":
            told[row["proposition_id"]] += f"; read plainly: {OUTCOME[row['outcome']]}"
    return told


def unscored_table(data: Dataset) -> TableExhibit:
    """Return why calls are not scored."""
    frame = scoring.unscored_kinds(data)
    shown = pd.DataFrame({"Why not": frame["why_not_kind"].map(_KINDS), "Words": frame["k"]})
    caption = (
        f"{int(frame['k'].sum())} of {len(data['forecasts'])} forward-looking words are listed, not scored, "
        "each under one reason, though others may hold too."
    )
    return TableExhibit("tab-not-scored", "Why most words about the future cannot be scored", shown, caption)


def vague_table(data: Dataset) -> TableExhibit:
    """Return words without likelihood by topic and family, with what came of what they spoke of."""
    frame = scoring.vague_words(data)
    shown = pd.DataFrame(
        {
            "Question": frame["topic"],
            "Words like": frame["family"],
            "Calls": frame["words"],
            "It came": frame["came"],
            "It did not": frame["did_not"],
            "Not settled": frame["open"],
        }
    )
    caption = (
        f"{int(frame['words'].sum())} calls without a likelihood. Came and did not are told of the thing "
        "spoken of, not of the speaker's leaning; topics are not added up."
    )
    return TableExhibit(
        "tab-vague-words", "What became of what was called possible or expected", shown, caption
    )


def same_table(data: Dataset) -> TableExhibit:
    """Return the calls of several voices on one proposition, with their squared error as a range."""
    frame = scoring.same_question(data)
    shown = pd.DataFrame(
        {
            "Call": frame["forecast_id"],
            "Who": [voice_name(call) for call in frame.itertuples()],
            "Day": [label(parse(made), short=True) for made in frame["made"]],
            "Words": frame["phrase"],
            "Band": frame["band"].str.replace("_", " "),
            "Squared error": [
                f"{decimal(a)}–{decimal(b)}"
                for a, b in zip(frame["loss_best"], frame["loss_worst"], strict=True)
            ],
            "Naive rule": [decimal(float(not right)) for right in frame["naive_right"]],
        }
    )
    caption = (
        f"{len(frame)} calls on one proposition (PR19), which did not come about; by day. The naive rule "
        "says no summit. Less is better; 0.25 is what a coin gets."
    )
    title = "The one question to which several voices gave a likelihood"
    return TableExhibit("tab-same-question", title, shown, caption, records=("Call",))


def questions_table(data: Dataset) -> TableExhibit:
    """Return for each question how many scored calls leaned right, beside the naive rule."""
    frame = scoring.by_question(data)
    shown = pd.DataFrame(
        {
            "Question": frame["title"],
            "Scored calls": frame["calls"],
            "On propositions": frame["propositions"],
            "Voices": frame["voices"],
            "Leaned right": frame["right"],
            "Naive rule right": frame["naive_right"],
        }
    )
    caption = (
        f"{int(frame['calls'].sum())} scored calls. The naive rule needs no knowledge: no summit, and "
        "everything else happens. Rows are not added up, for calls on one proposition are one test."
    )
    return TableExhibit(
        "tab-scored-questions", "Scored calls by question, beside a naive rule", shown, caption
    )


def due_table(data: Dataset) -> TableExhibit:
    """Return the due ledger: what ends with the year, and what would settle it."""
    frame = scoring.due(data, YEAR_END)
    shown = pd.DataFrame(
        {
            "Proposition": frame["proposition_id"],
            "What": frame["text"],
            "Settled by": frame["criteria"],
            "Calls": frame["calls"],
            "Leaning to it": frame["yes"],
            "Against": frame["no"],
            "With a likelihood": frame["banded"],
        }
    )
    caption = (
        f"{len(frame)} propositions whose horizon is {label(parse(YEAR_END))}, with "
        f"{int(frame['calls'].sum())} calls. The record ends in mid-June 2026: what has happened since must "
        "be looked up first."
    )
    return TableExhibit(
        "tab-due", "The due ledger: what ends with the year", shown, caption, records=("Proposition",)
    )
