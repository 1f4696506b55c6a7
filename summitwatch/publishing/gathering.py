"""The single page in which a build gathers the chapters for the PDF: their text, and nothing around it.

Whoever asks Jupyter Book for a single page gets it furnished, as any other.
"""

from typing import Any

from docutils import nodes
from sphinx.application import Sphinx

_FIRST = 1  # before all that would furnish the page


def gathers(app: Sphinx) -> bool:
    """Tell whether the page is only a step on the way to the PDF."""
    return app.builder.name == "singlehtml" and bool(app.config.summitwatch_takeaway)


def _leave_out_search(app: Sphinx) -> None:
    """Keep the page out of the search index, which Sphinx makes of it and throws away."""
    if gathers(app):
        app.builder.search = False  # type: ignore[attr-defined]


def _bare(
    app: Sphinx, pagename: str, template: str, context: dict[str, Any], doctree: nodes.document | None
) -> str | None:
    """Return the template without a theme, which also leaves out what others would do."""
    return "gathered.html" if gathers(app) else None


def setup_gathering(app: Sphinx) -> None:
    """Register what is left out."""
    app.connect("builder-inited", _leave_out_search)
    app.connect("html-page-context", _bare, priority=_FIRST)
