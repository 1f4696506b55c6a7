"""Hold the coded record against the texts of the core sources."""

from collections import Counter
from collections.abc import Iterator, Mapping
from hashlib import sha256
from pathlib import Path
from typing import Any

import pandas as pd

from summitwatch.errors import TextError
from summitwatch.reading.engine_rows import engine_rows
from summitwatch.reading.sentences import Sentence, fingerprint, lines, sentences, word_count
from summitwatch.tables import Dataset, Row

COLUMNS = ("record_id", "table", "status", "detail")
CONFIRMED, CHANGED, MISSING, UNVERIFIABLE = "confirmed", "changed", "missing", "unverifiable"
_SURFACES = ("mentions", "expressions", "quotations")
Verdict = tuple[str, str, str, str]


def read_texts(dataset: Dataset, texts: Path) -> dict[str, str]:
    """Read the text of every core source from `texts`/ID.txt.

    Raises
    ------
    TextError
        A folder or file is missing, or a file is not UTF-8.
    """
    core = [row["source_id"] for row in dataset.rows("sources") if row["tier"] == "core"]
    return {source: read_text(Path(texts) / f"{source}.txt") for source in core}


def read_text(path: Path) -> str:
    """Read a text.

    Raises
    ------
    TextError
        The file is missing or is not UTF-8.
    """
    if not path.is_file():
        raise TextError(f"{path}: no such file; put the text there, or name another folder")
    try:
        return path.read_bytes().decode("utf-8")
    except UnicodeDecodeError as error:
        raise TextError(f"{path}: byte {error.start} is not UTF-8; save the text as UTF-8") from error


def verify(dataset: Dataset, texts: Path, published: Mapping[str, str | None] | None = None) -> pd.DataFrame:
    """Recompute hashes, word counts, offsets and surfaces from the texts, and run the reading engine again.

    Parameters
    ----------
    published : mapping, optional
        The day of each item that the engine is given; without it the engine is not run.

    Returns
    -------
    pandas.DataFrame
        A row for each source, sentence, mention, expression, quotation and evidence tie: `record_id`,
        `table`, `status` (confirmed, changed, missing, unverifiable) and `detail`. A sentence that the
        text has and the table has not is reported as missing.
    """
    found = read_texts(dataset, texts)
    split = {f"{s}-{x.line:02d}-{x.number}": x for s, text in found.items() for x in sentences(text)}
    rows = [*_sources(dataset, found), *_sentences(dataset, split), *_uncoded(dataset, split)]
    for table in _SURFACES:
        rows += _surfaces(dataset, table, found)
    rows += _evidence(dataset, split)
    rows += _engine(dataset, found, published) if published is not None else []
    return pd.DataFrame(rows, columns=pd.Index(COLUMNS))


def _sources(dataset: Dataset, texts: dict[str, str]) -> Iterator[Verdict]:
    for row in dataset.rows("sources"):
        source = row["source_id"]
        if row["tier"] != "core":
            yield source, "sources", UNVERIFIABLE, "no text of a context source is kept"
            continue
        digest = sha256(texts[source].encode("utf-8")).hexdigest()
        differs = "" if digest == row["text_sha256"] else f"SHA-256 is {digest}"
        yield source, "sources", CHANGED if differs else CONFIRMED, differs


def _sentences(dataset: Dataset, split: dict[str, Sentence]) -> Iterator[Verdict]:
    for row in dataset.rows("sentences"):
        sentence = split.get(row["sentence_id"])
        if sentence is None:
            yield row["sentence_id"], "sentences", MISSING, "the text has no such line or sentence"
            continue
        actual: dict[str, object] = {"start": sentence.start, "end": sentence.end}
        actual |= {"words": word_count(sentence.text), "sha256_16": fingerprint(sentence.text)}
        differs = "; ".join(f"{n} is {a}, not {row[n]}" for n, a in actual.items() if a != row[n])
        yield row["sentence_id"], "sentences", CHANGED if differs else CONFIRMED, differs


def _uncoded(dataset: Dataset, split: dict[str, Sentence]) -> Iterator[Verdict]:
    """Yield the sentences of the texts that have no row: the coding is to be complete."""
    coded = {row["sentence_id"] for row in dataset.rows("sentences")}
    for sentence_id in split:
        if sentence_id not in coded:
            yield sentence_id, "sentences", MISSING, "a sentence of the text that the table lacks"


def _surfaces(dataset: Dataset, table: str, texts: dict[str, str]) -> Iterator[Verdict]:
    """Compare what is coded of a slice with the slice itself."""
    places = {row["sentence_id"]: row for row in dataset.rows("sentences")}
    for row in dataset.rows(table):
        record_id = row[f"{table[:-1]}_id"]
        if row["sentence_id"] is None:
            yield record_id, table, UNVERIFIABLE, "no text of a context source is kept"
            continue
        place = places[row["sentence_id"]]
        whole = lines(texts[row["sentence_id"].split("-")[0]])
        if place["line"] > len(whole):
            yield record_id, table, MISSING, "the text has no such line"
            continue
        sentence = whole[place["line"] - 1][place["start"] : place["end"]]
        differs = _differs(row, sentence[row["start"] : row["end"]])
        yield record_id, table, CHANGED if differs else CONFIRMED, differs


def _differs(row: Row, piece: str) -> str:
    """Tell how a slice of the text differs from what is coded of it, without printing the text."""
    if "surface" in row:
        same = piece == row["surface"]
        return "" if same else f"the text has other characters than {row['surface']!r} there"
    if word_count(piece) != row["words"]:
        return f"{word_count(piece)} words there, not {row['words']}"
    if row["shown"] is not None and row["shown"] not in " ".join(piece.split()):
        return "the words shown do not stand there"
    return ""


def _engine(
    dataset: Dataset, texts: dict[str, str], published: Mapping[str, str | None]
) -> Iterator[Verdict]:
    """Compare what the engine reads with its stored rows."""
    again = engine_rows(dataset, texts, published)
    read = Counter(map(_cells, again.to_dict("records")))
    for row in dataset.rows("engine_rows"):
        there = read[_cells(row)] > 0
        read[_cells(row)] -= there
        differs = "" if there else f"the engine no longer reads {row['task']} {row['value']!r} there"
        yield row["engine_row_id"], "engine_rows", CONFIRMED if there else CHANGED, differs
    for task, sentence, start, end, value in (+read).elements():
        detail = f"the engine reads {task} {value!r} at {start} to {end}, which is not stored"
        yield sentence, "engine_rows", MISSING, detail


def _cells(row: Mapping[Any, Any]) -> tuple[str, str, int, int, str | None]:
    return row["task"], row["sentence_id"], row["start"], row["end"], row["value"]


def _evidence(dataset: Dataset, split: dict[str, Sentence]) -> Iterator[Verdict]:
    """A tie is confirmed where the sentence stands in the text."""
    for row in dataset.rows("evidence"):
        tie, sentence = row["evidence_id"], row["sentence_id"]
        if sentence is None:
            yield tie, "evidence", UNVERIFIABLE, "context evidence"
        elif sentence in split:
            yield tie, "evidence", CONFIRMED, ""
        else:
            yield tie, "evidence", MISSING, f"the text has no {sentence}"
