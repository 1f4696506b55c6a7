"""The hostile book, written once and built once, as any other."""

from types import SimpleNamespace

import pytest
from hostile_book import write_book, write_data

from summitwatch.publishing.build import build


@pytest.fixture(scope="session")
def hostile_sources(tmp_path_factory):
    """The book that is to be built."""
    root = tmp_path_factory.mktemp("hostile") / "book"
    root.mkdir()
    write_book(root)
    return root


@pytest.fixture(scope="session")
def hostile(hostile_sources):
    """The built book."""
    outputs = build(hostile_sources, say=lambda line: None)
    return SimpleNamespace(root=hostile_sources, html=outputs.html, pdf=outputs.pdf)


@pytest.fixture(scope="session")
def write_hostile():
    """Return the function that writes the tables alone, with as many of the texts as are asked for."""
    return write_data
