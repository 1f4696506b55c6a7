"""Signals of a meeting ahead on one time axis, with the time that the record does not cover."""

from datetime import date
from typing import Any

import pandas as pd
from matplotlib.axes import Axes
from matplotlib.lines import Line2D
from matplotlib.patches import Patch

from summitwatch.dates import label, parse
from summitwatch.figures.exhibit import FigureExhibit
from summitwatch.figures.palette import ACCENT, DOUBT, INK, PAPER, RULE
from summitwatch.figures.rows import (
    SMALL,
    Frame,
    Row,
    canvas,
    counted,
    day_number,
    grid,
    key,
    months,
    wrapped,
)
from summitwatch.figures.style import report_style

_FRAME = Frame(left=1.85, right=1.65, top=0.3, bottom=0.3)
_LABEL, _NOTE = 32, 25
#: Sense: words, shape, face, edge.
_MARKS = {
    "seen": ("seen", "o", INK, INK),
    "attempted": ("tried or asked for", "o", PAPER, INK),
    "denied": ("said to be absent", "X", ACCENT, PAPER),
}


@report_style
def signals_figure(sightings: pd.DataFrame, board: pd.DataFrame, end: date, edition: date) -> FigureExhibit:
    """Draw each record that tells of a signal on its day, a row a signal.

    Parameters
    ----------
    sightings, board : DataFrame
        `summitwatch.analysis.signals.sightings` and `board`.
    end, edition : date
        The record's last day and the edition's: what lies between is not covered.
    """
    rows = [_row(signal) for signal in board.itertuples()]
    figure, (ax,), middles = canvas(rows, _FRAME, (1,))
    grid([ax], rows, middles)
    places = dict(zip(board["indicator_id"], middles, strict=True))
    shown = sightings.dropna(subset=["latest"])
    first = date(end.year - 1, 6, 1)
    ax.set_xlim(day_number(first), day_number(edition))
    ax.axvspan(day_number(end), day_number(edition), color=RULE, alpha=0.6, zorder=0, linewidth=0)
    months(ax, (1, 4, 7, 10))
    ax.tick_params(axis="x", labelsize=SMALL)
    drawn = shown[[day >= first for day in shown["latest"]]]
    named = ~drawn["record_id"].duplicated()
    for record, first_time in zip(drawn.itertuples(), named, strict=True):
        _mark(ax, record, places[record.indicator_id], f"_{record.record_id}" if first_time else "")
    key(figure, _key(), 4)
    title, alt = _title(board, end), _alt(board, sightings)
    caption = _caption(sightings, len(sightings) - len(drawn), first, end)
    return FigureExhibit("fig-signals", title, caption, alt, figure, sightings.copy())


def _row(signal: Any) -> Row:
    return Row(wrapped(str(signal.title), _LABEL), wrapped(_last(signal), _NOTE))


def _last(signal: Any) -> str:
    if isinstance(signal.seen_day, str):
        return f"last seen {label(parse(signal.seen_day), short=True)}"
    return "not seen in this record"


def _mark(ax: Axes, record: Any, y: float, name: str) -> None:
    first, last = record.earliest or record.latest, record.latest
    if first != last:
        ax.plot([day_number(first), day_number(last)], [y, y], color=DOUBT, linewidth=3, zorder=1)
    _, shape, face, edge = _MARKS[record.sense]
    middle = (day_number(first) + day_number(last)) / 2
    ax.plot([middle], [y], linestyle="none", marker=shape, markersize=6 if shape == "X" else 5,
            markerfacecolor=face, markeredgecolor=edge, markeredgewidth=0.9, zorder=3,
            label=name)  # fmt: skip


def _key() -> list[Any]:
    marks = [
        Line2D([], [], linestyle="none", marker=shape, markersize=5.5, markerfacecolor=face,
               markeredgecolor=edge, markeredgewidth=0.9, label=words)
        for words, shape, face, edge in _MARKS.values()
    ]  # fmt: skip
    return [*marks, Patch(facecolor=RULE, alpha=0.6, label="not covered")]


def _title(board: pd.DataFrame, end: date) -> str:
    unseen = int(board["seen"].isna().sum())
    when = label(parse(end.isoformat()))
    return f"Of {len(board)} signals {counted(unseen, 'is', 'are')} not seen; after {when} nothing is covered"


def _caption(sightings: pd.DataFrame, hidden: int, first: date, end: date) -> str:
    earlier = f"; {hidden} before {label(parse(first.isoformat()))} not drawn" if hidden else ""
    return (
        f"Records of both core sources and the wider record that tell of a signal, n = {len(sightings)}"
        f"{earlier}. Grey bars are days in doubt. The shaded time, from {label(parse(end.isoformat()))} "
        "to the edition, is not covered: no mark there means nothing."
    )


def _alt(board: pd.DataFrame, sightings: pd.DataFrame) -> str:
    counts = sightings.groupby("indicator_id").size()
    told = [
        f"{signal.title}: {counted(int(counts.get(signal.indicator_id, 0)), 'record')}, {_last(signal)}"
        for signal in board.itertuples()
    ]
    return f"Time chart of {len(board)} signals. {'. '.join(told)}."
