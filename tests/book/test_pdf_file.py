"""The built PDF as a file: properties, outline, tags, embedded fonts, markers that lead to the ledger."""

import re

import pypdf
import pytest


@pytest.fixture(scope="module")
def reader(book):
    return pypdf.PdfReader(book.pdf)


def test_properties_name_the_book(reader):
    assert reader.metadata.title == "Summit Watch"
    assert "Summit Watch contributors" in reader.metadata.author
    assert reader.root_object["/Lang"].startswith("en")


def test_it_is_tagged(reader):
    assert reader.root_object["/MarkInfo"]["/Marked"]
    assert "/StructTreeRoot" in reader.root_object


def test_the_outline_names_every_chapter(reader, toc):
    top = [entry for entry in reader.outline if not isinstance(entry, list)]
    assert len(top) >= 1
    titles = [entry.title for entry in flat(reader.outline)]
    assert len(titles) >= len(toc) - 1  # the root document may be the opening of the book


def flat(outline):
    for entry in outline:
        if isinstance(entry, list):
            yield from flat(entry)
        else:
            yield entry


def test_no_page_is_empty(reader):
    assert len(reader.pages) > 3
    blank = [
        n for n, page in enumerate(reader.pages, 1) if not page.extract_text().strip() and not page.images
    ]
    assert blank == []


def test_every_marker_of_the_prose_leads_to_the_ledger(book):
    """A marker that leads nowhere would stand in the line at full size."""
    page = (book.html.parent / ".work/_build/singlehtml/chapters/index.html").read_text("utf-8")
    # cells of tables, and the fields of the ledger itself, name documents where the page has room for them
    page = re.sub(r"<(td|dd)\b.*?</\1>", "", page, flags=re.DOTALL)
    marker = r"(?:S[12]|[CETF]2[56]-\d{3})(?: ¶[\d, ]+)?"
    bare = re.findall(rf"<span>({marker}(?:; {marker})*(?: \+\d+)?)</span>", page)
    assert bare == []


def test_on_paper_each_chapter_counts_the_same_sources_as_on_its_page(reader, pages, toc):
    basis = re.compile(
        r"This chapter cites [^;]*; independent origins: [^.]*\.|This chapter cites no record\."
    )
    page_texts = [" ".join(pages[f"{name}.html"].text_content().split()) for name in toc]
    on_pages = [found.group() for text in page_texts for found in basis.finditer(text)]
    printed = " ".join(" ".join(page.extract_text().split()) for page in reader.pages)
    on_paper = [found.group() for found in basis.finditer(printed)]
    assert len(on_pages) > 5
    bare = [re.sub(r"\W", "", text) for text in on_pages]
    assert [re.sub(r"\W", "", text) for text in on_paper] == bare
