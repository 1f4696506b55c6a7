"""The day that relative expressions hang on: the item's publication, as far as it is known."""

from calendar import monthrange
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Literal

from summitwatch.dates import DateError, parse

_MOST = 400  # days: a longer doubt gives no reading


@dataclass(frozen=True, slots=True)
class Anchor:
    """First and last possible day of publication; an open end takes the other."""

    first: date
    last: date
    open: Literal["", "start", "end"] = ""

    @classmethod
    def of(cls, published: str | None) -> "Anchor | None":
        """Read a day of publication; None where it is not known or says too little."""
        if not published:
            return None
        try:
            when = parse(published)
        except DateError:
            return None
        first, last = when.earliest or when.latest, when.latest or when.earliest
        if first is None or last is None or (last - first).days > _MOST:
            return None
        return cls(first, last, "start" if when.earliest is None else "end" if when.latest is None else "")

    @property
    def days(self) -> list[date]:
        """Every possible day."""
        return [self.first + timedelta(n) for n in range((self.last - self.first).days + 1)]

    def each(self, rule: Callable[[date], str | None]) -> list[str]:
        """Return what a rule gives for each possible day, every reading once, in order."""
        return list(dict.fromkeys(r for day in self.days if (r := rule(day))))


def day_in(year: int, month: int, day: int) -> str | None:
    """Return a day as EDTF; None if the calendar has no such day."""
    if not 1 <= month <= 12 or not 1 <= year <= 9999 or not 1 <= day <= monthrange(year, month)[1]:
        return None
    return f"{year:04d}-{month:02d}-{day:02d}"


def within(first: date, last: date) -> str:
    """Return one unknown day between two as EDTF."""
    return first.isoformat() if first == last else f"[{first}..{last}]"


def hull(readings: list[str]) -> str:
    """Return one unknown day within all of several readings."""
    whens = [parse(r) for r in readings]
    first = min(w.earliest for w in whens if w.earliest)
    return within(first, max(w.latest for w in whens if w.latest))


def shift(year: int, month: int, months: int) -> tuple[int, int]:
    """Move a month by a number of months."""
    total = year * 12 + month - 1 + months
    return total // 12, total % 12 + 1


def add_days(day: date, days: int) -> date:
    """Move a day, staying in the calendar."""
    return date.fromordinal(min(max(day.toordinal() + days, 1), date.max.toordinal()))


def week(day: date, weeks: int = 0) -> tuple[date, date]:
    """Return Monday and Sunday of the week of a day, or of one so many weeks off."""
    monday = add_days(day, -day.weekday() + 7 * weeks)
    return monday, add_days(monday, 6)
