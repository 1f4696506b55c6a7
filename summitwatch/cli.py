"""The command line: `summitwatch check`, `summitwatch verify`, `summitwatch build`.

It returns 0 when all is well, 1 when something is wrong, 2 when it could not look.
"""

import argparse
import sys
from collections.abc import Sequence
from pathlib import Path

from summitwatch.errors import DataError, SummitWatchError, TextError

# The commands import what they need when they run, so that each starts quickly.

FAILING = ("changed", "missing")


def main(arguments: Sequence[str] | None = None) -> int:
    """Run a command and return its exit status."""
    options = parser().parse_args(arguments)
    try:
        return int(options.run(options))
    except SummitWatchError as error:
        print(f"summitwatch {options.command}: {error}", file=sys.stderr)
        return 2 if isinstance(error, TextError) else 1
    except KeyboardInterrupt:
        print(f"summitwatch {options.command}: stopped", file=sys.stderr)
        return 130


def parser() -> argparse.ArgumentParser:
    """Return the parser of the command line."""
    top = argparse.ArgumentParser(prog="summitwatch", description="Check, verify and build Summit Watch.")
    commands = top.add_subparsers(dest="command", required=True, metavar="COMMAND")
    check = commands.add_parser("check", help="validate the tables against their description")
    accounting = "tell what became of each row of the coded context tables"
    check.add_argument("--accounting", action="store_true", help=accounting)
    check.add_argument("--context", type=Path, metavar="DIR", help="with --accounting: compare these tables")
    check.set_defaults(run=run_check)
    verify = commands.add_parser("verify", help="compare the tables with the source texts")
    verify.add_argument("--texts", type=Path, required=True, metavar="DIR", help="the folder of the texts")
    verify.set_defaults(run=run_verify)
    rows = commands.add_parser("sentences", help="print the rows of sentences.csv for a text")
    rows.add_argument("text", type=Path, metavar="FILE")
    rows.add_argument("--source", required=True, metavar="ID", help="the id of the source, as S3")
    rows.set_defaults(run=run_sentences)
    for command in (check, verify):
        command.add_argument("--data", type=Path, metavar="DIR", help="the folder of the tables")
    read = commands.add_parser("read", help="read news texts and propose rows")
    read.add_argument("--corpus", type=Path, metavar="DIR", help="read every document of a folder")
    read.add_argument("--out", type=Path, metavar="DIR", help="where to put the rows; must be empty or begun")
    read.add_argument("--published", metavar="EDTF", help="the day of publication, as 2026-03-16")
    read.add_argument("--workers", type=int, default=1, metavar="N", help="processes (default: 1)")
    read.add_argument("--scheduler", metavar="ADDRESS", help="a Dask scheduler, as tcp://host:8786")
    read.set_defaults(run=run_read)
    build = commands.add_parser("build", help="build the book as HTML and PDF")
    build.add_argument("--output", type=Path, metavar="DIR", help="where to put it (default: _build)")
    build.add_argument("--skip-pdf", action="store_true", help="build the HTML only")
    build.set_defaults(run=run_build)
    return top


def run_check(options: argparse.Namespace) -> int:
    """Validate the tables and count their rows."""
    from summitwatch.checks import accounting, check
    from summitwatch.tables import DATA

    if options.context and not options.context.is_dir():
        raise TextError(f"no such folder of coded tables: {options.context}")
    dataset = check(options.data or DATA)
    if options.accounting:
        print(*accounting.report(dataset), sep="\n")
    if options.context and (problems := list(accounting.compared(dataset, options.context))):
        raise DataError(problems)
    rows = sum(len(table) for table in dataset.tables.values())
    print(f"{len(dataset.tables)} tables, {rows} rows: no problem found; digest {dataset.digest[:12]}")
    return 0


def run_verify(options: argparse.Namespace) -> int:
    """Compare the tables with the texts, count what was found, and list what is not confirmed.

    Raises
    ------
    TextError
        The folder, or a text that the tables need, is missing.
    """
    from summitwatch.reading.verify import verify
    from summitwatch.tables import DATA, load

    if not options.texts.is_dir():
        raise TextError(f"no such folder of texts: {options.texts}")
    found = verify(load(options.data or DATA), options.texts)
    print(found.groupby(["table", "status"]).size().unstack(fill_value=0).to_string())
    # what lies outside the folder is counted above, not listed
    for row in found[found["status"].isin(FAILING)].itertuples(index=False):
        print(f"{row.status}: {row.table} {row.record_id}: {row.detail}")
    wrong = int(found["status"].isin(FAILING).sum())
    print(f"{len(found)} records: {wrong} changed or missing")
    return 1 if wrong else 0


def run_sentences(options: argparse.Namespace) -> int:
    """Print the rows of a text's sentences, to be put into sentences.csv.

    Raises
    ------
    TextError
        The file is missing or is not UTF-8.
    """
    from summitwatch.reading.rows import sentence_rows
    from summitwatch.reading.verify import read_text

    frame = sentence_rows(read_text(options.text), options.source)
    frame.to_csv(sys.stdout, index=False, lineterminator="\n")
    return 0


def run_read(options: argparse.Namespace) -> int:
    """Read a corpus into Parquet, with progress shown as it goes."""
    from summitwatch.reading.corpus import plan, read_corpus
    from summitwatch.reading.progress import shown
    from summitwatch.reading.schedulers import scheduler

    work = plan(options.corpus, options.published)
    with shown() as say:
        report = read_corpus(work, options.out, scheduler(options.workers, options.scheduler), say)
    print(f"{report.documents} documents, {len(report.skipped)} skipped; rows in {report.out}")
    return 0


def run_build(options: argparse.Namespace) -> int:
    """Build the book, with progress shown as it goes."""
    from summitwatch.publishing.build import build

    build(output=options.output, pdf=not options.skip_pdf, say=lambda line: print(line, flush=True))
    return 0
