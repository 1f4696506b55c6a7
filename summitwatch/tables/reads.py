"""What a computation reads: tables, files, folders, modules; noted so that a change redoes what rests on it.

A table is noted by the view in which it was asked for: `events` of all records, `core/events` of the core
alone, so that a row of the wider record does not concern who reads the core. Who reads a column or a record
alone rests on no more: `events.title`, `events#EV008`. Files are noted by their place in the book's folder or
in the package.
"""

import os
import sys
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, NamedTuple

import pandas as pd

PACKAGE = Path(__file__).resolve().parent.parent
#: What a dataset notes besides the names of tables.
IDS, DIGEST = "*ids", "*digest"
_NO_INPUT = ("_build", "__pycache__")


class Noted(NamedTuple):
    """What a note names: a table in a view, or one of its columns or records; blank is none."""

    views: list[str]
    table: str
    column: str
    record: str


def noted(name: str) -> Noted:
    """Take a note apart."""
    place, _, record = name.partition("#")
    *views, place = place.split("/")
    table, _, column = place.partition(".")
    return Noted(views, table, column, record)


class Watched(Mapping[str, pd.DataFrame]):
    """Tables that note which of them was asked for, each under the view through which it was seen."""

    def __init__(self, tables: Mapping[str, pd.DataFrame], seen: set[str], view: str = ""):
        self.plain, self.seen, self.view = tables, seen, view

    def note(self, table: str, *columns: str) -> None:
        """Note a table or some of its columns, or what was derived from all tables."""
        self.seen.update(self.view + name for name in ([f"{table}.{c}" for c in columns] or [table]))

    def note_record(self, table: str, record_id: str) -> None:
        """Note a record of a table."""
        self.seen.add(f"{self.view}{table}#{record_id}")

    def __getitem__(self, name: str) -> pd.DataFrame:
        self.note(name)
        return self.plain[name]

    def __iter__(self) -> Iterator[str]:
        return iter(self.plain)

    def __len__(self) -> int:
        return len(self.plain)


@dataclass
class _Watch:
    """What was read since the watch began."""

    book: str
    tables: dict[str, set[str]] = field(default_factory=dict)
    files: set[str] = field(default_factory=set)
    folders: set[str] = field(default_factory=set)
    told: dict[str, str] = field(default_factory=dict)
    told_from: set[str] = field(default_factory=set)
    paused: int = 0

    def place(self, path: str) -> str | None:
        """Return the name of a path that is part of package or book, and None for any other."""
        real = os.path.realpath(path)
        for name, root in (("package", str(PACKAGE)), ("book", self.book)):
            if real == root or real.startswith(root + os.sep):
                inside = os.path.relpath(real, root)
                hidden = any(part[0] == "." or part in _NO_INPUT for part in Path(inside).parts)
                return None if hidden else f"{name}/{Path(inside).as_posix()}"
        return None


_watch: _Watch | None = None


def start(book: str) -> None:
    """Begin to note what this process reads; it cannot be ended, since Python's audit hooks stay."""
    global _watch  # noqa: PLW0603 (a process has one watch)
    _watch = _Watch(os.path.realpath(book))
    sys.addaudithook(_hear)


def note_told(texts: Mapping[str, str]) -> None:
    """Note what a chapter tells; what it read so far is what that rests on."""
    if _watch is not None:
        _watch.told.update(texts)
        _watch.told_from.update(noted(name).table for names in _watch.tables.values() for name in names)


def note_places(files: Iterable[str], folders: Iterable[str]) -> None:
    """Note files and folders that were read elsewhere for something that is used here."""
    if _watch is not None:
        _watch.files.update(files)
        _watch.folders.update(folders)


def report() -> dict[str, Any]:
    """Return what was read since the start: tables by folder, files (modules among them) and folders.

    With it comes what was told, and the tables that were read until then.
    """
    assert _watch is not None
    modules = [getattr(module, "__file__", None) for module in list(sys.modules.values())]
    files = {_watch.place(path) for path in modules if path} | _watch.files
    return {
        "tables": {folder: sorted(names) for folder, names in sorted(_watch.tables.items())},
        "files": sorted(name for name in files if name),
        "folders": sorted(_watch.folders),
        "told": dict(_watch.told),
        "told_from": sorted(name for name in _watch.told_from if name not in (IDS, DIGEST)),
    }


def _hear(event: str, arguments: tuple[object, ...]) -> None:
    """Note a file that is opened to be read or a folder that is listed, other than for a module."""
    if event not in ("open", "os.listdir", "os.scandir") or _watch is None or _watch.paused:
        return
    path = "." if arguments[0] is None else arguments[0]
    if not isinstance(path, str | bytes) or path in sys.path:  # where modules are looked for
        return
    if event == "open" and isinstance(flags := arguments[2], int) and flags & (os.O_WRONLY | os.O_RDWR):
        return
    if "importlib" in sys._getframe(1).f_code.co_filename:  # modules are told by name
        return
    name = _watch.place(os.fsdecode(path))
    if name:
        (_watch.files if event == "open" else _watch.folders).add(name)


@contextmanager
def by_table() -> Iterator[None]:
    """Note no files, while those are read whose tables will be noted one by one."""
    if _watch is None:
        yield
        return
    _watch.paused += 1
    try:
        yield
    finally:
        _watch.paused -= 1


def watched(folder: Path, tables: Mapping[str, pd.DataFrame]) -> Mapping[str, pd.DataFrame]:
    """Return the tables of a folder so that the watch of this process, if there is one, hears of each."""
    if _watch is None:
        return tables
    name = _watch.place(str(folder)) or os.path.realpath(folder)
    return Watched(tables, _watch.tables.setdefault(name, set()))
