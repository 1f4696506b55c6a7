"""One visual language for every figure: palette, type, widths."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from functools import wraps
from pathlib import Path
from typing import Any, ParamSpec, Protocol, TypeVar, runtime_checkable

import matplotlib as mpl

from summitwatch.figures.fonts import register

P = ParamSpec("P")
R = TypeVar("R")

STYLE = Path(__file__).with_name("report.mplstyle")

#: Width of the text column, in inches: figures are drawn at the size at which they are read.
WIDTH = 6.7
#: The same for a telephone held upright; a figure is drawn a second time for it.
NARROW = 3.4
#: SVG ids are made from this, so that the same data give the same bytes.
HASHSALT = "summit-watch"


_narrow: ContextVar[bool] = ContextVar("narrow", default=False)


@runtime_checkable
class Drawn(Protocol):
    """What can take up a second drawing of itself for narrow screens."""

    def with_narrow(self, other: Any) -> Any:
        """Return the same with the other's drawing beside its own."""


def is_narrow() -> bool:
    """Tell whether the drawing at work is for a narrow screen."""
    return _narrow.get()


def width() -> float:
    """Return the width of the drawing at work, in inches."""
    return NARROW if is_narrow() else WIDTH


@contextmanager
def narrow() -> Iterator[None]:
    """Let what is drawn meanwhile be narrow."""
    token = _narrow.set(True)
    try:
        yield
    finally:
        _narrow.reset(token)


def report_style(draw: Callable[P, R]) -> Callable[P, R]:
    """Draw in the book's style, once for the page and once for narrow screens.

    Matplotlib's own settings stay untouched.
    """

    @wraps(draw)
    def styled(*args: P.args, **kwargs: P.kwargs) -> R:
        register()
        with mpl.rc_context(fname=STYLE):
            mpl.rcParams["svg.hashsalt"] = HASHSALT
            wide = draw(*args, **kwargs)
            if not isinstance(wide, Drawn):
                return wide
            with narrow():
                both: R = wide.with_narrow(draw(*args, **kwargs))
            return both

    return styled
