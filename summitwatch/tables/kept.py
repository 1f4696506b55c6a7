"""Results that follow from a dataset alone: computed once, however many parts of a chapter ask for them."""

from collections.abc import Callable
from functools import wraps
from typing import Any, TypeVar
from weakref import WeakKeyDictionary

import pandas as pd

from summitwatch.tables.dataset import Dataset

T = TypeVar("T", pd.DataFrame, dict[str, Any])


def kept(compute: Callable[[Dataset], T]) -> Callable[[Dataset], T]:
    """Let a function of a dataset run once for each; every caller gets a copy, which may be changed."""
    held: WeakKeyDictionary[Dataset, T] = WeakKeyDictionary()

    @wraps(compute)
    def once(dataset: Dataset) -> T:
        if dataset not in held:
            held[dataset] = compute(dataset)
        result = held[dataset]
        # pandas copies a column when somebody writes into it
        return result.copy(deep=False) if isinstance(result, pd.DataFrame) else result.copy()

    return once
