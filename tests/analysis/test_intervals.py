from math import sqrt

import numpy as np
import pandas as pd
import pytest
from scipy import stats

from summitwatch.analysis.intervals import (
    EmptySampleError,
    Share,
    bootstrap_difference,
    breakdown,
    per_100,
    wilson,
    with_shares,
)
from summitwatch.errors import SummitWatchError


@pytest.mark.parametrize("confidence", [0.5, 0.95, 0.999])
@pytest.mark.parametrize(("k", "n"), [(0, 1), (1, 1), (0, 24), (13, 24), (24, 24), (500, 1000)])
def test_wilson_agrees_with_scipy(k, n, confidence):
    share = wilson(k, n, confidence)
    assert (share.low, share.high) == pytest.approx(
        stats.binomtest(k, n).proportion_ci(confidence, method="wilson"), abs=1e-12
    )


@pytest.mark.parametrize(("k", "n"), [(1, 2), (13, 24), (500, 1000)])
def test_the_ends_of_wilson_solve_the_equation_of_1927(k, n):
    share, z = wilson(k, n), 1.959963984540054
    for p in (share.low, share.high):
        assert (share.value - p) ** 2 == pytest.approx(z**2 * p * (1 - p) / n)


def test_a_share_keeps_what_was_counted():
    share = wilson(13, 24)
    assert (share.k, share.n, share.value) == (13, 24, 13 / 24)


def test_wilson_stays_between_none_and_all():
    assert wilson(0, 5).low == 0
    assert wilson(5, 5).high == 1


@pytest.mark.parametrize("n", range(1, 60))
def test_none_and_all_end_at_0_and_1_without_an_error_of_rounding(n):
    assert (wilson(0, n).low, wilson(n, n).high) == (0, 1)
    assert wilson(0, n).high > 0 and wilson(n, n).low < 1


def test_wilson_is_wider_for_more_confidence():
    usual, strict = wilson(8, 20), wilson(8, 20, confidence=0.99)
    assert strict.low < usual.low < usual.high < strict.high


def test_share_without_units_is_refused_in_words():
    told = "^no share without units: n is 0, so there is nothing of which k could be a part$"
    with pytest.raises(EmptySampleError, match=told):
        wilson(0, 0)
    assert issubclass(EmptySampleError, SummitWatchError)


@pytest.mark.parametrize("k", [-1, 4])
def test_share_of_more_than_all_or_less_than_none_is_refused(k):
    told = f"^k = {k} of n = 3: k must lie between 0 and n; count it among the n units$"
    with pytest.raises(ValueError, match=told):
        wilson(k, 3)


def test_share_cannot_be_changed():
    with pytest.raises(AttributeError):
        Share(1, 2, 0.1, 0.9).k = 2


def test_with_shares_keeps_its_argument_and_adds_three_columns():
    counts = pd.DataFrame({"k": [1, 2], "n": [4, 2]})
    result = with_shares(counts)
    assert list(counts) == ["k", "n"]
    assert result["share"].tolist() == [0.25, 1.0]
    ends = [wilson(1, 4), wilson(2, 2)]
    assert result["low"].tolist() == [share.low for share in ends]
    assert result["high"].tolist() == [share.high for share in ends]


def test_breakdown_shows_what_did_not_occur_and_adds_up():
    frame = pd.DataFrame({"source": ["S2", "S1", "S1"], "mode": ["direct", "indirect", "indirect"]})
    result = breakdown(frame, "source", "mode")
    assert result[["source", "mode", "k", "n"]].to_numpy().tolist() == [
        ["S1", "indirect", 2, 2], ["S1", "direct", 0, 2], ["S2", "indirect", 0, 1], ["S2", "direct", 1, 1],
    ]  # fmt: skip


@pytest.mark.parametrize("groups", [["S1", "S2", "S3"], [1, 2, 3]])
def test_breakdown_of_many_groups_keeps_the_order_of_values_in_each_and_numbers_its_rows(groups):
    order = [f"{number:02}" for number in range(40)]
    frame = pd.DataFrame({"source": groups * 40, "mode": order * 3})
    result = breakdown(frame, "source", "mode", order)
    assert result["source"].tolist() == sorted(groups * 40)
    assert result["mode"].tolist() == order * 3
    assert result.index.tolist() == list(range(120))


def test_breakdown_of_values_as_frequent_as_each_other_goes_by_name():
    frame = pd.DataFrame({"source": ["S1"] * 4, "mode": ["b", "c", "a", "c"]})
    assert breakdown(frame, "source", "mode")["mode"].tolist() == ["c", "a", "b"]


def test_breakdown_keeps_a_stated_order_with_values_that_never_occur():
    frame = pd.DataFrame({"source": ["S1"], "mode": ["indirect"]})
    assert breakdown(frame, "source", "mode", ["direct", "indirect"])["k"].tolist() == [0, 1]


def test_bootstrap_is_the_same_each_time_and_depends_on_the_seed():
    a, b = [1.5, 0.2, 3.1, 4.7, 0.4], [0.3, 0.9, 1.1, 0.6]
    assert bootstrap_difference(a, b, draws=500) == bootstrap_difference(a, b, draws=500)
    assert bootstrap_difference(a, b, draws=500) != bootstrap_difference(a, b, draws=500, seed=1)


def test_bootstrap_estimates_the_difference_of_the_means():
    found = bootstrap_difference([1, 0, 1, 1], [0, 1], draws=2000)
    assert found.estimate == pytest.approx(0.25)
    assert found.low <= found.estimate <= found.high
    assert (found.draws, found.n_a, found.n_b) == (2000, 4, 2)


def test_bootstrap_leaves_out_a_fortieth_at_either_end():
    def number_of_draw_and_units(sample):
        return np.arange(len(sample)) * float(sample.shape[1])

    found = bootstrap_difference([0, 0], [0], number_of_draw_and_units, draws=1001)
    assert (found.low, found.high) == pytest.approx((25, 975))


def test_bootstrap_draws_ten_thousand_times_unless_told():
    assert bootstrap_difference([1, 2], [1]).draws == 10_000


def test_bootstrap_width_agrees_with_the_normal_approximation_for_large_samples():
    rng = np.random.default_rng(1)
    a, b = rng.normal(0, 1, 400), rng.normal(1, 1, 400)
    found = bootstrap_difference(a, b, draws=4000)
    expected = 2 * 1.96 * sqrt(a.var() / 400 + b.var() / 400)
    assert found.high - found.low == pytest.approx(expected, rel=0.1)


def test_bootstrap_of_samples_without_variation_has_no_width():
    found = bootstrap_difference([1, 1, 1], [0, 0], draws=50)
    assert (found.low, found.estimate, found.high) == (1, 1, 1)


def test_bootstrap_draws_a_sentence_with_its_words():
    found = bootstrap_difference([[1, 10], [3, 30]], [[0, 5]], per_100, draws=200)
    assert found.estimate == found.low == found.high == 10  # each sentence has the same rate


def test_bootstrap_of_an_empty_sample_is_refused():
    told = "^no difference without units: one of the two samples is empty$"
    for a, b in (([], [1]), ([1], [])):
        with pytest.raises(EmptySampleError, match=told):
            bootstrap_difference(a, b)
