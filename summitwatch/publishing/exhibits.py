"""Turn the exhibits of a notebook into captioned, anchored figures and tables of the book."""

import hashlib
import json
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any, ClassVar

from docutils import nodes
from myst_nb.core.render import MimeData, NbElementRenderer
from sphinx.application import Sphinx
from sphinx.builders import Builder
from sphinx.environment import BuildEnvironment
from sphinx.transforms.post_transforms import SphinxPostTransform

from summitwatch.figures import MIME
from summitwatch.publishing.citation.render import references_beside
from summitwatch.publishing.citing import (
    chapters,
    cite_exhibit,
    cite_record,
    exhibit_work,
    page_works,
    record_works,
)
from summitwatch.publishing.dataset import dataset_of
from summitwatch.publishing.domain import domain_of
from summitwatch.publishing.drawings import Lookup, data_table, listing, on_page
from summitwatch.publishing.evidence import record_ref
from summitwatch.publishing.records import anchor, text_of
from summitwatch.publishing.takeaway.spreadsheet import safe_csv

FOLDER = "_downloads/data"  # where the data behind figures and tables is offered
_BRIEF = 14  # characters of cells that stay on a line in any table, such as a date
_SHORT, _LONG = 26, 40  # characters: cells up to the one stay on a line, from the other on they need room
_LINE = 72  # characters of unbroken cells that a row can hold beside its sentences


class ExhibitRenderer:
    """Renders the mime type of `summitwatch.figures.exhibit`, as MyST-NB asks of a plugin."""

    mime_priority_overrides: ClassVar[list[tuple[str, str, int | None]]] = [("*", MIME, 0)]

    @staticmethod
    def handle_mime(renderer: NbElementRenderer, data: MimeData, inline: bool) -> list[nodes.Element] | None:
        """Return the nodes of an exhibit, or None for other content."""
        if inline or data.mime_type != MIME:
            return None
        content = json.loads(data.string) if isinstance(data.content, str | bytes) else dict(data.content)
        make = _figure if content["kind"] == "figure" else _table
        node = make(renderer, content)
        node["csv"] = content["csv"]
        node["names"].append(content["id"])
        env = renderer.renderer.sphinx_env
        domain_of(env).exhibits.setdefault(env.docname, []).append(content["id"])
        renderer.renderer.document.note_explicit_target(node, node)
        return [node]


def _figure(renderer: NbElementRenderer, content: dict[str, Any]) -> nodes.figure:
    svg = content["svg"].encode("utf-8")
    name = f"{hashlib.sha256(svg).hexdigest()}.svg"
    uri = renderer.write_file([name], svg, overwrite=False, exists_ok=True)
    image = nodes.image(uri=uri, alt=content["alt"], classes=["exhibit-image"])
    image["exhibit"] = {name: content[name] for name in ("svg", "narrow", "alt", "title", "table", "listing")}
    caption = nodes.caption("", unbroken(content["title"]))
    legend = nodes.legend("", nodes.paragraph("", unbroken(content["caption"])))
    return nodes.figure("", image, caption, legend, classes=["exhibit"])


def _table(renderer: NbElementRenderer, content: dict[str, Any]) -> nodes.table:
    env = renderer.renderer.sphinx_env
    head = content["head"]
    group = nodes.tgroup(cols=len(head))
    group.extend(nodes.colspec(colwidth=width) for width in _widths(content))
    classes = _classes(content)
    group += nodes.thead("", _row([_text(cell) for cell in head], classes))
    body = nodes.tbody()
    nothing = ["–"] * len(head)  # a head alone would not be stacked where the screen is narrow
    for row in content["rows"] or [nothing]:
        marked = [name in content["records"] for name in head]
        cells = [_records(env, cell) if mark else _text(cell) for mark, cell in zip(marked, row, strict=True)]
        body += _row(cells, classes)
    group += body
    table = nodes.table("", nodes.title("", unbroken(content["title"])), group, classes=["exhibit"])
    if content["caption"]:
        table["note"] = unbroken(content["caption"])
    return table


def unbroken(text: str) -> str:
    """Keep a count on the line of its n."""
    return re.sub(r"\bn = (?=\d)", "n\N{NO-BREAK SPACE}=\N{NO-BREAK SPACE}", text)


def _widths(content: dict[str, Any]) -> Iterator[int]:
    """Yield a width for each column: that of its longest cell, kept within reason."""
    columns = zip(content["head"], *content["rows"], strict=True)
    for column in columns:
        yield max(4, min(40, max(len(cell) for cell in column)))


def _classes(content: dict[str, Any]) -> list[list[str]]:
    """Return the classes of each column's cells: flush right, kept on one line, or given room."""
    widths = list(_widths(content))
    room, kept = _LINE, set()
    for column in sorted(range(len(widths)), key=lambda i: widths[i]):  # the shortest first
        if widths[column] <= min(_SHORT, room):
            kept.add(column)
            room -= widths[column]
    return [
        ["num"] * (name in content["numeric"])
        + ["line"] * (i in kept)
        + ["brief"] * (i in kept and widths[i] <= _BRIEF)
        + ["room"] * (widths[i] >= _LONG)
        for i, name in enumerate(content["head"])
    ]


def _row(cells: list[list[nodes.Node]], classes: list[list[str]]) -> nodes.row:
    row = nodes.row()
    for cell, column in zip(cells, classes, strict=True):
        row += nodes.entry("", nodes.paragraph("", "", *cell), classes=list(column))
    return row


def _text(cell: str) -> list[nodes.Node]:
    return [nodes.Text(cell)]


def _records(env: Any, cell: str) -> list[nodes.Node]:
    """Return the ids of a cell as markers that open their cards."""
    ids = [part.strip() for part in cell.split(",") if part.strip()]
    found: list[nodes.Node] = []
    for id_ in ids:
        if not dataset_of(env.app).has(id_):
            found.append(nodes.Text(id_))
        else:
            found.append(record_ref("", id_, record_ids=[id_], marker=True))
            domain_of(env).cite(env.docname, [id_], listed=True)
        found.append(nodes.Text(", "))
    return found[:-1]


class FinishExhibits(SphinxPostTransform):
    """Put notes under tables, offer the data, and draw figures into the HTML page itself.

    Inside the page a figure's marks can carry links and follow the page's colours; the PDF takes the file.
    """

    default_priority = 300

    def run(self, **kwargs: object) -> None:
        for node in list(self.document.findall(nodes.Element)):
            if "csv" in node and isinstance(node, nodes.figure | nodes.table):
                self._finish(node)

    def _finish(self, node: nodes.Element) -> None:
        note = node.next_node(nodes.legend) if isinstance(node, nodes.figure) else self._note(node)
        if self.app.builder.name != "html":
            self._list(node)
            return
        name = f"{node['names'][0]}.csv"
        path = Path(self.app.outdir) / FOLDER / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(safe_csv(node["csv"]).encode())
        link = nodes.reference(
            "", "Data (CSV)", refuri=self._relative(name), internal=True, classes=["exhibit-data"]
        )
        paragraph = note.next_node(nodes.paragraph) if note is not None else None
        if paragraph is not None:
            paragraph += [nodes.Text(" "), link]
        if note is not None:
            note += _cite(self.env, self.env.docname, node)
        for image in list(node.findall(nodes.image)):
            if "exhibit" in image:
                self._draw(node, image)

    def _draw(self, figure: nodes.Element, image: nodes.Element) -> None:
        """Put the drawings in place of the picture, and their data after the figure."""
        look = self._lookup()
        table = nodes.raw("", data_table(image["exhibit"], look), format="html")
        figure.parent.insert(figure.parent.index(figure) + 1, table)
        # takes the image's class, and so a box around it
        image.replace_self(nodes.raw("", on_page(image["exhibit"], look), format="html"))

    def _list(self, figure: nodes.Element) -> None:
        """Tell in print, below a figure, what its marks tell on a page."""
        for image in figure.findall(nodes.image):
            told = image["exhibit"]["listing"] if "exhibit" in image else {}
            if told:
                listed = nodes.raw("", listing(told), format="html")
                figure.parent.insert(figure.parent.index(figure) + 1, listed)

    def _lookup(self) -> Lookup:
        """Return what finds the address and the words of a record."""
        printed, dataset, builder = domain_of(self.env).printed, dataset_of(self.app), self.app.builder

        def look(record_id: str) -> tuple[str, str] | None:
            if record_id not in printed:
                return None
            page = builder.get_relative_uri(self.env.docname, printed[record_id])
            return f"{page}#{anchor(record_id)}", text_of(dataset, record_id)

        return look

    def _note(self, table: nodes.Element) -> nodes.Element:
        """Set a paragraph with the table's note after it."""
        note = nodes.container("", nodes.paragraph("", table.get("note", "")), classes=["exhibit-note"])
        table.parent.insert(table.parent.index(table) + 1, note)
        return note

    def _relative(self, name: str) -> str:
        depth = self.app.builder.get_target_uri(self.env.docname).count("/")
        return "../" * depth + f"{FOLDER}/{name}"


def _cite(env: BuildEnvironment, docname: str, node: nodes.Element) -> cite_exhibit:
    """Ask for the references of an exhibit under its title, number and anchor."""
    kind, id_ = "figure" if isinstance(node, nodes.figure) else "table", node["names"][0]
    title = node.next_node(nodes.caption if kind == "figure" else nodes.title)
    numbers = env.toc_fignumbers.get(docname, {}).get(kind, {}).get(id_, ())
    name = ", ".join(filter(None, [" ".join([kind, ".".join(map(str, numbers))]).strip(), id_]))
    return cite_exhibit("", text=title.astext() if title else "", name=name, anchor=id_)


def _set_references(app: Sphinx, builder: Builder) -> None:
    """Have the references of pages and exhibits set at once, before the pages ask one after the other."""
    if builder.name != "html":
        return
    env = app.env
    pages = sorted({*domain_of(env).pages, str(app.config.root_doc)} & env.found_docs)
    wanted = [work for docname in pages for work in page_works(app, docname)]
    for docname in [name for name in (app.config.root_doc, *chapters(env)) if name in pages]:
        read = env._write_doc_doctree_cache  # pages that this build has read; none is changed here
        for node in (read.get(docname) or env.get_doctree(docname)).findall(nodes.Element):
            if "csv" in node and isinstance(node, nodes.figure | nodes.table):
                wanted.append(exhibit_work(app, docname, _cite(env, docname, node)))
            elif isinstance(node, cite_record):
                wanted += record_works(app, node["record"])
    references_beside(tuple(wanted), Path(app.doctreedir, "references.json"))


def _drop_lost(app: Sphinx, failure: Exception | None) -> None:
    """Remove the data of exhibits that a chapter no longer has, where its other pages were kept."""
    if failure is None and app.builder.name == "html":
        offered = {id_ for ids in domain_of(app.env).exhibits.values() for id_ in ids}
        for path in (Path(app.outdir) / FOLDER).glob("*.csv"):
            if path.stem not in offered:
                path.unlink()


def setup_exhibits(app: Sphinx) -> None:
    """Register the step that finishes exhibits; the mime renderer is an entry point of the package."""
    app.add_post_transform(FinishExhibits)
    app.connect("write-started", _set_references)
    app.connect("build-finished", _drop_lost)
