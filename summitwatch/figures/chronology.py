"""The timeline: what was held, planned, wished, and what failed, in lanes over a broken axis."""

import textwrap
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from itertools import accumulate
from typing import Any

import matplotlib.pyplot as plt
import pandas as pd
from matplotlib.artist import Artist
from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.lines import Line2D
from matplotlib.patches import PathPatch, Polygon
from matplotlib.path import Path
from matplotlib.transforms import Affine2D

from summitwatch.dates import label, parse
from summitwatch.figures.chronology_words import (
    ALL,
    LANES,
    MARKS,
    SPLIT,
    alt,
    caption,
    is_told,
    listing,
    number,
    title,
    view,
    with_mark,
)
from summitwatch.figures.exhibit import FigureExhibit
from summitwatch.figures.lanes import LABEL, NUMBER, Part, Slot, labelled, pack
from summitwatch.figures.palette import ACCENT, DOUBT, INK, MUTED, PAPER, RULE
from summitwatch.figures.rows import SMALL, extent, key, unbroken, wrapped
from summitwatch.figures.style import is_narrow, report_style, width

#: Heights in inches: of a row, of the space between lanes, of the axis, of a line of the list below.
_ROW, _CLOSE, _LANE, _AXIS, _STEP = 0.155, 0.098, 0.06, 0.24, 0.14
#: Of rows with words among close ones, on wide screens, where all is to fit a page, and on narrow ones.
_WORDS, _NARROW_WORDS = 0.118, 0.14
_FIRST = {False: _ROW / 2, True: 0.065}  # the first row's middle, on the height of the name
_LEADING = 0.118  # from line to line of a label, in inches
_TICK = 0.035  # half the height of what stands for an event without a mark
_EDGE = 0.04  # room that labels leave at the edges
_ARROW = 0.07  # length of the tip at an open beginning
_CAP = 0.034  # half the height of a capital: what a label stands lower than its mark
_PER_INCH, _NAME = 19.6, 19  # characters of the list below to an inch, of a lane's name to a line


@dataclass(frozen=True)
class Lane:
    """One strand: its name, its events, how far below its first row each stands, all rows' depth."""

    name: str
    events: list[Any]
    slots: list[Slot]
    heights: list[float]
    deep: float
    first: float
    ticks: list[float]

    @property
    def height(self) -> float:
        """The room that it takes, in inches; where the name stands above, that of the name too."""
        least = 0.0 if is_narrow() else 0.15 * (wrapped(self.name, _NAME).count("\n") + 1)
        return max(self.deep, least) + _head() + _LANE


def _head() -> float:
    return 0.2 if is_narrow() else 0.0


@report_style
def timeline_figure(
    timeline: pd.DataFrame, exhibit_id: str = "fig-timeline", told_by: str = "the core sources tell"
) -> FigureExhibit:
    """Draw the events of `summitwatch.analysis.chronology.timeline` in a lane for each strand.

    Parameters
    ----------
    timeline : DataFrame
        At least one event with a date; a part of the record, such as one strand, draws that part.
    exhibit_id
        Anchor of the figure on its page.
    told_by
        The part of the record that the events come from, with its verb, for the caption.
    """
    dated = timeline[~timeline["undated"]]
    parts = _parts(dated)
    lanes = _lanes(dated, parts)
    missing = _missing(timeline[timeline["undated"]]) if len(dated) <= ALL else []
    handles = _handles(dated)
    columns = (2 if is_narrow() else 4) if len(handles) > 5 or is_narrow() else len(handles)
    top = -(-len(handles) // columns) * 0.17 + 0.16
    bottom = top + sum(lane.height for lane in lanes)
    figure, ax = _canvas(bottom + _AXIS + _height(missing))
    _axis(ax, parts, (top, bottom))
    y = top
    for lane in lanes:
        _draw_lane(ax, lane, y)
        y += lane.height
    key(figure, handles, columns)
    _list_missing(ax, missing, bottom + _AXIS)
    return FigureExhibit(
        exhibit_id, title(timeline), caption(timeline, told_by), alt(timeline), figure, timeline.copy(),
        view(timeline), ";".join(part.scale for part in parts),
        listing=listing(timeline) if len(dated) > ALL else {},
    )  # fmt: skip


def _canvas(height: float) -> tuple[Figure, Axes]:
    """Make a figure whose one axes counts inches, down from its upper left corner."""
    figure = plt.figure(figsize=(width(), height), layout="none")
    ax = figure.add_axes((0, 0, 1, 1))
    ax.set(xlim=(0, width()), ylim=(height, 0))
    ax.axis("off")
    return figure, ax


def _parts(dated: pd.DataFrame) -> list[Part]:
    """Return the parts of the axis: the years before are compressed, if there are any."""
    first, last = min(dated["best_earliest"].dropna()), max(dated["best_latest"].dropna())
    left = 0.06 if is_narrow() else 1.14
    if last.year < SPLIT:
        return [Part(left, width() - 0.06, date(first.year, 1, 1), date(SPLIT - 1, 12, 31))]
    new = Part(left, width() - 0.06, date(max(first.year, SPLIT), 1, 1), date(last.year, 12, 31))
    if first.year >= SPLIT:
        return [new]
    middle = left + (0.5 if is_narrow() else 0.8)
    old = Part(left, middle, date(first.year, 1, 1), date(SPLIT - 1, 12, 31))
    return [old, Part(middle + 0.12, new.right, date(SPLIT, 1, 1), new.last)]


def _lanes(dated: pd.DataFrame, parts: list[Part]) -> list[Lane]:
    lanes, marked = [], with_mark(dated)
    for strand in [*LANES, *sorted(set(dated["strand"]) - set(LANES))]:
        found = list(dated[dated["strand"] == strand].itertuples())
        if found:
            events = [event for event in found if event.event_id in marked]
            others = [event for event in found if event.event_id not in marked]
            slots = [_slot(event, parts, told=is_told(event, len(dated))) for event in events]
            name = LANES.get(strand, strand.capitalize())
            ticks = sorted({round(_slot(event, parts, told=False).mark, 2) for event in others})
            rows = [row + bool(ticks) for row in pack(slots)]
            heights, deep = _heights(slots, rows, close=len(dated) > ALL)
            first = _LANE / 2 + _FIRST[len(dated) > ALL]
            lanes.append(Lane(name, events, slots, heights, deep, first, ticks))
    return lanes


def _heights(slots: list[Slot], rows: list[int], *, close: bool) -> tuple[list[float], float]:
    """Return how far below the first row each slot stands, and the depth of all rows.

    Of many events the rows stand close, but for those with words: letters would touch.
    """
    pairs = list(zip(slots, rows, strict=True))
    worded = {
        row + i for slot, row in pairs for i in range(len(slot.lines)) if slot.text and slot.size == LABEL
    }
    count = max((row + len(slot.lines) for slot, row in pairs), default=1)
    worded_pitch = _NARROW_WORDS if is_narrow() else _WORDS
    pitches = [(worded_pitch if row in worded else _CLOSE) if close else _ROW for row in range(count)]
    tops = list(accumulate(pitches, initial=0.0))
    middles = [top + (pitch - pitches[0]) / 2 for top, pitch in zip(tops, pitches, strict=False)]
    return [middles[row] for row in rows], tops[-1]


def _slot(event: Any, parts: list[Part], *, told: bool) -> Slot:
    # an open beginning is drawn from the start of its part of the axis
    part = parts[0] if event.best_latest.year < SPLIT else parts[-1]
    first = event.best_earliest or part.first
    start, end = part.place(first), part.place(event.best_latest, end=True)
    slot = Slot(start, end, (start + end) / 2 if event.best_earliest else end)
    edges = (_EDGE if is_narrow() else parts[0].left - 0.06, width() - _EDGE)
    if told:
        return labelled(slot, _labels(event), edges)
    if is_narrow():
        return slot
    mark_end = slot.ends[1] + 0.02
    return Slot(start, end, slot.mark, number(event), mark_end, size=NUMBER)


def _labels(event: Any) -> tuple[str, str]:
    """Return an event's label, and what is left of it where there is no room for the date."""
    marks = "*" * bool(event.status_inferred) + "†" * (not event.dates_agree)
    marks = marks and f"\N{NO-BREAK SPACE}{marks}"
    day = unbroken(label(parse(event.best), short=True))
    bare = f"{event.title}{marks}"
    return (bare, bare) if day in unbroken(event.title) else (f"{event.title}, {day}{marks}", bare)


def _axis(ax: Axes, parts: list[Part], ends: tuple[float, float]) -> None:
    """Draw a line for each year and a tick for each quarter; the name of a year stands at its beginning."""
    for part in parts:
        line = ax.hlines(ends[1], part.left, part.right, color=MUTED, linewidth=0.8, clip_on=False)
        line.set_gid(f"axis-{part.first.year}")
        for year in range(part.first.year, part.last.year + 1):
            _year(ax, part, year, ends)


def _year(ax: Axes, part: Part, year: int, ends: tuple[float, float]) -> None:
    x = part.place(date(year, 1, 1))
    wide = part.place(date(year, 12, 31), end=True) - x
    if wide > 0.3 or year == part.first.year:
        ax.vlines(x, *ends, color=RULE, linewidth=0.7, zorder=0, clip_on=False).set_gid(f"axis-line-{year}")
    if wide > 0.3 or year in (part.first.year, part.last.year - 2):
        ax.text(x, ends[1] + 0.05, str(year), fontsize=SMALL, color=INK, va="top", gid=f"axis-year-{year}")
    if wide > 0.8:
        for month, name in ((4, "Apr"), (7, "Jul"), (10, "Oct")):
            x = part.place(date(year, month, 1))
            ax.vlines(x, ends[1], ends[1] + 0.04, color=MUTED, linewidth=0.8, clip_on=False).set_gid(
                f"axis-{year}-{month}"
            )
            ax.text(
                x, ends[1] + 0.05, name, fontsize=SMALL - 0.5, color=MUTED, va="top",
                gid=f"axis-month-{year}-{month}",
            )  # fmt: skip


def _draw_lane(ax: Axes, lane: Lane, top: float) -> None:
    ax.axhline(top, color=RULE, linewidth=0.7, zorder=0, clip_on=False)
    name = lane.name if is_narrow() else wrapped(lane.name, _NAME)
    ax.text(0, top + 0.045, name, fontsize=SMALL, color=INK, weight="bold", va="top", linespacing=1.0)
    first = top + lane.first + _head()
    if lane.ticks:  # in a closer view they are hidden with the years
        ends = first - _TICK, first + _TICK
        ticks = ax.vlines(lane.ticks, *ends, color=MUTED, linewidth=0.7, clip_on=False)
        ticks.set_gid(f"axis-ticks-{top * 100:.0f}")
    heights = [first + down for down in lane.heights]
    _lay_paper(ax, f"{top * 100:.0f}", list(zip(lane.slots, heights, strict=True)))
    for event, slot, y in zip(lane.events, lane.slots, heights, strict=True):
        _draw(ax, event, slot, y)


def _lay_paper(ax: Axes, name: str, slots: list[tuple[Slot, float]]) -> None:
    """Lay paper under the labels of a lane: it hides the lines of the years and is hidden with them."""
    boxes = [
        Path.unit_rectangle().transformed(
            Affine2D()
            .scale(slot.wide, _CLOSE + _LEADING * (len(slot.lines) - 1))
            .translate(slot.label - (slot.wide if slot.to_left else 0), y - _CLOSE / 2)
        )
        for slot, y in slots
        if slot.text
    ]
    if boxes:
        paper = PathPatch(Path.make_compound_path(*boxes), facecolor=PAPER, zorder=0.5, clip_on=False)
        paper.set(gid=f"axis-paper-{name}", linewidth=0)
        ax.add_patch(paper)


def _draw(ax: Axes, event: Any, slot: Slot, y: float) -> None:
    name = event.event_id
    if event.best_earliest != event.best_latest:
        face, edge = (PAPER, INK) if event.lasting else (DOUBT, DOUBT)
        left, right, low, high = slot.start, slot.end, y - 0.04, y + 0.04
        tip = [] if event.best_earliest else [(left - _ARROW, y)]  # where no beginning is told
        corners = [(left, low), (right, low), (right, high), (left, high), *tip]
        box = Polygon(corners, facecolor=face, edgecolor=edge)
        box.set(linewidth=0.7, gid=f"span-{name}", zorder=2, clip_on=False)
        ax.add_patch(box)
    mark = _mark(event.status)
    mark.set_data([slot.mark], [y])
    mark.set(label=f"_{name}", zorder=4)
    ax.add_line(mark)
    if slot.text:
        _write(ax, name, slot, y)


def _write(ax: Axes, name: str, slot: Slot, y: float) -> None:
    for place, line in enumerate(slot.lines):
        # what is of the axis is hidden in a closer view, as labels are
        gid = f"axis-under{place}-{name}" if place else f"label-{name}"
        ax.text(
            slot.label, y + _CAP + place * _LEADING, line, fontsize=slot.size,
            color=INK if slot.size == LABEL else MUTED, ha="right" if slot.to_left else "left",
            va="baseline", gid=gid, zorder=5,
        )  # fmt: skip


def _mark(status: str) -> Line2D:
    words, shape, filled = MARKS[status]
    colour = ACCENT if status == "failed" else INK
    size = 7.5 if status == "failed" else 5.5
    return Line2D(
        [], [], linestyle="none", marker=shape, markersize=size, markeredgecolor=colour,
        markerfacecolor=colour if filled else PAPER, markeredgewidth=1.0, label=words,
    )  # fmt: skip


def _handles(dated: pd.DataFrame) -> list[Artist]:
    handles: list[Artist] = [_mark(status) for status in MARKS if (dated["status"] == status).any()]
    return [*handles, extent("one day of these"), extent("lasted these days", lasting=True)]


def _missing(undated: pd.DataFrame) -> list[str]:
    """Word the events without a day, by status, in lines that fit the width."""
    lines = []
    for status, (words, _, _) in MARKS.items():
        found = undated[undated["status"] == status]
        if len(found):
            text = f"{words} ({len(found)}): {'; '.join(found['title'])}."
            lines += textwrap.wrap(text, int(width() * _PER_INCH), subsequent_indent="    ")
    return [f"No day given (n = {len(undated)})", *lines] if lines else []


def _list_missing(ax: Axes, lines: Sequence[str], top: float) -> None:
    for place, line in enumerate(lines):  # in the order in which they are read aloud
        weight = "normal" if place else "bold"
        y = top + 0.1 + place * _STEP
        ax.text(0, y, line, fontsize=SMALL, color=INK, va="top", weight=weight)


def _height(lines: list[str]) -> float:
    return len(lines) * _STEP + 0.14 if lines else 0.02
