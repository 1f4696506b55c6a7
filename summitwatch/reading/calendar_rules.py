"""Dates that name a month or a day: the year from the text, or from the day of publication."""

import re
from collections.abc import Callable
from datetime import date
from typing import NamedTuple

from summitwatch.dates import DateError, parse
from summitwatch.reading.anchor import Anchor, day_in, shift, within
from summitwatch.reading.date_patterns import MONTHS, WEEKDAYS
from summitwatch.reading.tense import Direction

_NEAR = 75  # days: nearer than this, a date without tense is taken for the nearest


class Reading(NamedTuple):
    """What an expression means: an EDTF string or None, what it hangs on, the rule; or its candidates."""

    edtf: str | None
    anchor: str
    rule: str
    candidates: tuple[str, ...] = ()
    reason: str = ""


NO_ANCHOR = Reading(
    None, "published", "hangs on the day of publication", (), "the day of publication is not known"
)


def month_number(name: str) -> int:
    """Return the number of a month from its name or abbreviation."""
    return next(n for n, month in enumerate(MONTHS, 1) if month.startswith(name.rstrip(".")[:3]))


def number(day: str) -> int:
    """Return the number of a day, its ordinal ending left out."""
    return int(re.sub(r"\D", "", day))


def settle(readings: list[str], rule: str, reason: str) -> Reading:
    """Return the one reading, or none with all as candidates."""
    if len(readings) == 1:
        return Reading(readings[0], "published", rule)
    return Reading(None, "published", rule, tuple(readings), reason)


def absolute(edtf: str | None) -> Reading:
    """Return a date that is given in full; a day that no calendar has is kept without value."""
    if edtf is None:
        return Reading(None, "text", "as given", (), "the calendar has no such day")
    return Reading(edtf, "text", "as given")


def day_of_year(
    m: int, d: int, anchor: Anchor | None, lean: Direction, weekday: str | None = None
) -> Reading:
    """Resolve a day without year."""
    if anchor is None:
        return NO_ANCHOR
    if weekday and (fitting := _years_of_weekday(m, d, weekday, anchor)):
        return Reading(fitting, "published", f"the year near publication in which it is a {weekday}")
    if lean == "unknown":
        return _nearest_day(m, d, anchor)
    readings = anchor.each(lambda a: _day_beside(a, m, d, lean))
    if not readings:
        return absolute(None)
    side = "last such day up to" if lean == "past" else "next such day from"
    return settle(
        readings, f"day without year: {side} publication", "the day of publication leaves the year open"
    )


def yearly(day_of: Callable[[int], date], anchor: Anchor | None, lean: Direction) -> Reading:
    """Resolve a feast that falls on another day each year: the last one, or the next."""
    if anchor is None:
        return NO_ANCHOR

    def pick(a: date) -> str:
        days = [day_of(y) for y in (a.year - 1, a.year, a.year + 1)]
        past, ahead = [d for d in days if d <= a], [d for d in days if d >= a]
        return (ahead[0] if lean == "future" else past[-1]).isoformat()

    return settle(anchor.each(pick), "feast by tense", "the day of publication leaves the year open")


def thanksgiving(year: int) -> date:
    """Return the fourth Thursday of November."""
    return date(year, 11, 22 + (3 - date(year, 11, 1).weekday()) % 7)


def between(first: str | None, last: str | None, rule: str) -> Reading:
    """Return one unknown day from the start of one date to the end of another."""
    bounds = [parse(edtf) for edtf in (first, last) if edtf]
    if len(bounds) < 2 or bounds[0].earliest is None or bounds[1].latest is None:
        return Reading(None, "published", rule, (), "the day of publication leaves it open")
    return Reading(within(bounds[0].earliest, bounds[1].latest), "published", rule)


def _day_beside(a: date, m: int, d: int, lean: Direction) -> str | None:
    found = [x for y in (a.year - 1, a.year, a.year + 1) if (x := day_in(y, m, d))]
    past = [x for x in found if x <= a.isoformat()]
    ahead = [x for x in found if x >= a.isoformat()]
    return next(reversed(past), None) if lean == "past" else next(iter(ahead), None)


def _nearest_day(m: int, d: int, anchor: Anchor) -> Reading:
    options = [date.fromisoformat(x) for y in (-1, 0, 1) if (x := day_in(anchor.first.year + y, m, d))]
    near = [o for o in options if abs((o - anchor.first).days) <= _NEAR]
    if len(near) == 1:
        return Reading(
            near[0].isoformat(), "published", "day without year or tense: the nearest to publication"
        )
    back = anchor.each(lambda a: _day_beside(a, m, d, "past"))
    both = [*back, *anchor.each(lambda a: _day_beside(a, m, d, "future"))]
    return settle(list(dict.fromkeys(both)), "day without year or tense", "nothing tells which year")


def _years_of_weekday(m: int, d: int, weekday: str, anchor: Anchor) -> str | None:
    """Return the day of the year at most one off in which it falls on the weekday, if only one does."""
    short = [w for w in WEEKDAYS if w.startswith(weekday.rstrip(".")[:3])]
    years = (anchor.first.year - 1, anchor.first.year, anchor.first.year + 1)
    found = [
        x for y in years if (x := day_in(y, m, d)) and WEEKDAYS[date.fromisoformat(x).weekday()] in short
    ]
    return found[0] if len(found) == 1 else None


def month_of_year(m: int, anchor: Anchor | None, lean: Direction) -> Reading:
    """Resolve a month without year."""
    if anchor is None:
        return NO_ANCHOR
    if lean == "unknown":
        return _nearest_month(m, anchor)
    readings = anchor.each(lambda a: _month_beside(a, m, lean))
    side = "last such month up to" if lean == "past" else "next such month from"
    return settle(
        readings, f"month without year: {side} publication", "the day of publication leaves the year open"
    )


def _month_beside(a: date, m: int, lean: Direction) -> str:
    year = a.year - (m > a.month) if lean == "past" else a.year + (m < a.month)
    return f"{year:04d}-{m:02d}"


def _nearest_month(m: int, anchor: Anchor) -> Reading:
    for off in (0, -1, 1, -2, 2):
        year, month = shift(anchor.first.year, anchor.first.month, off)
        if month == m:
            rule = "month without year or tense: the nearest to publication"
            return Reading(f"{year:04d}-{m:02d}", "published", rule)
    back = anchor.each(lambda a: _month_beside(a, m, "past"))
    both = [*back, *anchor.each(lambda a: _month_beside(a, m, "future"))]
    return settle(sorted(set(both)), "month without year or tense", "nothing tells which year")


def span(first: Reading, last: Reading, joiner: str) -> Reading:
    """Join two dates: from the one to the other, or one unknown day from the one to the other."""
    if first.edtf is None or last.edtf is None:
        return first if first.edtf is None else last
    a, b = first.edtf, last.edtf
    if b < a:  # "December to February" passes the year's end
        b = f"{int(b[:4]) + 1:04d}{b[4:]}"
    text = f"[{a}..{b}]" if joiner == "or" else f"{a}/{b}"
    try:
        parse(text)
    except DateError:
        return Reading(None, last.anchor, "two dates joined", (), "they make no interval")
    told = "one of two" if joiner == "or" else "from the one to the other"
    return Reading(text, last.anchor, f"{last.rule}; {told}")
