"""Rules on what stands where in the texts: sentences, mentions, quotations."""

import unicodedata
from collections.abc import Iterator

from summitwatch.errors import Problem
from summitwatch.tables import Dataset, Row
from summitwatch.tables.outside import DELETE, HIDDEN, SEEN, hidden_name

QUOTED_AT_MOST = 12  # words of a speaker that the book shows in a row
ROOM = 2000  # characters of a cell; the longest that was ever needed has a seventh of it


def hidden_characters(dataset: Dataset) -> Iterator[Problem]:
    """No cell holds a character that a reader cannot see: a control, a zero-width or a direction mark."""
    for place, value in _texts(dataset):
        if found := HIDDEN.search(value):
            yield Problem(*place, hidden_name(found), SEEN, DELETE)


def room(dataset: Dataset) -> Iterator[Problem]:
    """No cell is longer than a page has room for."""
    for place, value in _texts(dataset):
        if len(value) > ROOM:
            allowed, mend = f"{ROOM} characters at most", "shorten it"
            yield Problem(*place, f"{len(value)} characters", allowed, mend)


def look_alikes(dataset: Dataset) -> Iterator[Problem]:
    """Fields that follow a pattern, ids and codes, hold ASCII alone: no letters or digits that look alike."""
    coded = {
        (resource["path"], field["name"])
        for resource in dataset.description["resources"]
        for field in resource["schema"]["fields"]
        if "pattern" in field.get("constraints", {})
    }
    for place, value in _texts(dataset):
        if (place[0], place[2]) in coded and not value.isascii():
            strange = next(letter for letter in value if not letter.isascii())
            found = f"{value!r}, with {unicodedata.name(strange, 'an unknown character')}"
            yield Problem(*place, found, "letters and digits of ASCII", "type it again")


def _texts(dataset: Dataset) -> Iterator[tuple[tuple[str, int, str], str]]:
    """Yield file, row and field of every cell that holds a text, with the text."""
    for table in dataset.tables:
        for number, row in enumerate(dataset.rows(table), start=2):
            for field, value in row.items():
                if isinstance(value, str):
                    yield (f"{table}.csv", number, field), value


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
