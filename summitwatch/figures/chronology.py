"""The timeline: what was held, planned, wished, and what failed."""

import textwrap
from datetime import date
from typing import Any

import pandas as pd
from matplotlib.artist import Artist
from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.lines import Line2D

from summitwatch.dates import label, parse
from summitwatch.figures.chronology_words import LANES, MARKS, SPLIT, alt, caption, title
from summitwatch.figures.exhibit import FigureExhibit
from summitwatch.figures.rows import (
    SMALL,
    Frame,
    Row,
    bar,
    canvas,
    day_number,
    extent,
    grid,
    key,
    months,
    wrapped,
)
from summitwatch.figures.style import ACCENT, INK, PAPER, WIDTH, report_style

_LABEL, _FRAME = 46, Frame(left=2.42, right=1.3, top=0.3, bottom=0.32)
#: Of the list below the chart: characters to an inch, inches to a line.
_PER_INCH, _STEP = 19.6, 0.14


@report_style
def timeline_figure(
    timeline: pd.DataFrame, exhibit_id: str = "fig-timeline", told_by: str = "the core sources tell"
) -> FigureExhibit:
    """Draw the events of `summitwatch.analysis.chronology.timeline`, one row each, by strand.

    Parameters
    ----------
    timeline : DataFrame
        At least one event with a date; a part of the record, such as one strand, draws that part.
    exhibit_id
        Anchor of the figure on its page.
    told_by
        The part of the record that the events come from, with its verb, for the caption.
    """
    dated = timeline[~timeline["undated"]]
    rows, events = _rows(dated)
    missing = _missing(timeline[timeline["undated"]])
    frame = Frame(_FRAME.left, _FRAME.right, _FRAME.top, _FRAME.bottom + _height(missing))
    figure, axes, middles = canvas(rows, frame, (1, 3.1))
    grid(axes, rows, middles)
    _scales(axes, dated)
    for event, y in zip(events, middles, strict=True):
        if event is not None:
            _draw(axes[0] if event.best_latest.year < SPLIT else axes[1], event, y)
    _key(figure, dated)
    _list_missing(figure, missing)
    return FigureExhibit(
        exhibit_id, title(timeline), caption(timeline, told_by), alt(timeline), figure, timeline.copy()
    )


def _rows(dated: pd.DataFrame) -> tuple[list[Row], list[Any]]:
    rows: list[Row] = []
    events: list[Any] = []
    for strand, name in LANES.items():
        lane = dated[dated["strand"] == strand]
        if len(lane):
            rows.append(Row(name, head=True))
            events.append(None)
        for event in lane.itertuples():
            rows.append(Row(wrapped(str(event.title), _LABEL), _note(event)))
            events.append(event)
    return rows, events


def _note(event: Any) -> str:
    words = label(parse(event.best), short=True)
    marks = "*" * bool(event.status_inferred) + "†" * (not event.dates_agree)
    return f"{words} {marks}".strip()


def _scales(axes: list[Axes], dated: pd.DataFrame) -> None:
    first, last = min(dated["best_earliest"].dropna()), max(dated["best_latest"].dropna())
    old = min(first.year, SPLIT - 1)
    for ax, begin, end in (
        (axes[0], date(old, 1, 1), date(SPLIT - 1, 12, 31)),
        (axes[1], date(SPLIT, 1, 1), last),
    ):
        ax.set_xlim(day_number(begin) - 0.5, day_number(max(begin, end)) + 0.5)
    axes[0].set_xticks([day_number(date(year, 1, 1)) - 0.5 for year in range(old, SPLIT - 2, 4)])
    axes[0].set_xticklabels([str(year) for year in range(old, SPLIT - 2, 4)])
    months(axes[1], (1, 4, 7, 10))
    for ax in axes:
        ax.tick_params(axis="x", labelsize=SMALL)


def _draw(ax: Axes, event: Any, y: float) -> None:
    # an open beginning is drawn from the start of its scale
    first, last = event.best_earliest or date(SPLIT, 1, 1), event.best_latest
    if first != last:
        bar(ax, first, last, y, lasting=event.lasting)
    middle = (day_number(first) + day_number(last)) / 2 if event.best_earliest else day_number(last)
    mark = _mark(event.status)
    mark.set_data([middle], [y])
    mark.set(label=f"_{event.event_id}", clip_on=False, zorder=4)
    ax.add_line(mark)


def _mark(status: str) -> Line2D:
    words, shape, filled = MARKS[status]
    colour = ACCENT if status == "failed" else INK
    size = 7.5 if status == "failed" else 5.5
    return Line2D(
        [], [], linestyle="none", marker=shape, markersize=size, markeredgecolor=colour,
        markerfacecolor=colour if filled else PAPER, markeredgewidth=1.0, label=words,
    )  # fmt: skip


def _key(figure: Figure, dated: pd.DataFrame) -> None:
    handles: list[Artist] = [_mark(status) for status in MARKS if (dated["status"] == status).any()]
    handles = [*handles, extent("one day of these"), extent("lasted these days", lasting=True)]
    key(figure, handles, len(handles))


def _missing(undated: pd.DataFrame) -> list[str]:
    """Word the events without a day, by status, in lines that fit the width."""
    lines = []
    for status, (words, _, _) in MARKS.items():
        found = undated[undated["status"] == status]
        if len(found):
            text = f"{words} ({len(found)}): {'; '.join(found['title'])}."
            lines += textwrap.wrap(text, int(WIDTH * _PER_INCH), subsequent_indent="    ")
    return [f"No day given (n = {len(undated)})", *lines] if lines else []


def _list_missing(figure: Figure, lines: list[str]) -> None:
    total = figure.get_figheight()
    for place, line in enumerate(lines):  # in the order in which they are read aloud
        y = ((len(lines) - 1 - place) * _STEP + 0.03) / total
        weight = "normal" if place else "bold"
        figure.text(0, y, line, fontsize=SMALL, color=INK, va="bottom", weight=weight)


def _height(lines: list[str]) -> float:
    return len(lines) * _STEP + 0.12 if lines else 0.0
