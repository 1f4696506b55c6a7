"""A switch between views that stand one below the other in a section: buttons and style, no script.

The cells of the first view bear the tag `view-1`, and so on; records.css hides those that are not chosen. In
print, and in a browser that does not know `:has`, all views show.
"""

from html import escape

from docutils import nodes
from sphinx.application import Sphinx
from sphinx.util.docutils import SphinxDirective

MOST = 3  # views for which records.css has a rule


class SwitchDirective(SphinxDirective):
    """Print a group of buttons, one a line of the content; the first is chosen."""

    required_arguments = 1
    final_argument_whitespace = True
    has_content = True

    def run(self) -> list[nodes.Node]:
        views = [line.strip() for line in self.content if line.strip()]
        if not 2 <= len(views) <= MOST:
            raise self.error(f"found {len(views)} views; allowed: 2 to {MOST}, one a line")
        name = nodes.make_id(self.arguments[0])
        buttons = "".join(
            f'<label><input type="radio" name="{name}" value="{number}"{" checked" * (number == 1)}> '
            f"{escape(words)}</label>"
            for number, words in enumerate(views, 1)
        )
        html = f"<legend>{escape(self.arguments[0])}</legend>{buttons}"
        return [nodes.raw("", f'<fieldset class="view-switch only-html">{html}</fieldset>', format="html")]


def setup_switch(app: Sphinx) -> None:
    """Register the directive."""
    app.add_directive("view-switch", SwitchDirective)
