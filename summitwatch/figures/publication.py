"""The days on which each story can have appeared."""

from datetime import date, timedelta
from typing import Any

import pandas as pd
from matplotlib.axes import Axes
from matplotlib.lines import Line2D

from summitwatch.dates import label, parse
from summitwatch.figures.exhibit import FigureExhibit
from summitwatch.figures.palette import ACCENT, INK
from summitwatch.figures.rows import SMALL, Frame, Row, canvas, day_number, grid, key, months, wrapped
from summitwatch.figures.style import report_style

_FRAME, _LABEL = Frame(left=2.15, right=1.5, top=0.3, bottom=0.3), 42
_MARGIN = timedelta(days=12)
_CORE, _ALL = 1.2, 5.0
#: A line in a row stands this many inches from its middle.
_OFFSET = 0.028


@report_style
def bounds_figure(table: pd.DataFrame) -> FigureExhibit:
    """Draw publication bounds from the core texts (thin) and with the context (thick).

    Parameters
    ----------
    table : DataFrame
        `summitwatch.analysis.publication.publication_table`.
    """
    ordered = table.assign(first=[str(day or "") for day in table["earliest"]]).sort_values(
        ["first", "item_id"]
    )
    rows = [Row(_name(item), _note(item)) for item in ordered.itertuples()]
    figure, (ax,), middles = canvas(rows, _FRAME, (1,))
    grid([ax], rows, middles)
    limits = _scale(ax, table)
    for item, y in zip(ordered.itertuples(), middles, strict=True):
        _draw(ax, item, y, limits)
    key(figure, _handles(), 3)
    return FigureExhibit(
        "fig-publication-bounds", _title(table), _caption(table), _alt(ordered), figure, table.copy()
    )


def _draw(ax: Axes, item: Any, y: float, limits: tuple[date, date]) -> None:
    name = f"_{item.item_id}"
    if isinstance(item.core, str):
        ends = (item.core_earliest, item.core_latest)
        _line(ax, ends, y + _OFFSET, limits, _CORE, INK, f"{name}-core")
    if isinstance(item.edtf, str):
        _line(ax, (item.earliest, item.latest), y - _OFFSET, limits, _ALL, ACCENT, name)


def _name(item: Any) -> str:
    headline = item.headline if isinstance(item.headline, str) else "teaser without headline"
    return wrapped(f"{item.item_id}  {headline}", _LABEL)


def _note(item: Any) -> str:
    return label(parse(item.edtf), short=True) if isinstance(item.edtf, str) else "no bound"


def _scale(ax: Axes, table: pd.DataFrame) -> tuple[date, date]:
    columns = ("core_earliest", "core_latest", "earliest", "latest")
    days = [day for column in columns for day in table[column].dropna()]
    limits = (min(days) - _MARGIN, max(days) + _MARGIN)
    ax.set_xlim(day_number(limits[0]), day_number(limits[1]))
    months(ax)
    ax.tick_params(axis="x", labelsize=SMALL)
    return limits


def _line(
    ax: Axes, ends: tuple[date | None, date | None], y: float, limits: tuple[date, date],
    width: float, colour: str, name: str,
) -> None:  # fmt: skip
    """Draw one range of days; an open end runs to the edge of the chart and ends in an arrow."""
    left = day_number(ends[0]) - 0.5 if ends[0] else day_number(limits[0])
    right = day_number(ends[1]) + 0.5 if ends[1] else day_number(limits[1])
    ax.add_line(
        Line2D([left, right], [y, y], color=colour, linewidth=width, solid_capstyle="butt", label=name)
    )
    for end, place, arrow in ((ends[0], left, "<"), (ends[1], right, ">")):
        if end is None:
            size = 3 + width * 0.7
            ax.plot(place, y, marker=arrow, markersize=size, color=colour, clip_on=False, linestyle="none")


def _handles() -> list[Line2D]:
    return [
        Line2D([], [], color=INK, linewidth=_CORE, label="the texts alone"),
        Line2D([], [], color=ACCENT, linewidth=_ALL, label="with dates from the context tables"),
        Line2D([], [], color=INK, linestyle="none", marker=">", markersize=4, label="open end"),
    ]


def _closed(table: pd.DataFrame, column: str) -> pd.Series:
    return table[column].dropna().astype(int)


def _title(table: pd.DataFrame) -> str:
    weeks = int((_closed(table, "days") <= 8).sum())
    alone = int((_closed(table, "core_days") <= 8).sum())
    put = f"{weeks} of {len(table)} can be put within eight days, {alone} by the texts alone"
    shown = int((table["clues"] == 0)[table["core"].notna()].sum())
    return (
        f"{f'{shown} of {len(table)} stories show their day' if shown else 'No story shows its day'}; {put}"
    )


def _caption(table: pd.DataFrame) -> str:
    return (
        f"Days on which each story or teaser can have appeared, n = {len(table)}, from "
        f"{int(table['clues'].sum())} clues. Thin: what the core texts alone leave "
        f"({int(table['core'].notna().sum())} stories have such a clue). Thick: with dates from the coded "
        f"context tables, which narrow {int(table['narrowed'].sum())}. An arrow marks an open end."
    )


def _alt(table: pd.DataFrame) -> str:
    told = []
    for _, item in table.iterrows():
        every, core = (
            label(parse(day)) if isinstance(day, str) else "no bound" for day in item[["edtf", "core"]]
        )
        told.append(f"{item['item_id']}: {every} (texts alone: {core})")
    return f"Ranges of days for {len(table)} stories. {'; '.join(told)}."
