"""Files in, proposals out: decode, take the text from a saved page, read, write whole or not at all."""

import csv
import re
import shutil
import tempfile
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path

from summitwatch.errors import TextError
from summitwatch.reading.engine import Published, read
from summitwatch.reading.gazetteer import Gazetteer
from summitwatch.reading.marks import clean
from summitwatch.reading.overlap import overlaps
from summitwatch.reading.overlap import rows as overlap_rows
from summitwatch.reading.proposals import COLUMNS, Proposals
from summitwatch.tables import Dataset

_MARKS = (
    (b"\xef\xbb\xbf", "utf-8-sig"),
    (b"\xff\xfe\x00\x00", "utf-32"),
    (b"\xff\xfe", "utf-16"),
    (b"\xfe\xff", "utf-16"),
)
_HTML = re.compile(
    r"\s*(?:<\?xml[^>]*>\s*)?(?:<!--.*?-->\s*)*<(?:!doctype html|html|head|body)\b", re.IGNORECASE | re.DOTALL
)
_BINARY = re.compile(rb"[\x00-\x08\x0e-\x1a\x1c-\x1f]")
_SOURCE = re.compile(r"S\d+")


@dataclass(frozen=True)
class Report:
    """What became of the files: the folder written, rows of each table, what was skipped and why.

    `texts` holds the text of each source as it was read; it is not written.
    """

    out: Path
    rows: dict[str, int]
    skipped: tuple[tuple[Path, str], ...]
    notes: tuple[tuple[Path, str], ...]
    texts: Mapping[str, str]


def read_files(
    paths: Sequence[Path],
    published: Published,
    source_id: str,
    out: Path,
    gazetteer: Gazetteer | None = None,
    known: Sequence[Path] = (),
) -> Report:
    """Read files and write their proposals as CSV into a folder, all tables or none.

    The first file gets `source_id`, each further one the next number. A file that cannot be read is
    skipped and told; it is an error only if none is left. Each text is compared with the `known` files
    and with the texts before it.

    Raises
    ------
    TextError
        The id is malformed, the folder holds something already, or no file could be read.
    """
    _refuse(source_id, out)
    found, skipped, texts = _read_each(paths, published, int(source_id[1:]), gazetteer)
    if not found:
        told = "; ".join(f"{path}: {why}" for path, why in skipped)
        raise TextError(f"nothing to write: {told or 'no file was named'}")
    others = {path.stem: text_of(path) for path in known if path not in paths}
    near = overlap_rows(overlaps(texts, others))
    rows = write([_introduced(p, texts[p.source_id], near[p.source_id]) for _, p in found], out)
    notes = tuple((path, note) for path, p in found for note in p.notes)
    return Report(out, rows, tuple(skipped), notes, texts)


def _introduced(p: Proposals, text: str, near: Sequence[tuple[object, ...]]) -> Proposals:
    """Add the row of the source, as far as its text tells it, and its overlap with other documents."""
    title = next((row[3] for row in p.rows["items"] if row[2] == "story"), None)
    spoken = [row[4] for row in p.rows["segments"] if row[4] != "und"]
    language = max(spoken, key=spoken.count, default="und")
    digest = sha256(text.encode("utf-8")).hexdigest()
    row = (p.source_id, "core", None, None, title, None, language, None, None, digest, None)
    return Proposals(p.source_id, {**p.rows, "sources": [row], "overlaps": list(near)})


def next_source(dataset: Dataset) -> str:
    """Return the id that follows those of the core sources."""
    ids = [*dataset["sources"]["source_id"], *dataset["retired"]["retired_id"]]  # ids are never given twice
    return f"S{1 + max((int(i[1:]) for i in ids if _SOURCE.fullmatch(i)), default=0)}"


def _refuse(source_id: str, out: Path) -> None:
    if not _SOURCE.fullmatch(source_id):
        raise TextError(f"{source_id!r} is no id of a source; write one like S3")
    if out.exists() and (not out.is_dir() or any(out.iterdir())):
        raise TextError(f"{out}: holds something already; name another folder, or empty it")


def _read_each(
    paths: Sequence[Path], published: Published, number: int, gazetteer: Gazetteer | None
) -> tuple[list[tuple[Path, Proposals]], list[tuple[Path, str]], dict[str, str]]:
    found: list[tuple[Path, Proposals]] = []
    skipped: list[tuple[Path, str]] = []
    texts: dict[str, str] = {}
    for path in paths:
        try:
            text = text_of(path)
        except TextError as error:
            skipped.append((path, str(error)))
            continue
        source = f"S{number + len(found)}"
        found.append((path, read(text, published, source, gazetteer)))
        texts[source] = clean(text)[0]
    return found, skipped, texts


def files_of(folder: Path) -> list[Path]:
    """Return the texts of a folder: its plain and its HTML files.

    Raises
    ------
    TextError
        There is no such folder.
    """
    if not folder.is_dir():
        raise TextError(f"{folder}: no such folder")
    return sorted(p for p in folder.rglob("*") if p.suffix.lower() in (".txt", ".html", ".htm"))


def text_of(path: Path) -> str:
    """Return the text of a file: plain, or the main text of a saved page.

    Raises
    ------
    TextError
        There is no such file, or it holds no text.
    """
    if not path.is_file():
        raise TextError(f"{path}: no such file")
    return text_of_bytes(path.read_bytes(), str(path))


def text_of_bytes(data: bytes, name: str) -> str:
    """Return the text of a file's bytes, as `text_of` does; errors call the file by `name`.

    Raises
    ------
    TextError
        The bytes hold no text.
    """
    if not data.strip():
        raise TextError(f"{name}: the file is empty")
    text = decode(data)
    if text is None:
        raise TextError(f"{name}: the file is binary, not text")
    if not _HTML.match(text[:4000]):
        return text
    main = main_text(text)
    if not main:
        raise TextError(f"{name}: the page holds no main text; save the text by hand")
    return main


def decode(data: bytes) -> str | None:
    """Return the text of bytes by its mark, as UTF-8, or as the encoding that fits best; None if binary."""
    for mark, encoding in _MARKS:
        if data.startswith(mark):
            return data.decode(encoding, "replace")
    if len(_BINARY.findall(data[:65536])) * 20 > min(len(data), 65536):
        return None
    try:
        return data.decode("utf-8")
    except UnicodeDecodeError:
        return _guessed(data)


def _guessed(data: bytes) -> str:
    from charset_normalizer import from_bytes

    sample = from_bytes(data[:65536]).best()
    return data.decode(sample.encoding if sample else "cp1252", "replace")


def main_text(page: str) -> str:
    """Return headline and main text of a saved page, a line for each paragraph."""
    import trafilatura

    body = trafilatura.extract(page, include_comments=False, include_tables=False) or ""
    details = trafilatura.extract_metadata(page)
    title = (details.title or "").strip() if details else ""
    return f"{title}\n{body}" if body and title and not body.startswith(title) else body


def write(found: Iterable[Proposals], out: Path) -> dict[str, int]:
    """Write proposals into a folder that appears only when every table is complete; count their rows."""
    together = list(found)
    out.parent.mkdir(parents=True, exist_ok=True)
    draft = Path(tempfile.mkdtemp(prefix=f".{out.name}.", dir=out.parent))
    try:
        rows = {table: _write_table(together, table, draft / f"{table}.csv") for table in COLUMNS}
        if out.exists():
            out.rmdir()
        draft.rename(out)
    except BaseException:
        shutil.rmtree(draft, ignore_errors=True)
        raise
    return rows


def _write_table(found: Sequence[Proposals], table: str, path: Path) -> int:
    """Write one table; ids that several texts share are kept apart by counting on."""
    offsets: dict[str, int] = {}
    count = 0
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file, lineterminator="\n")
        writer.writerow(COLUMNS[table])
        for number, proposals in enumerate(found):
            moved = _moved(found, number, offsets)
            for row in proposals.rows[table]:
                writer.writerow(
                    [
                        _renumber(cell, moved) if name.endswith("_id") else cell
                        for name, cell in zip(COLUMNS[table], row, strict=True)
                    ]
                )
                count += 1
    return count


def _moved(found: Sequence[Proposals], number: int, kept: dict[str, int]) -> dict[str, int]:
    """Return how many rows of each kind the texts before this one have."""
    before: dict[str, int] = {}
    for proposals in found[:number]:
        for table, prefix in _NUMBERED.items():
            before[prefix] = before.get(prefix, 0) + len(proposals.rows[table])
    kept.update(before)
    return before


_NUMBERED = {
    "mentions": "M", "expressions": "DX", "statements": "ST", "quotations": "QU", "forecasts": "FC",
    "evidence": "X", "doubts": "DT", "notes": "NT", "segments": "SG", "overlaps": "OV",
}  # fmt: skip
_ID = re.compile(r"(M|DX|ST|QU|FC|X|DT|NT|SG|OV)(\d+)")


def _renumber(cell: object, moved: dict[str, int]) -> object:
    match = _ID.fullmatch(cell) if isinstance(cell, str) else None
    if match is None or not moved:
        return cell
    prefix, digits = match.groups()
    return f"{prefix}{int(digits) + moved.get(prefix, 0):0{len(digits)}d}"
