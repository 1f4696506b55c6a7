"""What a chapter tells, computed anew, and which tables it is computed from, found by watching."""

import importlib
import importlib.util
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace

import pandas as pd

from summitwatch.prose.format import number
from summitwatch.tables import Dataset, Record, Row


class _Watched(Mapping[str, pd.DataFrame]):
    """Tables that note which of them was asked for."""

    def __init__(self, tables: Mapping[str, pd.DataFrame], seen: set[str]):
        self.tables, self.seen = tables, seen

    def __getitem__(self, name: str) -> pd.DataFrame:
        self.seen.add(name)
        return self.tables[name]

    def __iter__(self) -> Iterator[str]:
        return iter(self.tables)

    def __len__(self) -> int:
        return len(self.tables)


@dataclass(frozen=True, eq=False)  # as the dataset itself: caches know it by what it is
class WatchedDataset(Dataset):
    """A dataset that notes which of its tables were read."""

    seen: set[str] = field(default_factory=set)

    def __getitem__(self, table: str) -> pd.DataFrame:
        self.seen.add(table)
        return super().__getitem__(table)

    def rows(self, table: str) -> tuple[Row, ...]:
        self.seen.add(table)
        return tuple(super().rows(table))

    def record(self, record_id: str) -> Record:
        found = super().record(record_id)
        self.seen.add(found.table)
        return found

    def evidence(self, record_ids: str | Iterable[str]) -> pd.DataFrame:
        self.seen.add("evidence")
        return super().evidence(record_ids)

    def only(self, tier: str) -> Dataset:
        before = set(self.seen)
        view = replace(self, tables=_Watched(super().only(tier).tables, self.seen))
        view.fill()
        self.seen.intersection_update(before)
        return view

    def fill(self) -> None:
        """Fill what a dataset keeps for later, which reads every table."""
        for id_ in ("", *self.tables):
            self.has(id_)
        if not self["events"].empty:
            self.evidence(str(self["events"]["event_id"].iloc[0]))


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
    watched = WatchedDataset(dataset.folder, dataset.description, _Watched(dataset.tables, seen), seen)
    watched.fill()
    seen.clear()
    computed = values(watched)
    texts = {k.replace("_", "-"): number(v) if isinstance(v, int) else str(v) for k, v in computed.items()}
    return texts, sorted(seen)
