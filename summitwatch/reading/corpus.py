"""A folder of documents in, a Parquet dataset out: batch after batch, so that memory stays flat."""

import csv
import json
import os
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path
from typing import Any

from summitwatch.dates import parse
from summitwatch.errors import DataError, Problem, SummitWatchError, TextError
from summitwatch.reading.batches import TABLES, Batch, Document, data_digest, source_id
from summitwatch.reading.schedulers import Scheduler

SUFFIXES = (".txt", ".html", ".htm")
INDEX = "index.csv"  # in the corpus folder: path, published
PLAN, MARKS, COMPLETE = "_plan.json", "_batches", "_complete.json"
BATCH = 200  # documents; some megabytes of rows


@dataclass(frozen=True)
class Progress:
    """How far a run has come: documents done, of how many, and those left out of the rows."""

    done: int
    total: int
    skipped: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True)
class CorpusReport:
    """What a run gave: the folder, documents in all, rows of each table, and what was skipped and why."""

    out: Path
    documents: int
    rows: Mapping[str, int]
    skipped: tuple[tuple[str, str], ...]


@dataclass(frozen=True)
class Plan:
    """Which documents make up which batch; a run can only go on with the plan that it began with."""

    folder: Path
    paths: Sequence[str]
    published: Mapping[str, str]
    default: str | None
    size: int
    digest: str

    @property
    def batches(self) -> int:
        """Return the number of batches."""
        return -(-len(self.paths) // self.size)

    def members(self, batch: int) -> Sequence[str]:
        """Return the paths of a batch, counted from nought."""
        return self.paths[batch * self.size : (batch + 1) * self.size]

    def documents(self, batch: int) -> Iterator[Document]:
        """Read the files of a batch; one that has gone since is an empty document, told as such later."""
        for path in self.members(batch):
            try:
                data = (self.folder / path).read_bytes()
            except OSError:
                data = b""
            yield Document(path, data, self.published.get(path, self.default))

    @property
    def told(self) -> dict[str, Any]:
        """What the plan rests on, to be compared when a run goes on."""
        days = sorted(self.published.items())
        names = json.dumps([list(self.paths), days, self.default, self.size, sorted(TABLES)])
        return {
            "documents": len(self.paths),
            "batch": self.size,
            "corpus_sha256": sha256(names.encode("utf-8", "surrogatepass")).hexdigest(),
            "data": self.digest,
        }


def plan(folder: Path, published: str | None = None, size: int = BATCH) -> Plan:
    """List the documents of a folder and their days of publication (EDTF): one day for all, or `index.csv`.

    Raises
    ------
    TextError
        The folder holds no document, or two documents would have the same id.
    DataError
        The index names a file that is not there, or a day that is no EDTF.
    """
    if not folder.is_dir():
        raise TextError(f"{folder}: no such folder")
    paths = sorted(_names(folder, ""))
    if not paths:
        raise TextError(f"{folder}: holds no document; allowed: files that end in {', '.join(SUFFIXES)}")
    if len({source_id(path) for path in paths}) < len(paths):
        raise TextError(f"{folder}: two paths give one id; rename one of them")
    return Plan(folder, paths, _index(folder, set(paths)), published, size, data_digest())


def _names(folder: Path, inside: str) -> Iterator[str]:
    """Yield the paths of the documents below a folder; links to folders are not followed."""
    with os.scandir(folder / inside) as entries:
        for entry in entries:
            name = f"{inside}{entry.name}"
            if entry.is_dir(follow_symlinks=False):
                yield from _names(folder, f"{name}/")
            elif entry.name.lower().endswith(SUFFIXES) and entry.is_file():
                yield name


def _index(folder: Path, paths: set[str]) -> dict[str, str]:
    index = folder / INDEX
    if not index.is_file():
        return {}
    days: dict[str, str] = {}
    problems = []
    with index.open(encoding="utf-8-sig", newline="") as file:
        for number, row in enumerate(csv.DictReader(file), start=2):
            path, day = row.get("path") or "", row.get("published") or ""
            if path not in paths:
                mend = "correct the path, as seen from the folder"
                problems.append(Problem(INDEX, number, "path", repr(path), "a document of the folder", mend))
            elif day and not _is_edtf(day):
                mend = "write a day such as 2026-03-16, or leave it blank"
                problems.append(Problem(INDEX, number, "published", repr(day), "EDTF", mend))
            elif day:
                days[path] = day
    if problems:
        raise DataError(problems)
    return days


def _is_edtf(text: str) -> bool:
    try:
        parse(text)
    except (SummitWatchError, ValueError):
        return False
    return True


def read_corpus(
    work: Plan, out: Path, scheduler: Scheduler, say: Callable[[Progress], None] = lambda _: None
) -> CorpusReport:
    """Read all documents of a plan into a folder of Parquet tables, one part for each batch.

    A batch counts once its mark is written, after all its parts: a run that was killed goes on where it
    stood, and a part without a mark is written anew under its own name, so that no row is lost or doubled.

    Raises
    ------
    TextError
        The folder holds something else, or a run that was begun with another corpus, data or batch size.
    """
    _begin(work, out)
    left = [batch for batch in range(work.batches) if not _mark(out, batch).is_file()]
    done = len(work.paths) - sum(len(work.members(batch)) for batch in left)
    say(Progress(done, len(work.paths)))
    jobs = ((batch, lambda batch=batch: list(work.documents(batch))) for batch in left)
    for batch, result in scheduler.run(jobs, work.digest):
        _keep(out, batch, result)
        done += len(work.members(batch))
        say(Progress(done, len(work.paths), result.skipped))
    return _finish(work, out)


def _begin(work: Plan, out: Path) -> None:
    kept = out / PLAN
    if kept.is_file():
        begun = json.loads(kept.read_text("utf-8"))
        changed = [name for name, value in work.told.items() if begun.get(name) != value]
        if changed:
            told = ", ".join(f"{name} was {begun.get(name)}, is {work.told[name]}" for name in changed)
            raise TextError(f"{out}: a run of something else was begun here ({told}); name another folder")
        return
    if out.exists() and (not out.is_dir() or any(out.iterdir())):
        raise TextError(f"{out}: holds something already; name another folder, or empty it")
    for table in TABLES:
        (out / table).mkdir(parents=True, exist_ok=True)
    (out / MARKS).mkdir()
    _write(kept, json.dumps(work.told, indent=2).encode())


def _mark(out: Path, batch: int) -> Path:
    return out / MARKS / f"{batch:06d}.json"


def _keep(out: Path, batch: int, result: Batch) -> None:
    for table, content in result.tables.items():
        (out / table).mkdir(exist_ok=True)
        _write(out / table / f"part-{batch:06d}.parquet", content)
    told = {"rows": dict(result.rows), "skipped": [list(pair) for pair in result.skipped]}
    _write(_mark(out, batch), json.dumps(told).encode())


def _write(path: Path, content: bytes) -> None:
    """Write a file that appears whole or not at all."""
    draft = path.with_name(f"_{path.name}.draft")
    draft.write_bytes(content)
    draft.replace(path)


def _finish(work: Plan, out: Path) -> CorpusReport:
    rows: dict[str, int] = dict.fromkeys(TABLES, 0)
    skipped: list[tuple[str, str]] = []
    for batch in range(work.batches):
        told = json.loads(_mark(out, batch).read_text("utf-8"))
        for table, count in told["rows"].items():
            rows[table] += count
        skipped += [(path, reason) for path, reason in told["skipped"]]
    total = {"documents": len(work.paths), "skipped": len(skipped), "rows": rows}
    _write(out / COMPLETE, json.dumps(total, indent=2).encode())
    return CorpusReport(out, len(work.paths), rows, tuple(skipped))
