"""How wide text is in the type of tables, and how a table's columns share their room."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import lru_cache

import numpy as np
import numpy.typing as npt
from fontTools.ttLib import TTFont

from summitwatch.publishing.pdf_fonts import find_fonts

PAD = 1.1  # em; what a cell has at its sides
HEAVY = 1.05  # of heads, which are set semibold
SHORT = 8.0  # em; a column with nothing longer, such as one of dates, is not broken where that can be helped
_LONG = 10.5  # em; a longer word may be broken anywhere
_LOSS = 1.08  # lines end before the edge: what text needs beyond its length
_STEPS = 60
_WEIGHT = 400
_FACE = re.compile(r"SourceSans3(?!.*Italic).*\[.*wght.*\]")
Floats = npt.NDArray[np.float64]


@lru_cache(maxsize=1)
def _face() -> tuple[TTFont, dict[int, str]]:
    path = next(path for path in find_fonts() if _FACE.search(path.name))
    font = TTFont(path, lazy=True)
    return font, font.getBestCmap()


@lru_cache(maxsize=4096)
def _advance(char: str) -> float:
    """Return how far a character moves the pen, in em; one that the face lacks is as wide as it is high."""
    font, names = _face()
    name = names.get(ord(char))
    if name is None:
        return 1.0
    return float(font.getGlyphSet(location={"wght": _WEIGHT})[name].width) / float(font["head"].unitsPerEm)


@lru_cache(maxsize=65536)
def extent(text: str) -> float:
    """Return the width of a text set in one line, in em."""
    return sum(map(_advance, text))


def longest_word(text: str) -> float:
    """Return the width of the longest piece of a text that stays in one line, in em."""
    return max((min(extent(word), _LONG) for word in text.split()), default=0.0)


def least(columns: list[list[str]], *, short: bool) -> Floats:
    """Return what each column must have, in em: its longest word; `short` ones each cell in one line."""
    found = []
    for head, *cells in columns:
        whole = max((extent(cell) for cell in cells), default=0.0)
        word = max((longest_word(cell) for cell in cells), default=0.0)
        body = whole if short and whole <= SHORT else word
        found.append(max(body, HEAVY * longest_word(head)) + PAD)
    return np.array(found)


def most(columns: list[list[str]]) -> Floats:
    """Return what each column can use, in em: each cell in one line, the head in two."""
    found = []
    for head, *cells in columns:
        whole = max((extent(cell) for cell in cells), default=0.0)
        title = extent(head) if len(head.split()) == 1 else max(longest_word(head), 0.6 * extent(head))
        found.append(max(whole, HEAVY * title) + PAD)
    return np.array(found)


def extents(columns: list[list[str]]) -> Floats:
    """Return the width of each cell's text by row and column, heads left out."""
    return np.array([[extent(cell) for cell in cells] for _, *cells in columns]).T


def share(texts: Floats, low: Floats, high: Floats, room: float) -> Floats:
    """Return the widths of columns for which the rows are lowest, in em.

    Bit by bit the room goes where it lowers the rows most.
    """
    widths = low.copy()
    step = (room - widths.sum()) / _STEPS
    for _ in range(_STEPS if step > 0 and texts.size else 0):
        now = texts / (widths - PAD)
        order = np.sort(now, axis=1)
        first, second = order[:, -1:], order[:, -2:-1] if now.shape[1] > 1 else np.zeros((len(now), 1))
        others = np.where(now >= first, second, first)
        then = np.maximum(others, texts / (widths + step - PAD))
        gain = (np.maximum(first, 1) - np.maximum(then, 1)).sum(axis=0)
        open_ = widths < high
        best = int(np.argmax(np.where(open_, gain + 1e-6 * (high - widths), -1.0)))
        widths[best] += step if open_[best] else 0.0
    return widths


def lines(texts: Floats, widths: Sequence[float]) -> float:
    """Return about how many lines the rows have under given widths."""
    if not texts.size:
        return 0.0
    inner = np.array(widths) - PAD
    need = np.where(texts <= inner + 0.01, 1, np.ceil(_LOSS * texts / inner))
    return float(np.maximum(need, 1).max(axis=1).sum())
