"""The data of a figure for reading: names instead of ids, words instead of codes."""

from datetime import date
from typing import Any

import pandas as pd

from summitwatch.analysis.wording import CODES, COUNTRIES, OUTCOME, SET, STATE, dated, point_name, worded
from summitwatch.dates import label, parse

_MOST = 8  # columns that a page shows; the data file has all
#: Ids that only programs read, with the columns that name the same.
_TWINS = {
    "actor_id": ("name",),
    "actor_a": ("name_a",),
    "actor_b": ("name_b",),
    "asserted_by": ("by_name",),
    "speaker": ("speaker_name", "name"),
    "score_id": ("set",),
}
_WORDS = {
    "country": COUNTRIES, "state": STATE, "set": SET, "outcome": OUTCOME,
    "polarity": CODES["forecasts", "polarity"], "sense": CODES["indicator_records", "sense"],
}  # fmt: skip
#: Columns of codes that mean the same everywhere; what somebody said is left as it stands.
_CODED = {"band", "kind", "mode", "occasion", "segment", "speaker_class", "topic", "why_not_kind"}


def reading_view(data: pd.DataFrame) -> pd.DataFrame:
    """Return the first columns of a figure's data as a reader can take them in."""
    names = [_named(data, str(column)) for column in data.columns]
    shown = list(dict.fromkeys(names))[:_MOST]
    return pd.DataFrame({name: [_cell(name, value) for value in data[name]] for name in shown}, dtype=object)


def _named(data: pd.DataFrame, column: str) -> str:
    """Return the column to show in the place of one."""
    return next((twin for twin in _TWINS.get(column, ()) if twin in data.columns), column)


def _cell(column: str, value: Any) -> Any:
    if isinstance(value, date):
        return label(parse(value.isoformat()))
    if not isinstance(value, str):
        return value
    if column == "point":
        return point_name(value)
    if column in _CODED:
        return worded("", column, value)
    return _WORDS.get(column, {}).get(value) or dated(value)
