"""A family name alone: which bearer, when several could be meant."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from typing import NamedTuple

from summitwatch.reading.gazetteer import Bearer, Gazetteer, Hit
from summitwatch.reading.marks import word_set
from summitwatch.reading.names import FAMILY_FIRST

_GIVEN_AFTER = re.compile(r" (?:[A-Z][a-z]+-[A-Za-z][a-z]+|[A-Z][a-z]+(?: [A-Z][a-z]+)?)\b|-[a-z]+ [A-Z]")
_GIVEN_BEFORE = re.compile(r"(?:^|[\s(\"'-])([A-Z][a-z]+(?:-[a-z]+)?|[A-Z]\.) $")
#: What stands beside a name with a capital and is no part of it.
NO_GIVEN_NAME = word_set(
    "Monday Tuesday Wednesday Thursday Friday Saturday Sunday January February March April May June July "
    "August "
    "September October November December Administration Government Jr Sr Jr. The In On At And But Will "
    "Would Has Had "
    "Is Was Says Said Could Can May Wants Vows Calls Meets Hopes Offers Tells Urges Warns Summit Talks "
    "Meeting Regime "
    "President Presidents Minister Premier Chairman Leader Mr Mrs Ms Dr Secretary Ambassador General "
    "Adviser Advisor "
    "Envoy Sen Rep Gov Representative Senator Governor Comrade Marshal Professor Prof Director Chief "
    "Spokesman "
    "Spokesperson Spokeswoman Candidate Then When While As If Since After Before For With Yet So That "
    "Although Though "
    "Both Even Only Should What Why How Whether Meanwhile However Asked Also Because During Once Like "
    "Under By To "
    "From Of Or Than Against Between About Chairwoman Official Dear Supreme Former King Emperor Lawmaker "
    "American Chinese Russian Korean Japanese Secretary-General Despite Unlike Until Where Which Who Not "
    "Did Does "
    "Team Dynasty Family Now Again Jong Party Doctrine Era Camp Amid Over Plans Tour Visit Backs Sees "
    "Seeks Ready "
    "Open Asks Arrives Eyes Set Gets Makes Gives Wins Vice Republican Democrat Congressman Justice Judge"
)
_SPEAKS = re.compile(
    r" (?:also |then |later )?(?:said|added|told|replied|noted|explained|went on|stressed)\b"
)
_SPOKEN_BY = re.compile(r"[\"'] (?:said|added|replied|noted|told) $")
_PAIR = re.compile(r"[A-Z][a-z]+-$|\b(?:Trump|Xi|Putin) and $")
_PAIRED = re.compile(r"-[A-Z]| and (?:Trump|Xi|Putin)\b")


@dataclass
class Story:
    """What a story has named so far: persons in full, titles beside names, actors in order."""

    full: dict[str, int] = field(default_factory=dict)  # person to the ordinal of the first full naming
    titles: dict[str, str] = field(default_factory=dict)  # title noun to the person last called so
    persons: list[str] = field(default_factory=list)
    states: list[str] = field(default_factory=list)
    bodies: list[str] = field(default_factory=list)
    officials: dict[str | None, str] = field(default_factory=dict)
    #: family name to a full name that no table knows, and the sentence that first has it
    strangers: dict[str, tuple[str, int]] = field(default_factory=dict)
    told: dict[int, list[str]] = field(default_factory=dict)  # sentence to the persons named in it
    number: int = 0  # of the sentence that is read
    pair: tuple[str, ...] = ()  # the states of the two last named as "both A and B"


class Choice(NamedTuple):
    """Who is meant; nobody if it cannot be told, with those who may be and the reason."""

    actor: str | None
    candidates: tuple[str, ...] = ()
    reason: str = ""


NOBODY = None
_SEVERAL = "a family name with several bearers in this story"
_TITLE_REACH = 40  # characters


def family_name(text: str, hit: Hit, story: Story, gazetteer: Gazetteer) -> Choice | None:
    """Choose the bearer of a family name alone; None where it belongs to somebody whom no table knows."""
    if _belongs_to_another(text, hit):
        return NOBODY
    named = [b.actor for b in hit.bearers if b.actor in story.full]
    own = [b.actor for b in hit.bearers if not b.derived]
    stranger, first = story.strangers.get(text[hit.start : hit.end].title(), ("", 0))
    if named and first > story.number:
        stranger = ""  # not yet named: a table's bearer was, or will be sooner
    if stranger:
        return Choice(None, (*sorted(named), f"new: {stranger}"), _SEVERAL) if named else NOBODY
    return _of_the_table(named, own, text, hit, story, gazetteer)


def _of_the_table(
    named: Sequence[str], own: Sequence[str], text: str, hit: Hit, story: Story, gazetteer: Gazetteer
) -> Choice | None:
    """Choose among the bearers of the table: by office, as the leader, as who alone was named in full."""
    if holder := _by_office(text[: hit.start], hit, gazetteer):
        return Choice(holder)
    heads = _leaders(own, gazetteer)
    so_far = [n for n in named if story.full[n] <= story.number]
    if len(heads) == 1 and set(so_far) <= set(heads):
        return Choice(heads[0])  # a leader needs no first name, his namesake does
    if not named:
        return _unnamed(own)
    if len(named) == 1:
        ruler = len(heads) == 1 and _RULER.search(text, 0, hit.start)
        return Choice(heads[0] if ruler and not _by_title(text[: hit.start], named, story) else named[0])
    if one := _one_of(named, text, hit, story, gazetteer):
        return Choice(one)
    return Choice(None, tuple(sorted({*named, *heads})), _SEVERAL)


_RULER = re.compile(r"\b(?:Chairman|Marshal|Supreme Leader|supreme leader|strongman|dictator) $")


def _by_office(before: str, hit: Hit, gazetteer: Gazetteer) -> str | None:
    """Return the one bearer whose office stands directly before the name: "Prime Minister Kim"."""
    words = before[-_TITLE_REACH:].lower()
    held = {
        b.actor
        for b in hit.bearers
        for role in gazetteer.roles.get(b.actor, ())
        if words.endswith(f"{role} ")
    }
    return held.pop() if len(held) == 1 else None


def _one_of(named: Sequence[str], text: str, hit: Hit, story: Story, gazetteer: Gazetteer) -> str | None:
    """Choose between several whom the story names: by title, as one of a pair, as who speaks just after."""
    if titled := _by_title(text[: hit.start], named, story):
        return titled
    if beside_a_name(text, hit.start, hit.end) and (leaders := _leaders(named, gazetteer)):
        return leaders[0]
    if not (_SPEAKS.match(text, hit.end) or _SPOKEN_BY.search(text, 0, hit.start)):
        return None
    last = range(story.number - 2, story.number + 1)
    near = {p for n in last for p in story.told.get(n, ()) if p in named}
    return near.pop() if len(near) == 1 else None


def _unnamed(own: Sequence[str]) -> Choice | None:
    """Choose where the story names no bearer in full: the table's own alias must settle it."""
    if not own:
        return NOBODY
    if len(own) == 1:
        return Choice(own[0])
    return Choice(None, tuple(sorted(own)), "a family name whose bearer this story does not name in full")


def _leaders(actors: Iterable[str], gazetteer: Gazetteer) -> list[str]:
    return [a for a in actors if a in gazetteer.heads]


def _by_title(before: str, named: Sequence[str], story: Story) -> str | None:
    """Return the person whom the title directly before the name fits."""
    for noun, actor in story.titles.items():
        if actor in named and re.search(rf"\b{re.escape(noun)} $", before, re.IGNORECASE):
            return actor
    return None


def beside_a_name(text: str, start: int, end: int) -> bool:
    """Tell whether a name stands in a pair as "Kim-Trump" and "Kim and Trump" do."""
    return bool(_PAIR.search(text[max(0, start - 20) : start])) or bool(_PAIRED.match(text, end))


def stranger(text: str, hit: Hit) -> tuple[str, str] | None:
    """Return family name and full name where a full name stands that no table knows."""
    after = _GIVEN_AFTER.match(text, hit.end)
    surname = text[hit.start : hit.end].title()
    if not after or surname not in FAMILY_FIRST or not _belongs_to_another(text, hit):
        return None
    return surname, f"{surname}{after.group()}"


def _belongs_to_another(text: str, hit: Hit) -> bool:
    """Tell whether the family name is part of a full name that no table knows."""
    surname = text[hit.start : hit.end]
    after = _GIVEN_AFTER.match(text, hit.end)
    if after and surname.title() in FAMILY_FIRST:
        first = re.split(r"[ ]", after.group().strip())[0]
        return first not in NO_GIVEN_NAME
    before = _GIVEN_BEFORE.search(text[max(0, hit.start - 24) : hit.start])
    if before is None or surname.title() in FAMILY_FIRST:
        return False
    return before.group(1) not in NO_GIVEN_NAME


def person_bearers(hit: Hit, gazetteer: Gazetteer) -> tuple[Bearer, ...]:
    """Return the persons among those whom a hit may name."""
    return tuple(b for b in hit.bearers if gazetteer.actors[b.actor].type == "person")
