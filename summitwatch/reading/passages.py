"""Passages that people wrote with their expected rows, and what the engine reads in them."""

import json
import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from html import unescape
from pathlib import Path
from typing import Any

from summitwatch.errors import TextError
from summitwatch.reading.engine import read
from summitwatch.reading.gazetteer import Actor, Gazetteer
from summitwatch.reading.sentences import sentences

Row = Mapping[str, Any]
#: Place, start, end, surface, values, open, optional; and place, start, end, surface, value, candidates.
Wanted = tuple[str, int, int, str, tuple[str | None, ...], bool, bool]
Found = tuple[str, int, int, str, str | None, tuple[str, ...]]
TASKS = ("sentences", "mentions", "dates", "quotations", "speakers", "modes", "classes")


@dataclass
class Sides:
    """What is expected of one task and what was read, over all passages."""

    expected: list[Wanted] = field(default_factory=list)
    proposed: list[Found] = field(default_factory=list)


def load_passages(path: Path) -> list[dict[str, Any]]:
    """Load passages, one JSON object a line.

    Raises
    ------
    TextError
        There is no such file.
    """
    if not path.is_file():
        raise TextError(f"{path}: no such file of passages")
    rows = [json.loads(line) for line in path.read_text("utf-8").splitlines() if line.strip()]
    return [_without_tags(row) if row.get("html") else row for row in rows]


def _without_tags(passage: dict[str, Any]) -> dict[str, Any]:
    """Take tags and entities out of a passage and of its rows, as reading a saved page does."""

    def flat(value: Any) -> Any:
        if isinstance(value, dict):
            return {key: flat(cell) for key, cell in value.items()}
        if isinstance(value, list):
            return [flat(cell) for cell in value]
        return unescape(re.sub(r"<[^<>]+>", "", value)) if isinstance(value, str) else value

    return dict(flat(passage))


def read_passages(passages: Iterable[Row], gazetteer: Gazetteer, own_names: bool = True) -> dict[str, Sides]:
    """Read passages and return both sides of every task.

    With `own_names` the actors and aliases that a passage brings along are loaded for it, as an editor
    would enter a new name before he reads.
    """
    sides = {task: Sides() for task in TASKS}
    for passage in passages:
        known = passage_gazetteer(passage, gazetteer) if own_names else gazetteer
        _read_passage(passage, known, _same_actors(passage, gazetteer), sides)
    return sides


def passage_gazetteer(passage: Row, gazetteer: Gazetteer) -> Gazetteer:
    """Return the gazetteer with the actors and aliases that a passage brings along."""
    return gazetteer.extended(_brought(passage, gazetteer, _same_actors(passage, gazetteer)))


def _same_actors(passage: Row, gazetteer: Gazetteer) -> dict[str, str]:
    """Return the gazetteer's id of an actor for whom the passage has one of its own."""
    ids = {actor.name.lower(): actor.id for actor in gazetteer.actors.values()}
    same = {}
    for row in passage["new_actors"]:
        country = _country(row["name"], gazetteer)
        bearers = {b.actor for a in row["aliases"] for b in gazetteer.bearers.get(a, ())}
        alike = [a for a in bearers if country and gazetteer.actors[a].country == country]
        known = ids.get(row["name"].lower()) or (alike[0] if len(alike) == 1 else None)
        if row["actor"] not in gazetteer.actors and known:
            same[row["actor"]] = known
    return same


Brought = list[tuple[Actor, list[tuple[str, str]]]]


def _brought(passage: Row, gazetteer: Gazetteer, same: Mapping[str, str]) -> Brought:
    found: Brought = []
    for row in passage["new_actors"]:
        id_ = same.get(row["actor"], row["actor"])
        actor = gazetteer.actors.get(id_) or Actor(
            id_, row["name"], row.get("type") or _kind(row["name"]), _country(row["name"], gazetteer)
        )
        found.append((actor, [_form(alias) for alias in row["aliases"]]))
    for row in passage["new_aliases"]:
        known = gazetteer.actors.get(row["actor"])
        found += [(known, [_form(row["alias"])])] if known else []
    return found


def _form(alias: str) -> tuple[str, str]:
    return alias, "role" if alias.isascii() and alias.islower() else "name"


def _country(name: str, gazetteer: Gazetteer) -> str | None:
    """Return the country that the name of a body tells: "Ministry of Foreign Affairs, China"."""
    states = {a.name: a.country for a in gazetteer.actors.values() if a.type == "state"}
    return next((code for state, code in states.items() if name.endswith(f", {state}")), None)


_BODIES = frozenset(
    ["Ministry", "Institute", "University", "Agency", "News", "Department", "Command", "Times", "Assembly",
     "Television", "Office", "House", "Academy", "Party", "Service", "Organisation", "Staff", "Shimbun",
     "Ilbo", "Sinmun", "Novosti"]
)  # fmt: skip


def _kind(name: str) -> str:
    """Return the type of an actor by its name, where the passage tells no more."""
    words = name.replace(",", "").split()
    body = len(words) == 1 or any(w in _BODIES for w in words)
    return "organisation" if body else "person"


def _read_passage(
    passage: Row, known: Gazetteer, same: Mapping[str, str], sides: Mapping[str, Sides]
) -> None:
    text, name = passage["text"], passage["id"]
    found = read(text, passage["published"], "S1", known)
    starts = sentence_starts(text, "S1")
    counts = (passage["sentences"], *passage.get("sentences_also", ()))
    sides["sentences"].expected.append((name, 0, 1, "", tuple(map(str, counts)), False, False))
    sides["sentences"].proposed.append((name, 0, 1, "", str(len(starts)), ()))
    doubts: dict[str, tuple[str, ...]] = {}
    for _, record, _, candidate, _ in found.rows["doubts"]:
        doubts[record] = doubts.get(record, ()) + ((candidate,) if candidate else ())
    for task, table in (("mentions", "mentions"), ("dates", "expressions")):
        for row in found.rows[table]:
            record, sentence, start, end, surface, value = row[:6]
            at = starts[sentence]
            sides[task].proposed.append((name, at + start, at + end, surface, value, doubts.get(record, ())))
    sides["mentions"].expected += [_mention(passage, m, same) for m in passage["mentions"]]
    sides["dates"].expected += [_date(passage, e) for e in passage["expressions"]]
    said = {row[0]: row for row in found.rows["attributions"]}
    rows = [
        (starts[r[2]] + r[3], starts[r[2]] + r[4], said[r[0]], doubts.get(r[1], ()))
        for r in found.rows["quotations"]
    ]
    _quotations(passage, same, rows, sides)


def _mention(passage: Row, row: Row, same: Mapping[str, str]) -> Wanted:
    start, end = nth(passage["text"], row["surface"], row["nth"])
    ambiguous = bool(row.get("ambiguous"))
    values = tuple(row["candidates"]) if ambiguous else (row["actor"],)
    mapped = tuple(same.get(v, v) for v in values)
    return passage["id"], start, end, row["surface"], mapped, ambiguous, bool(row.get("optional"))


def _date(passage: Row, row: Row) -> Wanted:
    start, end = nth(passage["text"], row["surface"], row["nth"])
    values = tuple(row["edtf"]) if isinstance(row["edtf"], list) else (row["edtf"],)
    return passage["id"], start, end, row["surface"], values, bool(row["ambiguous"]), False


def _quotations(
    passage: Row, same: Mapping[str, str], rows: Sequence[tuple[Any, ...]], sides: Mapping[str, Sides]
) -> None:
    """Add the quotations: found at all; then, where found, with speaker, mode and class."""
    name, text = passage["id"], passage["text"]
    scare = [nth(text, s["words"], s["nth"]) for s in passage["scare"]]
    for q in passage["quotations"]:
        start, end = nth(text, q["words"], q["nth"])
        speakers = tuple(q["candidates"]) if q.get("ambiguous") else (q["speaker"],)
        mapped = tuple(same.get(s, s) for s in speakers)
        short = " ".join(text[start:end].split()[:3])
        told = {"quotations": ("words",), "speakers": mapped, "modes": (q["mode"],), "classes": (q["class"],)}
        for task, values in told.items():
            skip = task == "classes" and q["class"] is None
            open_ = task == "speakers" and bool(q.get("ambiguous"))
            sides[task].expected.append((name, start, end, short, values, open_, skip))
    for start, end, (_, speaker, _, _, mode, kind, _), candidates in rows:
        if speaker is None and any(a < end and start < b for a, b in scare):
            continue
        short = " ".join(text[start:end].split()[:3])
        known = tuple(c for c in candidates if not c.startswith("new: "))
        for task, value in (
            ("quotations", "words"),
            ("speakers", speaker),
            ("modes", mode),
            ("classes", kind),
        ):
            sides[task].proposed.append(
                (name, start, end, short, value, known if task == "speakers" and not speaker else ())
            )


def sentence_starts(text: str, source_id: str) -> dict[str, int]:
    """Return where each sentence starts in the text."""
    at, starts = 0, []
    for line in text.splitlines(keepends=True):
        starts += [at] if line.strip() else []
        at += len(line)
    return {f"{source_id}-{s.line:02d}-{s.number}": starts[s.line - 1] + s.start for s in sentences(text)}


def nth(text: str, surface: str, number: int) -> tuple[int, int]:
    """Return where the nth occurrence of a surface stands.

    Raises
    ------
    TextError
        The text has fewer of them.
    """
    places = _everywhere(text, surface)
    if len(places) < number:
        raise TextError(f"{surface!r}: the passage has {len(places)} of it, not {number}")
    return places[number - 1]


def _everywhere(text: str, surface: str) -> list[tuple[int, int]]:
    found, at = [], text.find(surface)
    while at >= 0:
        found.append((at, at + len(surface)))
        at = text.find(surface, at + 1)
    return found
