"""Executed chapters, each kept with all that its results rest on, so that a change redoes what it must.

Whether a result still holds is asked of what the chapter read when it was executed: its own code, tables or
parts of them by view, files, folders, modules; and of what concerns every chapter: lock, Python, settings.
"""

import json
import os
import platform
from collections.abc import Callable, Mapping
from hashlib import sha256
from pathlib import Path
from typing import Any

import nbformat
from nbformat import NotebookNode

from summitwatch.errors import SummitWatchError
from summitwatch.publishing.outputs import write_whole
from summitwatch.tables import Dataset
from summitwatch.tables.reads import DIGEST, IDS, PACKAGE, noted

SETTINGS = ("SOURCE_DATE_EPOCH", "PYTHONHASHSEED", "PYTHONUTF8", "TZ", "LC_ALL", "MPLBACKEND")
_FORM = "3"  # of what is kept


def digest(content: bytes) -> str:
    """Return what tells one content from any other, short."""
    return sha256(content).hexdigest()[:16]


class Inputs:
    """The present state of all that a chapter may have read, as digests.

    Parameters
    ----------
    book
        The folder of the book.
    lock
        The list of packages with their versions.
    load
        Loads the tables of a folder.
    """

    def __init__(self, book: Path, lock: Path, load: Callable[[Path], Dataset], package: Path = PACKAGE):
        self.roots = {"book": book, "package": package}
        self.load = load
        self.known: dict[tuple[str, ...], str] = {}
        self.always = {
            "form": _FORM,
            "python": platform.python_version(),
            "lock": digest(lock.read_bytes()),
            "settings": json.dumps([os.environ.get(name) for name in SETTINGS]),
        }

    def state(self, reads: Mapping[str, Any]) -> dict[str, str]:
        """Return a digest of each thing that was read, and of what concerns every chapter."""
        found = dict(self.always)
        found |= {f"file {name}": self._of(self._file, name) for name in reads["files"]}
        found |= {f"folder {name}": self._of(self._folder, name) for name in reads["folders"]}
        for folder, names in reads["tables"].items():
            found |= {f"table {folder} {name}": self._of(self._table, folder, name) for name in names}
        return found

    def written_since(self, moment: int, reads: Mapping[str, Any]) -> bool:
        """Tell whether a file was written after a moment, so that its digest may not be of what was read."""
        paths = map(self._path, reads["files"])
        return any(path.is_file() and path.stat().st_mtime_ns > moment for path in paths)

    def _of(self, compute: Callable[..., str], *names: str) -> str:
        key = (compute.__name__, *names)
        if key not in self.known:
            self.known[key] = compute(*names)
        return self.known[key]

    def _path(self, name: str) -> Path:
        root, _, inside = name.partition("/")
        return self.roots[root] / inside if root in self.roots else Path(name)

    def _file(self, name: str) -> str:
        path = self._path(name)
        return digest(path.read_bytes()) if path.is_file() else "none"

    def _folder(self, name: str) -> str:
        path = self._path(name)
        names = [p.name for p in path.iterdir() if p.name[0] not in "._"] if path.is_dir() else []
        return digest("\0".join(sorted(names)).encode())

    def _table(self, folder: str, name: str) -> str:
        views, table, column, record = noted(name)
        dataset = self.load(self._path(folder))
        for view in views:
            dataset = dataset.only(view)
        if table == DIGEST:
            return dataset.digest
        if table == IDS:
            return digest(repr(dataset.ids()).encode())
        if record:
            found = dataset.record(record) if dataset.has(record) else None
            return digest(repr((found.table, dict(found.row))).encode()) if found else "none"
        # dtypes follow from the description, which is a file that was read
        frame = dataset.tables[table]
        if column:
            return digest(repr(frame[column].tolist()).encode())
        return digest(frame.to_csv(na_rep="\0").encode())


class Kept:
    """The folder of the executed chapters."""

    def __init__(self, folder: Path, inputs: Inputs):
        self.folder, self.inputs = folder, inputs

    def stands(self, docname: str, path: Path) -> bool:
        """Tell whether what a chapter gave holds, its file and all that it read being as they were."""
        try:
            told = self._told(docname)
            same: bool = told["source"] == digest(path.read_text("utf-8").encode())
            return same and self.inputs.state(told["reads"]) == told["state"]
        except (OSError, ValueError, KeyError, SummitWatchError):
            return False  # never kept, or by another version

    def find(self, docname: str, code: str) -> NotebookNode | None:
        """Return what a chapter gave, if its code and all that it read are as they were."""
        try:
            told = self._told(docname)
            if told["code"] != code or self.inputs.state(told["reads"]) != told["state"]:
                return None
            text = self._path(docname, ".ipynb").read_text("utf-8")
            found: NotebookNode = nbformat.from_dict(json.loads(text))  # type: ignore[no-untyped-call]
            return found
        except (OSError, ValueError, KeyError, SummitWatchError):
            return None  # never kept, or by another version

    def reads(self, docname: str) -> dict[str, Any]:
        """Return what a chapter read that was found."""
        reads: dict[str, Any] = self._told(docname)["reads"]
        return reads

    def keep(
        self, docname: str, source: str, code: str, notebook: NotebookNode, reads: Mapping[str, Any]
    ) -> None:
        """Keep what a chapter gave; the note that makes it good comes last."""
        note = self._path(docname, ".json")
        note.parent.mkdir(parents=True, exist_ok=True)
        note.unlink(missing_ok=True)
        self._path(docname, ".ipynb").write_text(json.dumps(notebook), "utf-8")
        told = {"source": source, "code": code, "reads": reads, "state": self.inputs.state(reads)}
        write_whole(note, json.dumps(told, indent=1, sort_keys=True).encode())

    def _told(self, docname: str) -> dict[str, Any]:
        told: dict[str, Any] = json.loads(self._path(docname, ".json").read_text("utf-8"))
        return told

    def _path(self, docname: str, suffix: str) -> Path:
        return self.folder / f"{docname}{suffix}"
