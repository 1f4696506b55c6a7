"""CSV that a spreadsheet may open: no cell of it is taken for a formula.

The rule: a cell that begins with ``=``, ``+``, ``-``, ``@``, a tab, a carriage return or a line feed gets an
apostrophe before it, unless the whole cell is a number (as ``-1.5``, ``+3`` or ``1e-5``). Whoever reads the
file by program takes one leading apostrophe away where one of those characters follows it.
"""

import csv
import io
import re

STARTERS = ("=", "+", "-", "@", "\t", "\r", "\n")
RULE = (
    "A cell that begins with =, +, -, @, a tab or a line break has an apostrophe before it, so that no "
    "spreadsheet takes it for a formula; numbers stand as they are."
)
_NUMBER = re.compile(r"[+-]?(\d+(\.\d*)?|\.\d+)([eE][+-]?\d+)?")


def safe_cell(cell: str) -> str:
    """Return a cell that no spreadsheet computes; numbers stay numbers."""
    risky = cell.startswith(STARTERS) and not _NUMBER.fullmatch(cell)
    return f"'{cell}" if risky else cell


def safe_csv(text: str) -> str:
    """Return CSV with every cell made safe, headings too."""
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\n")
    for row in csv.reader(io.StringIO(text, newline="")):
        writer.writerow([safe_cell(cell) for cell in row])
    return out.getvalue()
