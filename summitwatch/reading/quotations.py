"""Who said the words in quotation marks, by which verb, through whom."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import NamedTuple

from summitwatch.reading.capitals import dateline_end
from summitwatch.reading.gazetteer import Gazetteer
from summitwatch.reading.marks import plain
from summitwatch.reading.naming import Mention
from summitwatch.reading.scare import sets_apart
from summitwatch.reading.speaker_classes import class_of
from summitwatch.reading.speakers import attribute, reported
from summitwatch.reading.stretches import Stretch, stretches
from summitwatch.reading.subjects import Clause, Said, head, in_phrase
from summitwatch.reading.verbs import WEAK


class Quotation(NamedTuple):
    """Words in quotation marks in one sentence, with who said them and how."""

    start: int
    end: int
    speaker: str | None
    via: str | None
    verb: str | None
    mode: str
    speaker_class: str
    rule: str
    candidates: tuple[str, ...] = ()
    reason: str = ""


_OF_HIM = re.compile(r"\b(?:he|she)\b", re.IGNORECASE)


@dataclass
class Voices:
    """Who spoke last in the story, and how each speaker was described."""

    speaker: str | None = None
    sentence: int = -9
    subject: str | None = None
    subject_sentence: int = -9
    body: str | None = None
    writer: str | None = None
    author: str | None = None  # of a statement told anywhere before
    told: tuple[str, Sequence[Mention]] = ("", ())  # the sentence before, where it quotes nobody
    described: dict[str, str] = field(default_factory=dict)


def split_stretches(line: str, spans: Sequence[tuple[int, int]]) -> list[list[Stretch]]:
    """Cut the stretches of a line at its sentences, and count them from each sentence's start."""
    found: list[list[Stretch]] = [[] for _ in spans]
    place = 0
    for stretch in stretches(line):
        while place < len(spans) - 1 and spans[place][1] <= stretch.start:
            place += 1
        for number in range(place, len(spans)):
            start, end = spans[number]
            if start >= stretch.end:
                break
            a, b = max(start, stretch.start), min(end, stretch.end)
            if a < b and line[a:b].strip():
                found[number].append(Stretch(a - start, b - start, stretch.closed, stretch.start))
    return found


def read_quotations(
    texts: Sequence[str],
    quoted: Sequence[Sequence[Stretch]],
    mentions: Sequence[Sequence[Mention]],
    gazetteer: Gazetteer,
) -> list[list[Quotation]]:
    """Read the quotations of the sentences of one story."""
    voices = Voices()
    found = []
    for number, (text, parts, named) in enumerate(zip(texts, quoted, mentions, strict=True)):
        flat = plain(text)
        _describe(flat, named, gazetteer, voices)
        found.append(_read_sentence(number, flat, parts, named, gazetteer, voices))
        _remember_subject(flat, named, gazetteer, voices, number)
        voices.told = ("", ()) if parts else (flat, named)
    for number in range(len(found) - 1, 0, -1):
        if (
            found[number]
            and found[number - 1]
            and _runs_through(quoted[number - 1][-1], quoted[number][0], texts[number - 1])
        ):
            found[number - 1][-1] = _spoken_alike(found[number - 1][-1], found[number][0])
    for number in range(1, len(found)):
        if (
            found[number]
            and found[number - 1]
            and _runs_through(quoted[number - 1][-1], quoted[number][0], texts[number - 1])
        ):
            found[number][0] = _still_unknown(found[number - 1][-1], found[number][0])
    return found


def _still_unknown(first: Quotation, second: Quotation) -> Quotation:
    """Give the next part of a stretch the person whom no table knows, if the first part has one."""
    if second.rule != "none" or not first.candidates or first.speaker:
        return second
    return second._replace(
        candidates=first.candidates, reason=first.reason, speaker_class=first.speaker_class
    )


def _runs_through(first: Stretch, second: Stretch, text: str) -> bool:
    """Tell whether two stretches are the parts of one that a sentence's end cuts."""
    return first.whole == second.whole and second.start == 0 and first.end == len(text)


def _spoken_alike(first: Quotation, second: Quotation) -> Quotation:
    """Give the first part of a stretch the speaker that is told after its second."""
    if first.speaker or not second.speaker:
        return first
    return first._replace(
        speaker=second.speaker,
        speaker_class=second.speaker_class,
        via=second.via,
        rule=second.rule,
        reason="",
    )


def _read_sentence(
    number: int,
    text: str,
    parts: Sequence[Stretch],
    named: Sequence[Mention],
    gazetteer: Gazetteer,
    voices: Voices,
) -> list[Quotation]:
    found: list[Quotation] = []
    clause = Clause(
        text,
        tuple(named),
        tuple(parts),
        gazetteer,
        last_speaker=voices.speaker,
        last_subject=voices.subject,
        last_body=voices.body,
        last_writer=voices.writer,
        last_author=voices.author,
        last_unnamed=_tells_of_somebody(voices.told, gazetteer),
        subject_is_newer=voices.subject_sentence > voices.sentence,
    )
    for place, part in enumerate(parts):
        if sets_apart(text, part):
            continue
        said = attribute(clause, part, found[-1].speaker if found else None, _goes_on(number, voices))
        if said.rule == "none" and not found and not any(c.isalnum() for c in text[: part.start]):
            said = _of_sentence_before(voices, gazetteer) or said
        verb_before = found[-1].verb if found and said.rule == "goes on" else said.verb
        quotation = _quotation(text, part, said, verb_before, gazetteer, voices, place)
        found.append(_resumed(text, quotation, found))
        if said.speaker:
            voices.speaker, voices.sentence = said.speaker, number
    return found


_SOMEBODY = re.compile(
    r"\b(?:[Aa]n?|[Oo]ne|[Aa]nother) (?:[\w.-]+ ){0,3}(?:negotiator|official|diplomat|aide|insider|officer|"
    r"envoy|advis[eo]r|source|lawmaker)\b"
)


def _tells_of_somebody(told: tuple[str, Sequence[Mention]], gazetteer: Gazetteer) -> bool:
    """Tell whether a sentence tells of a person who has no name, and of none who has."""
    text, named = told
    persons = any(m.actor and gazetteer.actors[m.actor].type == "person" for m in named)
    return not persons and not _OF_HIM.search(text) and bool(_SOMEBODY.search(text))


def _goes_on(number: int, voices: Voices) -> bool:
    """Tell whether who spoke last may speak on: at once, or after a sentence that speaks of him alone."""
    between = voices.told[0]
    apart = number - voices.sentence
    return apart <= 1 or (apart == 2 and not voices.told[1] and bool(_OF_HIM.search(between)))


def _of_sentence_before(voices: Voices, gazetteer: Gazetteer) -> Said | None:
    """Return who is reported to speak in the sentence before: his own words may follow without a verb."""
    text, named = voices.told
    if not text:
        return None
    if text.rstrip().endswith(":"):
        opens = dateline_end(text)
        free = [m for m in named if m.start >= opens and not in_phrase(text, m)]
        return Said(head(free, gazetteer), ":", rule="name and colon before the words") if free else None
    before = Clause(
        text, tuple(named), (), gazetteer, last_speaker=voices.speaker, last_subject=voices.subject
    )
    said = reported(before, WEAK)
    person = said and said.speaker and gazetteer.actors[said.speaker].type == "person"
    return said._replace(rule="reported to speak just before") if said and person else None


def _resumed(text: str, quotation: Quotation, before: Sequence[Quotation]) -> Quotation:
    """Read on in a clause that the words "he said" have cut: what was direct stays so."""
    cut = (
        bool(before)
        and before[-1].mode == "direct"
        and text[quotation.start - 3 : quotation.start - 1] == ", "
    )
    same = cut and before[-1].speaker == quotation.speaker
    return quotation._replace(mode="direct") if same else quotation


def _quotation(
    text: str, part: Stretch, said: Said, verb: str | None, gazetteer: Gazetteer, voices: Voices, place: int
) -> Quotation:
    described = voices.described.get(said.speaker or "", said.described)
    kind = class_of(said.speaker, gazetteer, described)
    mode = mode_of(text, part)
    return Quotation(
        part.start,
        part.end,
        said.speaker,
        said.via,
        verb,
        mode,
        kind,
        said.rule,
        said.candidates,
        said.reason,
    )


#: The clock of an entry in a live blog, or words that are shown rather than said.
_SHOWN = re.compile(r"^\d{1,2}[:.]\d\d$|\b(?:with|bearing) the (?:words|line|slogan|inscription)$")


def mode_of(text: str, part: Stretch) -> str:
    """Return "direct" where the marks hold a sentence or clause of its own, else "partial"."""
    before, words = text[: part.start - 1].rstrip() if part.start else "", text[part.start : part.end]
    opens = not before or before[-1] in ",:;.?!-" or bool(_SHOWN.search(before)) or (part.start == 0)
    behind = text[part.end + 1 : part.end + 2]
    closes = words.rstrip()[-1:] in (",", ".", "?", "!", "…") or behind in (",", ".", ":", "")
    whole = words[:1].isupper() or (not before and len(words.split()) > 3)
    return (
        "direct"
        if opens
        and closes
        and (whole or part.start == 0)
        and (len(words.split()) > 2 or words.rstrip()[-1:] in ",.?!")
        else "partial"
    )


def _describe(text: str, named: Sequence[Mention], gazetteer: Gazetteer, voices: Voices) -> None:
    """Remember what stands beside the name of a person."""
    for mention in named:
        known = gazetteer.actors.get(mention.actor or "")
        if known is None or known.type != "person" or mention.form != "name":
            continue
        if known.id in voices.described:
            continue
        apposed = 2 if text[mention.end : mention.end + 1] == "," else 0  # "its envoy, Kim Song, said"
        start = mention.start - apposed if text[: mention.start].endswith(", ") else mention.start
        before = _BEFORE_NAME.search(text[max(0, start - 48) : start])
        after = _BEHIND_NAME.match(text, mention.end)
        behind = after.group() if after else ""
        told = before.group() + " " * (start < mention.start) if before else ""
        words = f"{_title(told)} {behind}".strip()
        if words and mention.actor:
            voices.described.setdefault(mention.actor, words)


_BEFORE_NAME = re.compile(r"[\w' .-]{0,48}$")
_TITLE_WORDS = re.compile(
    r"(?:(?:[A-Z][\w.'-]*|[a-z]+(?:er|or|al|man|president|leader|envoy|chief)|vice|deputy|first|"
    r"senior|acting|top) )+$"
)
#: An apposition, or the body that somebody is of.
_BEHIND_NAME = re.compile(
    r", (?:who |once |the |an? )?[\w' -]{0,90}(?=[,.])|"
    r" (?:of|from|at) (?:the )?[\w' -]{0,40}?(?:Institute|University|Cent(?:er|re)|Foundation)\b"
)


def _title(before: str) -> str:
    """Return the title words directly before a name."""
    found = _TITLE_WORDS.search(before)
    return found.group() if found else ""


_ISSUED = re.compile(
    r"\b(?:issued|released|published|put out|made public|announced) (?:an? |the )?(?:[\w-]+ ){0,2}"
    r"(?:statement|letter|message|communique|article|commentary|discourse|press release)\b"
)


_PAPER_FIRST = re.compile(r"The (?:statement|letter|message|commentary|article|telegram)\b")


def _remember_subject(
    text: str, named: Sequence[Mention], gazetteer: Gazetteer, voices: Voices, number: int
) -> None:
    """Remember who stands first in a sentence, and who gave out a statement in it."""
    issued = _ISSUED.search(text)
    voices.writer = None
    for mention in named if issued else ():
        if issued and mention.actor and mention.end <= issued.start():
            person = gazetteer.actors[mention.actor].type == "person"
            voices.writer = mention.actor if person else voices.writer or mention.actor
    voices.author = voices.writer or voices.author
    if _PAPER_FIRST.match(text):
        voices.writer = voices.author
    _remember_first(text, named, gazetteer, voices, number)


def _remember_first(
    text: str, named: Sequence[Mention], gazetteer: Gazetteer, voices: Voices, number: int
) -> None:
    """Remember the first person and the first body of a sentence, to whom a pronoun may point back."""
    person = body = state = None
    for mention in named:
        if mention.actor is None or mention.joint:
            continue
        kind = gazetteer.actors[mention.actor].type
        if kind == "person" and not in_phrase(text, mention):
            person = person or mention.actor
        elif kind == "state":
            state = state or mention.actor
        elif kind in ("organisation", "group", "office"):
            body = body or mention.actor
    if person:
        voices.subject, voices.subject_sentence = person, number
    voices.body = body or state or voices.body
