"""Numbers and answers of the landing page."""

from summitwatch.analysis import corroboration, forecasts, scoring
from summitwatch.analysis.accounts import reasons
from summitwatch.analysis.chronology import timeline
from summitwatch.analysis.coverage import pages
from summitwatch.dates import parse
from summitwatch.prose.edition import edition_day
from summitwatch.prose.forecasts import APEC_MEETING
from summitwatch.prose.format import day, likelihood, number, percent
from summitwatch.prose.occasions import DENSE_UNTIL
from summitwatch.tables import Dataset

#: The judgement on whether they have met, and the one on the end of the year.
MET, BY_YEAR_END = "KJ06", "KJ07"
#: The month in which S1 saw the occasion, and of which no story was found.
_EMPTY = "2026-04"


def values(data: Dataset) -> dict[str, str]:
    """Return what the sentences of the landing page tell."""
    return _record(data) | _words(data) | _answers(data)


def _record(data: Dataset) -> dict[str, str]:
    published = [parse(str(text)) for text in data.column("items", "published").dropna()]
    exact = [when.latest for when in published if when.latest and when.earliest == when.latest]
    late = [when for when in published if when.earliest and when.earliest > DENSE_UNTIL]
    best, wider = timeline(data).set_index("event_id")["best"], pages(data)
    if any(f"{day_:%Y-%m}" == _EMPTY for when in published if (day_ := when.earliest)):
        raise ValueError(f"the text says that no story is known to be of {_EMPTY}")
    return {
        "s1_published": day(str(data.record("S1-main")["published"])),
        "s2_published": day(str(data.record("S2-main")["published"])),
        "last_met": day(str(data.record("ES003")["date_believed"])),
        "last_page": day(max(exact)),
        "last_content": day(str(best["EV203"])),
        "as_of": day(str(data.record(MET)["as_of"])),
        "edition_day": day(edition_day()),
        "dense_until": day(DENSE_UNTIL),
        "late": number(len(late), words=True),
        "dated": number(len(published)),
        "items": number(len(wider)),
        "publishers": number(wider["publisher"].nunique()),
        "april": day(_EMPTY),
    }


def _words(data: Dataset) -> dict[str, str]:
    calls = forecasts.calls(data)
    claims = corroboration.claims_table(data.only("core"))
    return {
        "claims": number(len(claims)),
        "corroborated": number((claims["label"] == "corroborated").sum(), words=True),
        "forward": number(len(calls)),
        "unquantified": percent(forecasts.unquantified(calls)),
        "year_end": likelihood(str(data.record(BY_YEAR_END)["band"])),
        "year": day("2026"),
    }


def _answers(data: Dataset) -> dict[str, str]:
    """Return what the ten answers count."""
    scored = scoring.scored(data)
    countries = data.column("actors", "country", by="actor_id")
    voices = data.column("statements", "speaker").map(countries).value_counts()
    return {
        "apec_reasons": number(len(reasons(data, "apec")), words=True),
        "scored_apec": number((scored["proposition_id"] == APEC_MEETING).sum(), words=True),
        "scored": number(len(scored)),
        "beijing": number(voices["CHN"], words=True),
        "moscow": number(voices["RUS"], words=True),
    }
