"""How often the two men met while Trump was in office, and what such a rate says of the time ahead.

Meetings are counted as a Poisson process. With Jeffreys's prior (Jeffreys 1946) the rate after k meetings
in t months is Gamma(k + 1/2, t), so that the chance of at least one meeting in h months is
1 - (t / (t + h))^(k + 1/2): it can be redone by hand.
"""

from dataclasses import dataclass
from datetime import date
from math import exp

import numpy as np
import pandas as pd

from summitwatch.analysis.intervals import CONFIDENCE, DRAWS, SEED
from summitwatch.analysis.records import event_days
from summitwatch.dates import When, parse
from summitwatch.tables import Dataset

#: Trump's first term, and the first day of his second: common knowledge, not from the record.
FIRST_TERM = (date(2017, 1, 20), date(2021, 1, 20))
SECOND_BEGAN = date(2025, 1, 20)
#: Propositions that a meeting would settle, with the horizons at hand.
HORIZONS = {"PR04": "by the end of the year", "PR101": "by the end of the term"}
#: A proposition whose horizon ended between the record's end and the edition.
LAPSED = "PR107"
_THE_TWO = {"kim-jong-un", "donald-trump"}
_MONTH = 365.25 / 12
#: Half an event: what Jeffreys's prior for a Poisson rate adds to the count.
_PRIOR = 0.5


@dataclass(frozen=True)
class ReferenceClass:
    """Months in office in which meetings were counted.

    Attributes
    ----------
    meetings : int
        Meetings of the two men in that time.
    months : float
        Length of that time, in months of 365.25 / 12 days.
    """

    name: str
    meetings: int
    months: float


def months_between(first: date, last: date) -> float:
    """Return the time from a day to another in months of 365.25 / 12 days."""
    return (last - first).days / _MONTH


def record_end(dataset: Dataset) -> date:
    """Return the last day on which an event of the record surely ran."""
    held = [when for status, when in event_days(dataset).values() if status == "held"]
    return max(when.earliest for when in held if when and when.earliest)


def meetings(dataset: Dataset) -> dict[str, When]:
    """Return the days of the meetings of the two men that took place, by event, in order."""
    present = dataset["event_actors"].groupby("event_id")["actor_id"].agg(set).to_dict()
    days = event_days(dataset)
    kinds = dataset["events"].query("kind == 'meeting'")["event_id"]
    both = [event for event in kinds if present.get(event, set()) >= _THE_TWO]
    found = {event: when for event in both for status, when in [days[event]] if status == "held" and when}
    return dict(sorted(found.items(), key=lambda pair: (pair[1].latest or date.max, pair[0])))


def reference_classes(dataset: Dataset) -> list[ReferenceClass]:
    """Return the first term, both terms and the second term alone, the second up to the record's end."""
    days = [when.latest for when in meetings(dataset).values() if when.latest]
    first = sum(FIRST_TERM[0] <= day < FIRST_TERM[1] for day in days)
    second = sum(day >= SECOND_BEGAN for day in days)
    months = (months_between(*FIRST_TERM), months_between(SECOND_BEGAN, record_end(dataset)))
    return [
        ReferenceClass("first term", first, months[0]),
        ReferenceClass("both terms", first + second, sum(months)),
        ReferenceClass("second term alone", second, months[1]),
    ]


def chance(counted: ReferenceClass, months: float) -> float:
    """Return the chance of at least one meeting in so many months, over all rates that the count allows."""
    return float(1 - (counted.months / (counted.months + months)) ** (counted.meetings + _PRIOR))


def bounds(counted: ReferenceClass, months: float) -> tuple[float, float]:
    """Return the 95 % credible interval of the chance of a meeting in so many months, from seeded draws."""
    draws = np.random.default_rng(SEED).gamma(counted.meetings + _PRIOR, 1 / counted.months, DRAWS)
    ends = 50 * (1 - CONFIDENCE), 50 * (1 + CONFIDENCE)
    low, high = np.percentile(1 - np.exp(-draws * months), ends)
    return float(low), float(high)


def plain_chance(counted: ReferenceClass, months: float) -> float | None:
    """Return the chance at the rate as counted, without a prior; none where no meeting was counted."""
    return 1 - exp(-counted.meetings / counted.months * months) if counted.meetings else None


def spread(dataset: Dataset, since: date) -> pd.DataFrame:
    """Return the chance of at least one meeting from a day to each horizon, by each reference class.

    Returns
    -------
    DataFrame
        ``proposition_id, horizon, words, ahead`` (months), ``name, meetings, months``; ``share, low, high``
        (Jeffreys's prior, 95 % credible interval), ``plain`` (the rate as counted; missing for no meeting).
        A horizon that is past has no row.
    """
    rows, classes = [], reference_classes(dataset)
    for proposition, words in HORIZONS.items():
        last = parse(str(dataset.record(proposition)["horizon"])).latest
        if last is None or last <= since:
            continue
        ahead = months_between(since, last)
        for counted in classes:
            low, high = bounds(counted, ahead)
            rows.append({
                "proposition_id": proposition, "horizon": last, "words": words, "ahead": ahead,
                "name": counted.name, "meetings": counted.meetings, "months": counted.months,
                "share": chance(counted, ahead), "low": low, "high": high,
                "plain": plain_chance(counted, ahead),
            })  # fmt: skip
    return pd.DataFrame(rows)
