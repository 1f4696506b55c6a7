"""Results that follow from a dataset alone: computed once, however many parts of a chapter ask for them."""

from collections.abc import Callable
from copy import copy
from functools import wraps
from typing import TypeVar
from weakref import WeakKeyDictionary

from summitwatch.tables.dataset import Dataset

T = TypeVar("T")


def memoised(compute: Callable[[Dataset], T]) -> Callable[[Dataset], T]:
    """Let a function of a dataset run once for each; every caller gets a copy, which may be changed."""
    held: WeakKeyDictionary[Dataset, T] = WeakKeyDictionary()

    @wraps(compute)
    def once(dataset: Dataset) -> T:
        if dataset not in held:
            held[dataset] = compute(dataset)
        return copy(held[dataset])

    return once
