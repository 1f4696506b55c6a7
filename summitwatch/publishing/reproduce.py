"""Build the book twice, as different people would on different machines, and compare every byte.

The two builds differ in folder, user, home, time zone, locale, umask, hash seed and number of workers. Where
this runs as root, the second is built by another user.
"""

import os
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from zipfile import ZipFile, is_zipfile

from summitwatch.errors import BuildError, SummitWatchError
from summitwatch.publishing.outputs import ROOT, WORKERS

_LEFT_OUT = shutil.ignore_patterns(
    "_build", "dist", ".*", "__pycache__", "*.egg-info", "tests", "benchmarks", "node_modules"
)
_AROUND = 40  # bytes shown before and after the first that differs
_NOBODY = 65534


@dataclass(frozen=True)
class Way:
    """One of the two ways to build: a folder's name, settings, umask, and whether by another user."""

    folder: str
    settings: dict[str, str]
    umask: int
    other_user: bool = False
    names: tuple[str, ...] = field(default=())  # that must be in no output


WAYS = (
    Way(
        "one",
        {"USER": "annotator", "LOGNAME": "annotator", "TZ": "Pacific/Kiritimati", "LC_ALL": "C", "LANG": "C",
         "PYTHONHASHSEED": "1", WORKERS: "1"},
        0o022,
        names=("annotator", "Kiritimati"),
    ),
    Way(
        "zweiter Ört",
        {"USER": "benefactress", "LOGNAME": "benefactress", "TZ": "America/St_Johns", "LC_ALL": "de_DE.UTF-8",
         "LANG": "de_DE.UTF-8", "PYTHONHASHSEED": "2", WORKERS: "2"},
        0o077,
        other_user=True,
        names=("benefactress", "St_Johns"),
    ),
)  # fmt: skip


def reproduce(root: Path = ROOT) -> list[str]:
    """Build twice and return what was found, the verdict last.

    Raises
    ------
    BuildError
        A build failed, the two differ, or an output names a folder or user.
    """
    with tempfile.TemporaryDirectory(prefix="summitwatch-reproduce-") as folder:
        Path(folder).chmod(0o755)
        places = [Path(folder) / way.folder for way in WAYS]
        said = []
        for way, place in zip(WAYS, places, strict=True):
            shutil.copytree(root, place / "book", ignore=_LEFT_OUT)
            (place / "home").mkdir()
            other = way.other_user and _may_be_another(place)
            by = "another user" if other else "this user"
            said.append(f"built in {way.folder!r} by {by}, {way.settings[WORKERS]} at a time")
            _build(way, place, other)
        one, two = (published(place / "book" / "_build") for place in places)
        names = [str(place).encode() for place in places] + [n.encode() for way in WAYS for n in way.names]
        wrong = [*differences(one, two), *named(one, names), *named(two, names)]
    if wrong:
        raise BuildError("\n".join(wrong[:20]))
    return [*said, f"identical: {len(one)} files"]


def _may_be_another(place: Path) -> bool:
    """Hand a folder to another user, and tell whether that user could run this Python."""
    if os.name != "posix" or os.getuid() != 0:
        return False
    for path in (place, *place.rglob("*")):
        os.chown(path, _NOBODY, _NOBODY, follow_symlinks=False)
    try:
        run = subprocess.run(
            [sys.executable, "-c", "import summitwatch"], user=_NOBODY, group=_NOBODY, extra_groups=[],
            cwd=place, env={"PATH": os.environ["PATH"], "PYTHONPATH": str(place / "book")},
            capture_output=True, check=False,
        )  # fmt: skip
    except OSError:
        return False
    return run.returncode == 0


def _build(way: Way, place: Path, other_user: bool) -> None:
    book = place / "book"
    env = {**os.environ, **way.settings, "HOME": str(place / "home"), "PYTHONPATH": str(book)}
    who = {"user": _NOBODY, "group": _NOBODY, "extra_groups": []} if other_user else {}
    run = subprocess.run(
        [sys.executable, "-P", "-m", __spec__.name, "--here"], cwd=book, env=env, umask=way.umask,
        stdin=subprocess.DEVNULL, capture_output=True, encoding="utf-8", errors="replace", check=False, **who,
    )  # type: ignore[call-overload]  # fmt: skip
    if run.returncode:
        raise BuildError(f"the build in {way.folder!r} failed:\n{(run.stdout + run.stderr)[-3000:]}")


def build_here() -> None:
    """Build the book of this package, and write the manifest that its edition would have."""
    from summitwatch.publishing.build import build
    from summitwatch.publishing.edition import read_edition
    from summitwatch.publishing.editions.manifest import dumps, manifest, retold
    from summitwatch.tables import load

    outputs = build(ROOT)
    dataset = load(ROOT / "data")
    edition = read_edition(dataset, ROOT / "CITATION.cff")
    made = manifest(dataset, edition, outputs.html, {}, retold(dataset, outputs.html))
    (outputs.folder / "manifest.json").write_text(dumps(made), "utf-8")


def published(built: Path) -> dict[str, Path]:
    """Return every published file by its name: pages, downloads, PDF, EPUB, manifest."""
    inside = [path for part in ("html", "pdf") for path in (built / part).rglob("*")]
    paths = [*inside, *built.glob("manifest.json")]
    return {path.relative_to(built).as_posix(): path for path in sorted(paths) if path.is_file()}


def differences(one: dict[str, Path], two: dict[str, Path]) -> Iterator[str]:
    """Yield a line for each file that only one build has, or that differs: where, and the bytes around."""
    for name in sorted(one.keys() ^ two.keys()):
        yield f"{name}: only the {'first' if name in one else 'second'} build has it"
    for name in sorted(one.keys() & two.keys()):
        first, second = one[name].read_bytes(), two[name].read_bytes()
        if first != second:
            place = _first_difference(first, second)
            around = slice(max(0, place - _AROUND), place + _AROUND)
            yield f"{name}: byte {place} differs:\n  {first[around]!r}\n  {second[around]!r}"


def _first_difference(first: bytes, second: bytes) -> int:
    pairs = enumerate(zip(first, second, strict=False))
    return next((n for n, (a, b) in pairs if a != b), min(len(first), len(second)))


def named(files: dict[str, Path], names: list[bytes]) -> Iterator[str]:
    """Yield a line for each file, or file inside an archive, that names a folder or a user."""
    for name, path in files.items():
        for part, content in _contents(name, path):
            yield from (f"{part} names {word.decode()!r}" for word in names if word in content)


def _contents(name: str, path: Path) -> Iterator[tuple[str, bytes]]:
    yield name, path.read_bytes()
    if is_zipfile(path):
        with ZipFile(path) as archive:
            yield from ((f"{name}/{inside}", archive.read(inside)) for inside in archive.namelist())


if __name__ == "__main__":
    try:
        if "--here" in sys.argv[1:]:
            build_here()
        else:
            print(*reproduce(), sep="\n")
    except SummitWatchError as error:
        sys.exit(f"reproduce: {error}")
