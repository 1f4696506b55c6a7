"""What the wider record covers by month, language, country and kind: it tells of the search alone."""

import pandas as pd

from summitwatch.dates import parse
from summitwatch.tables import Dataset


def pages(dataset: Dataset) -> pd.DataFrame:
    """Return the stories of the wider record.

    Returns
    -------
    DataFrame
        ``item_id, publisher, language, country, kind`` (of the source; the country is its actor's, missing
        where none is coded), ``month`` (as 2026-03; missing where the day of publication is unknown or spans
        months), ``headline_basis, published_basis``.
    """
    sources = dataset["sources"].query("tier == 'context'").rename(columns={"kind": "source_kind"})
    countries = dataset.column("actors", "country", by="actor_id")
    sources = sources.assign(country=sources["publisher_actor"].map(countries))
    columns = ["source_id", "publisher", "language", "country", "source_kind"]
    frame = dataset["items"].merge(sources[columns], on="source_id", validate="m:1")
    months = pd.Series([_month(day) for day in frame["published"]], index=frame.index, dtype=object)
    frame = frame.assign(month=months, kind=frame["source_kind"])
    kept = ["item_id", "publisher", "language", "country", "kind", "month", "headline_basis"]
    return frame[[*kept, "published_basis"]]


def _month(day: object) -> str | None:
    if not isinstance(day, str):
        return None
    when = parse(day)
    if when.earliest is None or when.latest is None:
        return None
    first, last = (f"{bound:%Y-%m}" for bound in (when.earliest, when.latest))
    return first if first == last else None


def by(frame: pd.DataFrame, column: str) -> pd.DataFrame:
    """Count stories by a column: the column and ``k``, the most frequent first; missing as "unknown"."""
    counted = frame[column].fillna("unknown").value_counts().rename_axis(column).reset_index(name="k")
    return counted.sort_values(["k", column], ascending=[False, True], ignore_index=True)


def corrected(dataset: Dataset) -> pd.DataFrame:
    """Count what was corrected on the way in: ``found_by, field, k``, the most frequent first."""
    counted = dataset["corrections"].value_counts(["found_by", "field"]).reset_index(name="k")
    return counted.sort_values(["k", "found_by", "field"], ascending=[False, True, True], ignore_index=True)
