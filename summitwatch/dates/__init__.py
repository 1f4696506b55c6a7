"""Read, compare and word dates that are in doubt, written in EDTF (ISO 8601-2:2019).

Two statements that look alike are kept apart throughout:

* ``2025-09-26/2025-09-28`` is a *span*: it lasted from the one day to the other;
* ``[2025-09-26..2025-09-28]`` is one unknown day *within* those three.

Level 0 and level 1 dates are read (qualifiers ``~ ? %``, unknown last digits ``X``, seasons, open
and unknown interval ends), and of level 2 the one-of sets ``[...]`` and the quarters 33 to 36.
Times of day, all-of sets ``{...}`` and qualifiers on a part of a date are refused.
"""

from summitwatch.dates.edtf import When, parse
from summitwatch.dates.faults import DateError
from summitwatch.dates.reckoning import gap, intersect, known_as_of, order, week_of, weekday_in
from summitwatch.dates.wording import label

__all__ = [
    "DateError",
    "When",
    "gap",
    "intersect",
    "known_as_of",
    "label",
    "order",
    "parse",
    "week_of",
    "weekday_in",
]
