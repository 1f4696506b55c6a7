"""How the date of one event was held while it moved."""

from collections.abc import Sequence
from datetime import date, timedelta
from typing import Any

import pandas as pd
from matplotlib.axes import Axes
from matplotlib.lines import Line2D

from summitwatch.analysis.wording import STATE
from summitwatch.dates import label, parse
from summitwatch.dates.edtf import pieces
from summitwatch.figures.exhibit import FigureExhibit
from summitwatch.figures.palette import ACCENT, DOUBT, INK, PAPER, RULE
from summitwatch.figures.rows import SMALL, Frame, Row, canvas, day_number, grid, key, wrapped
from summitwatch.figures.style import is_narrow, report_style

_FRAME, _LABEL, _NOTE = Frame(left=2.45, right=1.75, top=0.56, bottom=0.05), 44, 28
#: Days within which an assertion must be placed to be drawn.
_PLACED = 31
#: Days that the axis shows before the first day that was named, and after the last.
_MARGIN = timedelta(days=5)
#: States of an event whose date moved: words, shape, whether filled, colour.
HELD = {
    "scheduled": (STATE["scheduled"], "s", False, INK),
    "delay_requested": (STATE["delay_requested"], ">", False, ACCENT),
    "postponed": (STATE["postponed"], ">", True, ACCENT),
    "occurred": (STATE["occurred"], "o", True, INK),
}


@report_style
def moved_date_figure(history: pd.DataFrame, name: str) -> FigureExhibit:
    """Draw the days that were named for an event, a row for each assertion, in the order of their days.

    Parameters
    ----------
    history : DataFrame
        `summitwatch.analysis.date_history.date_history`.
    name
        The event, as the title of the figure calls it.
    """
    drawn = _drawable(history)
    states: list[Any] = list(drawn.itertuples())
    rows = [_row(state) for state in states]
    figure, (ax,), middles = canvas(rows, _FRAME, (1,))
    grid([ax], rows, middles)
    _calendar(ax, drawn)
    for state, y in zip(states, middles, strict=True):
        _state(ax, state, y)
    used = [state for state in HELD if (drawn["state"] == state).any()]
    key(figure, [_held_mark(state, HELD[state][0]) for state in used], len(used))
    return FigureExhibit(
        "fig-moved-date", _moved_title(drawn, name), _moved_caption(history, drawn), _moved_alt(drawn, name),
        figure, history.copy(),
    )  # fmt: skip


def _drawable(history: pd.DataFrame) -> pd.DataFrame:
    """Return the states that hold a date and can be placed on a day or in a narrow span of days, in order."""
    both = history.dropna(subset=["earliest", "asserted_latest"])
    spans = [
        (last - first).days if first else None
        for first, last in zip(both["asserted_earliest"], both["asserted_latest"], strict=True)
    ]
    narrow = [days is not None and days <= _PLACED for days in spans]
    found = both[narrow]
    middle = [
        day_number(first) + day_number(last)
        for first, last in zip(found["asserted_earliest"], found["asserted_latest"], strict=True)
    ]
    return found.assign(middle=middle).sort_values("middle", kind="stable", ignore_index=True)


def _day(edtf: str) -> str:
    return label(parse(edtf), short=True)


def _row(state: Any) -> Row:
    said, named = f"{_day(state.asserted)}, {state.by_name}", _day(state.date_believed)
    if is_narrow():  # one line above the marks is enough for both
        return Row(f"{said}: {named}")
    return Row(wrapped(said, _LABEL), wrapped(named, _NOTE))


def _calendar(ax: Axes, drawn: pd.DataFrame) -> None:
    """Let the axis run over the days that were named, with the months above and the year at each January."""
    ends: Sequence[date] = [*drawn["earliest"], *drawn["latest"].dropna()]
    first, last = min(ends) - _MARGIN, max(ends) + _MARGIN
    ax.set_xlim(day_number(first), day_number(last))
    starts = [day for day in _months(first, last) if first <= day <= last]
    names = [f"{day:%b}\n{day:%Y}" if day.month == 1 or day is starts[0] else f"{day:%b}" for day in starts]
    ax.set_xticks([day_number(day) - 0.5 for day in starts], names, fontsize=SMALL, va="top")
    ax.tick_params(axis="x", length=0, pad=20)
    ax.xaxis.tick_top()
    ax.spines["bottom"].set_visible(False)
    ax.grid(axis="x", color=RULE, linewidth=0.5, zorder=0)


def _months(first: date, last: date) -> list[date]:
    count = (last.year - first.year) * 12 + last.month - first.month
    months = [first.month - 1 + i for i in range(count + 1)]
    return [date(first.year + m // 12, m % 12 + 1, 1) for m in months]


def _state(ax: Axes, state: Any, y: float) -> None:
    """Draw the days that an assertion leaves possible as bars, and its mark in their middle."""
    end = state.latest or state.earliest
    for low, high in pieces(state.date_believed):
        first, last = date.fromordinal(int(low)), date.fromordinal(int(min(high, end.toordinal())))
        left, right = day_number(first) - 0.5, day_number(last) + 0.5
        ax.barh(y, right - left, left=left, height=0.07, color=DOUBT, zorder=2)
    mark = _held_mark(state.state, f"_{state.state_id}")
    mark.set_data([(day_number(state.earliest) + day_number(end)) / 2], [y])
    mark.set_zorder(3)
    ax.add_line(mark)


def _held_mark(state: str, words: str) -> Line2D:
    _, shape, filled, colour = HELD[state]
    return Line2D([], [], linestyle="none", marker=shape, markersize=5.5, markeredgecolor=colour,
                  markerfacecolor=colour if filled else PAPER, markeredgewidth=1.0, label=words)  # fmt: skip


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
        f"Each row is an assertion of a date, n = {len(drawn)}, in the order of the days on which they were "
        f"made, which stand before the names. A bar spans the days that it leaves possible, and its mark "
        f"stands in their middle. {left} more assertions name no date, or no day on which they were made can "
        f"be told closer than a month. Month names stand at the first of the month."
    )


def _moved_alt(drawn: pd.DataFrame, name: str) -> str:
    told = [_told(state) for state in drawn.itertuples()]
    return f"Chart of the date of {name}, assertion by assertion. {'; '.join(told)}."


def _told(state: Any) -> str:
    return f"{_day(state.asserted)}, {state.by_name}, {HELD[state.state][0]}: {_day(state.date_believed)}"
