"""Shares with their interval, and differences with theirs."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import lru_cache
from math import sqrt
from statistics import NormalDist

import numpy as np
import numpy.typing as npt
import pandas as pd

from summitwatch.errors import SummitWatchError

SEED = 20261122
DRAWS = 10_000

Sample = npt.NDArray[np.float64]
#: Of every interval in the book, unless it says otherwise.
CONFIDENCE = 0.95


class EmptySampleError(SummitWatchError, ValueError):
    """A share or a difference was asked for where nothing was counted."""


@dataclass(frozen=True)
class Share:
    """How many of how many, with the interval of the share.

    Attributes
    ----------
    k, n : int
        Units that have the property, and all units.
    low, high : float
        Ends of the interval, from 0 to 1.
    """

    k: int
    n: int
    low: float
    high: float

    @property
    def value(self) -> float:
        """The share itself, from 0 to 1."""
        return self.k / self.n


@dataclass(frozen=True)
class Difference:
    """A statistic of one sample less that of another, with its interval.

    Attributes
    ----------
    estimate, low, high : float
        The difference as observed and the ends of its interval, in the unit of the statistic.
    draws, n_a, n_b : int
        Number of resamples, and of units in each sample.
    """

    estimate: float
    low: float
    high: float
    draws: int
    n_a: int
    n_b: int


def wilson(k: int, n: int, confidence: float = CONFIDENCE) -> Share:
    """Give a share with its score interval, which behaves at 0, at 1 and for small n.

    The ends solve (k/n - p)² = z²·p·(1 - p)/n for p: Wilson 1927, doi:10.1080/01621459.1927.10502953.

    Raises
    ------
    EmptySampleError
        If `n` is 0.
    ValueError
        If `k` is negative or exceeds `n`.
    """
    if n == 0:
        raise EmptySampleError(
            "no share without units: n is 0, so there is nothing of which k could be a part"
        )
    if not 0 <= k <= n:
        raise ValueError(f"k = {k} of n = {n}: k must lie between 0 and n; count it among the n units")
    z = NormalDist().inv_cdf((1 + confidence) / 2)
    centre = (k + z**2 / 2) / (n + z**2)
    half = z / (n + z**2) * sqrt(k * (n - k) / n + z**2 / 4)
    low, high = (centre - half if k else 0.0), (centre + half if k < n else 1.0)  # 0 and 1 free of rounding
    return Share(int(k), int(n), float(low), float(high))


def with_shares(counts: pd.DataFrame) -> pd.DataFrame:
    """Add `share`, `low` and `high` (Wilson 1927, 95%) to a frame that has the columns `k` and `n`."""
    found = [wilson(k, n) for k, n in zip(counts["k"], counts["n"], strict=True)]
    return counts.assign(
        share=[share.value for share in found],
        low=[share.low for share in found],
        high=[share.high for share in found],
    )


def breakdown(frame: pd.DataFrame, by: str, of: str, order: Sequence[str] | None = None) -> pd.DataFrame:
    """Say how the units of each group spread over the values of a column.

    Parameters
    ----------
    frame : DataFrame
        One row a unit.
    by, of : str
        Columns that hold the group and the value; a unit without value is refused by `wilson`.
    order : sequence of str, optional
        Values in the order wanted; otherwise the most frequent first, ties by name.

    Returns
    -------
    DataFrame
        One row for each group and value, those with no unit too: `by`, `of`, k, n, share, low, high.
    """
    counts = frame.groupby([by, of]).size().unstack(of, fill_value=0)
    totals = counts.sum()
    ranked = sorted(totals.index, key=lambda value: (-totals[value], value))
    counts = counts.reindex(columns=list(order) if order is not None else ranked, fill_value=0)
    tidy = counts.reset_index().melt(by, var_name=of, value_name="k")
    tidy = tidy.sort_values(by, kind="stable", ignore_index=True)
    return with_shares(tidy.assign(n=tidy[by].map(frame.groupby(by).size())))


def mean(sample: Sample) -> Sample:
    """Average the first measure over the units: (draws, units, measures) to (draws,)."""
    averages: Sample = sample[..., 0].mean(axis=-1)
    return averages


def per_100(sample: Sample) -> Sample:
    """Divide the sum of the first measure by that of the second, times 100: (draws, units, 2) to (draws,)."""
    rates: Sample = 100 * sample[..., 0].sum(axis=-1) / sample[..., 1].sum(axis=-1)
    return rates


@lru_cache(maxsize=1)  # samples of the same texts are redrawn again and again
def _redraw(seed: int, draws: int, *sizes: int) -> list[npt.NDArray[np.int64]]:
    """Draw units of samples, by their number, with replacement: an array (draws, units) of each."""
    rng = np.random.default_rng(seed)
    return [rng.integers(0, size, (draws, size)) for size in sizes]


def bootstrap_difference(
    a: npt.ArrayLike,
    b: npt.ArrayLike,
    statistic: Callable[[Sample], Sample] = mean,
    draws: int = DRAWS,
    seed: int = SEED,
) -> Difference:
    """Compare two samples by redrawing their units with replacement (Efron 1979), percentile interval, 95%.

    Parameters
    ----------
    a, b : array of shape (units,) or (units, measures)
        The units, here sentences; each is drawn with all its measures.
    statistic : callable
        Takes an array of shape (draws, units, measures), returns one value a draw.
    draws, seed : int
        Number of resamples, and the seed of NumPy's default generator.

    Raises
    ------
    EmptySampleError
        If a sample has no unit.
    """
    samples = [np.asarray(sample, dtype=float) for sample in (a, b)]
    if not all(len(sample) for sample in samples):
        raise EmptySampleError("no difference without units: one of the two samples is empty")
    one, two = (sample.reshape(len(sample), -1) for sample in samples)
    redrawn = [
        statistic(np.take(sample, units, axis=0))
        for sample, units in zip((one, two), _redraw(seed, draws, len(one), len(two)), strict=True)
    ]
    low, high = np.percentile(redrawn[0] - redrawn[1], [2.5, 97.5])
    estimate = (statistic(one[np.newaxis]) - statistic(two[np.newaxis])).item()
    return Difference(estimate, float(low), float(high), draws, len(one), len(two))
