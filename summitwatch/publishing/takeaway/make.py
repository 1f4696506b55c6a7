"""Make all that a reader takes away, beside the pages of a built book that is not yet published."""

import json
import tempfile
from collections.abc import Mapping
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

from summitwatch.analysis.chronology import timeline
from summitwatch.publishing.calendar import calendar
from summitwatch.publishing.downloads import FOLDER, download_path
from summitwatch.publishing.edition import Edition
from summitwatch.publishing.outputs import PDF_NAME, at_a_time
from summitwatch.publishing.pdf import Manuscript, Press, folders, head, lay_out, press
from summitwatch.publishing.pdf_fit import fitting_level
from summitwatch.publishing.pdf_fonts import FontError
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
from summitwatch.publishing.typesetting import PdfError, typeset
from summitwatch.tables import Dataset, load


def put_data(root: Path, html: Path, edition: Edition) -> None:
    """Write the files of the data, for which no chapter is needed, into the built pages.

    Raises
    ------
    PdfError
        A font is missing, or typst cannot set the codebook.
    """
    dataset = load(root / "data")
    with tempfile.TemporaryDirectory(prefix="summitwatch-data-") as folder:
        room = Path(folder)
        try:
            shelves = folders(lay_out(room))
        except FontError as error:
            raise PdfError(str(error)) from error
        _put(html, _data(dataset, edition, root, room, shelves))


def put_files(
    singlehtml: Path, html: Path, root: Path, edition: Edition, parts: Mapping[str, str], room: Path
) -> Manuscript:
    """Write all other files into the built pages, but the PDF of the book, whose manuscript is returned."""
    with (
        press(singlehtml, edition, parts, room, PDF_NAME) as it,
        ThreadPoolExecutor(at_a_time()) as pool,  # pandoc and typst leave Python alone while they work
    ):
        pictures = prints(it)
        _put(html, _figures(it, pictures))
        whole = pool.submit(epub, it, pictures)
        pairs = [*zip(it.chapters, offprints(it), strict=True)]
        longest, *others = sorted(range(len(pairs)), key=lambda place: -len(pairs[place][1]))
        chapters = {longest: pool.submit(_chapter, it, *pairs[longest])}  # which others need not wait for
        briefing = pool.submit(_briefing, it, root, pictures)
        chapters |= {place: pool.submit(_chapter, it, *pairs[place]) for place in others}
        done = [chapters[place].result() for place in range(len(pairs))]
        for name, (pdf, _) in zip(it.documents, done, strict=True):
            _put(html, {download_path(name, ".pdf"): pdf})
        _put(html, briefing.result())
        _put(html, {f"{FOLDER}/summit-watch.epub": whole.result()})
        described = _describe(html / FOLDER / "data", edition)
        _put(html, {f"{FOLDER}/data/csv-metadata.json": described} if described else {})
        return it.manuscript([level for _, level in done])


def put_book(html: Path, manuscript: Manuscript) -> bytes:
    """Write the PDF of the book into the built pages, and return it."""
    book = manuscript.set()
    _put(html, {f"{FOLDER}/{PDF_NAME}": book})
    return book


def _chapter(press: Press, chapter: str, offprint: str) -> tuple[bytes, int]:
    """Return the offprint of a chapter, and how close the chapter is set in the book."""
    with press.typesetter() as it:
        return it.pdf(offprint, press.edition.date), fitting_level(chapter, it.ask)


def _put(html: Path, files: Mapping[str, bytes]) -> None:
    for name, content in files.items():
        path = html / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content)


def _figures(press: Press, pictures: dict[str, bytes]) -> dict[str, bytes]:
    files = {f"{FOLDER}/figures/{name}.svg": svg for name, svg in drawings(press).items()}
    return files | {f"{FOLDER}/figures/{name}.png": png for name, png in pictures.items()}


def _data(
    dataset: Dataset, edition: Edition, root: Path, room: Path, shelves: list[Path]
) -> dict[str, bytes]:
    text = codebook(dataset, edition)
    body = pandoc(text, ["--from=markdown", "--to=typst", "--wrap=none"], edition.date).decode()
    book = typeset(head(edition, "codebook") + body, room, edition.date, shelves)
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


def _briefing(press: Press, root: Path, pictures: dict[str, bytes]) -> dict[str, bytes]:
    """Return the briefing in both forms; a record without judgements has none to tell."""
    dataset = load(root / "data")
    if dataset["judgements"].empty:
        return {}
    first = press.chapters[0]
    shown = [name for name, it in press.figures.items() if f'"{it.file}"' in first]
    name = shown[0] if shown else None
    told = press.figures[name] if name else None
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
