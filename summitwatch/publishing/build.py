"""Build the whole book: check the data, execute the chapters, write HTML and PDF, publish both or neither."""

import calendar
import os
import re
import subprocess
import sys
import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Self

import yaml

from summitwatch.errors import BuildError, DataError, Problem
from summitwatch.publishing.edition import ROOT, Edition, read_edition
from summitwatch.publishing.editions.past import place
from summitwatch.publishing.editions.published import hold_to_edition
from summitwatch.publishing.outputs import (
    AHEAD,
    DIST,
    EXECUTED,
    PDF_NAME,
    REPORT,
    Inputs,
    Outputs,
    digest_inputs,
    remove,
)
from summitwatch.publishing.takeaway.links import SWITCH
from summitwatch.tables import load
from summitwatch.tables.outside import read_yaml

_COLOUR = re.compile(r"\x1b\[[0-9;]*m")
_TROUBLE = re.compile(r"\b(WARNING|ERROR|CRITICAL|Error|error):")
_CRASH = re.compile(r"^[A-Z][\w ]* error:\n(?:(?!Traceback).*\n)+", re.MULTILINE)
_ODD = re.compile(r"[#?%\\]|(^|/)\.\.(/|$)|^/")  # in the name of a chapter: it would not be one address
_SETTINGS = "settings of Jupyter Book in UTF-8 YAML, no key twice, no alias"
_SHOWN = 40  # lines of trouble that are printed; the log has all

Say = Callable[[str], object]


@dataclass
class Progress:
    """Tells what is being done, and keeps the seconds of each step."""

    say: Say
    seconds: dict[str, float] = field(default_factory=dict)

    @contextmanager
    def step(self, name: str) -> Iterator[None]:
        """Announce a step and time it."""
        self.say(f"{name} …")
        start = time.perf_counter()
        yield
        self.seconds[name] = time.perf_counter() - start

    def summary(self) -> str:
        """Return a line for each step and one for all."""
        rows = [*self.seconds.items(), ("In all", sum(self.seconds.values()))]
        return "\n".join(f"  {name:<40}{seconds:7.1f} s" for name, seconds in rows)


def build(root: Path = ROOT, output: Path | None = None, *, pdf: bool = True, say: Say = print) -> Outputs:
    """Build the book and return where it is.

    Parameters
    ----------
    root
        The folder with _config.yml, _toc.yml, CITATION.cff, chapters/ and data/.
    output
        The folder for html/ and pdf/; `_build` under the root when not given.
    pdf
        Whether to make the PDF too.
    say
        Called with each line of progress.

    Raises
    ------
    BuildError
        A step failed; what was published before is untouched.
    DataError
        The tables do not hold what their description promises.
    """
    root = Path(root).resolve()
    outputs = Outputs(Path(output).resolve() if output else root / "_build")
    try:
        with outputs.locked():
            inputs = digest_inputs(root, outputs.folder, pdf, sorted(p.name for p in (root / DIST).glob("*")))
            if outputs.is_current(inputs):
                say("Nothing has changed since the last build.")
            else:
                _build_all(root, outputs, inputs, Progress(say), pdf=pdf)
                outputs.mark_current(inputs)
    except OSError as error:
        raise BuildError(f"{error.filename or outputs.folder}: {error.strerror or error}") from error
    say(f"HTML: {_shown(outputs.html / 'index.html')}")
    if pdf:
        say(f"PDF:  {_shown(outputs.pdf)}")
    return outputs


def _build_all(root: Path, outputs: Outputs, inputs: Inputs, progress: Progress, *, pdf: bool) -> None:
    from summitwatch.checks import check

    edition = _edition(root)
    pages_stand = outputs.tidy(inputs)
    with JupyterBook(root, outputs, "html", edition, takeaway=pdf, ahead=not pages_stand) as it:
        if not pages_stand:  # they were made from these data, which were checked then
            with progress.step("Checking the data"):  # while Jupyter Book starts
                check(root / "data")
        with progress.step("Executing the chapters, writing HTML"):
            it.finish(progress.say)
    hold_to_edition(root, outputs.sphinx / "html", edition)
    paper = None
    if pdf:
        with (
            progress.step("Gathering the chapters for the PDF"),
            JupyterBook(root, outputs, "singlehtml", edition, takeaway=pdf) as it,
        ):
            it.finish(progress.say)
        with progress.step("Setting PDF and EPUB, packing the data"):
            paper = _make_files(root, outputs, edition)
    place(root / DIST, outputs.sphinx / "html", edition)
    outputs.publish(paper, inputs)
    progress.say(progress.summary())


def _edition(root: Path) -> Edition:
    """Read the settings and the edition; tables that cannot be loaded are checked, which tells why."""
    from summitwatch.checks import check

    read_yaml(root / "_config.yml", _SETTINGS, "correct the file")
    contents = read_yaml(root / "_toc.yml", _SETTINGS, "correct the file")
    odd = [name for name in _documents(contents) if _ODD.search(name)]
    if odd:
        allowed, mend = "a file below the book's folder, without # ? % \\", "rename the chapter"
        raise DataError([Problem("_toc.yml", None, "file", repr(name), allowed, mend) for name in odd])
    try:
        dataset = load(root / "data")
    except DataError:
        dataset = check(root / "data")
    return read_edition(dataset, root / "CITATION.cff")


def _documents(contents: Any) -> Iterator[str]:
    """Yield every document that the contents name."""
    if isinstance(contents, dict):
        yield from (str(contents[key]) for key in ("root", "file") if key in contents)
    for part in contents.values() if isinstance(contents, dict) else contents or ():
        if isinstance(part, dict | list):
            yield from _documents(part)


class JupyterBook:
    """A run of Jupyter Book, warnings being errors; leaving it unfinished, as for an error, ends it."""

    def __init__(
        self, root: Path, outputs: Outputs, builder: str, edition: Edition, *,
        takeaway: bool = False, ahead: bool = False,
    ):  # fmt: skip
        self.outputs, self.builder = outputs, builder
        command = [sys.executable, "-P", "-m", "summitwatch.publishing.jupyter_book", "build", str(root)]
        command += ["--path-output", str(outputs.work), "--builder", builder, "-W", "-n", "--keep-going"]
        remove(outputs.sphinx / REPORT)
        self.process = subprocess.Popen(
            command, cwd=root,
            env=environment(outputs, edition, takeaway=takeaway) | {AHEAD: "1" if ahead else ""},
            encoding="utf-8", errors="replace",
            stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, stderr=subprocess.STDOUT,
        )  # fmt: skip

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.process.kill()  # it has ended, unless there was an error
        with self.process:
            pass

    def finish(self, say: Say) -> None:
        """Wait for its end; show the chapters as they are executed.

        Raises
        ------
        BuildError
            It failed: names chapter, cell and error, or shows the warnings.
        """
        log = self.outputs.work / f"{self.builder}.log"
        with log.open("w", encoding="utf-8") as kept:
            for line in self.process.stdout or ():
                plain = _COLOUR.sub("", line)
                kept.write(plain)
                if plain.startswith(EXECUTED):
                    say("  " + plain.removeprefix(EXECUTED).rstrip())
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
    heading = f"Jupyter Book's {builder} builder failed; the earlier output is untouched; log: {_shown(log)}"
    return "\n".join([heading, *trouble[:_SHOWN], *hidden])


def environment(outputs: Outputs, edition: Edition, *, takeaway: bool = False) -> dict[str, str]:
    """Return the environment in which chapters give the same bytes on every machine."""
    midnight = calendar.timegm(edition.date.timetuple())
    settings = {
        "SOURCE_DATE_EPOCH": str(midnight),
        "PYTHONHASHSEED": "0",
        "PYTHONDONTWRITEBYTECODE": "",  # else every chapter would compile pandas anew
        "PYTHONUNBUFFERED": "1",  # so that progress shows at once
        "PYTHONUTF8": "1",
        "TZ": "UTC",
        SWITCH: "1" if takeaway else "",
        "LC_ALL": "C.UTF-8",
        "MPLCONFIGDIR": str(outputs.work / "matplotlib"),
        "IPYTHONDIR": str(outputs.work / "ipython"),  # no startup file of the user's
        "PYDEVD_DISABLE_FILE_VALIDATION": "1",
    }
    return {**os.environ, **settings}


def _make_files(root: Path, outputs: Outputs, edition: Edition) -> Path:
    """Make all that a reader takes away, and return the PDF of the book."""
    from summitwatch.publishing.pdf import press, replace_whole
    from summitwatch.publishing.takeaway.make import make_all

    target = outputs.work / PDF_NAME
    contents = yaml.safe_load((root / "_toc.yml").read_text("utf-8"))
    with press(outputs.sphinx / "singlehtml", edition, part_titles(contents), PDF_NAME) as it:
        replace_whole(target, make_all(it, load(root / "data"), root, outputs.sphinx / "html"))
    return target


def part_titles(contents: Mapping[str, list[dict[str, list[dict[str, str]]]]]) -> dict[str, str]:
    """Return each part's title by the document that opens it, from the parsed _toc.yml."""
    parts = contents.get("parts", [])
    return {part["chapters"][0]["file"]: str(part["caption"]) for part in parts if part.get("caption")}


def _shown(path: Path) -> str:
    """Return a path as short as it can be from here."""
    return os.path.relpath(path) if path.is_relative_to(Path.cwd()) else str(path)
