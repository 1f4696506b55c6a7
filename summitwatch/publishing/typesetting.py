"""Hand texts to typst, which works in processes of its own."""

from __future__ import annotations

import json
import os
import re
import subprocess
import sys
import tempfile
from base64 import b64decode
from collections.abc import Sequence
from contextlib import suppress
from datetime import UTC, date, datetime, time
from hashlib import sha256
from pathlib import Path
from typing import Any, Self

from summitwatch.errors import BuildError

_FRUGAL = {"MALLOC_TRIM_THRESHOLD_": "131072"}  # GNU's C library gives back what it has no use for
TYPESETTER = Path(__file__).with_name("typesetter.py")


class PdfError(BuildError, RuntimeError):
    """The PDF could not be made; what stood there before is untouched."""


class Typesetter:
    """A process that sets one text after the other, and lays out once what they have in common.

    It remembers by files: what is to be laid out once stands in a file of its own, which texts include.

    Parameters
    ----------
    room
        The folder that typst may read.
    shelves
        The folders of fonts.
    """

    def __init__(self, room: Path, shelves: Sequence[Path]) -> None:
        self.room, self.shelves = room, shelves
        self.complaints = tempfile.TemporaryFile()  # noqa: SIM115 (closed with the process)
        self.process = subprocess.Popen(
            [sys.executable, "-P", str(TYPESETTER)], env={**os.environ, **_FRUGAL},
            stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=self.complaints,
        )  # fmt: skip

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.process.kill()  # all that it was asked is answered, unless there was an error
        with self.complaints, suppress(BrokenPipeError), self.process:
            pass

    def pdf(self, source: str, day: date) -> bytes:
        """Return the PDF; the same text and day give the same bytes."""
        return self._set(source, timestamp=int(datetime.combine(day, time(), UTC).timestamp()))

    def pictures(self, source: str, ppi: int) -> list[bytes]:
        """Return the pages as PNG, at so many pixels an inch."""
        return [b64decode(page) for page in json.loads(self._set(source, ppi=ppi))]

    def ask(self, source: str, question: str) -> Any:
        """Return the value of an expression of typst in a text, which is laid out, but not drawn."""
        return json.loads(self._set(source, question=question))

    def _set(self, source: str, **form: int | str) -> bytes:
        path = self.room / f"{sha256(source.encode('utf-8')).hexdigest()[:16]}.typ"
        path.write_text(source, "utf-8")
        fonts = [str(folder) for folder in self.shelves]
        asked = {"source": str(path), "root": str(self.room), "fonts": fonts, **form}
        told = self._answer(json.dumps(asked).encode() + b"\n")
        if "bytes" not in told:
            raise PdfError(_wrong(told))
        assert self.process.stdout is not None
        found = self.process.stdout.read(told["bytes"])
        if len(found) < told["bytes"]:
            raise self._gone()
        return found

    def _answer(self, line: bytes) -> dict[str, Any]:
        assert self.process.stdin is not None
        assert self.process.stdout is not None
        try:
            self.process.stdin.write(line)
            self.process.stdin.flush()
            told: dict[str, Any] = json.loads(self.process.stdout.readline())
        except (OSError, ValueError):
            raise self._gone() from None
        return told

    def _gone(self) -> PdfError:
        """Return how the process ended, which can be asked no more."""
        with suppress(subprocess.TimeoutExpired):
            self.process.wait(1)
        self.process.kill()
        ended = self.process.wait()
        self.complaints.seek(0)
        last = self.complaints.read().decode("utf-8", "replace")[-1500:]
        return PdfError(f"typst ended with {ended}: {last}")


def _wrong(told: dict[str, Any]) -> str:
    """Return what the typesetter says is wrong."""
    if "warnings" in told:
        return f"typst warns: {'; '.join(told['warnings'])}"
    place = re.sub(r"\x1b\[[\d;]*m", "", told["place"])
    return f"typst could not set the book: {told['error']}\n{place[:1500]}"


def typeset(source: str, room: Path, day: date, shelves: Sequence[Path]) -> bytes:
    """Return the PDF of a single text in typst's markup."""
    with Typesetter(room, shelves) as it:
        return it.pdf(source, day)


def draw(source: str, room: Path, shelves: Sequence[Path], ppi: int) -> list[bytes]:
    """Return the pages of a single text in typst's markup as PNG, at so many pixels an inch."""
    with Typesetter(room, shelves) as it:
        return it.pictures(source, ppi)
