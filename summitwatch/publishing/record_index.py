"""The index by which the search page finds records: a script of our own, so that a folder will do."""

import json
import re
from collections.abc import Iterable
from operator import itemgetter
from pathlib import Path
from typing import Any

from sphinx.application import Sphinx
from sphinx.config import Config

from summitwatch.publishing import words
from summitwatch.publishing.dataset import dataset_of, edition_of
from summitwatch.publishing.domain import domain_of
from summitwatch.publishing.entry import members
from summitwatch.publishing.records import text_of
from summitwatch.publishing.wider import has_pages
from summitwatch.tables import Dataset, Record

FILE = "records.js"
_LISTED = ("publisher", "venue", "place", "topic", "occasion", "kind", "point", "value", "url", "matters")


def rows(dataset: Dataset, printed: dict[str, str]) -> list[dict[str, Any]]:
    """Return what the index tells of every entry of the ledger.

    An entry is found by what it holds and by what the records told inside it hold.
    """
    inside = {m: id_ for id_ in printed for m in members(dataset, id_)[1:]}
    return [_row(dataset, id_, page) for id_, page in printed.items() if id_ not in inside]


def _row(dataset: Dataset, record_id: str, page: str) -> dict[str, Any]:
    record = dataset.record(record_id)
    parts = [dataset.record(id_) for id_ in members(dataset, record_id)]
    names = dict.fromkeys(name for part in parts for name in _names(dataset, part))
    dates = dict.fromkeys(date for part in parts for date in _dates(dataset, part))
    texts = dict.fromkeys(text_of(dataset, part.id) for part in parts[1:] if part.table != "event_states")
    other = [str(part[field]) for part in parts for field in _LISTED if part.row.get(field)]
    return {
        "id": record_id,
        "page": page,
        "kind": words.kind(record.table),
        "core": int(dataset.in_core(record_id)),
        "text": text_of(dataset, record_id) or _stead(dataset, record),
        "fine": " · ".join([*_some(list(names), 4), *_some([words.short_date(date) for date in dates], 2)]),
        "more": _once(" ".join([*names, *texts, *other, *map(_days, dates)])),
        "inside": [part.id for part in parts[1:]],
    }


def _stead(dataset: Dataset, record: Record) -> str:
    """Tell a record that has no text of its own by its place."""
    if record.table == "sentences":
        return (
            f"{words.value(dataset, 'sentences', 'segment', record['segment'])}, paragraph {record['line']}"
        )
    return str(record.row.get("publisher") or record.row.get("kind") or "")


def _names(dataset: Dataset, record: Record) -> Iterable[str]:
    traits = words.column_traits(dataset, record.table)
    named = [record[field] for field in record.row if "actor" in traits[field] and record[field]]
    named += [row["actor_id"] for row in dataset.tied("event_actors", "event_id", record.id)]
    return [str(dataset.record(actor)["name"]) for actor in named]


def _dates(dataset: Dataset, record: Record) -> Iterable[str]:
    traits = words.column_traits(dataset, record.table)
    return [record[field] for field in record.row if "edtf" in traits[field] and record[field]]


def _some(told: list[str], most: int) -> list[str]:
    """Return the first of what can be told, and a count of the others."""
    return told if len(told) <= most else [*told[:most], f"{len(told) - most} more"]


def _days(edtf: str) -> str:
    """Return a date as it may be asked for: in words, and as 2025-09-21."""
    return " ".join([words.short_date(edtf), *re.findall(r"\d{4}(?:-\d{2}){0,2}", edtf)])


def _once(text: str) -> str:
    """Return the words of a text without repetition."""
    return " ".join(dict.fromkeys(text.split()))


def packed(found: list[dict[str, Any]]) -> str:
    """Write the index as a script: names of kinds and pages once, then a row for each entry."""
    kinds = {kind: i for i, kind in enumerate(dict.fromkeys(row["kind"] for row in found))}
    pages = {page: i for i, page in enumerate(dict.fromkeys(row["page"] for row in found))}
    body = [
        [row["id"], pages[row["page"]], kinds[row["kind"]], row["core"], row["text"], row["fine"],
         row["more"], *row["inside"]]
        for row in found
    ]  # fmt: skip
    index = {"kinds": list(kinds), "pages": list(pages), "rows": body}
    return f"var summitWatchRecords={json.dumps(index, ensure_ascii=False, separators=(',', ':'))};\n"


def _write(app: Sphinx, failure: Exception | None) -> None:
    if failure is None and app.builder.name == "html":
        # by page, for a page that was read again comes last among what is kept
        printed = dict(sorted(domain_of(app.env).printed.items(), key=itemgetter(1)))
        found = rows(dataset_of(app), printed)
        for row in found:
            row["page"] = app.builder.get_target_uri(row["page"])
        (Path(app.outdir) / FILE).write_text(packed(found), "utf-8")


def _add_not_found(app: Sphinx, config: Config) -> None:
    if config.html_theme == "sphinx_book_theme":
        config.html_additional_pages = {**config.html_additional_pages, "404": "404.html"}


def _base(app: Sphinx, pagename: str, template: str, context: dict[str, Any], doctree: object) -> None:
    """A server may show the page for any address: where the book's own is known, let links start from it."""
    if pagename == "404":
        url = edition_of(app).url
        context["ledger"] = app.config.summitwatch_ledger if has_pages(app) else ""
        context["book_address"] = f"{url.rstrip('/')}/" if url else ""


def setup_record_index(app: Sphinx) -> None:
    """Register the index and the page for addresses that lead nowhere."""
    app.connect("config-inited", _add_not_found)
    app.connect("html-page-context", _base)
    app.connect("build-finished", _write)
