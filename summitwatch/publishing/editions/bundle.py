"""The reproduction bundle: the tree of an edition with the checksums of what it must give."""

import subprocess
from collections.abc import Iterator
from hashlib import sha256
from pathlib import Path

from summitwatch.errors import BuildError
from summitwatch.publishing.edition import Edition
from summitwatch.publishing.outputs import PAST
from summitwatch.publishing.takeaway.archive import FILE, PROGRAM, tarred

SUMS = "SHA256SUMS"
README = "REPRODUCE.txt"
BUILT = ("html", "pdf")


def bundle(root: Path, built: Path, edition: Edition) -> bytes:
    """Return the tracked files of a tree, packed with the checksums of the built book.

    Raises
    ------
    BuildError
        The tree is no git repository, so nobody can tell which files belong to it.
    """
    files = {name: _file(root / name) for name in tracked(root)}
    files[SUMS] = (sums(built).encode(), FILE)
    files[README] = (_readme(edition).encode(), FILE)
    return tarred(files, f"summit-watch-{edition.name}", edition.date)


def _file(path: Path) -> tuple[bytes, int]:
    return path.read_bytes(), PROGRAM if path.stat().st_mode & 0o100 else FILE


def tracked(root: Path) -> list[str]:
    """Return the files that git tracks, by their path below the root."""
    run = subprocess.run(["git", "ls-files", "-z"], cwd=root, capture_output=True, text=True, check=False)
    names = [name for name in run.stdout.split("\0") if name and (root / name).is_file()]
    if run.returncode or not names:
        raise BuildError(
            f"{root} is no git repository: a bundle needs to know which files belong to the tree"
        )
    return sorted(names)


def sums(built: Path) -> str:
    """Return the checksums of a built book as sha256sum writes and reads them, seen from above its folder."""
    lines = [f"{sha256(path.read_bytes()).hexdigest()}  _build/{name}\n" for name, path in _built(built)]
    return "".join(lines)


def _built(built: Path) -> Iterator[tuple[str, Path]]:
    for part in BUILT:
        for path in sorted((built / part).rglob("*")):
            inside = path.relative_to(built)
            if path.is_file() and inside.parts[:2] != ("html", PAST):
                yield inside.as_posix(), path


def compare(root: Path, built: Path) -> list[str]:
    """Return where a built book departs from the checksums of its bundle, one line a file.

    Raises
    ------
    BuildError
        There are no checksums, or no built book.
    """
    path = root / SUMS
    if not path.is_file():
        raise BuildError(f"no {SUMS} in {root}: only an unpacked reproduction bundle can be compared")
    if not (built / "html").is_dir():
        raise BuildError(f"no built book in {built}: run `make book` first")
    wanted, found = _read(path.read_text("utf-8")), _read(sums(built))
    told = {name: "differs" for name in wanted if name in found and found[name] != wanted[name]}
    told |= dict.fromkeys(wanted.keys() - found.keys(), "is missing")
    told |= dict.fromkeys(found.keys() - wanted.keys(), "is not of the edition")
    return [f"{name} {what}" for name, what in sorted(told.items())]


def _read(listing: str) -> dict[str, str]:
    """Return the checksum of each file of a listing."""
    parts = (line.partition("  ") for line in listing.splitlines())
    return {name: digest for digest, _, name in parts}


def _readme(edition: Edition) -> str:
    return (
        f"{edition.stamp}\n{'; '.join(edition.authors)}. {edition.licence}.\n\n"
        "All that is needed to make this edition again: text, data, program, tests, and the list of\n"
        "packages with their hashes. On a machine with Python 3.11, 3.12 or 3.13, make and the network\n"
        "(for the packages), two commands build the book and compare it, byte for byte, with what was\n"
        "published:\n\n"
        "    make book\n    make compare\n\n"
        f"{SUMS} lists what must come out; `sha256sum --quiet -c {SUMS}` reads it too.\n"
    )
