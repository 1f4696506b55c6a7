"""Numbers for the prose: formatted once, put into the text by name, kept for comparison.

In a chapter, `say(sentences=number(79))` makes ``{glue:text}`sentences` `` available to the text.
"""

from datetime import date

import pandas as pd
from myst_nb import glue

from summitwatch.analysis.forecasts import BANDS
from summitwatch.analysis.independence import Legs
from summitwatch.analysis.intervals import CONFIDENCE, Share, wilson
from summitwatch.analysis.wording import COUNTS
from summitwatch.dates import When, label, parse
from summitwatch.tables import Dataset
from summitwatch.tables.reads import note_told


def number(value: float, *, words: bool = False, alone: bool = False) -> str:
    """Format a count: thousands parted by a comma; up to twelve in words if asked for.

    A zero in words is *no*, which wants a noun; `alone` makes it *none*.
    """
    whole = int(value)
    if whole != value:
        raise ValueError(f"a count must be whole, not {value!r}; use decimal() for other numbers")
    if words and alone and whole == 0:
        return "none"
    return COUNTS[whole] if words and 0 <= whole < len(COUNTS) else f"{whole:,}"


def texts(data: Dataset) -> str:
    """Return the number of core sources, in words."""
    return number((data.column("sources", "tier") == "core").sum(), words=True)


def decimal(value: float, places: int = 2) -> str:
    """Format a number with a fixed count of decimal places and a true minus sign."""
    return f"{float(value):.{places}f}".replace("-", "−")


def percent(share: Share, *, interval: bool = True) -> str:
    """Format a share with its 95% interval and n, as in `40% (95% interval 22–61%; 8 of 20)`."""
    whole = f"{share.value:.0%}"
    if not interval:
        return whole
    ends = f"{share.low * 100:.0f}–{share.high * 100:.0f}%"
    return f"{whole} ({CONFIDENCE:.0%} interval {ends}; {share.k} of {share.n})"


def percents(counts: pd.DataFrame) -> list[str]:
    """Format the share of each row of a frame that has the columns `k` and `n`."""
    return [percent(wilson(int(k), int(n))) for k, n in zip(counts["k"], counts["n"], strict=True)]


def likelihood(band: str) -> str:
    """Format a band of ICD 203 with its range, as in `very unlikely (5–20%)`."""
    low, high = BANDS[band]
    return f"{band.replace('_', ' ')} ({low}–{high}%)"


def day(when: str | When | date, *, short: bool = False) -> str:
    """Format a date with its doubt, as in `between 26 and 28 September 2025`."""
    if isinstance(when, date):
        when = when.isoformat()
    return label(parse(when) if isinstance(when, str) else when, short=short)


def span(least: int | None, most: int | None) -> str:
    """Format a range of days, as in `88 to 93 days`; None where an end is open."""
    if least is None and most is None:
        return "an unknown number of days"
    if least is None:
        return f"at most {_days(most)}"
    if most is None:
        return f"at least {_days(least)}"
    return _days(least) if least == most else f"{least:,} to {_days(most)}"


def spans(counts: pd.DataFrame) -> list[str | None]:
    """Format the origins of each row of a frame for a table, as in `2–3`; None where it has none.

    The frame has `origins_min` and `origins_max`. In a sentence `origins` words them.
    """
    pairs = zip(counts["origins_min"], counts["origins_max"], strict=True)
    return [None if pd.isna(least) else str(Legs(int(least), int(most))) for least, most in pairs]


def origins(least: int, most: int) -> str:
    """Word how many independent origins attest a thing, as in `two`, `two to three` or `at most one`."""
    high = number(most, words=True)
    if least == most:
        return high
    return f"{number(least, words=True)} to {high}" if least else f"at most {high}"


def _days(count: int | None) -> str:
    return f"{count:,} day{'' if count == 1 else 's'}"


def say(**values: str | int) -> None:
    """Make values available to the prose under their names.

    Raises
    ------
    TypeError
        A value is neither text nor a whole number: format it first, so that nothing is rounded by chance.
    """
    texts = {}
    for name, value in values.items():
        if isinstance(value, bool) or not isinstance(value, str | int):
            raise TypeError(
                f"say({name}=…): format {value!r} with number(), decimal(), percent(), day() or span()"
            )
        texts[name.replace("_", "-")] = number(value) if isinstance(value, int) else value
    note_told(texts)
    for name, text in texts.items():
        glue(name, text, display=False)
