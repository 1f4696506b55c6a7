"""Where the book stands on the network: the address of each page, and a sitemap, when one is configured."""

from pathlib import Path
from xml.etree import ElementTree as ET

from sphinx.application import Sphinx
from sphinx.config import Config

from summitwatch.publishing.dataset import edition_of

NAME = "sitemap.xml"
_SCHEMA = "http://www.sitemaps.org/schemas/sitemap/0.9"


def sitemap(address: str, pages: list[str], changed: str) -> bytes:
    """Write a sitemap of pages below an address, all changed on the edition's day."""
    root = ET.Element("urlset", xmlns=_SCHEMA)
    for page in pages:
        entry = ET.SubElement(root, "url")
        ET.SubElement(entry, "loc").text = f"{address.rstrip('/')}/{page}"
        ET.SubElement(entry, "lastmod").text = changed
    ET.indent(root)
    text: bytes = ET.tostring(root, encoding="utf-8", xml_declaration=True)
    return text + b"\n"


def _set_address(app: Sphinx, config: Config) -> None:
    """Tell Sphinx the edition's address, from which it makes the canonical link of each page."""
    address = edition_of(app).url
    if address and not config.html_baseurl:
        config.html_baseurl = f"{address.rstrip('/')}/"


def _write(app: Sphinx, failure: Exception | None) -> None:
    edition = edition_of(app)
    if failure or app.builder.name != "html" or not edition.url:
        return
    pages = [app.builder.get_target_uri(doc) for doc in sorted(app.env.found_docs)]
    (Path(app.outdir) / NAME).write_bytes(sitemap(edition.url, pages, edition.date.isoformat()))


def setup_sitemap(app: Sphinx) -> None:
    """Register both; the address is set after the fingerprint that finds the edition."""
    app.connect("config-inited", _set_address, priority=900)
    app.connect("build-finished", _write)
