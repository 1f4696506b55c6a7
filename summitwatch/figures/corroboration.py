"""Claims and the independent origins behind them."""

from collections.abc import Sequence
from math import ceil, sqrt

import pandas as pd
from matplotlib.axes import Axes
from matplotlib.lines import Line2D

from summitwatch.analysis.intervals import wilson
from summitwatch.figures.exhibit import FigureExhibit
from summitwatch.figures.lanes import POINTS
from summitwatch.figures.palette import DOUBT, INK, PAPER
from summitwatch.figures.rows import LINE, SMALL, Frame, Row, canvas, counted, key
from summitwatch.figures.style import report_style

#: Dots to a line of the chart of claims.
PER_LINE = 22
_DOT = 6.2
#: Square points of a disc to a claim: a single one holds its number.
_AREA = 80
_ORIGINS = Frame(left=1.5, right=1.6, top=0.32, bottom=0.05)
_REPORTS = Frame(left=1.5, right=1.2, top=0.6, bottom=0.05)


@report_style
def origins_figure(claims: pd.DataFrame) -> FigureExhibit:
    """Draw one dot a claim, by the independent origins that support it.

    Parameters
    ----------
    claims : DataFrame
        `summitwatch.analysis.corroboration.claims_table`.
    """
    groups = _groups(claims)
    rows = [
        Row(name, _share_note(len(part), len(claims)), marks=-(-len(part) // PER_LINE))
        for name, part in groups
    ]
    figure, (ax,), middles = canvas(rows, _ORIGINS, (1,))
    ax.set(xlim=(-0.5, PER_LINE - 0.5), xticks=[])
    ax.spines["bottom"].set_visible(False)
    for (_, part), middle in zip(groups, middles, strict=True):
        _dots(ax, part, middle)
    key(figure, [_dot(True, "undisputed"), _dot(False, "another value, or a sentence against it")], 2)
    return FigureExhibit(
        "fig-claims-origins", _origins_title(claims), _origins_caption(claims), _origins_alt(groups, claims),
        figure, claims.copy(),
    )  # fmt: skip


def _groups(claims: pd.DataFrame) -> list[tuple[str, pd.DataFrame]]:
    """Split the claims by origins at least, those with one by whether only an aggregator carries them."""
    groups = []
    for count in sorted(claims["origins_min"].unique(), reverse=True):
        for alone in (False, True):
            part = claims[(claims["origins_min"] == count) & (claims["aggregator_only"] == alone)]
            name = counted(int(count), "named origin")
            if len(part):
                groups.append((name + (",\nonly by an aggregator" if alone else ""), part))
    return groups


def _share_note(k: int, n: int) -> str:
    share = wilson(k, n)
    return f"{k} of {n}: {share.value:.0%} ({share.low * 100:.0f}–{share.high * 100:.0f}%)"


def _disputed(claims: pd.DataFrame) -> pd.Series:
    return claims["contradicted"] | (claims["rivals"] > 0)


def _dots(ax: Axes, part: pd.DataFrame, middle: float) -> None:
    ordered = part.assign(disputed=_disputed(part)).sort_values(["disputed", "claim_id"])
    lines = -(-len(ordered) // PER_LINE)
    for place, claim in enumerate(ordered.itertuples()):
        y = middle + (place // PER_LINE - (lines - 1) / 2) * 0.13
        dot = _dot(not claim.disputed, f"_{claim.claim_id}")
        dot.set_data([place % PER_LINE], [y])
        dot.set_clip_on(False)
        ax.add_line(dot)


def _dot(filled: bool, words: str) -> Line2D:
    face = INK if filled else PAPER
    return Line2D([], [], linestyle="none", marker="o", markersize=_DOT, markeredgecolor=INK,
                  markerfacecolor=face, markeredgewidth=1.0, label=words)  # fmt: skip


def _origins_title(claims: pd.DataFrame) -> str:
    two = int((claims["origins_min"] > 1).sum())
    confirmed = int((claims["label"] == "corroborated").sum())
    return (
        f"{two} of {len(claims)} claims have two independent origins, {confirmed} of them more than one "
        "voice and no dispute"
    )


def _origins_caption(claims: pd.DataFrame) -> str:
    return (
        f"Each dot is a claim of the core sources, n = {len(claims)}, by the named, independent origins that "
        f"support it; items of one publisher, one agency or one text never count twice. Hollow "
        f"(n = {int(_disputed(claims).sum())}): the record holds another value on the same point, or a "
        f"sentence against it; that may tell of change rather than of dispute. With 95% Wilson intervals."
    )


def _origins_alt(groups: Sequence[tuple[str, pd.DataFrame]], claims: pd.DataFrame) -> str:
    told = [
        f"{name.replace(chr(10), ' ')}: {len(part)} claims, {int(_disputed(part).sum())} of them disputed"
        for name, part in groups
    ]
    return f"Dot chart of {len(claims)} claims by independent origins. {'; '.join(told)}."


@report_style
def reports_figure(claims: pd.DataFrame) -> FigureExhibit:
    """Draw how many claims are carried by how many stories, and by how many independent origins."""
    supported = claims[claims["n_items"] > 0]
    counts = pd.crosstab(supported["n_items"], supported["origins_min"])
    rows = [
        Row(
            counted(int(n), "story carries it", "stories carry it"),
            marks=_disc_lines(int(counts.loc[n].max())),
        )
        for n in counts.index
    ]
    figure, (ax,), middles = canvas(rows, _REPORTS, (1,))
    ax.spines["bottom"].set_visible(False)
    columns = list(counts.columns)
    ax.set(xlim=(-0.6, len(columns) - 0.4), xticks=range(len(columns)))
    ax.set_xticklabels([counted(int(c), "named origin") for c in columns], fontsize=SMALL)
    ax.xaxis.tick_top()
    ax.tick_params(axis="x", length=0)
    _cells(ax, counts, middles)
    key(figure, [_disc(INK, "an origin for every story"), _disc(DOUBT, "more stories than origins")], 2)
    data = counts.reset_index().melt("n_items", value_name="claims")
    return FigureExhibit(
        "fig-reports-origins",
        _reports_title(supported),
        _reports_caption(supported),
        _reports_alt(data),
        figure,
        data,
    )


def _disc_lines(most: int) -> int:
    """Return the lines that a row's largest disc fills, with some room around it."""
    return ceil(sqrt(most * _AREA) / POINTS / LINE) + 1


def _cells(ax: Axes, counts: pd.DataFrame, middles: Sequence[float]) -> None:
    for y, stories in zip(middles, counts.index, strict=True):
        for x, origins in enumerate(counts.columns):
            k = int(counts.loc[stories, origins])
            if k:
                disc, text = (DOUBT, INK) if origins < stories else (INK, PAPER)
                ax.scatter(x, y, s=float(k) * _AREA, color=disc, zorder=2, label=f"_{stories}-{origins}")
                ax.text(x, y, str(k), ha="center", va="center", fontsize=SMALL, color=text, weight="bold")


def _disc(colour: str, words: str) -> Line2D:
    return Line2D([], [], linestyle="none", marker="o", markersize=_DOT + 1, color=colour, label=words)


def _reports_title(claims: pd.DataFrame) -> str:
    several = claims[claims["n_items"] > 1]
    fewer = int((several["origins_min"] < several["n_items"]).sum())
    return f"Of {len(several)} claims that several stories carry, {fewer} have fewer origins than stories"


def _reports_caption(claims: pd.DataFrame) -> str:
    return (
        f"Claims of the core sources, n = {len(claims)}, by the stories that carry them and by the named, "
        f"independent origins behind those stories (at least). The area of a disc is the number of claims."
    )


def _reports_alt(data: pd.DataFrame) -> str:
    told = [
        f"{counted(row['claims'], 'claim')} in {counted(row['n_items'], 'story', 'stories')} "
        f"with {counted(row['origins_min'], 'named origin')}"
        for row in data[data["claims"] > 0].to_dict("records")
    ]
    return f"Grid of claims by stories and origins: {'; '.join(told)}."
