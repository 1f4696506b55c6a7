"""The figure on who is named with whom."""

import matplotlib.pyplot as plt
import pandas as pd
from matplotlib.axes import Axes
from matplotlib.patches import Rectangle

from summitwatch.analysis.actors import CoMention
from summitwatch.figures.dots import short_name
from summitwatch.figures.exhibit import FigureExhibit
from summitwatch.figures.palette import ACCENT, INK, MUTED, RULE
from summitwatch.figures.style import is_narrow, report_style, width

DEEPEST = 0.45  # opacity of the darkest cell: ink on it keeps a contrast of 4.5 to 1, on dark paper too


@report_style
def co_mention(found: CoMention) -> FigureExhibit:
    """Draw who is named with whom as a lower triangle with the counts printed.

    Parameters
    ----------
    found : CoMention
        Result of `summitwatch.analysis.actors.co_mentions`.
    """
    size = len(found.matrix)
    figure, ax = plt.subplots(figsize=(width(), (0.3 if is_narrow() else 0.31) * size + 0.9))
    pairs = _pairs(found)
    _cells(ax, found.matrix.to_numpy().tolist(), int(pairs["k"].max()))
    names = [short_name(name) for name in found.names.values()]
    ax.set_yticks(range(size), names)
    ax.set_xticks(range(size), names, rotation=35, ha="right", rotation_mode="anchor")
    ax.tick_params(length=0, labelcolor=INK, labelsize=9)
    ax.spines[:].set_visible(False)
    best = pairs.iloc[0]
    first = f"{best['name_a']} and {best['name_b']}"
    title = f"{first} are named together most: in {best['k']} of {found.n} {found.unit}s"
    return FigureExhibit("fig-co-mention-" + found.unit, title, _pairs_caption(found),
                         _pairs_alt(found, pairs), figure, pairs)  # fmt: skip


def _pairs(found: CoMention) -> pd.DataFrame:
    """Lay out the lower triangle as rows, the most frequent pair first."""
    ids, counts = list(found.matrix.index), found.matrix.to_numpy()
    rows = [
        {"actor_a": ids[j], "name_a": found.names[ids[j]], "actor_b": ids[i], "name_b": found.names[ids[i]],
         "unit": found.unit, "k": counts[i, j], "n": found.n}
        for i in range(len(ids)) for j in range(i)
    ]  # fmt: skip
    return pd.DataFrame(rows).sort_values(
        ["k", "actor_a", "actor_b"], ascending=[False, True, True], ignore_index=True
    )


def _cells(ax: Axes, counts: list[list[int]], most: int) -> None:
    """Shade and print the pairs; the diagonal, in another sense, is printed without shade."""
    for i, row in enumerate(counts):
        for j, count in enumerate(row[:i]):
            # one colour, more or less of it, so that a page can turn it for dark paper
            shade = (ACCENT, DEEPEST * count / max(most, 1))
            ax.add_patch(Rectangle((j - 0.5, i - 0.5), 1, 1, facecolor=shade, edgecolor=RULE))
            ax.text(j, i, str(count), ha="center", va="center", color=INK)
        ax.text(i, i, str(row[i]), ha="center", va="center", color=MUTED)
    ax.set(xlim=(-0.5, len(counts) - 0.5), ylim=(len(counts) - 0.5, -0.5))


def _pairs_caption(found: CoMention) -> str:
    return (
        f"Number of {found.unit}s that name both actors, of {found.n} in {found.source}; without shade, "
        f"on the diagonal, those that name the actor at all. An actor counts once a {found.unit}; joint and "
        "nested namings count, so that “North Korean leader” alone joins Kim and North Korea."
    )


def _pairs_alt(found: CoMention, pairs: pd.DataFrame) -> str:
    told = ", ".join(f"{r['name_a']} with {r['name_b']} {r['k']}" for _, r in pairs.head(5).iterrows())
    never = int((pairs["k"] == 0).sum())
    return (
        f"Triangular table of {len(found.names)} actors with the number of {found.unit}s, of {found.n}, that "
        f"name both. Most often: {told}. Pairs never named together: {never} of {len(pairs)}."
    )
