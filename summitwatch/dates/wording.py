"""Word a date with its doubt in plain English."""

import re
from itertools import pairwise

from summitwatch.dates.edtf import OPEN, QUARTERS, Kind, When, bounds, outline

_MONTHS = (
    "January", "February", "March", "April", "May", "June",
    "July", "August", "September", "October", "November", "December",
)  # fmt: skip


def label(when: When, *, short: bool = False) -> str:
    """Word a date in plain English.

    The short form has three-letter months and an en dash for any range; it therefore does not tell
    a span from a day within, which the long form does by "from ... to" and "between ... and".
    """
    kind, pairs = outline(when.edtf)
    if kind == "moment" and when.edtf[-1] == "X" and when.earliest:
        kind, pairs = "within", [_ends(when.edtf)]
    if len(pairs) == 1:
        return _range_words(kind, *pairs[0], short, dash=short)
    members = [_range_words(kind, *pair, short, dash=True) for pair in pairs]
    for i, ((a, b), (c, d)) in enumerate(pairwise(pairs)):
        if a == b and c == d:
            members[i] = _shared(a, c, short)[0]
    return f"{', '.join(members[:-1])} or {members[-1]}"


def _range_words(kind: Kind, first: str, last: str, short: bool, dash: bool) -> str:
    """Word one pair of dates; `dash` writes a range by an en dash, not by words."""
    if first == last:
        return _words(first, short)
    if first in OPEN or last in OPEN:
        return _open_words(kind, first, last, short)
    if dash:
        return _dash(first, last, short)
    a, b = _shared(first, last, short)
    return f"from {a} to {b}" if kind == "span" else f"between {a} and {b}"


def _open_words(kind: Kind, first: str, last: str, short: bool) -> str:
    words = _words(last if first in OPEN else first, short)
    if kind == "span":
        if first in OPEN:
            return f"until {words}" + ("" if first else ", start unknown")
        return f"since {words}" if last else f"from {words}, end unknown"
    by_day = (first + last).count("-") == 2
    if first in OPEN:
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
    first, last = bounds(part)
    return str(first)[: len(part)], str(last)[: len(part)]


def _name(part: str, short: bool) -> str:
    """Word one date of known digits without marks."""
    year, month, day = f"{part}--".split("-")[:3]
    number = int(year)
    if month == "24":
        return f"winter {number}–{(number + 1) % 100:02}"
    if short and "33" <= month <= "36":
        return f"Q{int(month) - 32} {number}"
    if month in QUARTERS:
        return f"{QUARTERS[month][1]} {number}"
    name = _MONTHS[int(month) - 1] if month else ""
    return f"{day.lstrip('0')} {name[:3] if short else name} {number}".strip()
