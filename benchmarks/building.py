"""What a build of the book costs, against named alternatives in the same run.

    python -m benchmarks.building [--quick | --rounds N] [--only PART …]

Every figure is a ratio of seconds, the median of five rounds; `--quick` does one, `--rounds` as many.
Processor seconds stand beside the clock's: other work on the machine changes them little. What cannot be
measured is told with the reason. `benchmarks.growth_of_book` measures growth.
"""

import argparse
import csv
import re
import shutil
import sys
import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import yaml

from benchmarks import rivals
from benchmarks.costs import Cost, absent, compared, spend
from benchmarks.growth_of_book import PARTS, ROOT
from benchmarks.results import keep, kept_rows

PACKAGES = ("jupyter-book<2", "pandas", "matplotlib")
NEXT = ("jupyter-book>=2,<3", "jupyter-server")
MEMORY = 1000.0  # megabytes
#: What the README of the project shows of it.
SHOWN = ("what", "against", "ratio", "target", "met")
Row = dict[str, Any]


@contextmanager
def room() -> Iterator[Path]:
    """Give a folder that goes afterwards."""
    with tempfile.TemporaryDirectory(prefix="bench-") as folder:
        yield Path(folder).resolve()


def copied(folder: Path) -> Path:
    """Copy the book, without anything built, and return its root."""
    root = folder / "book"
    root.mkdir(parents=True)
    for name in PARTS:
        if (ROOT / name).is_dir():
            shutil.copytree(ROOT / name, root / name, ignore=shutil.ignore_patterns("__pycache__", "_build"))
        else:
            shutil.copyfile(ROOT / name, root / name)
    edition = yaml.safe_load((root / "CITATION.cff").read_text("utf-8"))["version"]
    (root / "data" / "editions" / f"{edition}.json").unlink(missing_ok=True)  # its data are to change
    return root


def build(root: Path, *, pdf: bool = False, memory: bool = False) -> Cost:
    """Build a copy of the book."""
    command = [sys.executable, "-P", "-m", "summitwatch", "build", *([] if pdf else ["--skip-pdf"])]
    return spend(command, root, {"PYTHONPATH": str(root)}, memory=memory)


def documents() -> list[str]:
    """Return the chapters in the order of the book."""
    contents = yaml.safe_load((ROOT / "_toc.yml").read_text("utf-8"))
    return [
        contents["root"],
        *(chapter["file"] for part in contents["parts"] for chapter in part["chapters"]),
    ]


def change_sentence(root: Path) -> None:
    """Add a sentence to a chapter's prose."""
    path = root / "chapters" / "positions.md"
    path.write_text(path.read_text("utf-8").rstrip() + "\n\nThis sentence was added.\n", "utf-8")


def change_row(root: Path) -> None:
    """Add a word to the gist of the last statement."""
    path = root / "data" / "statements.csv"
    with path.open(encoding="utf-8", newline="") as file:
        rows = list(csv.reader(file))
    rows[-1][rows[0].index("gist")] += " Again."
    with path.open("w", encoding="utf-8", newline="") as file:
        csv.writer(file, lineterminator="\n").writerows(rows)


def html(rounds: int) -> list[Row]:
    """Compare cold and renewed builds with a bare book of as many chapters."""
    names = ("cold", "unchanged", "sentence", "row")
    pairs: dict[str, list[tuple[Cost, Cost]]] = {name: [] for name in names}
    count = len(documents())
    for _ in range(rounds):
        with room() as folder:
            bare = rivals.bare(folder / "bare", count)
            root = copied(folder)
            cold = build(root)
            pairs["cold"].append((cold, bare))
            pairs["unchanged"].append((build(root), cold))
            change_sentence(root)
            pairs["sentence"].append((build(root), cold))
            change_row(root)
            pairs["row"].append((build(root), cold))
    bare_book = f"a bare Jupyter Book 1 of {count} notebooks that import pandas and matplotlib"
    ours = "this book, cold"
    return [
        compared("cold build: check, execute, write HTML", pairs["cold"], bare_book, 1.0),
        compared("nothing changed", pairs["unchanged"], ours, 0.1),
        compared("one sentence changed", pairs["sentence"], ours, 0.2),
        compared("one row of data changed", pairs["row"], ours, 0.6),
    ]


def next_book(rounds: int) -> list[Row]:
    """Compare a cold build with Jupyter Book 2 on the same chapters."""
    what, against = "cold build: check, execute, write HTML", "Jupyter Book 2, the same chapters, JATS"
    pairs = []
    with room() as tools:
        try:
            rivals.install(tools / "two", NEXT)
            for _ in range(rounds):
                with room() as folder:
                    root = copied(folder)
                    other = rivals.jupyter_book_2(folder / "two", root, documents(), tools / "two")
                    pairs.append((build(root), other))
        except SystemExit as error:
            return [absent(what, against, 1.0, last_line(error))]
    # the kernels run below the server, whose seconds of processor are not counted
    return [compared(what, pairs, against, 1.0) | {"cpu_ratio": ""}]


def paper(rounds: int) -> list[Row]:
    """Compare the PDF after execution with LaTeX; measure the memory of the whole build."""
    what, against = "PDF after execution", "LaTeX, the same text, tables and figures as plain chapters"
    pairs, peaks, why = [], [], "latexmk and xelatex are not installed"
    for _ in range(rounds):
        with room() as folder:
            root = copied(folder)
            whole = build(root, pdf=True, memory=True)
            peaks.append((Cost(whole.peak, whole.cpu), Cost(MEMORY, whole.cpu)))
            pages = build(copied(folder / "pages"))
            gathered = seconds_of(whole, "Executing", "Gathering") - seconds_of(pages, "Executing")
            command = [sys.executable, "-P", "-m", "benchmarks.pdf_alone", str(root)]
            alone = spend(command, ROOT, {"PYTHONPATH": str(ROOT)})
            ours = Cost(gathered + alone.wall, gathered + alone.cpu)
            if shutil.which("latexmk") and shutil.which("xelatex"):
                plain = rivals.plain_chapters(root / "_build" / "html", documents(), folder / "pictures")
                try:
                    pairs.append((ours, rivals.latex(folder / "latex", plain, folder / "pictures")))
                except SystemExit as error:
                    why = last_line(error)
    peak = compared("memory of all processes, MB", peaks, "1,000 MB", 1.0) | {"cpu_ratio": ""}
    if not pairs:
        return [absent(what, against, 0.4, why), peak]
    return [compared(what, pairs, against, 0.4), peak]


def seconds_of(built: Cost, *steps: str) -> float:
    """Return how long steps of a build took, as it tells itself."""
    told = dict(re.findall(r"^  (\w+) .*?([\d.]+) s$", built.said, re.MULTILINE))
    return sum(float(told[step]) for step in steps)


def fresh_clone(rounds: int) -> list[Row]:
    """Compare `make book` in a fresh clone with the installation of three packages."""
    pairs = []
    for _ in range(rounds):
        with room() as folder:
            spend(["git", "clone", "--quiet", str(ROOT), str(folder / "clone")], folder)
            command = ["make", "book", f"PYTHON={sys.executable}"]
            own = {"PYTHONPATH": "", "UV_CACHE_DIR": str(folder / "uv")}  # its own package, an empty cache
            made = spend(command, folder / "clone", own)
            pairs.append((made, rivals.install(folder / "plain", PACKAGES)))
    against = "pip install of Jupyter Book 1, pandas and matplotlib"
    return [compared("make book in a fresh clone", pairs, against, 1.5)]


def last_line(error: SystemExit) -> str:
    """Return the end of what a command said, for a cell of a table."""
    lines = [line.strip() for line in str(error).splitlines() if line.strip()]
    return lines[-1].replace("|", "/")[:160]


MEASURES: dict[str, Callable[[int], list[Row]]] = {
    "html": html,
    "next": next_book,
    "paper": paper,
    "clone": fresh_clone,
}


def main() -> None:
    """Measure, print, and keep the results."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawTextHelpFormatter)
    parser.add_argument("--quick", action="store_true", help="one round")
    parser.add_argument("--rounds", type=int, default=5, metavar="N", help="rounds of each (default: 5)")
    parser.add_argument("--only", nargs="+", choices=MEASURES, default=list(MEASURES))
    chosen = parser.parse_args()
    rows = [row for name in chosen.only for row in MEASURES[name](1 if chosen.quick else chosen.rounds)]
    if len(chosen.only) < len(MEASURES):
        known = {(row["what"], row["against"]): row for row in kept_rows("building")}
        rows = list((known | {(row["what"], row["against"]): row for row in rows}).values())
    keep("building", rows, also=ROOT / "README.md", columns=SHOWN)


if __name__ == "__main__":
    main()
