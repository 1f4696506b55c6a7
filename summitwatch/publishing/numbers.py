"""Numbers of figures and tables: given and shown by an outline of each page, so that no page is loaded.

Sphinx unpickles every page to number its figures, and the page of a figure for each mention of its number.
"""

from typing import Any

from docutils import nodes
from sphinx import addnodes
from sphinx.application import Sphinx
from sphinx.builders import Builder
from sphinx.domains.std import StandardDomain
from sphinx.environment import BuildEnvironment
from sphinx.environment.collectors.toctree import TocTreeCollector

from summitwatch.publishing.domain import domain_of

_HEADS = (nodes.title, nodes.caption)


class _Outlined:
    """An environment whose pages are their outlines; what asks only looks at them."""

    def __init__(self, env: BuildEnvironment):
        self.__dict__["_env"] = env

    def __getattr__(self, name: str) -> Any:
        return getattr(self._env, name)

    def __setattr__(self, name: str, value: Any) -> None:
        setattr(self._env, name, value)

    def get_doctree(self, docname: str) -> nodes.document:
        """Return the outline of a page."""
        return domain_of(self._env).outlines[docname]


class NumberingDomain(StandardDomain):
    """Sphinx's own domain, which looks up numbers in outlines."""

    def _resolve_numref_xref(
        self, env: BuildEnvironment, fromdocname: str, builder: Builder, *rest: Any
    ) -> nodes.Element | None:
        outlined: Any = _Outlined(env)
        return super()._resolve_numref_xref(outlined, fromdocname, builder, *rest)


_assign = TocTreeCollector.assign_figure_numbers


def _by_outlines(collector: TocTreeCollector, env: BuildEnvironment) -> list[str]:
    """Number the figures, and return the pages that show other numbers than before."""
    outlined: Any = _Outlined(env) if "summitwatch" in env.domains else env
    return _assign(collector, outlined)


def outline(document: nodes.document, domain: StandardDomain) -> nodes.document:
    """Return of a page what bears numbers or orders them: sections, contents, figures with their heads."""
    bare = nodes.document(None, None)  # type: ignore[arg-type]
    bare += _kept(document, domain)
    bare.ids = {id_: node for node in bare.findall(nodes.Element) if node is not bare for id_ in node["ids"]}
    return bare


def _kept(node: nodes.Element, domain: StandardDomain) -> list[nodes.Node]:
    found: list[nodes.Node] = []
    for child in node.children:
        if not isinstance(child, nodes.Element):
            continue
        below = _kept(child, domain)
        if isinstance(child, addnodes.toctree):
            found.append(addnodes.toctree(entries=child["entries"]))
        elif child["ids"] and domain.get_enumerable_node_type(child):
            heads: list[nodes.Element] = [
                type(head)("", head.astext()) for head in child.children if isinstance(head, _HEADS)
            ]
            attributes = {"ids": child["ids"]}
            if "literal_block" in child:
                attributes["literal_block"] = child["literal_block"]
                heads.append(nodes.literal_block())
            found.append(type(child)("", *heads, *below, **attributes))
        else:
            found += below
    return found


def _note(app: Sphinx, document: nodes.document) -> None:
    standard = app.env.domains["std"]
    assert isinstance(standard, StandardDomain)
    domain_of(app.env).outlines[app.env.docname] = outline(document, standard)


def setup_numbers(app: Sphinx) -> None:
    """Take the place of Sphinx's domain, and of one step of its collector, whatever its class."""
    app.add_domain(NumberingDomain, override=True)
    TocTreeCollector.assign_figure_numbers = _by_outlines  # type: ignore[assignment]
    app.connect("doctree-read", _note, priority=990)
