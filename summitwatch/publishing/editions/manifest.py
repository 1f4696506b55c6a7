"""The manifest of an edition: every record, every told value, and what its files were."""

import json
from collections.abc import Mapping
from hashlib import sha256
from pathlib import Path
from typing import Any

from summitwatch.analysis.editions import records
from summitwatch.publishing.downloads import FOLDER, download_path
from summitwatch.publishing.edition import Edition
from summitwatch.publishing.editions.reads import told
from summitwatch.tables import Dataset


def manifest(dataset: Dataset, edition: Edition, html: Path, verified: Mapping[str, int]) -> dict[str, Any]:
    """Return the manifest of a built book.

    Parameters
    ----------
    html
        The folder of the built pages.
    verified
        How many records the texts confirmed, and how many could not be verified.
    """
    values = json.loads((html / FOLDER / "values.json").read_text("utf-8"))
    data = sorted((html / FOLDER / "data").glob("*.csv"))
    return {
        "edition": edition.name,
        "date": edition.date.isoformat(),
        "title": edition.title,
        "authors": list(edition.authors),
        "licence": edition.licence,
        "digest": edition.digest,
        "verified": dict(verified),
        "values": values,
        "reads": {chapter: told(dataset, chapter, _source(html, chapter))[1] for chapter in values},
        "cited": json.loads((html / FOLDER / "records.json").read_text("utf-8")),
        "exhibits": {path.stem: sha256(path.read_bytes()).hexdigest()[:16] for path in data},
        "records": records(dataset),
    }


def stale(dataset: Dataset, html: Path) -> list[str]:
    """Return the told values of a built book that the data no longer give, as chapter and name."""
    values = json.loads((html / FOLDER / "values.json").read_text("utf-8"))
    found = []
    for chapter, shown in values.items():
        computed = told(dataset, chapter, _source(html, chapter))[0]
        found += [f"{chapter}: {name}" for name, text in shown.items() if computed.get(name, text) != text]
    return found


def _source(html: Path, chapter: str) -> str:
    """Return the text of a chapter, which the built book offers."""
    path = html / download_path(chapter, ".md")
    return path.read_text("utf-8") if path.is_file() else ""


def dumps(content: Mapping[str, Any]) -> str:
    """Return a manifest as JSON with a record on each line, so that its history can be read."""
    plain = {key: part for key, part in content.items() if key != "records"}
    head = json.dumps(plain, ensure_ascii=False, indent=1)[:-2]
    tables = [f"  {_one(name)}: {{\n{_rows(rows)}\n  }}" for name, rows in content["records"].items()]
    return head + ',\n "records": {\n' + ",\n".join(tables) + "\n }\n}\n"


def _rows(rows: Mapping[str, Any]) -> str:
    return ",\n".join(f"   {_one(key)}: {_one(row)}" for key, row in rows.items())


def _one(part: Any) -> str:
    return json.dumps(part, ensure_ascii=False)
