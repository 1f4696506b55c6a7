"""The page on which proposals are reviewed: the text beside them, local, and good for nothing but that."""

import csv
import json
from base64 import b64encode
from collections.abc import Iterator, Mapping, Sequence
from hashlib import sha256
from pathlib import Path
from typing import Any

from jinja2 import Environment, FileSystemLoader

from summitwatch.errors import TextError
from summitwatch.reading.decisions import FORMAT
from summitwatch.reading.drafts import DraftRow, Drafts, key_of, read_drafts
from summitwatch.reading.sentences import lines
from summitwatch.tables import DATA, Dataset

REVIEWS = DATA.parent / "_review"
STATIC = Path(__file__).parent / "static"
REVIEWED = ("mentions", "expressions", "statements", "quotations", "forecasts")
FRAME = ("sources", "items")
#: What reading measured, and what code computes: nobody changes it by hand.
_FIXED = frozenset(
    "source_id tier text_sha256 item_id grade grade_rule sentence_id start end surface words joint "  # noqa: SIM905 (so many words read better as a text)
    "statement_id phrase".split()
)
_WIDE = ("gist", "condition", "venue", "rule", "why_not", "published_rule", "note", "shown")
Json = dict[str, Any]


def write_review(proposals: Path, texts: Mapping[str, str], dataset: Dataset) -> Path:
    """Write the page and the texts beside the folder of proposals; return the page.

    Raises
    ------
    TextError
        The folder would not be ignored by git, so that the text could slip into the repository.
    """
    proposals = Path(proposals).resolve()
    root = dataset.folder.resolve().parent
    if proposals.is_relative_to(root) and proposals.relative_to(root).parts[0] != REVIEWS.name:
        raise TextError(f"{proposals}: the review page holds the text; put --out into {REVIEWS.name}/")
    drafts = read_drafts(proposals, dataset.description)
    for source, text in texts.items():
        (proposals.parent / f"{source}.txt").write_bytes(text.encode("utf-8"))
    page = proposals.parent / f"{proposals.name}.html"
    page.write_text(render(content(drafts, texts, dataset)), "utf-8")
    return page


def render(data: Json) -> str:
    """Return the page: one file, whose policy lets nothing run but its own script."""
    style, script = ((STATIC / name).read_text("utf-8") for name in ("review.css", "review.js"))
    environment = Environment(loader=FileSystemLoader(STATIC), autoescape=True)
    policy = (
        f"default-src 'none'; script-src '{_hash(script)}'; style-src '{_hash(style)}'; base-uri 'none'; "
    )
    return environment.get_template("review.html").render(
        policy=policy + "form-action 'none'",
        style=style,
        script=script,
        data=_inert(data),
        sources=data["sources"],
    )


def _hash(code: str) -> str:
    return f"sha256-{b64encode(sha256(code.encode('utf-8')).digest()).decode()}"


def _inert(data: Json) -> str:
    """Return JSON that no parser of HTML can take for the end of its element."""
    text = json.dumps(data, sort_keys=True)
    for character in "<>&":
        text = text.replace(character, f"\\u{ord(character):04x}")
    return text


def content(drafts: Drafts, texts: Mapping[str, str], dataset: Dataset) -> Json:
    """Return what the page shows: sentences with their words, proposals, and the choices for their fields."""
    return {
        "format": FORMAT,
        "proposals": drafts.digest,
        "sources": sorted(texts),
        "sentences": list(_sentences(drafts, texts)),
        "tables": {t: _table(drafts, t, dataset) for t in (*FRAME, *REVIEWED) if t in drafts.tables},
        "overlaps": _helper(drafts, "overlaps"),
        "notes": _helper(drafts, "notes"),
        "choices": _choices(dataset),
        "segments": _enum(dataset, "sentences", "segment"),
    }


def _sentences(drafts: Drafts, texts: Mapping[str, str]) -> Iterator[Json]:
    split = {source: lines(text) for source, text in texts.items()}
    for row in drafts.tables.get("sentences", []):
        source, cells = row.cells["sentence_id"].split("-")[0], row.cells
        line = split[source][int(cells["line"]) - 1]
        text = line[int(cells["start"]) : int(cells["end"])]
        yield {
            "id": cells["sentence_id"],
            "item": cells["item_id"],
            "segment": cells["segment"],
            "text": text,
        }


def _table(drafts: Drafts, table: str, dataset: Dataset) -> Json:
    key = key_of(dataset.description, table)
    places = _places(drafts)
    rows = [_row(drafts, row, key, places) for row in drafts.tables[table]]
    return {"rows": rows, "fields": _fields(dataset, table)}


def _row(drafts: Drafts, row: DraftRow, key: str, places: Mapping[str, str]) -> Json:
    record = row.cells[key]
    doubts = {field: list(c) for (of, field), c in drafts.doubts.items() if of == record}
    sentence = row.cells.get("sentence_id") or places.get(record, "")
    reason = drafts.reasons.get(record, "")
    return {"id": record, "sentence": sentence, "cells": dict(row.cells), "doubts": doubts, "reason": reason}


def _places(drafts: Drafts) -> dict[str, str]:
    """Return the first sentence on which each record rests."""
    found: dict[str, str] = {}
    for row in drafts.tables.get("evidence", []):
        found.setdefault(row.cells["record_id"], row.cells["sentence_id"])
    return found


def _fields(dataset: Dataset, table: str) -> list[Json]:
    """Return the fields of a table that a reviewer may change, with what may stand in them."""
    resource = next(r for r in dataset.description["resources"] if r["name"] == table)
    keys = resource["schema"].get("foreignKeys", [])
    names = {key["fields"]: key["reference"]["resource"] for key in keys if isinstance(key["fields"], str)}
    key = key_of(dataset.description, table)
    return [
        {
            "name": field["name"],
            "help": field.get("description", ""),
            "required": bool(field.get("constraints", {}).get("required")),
            "options": field.get("constraints", {}).get("enum"),
            "names": names.get(field["name"]),
            "wide": field["name"] in _WIDE,
        }
        for field in resource["schema"]["fields"]
        if field["name"] != key and field["name"] not in _FIXED
    ]


def _enum(dataset: Dataset, table: str, field: str) -> list[str]:
    resource = next(r for r in dataset.description["resources"] if r["name"] == table)
    return next(list(f["constraints"]["enum"]) for f in resource["schema"]["fields"] if f["name"] == field)


def _choices(dataset: Dataset) -> Json:
    """Return the records that a field may name, with their names."""
    actors = [[row["actor_id"], row["name"]] for row in dataset.rows("actors")]
    propositions = [[row["proposition_id"], row["text"]] for row in dataset.rows("propositions")]
    items = [[row["item_id"], row["headline"] or ""] for row in dataset.rows("items")]
    return {"actors": actors, "propositions": propositions, "items": items}


def _helper(drafts: Drafts, table: str) -> Sequence[Json]:
    """Return the rows of a table that only helps the reviewer."""
    path = drafts.folder / f"{table}.csv"
    if not path.is_file():
        return []
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))
