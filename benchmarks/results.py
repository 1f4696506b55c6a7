"""Where measurements are kept: results.json, and the tables of README.md that are made from it."""

import json
import os
import platform
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

HERE = Path(__file__).resolve().parent
RESULTS, README = HERE / "results.json", HERE / "README.md"
BEGIN, END = "<!-- {name}: measured -->", "<!-- {name}: end -->"


def machine() -> dict[str, Any]:
    """Return what a figure depends on: cores, Python, processor family."""
    return {"cores": os.cpu_count(), "python": platform.python_version(), "processor": platform.machine()}


def keep(
    name: str, rows: Sequence[Mapping[str, Any]], also: Path | None = None, columns: Sequence[str] = ()
) -> None:
    """Put the rows of a benchmark into results.json and into its table in the README.

    Parameters
    ----------
    also
        Another page that shows some columns of the table.
    """
    kept = json.loads(RESULTS.read_text("utf-8")) if RESULTS.is_file() else {}
    kept[name] = {"machine": machine(), "rows": [dict(row) for row in rows]}
    ordered = dict(sorted(kept.items()))  # the columns of a row keep their order
    RESULTS.write_text(json.dumps(ordered, indent=2, ensure_ascii=False) + "\n", "utf-8")
    _tabulate(README, name, rows)
    if also is not None:
        _tabulate(also, name, [{column: row[column] for column in columns} for row in rows])
    print(table(rows))


def kept_rows(name: str) -> list[dict[str, Any]]:
    """Return the rows that an earlier run of a benchmark kept."""
    kept = json.loads(RESULTS.read_text("utf-8")) if RESULTS.is_file() else {}
    return list(kept.get(name, {}).get("rows", []))


def table(rows: Sequence[Mapping[str, Any]]) -> str:
    """Return rows as a Markdown table."""
    names = list(rows[0])
    lines = [names, ["---"] * len(names), *[[_cell(row.get(name)) for name in names] for row in rows]]
    return "\n".join(f"| {' | '.join(line)} |" for line in lines)


def _cell(value: Any) -> str:
    if isinstance(value, float):
        return f"{value:.3g}" if abs(value) < 100 else f"{value:,.0f}"
    return f"{value:,}" if isinstance(value, int) else str(value)


def _tabulate(page: Path, name: str, rows: Sequence[Mapping[str, Any]]) -> None:
    text = page.read_text("utf-8") if page.is_file() else ""
    begin, end = BEGIN.format(name=name), END.format(name=name)
    block = f"{begin}\n{table(rows)}\n{end}"
    if begin in text:
        before, rest = text.split(begin, 1)
        text = before + block + rest.split(end, 1)[1]
    else:
        text = f"{text.rstrip()}\n\n## {name}\n\n{block}\n".lstrip()
    page.write_text(text, "utf-8")
