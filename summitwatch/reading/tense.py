"""Does a sentence put a date into the past or the future? Read from the words around it."""

import re
from typing import Literal

from summitwatch.reading.marks import word_set

Direction = Literal["past", "future", "unknown"]

_AHEAD = word_set(
    "will shall would could may might should plan plans planned planning slated scheduled due expected "
    "expects upcoming "
    "anticipated hopes hope hoping likely proposed prepare prepares preparing aims intends wants vows "
    "pledges until ahead "
    "possible starts begins opens runs ends convenes arrives postponed rescheduled delayed deferred looming "
    "approaching forthcoming expecting considering eyes eyeing seeks expect want invited tentatively "
    "potential prospective "
    "mooted projected unlikely pencilled timed ready gearing anticipates awaits"
)
_GONE = word_set(
    "said was were had met held made took sent went came told gave saw spoke left began ran won lost fell "
    "flew did "
    "drew broke hit became brought built chose fought found got kept knew led paid put read rose sat "
    "sought shook stood "
    "struck swore thought threw understood wrote grew wore shot swept "
    "been forgot bore drove sank withdrew began"
)
_NOT_GONE = word_set(
    "need indeed speed exceed proceed succeed feed seed agreed-upon united red armed shared nuclear-armed "
    "called "
    "so-called based deed breed continued bed renewed led"
)
_BREAK = re.compile(r"[,;:] (?:and|but|while|although|though|yet|so|whereas) |; |[\"]")
_LIMIT = re.compile(r"\b(?:[Bb]y|[Uu]ntil|[Tt]ill) (?:the )?$")
_TOKEN = re.compile(r"[A-Za-z][\w'-]*|[;:—]")
_NO_VERB_AFTER_TO = word_set("the a an his her its their this that these those him them it be-")


def direction(text: str, start: int, end: int) -> Direction:
    """Tell whether the nearest telling word of the clause, then beyond it, looks back or ahead."""
    from_, to = max(0, start - 160), min(len(text), end + 120)
    opens = max((m.end() for m in _BREAK.finditer(text, from_, start)), default=from_)
    closes = _BREAK.search(text, end, to)
    stops = closes.start() if closes else to
    near, far = ((opens, start, True), (end, stops, False)), ((from_, opens, True), (stops, to, False))
    if (found := _first(text, near)) != "unknown":
        return found
    return "future" if _LIMIT.search(text, max(0, start - 20), start) else _first(text, far)


def _first(text: str, stretches: tuple[tuple[int, int, bool], ...]) -> Direction:
    for first, last, back in stretches:
        found = _nearest([m.group() for m in _TOKEN.finditer(text, first, last)], back)
        if found != "unknown":
            return found
    return "unknown"


def _nearest(words: list[str], back: bool) -> Direction:
    places = range(len(words) - 1, -1, -1) if back else range(len(words))
    return next((found for place in places if (found := _cue(words, place)) != "unknown"), "unknown")


def _cue(words: list[str], place: int) -> Direction:
    word = words[place].lower()
    following = words[place + 1] if place + 1 < len(words) else ""
    if word == "set" and following.lower() in ("to", "for"):
        return "future"
    if word == "to" and _is_verb(following) and not _nominal(words, place):
        return "future"
    if word == "ahead" and following.lower() == "of":
        return "unknown" if place else "future"
    if word in _AHEAD or word.endswith(("'ll", "n't-will")):
        return "future"
    if place and words[place - 1].lower() in ("be", "being"):
        return "unknown"
    if word in _GONE:
        return "past"
    if (
        word.endswith("ed")
        and word not in _NOT_GONE
        and following.lower() not in ("with", "by")
        and len(word) > 3
    ):
        return "past"
    return "unknown"


def _is_verb(word: str) -> bool:
    """Tell whether what follows "to" looks like the base form of a verb."""
    plural = word.endswith("s") and not word.endswith(("ss", "us"))
    return word.islower() and not plural and word not in _NO_VERB_AFTER_TO and not word.endswith("ing")


def _nominal(words: list[str], place: int) -> bool:
    """Tell whether "to" belongs to a noun or a phrase that leads to no date ahead."""
    return place > 0 and words[place - 1].lower() in (
        "according",
        "prior",
        "thanks",
        "due-",
        "refused",
        "failed",
    )
