"""The edition: one object that feeds title page, references, tags and downloads."""

from dataclasses import dataclass
from datetime import date
from pathlib import Path

import yaml

from summitwatch.errors import BuildError
from summitwatch.tables import Dataset

ROOT = Path(__file__).resolve().parent.parent.parent
CITATION = ROOT / "CITATION.cff"
SHORT = 12  # hex digits of the digest that a reference shows


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
        """Return where a page or a file of the site stands on the network, if the edition has an address."""
        return f"{self.url.rstrip('/')}/{path}" if self.url else None

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
    """
    record = yaml.safe_load(citation.read_text("utf-8"))
    missing = [k for k in ("title", "authors", "version", "date-released") if not record.get(k)]
    if missing:
        raise BuildError(f"{citation.name} lacks {', '.join(missing)}: an edition needs them")
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
