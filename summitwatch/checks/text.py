"""Rules on what stands where in the texts: sentences, mentions, quotations."""

import re
from collections.abc import Iterator

from summitwatch.errors import Problem
from summitwatch.tables import Dataset, Row

QUOTED_AT_MOST = 12  # words of a speaker that the book shows in a row
#: Controls, surrogates and private characters (Unicode categories Cc, Cs, Co), then marks that have no width.
HIDDEN = re.compile(
    "[\x00-\x1f\x7f-\x9f\ud800-\uf8ff\U000f0000-\U000ffffd\U00100000-\U0010fffd"
    "\u00ad\u200b-\u200f\u202a-\u202e\u2060\u2066-\u2069\ufeff]"
)


def hidden_characters(dataset: Dataset) -> Iterator[Problem]:
    """No cell holds a character that a reader cannot see: a control, a zero-width or a direction mark."""
    allowed, mend = "characters that can be seen", "delete it and type the text again"
    for table in dataset.tables:
        for number, row in enumerate(dataset.rows(table), start=2):
            for field, value in row.items():
                hidden = HIDDEN.search(value) if isinstance(value, str) else None
                if hidden:
                    found = f"a hidden character U+{ord(hidden.group()):04X}"
                    yield Problem(f"{table}.csv", number, field, found, allowed, mend)


def sentences(dataset: Dataset) -> Iterator[Problem]:
    """Ids tell source, line and number; sentences of a line follow each other without overlap."""
    ends: dict[tuple[str, int], int] = {}
    for number, row in enumerate(dataset.rows("sentences"), start=2):
        source = row["sentence_id"].split("-")[0]
        yield from _sentence_ids(number, row, source)
        start, end, place = row["start"], row["end"], (source, row["line"])
        least = ends.get(place, 0)
        if end <= start or start < least:
            allowed = f"an end after the start, and a start at or after {least}"
            yield Problem("sentences.csv", number, "start", f"{start}–{end}", allowed, "correct the offsets")
        ends[place] = end


def _sentence_ids(number: int, row: Row, source: str) -> Iterator[Problem]:
    found, item = row["sentence_id"], row["item_id"]
    expected = f"{source}-{row['line']:02d}-{row['number']}"
    if found != expected:
        mend = "make id, line and number agree"
        yield Problem("sentences.csv", number, "sentence_id", repr(found), repr(expected), mend)
    if not item.startswith(f"{source}-"):
        mend = "name an item of the sentence's own source"
        yield Problem("sentences.csv", number, "item_id", repr(item), f"an item of {source}", mend)


def offsets(dataset: Dataset) -> Iterator[Problem]:
    """Mentions, expressions and quotations lie inside their sentence; surfaces are as long as their slice."""
    lengths = {row["sentence_id"]: row["end"] - row["start"] for row in dataset.rows("sentences")}
    for table in ("mentions", "expressions", "quotations"):
        for number, row in enumerate(dataset.rows(table), start=2):
            if row["sentence_id"] is None or row["start"] is None or row["end"] is None:
                continue  # of the wider record, or told by `quotations`
            start, end, room = row["start"], row["end"], lengths[row["sentence_id"]]
            if not 0 <= start < end <= room:
                allowed = f"0 ≤ start < end ≤ {room}, the length of {row['sentence_id']}"
                found, mend = f"{start}–{end}", "correct the offsets"
                yield Problem(f"{table}.csv", number, "start, end", found, allowed, mend)
            surface = row.get("surface")
            if surface is not None and len(surface) != end - start:
                allowed = f"a surface of {end - start} characters, as the offsets say"
                mend = "correct surface or offsets; `summitwatch verify` compares both with the text"
                yield Problem(f"{table}.csv", number, "surface", repr(surface), allowed, mend)


def nesting(dataset: Dataset) -> Iterator[Problem]:
    """Mentions of a sentence nest but never cross, and none is coded twice."""
    seen: dict[str, list[tuple[int, int, str]]] = {}
    for number, row in enumerate(dataset.rows("mentions"), start=2):
        start, end, actor = row["start"], row["end"], row["actor_id"]
        others = seen.setdefault(row["sentence_id"], [])
        for a, b, _ in others:
            if a < start < b < end or start < a < end < b:
                found, mend = f"{start}–{end} across {a}–{b}", "correct the offsets"
                yield Problem("mentions.csv", number, "start, end", found, "nested or apart", mend)
        if (start, end, actor) in others:
            found, mend = "the same mention twice", "remove one"
            yield Problem("mentions.csv", number, "mention_id", found, "one row", mend)
        others.append((start, end, actor))


def joint_namings(dataset: Dataset) -> Iterator[Problem]:
    """A joint naming has a row for each of its actors, a single one has one row."""
    frame = dataset.tables["mentions"]
    sizes = frame.groupby(["sentence_id", "start", "end"])["actor_id"].transform("size")
    allowed = "yes where the surface has several rows, else no"
    for number, (joint, size) in enumerate(zip(frame["joint"], sizes, strict=True), start=2):
        if (joint == "yes") != (size > 1):
            found = f"{joint} with {size} row(s)"
            yield Problem("mentions.csv", number, "joint", found, allowed, "correct the field")


def quotations(dataset: Dataset) -> Iterator[Problem]:
    """A quotation stands in a sentence, with offsets, or on an item; at most twelve words are shown."""
    for number, row in enumerate(dataset.rows("quotations"), start=2):
        placed = {row[field] is not None for field in ("sentence_id", "start", "end")}
        if len(placed) > 1 or placed == {row["item_id"] is not None}:
            allowed = "sentence_id, start and end (core), or item_id alone (wider record)"
            found, mend = "neither or a mixture", "name one place"
            yield Problem("quotations.csv", number, "sentence_id", found, allowed, mend)
        shown, most = len((row["shown"] or "").split()), min(QUOTED_AT_MOST, row["words"])
        if shown > most:
            allowed, mend = f"at most {most} words", "shorten what is shown"
            yield Problem("quotations.csv", number, "shown", f"{shown} words", allowed, mend)
