"""When: the date expressions of a story, each resolved to EDTF by a rule that is named."""

import re
from collections.abc import Sequence
from typing import NamedTuple

from summitwatch.reading.anchor import Anchor
from summitwatch.reading.calendar_rules import Reading
from summitwatch.reading.date_forms import Context
from summitwatch.reading.date_patterns import Found, find
from summitwatch.reading.events import Memory, resolve_by_event, resolve_duration
from summitwatch.reading.marks import plain
from summitwatch.reading.resolving import NO_START, resolve

_MONTH_VERB = re.compile(r"(?:May|March)\b(?! ?\d)")
_NO_MONTH_BEFORE = re.compile(
    r"(?:^|[.?!:\"'(] ?|\b(?!(?:Early|Late|Mid|In|By|Until|Since|Last|Next|This|The|A|His|Her|Its|Their|"
    r"From|After|Before|And|For|That|That|But|During)\b)[A-Z][\w.'-]* )$"
)
_NAME_AFTER = re.compile(r" (?:First|Festival)\b")
_NO_YEAR_BEFORE = re.compile(
    r"(?:[$€£₩#]|\b(?:No\.|Resolution|resolution|Article|Room|Highway|UNSCR|[A-Za-z]+-)) ?$|"
    r"\b(?:temperatures?|mercury)\b[^.,;]*$"
)
_NO_YEAR_AFTER = re.compile(
    r" (?:troops|soldiers|people|tons|tonnes|won|dollars|yen|yuan|km|kilomet|met(?:er|re)s|points)"
)
_SEASON_BEFORE = re.compile(
    r"\b(?:(?:in|by|this|last|next|since|until|before|after|during|for|over) (?:the )?|of the )"
    r"(?:early |mid-?|late )?$",
    re.IGNORECASE,
)
_SEASON_THING = re.compile(r" (?:Olympic|Paralympic|Games)")
_TIMES_A = re.compile(
    r"\b(?:once|twice|times|days?|hours?|much|percent|%) $|\b(?:per|every) $|\$[\d.,]+ (?:\w+ )?$"
)
_IDIOM = re.compile(r"(?:one|a) day$|(?:a|an) (?:decade|year|month|week|day)s?$")
_A_KIND_OF = re.compile(r"\b(?:is|was|be|been|were|as|makes?|made) (?:an?|one)$")  # "it was a year of proof"
_FEAST_THING = re.compile(
    r" (?:trees?|cards?|presents?|gifts?|cakes?|dinner|lunch|song|songs|turkey|parade|market)\b"
)
_NOW_AND_THEN = re.compile(r" and (?:then|again)\b")
_LASTED = re.compile(r"\b[Ff]or $")
_EXPLAINS = re.compile(r" (?:of|and a half|after|before|later|earlier|since|long)\b|[.,;]|$")


class Expression(NamedTuple):
    """A date expression of a sentence; `edtf` is None where it cannot be resolved to one reading."""

    start: int
    end: int
    surface: str
    edtf: str | None
    anchor: str
    rule: str
    candidates: tuple[str, ...] = ()
    reason: str = ""


def read_expressions(texts: Sequence[str], published: str | None) -> list[list[Expression]]:
    """Read the date expressions of the sentences of one story, in order."""
    memory, anchor = Memory(), Anchor.of(published)
    first: list[list[tuple[Found, Reading]]] = []
    for number, text in enumerate(texts):
        flat = plain(text)
        memory.sentence(number)
        found = [f for f in find(flat) if _is_date(flat, f)]
        first.append([(f, resolve(Context(flat, f, anchor, memory))) for f in found])
    return [
        [
            _expression(text, f, reading)
            for f, r in pairs
            if (reading := _again(plain(text), f, r, number, memory, anchor)).rule != NO_START
            or not _LASTED.search(text, max(0, f.start - 6), f.start)
            or f.parts.group("n2")
        ]
        for number, (text, pairs) in enumerate(zip(texts, first, strict=True))
    ]


def _again(
    text: str, found: Found, reading: Reading, number: int, memory: Memory, anchor: Anchor | None
) -> Reading:
    """Resolve once more what needs the whole story."""
    published = anchor.last if anchor else None
    if found.form == "duration":
        return resolve_duration(text, found, number, memory, published) or reading
    if reading.anchor == "event" or reading.reason:
        return resolve_by_event(text, found, reading, number, memory, published) or reading
    return reading


def _expression(text: str, found: Found, reading: Reading) -> Expression:
    """Return the expression; a leading article is outside it."""
    start = found.start + 4 * (text[found.start : found.start + 4].lower() == "the ")
    return Expression(start, found.end, text[start : found.end], *reading)


def _is_date(text: str, found: Found) -> bool:
    """Tell a date from a verb, a number and an idiom that look like one."""
    before, after = text[max(0, found.start - 24) : found.start], text[found.end : found.end + 20]
    surface = text[found.start : found.end]
    if found.form == "month" and (after.startswith(" Day") or _NAME_AFTER.match(after)):
        return False
    if found.form == "month" and _MONTH_VERB.fullmatch(surface):
        return not _NO_MONTH_BEFORE.search(before) or bool(
            re.match(r" (?:summit|visit|trip|meeting)\b", after)
        )
    if found.form in ("year", "years", "decade_word"):
        return not _NO_YEAR_BEFORE.search(before) and not _NO_YEAR_AFTER.match(after)
    if found.form == "part_season":
        return bool(at_season(before, found)) and not _SEASON_THING.match(after)
    if found.form == "duration":
        return _is_duration(before, surface, after)
    if found.form == "feast":
        return not _FEAST_THING.match(after)
    if surface.lower() == "now" and _NOW_AND_THEN.match(after):
        return False
    return found.form != "deictic" or not after.startswith("-")


def at_season(before: str, found: Found) -> bool:
    """Tell whether a season is meant: by a word before it or a year with it."""
    parts = found.parts.groupdict()
    return any(parts[name] for name in ("p", "r", "y", "rel")) or bool(_SEASON_BEFORE.search(before))


def _is_a_kind_of(before: str, surface: str, after: str) -> bool:
    """Tell whether a year or a day is spoken of for what it brought: "it was a year of proof"."""
    return after.startswith(" of ") and bool(_A_KIND_OF.search(before + surface.split(" ")[0]))


def _is_duration(before: str, surface: str, after: str) -> bool:
    if _TIMES_A.search(before) or surface.lower() == "one day" or _is_a_kind_of(before, surface, after):
        return False
    return not _IDIOM.match(surface.lower()) or bool(_EXPLAINS.match(after))
