"""The briefing for word processors: the same text, in styles that fit it on two pages of A4."""

import io
import subprocess
import tempfile
import zipfile
from pathlib import Path

import pypandoc
from lxml import etree

from summitwatch.publishing.takeaway.archive import zipped
from summitwatch.publishing.takeaway.briefing import Briefing
from summitwatch.publishing.takeaway.pandoc import pandoc

_RECORDS = 3
_W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
#: Half points of type, twentieths of a point before and after, colour; a word processor's own fonts differ.
_STYLES = {
    "BodyText": (18, 0, 50, None),
    "Compact": (18, 0, 30, None),
    "Heading1": (32, 0, 80, "1B2733"),
    "Heading2": (20, 120, 40, "1F5A7A"),
    "Heading3": (18, 60, 30, "1B2733"),
    "ImageCaption": (16, 0, 60, "1B2733"),
    "CaptionedFigure": (16, 60, 20, None),
}
_FONT = "Calibri"
_MARGIN = 1020  # twentieths of a point: 18 mm


def briefing_docx(briefing: Briefing, picture: bytes | None) -> bytes:
    """Return the briefing as DOCX; the picture is its figure as PNG."""
    edition = briefing.edition
    with tempfile.TemporaryDirectory(prefix="summitwatch-docx-") as folder:
        room = Path(folder)
        if picture:
            (room / "figure.png").write_bytes(picture)
        (room / "reference.docx").write_bytes(_reference())
        html = briefing.html(_RECORDS, "figure.png", flat=True).replace(
            'data-still="1"', 'style="width:15cm"'
        )
        arguments = ["--from=html", "--to=docx", f"--reference-doc={room / 'reference.docx'}"]
        arguments += [f"--resource-path={room}", "--metadata=lang:en-GB"]
        core = {"pagetitle": briefing.title, "subject": edition.stamp, "description": edition.licence}
        arguments += [f"--metadata={name}:{text}" for name, text in core.items()]
        made = pandoc(html, arguments, edition.date)
    return _with_title(made, briefing)


def _with_title(docx: bytes, briefing: Briefing) -> bytes:
    """Name title and authors among the properties; as metadata pandoc would print them above the text."""
    with zipfile.ZipFile(io.BytesIO(docx)) as archive:
        files = {name: archive.read(name) for name in archive.namelist()}
    core = etree.fromstring(files["docProps/core.xml"])
    dc = "http://purl.org/dc/elements/1.1/"
    texts = {"title": f"{briefing.title} (briefing)", "creator": "; ".join(briefing.edition.authors)}
    for name, text in texts.items():
        found = core.find(f"{{{dc}}}{name}")
        element = etree.SubElement(core, f"{{{dc}}}{name}") if found is None else found
        element.text = text
    files["docProps/core.xml"] = etree.tostring(core, xml_declaration=True, encoding="UTF-8", standalone=True)
    return zipped(files, briefing.edition.date)


def _reference() -> bytes:
    """Return pandoc's own model document with our sizes and margins."""
    command = [pypandoc.get_pandoc_path(), "--print-default-data-file=reference.docx"]
    model = subprocess.run(command, capture_output=True, check=True).stdout
    with zipfile.ZipFile(io.BytesIO(model)) as archive:
        files = {name: archive.read(name) for name in archive.namelist()}
    files["word/styles.xml"] = _restyled(files["word/styles.xml"])
    section = f'<w:pgSz w:w="11906" w:h="16838"/><w:pgMar w:top="{_MARGIN}" w:right="{_MARGIN}" '
    section += (
        f'w:bottom="{_MARGIN}" w:left="{_MARGIN}" w:header="500" w:footer="500" w:gutter="0"/></w:sectPr>'
    )
    files["word/document.xml"] = files["word/document.xml"].replace(b"</w:sectPr>", section.encode())
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        for name, content in files.items():
            archive.writestr(name, content)
    return out.getvalue()


def _restyled(styles: bytes) -> bytes:
    root = etree.fromstring(styles)
    for fonts in root.iter(f"{{{_W}}}rFonts"):
        fonts.attrib.clear()
        for name in ("ascii", "hAnsi", "cs"):
            fonts.set(f"{{{_W}}}{name}", _FONT)
    for style in root.iter(f"{{{_W}}}style"):
        wanted = _STYLES.get(style.get(f"{{{_W}}}styleId", ""))
        if wanted:
            _restyle(style, *wanted)
    return bytes(etree.tostring(root, xml_declaration=True, encoding="UTF-8", standalone=True))


def _restyle(style: etree._Element, size: int, before: int, after: int, colour: str | None) -> None:
    paragraph = _child(style, "pPr")
    spacing = _child(paragraph, "spacing")
    for name, value in (("before", before), ("after", after), ("line", 240)):
        spacing.set(f"{{{_W}}}{name}", str(value))
    text = _child(style, "rPr")
    _child(text, "sz").set(f"{{{_W}}}val", str(size))
    if colour:
        _child(text, "color").set(f"{{{_W}}}val", colour)


def _child(parent: etree._Element, name: str) -> etree._Element:
    found = parent.find(f"{{{_W}}}{name}")
    return etree.SubElement(parent, f"{{{_W}}}{name}") if found is None else found
