"""Growth of the book: with many times the wider record, how long does a build take, how heavy is a page.

python -m benchmarks.growth_of_book [--times 1 3 10 30] [--skip-pdf]

The rows of the wider record are copied with new ids, through the same tables and checks, into another book.
What a build costs is told in seconds of processor, which other work on the machine changes little.
"""

import argparse
import csv
import json
import math
import os
import re
import resource
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

from benchmarks.results import keep
from summitwatch.tables import NOT_RECORDS, Dataset, load, primary_key

ROOT = Path(__file__).resolve().parent.parent
PARTS = ("_config.yml", "_toc.yml", "CITATION.cff", "pyproject.toml", "requirements.txt", "chapters", "data",
         "summitwatch")  # fmt: skip
SHARED = ("actors", "aliases", "questions")  # these do not grow with what is told
FOLLOWING = {  # rows that are copied where the record is that they belong to
    "event_actors": "event_id",
    "event_states": "event_id",
    "quotations": "statement_id",
    "resolutions": "proposition_id",
    "evidence": "record_id",
}
#: What readers see; the tables about the coding of the wider record stay as they are.
GROWING = ("sources", "items", "events", "event_actors", "event_states", "statements", "quotations",
           "propositions", "resolutions", "forecasts", "claims", "evidence")  # fmt: skip
#: Columns that copies leave blank, since the prose says that one record alone has them.
ALONE = {"forecasts": ("percent",)}
#: What is fitted to the times that the wider record is multiplied.
FITTED = ("cpu_s", "wall_s", "heaviest_page_kb")
STEP = 1000  # what a copy adds to the number of an id, times its own number
_ID = re.compile(r"(.*?\D)(\d+)((?:-main)?)")
_COUNTED = re.compile(r"\\d\{(\d)(?:,\d)?\}")


def wider_ids(dataset: Dataset) -> set[str]:
    """Return the ids of the records that are copied: not in the core, nor inside a record of the core."""
    found: set[str] = set()
    for described in dataset.description["resources"]:
        name, key = described["name"], primary_key(described)
        if len(key) == 1 and name not in (*SHARED, *NOT_RECORDS, "evidence"):
            rows = [row for row in dataset.rows(name) if not dataset.in_core(row[key[0]])]
            owner = FOLLOWING.get(name, key[0])
            found |= {str(row[key[0]]) for row in rows if not dataset.in_core(row[owner])}
    return found


def renamed(id_: str, copy: int) -> str:
    """Return the id that a copy of a record bears."""
    found = _ID.fullmatch(id_)
    return (
        f"{found[1]}{int(found[2]) + copy * STEP * 10 ** max(0, len(found[2]) - 3)}{found[3]}"
        if found
        else id_
    )


def copies(
    dataset: Dataset, described: Mapping[str, Any], ids: set[str], times: int
) -> Iterator[dict[str, Any]]:
    """Yield the rows to add to a table."""
    name, key = described["name"], primary_key(described)
    owner = FOLLOWING.get(name, key[0])
    unique = {f["name"] for f in described["schema"]["fields"] if f.get("constraints", {}).get("unique")}
    if name in (*SHARED, *NOT_RECORDS):
        return
    for copy in range(1, times):
        for row in dataset.rows(name):
            if row[owner] in ids:
                fresh = {f: renamed(v, copy) if v in ids or f == key[0] else v for f, v in row.items()}
                fresh |= dict.fromkeys(ALONE.get(name, ()))
                yield fresh | {f: f"{fresh[f]} (copy {copy})" for f in unique if f != key[0] and fresh[f]}


def multiply(data: Path, times: int) -> int:
    """Add copies of the wider record to the tables of a folder; return the rows that there are then."""
    dataset = load(data)
    ids, total = wider_ids(dataset), 0
    for described in dataset.description["resources"]:
        added = list(copies(dataset, described, ids, times)) if described["name"] in GROWING else []
        names = [field["name"] for field in described["schema"]["fields"]]
        with (data / described["path"]).open("a", encoding="utf-8", newline="") as file:
            csv.DictWriter(file, names, lineterminator="\n").writerows(added)
        total += len(dataset.rows(described["name"])) + len(added)
    path = data / "datapackage.json"  # ids of more digits than the book has use for
    description = json.loads(path.read_text("utf-8"), object_hook=_widened)
    path.write_text(json.dumps(description, ensure_ascii=False), "utf-8")
    return total


def _widened(node: dict[str, Any]) -> dict[str, Any]:
    if isinstance(node.get("pattern"), str):
        node["pattern"] = _COUNTED.sub(r"\\d{\1,}", node["pattern"])
    return node


def forget_editions(root: Path) -> None:
    """Remove the manifests of frozen editions from a copy whose data are to change under their name."""
    shutil.rmtree(root / "data" / "editions", ignore_errors=True)


def measure(times: int, pdf: bool) -> dict[str, Any]:
    """Build a book with so many times the wider record; return what it cost and what it weighs."""
    with tempfile.TemporaryDirectory(prefix="growth-") as scratch:
        root = Path(scratch) / "book"
        root.mkdir()
        for name in PARTS:
            copy = shutil.copytree if (ROOT / name).is_dir() else shutil.copyfile
            copy(ROOT / name, root / name)
        forget_editions(root)
        rows = multiply(root / "data", times)
        before, start = resource.getrusage(resource.RUSAGE_CHILDREN), time.perf_counter()
        command = [sys.executable, "-P", "-m", "summitwatch", "build"] + ([] if pdf else ["--skip-pdf"])
        settings = {**os.environ, "PYTHONPATH": str(root), "PYTHONDONTWRITEBYTECODE": ""}
        run = subprocess.run(command, cwd=root, env=settings, capture_output=True, text=True, check=False)
        if run.returncode:
            raise SystemExit(f"the book cannot be built:\n{run.stdout}\n{run.stderr}")
        after = resource.getrusage(resource.RUSAGE_CHILDREN)
        spent = after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime
        cost = {"times": times, "rows": rows, "cpu_s": spent, "wall_s": time.perf_counter() - start}
        return cost | weigh(root / "_build")


def weigh(output: Path) -> dict[str, Any]:
    """Return the kilobytes of the heaviest pages and of what search loads."""
    pages = {p.relative_to(output / "html"): p.stat().st_size for p in (output / "html").rglob("*.html")}
    ledger = {page: size for page, size in pages.items() if page.parts[0] == "ledger"}
    chapters = {page: size for page, size in pages.items() if page not in ledger}
    heaviest = max(chapters, key=lambda page: chapters[page])
    paper = output / "pdf" / "summit-watch.pdf"
    return {
        "pages": len(pages),
        "ledger_pages": len(ledger),
        "heaviest_page_kb": max(pages.values()) / 1000,
        "heaviest_chapter": heaviest.stem,
        "chapter_kb": chapters[heaviest] / 1000,
        "ledger_page_kb": max(ledger.values(), default=0) / 1000,
        "records_js_kb": (output / "html" / "records.js").stat().st_size / 1000,
        "searchindex_kb": (output / "html" / "searchindex.js").stat().st_size / 1000,
        "pdf_kb": paper.stat().st_size / 1000 if paper.is_file() else 0.0,
    }


def exponent(rows: Sequence[Mapping[str, Any]], value: str) -> float:
    """Return b of value = a · times^b, fitted by least squares to the logarithms."""
    x = [math.log(row["times"]) for row in rows]
    y = [math.log(row[value]) for row in rows]
    mean_x, mean_y = sum(x) / len(x), sum(y) / len(y)
    spread = sum((a - mean_x) ** 2 for a in x)
    return sum((a - mean_x) * (b - mean_y) for a, b in zip(x, y, strict=True)) / spread


def main() -> None:
    """Measure, print, and keep the result."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--times", type=int, nargs="+", default=[1, 3, 10, 30])
    parser.add_argument("--skip-pdf", action="store_true")
    chosen = parser.parse_args()
    rows = []
    for times in chosen.times:
        rows.append(measure(times, not chosen.skip_pdf))
        print(rows[-1], flush=True)
    fitted = {f"exponent_{value}": exponent(rows, value) for value in FITTED} if len(rows) > 1 else {}
    keep("growth of the book", [row | fitted for row in rows])


if __name__ == "__main__":
    main()
