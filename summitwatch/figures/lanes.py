"""Events in lanes over time: marks where their days lie, labels where there is room, none on another."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from itertools import combinations, pairwise
from math import inf
from typing import Any

from matplotlib.font_manager import FontProperties, findfont, get_font
from matplotlib.path import Path
from matplotlib.textpath import text_to_path

from summitwatch.figures.fonts import FAMILY
from summitwatch.figures.rows import day_number

POINTS = 72
#: Size of a label, in points; room that a mark takes to each side, and that parts two slots, in inches.
LABEL, MARK, GAP = 7.6, 0.055, 0.045
_LINES, _LONGEST = 3, 32  # of a label: lines at most, and words up to which all ways to part it are tried
NUMBER = 6.8  # size of a number that stands for a label
#: Words that bind to the next: a label that is cut does not end on them.
_BOUND = {
    "a", "an", "and", "around", "as", "at", "beside", "by", "for", "from", "in", "of", "on", "or", "the",
    "to", "with",
}  # fmt: skip


@dataclass(frozen=True)
class Part:
    """A part of a time axis: its ends in inches and in days, which scale alike within it."""

    left: float
    right: float
    first: date
    last: date

    def place(self, day: date, *, end: bool = False) -> float:
        """Return where a day begins, or ends, in inches; days outside stand at the edge."""
        low, high = day_number(self.first) - 0.5, day_number(self.last) + 0.5
        share = (day_number(day) + (0.5 if end else -0.5) - low) / (high - low)
        return self.left + min(1.0, max(0.0, share)) * (self.right - self.left)

    @property
    def scale(self) -> str:
        """The ends in points and days, for a page that zooms."""
        ends = (self.left * POINTS, self.right * POINTS)
        days = (day_number(self.first) - 0.5, day_number(self.last) + 0.5)
        return f"{ends[0]:.2f} {ends[1]:.2f} {days[0]:.1f} {days[1]:.1f}"


@dataclass(frozen=True)
class Slot:
    """What one event takes of its row: days from `start` to `end`, the mark, and a label at one side.

    A label of several lines takes the rows below too.
    """

    start: float
    end: float
    mark: float
    text: str = ""
    label: float = 0.0
    to_left: bool = False
    size: float = LABEL

    @property
    def wide(self) -> float:
        """The width of the label, in inches."""
        return max(width_of(line, self.size) for line in self.lines) if self.text else 0.0

    @property
    def lines(self) -> list[str]:
        """The lines of the label; without one an empty line."""
        return self.text.split("\n")

    @property
    def ends(self) -> tuple[float, float]:
        """The outer ends, in inches."""
        left, right = min(self.start, self.mark - MARK), max(self.end, self.mark + MARK)
        if self.to_left:
            return min(left, self.label - self.wide), right
        return left, max(right, self.label + self.wide if self.text else right)


class Measured:
    """A line of text, laid out once, of which the width of any run of words can be asked.

    Parameters
    ----------
    text
        Words parted by single blanks.
    size
        In points.
    """

    def __init__(self, text: str, size: float):
        self.words = text.split(" ")
        font = get_font(findfont(FontProperties(family=FAMILY)))
        font.set_size(text_to_path.FONT_SCALE, text_to_path.DPI)
        glyphs, shapes, _ = text_to_path.get_glyphs_with_font(font, text)
        counts = [len(word) for word in self.words]
        if len(glyphs) != len(text):  # some characters share a glyph
            counts = [len(text_to_path.get_glyphs_with_font(font, word)[0]) for word in self.words]
        edges = [
            (x + low, x + high) for name, x, *_ in glyphs for low, high in [_outline(name, shapes[name])]
        ]
        scale = size / text_to_path.FONT_SCALE / POINTS
        self.left, self.right, first = [], [], 0
        for count in counts:
            word = edges[first : first + count]
            self.left.append(min((low for low, _ in word), default=inf) * scale)
            self.right.append(max((high for _, high in word), default=-inf) * scale)
            first += count + 1  # the blank

    def across(self, start: int, end: int) -> float:
        """Return the width of the words from one place to before another, in inches."""
        return max(0.0, max(self.right[start:end]) - min(self.left[start:end]))


_outlines: dict[str, tuple[float, float]] = {}


def _outline(name: str, shape: tuple[Any, Any]) -> tuple[float, float]:
    """Return the ends of a glyph; its outermost points lie on its outline, so that no curve is solved."""
    if name not in _outlines:
        points, codes = shape
        across = points[codes != Path.CLOSEPOLY, 0]
        _outlines[name] = (float(across.min()), float(across.max())) if across.size else (inf, -inf)
    return _outlines[name]


@lru_cache(maxsize=4096)
def measured(text: str, size: float = LABEL) -> Measured:
    """Lay out a line of text."""
    return Measured(text, size)


def width_of(text: str, size: float = LABEL) -> float:
    """Return the width of a label's line, in inches."""
    line = measured(text, size)
    return line.across(0, len(line.words))


def labelled(slot: Slot, texts: Sequence[str], edges: tuple[float, float]) -> Slot:
    """Give a slot its label: behind it, else before it, else in two or three lines where there is more room.

    The first text that fits is taken; if none does, as many words of the last as fit in three lines.
    """
    left, right = slot.ends
    rooms = (edges[1] - right - GAP, left - GAP - edges[0])
    best = max(rooms)
    broken = [broken_up(text, 2) for text in texts]
    if len(texts[-1].split(" ")) <= _LONGEST:
        broken.append(broken_up(texts[-1], _LINES))
    fitting = (text for text in (*texts, *broken) if _across(text) <= best)
    shown = next(fitting, None) or shortened(texts[-1], best)
    to_left = rooms[0] < _across(shown) and rooms[1] > rooms[0]
    label = left - GAP if to_left else right + GAP
    return Slot(slot.start, slot.end, slot.mark, shown, label, to_left)


def _across(text: str) -> float:
    return max(width_of(line) for line in text.split("\n"))


def broken_up(text: str, lines: int) -> str:
    """Part a text into lines that are as short as can be, at blanks that are no unbroken ones."""
    line = measured(text.strip(" "))
    count = len(line.words)
    if count < lines:
        return text
    ways = [(0, *breaks, count) for breaks in combinations(range(1, count), lines - 1)]
    best = min(ways, key=lambda ends: max(line.across(*pair) for pair in pairwise(ends)))
    return "\n".join(" ".join(line.words[start:end]) for start, end in pairwise(best))


def shortened(text: str, room: float) -> str:
    """Drop words from the end until a text fits in three lines; it does not end on a word such as *of*."""
    words = text.strip(" ").split(" ")
    shown = broken_up(" ".join(words[:_LINES]), _LINES)
    for count in range(min(len(words) - 1, _LONGEST), _LINES - 1, -1):
        if words[count - 1] not in _BOUND:
            kept = " ".join(words[:count]).rstrip(",;:")
            shown = broken_up(f"{kept}\N{NO-BREAK SPACE}…", _LINES)
            if _across(shown) <= room:
                break
    return shown


def pack(slots: Sequence[Slot]) -> list[int]:
    """Return a row for each slot, the first in which all its lines stand free of those before it."""
    rows: list[list[tuple[float, float]]] = []
    found = []
    for slot in slots:
        left, right = slot.ends
        deep = len(slot.lines)
        row = 0
        while any(right + GAP >= a and left - GAP <= b for taken in rows[row : row + deep] for a, b in taken):
            row += 1
        rows += [[] for _ in range(row + deep - len(rows))]
        for taken in rows[row : row + deep]:
            taken.append((left, right))
        found.append(row)
    return found
