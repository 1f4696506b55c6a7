"""What a chapter tells, computed anew, and which tables it is computed from, found by watching."""

import importlib
import importlib.util
from dataclasses import replace

from summitwatch.prose.format import number
from summitwatch.tables import Dataset
from summitwatch.tables.reads import Watched, noted


def told(dataset: Dataset, chapter: str) -> tuple[dict[str, str], list[str]]:
    """Return the values that a chapter tells, computed anew, and the tables that they were read from."""
    name = f"{__package__}.{chapter.removeprefix('chapters/')}"
    if importlib.util.find_spec(name) is None:
        return {}, []
    module = importlib.import_module(name)
    values = getattr(module, "values", None)
    if values is None:
        return {}, []
    if tier := getattr(module, "TIER", None):  # of the sources that the chapter alone tells of
        dataset = dataset.only(tier)
    seen: set[str] = set()
    computed = values(replace(dataset, tables=Watched(dataset.tables, seen)))
    texts = {k.replace("_", "-"): number(v) if isinstance(v, int) else str(v) for k, v in computed.items()}
    return texts, sorted({noted(name).table for name in seen} & dataset.tables.keys())
