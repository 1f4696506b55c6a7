"""Tables for narrow screens: each cell carries its head, so that the cells of a row can be stacked."""

import re
from html import escape, unescape
from typing import Any

from docutils import nodes
from sphinx.application import Sphinx

LEAST = 3  # columns from which a table is stacked; two stand side by side on any screen
_TABLE = re.compile(r'<table class="(?P<classes>[^"]*\btable\b[^"]*)"(?P<rest>.*?</table>)', re.DOTALL)
_HEAD = re.compile(r"<th\b[^>]*>(.*?)</th>", re.DOTALL)
_ROW = re.compile(r"<tr\b[^>]*>(.*?)</tr>", re.DOTALL)
_CELL = re.compile(r"<td(?P<given>[^>]*)>(?P<text>.*?)</td>", re.DOTALL)
_LONE = re.compile(r"\s*<p>((?:(?!</?p\b).)*)</p>\s*", re.DOTALL)
_NOTHING = ("", "–")
_TAG = re.compile(r"<[^>]+>")


def plain(html: str) -> str:
    """Return the text of a piece of HTML."""
    return unescape(_TAG.sub("", html)).strip()


def stack(body: str) -> str:
    """Return a page's body with its tables ready to be stacked, and lighter by what tells nothing."""
    return _TABLE.sub(_table, body)


def _table(match: re.Match[str]) -> str:
    head, cut, rows = match["rest"].partition("<tbody>")
    names = [plain(name) for name in _HEAD.findall(head)]
    stacks = " stacks" if len(names) >= LEAST and cut else ""
    labels = names if stacks else [""] * len(names)
    rows = _ROW.sub(lambda row: f"<tr>{_cells(row[1], labels)}</tr>", rows)
    return f'<table class="{match["classes"]}{stacks}"{head}{cut}{rows}'


def _cells(row: str, labels: list[str]) -> str:
    """Label the cells of a row; the first names the row, and an empty one is left out of the stack."""
    waiting = iter(["", *labels[1:]])

    def cell(match: re.Match[str]) -> str:
        lone = _LONE.fullmatch(match["text"])
        text = (lone[1] if lone else match["text"]).replace('class="reference internal ev"', 'class="ev"')
        label = next(waiting, "")
        named = f' data-h="{escape(label)}"' if label and plain(text) not in _NOTHING else ""
        return f"<td{match['given']}{named}>{text}</td>"

    return _CELL.sub(cell, row)


def _stack_page(
    app: Sphinx, pagename: str, template: str, context: dict[str, Any], doctree: nodes.document | None
) -> None:
    if app.builder.name == "html" and doctree is not None:
        context["body"] = stack(context["body"])


def setup_stacked(app: Sphinx) -> None:
    """Register the step, for all tables of a page's text."""
    app.connect("html-page-context", _stack_page)
