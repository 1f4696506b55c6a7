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
from pathlib import Path

from summitwatch.errors import BuildError

ROOT = Path(__file__).resolve().parent.parent.parent
CITATION = ROOT / "CITATION.cff"
PDF_NAME = "summit-watch.pdf"
REPORT = "failed-chapters.txt"  # beside Sphinx's folders: what chapters raised
TAKEAWAY = "SUMMITWATCH_TAKEAWAY"  # set where files to take away are made after Sphinx
AFTER = "SUMMITWATCH_AFTER"  # set where another Jupyter Book has just read the pages
AHEAD = "SUMMITWATCH_AHEAD"  # set where chapters are sure to be executed, so that kernels are made ready
GO = "go\n"  # what one that comes after another waits for
EXECUTED = "executed "  # begins each line of progress
WORKERS = "SUMMITWATCH_WORKERS"  # how much at a time, if not as much as there are cores
_EXCHANGE = 2  # RENAME_EXCHANGE of Linux's renameat2
_HERE = -100  # AT_FDCWD
DIST = "dist"  # where frozen editions are kept
PAST = "editions"  # and where the site keeps older ones, which are not part of it
_NOT_INPUT = {"_build", DIST, "tests", "benchmarks", "__pycache__"}
_PROSE = ".md"


@dataclass(frozen=True)
class Inputs:
    """Digests of what a build may read: of all, and of all but the text of the chapters."""

    whole: str
    around: str


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
    def kept(self) -> Path:
        """What the pages were made from that Sphinx still has, but for the text of the chapters."""
        return self.work / "pages"

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

    def tidy(self, inputs: Inputs) -> bool:
        """Remove what an earlier build left and this one cannot use, and mark the workplace as unfinished.

        Old pages stay if nothing has changed but the text of chapters; whether they do is returned. After a
        failure nothing stays: Sphinx would take its own notes for sound and pass over the warning that failed
        it.
        """
        failed = self.unfinished.exists()
        same = self.kept.is_file() and self.kept.read_text("utf-8") == inputs.around
        self.unfinished.touch()
        self.kept.unlink(missing_ok=True)
        doubtful = [".doctrees", "jupyter_execute"] if failed else []
        pages = (
            ["html"] if failed or not same else ["html/_static", f"html/{PAST}"]
        )  # these are put there anew
        for name in ["singlehtml", *doubtful, *pages]:
            remove(self.sphinx / name)
        remove(self.work / PDF_NAME)
        return same and not failed

    def publish(self, pdf: Path | None, inputs: Inputs) -> None:
        """Put a copy of finished results in the place of the earlier ones, without Sphinx's note of settings.

        That note depends on the folder in which the book was built, and nothing else does. Sphinx keeps its
        own pages, so that the next build need not write them all.
        """
        fresh = self.work / "html"
        remove(fresh)
        shutil.copytree(self.sphinx / "html", fresh, ignore=shutil.ignore_patterns(".buildinfo"))
        if pdf:
            self.pdf.parent.mkdir(parents=True, exist_ok=True)
        self.unfinished.unlink()
        before = replace(fresh, self.html)
        if pdf:
            pdf.replace(self.pdf)
        remove(before)
        self.kept.write_text(inputs.around, "utf-8")

    def is_current(self, inputs: Inputs) -> bool:
        """Tell whether the published outputs were made from these inputs and are as they were then."""
        return self.stamp.is_file() and self.stamp.read_text("utf-8") == self._state(inputs.whole)

    def mark_current(self, inputs: Inputs) -> None:
        """Remember what the published outputs were made from."""
        self.stamp.write_text(self._state(inputs.whole), "utf-8")

    def _state(self, inputs: str) -> str:
        listing = sha256()
        for path in _files([self.html, self.pdf.parent]):
            status = path.stat()
            listing.update(f"{path}\0{status.st_size}\0{status.st_mtime_ns}\n".encode())
        return f"{inputs} {listing.hexdigest()}\n"


def at_a_time() -> int:
    """Return how many chapters are executed, pages written or texts set at a time."""
    asked = os.environ.get(WORKERS, "")
    return int(asked) if asked.isdecimal() and int(asked) else os.cpu_count() or 1


def write_whole(path: Path, content: bytes) -> None:
    """Write a file that a later build trusts, whole or not at all."""
    unfinished = path.with_name(f"{path.name}.unfinished")
    unfinished.write_bytes(content)
    unfinished.replace(path)


def digest_code(*files: Path) -> str:
    """Return a digest of program files, for the key of what is kept that they made."""
    return sha256(b"".join(sha256(path.read_bytes()).digest() for path in sorted(files))).hexdigest()


def remove(path: Path) -> None:
    """Delete a file or a folder, if there is one."""
    if path.is_dir() and not path.is_symlink():
        shutil.rmtree(path)
    else:
        path.unlink(missing_ok=True)


def replace(new: Path, target: Path) -> Path:
    """Let a finished folder take the place of another, at once where the system can exchange names.

    Returns
    -------
    Path
        Where the other is now, if there was one.
    """
    if not target.exists():
        new.rename(target)
    elif not _exchange(new, target):
        old = new.with_name(f"{new.name}.old")
        remove(old)
        target.rename(old)
        new.rename(target)
        return old
    return new


def _exchange(one: Path, other: Path) -> bool:
    if not sys.platform.startswith("linux"):
        return False
    call = getattr(ctypes.CDLL(None), "renameat2", None)
    return call is not None and call(_HERE, os.fsencode(one), _HERE, os.fsencode(other), _EXCHANGE) == 0


def digest_inputs(root: Path, output: Path, *choices: object) -> Inputs:
    """Digest everything that a build may read: tree, packages, Python, choices made."""
    around = sha256(repr((sys.version, choices)).encode())
    for installed in sorted(entry.name for place in sys.path for entry in Path(place).glob("*.*-info")):
        around.update(f"{installed}\n".encode())  # such a folder bears name and version of a package
    prose = sha256()
    entries = (p for p in root.iterdir() if _is_input(p) and p != output)
    for path in _files(entries):
        part = prose if path.suffix == _PROSE else around
        part.update(f"{path.relative_to(root)}\0".encode())
        part.update(sha256(path.read_bytes()).digest())
    return Inputs(f"{around.hexdigest()} {prose.hexdigest()}", around.hexdigest())


def _is_input(path: Path) -> bool:
    return not (path.name.startswith(".") or path.name in _NOT_INPUT or path.suffix in (".egg-info", ".pyc"))


def _files(places: Iterable[Path]) -> Iterator[Path]:
    """Yield every file in or under the places, in a fixed order."""
    for place in sorted(places):
        if place.is_dir():
            yield from _files(child for child in place.iterdir() if _is_input(child))
        elif place.is_file():
            yield place
