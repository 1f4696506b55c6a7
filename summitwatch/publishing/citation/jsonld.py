"""The book as schema.org describes it, for search engines and other readers of linked data."""

import json
from collections.abc import Sequence
from typing import Any

from summitwatch.publishing.citation.work import Work
from summitwatch.publishing.downloads import FOLDER
from summitwatch.publishing.edition import Edition

#: The forms of the dataset, by their place in the site, with their media types.
DISTRIBUTION = (
    (f"{FOLDER}/dataset.zip", "application/zip"),
    (f"{FOLDER}/dataset.sqlite", "application/vnd.sqlite3"),
    (f"{FOLDER}/dataset-parquet.zip", "application/zip"),
)
_TYPES = {"book": "Book", "chapter": "Chapter", "dataset": "Dataset"}


def describe(work: Work, description: str = "", parts: Sequence[Work] = ()) -> dict[str, Any]:
    """Return a page's description: a book with its parts, or a chapter with its book."""
    node = {"@context": "https://schema.org"} | _node(work)
    if description:
        node["description"] = description
    if work.kind != "book":
        node["isPartOf"] = _node(Work(work.edition, "book", work.edition.title, "book"))
    if parts:
        node["hasPart"] = [_part(each) for each in parts]
    return node


def _part(work: Work) -> dict[str, Any]:
    """Return what a book tells of a part; the part's own page tells the rest."""
    told = ("@type", "@id", "name", "position", "datePublished", "license", "description", "url")
    return {name: value for name, value in _node(work).items() if name in told}


def _node(work: Work) -> dict[str, Any]:
    edition = work.edition
    node: dict[str, Any] = {
        "@type": _TYPES[work.kind],
        "name": work.title,
        "author": [{"@type": "Organization", "name": author} for author in edition.authors],
        "datePublished": edition.date.isoformat(),
        "inLanguage": edition.language,
        "license": edition.licence_url,
        "version": edition.name,
        "identifier": [_value("Data digest (SHA-256)", edition.digest)],
    }
    if work.kind == "book":
        node["bookEdition"] = edition.name
    if work.kind == "dataset":
        node["creator"] = node["author"]
        node["description"] = edition.data_description
        if edition.url:
            node["distribution"] = [_download(edition, *file) for file in DISTRIBUTION]
    if work.chapter:
        node["position"] = work.chapter
    if work.doi:
        node["identifier"].append(_value("DOI", work.doi))
    if work.address:
        node |= {"@id": work.address, "url": work.address}
    return node


def _download(edition: Edition, path: str, media: str) -> dict[str, str]:
    return {"@type": "DataDownload", "contentUrl": edition.at(path) or "", "encodingFormat": media}


def _value(name: str, value: str) -> dict[str, str]:
    return {"@type": "PropertyValue", "propertyID": name, "value": value}


def script(node: dict[str, Any]) -> str:
    """Write a description as a data block; no text can end the element or open a comment in it."""
    text = json.dumps(node, ensure_ascii=False, indent=1)
    for letter in "<>&\u2028\u2029":
        text = text.replace(letter, f"\\u{ord(letter):04x}")
    return f'<script type="application/ld+json">\n{text}\n</script>'
