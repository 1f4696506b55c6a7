"""What follows from several states of one event: its status, and the days on which they agree."""

from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date
from functools import lru_cache

from summitwatch.dates import DateError, When, intersect, parse

# In order of precedence: an event has the first status of which it has a state. A delay that was only
# asked for leaves the plan standing.
STATUSES = {
    "held": ("occurred",),
    "failed": ("did_not_occur", "cancelled"),
    "moved": ("postponed",),
    "planned": ("scheduled", "delay_requested"),
    "wished": ("proposed",),
    "mooted": ("mooted",),
}


@dataclass(frozen=True)
class Dating:
    """When several states, taken together, put an event.

    Attributes
    ----------
    earliest, latest : date or None
        Bounds of the days that satisfy every state, else of all days that any state names.
    agree : bool
        Whether some day satisfies every state.
    best : When or None
        The days on which most states agree; the narrowest of them if several sets are as large.
    best_states : int
        Number of states that agree on `best`.
    approximate, lasting : bool
        Whether any date is marked as approximate; whether any is a span of days.
    """

    earliest: date | None
    latest: date | None
    agree: bool
    best: When | None
    best_states: int
    approximate: bool
    lasting: bool


def status_of(states: Iterable[str]) -> str:
    """Return the status that follows from the states of an event, by precedence.

    Raises
    ------
    ValueError
        No state is known.
    """
    held = set(states)
    for status, members in STATUSES.items():
        if held.intersection(members):
            return status
    raise ValueError(f"found the states {sorted(held)}; allowed: {', '.join(sum(STATUSES.values(), ()))}")


def dating_of(status: str, dates: Sequence[When]) -> Dating:
    """Combine what the states that carry a status say of an event's day.

    Reports of one day narrow each other. What somebody only considers is not narrowed by one rendering of it
    that names fewer days: where most states name the same days, these stand.
    """
    found = combine(dates)
    [(edtf, count)] = Counter(when.edtf for when in dates).most_common(1) or [("", 0)]
    if status != "mooted" or not found.agree or 2 * count <= len(dates):
        return found
    most = parse(edtf)
    return replace(found, earliest=most.earliest, latest=most.latest, best=most, best_states=count)


def combine(dates: Sequence[When]) -> Dating:
    """Combine what several states say of one event's day.

    A span counts as the days that it covers. Ranges of days that overlap in pairs share a day (Helly's
    theorem in one dimension), so the largest set that agrees is found at the first day of one of them;
    a set with gaps is tried at its first day only. Where most of the spans that agree are one and the same,
    that is how long it lasted.
    """
    return _combined(tuple(dates))


@lru_cache(maxsize=4096)
def _combined(dates: tuple[When, ...]) -> Dating:
    if not dates:
        return Dating(None, None, True, None, 0, False, False)
    sets = [_agreeing(dates, anchor) for anchor in dates]
    best, count = min(sets, key=lambda found: (-found[1], found[0].days or 10**7, str(found[0])))
    best = _lasted(dates, best) or best
    agree = count == len(dates)
    low, high = [when.earliest for when in dates], [when.latest for when in dates]
    hull = (_all_or_none(low, min), _all_or_none(high, max))
    first, last = (best.earliest, best.latest) if agree else hull
    approximate = any(when.approximate for when in dates)
    return Dating(first, last, agree, best, count, approximate, any(when.kind == "span" for when in dates))


def _agreeing(dates: Sequence[When], anchor: When) -> tuple[When, int]:
    """Return the days that `anchor` shares with as many others as hold its first day, and their number."""
    day = parse(f"{anchor.earliest}") if anchor.earliest else anchor
    found, count = anchor, 0
    for when in dates:
        try:
            intersect(when, day)
            found = intersect(found, when) if when is not anchor else found
        except DateError:
            continue
        count += 1
    return found, count


def _lasted(dates: Sequence[When], best: When) -> When | None:
    """Return the span that most of those have which cover `best` and name both ends; None if none has."""
    spans = Counter(when.edtf for when in dates if when.kind == "span" and _covers(when, best))
    [(edtf, k)] = spans.most_common(1) or [("", 0)]
    return parse(edtf) if 2 * k > spans.total() else None


def _covers(span: When, best: When) -> bool:
    bounds = span.earliest, span.latest, best.earliest, best.latest
    if None in bounds:
        return False
    first, last, low, high = (day for day in bounds if day)
    return first <= low and high <= last


def _all_or_none(days: list[date | None], pick: Callable[[list[date]], date]) -> date | None:
    present = [day for day in days if day is not None]
    return pick(present) if len(present) == len(days) else None


def not_after(published: Iterable[str]) -> When:
    """Return what follows for the day of words from the days of the items that carry them."""
    days = [day for text in published if (day := parse(text).latest)]
    return parse(f"[..{min(days)}]") if days else parse("XXXX")
