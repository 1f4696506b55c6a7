"""The book as EPUB: the same chapters as the PDF, with figures as pictures and fonts cut to its text."""

import json
import tempfile
import uuid
from collections.abc import Sequence
from html import escape
from pathlib import Path

from summitwatch.publishing.edition import Edition
from summitwatch.publishing.pdf import Press, facts
from summitwatch.publishing.takeaway.pandoc import pandoc
from summitwatch.publishing.typesetting import draw
from summitwatch.publishing.webfonts import FACES, characters, locate, packed, wanted

HERE = Path(__file__).parent
_COVER_PPI = 110


def epub(press: Press, prints: dict[str, bytes]) -> bytes:
    """Return the EPUB; figures come as the PNG files given by anchor."""
    edition = press.edition
    with tempfile.TemporaryDirectory(prefix="summitwatch-epub-") as folder:
        room = Path(folder)
        for name, png in prints.items():
            (room / f"{name}.png").write_bytes(png)
        (room / "cover.png").write_bytes(_cover(press))
        (room / "metadata.xml").write_text(_metadata(edition), "utf-8")
        fonts = _write_fonts(room, press.read.html + edition.stamp)
        (room / "book.css").write_text(_css(fonts), "utf-8")
        arguments = ["--from=json", "--to=epub3", "--standalone", "--wrap=none"]
        arguments += [f"--resource-path={room}", f"--epub-metadata={room / 'metadata.xml'}"]
        arguments += [f"--epub-cover-image={room / 'cover.png'}", f"--css={room / 'book.css'}"]
        arguments += [f"--lua-filter={HERE / 'epub.lua'}", "--mathml", "--toc-depth=2", "--split-level=1"]
        arguments += [f"--epub-embed-font={font}" for font in fonts]
        arguments += [f"--metadata=title:{edition.title}", f"--metadata=subtitle:{edition.subtitle}"]
        arguments += [f"--metadata=author:{author}" for author in edition.authors]
        arguments += [f"--metadata=lang:{edition.language}", f"--metadata=date:{edition.date.isoformat()}"]
        arguments += [f"--metadata=rights:{edition.licence}. {edition.stamp}."]
        arguments += [f"--metadata=identifier:{identifier(edition)}"]
        return pandoc(_joined(press.chapters_read()), arguments, edition.date)


def _joined(documents: Sequence[Path]) -> str:
    """Return documents in pandoc's JSON as one."""
    read = [json.loads(path.read_text("utf-8")) for path in documents]
    blocks = [block for document in read for block in document["blocks"]]
    return json.dumps(read[0] | {"blocks": blocks}, ensure_ascii=False)


def identifier(edition: Edition) -> str:
    """Return the name that this edition, and no other, bears in a reader's library."""
    return f"urn:uuid:{uuid.uuid5(uuid.NAMESPACE_OID, f'{edition.title} {edition.name} {edition.digest}')}"


def _metadata(edition: Edition) -> str:
    """Return what pandoc has no field for: edition, digest, and what the file offers to whom."""
    accessible = {
        "accessMode": ["textual", "visual"],
        "accessModeSufficient": ["textual"],
        "accessibilityFeature": ["alternativeText", "structuralNavigation", "tableOfContents"],
        "accessibilityHazard": ["none"],
        "accessibilitySummary": [
            "Every figure has a text alternative that is computed from its data; markers lead to the ledger."
        ],
    }
    lines = [f'<meta property="schema:{k}">{escape(v)}</meta>' for k, vs in accessible.items() for v in vs]
    return "\n".join([f"<dc:description>{escape(edition.stamp)}</dc:description>", *lines])


def _cover(press: Press) -> bytes:
    """Return the title page as a picture."""
    source = f'#import "cover-page.typ": *\n#show: cover.with({facts(press.edition)})\n'
    (page,) = draw(source, press.room, press.shelves, _COVER_PPI)
    return page


_FAMILIES = {
    "source-serif-4": '"Source Serif 4"; font-weight: 400 700',
    "source-serif-4-italic": '"Source Serif 4"; font-style: italic',
    "source-sans-3": '"Source Sans 3"; font-weight: 400 700',
    "hangul": '"Hangul"',
}


def _css(fonts: list[Path]) -> str:
    """Return the style sheet; it names only fonts that are in the file."""
    faces = [
        f'@font-face {{ font-family: {_FAMILIES[font.stem]}; src: url("../fonts/{font.name}"); }}'
        for font in fonts
    ]
    return "\n".join([*faces, (HERE / "epub.css").read_text("utf-8")])


def _write_fonts(room: Path, text: str) -> list[Path]:
    shown = characters([text])
    written = []
    for face in FACES:
        needed = wanted(face, shown)
        if needed:
            path = room / f"{face.name}.woff2"
            path.write_bytes(packed(locate(face), needed, face.axes))
            written.append(path)
    return written
