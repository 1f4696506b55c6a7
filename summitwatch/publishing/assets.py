"""The book's own style, scripts and templates, served from the package, and what of the theme's it keeps."""

from pathlib import Path
from typing import Any

from docutils import nodes
from sphinx.application import Sphinx
from sphinx.config import Config
from sphinx.util import logging

from summitwatch.publishing.slim import setup_slim

logger = logging.getLogger(__name__)

_HERE = Path(__file__).parent
#: Scripts of theme and extensions, with what a page must hold to need them; `frame.js` replaces the first.
_NEEDS = {
    "scripts/sphinx-book-theme.js": None,
    "clipboard.min.js": 'class="highlight',
    "copybutton.js": 'class="highlight',
    "design-tabs.js": "sd-tab-label",
    "cite.js": 'class="cite-refs"',
    "timeline.js": "data-scale=",
    "tables.js": 'class="table-tools"',
    "evidence.js": 'class="ev-cards"',
}


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
        elif name and hasattr(script, "attributes") and is_needed(name, context.get("body", "")):
            script.attributes["defer"] = "defer"
            kept.append(script)
    context["script_files"] = kept


def is_needed(script: str, body: str) -> bool:
    """Tell whether a page with this body needs a script."""
    name = script.removeprefix("_static/")
    sign = _NEEDS.get(name, "")
    return sign is not None and sign in body


def _mend_roles(
    app: Sphinx, pagename: str, template: str, context: dict[str, Any], doctree: nodes.document | None
) -> None:
    """Take out roles that docutils sets and ARIA does not allow where they stand."""
    body = context.get("body")
    if app.builder.name == "html" and body:
        for role in (' role="list"', ' role="doc-biblioentry"'):
            body = body.replace(role, "")
        context["body"] = body


def setup_assets(app: Sphinx) -> None:
    """Register static files and templates."""
    # Jupyter Book sets this for sphinx-comments, which the book leaves out; unknown values would warn.
    if "comments_config" not in app.config:
        app.add_config_value("comments_config", {}, "", dict)
    app.connect("config-inited", _serve)
    app.connect("html-page-context", _trim_scripts, priority=900)
    app.connect("html-page-context", _mend_roles)
    app.add_css_file("summitwatch.css", priority=900)
    for script in ("frame.js", "evidence.js", "timeline.js"):
        app.add_js_file(script, loading_method="defer")
    setup_slim(app)
