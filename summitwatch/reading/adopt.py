"""Merge reviewed proposals into the dataset, whole or not at all."""

import csv
import io
import shutil
import tempfile
from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from summitwatch.checks import check
from summitwatch.errors import DataError, Problem
from summitwatch.reading.decisions import decided
from summitwatch.reading.drafts import DraftRow, Drafts, read_drafts
from summitwatch.reading.numbering import renumbered
from summitwatch.reading.swap import replaced
from summitwatch.tables import DATA, Dataset, load

COPIED = 0.9  # of a text's sentences in another source make it a copy of that source
#: Gives an item of a source of some kind its letter and the rule, as `rule` and `letter`.
Grading = Callable[[Mapping[str, Any], str], Any]
_WORDS = 6  # shorter sentences, such as credits, stand on many pages


@dataclass(frozen=True)
class Adoption:
    """What an adoption changes: rows added, rows left out, and the namings of each actor before and after."""

    rows: Mapping[str, int]
    left_out: Mapping[str, int]
    actors: tuple[tuple[str, int, int], ...]
    sources: tuple[str, ...]
    before: str
    after: str


def adopt(
    proposals: Path,
    data: Path = DATA,
    decisions: Path | None = None,
    write: bool = True,
    grading: Grading | None = None,
) -> Adoption:
    """Merge the proposals of a folder into the dataset and say what changes.

    With decisions, only what they accept is merged; without, every row that the folder holds. The merged
    tables are checked on a copy first; `write=False` stops there.

    Raises
    ------
    DataError
        A proposal cannot be merged: the dataset stays as it is.
    """
    base = load(data)
    before = base.digest
    drafts = read_drafts(proposals, base.description)
    if decisions is not None:
        drafts = decided(drafts, decisions, base.description)
    _stop([*_blank(drafts, base.description), *_known_text(drafts, base), *_copies(drafts, base)])
    drafts = renumbered(_graded(_joined(drafts), grading), base)
    files = {_file(base, table): _extended(base, table, drafts.kept(table)) for table in drafts.tables}
    merged, after = _checked(base, drafts, files)
    if write:
        if load(data).digest != before:
            mend = "run `summitwatch adopt` again"
            _stop([Problem(str(data), None, "", "tables that changed meanwhile", "the tables read", mend)])
        replaced(data, files)
    rows, left = _counts(drafts)
    return Adoption(rows, left, _gains(base, merged), _sources(drafts), before, after)


def _blank(drafts: Drafts, description: Mapping[str, Any]) -> Iterator[Problem]:
    """What must not be blank is filled in; where reading had candidates, one of them is chosen."""
    for resource in description["resources"]:
        table, fields = resource["name"], resource["schema"]["fields"]
        required = [f["name"] for f in fields if f.get("constraints", {}).get("required")]
        for row in drafts.kept(table):
            for field in required:
                if row.cells[field].strip():
                    continue
                candidates = drafts.doubts.get((row.cells[fields[0]["name"]], field), ())
                allowed = f"one of {', '.join(candidates)}" if candidates else "a value"
                mend = (
                    "choose one, or leave the row out" if candidates else "fill it in, or leave the row out"
                )
                yield Problem(drafts.path(table), row.number, field, "nothing", allowed, mend)


def _known_text(drafts: Drafts, base: Dataset) -> Iterator[Problem]:
    """Neither a source of this id nor a text of this digest is there yet."""
    texts = {row["text_sha256"]: row["source_id"] for row in base.rows("sources") if row["text_sha256"]}
    for row in drafts.kept("sources"):
        source, digest = row.cells["source_id"], row.cells["text_sha256"]
        if base.has(source):
            allowed, mend = "a source that is new", "read the text again with --source-id and the next number"
            yield Problem(drafts.path("sources"), row.number, "source_id", repr(source), allowed, mend)
        if digest in texts:
            found, mend = f"the very text of {texts[digest]}", "leave it out: it is in the dataset"
            yield Problem(drafts.path("sources"), row.number, "text_sha256", found, "a new text", mend)
        texts[digest] = source


def _copies(drafts: Drafts, base: Dataset) -> Iterator[Problem]:
    """No text repeats the sentences of another source."""
    known = _prints(base.rows("sentences"))
    rows = {row.cells["source_id"]: row.number for row in drafts.kept("sources")}
    for source, prints in _prints([row.cells for row in drafts.kept("sentences")]).items():
        for other, theirs in known.items():
            shared = len(prints & theirs)
            if other != source and prints and shared >= COPIED * len(prints):
                found = f"{shared} of {len(prints)} sentences of {source}, which stand in {other} too"
                mend = f"leave it out, or add it as an item of its own that names {other} by hand"
                yield Problem(
                    drafts.path("sources"), rows.get(source), "text_sha256", found, "a text of its own", mend
                )
        known[source] = prints


def _prints(rows: Sequence[Mapping[str, Any]]) -> dict[str, set[str]]:
    """Return the hashes of the longer sentences of each source."""
    found: dict[str, set[str]] = {}
    for row in rows:
        if str(row["words"]).isdigit() and int(row["words"]) >= _WORDS:
            found.setdefault(str(row["sentence_id"]).split("-")[0], set()).add(str(row["sha256_16"]))
    return found


def _joined(drafts: Drafts) -> Drafts:
    """Say of each naming whether it is joint, now that some of its rows may have been left out."""
    place = ("sentence_id", "start", "end")
    shared = Counter(tuple(row.cells[p] for p in place) for row in drafts.kept("mentions"))
    rows = [
        row.with_cells({"joint": "yes" if shared[tuple(row.cells[p] for p in place)] > 1 else "no"})
        for row in drafts.tables.get("mentions", [])
    ]
    return replace(drafts, tables={**drafts.tables, **({"mentions": rows} if rows else {})})


def _graded(drafts: Drafts, grading: Grading | None) -> Drafts:
    """Give each item the grade that the rule gives, now that a reviewer has told what its source is."""
    if grading is None or "items" not in drafts.tables:
        return drafts
    kinds = {row.cells["source_id"]: row.cells["kind"] for row in drafts.kept("sources")}
    rows = []
    for row in drafts.tables["items"]:
        item = {field: value or None for field, value in row.cells.items()}
        found = grading(item, kinds.get(row.cells["source_id"], ""))
        rows.append(row.with_cells({"grade": found.letter, "grade_rule": found.rule}))
    return replace(drafts, tables={**drafts.tables, "items": rows})


def _extended(base: Dataset, table: str, rows: Sequence[DraftRow]) -> bytes:
    """Return the file of a table with rows added below, every byte above as it was."""
    old = (base.folder / _file(base, table)).read_bytes()
    stream = io.StringIO(newline="")
    csv.writer(stream, lineterminator="\n").writerows(row.cells.values() for row in rows)
    return old + (b"" if old.endswith(b"\n") else b"\n") + stream.getvalue().encode("utf-8")


def _file(base: Dataset, table: str) -> str:
    return next(str(r["path"]) for r in base.description["resources"] if r["name"] == table)


def _checked(base: Dataset, drafts: Drafts, files: Mapping[str, bytes]) -> tuple[Dataset, str]:
    """Check the merged tables and take their digest, on a copy; problems name the row of the proposals."""
    with tempfile.TemporaryDirectory(prefix="summitwatch-adopt-") as place:
        copy = Path(shutil.copytree(base.folder, Path(place) / "data"))
        for name, content in files.items():
            (copy / name).write_bytes(content)
        try:
            merged = check(copy)
            return merged, merged.digest
        except DataError as error:
            raise DataError([_of_proposals(problem, base, drafts) for problem in error.problems]) from error


def _of_proposals(problem: Problem, base: Dataset, drafts: Drafts) -> Problem:
    table = problem.file.removesuffix(".csv")
    if problem.row is None or table not in drafts.tables:
        return problem
    added = problem.row - len(base.tables[table]) - 2
    rows = drafts.kept(table)
    if not 0 <= added < len(rows):
        return problem
    return replace(problem, file=drafts.path(table), row=rows[added].number)


def _counts(drafts: Drafts) -> tuple[dict[str, int], dict[str, int]]:
    """Return how many rows of each table are adopted, and how many are left out."""
    kept = {table: len(drafts.kept(table)) for table in drafts.tables}
    left = {table: len(rows) - kept[table] for table, rows in drafts.tables.items()}
    return {t: n for t, n in kept.items() if n}, {t: n for t, n in left.items() if n}


def _gains(base: Dataset, merged: Dataset) -> tuple[tuple[str, int, int], ...]:
    """Return the actors that are named more often than before, the most named first."""
    before, after = (Counter(d.tables["mentions"]["actor_id"]) for d in (base, merged))
    names = {row["actor_id"]: row["name"] for row in merged.rows("actors")}
    return tuple((names[a], before[a], n) for a, n in after.most_common() if n > before[a])


def _sources(drafts: Drafts) -> tuple[str, ...]:
    return tuple(row.cells["source_id"] for row in drafts.kept("sources"))


def _stop(problems: Sequence[Problem]) -> None:
    if problems:
        raise DataError(list(problems))
