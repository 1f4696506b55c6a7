"""What a chapter tells, and which tables it is computed from, found by watching."""

import importlib
import importlib.util
import json
import os
from dataclasses import replace
from pathlib import Path

from summitwatch.prose.format import number
from summitwatch.tables import Dataset
from summitwatch.tables.reads import Watched, note_places, noted

#: Names the folder in which a build keeps what its chapters have told so far; without it all is computed.
KEPT_TOLD = "SUMMITWATCH_TOLD"
Told = tuple[dict[str, str], list[str]]


def told(dataset: Dataset, chapter: str) -> Told:
    """Return the values that a chapter tells, and the tables that they were read from.

    They are computed anew, unless this build has executed the chapter on the same data.
    """
    return _kept(dataset, chapter) or _computed(dataset, chapter)


def _kept(dataset: Dataset, chapter: str) -> Told | None:
    path = Path(os.environ.get(KEPT_TOLD, ""), f"{chapter}.json")
    if KEPT_TOLD not in os.environ or not path.is_file():
        return None
    kept = json.loads(path.read_text("utf-8"))
    if kept["digest"] != dataset.digest:
        return None
    note_places(kept["files"], kept["folders"])
    return kept["told"], kept["told_from"]


def _computed(dataset: Dataset, chapter: str) -> Told:
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
