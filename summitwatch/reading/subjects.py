"""The subject of a reporting verb, and the head of the phrase that names a speaker."""

import re
from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import NamedTuple

from summitwatch.reading.gazetteer import Gazetteer
from summitwatch.reading.naming import Mention
from summitwatch.reading.people import NO_GIVEN_NAME
from summitwatch.reading.stretches import Stretch
from summitwatch.reading.verbs import AUXILIARY, HALF_NOUN, WORD, reports

_PREPOSITION = re.compile(
    r"\b(?:of|from|at|in|with|for|by|to|on|against|about|near|between|under|over|around|during|after|"
    r"before|via|into|toward|towards|"
    r"than|like|as|and|or|meet|met|meeting|visit|visited)\b(?: (?:the|a|an|his|her|its|their|mr|former|"
    r"then|both))? ?"
    r"(?:[A-Z][\w.'-]* |[a-z]+ (?=leader|president|minister)|(?:president|leader|minister|official|"
    r"adviser) )*$",
    re.IGNORECASE,
)
_PRONOUN = re.compile(rf"\b(he|she|it|they|who)(?: {AUXILIARY})* ?$", re.IGNORECASE)
_TAIL = 90  # characters
_JOINS = re.compile(r"\b(?:and|but)\b")
_AUXILIARIES = re.compile(rf"(?: \b{AUXILIARY})+ ?$")


class Said(NamedTuple):
    """A speaker with the verb, the outlet that passed the words on, and the rule; or nobody and why."""

    speaker: str | None
    verb: str | None = None
    via: str | None = None
    rule: str = ""
    candidates: tuple[str, ...] = ()
    reason: str = ""
    described: str = ""


@dataclass(frozen=True)
class Clause:
    """A sentence with its mentions and stretches, and who spoke and was spoken of before it."""

    text: str
    named: tuple[Mention, ...]
    parts: tuple[Stretch, ...]
    gazetteer: Gazetteer
    last_speaker: str | None
    last_subject: str | None
    last_body: str | None = None
    last_writer: str | None = None
    last_author: str | None = None  # of a statement told anywhere before
    last_unnamed: bool = False  # the sentence before tells of a person without a name, and of no other
    subject_is_newer: bool = False  # than the last speaker

    def within(self, start: int, end: int) -> list[Mention]:
        """Return the mentions between two places that may speak and stand in no quotation."""
        return [m for m in self.named if start <= m.start and m.end <= end and not self.is_quoted(m.start)]

    def is_quoted(self, at: int) -> bool:
        """Tell whether a place stands in a stretch."""
        place = bisect_right(self.parts, at, key=lambda p: p.start) - 1
        return place >= 0 and at < self.parts[place].end

    def verbs(self, start: int, end: int) -> list[re.Match[str]]:
        """Return the reporting verbs between two places that stand in no quotation."""
        return [m for m in self._verbs if start <= m.start() and m.end() <= end]

    @cached_property
    def _verbs(self) -> list[re.Match[str]]:
        """Every reporting verb of the sentence, found once."""
        return [
            m
            for m in WORD.finditer(self.text)
            if reports(m.group())
            and not self.is_quoted(m.start())
            and not any(n.start <= m.start() < n.end for n in self.named)
            and not self._is_noun(m)
        ]

    def _is_noun(self, verb: re.Match[str]) -> bool:
        before = self.text[max(0, verb.start() - 12) : verb.start()]
        if self.text[verb.end() : verb.end() + 4] == " by ":
            return False
        if verb.group() == "held":
            return not self.text.startswith(" that ", verb.end())
        if verb.group() in ("asked", "asking") and re.match(
            r" (?:about|whether|if|how|what|why)\b", self.text[verb.end() :]
        ):
            return bool(re.search(r"(?:[Ww]hen|[Ii]f|^) ?$|,\s$", before)) or not before.strip()
        if before[-2:] in ("' ", '" ') and self.is_quoted(verb.start() - 3):
            return False  # "…," snaps Pyongyang
        return verb.group() in HALF_NOUN and not self._has_subject_beside(verb.start())

    def _has_subject_beside(self, at: int) -> bool:
        text = _AUXILIARIES.sub("", self.text[max(0, at - 60) : at]).rstrip()
        end = at - (len(self.text[max(0, at - 60) : at]) - len(text))
        return (
            text.endswith(",") or bool(_PRONOUN.search(text + " ")) or any(m.end == end for m in self.named)
        )


def passive_by(clause: Clause, verb: re.Match[str], end: int) -> Said | None:
    """Read "was called … by Kim": the agent speaks."""
    if not verb.group().endswith("ed") or clause.text[verb.end() : verb.end() + 4] != " by ":
        return None
    return phrase(clause, verb.end() + 4, end)


def subject_of(clause: Clause, start: int, verb: int) -> Said | None:
    """Return the subject of the verb at a place: what stands before it, an aside left out."""
    start = max(start, verb - 400)
    tail = max(start, verb - _TAIL)  # what stands beside the verb is sought there, not in all that is before
    aside = _AUXILIARIES.search(clause.text[tail:verb])
    verb_at = tail + aside.start() if aside else verb
    text = clause.text[start:verb_at]
    if found := _PRONOUN.search(text, max(0, len(text) - _TAIL)):
        return pronoun(clause, found.group(1).lower(), start + found.start())
    if other := _without_name(clause, text, start + len(text)):
        return other
    if text.rstrip().endswith(",") and (comma := text.rstrip()[:-1].rfind(",")) > 0:
        if name := _apposed(clause, start + comma + 2, start + len(text.rstrip()) - 1):
            return name
        verb_at = start + comma
    if other := _unknown_person(clause, start, min(verb_at, start + len(text.rstrip()))):
        return other
    named = clause.within(start, verb_at) or clause.within(start, verb)
    if named and _JOINS.search(clause.text, named[-1].end, verb_at):
        named = [m for m in named if not in_phrase(clause.text, m)][:1]
    if not named:
        return None
    comma = clause.text.rfind(", ", start, verb_at)
    return Said(*_choose(clause, [m for m in named if m.start > comma] or named))


def _without_name(clause: Clause, text: str, end: int) -> Said | None:
    """Read "the statement said" and "one diplomat said": its author, or somebody who stays unnamed."""
    tail = max(0, len(text) - _TAIL)
    if clause.last_author and _PAPER.search(text, tail):
        return Said(clause.last_author, rule=_AUTHOR)
    somebody = _SOMEBODY.search(text, tail) or _SOME_OFFICIAL.search(text, tail)
    if somebody is None or _ends_in_name(clause, end):
        return None
    return Said(None, rule="subject of the verb", reason="a speaker who stays unnamed", described=UNNAMED)


def _unknown_person(clause: Clause, start: int, end: int) -> Said | None:
    """Read "Oh Tae-seok, a professor of Korean studies, said" where no table knows the name."""
    name = _FULL_NAME.search(clause.text, start, end)
    if (
        name is None
        or _COMPLEMENT.search(clause.text, start, name.start())
        or any(m.start < end and name.start() < m.end for m in clause.named)
    ):
        return None
    words = name.group().split()
    titles = [n for n, word in enumerate(words, start=1) if word in NO_GIVEN_NAME]
    own = words[titles[-1] if titles else 0 :]
    if len(own) < 2:
        return None
    described = " ".join(words[: -len(own)]) + clause.text[end : end + _TAIL].split(" said")[0]
    reason = "not in the table of actors"
    return Said(None, None, None, STRANGE, (f"new: {' '.join(own)}",), reason, described)


_COMPLEMENT = re.compile(r"\b(?:of|from|at) (?:the )?$")  # the body that somebody is of
STRANGE = "a name that no table knows"
_FULL_NAME = re.compile(r"(?<![\w'-])[A-Z][\w'-]+(?: [A-Z][\w.'-]*){1,3}$")


def _ends_in_name(clause: Clause, end: int) -> bool:
    """Tell whether a mention stands directly before a place."""
    return any(0 <= end - m.end <= 1 for m in clause.named)


def _apposed(clause: Clause, start: int, end: int) -> Said | None:
    """Read "the ministry's spokesman, Guo Jiakun, said": a name alone between commas is who speaks."""
    named = [m for m in clause.named if m.start == start and m.end == end and m.form == "name" and m.actor]
    kinds = ("person", "organisation", "office")
    if not named or clause.gazetteer.actors[named[0].actor or ""].type not in kinds:
        return None
    return Said(named[0].actor, rule="name in apposition")


UNNAMED = "unnamed official"
_AUTHOR = "author of the statement told before"
_PAPER = re.compile(
    r"\b[Tt]he (?:statement|letter|message|commentary|article|telegram)(?: also| further)? ?$"
)
_SOME_OFFICIAL = re.compile(
    r"\b(?:an?|one|another|two|some) (?:[\w.-]+ ){0,3}(?:negotiators?|envoys?|officers?|advis[eo]rs?|"
    r"lawmakers?|ministers?),? ?$",
    re.IGNORECASE,
)
_SOMEBODY = re.compile(
    r"\b(?:the|an?|one|another|two|three|several|first|second|third|some) (?:[\w-]+ ){0,3}"
    r"(?:person|people|sources?|diplomats?|aides?|insiders?)"
    r"(?: (?:briefed on|familiar with|close to) (?:[\w'-]+ ){0,4}[\w'-]+)?,? ?$",
    re.IGNORECASE,
)
_STRANGER = re.compile(r"(?:[A-Z][\w-]+ ){2,}(?:of|from|at|with) (?:the )?(?:[a-z-]+ )?$")
_WRITTEN = re.compile(
    r"'s? (?:\w+ )?(?:letter|message|statement|speech|post|tweet|telegram|remarks|words|address|"
    r"note|reply|comment)\b"
)


_TITLE_BETWEEN = re.compile(r" (?:[\w-]+ )?(?:spokes\w+|minister|director|official|envoy|advis[eo]r|chief) ")
_RELATIVE = re.compile(
    r"'s? (?:[a-z-]+ ){0,2}(?:sister|brother|daughter|son|wife|husband|mother|father|uncle|aide|friend)\b"
)


def _choose(
    clause: Clause, named: Sequence[Mention]
) -> tuple[str | None, None, None, str, tuple[str, ...], str, str]:
    """Choose the nearest mention that is no complement of a preposition; a paper speaks for its body."""
    free = [m for m in named if not in_phrase(clause.text, m)]
    own = [m for m in named if _WRITTEN.match(clause.text, m.end)]
    if not free and not own and _STRANGER.search(clause.text[: named[-1].start]):
        return None, None, None, "subject of the verb", (), "a name that no table knows", ""
    best = free[-1] if free else (own or named)[-1]
    if best is not named[-1] and _TITLE_BETWEEN.fullmatch(clause.text, best.end, named[-1].start):
        best = named[-1]  # "Ministry of Trade spokesman Oh Il": the person speaks
    if not free and not own and _RELATIVE.match(clause.text, best.end):
        return None, None, None, "subject of the verb", (), "a relative or an aide who is not named", ""
    whole = [m for m in named if m.start <= best.start and best.end <= m.end]
    best = max(whole, key=lambda m: m.end - m.start)
    reason = "" if best.actor else "the subject of the verb cannot be told"
    unnamed = UNNAMED if best.surface.lower() in ("official", "officials") else ""
    return best.actor, None, None, "subject of the verb", best.candidates, reason, unnamed


def in_phrase(text: str, mention: Mention) -> bool:
    """Tell whether a mention is the complement of a preposition, or owns what follows."""
    before = text[max(0, mention.start - 50) : mention.start]
    return bool(_PREPOSITION.search(before)) or text[mention.end : mention.end + 2] == "'s"


_STOPS = re.compile(
    r",|;|\bwho\b|\bwhich\b|\bthat\b|\bafter\b|\bduring\b|\bwhen\b|\bas\b|\bin an interview\b"
)
_OWNS = re.compile(r"'s? (?:[a-z-]+ ){1,4}[A-Z]")  # "Putin's aide Yuri Ushakov": the aide speaks


def phrase(clause: Clause, start: int, end: int) -> Said | None:
    """Return the speaker whom a noun phrase names: its person or role before its state or body."""
    stop = _STOPS.search(clause.text[start:end])
    named = clause.within(start, start + stop.start() if stop else end)
    if not named and stop and stop.group() == ",":
        named = [m for m in clause.within(start + stop.end(), end)[:1] if m.start - start - stop.end() < 2]
    named = [m for m in named if not _OWNS.match(clause.text, m.end)] if len(named) == 1 else named
    if not named:
        return None
    return Said(head(named, clause.gazetteer), rule="named behind the verb", candidates=named[0].candidates)


def head(named: Sequence[Mention], gazetteer: Gazetteer) -> str | None:
    """Return the head of a noun phrase: its person or unnamed role, else its body, else its state."""
    for mention in named:
        kind = gazetteer.actors[mention.actor].type if mention.actor else "person"
        if kind == "person" or mention.form in ("role", "title"):
            return mention.actor
    bodies = [m for m in named if m.actor and gazetteer.actors[m.actor].type != "state"]
    return (bodies[0] if bodies else named[0]).actor


def pronoun(clause: Clause, word: str, at: int) -> Said | None:
    """Return whom a pronoun means: the subject of this sentence, else the last speaker or subject."""
    if word == "it" and clause.last_writer:
        return Said(clause.last_writer, rule=_AUTHOR)
    here = [m for m in clause.within(0, at) if m.actor and not in_phrase(clause.text, m)]
    kinds = {"he": ("person",), "she": ("person",), "who": ("person",), "they": ("group",)}.get(
        word, ("state", "organisation")
    )
    fitting = [m.actor for m in here if clause.gazetteer.actors[m.actor or ""].type in kinds]
    if word == "who" and fitting:
        return Said(fitting[-1], rule="pronoun")
    if fitting:
        return Said(fitting[0], rule="pronoun")
    if word in ("he", "she") and clause.last_unnamed:
        return Said(None, rule="pronoun", reason="a speaker who stays unnamed", described=UNNAMED)
    last = (clause.last_speaker, clause.last_subject)
    for actor in (*(reversed(last) if clause.subject_is_newer else last), clause.last_body):
        if actor and clause.gazetteer.actors[actor].type in kinds:
            return Said(actor, rule="pronoun")
    return Said(None, rule="pronoun", reason="a pronoun that points at nobody of the tables")
