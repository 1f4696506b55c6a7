"""Shares as dots with their intervals, in panels that stand side by side."""

import re
from collections.abc import Callable, Sequence
from textwrap import fill

import matplotlib.pyplot as plt
import pandas as pd
from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.ticker import FuncFormatter

from summitwatch.figures.palette import HALO, MUTED, RULE
from summitwatch.figures.style import WIDTH, is_narrow, width

ROW = 0.27  # height of a row, in inches
HEAD = 0.85  # room for headings and axis
SMALL = 8.5
WRAP = 34
NARROW_ROW = 0.36  # of a row with its name above the marks

Colour = Callable[[pd.Series], str]
Note = Callable[[pd.Series], str]


def percent(value: float) -> str:
    """Write a share as a whole percentage; only all is 100%, and only none is 0%."""
    if 0.995 <= value < 1:
        return ">99%"
    return "<1%" if 0 < value < 0.005 else f"{value:.0%}"


def short_name(name: str) -> str:
    """Shorten a name to the abbreviation that it ends with, as in ... (APEC)."""
    found = re.search(r"\(([A-Z]{2,})\)$", name)
    return found[1] if found else name


def interval(row: pd.Series) -> str:
    """Write the interval of a share, as in 22–61%."""
    return f"{row['low'] * 100:.0f}–{row['high'] * 100:.0f}%"


def reach(frame: pd.DataFrame) -> float:
    """Return the right end of the axis: the highest bound of the frame and room for a note, at most 1."""
    return min(1.0, float(frame["high"].max()) * 1.06)


def canvas(rows: int, panels: int = 1, head: float = HEAD, row: float = ROW) -> tuple[Figure, list[Axes]]:
    """Return a figure of the text's width with so many rows, and its panels; they share the rows.

    The panels stand side by side, on narrow screens one below the other.
    """
    if is_narrow():
        size = (width(), panels * (rows * NARROW_ROW + 0.75 * head))
        figure, stacked = plt.subplots(panels, 1, figsize=size, sharey=True, squeeze=False)
        return figure, [row[0] for row in stacked]
    size = (WIDTH, rows * row + head)
    figure, axes = plt.subplots(1, panels, figsize=size, sharey=True, squeeze=False)
    return figure, list(axes[0])


def name_rows(ax: Axes, names: Sequence[str], heads: Sequence[str] = ()) -> None:
    """Label the rows of all panels from the top down, on narrow screens above the marks; heads are bold."""
    ax.set_ylim(len(names) - 0.5, -0.6)
    if not is_narrow():
        ax.set_yticks(range(len(names)), [fill(name, WRAP) for name in names])
        for label, name in zip(ax.get_yticklabels(), names, strict=True):
            label.set_fontweight("bold" if name in heads else "normal")
        return
    ax.set_yticks([])
    for panel in ax.figure.axes:
        for y, name in enumerate(names):
            panel.text(
                0, y - 0.26, name, transform=panel.get_yaxis_transform(), fontsize=SMALL, va="bottom",
                weight="bold" if name in heads else "normal", bbox=HALO,
            )  # fmt: skip


def percent_axis(ax: Axes, right: float) -> None:
    """Let the axis run from zero, in per cent, with faint lines at its ticks."""
    ax.set_xlim(0, right)
    ax.xaxis.set_major_locator(plt.MultipleLocator(0.5 if right > 0.6 else 0.2))  # type: ignore[attr-defined]
    # no sign at zero, which the 100% of the panel beside would touch
    ax.xaxis.set_major_formatter(FuncFormatter(lambda share, _: f"{share:.0%}" if share > 0 else "0"))
    ax.grid(axis="x", color=RULE, zorder=0)
    ax.set_axisbelow(True)


def dots(ax: Axes, rows: pd.DataFrame, colour: Colour, note: Note | None = None) -> None:
    """Draw one dot with its interval a row; the note stands after the interval.

    A column `y` gives the positions; without one the rows go from the top down.
    """
    for position, (_, row) in enumerate(rows.iterrows()):
        shade, y = colour(row), row.get("y", position)
        ax.plot([row["low"], row["high"]], [y, y], color=shade, linewidth=1.6, solid_capstyle="butt")
        ax.plot([row["share"]], [y], "o", color=shade, markersize=5.5, clip_on=False, zorder=3)
        if note is not None:
            ax.annotate(
                note(row), (row["high"], y), (4, 0), textcoords="offset points",
                va="center", fontsize=SMALL, color=MUTED, annotation_clip=False, bbox=HALO,
            )  # fmt: skip
