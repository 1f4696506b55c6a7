"""Close up chapters that would end with a few lines on a page of their own."""

from __future__ import annotations

import io
import re
from collections.abc import Callable, Mapping
from pathlib import Path

import pypdf

OPENING = re.compile(r'^(?=#opening\(")', re.MULTILINE)
LEDGER = re.compile(r"^//ledger\n#ledger\[\n(.*?)^\]\n//ledger-end\n", re.MULTILINE | re.DOTALL)
CHAPTER = "//chapter\n"
LEVELS = (1, 2)  # how close a chapter may be set
FOOT = 70.0  # points; what stands lower is the foot of the page
USED = 0.38  # of a page's height; a last page that holds less is worth saving
#: Where chapters begin, and where the book ends.
PAGES = "(query(heading.where(level: 1)) + query(<end-of-book>)).map(it => it.location().page())"
END = "#metadata(none) <end-of-book>\n"
Spans = dict[int, tuple[int, int]]


def apart(source: str, room: Path) -> str:
    """Put each chapter in a file of its own, the ledger apart, and return the lines that include them.

    So typst knows a chapter again that is set as before, and a ledger however close its chapter is set.
    """
    front, *texts = OPENING.split(source)
    lines = [front]
    for number, text in enumerate(texts):
        lines.append(CHAPTER)
        for place, piece in enumerate(LEDGER.split(text)):
            name, entries = f"chapter-{number:02d}-{place}.typ", place % 2
            markup = (
                f"#let entries(spacing) = [#ledger(spacing: spacing)[\n{piece}]\n]\n" if entries else piece
            )
            (room / name).write_text('#import "book.typ": *\n' + markup, "utf-8")
            call = f'#{{ import "{name}": entries; entries(auto) }}\n'
            lines.append(call if entries else f'#include "{name}"\n')
    return "".join(lines)


def set_closely(source: str, typeset: Callable[[str], bytes], ask: Callable[[str, str], list[int]]) -> bytes:
    """Return the PDF, with those chapters closed up that end badly, where that saves their last page.

    Parameters
    ----------
    source
        The book in typst's markup, its chapters each in a file that it includes.
    typeset
        Sets a source and returns its PDF.
    ask
        Lays a source out and returns the answer to a question in typst's language; that takes less.
    """
    pdf = typeset(source)
    before, waiting = spans(pdf), short_endings(pdf)
    helped: dict[int, int] = {}
    for level in LEVELS:
        if waiting:
            closer = close_up(source, {**helped, **dict.fromkeys(waiting, level)})
            *starts, last = ask(closer + END, PAGES)
            tried = between(starts, last)
            helped |= {i: level for i in waiting if length(tried, i) < length(before, i)}
            waiting -= set(helped)
    return typeset(close_up(source, helped)) if helped else pdf


def close_up(source: str, levels: Mapping[int, int]) -> str:
    """Return the source with some chapters, counted from nought, set closer."""
    front, *texts = source.split(CHAPTER)
    closed = [closer(text, levels[i]) if i in levels else text for i, text in enumerate(texts)]
    return CHAPTER.join([front, *closed])


def closer(text: str, level: int) -> str:
    """Return the lines of a chapter such that it is set closer, but for what its ledger holds."""
    lines = text.replace("entries(auto)", f"entries(closer({level}))").splitlines(keepends=True)
    return "".join(f"#tightly({level})[\n{it}\n]\n" if it.startswith("#include") else it for it in lines)


def spans(pdf: bytes) -> Spans:
    """Return the first and the last page of each chapter."""
    return _spans(pypdf.PdfReader(io.BytesIO(pdf)))


def _spans(reader: pypdf.PdfReader) -> Spans:
    entries = [entry for entry in reader.outline if not isinstance(entry, list)]
    starts = [reader.get_destination_page_number(entry) or 0 for entry in entries]
    return between(starts, len(reader.pages) - 1)


def between(starts: list[int], last: int) -> Spans:
    """Return the first and the last page of each chapter, from where each starts and where the book ends."""
    ends = [*(start - 1 for start in starts[1:]), last]
    return dict(enumerate(zip(starts, ends, strict=True)))


def length(chapters: Spans, chapter: int) -> int:
    """Return the pages of a chapter."""
    first, last = chapters[chapter]
    return last - first + 1


def short_endings(pdf: bytes) -> set[int]:
    """Return the chapters whose last page is nearly empty and is not their only one."""
    reader = pypdf.PdfReader(io.BytesIO(pdf))
    lasts = {i: reader.pages[last] for i, (first, last) in _spans(reader).items() if last > first}
    return {i for i, page in lasts.items() if used(page) < USED}


def used(page: pypdf.PageObject) -> float:
    """Return how much of a page's height its text reaches down."""
    height = float(page.mediabox.height)
    depths = [0.0]

    def visit(text: str, matrix: list[float], place: list[float], *_: object) -> None:
        y = place[4] * matrix[1] + place[5] * matrix[3] + matrix[5]
        if text.strip() and y > FOOT:
            depths.append(1 - y / height)

    page.extract_text(visitor_text=visit)
    return max(depths)
