"""Build the whole book: check the data, execute the chapters, write HTML and PDF, publish both or neither."""

import os
import re
import tempfile
import time
from collections.abc import Iterator, Mapping
from concurrent.futures import ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any

import yaml

from summitwatch.errors import BuildError, DataError, Problem
from summitwatch.publishing.jupyter_book import begin_worker
from summitwatch.publishing.outputs import CITATION, DIST, PDF_NAME, ROOT, Inputs, Outputs, digest_inputs
from summitwatch.publishing.running import JupyterBook, Say, shown

if TYPE_CHECKING:
    from summitwatch.publishing.edition import Edition

# Whatever loads pandas is imported when it is used, so that Jupyter Book starts at once beside it.

_ODD = re.compile(r"[#?%\\]|(^|/)\.\.(/|$)|^/")  # in the name of a chapter: it would not be one address
_SETTINGS = "settings of Jupyter Book in UTF-8 YAML, no key twice, no alias"


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
            os.environ.setdefault("MPLCONFIGDIR", str(outputs.work / "matplotlib"))  # none of the user's
            inputs = digest_inputs(root, outputs.folder, pdf, sorted(p.name for p in (root / DIST).glob("*")))
            if outputs.is_current(inputs):
                say("Nothing has changed since the last build.")
            else:
                _build_all(root, outputs, inputs, Progress(say), pdf=pdf)
                outputs.mark_current(inputs)
    except BrokenProcessPool as error:
        raise BuildError("a process was ended from outside, perhaps for want of memory") from error
    except OSError as error:
        raise BuildError(f"{error.filename or outputs.folder}: {error.strerror or error}") from error
    say(f"HTML: {shown(outputs.html / 'index.html')}")
    if pdf:
        say(f"PDF:  {shown(outputs.pdf)}")
    return outputs


def _build_all(root: Path, outputs: Outputs, inputs: Inputs, progress: Progress, *, pdf: bool) -> None:
    pages_stand = outputs.tidy(inputs)
    day = _day(root) or _edition(root).date
    with (
        JupyterBook(root, outputs, "html", day, takeaway=pdf, ahead=not pages_stand) as pages,
        JupyterBook(root, outputs, "singlehtml", day, takeaway=pdf, after=True) as whole,
    ):
        from summitwatch.checks import check
        from summitwatch.publishing.editions.past import place
        from summitwatch.publishing.editions.published import hold_to_edition

        edition = _edition(root)
        if not pages_stand:  # they were made from these data, which were checked then
            with progress.step("Checking the data"):  # while Jupyter Book starts
                check(root / "data")
        with progress.step("Executing the chapters, writing HTML"):
            pages.finish(progress.say, whole if pdf else None)
        hold_to_edition(root, outputs.sphinx / "html", edition)
        paper = _make_files(root, outputs, edition, whole, progress) if pdf else None
    place(root / DIST, outputs.sphinx / "html", edition)
    outputs.publish(paper, inputs)
    progress.say(progress.summary())


def _make_files(
    root: Path, outputs: Outputs, edition: "Edition", whole: JupyterBook, progress: Progress
) -> Path:
    """Make all that a reader takes away, and return the PDF of the book."""
    html, target = outputs.sphinx / "html", outputs.work / PDF_NAME
    parts = part_titles(yaml.safe_load((root / "_toc.yml").read_text("utf-8")))
    with tempfile.TemporaryDirectory(prefix="summitwatch-pdf-") as folder:
        # a process whose memory is free again when the book is set, which takes more than all before
        with ProcessPoolExecutor(1, initializer=begin_worker) as maker:
            with progress.step("Gathering the chapters for the PDF"):
                from summitwatch.publishing.pdf import replace_whole
                from summitwatch.publishing.takeaway import make

                data = maker.submit(make.put_data, root, html, edition)  # meanwhile
                whole.finish(progress.say)
            with progress.step("Setting chapters and EPUB, packing the data"):
                data.result()
                singlehtml, room = outputs.sphinx / whole.builder, Path(folder)
                files = maker.submit(make.put_files, singlehtml, html, root, edition, parts, room)
                manuscript = files.result()
        with progress.step("Setting the PDF"):
            replace_whole(target, make.put_book(html, manuscript))
    return target


def _day(root: Path) -> date | None:
    """Return the edition's day if it can be read at a glance; `_edition` tells what is wrong if it cannot."""
    try:
        citation = yaml.safe_load((root / CITATION.name).read_text("utf-8"))
        return date.fromisoformat(str(citation["date-released"]))
    except (OSError, ValueError, TypeError, LookupError, yaml.YAMLError):
        return None


def _edition(root: Path) -> "Edition":
    """Read the settings and the edition; tables that cannot be loaded are checked, which tells why."""
    from summitwatch.checks import check
    from summitwatch.publishing.edition import read_edition
    from summitwatch.tables import load
    from summitwatch.tables.outside import read_yaml

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
    return read_edition(dataset, root / CITATION.name)


def _documents(contents: Any) -> Iterator[str]:
    """Yield every document that the contents name."""
    if isinstance(contents, dict):
        yield from (str(contents[key]) for key in ("root", "file") if key in contents)
    for part in contents.values() if isinstance(contents, dict) else contents or ():
        if isinstance(part, dict | list):
            yield from _documents(part)


def part_titles(contents: Mapping[str, list[dict[str, list[dict[str, str]]]]]) -> dict[str, str]:
    """Return each part's title by the document that opens it, from the parsed _toc.yml."""
    parts = contents.get("parts", [])
    return {part["chapters"][0]["file"]: str(part["caption"]) for part in parts if part.get("caption")}
