"""The fonts of the HTML book: cut from wheels to the characters that its pages show, as woff2 beside them."""

from __future__ import annotations

import html
import io
import shutil
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from hashlib import sha256
from importlib import metadata
from pathlib import Path

from fontTools.ttLib import TTFont

from summitwatch.figures import font_cutting
from summitwatch.figures.font_cutting import cut
from summitwatch.publishing.outputs import digest_code, write_whole
from summitwatch.publishing.pdf_fonts import HANGUL, FontError

FOLDER = "_static/fonts"
_CUT = ".fonts"  # beside the pages: what the last build cut
#: A reader may type these into the search field, and scripts may print them, whatever the pages hold.
ALWAYS = frozenset(map(chr, range(0x20, 0x7F))) | frozenset("\u00a0–—‘’“”…·×−≤≥±¶§→")
#: Kerning and ligatures; lining and tabular figures for tables.
FEATURES = ("ccmp", "locl", "mark", "mkmk", "kern", "liga", "calt", "lnum", "tnum", "pnum")
#: Optical size in points: that of the text, at which nearly all of the serif is set.
TEXT_SIZE = 14


@dataclass(frozen=True)
class Face:
    """One font file of the book, and how it is cut.

    Parameters
    ----------
    name
        File name without suffix; `summitwatch.css` names it.
    wheel
        The package that carries the font; its code is never imported.
    file
        Name of the font file in the wheel.
    axes
        For each axis of a variable font the value, or the range, that is kept.
    hangul
        The face holds the Hangul of the pages, and nothing else.
    kerned
        Whether pairs of letters are set closer, which takes a quarter of the bytes: not for a few words.
    """

    name: str
    wheel: str
    file: str
    axes: Mapping[str, float | tuple[float, float]] = field(default_factory=dict)
    hangul: bool = False
    kerned: bool = True


FACES = (
    Face("source-sans-3", "fontpkg-source-sans-3", "SourceSans3[wght].ttf", {"wght": (400, 700)}),
    Face(
        "source-serif-4",
        "fontpkg-source-serif-4",
        "SourceSerif4[opsz,wght].ttf",
        {"wght": (400, 700), "opsz": TEXT_SIZE},
    ),
    Face(
        "source-serif-4-italic",
        "fontpkg-source-serif-4",
        "SourceSerif4-Italic[opsz,wght].ttf",
        {"wght": 400, "opsz": TEXT_SIZE},
        kerned=False,
    ),
    Face("hangul", "pylopdf-fonts-ko", "NotoSansKR-Regular.otf", hangul=True),
)


def locate(face: Face) -> Path:
    """Return the font file of a face in its installed wheel.

    Raises
    ------
    FontError
        The wheel, or the file in it, is missing.
    """
    try:
        files = metadata.files(face.wheel) or []
    except metadata.PackageNotFoundError:
        files = []
    for file in files:
        path = Path(str(file.locate()))
        if file.name == face.file and path.is_file():
            return path
    raise FontError(f"{face.file} of {face.wheel} is missing: pip install --force-reinstall {face.wheel}")


def page_files(folder: Path) -> list[Path]:
    """Return the pages of a built book, in order."""
    return [path for path in sorted(folder.rglob("*.html")) if "_static" not in path.parts]


def characters(pages: Iterable[str]) -> frozenset[str]:
    """Return the characters that pages of HTML show; those of their markup are among them."""
    return ALWAYS.union(*(html.unescape(page) for page in pages))


def wanted(face: Face, shown: frozenset[str]) -> frozenset[str]:
    """Return which of the characters a face has to draw."""
    hangul = frozenset(char for char in shown if HANGUL.match(char))
    return hangul if face.hangul else shown - hangul


def packed(
    source: Path,
    shown: Iterable[str],
    axes: Mapping[str, float | tuple[float, float]],
    *,
    kerned: bool = True,
) -> bytes:
    """Return a font cut to characters and axes, as woff2: same characters, same bytes."""
    features = [name for name in FEATURES if kerned or name != "kern"]
    narrow, stream = cut(_plain(source), map(ord, shown), features, axes), io.BytesIO()
    with TTFont(io.BytesIO(narrow), recalcTimestamp=False) as font:
        font.flavor = "woff2"
        font.save(stream)
    return stream.getvalue()


def _plain(source: Path) -> bytes:
    """Return a font file unpacked."""
    if source.suffix != ".woff2":
        return source.read_bytes()
    stream = io.BytesIO()
    with TTFont(source, recalcTimestamp=False) as font:
        font.flavor = None
        font.save(stream)
    return stream.getvalue()


def write_fonts(folder: Path) -> list[Path]:
    """Cut the fonts to the pages of a built book, and return their files; one that no page needs is left out.

    What an earlier build cut alike is taken from where that one kept it.
    """
    shown = characters(path.read_text("utf-8") for path in page_files(folder))
    target, kept = folder / FOLDER, folder.parent / _CUT
    fonts = {}
    for face in FACES:
        if needed := wanted(face, shown):
            place = kept / f"{_state(face, needed)}.woff2"
            found = place.read_bytes() if place.is_file() else None
            fonts[face.name] = place, found or packed(locate(face), needed, face.axes, kerned=face.kerned)
    shutil.rmtree(kept, ignore_errors=True)  # what this build does not use no later one will
    kept.mkdir(parents=True)
    target.mkdir(parents=True, exist_ok=True)
    for face in FACES:
        (target / f"{face.name}.woff2").unlink(missing_ok=True)
    for name, (place, font) in fonts.items():
        write_whole(place, font)
        (target / f"{name}.woff2").write_bytes(font)
    return [target / f"{name}.woff2" for name in fonts]


def _state(face: Face, shown: frozenset[str]) -> str:
    """Return a digest of all that a cut face depends on."""
    tools = [metadata.version(name) for name in ("uharfbuzz", "fonttools", "brotli")]
    tools.append(digest_code(Path(__file__), Path(font_cutting.__file__)))
    told = repr((tools, FEATURES, face.kerned, sorted(face.axes.items()), "".join(sorted(shown))))
    return sha256(told.encode() + sha256(locate(face).read_bytes()).digest()).hexdigest()
