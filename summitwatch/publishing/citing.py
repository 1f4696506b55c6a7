"""References on the pages: at the end of each, under figures, tables and judgements, beside each record."""

import re
from collections.abc import Iterator
from pathlib import Path

from docutils import nodes
from sphinx.application import Sphinx
from sphinx.environment import BuildEnvironment
from sphinx.transforms.post_transforms import SphinxPostTransform
from sphinx.util.osutil import relative_uri

from summitwatch.publishing import words
from summitwatch.publishing.citation import markup
from summitwatch.publishing.citation.formats import SUFFIXES, WRITERS
from summitwatch.publishing.citation.render import References, references
from summitwatch.publishing.citation.work import Work, part, the_book, the_dataset
from summitwatch.publishing.dataset import dataset_of, edition_of
from summitwatch.publishing.domain import domain_of
from summitwatch.publishing.records import anchor, text_of
from summitwatch.publishing.takeaway.links import in_contents
from summitwatch.tables import Dataset

FOLDER = "cite"  # where the files of references lie in the built book
_BOOK = "summit-watch"  # name of the book's own files
_ALL = "all"
_NO_KEY = re.compile(r"[^A-Za-z0-9_-]+")  # what BibTeX, or the name of a file, would not bear
_DATASET_PAGE = "describes"  # key in the front matter of the page that describes the dataset


class cite_page(nodes.General, nodes.Element):  # noqa: N801 (docutils names nodes so)
    """The references at the end of a page."""


class cite_exhibit(nodes.General, nodes.Element):  # noqa: N801
    """The references of a figure or a table, folded under it."""


class cite_record(nodes.General, nodes.Element):  # noqa: N801
    """The references of a record that is shown away from the ledger, folded under it."""


class cite_link(nodes.Inline, nodes.Element):  # noqa: N801
    """The cite action of a record in the ledger."""


_NODES = (cite_page, cite_exhibit, cite_record, cite_link)


def record_name(dataset: Dataset, record_id: str) -> str:
    """Name a record as its reference does, as in event EV005."""
    table = dataset.record(record_id).table
    kind = "event state" if table == "event_states" else words.kind(table)
    return f"{kind[:1].lower()}{kind[1:]} {record_id}"


def record_cite(dataset: Dataset, record_id: str, *, bare: bool) -> cite_link:
    """Return the cite action of a record; a bare one is cited by its name alone."""
    return cite_link("", name=record_name(dataset, record_id), anchor=anchor(record_id), bare=bare)


def chapters(env: BuildEnvironment) -> dict[str, str]:
    """Return the pages of the contents with their numbers, in reading order; the first page is the book's."""

    def below(docname: str, prefix: str) -> Iterator[tuple[str, str]]:
        for position, child in enumerate(env.toctree_includes.get(docname, []), 1):
            yield child, f"{prefix}{position}"
            yield from below(child, f"{prefix}{position}.")

    return dict(below(env.config.root_doc, ""))


def work_of(app: Sphinx, docname: str) -> Work:
    """Return what a page is: a chapter, or the book itself where it is the first page.

    A page outside the contents is one of the ledger, and has the number of its chapter.
    """
    edition = edition_of(app)
    if docname == app.config.root_doc:
        return the_book(edition)
    title = " ".join(app.env.titles[docname].astext().split())
    key = _NO_KEY.sub("-", docname.removeprefix("chapters/"))
    numbers = chapters(app.env)
    whole = docname if in_contents(app, docname) else app.config.summitwatch_ledger
    return Work(edition, "chapter", title, key, numbers.get(whole), f"{docname}.html")


def dataset_work(app: Sphinx) -> Work:
    """Return the dataset, with the page that says it describes it."""
    pages = [doc for doc in sorted(app.env.found_docs) if describes_dataset(app, doc)]
    return the_dataset(edition_of(app), f"{pages[0]}.html" if pages else "")


def describes_dataset(app: Sphinx, docname: str) -> bool:
    """Tell whether a page's front matter says that it describes the dataset."""
    return bool(app.env.metadata.get(docname, {}).get(_DATASET_PAGE) == "dataset")


def works(app: Sphinx) -> list[Work]:
    """Return the book, its dataset and its chapters, in reading order."""
    return [the_book(edition_of(app)), dataset_work(app), *(work_of(app, doc) for doc in chapters(app.env))]


def page_files(app: Sphinx, docname: str) -> dict[str, str]:
    """Return where the files of references of a page lie; a page outside the contents has none."""
    return files(work_of(app, docname)) if in_contents(app, docname) else {}


def files(work: Work) -> dict[str, str]:
    """Return where the files of references of a work lie in the built book."""
    name = _BOOK if work.kind == "book" else work.key
    return {label: f"{FOLDER}/{name}{suffix}" for label, suffix in SUFFIXES.items()}


def page_works(app: Sphinx, docname: str) -> list[Work]:
    """Return what the end of a page cites."""
    work = work_of(app, docname)
    found = [work]
    if work.kind == "book" or describes_dataset(app, docname):
        found.append(dataset_work(app))
    if app.builder.name == "html" and docname in domain_of(app.env).printed.values():
        found.append(markup.pattern(work))
    return found


def exhibit_work(app: Sphinx, docname: str, node: cite_exhibit) -> Work:
    """Return a figure or a table as a part of its chapter."""
    return part(work_of(app, docname), node["text"], node["name"], node["anchor"])


def record_works(app: Sphinx, record_id: str) -> list[Work]:
    """Return a record as a part of the page of the ledger that prints it; nothing if none does."""
    page = domain_of(app.env).printed.get(record_id)
    if page is None:
        return []
    dataset = dataset_of(app)
    text, name = text_of(dataset, record_id), record_name(dataset, record_id)
    return [part(work_of(app, page), text, name, anchor(record_id))]


class SetReferences(SphinxPostTransform):
    """Put references in the place of the nodes that wait for them, once titles and numbers are known."""

    default_priority = 310  # after exhibits have asked for theirs

    def run(self, **kwargs: object) -> None:
        self.fill(self.document)

    def fill(self, root: nodes.Element) -> None:
        """Put references in the place of the nodes below one."""
        waiting = [node for node in root.findall(nodes.Element) if isinstance(node, _NODES)]
        wanted = tuple(dict.fromkeys(work for node in waiting for work in self._works(node)))
        texts = dict(zip(wanted, references(wanted), strict=True)) if wanted else {}
        for node in waiting:
            found = [(work, texts[work]) for work in self._works(node)]
            made = self._html(node, found) if self.app.builder.name == "html" else _plain(found)
            node.replace_self(made)

    def _works(self, node: nodes.Element) -> list[Work]:
        """Return what a node cites; on paper only the chapters are."""
        if isinstance(node, cite_page):
            return page_works(self.app, node["docname"])
        if self.app.builder.name != "html" or isinstance(node, cite_link):
            return []
        if isinstance(node, cite_exhibit):
            return [exhibit_work(self.app, self.env.docname, node)]
        return record_works(self.app, node["record"])

    def _html(self, node: nodes.Element, found: list[tuple[Work, References]]) -> list[nodes.Node]:
        if isinstance(node, cite_link):
            return [_raw(markup.link(node["name"], node["anchor"], bare=node["bare"]))]
        if isinstance(node, cite_page):
            return [made for work, texts in found for made in self._page_html(work, texts)]
        return [_raw(markup.box(texts, work.short)) for work, texts in found]

    def _page_html(self, work: Work, texts: References) -> list[nodes.Node]:
        if work.kind == "part":
            return [_raw(markup.how_to(texts))]
        page = self.app.builder.get_target_uri(self.env.docname)
        found = files(work) if work.kind == "dataset" else page_files(self.app, self.env.docname)
        links = [(label, relative_uri(page, path)) for label, path in found.items()]
        if work.kind == "chapter":
            first = self.app.builder.get_target_uri(self.app.config.root_doc)
            links.append(("The book and its data", f"{relative_uri(page, first)}#{markup.CITE}-book"))
        return [_raw(markup.section(work.kind, _heading(work), texts, links))]


def _heading(work: Work) -> str:
    return f"Cite {'this' if work.kind == 'chapter' else 'the'} {work.kind}"


def _plain(found: list[tuple[Work, References]]) -> list[nodes.Node]:
    """Return the references that paper shows: one style, in plain nodes."""
    made: list[nodes.Node] = []
    for work, texts in found:
        head = nodes.paragraph("", "", nodes.strong("", _heading(work)), classes=["end-head"])
        made += [head, nodes.paragraph("", texts["Chicago"], classes=["end-cite"])]
    return made


def _raw(html: str) -> nodes.raw:
    return nodes.raw("", html, format="html")


def _write(app: Sphinx, failure: Exception | None) -> None:
    """Write the files of references: one of each form for each work, and one with all."""
    if failure or app.builder.name != "html":
        return
    folder = Path(app.outdir) / FOLDER
    folder.mkdir(exist_ok=True)
    everything = works(app)
    for label, write in WRITERS.items():
        for work in everything:
            (Path(app.outdir) / files(work)[label]).write_text(write([work]), "utf-8", newline="")
        (folder / f"{_ALL}{SUFFIXES[label]}").write_text(write(everything), "utf-8", newline="")


def setup_citing(app: Sphinx) -> None:
    """Register nodes, their filling and the files."""
    for node in _NODES:
        app.add_node(node)
    app.add_post_transform(SetReferences)
    app.connect("build-finished", _write)
    app.add_js_file("cite.js", loading_method="defer")
