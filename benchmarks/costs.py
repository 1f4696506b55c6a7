"""What a command costs: seconds on the clock, seconds of processor, and the memory of all its processes."""

import os
import re
import statistics
import subprocess
import threading
import time
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

_PSS = re.compile(r"^Pss:\s+(\d+) kB", re.MULTILINE)
_PAUSE = 0.2  # seconds between two looks at the memory


@dataclass(frozen=True)
class Cost:
    """What was spent on something.

    Attributes
    ----------
    wall, cpu : float
        Seconds on the clock; seconds of processor, of all processes together.
    peak : float
        Megabytes that all processes held at one time, shared pages counted once; 0 where nobody looked.
    said : str
        What the command printed.
    """

    wall: float
    cpu: float
    peak: float = 0.0
    said: str = ""


def spend(
    command: Sequence[str], folder: Path, settings: Mapping[str, str] | None = None, *, memory: bool = False
) -> Cost:
    """Run a command to its end.

    Raises
    ------
    SystemExit
        It failed; the message holds the end of what it printed.
    """
    environment = {**os.environ, "PYTHONDONTWRITEBYTECODE": "", **(settings or {})}
    start = time.perf_counter()
    with subprocess.Popen(
        command, cwd=folder, env=environment, stdin=subprocess.DEVNULL, stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT, encoding="utf-8", errors="replace",
    ) as run:  # fmt: skip
        watch = Watch(run.pid)
        if memory:
            watch.start()
        assert run.stdout is not None
        said = run.stdout.read()
        _, status, used = os.wait4(run.pid, 0)
        wall = time.perf_counter() - start
        run.returncode = os.waitstatus_to_exitcode(status)
        watch.end()
    if run.returncode:
        raise SystemExit(f"{' '.join(command)} failed:\n{said[-3000:]}")
    return Cost(wall, used.ru_utime + used.ru_stime, watch.peak, said)


class Watch(threading.Thread):
    """Looks now and then at the memory of a process and of all that it started."""

    def __init__(self, pid: int) -> None:
        super().__init__(daemon=True)
        self.pid, self.peak, self._ended = pid, 0.0, threading.Event()

    def run(self) -> None:
        """Look until told to end."""
        while not self._ended.wait(_PAUSE):
            self.peak = max(self.peak, held(self.pid) / 1e6)

    def end(self) -> None:
        """Look no more."""
        self._ended.set()
        if self.is_alive():
            self.join()


def held(pid: int) -> int:
    """Return the bytes that a process and all below it hold; pages that they share count once.

    Linux tells; on other systems it is 0.
    """
    here, total = Path(f"/proc/{pid}"), 0
    try:
        told = _PSS.search((here / "smaps_rollup").read_text("ascii"))
        total += int(told[1]) * 1024 if told else 0
        below = [child for task in here.glob("task/*/children") for child in task.read_text("ascii").split()]
    except OSError:  # it ended meanwhile
        return total
    return total + sum(held(int(child)) for child in below)


def compared(what: str, pairs: Sequence[tuple[Cost, Cost]], against: str, target: float) -> dict[str, Any]:
    """Return a row: medians over the rounds, and the median of the ratios of ours to the other's."""

    def median(values: Sequence[float]) -> float:
        return float(statistics.median(values))

    ratio = median([ours.wall / other.wall for ours, other in pairs])
    return {
        "what": what,
        "against": against,
        "ours_s": median([ours.wall for ours, _ in pairs]),
        "other_s": median([other.wall for _, other in pairs]),
        "ratio": ratio,
        "cpu_ratio": median([ours.cpu / other.cpu for ours, other in pairs]),
        "target": target,
        "met": "yes" if ratio <= target else "no",
        "rounds": len(pairs),
    }


def absent(what: str, against: str, target: float, reason: str) -> dict[str, Any]:
    """Return the row of something that could not be measured, with the reason."""
    blank = dict.fromkeys(("ours_s", "other_s", "ratio", "cpu_ratio"), "")
    return {"what": what, "against": against, **blank, "target": target, "met": f"not measured: {reason}",
            "rounds": 0}  # fmt: skip
