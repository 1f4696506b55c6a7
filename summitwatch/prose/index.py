"""Numbers of the landing page."""

from summitwatch.analysis import chronology, corroboration, forecasts
from summitwatch.prose.format import day, number, percent, span
from summitwatch.tables import Dataset


def values(data: Dataset) -> dict[str, str]:
    """Return what the sentences of the landing page tell."""
    items = data["items"].set_index("item_id")
    claims = corroboration.claims_table(data)
    calls = forecasts.calls(data)
    gaps = chronology.gaps(data).set_index(["start", "end"])
    since = gaps.loc[("EV003", "S1-main")]
    return {
        "s1_published": day(items.loc["S1-main", "published"]),
        "s2_published": day(items.loc["S2-main", "published"]),
        "last_met": day(str(data.record("ES003")["date_believed"])),
        "since_last": span(int(since["days_min"]), int(since["days_max"])),
        "youngest": day(items.loc["S1-R6", "published"], short=True),
        "claims": number(len(claims)),
        "corroborated": number((claims["label"] == "corroborated").sum(), words=True),
        "forward": number(len(calls)),
        "unquantified": percent(forecasts.unquantified(calls)),
        "scored": number((calls["scored"] == "yes").sum(), words=True, alone=True),
        "april": day("2026-04"),
    }
