"""Numbers and tables of the chapter on positions."""

import pandas as pd

from summitwatch.analysis import accounts, forecasts
from summitwatch.analysis.formulas import formulas
from summitwatch.analysis.positions import SIDES, of_countries, statements_table, terms, wants
from summitwatch.analysis.tracker import SAME, tracked
from summitwatch.analysis.wording import OUTCOME
from summitwatch.dates import label, parse
from summitwatch.figures.exhibit import TableExhibit
from summitwatch.prose.format import day, number, origins, percent, spans
from summitwatch.tables import Dataset

#: The countries that stand behind Pyongyang, by ISO 3166-1 alpha-3.
BACKERS = ("CHN", "RUS")


def values(data: Dataset) -> dict[str, str]:
    """Return what the sentences of the chapter tell, of the core sources and of the wider record."""
    return _core(data.only("core")) | _wider(data)


def _wider(data: Dataset) -> dict[str, str]:
    told = wants(data)
    pyongyang = told[told["side"] == "Pyongyang"]
    moved = tracked(data)
    repeated = moved[moved["moved"] == SAME]
    if set(repeated["formula"]) != {"Washington on talks", "Washington on its policy"}:
        raise ValueError("the text says that the White House alone repeats its words")
    statements = data.refined("statements", "statement_id", "said_on").set_index("statement_id")
    return {
        "wider_wants": number(len(told)),
        "wider_pyongyang": number(len(pyongyang), words=True),
        "wider_rejects": number((told["wants"] < 0).sum(), words=True),
        "wider_formulas": number(moved["formula"].nunique(), words=True),
        "wider_repeated": number(repeated["formula"].nunique(), words=True),
        "wider_backers": number(len(of_countries(data, BACKERS)), words=True),
        "wider_offers": number(sum(len(terms(data, side).offers) for side in SIDES.values()), words=True),
        "congress": day(str(statements.loc["ST200", "said_on"])),
        "congress_origins": span_of(told, "ST200"),
        "address_origins": span_of(told, "ST006"),
        "sister": day(str(statements.loc["ST102", "said_on"])),
        "house_first": day(str(statements.loc["ST120", "said_on"])),
        "house_again": day(str(statements.loc["ST205", "said_on"])),
        "sanctions_day": day(str(statements.loc["ST139", "said_on"])),
        "envoy": day(str(statements.loc["ST224", "said_on"])),
    }


def span_of(told: pd.DataFrame, statement_id: str) -> str:
    """Word the independent origins that attest a statement."""
    row = told[told["statement_id"] == statement_id].iloc[0]
    return origins(int(row["origins_min"]), int(row["origins_max"]))


def _core(data: Dataset) -> dict[str, str]:
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
            "Outcome then": frame["outcome"].map(OUTCOME),
        }
    )
    youngest = day(str(data.record("S1-R6")["published"]))
    caption = (
        f"{int(frame['calls'].sum())} calls on {len(frame)} propositions. Outcome as far as the core sources "
        f"tell, whose youngest story appeared {youngest}: what was running then, the wider record may settle."
    )
    return TableExhibit("tab-calls", "Who expected what?", shown, caption, records=("Proposition",))


def formulas_table(data: Dataset) -> TableExhibit:
    """Return the wordings that recur."""
    frame = formulas(data)
    names = data.column("actors", "name", by="actor_id")
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


def tracker_table(data: Dataset) -> TableExhibit:
    """Return the formulas that are tracked, with the words quoted and whether they moved."""
    frame = tracked(data)
    shown = pd.DataFrame(
        {
            "Formula": frame["formula"],
            "Statement": frame["statement_id"],
            "Said": [_short(said) for said in frame["said"]],
            "Words quoted": [
                "; ".join(f"“{phrase}”" for phrase in words) or None for words in frame["words"]
            ],
            "Against the one before": frame["moved"],
        }
    )
    caption = (
        f"{frame['formula'].nunique()} formulas in {len(frame)} statements of both tiers. Words as the "
        "reports give them: what looks moved may be another translator's choice."
    )
    return TableExhibit(
        "tab-formula-tracker", "Who repeats, and who words anew", shown, caption, ("Statement",)
    )


def terms_table(data: Dataset) -> TableExhibit:
    """Return what each side makes a condition of, in order of the days."""
    told = statements_table(data).dropna(subset=["condition"])
    told = told[told["topic"].isin(["summit", "denuclearisation", "sanctions"])]
    shown = pd.DataFrame(
        {
            "Side": told["side"],
            "Statement": told["statement_id"],
            "Said": [_short(said) for said in told["said"]],
            "On": told["topic"].str.replace("_", " "),
            "Condition": told["condition"],
            "Origins": spans(told),
        }
    )
    caption = (
        f"{len(told)} statements of principals and their spokesmen, in our words. Origins: independent "
        "reports that attest the words, at least and at most."
    )
    return TableExhibit("tab-terms", "What each side makes a condition", shown, caption, ("Statement",))


def backers_table(data: Dataset) -> TableExhibit:
    """Return the statements of Chinese and Russian speakers."""
    frame = of_countries(data, BACKERS)
    shown = pd.DataFrame(
        {
            "Statement": frame["statement_id"],
            "Who": frame["speaker_name"],
            "Said": [_short(said) for said in frame["said"]],
            "What": [accounts.told(data, statement) for statement in frame["statement_id"]],
            "Origins": spans(frame),
        }
    )
    caption = f"All {len(frame)} statements of Chinese and Russian speakers in the record, by day."
    return TableExhibit(
        "tab-backers", "How little Beijing and Moscow are heard", shown, caption, ("Statement",)
    )


def _short(said: object) -> str | None:
    return label(parse(said), short=True) if isinstance(said, str) else None
