"""Execute the chapters side by side before Sphinx reads them, into the cache where MyST-NB looks.

MyST-NB executes one notebook after the other, and asks of a result only whether the code is the same. Here
every chapter whose result no longer holds runs first, as many at a time as there are cores, and what it read
is kept beside what it gave. A chapter that fails is named with cell and error.
"""

import ast
import asyncio
import json
import os
import shutil
import time
from collections.abc import AsyncIterator, Iterable, Mapping
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import AbstractAsyncContextManager, asynccontextmanager
from dataclasses import dataclass, field
from pathlib import Path
from threading import Event
from typing import Any

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

from summitwatch.prose.told import KEPT_TOLD
from summitwatch.publishing.dataset import data_folder, dataset_of
from summitwatch.publishing.executed import Inputs, Kept, digest
from summitwatch.publishing.kernels import adopt
from summitwatch.publishing.nursery import Nursery, next_nursery
from summitwatch.publishing.outputs import AFTER, EXECUTED, REPORT, ROOT, at_a_time, write_whole
from summitwatch.tables import Dataset, load

logger = logging.getLogger(__name__)

KEPT, TOLD = "chapters", "told"  # beside the caches of MyST-NB
_WATCH = "__import__('summitwatch.tables.reads', fromlist=['reads'])"
_SHOWN = 6  # lines of a failing cell that are shown


class ChapterError(SphinxError):
    """A chapter raised while it was executed."""

    category = "Chapter failed"


@dataclass
class Chapter:
    """A notebook on its way through the kernel."""

    docname: str
    path: Path
    source: str  # its digest
    notebook: NotebookNode
    timeout: int
    last: bool = False
    cell: int = 0
    seconds: float = 0.0
    begun: int = 0  # nanoseconds of the clock
    error: str | None = None
    reads: dict[str, Any] | None = None
    done: Event = field(default_factory=Event)

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
    """Execute chapters as soon as Sphinx knows which it will read, those with old results among them."""
    execution = Execution()
    app.connect("env-get-outdated", execution.outdated)
    app.connect("env-before-read-docs", execution.begin)
    app.connect("source-read", execution.wait_for)
    app.connect("env-updated", execution.end, priority=0)


class Execution:
    """The chapters of one build that are executed while Sphinx reads the others."""

    def __init__(self) -> None:
        self.chapters: dict[str, tuple[Chapter, str]] = {}
        self.nursery = next_nursery()
        self.running: Future[None] | None = None

    def outdated(
        self, app: Sphinx, env: BuildEnvironment, added: set[str], changed: set[str], removed: set[str]
    ) -> list[str]:
        """Return the chapters that Sphinx takes to be as they were, though what they read has changed."""
        if "myst_nb" not in app.extensions:
            return []
        self.cache = get_cache(env.mystnb_config.execution_cache_path)  # type: ignore[attr-defined]
        self.kept = kept_of(app, env)
        if os.environ.get(AFTER):  # all were just executed
            return []
        same = sorted(env.found_docs - added - changed)
        doubtful = [name for name in same if not self.kept.stands(name, Path(env.doc2path(name)))]
        chapters = read_chapters(env, doubtful)
        return [c.docname for c in chapters if self.kept.find(c.docname, code_of(self.cache, c)) is None]

    def begin(self, app: Sphinx, env: BuildEnvironment, docnames: list[str]) -> None:
        """Hand the results that hold to MyST-NB's cache, start with the others, and have them read last."""
        self.chapters = {}
        if "myst_nb" not in app.extensions:
            return
        self.report = Path(app.outdir).parent / REPORT
        self.report.unlink(missing_ok=True)
        self.book = Path(app.srcdir)
        self.told = ToldSoFar(self.kept.folder.with_name(TOLD), dataset_of(app).digest)
        for chapter in read_chapters(env, docnames):
            code = code_of(self.cache, chapter)
            found = self.kept.find(chapter.docname, code)
            if found is None:
                self.chapters[chapter.docname] = chapter, code
            else:
                hand_over(self.cache, chapter, found)
                self.told.keep(chapter.docname, self.kept.reads(chapter.docname))
        waiting = sorted((chapter for chapter, _ in self.chapters.values()), key=lambda it: it.last)
        places = {chapter.docname: place for place, chapter in enumerate(waiting, 1)}
        docnames.sort(key=lambda name: places.get(name, 0))  # read as they are executed
        self.running = ThreadPoolExecutor(1).submit(self._run, waiting)

    def _run(self, chapters: list[Chapter]) -> None:
        try:
            run_all(chapters, self.book, self.nursery, self.told)
        finally:
            for chapter in chapters:
                chapter.done.set()

    def wait_for(self, app: Sphinx, docname: str, _: list[str]) -> None:
        """Wait until a chapter that is read next has been executed, and hand its results over.

        Raises
        ------
        ChapterError
            At least one chapter raised, ran too long or lost its kernel; all of them are named.
        """
        if docname not in self.chapters:
            return
        chapter, _code = self.chapters[docname]
        chapter.done.wait()
        if chapter.error is not None or chapter.reads is None:  # they have failed, one or all
            self.end()
        if chapter.error is None:
            self._keep(docname)
        else:
            self._fail()

    def end(self, *_: object) -> None:
        """Wait until the last kernel is gone: what follows forks, and a fork keeps but one thread."""
        if self.running:
            self.running.result()

    def _keep(self, docname: str) -> None:
        chapter, code = self.chapters.pop(docname)
        hand_over(self.cache, chapter, chapter.notebook)
        if chapter.reads is not None and not self.kept.inputs.written_since(chapter.begun, chapter.reads):
            self.kept.keep(docname, chapter.source, code, chapter.notebook, chapter.reads)

    def _fail(self) -> None:
        faults = [c.fault(self.book) for c, _ in self.chapters.values() if c.error is not None]
        for docname in [name for name, (c, _) in self.chapters.items() if c.error is None]:
            self._keep(docname)
        self.report.parent.mkdir(parents=True, exist_ok=True)
        self.report.write_text("\n".join(faults) + "\n", "utf-8")
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
            last = notebook.metadata.get("summitwatch", {}).get("executed") == "last"
            chapters.append(Chapter(docname, path, digest(text.encode()), notebook, timeout, last))
    return chapters


def kept_of(app: Sphinx, env: BuildEnvironment) -> Kept:
    """Return the chapters that earlier builds executed."""
    folder = Path(env.mystnb_config.execution_cache_path).parent / KEPT  # type: ignore[attr-defined]
    lock = Path(app.srcdir) / "requirements.txt"

    def tables(path: Path) -> Dataset:
        return dataset_of(app) if path.resolve() == data_folder(app) else load(path)

    return Kept(folder, Inputs(Path(app.srcdir), lock if lock.is_file() else ROOT / lock.name, tables))


def code_of(cache: JupyterCacheAbstract, chapter: Chapter) -> str:
    """Return a digest of what the kernel is given."""
    code: str = cache.create_hashed_notebook(chapter.notebook)[1]
    return code


def hand_over(cache: JupyterCacheAbstract, chapter: Chapter, executed: NotebookNode) -> None:
    """Put an executed chapter where MyST-NB looks for it, in place of what an earlier build put there."""
    bundle = CacheBundleIn(executed, str(chapter.path), data={"execution_seconds": round(chapter.seconds, 3)})
    cache.cache_notebook_bundle(bundle, check_validity=False, overwrite=True)


class ToldSoFar:
    """What the chapters of this build have told, for those that tell of others.

    Parameters
    ----------
    folder
        Made anew; the kernels know it by an environment variable.
    digest
        Of the data.
    """

    def __init__(self, folder: Path, digest: str):
        self.folder, self.digest = folder, digest
        shutil.rmtree(folder, ignore_errors=True)
        os.environ[KEPT_TOLD] = str(folder)

    def keep(self, docname: str, reads: Mapping[str, Any]) -> None:
        """Keep what a chapter told, with the files on which it rests; tables are told by the digest."""
        if reads["told"]:
            path = self.folder / f"{docname}.json"
            path.parent.mkdir(parents=True, exist_ok=True)
            kept = {name: reads[name] for name in ("told", "told_from", "files", "folders")}
            write_whole(path, json.dumps({"digest": self.digest, **kept}).encode())


def run_all(chapters: list[Chapter], book: Path, nursery: Nursery, told: ToldSoFar | None = None) -> None:
    """Execute chapters in forks of one warm process, in a loop of their own whatever the caller's."""
    if not chapters:
        nursery.close()
        return
    with nursery, ThreadPoolExecutor(1) as thread:
        thread.submit(asyncio.run, execute_all(chapters, at_a_time(), book, nursery, told)).result()


async def execute_all(
    chapters: Iterable[Chapter], workers: int, book: Path, nursery: Nursery, told: ToldSoFar | None = None
) -> None:
    """Execute chapters, each in a kernel of its own, a few at a time; the next kernels start meanwhile."""
    kernels, places = asyncio.Semaphore(2 * workers), asyncio.Semaphore(workers)
    chapters = list(chapters)
    begun = {chapter.docname: asyncio.Event() for chapter in chapters}
    first = [begun[chapter.docname] for chapter in chapters if not chapter.last]

    @asynccontextmanager
    async def turn(chapter: Chapter) -> AsyncIterator[None]:
        if chapter.last:
            await asyncio.gather(*(event.wait() for event in first))
        async with places:
            begun[chapter.docname].set()
            yield

    async def run(chapter: Chapter) -> None:
        async with kernels:
            await execute(chapter, book, nursery, turn(chapter), told)
        begun[chapter.docname].set()  # both if it had no turn
        chapter.done.set()

    await asyncio.gather(*map(run, chapters))


async def execute(
    chapter: Chapter,
    book: Path,
    nursery: Nursery,
    turn: AbstractAsyncContextManager[None],
    told: ToldSoFar | None = None,
) -> None:
    """Execute one chapter in place, when its kernel is up and its turn has come.

    An error is noted, not raised, so that the others finish.
    """
    client = NotebookClient(
        chapter.notebook,
        timeout=chapter.timeout,
        resources={"metadata": {"path": str(chapter.path.parent)}},
        on_cell_start=chapter.begin,
        record_timing=False,
        shutdown_kernel="immediate",  # asked politely, one kernel in fifty takes seconds to go
    )
    adopt(client, nursery)
    try:
        async with client.async_setup_kernel(cleanup_kc=True), turn:
            chapter.begun, start = time.time_ns(), time.perf_counter()
            await _ask(client, f"{_WATCH}.start({str(book)!r})")
            await client.async_execute(cleanup_kc=False)
            chapter.reads = await _ask(client, f"__import__('json').dumps({_WATCH}.report())")
            chapter.seconds = time.perf_counter() - start
            if told and chapter.reads is not None:
                told.keep(chapter.docname, chapter.reads)
            logger.info("%s%s in %.1f s", EXECUTED, chapter.docname, chapter.seconds)
            chapter.done.set()
    except CellExecutionError as error:
        chapter.error = f"{error.ename}: {error.evalue}"
    except CellTimeoutError:
        chapter.error = f"took longer than {chapter.timeout} s"
    except DeadKernelError:
        chapter.error = "the kernel died"
    except RuntimeError as error:
        chapter.error = f"the kernel did not start: {error}"


async def _ask(client: NotebookClient, expression: str) -> dict[str, Any] | None:
    """Return what an expression gives in the kernel, unseen by the notebook; None if it gives nothing."""
    assert client.kc is not None
    sent = client.kc.execute("", silent=True, user_expressions={"it": expression})
    reply = await client.async_wait_for_reply(sent)
    found = reply["content"].get("user_expressions", {}).get("it", {}) if reply else {}
    text = found.get("data", {}).get("text/plain", "None")
    answer = ast.literal_eval(text)
    return json.loads(answer) if answer is not None else None
