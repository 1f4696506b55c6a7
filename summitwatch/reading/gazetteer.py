"""Who can be named and how: the tables of actors and aliases as one matcher."""

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Any, NamedTuple

import ahocorasick

from summitwatch.reading.marks import plain
from summitwatch.reading.names import BLOCKERS, given_name_first, spellings
from summitwatch.tables import Dataset

Row = Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Actor:
    """A row of actors.csv, as far as reading needs it."""

    id: str
    name: str
    type: str
    country: str | None


@dataclass(frozen=True, slots=True)
class Bearer:
    """An actor that an alias may name, the form, and whether the alias was derived from a full name."""

    actor: str
    form: str
    derived: bool = False


@dataclass(frozen=True, slots=True)
class Office:
    """An office with its holder and the days of office, EDTF or unknown."""

    actor: str
    role: str
    country: str | None
    since: str | None
    until: str | None


class Hit(NamedTuple):
    """A stretch that some alias matches: where it stands and whom it may name; nobody for a blocker."""

    start: int
    end: int
    bearers: tuple[Bearer, ...]


@dataclass(frozen=True)
class Gazetteer:
    """Actors, their aliases and offices, with the automaton that finds all aliases in one pass."""

    actors: Mapping[str, Actor]
    aliases: tuple[tuple[str, str, str], ...]  # actor, alias, form
    offices: tuple[Office, ...] = ()

    @classmethod
    def of(cls, dataset: Dataset) -> "Gazetteer":
        """Build the gazetteer of a dataset."""
        return cls.from_rows(dataset.rows("actors"), dataset.rows("aliases"), dataset.rows("roles"))

    @classmethod
    def from_rows(cls, actors: Iterable[Row], aliases: Iterable[Row], roles: Iterable[Row]) -> "Gazetteer":
        """Build the gazetteer of rows of actors, aliases and roles."""
        known = {r["actor_id"]: Actor(r["actor_id"], r["name"], r["type"], r["country"]) for r in actors}
        named = tuple((r["actor_id"], r["alias"], r["form"]) for r in aliases if r["actor_id"] in known)
        held = tuple(
            Office(r["actor_id"], r["role"], _country(known, r), r["since"], r["until"])
            for r in roles
            if r["actor_id"] in known
        )
        return cls(known, named, held)

    def extended(self, extra: Iterable[tuple[Actor, Iterable[tuple[str, str]]]]) -> "Gazetteer":
        """Return a gazetteer that also knows these actors, each with its (alias, form) pairs."""
        more = [(actor, tuple(pairs)) for actor, pairs in extra]
        aliases = [(actor.id, alias, form) for actor, pairs in more for alias, form in pairs]
        actors = {**self.actors, **{actor.id: actor for actor, _ in more}}
        return Gazetteer(actors, (*self.aliases, *aliases), self.offices)

    @cached_property
    def bearers(self) -> dict[str, tuple[Bearer, ...]]:
        """Whom each spelling of each alias may name, an alias of the table before a derived one."""
        found: dict[str, dict[str, Bearer]] = {alias: {} for alias in BLOCKERS}
        for derived in (False, True):
            for actor, alias, form in self._derived() if derived else self.aliases:
                for spelling in spellings(plain(alias), form, self.actors[actor].type):
                    found.setdefault(spelling, {}).setdefault(actor, Bearer(actor, form, derived))
        return {alias: tuple(who.values()) for alias, who in found.items()}

    def _derived(self) -> Iterator[tuple[str, str, str]]:
        """Yield the family name of every person whose full name has two parts or more."""
        for actor in self.actors.values():
            parts = actor.name.split()
            if actor.type == "person" and 1 < len(parts) < 5:
                yield actor.id, parts[-1] if given_name_first(actor.name, actor.country) else parts[0], "name"
                yield actor.id, actor.name, "name"

    @cached_property
    def automaton(self) -> Any:
        """Every spelling, ready to be searched for."""
        automaton = ahocorasick.Automaton()
        for spelling, who in self.bearers.items():
            automaton.add_word(spelling, (len(spelling), who))
        automaton.make_automaton()
        return automaton

    @cached_property
    def countries(self) -> dict[str, str]:
        """The state of each country code."""
        return {a.country: a.id for a in self.actors.values() if a.type == "state" and a.country}

    @cached_property
    def roles(self) -> dict[str, tuple[str, ...]]:
        """The roles of each person, by the table of roles."""
        held: dict[str, list[str]] = {}
        for office in self.offices:
            held.setdefault(office.actor, []).append(office.role)
        return {actor: tuple(roles) for actor, roles in held.items()}

    @cached_property
    def heads(self) -> frozenset[str]:
        """The persons who lead a state or its government, by the table of roles."""
        return frozenset(o.actor for o in self.offices if o.role in HEADS)

    def head_of(self, state: str) -> str | None:
        """Return the one person who leads a state by the table of roles, its president before its premier."""
        for roles in (_FIRST, HEADS - _FIRST):
            held = {o.actor for o in self.offices if o.role in roles and self.state_of(o.actor) == state}
            if held:
                return held.pop() if len(held) == 1 else None
        return None

    def state_of(self, actor: str | None) -> str | None:
        """Return the state of an actor's country; a state is its own."""
        known = self.actors.get(actor or "")
        if known is None:
            return None
        return known.id if known.type == "state" else self.countries.get(known.country or "")

    def hits(self, text: str) -> list[Hit]:
        """Return every alias of a text that stands as a word, in order, longest first, not yet nested."""
        found = [
            Hit(end - length + 1, end + 1, who)
            for end, (length, who) in self.automaton.iter(plain(text))
            if _stands_alone(text, end - length + 1, end + 1)
        ]
        return sorted(found, key=lambda h: (h.start, -h.end))


_FIRST = frozenset(("president", "leader", "supreme leader"))
HEADS = _FIRST | {"premier", "prime minister", "head of government", "chairman", "chancellor"}
_HANGUL = re.compile("[가-힣]")
#: What Korean writes behind a name without a blank; a title may stand between.
_PARTICLE = re.compile(
    "(?:은|는|이|가|을|를|의|에|에게|에서|와|과|도|로|으로|만|측|측은|측이|까지|부터|이라고|라고|과의|와의|에는|이나)(?![가-힣])"
)
_DOMAIN = re.compile(r"[./@]\w")


def _country(actors: Mapping[str, Actor], role: Row) -> str | None:
    body = actors.get(role["affiliation"] or "") or actors[role["actor_id"]]
    return body.country or actors[role["actor_id"]].country


def _stands_alone(text: str, start: int, end: int) -> bool:
    """Tell whether a stretch is bounded as a word is: a hyphen and a possessive bound it, no domain does."""
    before, after = text[start - 1 : start], text[end : end + 1]
    if before.isalnum() or before in ("_", "@", "#") or after in ("_", "$", "@"):
        return False
    if after.isalnum():
        if _HANGUL.match(text[end - 1]):
            return bool(_PARTICLE.match(text, end))
        return not text[end - 1].isalnum() and text[end - 1] != "."
    if before in (".", "/") and start > 1 and text[start - 2].isalnum():
        return "." in text[max(0, start - 5) : start - 1]  # "U.S./Japan", but no address
    return not (_DOMAIN.match(text, end) and after != "/")


def nested(hits: Iterable[Hit], gazetteer: Gazetteer) -> list[Hit]:
    """Keep the longest hits and, inside them, the hits that have a row of their own; none cross."""
    kept: list[Hit] = []
    open_: list[Hit] = []
    for hit in hits:
        while open_ and open_[-1].end <= hit.start:
            open_.pop()
        if open_ and (hit.end > open_[-1].end or not _has_own_row(open_[-1], hit, gazetteer)):
            continue
        open_.append(hit)
        if hit.bearers:
            kept.append(hit)
    return kept


def _has_own_row(outer: Hit, inner: Hit, gazetteer: Gazetteer) -> bool:
    """Tell whether what stands inside a longer naming is named too: a state, or a person of a body's name."""
    if (outer.start, outer.end) == (inner.start, inner.end):
        return False
    outside = {b.actor for b in outer.bearers}
    inside = [b for b in inner.bearers if b.actor not in outside and not b.derived]
    if not outside or not inside or any(gazetteer.actors[a].type == "person" for a in outside):
        return any(b.form == "title" for b in outer.bearers) and bool(inside)
    if all(gazetteer.actors[a].type == "state" for a in outside):
        return False
    kinds = {gazetteer.actors[b.actor].type for b in inside}
    return kinds == {"state"} or (kinds == {"person"} and inner.end - inner.start > 8)
