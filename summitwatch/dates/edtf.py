"""Date expressions and the days that they may cover."""

import re
from calendar import monthrange
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from math import inf, isinf
from typing import Literal

from summitwatch.dates.faults import ALLOWED, DateError, fault, malformed

Kind = Literal["moment", "span", "within"]
Bounds = tuple[date | None, date | None]

# Code: first of its three months, and its name. EDTF leaves the months of a season open; these are
# the northern, meteorological ones, so winter runs into the next year.
QUARTERS = {
    "21": (3, "spring"), "22": (6, "summer"), "23": (9, "autumn"), "24": (12, "winter"),
    "33": (1, "first quarter of"), "34": (4, "second quarter of"),
    "35": (7, "third quarter of"), "36": (10, "fourth quarter of"),
}  # fmt: skip
OPEN = ("", "..")  # "" is an unknown interval end, ".." an open one
_DATE = re.compile(r"([0-9X]{4})(?:-([0-9X]{2})(?:-([0-9X]{2}))?)?[~?%]?")


@dataclass(frozen=True)
class When:
    """A date expression with the days that it may cover; made by `parse`.

    ``~`` and ``%`` set `approximate` and ``?`` and ``%`` set `uncertain`, but neither moves the
    bounds: EDTF gives no width for "about", and one of our own would pass for evidence. Whoever
    compares an approximate date must therefore say so.

    Attributes
    ----------
    edtf : str
        The expression as written.
    kind : {"moment", "span", "within"}
        From the syntax alone: a single date, ``a/b``, or a one-of set ``[...]``.
    earliest, latest : date or None
        First and last possible day; None where that end is open or unknown.
    approximate, uncertain : bool
        Whether any date in the expression is so marked.
    """

    edtf: str
    kind: Kind
    earliest: date | None
    latest: date | None
    approximate: bool
    uncertain: bool

    @property
    def exact(self) -> bool:
        """Whether this is one day, stated without doubt."""
        one_day = self.earliest is not None and self.earliest == self.latest
        return one_day and not self.approximate and not self.uncertain

    @property
    def days(self) -> int | None:
        """Number of possible days, gaps between the members of a set left out; None if unbounded."""
        if self.earliest is None or self.latest is None:
            return None
        return sum(int(high - low) + 1 for low, high in pieces(self.edtf))

    def __str__(self) -> str:
        return self.edtf


def parse(text: str) -> When:
    """Read an EDTF expression.

    Raises
    ------
    DateError
        If it is malformed, names no day of the calendar, is reversed, or says nothing at all.
    """
    _refuse_unquoted(text)
    try:
        return _parse(text)
    except DateError as error:  # the part at fault is named; say where it stands
        raise DateError(f"cannot read the date {text!r}: {error}") from None


def _refuse_unquoted(value: object) -> None:
    """Refuse what is no text: YAML reads a bare 2019 as a number and 2019-06-30 as a date."""
    if not isinstance(value, str):
        found = f"{value} ({type(value).__name__})"
        raise fault(found, "an EDTF string", f'put it in quotes: "{value}"')


@lru_cache(maxsize=4096)
def _parse(text: str) -> When:
    kind, pairs = outline(text)
    for first, last in pairs:
        if first in OPEN and last in OPEN:
            raise fault(text, ALLOWED, "state at least one date, or leave the whole date out")
        if as_lower(bounds(first)[0]) > as_upper(bounds(last)[1]):
            raise fault(text, "an end that is not before its start", f"swap {first} and {last}")
    runs = pieces(text)
    approximate, uncertain = (any(mark in text for mark in marks) for marks in ("~%", "?%"))
    return When(text, kind, day_of(runs[0][0]), day_of(runs[-1][1]), approximate, uncertain)


def outline(text: str) -> tuple[Kind, list[tuple[str, str]]]:
    """Split an expression into its kind and its first and last dates, unread; twice one if single."""
    if text.startswith("[") and text.endswith("]"):
        members = [member.partition("..") for member in text[1:-1].split(",")]
        return "within", [(a or "..", b or "..") if dots else (a, a) for a, dots, b in members]
    first, slash, last = text.partition("/")
    return ("span", [(first, last)]) if slash else ("moment", [(text, text)])


@lru_cache(maxsize=4096)
def bounds(part: str) -> Bounds:
    """Give the first and last day of one date, such as ``2025-1X~``."""
    if part in OPEN:
        return None, None
    match = _DATE.fullmatch(part)
    if not match:
        raise malformed(part)
    year, month, day = match.groups(default="")
    if re.search("X[0-9]", year + month + day):  # else the days would not be one run
        raise fault(part, "X for last digits only", "put X for every digit after the first X")
    if year == "XXXX":
        return None, None
    if month in QUARTERS:
        return _quarter_bounds(part, year, month, day)
    (y1, y2), (m1, m2) = _number(part, "year", year, 9999), _number(part, "month", month or "XX", 12)
    first = _number(part, "day", day or "XX", monthrange(y1, m1)[1])[0]
    last = _number(part, "day", day or "XX", monthrange(y2, m2)[1])[1]
    return date(y1, m1, first), date(y2, m2, last)


def _quarter_bounds(part: str, year: str, code: str, day: str) -> Bounds:
    if day:
        raise fault(part, "a season or quarter without a day", f"write {year}-{code}, or a month")
    start = QUARTERS[code][0]
    y, _ = _number(part, "year", year, 9998)  # the winter of 9999 would leave the calendar
    next_year, month = divmod(start + 1, 12)
    end = (y + next_year, month + 1)
    return date(y, start, 1), date(*end, monthrange(*end)[1])


def _number(part: str, unit: str, mask: str, top: int) -> tuple[int, int]:
    """Give the least and greatest number from 1 to `top` that fits the digits of `mask`."""
    low, high = max(1, int(mask.replace("X", "0"))), min(top, int(mask.replace("X", "9")))
    if low > high:
        codes = ", seasons 21 to 24, quarters 33 to 36" if unit == "month" else ""
        raise fault(part, f"{unit}s 1 to {top} here{codes}", f"check the {unit} in the source")
    return low, high


def as_lower(day: date | None) -> float:
    """Give the ordinal of a first day; minus infinity if it is missing."""
    return day.toordinal() if day else -inf


def as_upper(day: date | None) -> float:
    """Give the ordinal of a last day; infinity if it is missing."""
    return day.toordinal() if day else inf


def day_of(ordinal: float) -> date | None:
    """Give the day of an ordinal; None for an infinite one."""
    return None if isinf(ordinal) else date.fromordinal(int(ordinal))


def pieces(text: str) -> list[tuple[float, float]]:
    """Give the runs of possible days in order, those that touch joined."""
    runs = sorted((as_lower(bounds(a)[0]), as_upper(bounds(b)[1])) for a, b in outline(text)[1])
    joined = runs[:1]
    for low, high in runs[1:]:
        if low <= joined[-1][1] + 1:
            joined[-1] = (joined[-1][0], max(joined[-1][1], high))
        else:
            joined.append((low, high))
    return joined
