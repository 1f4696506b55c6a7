"""Numbers of figures and tables in the text: each page that is referred to is loaded once, not each time."""

from typing import Any

from docutils import nodes
from sphinx.application import Sphinx
from sphinx.builders import Builder
from sphinx.domains.std import StandardDomain
from sphinx.environment import BuildEnvironment


class _Loaded:
    """An environment that loads a page's document once; what asks only looks at it."""

    def __init__(self, env: BuildEnvironment):
        self._env = env
        self._trees: dict[str, nodes.document] = {}

    def __getattr__(self, name: str) -> Any:
        return getattr(self._env, name)

    def get_doctree(self, docname: str) -> nodes.document:
        """Return the document of a page."""
        if docname not in self._trees:
            self._trees[docname] = self._env.get_doctree(docname)
        return self._trees[docname]


class NumberingDomain(StandardDomain):
    """Sphinx's own domain, which unpickles the whole page of a figure for each mention of its number."""

    def __init__(self, env: BuildEnvironment):
        super().__init__(env)
        self._loaded: Any = _Loaded(env)

    def _resolve_numref_xref(
        self, env: BuildEnvironment, fromdocname: str, builder: Builder, *rest: Any
    ) -> nodes.Element | None:
        return super()._resolve_numref_xref(self._loaded, fromdocname, builder, *rest)


def setup_numbers(app: Sphinx) -> None:
    """Take the place of Sphinx's domain."""
    app.add_domain(NumberingDomain, override=True)
