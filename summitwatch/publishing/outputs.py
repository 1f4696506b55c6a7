"""The output folder: one build at a time, whole results only, and no work for nothing."""

import ctypes
import fcntl
import os
import shutil
import sys
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from hashlib import sha256
from importlib.metadata import distributions
from pathlib import Path

from summitwatch.errors import BuildError

PDF_NAME = "summit-watch.pdf"
_EXCHANGE = 2  # RENAME_EXCHANGE of Linux's renameat2
_HERE = -100  # AT_FDCWD
DIST = "dist"  # where frozen editions are kept
_NOT_INPUT = {"_build", DIST, "tests", "benchmarks", "__pycache__"}


@dataclass(frozen=True)
class Outputs:
    """Where a build puts its results, and where it works."""

    folder: Path

    @property
    def html(self) -> Path:
        """The published site."""
        return self.folder / "html"

    @property
    def pdf(self) -> Path:
        """The published PDF."""
        return self.folder / "pdf" / PDF_NAME

    @property
    def work(self) -> Path:
        """The workplace, kept between builds for the caches in it."""
        return self.folder / ".work"

    @property
    def sphinx(self) -> Path:
        """Where Jupyter Book builds inside the workplace."""
        return self.work / "_build"

    @property
    def unfinished(self) -> Path:
        """A mark that stands while Sphinx runs, and stays when it fails or is killed."""
        return self.work / "unfinished"

    @property
    def stamp(self) -> Path:
        """What the published outputs were made from."""
        return self.work / "inputs"

    @contextmanager
    def locked(self) -> Iterator[None]:
        """Hold the workplace for one build.

        Raises
        ------
        BuildError
            Another build holds it, or it cannot be written.
        """
        self.work.mkdir(parents=True, exist_ok=True)
        with (self.work / "lock").open("w") as lock:
            try:
                fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
            except BlockingIOError:
                raise BuildError(f"another build is at work in {self.folder}; wait until it ends") from None
            yield

    def tidy(self) -> None:
        """Remove what an earlier build left: old pages, and state that a failure made doubtful.

        After a failure Sphinx would take its own notes for sound and pass over the warning that failed it.
        """
        doubtful = [".doctrees", "jupyter_execute"] if self.unfinished.exists() else []
        for name in ["html", "singlehtml", *doubtful]:
            remove(self.sphinx / name)
        remove(self.work / PDF_NAME)

    def publish(self, pdf: Path | None) -> None:
        """Put finished results in the place of the earlier ones, without Sphinx's note of its settings.

        That note depends on the folder in which the book was built, and nothing else does.
        """
        remove(self.sphinx / "html" / ".buildinfo")
        replace(self.sphinx / "html", self.html)
        if pdf:
            self.pdf.parent.mkdir(parents=True, exist_ok=True)
            pdf.replace(self.pdf)

    def is_current(self, inputs: str) -> bool:
        """Tell whether the published outputs were made from these inputs and are as they were then."""
        return self.stamp.is_file() and self.stamp.read_text("utf-8") == self._state(inputs)

    def mark_current(self, inputs: str) -> None:
        """Remember what the published outputs were made from."""
        self.stamp.write_text(self._state(inputs), "utf-8")

    def _state(self, inputs: str) -> str:
        listing = sha256()
        for path in _files([self.html, self.pdf.parent]):
            status = path.stat()
            listing.update(f"{path}\0{status.st_size}\0{status.st_mtime_ns}\n".encode())
        return f"{inputs} {listing.hexdigest()}\n"


def remove(path: Path) -> None:
    """Delete a file or a folder, if there is one."""
    if path.is_dir() and not path.is_symlink():
        shutil.rmtree(path)
    else:
        path.unlink(missing_ok=True)


def replace(new: Path, target: Path) -> None:
    """Let a finished folder take the place of another, at once where the system can exchange names."""
    if not target.exists():
        new.rename(target)
    elif _exchange(new, target):
        remove(new)
    else:
        old = new.with_name(f"{new.name}.old")
        remove(old)
        target.rename(old)
        new.rename(target)
        remove(old)


def _exchange(one: Path, other: Path) -> bool:
    if not sys.platform.startswith("linux"):
        return False
    call = getattr(ctypes.CDLL(None), "renameat2", None)
    return call is not None and call(_HERE, os.fsencode(one), _HERE, os.fsencode(other), _EXCHANGE) == 0


def digest_inputs(root: Path, output: Path, *choices: object) -> str:
    """Return one digest over everything a build may read: tree, packages, Python, choices made."""
    total = sha256(repr((sys.version, choices)).encode())
    for name, version in sorted((str(d.name), d.version) for d in distributions()):
        total.update(f"{name}=={version}\n".encode())
    entries = (p for p in root.iterdir() if _is_input(p) and p != output)
    for path in _files(entries):
        total.update(f"{path.relative_to(root)}\0".encode())
        total.update(sha256(path.read_bytes()).digest())
    return total.hexdigest()


def _is_input(path: Path) -> bool:
    return not (path.name.startswith(".") or path.name in _NOT_INPUT or path.suffix in (".egg-info", ".pyc"))


def _files(places: Iterable[Path]) -> Iterator[Path]:
    """Yield every file in or under the places, in a fixed order."""
    for place in sorted(places):
        if place.is_dir():
            yield from _files(child for child in place.iterdir() if _is_input(child))
        elif place.is_file():
            yield place
