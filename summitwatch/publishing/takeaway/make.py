"""Make all that a reader takes away, beside the pages of a built book that is not yet published."""

import json
import os
from collections.abc import Mapping
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

from summitwatch.analysis.chronology import timeline
from summitwatch.publishing.calendar import calendar
from summitwatch.publishing.downloads import FOLDER, download_path
from summitwatch.publishing.edition import Edition
from summitwatch.publishing.pdf import Press, head
from summitwatch.publishing.pdf_fit import OPENING
from summitwatch.publishing.takeaway.briefing import Briefing, briefing_pdf
from summitwatch.publishing.takeaway.codebook import codebook
from summitwatch.publishing.takeaway.dataset_zip import dataset_zip, parquet_zip
from summitwatch.publishing.takeaway.docx import briefing_docx
from summitwatch.publishing.takeaway.epub import epub
from summitwatch.publishing.takeaway.licences import licences
from summitwatch.publishing.takeaway.offprints import chapter_title, offprints
from summitwatch.publishing.takeaway.pandoc import pandoc
from summitwatch.publishing.takeaway.pictures import drawings, prints
from summitwatch.publishing.takeaway.spreadsheet import RULE
from summitwatch.publishing.takeaway.tables import facts, sqlite_bytes
from summitwatch.tables import Dataset


def make_all(press: Press, dataset: Dataset, root: Path, html: Path) -> bytes:
    """Write every file into the built pages, and return the PDF of the book, which is among them."""
    _put(html, _all_but_the_book(press, dataset, root))
    described = _describe(html / FOLDER / "data", press.edition)
    _put(html, {f"{FOLDER}/data/csv-metadata.json": described} if described else {})
    book = press.book()  # by itself, with all else put away: it takes more memory than anything before
    _put(html, {f"{FOLDER}/summit-watch.pdf": book})
    return book


def _all_but_the_book(press: Press, dataset: Dataset, root: Path) -> dict[str, bytes]:
    pictures = prints(press)
    with ThreadPoolExecutor(os.cpu_count()) as pool:  # pandoc and typst leave Python alone while they work
        whole = pool.submit(epub, press, pictures)
        parts = [pool.submit(_data, press, dataset, root), pool.submit(_briefing, press, dataset, pictures)]
        chapters = pool.map(press.set, offprints(press))
        files = _figures(press, pictures)
        for part in parts:
            files |= part.result()
        for name, pdf in zip(press.page.documents, chapters, strict=True):
            files[download_path(name, ".pdf")] = pdf
        files[f"{FOLDER}/summit-watch.epub"] = whole.result()
    return files


def _put(html: Path, files: Mapping[str, bytes]) -> None:
    for name, content in files.items():
        path = html / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content)


def _figures(press: Press, pictures: dict[str, bytes]) -> dict[str, bytes]:
    files = {f"{FOLDER}/figures/{name}.svg": svg for name, svg in drawings(press).items()}
    return files | {f"{FOLDER}/figures/{name}.png": png for name, png in pictures.items()}


def _data(press: Press, dataset: Dataset, root: Path) -> dict[str, bytes]:
    edition = press.edition
    text = codebook(dataset, edition)
    body = pandoc(text, ["--from=markdown", "--to=typst", "--wrap=none"], edition.date).decode()
    book = press.set(head(edition, "codebook") + body)
    files = {
        "dataset.zip": dataset_zip(root, dataset, edition, book),
        "dataset.sqlite": sqlite_bytes(dataset, edition),
        "dataset-parquet.zip": parquet_zip(dataset, edition),
        "codebook.pdf": book,
        "codebook.md": text.encode(),
        "events.ics": calendar(timeline(dataset), edition),
        "licences.txt": licences(edition),
    }
    return {f"{FOLDER}/{name}": content for name, content in files.items()}


def _briefing(press: Press, dataset: Dataset, pictures: dict[str, bytes]) -> dict[str, bytes]:
    """Return the briefing in both forms; a record without judgements has none to tell."""
    if dataset["judgements"].empty:
        return {}
    first = OPENING.split(press.typst)[1]
    shown = [name for name, it in press.page.figures.items() if f'"{it.file}"' in first]
    name = shown[0] if shown else None
    told = press.page.figures[name] if name else None
    figure = (name or "", told.title, told.alt) if told else None
    briefing = Briefing(dataset, press.edition, chapter_title(first), figure)
    pdf = briefing_pdf(press, briefing, told.file if told else "")
    docx = briefing_docx(briefing, pictures[name] if name else None)
    return {f"{FOLDER}/briefing.pdf": pdf, f"{FOLDER}/briefing.docx": docx}


def _describe(folder: Path, edition: Edition) -> bytes | None:
    """Return what the CSV of figures and tables cannot say themselves, as CSV on the Web (W3C) has it."""
    names = sorted(path.name for path in folder.glob("*.csv"))
    if not names:
        return None
    told = {f"dc:{name}": text for name, text in facts(edition).items()}
    about = {"@context": "http://www.w3.org/ns/csvw", **told, "dc:description": RULE}
    text = json.dumps(about | {"tables": [{"url": name} for name in names]}, ensure_ascii=False, indent=1)
    return (text + "\n").encode()
