"""The start page, which leads on to the first chapter: a whole page, with a link for who is not led on."""

from html import escape
from pathlib import Path

from sphinx.application import Sphinx

PAGE = """<!DOCTYPE html>
<html lang="en">
<head>
<meta charset="utf-8">
<title>{title}</title>
<meta http-equiv="refresh" content="0; url={address}">
</head>
<body><p><a href="{address}">{title}</a></p></body>
</html>
"""


def start_page(title: str, address: str) -> str:
    """Write the page."""
    return PAGE.format(title=escape(title), address=escape(address))


def _finish(app: Sphinx, failure: Exception | None) -> None:
    """Put it in place of the bare line that Sphinx's external contents write."""
    root = str(app.config.root_doc)
    if failure is None and app.builder.name == "html" and root != "index":
        page = start_page(app.config.html_title, app.builder.get_target_uri(root))
        (Path(app.outdir) / "index.html").write_text(page, "utf-8")


def setup_start_page(app: Sphinx) -> None:
    """Register the step, behind the one that it corrects."""
    app.connect("build-finished", _finish, priority=650)
