"""Sphinx extension and outputs: evidence, ledger, citation, downloads."""

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from sphinx.application import Sphinx


def setup(app: "Sphinx") -> dict[str, Any]:
    """Register all features, which commands that only start a build need not load."""
    from summitwatch.publishing.extension import register

    return register(app)
