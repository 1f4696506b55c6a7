"""Plain words for the fields and the coded values of the tables."""

import re
from functools import lru_cache
from typing import Any

from summitwatch.analysis.wording import CODES, COUNTRIES, LANGUAGES, point_name, worded
from summitwatch.dates import label, parse
from summitwatch.tables import Dataset

KINDS = {
    "event_states": "What was told of an event",
    "publication_clues": "Publication clue",
    "expressions": "Date expression",
    "judgements": "Key judgement",
    "hypotheses": "Hypothesis",
    "indicators": "Signal",
    "codings": "Coding",
    "engine_rows": "Row of the reading engine",
    "engine_scores": "Score of the reading engine",
    "engine_misses": "Miss of the reading engine",
    "context_codings": "Coding of the wider record",
    "glossary": "Term",
}
FIELDS = {
    "agency": "Agency credited",
    "coder": "Rated by",
    "flag": "Settled by",
    "event_states": "What was told of it",
    "made_on": "Made on",
    "origin_basis": "Origin rests on",
    "percent": "Per cent, as said",
    "polarity": "Leans",
    "reading": "Read",
    "resolved_on": "Settled on",
    "resolutions.tier": "Judged by",
    "second_of": "Second rendering of",
    "seen": "Seen of the text",
    "ai_written": "Written by a language model",
    "ai_sign": "What says so",
    "assumptions": "Takes for granted",
    "band": "Likelihood",
    "asserted_by": "According to",
    "asserted_on": "Asserted",
    "confidence_reason": "Why this confidence",
    "date_believed": "Date as reported",
    "headline_basis": "Headline is",
    "matters": "Why it matters",
    "published_basis": "Date rests on",
    "published_rule": "How the date was found",
    "grade_rule": "Rule of the grade",
    "retrieved": "Copy taken",
    "said_on": "Said",
    "reported_on": "Reported",
    "speaker_class": "Class of speaker",
    "text_sha256": "SHA-256 of the text",
    "url": "Address",
    "via": "Through",
    "stance": "Attitude as first coded (−2 to 2)",
    "wants": "Attitude to a meeting (−2 to 2)",
    "would_show": "What would tell for or against it",
    "would_change": "What would change it",
    "why_not": "Why not scored",
}
GRADES = {
    "A": "completely reliable",
    "B": "usually reliable",
    "C": "fairly reliable",
    "D": "not usually reliable",
    "E": "unreliable",
    "F": "reliability cannot be judged",
}


def kind(table: str) -> str:
    """Name one record of a table."""
    return KINDS.get(table) or table.removesuffix("s").replace("_", " ").capitalize()


def field(name: str, table: str = "") -> str:
    """Name a column, where it means something else in one table by the words for that table."""
    return (
        FIELDS.get(f"{table}.{name}")
        or FIELDS.get(name)
        or name.removesuffix("_id").replace("_", " ").capitalize()
    )


def grade(letter: str) -> str:
    """Give an Admiralty letter with its plain words."""
    return f"{letter}, {GRADES[letter]}" if letter in GRADES else letter


def short_date(edtf: str | None) -> str:
    """Word a date, or say that it is unknown."""
    return label(parse(edtf)) if edtf else "unknown"


def value(dataset: Dataset, table: str, name: str, raw: Any) -> str:
    """Word the value of a cell: dates, actors and coded values as a reader would say them."""
    traits = column_traits(dataset, table).get(name, frozenset())
    if "edtf" in traits:
        return short_date(raw)
    if "actor" in traits and dataset.has(raw):
        return str(dataset.record(raw)["name"])
    if name in ("grade", "outcome_grade"):
        return grade(raw)
    if name == "country":
        return COUNTRIES.get(raw, str(raw))
    if name == "language":
        return LANGUAGES.get(raw, str(raw))
    if (table, name) == ("claims", "point"):
        return point_name(str(raw))
    if "coded" in traits or (table, name) in CODES:
        return worded(table, name, raw)
    return re.sub(r"\s+", " ", str(raw))


@lru_cache(maxsize=128)
def column_traits(dataset: Dataset, table: str) -> dict[str, frozenset[str]]:
    """Return the traits of a table's columns: coded (from a list), edtf, actor."""
    schema = next(r["schema"] for r in dataset.description["resources"] if r["name"] == table)
    actors = {k["fields"] for k in schema.get("foreignKeys", []) if k["reference"]["resource"] == "actors"}
    found = {}
    for column in schema["fields"]:
        traits = {"edtf"} if column.get("summitwatch:edtf") else set()
        traits |= {"coded"} if "enum" in column.get("constraints", {}) else set()
        traits |= {"actor"} if column["name"] in actors else set()
        found[column["name"]] = frozenset(traits)
    return found
