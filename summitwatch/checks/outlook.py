"""Rules on the ratings of records under rival hypotheses."""

from collections.abc import Iterator

from summitwatch.errors import Problem
from summitwatch.tables import Dataset


def ratings(dataset: Dataset) -> Iterator[Problem]:
    """A rated record has one rating under each hypothesis, and they are not all the same."""
    hypotheses = [row["hypothesis_id"] for row in dataset.rows("hypotheses")]
    found: dict[str, dict[str, str]] = {}
    for number, row in enumerate(dataset.rows("ratings"), start=2):
        mine = found.setdefault(row["record_id"], {})
        if row["hypothesis_id"] in mine:
            told = f"{row['record_id']} under {row['hypothesis_id']} twice"
            yield Problem("ratings.csv", number, "hypothesis_id", told, "one rating", "remove one")
        mine[row["hypothesis_id"]] = row["rating"]
    for record, mine in found.items():
        missing = [hypothesis for hypothesis in hypotheses if hypothesis not in mine]
        if missing:
            told, mend = f"{record} not rated under {', '.join(missing)}", "add the rating"
            yield Problem("ratings.csv", None, "hypothesis_id", told, "a rating under each", mend)
        elif len(set(mine.values())) == 1:
            told, mend = f"{record} is rated alike under all", "remove its rows: it tells nothing apart"
            yield Problem("ratings.csv", None, "rating", told, "two ratings that differ", mend)


def one_row_an_act(dataset: Dataset) -> Iterator[Problem]:
    """What one speaker said on one day is rated once, however many records tell of it."""
    rated = {row["record_id"] for row in dataset.rows("ratings")}
    seen: dict[tuple[str, str], str] = {}
    for row in dataset.rows("statements"):
        key = (row["speaker"], row["said_on"])
        if row["statement_id"] not in rated or None in key:
            continue
        if key in seen:
            told = f"{row['statement_id']} and {seen[key]}, both of {key[0]} on {key[1]}"
            yield Problem(
                "ratings.csv", None, "record_id", told, "one of them", "keep the one that says more"
            )
        seen[key] = row["statement_id"]
