"""Put a changed folder in the place of the old one, so that whoever looks sees one of the two, whole."""

import ctypes
import os
import shutil
import sys
from collections.abc import Mapping
from contextlib import suppress
from pathlib import Path

from summitwatch.errors import SummitWatchError

_HERE, _EXCHANGE, _SWAP = -100, 2, 2  # AT_FDCWD, RENAME_EXCHANGE, RENAME_SWAP


def replaced(folder: Path, files: Mapping[str, bytes]) -> None:
    """Give a folder other contents in some files, all at once.

    A copy with the new files is made beside the folder; then the two change names in one step. A kill
    before that step leaves the old folder, a kill after it the new one, and in either case a copy beside
    it, which the next call removes.
    """
    folder = Path(folder).resolve()
    recover(folder)
    draft = beside(folder)
    try:
        shutil.copytree(folder, draft)
        for name, content in files.items():
            _write(draft / name, content)
        _sync(draft)
        exchange(draft, folder)
        _sync(folder.parent)
    finally:
        shutil.rmtree(draft, ignore_errors=True)


def beside(folder: Path) -> Path:
    """Return the name of this process's working copy of a folder."""
    return folder.parent / f".{folder.name}.adopting-{os.getpid()}"


def recover(folder: Path) -> None:
    """Remove what killed processes left, and put the folder back if one was killed between two renames."""
    for left in sorted(folder.parent.glob(f".{folder.name}.adopting-*")):
        name = left.name.removesuffix("-old")
        process = name.rpartition("-")[2]
        if not process.isdigit() or _alive(int(process)):
            continue
        if left.name.endswith("-old") and not folder.exists():
            left.rename(folder)
        else:
            shutil.rmtree(left, ignore_errors=True)


def _alive(process: int) -> bool:
    if process == os.getpid():
        return False  # its own earlier attempt is over
    try:
        os.kill(process, 0)
    except ProcessLookupError:
        return False
    except PermissionError:
        return True
    return True


def _write(path: Path, content: bytes) -> None:
    with path.open("wb") as file:
        file.write(content)
        file.flush()
        os.fsync(file.fileno())


def _sync(folder: Path) -> None:
    """Ask the system to have the names of a folder on the disk; some file systems cannot."""
    with suppress(OSError):
        handle = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(handle)
        finally:
            os.close(handle)


def exchange(one: Path, other: Path) -> None:
    """Let two folders change names: in one step where the system can, else in two renames.

    Raises
    ------
    SummitWatchError
        The folder may not be renamed.
    """
    if _at_once(bytes(one), bytes(other)):
        return
    old = one.with_name(f"{one.name}-old")
    try:
        other.rename(old)
        try:
            one.rename(other)
        except BaseException:
            old.rename(other)
            raise
    except OSError as error:
        raise SummitWatchError(f"{other}: cannot be replaced: {error}") from error
    shutil.rmtree(old, ignore_errors=True)


def _at_once(one: bytes, other: bytes) -> bool:
    """Exchange two names with the call that Linux and macOS have for it; False if there is none."""
    library = ctypes.CDLL(None)
    try:
        if sys.platform == "darwin":
            return bool(library.renamex_np(one, other, _SWAP) == 0)
        return bool(library.renameat2(_HERE, one, _HERE, other, _EXCHANGE) == 0)
    except AttributeError:
        return False
