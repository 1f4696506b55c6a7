"""The chapter of editions: what each one changed, newest first."""

from functools import lru_cache
from typing import Any

import pandas as pd

from summitwatch.analysis import editions
from summitwatch.figures.exhibit import TableExhibit
from summitwatch.prose.edition import edition_day
from summitwatch.prose.format import day, number
from summitwatch.prose.told import told
from summitwatch.tables import Dataset

INDEX = "chapters/index"  # shows every key judgement


@lru_cache(maxsize=2)
def now(data: Dataset) -> editions.Manifest:
    """Return this edition as its data show it; where no other came before, its values need not be told."""
    known = editions.past(data)
    chapters = known[0]["values"] if known else ()
    retold = {chapter: told(data, chapter) for chapter in chapters}
    return {
        "edition": data.description["version"],
        "date": edition_day().isoformat(),
        "digest": data.digest,
        "records": editions.records(data),
        "values": {chapter: texts for chapter, (texts, _) in retold.items()},
        "reads": {chapter: tables for chapter, (_, tables) in retold.items()},
        "cited": {INDEX: list(data.column("judgements", "judgement_id"))},
        "exhibits": {},
    }


def values(data: Dataset) -> dict[str, str]:
    """Return what the sentences of the chapter tell."""
    before = editions.past(data)
    state = "no edition has been frozen before this one, so there is nothing to compare it with"
    if before:
        count = number(len(before), words=True)
        plural = "" if len(before) == 1 else "s"
        last = "" if len(before) == 1 else "the last of them "
        state = f"{count} edition{plural} came before it, {last}{before[0]['edition']}"
    return {"edition": str(data.description["version"]), "digest": data.digest[:12], "state": state}


def editions_table(data: Dataset) -> TableExhibit:
    """Return a row for each edition, newest first, with the count of what it changed."""
    known = editions.past(data)
    shown = [now(data), *known]
    rows = [_row(it, old) for it, old in zip(shown, [*known, None], strict=True)]
    head = [
        "Edition",
        "Date",
        "Digest",
        "Added",
        "Changed",
        "Retired",
        "Values moved",
        "Judgements changed in",
    ]
    caption = (
        f"Records added, changed and retired, and told values that moved, each against the edition before; "
        f"n = {len(rows)}."
    )
    return TableExhibit(
        "tab-editions", "Editions, newest first", pd.DataFrame(rows, columns=head, dtype=object), caption
    )


def _row(new: editions.Manifest, old: editions.Manifest | None) -> tuple[Any, ...]:
    name = (new["edition"], day(new["date"]), new["digest"][:12])
    if old is None:
        return (*name, None, None, None, None, None)
    changed = editions.record_changes(old, new)
    counts = [
        changed[changed["change"] == kind]["record_id"].nunique() for kind in ("added", "changed", "retired")
    ]
    chapters = ", ".join(it.removeprefix("chapters/") for it in editions.changed_judgements(old, new))
    return (*name, *counts, len(editions.value_changes(old, new)), chapters or "none")


def records_table(data: Dataset) -> TableExhibit:
    """Return what this edition changed in the records, against the edition before it."""
    known = editions.past(data)
    frame = (
        editions.record_changes(known[0], now(data))
        if known
        else pd.DataFrame(columns=editions.RECORD_COLUMNS)
    )
    head = ["Change", "Table", "Record", "Field", "Before", "After"]
    shown = frame.set_axis(head, axis=1)
    against = f"Against edition {known[0]['edition']}" if known else "There is no edition before this one"
    return _changes("tab-edition-records", "Records that changed", shown, against)


def values_table(data: Dataset) -> TableExhibit:
    """Return the told values that moved from the edition before this one.

    Tracing them to single records tells chapters again and again, which is left to `summitwatch diff`.
    """
    known = editions.past(data)
    frame = (
        editions.value_changes(known[0], now(data)) if known else pd.DataFrame(columns=editions.VALUE_COLUMNS)
    )
    shown = frame.drop(columns="traced").set_axis(
        ["Chapter", "Value", "Before", "After", "Moved by one of"], axis=1
    )
    shown["Chapter"] = shown["Chapter"].str.removeprefix("chapters/")
    shown["Moved by one of"] = shown["Moved by one of"].replace("", "no record")
    against = f"Against edition {known[0]['edition']}" if known else "There is no edition before this one"
    return _changes("tab-edition-values", "Told values that moved", shown, against)


def _changes(exhibit_id: str, title: str, shown: pd.DataFrame, against: str) -> TableExhibit:
    """Return what changed, or where nothing did a sentence that says so in place of a row of dashes."""
    if shown.empty:
        return TableExhibit(exhibit_id, title, pd.DataFrame({"Change": [f"None. {against}."]}))
    return TableExhibit(exhibit_id, title, shown, f"{against}; n = {len(shown)}.")
