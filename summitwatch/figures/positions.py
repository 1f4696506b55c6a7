"""What the two principals want, statement by statement."""

import re
from typing import Any

import pandas as pd
from matplotlib.axes import Axes
from matplotlib.lines import Line2D

from summitwatch.analysis.positions import ATTITUDES, SIDES
from summitwatch.dates import label, parse
from summitwatch.figures.exhibit import FigureExhibit
from summitwatch.figures.palette import PAPER, RULE, country_colour
from summitwatch.figures.rows import SMALL, Frame, Row, canvas, grid, key, wrapped
from summitwatch.figures.style import report_style

_FRAME = Frame(left=1.9, right=2.6, top=0.62, bottom=0.1)
_LABEL, _NOTE = 38, 46
_OCCASIONS = {
    "apec-2025": "beside APEC 2025",
    "china-visit-2026": "around the China visit of 2026",
    "china-visit-spring-2026": "around the China visit of spring 2026",
    "china-visit-may-2026": "around the China visit of May 2026",
}
_SHAPES = {"Pyongyang": "s", "Washington": "o"}


@report_style
def wants_figure(statements: pd.DataFrame, exhibit_id: str = "fig-wants") -> FigureExhibit:
    """Draw the attitude to a meeting in each statement of a principal, by side and day.

    Parameters
    ----------
    statements : DataFrame
        `summitwatch.analysis.positions.statements_table`.
    """
    rows, found = _rows(statements)
    figure, (ax,), middles = canvas(rows, _FRAME, (1,))
    grid([ax], rows, middles)
    _scale(ax)
    for statement, y in zip(found, middles, strict=True):
        if statement is not None:
            _draw(ax, statement, y)
    key(figure, _key(), 4)
    return FigureExhibit(
        exhibit_id, _title(statements), _caption(statements), _alt(statements), figure, statements.copy()
    )


def _rows(statements: pd.DataFrame) -> tuple[list[Row], list[Any]]:
    rows: list[Row] = []
    found: list[Any] = []
    for side in SIDES.values():
        part = statements[statements["side"] == side]
        rows.append(Row(side, head=True))
        found.append(None)
        for statement in part.itertuples():
            note = wrapped(_note(statement), _NOTE)
            words = wrapped(f"{statement.speaker_name}, {_day(statement)}", _LABEL)
            rows.append(Row(words, note))
            found.append(statement)
    return rows, found


def _day(statement: Any) -> str:
    """Word the day of a statement; where the words have none, the day by which they were known."""
    said = statement.said
    return label(parse(said), short=True) if isinstance(said, str) else "no day"


def _note(statement: Any) -> str:
    if pd.isna(statement.wants):
        topic = str(statement.topic).replace("_", " ")
        return "no word on a meeting" if topic == "other" else f"on {topic}, no word on a meeting"
    occasion = statement.occasion
    condition = statement.condition
    parts = [_OCCASIONS.get(occasion, occasion) if isinstance(occasion, str) else "no occasion named"]
    if isinstance(condition, str):
        parts.append(f"if {re.sub('^The ', 'the ', str(condition))}")
    return "; ".join(parts)


def _scale(ax: Axes) -> None:
    low, high = min(ATTITUDES), max(ATTITUDES)
    ax.set(xlim=(low - 0.35, high + 0.35), xticks=list(ATTITUDES))
    ax.set_xticklabels(
        [f"{'−' if v < 0 else '+' if v > 0 else ''}{abs(v)}\n{w}" for v, w in ATTITUDES.items()]
    )
    ax.xaxis.tick_top()
    ax.tick_params(axis="x", labelsize=SMALL - 0.5, length=0)
    ax.spines["bottom"].set_visible(False)
    ax.axvline(0, color=RULE, linewidth=1.2, zorder=0)


def _draw(ax: Axes, statement: Any, y: float) -> None:
    if pd.isna(statement.wants):
        return
    free = not isinstance(statement.condition, str)
    mark = _mark(statement.side, free, f"_{statement.statement_id}")
    mark.set_data([int(statement.wants)], [y])
    ax.add_line(mark)


def _mark(side: str, filled: bool, words: str) -> Line2D:
    country = {name: code for code, name in SIDES.items()}[side]
    colour = country_colour(country)
    return Line2D([], [], linestyle="none", marker=_SHAPES[side], markersize=7, markeredgecolor=colour,
                  markerfacecolor=colour if filled else PAPER, markeredgewidth=1.4, label=words)  # fmt: skip


def _key() -> list[Line2D]:
    """Show the marks of each side, filled and hollow."""
    meanings = {True: "no condition", False: "on a condition"}
    return [
        _mark(side, free, f"{side}: {words}") for side in SIDES.values() for free, words in meanings.items()
    ]


def _counts(statements: pd.DataFrame, side: str) -> tuple[int, int]:
    part = statements[statements["side"] == side]
    return len(part), int(part["wants"].notna().sum())


def _title(statements: pd.DataFrame) -> str:
    told = statements.dropna(subset=["wants"])
    against = int((told["wants"] < 0).sum())
    priced = told[told["condition"].notna()]
    sides = " and ".join(f"{side} ({count})" for side, count in sorted(priced["side"].value_counts().items()))
    opening = (
        f"{against} of {len(told)} statements lean against a meeting"
        if against
        else "No statement rejects a meeting"
    )
    return f"{opening}; conditions come from {sides}" if len(priced) else f"{opening}; none names a condition"


def _caption(statements: pd.DataFrame) -> str:
    told = statements.dropna(subset=["wants"])
    sides = "; ".join(
        f"{side} {with_attitude} of {n}"
        for side in SIDES.values()
        for n, with_attitude in [_counts(statements, side)]
    )
    return (
        f"Attitude to a meeting or to talks in the statements of the two principals, n = {len(told)} of "
        f"{len(statements)} statements ({sides}), coded from −{abs(min(ATTITUDES))} to {max(ATTITUDES)}. "
        f"Where words have no day of their own, the last day of the story that carries them is given (by …)."
    )


def _alt(statements: pd.DataFrame) -> str:
    told = [f"{s.speaker_name}, {_day(s)}: {_attitude(s)} ({_note(s)})" for s in statements.itertuples()]
    return f"Chart of {len(statements)} statements by attitude to a meeting. {'; '.join(told)}."


def _attitude(statement: Any) -> str:
    if pd.isna(statement.wants):
        return "no attitude"
    return f"{int(statement.wants):+d}, {statement.attitude}"
