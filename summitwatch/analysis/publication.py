"""When was an item published? The days that its clues leave.

Rules, as the method chapter lists them; a reference may itself be in doubt:

after          not before the reference's first possible day
before         not after its last possible day
same_week      "this week": in the weeks, Monday to Sunday, that the reference touches
week_after     the reference was "last week": in the weeks after those
weekday_past   "on Saturday": from the first such day in the reference to six days after the last
weekday_ahead  "starting Sunday": from a week before the first such day to the day before the last
"""

from datetime import timedelta

import pandas as pd

from summitwatch.dates import DateError, When, intersect, parse, week_of, weekday_in
from summitwatch.errors import SummitWatchError
from summitwatch.tables import Dataset

TIERS = ("core", "all")
RULES = {
    "after": "not before the day that the text tells of as past",
    "before": "not after the day that the text looks ahead to",
    "same_week": "in the week, Monday to Sunday, of the day that the text puts in this week",
    "week_after": "in the week after the one of the day that the text puts in last week",
    "weekday_past": "on the named weekday or in the six days after it",
    "weekday_ahead": "in the seven days before the named weekday",
}
_DAY, _WEEK = timedelta(days=1), timedelta(days=7)


class ClueError(SummitWatchError):
    """Publication clues that cannot be applied, or that leave no day."""


def clue_bounds(rule: str, reference: When, weekday: str | None = None) -> When:
    """Return the days on which one clue lets the item appear.

    Raises
    ------
    ClueError
        The rule is unknown, or the reference lacks a bound or a weekday that the rule needs.
    """
    if rule not in RULES:
        raise ClueError(f"found the rule {rule!r}; allowed: {', '.join(RULES)}")
    first, last = reference.earliest, reference.latest
    if (first is None and rule != "before") or (last is None and rule != "after"):
        raise ClueError(f"the rule {rule} needs a bound that {reference} leaves open")
    if rule == "after":
        return parse(f"[{first}..]")
    if rule == "before":
        return parse(f"[..{last}]")
    if rule.startswith("weekday"):
        return _around_weekday(rule, reference, weekday)
    shift = _WEEK if rule == "week_after" else 0 * _DAY
    assert first is not None
    assert last is not None
    monday, sunday = week_of(first).earliest, week_of(last).latest
    assert monday is not None
    assert sunday is not None
    return parse(f"[{monday + shift}..{sunday + shift}]")


def _around_weekday(rule: str, reference: When, weekday: str | None) -> When:
    days = weekday_in(weekday, reference) if weekday else []
    if not days:
        raise ClueError(f"the rule {rule} needs a weekday within {reference}; found {weekday or 'none'}")
    if rule == "weekday_past":
        return parse(f"[{days[0]}..{days[-1] + 6 * _DAY}]")
    return parse(f"[{days[0] - _WEEK}..{days[-1] - _DAY}]")


def bounds(dataset: Dataset, item_id: str, tier: str = "all") -> When | None:
    """Return the days on which an item may have appeared: those that all its clues leave.

    Parameters
    ----------
    tier : {"core", "all"}
        Use only what the core texts say, or also days from the coded context tables.

    Returns
    -------
    When or None
        One unknown day within the bounds; None if there is no clue.

    Raises
    ------
    ClueError
        A clue cannot be applied, or two clues exclude each other.
    """
    if tier not in TIERS:
        raise ClueError(f"found the tier {tier!r}; allowed: {', '.join(TIERS)}")
    clues = dataset["publication_clues"]
    clues = clues[(clues["item_id"] == item_id) & ((tier == "all") | (clues["tier"] == tier))]
    result = _stated(dataset, item_id)
    for clue in clues.sort_values("clue_id").itertuples():
        weekday = clue.weekday if isinstance(clue.weekday, str) else None
        found = clue_bounds(str(clue.rule), parse(str(clue.reference)), weekday)
        try:
            result = found if result is None else intersect(result, found)
        except DateError as error:
            raise ClueError(
                f"publication_clues.csv, {clue.clue_id}: it lets {item_id} appear {found}, "
                f"the clues before it {result}; no day satisfies both"
            ) from error
    return result


def _stated(dataset: Dataset, item_id: str) -> When | None:
    """Return the day that an item shows; None if it shows none."""
    item = dataset.record(item_id)
    return parse(item["published"]) if item["published_basis"] == "stated" and item["published"] else None


def publication_table(dataset: Dataset) -> pd.DataFrame:
    """Return one row per story or teaser with its publication bounds.

    Returns
    -------
    DataFrame
        ``item_id, source_id, kind, headline, tier``; ``core`` (EDTF or missing), ``core_earliest``,
        ``core_latest``, ``core_days`` from the core texts alone; ``edtf, earliest, latest, days``
        with the context; ``clues`` (their number), ``narrowed`` (whether the context took days
        away), ``rule`` (in words). Days are numbers of possible days; missing where an end is open.
    """
    items = dataset["items"]
    items = items[items["kind"] != "interface"]
    counts = dataset.column("publication_clues", "item_id").value_counts()
    rows = [_row(dataset, item, int(counts.get(item["item_id"], 0))) for _, item in items.iterrows()]
    frame = pd.DataFrame(rows)
    return frame.astype({"core_days": "Int64", "days": "Int64"}) if len(frame) else frame


def _row(dataset: Dataset, item: pd.Series, clues: int) -> dict[str, object]:
    core, every = (bounds(dataset, item["item_id"], tier) for tier in TIERS)
    return {
        "item_id": item["item_id"],
        "source_id": item["source_id"],
        "kind": item["kind"],
        "headline": item["headline"],
        **_cells("core", core),
        **_cells("", every),
        "clues": clues,
        "narrowed": str(core) != str(every),
        "rule": item["published_rule"],
    }


def _cells(prefix: str, when: When | None) -> dict[str, object]:
    names = [f"{prefix}_{name}" if prefix else name for name in ("earliest", "latest", "days")]
    values = (when.earliest, when.latest, when.days) if when else (None, None, None)
    return {prefix or "edtf": when.edtf if when else None, **dict(zip(names, values, strict=True))}
