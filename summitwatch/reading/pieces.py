"""Sentences of monstrous length are read piece by piece, so that time grows with length and no faster."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Protocol, TypeVar

from summitwatch.reading.stretches import Stretch

LONGEST = 1500  # characters; no sentence of a newspaper comes near it
_MOST = 60  # stretches in quotation marks of one piece; more are not read


class Placed(Protocol):
    """Whatever stands somewhere in a sentence."""

    start: int
    end: int


P = TypeVar("P")


@dataclass(frozen=True)
class Pieces:
    """The pieces of sentences: the text of each, the sentence it belongs to, and where in it it starts."""

    texts: list[str]
    owners: list[int]
    starts: list[int]
    count: int

    @classmethod
    def of(cls, texts: Sequence[str]) -> "Pieces":
        """Cut the sentences that are too long, at blanks where there are any."""
        found = [(n, a, b) for n, text in enumerate(texts) for a, b in _cuts(text)]
        pieces = [texts[n][a:b] for n, a, b in found]
        return cls(pieces, [n for n, _, _ in found], [a for _, a, _ in found], len(texts))

    def cut(self, stretches: Sequence[Sequence[Stretch]]) -> list[list[Stretch]]:
        """Cut the stretches of sentences as their pieces are cut."""
        found: list[list[Stretch]] = []
        places = dict.fromkeys(range(self.count), 0)
        for text, owner, start in zip(self.texts, self.owners, self.starts, strict=True):
            parts, place = stretches[owner], places[owner]
            here: list[Stretch] = []
            while place < len(parts) and parts[place].start < start + len(text):
                a, b = max(parts[place].start - start, 0), min(parts[place].end - start, len(text))
                here += [parts[place]._replace(start=a, end=b)] if a < b and len(here) < _MOST else []
                if parts[place].end > start + len(text):
                    break
                place += 1
            places[owner] = place
            found.append(here)
        return found

    def joined(self, rows: Sequence[Sequence[P]]) -> list[list[P]]:
        """Put what was read in pieces together again, counted from the sentence's start."""
        found: list[list[P]] = [[] for _ in range(self.count)]
        for row, owner, start in zip(rows, self.owners, self.starts, strict=True):
            found[owner] += [_moved(one, start) for one in row] if start else row
        return found


def _moved(one: P, by: int) -> P:
    return one._replace(start=one.start + by, end=one.end + by)  # type: ignore[attr-defined, no-any-return]


def _cuts(text: str) -> list[tuple[int, int]]:
    if len(text) <= LONGEST:
        return [(0, len(text))]
    cuts, start = [], 0
    while start < len(text):
        end = min(start + LONGEST, len(text))
        blank = text.rfind(" ", start + LONGEST // 2, end) if end < len(text) else -1
        end = blank + 1 if blank > 0 else end
        cuts.append((start, end))
        start = end
    return cuts
