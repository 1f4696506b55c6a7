"""Who is named in each sentence: the rules of the method chapter, applied to what the gazetteer finds."""

import re
from collections.abc import Iterator, Sequence

from summitwatch.reading import roles
from summitwatch.reading.capitals import dateline_end, sense
from summitwatch.reading.gazetteer import Gazetteer, Hit, nested
from summitwatch.reading.marks import plain
from summitwatch.reading.naming import Mention, Sense
from summitwatch.reading.people import Choice, Story, family_name, stranger
from summitwatch.reading.standing import common_body

_POINTS = re.compile(r"\b(?:the|the rest of the) $", re.IGNORECASE)
_SHOUTS = re.compile(r"\b(?!THE )[A-Z']{2,} $")  # "DON'T CALL US": the pronoun
_BOTH = re.compile(r"\b[Bb]oth (?:Mr )?$")
_AND_SOUTH = re.compile(r" (?:and|or) (?:the )?South\b|-(?:South|North)\b")
_DIRECTION = re.compile(r" [A-Z]| of\b|ern|-?(?:east|west)|-south|-north")
_THE_COUNTRY = re.compile(r"\b(?:[Tt]he|[Hh]is|[Hh]er) (country)\b(?! (?:of|where|that|which)\b)")
_APPOSED = re.compile(r", (?:the |an? |its |their |(?:[A-Z][\w.]+ ){0,2}[A-Z][\w.]+(?:'s)? )?$")
_JOINT_ALIAS = re.compile(r"(?:two|both|three|inter-|intra-|all )", re.IGNORECASE)


def read_mentions(
    texts: Sequence[str], gazetteer: Gazetteer, when: str | None = None, opens: Sequence[bool] = ()
) -> list[list[Mention]]:
    """Read the mentions of the sentences of one story; `opens` tells which sentences begin a line."""
    story = Story()
    hits = [nested(gazetteer.hits(text), gazetteer) for text in texts]
    for number, (text, found) in enumerate(zip(texts, hits, strict=True)):
        _name_in_full(number, plain(text), found, story, gazetteer)
    starts = opens or [True] * len(texts)
    read = []
    for number, (text, found, first) in enumerate(zip(texts, hits, starts, strict=True)):
        story.number = number
        read.append(_read_sentence(Sense(text, plain(text), first, gazetteer, story, when), found))
    return read


def _name_in_full(number: int, text: str, hits: list[Hit], story: Story, gazetteer: Gazetteer) -> None:
    """Remember which persons a sentence names in full and by which title."""
    for hit in hits:
        actor = hit.bearers[0].actor
        if gazetteer.actors[actor].type != "person" or hit.bearers[0].form != "name":
            continue
        if other := stranger(text, hit):
            story.strangers.setdefault(other[0], (other[1], number))
        elif " " in text[hit.start : hit.end]:
            story.full.setdefault(actor, number)
        if len(hit.bearers) == 1 and (title := roles.title_beside(text, hit.start)):
            story.titles.setdefault(title, actor)
            story.titles.setdefault(title.split()[-1], actor)


def _read_sentence(at: Sense, hits: list[Hit]) -> list[Mention]:
    """Read one sentence: states and persons first, then what depends on them."""
    dateline = dateline_end(at.plain) if at.first else 0
    metonyms = [hit for hit in hits if hit.bearers[0].form == "metonym"]
    at.capitals = {hit.start: sense(at.plain, hit.start, hit.end) for hit in metonyms}
    at.states = [s for hit in hits if at.capitals.get(hit.start) != "place" for s in _state(at, hit)]
    for hit in hits:
        form = hit.bearers[0].form
        if hit.end <= dateline and form == "metonym":
            continue
        _read_hit(at, hit, form)
    _titles(at)
    _bodies(at)
    _both(at)
    _several(at)
    _country(at)
    return sorted(_apart(at.found), key=lambda m: (m.start, -m.end, m.actor or ""))


def _state(at: Sense, hit: Hit) -> Iterator[tuple[int, int, str]]:
    for bearer in hit.bearers:
        if at.gazetteer.actors[bearer.actor].type == "state" and bearer.form != "role":
            yield hit.start, hit.end, bearer.actor


def _read_hit(at: Sense, hit: Hit, form: str) -> None:
    actors = at.gazetteer.actors
    kinds = {actors[b.actor].type for b in hit.bearers}
    alias = at.plain[hit.start : hit.end]
    if kinds == {"person"} and form == "name":
        _person(at, hit)
    elif form == "metonym":
        _capital(at, hit)
    elif (
        form == "role"
        and len(hit.bearers) > 1
        and kinds & {"state", "person"}
        and alias.lower() != "official"
    ):
        return  # "leaders", "the pair": read from the phrase, not from the table
    elif _JOINT_ALIAS.match(alias) and len(hit.bearers) > 1:
        _together(at, hit)
    elif kinds == {"state"} and form != "role":
        _country_name(at, hit, alias)
    else:
        _body(at, hit, alias)


def _person(at: Sense, hit: Hit) -> None:
    if " " in at.plain[hit.start : hit.end]:
        choice: Choice | None = Choice(hit.bearers[0].actor)
    else:
        choice = family_name(at.plain, hit, at.story, at.gazetteer)
    if choice is None:
        return
    at.add(hit.start, hit.end, "name", choice)
    title = roles.title_beside(at.plain, hit.start)
    for actor in (choice.actor,) if choice.actor else ():
        at.story.persons.append(actor)
        at.story.told.setdefault(at.story.number, []).append(actor)
        if title:
            at.story.titles[title] = at.story.titles[title.split()[-1]] = actor
        if (state := at.gazetteer.state_of(actor)) and not at.states:
            at.story.states.append(state)


def _capital(at: Sense, hit: Hit) -> None:
    reading = at.capitals[hit.start]
    if reading == "place":
        return
    actor = hit.bearers[0].actor
    if _stands_before_own_country(at, hit, actor):
        return
    if reading == "unsure":
        at.add(hit.start, hit.end, "metonym", Choice(None, (actor,), "a capital that may be a mere place"))
        return
    at.add(hit.start, hit.end, "metonym", Choice(actor))
    at.story.states.append(actor)


def _stands_before_own_country(at: Sense, hit: Hit, actor: str) -> bool:
    """Tell whether the country's own name follows, as in "Seoul, South Korea"."""
    return any(
        start == hit.end + 2 and state == actor and at.plain[hit.end] == "," for start, _, state in at.states
    )


def _together(at: Sense, hit: Hit) -> None:
    for bearer in sorted(hit.bearers, key=lambda b: b.actor):
        at.add(hit.start, hit.end, bearer.form, Choice(bearer.actor), joint=True)
        at.story.states.append(bearer.actor)


def _country_name(at: Sense, hit: Hit, alias: str) -> None:
    if alias.lower() in ("north", "south") and not _is_half(at.plain, hit):
        return
    if alias == "US" and _SHOUTS.search(at.plain, 0, hit.start):
        return
    at.add(hit.start, hit.end, hit.bearers[0].form, Choice(hit.bearers[0].actor))
    at.story.states.append(hit.bearers[0].actor)
    title = roles.title_after(at.plain, hit.end)
    if title is None or _stands_in_apposition(at, hit.start):
        return
    country = at.gazetteer.actors[hit.bearers[0].actor].country
    noun = title.group(1)
    choice = roles.holder(at.gazetteer, country, noun, at.when)
    if choice:
        start = title.start(1) if at.plain.startswith("'s", hit.end) else hit.start
        at.add(start, title.end(), "title", choice)
        if choice.actor:
            at.story.titles[noun.lower()] = choice.actor
            at.story.persons.append(choice.actor)


def _stands_in_apposition(at: Sense, start: int) -> bool:
    """Tell whether a title stands behind the name of a person: "Li Qiang, the Chinese premier,"."""
    between = _APPOSED.search(at.plain, max(0, start - 40), start)
    persons = [m for m in at.found if m.form == "name" and between and m.end == between.start()]
    return any(at.gazetteer.actors[m.actor or ""].type == "person" for m in persons if m.actor)


def _is_half(text: str, hit: Hit) -> bool:
    """Tell whether "North" or "South" means a Korea and not a direction."""
    after = text[hit.end : hit.end + 16]
    if _AND_SOUTH.match(after):
        return True
    if _DIRECTION.match(after):
        return False
    before = text[: hit.start]
    return (
        bool(_POINTS.search(before)) or after.startswith("'s") or not before.strip() or before.endswith("-")
    )


def _body(at: Sense, hit: Hit, alias: str) -> None:
    """Read an organisation, a group, an office, a title or a role."""
    form = hit.bearers[0].form
    if form == "title" and (
        roles.NAME_NEXT.match(at.plain, hit.end)
        or roles.LESSER.search(at.plain, 0, hit.start)
        or _stands_in_apposition(at, hit.start)
    ):
        return
    if form == "role" or roles.is_common(alias) or len(hit.bearers) > 1:
        choice = common_body(at.plain, hit, at.states, at.story, at.gazetteer)
    else:
        choice = Choice(hit.bearers[0].actor)
    if choice is not None:
        at.add(hit.start, hit.end, form, choice)


def _titles(at: Sense) -> None:
    for start, end, choice in roles.titles_alone(at.plain, at.story, at.gazetteer):
        if not any(m.start < end and start < m.end for m in at.found):
            at.add(start, end, "title", choice)


def _bodies(at: Sense) -> None:
    """Read "the ministry", "the agency": the body of that kind that the story named last."""
    for match in roles.BODY_ALONE.finditer(at.plain):
        if any(m.start < match.end() and match.start(1) < m.end for m in at.found):
            continue
        here = [m.actor for m in at.found if m.end <= match.start() and m.actor]
        if actor := roles.body_alone(match.group(1), [*at.story.bodies, *here], at.gazetteer):
            at.add(match.start(1), match.end(1), "role", Choice(actor))
    at.story.bodies += [
        m.actor for m in at.found if m.actor and at.gazetteer.actors[m.actor].type == "organisation"
    ]


def _both(at: Sense) -> None:
    """Remember the states of two that are named as "both A and B"."""
    if "oth " not in at.plain:
        return
    for first, second in zip(at.found, at.found[1:], strict=False):
        between = at.plain[first.end : second.start]
        states = {at.gazetteer.state_of(m.actor) for m in (first, second)} - {None}
        if (
            _BOTH.search(at.plain[: first.start])
            and re.fullmatch(r" and (?:Mr |the )?", between)
            and len(states) == 2
        ):
            at.story.pair = tuple(sorted(str(s) for s in states))


def _several(at: Sense) -> None:
    taken = [(m.start, m.end) for m in at.found]
    for start, end, actors in roles.several(at.plain, at.story, at.gazetteer):
        if any(a < end and start < b for a, b in taken):
            continue
        for actor in actors:
            at.add(start, end, "role", Choice(actor), joint=True)


def _country(at: Sense) -> None:
    """Read "the country": the state last named before it, or the last person's."""
    if "country" not in at.plain:
        return
    for match in _THE_COUNTRY.finditer(at.plain):
        before = [m for m in at.found if m.end <= match.start() and at.gazetteer.state_of(m.actor)]
        if not match.group().lower().startswith("the"):
            before = [m for m in before if at.gazetteer.actors[m.actor or ""].type == "person"]
        last = at.gazetteer.state_of(before[-1].actor) if before else next(reversed(at.story.states), None)
        if last and not any(m.start < match.end() and match.start(1) < m.end for m in at.found):
            at.add(match.start(1), match.end(1), "role", Choice(last))


def _apart(found: list[Mention]) -> list[Mention]:
    """Leave out what is said twice."""
    kept: dict[tuple[int, int, str | None], Mention] = {}
    for mention in found:
        kept.setdefault((mention.start, mention.end, mention.actor), mention)
    return list(kept.values())
