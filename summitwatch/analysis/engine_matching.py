"""Set the rows that an engine proposes beside the rows that people made."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from typing import NamedTuple

OPEN = "open"  # what an engine proposes where it leaves the choice to a person


class Expected(NamedTuple):
    """A row to be found: place, span, surface, and the values that are right (None: it has none).

    With `open` all the values are to be kept as candidates; `optional`: finding it is neither right nor
    wrong.
    """

    place: str
    start: int
    end: int
    surface: str
    values: tuple[str | None, ...]
    open: bool = False
    optional: bool = False


class Proposed(NamedTuple):
    """A row that an engine proposes; its candidates where it leaves the value open."""

    place: str
    start: int
    end: int
    surface: str
    value: str | None
    candidates: tuple[str, ...] = ()


class Miss(NamedTuple):
    """A row that is not right, and how: not_found, wrong_value, guessed, left_open, spurious."""

    place: str
    kind: str
    surface: str
    expected: str | None
    proposed: str | None


@dataclass
class Tally:
    """Rows that are expected, proposed and right, and those that are not."""

    expected: int = 0
    proposed: int = 0
    right: int = 0
    misses: list[Miss] = field(default_factory=list)

    @property
    def spurious(self) -> int:
        """Rows proposed where nothing is."""
        return sum(m.kind == "spurious" for m in self.misses)


def compare(expected: Iterable[Expected], proposed: Iterable[Proposed]) -> Tally:
    """Count what is right: the right value at a span that holds, or is held by, the expected one."""
    wanted, left, tally = list(expected), list(proposed), Tally()
    pairs: dict[int, Proposed] = {}
    for fits in (_same_span_and_value, _right, _overlaps):
        for number, row in enumerate(wanted):
            match = next((p for p in left if number not in pairs and fits(row, p)), None)
            if match is not None:
                pairs[number] = match
                left.remove(match)
    for number, row in enumerate(wanted):
        _count(tally, row, pairs.get(number))
    tally.proposed += len(left)
    tally.misses += [Miss(p.place, "spurious", p.surface, None, told(p)) for p in left]
    return tally


def _count(tally: Tally, row: Expected, match: Proposed | None) -> None:
    if row.optional or (match is None and not row.open and len(row.values) > 1 and None in row.values):
        return
    tally.expected += 1
    tally.proposed += match is not None
    if match is not None and _accepts(row, match):
        tally.right += 1
        return
    wanted = " | ".join(v or "none" for v in row.values)
    kind = "not_found" if match is None else _kind(row, match)
    tally.misses.append(Miss(row.place, kind, row.surface, wanted, None if match is None else told(match)))


def _kind(row: Expected, match: Proposed) -> str:
    if row.open:
        return "guessed"
    return "left_open" if match.value is None else "wrong_value"


def told(row: Proposed) -> str:
    """Return what is proposed, in words."""
    return row.value or (f"{OPEN}: {' | '.join(row.candidates)}" if row.candidates else "none")


def _accepts(row: Expected, match: Proposed) -> bool:
    if not row.open:
        return match.value in row.values and (match.value is not None or not match.candidates)
    return match.value is None and {v for v in row.values if v} <= set(match.candidates)


def _overlaps(row: Expected, match: Proposed) -> bool:
    return row.place == match.place and row.start < match.end and match.start < row.end


def _right(row: Expected, match: Proposed) -> bool:
    return _overlaps(row, match) and _accepts(row, match)


def _same_span_and_value(row: Expected, match: Proposed) -> bool:
    return (row.start, row.end) == (match.start, match.end) and _right(row, match)


def together(tallies: Sequence[Tally]) -> Tally:
    """Add tallies up."""
    misses = [m for t in tallies for m in t.misses]
    return Tally(
        sum(t.expected for t in tallies),
        sum(t.proposed for t in tallies),
        sum(t.right for t in tallies),
        misses,
    )
