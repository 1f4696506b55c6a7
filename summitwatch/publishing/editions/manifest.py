"""The manifest of an edition: every record, every told value, and what its files were."""

import json
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from summitwatch.analysis.editions import records
from summitwatch.prose.told import told
from summitwatch.publishing.downloads import FOLDER
from summitwatch.publishing.edition import Edition
from summitwatch.publishing.editions.published import exhibit_digests, told_values
from summitwatch.tables import Dataset

Retold = Mapping[str, tuple[Mapping[str, str], Sequence[str]]]


def manifest(
    dataset: Dataset, edition: Edition, html: Path, verified: Mapping[str, int], computed: Retold
) -> dict[str, Any]:
    """Return the manifest of a built book.

    Parameters
    ----------
    html
        The folder of the built pages.
    verified
        How many records the texts confirmed, and how many could not be verified.
    computed
        What `retold` gives of the same pages.
    """
    return {
        "edition": edition.name,
        "date": edition.date.isoformat(),
        "title": edition.title,
        "authors": list(edition.authors),
        "licence": edition.licence,
        "digest": edition.digest,
        "verified": dict(verified),
        "values": told_values(html),
        "reads": {chapter: list(tables) for chapter, (_, tables) in computed.items()},
        "cited": json.loads((html / FOLDER / "records.json").read_text("utf-8")),
        "exhibits": exhibit_digests(html),
        "records": records(dataset),
    }


def retold(dataset: Dataset, html: Path) -> Retold:
    """Return what each chapter of a built book would tell now, and the tables that it is told from."""
    return {chapter: told(dataset, chapter) for chapter in told_values(html)}


def stale(html: Path, computed: Retold) -> list[str]:
    """Return the told values of a built book that the data no longer give, as chapter and name."""
    return [
        f"{chapter}: {name}"
        for chapter, shown in told_values(html).items()
        for name, text in shown.items()
        if computed[chapter][0].get(name, text) != text
    ]


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
