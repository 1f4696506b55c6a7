"""Where batches are read: in this process, in several, or on the workers of a Dask cluster."""

import multiprocessing
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import FIRST_COMPLETED, Executor, Future, ProcessPoolExecutor, wait
from concurrent.futures.process import BrokenProcessPool
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any, Protocol

from summitwatch.errors import TextError
from summitwatch.reading.batches import Batch, Document, read_batch

Load = Callable[[], list[Document]]
Job = tuple[int, Load]
RETRIES = 3  # a process or a worker may die so often before the run gives up


class Scheduler(Protocol):
    """Reads batches in any order, with few of them in memory at a time."""

    def run(self, jobs: Iterable[Job], digest: str) -> Iterator[tuple[int, Batch]]:
        """Yield the number and the rows of each batch as it comes in."""


@dataclass(frozen=True)
class InProcess:
    """One batch after the other, in this process."""

    def run(self, jobs: Iterable[Job], digest: str) -> Iterator[tuple[int, Batch]]:
        for number, documents in jobs:
            yield number, read_batch(documents(), digest)


@dataclass(frozen=True)
class Processes:
    """Several processes of this machine; when one is killed, its batches are read again."""

    workers: int

    def run(self, jobs: Iterable[Job], digest: str) -> Iterator[tuple[int, Batch]]:
        left = list(jobs)
        for attempt in range(RETRIES + 1):
            done: set[int] = set()
            try:
                with self._pool() as pool:
                    for number, batch in _windowed(pool, left, digest, 2 * self.workers):
                        done.add(number)
                        yield number, batch
                return
            except BrokenProcessPool as error:
                left = [job for job in left if job[0] not in done]
                if attempt == RETRIES:
                    first = left[0][1]()[0].path if left else "?"
                    raise TextError(
                        f"a process died {RETRIES + 1} times; the batch that begins with {first} is still to "
                        "be read; run the command again, it goes on there"
                    ) from error

    @contextmanager
    def _pool(self) -> Iterator[Executor]:
        # spawned, so that a process holds nothing of this one's memory
        pool = ProcessPoolExecutor(self.workers, multiprocessing.get_context("spawn"))
        try:
            yield pool
        finally:
            pool.shutdown(wait=True, cancel_futures=True)


@dataclass(frozen=True)
class Cluster:
    """The workers of a Dask cluster; a worker that is lost has its batches read by another."""

    address: str

    def run(self, jobs: Iterable[Job], digest: str) -> Iterator[tuple[int, Batch]]:
        try:
            from distributed import Client
        except ImportError as error:
            mend = 'install the extra: pip install ".[cluster]"'
            raise TextError(f"a cluster needs the package distributed; {mend}") from error
        try:
            connect: Any = Client  # untyped
            client = connect(self.address, timeout="10s", set_as_default=False)
        except (OSError, ValueError) as error:
            raise TextError(f"{self.address}: no Dask scheduler answers there ({error})") from error
        with client:
            window = 2 * max(1, sum(client.nthreads().values()))
            yield from _windowed(client.get_executor(retries=RETRIES, pure=False), jobs, digest, window)


def scheduler(workers: int, address: str | None = None) -> Scheduler:
    """Return the scheduler that a command asked for.

    Raises
    ------
    TextError
        The number of processes is not one or more.
    """
    if workers < 1:
        raise TextError(f"{workers} processes cannot read; allowed: one or more")
    if address:
        return Cluster(address)
    return Processes(workers) if workers > 1 else InProcess()


def _windowed(pool: Executor, jobs: Iterable[Job], digest: str, window: int) -> Iterator[tuple[int, Batch]]:
    """Submit jobs with at most `window` under way, so that memory does not grow with their number."""
    waiting = iter(jobs)
    running: dict[Future[Batch], int] = {}
    for number, documents in waiting:
        running[pool.submit(read_batch, documents(), digest)] = number
        if len(running) < window:
            continue
        yield from _finished(running)
    while running:
        yield from _finished(running)


def _finished(running: dict[Future[Batch], int]) -> Iterator[tuple[int, Batch]]:
    done, _ = wait(running, return_when=FIRST_COMPLETED)
    for future in done:
        number = running.pop(future)
        yield number, future.result()
