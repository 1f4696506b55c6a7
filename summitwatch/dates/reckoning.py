"""Compare dates that are in doubt, and count the days between them."""

from collections.abc import Iterable
from datetime import date
from typing import Literal

from summitwatch.dates.edtf import Bounds, When, as_lower, as_upper, bounds, day_of, outline, parse, pieces
from summitwatch.dates.faults import fault

Order = Literal["before", "after", "same", "overlap", "unknown"]
Knowledge = Literal["known", "possibly", "unknown"]

_WEEKDAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")


def order(a: When, b: When) -> Order:
    """Say how `a` lies to `b`, by their bounds as stated.

    Returns
    -------
    {"before", "after", "same", "overlap", "unknown"}
        "before" and "after" only if no possible day of one reaches those of the other; "same" if
        both bounds are equal, which puts two events on one day only if both are `exact`;
        "overlap" if the bounds cross; "unknown" if they cross and some bound is missing.
    """
    if as_upper(a.latest) < as_lower(b.earliest):
        return "before"
    if as_upper(b.latest) < as_lower(a.earliest):
        return "after"
    if None in (a.earliest, a.latest, b.earliest, b.latest):
        return "unknown"
    return "same" if (a.earliest, a.latest) == (b.earliest, b.latest) else "overlap"


def gap(a: When, b: When) -> tuple[int | None, int | None]:
    """Count the days from the end of `a` to the start of `b`, at least and at most.

    A moment or a set starts and ends on one unknown day between its bounds. A span starts on some
    day of its first date and ends on some day of its last (LoC EDTF, level 0: "sometime in"), never
    ending before it starts: ``2025-12/2026-01`` ends from 1 to 31 January.

    Returns
    -------
    tuple of (int or None, int or None)
        Least and most days; 1 is the next day, 0 the same. Negative if `b` starts before `a` ends,
        so also for overlapping spans. None where a missing bound leaves no limit.
    """
    (_, a_end), (b_start, _) = _edges(a), _edges(b)
    return _days_between(a_end[1], b_start[0]), _days_between(a_end[0], b_start[1])


def _edges(when: When) -> tuple[Bounds, Bounds]:
    """Give the bounds of the start and of the end."""
    if when.kind != "span":
        return (when.earliest, when.latest), (when.earliest, when.latest)
    [(first, last)] = outline(when.edtf)[1]
    start_by = min(_present(bounds(first)[1], when.latest), default=None)
    end_from = max(_present(bounds(last)[0], when.earliest), default=None)
    return (when.earliest, start_by), (end_from, when.latest)


def _present(*days: date | None) -> Iterable[date]:
    return (day for day in days if day)


def _days_between(start: date | None, end: date | None) -> int | None:
    return (end - start).days if start and end else None


def weekday_in(name: str, within: When) -> list[date]:
    """List the possible days of `within` that fall on the weekday `name` ("Tuesday").

    Raises
    ------
    DateError
        If `name` is no English weekday, or `within` lacks a bound.
    """
    if name.capitalize() not in _WEEKDAYS:
        raise fault(name, f"weekdays {', '.join(_WEEKDAYS)}", "write the English name in full")
    if within.earliest is None or within.latest is None:
        raise fault(within.edtf, "dates with a first and a last day", "close the open end")
    weekday = _WEEKDAYS.index(name.capitalize())
    days = (n for low, high in pieces(within.edtf) for n in range(int(low), int(high) + 1))
    return [date.fromordinal(n) for n in days if (n - 1) % 7 == weekday]  # day 1 was a Monday


def week_of(day: date) -> When:
    """Give the week of `day`, Monday to Sunday (ISO 8601), as a span."""
    monday = day.toordinal() - day.weekday()
    return parse(f"{date.fromordinal(monday)}/{date.fromordinal(monday + 6)}")


def known_as_of(published: When, day: date) -> Knowledge:
    """Say whether something published at `published` was out by the end of `day`.

    Returns
    -------
    {"known", "possibly", "unknown"}
        "known" if the latest possible day had come, "possibly" if only the earliest had, else
        "unknown". A missing lower bound counts as minus infinity, a missing upper as infinity.
    """
    if as_upper(published.latest) <= day.toordinal():
        return "known"
    return "possibly" if as_lower(published.earliest) <= day.toordinal() else "unknown"


def intersect(a: When, b: When) -> When:
    """Give the one unknown day that satisfies both `a` and `b`.

    A span counts as the days that it covers ("on a day of the meeting"). Gaps in a set remain
    gaps, and a mark of doubt on either passes to every date of the result.

    Returns
    -------
    When
        A day, ``[x..y]``, or ``[x..y,z]`` if a gap remains; ``XXXX`` if neither has a bound.

    Raises
    ------
    DateError
        If no day satisfies both.
    """
    rest = [
        (max(a_low, b_low), min(a_high, b_high))
        for a_low, a_high in pieces(a.edtf)
        for b_low, b_high in pieces(b.edtf)
        if max(a_low, b_low) <= min(a_high, b_high)
    ]
    if not rest:
        raise fault(f"{a} and {b}", "dates that share a day", "widen one, or report the conflict")
    approximate, uncertain = a.approximate or b.approximate, a.uncertain or b.uncertain
    mark = "%" if approximate and uncertain else "~" * approximate + "?" * uncertain
    text = ",".join(_write(low, high, mark) for low, high in rest)
    return parse(f"[{text}]" if ".." in text or "," in text else text)


def _write(low: float, high: float, mark: str) -> str:
    first, last = (f"{day}{mark}" if (day := day_of(end)) else "" for end in (low, high))
    if not first and not last:
        return f"XXXX{mark}"
    return first if low == high else f"{first}..{last}"
