"""Acts of speaking: quotations of one speaker that stand together, and reports without quotation marks."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, field

from summitwatch.reading.expressions import Expression
from summitwatch.reading.gazetteer import Gazetteer
from summitwatch.reading.naming import Mention
from summitwatch.reading.pieces import LONGEST
from summitwatch.reading.quotations import Quotation
from summitwatch.reading.speaker_classes import class_of
from summitwatch.reading.speakers import reported
from summitwatch.reading.subjects import Clause, Said
from summitwatch.reading.verbs import WEAK

_MOST = 60  # namings of a sentence among which a speaker is sought
_TOPICS = (
    ("party_congress", r"party congress|ninth congress|plenary|plenum"),
    ("denuclearisation", r"denuclear|nuclear (?:weapons?|state|arsenal|forces|programme|program)|disarm"),
    ("inter_korean", r"inter-Korean|two Koreas|coexistence|unification|reunif|hostile state"),
    ("summit", r"summit|meet(?:ing)? (?:with )?(?:Kim|Trump|Mr)|talks|dialogue|sit down|meet again"),
    ("russia", r"Russia|Moscow|Putin|Ukraine"),
    ("military", r"missile|drill|exercise|troops|military|satellite|launch"),
    ("alliance", r"alliance|allies|extended deterrence|USFK"),
    ("china", r"China|Chinese|Beijing|Xi\b"),
)
_PATTERNS = tuple((topic, re.compile(words.lower().replace("\\B", "\\b"))) for topic, words in _TOPICS)


@dataclass
class Act:
    """One act of speaking: who, through whom, in which sentences, with which quotations."""

    speaker: str | None
    speaker_class: str
    via: str | None
    verb: str | None
    mode: str
    sentences: list[int] = field(default_factory=list)
    quotations: list[tuple[int, Quotation]] = field(default_factory=list)
    candidates: tuple[str, ...] = ()
    reason: str = ""


def topic_of(text: str) -> str:
    """Return the topic that the words tell, the more telling first."""
    low = text.lower()
    return next((topic for topic, pattern in _PATTERNS if pattern.search(low)), "other")


def acts(
    texts: Sequence[str],
    mentions: Sequence[Sequence[Mention]],
    quotations: Sequence[Sequence[Quotation]],
    gazetteer: Gazetteer,
    opens: Sequence[bool],
) -> list[Act]:
    """Return the acts of speaking of a story, in order; `opens` tells which sentences begin a line."""
    found: list[Act] = []
    turn: Act | None = None
    for number, (text, named, quoted) in enumerate(zip(texts, mentions, quotations, strict=True)):
        if opens[number]:
            turn = None if quoted else _turn(text, named, gazetteer)
            found += [turn] if turn else []
        if turn and not quoted:
            turn.sentences.append(number)
        elif quoted:
            for quotation in quoted:
                _join(found, number, quotation)
        elif text and (
            said := reported(Clause(text[:LONGEST], tuple(named[:_MOST]), (), gazetteer, None, None), WEAK)
        ):
            found.append(_indirect(number, said, gazetteer))
    return found


def _turn(text: str, named: Sequence[Mention], gazetteer: Gazetteer) -> Act | None:
    """Read the opening of a turn in a transcript, the speaker in capitals and a colon."""
    mark = _TURN.match(text)
    if mark is None:
        return None
    actor = next((m.actor for m in named if m.start < mark.end("name")), None)
    if actor is None:
        return Act(None, "unattributed", None, None, "direct", reason="a name that no table knows")
    return Act(actor, class_of(actor, gazetteer), None, None, "direct")


_TURN = re.compile(r"(?P<name>[A-Z]{2,}(?: [A-Z.]+){0,3}): (?=\S+ \S+ \S)")


def _join(found: list[Act], number: int, q: Quotation) -> None:
    """Put a quotation to the last act if the same speaker goes on, else open one."""
    last = found[-1] if found else None
    same = last is not None and last.speaker == q.speaker and last.candidates == q.candidates
    told = q.speaker is not None or bool(q.candidates)
    if last is None or not same or not told or number - last.sentences[-1] > 1:
        last = Act(
            q.speaker, q.speaker_class, q.via, q.verb, q.mode, candidates=q.candidates, reason=q.reason
        )
        found.append(last)
    if last.sentences[-1:] != [number]:
        last.sentences.append(number)
    last.quotations.append((number, q))
    last.via = last.via or q.via
    last.mode = "direct" if last.mode == q.mode == "direct" else "partial"


def _indirect(number: int, said: Said, gazetteer: Gazetteer) -> Act:
    kind = class_of(said.speaker, gazetteer, said.described)
    return Act(
        said.speaker, kind, said.via, said.verb, "indirect", [number], [], said.candidates, said.reason
    )


def said_on(text: str, act: Act, dates: Sequence[Expression]) -> str | None:
    """Return the date that stands with the reporting verb, or opens the sentence."""
    if act.verb is None:
        return None
    verb = re.search(rf"\b{re.escape(act.verb)}\b", text)
    for date in dates:
        close = (
            verb is not None
            and 0 <= date.start - verb.end() <= 12
            and not re.search(r"\bto\b|,", text[verb.end() : date.start])
        )
        opens = date.start <= 4 and text[date.end : date.end + 1] == "," and " will " not in text
        if date.edtf and (close or opens):
            return date.edtf
    return None
