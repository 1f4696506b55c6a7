"""Close up chapters that would end with a few lines on a page of their own."""

from __future__ import annotations

import io
import re
from collections.abc import Callable

import pypdf

OPENING = re.compile(r'^(?=#opening\(")', re.MULTILINE)
FEW = 17  # lines of text, head and foot of the page among them


def set_closely(source: str, typeset: Callable[[str], bytes]) -> bytes:
    """Return the PDF, with the chapters closed up that end badly, when that saves pages.

    Parameters
    ----------
    source
        The book in typst's markup.
    typeset
        Sets a source and returns its PDF.
    """
    pdf = typeset(source)
    short = short_endings(pdf)
    if not short:
        return pdf
    closer = typeset(close_up(source, short))
    return closer if page_count(closer) < page_count(pdf) else pdf


def close_up(source: str, chapters: set[int]) -> str:
    """Return the source with some chapters, counted from nought, set closer."""
    front, *texts = OPENING.split(source)
    closed = [f"#tightly[\n{text}\n]\n" if i in chapters else text for i, text in enumerate(texts)]
    return front + "".join(closed)


def short_endings(pdf: bytes) -> set[int]:
    """Return the chapters whose last page holds few lines and is not their only one."""
    reader = pypdf.PdfReader(io.BytesIO(pdf))
    entries = [entry for entry in reader.outline if not isinstance(entry, list)]
    starts = [reader.get_destination_page_number(entry) for entry in entries]
    ends = [*(start - 1 for start in starts[1:]), len(reader.pages) - 1]
    pairs = [(i, start, end) for i, (start, end) in enumerate(zip(starts, ends, strict=True)) if start is not None]
    return {i for i, start, end in pairs if end > start and line_count(reader.pages[end]) < FEW}


def line_count(page: pypdf.PageObject) -> int:
    """Return about how many lines a page has."""
    return len([line for line in page.extract_text().splitlines() if line.strip()])


def page_count(pdf: bytes) -> int:
    """Return the number of pages."""
    return len(pypdf.PdfReader(io.BytesIO(pdf)).pages)
