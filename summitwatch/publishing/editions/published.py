"""A build under the name of a frozen edition tells what that edition published."""

import json
from collections.abc import Iterator
from hashlib import sha256
from pathlib import Path

from summitwatch.analysis.editions import Manifest, read_manifest
from summitwatch.errors import BuildError
from summitwatch.publishing.downloads import FOLDER
from summitwatch.publishing.edition import Edition
from summitwatch.publishing.outputs import PAST

_SHOWN = 8  # changed values that an error names before it counts the rest


def manifest_path(root: Path, name: str) -> Path:
    """Return where the manifest of an edition is kept, beside the tables."""
    return root / "data" / PAST / f"{name}.json"


def told_values(html: Path) -> dict[str, dict[str, str]]:
    """Return the told values of a built book by chapter and name."""
    found: dict[str, dict[str, str]] = json.loads((html / FOLDER / "values.json").read_text("utf-8"))
    return found


def exhibit_digests(html: Path) -> dict[str, str]:
    """Return a digest of the data of each figure and table of a built book."""
    paths = sorted((html / FOLDER / "data").glob("*.csv"))
    return {path.stem: sha256(path.read_bytes()).hexdigest()[:16] for path in paths}


def hold_to_edition(root: Path, html: Path, edition: Edition) -> None:
    """Refuse pages that bear the name of a frozen edition and tell something else.

    Readers cite the name: what stands under it must follow from the data that it was frozen with.

    Parameters
    ----------
    root
        The folder of the book.
    html
        The folder of the pages, built and not yet published.

    Raises
    ------
    BuildError
        A told value, a figure or a table is another one than the edition published.
    DataError
        The manifest of the edition cannot be read.
    """
    path = manifest_path(root, edition.name)
    if not path.is_file():
        return
    moved = list(_moved(read_manifest(path), html))
    if moved:
        rest = [f"  and {len(moved) - _SHOWN} more"] if len(moved) > _SHOWN else []
        raise BuildError("\n".join([
            f"edition {edition.name} is frozen and was published with other figures:",
            *(f"  {line}" for line in moved[:_SHOWN]), *rest,
            "undo what changed them, or begin the next edition: python -m summitwatch begin NAME",
        ]))  # fmt: skip


def _moved(published: Manifest, html: Path) -> Iterator[str]:
    now = told_values(html)
    for chapter in sorted({*published["values"], *now}):
        old, new = published["values"].get(chapter, {}), now.get(chapter, {})
        for name in sorted({*old, *new}):
            if old.get(name) != new.get(name):
                yield f"{chapter}: {name}: {_shown(old.get(name))} → {_shown(new.get(name))}"
    was, now_is = published["exhibits"], exhibit_digests(html)
    for name in sorted({*was, *now_is}):
        if was.get(name) != now_is.get(name):
            yield f"{name}: {'its data changed' if name in was and name in now_is else 'added or gone'}"


def _shown(text: str | None) -> str:
    return "nothing" if text is None else text
