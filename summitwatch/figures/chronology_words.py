"""The words of the timeline: lanes, key, title, caption and alternative text."""

from typing import Any

import pandas as pd

from summitwatch.analysis.wording import STATUS, STRAND, with_capital
from summitwatch.dates import label, parse

LANES = {strand: with_capital(words) for strand, words in STRAND.items()}
_SHAPES = {"held": "o", "failed": "X", "moved": ">", "planned": "s", "wished": "D", "mooted": "v"}
#: Status: words for the key, shape, whether filled.
MARKS = {name: (STATUS[name], shape, name in ("held", "failed")) for name, shape in _SHAPES.items()}
#: The years before are drawn on a scale of their own.
SPLIT = 2025


#: Up to so many events all have their label; beyond, those that tell of a meeting or did not take place,
#: and the others the number of their record.
ALL = 60
#: Up to so many events all have a mark; beyond, the latest of those that would have a label.
MOST = 300


def is_told(event: Any, n: int) -> bool:
    """Tell whether one of n events has its label; all have it in the table and when pointed at.

    In print the table stands below the drawing, by the numbers of the records.
    """
    if n <= ALL:
        return True
    return bool(event.status != "held" or (event.strand == "trump_kim" and event.kind == "meeting"))


def with_mark(dated: pd.DataFrame) -> frozenset[str]:
    """Return the dated events that have a mark of their own; each of the others is a tick in its lane."""
    if len(dated) <= MOST:
        return frozenset(dated["event_id"])
    told = [event for event in dated.itertuples() if is_told(event, len(dated))]
    latest = sorted(told, key=lambda event: (event.best_latest, event.event_id))[-MOST:]
    return frozenset(str(event.event_id) for event in latest)


def number(event: Any) -> str:
    """Return the number of an event's record."""
    return str(event.event_id).removeprefix("EV").lstrip("0")


def listing(timeline: pd.DataFrame) -> dict[str, list[tuple[str, str]]]:
    """Return every event in words by strand, those without a day last: in print no mark can be pointed at."""
    found = {}
    for strand in [*LANES, *sorted(set(timeline["strand"]) - set(LANES))]:
        lane = timeline[timeline["strand"] == strand].sort_values("undated", kind="stable")
        if len(lane):
            told = [(str(event.event_id), _listed(event)) for event in lane.itertuples()]
            found[LANES.get(strand, str(strand).capitalize())] = told
    return found


def _listed(event: Any) -> str:
    day = "no day" if event.undated else label(parse(event.best), short=True)
    marks = "*" * bool(event.status_inferred) + "†" * (not event.dates_agree)
    return f"{day}: {event.title} ({MARKS[event.status][0]}){marks}"


def _counts(timeline: pd.DataFrame) -> str:
    counts = timeline["status"].value_counts()
    return ", ".join(f"{counts[s]} {MARKS[s][0]}" for s in MARKS if s in counts)


def title(timeline: pd.DataFrame) -> str:
    """Return the finding: how often the two met, and what else was spoken of."""
    meetings = timeline[(timeline["strand"] == "trump_kim") & (timeline["kind"] == "meeting")]
    held = meetings[(meetings["status"] == "held") & ~meetings["undated"]]
    others = len(meetings) - len(held)
    if timeline["strand"].nunique() > 1:
        took = int((timeline["status"] == "held").sum())
        undated = int(timeline["undated"].sum())
        return f"Of {len(timeline)} events told, {took} took place; {undated} have no date"
    if held.empty:
        return f"No meeting of Trump and Kim on record that took place, {others} wished for or considered"
    last = max(held["best_latest"]).year
    return (
        f"{len(held)} meetings of Trump and Kim, none after {last} in this record; "
        f"{others} more meetings or talks were wished for or considered, or did not take place"
    )


def caption(timeline: pd.DataFrame, told_by: str) -> str:
    """Return what is shown, told by which part of the record, with n and the meaning of the signs."""
    undated, inferred = int(timeline["undated"].sum()), int(timeline["status_inferred"].sum())
    many = len(timeline) - undated > ALL
    where = "not drawn" if many else "listed under the drawing"
    told = "On paper and wide screens a number is that of the event's record: 47 is EV047 in the data. "
    numbers = told if many else ""
    dated = timeline[~timeline["undated"]]
    ticks = len(dated) - len(with_mark(dated))
    if ticks:
        numbers += f"Of {ticks} more, which took place or are older, each day has a tick in its lane. "
    opened = dated[dated["best_earliest"].isna()]
    if len(opened):
        numbers += f"An arrow: no first day is told, and the mark stands at the last (n = {len(opened)}). "
    differing = int((~timeline["dates_agree"]).sum())
    doubted = f" † The record differs on the date; shown is that of most assertions (n = {differing})."
    return (
        f"Events that {told_by} of, n = {len(timeline)}: {_counts(timeline)}; {undated} of them "
        f"without a day, {where}. A mark stands in the middle of the days that are possible. {numbers}"
        f"The two scales differ: years before {SPLIT} are compressed. * That it took place, or did not, is "
        f"inferred by the coder (n = {inferred}).{doubted if differing else ''}"
    )


def _told(event: Any) -> str:
    return f"{event.title}, {MARKS[event.status][0]}, {label(parse(event.best))}"


def alt(timeline: pd.DataFrame) -> str:
    """Return the figure in words, by strand: every dated event, or of many their number and their days.

    Who cannot see the marks of many events hears each by its link, and reads all in the table of the data.
    """
    dated = timeline[~timeline["undated"]]
    parts = []
    for strand, name in LANES.items():
        lane = dated[dated["strand"] == strand]
        if len(lane):
            told = "; ".join(map(_told, lane.itertuples())) if len(dated) <= ALL else _summary(lane)
            parts.append(f"{name}: {told}.")
    parts.append(f"{int(timeline['undated'].sum())} events have no day.")
    return f"Timeline of {len(timeline)} events, {_counts(timeline)}. {' '.join(parts)}"


def _summary(lane: pd.DataFrame) -> str:
    known = [day for end in ("best_earliest", "best_latest") for day in lane[end].dropna()]
    first, last = min(known).year, max(known).year
    years = f"in {first}" if first == last else f"from {first} to {last}"
    return f"{len(lane)} events {years}, {_counts(lane)}"


def view(timeline: pd.DataFrame) -> pd.DataFrame:
    """Return the events as a reader wants them: when, what, what became of it, who is concerned."""
    shown = timeline.assign(
        When=[
            label(parse(best), short=True) if isinstance(best, str) else "no day" for best in timeline["best"]
        ],
        Status=[
            MARKS[status][0] + " *" * bool(inferred)
            for status, inferred in zip(timeline["status"], timeline["status_inferred"], strict=True)
        ],
        Strand=[LANES.get(strand, strand) for strand in timeline["strand"]],
    )
    names = {"event_id": "Event", "title": "What"}
    return shown.rename(columns=names)[["Event", "When", "What", "Status", "Strand"]]
