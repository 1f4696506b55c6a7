"""Every reference of an edition in one table, as its pages give them."""

import csv
import io
from collections.abc import Iterator
from pathlib import Path

import lxml.html
from lxml.html import HtmlElement

from summitwatch.analysis.wording import with_capital
from summitwatch.publishing.citation.markup import CITE
from summitwatch.publishing.citation.render import STYLES
from summitwatch.publishing.citation.work import titled
from summitwatch.publishing.outputs import PAST
from summitwatch.publishing.takeaway.spreadsheet import safe_csv

COLUMNS = ("name", "page", *STYLES)
_PATTERN = "ancestor::details[contains(@class, 'cite-pattern')]"
Row = tuple[str, ...]


def every_reference(html: Path) -> str:
    """Return as CSV what can be cited of a built book: name, page, and a reference in each style."""
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\n")
    writer.writerow(COLUMNS)
    for path in sorted(html.rglob("*.html")):
        page = path.relative_to(html)
        if page.parts[0] not in ("_static", PAST):
            writer.writerows((name, page.as_posix(), *texts) for name, *texts in _of_page(path))
    return safe_csv(out.getvalue())


def _of_page(path: Path) -> Iterator[Row]:
    tree = lxml.html.parse(path, lxml.html.HTMLParser(encoding="utf-8")).getroot()
    lists = tree.xpath("//ul[@class='cite-refs']")
    pattern = next((box for box in lists if box.xpath(_PATTERN)), None)
    yield from ((_name(tree, box), *_texts(box, {})) for box in lists if box is not pattern)
    if pattern is not None:
        for link in tree.xpath("//a[@class='cite-link']"):
            words = _words(link)
            yield words["short"], *_texts(pattern, words)


def _name(tree: HtmlElement, box: HtmlElement) -> str:
    """Return what a list of references is for: what its action says, or the page that it ends."""
    label = box.xpath("../summary/@aria-label")
    if label:
        return str(label[0]).removeprefix("Cite ")
    kind = str(box.xpath("preceding-sibling::p[@id][1]/@id")[0]).removeprefix(f"{CITE}-")
    if kind != "chapter":
        return kind.capitalize()
    return "Chapter: " + _line((tree.xpath("//section/h1/text()") or [""])[0])


def _texts(box: HtmlElement, words: dict[str, str]) -> list[str]:
    """Return the texts of a list, the places of a pattern filled with a record's own words."""
    return [_line("".join(_filled(text, words))) for text in box.xpath("li/span[@class='cite-text']")]


def _filled(text: HtmlElement, words: dict[str, str]) -> Iterator[str]:
    yield text.text or ""
    for slot in text:
        yield words[slot.get("data-slot")]
        yield slot.tail or ""


def _words(link: HtmlElement) -> dict[str, str]:
    """Return what a record puts into the pattern of its page, as the page's script does."""
    name = link.get("data-cite")
    told = link.xpath("ancestor::div[contains(@class, 'ledger-record')][1]/p[@class='ledger-text']")
    said = told[0].text_content() if told and "data-bare" not in link.attrib else ""
    short = with_capital(name)
    return {"title": titled(said, name), "short": short, "anchor": link.get("href").removeprefix("#")}


def _line(text: str) -> str:
    return " ".join(text.split())
