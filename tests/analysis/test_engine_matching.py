"""What counts as right, missed, guessed, left open or spurious."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from summitwatch.analysis.engine_matching import Expected, Proposed, compare


def want(start, end, *values, **how):
    """A row to be found in the one place of these tests."""
    return Expected("P01", start, end, "x", values, **how)


def gave(start, end, value, *candidates):
    """A row that the engine proposes there."""
    return Proposed("P01", start, end, "x", value, candidates)


@pytest.mark.parametrize(
    ("expected", "proposed", "kind"),
    [
        (want(0, 3, "kim"), gave(0, 3, "kim"), None),
        (want(0, 13, "ministry"), gave(8, 13, "ministry"), None),
        (want(0, 3, "kim"), gave(0, 3, "lee"), "wrong_value"),
        (want(0, 3, "kim"), gave(0, 3, None, "kim", "lee"), "left_open"),
        (want(0, 3, "kim", "lee", open=True), gave(0, 3, "kim"), "guessed"),
        (want(0, 3, "kim", "lee", open=True), gave(0, 3, None, "kim"), "guessed"),
        (want(0, 3, "kim", "lee", open=True), gave(0, 3, None, "kim", "lee"), None),
        (want(0, 3, "korea", None, open=True), gave(0, 3, None, "korea"), None),
        (want(0, 3, "2026", "2027"), gave(0, 3, "2027"), None),
        (want(0, 3, None), gave(0, 3, None), None),
        (want(0, 3, None), gave(0, 3, None, "2026", "2027"), "left_open"),
    ],
)
def test_a_pair_is_judged(expected, proposed, kind):
    tally = compare([expected], [proposed])
    assert tally.expected == tally.proposed == 1
    assert tally.right == (kind is None)
    assert [m.kind for m in tally.misses] == ([kind] if kind else [])


def test_what_is_not_proposed_is_missed_and_what_is_not_expected_is_spurious():
    tally = compare([want(0, 3, "kim")], [gave(5, 8, "lee")])
    assert [m.kind for m in tally.misses] == ["not_found", "spurious"]
    assert (tally.expected, tally.proposed, tally.right, tally.spurious) == (1, 1, 0, 1)


def test_a_row_that_may_be_left_out_is_not_counted():
    assert compare([want(0, 3, "2026", None)], []).expected == 0
    assert compare([want(0, 3, "x", optional=True)], [gave(0, 3, "y")]).proposed == 0


def test_a_joint_naming_is_matched_actor_by_actor():
    tally = compare([want(0, 5, "kim"), want(0, 5, "trump")], [gave(0, 5, "trump"), gave(0, 5, "kim")])
    assert tally.right == 2


SPANS = st.tuples(st.integers(0, 6), st.integers(1, 4), st.sampled_from(["a", "b"]))


@given(st.lists(SPANS, max_size=6), st.lists(SPANS, max_size=6))
def test_no_row_is_counted_twice(wanted, found):
    tally = compare([want(a, a + n, v) for a, n, v in wanted], [gave(a, a + n, v) for a, n, v in found])
    assert tally.right <= min(tally.expected, tally.proposed)
    assert tally.expected == len(wanted)
    assert tally.proposed == len(found)
    wrong = [m for m in tally.misses if m.kind != "spurious"]
    assert tally.right + len(wrong) == tally.expected
