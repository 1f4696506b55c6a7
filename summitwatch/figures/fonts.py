"""The font of the figures: cut from a wheel's variable font, so that they are laid out as they are read."""

import os
import tempfile
from importlib import metadata
from pathlib import Path

import matplotlib as mpl
from matplotlib import font_manager

from summitwatch.figures.font_cutting import cut

WHEEL = "fontpkg-source-sans-3"
FAMILY = "Source Sans 3"
WEIGHTS = (400, 700)
#: Latin letters, general punctuation, arrows and signs: what a figure may print.
CHARACTERS = (*range(0x20, 0x250), *range(0x2010, 0x2040), *range(0x2190, 0x2194), 0x2212, 0x2264, 0x2265)

#: Korean syllables: page and print set them in a Korean font of their own, matplotlib only places them.
HANGUL = range(0xAC00, 0xD7A4)


def variable_font(wheel: str = WHEEL) -> Path:
    """Return the upright variable font of an installed wheel; its code is never imported.

    Raises
    ------
    FileNotFoundError
        The wheel or its font file is not installed.
    """
    try:
        files = metadata.files(wheel) or []
    except metadata.PackageNotFoundError:
        files = []
    paths = sorted(Path(str(f.locate())) for f in files if f.suffix == ".ttf" and "Italic" not in f.name)
    if not paths:
        raise FileNotFoundError(f"the figures need the font of the package {wheel}: install requirements.txt")
    return paths[0]


def register() -> None:
    """Make the weights of the font known to matplotlib, which does not read variable fonts."""
    known = {(entry.name, entry.weight) for entry in font_manager.fontManager.ttflist}
    for weight in WEIGHTS:
        if (FAMILY, weight) not in known:
            font_manager.fontManager.addfont(static_font(weight))


def static_font(weight: int) -> Path:
    """Return a cut of one weight, made once and kept with matplotlib's own caches."""
    target = Path(mpl.get_cachedir()) / f"summitwatch-{metadata.version(WHEEL)}-{weight}.ttf"
    if not target.is_file():
        _cut(weight, target)
    return target


def _cut(weight: int, target: Path) -> None:
    """Cut one weight out of the variable font, with the characters that figures use."""
    handle, part = tempfile.mkstemp(dir=target.parent, suffix=".part")
    with os.fdopen(handle, "wb") as stream:
        stream.write(cut(variable_font().read_bytes(), CHARACTERS, ["kern"], {"wght": weight}))
    Path(part).replace(target)  # another kernel may be cutting the same weight
