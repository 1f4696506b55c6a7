"""Long tables: what a page needs to sort and filter them, and how many rows a page or the PDF holds."""

import re

from docutils import nodes
from sphinx.application import Sphinx
from sphinx.transforms.post_transforms import SphinxPostTransform

LEAST = 12  # rows from which a table can be sorted and filtered; tables.js counts nothing itself
FOLD = 50  # rows that show at first
MOST = 80  # rows that a page holds, which keeps it light however large the record; the data file has all
_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
_TURNS = {"spring": 3, "summer": 6, "autumn": 9, "winter": 12, "q1": 1, "q2": 4, "q3": 7, "q4": 10}
_WHEN = re.compile(
    r"(?:\b(?:\d{4}|\d{1,2}|q[1-4]|(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]*|spring|summer|autumn"
    r"|winter|between|and|from|to|by|on|in|or|after|since|until|the|end|start|of|about|c|perhaps|unknown|date)\b"
    r"|[\s.,–-])+",
    re.IGNORECASE,
)
_UNKNOWN = frozenset({"", "–", "—", "unknown"})


def date_key(text: str) -> str | None:
    """Return the earliest day, month or year that a worded date names; None for other text."""
    plain = text.strip().lower()
    year = re.search(r"\b\d{4}\b", plain)
    if year is None or not _WHEN.fullmatch(plain):
        return None
    before = plain[: year.start()]
    month = re.search(rf"\b({'|'.join(_MONTHS)})[a-z]*|\b({'|'.join(_TURNS)})\b", before)
    if month is None:
        return year.group()
    number = _MONTHS.index(month[1]) + 1 if month[1] else _TURNS[month[2]]
    day = re.search(r"\b\d{1,2}\b", before[: month.start()])
    return f"{year.group()}-{number:02}" + (f"-{int(day.group()):02}" if day else "")


class LongTables(SphinxPostTransform):
    """Mark long tables, give dates a form that sorts, and cut what no page can hold."""

    default_priority = 290  # before notes are set under the tables

    def run(self, **kwargs: object) -> None:
        for table in list(self.document.findall(nodes.table)):
            body = table.next_node(nodes.tbody)
            if "exhibit" in table["classes"] and body is not None and len(body) >= LEAST:
                self._cut(table, body)
                if self.app.builder.name == "html":
                    _equip(table, body)

    def _cut(self, table: nodes.table, body: nodes.tbody) -> None:
        rows = len(body)
        if rows > MOST:
            del body[MOST:]
            told = f"The first {MOST} of {rows:,} rows stand here; the data file has all."
            table["note"] = f"{table.get('note', '')} {told}".strip()


def _equip(table: nodes.table, body: nodes.tbody) -> None:
    """Leave room for the controls that tables.js makes, and give dates a form that sorts."""
    table["classes"].append("long")
    columns = zip(*(row.children for row in body.children), strict=True)
    for cells in columns:
        texts = [cell.astext().strip() for cell in cells]
        keys = [None if text in _UNKNOWN else date_key(text) for text in texts]
        if all(key or text in _UNKNOWN for key, text in zip(keys, texts, strict=True)) and any(keys):
            for cell, key in zip(cells, keys, strict=True):
                _keyed(cell, key or "")
    room = nodes.raw("", '<div class="table-tools"></div>', format="html")
    table.parent.insert(table.parent.index(table), room)


def _keyed(cell: nodes.Element, key: str) -> None:
    cell["classes"].append("when")
    paragraph = cell.next_node(nodes.paragraph)
    if paragraph is not None:
        paragraph.insert(0, nodes.raw("", f'<data value="{key}">', format="html"))
        paragraph.append(nodes.raw("", "</data>", format="html"))


def setup_long_tables(app: Sphinx) -> None:
    """Register the step, its script and its style."""
    app.add_post_transform(LongTables)
    app.add_js_file("tables.js", loading_method="defer")
    app.add_css_file("records.css", priority=905)
