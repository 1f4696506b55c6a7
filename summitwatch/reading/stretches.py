"""Stretches in quotation marks, whatever the marks: found in one pass, the outermost ones."""

import re
from collections.abc import Iterator
from typing import NamedTuple

_MARK = re.compile("[“”„‟\"‘’'«»‹›「」『』]")
_CLOSER = {
    "“": "”",
    "„": "“”",
    "‟": "”",
    '"': '"',
    "‘": "’",
    "'": "'",
    "«": "»",
    "‹": "›",
    "「": "」",
    "『": "』",
    "»": "«",
}
_SINGLE = "‘'"
_OPENS_AFTER = frozenset(' \t\u00a0([{—–-/:“"«„')
_NAME_BEFORE = re.compile(
    r"\b(?:film|movie|book|song|novel|operation|exercise|titled|entitled|documentary|series|so-called) $",
    re.IGNORECASE,
)
_NAME_AFTER = re.compile(
    r",? (?:exercises?|drills?|missiles?|films?|books?|songs?|program(?:me)?s?|operations?|rockets?|"
    r"satellites?|tv|magazine)\b",
    re.IGNORECASE,
)
_TITLE_CASE = re.compile(
    r"(?:[A-Z0-9][\w'’-]*|of|the|and|for|in|a|to)(?: (?:[A-Z0-9][\w'’-]*|of|the|and|for|in|a|to)){0,7}"
)


class Stretch(NamedTuple):
    """What stands between two marks of a line; `closed` is False where it runs on into the next line."""

    start: int
    end: int
    closed: bool = True
    whole: int = 0  # where the whole stretch starts in its line


def stretches(line: str) -> list[Stretch]:
    """Return the outermost stretches of a line in quotation marks."""
    found: list[Stretch] = []
    opener, start, depth = "", 0, 0
    marks = list(_marks(line))
    for place, (at, mark) in enumerate(marks):
        if not opener:
            if _opens(line, at, mark):
                opener, start, depth = mark, at + 1, 1
        elif mark in _CLOSER[opener] and _closes(line, at, opener, marks, place):
            depth -= 1
            if depth == 0:
                found.append(Stretch(start, at))
                opener = ""
        elif mark == opener and mark not in "\"'":
            depth += 1
    if opener and _runs_on(line, start, opener):
        found.append(Stretch(start, len(line.rstrip()), closed=False))
    return [s for s in found if _holds_words(line, s) and not _is_name(line, s)]


def _marks(line: str) -> Iterator[tuple[int, str]]:
    """Yield the marks of a line that are not apostrophes within a word."""
    for match in _MARK.finditer(line):
        at = match.start()
        before, after = line[at - 1 : at] if at else "", line[at + 1 : at + 2]
        if match.group() in "'’" and before.isalnum() and after.isalnum():
            continue
        yield at, match.group()


def _opens(line: str, at: int, mark: str) -> bool:
    before, after = line[at - 1 : at] if at else " ", line[at + 1 : at + 2]
    if mark not in _CLOSER or not after or after.isspace():
        return False
    if mark in _SINGLE:
        return (
            before in _OPENS_AFTER
            and not (after.isdigit() or after in ",.;:")
            and bool(_closing_later(line, at))
        )
    if mark == '"':
        return not before.isdigit()
    return mark != "»" or before in _OPENS_AFTER


def _closing_later(line: str, at: int) -> re.Match[str] | None:
    """Return where a single mark may close, at most a thousand characters on."""
    return re.compile(r"(?<=[\w.,!?…)])['’](?!\w)").search(line, at + 2, at + 1000)


def _closes(line: str, at: int, opener: str, marks: list[tuple[int, str]], place: int) -> bool:
    """Tell whether a mark closes: a single one after a plural may be a possessive."""
    if opener not in _SINGLE:
        return True
    before, after = line[at - 1 : at], line[at + 1 : at + 2]
    if after.isalnum() or before.isspace():
        return False
    if before == "s" and re.match(r" [a-z]", line[at + 1 : at + 3]):
        return not any(
            m in "'’" and line[a - 1 : a] in "sdegntyl.,!?" for a, m in marks[place + 1 : place + 3]
        )
    return True


def _runs_on(line: str, start: int, opener: str) -> bool:
    """Tell whether a stretch that is not closed goes on in the next line: it opens this one or a sentence."""
    return opener in '“"„«「『' and (
        not line[: start - 1].strip() or line[: start - 1].rstrip()[-1:] in ",:.?!"
    )


def _holds_words(line: str, stretch: Stretch) -> bool:
    words = line[stretch.start : min(stretch.end, stretch.start + 200)]
    return any(c.isalnum() for c in words) and (len(words) > 1 or line[stretch.start - 1] not in "'‘")


def _is_name(line: str, stretch: Stretch) -> bool:
    """Tell whether the marks set off the name of a work or an exercise, which nobody said."""
    if stretch.end - stretch.start > 80 or not _TITLE_CASE.fullmatch(line, stretch.start, stretch.end):
        return False
    before = line[max(0, stretch.start - 24) : stretch.start - 1]
    return bool(_NAME_BEFORE.search(before) or _NAME_AFTER.match(line, stretch.end + 1))
