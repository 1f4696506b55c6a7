"""One visual language for every figure: palette, type, widths."""

from collections.abc import Callable
from functools import wraps
from pathlib import Path
from typing import ParamSpec, TypeVar

import matplotlib as mpl

from summitwatch.figures.fonts import register

P = ParamSpec("P")
R = TypeVar("R")

STYLE = Path(__file__).with_name("report.mplstyle")

INK, MUTED, RULE, PAPER, ACCENT = "#1b2733", "#5b6770", "#d5dade", "#ffffff", "#1f5a7a"
#: Doubt has a colour of its own, which no country bears.
DOUBT = "#b9c0c6"
#: One fixed colour per country (after Okabe and Ito 2008, darkened to 3:1 on white); others are grey.
COUNTRY = {
    "PRK": "#c04a00",
    "KOR": "#0a6aa8",
    "USA": "#12313f",
    "CHN": "#0b7d5c",
    "RUS": "#a3487f",
    "JPN": "#8a6d00",
}
OTHER = "#6f7a83"

#: Width of the text column, in inches: figures are drawn at the size at which they are read.
WIDTH = 6.7
#: SVG ids are made from this, so that the same data give the same bytes.
HASHSALT = "summit-watch"


def country_colour(country: str | None) -> str:
    """Return the colour of a country's ISO 3166-1 alpha-3 code; grey for any other."""
    return COUNTRY.get(country or "", OTHER)


def report_style(draw: Callable[P, R]) -> Callable[P, R]:
    """Run a drawing function under the book's style, leaving matplotlib's own settings untouched."""

    @wraps(draw)
    def styled(*args: P.args, **kwargs: P.kwargs) -> R:
        register()
        with mpl.rc_context(fname=STYLE):
            mpl.rcParams["svg.hashsalt"] = HASHSALT
            return draw(*args, **kwargs)

    return styled
