"""Numbers of the chapter on the three occasions."""

from datetime import date

import pandas as pd

from summitwatch.analysis import accounts
from summitwatch.analysis.accounts import reasons
from summitwatch.analysis.chronology import timeline
from summitwatch.analysis.date_history import date_history
from summitwatch.analysis.intervals import wilson
from summitwatch.analysis.occasions import OCCASIONS, expectations, naive_rule, wishes_on
from summitwatch.dates import parse
from summitwatch.prose.format import day, number, origins, percent
from summitwatch.prose.occasions_tables import (
    comparison_table,
    reasons_table,
    signals_table,
    wishes_table,
    words_table,
)
from summitwatch.tables import Dataset

__all__ = [
    "comparison_table",
    "reasons_table",
    "signals_table",
    "values",
    "wishes_table",
    "words_table",
]

#: After this day the wider record is thin.
DENSE_UNTIL = date(2026, 3, 18)


def values(data: Dataset) -> dict[str, str]:
    """Return what the sentences of the chapter tell."""
    calls, best = expectations(data), timeline(data).set_index("event_id")
    _hold_what_the_prose_says(data, calls)
    return _days(data, best["best"]) | _apec(data, calls, best) | _later(data, calls) | _rule(data)


def _hold_what_the_prose_says(data: Dataset, calls: pd.DataFrame) -> None:
    """Fail the build where a fixed wording of the chapter no longer holds."""
    apec, spring, may = (calls[calls["occasion"] == occasion.key] for occasion in OCCASIONS)
    on_visit = spring[spring["about"] == "meeting"]
    leaning = apec[apec["banded"] & (apec["about"] == "meeting") & (apec["polarity"] == "yes")]
    countries = data.column("actors", "country", by="actor_id")
    spoken = data["statements", "speaker", "occasion"].dropna(subset=["occasion"])
    held = {
        "nobody put a likelihood on the spring visit": not on_visit["banded"].any(),
        "only S1 leaned to it":
            set(on_visit.loc[on_visit["polarity"] == "yes", "speaker"]) == {"allthe-news"},
        "nobody spoke of May": may.empty and wishes_on(data, OCCASIONS[2]).empty,
        "a minister and a newspaper leaned to a meeting beside APEC":
            set(leaning["speaker"]) == {"chung-dong-young", "hindustan-times"},
        "two reasons were given beforehand":
            list(reasons(data, "apec")["when"] < "2025-10-29") == [True, True, *[False] * 5],
        "no voice of Pyongyang's is on an occasion": not (spoken["speaker"].map(countries) == "PRK").any(),
        "only the meeting of 2019 was at Panmunjom":
            list(data["events"].query("place == 'Panmunjom'")["event_id"]) == ["EV003"],
        "May is inferred":
            set(data["event_states"].query("event_id == 'EV201'")["inferred"]) == {"yes"},
    }  # fmt: skip
    for said, holds in held.items():
        if not holds:
            raise ValueError(f"the text says that {said}")


def _days(data: Dataset, best: pd.Series) -> dict[str, str]:
    said = {
        "cnn": "ES1177", "timing": "ES1214", "briefing": "ES1227",
        "envoy": "ES1293", "asked": "ES1040", "put_off": "ES1042", "rescheduled": "ES1044",
        "first_named": "ES1022", "invited": "ES1023", "lee_proposed": "ES1123",
    }  # fmt: skip
    days = {name: day(str(data.record(state)["asserted_on"])) for name, state in said.items()}
    return days | {
        "trump_in_korea": day(str(data.record("ES1058")["date_believed"])),
        "senior": day(str(data.record("ST135")["said_on"])),
        "foreign_minister_away": day(str(best["EV132"])),
        "visit": day(str(best["EV008"])),
        "apec_month": day(f"{parse(str(best['EV011'])).earliest:%Y-%m}"),
        "spring": day(str(data.record("ES1028")["date_believed"])),
        "may": day(f"{parse(str(best['EV008'])).earliest:%Y-%m}"),
        "busy": day(str(data.record("ST151")["said_on"])),
        "official": day(str(data.record("ST001")["said_on"])),
        "cha_day": day(str(data.record("ST175")["said_on"])),
        "g7": day(str(best["EV203"])),
        "weeks": day(str(data.record("ES1042")["date_believed"])),
        "dense_until": day(DENSE_UNTIL),
    }


def _apec(data: Dataset, calls: pd.DataFrame, events: pd.DataFrame) -> dict[str, str]:
    meeting = calls.query("occasion == 'apec' and about == 'meeting'")
    banded = meeting[meeting["banded"]]
    wishes = pd.concat([wishes_on(data, occasion) for occasion in OCCASIONS])
    return {
        "wishes": number(len(wishes), words=True),
        "wishes_other": number((wishes["speaker"] != "donald-trump").sum(), words=True),
        "apec_calls": number(len(meeting)),
        "apec_banded": number(len(banded), words=True),
        "apec_against": number((banded["polarity"] == "no").sum(), words=True),
        "apec_for": number((banded["polarity"] == "yes").sum(), words=True),
        "apec_silent": number(len(meeting) - len(banded), words=True),
        "apec_origins": origins(int(events["origins_min"]["EV047"]), int(events["origins_max"]["EV047"])),
        "apec_reasons": number(len(reasons(data, "apec")), words=True),
        "letter_origins": _origins(data, "CL105"),
        "preparation_origins": _origins(data, "CL160"),
        "no_contact_origins": _origins(data, "CL131"),
    }


def _later(data: Dataset, calls: pd.DataFrame) -> dict[str, str]:
    meeting = calls.query("occasion == 'spring' and about == 'meeting'")
    history = date_history(data, "EV008")
    planned = history[history["state"] == "scheduled"].dropna(subset=["date_believed"])
    before = planned[[_by(d, date(2026, 3, 17)) for d in planned["asserted_latest"]]]
    published = [parse(str(p)) for p in data.column("items", "published").dropna()]
    late = sum(1 for p in published if p.earliest and p.earliest > DENSE_UNTIL)
    [cha] = calls.loc[calls["forecast_id"] == "FC174", "percent"]
    return {
        "spring_calls": number(len(meeting), words=True),
        "spring_open": number((meeting["polarity"] == "open").sum(), words=True),
        "spring_dates": number(before["date_believed"].nunique(), words=True),
        "spring_states": number(len(before), words=True),
        "cha": f"{int(cha)}%",
        "war_origins": _origins(data, "CL220"),
        "late": number(late),
        "dated": number(len(published)),
    }


def _origins(data: Dataset, record_id: str) -> str:
    found = accounts.origins(data, record_id)
    return origins(found.at_least, found.at_most)


def _by(asserted: date | None, last: date) -> bool:
    return asserted is not None and asserted <= last


def _rule(data: Dataset) -> dict[str, str]:
    table = naive_rule(data).set_index("about")
    right, settled = table["k"], table["n"]
    k, n = int(right["meeting"]), int(settled["meeting"])
    return {
        "rule_meeting": number(k, words=True) if k != n else f"all {number(n, words=True)}",
        "rule_else": percent(wilson(int(right["else"]), int(settled["else"]))),
    }
