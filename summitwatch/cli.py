"""The command line: read and adopt texts; check, verify and build the book; freeze and compare editions.

It returns 0 when all is well, 1 when something is wrong, 2 when it could not look.
"""

import argparse
import subprocess
import sys
from collections.abc import Sequence
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

from summitwatch.errors import BuildError, DataError, SummitWatchError, TextError

if TYPE_CHECKING:
    import pandas as pd

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
    except BrokenPipeError:  # whoever read the output has enough
        return 1
    except OSError as error:  # a full disk, a folder that may not be written
        where = f"{error.filename}: " if error.filename else ""
        print(f"summitwatch {options.command}: {where}{error.strerror or error}", file=sys.stderr)
        return 1
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
    read = commands.add_parser("read", help="read texts and propose the rows that they give")
    _read_options(read)
    adopt = commands.add_parser("adopt", help="merge reviewed proposals into the tables, whole or not at all")
    adopt.add_argument("proposals", type=Path, metavar="DIR", help="the folder that `read` wrote")
    adopt.add_argument("--decisions", type=Path, metavar="FILE", help="what the review page saved")
    adopt.add_argument("--dry-run", action="store_true", help="only tell what would change")
    adopt.set_defaults(run=run_adopt)
    score = commands.add_parser("score", help="score the reading engine on texts that people coded")
    score.add_argument("--texts", type=Path, required=True, metavar="DIR", help="the folder of the texts")
    score.add_argument(
        "--passages", type=Path, required=True, nargs="+", metavar="FILE", help="sets of passages, JSON lines"
    )
    score.add_argument("--store", choices=("first", "last"), help="keep the result in the tables as this run")
    score.set_defaults(run=run_score)
    for command in (check, verify, read, adopt, score):
        command.add_argument("--data", type=Path, metavar="DIR", help="the folder of the tables")
    build = commands.add_parser("build", help="build the book as HTML and PDF")
    build.add_argument("--output", type=Path, metavar="DIR", help="where to put it (default: _build)")
    build.add_argument("--skip-pdf", action="store_true", help="build the HTML only")
    build.set_defaults(run=run_build)
    _add_editions(commands)
    return top


def _add_editions(commands: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    begin = commands.add_parser("begin", help="begin an edition: write its name and its day into the book")
    begin.add_argument("name", metavar="NAME", help="the edition's name, as 2026.12")
    begin.add_argument(
        "--day", type=date.fromisoformat, metavar="DAY", help="the day of release, as 2026-12-20 (today)"
    )
    begin.set_defaults(run=run_begin)
    edition = commands.add_parser("edition", help="freeze what is built as an edition")
    edition.add_argument("name", metavar="NAME", help="the edition's name, as 2026.11")
    edition.add_argument("--texts", type=Path, required=True, metavar="DIR", help="the folder of the texts")
    edition.add_argument(
        "--dist", type=Path, metavar="DIR", help="the folder of the editions (default: dist)"
    )
    edition.set_defaults(run=run_edition)
    diff = commands.add_parser("diff", help="compare two editions by meaning")
    for name in ("old", "new"):
        diff.add_argument(name, metavar=name.upper(), help="an edition's name, or the file of its manifest")
    diff.set_defaults(run=run_diff)
    compare = commands.add_parser("compare", help="compare a rebuilt book with its bundle's checksums")
    compare.set_defaults(run=run_compare)


def _read_options(read: argparse.ArgumentParser) -> None:
    read.add_argument("files", nargs="*", type=Path, metavar="FILE", help="plain text or a saved web page")
    read.add_argument("--published", metavar="EDTF", help="the day of publication, as 2026-03-16")
    read.add_argument(
        "--source-id", metavar="ID", help="the id of the first text (default: the next free one)"
    )
    read.add_argument("--out", type=Path, metavar="DIR", help="where to put the rows (default: _review/ID)")
    read.add_argument("--known", type=Path, metavar="DIR", help="compare the texts with those of this folder")
    read.add_argument("--review", action="store_true", help="also write a page on which to review the rows")
    read.add_argument(
        "--corpus", type=Path, metavar="DIR", help="read every document of a folder into Parquet"
    )
    read.add_argument("--workers", type=int, default=1, metavar="N", help="processes (default: 1)")
    read.add_argument("--scheduler", metavar="ADDRESS", help="a Dask scheduler, as tcp://host:8786")
    read.set_defaults(run=run_read)


def run_read(options: argparse.Namespace) -> int:
    """Read texts, or a whole corpus, and write what they propose.

    Raises
    ------
    TextError
        Neither files nor a corpus are named, or both; or the day of publication is none.
    """
    from summitwatch.dates import DateError, parse

    if bool(options.files) == bool(options.corpus):
        raise TextError("name the files to read, or a folder with --corpus")
    try:
        if options.published:
            parse(options.published)
    except DateError as error:
        raise TextError(f"--published: {error}") from error
    return _read_corpus(options) if options.corpus else _read_files(options)


def _read_files(options: argparse.Namespace) -> int:
    """Write the proposals of files, and with --review a page on which to review them."""
    from summitwatch.reading.files import files_of, next_source, read_files
    from summitwatch.reading.gazetteer import Gazetteer
    from summitwatch.reading.review import REVIEWS, write_review
    from summitwatch.tables import DATA, load

    dataset = load(options.data or DATA)
    source = options.source_id or next_source(dataset)
    out = options.out or REVIEWS / source
    known = files_of(options.known) if options.known else []
    report = read_files(options.files, options.published, source, out, Gazetteer.of(dataset), known)
    for path, why in report.skipped:
        print(f"skipped: {why if str(path) in why else f'{path}: {why}'}", file=sys.stderr)
    for path, note in report.notes:
        print(f"{path}: {note}", file=sys.stderr)
    print(f"{report.out}: " + ", ".join(f"{n} {table}" for table, n in report.rows.items() if n))
    if options.review:
        page = write_review(report.out, report.texts, dataset)
        print(f"Review: open {page} in a browser. It holds the text: keep it out of the repository.")
    return 1 if report.skipped else 0


def _read_corpus(options: argparse.Namespace) -> int:
    """Read a corpus into Parquet, with progress shown as it goes.

    Raises
    ------
    TextError
        No folder is named for the rows.
    """
    from summitwatch.reading.corpus import plan, read_corpus
    from summitwatch.reading.progress import shown
    from summitwatch.reading.schedulers import scheduler

    if not options.out:
        raise TextError("name a folder for the rows with --out")
    work = plan(options.corpus, options.published)
    with shown() as say:
        report = read_corpus(work, options.out, scheduler(options.workers, options.scheduler), say)
    print(f"{report.documents} documents, {len(report.skipped)} skipped; rows in {report.out}")
    return 0


def run_adopt(options: argparse.Namespace) -> int:
    """Merge reviewed proposals into the tables and tell what changed."""
    from summitwatch.analysis.grades import grade
    from summitwatch.reading.adopt import adopt
    from summitwatch.tables import DATA

    data = options.data or DATA
    told = adopt(options.proposals, data, options.decisions, not options.dry_run, grade)
    done = "Would adopt" if options.dry_run else "Adopted"
    print(f"{done} {', '.join(told.sources) or 'rows of no new source'}")
    for table, count in told.rows.items():
        left = f", {told.left_out[table]} left out" if table in told.left_out else ""
        print(f"  {table}: {count} rows added{left}")
    for table, count in told.left_out.items():
        if table not in told.rows:
            print(f"  {table}: no row added, {count} left out")
    print(f"{len(told.actors)} actors are named more often{':' * bool(told.actors)}")
    for name, before, after in told.actors:
        print(f"  {name}: {before} to {after} namings")
    print(f"digest {told.before[:12]} to {told.after[:12]}")
    return 0


def run_check(options: argparse.Namespace) -> int:
    """Validate the tables and count their rows."""
    from summitwatch.checks import accounting, check
    from summitwatch.checks.untold import untold
    from summitwatch.tables import DATA

    if options.context and not options.context.is_dir():
        raise TextError(f"no such folder of coded tables: {options.context}")
    dataset = check(options.data or DATA)
    if options.accounting:
        print(*accounting.report(dataset), sep="\n")
    if options.context:
        problems = [*accounting.compared(dataset, options.context), *untold(dataset, options.context)]
        if problems:
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
    from summitwatch.tables import DATA

    found = _verdicts(options.data or DATA, options.texts)
    print(found.groupby(["table", "status"]).size().unstack(fill_value=0).to_string())
    # what lies outside the folder is counted above, not listed
    for row in found[found["status"].isin(FAILING)].itertuples(index=False):
        print(f"{row.status}: {row.table} {row.record_id}: {row.detail}")
    wrong = int(found["status"].isin(FAILING).sum())
    outside = int((found["status"] == "unverifiable").sum())
    note = f"; {outside} rest on pages of the wider record, whose texts are not kept" if outside else ""
    print(f"{len(found)} records: {wrong} changed or missing{note}")
    return 1 if wrong else 0


def _verdicts(data: Path, texts: Path) -> "pd.DataFrame":
    """Compare tables and texts, the engine's rows among them."""
    from summitwatch.analysis.engine_accuracy import core_published
    from summitwatch.reading.verify import verify
    from summitwatch.tables import load

    if not texts.is_dir():
        raise TextError(f"no such folder of texts: {texts}")
    dataset = load(data)
    return verify(dataset, texts, core_published(dataset))


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


def run_score(options: argparse.Namespace) -> int:
    """Score the reading engine on the core sources and on passages, and keep the result if asked."""
    from summitwatch.analysis.engine_accuracy import core_published, core_tallies
    from summitwatch.analysis.engine_matching import Expected, Proposed, compare
    from summitwatch.analysis.engine_scores import miss_rows, numbered, score_rows, with_run
    from summitwatch.reading.engine_rows import engine_rows
    from summitwatch.reading.gazetteer import Gazetteer
    from summitwatch.reading.passages import load_passages, read_passages
    from summitwatch.reading.swap import replaced
    from summitwatch.reading.verify import read_texts
    from summitwatch.tables import DATA, load

    folder = options.data or DATA
    dataset = load(folder)
    rows = engine_rows(dataset, read_texts(dataset, options.texts), core_published(dataset))
    found = {"core": core_tallies(dataset, rows)}
    gazetteer = Gazetteer.of(dataset)
    for path in options.passages:
        passages = load_passages(path)
        for name, own_names in ((path.stem, True), (f"{path.stem}_bare", False)):
            sides = read_passages(passages, gazetteer, own_names)
            found[name] = {
                task: compare((Expected(*e) for e in s.expected), (Proposed(*p) for p in s.proposed))
                for task, s in sides.items()
            }
    run = options.store or "last"
    print(score_rows(found, run).drop(columns=["score_id", "run"]).to_string(index=False))
    if options.store:
        kept = {name: tallies for name, tallies in found.items() if not name.endswith("_bare")}
        tables = {"engine_rows": rows}
        tables["engine_scores"] = with_run(dataset["engine_scores"], score_rows(found, run))
        tables["engine_misses"] = numbered(with_run(dataset["engine_misses"], miss_rows(kept, run)))
        files = {name: frame.to_csv(index=False, lineterminator="\n") for name, frame in tables.items()}
        replaced(folder, {f"{name}.csv": text.encode() for name, text in files.items()})
    return 0


def run_build(options: argparse.Namespace) -> int:
    """Build the book, with progress shown as it goes."""
    from summitwatch.publishing.build import build

    build(output=options.output, pdf=not options.skip_pdf, say=lambda line: print(line, flush=True))
    return 0


def run_begin(options: argparse.Namespace) -> int:
    """Write the name and the day of the next edition where the book says them."""
    from summitwatch.publishing.editions.begin import begin
    from summitwatch.publishing.outputs import ROOT

    day = options.day or date.today()  # noqa: DTZ011 (the day where the editor is)
    print(f"Edition {options.name}, {day}: {', '.join(begin(ROOT, options.name, day))}")
    return 0


def run_edition(options: argparse.Namespace) -> int:
    """Freeze an edition, or say all that stands in the way.

    Raises
    ------
    BuildError
        The edition is not ready.
    """
    from summitwatch.publishing.build import build
    from summitwatch.publishing.edition import read_edition
    from summitwatch.publishing.editions import freeze
    from summitwatch.publishing.editions.published import manifest_path
    from summitwatch.publishing.outputs import ROOT, Outputs
    from summitwatch.tables import DATA, load

    dist, outputs = options.dist or ROOT / "dist", Outputs(ROOT / "_build")
    if freeze.finish(ROOT, dist, options.name):
        print(f"Edition {options.name}: {dist / options.name}; an ended run lacked its manifest")
        print(f"Commit {manifest_path(ROOT, options.name).parent}")
        return 0
    reasons = freeze.refusals(ROOT, dist, options.name, read_edition(load(DATA)))
    verified, unconfirmed = _confirm(options.texts)
    if reasons or unconfirmed:
        raise BuildError("\n".join(["the edition is not ready:", *reasons, *unconfirmed]))
    if not freeze.tests_passed(ROOT, outputs):
        _run_tests(ROOT)
    build(ROOT, say=lambda line: print(line, flush=True))
    folder = freeze.freeze(ROOT, outputs, dist, options.name, verified)
    print(f"Edition {options.name}: {folder}\nCommit {manifest_path(ROOT, options.name).parent}")
    return 0


def _confirm(texts: Path) -> tuple[dict[str, int], list[str]]:
    """Count what the texts confirm, and name what they do not; context records cannot be verified."""
    from summitwatch.tables import DATA

    found = _verdicts(DATA, texts)
    counts = {str(status): int(count) for status, count in found["status"].value_counts().items()}
    print(", ".join(f"{status}: {count}" for status, count in sorted(counts.items())))
    wrong = found[found["status"].isin(FAILING)]
    return counts, [f"{row.status}: {row.table} {row.record_id}" for row in wrong.itertuples(index=False)]


def _run_tests(root: Path) -> None:
    """Run every test; `make test` leaves a proof for a commit, which spares this."""
    print("Running the tests …", flush=True)
    command = [sys.executable, "-m", "pytest", "-q", "-n", "2", "--dist", "loadfile"]
    run = subprocess.run(command, cwd=root, check=False)
    if run.returncode:
        raise BuildError("the tests do not pass")


def run_diff(options: argparse.Namespace) -> int:
    """Print what changed from one edition to another."""
    from summitwatch.analysis.editions import FOLDER, read_manifest
    from summitwatch.publishing.editions.difference import difference
    from summitwatch.tables import DATA, load

    paths = [
        Path(name) if name.endswith(".json") else DATA / FOLDER / f"{name}.json"
        for name in (options.old, options.new)
    ]
    known = ", ".join(sorted(path.stem for path in (DATA / FOLDER).glob("*.json")))
    for name, path in zip((options.old, options.new), paths, strict=True):
        if not path.is_file():
            raise BuildError(f"there is no frozen edition {name}; there are: {known or 'none'}")
    print(difference(load(DATA), *map(read_manifest, paths)))
    return 0


def run_compare(_: argparse.Namespace) -> int:
    """Compare the built book with the checksums of the bundle that it was built from."""
    from summitwatch.publishing.editions.bundle import SUMS, compare
    from summitwatch.publishing.outputs import ROOT

    wrong = compare(ROOT, ROOT / "_build")
    for line in wrong[:40]:
        print(line)
    files = len((ROOT / SUMS).read_text("utf-8").splitlines())
    print(f"{files} files: {len(wrong) or 'none'} depart from the edition")
    return 1 if wrong else 0
