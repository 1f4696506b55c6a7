"""The fonts of the HTML book: cut from wheels to the characters that its pages show, as woff2 beside them."""

from __future__ import annotations

import gc
import html
import io
import os
import shutil
from collections.abc import Iterable, Mapping
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


class Cutting:
    """The fonts of a built book, cut in processes of their own while it is finished.

    What an earlier build cut alike is taken from where that one kept it.
    """

    def __init__(self, folder: Path):
        pages = [path for path in sorted(folder.rglob("*.html")) if "_static" not in path.parts]
        shown = characters(path.read_text("utf-8") for path in pages)
        self.target, self.kept = folder / FOLDER, folder.parent / _CUT
        faces = {face.name: (face, needed) for face in FACES if (needed := wanted(face, shown))}
        self.places = {name: self.kept / f"{_state(*asked)}.woff2" for name, asked in faces.items()}
        lacking = [asked for name, asked in faces.items() if not self.places[name].is_file()]
        workers = max(1, min(len(lacking), os.cpu_count() or 1))
        self.pool = ProcessPoolExecutor(workers, initializer=_begin_cutting)
        self.jobs = {
            face.name: self.pool.submit(cut, locate(face), needed, face.axes, kerned=face.kerned)
            for face, needed in lacking
        }

    def finish(self) -> list[Path]:
        """Write the fonts into the book, when they are cut; a face that no page needs is left out."""
        with self.pool:
            fonts = {
                name: self.jobs[name].result() if name in self.jobs else place.read_bytes()
                for name, place in self.places.items()
            }
        shutil.rmtree(self.kept, ignore_errors=True)  # what this build does not use no later one will
        self.kept.mkdir(parents=True)
        self.target.mkdir(parents=True, exist_ok=True)
        for face in FACES:
            (self.target / f"{face.name}.woff2").unlink(missing_ok=True)
        for name, font in fonts.items():
            self.places[name].write_bytes(font)
            (self.target / f"{name}.woff2").write_bytes(font)
        return [self.target / f"{name}.woff2" for name in fonts]


def write_fonts(folder: Path) -> list[Path]:
    """Cut the fonts to the pages of a built book, and return their files."""
    return Cutting(folder).finish()


def _begin_cutting() -> None:
    die_with_parent()
    gc.disable()  # a font is a million small objects, all in use until it is written


def _state(face: Face, shown: frozenset[str]) -> str:
    """Return a digest of all that a cut face depends on."""
    tools = [metadata.version(name) for name in ("fonttools", "brotli")]
    told = repr((tools, FEATURES, face.kerned, sorted(face.axes.items()), "".join(sorted(shown))))
    return sha256(told.encode() + sha256(locate(face).read_bytes()).digest()).hexdigest()


def setup_webfonts(app: Sphinx) -> None:
    """Register the two steps: fonts are cut once the pages are written, and written before the sheet is."""
    begun: list[Cutting] = []

    def begin(app: Sphinx, failure: Exception | None) -> None:
        if failure is None and app.builder.name == "html" and app.config.html_theme == "sphinx_book_theme":
            begun.append(Cutting(Path(app.outdir)))

    def finish(app: Sphinx, failure: Exception | None) -> None:
        if begun:
            begun.pop().finish()

    app.connect("build-finished", begin, priority=400)
    app.connect("build-finished", finish, priority=600)
