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
    "chance chances odds likelihood probability bet bets marks mark celebrates celebrate "
    "mooted projected unlikely pencilled timed ready gearing anticipates awaits hoped "
    # what is told in the present tense with a date is a timetable
    "resume resumes meets meet lands flies fly heads goes gather gathers convene leaves travels departs "
    "reopens returns hosts"
)
_GONE = word_set(
    "said was were had met held made took sent went came told gave saw spoke left began ran won lost fell "
    "flew did "
    "drew broke hit became brought built chose fought found got kept knew led paid put read rose sat "
    "sought shook stood "
    "struck swore thought threw understood wrote grew wore shot swept "
    "been forgot bore drove sank withdrew rang sang slept sold bought taught caught dealt felt heard hung "
    "meant ate drank cut stole rode woke froze spun dug fed fled slid sent became follows"
)
_NOT_GONE = word_set(
    "need indeed speed exceed proceed succeed feed seed agreed-upon united red armed shared nuclear-armed "
    "called "
    "so-called based deed breed continued bed renewed led"
)
_BREAK = re.compile(r"[,;:] (?:and|but|while|although|though|yet|so|whereas) |; |[\"]")
_BY = re.compile(r"\b[Bb]y (?:the )?$")
_MOVED_FROM = re.compile(
    r"\b(?:postponed|delayed|rescheduled|deferred|moved|shifted|put off|brought forward) from "
    r"(?:the )?(?:\w+ of )?$"
)
_ASKED = re.compile(r"\b[Aa]sked (?:about|on|whether|if)\b(?=[^,;]*$)")
_HAD = re.compile(r"\bhad\b(?! to\b)[^,;:.]*$")
_MODAL = re.compile(r" (?:may|might|will|would|could|should|is to|are to|can)\b")
_PREPOSED = re.compile(
    r"\b(?:in|on|by|of|at|since|from|until|during|for|last|this|after|before)(?: the)? $", re.IGNORECASE
)
_CALLED = re.compile(r", called\b")  # "in a leader on Monday, called it": no participle
_TIMETABLE = re.compile(r"\b(?:calendar|agenda|diary|programme|timetable|schedule) for (?:the )?$")
_SINCE = re.compile(r"\b[Ss]ince\b[^,;:]{0,40}$")
_LIMIT = re.compile(r"\b(?:[Bb]y|[Uu]ntil|[Tt]ill) (?:the )?$")
_TOKEN = re.compile(r"[A-Za-z][\w'-]*|[;:—]")
#: Verbs in the past tense whose infinitive still looks ahead: "agreed to meet on Friday".
_PROMISING = word_set(
    "agreed decided planned promised vowed pledged offered wanted hoped expected scheduled set prepared "
    "invited asked urged told ordered threatened proposed intended wished sought was were had been said "
    "is are am has have called needed resolved arranged instructed slated poised tipped"
)
_ATTRIBUTE_AFTER = word_set("the a an his her its their be been is was are were for any this that")
_NO_VERB_AFTER_TO = word_set("the a an his her its their this that these those him them it be-")


def direction(text: str, start: int, end: int) -> Direction:
    """Tell whether the nearest telling word of the clause, then beyond it, looks back or ahead."""
    from_, to = max(0, start - 160), min(len(text), end + 120)
    if told := _by_phrase(text, start, end):
        return told
    if asked := _ASKED.search(text, from_, start):
        return _first(text, ((asked.end(), start, True),))
    by = _BY.search(text, max(0, start - 12), start)
    if by and not _was_so_by_then(text, by.start(), end):
        return "future"
    if _MODAL.match(text, end) and not _PREPOSED.search(text, max(0, start - 12), start):
        return "future"  # "he said midsummer may bring another"
    opens = max((m.end() for m in _BREAK.finditer(text, from_, start)), default=from_)
    closes = _BREAK.search(text, end, to)
    stops = closes.start() if closes else to
    near, far = ((opens, start, True), (end, stops, False)), ((from_, opens, True), (stops, to, False))
    if (found := _first(text, near)) != "unknown":
        return found
    if _LIMIT.search(text, max(0, start - 20), start):
        return "future"
    in_quotation = text.count('"', 0, start) % 2 == 1
    return "unknown" if in_quotation else _first(text, far)


def _by_phrase(text: str, start: int, end: int) -> Direction | None:
    """Read a direction from set words beside the date."""
    if _CALLED.match(text, end) or _SINCE.search(text, max(0, start - 60), start):
        return "past"
    if _TIMETABLE.search(text, max(0, start - 40), start):
        return "future"
    # what is put off was near
    return "unknown" if _MOVED_FROM.search(text, max(0, start - 60), start) else None


def _was_so_by_then(text: str, by: int, end: int) -> bool:
    """Tell whether what came "by then" is told as done: "no answer had come by May", "by May they were"."""
    if " had " in text[end : end + 60] or _HAD.search(text, max(0, by - 60), by):
        return True
    opens = max((m.end() for m in _BREAK.finditer(text, max(0, by - 80), by)), default=0)
    return not text[opens:by].strip() and _first(text, ((end, min(len(text), end + 60), False),)) == "past"


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
    if words[place] in ("May", "March"):  # months
        return "unknown"
    return _cue_before(words, place, word, following) or _cue_of_tense(words, place, word)


def _cue_before(words: list[str], place: int, word: str, following: str) -> Direction | None:
    """Read a word whose sense hangs on the next one: "set to", "to meet", "ahead of"."""
    if word == "set" and following.lower() in ("to", "for"):
        return "future"
    if word == "to" and _is_verb(following) and not _nominal(words, place):
        return _infinitive(words, place)
    if word == "had" and following.lower() == "better":
        return "future"
    if word == "ahead" and following.lower() == "of":
        return "unknown" if place else "future"
    return None


def _cue_of_tense(words: list[str], place: int, word: str) -> Direction:
    if word in ("proposed", "invited") and not (place and words[place - 1].lower() in _ATTRIBUTE_AFTER):
        return "past"
    if word in _AHEAD or word.endswith(("'ll", "n't-will")):
        return "future"
    if place and words[place - 1].lower() in ("be", "being"):
        return "unknown"
    if word in _GONE:
        return "past"
    if word.endswith("ed") and word not in _NOT_GONE and not _takes_agent(words, place) and len(word) > 3:
        return "past"
    return "unknown"


def _takes_agent(words: list[str], place: int) -> bool:
    """Tell whether a participle has its doer behind it: "proposals backed by the North"."""
    following, agent = [*words[place + 1 : place + 3], "", ""][:2]
    return following.lower() in ("with", "by") and (agent[:1].isupper() or agent in _ATTRIBUTE_AFTER)


def _infinitive(words: list[str], place: int) -> Direction:
    """Read "to meet": ahead, unless a verb before it has made it done: "flew there to see him"."""
    for word in reversed(words[max(0, place - 8) : place]):
        low = word.lower()
        if low in _PROMISING or low in _AHEAD:
            return "future"
        if low in _GONE or (low.endswith("ed") and low not in _NOT_GONE and len(low) > 3):
            return "past"
    return "future"


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
