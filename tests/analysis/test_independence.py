"""Same publisher, same wire, same text: never two legs."""

import numpy as np
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy.sparse import csr_matrix
from scipy.sparse.csgraph import maximum_bipartite_matching

from summitwatch.analysis.independence import Legs, items_table, legs
from summitwatch.tables import load


def items(*rows):
    """Make items from publisher, origin and, where it copies, the text."""
    full = [(*row, f"item{n}")[:3] for n, row in enumerate(rows)]
    return pd.DataFrame(full, columns=["publisher", "origin", "text"])


@pytest.mark.parametrize(
    ("rows", "expected"),
    [
        ([], Legs(0, 0)),
        ([("times", "afp")], Legs(1, 1)),
        ([("times", "afp"), ("post", "yonhap")], Legs(2, 2)),
        ([("times", "afp"), ("post", "afp")], Legs(1, 1)),
        ([("site", "afp"), ("site", "yonhap")], Legs(1, 1)),
        ([("times", None), ("post", None)], Legs(0, 2)),
        ([("times", "afp"), ("post", None)], Legs(1, 2)),
        ([("times", "afp", "t"), ("post", None, "t")], Legs(1, 1)),
        ([("times", None, "t"), ("post", None, "t")], Legs(0, 1)),
        ([("a", "x"), ("a", "y"), ("b", "y")], Legs(2, 2)),  # the first and the last are independent
    ],
)
def test_legs(rows, expected):
    assert legs(items(*rows)) == expected


@given(st.lists(st.tuples(st.integers(0, 5), st.integers(0, 5)), min_size=1, max_size=20))
def test_the_largest_set_is_found_as_scipy_finds_it(edges):
    graph = np.zeros((6, 6), dtype=int)
    graph[tuple(zip(*edges, strict=True))] = 1
    expected = int((maximum_bipartite_matching(csr_matrix(graph)) >= 0).sum())
    assert legs(items(*((f"p{a}", f"o{b}") for a, b in edges))) == Legs(expected, expected)


def test_stories_of_one_page_are_one_leg_at_most():
    table = items_table(load().only("core"))
    assert legs(table[table["source_id"] == "S1"]) == Legs(1, 1)


def test_the_two_core_sources_are_two_legs():
    assert legs(items_table(load().only("core"))).at_least == 2
