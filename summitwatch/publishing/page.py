"""The end of every chapter (how to cite it, what to download) and its head tags."""

import re
from typing import Any

from docutils import nodes
from sphinx.addnodes import only
from sphinx.application import Sphinx
from sphinx.transforms.post_transforms import SphinxPostTransform
from sphinx.util.osutil import relative_uri

from summitwatch.publishing.citation.formats import MEDIA
from summitwatch.publishing.citation.jsonld import describe, script
from summitwatch.publishing.citation.tags import links, meta
from summitwatch.publishing.citing import (
    cite_page,
    dataset_work,
    describes_dataset,
    page_files,
    work_of,
    works,
)
from summitwatch.publishing.evidence import ev_link
from summitwatch.publishing.page_line import PAGE_LINE
from summitwatch.publishing.takeaway.links import offered, page_pdf, setup_links

_STOP = re.compile(r"[.,;:!?]+(?=\s|$)")
_LABEL = 40  # characters; shorter paragraphs are labels
_DESCRIPTION = 160  # characters of a description that search engines show


def end_block(docname: str, offered: list[nodes.Node]) -> nodes.container:
    """Return the nodes that close a page; what it offers to take away is for HTML alone."""
    box = nodes.container(classes=["end-block"])
    box += cite_page("", docname=docname)
    if offered:
        head = nodes.paragraph("", "", nodes.strong("", "Take away"), classes=["end-head"])
        box += only("", head, *offered, expr="builder_html")
    return box


def _append(app: Sphinx, doctree: nodes.document) -> None:
    """Close a page with its reference; the ledger's links need the page's own address."""
    docname = app.env.docname
    title = next(iter(doctree.findall(nodes.title)), None)
    if title is None or "no-end-block" in app.env.metadata.get(docname, {}):
        return
    section = next(iter(doctree.findall(nodes.section)), doctree)
    section.append(end_block(docname, offered(app, docname, doctree)))


def description(doctree: nodes.document) -> str:
    """Take a page's description from its first sentence-like paragraph; the line under the title is none."""
    for paragraph in doctree.findall(nodes.paragraph):
        if PAGE_LINE in paragraph["classes"]:
            continue
        plain = paragraph.deepcopy()
        for link in list(plain.findall(ev_link)):
            link.parent.remove(link)
        text = re.sub(r"\s+([.,;:])", r"\1", " ".join(plain.astext().split()))
        if len(text) > _LABEL:
            cut = text[:_DESCRIPTION].rsplit(" ", 1)[0] + "…"
            return text if len(text) <= _DESCRIPTION else cut
    return ""


def _head(
    app: Sphinx, pagename: str, template: str, context: dict[str, Any], doctree: nodes.document | None
) -> None:
    """Add what the page tells programs: tags, typed links, and the description as linked data."""
    if doctree is None or app.builder.name != "html":
        return
    # docutils repeats the viewport that Sphinx's own layout sets
    given = re.sub(r'<meta name="viewport"[^>]*>\s*', "", context.get("metatags", ""))
    work, text = work_of(app, pagename), description(doctree)
    page = app.builder.get_target_uri(pagename)
    media = {MEDIA[label]: relative_uri(page, path) for label, path in page_files(app, pagename).items()}
    lines = [str(line) for line in (*meta(work, text, page_pdf(app, pagename)), *links(work, media))]
    parts = works(app)[1:] if work.kind == "book" else []
    lines.append(script(describe(work, text, parts)))
    if work.kind != "book" and describes_dataset(app, pagename):
        lines.append(script(describe(dataset_work(app))))
    context["metatags"] = given + "\n" + "\n".join(lines) + "\n"


class TightMarkers(SphinxPostTransform):
    """Set a marker close behind the word, or the stop, that it supports, as books set their references.

    Only in HTML: the PDF sets its own.
    """

    default_priority = 400  # after the markers have become links
    builders = ("html",)

    def run(self, **kwargs: object) -> None:
        for link in list(self.document.findall(ev_link)):
            if not isinstance(link.parent.parent, nodes.entry):  # a cell may list several, parted by commas
                _tighten(link)


def _tighten(link: ev_link) -> None:
    """Take the space before a marker away, and the stop after it to its front."""
    siblings = link.parent.children
    place = siblings.index(link)
    before = siblings[place - 1] if place else None
    after = siblings[place + 1] if place + 1 < len(siblings) else None
    if not isinstance(before, nodes.Text):
        return
    text, stop = before.rstrip(), ""
    if isinstance(after, nodes.Text) and (found := _STOP.match(after)):
        stop = found.group()
        siblings[place + 1] = _child(nodes.Text(after[len(stop) :]), link.parent)
    if text or stop:
        siblings[place - 1] = _child(nodes.Text(text + stop), link.parent)


def _child(text: nodes.Text, parent: nodes.Element) -> nodes.Text:
    text.parent = parent
    return text


def setup_page(app: Sphinx) -> None:
    """Register the end of the page, the head tags and the setting of markers."""
    setup_links(app)
    app.add_post_transform(TightMarkers)
    app.connect("doctree-read", _append)
    app.connect("html-page-context", _head)
