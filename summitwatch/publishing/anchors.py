"""Anchors that outlive a rewording: labels before titles, and a list of all that was ever published."""

from collections.abc import Iterable
from pathlib import Path

import lxml.html
from bs4 import BeautifulSoup
from docutils import nodes
from sphinx.application import Sphinx
from sphinx.transforms import SphinxTransform

BOTTOM_LINE = "bottom-line"
PUBLISHED = Path("data", "editions", "anchors.txt")  # below the book's folder
_KINDS = ("section", "figure", "table", ".ledger-record", ".ledger-record p", ".judgement", ".bottom-line")
_PLACES = ", ".join(f"{kind}[id]" for kind in _KINDS)


class LabelsFirst(SphinxTransform):
    """Let a section's label be its first anchor, which links and contents use, before one made of its title.

    A chapter's bottom line, which carries its judgement, is anchored by its role.
    """

    default_priority = 870  # after labels have reached their sections, before anything reads the anchors

    def apply(self, **kwargs: object) -> None:
        explicit = {self.document.nameids[name] for name, said in self.document.nametypes.items() if said}
        for section in self.document.findall(nodes.section):
            section["ids"].sort(key=lambda id_: id_ not in explicit)
        name = f"{Path(self.env.docname).name}-{BOTTOM_LINE}"
        for box in self.document.findall(nodes.admonition):
            if BOTTOM_LINE in box["classes"] and name not in self.document.ids:
                box["ids"].append(name)
                self.document.ids[name] = box


def anchors(html: Path) -> list[str]:
    """Return every anchor of a built book that may be cited."""
    found = set()
    for page in html.rglob("*.html"):
        soup = BeautifulSoup(page.read_text("utf-8"), "lxml")
        name = page.relative_to(html).as_posix()
        found |= {f"{name}#{place['id']}" for place in soup.select(_PLACES)}
    return sorted(found)


def lost(published: Iterable[str], html: Path) -> list[str]:
    """Return the published anchors that a built book no longer has, wherever on their page they were."""
    pages: dict[str, set[str]] = {}
    for place in published:
        name, _, anchor = place.partition("#")
        pages.setdefault(name, set()).add(anchor)
    missing = []
    for name, wanted in pages.items():
        missing += [f"{name}#{anchor}" for anchor in wanted - _ids(html / name)]
    return sorted(missing)


def _ids(page: Path) -> set[str]:
    """Return every anchor of a page; a page that is not there has none."""
    if not page.is_file():
        return set()
    tree = lxml.html.parse(page, lxml.html.HTMLParser(encoding="utf-8"))
    return set(map(str, tree.xpath("//@id")))


def publish(root: Path, html: Path) -> list[str]:
    """Add the anchors of a built book to the list of those that must stay, and return the new ones."""
    path = root / PUBLISHED
    before = path.read_text("utf-8").split() if path.is_file() else []
    new = [place for place in anchors(html) if place not in set(before)]
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text("".join(f"{place}\n" for place in sorted([*before, *new])), "utf-8")
    return new


def setup_anchors(app: Sphinx) -> None:
    """Register the order of anchors."""
    app.add_transform(LabelsFirst)
