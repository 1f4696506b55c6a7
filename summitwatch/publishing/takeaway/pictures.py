"""Figures as files: SVG, and PNG at the resolution of print, each naming its edition inside."""

import struct
import zlib
from html import escape

from summitwatch.publishing.edition import Edition
from summitwatch.publishing.pdf import Press, quoted
from summitwatch.publishing.typesetting import draw

DPI = 300
_HEAD = 33  # bytes of a PNG up to the end of its first chunk
_METRE = 39.3701  # inches


def drawings(press: Press) -> dict[str, bytes]:
    """Return every figure of the book as SVG, by its anchor."""
    found = {}
    for name, it in press.figures.items():
        if it.file.endswith(".svg"):
            svg = (press.room / it.file).read_text("utf-8").replace(" Drawn'", "'")
            found[name] = with_metadata(svg, it.title, it.alt, press.edition).encode()
    return found


def with_metadata(svg: str, title: str, alt: str, edition: Edition) -> str:
    """Return a drawing that tells what it shows, and which edition it is from."""
    close = svg.index(">", svg.index("<svg")) + 1
    words = f"<title>{escape(title)}</title><desc>{escape(alt)}</desc>"
    return f"{svg[:close]}{words}<metadata>{escape(source_note(edition))}</metadata>{svg[close:]}"


def source_note(edition: Edition) -> str:
    """Return what a figure must say of its origin."""
    return f"{edition.stamp}. {'; '.join(edition.authors)}. {edition.licence}."


def prints(press: Press) -> dict[str, bytes]:
    """Return every figure of the book as PNG on white, by its anchor."""
    figures = press.figures
    if not figures:
        return {}
    pages = "\n".join(f"#page(image({quoted(it.file)}, alt: {quoted(it.alt)}))" for it in figures.values())
    source = f"#set page(width: auto, height: auto, margin: 0pt, fill: white)\n{pages}\n"
    drawn = draw(source, press.room, press.shelves, DPI)
    told = source_note(press.edition)
    return {
        name: with_chunks(png, {"Title": it.title, "Description": it.alt, "Source": told})
        for (name, it), png in zip(figures.items(), drawn, strict=True)
    }


def with_chunks(png: bytes, texts: dict[str, str]) -> bytes:
    """Return a PNG with its resolution and with texts in it."""
    dots = round(DPI * _METRE)
    chunks = [_chunk(b"pHYs", struct.pack(">IIB", dots, dots, 1))]
    for key, text in texts.items():
        # keyword, no compression, no language, no translated keyword, UTF-8
        chunks.append(_chunk(b"iTXt", key.encode() + b"\0\0\0\0\0" + text.encode()))
    return png[:_HEAD] + b"".join(chunks) + png[_HEAD:]


def _chunk(kind: bytes, content: bytes) -> bytes:
    check = zlib.crc32(kind + content)
    return struct.pack(">I", len(content)) + kind + content + struct.pack(">I", check)
