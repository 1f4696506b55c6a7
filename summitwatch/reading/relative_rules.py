"""Dates that are told by their distance from the day of publication: this week, two years ago, on Friday."""

from collections.abc import Callable
from datetime import date

from summitwatch.reading.anchor import Anchor, add_days, day_in, hull, shift, week, within
from summitwatch.reading.calendar_rules import NO_ANCHOR, Reading, settle
from summitwatch.reading.date_parts import part_of
from summitwatch.reading.date_patterns import NUMBERS, WEEKDAYS
from summitwatch.reading.tense import Direction

_VAGUE = ("few", "several", "dozen", "couple of")
SEASONS = {"spring": 3, "summer": 6, "autumn": 9, "fall": 9, "winter": 12}
_CODES = {3: "21", 6: "22", 9: "23", 12: "24"}
_OFF = {"last": -1, "the previous": -1, "next": 1, "the coming": 1, "coming": 1, "this coming": 1}
_TWO_READINGS = "a weekday with two readings"


def count_of(word: str | None) -> int | None:
    """Return the number that a word names; None where it is vague."""
    if word is None or word in _VAGUE:
        return None
    return int(word) if word.isdigit() else NUMBERS.get(word)


def weekday(
    name: str, which: str | None, of_week: str | None, anchor: Anchor | None, lean: Direction
) -> Reading:
    """Resolve a weekday by "last", "next", "this", or by tense."""
    if anchor is None:
        return NO_ANCHOR
    place = WEEKDAYS.index(name)
    if of_week:
        off = {"last": -1, "this": 0, "next": 1}[of_week.split()[0]]
        return settle(
            anchor.each(lambda a: _weekday_in(a, place, off)), "weekday of the week named", _TWO_READINGS
        )
    if which in ("last", "this past", "the previous"):
        readings = _either(anchor, lambda a: (_back(a, place, strict=True), _weekday_in(a, place, -1)))
        return settle(readings, "last such weekday before publication", _TWO_READINGS)
    if which in ("next", "the following"):
        readings = _either(anchor, lambda a: (_forth(a, place), _weekday_in(a, place, 1)))
        return settle(readings, "next such weekday after publication", _TWO_READINGS)
    if which in ("this", "coming", "this coming"):
        rule = (lambda a: _weekday_in(a, place, 0)) if which == "this" else (lambda a: _forth(a, place))
        return settle(anchor.each(rule), "weekday of the week of publication", _TWO_READINGS)
    return _weekday_by_tense(place, anchor, lean)


def _weekday_by_tense(place: int, anchor: Anchor, lean: Direction) -> Reading:
    if lean == "unknown":
        readings = _either(anchor, lambda a: (_back(a, place), _forth(a, place)))
        return settle(readings, "weekday without tense", _TWO_READINGS)
    step = (lambda a: _back(a, place)) if lean == "past" else (lambda a: _forth(a, place))
    side = "last such weekday up to" if lean == "past" else "next such weekday after"
    return settle(anchor.each(step), f"{side} publication", "the day of publication leaves the week open")


def _either(anchor: Anchor, rule: Callable[[date], tuple[str, ...]]) -> list[str]:
    return list(dict.fromkeys(sorted(reading for day in anchor.days for reading in rule(day))))


def _back(a: date, place: int, strict: bool = False) -> str:
    days = (a.weekday() - place) % 7
    return add_days(a, -(days or 7) if strict else -days).isoformat()


def _forth(a: date, place: int) -> str:
    return add_days(a, (place - a.weekday()) % 7 or 7).isoformat()


def _weekday_in(a: date, place: int, off: int) -> str:
    return add_days(week(a, off)[0], place).isoformat()


def weekend(which: str | None, anchor: Anchor | None, lean: Direction) -> Reading:
    """Resolve a weekend: Saturday or Sunday."""
    if anchor is None:
        return NO_ANCHOR
    past = which in ("last", "past", "this past") or (which is None and lean == "past")
    ahead = which == "next"

    def of(a: date) -> str:
        saturday = add_days(week(a)[0], 5)
        if past and (a < saturday or which == "last"):
            saturday = add_days(saturday, -7)
        return within(add_days(saturday, 7 * ahead), add_days(saturday, 7 * ahead + 1))

    return settle(
        anchor.each(of), "Saturday or Sunday, by word or tense", "the day of publication leaves the week open"
    )


def unit(which: str, name: str, part: str | None, anchor: Anchor | None) -> Reading:
    """Resolve this, last or next week, month, quarter, year or decade, or a part of it."""
    if anchor is None:
        return NO_ANCHOR
    if "past" in which and name == "week":
        days = f"{add_days(anchor.last, -7)}/{add_days(anchor.last, -1)}"
        return Reading(days, "published", "the seven days before publication")
    if "past" in which:
        return window("past", 1, name, anchor)
    off = _OFF.get(which, 0)
    readings = anchor.each(lambda a: _unit(a, name, off))
    if not readings:
        return Reading(None, "published", "a period too vague to bound")
    if part in ("earlier", "later"):
        readings = [_up_to(base, part, anchor) for base in readings]
    elif part:
        readings = [x for base in readings if (x := part_of(base, part))]
    rule = f"{name} of publication" if off == 0 else f"{name} {'before' if off < 0 else 'after'} publication"
    if name == "week" and len(readings) > 1:
        return Reading(hull(readings), "published", f"{rule}, as far as that is known")
    return settle(
        readings, f"{part} in the {rule}" if part else rule, f"the day of publication leaves the {name} open"
    )


def bare_quarter(place: int, anchor: Anchor | None, lean: Direction) -> Reading:
    """Resolve "the first quarter" without year: the last one begun, or the next."""
    if anchor is None:
        return NO_ANCHOR

    def of(a: date) -> str:
        begun = place * 3 + 1 <= a.month
        year = (
            a.year + 1
            if lean == "future" and begun
            else a.year - 1
            if lean != "future" and not begun
            else a.year
        )
        return f"{year:04d}-{33 + place}"

    return settle(
        anchor.each(of), "quarter without year, by tense", "the day of publication leaves the year open"
    )


def _unit(a: date, name: str, off: int) -> str | None:
    if name == "week":
        return within(*week(a, off))
    if name == "month":
        return "{:04d}-{:02d}".format(*shift(a.year, a.month, off))
    if name == "quarter":
        year, month = shift(a.year, a.month, 3 * off)
        return f"{year:04d}-{33 + (month - 1) // 3}"
    if name == "year":
        return f"{a.year + off:04d}"
    return f"{a.year // 10 + off:03d}X" if name == "decade" else None


def _up_to(base: str, part: str, anchor: Anchor) -> str:
    first, last = hull_bounds(base)
    if part == "earlier":
        return within(first, max(first, min(last, anchor.last)))
    return within(min(last, max(first, anchor.first)), last)


def hull_bounds(edtf: str) -> tuple[date, date]:
    """Return first and last day of a bounded expression."""
    from summitwatch.dates import parse

    when = parse(edtf)
    return when.earliest or date.min, when.latest or date.max


def window(which: str, count: int | None, name: str, anchor: Anchor | None) -> Reading:
    """Resolve the last or the next so many days, weeks, months, years."""
    if which in ("first", "final"):
        return Reading(None, "event", "a part of a period that the text does not date")
    if count is None:
        return Reading(None, "published", "vague nearness to publication")
    if anchor is None:
        return NO_ANCHOR
    ahead = which in ("coming", "next", "following", "upcoming")
    near = anchor.first if ahead else anchor.last
    far = moved(near, name, count if ahead else -count)
    ends = [_grain(near, name), _grain(far, name)]
    return Reading(
        "/".join(sorted(ends)), "published", f"{count} {name}s {'from' if ahead else 'up to'} publication"
    )


def moved(day: date, name: str, count: int) -> date:
    """Move a day by so many units."""
    if name in ("day", "week"):
        return add_days(day, count * (7 if name == "week" else 1))
    months = count * {"month": 1, "year": 12, "decade": 120}[name]
    year, month = shift(day.year, day.month, months)
    return date(min(max(year, 1), 9998), month, min(day.day, 28))


def _grain(day: date, name: str) -> str:
    if name == "day":
        return day.isoformat()
    return f"{day}~" if name == "week" else f"{day:%Y-%m}~" if name == "month" else f"{day.year:04d}~"


def ago(count: int | None, name: str, back: bool, near: date | None, about: bool, anchor: str) -> Reading:
    """Resolve "three years ago", or "two days later" from a day that was named."""
    if count is None:
        return Reading(None, anchor, "a distance too vague to count")
    if near is None:
        return Reading(
            None, anchor, "counted from a day that is not known", (), "the day counted from is not known"
        )
    day = moved(near, name, -count if back else count)
    text = {"day": day.isoformat(), "week": within(*week(day)), "month": f"{day:%Y-%m}"}.get(
        name, f"{day.year:04d}"
    )
    if name == "week" and anchor == "event":
        text, about = f"{day}~", False  # "a week later" is counted in days, not in weeks of the calendar
    text = f"{text}~" if about and name != "week" else text
    return Reading(text, anchor, f"{count} {name}s {'before' if back else 'after'} the day counted from")


def season(name: str, year: int) -> str:
    """Return a season as EDTF."""
    return f"{year:04d}-{_CODES[SEASONS[name]]}"


def season_near(name: str, which: str | None, anchor: Anchor | None, lean: Direction) -> Reading:
    """Resolve a season without year."""
    if anchor is None:
        return NO_ANCHOR

    def of(a: date) -> str | None:
        start = SEASONS[name]
        options = [(y, start) for y in (a.year - 2, a.year - 1, a.year, a.year + 1)]
        begun = [y for y, m in options if (y, m) <= (a.year, a.month)]
        current = _running(a, begun[-1], start)
        past = which == "last" or (which is None and lean == "past")
        if past:
            return season(name, begun[-1] - (current and which == "last"))
        if which is None and lean == "unknown":
            return None
        return season(name, begun[-1] if current and which != "next" else begun[-1] + 1)

    readings = anchor.each(of)
    if not readings:
        both = [r for side in ("past", "future") for r in (season_near(name, None, anchor, side).edtf,) if r]
        return settle(list(dict.fromkeys(both)), "season without year or tense", "nothing tells which year")
    return settle(readings, "season by word or tense", "the day of publication leaves the year open")


def _running(a: date, year: int, start: int) -> bool:
    return 0 <= (a.year - year) * 12 + a.month - start < 3


def day_of_month(d: int, of: str | None, anchor: Anchor | None, lean: Direction) -> Reading:
    """Resolve "the 26th": a day of the month of publication, or of the one beside it."""
    if anchor is None:
        return NO_ANCHOR

    def pick(a: date) -> str | None:
        off = {"last": -1, "next": 1}.get(of or "", 0)
        if of is None and lean == "past" and d > a.day:
            off = -1
        if of is None and lean == "future" and d < a.day:
            off = 1
        return day_in(*shift(a.year, a.month, off), d)

    return settle(anchor.each(pick), "day of the month nearest to publication", "the month is open")
