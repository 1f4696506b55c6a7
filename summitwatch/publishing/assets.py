"""The book's own style, scripts and templates, served from the package, and what of the theme's it keeps."""

from pathlib import Path
from typing import Any

from docutils import nodes
from sphinx.application import Sphinx
from sphinx.config import Config
from sphinx.util import logging

logger = logging.getLogger(__name__)

_HERE = Path(__file__).parent
_UNUSED = ("scripts/fontawesome.js*", "scripts/*.map", "styles/*.map", "vendor/fontawesome/webfonts/*.ttf")


def _serve(app: Sphinx, config: Config) -> None:
    # New lists, since the old ones may be Sphinx's defaults, which all applications of a process share.
    config.html_static_path = [*config.html_static_path, str(_HERE / "static")]
    if config.html_theme == "sphinx_book_theme":  # they amend this theme's own
        config.templates_path = [*config.templates_path, str(_HERE / "templates")]


def _trim_scripts(
    app: Sphinx, pagename: str, template: str, context: dict[str, Any], doctree: nodes.document | None
) -> None:
    """Keep local script files alone, deferred."""
    if app.builder.name != "html":
        return
    kept = []
    for script in context.get("script_files", []):
        name = str(getattr(script, "filename", script) or "")
        if "://" in name:
            message = f"page {pagename} asks another host for {name}: the book must work offline"
            logger.warning(message, type="summitwatch", subtype="offline", location=pagename)
        elif name and hasattr(script, "attributes"):
            script.attributes["defer"] = "defer"
            kept.append(script)
    context["script_files"] = kept


def _drop_unused(app: Sphinx, failure: Exception | None) -> None:
    """Remove files of the theme that no page asks for."""
    if failure or app.builder.name != "html":
        return
    for pattern in _UNUSED:
        for path in (Path(app.outdir) / "_static").glob(pattern):
            path.unlink()


def setup_assets(app: Sphinx) -> None:
    """Register static files and templates."""
    # Jupyter Book sets this for sphinx-comments, which the book leaves out; unknown values would warn.
    if "comments_config" not in app.config:
        app.add_config_value("comments_config", {}, "", dict)
    app.connect("config-inited", _serve)
    app.connect("html-page-context", _trim_scripts, priority=900)
    app.connect("build-finished", _drop_unused)
    app.add_css_file("summitwatch.css", priority=900)
    app.add_js_file("evidence.js", loading_method="defer")
