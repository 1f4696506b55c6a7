"""Forms that name a month or a day: their parts put together."""

import re
from dataclasses import dataclass, field
from datetime import date

from summitwatch.reading import calendar_rules as calendar
from summitwatch.reading import relative_rules as relative
from summitwatch.reading.anchor import Anchor, add_days, day_in, week, within
from summitwatch.reading.calendar_rules import Reading, absolute
from summitwatch.reading.date_patterns import WEEKDAYS, Found
from summitwatch.reading.events import Memory
from summitwatch.reading.tense import Direction, direction

_NOUN_AFTER = re.compile(
    r" (?!(?:morning|afternoon|evening|night|and|or|to|in|at|of|as|that|but|when|after)\b)[a-z]"
)
_OWNER_BEFORE = re.compile(r"(?:\b[Tt]he|'s|s') $")


@dataclass
class Context:
    """What resolving one expression looks at."""

    text: str
    found: Found
    anchor: Anchor | None
    memory: Memory
    _lean: list[Direction] = field(default_factory=list)

    @property
    def lean(self) -> Direction:
        """Past or future, read once."""
        if not self._lean:
            end = self.found.end
            # "the September forum was": the verb tells of the noun, not when it took or takes place
            text = self.text[:end] if self._is_attribute() else self.text
            self._lean.append(direction(text, self.found.start, end))
        return self._lean[0]

    def _is_attribute(self) -> bool:
        if self.found.form not in ("month", "weekday") or not _NOUN_AFTER.match(self.text, self.found.end):
            return False
        return bool(_OWNER_BEFORE.search(self.text, max(0, self.found.start - 12), self.found.start))

    def part(self, name: str) -> str | None:
        """Return a part of the form, None where it has none."""
        return self.found.parts.groupdict().get(name)


def year_of(at: Context, name: str = "y") -> int | None:
    """Return the year that the form gives, or that "next year" beside it means."""
    if given := at.part(name):
        return int(given)
    beside = at.part("rel")
    if beside is None:
        return None
    near = at.anchor.first.year if at.anchor and at.anchor.first.year == at.anchor.last.year else None
    told = {"last year": near, "this year": near, "next year": near}
    off = {
        "last year": -1,
        "next year": 1,
        "the following year": 1,
        "the next year": 1,
        "the previous year": -1,
    }
    base = told.get(beside, at.memory.year)
    return None if base is None else base + off.get(beside, 0)


def day_form(at: Context, m: str = "m", d: str = "d", y: str = "y") -> Reading:
    """Resolve a day of a month."""
    month, day = calendar.month_number(at.part(m) or ""), calendar.number(at.part(d) or "")
    year = year_of(at, y) or (year_of(at) if y != "y" else None)
    if year is None and (named := _year_in_sentence(at)):
        year = named
    if year is not None:
        return absolute(day_in(year, month, day))
    return _near_attribute(at, month, day) or calendar.day_of_year(month, day, at.anchor, at.lean)


def _year_in_sentence(at: Context) -> int | None:
    """Return the year that the sentence named just before: past if it tells of the past, or ahead."""
    year = at.memory.year_here
    if year is None or at.anchor is None:
        return None
    past = year < at.anchor.first.year and at.lean == "past"
    return year if past or (year > at.anchor.last.year and at.lean != "past") else None


_OF_BEFORE = re.compile(r"\b[A-Za-z]+ of (?:the )?$")
_CLOSE = 45  # days: an attribute this near ("the summit of October 31") is of this year


def _near_attribute(at: Context, month: int, day: int) -> Reading | None:
    """Return the nearest such day where the date is the attribute of a noun, which no tense governs."""
    if at.anchor is None or not _OF_BEFORE.search(at.text, max(0, at.found.start - 24), at.found.start):
        return None
    near = calendar.day_of_year(month, day, at.anchor, "unknown")
    if near.edtf is None or abs((date.fromisoformat(near.edtf) - at.anchor.first).days) > _CLOSE:
        return None
    return near


def weekday_date(at: Context) -> Reading:
    """Resolve a date with its weekday."""
    names = ("m", "d") if at.part("m") else ("m2", "d2")
    if at.part("y"):
        return day_form(at, *names)
    month, day = calendar.month_number(at.part(names[0]) or ""), calendar.number(at.part(names[1]) or "")
    return calendar.day_of_year(
        month, day, at.anchor, at.lean, at.found.parts.group().split()[0].rstrip(",.")
    )


def month_form(at: Context, m: str = "m", y: str = "y") -> Reading:
    """Resolve a month."""
    month = calendar.month_number(at.part(m) or "")
    year = year_of(at, y)
    if year is None and at.part("rel"):
        return Reading(
            None, "event", "month of a year that the text named before", (), "that year is not known"
        )
    if year is None and not at.memory.passed_by(at.text, at.found.start, month):
        year = _year_in_sentence(at)
    if year is not None:
        anchor = "text" if at.part(y) else "published" if at.part("rel") else "event"
        rule = (
            "month without year: the year named just before"
            if anchor == "event"
            else "month and year as given"
        )
        return Reading(f"{year:04d}-{month:02d}", anchor, rule)
    return calendar.month_of_year(month, at.anchor, at.lean)


def months(at: Context) -> Reading:
    """Resolve two months: from the one to the other, or one of both."""
    joiner = "or" if (at.part("t") or "").strip() in ("or", "and") else "to"
    first = month_form(at, "m", "y1" if at.part("y1") else "y")
    return calendar.span(first, month_form(at, "m2"), joiner)


def two_days(at: Context) -> Reading:
    """Resolve two days: from the one to the other, or one of both."""
    if "m2" in at.found.parts.groupdict():
        first = day_form(at, "m", "d", "y" if at.part("y") else "y2")
        return calendar.span(first, day_form(at, "m2", "d2", "y2" if at.part("y2") else "y"), "to")
    joiner = "or" if (at.part("t") or "").strip() == "or" else "to"
    return calendar.span(day_form(at), day_form(at, "m", "d2"), joiner)


def week_of(at: Context) -> Reading:
    """Resolve "the week of October 20": Monday to Sunday about that day."""
    day = day_form(at, "m", "d") if at.part("m") else day_form(at, "m2", "d2")
    if day.edtf is None:
        return day
    return day._replace(edtf=within(*week(date.fromisoformat(day.edtf), 0)), rule=f"week of a {day.rule}")


def weekdays(at: Context) -> Reading:
    """Resolve "from Monday to Thursday": what is past ends before publication, the rest begins after it."""
    names, of_week = (at.part("d") or "", at.part("d2") or ""), at.part("w")
    if of_week:
        ends = [relative.weekday(name, None, of_week, at.anchor, at.lean) for name in names]
        if ends[0].edtf and ends[1].edtf and ends[1].edtf < ends[0].edtf:
            return Reading(None, "published", "weekdays of a week", (), "they make no interval")
        return calendar.span(ends[0], ends[1], "to")
    back = at.lean == "past"
    known = relative.weekday(names[back], None, None, at.anchor, at.lean)
    if known.edtf is None or "." in known.edtf:
        return known
    apart = (WEEKDAYS.index(names[1]) - WEEKDAYS.index(names[0])) % 7
    other = add_days(date.fromisoformat(known.edtf), -apart if back else apart).isoformat()
    first, last = sorted((known.edtf, other))
    return Reading(f"{first}/{last}", known.anchor, f"{known.rule}; from the one to the other")


def slashed(at: Context) -> Reading:
    """Resolve 03/04/2025, where the day or the month may come first; with points the day does."""
    a, b, year = int(at.part("a") or 0), int(at.part("b") or 0), int(at.part("y") or 0)
    orders = ((b, a),) if at.part("s") == "." else ((b, a), (a, b))
    days = list(dict.fromkeys(day for m, d in orders if (day := day_in(year, m, d))))
    if len(days) == 2:
        return Reading(None, "text", "day and month in digits", tuple(days), "either may be the month")
    return absolute(days[0] if days else None)


def relative_month(at: Context) -> Reading:
    """Resolve last, this or next January."""
    month, which = calendar.month_number(at.part("m") or ""), at.part("r") or ""
    if which == "that":
        year = at.memory.year
        told = f"{year:04d}-{month:02d}" if year else None
        return Reading(
            told, "event", "month of the year told before", (), "" if told else "no year before it"
        )
    if "following" in which:
        after = at.memory.after(month)
        return Reading(
            after,
            "event",
            "the next such month after the date told before",
            (),
            "" if after else "no date before it",
        )
    if at.anchor and at.anchor.first.month == month and which in ("last", "next"):
        off = -1 if which == "last" else 1
        return calendar.settle(
            at.anchor.each(lambda a: f"{a.year + off:04d}-{month:02d}"), f"{which} such month", "year open"
        )
    if which == "this" and at.anchor:
        return calendar.settle(
            at.anchor.each(lambda a: f"{a.year:04d}-{month:02d}"), "month of this year", "year open"
        )
    return calendar.month_of_year(month, at.anchor, "past" if which in ("last", "this past") else "future")


def iso(at: Context) -> Reading:
    """Resolve a date in digits."""
    year, month, day = re.split(r"[-./]", at.found.parts.group())
    return absolute(day_in(int(year), int(month), int(day)))


def years(at: Context) -> Reading:
    """Resolve a span of years."""
    first, last = at.part("y") or "", at.part("y2") or at.part("y3") or ""
    last = last if len(last) == 4 else first[:2] + last
    return absolute(f"{first}/{last}" if first < last else None)
