"""Run Jupyter Book as a child, in an environment that gives the same bytes on every machine.

What is imported here is little, so that the child starts at once, beside all that a build does itself.
"""

import calendar
import os
import re
import subprocess
import sys
from collections.abc import Callable
from contextlib import suppress
from datetime import date
from pathlib import Path
from typing import Self

from summitwatch.errors import BuildError
from summitwatch.publishing.outputs import AFTER, AHEAD, EXECUTED, GO, REPORT, TAKEAWAY, Outputs, remove

_COLOUR = re.compile(r"\x1b\[[0-9;]*m")
_TROUBLE = re.compile(r"\b(WARNING|ERROR|CRITICAL|Error|error):")
_CRASH = re.compile(r"^[A-Z][\w ]* error:\n(?:(?!Traceback).*\n)+", re.MULTILINE)
_READ = "looking for now-outdated files"  # says Sphinx, when it has read the chapters,
_WRITTEN = "dumping object inventory"  # and when it has written the pages
_SHOWN = 40  # lines of trouble that are printed; the log has all

Say = Callable[[str], object]


class JupyterBook:
    """A run of Jupyter Book, warnings being errors; leaving it unfinished, as for an error, ends it.

    One that comes after another, and makes something else of the same pages, waits to be started, and when it
    has imported what it needs, to be let go.
    """

    def __init__(
        self, root: Path, outputs: Outputs, builder: str, day: date, *,
        takeaway: bool = False, ahead: bool = False, after: bool = False,
    ):  # fmt: skip
        self.root, self.outputs, self.builder, self.after = root, outputs, builder, after
        self.environment = environment(outputs, day, takeaway=takeaway)
        self.environment |= {AHEAD: "1" if ahead else "", AFTER: "1" if after else ""}
        self.process: subprocess.Popen[str] | None = None

    def __enter__(self) -> Self:
        if not self.after:
            self.start()
        return self

    def __exit__(self, *_: object) -> None:
        if self.process:
            self.process.kill()  # it has ended, unless there was an error
            with self.process:
                pass

    def start(self) -> None:
        """Start the process."""
        command = [sys.executable, "-P", "-m", "summitwatch.publishing.jupyter_book", "build", str(self.root)]
        command += ["--path-output", str(self.outputs.work), "--builder", self.builder]
        command += ["-W", "-n", "--keep-going"]
        remove(self.outputs.sphinx / REPORT)
        self.process = subprocess.Popen(
            command, cwd=self.root, env=self.environment, encoding="utf-8", errors="replace",
            stdin=subprocess.PIPE if self.after else subprocess.DEVNULL,
            stdout=subprocess.PIPE, stderr=subprocess.STDOUT,
        )  # fmt: skip

    def let_go(self) -> None:
        """Let a process that has been started do its work."""
        if self.process and self.process.stdin and not self.process.stdin.closed:
            with suppress(OSError):  # it has ended, and its log tells why
                self.process.stdin.write(GO)
                self.process.stdin.close()

    def finish(self, say: Say, then: Self | None = None) -> None:
        """Wait for its end; show the chapters as they are executed.

        Parameters
        ----------
        say
            Called with each line of progress.
        then
            Another that comes after it: started when the chapters are read, as a processor is idle then, and
            let go when all pages are written. Earlier, both together would take too much memory.

        Raises
        ------
        BuildError
            It failed: names chapter, cell and error, or shows the warnings.
        """
        if self.process is None:
            self.start()
        self.let_go()
        assert self.process is not None
        log = self.outputs.work / f"{self.builder}.log"
        with log.open("w", encoding="utf-8") as kept:
            for line in self.process.stdout or ():
                plain = _COLOUR.sub("", line)
                kept.write(plain)
                if plain.startswith(EXECUTED):
                    say("  " + plain.removeprefix(EXECUTED).rstrip())
                if then and plain.startswith(_READ):
                    then.start()
                if then and plain.startswith(_WRITTEN):
                    then.let_go()
        if self.process.wait() or not (self.outputs.sphinx / self.builder / "index.html").is_file():
            raise BuildError(_explain(self.outputs, self.builder, log))


def _explain(outputs: Outputs, builder: str, log: Path) -> str:
    """Return why Jupyter Book failed: the chapters that raised, the warnings, or the end of its log."""
    report = outputs.sphinx / REPORT
    if report.is_file():
        return "a chapter failed; the earlier output is untouched\n" + report.read_text("utf-8").rstrip()
    text = log.read_text("utf-8")
    crash = _CRASH.search(text)
    lines = crash.group().splitlines() if crash else text.splitlines()
    trouble = list(dict.fromkeys(line for line in lines if crash or _TROUBLE.search(line))) or lines[-_SHOWN:]
    hidden = [f"… and {len(trouble) - _SHOWN} more"] if len(trouble) > _SHOWN else []
    heading = f"Jupyter Book's {builder} builder failed; the earlier output is untouched; log: {shown(log)}"
    return "\n".join([heading, *trouble[:_SHOWN], *hidden])


def environment(outputs: Outputs, day: date, *, takeaway: bool = False) -> dict[str, str]:
    """Return the environment in which the edition of a day comes out alike on every machine."""
    midnight = calendar.timegm(day.timetuple())
    settings = {
        "SOURCE_DATE_EPOCH": str(midnight),
        "PYTHONHASHSEED": "0",
        "PYTHONDONTWRITEBYTECODE": "",  # else every chapter would compile pandas anew
        "PYTHONUNBUFFERED": "1",  # so that progress shows at once
        "PYTHONUTF8": "1",
        "TZ": "UTC",
        TAKEAWAY: "1" if takeaway else "",
        "LC_ALL": "C.UTF-8",
        "MPLCONFIGDIR": str(outputs.work / "matplotlib"),
        "IPYTHONDIR": str(outputs.work / "ipython"),  # no startup file of the user's
        "PYDEVD_DISABLE_FILE_VALIDATION": "1",
    }
    return {**os.environ, **settings}


def shown(path: Path) -> str:
    """Return a path as short as it can be from here."""
    return os.path.relpath(path) if path.is_relative_to(Path.cwd()) else str(path)
