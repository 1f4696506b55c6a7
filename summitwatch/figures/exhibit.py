"""What a chapter shows: figures and tables that carry their title, alternative text, data and n.

An exhibit displays itself in any notebook. In the book, `summitwatch.publishing.exhibits` reads the
same output and makes a captioned, anchored figure or table of it, in HTML and in PDF.
"""

import io
import re
import warnings
from dataclasses import dataclass, field
from html import escape
from typing import Any, Self

import matplotlib as mpl
import matplotlib.pyplot as plt
import pandas as pd
from matplotlib.figure import Figure
from matplotlib.lines import Line2D
from matplotlib.patches import Patch
from matplotlib.text import Text

from summitwatch.figures import MIME
from summitwatch.figures.data_view import reading_view
from summitwatch.figures.style import HASHSALT, is_narrow
from summitwatch.figures.svg import clean

_ID = re.compile(r"(fig|tab)-[a-z0-9]+(-[a-z0-9]+)*")
_STAR = re.compile(r" \*$")
_RECORD = re.compile(r"_([A-Z]+\d+(?:-\w+)*)")  # the label of a mark that stands for a record


def _check_id(exhibit_id: str, prefix: str) -> None:
    if not _ID.fullmatch(exhibit_id) or not exhibit_id.startswith(prefix):
        raise ValueError(
            f"exhibit id {exhibit_id!r}: allowed is {prefix}- and words in lower case, as in fig-timeline"
        )


def name_marks(figure: Figure) -> None:
    """Name the marks that are labelled with a record, so that a page can link the two."""
    for mark in figure.findobj(lambda artist: isinstance(artist, Line2D | Patch)):
        named = _RECORD.fullmatch(str(mark.get_label()))
        if named:
            mark.set(gid=f"mark-{named[1]}", clip_on=False)


def to_svg(figure: Figure) -> str:
    """Return a figure as SVG without date or random ids: same data, same bytes.

    Text stays text (`svg.fonttype: none`), so that it can be searched and read aloud.
    """
    stream = io.StringIO()
    # a $ is a $: a label from the data is no formula
    with mpl.rc_context({"svg.hashsalt": HASHSALT, "svg.fonttype": "none", "text.parse_math": False}):
        for text in figure.findobj(Text):
            text.set_parse_math(False)
        with warnings.catch_warnings():
            # the font of the page has them (`fonts.HANGUL`)
            warnings.filterwarnings("ignore", r"Glyph \d+ \(\\N\{HANGUL", UserWarning)
            figure.savefig(stream, format="svg", metadata={"Date": None, "Creator": None})
    plt.close(figure)
    return stream.getvalue()


@dataclass(frozen=True)
class FigureExhibit:
    """A figure with all that a reader needs to judge it.

    Parameters
    ----------
    id
        Stable anchor, `fig-` and words; it never changes once published.
    title
        The finding in one line, computed from the data.
    caption
        What is shown, over which records and period, with n.
    alt
        What a reader who cannot see the figure must know, computed from the data.
    figure
        The matplotlib figure. It is drawn once, when the exhibit is made.
    data
        The tidy table behind the marks, offered for download.
    view
        The same for reading, as the page shows it; by default `reading_view`.
    scale
        For a page that can zoom: points and days at the ends of each part of the axis.
    listing
        What a page tells of marks that are pointed at, for print: records and words, by heading.
    """

    id: str
    title: str
    caption: str
    alt: str
    figure: Figure = field(repr=False)
    data: pd.DataFrame = field(repr=False)
    view: pd.DataFrame | None = field(default=None, repr=False)
    scale: str = ""
    narrow: str = field(default="", repr=False)
    listing: dict[str, list[tuple[str, str]]] = field(default_factory=dict, repr=False)

    def __post_init__(self) -> None:
        _check_id(self.id, "fig")
        for name in ("title", "caption", "alt"):
            if not str(getattr(self, name)).strip():
                raise ValueError(f"{self.id}: {name} is empty")
        name_marks(self.figure)
        prefix = f"{self.id}-narrow" if is_narrow() else self.id
        svg = clean(to_svg(self.figure), prefix)
        scale = f'<svg data-scale="{self.scale}" ' if self.scale else "<svg "
        object.__setattr__(self, "_svg", svg.replace("<svg ", scale, 1))

    @property
    def svg(self) -> str:
        """The figure as SVG."""
        return str(self._svg)  # type: ignore[attr-defined]

    def with_narrow(self, other: Self) -> Self:
        """Return this exhibit with another's drawing for narrow screens."""
        object.__setattr__(self, "narrow", other.svg)
        return self

    def table(self) -> dict[str, list[Any]]:
        """Return the data as a page shows them, as text."""
        shown = reading_view(self.data) if self.view is None else self.view
        return {
            "head": [str(name).replace("_", " ") for name in shown.columns],
            "rows": [[_cell(value) for value in row] for row in shown.itertuples(index=False)],
        }

    def _repr_mimebundle_(self, **_: Any) -> dict[str, Any]:
        content = {
            "kind": "figure",
            "id": self.id,
            "title": self.title,
            "caption": self.caption,
            "alt": self.alt,
            "svg": self.svg,
            "narrow": self.narrow,
            "table": self.table(),
            "listing": self.listing,
            "csv": self.data.to_csv(index=False, lineterminator="\n"),
        }
        return {MIME: content, "image/svg+xml": self.svg, "text/plain": f"{self.title}\n{self.caption}"}


def _cell(value: Any) -> str:
    """Write a value short enough for a table."""
    if value is None or (not isinstance(value, str) and pd.isna(value)):
        return "–"
    return f"{value:.3g}" if isinstance(value, float) else str(value)


@dataclass(frozen=True)
class TableExhibit:
    """A table with title, caption and n; ids of records in it become evidence markers in the book.

    Parameters
    ----------
    id
        Stable anchor, `tab-` and words.
    title
        The finding or the plain name of the table.
    frame
        Rows as they are shown; column names are the headings. Missing values show as an en dash.
    caption
        What is shown, over which records, with n.
    records
        Names of columns that hold record ids (several parted by commas): they are shown as evidence markers.
    numeric
        Names of columns that are set flush right; columns of numbers are found without being named.
    """

    id: str
    title: str
    frame: pd.DataFrame = field(repr=False)
    caption: str = ""
    records: tuple[str, ...] = ()
    numeric: tuple[str, ...] = ()

    def __post_init__(self) -> None:
        _check_id(self.id, "tab")
        unknown = [c for c in (*self.records, *self.numeric) if c not in self.frame.columns]
        if unknown:
            raise ValueError(
                f"{self.id}: no column {', '.join(unknown)}; there are {', '.join(self.frame.columns)}"
            )

    def rows(self) -> list[list[str]]:
        """Return the cells as text; an asterisk that ends one stays in the line of the word before it."""
        return [
            ["–" if pd.isna(cell) else _STAR.sub("\N{NO-BREAK SPACE}*", str(cell)) for cell in row]
            for row in self.frame.itertuples(index=False)
        ]

    def _flush_right(self) -> list[str]:
        found = [c for c in self.frame.columns if pd.api.types.is_numeric_dtype(self.frame[c])]
        return [c for c in self.frame.columns if c in (*found, *self.numeric)]

    def _repr_mimebundle_(self, **_: Any) -> dict[str, Any]:
        head = [str(c) for c in self.frame.columns]
        content = {
            "kind": "table",
            "id": self.id,
            "title": self.title,
            "caption": self.caption,
            "head": head,
            "rows": self.rows(),
            "records": list(self.records),
            "numeric": self._flush_right(),
            "csv": self.frame.to_csv(index=False, lineterminator="\n"),
        }
        return {MIME: content, "text/html": self._html(head), "text/plain": self.frame.to_string(index=False)}

    def _html(self, head: list[str]) -> str:
        ths = "".join(f"<th>{escape(h)}</th>" for h in head)
        trs = "".join("<tr>" + "".join(f"<td>{escape(c)}</td>" for c in row) + "</tr>" for row in self.rows())
        return f"<table><caption>{escape(self.title)}</caption><tr>{ths}</tr>{trs}</table>"
