"""What a page tells programs in its head: Highwire, Dublin Core, PRISM, Open Graph, and typed links."""

from collections.abc import Iterator
from html import escape
from typing import NamedTuple

from summitwatch.publishing.citation.work import Work


class Tag(NamedTuple):
    """A meta element; Open Graph names it by property."""

    name: str
    content: str

    def __str__(self) -> str:
        key = "property" if self.name.startswith(("og:", "book:", "article:")) else "name"
        return f'<meta {key}="{escape(self.name)}" content="{escape(self.content)}">'


class Link(NamedTuple):
    """A typed link."""

    rel: str
    href: str
    kind: str = ""

    def __str__(self) -> str:
        kind = f' type="{self.kind}"' if self.kind else ""
        return f'<link rel="{escape(self.rel)}" href="{escape(self.href)}"{kind}>'


def meta(work: Work, description: str, pdf: str = "") -> list[Tag]:
    """Return the tags of a book's or a chapter's page, without those that would be empty.

    Parameters
    ----------
    pdf
        Where the page's PDF lies, from the root of the site; its tag needs the site's address.
    """
    tags = (*_highwire(work, pdf), *_dublin_core(work), *_open_graph(work, description))
    return [tag for tag in (Tag("description", description), *tags) if tag.content]


def group(author: str) -> str:
    """Return a name as citation_author keeps it whole.

    Readers of these tags, Zotero and Google Scholar among them, take what follows the last blank for a
    surname; but what stands before a comma is all surname, and nothing follows it here.
    """
    return f"{author},"


def _highwire(work: Work, pdf: str) -> Iterator[Tag]:
    edition = work.edition
    yield Tag("citation_title", work.title)
    if work.kind == "chapter":
        yield Tag("citation_inbook_title", edition.title)
        yield Tag("citation_book_title", edition.title)  # older readers know a chapter by this one
    yield from (Tag("citation_author", group(author)) for author in edition.authors)
    yield Tag("citation_publication_date", f"{edition.date:%Y/%m/%d}")
    yield Tag("citation_language", edition.language)
    yield Tag("citation_doi", work.doi or "")
    yield Tag("citation_public_url", work.address or "")
    yield Tag("citation_pdf_url", edition.at(pdf) or "" if pdf else "")
    yield Tag("prism.edition", work.edition.name)  # Highwire has no tag for it


def _dublin_core(work: Work) -> Iterator[Tag]:
    edition = work.edition
    yield Tag("DC.title", work.title)
    yield from (Tag("DC.creator", author) for author in edition.authors)
    yield Tag("DC.type", "Book chapter" if work.kind == "chapter" else "Book")
    yield Tag("DC.source", edition.title if work.kind == "chapter" else "")
    yield Tag("DC.date", edition.date.isoformat())
    yield Tag("DC.language", edition.language)
    yield Tag("DC.rights", edition.licence)
    yield Tag("DC.identifier", _identifier(work))
    yield Tag("dcterms.license", edition.licence_url)


def _identifier(work: Work) -> str:
    if work.doi:
        return f"doi:{work.doi}"
    return work.address or f"{work.identifier}, data {work.edition.short_digest}"


def _open_graph(work: Work, description: str) -> Iterator[Tag]:
    yield Tag("og:title", work.title)
    yield Tag("og:type", "book" if work.kind == "book" else "article")
    yield Tag("og:site_name", work.edition.title)
    yield Tag("og:description", description)
    yield Tag("og:url", work.address or "")
    dated = "book:release_date" if work.kind == "book" else "article:published_time"
    yield Tag(dated, work.edition.date.isoformat())


def links(work: Work, files: dict[str, str]) -> list[Link]:
    """Return the typed links of a page; `files` are its references, by media type."""
    found = [Link("schema.DC", "http://purl.org/dc/elements/1.1/"), Link("license", work.edition.licence_url)]
    lasting = f"https://doi.org/{work.doi}" if work.doi else work.address
    found += [Link("cite-as", lasting)] if lasting else []
    return found + [Link("describedby", href, kind) for kind, href in files.items()]
