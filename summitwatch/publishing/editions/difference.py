"""The difference of two editions in words, for the command line."""

from collections.abc import Iterator

from summitwatch.analysis.editions import Manifest, changed_exhibits, changed_judgements, record_changes
from summitwatch.prose.moved import traced_changes
from summitwatch.tables import Dataset

_ABRIDGED = 12  # records that may have moved a value, named before the rest is counted


def difference(data: Dataset, old: Manifest, new: Manifest) -> str:
    """Return what changed from one edition to another, by meaning."""
    return "\n".join([f"From edition {old['edition']} to {new['edition']}", *_lines(data, old, new)])


def _lines(data: Dataset, old: Manifest, new: Manifest) -> Iterator[str]:
    changed = record_changes(old, new)
    for kind in ("added", "changed", "retired"):
        rows = changed[changed["change"] == kind]
        yield f"\nRecords {kind}: {rows[['table', 'record_id']].drop_duplicates().shape[0]}"
        for row in rows.to_dict("records"):
            what = f" ({row['after']})" if kind == "retired" and row["after"] else ""
            if kind == "changed":
                what = f": {row['field']}: {_shown(row['before'])} → {_shown(row['after'])}"
            yield f"  {row['table']} {row['record_id']}{what}"
    moved = traced_changes(data, old, new)
    yield f"\nTold values that moved: {len(moved)}"
    for told in moved.to_dict("records"):
        yield f"  {told['chapter']} {told['name']}: {_shown(told['before'])} → {_shown(told['after'])}"
        yield f"    moved by {'' if told['traced'] else 'one of: '}{_abridged(told['moved_by'])}"
    exhibits = changed_exhibits(old, new)
    yield f"\nFigures and tables whose data changed: {len(exhibits)}"
    yield from (f"  {name}" for name in exhibits)
    judged = changed_judgements(old, new)
    yield f"\nChapters whose judgements changed: {len(judged)}"
    yield from (f"  {chapter}: {', '.join(ids)}" for chapter, ids in judged.items())


def _shown(value: object) -> str:
    return "nothing" if value is None else str(value)


def _abridged(records: str) -> str:
    names = records.split(", ") if records else []
    if not names:
        return "no record (the day, the program or the text changed)"
    more = f" and {len(names) - _ABRIDGED} more" if len(names) > _ABRIDGED else ""
    return ", ".join(names[:_ABRIDGED]) + more
