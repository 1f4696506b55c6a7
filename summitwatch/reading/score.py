"""How good the reading is: proposals against rows that people made."""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pandas as pd

from summitwatch.dates import DateError, parse
from summitwatch.reading.engine import read
from summitwatch.reading.gazetteer import Gazetteer
from summitwatch.reading.proposals import Proposals
from summitwatch.reading.verify import read_texts
from summitwatch.tables import Dataset

Key = tuple[Any, ...]
Row = Mapping[str, Any]


@dataclass
class Tally:
    """What was right, missed, spurious; and which, in words."""

    right: int = 0
    missed: int = 0
    spurious: int = 0
    faults: list[str] = field(default_factory=list)

    @property
    def f1(self) -> float:
        """Harmonic mean of precision and recall."""
        total = 2 * self.right + self.missed + self.spurious
        return 2 * self.right / total if total else 1.0

    @property
    def recall(self) -> float:
        """Share of what is to be found that was found, right."""
        total = self.right + self.missed
        return self.right / total if total else 1.0

    def add(self, other: "Tally") -> None:
        """Count another tally in."""
        self.right, self.missed = self.right + other.right, self.missed + other.missed
        self.spurious += other.spurious
        self.faults += other.faults


Scores = dict[str, Tally]
MEASURES = (
    "sentences", "segments", "mentions", "mentions with form", "expressions", "expressions, same days",
    "quotations",
    "quotations with speaker", "quotations with mode", "quotations with class",
)  # fmt: skip


def new_scores() -> Scores:
    """Return an empty tally for every measure."""
    return {measure: Tally() for measure in MEASURES}


def compare(wanted: Iterable[Key], found: Iterable[Key], place: str = "") -> Tally:
    """Compare two bags of keys."""
    a, b = Counter(wanted), Counter(found)
    lost, extra = a - b, b - a
    told = [f"{place}missed {k}" for k in lost.elements()] + [
        f"{place}spurious {k}" for k in extra.elements()
    ]
    return Tally((a & b).total(), lost.total(), extra.total(), told)


def score_sources(dataset: Dataset, texts: Path) -> Scores:
    """Score the engine on the core sources against the coded record; the texts are needed."""
    scores = new_scores()
    gazetteer = Gazetteer.of(dataset)
    published = {r["item_id"]: r["published"] for r in dataset.rows("items")}
    for source, text in read_texts(dataset, texts).items():
        _score_source(scores, dataset, source, read(text, published, source, gazetteer))
    return scores


def _score_source(scores: Scores, dataset: Dataset, source: str, found: Proposals) -> None:
    own = {t: [r for r in dataset.rows(t) if r["sentence_id"].startswith(f"{source}-")] for t in _BY_SENTENCE}
    got = {t: records(found, t) for t in (*_BY_SENTENCE, "attributions")}
    whole = ("sentence_id", "line", "number", "start", "end", "words", "sha256_16")
    _count(scores, "sentences", own["sentences"], got["sentences"], whole)
    _count(scores, "segments", own["sentences"], got["sentences"], ("sentence_id", "item_id", "segment"))
    place = ("sentence_id", "start", "end")
    _count(scores, "mentions", own["mentions"], got["mentions"], (*place, "actor_id"))
    _count(
        scores, "mentions with form", own["mentions"], got["mentions"], (*place, "actor_id", "form", "joint")
    )
    count_dates(scores, source, _dated(own["expressions"], place), _dated(got["expressions"], place))
    statements = {r["statement_id"]: r for r in dataset.rows("statements")}
    said = {r["quotation_id"]: r for r in got["attributions"]}
    wanted = [{**q, "by": statements[q["statement_id"]]["speaker"]} for q in own["quotations"]]
    _count(scores, "quotations", wanted, got["quotations"], place)
    _count(
        scores,
        "quotations with speaker",
        wanted,
        [{**q, "by": said[q["quotation_id"]]["speaker"]} for q in got["quotations"]],
        (*place, "by"),
    )


_BY_SENTENCE = ("sentences", "mentions", "expressions", "quotations")


def _count(
    scores: Scores, measure: str, wanted: Sequence[Row], found: Sequence[Row], fields: Sequence[str]
) -> None:
    scores[measure].add(
        compare([_key(r, fields) for r in wanted], [_key(r, fields) for r in found], f"{measure}: ")
    )


def records(found: Proposals, table: str) -> list[dict[str, Any]]:
    """Return the rows of a table of proposals as mappings."""
    return [{str(name): cell for name, cell in row.items()} for row in found.frame(table).to_dict("records")]


def _key(row: Row, fields: Sequence[str]) -> Key:
    return tuple(None if pd.isna(row[f]) else row[f] for f in fields)


Dates = list[tuple[Key, str, Any]]


def _dated(rows: Iterable[Row], place: Sequence[str]) -> Dates:
    return [(_key(r, place), r["surface"], None if pd.isna(r["edtf"]) else r["edtf"]) for r in rows]


def count_dates(scores: Scores, source: str, wanted: Dates, found: Dates) -> None:
    """Count date expressions: those at the same place, with the same EDTF and with the same days."""
    for measure, same in (("expressions", _same), ("expressions, same days", _same_days)):
        left = list(found)
        tally = scores[measure]
        for key, surface, value in wanted:
            match = next((f for f in left if _overlap(f[0], key)), None)
            if match is not None:
                left.remove(match)
            if match is not None and same(match[2], value):
                tally.right += 1
            else:
                tally.missed += 1
                told = f"{match[2]}" if match else "nothing"
                tally.faults.append(f"{measure}: {source} {surface!r}: {told}, not {value}")
        tally.spurious += len(left)
        tally.faults += [f"{measure}: {source} spurious {f[1]!r} {f[2]}" for f in left]


def _overlap(a: Key, b: Key) -> bool:
    return bool(a[0] == b[0] and a[1] < b[2] and b[1] < a[2])


def _same(a: Any, b: Any) -> bool:
    return sorted(a) == sorted(b) if isinstance(a, list) and isinstance(b, list) else bool(a == b)


def _same_days(a: Any, b: Any) -> bool:
    if not isinstance(a, str) or not isinstance(b, str):
        return _same(a, b)
    try:
        first, second = parse(a), parse(b)
    except DateError:
        return a == b
    return (first.earliest, first.latest) == (second.earliest, second.latest)


def table(scores: Scores) -> pd.DataFrame:
    """Return the scores as a table."""
    rows = [(m, t.right, t.missed, t.spurious, round(t.recall, 3), round(t.f1, 3)) for m, t in scores.items()]
    return pd.DataFrame(
        rows, columns=pd.Index(["measure", "right", "missed", "spurious", "share right", "F1"])
    )
