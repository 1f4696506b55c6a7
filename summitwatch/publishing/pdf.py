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
from collections.abc import Iterable, Iterator, Mapping, Sequence
from concurrent.futures import Future, ProcessPoolExecutor, ThreadPoolExecutor
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from datetime import date
from functools import cached_property, lru_cache
from html import unescape
from pathlib import Path
from typing import NamedTuple
from urllib.parse import unquote

import pypandoc

from summitwatch.publishing.edition import Edition
from summitwatch.publishing.jupyter_book import begin_worker
from summitwatch.publishing.outputs import at_a_time
from summitwatch.publishing.pdf_drawings import cut_fonts, drawn_text, gather_pictures
from summitwatch.publishing.pdf_fit import OPENING, closed_up, fitting_level
from summitwatch.publishing.pdf_fonts import FontError, check_embedded, check_glyphs, find_fonts
from summitwatch.publishing.pdf_html import Opened, Page, Picture, mended, open_page, whole
from summitwatch.publishing.pdf_parts import HtmlError
from summitwatch.publishing.typesetting import PdfError, Typesetter, typeset

REDIRECT = re.compile(r'http-equiv="refresh"[^>]*url=([^"]+)"', re.IGNORECASE)
FORMULA = re.compile(r"<script\b.*?</script>", re.DOTALL)
TAG = re.compile(r"<[^>]*>")  # what is written here holds no other bracket: text and attributes have entities
CLINGS = re.compile(r"[ ~]#marker\(")  # to the word before it, so the blank between them goes
READ = "chapter-{:02d}.json"
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
    with (
        tempfile.TemporaryDirectory(prefix="summitwatch-pdf-") as folder,
        press(singlehtml, edition, parts or {}, Path(folder), target.name) as it,
    ):
        manuscript = it.manuscript()
        give_back()
        replace_whole(target, manuscript.set())


def give_back() -> None:
    """Give the system the memory that this process has no use for, before another one needs much."""
    gc.collect()
    if sys.platform.startswith("linux"):
        with suppress(OSError, AttributeError):  # another C library than GNU's
            ctypes.CDLL(None).malloc_trim(0)


@dataclass(frozen=True)
class Manuscript:
    """A text in typst's markup, ready to be set, with every character that it shows."""

    source: str
    text: str
    room: Path
    shelves: list[Path]
    day: date

    def set(self) -> bytes:
        """Return the PDF.

        Raises
        ------
        PdfError
            typst cannot set the text, or a font is not in the file.
        """
        pdf = typeset(self.source, self.room, self.day, self.shelves)
        try:
            check_embedded(pdf, self.text)
        except FontError as error:
            raise PdfError(str(error)) from error
        return pdf


class Read(NamedTuple):
    """The chapters of the book, as flat HTML and in typst's markup without the title page's facts."""

    html: str
    typst: str


@dataclass(frozen=True)
class Press:
    """All that is needed to set the book, or parts of it.

    Its pictures are there at once; its chapters are read meanwhile, and whoever asks for them waits.

    Parameters
    ----------
    figures
        By their anchors.
    documents
        Of the chapters, in the order of the book.
    room
        The folder that typst may read, with the pictures and the templates.
    shelves
        The folders of fonts.
    fonts
        The fonts of the text.
    reading
        Gives the chapters.
    """

    figures: dict[str, Picture]
    documents: list[str]
    edition: Edition
    room: Path
    shelves: list[Path]
    fonts: tuple[Path, ...]
    reading: Future[Read]

    @cached_property
    def read(self) -> Read:
        """The chapters; the fonts can show every character of them."""
        read = self.reading.result()
        check_glyphs(self._shown(read), self.fonts)
        return read

    @property
    def chapters(self) -> list[str]:
        """The chapters in typst's markup, each from its opening."""
        return OPENING.split(self.read.typst)[1:]

    def chapters_read(self) -> list[Path]:
        """Return the chapters as pandoc read them, each a document in JSON."""
        return [self.room / READ.format(number) for number in range(len(self.documents))]

    def manuscript(self, levels: Sequence[int] | None = None) -> Manuscript:
        """Return the whole book, each chapter set as close as told, or as it fits."""
        front = OPENING.split(self.read.typst)[0]
        closed = map(closed_up, self.chapters, levels or self._levels())
        source = "".join([head(self.edition), front, *closed])
        return Manuscript(source, self._shown(self.read), self.room, self.shelves, self.edition.date)

    def _levels(self) -> list[int]:
        def level(chapter: str) -> int:
            with self.typesetter() as it:
                return fitting_level(chapter, it.ask)

        with ThreadPoolExecutor(at_a_time()) as threads:
            return list(threads.map(level, self.chapters))

    def _shown(self, read: Read) -> str:
        return shown_text(read.html, self.edition) + drawn_text(self.room)

    def typesetter(self) -> Typesetter:
        """Return a process that sets texts."""
        return Typesetter(self.room, self.shelves)

    def set(self, source: str) -> bytes:
        """Return the PDF of a text in typst's markup."""
        return typeset(source, self.room, self.edition.date, self.shelves)


@contextmanager
def press(
    singlehtml: Path, edition: Edition, parts: Mapping[str, str], room: Path, name: str = "the book"
) -> Iterator[Press]:
    """Begin to read the book from singlehtml, and lay out in a folder all that is needed to set it.

    Raises
    ------
    PdfError
        As for `write_pdf`; what is wrong with page or fonts is told with the name.
    """
    index = find_index(singlehtml)
    root = index.relative_to(singlehtml).with_suffix("").as_posix()
    try:
        with ProcessPoolExecutor(1, initializer=begin_worker) as reader:  # it needs much memory
            page = reader.submit(look_through, index, root).result()
            reading = reader.submit(read_chapters, index, root, parts, room)
            gather_pictures(page.images, page.drawings, (index.parent, singlehtml), room)
            fonts = lay_out(room)
            shelves = [*folders(fonts), *cut_fonts(room, fonts)]
            yield Press(page.figures, page.documents, edition, room, shelves, fonts, reading)
    except (HtmlError, FontError) as error:
        raise PdfError(f"{name}: {error}") from error


def lay_out(room: Path) -> tuple[Path, ...]:
    """Put the templates into the folder that typst may read, and return the fonts that they name."""
    for template in ASSETS.glob("*.typ"):
        shutil.copyfile(template, room / template.name)
    return find_fonts()


def folders(fonts: Iterable[Path]) -> list[Path]:
    """Return the folders of fonts, each once."""
    return [*{font.parent: None for font in fonts}]


@lru_cache(maxsize=1)
def _opened(index: Path, root: str) -> Opened:
    """Return the page taken apart; whoever looks through it reads its chapters next, which changes them."""
    gc.disable()  # a page is a million objects, nearly all of them in use
    return open_page(index.read_text("utf-8"), root)


def look_through(index: Path, root: str) -> Page:
    """Return the page of the book without its chapters."""
    return _opened(index, root).page


def read_chapters(index: Path, root: str, parts: Mapping[str, str], room: Path) -> Read:
    """Return the chapters, and leave what pandoc read of each in a folder.

    Pandoc reads a chapter while others are mended.
    """
    read: dict[int, Future[str]] = {}
    with ThreadPoolExecutor(at_a_time()) as pandocs:

        def hand_over(number: int, html: str) -> None:
            read[number] = pandocs.submit(to_typst, whole(html), room / READ.format(number))

        page = mended(_opened(index, root), parts, hand_over)
        return Read(page.html, "".join(read[number].result() for number in range(len(read))))


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


def shown_text(html: str, edition: Edition) -> str:
    """Return the characters of text and title page, formulas apart: those are set in typst's own fonts."""
    text = unescape(TAG.sub("", FORMULA.sub("", html)))
    title = (
        edition.title,
        edition.subtitle,
        *edition.authors,
        edition.name,
        edition.licence,
        edition.short_digest,
    )
    return "".join((text, *title))


def to_typst(html: str, read: Path | None = None) -> str:
    """Return pandoc's typst for a page; pandoc escapes whatever typst would read as code.

    Parameters
    ----------
    html
        The page.
    read
        Where to leave what pandoc read, as JSON.
    """
    command = [pypandoc.get_pandoc_path(), "--from=html+epub_html_exts", "--to=typst", "--wrap=none"]
    command += [f"--lua-filter={ASSETS / 'book.lua'}", *([f"--metadata=read:{read}"] if read else [])]
    run = subprocess.run(command, input=html, capture_output=True, encoding="utf-8", check=False)
    if run.returncode or "Could not convert TeX" in run.stderr:
        raise PdfError(f"pandoc could not read the book: {run.stderr.strip()[:600]}")
    return CLINGS.sub("#marker(", run.stdout)


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
