"""Numbers and tables of the chapter on positions."""

import pandas as pd

from summitwatch.analysis import forecasts
from summitwatch.analysis.formulas import formulas
from summitwatch.analysis.positions import terms, wants
from summitwatch.figures.exhibit import TableExhibit
from summitwatch.prose.format import day, number, percent
from summitwatch.tables import Dataset


def values(data: Dataset) -> dict[str, str]:
    """Return what the sentences of the chapter tell."""
    calls = forecasts.calls(data)
    hopeful = forecasts.hopeful(data)
    washington, pyongyang = terms(data, "Washington"), terms(data, "Pyongyang")
    return {
        "attitudes": number(len(wants(data)), words=True),
        "rejects": number((wants(data)["wants"] < 0).sum(), words=True, alone=True),
        "washington_statements": number(washington.statements, words=True),
        "pyongyang_statements": number(pyongyang.statements, words=True),
        "offers": number(len(washington.offers) + len(pyongyang.offers), words=True),
        "conditions": number(len(pyongyang.conditions), words=True),
        "forward": number(len(calls)),
        "unquantified": percent(forecasts.unquantified(calls)),
        "quantified": number((calls["band"] != "unquantified").sum(), words=True),
        "hopeful": number(int(hopeful["k"].sum()), words=True),
        "hopeful_seoul": number(int(hopeful.query("voice == 'Seoul'")["k"].sum()), words=True, alone=True),
        "hopeful_pyongyang": number(
            int(hopeful.query("voice == 'Pyongyang'")["k"].sum()), words=True, alone=True
        ),
        "parliament": day(str(data.record("ST006")["said_on"])),
        "august": day(str(data.record("ST005")["said_on"])),
        "report": day(str(data.record("ST007")["reported_on"])),
        "pipe": day(str(data.record("ST023")["said_on"])),
    }


def condition_table(data: Dataset) -> TableExhibit:
    """Return what each source tells of Kim's condition: the words quoted, the statement, where it stands."""
    quotes = data["quotations"].query("statement_id == 'ST006'")
    sources = quotes["sentence_id"].str.split("-").str[0]
    told = "“" + quotes["shown"] + "”"
    words = pd.DataFrame({"Source": sources, "Words quoted": told, "Sentence": quotes["sentence_id"]})
    caption = "Words in quotation marks; the condition itself is paraphrase in both sources."
    title = "One condition, quoted in different words"
    return TableExhibit("tab-condition", title, words, caption, records=("Sentence",))


def calls_table(data: Dataset) -> TableExhibit:
    """Return the propositions with the calls on them and the outcome as far as this record goes."""
    frame = forecasts.by_proposition(data)
    shown = pd.DataFrame(
        {
            "Proposition": frame["proposition_id"],
            "What": frame["text"],
            "Calls": frame["calls"],
            "Leaning to it": frame["yes"],
            "Against": frame["no"],
            "Open": frame["open"],
            "Outcome": frame["outcome"].str.replace("_", " "),
        }
    )
    caption = (
        f"{int(frame['calls'].sum())} calls on {len(frame)} propositions; outcome as of S1's youngest story."
    )
    return TableExhibit("tab-calls", "Who expected what?", shown, caption, records=("Proposition",))


def formulas_table(data: Dataset) -> TableExhibit:
    """Return the wordings that recur."""
    frame = formulas(data)
    names = data["actors"].set_index("actor_id")["name"]
    shown = pd.DataFrame(
        {
            "Here": frame["quotation_a"],
            "Words": "“" + frame["shown_a"] + "”",
            "There": frame["quotation_b"],
            "Words again": "“" + frame["shown_b"] + "”",
            "Speakers": [
                _both(names, a, b) for a, b in zip(frame["speaker_a"], frame["speaker_b"], strict=True)
            ],
        }
    )
    compared = number(int(frame["n_pairs"].max()))
    caption = f"Pairs of quotations that share a content word, of {compared} pairs compared."
    return TableExhibit("tab-formulas", "Which wording returns?", shown, caption, records=("Here", "There"))


def _both(names: pd.Series, a: str, b: str) -> str:
    return str(names[a]) if a == b else f"{names[a]}; {names[b]}"
