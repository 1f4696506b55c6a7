"""Look at the files before anything parses them."""

from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

from summitwatch.errors import Problem
from summitwatch.tables import DESCRIPTION

_MARK = b"\xef\xbb\xbf"


def file_problems(folder: Path, resource: Mapping[str, Any]) -> Iterator[Problem]:
    """The file of a table is there, in UTF-8 without a byte order mark, with line feeds and with rows."""
    path = folder / resource["path"]
    if not path.is_file():
        allowed = f"the table that {DESCRIPTION} names"
        yield Problem(path.name, None, "", "no such file", allowed, "restore it")
        return
    raw = path.read_bytes()
    yield from _marks(path.name, raw)
    try:
        lines = raw.decode("utf-8").splitlines()
    except UnicodeDecodeError as error:
        found = f"byte 0x{raw[error.start]:02x}, which is not UTF-8"
        yield Problem(path.name, _row(raw, error.start), "", found, "UTF-8", "save the file as UTF-8")
        return
    if not lines:
        yield Problem(path.name, None, "", "an empty file", "a header and rows", "restore the header")
    elif len(lines) == 1 and not resource.get("summitwatch:may_be_empty", False):
        yield Problem(path.name, 1, "", "a header without rows", "at least one row", "restore the rows")


def _marks(name: str, raw: bytes) -> Iterator[Problem]:
    if raw.startswith(_MARK):
        yield Problem(name, 1, "", "a byte order mark", "UTF-8 without one", "save as plain UTF-8")
    if b"\r" in raw:
        row, found = _row(raw, raw.index(b"\r")), "a carriage return (CRLF)"
        yield Problem(name, row, "", found, "line feeds alone", "convert the line ends")


def _row(raw: bytes, position: int) -> int:
    return raw[:position].count(b"\n") + 1
