"""Coverage-guided fuzzing of whatever reads text from outside: `make fuzz SECONDS=60`, or one reader by its name.

Each reader gives a result, or says in one of our own errors why there is none; anything else is a finding, whose
input is kept under _build/fuzz/.
"""

import subprocess
import sys
import tempfile
from contextlib import suppress
from pathlib import Path

import atheris

with atheris.instrument_imports(include=["summitwatch"]):
    from summitwatch.analysis.editions import read_manifest
    from summitwatch.dates import gap, intersect, label, order, parse
    from summitwatch.errors import SummitWatchError
    from summitwatch.reading.drafts import read_drafts
    from summitwatch.reading.engine import read
    from summitwatch.reading.files import text_of
    from summitwatch.tables import describe, load
    from summitwatch.tables.outside import read_yaml

HERE = Path(__file__).resolve().parent
KEPT = HERE.parents[1] / "_build" / "fuzz"
ROOM = Path(tempfile.mkdtemp(prefix="summitwatch-fuzz-"))
TABLE = """{"title": "t", "description": "d", "licenses": [{"path": "l"}], "resources": [{"name": "t", "path": "t.csv",
 "description": "d", "schema": {"primaryKey": "a", "fields": [{"name": "a", "type": "string", "description": "d"},
 {"name": "b", "type": "integer", "description": "d"}]}}]}"""


def dates(data):
    """Read a date; then its words, its order and its gap to another hold together."""
    letters = "".join(chr(byte) for byte in data)
    first, _, second = letters.partition("|")
    one, other = parse(first), parse(second or first)
    assert parse(str(one)) == one
    assert label(one) and label(one, short=True)
    assert (order(one, other) == "before") == (order(other, one) == "after")
    least, most = gap(one, other)
    assert least is None or most is None or least <= most
    both = intersect(one, other)
    assert both.earliest is None or both.latest is None or both.earliest <= both.latest


def table(data):
    """Load any bytes as a table."""
    (ROOM / "datapackage.json").write_text(TABLE, "utf-8")
    (ROOM / "t.csv").write_bytes(data)
    for row in load(ROOM).rows("t"):
        assert set(row) == {"a", "b"}


def description(data):
    """Read any bytes as the description of the tables."""
    (ROOM / "datapackage.json").write_bytes(data)
    describe(ROOM)


def settings(data):
    """Read any bytes as YAML."""
    (ROOM / "x.yml").write_bytes(data)
    read_yaml(ROOM / "x.yml", "YAML", "correct it")


def manifest(data):
    """Read any bytes as the manifest of an edition."""
    (ROOM / "x.json").write_bytes(data)
    read_manifest(ROOM / "x.json")


def proposals(data):
    """Read any bytes as proposed rows."""
    (ROOM / "datapackage.json").write_text(TABLE, "utf-8")
    folder = ROOM / "proposals"
    folder.mkdir(exist_ok=True)
    (folder / "t.csv").write_bytes(data)
    read_drafts(folder, describe(ROOM))


def article(data):
    """Read any bytes as an article, a page or plain text, by the whole engine."""
    (ROOM / "article").write_bytes(data)
    read(text_of(ROOM / "article"), "2026-03-04", "S7")


READERS = {it.__name__: it for it in (dates, table, description, settings, manifest, proposals, article)}


def one(name, seconds):
    """Fuzz one reader for some seconds."""
    reader = READERS[name]

    def tried(data):
        with suppress(SummitWatchError, ValueError if name == "dates" else SummitWatchError):
            reader(data)

    seeds = KEPT / name
    seeds.mkdir(parents=True, exist_ok=True)
    for number, seed in enumerate(SEEDS[name]):
        (seeds / f"seed-{number}").write_bytes(seed)
    options = [
        f"-max_total_time={seconds}",
        "-timeout=20",
        "-rss_limit_mb=3000",
        "-max_len=3000",
        "-print_final_stats=1",
    ]
    atheris.Setup([sys.argv[0], *options, f"-artifact_prefix={KEPT}/{name}-", str(seeds)], tried)
    atheris.Fuzz()


ARTICLE = "Donald Trump said on Friday that Kim Jong Un “may” visit Seoul in April.\n\nSecond, 30 June 2019.".encode()
SEEDS = {
    "dates": [b"2019-06-30", b"[2025-12-22..2025-12-28,2026]", b"2026-21/..", b"20XX~|2026-04?/2026-05"],
    "table": [b"a,b\nx,1\n", b'a,b\n"x\ny",\n'],
    "description": [TABLE.encode()],
    "settings": [b"a: [b, {c: d}]\ne: |\n  f\n", b"? a\n: !!str b\n"],
    "manifest": [b'{"edition": "2026.10", "date": "2026-10-01", "digest": "x", "records": {"t": {"k": {}}}, "values": {}, '
                 b'"reads": {}, "cited": {}, "exhibits": {}}'],
    "proposals": [b"a,b\nx,1\n"],
    "article": [ARTICLE, b"<html><body><article><p>" + ARTICLE * 4 + b"</p></article></body></html>"],
}  # fmt: skip


def main():
    if len(sys.argv) == 3:
        one(sys.argv[1], int(sys.argv[2]))
        return 0
    found = 0
    for name in READERS:
        run = subprocess.run(
            [sys.executable, __file__, name, sys.argv[1]], capture_output=True, text=True, check=False
        )
        lines = [
            line for line in run.stderr.splitlines() if "number_of_executed_units" in line or "cov:" in line
        ]
        print(
            f"{name:<12} {'nothing found' if run.returncode == 0 else 'FOUND'}: {' '.join(' '.join(lines[-2:]).split())}",
            flush=True,
        )
        if run.returncode:
            print(run.stdout[-3000:] + run.stderr[-3000:])
            found += 1
    return 1 if found else 0


if __name__ == "__main__":
    sys.exit(main())
