"""What changed since the edition before: marks at the records and under the titles of the pages."""

from collections.abc import Iterable, Mapping

from summitwatch.analysis.editions import OWN_CHAPTER, moved_values, past, records
from summitwatch.tables import Dataset, memoised


@memoised
def changes(dataset: Dataset) -> dict[str, str]:
    """Return `new` or `changed` by the id of each record that the edition before did not have so.

    Nothing has changed where no edition was frozen before this one.
    """
    before = past(dataset)
    if not before:
        return {}
    found: dict[str, str] = {}
    for table, rows in records(dataset).items():
        old = before[0]["records"].get(table, {})
        found |= {key: "changed" if key in old else "new" for key, row in rows.items() if old.get(key) != row}
    return found


def record_mark(dataset: Dataset, record_id: str, inside: Iterable[str]) -> str:
    """Return the mark of a record's entry, which tells other records too; an empty text for none."""
    found = changes(dataset)
    own = found.get(record_id, "")
    return own or ("changed" if any(id_ in found for id_ in inside) else "")


def page_mark(dataset: Dataset, docname: str, now: Mapping[str, str]) -> str:
    """Return how many of the values that a page tells have changed, in words; an empty text for none."""
    before = past(dataset)
    old = before[0]["values"].get(docname) if before else None
    if old is None:
        return f"new since edition {before[0]['edition']}" if before and now else ""
    moved = len(moved_values(old, now)) if docname != OWN_CHAPTER else 0
    values = f"{moved} value{'s' * (moved != 1)}"
    return f"{values} changed since edition {before[0]['edition']}" if moved else ""
