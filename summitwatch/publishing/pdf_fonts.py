"""The fonts of the printed book: found, able to show its text, and inside the file."""

from __future__ import annotations

import io
import re
from collections.abc import Iterator
from importlib import metadata
from pathlib import Path
from typing import TYPE_CHECKING

import uharfbuzz as hb

if TYPE_CHECKING:
    import pypdf

# Wheels that carry font files under the SIL Open Font License; their code is never imported.
WHEELS = (
    "fontpkg-source-serif-4",
    "fontpkg-source-sans-3",
    "fontpkg-source-code-pro",
    "pylopdf-fonts-ko",
    "pylopdf-fonts-zh-cn",
)
ALWAYS = ("SourceSerif4", "SourceSans3")
HANGUL = re.compile(r"[\u1100-\u11ff\u3130-\u318f\uac00-\ud7a3]")


class FontError(ValueError):
    """A font, or a glyph in all of them, is missing."""


def find_fonts() -> tuple[Path, ...]:
    """Return the font files of the installed wheels, in a fixed order."""
    found: list[Path] = []
    for wheel in WHEELS:
        try:
            files = metadata.files(wheel) or []
        except metadata.PackageNotFoundError as error:
            raise FontError(f"the fonts of {wheel} are missing: pip install {wheel}") from error
        paths = [Path(str(file.locate())) for file in files if file.suffix in (".ttf", ".otf")]
        if not paths or not all(path.is_file() for path in paths):
            raise FontError(f"{wheel} is installed but its font files are missing: reinstall it")
        found += sorted(paths)
    return tuple(found)


def check_glyphs(text: str, fonts: tuple[Path, ...]) -> None:
    """Make sure that the fonts can show each character; typst would print an empty box and say nothing."""
    wanted = {ord(char) for char in set(text) if char.isprintable() and not char.isspace()}
    lacking = [chr(code) for code in sorted(wanted - covered(fonts, wanted))]
    if lacking:
        shown = ", ".join(f"{char} (U+{ord(char):04X})" for char in lacking)
        raise FontError(f"no font of the book has {shown}")


def covered(fonts: tuple[Path, ...], codes: set[int]) -> set[int]:
    """Return those of some code points for which the fonts have a glyph."""
    found: set[int] = set()
    for path in fonts:
        found |= codes.intersection(hb.Face(hb.Blob.from_file_path(str(path))).unicodes)
    return found


def check_embedded(pdf: bytes, text: str, always: tuple[str, ...] = ALWAYS) -> None:
    """Make sure that every font of the file is inside it, and that those the text needs are among them."""
    import pypdf  # whoever asks where the fonts are does without it

    inside: set[str] = set()
    for page in pypdf.PdfReader(io.BytesIO(pdf)).pages:
        for name, whole in page_fonts(page):
            if not whole:
                raise FontError(f"a font is not embedded in the PDF: {name}")
            inside.add(name)
    needed = (*always, "KR") if HANGUL.search(text) else always
    lacking = [name for name in needed if not any(name in font for font in inside)]
    if lacking:
        raise FontError(f"fonts not embedded: {', '.join(lacking)}; embedded: {', '.join(sorted(inside))}")


def page_fonts(page: pypdf.PageObject) -> Iterator[tuple[str, bool]]:
    """Yield the fonts of a page, and whether their files are embedded."""
    fonts = page.get("/Resources", {}).get("/Font", {})
    for key in fonts:
        font = fonts[key].get_object()
        inner = font.get("/DescendantFonts", [font])[0].get_object()
        descriptor = inner.get("/FontDescriptor", {})
        keys = descriptor.get_object() if hasattr(descriptor, "get_object") else descriptor
        yield str(font["/BaseFont"]), any(name in keys for name in ("/FontFile", "/FontFile2", "/FontFile3"))
