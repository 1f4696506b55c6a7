"""Numbers and tables of what was known when, for the chapter on the chronology."""

from datetime import date
from functools import lru_cache

import pandas as pd

from summitwatch.analysis.as_of import KNOWN, calls_as_of, carried, events_as_of, known
from summitwatch.analysis.page_days import edition_day
from summitwatch.analysis.wording import STATUS
from summitwatch.dates import parse
from summitwatch.figures.exhibit import TableExhibit
from summitwatch.prose.format import day, number, spans
from summitwatch.tables import Dataset

#: The days looked at: the latest on which each core source can have been published, and the edition's.
NAMES = {"s2": "on S2's day", "s1": "on S1's day", "now": "now"}
_ITEMS = {"s2": "S2-main", "s1": "S1-main"}


def values(data: Dataset) -> dict[str, str]:
    """Return what the sentences on what was known when tell."""
    found: dict[str, str] = {}
    stories = set(data["items"].query("kind != 'interface'")["item_id"])
    for name in NAMES:
        when = day_of(data, name)
        out = {item: sure for item, sure in known(data, when).items() if item in stories}
        found[f"day_{name}"] = day(when)
        found[f"out_{name}"] = number(sum(knowledge == KNOWN for knowledge in out.values()))
        found[f"perhaps_{name}"] = number(sum(knowledge != KNOWN for knowledge in out.values()), words=True)
        found[f"calls_{name}"] = number(len(calls(data, name)), words=True)
    found["month_now"] = day(f"{day_of(data, 'now'):%Y-%m}")
    if found.pop("perhaps_now") != "no":
        raise ValueError("the text says that by the edition's day all was out")
    return found


def day_of(data: Dataset, name: str) -> date:
    """Return a day of `NAMES`."""
    item = _ITEMS.get(name)
    last = parse(str(data.record(item)["published"])).latest if item else edition_day(data)
    if last is None:
        raise ValueError(f"no last day to look back from: {NAMES[name]}")
    return last


@lru_cache(maxsize=8)
def _ties(data: Dataset, name: str) -> pd.DataFrame:
    return carried(data, day_of(data, name))


@lru_cache(maxsize=8)
def calls(data: Dataset, name: str) -> pd.DataFrame:
    """Return the calls that stood on a day of `NAMES`."""
    return calls_as_of(data, day_of(data, name), _ties(data, name))


def events_table(data: Dataset, name: str) -> TableExhibit:
    """Return meetings, letters and journeys as the reports told them on a day of `NAMES`."""
    frame = events_as_of(data, day_of(data, name), _ties(data, name))
    sure = frame["knowledge"].eq(KNOWN)
    shown = pd.DataFrame(
        {
            "Event": frame["event_id"],
            "When": [day(str(best), short=True) if isinstance(best, str) else None for best in frame["best"]],
            "What": frame["title"],
            "Status": frame["status"].map(STATUS) + sure.map({True: "", False: " ?"}),
            "States": frame["n_states"],
            "Origins": spans(frame),
        }
    )
    caption = (
        f"{len(shown)} events of which something was out by {day(day_of(data, name))}. States: what was "
        "told of each, without what the coders inferred: where they alone tell what became of an event, its "
        "status here is that of the last plan or wish. Origins: of those that give the status. "
        f"A question mark: only possibly known. {_RECONSTRUCTED}"
    )
    title = f"The two men's strand and the visit to China, as reported {NAMES[name]}"
    return TableExhibit(f"tab-as-of-{name}", title, shown, caption, records=("Event",))


_RECONSTRUCTED = "Reconstructed in November 2026 from sources found by later search."


def calls_table(data: Dataset, name: str) -> TableExhibit:
    """Return the calls that stood on a day of `NAMES`."""
    frame = calls(data, name)
    sure = frame["knowledge"].eq(KNOWN)
    shown = pd.DataFrame(
        {
            "Call": frame["forecast_id"],
            "Who": frame["who"],
            "Words": "“" + frame["phrase"] + "”" + sure.map({True: "", False: " ?"}),
            "On": frame["proposition"],
            "Out by": [day(last, short=True) for last in frame["out_by"]],
            "Origins": spans(frame),
        }
    )
    caption = (
        f"{len(shown)} calls: the last word of each voice on each proposition whose time was not over. "
        "Words: the report's, the speaker's where it quotes him. "
        f"Question mark: only possibly known. {_RECONSTRUCTED}"
    )
    stood = "stand" if name == "now" else "stood"
    title = f"The calls on a meeting and on the visit, as they {stood} {NAMES[name]}"
    return TableExhibit(f"tab-calls-as-of-{name}", title, shown, caption, records=("Call",))
