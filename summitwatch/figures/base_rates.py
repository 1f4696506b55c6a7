"""Chances of a meeting by counting alone: reference classes beside each other, horizon by horizon."""

from typing import Any

import pandas as pd
from matplotlib.axes import Axes
from matplotlib.lines import Line2D

from summitwatch.dates import label, parse
from summitwatch.figures.exhibit import FigureExhibit
from summitwatch.figures.palette import ACCENT, DOUBT
from summitwatch.figures.rows import SMALL, Frame, Row, canvas, grid, key
from summitwatch.figures.style import report_style

_FRAME = Frame(left=2.35, right=1.5, top=0.5, bottom=0.05)


@report_style
def base_rates_figure(spread: pd.DataFrame) -> FigureExhibit:
    """Draw the chance by each reference class with its interval, under the horizon.

    Parameters
    ----------
    spread : DataFrame
        `summitwatch.analysis.base_rates.spread`.
    """
    rows, found = _rows(spread)
    figure, (ax,), middles = canvas(rows, _FRAME, (1,))
    grid([ax], rows, middles)
    _scale(ax)
    for case, y in zip(found, middles, strict=True):
        if case is not None:
            ax.plot([100 * case.low, 100 * case.high], [y, y], color=DOUBT, linewidth=4,
                    solid_capstyle="butt", zorder=2)  # fmt: skip
            ax.plot([100 * case.share], [y], "o", color=ACCENT, markersize=5.5, zorder=3, clip_on=False)
    key(figure, _key(), 2)
    return FigureExhibit(
        "fig-base-rates", _title(spread), _caption(spread), _alt(spread), figure, spread.copy()
    )


def _rows(spread: pd.DataFrame) -> tuple[list[Row], list[Any]]:
    rows: list[Row] = []
    found: list[Any] = []
    for _, part in spread.groupby("proposition_id", sort=False):
        first: Any = next(part.itertuples())
        rows.append(
            Row(f"{first.words.capitalize()}: {_day(first)}, {first.ahead:.1f} months ahead", head=True)
        )
        found.append(None)
        for case in part.itertuples():
            name = f"{case.name}: {case.meetings} in {case.months:.1f} months"
            rows.append(Row(name, f"{case.share:.0%} ({case.low:.0%} to {case.high:.0%})"))
            found.append(case)
    return rows, found


def _day(case: Any) -> str:
    return label(parse(case.horizon.isoformat()))


def _scale(ax: Axes) -> None:
    ax.set(xlim=(0, 100), xticks=range(0, 101, 25))
    ax.set_xticklabels([f"{tick}%" for tick in range(0, 101, 25)])
    ax.xaxis.tick_top()
    ax.tick_params(axis="x", labelsize=SMALL - 1, length=0)
    ax.spines["bottom"].set_visible(False)


def _key() -> list[Any]:
    return [
        Line2D([], [], linestyle="none", marker="o", color=ACCENT, markersize=5.5,
               label="at least one meeting"),
        Line2D([], [], color=DOUBT, linewidth=4, label="95% credible interval"),
    ]  # fmt: skip


def _ranges(spread: pd.DataFrame) -> list[str]:
    found = []
    for _, part in spread.groupby("proposition_id", sort=False):
        low, high, words = part["share"].min(), part["share"].max(), part["words"].iloc[0]
        found.append(f"{low:.0%} to {high:.0%} {words}")
    return found


def _title(spread: pd.DataFrame) -> str:
    return f"From this edition on, counting alone gives {', '.join(_ranges(spread))}: what is counted decides"


def _caption(spread: pd.DataFrame) -> str:
    counted = spread.drop_duplicates("name")
    n = int(counted["meetings"].max())
    return (
        f"Chance of at least one meeting of Kim and Trump by {len(counted)} reference classes, n = {n} "
        "meetings at most. Meetings are counted as a Poisson process with Jeffreys's prior, while Trump was "
        "in office and up to the record's end; nothing else of the record enters. The meetings are the "
        "record's, the days of the terms common knowledge."
    )


def _alt(spread: pd.DataFrame) -> str:
    told = [
        f"{str(case.words).capitalize()}, {case.name} ({case.meetings} in {case.months:.1f} months): "
        f"{case.share:.0%}, interval {case.low:.0%} to {case.high:.0%}"
        for case in spread.itertuples()
    ]
    return f"Dot chart of {len(spread)} chances. {'. '.join(told)}."
