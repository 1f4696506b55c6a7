"""How far a corpus has come, on a terminal: documents, rate, time left, and what was skipped."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager

from rich.console import Console
from rich.markup import escape
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn

from summitwatch.reading import corpus


@contextmanager
def shown() -> Iterator[Callable[[corpus.Progress], None]]:
    """Show a bar while the block runs; where there is no terminal, only what was skipped."""
    console = Console(stderr=True)
    columns = (
        TextColumn("reading"),
        BarColumn(),
        MofNCompleteColumn(),
        TextColumn("{task.fields[rate]}"),
        TimeRemainingColumn(),
    )
    with Progress(*columns, console=console, disable=not console.is_terminal) as bar:
        task = bar.add_task("reading", total=None, rate="")

        def say(progress: corpus.Progress) -> None:
            speed = bar.tasks[task].speed
            rate = f"{speed:.0f}/s" if speed else ""
            bar.update(task, completed=progress.done, total=progress.total, rate=rate)
            for path, reason in progress.skipped:
                # a path or a reason may hold anything
                console.print(f"skipped {escape(repr(path))}: {escape(reason)}", highlight=False)

        yield say
