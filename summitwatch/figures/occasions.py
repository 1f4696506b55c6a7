"""What was expected of three occasions."""

from typing import Any

import pandas as pd
from matplotlib.axes import Axes
from matplotlib.lines import Line2D
from matplotlib.patches import Patch

from summitwatch.analysis.forecasts import BANDS
from summitwatch.analysis.occasions import OCCASIONS, Occasion
from summitwatch.dates import label, parse
from summitwatch.figures.exhibit import FigureExhibit
from summitwatch.figures.palette import ACCENT, MUTED, PAPER, RULE, country_colour
from summitwatch.figures.rows import SMALL, Frame, Row, canvas, counted, grid, key, wrapped
from summitwatch.figures.style import report_style

_FRAME, _LABEL, _NOTE = Frame(left=2.5, right=2.35, top=0.34, bottom=0.3), 44, 40
#: What a call is on, where it is not the meeting itself.
BESIDE = {
    "PR103": "by the end of March 2026",
    "PR105": "after the March drills, by the end of 2026",
    "PR110": "that Kim comes to the gathering",
}
_COUNTRY = {"Seoul": "KOR", "Washington": "USA", "Pyongyang": "PRK", "Beijing": "CHN", "Moscow": "RUS"}
#: Words for the key and colour of a voice; experts and outlets have no country.
_VOICES = {"Seoul": "Seoul", "other": "experts, outlets, others"}
#: Points: of a country's bar, of others' (so that grey tells them apart), of the rim of a hollow one.
_THICK, _THIN, _RIM = 5.0, 3.0, 0.8


@report_style
def expectations_figure(calls: pd.DataFrame) -> FigureExhibit:
    """Draw each likelihood that was given for one of the occasions, on the scale of ICD 203, by day.

    Parameters
    ----------
    calls : DataFrame
        `summitwatch.analysis.occasions.expectations`.
    """
    rows, found = _call_rows(calls)
    figure, (ax,), middles = canvas(rows, _FRAME, (1,))
    grid([ax], rows, middles)
    _likelihood_axis(ax)
    for call, y in zip(found, middles, strict=True):
        if isinstance(call, Occasion):
            _outcome(ax, call, y)
        elif call is not None:
            _band(ax, call, y)
    handles = [_bar(v, words) for v, words in _VOICES.items()]
    near = Patch(facecolor=PAPER, edgecolor=MUTED, linewidth=_RIM, label="on something near a meeting")
    key(figure, [*handles, near, _cross("what came: no meeting")], 4)
    return FigureExhibit(
        "fig-expectations",
        _calls_title(calls),
        _calls_caption(calls),
        _calls_alt(calls),
        figure,
        calls.copy(),
    )


def _call_rows(calls: pd.DataFrame) -> tuple[list[Row], list[Any]]:
    rows: list[Row] = []
    found: list[Any] = []
    for occasion in OCCASIONS:
        part = calls[calls["occasion"] == occasion.key]
        rows.append(Row(_head(occasion, part), head=True))
        found.append(None)
        for call in part[part["banded"]].itertuples():
            rows.append(_row(call))
            found.append(call)
        rows.append(Row(wrapped(_silent(part), _LABEL)))
        found.append(None)
        rows.append(Row("what came"))
        found.append(occasion)
    return rows, found


def _head(occasion: Occasion, part: pd.DataFrame) -> str:
    """Name an occasion, with the count of its bars as the title has it: those near the meeting apart."""
    banded = part[part["banded"]]
    on = int((banded["about"] == "meeting").sum())
    near = len(banded) - on
    told = f": {on or 'none'} on the meeting" + (f", {near} near it" if near else "")
    return occasion.name + (told if len(banded) else "")


def _row(call: Any) -> Row:
    return Row(wrapped(f"{_day(call.made)}  {call.who}", _LABEL), wrapped(_said(call), _NOTE))


def _day(edtf: str) -> str:
    return label(parse(edtf), short=True)


def _said(call: Any) -> str:
    """Quote the words of a call, with what they are on where that is not the meeting itself."""
    on = "" if call.about == "meeting" else f", {BESIDE[call.proposition_id]}"
    return f"“{call.phrase}”{on}"


def _silent(part: pd.DataFrame) -> str:
    """Count the calls of an occasion whose words give no likelihood."""
    words = part[~part["banded"]]
    if part.empty:
        return "no call of anybody in this record"
    return f"and {len(words)} without a likelihood"


def _likelihood_axis(ax: Axes) -> None:
    ax.set(xlim=(-3, 103), xticks=[0, 20, 45, 55, 80, 100])
    ax.set_xticklabels(["0", "20", "45", "55", "80", "100%"], fontsize=SMALL)
    for edge in sorted({end for ends in BANDS.values() for end in ends}):
        ax.axvline(edge, color=RULE, linewidth=0.6, zorder=0)


def _colour(voice: str) -> str:
    return country_colour(_COUNTRY.get(voice))


def _band(ax: Axes, call: Any, y: float) -> None:
    low, high = BANDS[call.band]
    colour = _colour(call.voice)
    bar = _bar(call.voice, f"_{call.forecast_id}")
    bar.set_data([low, high], [y, y])
    ax.add_line(bar)
    if call.about != "meeting":  # hollow: its ends stay closed
        inner = [low + 0.5, high - 0.5]
        ax.plot(inner, [y, y], color=PAPER, linewidth=bar.get_linewidth() - 2 * _RIM, solid_capstyle="butt")
    if not pd.isna(call.percent):
        ax.plot([int(call.percent)], [y], "o", color=PAPER, markeredgecolor=colour, markersize=6, zorder=4)


def _bar(voice: str, words: str) -> Line2D:
    width = _THICK if voice in _COUNTRY else _THIN
    return Line2D([], [], color=_colour(voice), linewidth=width, solid_capstyle="butt", label=words)


def _outcome(ax: Axes, occasion: Occasion, y: float) -> None:
    mark = _cross(f"_{occasion.meeting}")
    mark.set_data([0], [y])
    ax.add_line(mark)


def _cross(words: str) -> Line2D:
    return Line2D([], [], linestyle="none", marker="X", markersize=7.5, color=ACCENT, label=words)


def _leanings(part: pd.DataFrame) -> dict[str, int]:
    return {leaning: int((part["polarity"] == leaning).sum()) for leaning in ("yes", "no", "open")}


def _calls_title(calls: pd.DataFrame) -> str:
    on = calls[calls["about"] == "meeting"]
    apec, rest = on[on["occasion"] == "apec"], on[on["occasion"] != "apec"]
    given = apec[apec["banded"]]
    others = counted(int(rest["banded"].sum()), "likelihood was", "likelihoods were")
    return (
        f"Of {len(given)} likelihoods put on a meeting beside APEC, {_leanings(given)['no']} leaned against "
        f"it; on a meeting at the two later occasions {others} put"
    )


def _calls_caption(calls: pd.DataFrame) -> str:
    banded = calls[calls["banded"]]
    on = int((banded["about"] == "meeting").sum())
    return (
        f"Dated calls of others than the principals on a meeting of Kim and Trump on three occasions, "
        f"n = {len(calls)}, one per speaker, proposition and day, second renderings left out; drawn are the "
        f"{len(banded)} whose words fit a band of ICD 203, as the range of that band: {on} on the meeting "
        f"itself, filled, and {len(banded) - on} on something near it, hollow, named beside the words. Those "
        f"without a likelihood are counted together. The circle is the one percentage given. The cross is "
        f"for the meeting alone: none took place; for spring and May this is inferred. Many calls on one "
        f"event test that one event."
    )


def _calls_alt(calls: pd.DataFrame) -> str:
    parts = []
    for occasion in OCCASIONS:
        part = calls[calls["occasion"] == occasion.key]
        told = [_told(call) for call in part[part["banded"]].itertuples()]
        parts.append(f"{occasion.name}: {'; '.join([*told, _silent(part)])}.")
    return f"Range chart of likelihoods before three occasions. {' '.join(parts)} No meeting took place."


def _told(call: Any) -> str:
    return f"{_day(call.made)}, {call.who}: {call.band.replace('_', ' ')}, {_said(call)}"
