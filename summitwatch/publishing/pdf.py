"""Set the book as a PDF: singlehtml, cleaned, through pandoc to typst."""

from __future__ import annotations

import ctypes
import gc
import os
import re
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator, Mapping
from concurrent.futures import Future, ProcessPoolExecutor, ThreadPoolExecutor
from contextlib import ExitStack, contextmanager, suppress
from dataclasses import dataclass
from html import unescape
from pathlib import Path
from queue import SimpleQueue
from urllib.parse import unquote

import pypandoc

from summitwatch.publishing.edition import Edition
from summitwatch.publishing.jupyter_book import die_with_parent
from summitwatch.publishing.pdf_drawings import cut_fonts, drawn_text, gather_pictures
from summitwatch.publishing.pdf_fit import OPENING, closed_up, fitting_level
from summitwatch.publishing.pdf_fonts import FontError, check_embedded, check_glyphs, find_fonts
from summitwatch.publishing.pdf_html import Page, clean, whole
from summitwatch.publishing.pdf_parts import HtmlError
from summitwatch.publishing.typesetting import PdfError, Typesetter, typeset

REDIRECT = re.compile(r'http-equiv="refresh"[^>]*url=([^"]+)"', re.IGNORECASE)
FORMULA = re.compile(r"<script\b.*?</script>", re.DOTALL)
TAG = re.compile(r"<[^>]*>")  # what is written here holds no other bracket: text and attributes have entities
ASSETS = Path(__file__).parent / "typst"


def write_pdf(
    singlehtml: Path, target: Path, edition: Edition, parts: Mapping[str, str] | None = None
) -> None:
    """Write the book as a tagged PDF, whole or not at all.

    Parameters
    ----------
    singlehtml
        The folder that Sphinx's singlehtml builder made.
    target
        The file to write; its folder is made when missing.
    edition
        Title page and document properties; the date is also the file's timestamp.
    parts
        The docname of a part's first chapter, and the part's title.

    Raises
    ------
    PdfError
        If the page, a picture, its alternative text, a font or a glyph is missing, a link leads
        nowhere, or typst cannot set the text.
    """
    with press(singlehtml, edition, parts or {}, target.name) as it:
        replace_whole(target, it.book())


def give_back() -> None:
    """Give the system the memory that this process has no use for, before another one needs much."""
    gc.collect()
    if sys.platform.startswith("linux"):
        with suppress(OSError, AttributeError):  # another C library than GNU's
            ctypes.CDLL(None).malloc_trim(0)


@dataclass(frozen=True)
class Press:
    """All that is needed to set the book, or parts of it: its text as HTML and typst, pictures, fonts.

    Parameters
    ----------
    page
        The book as flat HTML.
    text
        Every character that is shown.
    typst
        The book in typst's markup, without the title page's facts.
    room
        The folder that typst may read, with the pictures and the templates.
    shelves
        The folders of fonts.
    """

    page: Page
    edition: Edition
    text: str
    typst: str
    room: Path
    shelves: list[Path]

    def book(self) -> bytes:
        """Return the PDF of the whole book."""
        front, *chapters = OPENING.split(self.typst)
        levels = self._levels(chapters)
        give_back()
        closed = map(closed_up, chapters, levels)
        pdf = self.set("".join([head(self.edition), front, *closed]))
        check_embedded(pdf, self.text)
        return pdf

    def _levels(self, chapters: list[str]) -> list[int]:
        """Return how close each chapter is set, as many tried at a time as there are cores."""
        free: SimpleQueue[Typesetter] = SimpleQueue()

        def level(chapter: str) -> int:
            it = free.get()
            try:
                return fitting_level(chapter, it.ask)
            finally:
                free.put(it)

        with ExitStack() as stack:
            for _ in range(os.cpu_count() or 1):
                free.put(stack.enter_context(Typesetter(self.room, self.shelves)))
            with ThreadPoolExecutor(os.cpu_count()) as threads:
                return list(threads.map(level, chapters))

    def set(self, source: str) -> bytes:
        """Return the PDF of a text in typst's markup."""
        return typeset(source, self.room, self.edition.date, self.shelves)


@contextmanager
def press(
    singlehtml: Path, edition: Edition, parts: Mapping[str, str], name: str = "the book"
) -> Iterator[Press]:
    """Read the book from singlehtml and lay out all that is needed to set it; the folder goes afterwards.

    Raises
    ------
    PdfError
        As for `write_pdf`; the message begins with the name.
    """
    index = find_index(singlehtml)
    with tempfile.TemporaryDirectory(prefix="summitwatch-pdf-") as folder:
        room = Path(folder)
        try:
            fonts = find_fonts()
            with ProcessPoolExecutor(1, initializer=die_with_parent) as reader:  # it needs much memory
                page, typst = reader.submit(read_book, index, singlehtml, parts).result()
            gather_pictures(page.images, page.drawings, (index.parent, singlehtml), room)
            text = shown_text(page, edition) + drawn_text(room)
            check_glyphs(text, fonts)
            shelves = [*{font.parent: None for font in fonts}, *cut_fonts(room, fonts)]
            for template in ASSETS.glob("*.typ"):
                shutil.copyfile(template, room / template.name)
            yield Press(page, edition, text, typst, room, shelves)
        except (HtmlError, FontError) as error:
            raise PdfError(f"{name}: {error}") from error


def read_book(index: Path, singlehtml: Path, parts: Mapping[str, str]) -> tuple[Page, str]:
    """Return the book as flat HTML and in typst's markup; pandoc reads a chapter while others are cleaned."""
    read: dict[int, Future[str]] = {}
    root = index.relative_to(singlehtml).with_suffix("").as_posix()
    gc.disable()  # a page is a million objects, nearly all of them in use
    with ThreadPoolExecutor(os.cpu_count()) as pandocs:

        def hand_over(number: int, html: str) -> None:
            read[number] = pandocs.submit(to_typst, whole(html))

        page = clean(index.read_text("utf-8"), parts, root, hand_over)
        return page, "".join(read[number].result() for number in range(len(read)))


def find_index(singlehtml: Path) -> Path:
    """Return the page that holds the book; a root document in a folder leaves a redirect at the top."""
    index = singlehtml / "index.html"
    if not index.is_file():
        raise PdfError(f"{index} is missing: build it first with Sphinx's singlehtml builder")
    redirect = REDIRECT.search(index.read_text("utf-8")[:2000])
    page = singlehtml / unquote(redirect.group(1)) if redirect else index
    if not page.is_file():
        raise PdfError(f"{index} leads to {page}, which is missing")
    return page


def shown_text(page: Page, edition: Edition) -> str:
    """Return the characters of text and title page, formulas apart: those are set in typst's own fonts."""
    text = unescape(TAG.sub("", FORMULA.sub("", page.html)))
    title = (
        edition.title,
        edition.subtitle,
        *edition.authors,
        edition.name,
        edition.licence,
        edition.short_digest,
    )
    return "".join((text, *title))


def to_typst(html: str) -> str:
    """Return pandoc's typst for the book; pandoc escapes whatever typst would read as code."""
    command = [pypandoc.get_pandoc_path(), "--from=html+epub_html_exts", "--to=typst", "--wrap=none"]
    command += [f"--lua-filter={ASSETS / 'book.lua'}"]
    run = subprocess.run(command, input=html, capture_output=True, encoding="utf-8", check=False)
    if run.returncode or "Could not convert TeX" in run.stderr:
        raise PdfError(f"pandoc could not read the book: {run.stderr.strip()[:600]}")
    return run.stdout


def head(edition: Edition, template: str = "book") -> str:
    """Return the lines that hand the title page's facts to a template."""
    return f'#import "{template}.typ": *\n#show: {template}.with({facts(edition)})\n\n'


def facts(edition: Edition) -> str:
    """Return the facts of an edition as named arguments of typst."""
    day = f"datetime(year: {edition.date.year}, month: {edition.date.month}, day: {edition.date.day})"
    authors = "".join(quoted(author) + ", " for author in edition.authors)
    told = {
        "title": edition.title,
        "subtitle": edition.subtitle,
        "edition": edition.name,
        "licence": edition.licence,
        "digest": edition.short_digest,
        "language": edition.language,
    }
    pairs = ", ".join(f"{name}: {quoted(fact)}" for name, fact in told.items())
    return f"{pairs}, date: {day}, authors: ({authors})"


def quoted(text: str) -> str:
    """Return a typst string."""
    return '"' + text.replace("\\", "\\\\").replace('"', '\\"') + '"'


def replace_whole(target: Path, pdf: bytes) -> None:
    """Put the file in place in one step, so that a reader never meets half of it."""
    target.parent.mkdir(parents=True, exist_ok=True)
    handle, name = tempfile.mkstemp(dir=target.parent, prefix=f".{target.name}-")
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(pdf)
        Path(name).chmod(0o644)
        Path(name).replace(target)
    except BaseException:
        Path(name).unlink(missing_ok=True)
        raise
