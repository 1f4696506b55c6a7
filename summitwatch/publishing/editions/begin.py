"""Begin an edition: write its name and its day where the book says them."""

import re
from datetime import date
from pathlib import Path

from summitwatch.analysis.editions import EDITION_NAME
from summitwatch.errors import BuildError
from summitwatch.publishing.editions.published import manifest_path
from summitwatch.publishing.pdf import replace_whole

#: Of each file the lines that say the edition's name or its day.
_LINES = {
    "pyproject.toml": {"name": r'(?m)^(version = ")[^"]*(")'},
    "data/datapackage.json": {"name": r'(?m)^( "version": ")[^"]*(")'},
    "CITATION.cff": {"name": r'(?m)^(version: ")[^"]*(")', "day": r'(?m)^(date-released: ")[^"]*(")'},
}


def begin(root: Path, name: str, day: date) -> list[str]:
    """Write an edition's name and day into the files that say them, and return these.

    Parameters
    ----------
    root
        The folder of the book.
    name
        A year and a month, as 2026.12, and for a further edition of the month a number, as 2026.12.2.
    day
        The day of release, from which the book looks ahead.

    Raises
    ------
    BuildError
        The name is none, or an edition of that name is frozen, or a file lacks the line; nothing is written.
    """
    if not EDITION_NAME.fullmatch(name):
        raise BuildError(f"the name {name!r} is not a year and a month, as in 2026.12 (or 2026.12.2)")
    if manifest_path(root, name).exists():
        raise BuildError(f"edition {name} exists; an edition does not change, so choose another name")
    said = {"name": name, "day": day.isoformat()}
    texts = {}
    for file, lines in _LINES.items():
        text = (root / file).read_text("utf-8")
        for part, pattern in lines.items():
            text, count = re.subn(pattern, rf"\g<1>{said[part]}\g<2>", text, count=1)
            if not count:
                raise BuildError(f"{file}: no line says the {part} of the edition; write it as at first")
        texts[file] = text
    for file, text in texts.items():
        replace_whole(root / file, text.encode("utf-8"))
    return list(texts)
