"""Execute the chapters side by side before Sphinx reads them, into the cache where MyST-NB looks.

MyST-NB executes one notebook after the other. Here every chapter that is to be read, and is not yet in the
cache, runs first, as many at a time as there are cores. A chapter that fails is named with cell and error.
"""

import asyncio
import os
import time
from collections.abc import Iterable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path

from jupyter_cache import get_cache
from jupyter_cache.base import CacheBundleIn, JupyterCacheAbstract
from myst_nb.core.read import create_nb_reader
from nbclient import NotebookClient
from nbclient.exceptions import CellExecutionError, CellTimeoutError, DeadKernelError
from nbformat import NotebookNode
from sphinx.application import Sphinx
from sphinx.environment import BuildEnvironment
from sphinx.errors import SphinxError
from sphinx.util import logging

logger = logging.getLogger(__name__)

REPORT = "failed-chapters.txt"  # beside the output folder, for `summitwatch build`
EXECUTED = "executed "  # begins each line of progress
_SHOWN = 6  # lines of a failing cell that are shown


class ChapterError(SphinxError):
    """A chapter raised while it was executed."""

    category = "Chapter failed"


@dataclass
class Chapter:
    """A notebook on its way through the kernel."""

    docname: str
    path: Path
    notebook: NotebookNode
    timeout: int
    cell: int = 0
    seconds: float = 0.0
    error: str | None = None

    def begin(self, cell_index: int, **_: object) -> None:
        """Note which cell is running, so that an error can name it."""
        self.cell = cell_index

    def fault(self, root: Path) -> str:
        """Return one paragraph: chapter, cell, line, error, and the cell's code."""
        cell = self.notebook.cells[self.cell]
        number = sum(c.cell_type == "code" for c in self.notebook.cells[: self.cell + 1])
        lines = self.notebook.metadata.get("source_map", [])
        where = f", line {lines[self.cell] + 1}" if self.cell < len(lines) else ""
        code = [f"    {line}" for line in cell.source.splitlines()]
        shown = code if len(code) <= _SHOWN else [*code[:_SHOWN], "    …"]
        name = os.path.relpath(self.path, root)
        return "\n".join([f"{name}: code cell {number}{where}: {self.error}", *shown])


def setup_execution(app: Sphinx) -> None:
    """Execute chapters as soon as Sphinx knows which ones it will read."""
    app.connect("env-before-read-docs", execute_chapters)


def execute_chapters(app: Sphinx, env: BuildEnvironment, docnames: list[str]) -> None:
    """Execute the chapters that the cache lacks and keep their results there.

    Raises
    ------
    ChapterError
        At least one chapter raised, ran too long or lost its kernel; all of them are named.
    """
    if "myst_nb" not in app.extensions:
        return
    report = Path(app.outdir).parent / REPORT
    report.unlink(missing_ok=True)
    cache = get_cache(env.mystnb_config.execution_cache_path)  # type: ignore[attr-defined]
    chapters = [chapter for chapter in read_chapters(env, docnames) if not is_cached(cache, chapter)]
    with ThreadPoolExecutor(1) as thread:  # a loop of its own, whatever loop the caller may be in
        thread.submit(asyncio.run, execute_all(chapters, os.cpu_count() or 1)).result()
    for chapter in chapters:
        if chapter.error is None:
            keep(cache, chapter)
    faults = [chapter.fault(Path(app.srcdir)) for chapter in chapters if chapter.error is not None]
    if faults:
        report.parent.mkdir(parents=True, exist_ok=True)
        report.write_text("\n".join(faults) + "\n", "utf-8")
        raise ChapterError("\n".join(faults))


def read_chapters(env: BuildEnvironment, docnames: Iterable[str]) -> list[Chapter]:
    """Return the notebooks among the documents, read as MyST-NB reads them."""
    chapters = []
    for docname in docnames:
        path = Path(env.doc2path(docname))
        text = path.read_text("utf-8")
        shared = env.mystnb_config  # type: ignore[attr-defined]
        reader = create_nb_reader(str(path), env.myst_config, shared, text)  # type: ignore[attr-defined]
        if reader is None:
            continue
        notebook = reader.read(text)
        own = dict(notebook.metadata.get(shared.metadata_key, {}))
        mode = own.get("execution_mode", shared.execution_mode)
        if mode == "cache":
            timeout = own.get("execution_timeout", shared.execution_timeout)
            chapters.append(Chapter(docname, path, notebook, timeout))
    return chapters


def is_cached(cache: JupyterCacheAbstract, chapter: Chapter) -> bool:
    """Tell whether the cache holds a notebook with the same code."""
    try:
        cache.match_cache_notebook(chapter.notebook)
    except KeyError:
        return False
    return True


def keep(cache: JupyterCacheAbstract, chapter: Chapter) -> None:
    """Put an executed chapter into the cache, as MyST-NB would."""
    bundle = CacheBundleIn(
        chapter.notebook, str(chapter.path), data={"execution_seconds": round(chapter.seconds, 3)}
    )
    cache.cache_notebook_bundle(bundle, check_validity=False, overwrite=True)


async def execute_all(chapters: Iterable[Chapter], workers: int) -> None:
    """Execute chapters, each in a kernel of its own, a few at a time."""
    places = asyncio.Semaphore(workers)

    async def take_turn(chapter: Chapter) -> None:
        async with places:
            await execute(chapter)

    await asyncio.gather(*map(take_turn, chapters))


async def execute(chapter: Chapter) -> None:
    """Execute one chapter in place; an error is noted, not raised, so that the others finish."""
    client = NotebookClient(
        chapter.notebook,
        timeout=chapter.timeout,
        resources={"metadata": {"path": str(chapter.path.parent)}},
        on_cell_start=chapter.begin,
        record_timing=False,
    )
    start = time.perf_counter()
    try:
        await client.async_execute()
    except CellExecutionError as error:
        chapter.error = f"{error.ename}: {error.evalue}"
    except CellTimeoutError:
        chapter.error = f"took longer than {chapter.timeout} s"
    except DeadKernelError:
        chapter.error = "the kernel died"
    chapter.seconds = time.perf_counter() - start
    logger.info("%s%s in %.1f s", EXECUTED, chapter.docname, chapter.seconds)
