"""Characters: what a text may hold, and how its marks are made alike without moving an offset."""

import re
from functools import lru_cache

#: One character for one: curly marks, odd hyphens and odd blanks, and their plain forms.
_PLAIN = (
    ("’", "'"), ("‘", "'"), ("“", '"'), ("”", '"'), ("–", "-"), ("—", "-"), ("\u00a0", " "), ("‑", "-"),
    ("‐", "-"), ("ʼ", "'"), ("´", "'"), ("\u202f", " "), ("\u2009", " "), ("\u3000", " "),
)  # fmt: skip
_UNFIT = re.compile("[\x00\ud800-\udfff\ufffe\uffff]")
_KEPT = 2000  # characters: what is longer is made plain anew each time
_BLANK = "\ufffd"


def clean(text: str) -> tuple[str, list[str]]:
    """Replace what cannot be stored, one character for one, and tell what was replaced."""
    start = 1 if text.startswith("\ufeff") else 0
    fit, count = _UNFIT.subn(_BLANK, text[start:])
    notes = ["a byte order mark was left out"] if start else []
    if count:
        notes.append(f"{count} characters that cannot be stored were replaced by U+FFFD")
    return fit, notes


def plain(text: str) -> str:
    """Return a text of the same length with plain quotation marks, hyphens and blanks."""
    return _plain(text) if len(text) <= _KEPT else _plain.__wrapped__(text)


@lru_cache(maxsize=512)
def _plain(text: str) -> str:
    flat = text.replace("\t", " ")
    if flat.isascii():
        return flat
    for odd, usual in _PLAIN:
        flat = flat.replace(odd, usual)
    return flat


def word_set(text: str) -> frozenset[str]:
    """Return the words of a list that is written as a text."""
    return frozenset(text.split())
