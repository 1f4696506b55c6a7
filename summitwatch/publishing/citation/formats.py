"""A work as CSL-JSON, BibTeX and RIS."""

import json
import re
from collections.abc import Iterable, Iterator
from typing import Any

from summitwatch.publishing.citation.work import Work

SUFFIXES = {"BibTeX": ".bib", "RIS": ".ris", "CSL-JSON": ".json"}
MEDIA = {
    "BibTeX": "application/x-bibtex",
    "RIS": "application/x-research-info-systems",
    "CSL-JSON": "application/vnd.citationstyles.csl+json",
}
_CSL_TYPES = {"book": "book", "dataset": "dataset"}
_BIBTEX_TYPES = {"book": "book", "dataset": "misc"}
_RIS_TYPES = {"book": "BOOK", "dataset": "DATA"}
_LATEX = {  # BibTeX counts braces even behind a backslash, so they have names
    "\\": r"\textbackslash{}", "{": r"\textbraceleft{}", "}": r"\textbraceright{}", "$": r"\textdollar{}",
    "~": r"\textasciitilde{}", "^": r"\textasciicircum{}",
    "&": r"\&", "%": r"\%", "#": r"\#", "_": r"\_",
}  # fmt: skip


def csl(work: Work) -> dict[str, Any]:
    """Return a work as a CSL item.

    Styles print an edition that is no number as it stands, so it says what it is; the data digest stands
    with it, since no style prints a note.
    """
    day = work.edition.date
    item: dict[str, Any] = {
        "id": work.identifier,
        "type": _CSL_TYPES.get(work.kind, "chapter"),
        "title": work.title,
        "author": [{"literal": author} for author in work.edition.authors],
        "issued": {"date-parts": [[day.year, day.month, day.day]]},
        "language": work.edition.language,
        "note": digest_note(work),
    }
    if work.kind == "dataset":
        item["version"] = work.state
    else:
        item["edition"] = f"edition {work.state}"
    if work.kind in ("chapter", "part"):
        item["container-title"] = work.edition.title
    optional = {
        "title-short": work.short,
        "chapter-number": work.chapter,
        "URL": work.address,
        "DOI": work.doi,
    }
    return item | {name: value for name, value in optional.items() if value}


def digest_note(work: Work) -> str:
    """Tell the whole data digest."""
    return f"Data digest (SHA-256): {work.edition.digest}"


def csl_json(works: Iterable[Work]) -> str:
    """Write works as a CSL-JSON file."""
    return json.dumps([csl(work) for work in works], ensure_ascii=False, indent=1) + "\n"


def bibtex(works: Iterable[Work]) -> str:
    """Write works as a BibTeX file; inner braces keep a title's capitals and a group's name whole."""
    return "\n".join(_entry(work) for work in works)


def _entry(work: Work) -> str:
    edition = work.edition
    fields = {
        "author": " and ".join(f"{{{latex(author)}}}" for author in edition.authors),
        "title": f"{{{latex(work.title)}}}",
        "booktitle": f"{{{latex(edition.title)}}}" if work.kind in ("chapter", "part") else None,
        "howpublished": "Dataset" if work.kind == "dataset" else None,
        "version" if work.kind == "dataset" else "edition": latex(edition.name),
        "chapter": work.chapter,
        "year": str(edition.date.year),
        "month": str(edition.date.month),
        "date": edition.date.isoformat(),
        "language": edition.language,
        "copyright": latex(edition.licence),
        "note": latex(f"Edition {work.state}. {digest_note(work)}"),
        "doi": work.doi,
        "url": _url(work.address),
    }
    lines = [f"  {name} = {{{value}}}" for name, value in fields.items() if value]
    return (
        f"@{_BIBTEX_TYPES.get(work.kind, 'incollection')}{{{work.identifier},\n" + ",\n".join(lines) + "\n}\n"
    )


def latex(text: str) -> str:
    """Escape what LaTeX would read as commands; line breaks become spaces."""
    return "".join(_LATEX.get(letter, letter) for letter in _line(text))


def _url(address: str | None) -> str | None:
    """Keep braces out of an address: they would end the field."""
    return address.replace("{", "%7B").replace("}", "%7D") if address else None


def ris(works: Iterable[Work]) -> str:
    """Write works as a RIS file; a name without a comma is read as one name."""
    return "\r\n".join(
        "".join(f"{tag}  - {_line(value)}\r\n" for tag, value in _tags(work)) for work in works
    )


def _tags(work: Work) -> Iterator[tuple[str, str]]:
    edition = work.edition
    inside = work.kind in ("chapter", "part")
    tags = [
        ("TY", _RIS_TYPES.get(work.kind, "CHAP")),
        ("ID", work.identifier),
        *(("AU", author) for author in edition.authors),
        ("TI", work.title),
        ("T2", edition.title if inside else None),
        ("PY", str(edition.date.year)),
        ("DA", f"{edition.date:%Y/%m/%d}"),
        ("ET", edition.name),
        ("SE", work.chapter),
        ("LA", edition.language),
        ("N1", f"Edition {work.state}. {digest_note(work)}"),
        ("C1", edition.licence),
        ("DO", work.doi),
        ("UR", work.address),
    ]
    yield from ((tag, value) for tag, value in tags if value)
    yield "ER", ""


def _line(text: str) -> str:
    """Put a text on one line, without what a reader of files would take for its end."""
    return re.sub(r"[\s\x00-\x1f\x7f\x85\u2028\u2029]+", " ", text).strip()


WRITERS = {"BibTeX": bibtex, "RIS": ris, "CSL-JSON": csl_json}
