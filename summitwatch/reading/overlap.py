"""Overlap of texts: which document copies, holds or follows which.

Nothing of this is stored but shares and a verdict: shingles of four words, even hashed, could be guessed
back into sentences, so a text is compared with texts that lie at hand, never with the dataset.
"""

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from summitwatch.reading.marks import plain

SIZE = 4  # words of a shingle
#: From this share of shingles on, one text holds the other; one word changed in twenty leaves four in five.
HELD = 0.7
#: From this share on, one follows the other; reports that share a quotation stay below.
FOLLOWED = 0.15
VERDICTS = ("copy", "part", "derived", "independent")
# Chinese and Japanese are written without blanks: there a character counts as a word
_WORD = re.compile(r"[\u3040-\u30ff\u3400-\u9fff]|[^\W_\u3040-\u30ff\u3400-\u9fff]+")


@dataclass(frozen=True)
class Overlap:
    """How two documents overlap: what share of each one's shingles stands in the other."""

    other: str
    in_other: float
    of_other: float
    verdict: str


def shingles(text: str) -> frozenset[tuple[str, ...]]:
    """Return every run of four words of a text; of a shorter one, all its words as one run."""
    words = [word.casefold() for word in _WORD.findall(plain(text))]
    if not words:
        return frozenset()
    return frozenset(tuple(words[n : n + SIZE]) for n in range(max(1, len(words) - SIZE + 1)))


def compare(one: frozenset[tuple[str, ...]], two: frozenset[tuple[str, ...]]) -> tuple[float, float, str]:
    """Return the share of each that stands in the other, and the verdict on the first.

    A *copy* holds nearly all of the other and little else; of a *part*, one holds nearly all of the
    other and more besides; a *derived* text shares more than a quotation.
    """
    shared = len(one & two)
    in_other, of_other = (shared / len(each) if each else 0.0 for each in (one, two))
    if min(in_other, of_other) >= HELD:
        verdict = "copy"
    elif max(in_other, of_other) >= HELD:
        verdict = "part"
    else:
        verdict = "derived" if max(in_other, of_other) >= FOLLOWED else "independent"
    return in_other, of_other, verdict


def overlaps(texts: Mapping[str, str], known: Mapping[str, str]) -> dict[str, list[Overlap]]:
    """Compare each text with those before it and with all known ones, the nearest first."""
    others = {name: shingles(text) for name, text in known.items()}
    found: dict[str, list[Overlap]] = {}
    for name, text in texts.items():
        own = shingles(text)
        found[name] = _nearest(Overlap(other, *compare(own, theirs)) for other, theirs in others.items())
        others[name] = own
    return found


def _nearest(found: Iterable[Overlap]) -> list[Overlap]:
    return sorted(found, key=lambda o: (-max(o.in_other, o.of_other), o.other))


def rows(found: Mapping[str, Sequence[Overlap]]) -> dict[str, list[tuple[str, str, str, str, str, str]]]:
    """Return the rows of each text's overlaps, shares with three digits."""
    return {
        name: [
            (f"OV{n:03d}", name, o.other, f"{o.in_other:.3f}", f"{o.of_other:.3f}", o.verdict)
            for n, o in enumerate(each, start=1)
        ]
        for name, each in found.items()
    }
