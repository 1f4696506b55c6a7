"""Charts in which each record has a row: labels to the left, marks on a scale, a note to the right."""

import textwrap
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

import matplotlib.dates as mdates
import matplotlib.pyplot as plt
from matplotlib.artist import Artist
from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.patches import Patch

from summitwatch.figures.fonts import CHARACTERS, HANGUL
from summitwatch.figures.palette import DOUBT, HALO, INK, MUTED, PAPER, RULE
from summitwatch.figures.style import is_narrow, width

#: Height of a line of text in a row, and of the space between rows, in inches.
LINE, SKIP = 0.142, 0.05
SMALL = 8.0
#: From line to line within a label, and half the height of a capital, in inches.
PITCH, CAP = 0.125, 0.036
#: On narrow screens: characters to a line; margins beside the marks and room of a longer key, in inches.
_LINE_LENGTH, _SIDE, _KEY = 62, 0.16, 0.34


@dataclass(frozen=True)
class Row:
    """A row of a chart.

    Attributes
    ----------
    label, note : str
        Words to the left and to the right of the marks.
    head : bool
        Whether the row is a heading.
    marks : int
        Lines that its marks fill.
    lines : int
        Lines that it takes: those of its words or of its marks.
    """

    label: str
    note: str = ""
    head: bool = False
    marks: int = 1

    @property
    def lines(self) -> int:
        return max(self.label.count("\n") + 1, self.note.count("\n") + 1, self.marks)


def counted(count: int, singular: str, plural: str = "") -> str:
    """Write a small number in words, with its noun."""
    words = ("no", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten")
    noun = singular if count == 1 else plural or f"{singular}s"
    return f"{words[count] if count < len(words) else count} {noun}"


def wrapped(text: str, width: int) -> str:
    """Break a label into lines of at most `width` characters."""
    return "\n".join(textwrap.wrap(text, width, break_long_words=False)) or text


def unbroken(words: str) -> str:
    """Return words, such as a date, that `wrapped` never parts."""
    return words.replace(" ", "\N{NO-BREAK SPACE}")


def printed(words: str) -> str:
    """Return words that page and print have fonts for, or say that they are in another script."""
    known = all(ord(letter) in CHARACTERS or ord(letter) in HANGUL for letter in words)
    return words if known else "(in another script)"


def stack(rows: Sequence[Row]) -> tuple[list[float], float]:
    """Return the middle of each row, in inches from the top, and the height of all."""
    middles: list[float] = []
    y = 0.0
    for row in rows:
        height = row.lines * LINE + SKIP
        y += SKIP * 1.5 if row.head and middles else 0
        middles.append(y + height / 2)
        y += height
    return middles, y


def _words(row: Row) -> list[tuple[str, str]]:
    """Return label and note in lines of a narrow screen, each with its colour."""
    found = []
    for text, colour in ((row.label, INK), (row.note, MUTED)):
        flat = text.replace("\n", " ")
        found += [(line, colour) for line in textwrap.wrap(flat, _LINE_LENGTH)]
    return found


def _reach(row: Row) -> float:
    """Return the height of a row's marks."""
    return 0.0 if row.head else row.marks * LINE


def above(rows: Sequence[Row]) -> tuple[list[float], float]:
    """Return the middle of each row's marks and the height of all, with the words above the marks."""
    middles: list[float] = []
    y = 0.0
    for row in rows:
        y += SKIP * 2
        words = len(_words(row)) * LINE
        middles.append(y + words + _reach(row) / 2 if not row.head else y + words / 2)
        y += words + _reach(row)
    return middles, y


def _write_above(figure: Figure, row: Row, y: float) -> None:
    """Write the words of a row above its marks, which stand at a height in inches."""
    words = _words(row)
    top = y + _reach(row) / 2 + len(words) * LINE if not row.head else y + len(words) * LINE / 2
    for place, (line, colour) in enumerate(words):
        baseline = top - place * LINE - LINE / 2 - CAP
        weight = "bold" if row.head else "normal"
        figure.text(
            0,
            baseline / figure.get_figheight(),
            line,
            fontsize=SMALL,
            color=colour,
            va="baseline",
            weight=weight,
            bbox=HALO,
        )


@dataclass(frozen=True)
class Frame:
    """Where the parts of a row chart stand, in inches."""

    left: float
    right: float
    top: float
    bottom: float
    gap: float = 0.12


def canvas(
    rows: Sequence[Row], frame: Frame, panels: Sequence[float]
) -> tuple[Figure, list[Axes], list[float]]:
    """Make a figure with one axes a panel, whose y is inches from the top, and write labels and notes.

    On narrow screens the words of a row stand above its marks.

    Parameters
    ----------
    panels : sequence of float
        Share of the width that each panel takes.
    """
    if is_narrow():
        frame = Frame(_SIDE, _SIDE, frame.top + _KEY, frame.bottom, frame.gap)
    middles, height = above(rows) if is_narrow() else stack(rows)
    total = height + frame.top + frame.bottom
    figure = plt.figure(figsize=(width(), total), layout="none")
    room = width() - frame.left - frame.right - frame.gap * (len(panels) - 1)
    axes, x = [], frame.left
    for share in panels:
        wide = room * share / sum(panels)
        axes.append(figure.add_axes((x / width(), frame.bottom / total, wide / width(), height / total)))
        x += wide + frame.gap
    for ax in axes:
        ax.set(ylim=(height, 0), yticks=[])
    for row, y in zip(rows, middles, strict=True):
        if is_narrow():
            _write_above(figure, row, total - y - frame.top)
        else:
            _write(figure, row, 1 - (y + frame.top) / total, frame)
    return figure, axes, middles


def _write(figure: Figure, row: Row, y: float, frame: Frame) -> None:
    """Write label and note on the height of their mark, by their first lines' baselines.

    Centred on their boxes, words without and with descenders would stand at different heights.
    """
    weight = "bold" if row.head else "normal"
    height = figure.get_figheight()
    for x, text, colour in (
        (0.0, row.label, INK),
        ((width() - frame.right + 0.14) / width(), row.note, MUTED),
    ):
        lines = text.split("\n")
        # line by line: matplotlib hangs several lines on the last baseline, into the row above
        for place, line in enumerate(lines):
            up = ((len(lines) - 1) / 2 - place) * PITCH - CAP
            figure.text(
                x, y + up / height, line, fontsize=SMALL, va="baseline", weight=weight, color=colour,
                bbox=HALO if row.head else None,
            )  # fmt: skip


def day_number(day: date) -> float:
    """Return a day as matplotlib counts it, at noon, so that a mark stands on its day."""
    return day.toordinal() - date(1970, 1, 1).toordinal() + 0.5


def months(ax: Axes, of_year: Sequence[int] = range(1, 13)) -> None:
    """Set ticks at the beginning of months, with the year in place of January."""
    locator = mdates.MonthLocator(bymonth=list(of_year))  # type: ignore[no-untyped-call]
    ax.xaxis.set_major_locator(locator)
    ax.xaxis.set_major_formatter(mdates.ConciseDateFormatter(locator, show_offset=False))  # type: ignore[no-untyped-call]


def bar(ax: Axes, first: date, last: date, y: float, *, lasting: bool = False, height: float = 0.1) -> None:
    """Draw possible days in the colour of doubt, or a lasting event as an outlined bar."""
    left, right = day_number(first) - 0.5, day_number(last) + 0.5
    face, edge = (PAPER, INK) if lasting else (DOUBT, DOUBT)
    ax.barh(y, right - left, left=left, height=height, color=face, edgecolor=edge, linewidth=0.8, zorder=2)


def grid(axes: Sequence[Axes], rows: Sequence[Row], middles: Sequence[float]) -> None:
    """Draw a hair line behind each row that is no heading."""
    for ax in axes:
        ys = [y for y, row in zip(middles, rows, strict=True) if not row.head]
        ax.hlines(ys, 0, 1, transform=ax.get_yaxis_transform(), color=RULE, linewidth=0.5, zorder=0)


def extent(words: str, *, lasting: bool = False) -> Patch:
    """Return the entry of a key for a bar of `bar`."""
    face, edge = (PAPER, INK) if lasting else (DOUBT, DOUBT)
    return Patch(facecolor=face, edgecolor=edge, linewidth=0.8, label=words)


def key(figure: Figure, handles: Sequence[Artist], columns: int, y: float = 1.0) -> None:
    """Write the key above the chart, on narrow screens a line for each entry or two."""
    columns = min(columns, 2 if len(handles) > 3 else 1) if is_narrow() else columns
    figure.legend(
        handles=list(handles), loc="upper left", bbox_to_anchor=(-0.002, y), ncols=columns, fontsize=SMALL,
        handletextpad=0.6, handlelength=1.4, handleheight=0.45, columnspacing=1.4,
        borderpad=0, borderaxespad=0.2,
    )  # fmt: skip
