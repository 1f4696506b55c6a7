"""The fonts of the HTML book: cut from wheels to the characters that its pages show, as woff2 beside them."""

from __future__ import annotations

import html
import io
import os
import shutil
from collections.abc import Iterable, Mapping, Sequence
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass, field
from hashlib import sha256
from importlib import metadata
from pathlib import Path

from fontTools.subset import Options, Subsetter
from fontTools.ttLib import TTFont
from fontTools.varLib.instancer import instantiateVariableFont
from sphinx.application import Sphinx

from summitwatch.publishing.jupyter_book import die_with_parent
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


def characters(pages: Iterable[str]) -> frozenset[str]:
    """Return the characters that pages of HTML show; those of their markup are among them."""
    return ALWAYS.union(*(html.unescape(page) for page in pages))


def wanted(face: Face, shown: frozenset[str]) -> frozenset[str]:
    """Return which of the characters a face has to draw."""
    hangul = frozenset(char for char in shown if HANGUL.match(char))
    return hangul if face.hangul else shown - hangul


def cut(
    source: Path,
    shown: frozenset[str],
    axes: Mapping[str, float | tuple[float, float]],
    *,
    kerned: bool = True,
) -> bytes:
    """Return a font cut to characters and axes, as woff2: same characters, same bytes."""
    features = [name for name in FEATURES if kerned or name != "kern"]
    options = Options(layout_features=features, hinting=False, notdef_outline=True)
    stream = io.BytesIO()
    with TTFont(source, recalcTimestamp=False) as font:
        narrow = Subsetter(options)
        narrow.populate(unicodes=[ord(char) for char in shown])
        narrow.subset(font)  # first, because narrowing the axes of all glyphs takes long
        if axes:
            instantiateVariableFont(font, dict(axes), inplace=True)
        font.flavor = "woff2"
        font.save(stream)
    return stream.getvalue()


def write_fonts(folder: Path) -> list[Path]:
    """Cut the fonts to the pages of a built book; a face that no page needs is left out."""
    pages = [path for path in sorted(folder.rglob("*.html")) if "_static" not in path.parts]
    shown = characters(path.read_text("utf-8") for path in pages)
    target = folder / FOLDER
    target.mkdir(parents=True, exist_ok=True)
    for face in FACES:
        (target / f"{face.name}.woff2").unlink(missing_ok=True)
    asked = [(face, needed) for face in FACES if (needed := wanted(face, shown))]
    written = [target / f"{face.name}.woff2" for face, _ in asked]
    for path, font in zip(written, cut_all(asked, folder.parent / _CUT), strict=True):
        path.write_bytes(font)
    return written


def cut_all(asked: Sequence[tuple[Face, frozenset[str]]], kept: Path) -> list[bytes]:
    """Cut faces to characters, side by side; what an earlier build cut alike is taken from `kept`."""
    places = [kept / f"{_state(face, shown)}.woff2" for face, shown in asked]
    lacking = [job for job, place in zip(asked, places, strict=True) if not place.is_file()]
    made = iter(_cut_aside(lacking))
    fonts = [place.read_bytes() if place.is_file() else next(made) for place in places]
    shutil.rmtree(kept, ignore_errors=True)  # what this build does not use no later one will
    kept.mkdir(parents=True)
    for place, font in zip(places, fonts, strict=True):
        place.write_bytes(font)
    return fonts


def _cut_aside(asked: Sequence[tuple[Face, frozenset[str]]]) -> list[bytes]:
    if not asked:
        return []
    with ProcessPoolExecutor(min(len(asked), os.cpu_count() or 1), initializer=die_with_parent) as pool:
        jobs = [pool.submit(cut, locate(face), shown, face.axes, kerned=face.kerned) for face, shown in asked]
        return [job.result() for job in jobs]


def _state(face: Face, shown: frozenset[str]) -> str:
    """Return a digest of all that a cut face depends on."""
    tools = [metadata.version(name) for name in ("fonttools", "brotli")]
    told = repr((tools, FEATURES, face.kerned, sorted(face.axes.items()), "".join(sorted(shown))))
    return sha256(told.encode() + sha256(locate(face).read_bytes()).digest()).hexdigest()


def _finish(app: Sphinx, failure: Exception | None) -> None:
    if failure is None and app.builder.name == "html" and app.config.html_theme == "sphinx_book_theme":
        write_fonts(Path(app.outdir))


def setup_webfonts(app: Sphinx) -> None:
    """Register the step, which needs the written pages."""
    app.connect("build-finished", _finish, priority=600)
