"""Close up chapters that would end with a few lines on a page of their own."""

import re
from collections.abc import Callable
from typing import Any

OPENING = re.compile(r'^(?=#opening\(")', re.MULTILINE)
LEDGER = re.compile(r"^//ledger\n#ledger\[\n(.*?)^\]\n//ledger-end\n", re.MULTILINE | re.DOTALL)
LEVELS = (1, 2)  # how close a chapter may be set
USED = 0.38  # of a page's height; a last page that holds less is worth saving
#: The page on which a probe ends, and how far down this sheet of A4.
END = "query(<end>).map(it => (it.location().page(), it.location().position().y / 297mm)).first()"


def closed_up(chapter: str, level: int) -> str:
    """Return a chapter in typst's markup such that it is set closer, but for what its ledger holds."""
    pieces = LEDGER.split(chapter)
    spacing = f"closer({level})" if level else "auto"
    return "".join(
        f"#ledger(spacing: {spacing})[\n{piece}\n]\n"
        if place % 2
        else f"#tightly({level})[\n{piece}\n]\n" * bool(piece.strip())
        if level
        else piece
        for place, piece in enumerate(pieces)
    )


def probe(chapter: str, level: int) -> str:
    """Return a text that lays out a chapter by itself."""
    return '#import "probe.typ": *\n#show: probe\n' + closed_up(chapter, level).replace("#link(<", "#inner(<")


def fitting_level(chapter: str, ask: Callable[[str, str], Any]) -> int:
    """Return how close a chapter is set: closer than usual if it ends badly and that saves its last page.

    Parameters
    ----------
    chapter
        In typst's markup.
    ask
        Lays a text out and returns the answer to a question in typst's language.
    """
    pages, used = ask(probe(chapter, 0), END)
    if pages == 1 or used >= USED:
        return 0
    return next((level for level in LEVELS if ask(probe(chapter, level), END)[0] < pages), 0)
