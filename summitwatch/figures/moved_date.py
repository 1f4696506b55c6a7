"""How the date of one event was held while it moved."""

import textwrap
from collections.abc import Sequence
from datetime import date
from typing import Any

import matplotlib.pyplot as plt
import pandas as pd
from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.lines import Line2D

from summitwatch.analysis.wording import STATE
from summitwatch.dates import label, parse
from summitwatch.dates.edtf import pieces
from summitwatch.figures.exhibit import FigureExhibit
from summitwatch.figures.rows import SMALL, key
from summitwatch.figures.style import ACCENT, INK, MUTED, PAPER, RULE, is_narrow, report_style, width

#: Height of a line of the list below the chart, in inches.
_STEP = 0.15
_PER_INCH = 20  # characters of that list to an inch
#: Days within which an assertion must be placed to be drawn.
_PLACED = 31
#: States of an event whose date moved: words, shape, whether filled, colour.
HELD = {
    "scheduled": (STATE["scheduled"], "s", False, INK),
    "delay_requested": (STATE["delay_requested"], ">", False, ACCENT),
    "postponed": (STATE["postponed"], ">", True, ACCENT),
    "occurred": (STATE["occurred"], "o", True, INK),
}


@report_style
def moved_date_figure(history: pd.DataFrame, name: str) -> FigureExhibit:
    """Draw the date that was held true of an event against the day on which it was asserted.

    Parameters
    ----------
    history : DataFrame
        `summitwatch.analysis.date_history.date_history`.
    name
        The event, as the title of the figure calls it.
    """
    drawn = _drawable(history)
    turns = _turns(drawn)
    used = [state for state in HELD if (drawn["state"] == state).any()]
    lines = _turn_lines(turns)
    columns = 2 if is_narrow() else len(used)
    above = 0.2 + 0.17 * -(-len(used) // columns)
    below = len(lines) * _STEP + 0.55
    total = above + 2.9 + below
    figure = plt.figure(figsize=(width(), total), layout="none")
    left = 0.46 if is_narrow() else 0.6  # inches
    ax = figure.add_axes((left / width(), below / total, 1 - (left + 0.12) / width(), 2.9 / total))
    _calendar(ax, drawn)
    for state in drawn.itertuples():
        _state(ax, state)
    _number_turns(ax, turns)
    _list_turns(figure, lines)
    key(figure, [_held_mark(state, HELD[state][0]) for state in used], columns)
    return FigureExhibit(
        "fig-moved-date", _moved_title(drawn, name), _moved_caption(history, drawn), _moved_alt(drawn, name),
        figure, history.copy(),
    )  # fmt: skip


def _drawable(history: pd.DataFrame) -> pd.DataFrame:
    """Return the states that hold a date and can be placed on a day or in a narrow span of days."""
    both = history.dropna(subset=["earliest", "asserted_latest"])
    spans = [
        (last - first).days if first else None
        for first, last in zip(both["asserted_earliest"], both["asserted_latest"], strict=True)
    ]
    narrow = [days is not None and days <= _PLACED for days in spans]
    return both[narrow].reset_index(drop=True)


def _day(edtf: str) -> str:
    return label(parse(edtf), short=True)


def _number(day: date) -> float:
    return float(day.toordinal())


def _calendar(ax: Axes, drawn: pd.DataFrame) -> None:
    days = [*drawn["asserted_earliest"], *drawn["asserted_latest"]]
    ends = [*drawn["earliest"], *drawn["latest"].dropna()]
    ax.set_xlim(_number(min(days)) - 9, _number(max(days)) + 9)
    ax.set_ylim(_number(min(ends)) - 9, _number(max(ends)) + 9)
    for axis, first, last in ((ax.xaxis, min(days), max(days)), (ax.yaxis, min(ends), max(ends))):
        starts = _months(first, last)
        axis.set_ticks([_number(day) for day in starts], [f"{day:%b}" for day in starts], fontsize=SMALL)
    ax.grid(color=RULE, linewidth=0.5, zorder=0)
    ax.axline(
        (_number(max(days)), _number(max(days))), slope=1, color=MUTED, linewidth=0.8, linestyle=(0, (3, 3))
    )
    ax.set_xlabel("asserted", fontsize=SMALL, color=MUTED)
    ax.set_ylabel("for when", fontsize=SMALL, color=MUTED)


def _months(first: date, last: date) -> list[date]:
    count = (last.year - first.year) * 12 + last.month - first.month
    months = [first.month - 1 + i for i in range(count + 1)]
    return [date(first.year + m // 12, m % 12 + 1, 1) for m in months]


def _state(ax: Axes, state: Any) -> None:
    _, _, _, colour = HELD[state.state]
    x, last = _asserted(state), _number(state.latest or state.earliest)
    for low, high in pieces(state.date_believed):
        ax.plot([x, x], [low, min(high, last)], color=colour, linewidth=1.6, solid_capstyle="butt")
    mark = _held_mark(state.state, f"_{state.state_id}")
    mark.set_data([x], [_held(state)])
    ax.add_line(mark)


def _asserted(state: Any) -> float:
    """Return the middle of the days on which it can have been asserted."""
    return (_number(state.asserted_earliest) + _number(state.asserted_latest)) / 2


def _held(state: Any) -> float:
    """Return the middle of the days that were held possible."""
    return (_number(state.earliest) + _number(state.latest or state.earliest)) / 2


def _held_mark(state: str, words: str) -> Line2D:
    _, shape, filled, colour = HELD[state]
    return Line2D([], [], linestyle="none", marker=shape, markersize=5.5, markeredgecolor=colour,
                  markerfacecolor=colour if filled else PAPER, markeredgewidth=1.0, label=words)  # fmt: skip


def _number_turns(ax: Axes, turns: Sequence[Any]) -> None:
    """Number the first state and each that changed the plan."""
    for number, state in enumerate(turns, start=1):
        left = state.state == "delay_requested"  # it stands a day before the postponement
        ax.annotate(
            str(number), (_asserted(state), _held(state)), (-6 if left else 6, 7), weight="bold",
            textcoords="offset points", ha="right" if left else "left", va="center", fontsize=SMALL,
        )  # fmt: skip


def _turn_lines(turns: Sequence[Any]) -> list[str]:
    """Word the turns, in lines that fit the width."""
    lines = []
    for number, state in enumerate(turns, start=1):
        words = f"{number}  {_day(state.asserted)}, {state.by_name}: {HELD[state.state][0]}, "
        text = words + _day(state.date_believed)
        lines += textwrap.wrap(text, int(width() * _PER_INCH), subsequent_indent="    ")
    return lines


def _list_turns(figure: Figure, lines: Sequence[str]) -> None:
    total = figure.get_figheight()
    for place, line in enumerate(lines, start=1):
        y = ((len(lines) - place) * _STEP + 0.03) / total
        figure.text(0, y, line, fontsize=SMALL, color=INK, va="bottom")


def _turns(drawn: pd.DataFrame) -> Sequence[Any]:
    """Return the first state, those that moved the date, and the first new plan and the first outcome."""
    rows: list[Any] = list(drawn.itertuples())
    moved = [r for r in rows if r.state in ("delay_requested", "postponed")]
    after = [r for r in rows if moved and r.asserted_latest > moved[-1].asserted_latest]
    return [*rows[:1], *moved, *after[:1], *[r for r in rows if r.state == "occurred"][:1]]


def _moved_title(drawn: pd.DataFrame, name: str) -> str:
    first = drawn.iloc[0]
    held = drawn[drawn["state"] == "occurred"].iloc[0]
    return (
        f"{name}: first planned for {_day(first['date_believed'])}, "
        f"it took place {_day(held['date_believed'])}"
    )


def _moved_caption(history: pd.DataFrame, drawn: pd.DataFrame) -> str:
    left = len(history) - len(drawn)
    return (
        f"Each mark is an assertion of a date, n = {len(drawn)}; the line beside it spans the days that it "
        f"leaves possible. Below the broken line a date lies before the day on which it was asserted. "
        f"{left} more assertions name no date, or no day on which they were made can be told closer than a "
        f"month. Month names stand at the first of the month."
    )


def _moved_alt(drawn: pd.DataFrame, name: str) -> str:
    told = [_told(state) for state in drawn.itertuples()]
    return f"Chart of the date of {name} by the day on which it was asserted. {'; '.join(told)}."


def _told(state: Any) -> str:
    return f"{_day(state.asserted)}, {state.by_name}, {HELD[state.state][0]}: {_day(state.date_believed)}"
