"""What is wrong with a date expression, and how to mend it."""

import re

ALLOWED = (
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


def fault(found: object, allowed: str, mend: str) -> DateError:
    """Return an error that tells what was found, what is allowed and how to mend it."""
    return DateError(f"found {str(found)!r}; allowed: {allowed}; to mend: {mend}")


def malformed(part: str) -> DateError:
    """Return the error for a date that has not the form of one, with the first mend that fits."""
    mends = (mend for pattern, mend in _MENDS if re.search(pattern, part))
    return fault(part, ALLOWED, next(mends, "write year, month, day, such as 2019-06-30"))
