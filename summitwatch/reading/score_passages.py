"""How good the reading is on passages that people wrote with their expected rows."""

import json
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from typing import Any

import pandas as pd

from summitwatch.reading.engine import read
from summitwatch.reading.gazetteer import Actor, Gazetteer
from summitwatch.reading.marks import word_set
from summitwatch.reading.proposals import Proposals
from summitwatch.reading.score import Row, Scores, Tally, compare, count_dates, new_scores, records
from summitwatch.reading.sentences import sentences


def score_passages(passages: Iterable[Row], gazetteer: Gazetteer) -> Scores:
    """Score the engine on passages with their expected rows."""
    scores = new_scores()
    for passage in passages:
        known = passage_gazetteer(passage, gazetteer)
        _score_passage(scores, passage, read(passage["text"], passage["published"], "S1", known))
    for measure in ("sentences", "segments"):
        scores.pop(measure)
    return scores


def passage_gazetteer(passage: Row, gazetteer: Gazetteer) -> Gazetteer:
    """Return the gazetteer with the actors that a passage brings along."""
    return gazetteer.extended(_new_actors(passage.get("new_actors") or ()))


def load_passages(path: Path) -> list[dict[str, Any]]:
    """Load passages, one JSON object a line."""
    return [json.loads(line) for line in path.read_text("utf-8").splitlines() if line.strip()]


def _new_actors(rows: Iterable[Row]) -> list[tuple[Actor, list[tuple[str, str]]]]:
    return [
        (Actor(r["actor"], r["name"], r.get("type") or _kind(r["name"]), r.get("country")), _pairs(r))
        for r in rows
    ]


def _pairs(row: Row) -> list[tuple[str, str]]:
    aliases = [a if isinstance(a, Mapping) else {"alias": a} for a in row.get("aliases") or ()]
    return [(a["alias"], a.get("form") or ("role" if a["alias"].islower() else "name")) for a in aliases]


def _kind(name: str) -> str:
    """Guess the type of an actor from its name."""
    if "not named" in name or name.islower():
        return "person" if "official" in name.lower() else "group"
    words = name.split()
    organised = any(w in _BODIES for w in words) or name.isupper() or len(words) > 4 or len(words) == 1
    return "organisation" if organised else "person"


_BODIES = word_set(
    "Ministry Institute University Agency News Center Centre Party Department Council Committee Command "
    "Times Post Assembly "
    "Press Office Service Union Nations Parliament House Foundation Daily Forces Army Bureau Staff Diet "
    "Kremlin of for and the "
    "The Think Tank Journal Television Radio Group Court Administration Government Sinmun Shimbun Ilbo "
    "Broadcasting Chiefs "
    "Herald Network Organization Organisation Association Commission Navy Guard Palace Bank Corporation "
    "Company"
)


def _score_passage(scores: Scores, passage: Row, found: Proposals) -> None:
    text, name = passage["text"], passage["id"]
    starts = _starts(text)
    rows = {t: records(found, t) for t in ("mentions", "expressions", "quotations", "attributions", "doubts")}
    for row in (*rows["mentions"], *rows["expressions"], *rows["quotations"]):
        row["at"] = starts[row["sentence_id"]] + row["start"]
        row["to"] = starts[row["sentence_id"]] + row["end"]
    doubts: dict[str, list[str]] = {}
    for doubt in rows["doubts"]:
        if doubt["candidate"]:
            doubts.setdefault(doubt["record_id"], []).append(doubt["candidate"])
    _passage_mentions(scores, name, passage, rows["mentions"], doubts)
    gold = [
        ((0, *_nth(text, e["surface"], e.get("nth", 1))), e["surface"], e["edtf"])
        for e in passage["expressions"]
    ]
    got = [
        ((0, r["at"], r["to"]), r["surface"], r["edtf"] or doubts.get(r["expression_id"]))
        for r in rows["expressions"]
    ]
    count_dates(scores, name, gold, got)
    _passage_quotations(scores, name, passage, rows)


def _passage_mentions(
    scores: Scores, name: str, passage: Row, found: Sequence[Row], doubts: Mapping[str, list[str]]
) -> None:
    for measure, forms in (("mentions", False), ("mentions with form", True)):
        wanted = [
            (
                *_nth(passage["text"], m["surface"], m.get("nth", 1)),
                m["surface"],
                _who(m["actor"]),
                m.get("form") if forms else "",
            )
            for m in passage["mentions"]
        ]
        got = [
            (
                r["at"],
                r["to"],
                r["surface"],
                _who(r["actor_id"] or doubts.get(r["mention_id"])),
                r["form"] if forms else "",
            )
            for r in found
        ]
        scores[measure].add(compare(wanted, got, f"{measure}: {name} "))


def _who(actor: Any) -> Any:
    if isinstance(actor, list):
        return tuple(sorted(actor))
    return None if actor is None or pd.isna(actor) else actor


_SAID = {
    "quotations with speaker": ("speaker", "speaker"),
    "quotations with mode": ("mode", "mode"),
    "quotations with class": ("class", "speaker_class"),
}


def _passage_quotations(scores: Scores, name: str, passage: Row, rows: Mapping[str, Sequence[Row]]) -> None:
    """Match quotations by their words; a quotation of several sentences counts by its first."""
    said = {r["quotation_id"]: r for r in rows["attributions"]}
    left = list(rows["quotations"])
    for wanted in passage["quotations"]:
        at = passage["text"].find(wanted["words"])
        to = at + len(wanted["words"])
        match = [r for r in left if r["at"] < to and at < r["to"]] if at >= 0 else []
        left = [r for r in left if r not in match]
        words = f"{name} {wanted['words'][:60]!r}"
        _tell(scores["quotations"], bool(match), f"quotations: missed {words}")
        for measure, (field, column) in _SAID.items():
            got = said[match[0]["quotation_id"]][column] if match else "nothing"
            told = f"{measure}: {words}: {got}, not {wanted.get(field)}"
            _tell(scores[measure], bool(match) and got == wanted.get(field), told)
    for measure in ("quotations", "quotations with speaker"):
        scores[measure].spurious += len(left)
        scores[measure].faults += [f"{measure}: {name} spurious at {r['at']}" for r in left]


def _tell(tally: Tally, right: bool, fault: str) -> None:
    tally.right, tally.missed = tally.right + right, tally.missed + (not right)
    tally.faults += [] if right else [fault]


def _starts(text: str) -> dict[str, int]:
    """Return where each sentence starts in the text."""
    starts, at, ordinal = {}, 0, 0
    places: dict[int, int] = {}
    for line in text.splitlines(keepends=True):
        if line.strip():
            ordinal += 1
            places[ordinal] = at
        at += len(line)
    for s in sentences(text):
        starts[f"S1-{s.line:02d}-{s.number}"] = places[s.line] + s.start
    return starts


def _nth(text: str, surface: str, nth: int) -> tuple[int, int]:
    """Return where the nth occurrence of a surface stands."""
    at = -1
    for _ in range(max(nth, 1)):
        at = text.find(surface, at + 1)
        if at < 0:
            break
    return at, at + len(surface)
