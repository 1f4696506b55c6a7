"""Freeze an edition: refuse what is not ready, then keep what was built, whole or not at all."""

import shutil
import subprocess
from collections.abc import Callable, Mapping
from hashlib import sha256
from pathlib import Path

from summitwatch.analysis.editions import EDITION_NAME
from summitwatch.errors import BuildError
from summitwatch.publishing.anchors import publish
from summitwatch.publishing.downloads import FOLDER
from summitwatch.publishing.edition import Edition, read_edition
from summitwatch.publishing.editions.bundle import SUMS, bundle
from summitwatch.publishing.editions.manifest import dumps, manifest, retold, stale
from summitwatch.publishing.editions.published import manifest_path
from summitwatch.publishing.editions.referred import every_reference
from summitwatch.publishing.outputs import PAST, Outputs, remove
from summitwatch.publishing.pdf import replace_whole
from summitwatch.publishing.takeaway.links import BOOK
from summitwatch.tables import Dataset, load

PROOF = "tests-passed"  # in the output folder: the commit for which all tests passed
_REFERENCES = "cite"  # the folder of the built pages that holds the files of references
Say = Callable[[str], object]


def refusals(root: Path, dist: Path, name: str, edition: Edition) -> list[str]:
    """Return why an edition of this name cannot be frozen now, apart from tests and texts."""
    found = []
    if not EDITION_NAME.fullmatch(name):
        found.append(f"the name {name!r} is not a year and a month, as in 2026.11 (or 2026.11.2)")
    if name != edition.name:
        found.append(
            f"CITATION.cff names edition {edition.name}, not {name}: set version and date-released there"
        )
    if (dist / name).exists() or manifest_path(root, name).exists():
        found.append(f"edition {name} exists; an edition does not change, so choose another name")
    changed = git(root, "status", "--porcelain")
    if changed:
        found.append(f"the tree is not clean: commit or remove {', '.join(_names(changed))}")
    return found


def _names(status: str) -> list[str]:
    lines = [line[3:] for line in status.splitlines()]
    return lines if len(lines) <= 4 else [*lines[:4], f"{len(lines) - 4} more"]


def git(root: Path, *arguments: str) -> str:
    """Return what git says.

    Raises
    ------
    BuildError
        git is not there, or the folder is no repository.
    """
    try:
        run = subprocess.run(["git", *arguments], cwd=root, capture_output=True, text=True, check=False)
    except OSError as error:
        raise BuildError(f"git cannot be run: {error.strerror}") from error
    if run.returncode:
        raise BuildError(f"git {arguments[0]}: {run.stderr.strip()}")
    return run.stdout.rstrip("\n")


def tests_passed(root: Path, outputs: Outputs) -> bool:
    """Tell whether all tests passed for the commit that stands here."""
    proof = outputs.folder / PROOF
    return proof.is_file() and proof.read_text("utf-8").strip() == git(root, "rev-parse", "HEAD")


def freeze(root: Path, outputs: Outputs, dist: Path, name: str, verified: Mapping[str, int]) -> Path:
    """Keep what is built as an edition and return its folder; what to commit stands in data/editions.

    Raises
    ------
    BuildError
        A told value is stale, or a file that the edition must have is missing.
    """
    dataset = load(root / "data")
    edition = read_edition(dataset, root / "CITATION.cff")
    computed = retold(dataset, outputs.html)
    old = stale(outputs.html, computed)
    if old:
        raise BuildError("the built book is stale; build it again: " + ", ".join(old))
    content = dumps(manifest(dataset, edition, outputs.html, verified, computed))
    work = dist / f".{name}.unfinished"
    remove(work)
    work.mkdir(parents=True)
    _fill(root, outputs, work, dataset, edition)
    (work / f"{name}.json").write_text(content, "utf-8")
    (work / SUMS).write_text(_sums(work), "utf-8")
    work.rename(dist / name)
    finish(root, dist, name)
    return dist / name


def finish(root: Path, dist: Path, name: str) -> bool:
    """List the anchors of a kept edition and put its manifest beside the tables; tell whether it was missing.

    It is the last of two steps, so that a run that was ended between them is completed by the next.
    """
    kept, path = dist / name / f"{name}.json", manifest_path(root, name)
    if not kept.is_file() or path.exists():
        return False
    publish(root, kept.parent / "html")
    replace_whole(path, kept.read_bytes())
    return True


def _fill(root: Path, outputs: Outputs, work: Path, dataset: Dataset, edition: Edition) -> None:
    """Copy pages, files of the whole book, references; pack the bundle."""
    shutil.copytree(outputs.html, work / "html", ignore=_without_past(outputs.html))
    downloads = outputs.html / FOLDER
    for file in BOOK:
        if not (downloads / file).is_file():
            raise BuildError(f"{file} is missing from the built book: build it with `make book`")
        shutil.copyfile(downloads / file, work / file)
    if (outputs.html / _REFERENCES).is_dir():
        shutil.copytree(outputs.html / _REFERENCES, work / "references")
        (work / "references" / "references.csv").write_text(every_reference(outputs.html), "utf-8")
    packed = bundle(root, outputs.folder, edition)
    (work / f"summit-watch-{edition.name}-bundle.tar.gz").write_bytes(packed)
    shutil.copyfile(root / "CITATION.cff", work / "CITATION.cff")


def _without_past(html: Path) -> Callable[[str, list[str]], list[str]]:
    return lambda folder, names: [PAST] if Path(folder) == html and PAST in names else []


def _sums(folder: Path) -> str:
    """Return the checksums of an edition's folder."""
    paths = sorted(path for path in folder.rglob("*") if path.is_file())
    return "".join(
        f"{sha256(p.read_bytes()).hexdigest()}  {p.relative_to(folder).as_posix()}\n" for p in paths
    )
