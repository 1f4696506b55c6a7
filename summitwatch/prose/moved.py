"""Which records moved a told value: each change is undone by itself, and the chapter is told again."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from typing import Any

import pandas as pd

from summitwatch.analysis.editions import Manifest, in_figures, records, value_changes
from summitwatch.errors import SummitWatchError
from summitwatch.prose.told import told
from summitwatch.tables import Dataset

LIMIT = 40  # chapters told again; where more would be needed, all changed records are named instead
_UNTOLD = (SummitWatchError, ValueError, KeyError, IndexError)  # what a chapter raises that lacks a record
Change = tuple[str, str]  # table and key
Rows = Mapping[str, Mapping[str, Mapping[str, Any]]]  # of each table, by key


def traced_changes(data: Dataset, old: Manifest, new: Manifest) -> pd.DataFrame:
    """Return the told values that moved, as `value_changes` does, with the records that did move them.

    A record moved a value if the value is another one without its change, all others being made. Changes
    that hang together, as an event and the evidence for it, are undone together. What no record moved, the
    edition's day, the program or the text did.

    Parameters
    ----------
    data
        The data of the newer edition; without them nothing can be told again.
    """
    moved = value_changes(old, new)
    groups = _groups(old["records"], new["records"])
    chapters = list(dict.fromkeys(moved["chapter"]))
    if data.digest != new["digest"] or len(groups) * len(chapters) > LIMIT:
        return moved
    undone = [_undone(data, old["records"], group) for group in groups]
    parts = [_traced(moved[moved["chapter"] == chapter], new, groups, undone) for chapter in chapters]
    return pd.concat(parts, ignore_index=True) if parts else moved


def _traced(
    rows: pd.DataFrame, new: Manifest, groups: Sequence[Sequence[Change]], undone: Sequence[Dataset]
) -> pd.DataFrame:
    """Return the values of one chapter with what moved them, or as they were where that cannot be told."""
    chapter = rows["chapter"].iloc[0]
    tables = set(new["reads"].get(chapter, []))
    by: dict[str, list[str]] = {}
    for group, data in zip(groups, undone, strict=True):
        if not tables & {table for table, _ in group}:
            continue
        try:
            texts = told(data, chapter)[0]
        except _UNTOLD:
            return rows
        for name, after in rows[["name", "after"]].itertuples(index=False):
            if in_figures(texts.get(name)) != in_figures(after):
                by.setdefault(name, []).extend(key for table, key in group if table != "retired")
    found = rows["name"].map(lambda name: ", ".join(dict.fromkeys(by.get(name, []))))
    return rows.assign(moved_by=found, traced=True)


def _groups(old: Rows, new: Rows) -> list[list[Change]]:
    """Return the changed records, those together of which one names the other."""
    changes = list(_changes(old, new))
    keys = {key for _, key in changes}
    groups: list[tuple[list[Change], set[str]]] = []
    for change in changes:
        ids = {change[1]} | (_named(old, new, change) & keys)
        near = [group for group in groups if group[1] & ids]
        far = [group for group in groups if not group[1] & ids]
        members = [member for group, _ in near for member in group]
        groups = [*far, ([*members, change], ids.union(*(found for _, found in near)))]
    return [group for group, _ in groups]


def _changes(old: Rows, new: Rows) -> Iterator[Change]:
    for table in dict.fromkeys([*new, *old]):
        before, after = old.get(table, {}), new.get(table, {})
        yield from ((table, key) for key in sorted({*before, *after}) if before.get(key) != after.get(key))


def _named(old: Rows, new: Rows, change: Change) -> set[str]:
    """Return what a changed record names, in either edition."""
    table, key = change
    return {str(value) for rows in (old, new) for value in rows.get(table, {}).get(key, {}).values()}


def _undone(data: Dataset, old: Rows, group: Sequence[Change]) -> Dataset:
    """Return the data with some records as they were."""
    tables = dict(data.tables)
    now = records(data)
    for table in dict.fromkeys(table for table, _ in group):
        keys = {key for name, key in group if name == table}
        rows = {key: row for key, row in now[table].items() if key not in keys}
        rows |= {key: dict(row) for key, row in old.get(table, {}).items() if key in keys}
        frame = tables[table]
        tables[table] = pd.DataFrame(list(rows.values()), columns=frame.columns).astype(frame.dtypes)
    return replace(data, tables=tables)
