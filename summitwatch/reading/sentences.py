"""Split a text into its lines and sentences, keeping every offset."""

import re
from collections.abc import Iterator
from hashlib import sha256
from typing import NamedTuple

#: A full stop after one of these does not end a sentence.
ABBREVIATIONS = frozenset(
    "Adm Apr Aug Brig Capt Co Col Cpl Dec Dr Feb Fri Gen Gov Hon Inc Jan Jr Jul Jun Lt Ltd Maj Mar Messrs "  # noqa: SIM905 (so many words read better as a text)
    "Mon Mr Mrs Ms No Nos Nov Oct Pres Prof Pte Rep Rev Sat Sen Sept Sep Sgt Sr St Sun Supt Thu Tue Tues "
    "Vol Wed MR MRS MS DR cf e.g i.e vs".split()
)
#: After an acronym with full stops ("the U.S."), only a word like these opens a new sentence.
OPENERS = frozenset(
    "A Although An And As At Both But By During For From He Her His However If In It Its Meanwhile On She "  # noqa: SIM905 (likewise)
    "Since That The Their Then There These They This Those Though To Under We When While With Yet".split()
)

# repeats are bounded and the last word is sought near its end, so that time grows with length alone
_END = re.compile(r"""[.!?…][.!?…"”’'»」』)\]]{0,9}\s+(?=["“‘'«「『(\[]{0,9}[^\W_a-z])""")
_REACH = 40
_LAST_WORD = re.compile(r"[^\s\"“”‘’'«»(\[-]+$")
_FIRST_WORD = re.compile(r"\w+")
_ACRONYM = re.compile(r"(?:[^\W\d_]\.)+[^\W\d_]$|^[^\W\d_]$")


class Sentence(NamedTuple):
    """A sentence of a line: `start` and `end` are code points from the line's first character."""

    line: int
    number: int
    start: int
    end: int
    text: str


def lines(text: str) -> list[str]:
    """Return the lines that are not blank, in order; their ordinal (from 1) is a line's number."""
    return [line for line in text.splitlines() if line.strip()]


def _ends_sentence(line: str, stop: int, following: int) -> bool:
    """Tell whether the full stop at `stop` ends a sentence, the next word standing at `following`."""
    if line[stop] == "…":
        return not line[stop - 1 : stop].isspace()  # a headline's own dash
    if line[stop] != ".":
        return True
    before = _LAST_WORD.search(line, max(0, stop - _REACH), stop)
    word = before.group() if before else ""
    if word in ABBREVIATIONS:
        return False
    if _ACRONYM.search(word):
        first = _FIRST_WORD.search(line, following)
        return first is not None and first.group() in OPENERS
    return True


def split_line(line: str) -> list[tuple[int, int]]:
    """Return the (start, end) of each sentence of one line, without the white space around it."""
    spans, start = [], 0
    for match in _END.finditer(line):
        if _ends_sentence(line, match.start(), match.end()):
            spans.append((start, match.end()))
            start = match.end()
    spans.append((start, len(line)))
    return [_trim(line, a, b) for a, b in spans]


def _trim(line: str, start: int, end: int) -> tuple[int, int]:
    piece = line[start:end]
    return start + len(piece) - len(piece.lstrip()), end - len(piece) + len(piece.rstrip())


def sentences(text: str) -> Iterator[Sentence]:
    """Yield every sentence of a text, line by line."""
    for ordinal, line in enumerate(lines(text), start=1):
        for number, (start, end) in enumerate(split_line(line), start=1):
            yield Sentence(ordinal, number, start, end, line[start:end])


def fingerprint(text: str) -> str:
    """Return the first 16 hex digits of SHA-256 over a sentence, white space folded to single blanks."""
    return sha256(" ".join(text.split()).encode("utf-8")).hexdigest()[:16]


def word_count(text: str) -> int:
    """Return the number of tokens between white space."""
    return len(text.split())
