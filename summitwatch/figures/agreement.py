"""The figure on how far two codings are the same."""

from textwrap import fill

import pandas as pd
from matplotlib.axes import Axes

from summitwatch.figures.dots import SMALL, canvas, dots, interval, name_rows, percent, percent_axis
from summitwatch.figures.exhibit import FigureExhibit
from summitwatch.figures.palette import ACCENT, INK, MUTED
from summitwatch.figures.style import is_narrow, report_style

COLUMNS = {"n": 1.11, "f1": 1.24, "alpha": 1.37}  # where the columns of figures stand, in shares of the axis
HEADINGS = {"n": "n", "f1": "F1", "alpha": "alpha"}


@report_style
def agreement(consistency: pd.DataFrame) -> FigureExhibit:
    """Draw the share of agreement for each variable, with n, detection and alpha at the right.

    Parameters
    ----------
    consistency : DataFrame
        Result of `summitwatch.analysis.agreement.consistency`; variables without a unit that both
        coders found have no dot.
    """
    rows = consistency.reset_index(drop=True)
    figure, (ax,) = canvas(len(rows), head=0.8)
    dots(ax, rows, lambda row: ACCENT)
    percent_axis(ax, max(COLUMNS.values()) + 0.01)
    ax.set_xticks([0, 0.5, 1])
    ax.spines["bottom"].set_bounds(0, 1)
    name_rows(ax, [str(label) for label in rows["label"]])
    for y, (_, row) in enumerate(rows.iterrows()):
        _figures(ax, y, row)
    for name, x in COLUMNS.items():
        ax.text(x, -0.9, HEADINGS[name], ha="right", fontsize=SMALL, color=MUTED)
    axis = "share of the units found by both to which both gave the same value"
    ax.set_xlabel(fill(axis, 48) if is_narrow() else axis, loc="left")
    return FigureExhibit("fig-agreement", _title(rows), _caption(rows), _alt(rows), figure, rows)


def _figures(ax: Axes, y: int, row: pd.Series) -> None:
    texts = {"n": str(row["n"]), "f1": _two_places(row["f1"]), "alpha": _two_places(row["alpha"])}
    for name, x in COLUMNS.items():
        ax.text(x, y, texts[name], ha="right", va="center", fontsize=SMALL, color=INK)


def _two_places(value: float | None) -> str:
    """Write a coefficient, a dash for none; only what is whole is 1.00."""
    if pd.isna(value):
        return "–"
    return ">0.99" if 0.995 <= value < 1 else f"{value:.2f}".replace("-", "−")


def _title(rows: pd.DataFrame) -> str:
    told = rows[rows["n"] > 0]
    whole = int((told["k"] == told["n"]).sum())
    worst = told.sort_values("share", kind="stable").iloc[0]
    return (
        f"The two codings agree wholly on {whole} of {len(rows)} variables, least on the {worst['label']} "
        f"({percent(worst['share'])})"
    )


def _caption(rows: pd.DataFrame) -> str:
    return (
        "Share of the units found by both coders to which both gave the same value, for "
        f"{len(rows)} variables, with 95% Wilson intervals. n: units found by both; F1: how far they found "
        "the same units; alpha: Krippendorff's alpha, nominal (attitude to a meeting: ordinal, over the "
        "graded units), a dash where it has no meaning. "
        "Both coders are language models: this is consistency, not validity."
    )


def _alt(rows: pd.DataFrame) -> str:
    told = "; ".join(
        f"{row['label']} {row['k']} of {row['n']}"
        + (f", {percent(row['share'])}, interval {interval(row)}" if row["n"] else "")
        for _, row in rows.iterrows()
    )
    return f"Dots with intervals for {len(rows)} variables. {told}."
