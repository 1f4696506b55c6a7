"""Bodies and unnamed people that every country has, and whose they are here."""

import re
from collections.abc import Sequence

from summitwatch.reading.gazetteer import Gazetteer, Hit
from summitwatch.reading.people import Choice, Story
from summitwatch.reading.roles import country_before

_REACH = 60  # namings
States = Sequence[tuple[int, int, str]]
_OFFICIAL_IS_A_WORD = re.compile(
    r" (?!who|in|at|from|with|of|said|told|added|also|was|has|had|did|gave|noted|on|close|as|and|but|or|to|"
    r"spoke|"
    r"declined|warned|hints?|says?|briefed|familiar|involved|reported|were|is|would|could|may|did|then|"
    r"later|pointed|"
    r"explained|stressed|confirmed|refused|suggested|tells|hinted|denied|quoted|cited|by|for|after|when|"
    r"while|under|"
    r"speaking|argued|expressed|described|revealed|acknowledged|admitted|insisted|remarked|claimed|for|"
    r"stated|"
    r"predicted|believes?|thinks?|expects?|hopes?|sees?|signals?|rules?|ruled|went|will)[A-Za-z]"
)
#: A name that few others bear: "Joint Chiefs of Staff", and not "Foreign Ministry".
_OWN_NAME = re.compile(
    r"[A-Z]\w+(?: (?:of|for|and|the|[A-Z][\w']+))* (?!Ministry|Party|Department|Office|Government)[A-Z]\w+"
)
_OTHER_PARTY = re.compile(
    r"(?:\b(?:ruling|opposition|governing|conservative|liberal|democratic|either|third|own|power) |-)$",
    re.IGNORECASE,
)
_BODY_OF = re.compile(r"\b(?:panel|group|team|committee|board|council) of $", re.IGNORECASE)
_SINGLES_OUT = re.compile(r"\b(?:analysts?|experts?|observers?|critics)\b", re.IGNORECASE)


def common_body(text: str, hit: Hit, states: States, story: Story, gazetteer: Gazetteer) -> Choice | None:
    """Choose whose ministry, party, media or official is meant; None where no table knows it."""
    alias = text[hit.start : hit.end].lower()
    if alias == "official":
        return _official(text, hit, states, story, gazetteer)
    if alias == "party" and _OTHER_PARTY.search(text[max(0, hit.start - 20) : hit.start]):
        state = country_before(text, hit, states)
        return _of_state([b.actor for b in hit.bearers], state, gazetteer) if state else None
    if _BODY_OF.search(text[max(0, hit.start - 20) : hit.start]):
        return None
    if alias == "country" or _SINGLES_OUT.search(text[max(0, hit.start - 2) : hit.start]):
        return None
    bearers = [b.actor for b in hit.bearers]
    stateless = [a for a in bearers if gazetteer.state_of(a) is None]
    if stateless:
        return Choice(stateless[0])
    if state := country_before(text, hit, states):
        return _of_state(bearers, state, gazetteer)
    if len(bearers) == 1 and _OWN_NAME.fullmatch(text, hit.start, hit.end):
        return Choice(bearers[0])
    return _by_context(bearers, hit, states, story, gazetteer)


def _of_state(bearers: Sequence[str], state: str, gazetteer: Gazetteer) -> Choice | None:
    own = [a for a in bearers if gazetteer.state_of(a) == state]
    return Choice(own[0]) if own else None


def _by_context(
    bearers: Sequence[str], hit: Hit, states: States, story: Story, gazetteer: Gazetteer
) -> Choice | None:
    """Choose by the states and persons around, those of the sentence before those of the story."""
    near = [state for start, _, state in sorted(states, key=lambda s: abs(s[0] - hit.start))]
    states_before = story.states[-_REACH:]
    people = [s for p in reversed(story.persons[-_REACH:]) if (s := gazetteer.state_of(p))]
    for state in [*near[:1], *reversed(states_before[-1:]), *people[:1], *near, *reversed(states_before)]:
        if choice := _of_state(bearers, state, gazetteer):
            return choice
    if near or story.states or people:
        return None
    if len(bearers) == 1:
        return Choice(bearers[0])
    return Choice(None, tuple(sorted(bearers)), "a body that several countries have")


def _official(text: str, hit: Hit, states: States, story: Story, gazetteer: Gazetteer) -> Choice | None:
    """Read "official" as the person who stays unnamed, by country, and later by "the official"."""
    if _OFFICIAL_IS_A_WORD.match(text, hit.end):
        return None
    state = country_before(text, hit, states) or _behind(text, hit, states)
    own = {gazetteer.state_of(b.actor): b.actor for b in hit.bearers}
    if state is not None:
        actor = own.get(state) or (own.get(None) if len(own) == 1 else None)
    else:
        actor = next(iter(story.officials.values()), None)
    if actor is None:
        return Choice(None, (), "an official who stays unnamed and has no row in the table of actors")
    story.officials[state] = actor
    return Choice(actor, (actor,), "an unnamed official, who need not be the one of the table")


def _behind(text: str, hit: Hit, states: States) -> str | None:
    """Return the state named close behind: "an official in South Korea's Foreign Ministry"."""
    for start, _, state in states:
        if start >= hit.end and re.fullmatch(
            r" (?:in|at|from|of|with) (?:the )?(?:\w+ ){0,2}", text[hit.end : start]
        ):
            return state
    return None
