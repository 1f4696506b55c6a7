"""Read, compare and word dates that are in doubt, written in EDTF (ISO 8601-2:2019).

Two statements that look alike are kept apart throughout:

* ``2025-09-26/2025-09-28`` is a *span*: it lasted from the one day to the other;
* ``[2025-09-26..2025-09-28]`` is one unknown day *within* those three.

Level 0 and level 1 dates are read (qualifiers ``~ ? %``, unknown last digits ``X``, seasons, open
and unknown interval ends), and of level 2 the one-of sets ``[...]`` and the quarters 33 to 36.
Times of day, all-of sets ``{...}`` and qualifiers on a part of a date are refused.
"""

import re
from calendar import monthrange
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from itertools import pairwise
from math import inf, isinf
from typing import Literal

Kind = Literal["moment", "span", "within"]
Order = Literal["before", "after", "same", "overlap", "unknown"]
Knowledge = Literal["known", "possibly", "unknown"]
Bounds = tuple[date | None, date | None]

_MONTHS = (
    "January", "February", "March", "April", "May", "June",
    "July", "August", "September", "October", "November", "December",
)  # fmt: skip
_WEEKDAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
# Code: first of its three months, and its name. EDTF leaves the months of a season open; these are
# the northern, meteorological ones, so winter runs into the next year.
_QUARTERS = {
    "21": (3, "spring"), "22": (6, "summer"), "23": (9, "autumn"), "24": (12, "winter"),
    "33": (1, "first quarter of"), "34": (4, "second quarter of"),
    "35": (7, "third quarter of"), "36": (10, "fourth quarter of"),
}  # fmt: skip
_OPEN = ("", "..")  # "" is an unknown interval end, ".." an open one
_DATE = re.compile(r"([0-9X]{4})(?:-([0-9X]{2})(?:-([0-9X]{2}))?)?[~?%]?")
_ALLOWED = (
    "2019, 2019-06 or 2019-06-30, with ~ ? or % at the end and X for unknown last digits; "
    "seasons 2026-21 to 2026-24, quarters 2026-33 to 2026-36; a/b, [a..b] and [a,b] of these, "
    "with .. for an open end"
)
_MENDS = (
    (r"\s", "leave out the spaces"),
    (r"[T:]", "leave out the time of day"),
    (r"[{}]", "write [a,b] for one of several, or give each of several dates on its own"),
    (r"x", "write a capital X for each unknown digit"),
    (r"[~?%].", "put one ~, ? or % at the very end of the date (% is both others)"),
    (r"[\[\]]", "put one pair of brackets round the whole expression, and no a/b inside"),
    (r"/", "give a span two ends only: a/b"),
    (r"^\d{8}$", "put hyphens between year, month and day"),
    (r"^\d{4}-\d(-|$)|-\d$", "write month and day with two digits, such as 2019-06-05"),
)


class DateError(ValueError):
    """A date expression that cannot be read, or a question that it cannot answer."""


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
        return sum(int(high - low) + 1 for low, high in _pieces(self.edtf))

    def __str__(self) -> str:
        return self.edtf


def parse(text: str) -> When:
    """Read an EDTF expression.

    Raises
    ------
    DateError
        If it is malformed, names no day of the calendar, is reversed, or says nothing at all.
    """
    if not isinstance(text, str):  # YAML reads a bare 2019 as a number and 2019-06-30 as a date
        found = f"{text} ({type(text).__name__})"
        raise _fault(found, "an EDTF string", f'put it in quotes: "{text}"')
    try:
        return _parse(text)
    except DateError as error:  # the part at fault is named; say where it stands
        raise DateError(f"cannot read the date {text!r}: {error}") from None


def order(a: When, b: When) -> Order:
    """Say how `a` lies to `b`, by their bounds as stated.

    Returns
    -------
    {"before", "after", "same", "overlap", "unknown"}
        "before" and "after" only if no possible day of one reaches those of the other; "same" if
        both bounds are equal, which puts two events on one day only if both are `exact`;
        "overlap" if the bounds cross; "unknown" if they cross and some bound is missing.
    """
    if _high(a.latest) < _low(b.earliest):
        return "before"
    if _high(b.latest) < _low(a.earliest):
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


def label(when: When, *, short: bool = False) -> str:
    """Word a date in plain English.

    The short form has three-letter months and an en dash for any range; it therefore does not tell
    a span from a day within, which the long form does by "from ... to" and "between ... and".
    """
    kind, pairs = _outline(when.edtf)
    if kind == "moment" and when.edtf[-1] == "X" and when.earliest:
        kind, pairs = "within", [_ends(when.edtf)]
    if len(pairs) == 1:
        return _range_words(kind, *pairs[0], short, dash=short)
    members = [_range_words(kind, *pair, short, dash=True) for pair in pairs]
    for i, ((a, b), (c, d)) in enumerate(pairwise(pairs)):
        if a == b and c == d:
            members[i] = _shared(a, c, short)[0]
    return f"{', '.join(members[:-1])} or {members[-1]}"


def weekday_in(name: str, within: When) -> list[date]:
    """List the possible days of `within` that fall on the weekday `name` ("Tuesday").

    Raises
    ------
    DateError
        If `name` is no English weekday, or `within` lacks a bound.
    """
    if name.capitalize() not in _WEEKDAYS:
        raise _fault(name, f"weekdays {', '.join(_WEEKDAYS)}", "write the English name in full")
    if within.earliest is None or within.latest is None:
        raise _fault(within.edtf, "dates with a first and a last day", "close the open end")
    weekday = _WEEKDAYS.index(name.capitalize())
    days = (n for low, high in _pieces(within.edtf) for n in range(int(low), int(high) + 1))
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
    if _high(published.latest) <= day.toordinal():
        return "known"
    return "possibly" if _low(published.earliest) <= day.toordinal() else "unknown"


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
        for a_low, a_high in _pieces(a.edtf)
        for b_low, b_high in _pieces(b.edtf)
        if max(a_low, b_low) <= min(a_high, b_high)
    ]
    if not rest:
        raise _fault(f"{a} and {b}", "dates that share a day", "widen one, or report the conflict")
    approximate, uncertain = a.approximate or b.approximate, a.uncertain or b.uncertain
    mark = "%" if approximate and uncertain else "~" * approximate + "?" * uncertain
    text = ",".join(_write(low, high, mark) for low, high in rest)
    return parse(f"[{text}]" if ".." in text or "," in text else text)


# Reading


def _fault(found: object, allowed: str, mend: str) -> DateError:
    return DateError(f"found {str(found)!r}; allowed: {allowed}; to mend: {mend}")


@lru_cache(maxsize=4096)
def _parse(text: str) -> When:
    kind, pairs = _outline(text)
    for first, last in pairs:
        if first in _OPEN and last in _OPEN:
            raise _fault(text, _ALLOWED, "state at least one date, or leave the whole date out")
        if _low(_bounds(first)[0]) > _high(_bounds(last)[1]):
            raise _fault(text, "an end that is not before its start", f"swap {first} and {last}")
    pieces = _pieces(text)
    approximate, uncertain = (any(mark in text for mark in marks) for marks in ("~%", "?%"))
    return When(text, kind, _day(pieces[0][0]), _day(pieces[-1][1]), approximate, uncertain)


def _outline(text: str) -> tuple[Kind, list[tuple[str, str]]]:
    """Split an expression into its kind and its first and last dates, unread; twice one if single."""
    if text.startswith("[") and text.endswith("]"):
        members = [member.partition("..") for member in text[1:-1].split(",")]
        return "within", [(a or "..", b or "..") if dots else (a, a) for a, dots, b in members]
    first, slash, last = text.partition("/")
    return ("span", [(first, last)]) if slash else ("moment", [(text, text)])


@lru_cache(maxsize=4096)
def _bounds(part: str) -> Bounds:
    """Give the first and last day of one date, such as ``2025-1X~``."""
    if part in _OPEN:
        return None, None
    match = _DATE.fullmatch(part)
    if not match:
        mends = (mend for pattern, mend in _MENDS if re.search(pattern, part))
        raise _fault(part, _ALLOWED, next(mends, "write year, month, day, such as 2019-06-30"))
    year, month, day = match.groups(default="")
    if re.search("X[0-9]", year + month + day):  # else the days would not be one run
        raise _fault(part, "X for last digits only", "put X for every digit after the first X")
    if year == "XXXX":
        return None, None
    if month in _QUARTERS:
        return _quarter_bounds(part, year, month, day)
    (y1, y2), (m1, m2) = _number(part, "year", year, 9999), _number(part, "month", month or "XX", 12)
    first = _number(part, "day", day or "XX", monthrange(y1, m1)[1])[0]
    last = _number(part, "day", day or "XX", monthrange(y2, m2)[1])[1]
    return date(y1, m1, first), date(y2, m2, last)


def _quarter_bounds(part: str, year: str, code: str, day: str) -> Bounds:
    if day:
        raise _fault(part, "a season or quarter without a day", f"write {year}-{code}, or a month")
    start = _QUARTERS[code][0]
    y, _ = _number(part, "year", year, 9998)  # the winter of 9999 would leave the calendar
    next_year, month = divmod(start + 1, 12)
    end = (y + next_year, month + 1)
    return date(y, start, 1), date(*end, monthrange(*end)[1])


def _number(part: str, unit: str, mask: str, top: int) -> tuple[int, int]:
    """Give the least and greatest number from 1 to `top` that fits the digits of `mask`."""
    low, high = max(1, int(mask.replace("X", "0"))), min(top, int(mask.replace("X", "9")))
    if low > high:
        codes = ", seasons 21 to 24, quarters 33 to 36" if unit == "month" else ""
        raise _fault(part, f"{unit}s 1 to {top} here{codes}", f"check the {unit} in the source")
    return low, high


# Reckoning: days as ordinals, a missing bound as infinity


def _low(day: date | None) -> float:
    return day.toordinal() if day else -inf


def _high(day: date | None) -> float:
    return day.toordinal() if day else inf


def _day(ordinal: float) -> date | None:
    return None if isinf(ordinal) else date.fromordinal(int(ordinal))


def _pieces(text: str) -> list[tuple[float, float]]:
    """Give the runs of possible days in order, those that touch joined."""
    runs = sorted((_low(_bounds(a)[0]), _high(_bounds(b)[1])) for a, b in _outline(text)[1])
    joined = runs[:1]
    for low, high in runs[1:]:
        if low <= joined[-1][1] + 1:
            joined[-1] = (joined[-1][0], max(joined[-1][1], high))
        else:
            joined.append((low, high))
    return joined


def _edges(when: When) -> tuple[Bounds, Bounds]:
    """Give the bounds of the start and of the end."""
    if when.kind != "span":
        return (when.earliest, when.latest), (when.earliest, when.latest)
    [(first, last)] = _outline(when.edtf)[1]
    start_by = min(_present(_bounds(first)[1], when.latest), default=None)
    end_from = max(_present(_bounds(last)[0], when.earliest), default=None)
    return (when.earliest, start_by), (end_from, when.latest)


def _present(*days: date | None) -> Iterable[date]:
    return (day for day in days if day)


def _days_between(start: date | None, end: date | None) -> int | None:
    return (end - start).days if start and end else None


def _write(low: float, high: float, mark: str) -> str:
    first, last = (f"{day}{mark}" if (day := _day(end)) else "" for end in (low, high))
    if not first and not last:
        return f"XXXX{mark}"
    return first if low == high else f"{first}..{last}"


# Wording


def _range_words(kind: Kind, first: str, last: str, short: bool, dash: bool) -> str:
    """Word one pair of dates; `dash` writes a range by an en dash, not by words."""
    if first == last:
        return _words(first, short)
    if first in _OPEN or last in _OPEN:
        return _open_words(kind, first, last, short)
    if dash:
        return _dash(first, last, short)
    a, b = _shared(first, last, short)
    return f"from {a} to {b}" if kind == "span" else f"between {a} and {b}"


def _open_words(kind: Kind, first: str, last: str, short: bool) -> str:
    words = _words(last if first in _OPEN else first, short)
    if kind == "span":
        if first in _OPEN:
            return f"until {words}" + ("" if first else ", start unknown")
        return f"since {words}" if last else f"from {words}, end unknown"
    by_day = (first + last).count("-") == 2
    if first in _OPEN:
        return f"by {words}" if by_day else f"by the end of {words}"
    return f"{'on' if by_day else 'in'} or after {words}"


def _shared(first: str, last: str, short: bool) -> tuple[str, str]:
    """Word two dates, leaving out of the first the words at its end that the second repeats."""
    words, after = _words(first, short).split(), _words(last, short).split()
    end = len(words)
    # Only like with like: "26 September 2025" and "September 2025" share nothing.
    if re.sub("[0-9]", "", first) == re.sub("[0-9]", "", last) and len(words) == len(after):
        while end > 1 and words[end - 1] == after[end - 1]:
            end -= 1
    return " ".join(words[:end]), " ".join(after)


def _dash(first: str, last: str, short: bool) -> str:
    """Join two dates by an en dash, spaced unless single words meet: 26–28 Sep 2025."""
    a, b = _shared(first, last, short)
    closed = " " not in a and (" " not in b or len(first) == len(last))
    return f"{a}–{b}" if closed else f"{a} – {b}"


def _words(part: str, short: bool) -> str:
    """Word one date with its marks of doubt."""
    perhaps = "perhaps " if part[-1] in "?%" else ""
    about = ("c. " if short else "about ") if part[-1] in "~%" else ""
    body = part.rstrip("~?%")
    if body.startswith("XXXX"):
        return perhaps + about + "unknown date"
    if "X" in body:
        return perhaps + about + _range_words("within", *_ends(body), short, dash=True)
    return perhaps + about + _name(body, short)


def _ends(part: str) -> tuple[str, str]:
    """Give the first and the last date, to the same precision, that fit the unknown digits."""
    first, last = _bounds(part)
    return str(first)[: len(part)], str(last)[: len(part)]


def _name(part: str, short: bool) -> str:
    """Word one date of known digits without marks."""
    year, month, day = f"{part}--".split("-")[:3]
    number = int(year)
    if month == "24":
        return f"winter {number}–{(number + 1) % 100:02}"
    if short and "33" <= month <= "36":
        return f"Q{int(month) - 32} {number}"
    if month in _QUARTERS:
        return f"{_QUARTERS[month][1]} {number}"
    name = _MONTHS[int(month) - 1] if month else ""
    return f"{day.lstrip('0')} {name[:3] if short else name} {number}".strip()
