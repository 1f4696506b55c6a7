"""Numbers of the chapter on what could come next."""

import pandas as pd

from summitwatch.analysis import base_rates, calendar, hypotheses, signals
from summitwatch.dates import gap, parse
from summitwatch.prose.edition import edition_day
from summitwatch.prose.format import day, decimal, number, span
from summitwatch.tables import Dataset

#: The signals of preparation on both sides and between them, of which the text says what was seen.
_UNSEEN = {"IN02", "IN03", "IN04", "IN06", "IN07"}


def values(data: Dataset) -> dict[str, str]:
    """Return what the sentences of the chapter tell."""
    edition, end = edition_day(), base_rates.record_end(data)
    return (
        {
            "edition": day(edition),
            "record_end": day(end),
            "uncovered": decimal(base_rates.months_between(end, edition), 1),
        }
        | _rates(data)
        | _accounts(data)
        | _signals(data)
        | _calendar(data)
    )


def _rates(data: Dataset) -> dict[str, str]:
    met = list(base_rates.meetings(data).values())
    first, both, second = base_rates.reference_classes(data)
    if second.meetings:
        raise ValueError("the text says that no meeting of the second term is in the record")
    spread = base_rates.spread(data, edition_day())
    year, term = (spread[spread["proposition_id"] == name] for name in base_rates.HORIZONS)
    then = base_rates.spread(data, base_rates.record_end(data))
    then = then[then["proposition_id"] == "PR04"]
    lapsed = data.record(base_rates.LAPSED)["horizon"]
    if parse(str(lapsed)).latest >= edition_day():  # type: ignore[operator]
        raise ValueError("the text says that this horizon ended before the edition")
    return {
        "meetings": number(len(met), words=True),
        "met_within": span(*gap(met[0], met[-1])),
        "first_months": decimal(first.months, 0),
        "both_months": decimal(both.months, 0),
        "second_months": decimal(second.months, 0),
        "year_end": day(year["horizon"].iloc[0]),
        "year_spread": _spread(year, "share", "share"),
        "year_interval": _spread(year, "low", "high"),
        "year_spread_then": _spread(then, "share", "share"),
        "year_plain": f"{year['plain'].iloc[0]:.0%}",
        "term_end": day(term["horizon"].iloc[0]),
        "term_spread": _spread(term, "share", "share"),
        "term_interval": _spread(term, "low", "high"),
        "lapsed": day(str(lapsed)),
    }


def _spread(part: pd.DataFrame, low: str, high: str) -> str:
    return f"{part[low].min():.0%} to {part[high].max():.0%}"


def _accounts(data: Dataset) -> dict[str, str]:
    table, against = hypotheses.discriminating(data), hypotheses.against(data)
    if not all(against.values()):
        raise ValueError("the text says that something speaks against each account")
    return {
        "accounts": number(len(data["hypotheses"]), words=True),
        "items": number(len(table)),
        "thin_items": number((table["origins_min"] <= 1).sum(), words=True),
    }


def _signals(data: Dataset) -> dict[str, str]:
    board = signals.board(data)
    unseen = set(board.loc[board["seen"].isna(), "indicator_id"])
    if unseen != _UNSEEN:
        raise ValueError(f"the text names other unseen signals than {sorted(unseen)}")
    last = board.set_index("indicator_id")
    return {
        "signals": number(len(board), words=True),
        "unseen": number(len(unseen), words=True),
        "last_test": day(str(last.at["IN12", "seen_day"])),
        "last_condition": day(str(last.at["IN08", "seen_day"])),
        "last_letter": day(str(last.at["IN01", "seen_day"])),
    }


def _calendar(data: Dataset) -> dict[str, str]:
    table = calendar.ahead(data, edition_day())
    return {
        "ahead": number(len(table), words=True),
        "still_ahead": number((table["standing"] == calendar.STANDINGS[2]).sum(), words=True, alone=True),
        "undated": number(len(calendar.undated(data)), words=True),
    }
