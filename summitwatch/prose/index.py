"""Numbers of the landing page."""

from summitwatch.analysis import corroboration, forecasts
from summitwatch.prose.chronology import spans
from summitwatch.prose.format import day, number, percent
from summitwatch.tables import Dataset


def values(data: Dataset) -> dict[str, str]:
    """Return what the sentences of the landing page tell."""
    claims = corroboration.claims_table(data)
    calls = forecasts.calls(data)
    return {
        "s1_published": day(data.record("S1-main")["published"]),
        "s2_published": day(data.record("S2-main")["published"]),
        "last_met": day(str(data.record("ES003")["date_believed"])),
        "since_last": spans(data)["EV003", "S1-main"],
        "youngest": day(data.record("S1-R6")["published"], short=True),
        "claims": number(len(claims)),
        "corroborated": number((claims["label"] == "corroborated").sum(), words=True),
        "forward": number(len(calls)),
        "unquantified": percent(forecasts.unquantified(calls)),
        "scored": number((calls["scored"] == "yes").sum(), words=True, alone=True),
        "april": day("2026-04"),
    }
