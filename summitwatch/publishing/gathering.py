"""The single page in which the chapters are gathered for the PDF."""

from sphinx.application import Sphinx


def _leave_out_search(app: Sphinx) -> None:
    """Keep the single page out of the search index, which Sphinx makes of it and throws away."""
    if app.builder.name == "singlehtml":
        app.builder.search = False  # type: ignore[attr-defined]


def setup_gathering(app: Sphinx) -> None:
    """Register what is left out."""
    app.connect("builder-inited", _leave_out_search)
