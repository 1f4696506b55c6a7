"""Namings that mean somebody only in their place: titles alone, roles, phrases that name several."""

import re
from collections.abc import Sequence
from typing import NamedTuple

from summitwatch.dates import DateError, parse
from summitwatch.reading.gazetteer import Gazetteer, Hit, Office
from summitwatch.reading.marks import word_set
from summitwatch.reading.people import Choice, Story

#: Aliases of bodies and persons that some other country has too.
_COMMON = re.compile(
    r"ministr(?:y|ies)\b|\bminister|\bofficial|\bparty\b|parliament|\bmedia\b|advis[eo]r|\bleadership|"
    r"\barmy\b|"
    r"\bmilitary\b|\bassembly\b|\bcongress\b|\bgovernment\b|\bintelligence\b|\benvoy|\bspokes|\bpresident|"
    r"\bleader|"
    r"\boffice\b|\bambassador|\bembassy\b|\bagency\b|\bdepartment\b|\bcommittee\b|\bregime\b|\bcabinet\b|\bchiefs\b",
    re.IGNORECASE,
)
_JOINT = re.compile(
    r"\b(?:(both|two|three|all three) (?:(?!leaders|men)[\w-]+ ){0,3}?|the )?(?:(leaders|countries|nations|"
    r"states|sides|capitals|powers|men|"
    r"presidents|governments|rivals|neighbou?rs|allies|backers|foes|superpowers)|(pair|duo|trio))\b(?! of\b)",
    re.IGNORECASE,
)
_PLURAL = (
    "leaders", "countries", "nations", "states", "sides", "capitals", "powers", "men", "presidents",
    "governments", "rivals", "neighbo", "allies", "backers", "foes", "pair", "duo", "trio",
    "Leaders", "Countries", "Nations", "States", "Sides", "Capitals", "Powers", "Men", "Presidents",
    "Governments", "Rivals", "Neighbo", "Allies", "Backers", "Foes", "Pair", "Duo", "Trio",
)  # fmt: skip
_OTHERS = re.compile(r"\b(?:the first|other|more than|only|at least|last|any|these) $", re.IGNORECASE)
_REACH = 60  # namings: a phrase that points back does not point further
_PERSONS = ("leaders", "men", "presidents", "pair", "duo", "trio")
_TITLE = (
    r"(?:supreme leader|leader|president|premier|prime minister|chairman|foreign minister|"
    r"(?:defen[cs]e|unification|vice foreign|finance|trade) minister|(?:national )?security advis[eo]r|"
    r"strongman|"
    r"dictator|tyrant|despot|ruler|emperor|chancellor)"
)
_OTHER_TITLES = r"secretary of state|advis[eo]r|governor|lawmaker|senator|congressman"
_AFTER_STATE = re.compile(
    rf"(?:'s)? ((?:then-|former |late |new |top |young |current )?{_TITLE})\b(?!-)", re.IGNORECASE
)
_ALONE = re.compile(rf"\b[Tt]he ((?i:{_TITLE}|minister|{_OTHER_TITLES}))\b(?!-)(?! (?:of|for|in) )")
NAME_NEXT = re.compile(r",? (?:[A-Z][\w.'-]+)(?! (?:of|said|on))|'s (?:Office|office) of")
LESSER = re.compile(r"\b(?:[Vv]ice|[Dd]eputy|[Ff]ormer|[Tt]hen)[ -]$")  # "vice unification minister"
_BESIDE = re.compile(
    rf"\b({_TITLE}|(?:vice )?minister|{_OTHER_TITLES}|secretary|envoy|Rep\.|Sen\.) $", re.IGNORECASE
)
_LAST_LETTERS = ("r", "t", "n", "y", "e", ".", "R", "T", "N", "Y")  # of every title
_WRITTEN_OUT = {"rep.": "lawmaker", "sen.": "senator"}
_AUTOCRAT = ("strongman", "dictator", "tyrant", "despot", "ruler", "supreme leader")
_SOLE = ("leader", "supreme leader", "general secretary")  # roles of who rules alone
_WORD = re.compile(r"[\w-]+")


_ANY = re.compile(r"\b(?:an?|any|no|every|each|first|last|only) (?:[a-z-]+ ){0,2}[A-Z][\w.]*(?: [A-Z]\w+)?$")


class Several(NamedTuple):
    """A phrase that names several actors at once."""

    start: int
    end: int
    actors: tuple[str, ...]


class Alone(NamedTuple):
    """A title that stands alone, with its bearer."""

    start: int
    end: int
    choice: Choice


def is_common(alias: str) -> bool:
    """Tell whether other countries have such a body or office too."""
    return bool(_COMMON.search(alias))


def title_beside(text: str, start: int) -> str | None:
    """Return the title that stands directly before a name."""
    if text[start - 2 : start - 1] not in _LAST_LETTERS or start < 2:
        return None
    found = _BESIDE.search(text[max(0, start - 40) : start])
    title = found.group(1).lower() if found else None
    return _WRITTEN_OUT.get(title or "", title)


def holder(gazetteer: Gazetteer, country: str | None, title: str, when: str | None) -> Choice | None:
    """Return who holds an office of a country on a day, as far as the table of roles tells."""
    noun = title.lower().removeprefix("then-").replace("advisor", "adviser")
    noun = re.sub(r"^(?:top|young|new|current) ", "", noun)
    found = [o for o in gazetteer.offices if o.country == country and _fits(o.role, noun)]
    held = list(dict.fromkeys(o.actor for o in found if in_office(o, when)))
    if noun.startswith(("former ", "late ")) or not held:
        return None
    if len(held) == 1:
        return Choice(held[0])
    return Choice(None, tuple(sorted(held)), "a title that several held")


def _fits(role: str, noun: str) -> bool:
    if noun in ("leader", *_AUTOCRAT):
        return role in ("president", *_SOLE)
    deputy = role.startswith(("vice", "deputy")) and not noun.startswith(("vice", "deputy"))
    return role == noun or (role.endswith(f" {noun}") and not deputy)


def in_office(office: Office, when: str | None) -> bool:
    """Tell whether an office may have been held on a day."""
    if when is None:
        return office.until is None
    try:
        day = parse(when)
        since = parse(office.since).earliest if office.since else None
        until = parse(office.until).latest if office.until else None
    except DateError:
        return True
    early = since is not None and day.latest is not None and day.latest < since
    late = until is not None and day.earliest is not None and day.earliest > until
    return not (early or late)


def title_after(text: str, end: int) -> re.Match[str] | None:
    """Return the title after a state's name if no person's name follows it."""
    found = _AFTER_STATE.match(text, end)
    if found and _ANY.search(text[max(0, end - 60) : end]):
        return None
    if found is None or NAME_NEXT.match(text, found.end()):
        return None
    return found


def titles_alone(text: str, story: Story, gazetteer: Gazetteer) -> list[Alone]:
    """Find titles without country or name: they mean who was last called so in the story."""
    found = []
    for match in _ALONE.finditer(text):
        noun = match.group(1).lower()
        if NAME_NEXT.match(text, match.end()):
            continue
        actor = (
            story.titles.get(noun) or story.titles.get(noun.split()[-1]) or _in_story(noun, story, gazetteer)
        )
        if actor:
            found.append(Alone(match.start(1), match.end(1), Choice(actor)))
    return found


BODY_ALONE = re.compile(
    r"(?:\b[Tt]he |(?:\b[Aa] (?:senior )?|[\",] )(?=ministry (?:spokes|official)))"
    r"(ministry|agency|assembly|institute|committee|commission|department|command|newspaper|paper|"
    r"broadcaster)\b(?! (?:of|for)\b)(?!-)"
)
_KIND_OF_BODY = {
    "agency": r"Agency|Service|News", "newspaper": r"Times|Post|Daily|Ilbo|Shimbun|Sinmun|Herald|Journal",
    "broadcaster": r"Television|Broadcasting|TV\b|KBS|NHK|JTBC|CCTV|BBC",
}  # fmt: skip


def body_alone(noun: str, named: Sequence[str], gazetteer: Gazetteer) -> str | None:
    """Return the body of a kind that was named last."""
    kind = _KIND_OF_BODY.get("newspaper" if noun == "paper" else noun, noun.title())
    fits = re.compile(kind)
    return next((a for a in reversed(named[-_REACH:]) if fits.search(gazetteer.actors[a].name)), None)


def _in_story(noun: str, story: Story, gazetteer: Gazetteer) -> str | None:
    """Return the person last named who holds such an office by the table of roles."""
    roles = _SOLE if noun in _AUTOCRAT else (noun,)
    holders = {o.actor for o in gazetteer.offices if o.role in roles}
    return next((p for p in reversed(story.persons[-_REACH:]) if p in holders), None)


def several(text: str, story: Story, gazetteer: Gazetteer) -> list[Several]:
    """Find phrases that name several actors at once: both leaders, the two sides, the pair."""
    found: list[Several] = []
    if not any(map(text.__contains__, _PLURAL)):
        return found
    for match in _JOINT.finditer(text):
        count, noun, pair = match.groups()
        if not (count or match.group().lower().startswith("the ")) or _OTHERS.search(text[: match.start()]):
            continue
        start = match.start(1) if count else match.start(2) if noun else match.start(3)
        many = 3 if "hree" in (count or "") or pair == "trio" else 2
        if actors := _last_named((noun or pair).lower(), many, story, gazetteer):
            found.append(Several(start, match.end(), actors))
    return found


def _last_named(noun: str, count: int, story: Story, gazetteer: Gazetteer) -> tuple[str, ...]:
    """Return the actors last named, as many as the phrase means; nobody if there are fewer."""
    if noun in ("powers", "superpowers", "allies", "backers") and story.pair:
        return story.pair
    if noun in _PERSONS:
        heads = [p for p in story.persons[-_REACH:] if p in gazetteer.heads]
        pool: Sequence[str] = heads if len(set(heads)) >= count else story.persons[-_REACH:]
    else:
        pool = story.states[-_REACH:]
    last = list(dict.fromkeys(reversed(pool)))[:count]
    if noun in ("leaders", "presidents") and len(last) < count:
        states = list(dict.fromkeys(reversed(story.states[-_REACH:])))[:count]
        last = [p for s in states if (p := gazetteer.head_of(s))]
    return tuple(sorted(last)) if len(last) == count else ()


_MODIFIES = re.compile(r"(?:'s?)?(?: [\w-]+){0,3} ")
_BELONGS = re.compile(r" (?:of|in|from|at) (?:the )?")


def country_before(text: str, hit: Hit, states: Sequence[tuple[int, int, str]]) -> str | None:
    """Return the state that stands as a modifier before a hit or, after "of" or "in", behind it."""
    for start, end, state in reversed(states):
        between = text[end : hit.start]
        if end <= hit.start and _MODIFIES.fullmatch(between) and not _breaks(between):
            return state
        if start >= hit.end and _BELONGS.fullmatch(text, hit.end, start):
            return state
    return None


def _breaks(between: str) -> bool:
    words = _WORD.findall(between.lower())
    return any(w in _NO_MODIFIER or w.endswith("ed") for w in words)


_NO_MODIFIER = word_set(
    "and or but with to from in on at by for as that said says of against between has have had is was were "
    "the a an "
    "after before over when while told will would may could about if its his their this into than"
)
