"""The subject of a reporting verb: whose words stand between the marks."""

import re

from summitwatch.reading.capitals import dateline_end
from summitwatch.reading.speaker_classes import is_media
from summitwatch.reading.stretches import Stretch
from summitwatch.reading.subjects import (
    STRANGE,
    Clause,
    Said,
    head,
    in_phrase,
    passive_by,
    phrase,
    pronoun,
    subject_of,
)
from summitwatch.reading.verbs import reports

_ACCORDING = re.compile(r"\b(?:[Aa]ccording to|[Ii]n the words of|, as per|[Ii]n the view of) ")
_AS_SAYING = re.compile(
    r"\b(?:quot(?:ed|ing|es)|cit(?:ed|ing|es)) (?P<who>.{1,90}?) as (?:saying|telling|stating|noting|"
    r"remarking|describing|calling)\b"
)
_ASKS = re.compile(r"\b(?:questions?|queries|query|points?|issues?|concerns?) $")  # "a question raised by"
_PASSIVE = re.compile(
    r"\b(?:was|were|been|is|being|are) (?:also )?(?:quoted|cited) (?:by .{1,60}? )?as (?:saying|telling|"
    r"stating)\b"
)
_AWAY = re.compile(r"\b(?:reporters|on|from|to|in|at|that|during|about)\b")
_BY = re.compile(r"\bby ")
_NAME = r"(?:[A-Z][\w.'-]+(?: (?:[A-Z][\w.'-]+|of|de|the))*)"
_UNKNOWN_AFTER = re.compile(
    rf"[,.?!]?\W{{0,3}}(?P<v>[a-z]+) (?P<n>(?:[A-Z][\w-]+'s )?(?:[a-z-]+ ){{0,4}}{_NAME})"
)
_UNKNOWN_BEFORE = re.compile(rf"(?P<n>{_NAME})(?:,[^,]{{2,90}},)? (?:said|says|told|added|noted)\b")
_ASIDE = re.compile(r",? according to (?P<outlet>[^,]{2,60}), ?\W?$")
_ANY_VERB = re.compile(r"\W{1,3}([a-z]+(?:ed|es|s)) (?:the |an? )?(?:[a-z]+ ){0,3}(?=[A-Z])")
_ANY_VERB_BEHIND = re.compile(r" ([a-z]+(?:ed|es|s))\b")
_ASKED = re.compile(
    r"^\W*(?:When )?(?:[Aa]sked|[Pp]ressed|[Qq]uestioned) (?:whether|if|about|on|why|how|what|when)\b"
)
_PRONOUN_BEHIND = re.compile(r"\W{0,3} (he|she) [a-z]+")
_NAME_BEHIND = re.compile(r"\W{1,3}[a-z]+ [A-Z]")
_SHORT_WAY = re.compile(r".{0,5}|\W{1,5}(?:[A-Z][\w.-]* ){1,3}")  # a title may stand before the name
_COLON = re.compile(r"[:-] ?\W?$")


def attribute(clause: Clause, part: Stretch, before: str | None, goes_on: bool) -> Said:
    """Find the speaker of a stretch: in what stands before it, behind it, or in the sentence before."""
    ahead = clause.text[: part.start].strip(" \"'«„「『")
    if _ASKED.match(ahead) and not clause.verbs(min(12, part.start), part.start):
        return Said(None, rule="question", reason="words of the question, not of the answer")
    named_behind = ahead.endswith(":") and _NAME_BEHIND.match(clause.text, part.end)
    first = not ahead or named_behind or _quotes_only(clause, part)
    rules = (_behind, _before) if first else (_before, _behind)
    for rule in rules:
        said = rule(clause, part)
        if said is not None and (said.speaker or said.candidates or said.reason):
            return _with_via(clause, part, said)
    if before is not None:
        return Said(before, rule="goes on")
    if not ahead and goes_on and clause.last_speaker:
        return Said(clause.last_speaker, rule="goes on")
    return _unknown(clause, part)


def _quotes_only(clause: Clause, part: Stretch) -> bool:
    """Tell whether nothing but other quoted words stands before a stretch."""
    rest, at = "", 0
    for other in clause.parts:
        if other.start >= part.start:
            break
        rest, at = rest + clause.text[at : other.start], other.end
    return not any(c.isalnum() for c in rest + clause.text[at : part.start])


def _before(clause: Clause, part: Stretch) -> Said | None:
    """Find the last reporting verb before a stretch and its subject."""
    if quoted := _as_saying(clause, 0, part.start) or _who(clause, part):
        return quoted
    for verb in reversed(clause.verbs(0, part.start)):
        if _ASKS.search(clause.text, 0, verb.start()):
            continue
        if verb.group().endswith("ing") and (main := _finite_before(clause, verb.start())):
            verb_subject = subject_of(clause, 0, main.start())
        else:
            verb_subject = passive_by(clause, verb, part.start) or subject_of(clause, 0, verb.start())
        if verb_subject:
            return verb_subject._replace(verb=verb.group())
    return _according(clause, part) or _without_verb(clause, part)


_WHO = re.compile(r", who (?:[a-z]+ly )?(?!is|was|has|needs|runs|leads)(?P<v>[a-z]+(?:ed|s)) $")


def _who(clause: Clause, part: Stretch) -> Said | None:
    """Read "Ito, who offered" directly before the words: he speaks, whatever the verb."""
    found = _WHO.search(clause.text, max(0, part.start - 60), max(0, part.start - 1))
    owner = [m for m in clause.named if found and m.end == found.start() and m.form == "name" and m.actor]
    if found is None or not owner:
        return None
    return Said(owner[-1].actor, found.group("v"), rule="who, directly before the words")


def _according(clause: Clause, part: Stretch) -> Said | None:
    """Read "according to" before a stretch; as an aside it names the outlet, and the subject speaks."""
    if aside := _ASIDE.search(clause.text, 0, part.start):
        free = subject_of(clause, 0, aside.start())
        outlet = clause.within(aside.start("outlet"), aside.end("outlet"))
        if free and free.speaker:
            return free._replace(
                via=outlet[0].actor if outlet else None, rule="subject, an outlet's aside left out"
            )
    found = _ACCORDING.search(clause.text, 0, part.start)
    if found and (said := phrase(clause, found.end(), part.start)):
        return said._replace(verb="according to")
    return None


def _without_verb(clause: Clause, part: Stretch) -> Said | None:
    if owner := [m for m in clause.within(0, part.start) if clause.text[m.end : part.start - 1] == "'s "]:
        return Said(owner[-1].actor, None, rule="possessive before the words")
    if not _COLON.search(clause.text[: part.start - 1]) or not (named := clause.within(0, part.start)):
        return None
    opens = dateline_end(clause.text)
    opens = 0 if clause.text[:opens].rstrip().endswith(":") else opens
    free = [m for m in named if m.start >= opens and not in_phrase(clause.text, m)]
    if free:
        return Said(head(free, clause.gazetteer), ":", rule="name and colon")
    named = [m for m in named if m.start >= opens] or named
    if clause.last_speaker:
        return Said(clause.last_speaker, rule="goes on")
    return Said(head(named, clause.gazetteer), ":", rule="name and colon")


def _finite_before(clause: Clause, end: int) -> re.Match[str] | None:
    verbs = [v for v in clause.verbs(0, end) if not v.group().endswith("ing")]
    return verbs[-1] if verbs else None


def _behind(clause: Clause, part: Stretch) -> Said | None:
    """Find the reporting verb behind a stretch: "…," he said; "…," said Lee; according to."""
    following = [p.start for p in clause.parts if p.start > part.end]
    if clause.text[part.end : part.end + 2] in ('" ', "' ") and clause.text[part.end - 1 : part.end] in ".!":
        return None  # a sentence of its own: what follows is another
    end = following[0] if following else len(clause.text)
    if said := _headline(clause, part, end):
        return said
    found = _ACCORDING.search(clause.text, part.end, end)
    if found and not clause.verbs(part.end, found.start()) and (said := phrase(clause, found.end(), end)):
        return said._replace(verb="according to")
    return (
        _as_saying(clause, part.end, end)
        or _pronoun_behind(clause, part)
        or _verb_behind(clause, part, end)
        or _name_behind(clause, part, end)
    )


def _pronoun_behind(clause: Clause, part: Stretch) -> Said | None:
    """Read "…," she drew a line: a pronoun directly behind speaks, whatever the verb."""
    near = _PRONOUN_BEHIND.match(clause.text, part.end)
    said = pronoun(clause, near.group(1), near.start(1)) if near else None
    return said._replace(verb=near.group().split()[-1]) if near and said else None


def _name_behind(clause: Clause, part: Stretch, end: int) -> Said | None:
    """Read "…," quipped Kim and "…," Kim quipped: whatever the verb, a name beside it speaks."""
    if clause.text[part.end - 1 : part.end] not in (",", "!", "?"):
        return None
    if verb := _ANY_VERB.match(clause.text, part.end):
        said = phrase(clause, verb.end(), end)
        return said._replace(verb=verb.group(1)) if said else None
    for mention in clause.within(part.end, min(end, part.end + 80))[:1]:
        verb = _ANY_VERB_BEHIND.match(clause.text, mention.end)
        if verb and mention.start - part.end < 4:
            rule = "name directly behind the words"
            return Said(mention.actor, verb.group(1), rule=rule, candidates=mention.candidates)
    return None


def _verb_behind(clause: Clause, part: Stretch, end: int) -> Said | None:
    for verb in clause.verbs(part.end, end)[:1]:
        gap = clause.text[part.end : verb.start()]
        inverted = not clause.within(part.end, verb.start()) and not re.search(r"\b(?:he|she|it|they)\b", gap)
        behind = clause.within(verb.end(), end)[:1] if inverted else []
        if behind and _AWAY.search(clause.text, verb.end(), behind[0].start):
            return None
        said = phrase(clause, verb.end(), end) if inverted else subject_of(clause, part.end, verb.start())
        if said:
            return said._replace(verb=verb.group())
    return None


def _headline(clause: Clause, part: Stretch, end: int) -> Said | None:
    """Read the headline form: words, a colon or a dash, and the name."""
    if not re.match(r"[\"']?(?::| -| ?…|\.\.\.) ?", clause.text[part.end :]) or not _quotes_only(
        clause, part
    ):
        return None
    named = clause.within(part.end, min(end, part.end + 60))
    if named and _SHORT_WAY.fullmatch(clause.text, part.end, named[0].start):
        return Said(head(named[:1], clause.gazetteer), None, rule="headline: words, then the name")
    return None


def _as_saying(clause: Clause, start: int, end: int) -> Said | None:
    """Read "A quoted B as saying" and "B was quoted by A as saying": B speaks, through A."""
    if found := _PASSIVE.search(clause.text, start, end):
        subject = subject_of(clause, start, found.start())
        by = _BY.search(clause.text, found.start())
        near = clause.within(by.end(), min(len(clause.text), by.end() + 60)) if by else []
        via = head(near, clause.gazetteer) if near else None
        return subject._replace(verb="quoted as saying", via=via) if subject else None
    found = _AS_SAYING.search(clause.text, start, end)
    if found is None or not (who := clause.within(found.start("who"), found.end("who"))):
        return None
    outlet = subject_of(clause, start, found.start())
    return Said(
        head(who, clause.gazetteer),
        "quoted as saying",
        outlet.speaker if outlet else None,
        "quoted as saying",
    )


def _with_via(clause: Clause, part: Stretch, said: Said) -> Said:
    """Add the outlet through which the words came."""
    if said.via:
        return said
    outside = [m for m in clause.named if is_media(m.actor, clause.gazetteer) and m.actor != said.speaker]
    if said.speaker and is_media(said.speaker, clause.gazetteer):
        return said
    return said._replace(via=outside[-1].actor) if outside and said.speaker else said


_UNNAMED = re.compile(
    r"\b(?:an?|one|another|the|some|two|several) (?:[\w-]+ ){0,3}(?:officials?|sources?|diplomats?|aides?|"
    r"insiders?|officers?|"
    r"envoys?|spooks?|advisers?)\b",
    re.IGNORECASE,
)


def _unknown(clause: Clause, part: Stretch) -> Said:
    """Tell whom the text names where no table knows the name."""
    found = _UNKNOWN_AFTER.match(clause.text, part.end + 1)
    if found is None or not reports(found.group("v")):
        found = _UNKNOWN_BEFORE.search(clause.text)
    if found is None:
        outside = _UNNAMED.search(clause.text, part.end) or _UNNAMED.search(clause.text, 0, part.start)
        described = "unnamed official" if outside else ""
        return Said(None, rule="none", reason="nothing tells who speaks", described=described)
    name = found.group("n").rstrip(".")
    return Said(
        None,
        "said",
        rule="a name that no table knows",
        candidates=(f"new: {name}",),
        reason="not in the table of actors",
        described=name,
    )


def reported(clause: Clause, weak: re.Pattern[str]) -> Said | None:
    """Find who is reported to say something in a sentence without quotation marks."""
    for verb in clause.verbs(0, len(clause.text)):
        if weak.match(verb.group()) or verb.group().endswith("ing"):
            continue
        said = passive_by(clause, verb, len(clause.text)) or subject_of(clause, 0, verb.start())
        if said is None and clause.text[verb.start() - 2 : verb.start()] == ", ":
            said = phrase(clause, verb.end(), len(clause.text))
        if said and (said.speaker or said.rule == STRANGE):
            return _with_via(clause, Stretch(0, 0), said._replace(verb=verb.group()))
    found = _ACCORDING.search(clause.text)
    said = phrase(clause, found.end(), len(clause.text)) if found else None
    return said._replace(verb="according to") if said and said.speaker else None
