"""Bring the book's pictures into typst's folder, with fonts in which it can set their words."""

from __future__ import annotations

import io
import re
import shutil
from collections.abc import Mapping
from pathlib import Path
from urllib.parse import unquote
from xml.etree import ElementTree

import matplotlib
from fontTools.ttLib import TTFont

from summitwatch.figures.font_cutting import cut
from summitwatch.publishing.pdf_fonts import FontError
from summitwatch.publishing.pdf_parts import HtmlError

SVG_TEXT = "{http://www.w3.org/2000/svg}text"
STYLE = re.compile(r"""font(?:-family)?\s*[:=]\s*("[^"]*"|'[^']*'(?:,\s*'[^']*')*|[^;"<>]*)""")
FAMILY = re.compile(r"&quot;(.+?)&quot;|'([^']+)'|([A-Za-z][\w -]*\w)\s*(?:,|$|[\"'])")
WEIGHT = re.compile(r"(?:font-weight\s*[:=]\s*[\"']?|font:\s*(?:italic\s+)?)(bold|[1-9]00)\b")


def gather_pictures(
    images: Mapping[str, str], drawings: Mapping[str, str], bases: tuple[Path, ...], room: Path
) -> None:
    """Copy every picture into the folder that typst may read."""
    for name, source in images.items():
        file = next((base / unquote(source) for base in bases if (base / unquote(source)).is_file()), None)
        if file is None:
            raise HtmlError(f"a picture is missing: {source}")
        if file.suffix == ".svg":
            (room / name).write_text(in_points(file.read_text("utf-8")), "utf-8")
        else:
            shutil.copyfile(file, room / name)
    for name, drawing in drawings.items():
        (room / name).write_text(in_points(drawing), "utf-8")


def in_points(svg: str) -> str:
    """Return a drawing whose bare sizes are points, as matplotlib drew it; on screen they are pixels."""
    close = svg.find(">", svg.find("<svg"))
    head, rest = svg[:close], svg[close:]
    return re.sub(r'(\s(?:width|height)="[\d.]+)"', r'\1pt"', head) + rest


def drawn_text(room: Path) -> str:
    """Return the words that stand in the drawings as text."""
    words: list[str] = []
    for svg in sorted(room.glob("*.svg")):
        try:
            tree = ElementTree.parse(svg)  # noqa: S314 (the book's own drawings)
        except ElementTree.ParseError as error:
            raise HtmlError(f"a drawing is not well-formed SVG: {error}") from error
        words += ["".join(element.itertext()) for element in tree.iter(SVG_TEXT)]
    return "".join(words)


def cut_fonts(room: Path, fonts: tuple[Path, ...]) -> list[Path]:
    """Return the folders of fonts for words in drawings; typst sets those at a variable font's lightest.

    Each variable family that a drawing asks for is cut to a fixed weight under a name of its own.
    """
    chars, cut = drawn_text(room), room / "drawing-fonts"
    if not chars:
        return []
    cut.mkdir()
    variable = {family_name(path): path for path in fonts if "[" in path.name and "Italic" not in path.name}
    known = {family_name(path) for path in fonts} | {"DejaVu Sans", "DejaVu Serif", "DejaVu Sans Mono"}
    for svg in sorted(room.glob("*.svg")):
        source = svg.read_text("utf-8")
        asked = families(source) if "<text" in source else set()
        if asked and not asked & known:
            raise FontError(f"the words in a drawing ask for fonts that the book lacks: {sorted(asked)}")
        for family in sorted(asked & set(variable)):
            for weight in sorted({400, *weights(source)}):
                cut_font(variable[family], family, weight, chars, cut)
            source = re.sub(rf"\b{re.escape(family)}\b(?=['\"&,;])", f"{family} Drawn", source)
        svg.write_text(source, "utf-8")
    return [cut, Path(matplotlib.get_data_path()) / "fonts" / "ttf"]


def families(svg: str) -> set[str]:
    """Return the families that a drawing names, generic ones apart."""
    lists = (match.group(1) for match in STYLE.finditer(svg))
    found = {name for names in lists for group in FAMILY.findall(names) for name in group}
    return found - {"", "sans-serif", "serif", "monospace", "normal", "bold", "italic"}


def weights(svg: str) -> set[int]:
    """Return the weights that a drawing asks for."""
    return {700 if found == "bold" else int(found) for found in WEIGHT.findall(svg)}


def family_name(path: Path) -> str:
    """Return the family that a font file belongs to."""
    with TTFont(path, lazy=True) as font:
        return str(font["name"].getBestFamilyName())


def cut_font(path: Path, family: str, weight: int, chars: str, folder: Path) -> None:
    """Write a font of one weight, under a name of its own, with the characters that the drawings need."""
    target = folder / f"{path.stem.split('[')[0]}-{weight}.ttf"
    if target.exists():
        return
    with TTFont(path, lazy=True) as font:
        axes = {axis.axisTag: axis.defaultValue for axis in font["fvar"].axes} | {"wght": weight}
    narrow = cut(path.read_bytes(), map(ord, {*chars, " "}), ["kern", "mark", "mkmk", "tnum"], axes)
    with TTFont(io.BytesIO(narrow), recalcTimestamp=False) as font:
        font["OS/2"].usWeightClass = weight
        for number in (1, 16):
            font["name"].setName(f"{family} Drawn", number, 3, 1, 0x409)
        font.save(target)
