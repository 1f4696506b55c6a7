"""Calls with a likelihood, proposition by proposition, on the scale of the bands, beside what came."""

from typing import Any

import pandas as pd
from matplotlib.axes import Axes
from matplotlib.lines import Line2D
from matplotlib.patches import Patch

from summitwatch.analysis.forecasts import BANDS
from summitwatch.analysis.wording import OUTCOME
from summitwatch.dates import label, parse
from summitwatch.figures.exhibit import FigureExhibit
from summitwatch.figures.fonts import CHARACTERS, HANGUL
from summitwatch.figures.palette import ACCENT, DOUBT, INK, PAPER, RULE
from summitwatch.figures.rows import SMALL, Frame, Row, canvas, grid, key, printed, unbroken, wrapped
from summitwatch.figures.style import report_style

#: Calls that a figure draws, the latest ones.
MOST = 60
_FRAME = Frame(left=2.25, right=2.1, top=0.5, bottom=0.1)
_LABEL, _NOTE, _HEAD = 36, 34, 100


@report_style
def calls_figure(calls: pd.DataFrame, exhibit_id: str, about: str) -> FigureExhibit:
    """Draw each call that has a likelihood as its band, under the proposition, with what came of it.

    Parameters
    ----------
    calls : DataFrame
        Rows of `summitwatch.analysis.forecasts.dated_calls`; those without a band are counted only.
    about : str
        What the calls are about, for title and caption.
    """
    banded = calls[calls["banded"]]
    drawn = banded.tail(MOST)  # calls stand in the order of their days
    rows, found = _rows(drawn)
    figure, (ax,), middles = canvas(rows, _FRAME, (1,))
    grid([ax], rows, middles)
    _scale(ax)
    for call, y in zip(found, middles, strict=True):
        if call is not None:
            _draw(ax, call, y)
    key(figure, _key(), 3)
    title, caption, alt = _title(calls, about), _caption(calls, about), _alt(drawn)
    return FigureExhibit(exhibit_id, title, caption, alt, figure, banded.copy())


def _rows(banded: pd.DataFrame) -> tuple[list[Row], list[Any]]:
    rows: list[Row] = []
    found: list[Any] = []
    for _, part in banded.groupby("proposition_id", sort=False):
        first = part.iloc[0]
        told = f"{str(first['proposition']).rstrip('.')} → {OUTCOME[str(first['outcome'])]}"
        rows.append(Row(wrapped(told, _HEAD), head=True))
        found.append(None)
        for call in part.itertuples():
            name = wrapped(f"{voice_name(call)}, {unbroken(_day(call))}", _LABEL)
            said = _said(call)
            wide = sum(ord(letter) in HANGUL for letter in said)  # each takes the room of two
            rows.append(Row(name, wrapped(said, _NOTE - wide)))
            found.append(call)
    return rows, found


def voice_name(call: Any) -> str:
    """Return who made a call; of voices without a name, what they were."""
    if isinstance(call.speaker_name, str):
        return call.speaker_name
    return {"official_anonymous": "Officials (not named)", "unattributed": "Observers (not named)"}.get(
        str(call.speaker_class), f"{str(call.speaker_class).replace('_', ' ')} (not named)".capitalize()
    )


def _said(call: Any) -> str:
    """Return the words of a call; of words that few readers can read, how the coder reads them too."""
    words = str(call.phrase)
    latin = all(ord(letter) in CHARACTERS for letter in words)
    return words if latin else f"{printed(words)}, read as {str(call.band).replace('_', ' ')}"


def _day(call: Any) -> str:
    return label(parse(str(call.made)), short=True)


def _scale(ax: Axes) -> None:
    ticks = (0, 20, 45, 55, 80, 100)  # every end of a band would not fit
    ax.set(xlim=(-2, 102), xticks=ticks)
    ax.set_xticklabels([f"{end}%" if end not in (0, 55) else str(end) for end in ticks])
    ax.xaxis.tick_top()
    ax.tick_params(axis="x", labelsize=SMALL - 1, length=0)
    ax.spines["bottom"].set_visible(False)
    ax.axvline(50, color=RULE, linewidth=1.0, zorder=0)


def _draw(ax: Axes, call: Any, y: float) -> None:
    low, high = BANDS[str(call.band)]
    second = str(call.scored) != "yes"
    bars = ax.barh(y, high - low, left=low, height=0.1, color=PAPER if second else DOUBT,
                   edgecolor=INK if second else DOUBT, linewidth=0.8, zorder=2)  # fmt: skip
    bars[0].set_label(f"_{call.forecast_id}")
    if pd.notna(call.percent):
        ax.plot([float(call.percent)], [y], marker="D", color=INK, markersize=4, zorder=4)
    if call.outcome in ("yes", "no"):
        at = 100 if call.outcome == "yes" else 0
        ax.plot([at], [y], marker="|", color=ACCENT, markersize=9, markeredgewidth=2.4, zorder=3)


def _key() -> list[Any]:
    return [
        Patch(facecolor=DOUBT, edgecolor=DOUBT, label="band of a scored call"),
        Patch(facecolor=PAPER, edgecolor=INK, linewidth=0.8, label="not scored"),
        Line2D([], [], linestyle="none", marker="|", color=ACCENT, markersize=9, markeredgewidth=2.4,
               label="what came"),
    ]  # fmt: skip


def _title(calls: pd.DataFrame, about: str) -> str:
    banded = int(calls["banded"].sum())
    return f"{about}: {banded} of {len(calls)} calls give a likelihood"


def _caption(calls: pd.DataFrame, about: str) -> str:
    banded = calls[calls["banded"]]
    given = int(banded["percent"].notna().sum())
    drawn = f" Drawn are the latest {MOST}." if len(banded) > MOST else ""
    percent = f" A diamond is a percentage that the speaker gave (n = {given})." if given else ""
    return (
        f"{about}: calls of both core sources and the wider record, one for each voice, proposition and day, "
        f"n = {len(banded)} with a likelihood on {banded['proposition_id'].nunique()} propositions; "
        f"{len(calls) - len(banded)} without one are not drawn. Bars are the ranges of ICD 203 for the words "
        f"used, which refer to the proposition as it is worded.{percent}{drawn}"
    )


def _alt(banded: pd.DataFrame) -> str:
    told = [
        f"{voice_name(call)}, {_day(call)}, on {call.proposition_id}: {str(call.band).replace('_', ' ')}; "
        f"{OUTCOME[str(call.outcome)]}"
        for call in banded.itertuples()
    ]
    return f"Chart of {len(banded)} calls by likelihood. {'. '.join(told)}."
