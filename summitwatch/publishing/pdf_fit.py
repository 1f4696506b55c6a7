"""Close up chapters that would end with a few lines on a page of their own."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

OPENING = re.compile(r'^(?=#opening\(")', re.MULTILINE)
LEDGER = re.compile(r"^//ledger\n#ledger\[\n(.*?)^\]\n//ledger-end\n", re.MULTILINE | re.DOTALL)
CHAPTER = "//chapter\n"
LEVELS = (1, 2)  # how close a chapter may be set
USED = 0.38  # of a page's height; a last page that holds less is worth saving
END = "#metadata(none) <end-of-chapter>\n"
#: Of each chapter: the page where it begins, the page where it ends, and how far down this sheet of A4.
PLACES = """{
  let ends = query(<end-of-chapter>).map(it => it.location())
  let starts = query(heading.where(level: 1)).map(it => it.location().page())
  starts.zip(ends).map(((start, end)) => (start, end.page(), end.position().y / 297mm))
}"""


@dataclass(frozen=True)
class Extent:
    """Where a chapter stands.

    Attributes
    ----------
    first, last : int
        Pages.
    used : float
        How much of the last page's height it takes.
    """

    first: int
    last: int
    used: float

    @property
    def pages(self) -> int:
        """How many pages it takes."""
        return self.last - self.first + 1


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
        lines.append(END)
    return "".join(lines)


def set_closely(source: str, typeset: Callable[[str], bytes], ask: Callable[[str, str], Any]) -> bytes:
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

    def extents(closed: str) -> list[Extent]:
        return [Extent(*told) for told in ask(closed, PLACES)]

    before = extents(source)
    waiting = {i for i, it in enumerate(before) if it.pages > 1 and it.used < USED}
    helped: dict[int, int] = {}
    for level in LEVELS:
        if waiting:
            tried = extents(close_up(source, {**helped, **dict.fromkeys(waiting, level)}))
            helped |= {i: level for i in waiting if tried[i].pages < before[i].pages}
            waiting -= set(helped)
    return typeset(close_up(source, helped))


def close_up(source: str, levels: Mapping[int, int]) -> str:
    """Return the source with some chapters, counted from nought, set closer."""
    front, *texts = source.split(CHAPTER)
    closed = [closer(text, levels[i]) if i in levels else text for i, text in enumerate(texts)]
    return CHAPTER.join([front, *closed])


def closer(text: str, level: int) -> str:
    """Return the lines of a chapter such that it is set closer, but for what its ledger holds."""
    lines = text.replace("entries(auto)", f"entries(closer({level}))").splitlines(keepends=True)
    return "".join(f"#tightly({level})[\n{it}\n]\n" if it.startswith("#include") else it for it in lines)
