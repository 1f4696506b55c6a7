"""Figures on who says it: named or not, and whose words stand in quotation marks."""

import pandas as pd
from matplotlib.axes import Axes

from summitwatch.figures.dots import (
    SMALL,
    canvas,
    dots,
    interval,
    name_rows,
    percent,
    percent_axis,
    short_name,
)
from summitwatch.figures.exhibit import FigureExhibit
from summitwatch.figures.palette import ACCENT, INK, MUTED, RULE
from summitwatch.figures.style import is_narrow, report_style

HEADINGS = {"sentences": "Of the sentences", "statements": "Of the reported statements"}
ROWS = {
    ("sentences", "own voice"): "in the outlet's own voice",
    ("sentences", "named"): "report a named speaker",
    ("sentences", "unnamed"): "report unnamed speakers only",
    ("statements", "named"): "have a named speaker",
    ("statements", "unnamed"): "have none",
}


@report_style
def sourcing(sentences: pd.DataFrame, statements: pd.DataFrame) -> FigureExhibit:
    """Draw named and unnamed sourcing, in sentences and in statements, one panel a source.

    Parameters
    ----------
    sentences : DataFrame
        Result of `summitwatch.analysis.voices.sentence_sourcing`.
    statements : DataFrame
        Result of `summitwatch.analysis.attribution.sourcing`.
    """
    data = pd.concat(
        [sentences.assign(unit="sentences"), statements.assign(unit="statements")], ignore_index=True
    )
    keys = pd.MultiIndex.from_tuples(list(ROWS), names=["unit", "sourcing"])
    groups = [(str(source), part) for source, part in data.groupby("source_id")]
    parts = {source: part.set_index(["unit", "sourcing"]).loc[keys].reset_index() for source, part in groups}
    figure, axes = canvas(len(keys) + len(HEADINGS), len(parts), head=0.8)
    for ax, (source, part) in zip(axes, parts.items(), strict=True):
        dots(ax, part.assign(y=_positions()), lambda row: MUTED if row["sourcing"] == "own voice" else ACCENT,
             lambda row: f"{percent(row['share'])} · {row['k']} of {row['n']}")  # fmt: skip
        percent_axis(ax, 1)
        ax.set_title(source)
    _group_rows(axes[0])
    return FigureExhibit(
        "fig-sourcing", _sourcing_title(parts), _SOURCING, _sourcing_alt(parts), figure, data
    )


_SOURCING = (
    "Above: share of the sentences of the text that report a named speaker, only unnamed ones, or "
    "nobody. Below: share of the reported statements whose speaker is named. "
    "With 95% Wilson intervals, counts and n. "
    "Unnamed are anonymous officials, groups without names such as “analysts”, and states or capitals that "
    "speak as such."
)


def _positions() -> list[int]:
    """Place the rows below the headings of their groups."""
    units = [unit for unit, _ in ROWS]
    return [n + 1 + list(HEADINGS).index(unit) for n, unit in enumerate(units)]


def _group_rows(ax: Axes) -> None:
    """Name the rows, each group under its heading."""
    names = dict(zip(_positions(), ROWS.values(), strict=True))
    heads = iter(HEADINGS.values())
    name_rows(
        ax, [names.get(y) or next(heads) for y in range(len(ROWS) + len(HEADINGS))], list(HEADINGS.values())
    )


def _sourcing_title(parts: dict[str, pd.DataFrame]) -> str:
    told = []
    for source, part in parts.items():
        row = part[(part["unit"] == "statements") & (part["sourcing"] == "unnamed")].iloc[0]
        told.append(f"{row['k']} of {row['n']} in {source}")
    return f"Reported statements without a named speaker: {', '.join(told)}"


def _sourcing_alt(parts: dict[str, pd.DataFrame]) -> str:
    texts = []
    for source, part in parts.items():
        told = "; ".join(
            f"{row['unit']}, {row['sourcing']}: {row['k']} of {row['n']}, "
            f"{percent(row['share'])}, interval {interval(row)}"
            for _, row in part.iterrows()
        )
        texts.append(f"{source}: {told}.")
    return "Dots with intervals, one panel for each source. " + " ".join(texts)


@report_style
def quoted(words: pd.DataFrame) -> FigureExhibit:
    """Draw the words in quotation marks of each speaker as bars, one panel a source.

    Parameters
    ----------
    words : DataFrame
        Result of `summitwatch.analysis.attribution.quoted_words`.
    """
    names = list(dict.fromkeys(words["name"]))
    sources = sorted(set(words["source_id"]))
    figure, axes = canvas(round(1.35 * len(names)), len(sources), head=0.9, row=0.22)
    for ax, source in zip(axes, sources, strict=True):
        part = words[words["source_id"] == source].set_index("name")
        for y, name in enumerate(names):
            _quoted_bar(ax, y, part.loc[name] if name in part.index else None)
        ax.set_xlim(0, words["words"].max() * 1.12)
        ax.grid(axis="x", color=RULE)
        ax.set_axisbelow(True)
        ax.set_title(f"{source}\n{part['n_words'].iloc[0]} words")
    name_rows(axes[0], [short_name(name) for name in names])
    figure.supxlabel("words in quotation marks", fontsize=SMALL, color=MUTED)
    return FigureExhibit("fig-quoted-words", _quoted_title(words), _quoted_caption(words), _quoted_alt(words),
                         figure, words.copy())  # fmt: skip


def _quoted_bar(ax: Axes, y: int, row: pd.Series | None) -> None:
    """Draw the words of a speaker, or say that a source quotes none: a name alone might be a lost bar."""
    words = 0 if row is None else int(row["words"])
    if row is None:
        count = "none"
    else:
        count = f"{words} in {row['quotations']}" if row["quotations"] > 1 else str(words)
        ax.barh(y, words, height=0.42 if is_narrow() else 0.55, color=ACCENT)  # below its name
    ax.annotate(
        count, (words, y), (4, 0), textcoords="offset points", va="center", fontsize=SMALL,
        color=MUTED if row is None else INK,
    )  # fmt: skip


def _quoted_title(words: pd.DataFrame) -> str:
    totals = words.drop_duplicates("name").set_index("name")["total"]
    first = totals.index[0]
    return f"Of {totals.sum()} quoted words in the core sources, {short_name(first)} has {totals.iloc[0]}"


def _quoted_caption(words: pd.DataFrame) -> str:
    return (
        f"Words inside quotation marks by speaker and source, in {words['quotations'].sum()} quotations; "
        "where a speaker has several in a source, their number follows. "
        "Words quoted twice count twice. Quoted "
        "words may be translated."
    )


def _quoted_alt(words: pd.DataFrame) -> str:
    texts = []
    for source, part in words.groupby("source_id"):
        rows = part.sort_values("words", ascending=False, kind="stable")
        told = ", ".join(f"{row['name']} {row['words']}" for _, row in rows.iterrows())
        texts.append(f"{source}, {part['n_words'].iloc[0]} words: {told}.")
    return "Bars of quoted words by speaker, one panel for each source. " + " ".join(texts)
