"""Parts of a period: early, mid, late, a half, a quarter, a week of it."""

import re
from datetime import date

from summitwatch.dates import parse
from summitwatch.reading.anchor import within
from summitwatch.reading.date_patterns import NUMBERS

_COUNTED = re.compile(r"(first|last|opening|final) (\w+) days of")
_COUNTED_MONTHS = re.compile(r"(first|last|opening|final) (\w+) months of")
_YEAR, _DECADE = 300, 3000  # days: what is longer is a year, or a decade


def part_of(base: str, part: str) -> str | None:
    """Return a part of a period that is bounded, as EDTF."""
    when = parse(base)
    if when.earliest is None or when.latest is None:
        return None
    first, last, days = when.earliest, when.latest, (when.latest - when.earliest).days + 1
    if days == 2:  # a weekend
        return first.isoformat() if _side(part) == "e" else last.isoformat()
    if "quarter" in part:
        quarter = _place(part, ("first", "second", "third", "fourth", "last"))
        return f"{first.year:04d}-{33 + min(quarter, 3)}" if days > _YEAR else None
    if months := _COUNTED_MONTHS.fullmatch(part):
        return _so_many_months(first.year, *months.groups()) if _YEAR < days < _DECADE else None
    if "week" in part or "days" in part:
        return _week_of(first, last, part)
    if days > _DECADE:
        return _years_of(first.year, part)
    if days > _YEAR:
        return _months_of(first.year, part)
    return _third(first, last, part, days // 3 if days > 31 else 10 if days > 20 else 3)


def _place(part: str, words: tuple[str, ...]) -> int:
    return next((n for n, word in enumerate(words) if part.startswith(word)), 0)


def _week_of(first: date, last: date, part: str) -> str:
    """Return a week by the days of the month: the first is 1 to 7, the last the seven days at the end."""
    if counted := _COUNTED.fullmatch(part):
        days = NUMBERS.get(counted.group(2)) or int(counted.group(2))
        if part.startswith(("last", "final")):
            return within(date.fromordinal(max(last.toordinal() - days + 1, first.toordinal())), last)
        return within(first, date.fromordinal(min(first.toordinal() + days - 1, last.toordinal())))
    if part.startswith(("last", "final")):
        return within(date.fromordinal(last.toordinal() - 6), last)
    begin = first.toordinal() + _place(part, ("first", "second", "third", "fourth")) * 7
    return within(date.fromordinal(begin), date.fromordinal(min(begin + 6, last.toordinal())))


def _third(first: date, last: date, part: str, size: int) -> str:
    """Return the first, second or last third; in a month by tens of days."""
    a, b = first.toordinal(), last.toordinal()
    if "half" in part:
        middle = (a + b) // 2
        after = date.fromordinal(middle + 1)
        return within(first, date.fromordinal(middle)) if "first" in part else within(after, last)
    cut = (a, a + size, a + 2 * size, b + 1)
    low, high = {"e": (0, 1), "m": (1, 2), "l": (2, 3)}[_side(part)]
    return within(date.fromordinal(cut[low]), date.fromordinal(max(cut[low], cut[high] - 1)))


def _side(part: str) -> str:
    if part in ("mid-to-late", "mid to late"):
        return "l"
    if part.startswith(("early", "beginning", "start", "opening", "first")):
        return "e"
    return "m" if part.startswith("mid") else "l"


def _months_of(year: int, part: str) -> str | None:
    fixed = {"end of": "12", "close of": "12", "beginning of": "01", "start of": "01"}
    if part in fixed:
        return f"{year:04d}-{fixed[part]}"
    if part.startswith("turn"):
        return None
    if "half" in part:
        return f"[{year:04d}-01..{year:04d}-06]" if "first" in part else f"[{year:04d}-07..{year:04d}-12]"
    low, high = {"e": ("01", "04"), "m": ("05", "08"), "l": ("09", "12")}[_side(part)]
    return f"[{year:04d}-{low}..{year:04d}-{high}]"


def _so_many_months(year: int, which: str, count: str) -> str | None:
    months = NUMBERS.get(count) or int(count)
    first, last = (13 - months, 12) if which in ("last", "final") else (1, months)
    return f"[{year:04d}-{first:02d}..{year:04d}-{last:02d}]" if months < 12 else None


def _years_of(first: int, part: str) -> str:
    low, high = {"e": (0, 3), "m": (4, 6), "l": (7, 9)}[_side(part)]
    return f"[{first + low:04d}..{first + high:04d}]"
