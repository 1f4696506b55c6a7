"""The figure on how well the reading engine reads."""

import pandas as pd
from matplotlib.axes import Axes
from matplotlib.lines import Line2D

from summitwatch.figures.dots import SMALL, canvas, dots, interval, name_rows, percent, percent_axis
from summitwatch.figures.exhibit import FigureExhibit
from summitwatch.figures.palette import ACCENT, DOUBT
from summitwatch.figures.style import is_narrow, report_style

PANELS = {
    "passages": "First set",
    "second": "Second set",
    "third": "Third set",
    "core": "Core",
}
_BLIND = ("passages", "second", "third")
_APART = 0.17  # how far the first score stands above its row's middle, and the last below


@report_style
def engine(scores: pd.DataFrame) -> FigureExhibit:
    """Draw the share that was read rightly, first and last, task by task.

    Parameters
    ----------
    scores : DataFrame
        Result of `summitwatch.analysis.engine_accuracy.scores`.
    """
    rows = scores[scores["set"].isin(PANELS)].rename(columns={"recall": "share"}).reset_index(drop=True)
    labels = list(dict.fromkeys(rows["label"]))
    figure, axes = canvas(len(labels), len(PANELS), head=0.9 if is_narrow() else 1.2)
    for ax, (name, title) in zip(axes, PANELS.items(), strict=True):
        _panel(ax, rows[rows["set"] == name], labels)
        ax.set_title(title)
    name_rows(axes[0], labels)
    figure.legend(handles=_key(), loc="outside upper left", ncols=2, fontsize=SMALL)
    return FigureExhibit("fig-engine", _title(rows), _CAPTION, _alt(rows), figure, rows)


_CAPTION = (
    "Share of the expected rows that the engine reads rightly, with 95% Wilson intervals, at the first "
    "scoring and at the last. The passages of the three sets were written with their expected rows by "
    "somebody who never saw the rules, and scored first before any rule was changed for them; the second set "
    "was written when the rules had been tuned on the first, the third when they had been tuned on the "
    "second. The names that a passage brings along are loaded. On the core sources the rules were written, "
    "so that these are no test. Speaker, mode and class count as missed where the quotation is not found."
)


def _panel(ax: Axes, rows: pd.DataFrame, labels: list[str]) -> None:
    order = rows["label"].map(labels.index)
    placed = rows.assign(y=order + rows["run"].map({"first": -_APART, "last": _APART}))
    dots(ax, placed, lambda row: DOUBT if row["run"] == "first" else ACCENT)
    percent_axis(ax, 1)


def _key() -> list[Line2D]:
    words = {DOUBT: "first scoring", ACCENT: "last scoring"}
    return [
        Line2D([], [], color=shade, marker="o", markersize=5.5, label=told) for shade, told in words.items()
    ]


def _title(rows: pd.DataFrame) -> str:
    blind = rows[rows["run"] == "first"].set_index(["set", "task"])["share"]
    dates, speakers = (_span([blind[name, task] for name in _BLIND]) for task in ("dates", "speakers"))
    return f"Read blind, {dates} of the dates and {speakers} of the speakers were right, set by set"


def _span(shares: list[float]) -> str:
    return f"{percent(min(shares))} to {percent(max(shares))}"


def _alt(rows: pd.DataFrame) -> str:
    told = "; ".join(
        f"{PANELS[str(row['set'])].lower()}, {str(row['label']).lower()}, {row['run']} scoring: "
        f"{row['right']} of {row['expected']}, {percent(row['share'])}, interval {interval(row)}"
        for _, row in rows.iterrows()
    )
    return f"A panel of dots with intervals for each set, a row for each task. {told}."
