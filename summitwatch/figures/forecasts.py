"""Forward-looking words, by how likely they make a thing."""

import pandas as pd
from matplotlib.axes import Axes
from matplotlib.lines import Line2D

from summitwatch.analysis.forecasts import BANDS, UNQUANTIFIED, unquantified, unscored
from summitwatch.figures.exhibit import FigureExhibit
from summitwatch.figures.palette import INK, PAPER
from summitwatch.figures.rows import Frame, Row, canvas, key, wrapped
from summitwatch.figures.style import report_style

#: Dots to a line.
PER_LINE = 12
_FRAME, _NOTE = Frame(left=1.6, right=3.3, top=0.3, bottom=0.05), 58
#: Leaning: words, shape, whether filled.
LEANINGS = {
    "yes": ("leans to yes", "o", True),
    "open": ("leaves it open", "o", False),
    "no": ("leans to no", "X", True),
}


@report_style
def words_figure(calls: pd.DataFrame) -> FigureExhibit:
    """Draw one mark a forward-looking word, by ICD 203 band, with the words themselves.

    Parameters
    ----------
    calls : DataFrame
        `summitwatch.analysis.forecasts.calls`; at least one row.
    """
    bands = [*reversed(BANDS), UNQUANTIFIED]
    parts = [calls[calls["band"] == band] for band in bands]
    rows = [_row(band, part) for band, part in zip(bands, parts, strict=True)]
    figure, (ax,), middles = canvas(rows, _FRAME, (1,))
    ax.set(xlim=(-0.6, PER_LINE - 0.4), xticks=[])
    ax.spines["bottom"].set_visible(False)
    for part, y in zip(parts, middles, strict=True):
        _dots(ax, part, y)
    key(figure, [_mark(leaning, words) for leaning, (words, _, _) in LEANINGS.items()], 3)
    return FigureExhibit(
        "fig-forward-words", _title(calls), _caption(calls), _alt(calls), figure, calls.copy()
    )


def _row(band: str, part: pd.DataFrame) -> Row:
    name = band.replace("_", " ")
    if band in BANDS:
        low, high = BANDS[band]
        name += f" ({low}–{high}%)"
    note = wrapped(_phrases(part), _NOTE) if len(part) else "none"
    lines = -(-len(part) // PER_LINE)
    return Row(f"{name}: {len(part)}", note, marks=max(1, lines + (lines > 1)))


def _phrases(part: pd.DataFrame) -> str:
    """List the phrases, the most frequent first, each once, with how often it stands there."""
    counts = part["phrase"].str.lower().value_counts()
    ranked = sorted(counts.items(), key=lambda pair: (-pair[1], str(pair[0])))
    return ", ".join(f"{phrase} ×{k}" if k > 1 else str(phrase) for phrase, k in ranked)


def _dots(ax: Axes, part: pd.DataFrame, middle: float) -> None:
    ranked = part.assign(rank=part["polarity"].map(list(LEANINGS).index)).sort_values(["rank", "forecast_id"])
    lines = -(-len(ranked) // PER_LINE)
    for place, call in enumerate(ranked.itertuples()):
        mark = _mark(str(call.polarity), f"_{call.forecast_id}")
        mark.set_data([place % PER_LINE], [middle + (place // PER_LINE - (lines - 1) / 2) * 0.16])
        ax.add_line(mark)


def _mark(leaning: str, words: str) -> Line2D:
    _, shape, filled = LEANINGS[leaning]
    return Line2D([], [], linestyle="none", marker=shape, markersize=5.6, markeredgecolor=INK,
                  markerfacecolor=INK if filled else PAPER, markeredgewidth=0.9, label=words)  # fmt: skip


def _title(calls: pd.DataFrame) -> str:
    share, silent = unquantified(calls), unscored(calls)
    scored = "none can be scored" if silent.k == silent.n else f"{silent.n - silent.k} can be scored"
    return f"{share.k} of {share.n} forward-looking words carry no likelihood, and {scored}"


def _caption(calls: pd.DataFrame) -> str:
    share = unquantified(calls)
    return (
        f"Words about the future in the core sources, n = {share.n}, by the ICD 203 band that they fit. "
        f"Unquantified: {share.value:.0%} (95% Wilson interval "
        f"{share.low * 100:.0f}–{share.high * 100:.0f}%). "
        f"Each mark is a word with the direction in which it leans; the words are listed beside them."
    )


def _alt(calls: pd.DataFrame) -> str:
    told = []
    for band in [*reversed(BANDS), UNQUANTIFIED]:
        part = calls[calls["band"] == band]
        if len(part):
            leaning = part["polarity"].value_counts()
            words = ", ".join(f"{leaning[k]} {LEANINGS[k][0]}" for k in LEANINGS if k in leaning)
            told.append(f"{band.replace('_', ' ')}: {len(part)} ({words})")
    words = "; ".join(told)
    return f"Dot chart of {len(calls)} forward-looking words by likelihood. {words}; none in the other bands."
