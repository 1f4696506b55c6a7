"""A batch of documents in, Parquet out: a pure function, so that it may run on any machine."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from hashlib import sha256
from typing import Any

import pyarrow as pa
import pyarrow.parquet as pq

from summitwatch.errors import TextError
from summitwatch.reading.engine import default_gazetteer, read
from summitwatch.reading.files import text_of_bytes
from summitwatch.reading.proposals import COLUMNS, OF_FILES, Proposals
from summitwatch.tables import load

_WHOLE_NUMBERS = {"line", "number", "start", "end", "words", "paragraph", "wants"}
#: What became of each document, beside the tables of the proposals.
DOCUMENTS = ("source_id", "path", "published", "sha256", "characters", "status", "reason")
_READ = {table: columns for table, columns in COLUMNS.items() if table not in OF_FILES}
TABLES: Mapping[str, tuple[str, ...]] = {"documents": DOCUMENTS, **_READ}
Cells = tuple[Any, ...]


@dataclass(frozen=True, slots=True)
class Document:
    """A document of a corpus: its path inside it, its bytes, and the day of publication if known (EDTF)."""

    path: str
    data: bytes
    published: str | None = None


@dataclass(frozen=True)
class Batch:
    """What a batch gave: the bytes of each table, the rows in each, and what was skipped and why."""

    tables: Mapping[str, bytes]
    rows: Mapping[str, int]
    skipped: tuple[tuple[str, str], ...]


def source_id(path: str) -> str:
    """Return the id of a document, which follows from its path alone and not from the others."""
    return "D" + sha256(path.encode("utf-8", "surrogateescape")).hexdigest()[:12]


def read_batch(documents: Sequence[Document], digest: str) -> Batch:
    """Read documents with the gazetteer of the data of this digest; a bad document is told, never fatal.

    Raises
    ------
    TextError
        The machine that reads has other data.
    """
    _same_data(digest)
    rows: dict[str, list[Cells]] = {table: [] for table in TABLES}
    skipped = []
    for document in documents:
        characters, reason = _read_document(document, rows)
        if reason:
            skipped.append((document.path, reason))
        name = document.path.encode("utf-8", "surrogateescape").decode("utf-8", "replace")
        hashed = sha256(document.data).hexdigest()
        status = "skipped" if reason else "read"
        told = (source_id(document.path), name, document.published, hashed, characters, status, reason)
        rows["documents"].append(told)
    tables = {table: _parquet(table, found) for table, found in rows.items()}
    return Batch(tables, {table: len(found) for table, found in rows.items()}, tuple(skipped))


@lru_cache(maxsize=1)
def data_digest() -> str:
    """Return the digest of this machine's data, read once."""
    return load().digest


def _same_data(digest: str) -> None:
    if data_digest() != digest:
        raise TextError(
            f"this machine has data {data_digest()[:12]}, the run was begun with {digest[:12]}; "
            "install the same edition on every machine"
        )


def _read_document(document: Document, rows: dict[str, list[Cells]]) -> tuple[int, str | None]:
    """Add the rows of a document; return its length and the reason why it was skipped, if it was."""
    try:
        text = text_of_bytes(document.data, document.path)
        proposals = read(text, document.published, source_id(document.path), default_gazetteer())
    except TextError as error:
        return 0, str(error)
    except Exception as error:  # one document in a hundred thousand must not end the run
        return 0, f"{document.path}: {type(error).__name__}: {error}"
    for table, found in _own_ids(proposals):
        rows[table].extend(found)
    return len(text), None


def _own_ids(proposals: Proposals) -> Iterator[tuple[str, Iterable[Cells]]]:
    """Put the document before ids that are counted anew in each, so that none occurs twice in a corpus."""
    own = proposals.source_id
    for table, columns in _READ.items():
        places = [n for n, name in enumerate(columns) if name.endswith("_id") and name not in _SHARED]
        found = proposals.rows[table]
        yield table, (_prefixed(row, places, own) for row in found)


_SHARED = {"actor_id", "proposition_id"}  # ids of the dataset, not of a document


def _prefixed(row: Cells, places: Sequence[int], own: str) -> Cells:
    cells = list(row)
    for place in places:
        cell = cells[place]
        if isinstance(cell, str) and not cell.startswith(own):
            cells[place] = f"{own}-{cell}"
    return tuple(cells)


def _parquet(table: str, rows: Sequence[Cells]) -> bytes:
    """Return a table as Parquet; the same rows always give the same bytes."""
    fields = [pa.field(name, pa.int64() if name in _WHOLE_NUMBERS else pa.string()) for name in TABLES[table]]
    columns = zip(*rows, strict=True) if rows else [()] * len(fields)
    arrays = [
        pa.array(_plain(column, field), field.type) for column, field in zip(columns, fields, strict=True)
    ]
    sink = pa.BufferOutputStream()
    pq.write_table(pa.Table.from_arrays(arrays, schema=pa.schema(fields)), sink, compression="zstd")
    return bytes(sink.getvalue())


def _plain(column: Sequence[Any], field: pa.Field) -> list[Any]:
    if field.type == pa.int64():
        return [None if cell is None else int(cell) for cell in column]
    return [None if cell is None else str(cell) for cell in column]
