"""What changed from one edition to the next: records, told values, judgements, by their manifests."""

import re
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

import pandas as pd

from summitwatch.analysis.wording import COUNTS
from summitwatch.errors import DataError, Problem
from summitwatch.tables import Dataset, memoised, primary_key
from summitwatch.tables.outside import hidden, may_hide, read_json

FOLDER = "editions"  # below the data folder
EDITION_NAME = re.compile(r"[0-9]{4}\.(0[1-9]|1[0-2])(\.[0-9]+)?")
RECORD_COLUMNS = ["change", "table", "record_id", "field", "before", "after"]
VALUE_COLUMNS = ["chapter", "name", "before", "after", "moved_by", "traced"]
_JUDGEMENTS = ("judgements", "judgement_records")
_WORDED = {**{word: str(count) for count, word in enumerate(COUNTS)}, "none": "0"}
_COUNT = re.compile(rf"\b({'|'.join(_WORDED)})\b")
_RANGE = re.compile(r"(?<=\d) to (?=\d)")
OWN_CHAPTER = "chapters/editions"  # tells the edition's name and digest, which no record moves
_KINDS = {"records": dict, "values": dict, "reads": list, "cited": list, "exhibits": str}  # of their parts
Manifest = Mapping[str, Any]


def manifests(folder: Path) -> list[Manifest]:
    """Return the manifests of a data folder, the newest first.

    Raises
    ------
    DataError
        A manifest is not JSON, or lacks what a comparison needs.
    """
    found = [read_manifest(path) for path in sorted((Path(folder) / FOLDER).glob("*.json"))]
    return sorted(found, key=lambda it: (it["date"], it["edition"]), reverse=True)


@memoised
def past(dataset: Dataset) -> list[Manifest]:
    """Return the frozen editions before this one, the newest first."""
    return [it for it in manifests(dataset.folder) if it["edition"] != dataset.description["version"]]


def read_manifest(path: Path) -> Manifest:
    """Read the manifest of an edition."""
    path, allowed = Path(path), "a manifest that `summitwatch edition` wrote"
    manifest = read_json(path, allowed, "restore the file from the repository's history")
    wrong = [
        Problem(path.name, None, *found, allowed, "freeze the edition again") for found in _odd(manifest)
    ]
    if not wrong and may_hide(path.read_text("utf-8")):  # else to look at each of its texts takes long
        wrong = list(hidden(path.name, manifest))
    if wrong:
        raise DataError(wrong)
    return dict(manifest)


def _odd(manifest: Any) -> Iterator[tuple[str, str]]:
    """Yield the parts of a manifest that are missing or of another kind than a comparison needs."""
    if not isinstance(manifest, dict):
        yield "", f"{type(manifest).__name__}, no object"
        return
    for name in ("edition", "date", "digest"):
        if not isinstance(manifest.get(name), str):
            yield name, repr(manifest.get(name))[:60]
    if isinstance(manifest.get("edition"), str) and not EDITION_NAME.fullmatch(manifest["edition"]):
        yield "edition", repr(manifest["edition"])[:60]
    for name, kind in _KINDS.items():
        part = manifest.get(name)
        if not isinstance(part, dict) or not all(isinstance(each, kind) for each in part.values()):
            yield name, repr(part)[:60]
    rows = [row for table in _parts(manifest.get("records")) for row in _parts(table)]
    if not all(isinstance(row, dict) for row in rows):
        yield "records", "a record that is no object"


def _parts(part: Any) -> list[Any]:
    return list(part.values()) if isinstance(part, dict) else []


def records(dataset: Dataset) -> dict[str, dict[str, dict[str, Any]]]:
    """Return every row of every table by its key, blanks left out."""
    found: dict[str, dict[str, dict[str, Any]]] = {}
    for resource in dataset.description["resources"]:
        key, name = primary_key(resource), resource["name"]
        found[name] = {
            "/".join(str(row[part]) for part in key): {k: _plain(v) for k, v in row.items() if v is not None}
            for row in dataset.rows(name)
        }
    return found


def _plain(value: Any) -> str | int:
    return value if isinstance(value, str) else int(value)


def record_changes(old: Manifest, new: Manifest) -> pd.DataFrame:
    """Return the records that were added, changed or retired.

    Returns
    -------
    DataFrame
        ``change`` (added, changed, retired), ``table, record_id``; for a changed record a row for each
        ``field`` with ``before`` and ``after``; for a retired one its successor or the reason in ``after``.
    """
    rows = [row for table in _tables(old, new) for row in _table_changes(old, new, table)]
    return pd.DataFrame(rows, columns=RECORD_COLUMNS, dtype=object)


def _tables(old: Manifest, new: Manifest) -> list[str]:
    """Return the tables of either edition; that of retired ids is told with the records that it is about."""
    return [name for name in dict.fromkeys([*new["records"], *old["records"]]) if name != "retired"]


def _table_changes(old: Manifest, new: Manifest, table: str) -> Iterator[tuple[Any, ...]]:
    before, after = old["records"].get(table, {}), new["records"].get(table, {})
    for key in sorted({*before, *after}):
        if key not in before:
            yield "added", table, key, None, None, None
        elif key not in after:
            yield "retired", table, key, None, None, _fate(new, key)
        else:
            one, other = before[key], after[key]
            for field in dict.fromkeys([*one, *other]):
                if one.get(field) != other.get(field):
                    yield "changed", table, key, field, one.get(field), other.get(field)


def _fate(new: Manifest, key: str) -> str | None:
    """Tell what became of a retired record."""
    row = new["records"].get("retired", {}).get(key, {})
    successor = f"now {row['successor']}" if row.get("successor") else None
    return "; ".join(filter(None, [successor, row.get("reason")])) or None


def value_changes(old: Manifest, new: Manifest) -> pd.DataFrame:
    """Return the told values that moved, with the records that may have moved them.

    Returns
    -------
    DataFrame
        ``chapter, name, before, after``; ``moved_by``: the changed records of the tables that the
        chapter's values are computed from; ``traced``: False, since any one of these may have moved it.
        A value that came or went has None on one side.
    """
    changed = record_changes(old, new)
    rows = []
    for chapter in dict.fromkeys([*new["values"], *old["values"]]):
        if chapter == OWN_CHAPTER:
            continue
        before, after = old["values"].get(chapter, {}), new["values"].get(chapter, {})
        read = {*old["reads"].get(chapter, []), *new["reads"].get(chapter, [])}
        moved_by = ", ".join(dict.fromkeys(changed[changed["table"].isin(read)]["record_id"]))
        moved = moved_values(before, after)
        rows += [(chapter, name, before.get(name), after.get(name), moved_by, False) for name in moved]
    return pd.DataFrame(rows, columns=VALUE_COLUMNS, dtype=object)


def moved_values(before: Mapping[str, str], after: Mapping[str, str]) -> list[str]:
    """Return the names of the values that moved, came or went.

    A value has not moved that is only written otherwise: *seven* for 7, or *one to four* for 1–4.
    """
    return sorted(n for n in {*before, *after} if in_figures(before.get(n)) != in_figures(after.get(n)))


def in_figures(text: str | None) -> str | None:
    """Return a told value with its small counts in figures."""
    return text and _RANGE.sub("\N{EN DASH}", _COUNT.sub(lambda word: _WORDED[word[0]], text))


def changed_judgements(old: Manifest, new: Manifest) -> dict[str, list[str]]:
    """Return the chapters that cite a judgement that was added, changed or retired, with the judgements."""
    changed = record_changes(old, new)
    rows = changed[changed["table"].isin(_JUDGEMENTS)]
    ids = {str(key).split("/")[0] for key in rows["record_id"]}
    found = {}
    for chapter in dict.fromkeys([*new["cited"], *old["cited"]]):
        cited = {*old["cited"].get(chapter, []), *new["cited"].get(chapter, [])}
        if ids & cited:
            found[chapter] = sorted(ids & cited)
    return found


def changed_exhibits(old: Manifest, new: Manifest) -> list[str]:
    """Return the figures and tables whose data differ, or that only one of the two has."""
    before, after = old["exhibits"], new["exhibits"]
    return sorted(name for name in {*before, *after} if before.get(name) != after.get(name))


def pairs(editions: Sequence[Manifest]) -> list[tuple[Manifest, Manifest]]:
    """Return each edition with the one before it, the newest first, from editions in that order."""
    return list(zip(editions[1:], editions, strict=False))
