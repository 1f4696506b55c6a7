"""The calendar of dated events as iCalendar, each with its doubt in words."""

from datetime import UTC, date, datetime, time, timedelta
from typing import Any

import pandas as pd
from icalendar import Calendar, Event

from summitwatch.analysis.wording import STATUS
from summitwatch.dates import label, parse
from summitwatch.publishing.edition import Edition

# What a calendar can say of an event, by the status of `summitwatch.analysis.chronology.timeline`.
_STATUS = {"held": "CONFIRMED", "failed": "CANCELLED"}
_OPEN = "the record does not tell whether it took place"
_DOUBT = {
    "held": "as far as the record tells",
    "failed": "as far as the record tells",
    "planned": _OPEN,
    "moved": f"to another day or for good; {_OPEN}",
    "mooted": "no plan is in the record",
    "wished": "no plan is in the record",
}


def calendar(events: pd.DataFrame, edition: Edition) -> bytes:
    """Return dated events as an iCalendar file, the undated left out.

    Parameters
    ----------
    events
        Rows with ``event_id, title, status, best`` (EDTF), ``best_earliest, best_latest``, as
        `summitwatch.analysis.chronology.timeline` gives them.
    edition
        Named in the calendar's description and in every event.
    """
    book = Calendar()
    book.add("prodid", f"-//{edition.title}//Edition {edition.name}//EN")
    book.add("version", "2.0")
    book.add("calscale", "GREGORIAN")
    dated = [row for row in events.to_dict("records") if row["best_earliest"] or row["best_latest"]]
    about = f"{edition.stamp}. {len(dated)} of {len(events)} events have a date; the others are left out."
    book.add("x-wr-calname", edition.title)
    book.add("x-wr-caldesc", about)
    for row in sorted(dated, key=lambda row: str(row["event_id"])):
        book.add_component(_event(row, edition))
    return bytes(book.to_ical())


def _event(row: dict[Any, Any], edition: Edition) -> Event:
    first: date = row["best_earliest"] or row["best_latest"]
    last: date = row["best_latest"] or row["best_earliest"]
    event = Event()
    event.add("uid", f"{row['event_id'].lower()}.summit-watch")
    event.add("dtstamp", datetime.combine(edition.date, time(), UTC))
    event.add("summary", f"{row['title']}{'' if _sure(row) else ' (date uncertain)'}")
    event.add("dtstart", first)
    event.add("dtend", last + timedelta(days=1))  # the end of an all-day event is the day after it
    event.add("status", _STATUS.get(row["status"], "TENTATIVE"))
    event.add("transp", "TRANSPARENT")
    event.add("description", _told(row, edition))
    return event


def _sure(row: dict[Any, Any]) -> bool:
    whole = row["best_earliest"] is not None and row["best_latest"] is not None
    when = parse(row["best"])
    return whole and not row["approximate"] and (row["lasting"] or when.earliest == when.latest)


def _told(row: dict[Any, Any], edition: Edition) -> str:
    """Tell an event's standing, its date with the doubt, and where it comes from."""
    when = label(parse(row["best"]))
    doubt = "" if _sure(row) else " The entry spans the days in which it may lie, as far as they are known."
    rival = "" if row["dates_agree"] else " The record holds other dates too."
    status = str(row["status"])
    standing = f"{STATUS[status].capitalize()}, {_DOUBT[status]}"
    return f"{standing}.\nDate: {when}.{doubt}{rival}\nRecord {row['event_id']}. {edition.stamp}."
