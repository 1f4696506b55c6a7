"""The end of every chapter and its head tags."""

import json

from summitwatch.publishing.edition import read_edition
from summitwatch.tables import load

EDITION = read_edition(load()).name
CHAPTER = '# Who "says" so?\n\nA first paragraph that is long enough to serve as a description of <b>.\n'


def test_chapter_ends_with_its_reference(book):
    built = book({"a": CHAPTER})
    end = built.soup("a").select_one(".end-block").text
    for said in ("Cite this chapter", "Summit Watch contributors", "Who", f"edition {EDITION}", "data "):
        assert said in end, said
    assert "doi" not in end
    assert "Downloads" not in end  # no code cells, no notebook


def test_reference_is_in_singlehtml_too(book):
    built = book({"a": CHAPTER}, builder="singlehtml")
    assert len(built.soup("index").select(".end-block")) == 3


def test_head_tags_are_escaped(book):
    page = book({"a": CHAPTER}).soup("a")
    assert "says" in page.find("meta", {"name": "citation_title"})["content"]
    assert page.find("meta", {"name": "description"})["content"].endswith("of <b>.")


def test_notebook_and_values_can_be_downloaded(book):
    text = """---
jupytext:
  text_representation: {extension: .md, format_name: myst}
kernelspec: {display_name: Python 3, language: python, name: python3}
---
# A notebook

```{code-cell} ipython3
from myst_nb import glue
glue("share", "47%", display=False)
print(6 * 7)
```
"""
    built = book({"chapters/n": text}, extensions=["myst_nb"], nb_execution_mode="cache")
    assert built.warnings == ""
    links = [a["href"] for a in built.soup("chapters/n").select(".end-links a")]
    assert links == ["../_downloads/n.ipynb", "../_downloads/n.md"]
    notebook = json.loads((built.out / "_downloads/n.ipynb").read_text("utf-8"))
    cell = notebook["cells"][-1]
    assert "42" in json.dumps(cell["outputs"])
    assert "execution" not in cell["metadata"]
    assert str(built.out.parents[1]) not in json.dumps(notebook)
    values = json.loads((built.out / "_downloads/values.json").read_text("utf-8"))
    assert values == {"chapters/n": {"share": "47%"}}
