"""The fonts that wheels carry, found without importing the wheels' code."""

from importlib import metadata
from pathlib import Path

from matplotlib import font_manager


def wheel_fonts(wheel: str) -> tuple[Path, ...]:
    """Return the font files of an installed wheel, in a fixed order; empty where it is not installed."""
    try:
        files = metadata.files(wheel) or []
    except metadata.PackageNotFoundError:
        return ()
    return tuple(sorted(Path(str(f.locate())) for f in files if f.suffix in (".ttf", ".otf")))


def register(wheel: str = "fontpkg-source-sans-3") -> None:
    """Make a wheel's fonts known to matplotlib, so that figures are laid out with the font they are read in."""
    known = {entry.fname for entry in font_manager.fontManager.ttflist}
    for path in wheel_fonts(wheel):
        if str(path) not in known:
            font_manager.fontManager.addfont(str(path))
