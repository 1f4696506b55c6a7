"""A figure as part of a page: marks lead to records, narrow screens have a drawing, the data are a table."""

import re
from collections.abc import Callable, Mapping, Sequence
from hashlib import sha256
from html import escape
from typing import Any

from summitwatch.figures.palette import ACCENT, COUNTRY, DOUBT, INK, MUTED, OTHER, PAPER, RULE

_TONES = re.compile(r'(?:fill|stroke)="(#[0-9a-f]{6})"')
_PALETTE = frozenset({INK, MUTED, RULE, PAPER, ACCENT, DOUBT, OTHER, *COUNTRY.values()})
_MARK = re.compile(r'<g id="(?P<name>[\w-]+-mark-(?P<id>[A-Z][\w-]*))">(?P<mark>.*?)</g>', re.DOTALL)

_ID = re.compile(
    r'(?P<sign>\bid="|\bhref="#|url\(#)(?P<prefix>[\w-]+?)-(?=(?:mark|span|label|axis)-|m[0-9a-f]{10}\b)'
)
_TITLE = re.compile(r'>\s*<title class="nohighlight">(?P<told>[^<]*)</title>')
_NOISE = re.compile(
    r' (?:xmlns(?::xlink)?|version|font-family|stroke-linejoin)="[^"]*"|(?<= )xlink:(?=href="#)'
)
_MARKER = re.compile(r"-(m[0-9a-f]{10})\b")
_BOX = re.compile(r"M([\d.-]+) ([\d.-]+)L([\d.-]+) \2L\3 ([\d.-]+)L\1 \4(?:L\1 \2)?z")

_MOST = 50  # rows of a figure's data that a page holds; the data file has all

#: What a page knows of a record: its address and its words; None where no page prints it.
Lookup = Callable[[str], tuple[str, str] | None]


def on_page(content: dict[str, Any], look: Lookup) -> str:
    """Return both drawings of a figure as HTML; a style sheet shows the one that fits."""
    name = "d" + sha256(content["svg"].encode("utf-8")).hexdigest()[:6]
    label = f'id="{name}" aria-label="{escape(content["alt"])}"'
    wide = drawing(content["svg"], label, look)
    # timeline.js fills the bar; without its room the figure would jump
    bar = '<div class="timeline-bar"></div>\n' if "data-scale=" in wide else ""
    if not content.get("narrow"):
        return bar + wide
    narrow = drawing(content["narrow"], f'aria-labelledby="{name}"', look)
    return f'{bar}<div class="drawing-wide">{wide}</div>\n<div class="drawing-narrow">{narrow}</div>'


def drawing(svg: str, label: str, look: Lookup) -> str:
    """Return an SVG for a page, under the attribute that names it.

    It is our own, and matplotlib escaped its texts.

    A figure with shades that the palette lacks keeps white paper in the dark: no rule could turn them.
    One with links is a group, since nothing within a picture can be reached.
    """
    shaded = " keeps-paper" if set(_TONES.findall(svg)) - _PALETTE else ""
    svg = pack(link(svg, look))
    svg = (
        _TITLE.sub(r' aria-label="\g<told>">', svg) if "labelledby" in label else svg
    )  # a finger shows no title
    role = "group" if "<a " in svg else "img"
    start = svg.index("<svg") + 4
    return f'<svg role="{role}" {label} class="exhibit-drawing{shaded}"{svg[start:]}'


def pack(svg: str) -> str:
    """Say within a page what it needs: short ids and boxes, no namespaces; the type is the page's."""

    def short(match: re.Match[str]) -> str:
        return f"{match['sign']}d{sha256(match['prefix'].encode('utf-8')).hexdigest()[:6]}-"

    svg = _BOX.sub(r"M\1 \2H\3V\4H\1z", _NOISE.sub("", _ID.sub(short, svg)))
    names = {name: f"m{number}" for number, name in enumerate(dict.fromkeys(_MARKER.findall(svg)))}
    return _MARKER.sub(lambda match: f"-{names[match[1]]}", svg)


def link(svg: str, look: Lookup) -> str:
    """Let each mark lead to its record and tell it when pointed at, if a page prints the record."""

    def resolve(match: re.Match[str]) -> str:
        found = look(match["id"])
        if found is None:
            return match.group()
        address, words = found
        told = escape(f"{match['id']}: {words}" if words else match["id"])
        head = f'<a id="{match["name"]}" href="{escape(address)}">'
        # it names the link; the search's highlighter measures what it marks, which a title has no size for
        title = f'<title class="nohighlight">{told}</title>'
        return f"{head}{title}{match['mark']}</a>"

    return _MARK.sub(resolve, svg)


def data_table(content: dict[str, Any], look: Lookup) -> str:
    """Return the data of a figure as a table that opens; ids lead to their records."""
    table = content["table"]
    head = "".join(f'<th scope="col">{escape(name)}</th>' for name in table["head"])
    rows = "\n".join(
        "<tr>" + "".join(f"<td>{_cell(value, look)}</td>" for value in row) + "</tr>"
        for row in table["rows"][:_MOST]
    )
    total = len(table["rows"])
    told = f"{total} rows" + (f", the first {_MOST} here" if total > _MOST else "")
    label = escape(f"Data of the figure: {content['title']}")
    return (
        f'<details class="exhibit-table"><summary>The data as a table ({told})</summary>'
        f'<div class="table-scroll" tabindex="0" role="region" aria-label="{label}">'
        f"<table><thead><tr>{head}</tr></thead><tbody>\n{rows}\n</tbody></table></div></details>"
    )


def listing(told: Mapping[str, Sequence[tuple[str, str]]]) -> str:
    """Return the marks of a figure in words, by heading, as HTML."""
    parts = ["<p><em>Every mark of the figure, by its record</em></p>"]
    for name, entries in told.items():
        lines = [f"<p><strong>{escape(id_)}</strong> {escape(words)}</p>" for id_, words in entries]
        parts += [f"<p><em>{escape(name)}</em></p>", *lines]
    return f'<div class="listing">{"".join(parts)}</div>'


def _cell(value: str, look: Lookup) -> str:
    found = look(value) if re.fullmatch(r"[A-Z]+\d+(-\w+)*", value) else None
    return f'<a href="{escape(found[0])}">{escape(value)}</a>' if found else escape(value)
