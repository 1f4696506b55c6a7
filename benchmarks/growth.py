"""Growth: does a corpus cost the same per document, and the same memory, however large it is.

python -m benchmarks.growth [--largest 100000] [--words 200]
"""

import argparse
import json
import subprocess
import sys
import tempfile
from pathlib import Path

from benchmarks.articles import write_corpus
from benchmarks.results import keep

SIZES = (100, 1_000, 10_000, 100_000)
_RUN = """
import json, resource, sys, time
from pathlib import Path
from summitwatch.reading.corpus import plan, read_corpus
from summitwatch.reading.engine import default_gazetteer
from summitwatch.reading.schedulers import scheduler
if __name__ == "__main__":
    default_gazetteer()
    start, spent = time.perf_counter(), time.process_time()
    read_corpus(plan(Path(sys.argv[1]), "2026-01-05"), Path(sys.argv[2]), scheduler(int(sys.argv[3])))
    usage = [resource.getrusage(who).ru_maxrss for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN)]
    print(json.dumps({"seconds": time.perf_counter() - start, "cpu": time.process_time() - spent,
                      "peak_mb": usage[0] / 1024, "largest_child_mb": usage[1] / 1024}))
"""


def measure(folder: Path, out: Path, workers: int) -> dict[str, float]:
    """Read a corpus in a process of its own; return its seconds and the peak of its memory."""
    with tempfile.NamedTemporaryFile("w", suffix=".py", delete=False) as script:
        script.write(_RUN)
    command = [sys.executable, script.name, str(folder), str(out), str(workers)]
    run = subprocess.run(command, check=True, capture_output=True, text=True)
    Path(script.name).unlink()
    found: dict[str, float] = json.loads(run.stdout)
    return found


def growth(largest: int, words: int) -> list[dict[str, object]]:
    """Measure one process on corpora of growing size; the middle one with two processes as well."""
    rows: list[dict[str, object]] = []
    with tempfile.TemporaryDirectory() as scratch:
        for size in (size for size in SIZES if size <= largest):
            folder = Path(scratch) / f"c{size}"
            write_corpus(folder, size, words)
            one = measure(folder, Path(scratch) / f"o{size}", 1)
            rows.append(_row(size, words, 1, one, None))
            if size == min(10_000, largest):
                two = measure(folder, Path(scratch) / f"p{size}", 2)
                rows.append(_row(size, words, 2, two, one))
    return rows


def _row(
    size: int, words: int, workers: int, found: dict[str, float], alone: dict[str, float] | None
) -> dict[str, object]:
    return {
        "documents": size,
        "words each": words,
        "processes": workers,
        "documents per second": size / found["seconds"],
        "ms of one core per document": 1000 * found["cpu"] / size if workers == 1 else "",
        "peak MB, main process": found["peak_mb"],
        "peak MB, largest other": found["largest_child_mb"],
        "speed against one process": alone["seconds"] / found["seconds"] if alone else "",
    }


def main() -> None:
    """Measure and keep the result."""
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("--largest", type=int, default=SIZES[-1])
    options.add_argument("--words", type=int, default=200)
    chosen = options.parse_args()
    keep("growth", growth(chosen.largest, chosen.words))


if __name__ == "__main__":
    main()
