"""What each page offers to take away, and under which names the files are saved."""

import os
from typing import Any

from docutils import nodes
from sphinx.application import Sphinx
from sphinx.util.osutil import relative_uri
from sphinx.writers.html5 import HTML5Translator

from summitwatch.publishing.dataset import edition_of
from summitwatch.publishing.downloads import FOLDER, download_path, is_notebook
from summitwatch.publishing.outputs import TAKEAWAY

#: Files of the whole book, by their name in the downloads; the landing page offers them.
BOOK = {
    "summit-watch.pdf": "The book as PDF",
    "summit-watch.epub": "The book as EPUB",
    "briefing.pdf": "Briefing of two pages, PDF",
    "briefing.docx": "Briefing, DOCX",
    "dataset.zip": "Dataset, CSV with codebook",
    "dataset.sqlite": "Dataset, SQLite",
    "dataset-parquet.zip": "Dataset, Parquet",
    "codebook.pdf": "Codebook, PDF",
    "events.ics": "Calendar of dated events",
    "licences.txt": "Licences of what is shipped",
}
Files = list[tuple[str, str]]  # label, path in the built book


class file_link(nodes.reference):  # noqa: N801 (docutils names nodes so)
    """A link to a file, which a browser saves under a name that tells edition and digest."""


def groups(app: Sphinx, docname: str, doctree: nodes.document) -> list[tuple[str, Files]]:
    """Return what a page offers: files of the chapter, of each figure, and of the whole book."""
    chapter: Files = []
    if is_notebook(app, docname):
        chapter += [("Executed notebook", ".ipynb"), ("Source of the chapter", ".md")]
    complete = bool(app.config.summitwatch_takeaway)
    if complete and in_contents(app, docname):
        chapter.append(("PDF", ".pdf"))
    found = [("This chapter", [(label, download_path(docname, end)) for label, end in chapter])]
    if complete:
        found += [(title, figure_files(name)) for name, title in _figures(doctree)]
        if docname == app.config.root_doc:
            found.append(("The book", [(label, f"{FOLDER}/{name}") for name, label in BOOK.items()]))
    return [(name, files) for name, files in found if files]


def in_contents(app: Sphinx, docname: str) -> bool:
    """Tell whether a page is a chapter; a page of the ledger has no files of its own."""
    return "orphan" not in app.env.metadata.get(docname, {})


def page_pdf(app: Sphinx, docname: str) -> str:
    """Return where the PDF of a page lies in the built book; that of the first page is the whole book."""
    if not app.config.summitwatch_takeaway or not in_contents(app, docname):
        return ""
    first = docname == app.config.root_doc
    return f"{FOLDER}/{next(iter(BOOK))}" if first else download_path(docname, ".pdf")


def figure_files(name: str) -> Files:
    """Return the files of a figure."""
    pictures = [(kind.upper(), f"{FOLDER}/figures/{name}.{kind}") for kind in ("svg", "png")]
    return [*pictures, ("Data (CSV)", f"{FOLDER}/data/{name}.csv")]


def _figures(doctree: nodes.document) -> list[tuple[str, str]]:
    """Return anchor and title of the figures that carry data."""
    found = []
    for node in doctree.findall(nodes.figure):
        if "csv" in node and any("exhibit" in image for image in node.findall(nodes.image)):
            caption = node.next_node(nodes.caption)
            found.append((node["names"][0], caption.astext() if caption else node["names"][0]))
    return found


def offered(app: Sphinx, docname: str, doctree: nodes.document) -> list[nodes.Node]:
    """Return the paragraphs of links that a page ends with."""
    page, stamp = f"{docname}.html", edition_of(app).file_stamp
    told: list[nodes.Node] = []
    for name, files in groups(app, docname, doctree):
        line = nodes.paragraph("", "", nodes.emphasis("", f"{name}: "), classes=["end-links"])
        for position, (label, path) in enumerate(files):
            line += [nodes.Text(" · ")] if position else []
            address = relative_uri(page, path)
            name_of_file = path.rsplit("/", 1)[-1].removeprefix("summit-watch.")
            saved = f"summit-watch-{stamp}-{name_of_file}"
            line += file_link("", label, refuri=address, classes=["end-download"], saved=saved)
        told.append(line)
    return told


def _visit(translator: HTML5Translator, node: file_link) -> None:
    plain: Any = {}
    attributes = {"href": node["refuri"], "download": node["saved"]}
    translator.body.append(
        translator.starttag(plain, "a", "", CLASS="reference internal end-download", **attributes)
    )


def _depart(translator: HTML5Translator, node: file_link) -> None:
    translator.body.append("</a>")


def setup_links(app: Sphinx) -> None:
    """Register the link, and whether the files that are made after Sphinx are offered."""
    app.add_config_value("summitwatch_takeaway", os.environ.get(TAKEAWAY, ""), "env", str)
    app.add_node(file_link, html=(_visit, _depart))
