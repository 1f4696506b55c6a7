"""The edition: one object that feeds title page, references, tags and downloads."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

from summitwatch.analysis.editions import EDITION_NAME
from summitwatch.errors import BuildError, DataError, Problem
from summitwatch.publishing.outputs import CITATION
from summitwatch.tables import Dataset
from summitwatch.tables.outside import hidden, read_yaml

SHORT = 12  # hex digits of the digest that a reference shows
_ROOM = 300  # characters of a title or a name
_URL = re.compile(r"https?://[^\s<>\"`{}|\\^]+")
_DOI = re.compile(r"10\.[0-9]{4,9}/[^\s<>\"`{}|\\^]+")


@dataclass(frozen=True)
class Edition:
    """What every reference to the book must carry."""

    title: str
    subtitle: str
    authors: tuple[str, ...]
    name: str
    date: date
    licence: str
    digest: str
    language: str = "en"
    url: str | None = None
    doi: str | None = None
    licence_url: str = ""
    data_title: str = ""
    data_description: str = ""

    @property
    def short_digest(self) -> str:
        """The first digits of the data digest, as references print it."""
        return self.digest[:SHORT]

    def at(self, path: str) -> str | None:
        """Return where a page or a file stays on the network, if the edition has an address.

        A site shows its newest edition, and keeps each one that was frozen below `editions/`.
        """
        return f"{self.url.rstrip('/')}/editions/{self.name}/{path}" if self.url else None

    @property
    def stamp(self) -> str:
        """What every file that leaves the book says of itself."""
        day = f"{self.date.day} {self.date:%B %Y}"
        return f"{self.title}, edition {self.name}, {day}, data {self.short_digest}"

    @property
    def file_stamp(self) -> str:
        """The edition and digest as a file's name carries them."""
        return f"{self.name}-{self.short_digest}"


def read_edition(dataset: Dataset, citation: Path = CITATION) -> Edition:
    """Read the edition from CITATION.cff and the digest from the data.

    Raises
    ------
    BuildError
        CITATION.cff lacks a field; no date or version is ever made up.
    DataError
        It is no YAML, or a field holds what a reference cannot carry.
    """
    record = read_yaml(citation, "a citation file (CFF) in UTF-8 YAML", "correct the YAML")
    if not isinstance(record, dict):
        raise BuildError(
            f"{citation.name} lacks everything: an edition needs a title, authors, a version, a date"
        )
    missing = [k for k in ("title", "authors", "version", "date-released") if not record.get(k)]
    if missing:
        raise BuildError(f"{citation.name} lacks {', '.join(missing)}: an edition needs them")
    problems = [*_odd(citation.name, record), *hidden(citation.name, record)]
    if problems:
        raise DataError(problems)
    return Edition(
        title=record["title"],
        subtitle="Will Kim Jong Un and Donald Trump meet? What the reporting says, and how far it carries",
        authors=tuple(author["name"] for author in record["authors"]),
        name=str(record["version"]),
        date=date.fromisoformat(str(record["date-released"])),
        licence="Text and data CC BY 4.0; code MIT",
        digest=dataset.digest,
        url=record.get("url"),
        doi=record.get("doi"),
        licence_url=dataset.description["licenses"][0]["path"],
        data_title=dataset.description["title"],
        data_description=dataset.description["description"],
    )


def _odd(file: str, record: Mapping[str, Any]) -> Iterator[Problem]:
    """Yield the fields of a citation file that hold what a reference cannot carry."""
    authors = record["authors"]
    named = isinstance(authors, list) and all(
        isinstance(it, dict) and _told(it.get("name")) for it in authors
    )
    held = {
        "title": (_told(record["title"]), f"a text of {_ROOM} characters at most"),
        "authors": (named, "a list with a name each"),
        "version": (bool(EDITION_NAME.fullmatch(str(record["version"]))), "a year and a month, as 2026.11"),
        "date-released": (_is_day(str(record["date-released"])), "a day, as 2026-11-22"),
        "url": (_fits(record.get("url"), _URL), "an address that begins with http:// or https://"),
        "doi": (_fits(record.get("doi"), _DOI), "a DOI, as 10.5281/zenodo.1"),
    }
    for field, (sound, allowed) in held.items():
        if not sound:
            yield Problem(file, None, field, repr(record[field])[:80], allowed, "correct the field")


def _told(value: object) -> bool:
    return isinstance(value, str) and 0 < len(value) <= _ROOM


def _fits(value: object, pattern: re.Pattern[str]) -> bool:
    return value is None or (isinstance(value, str) and bool(pattern.fullmatch(value)))


def _is_day(text: str) -> bool:
    try:
        date.fromisoformat(text)
    except ValueError:
        return False
    return True
