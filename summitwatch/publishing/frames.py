"""Data frames on the page: pandas' own styles out, numbers to the right, wide ones in a box that scrolls."""

import re

from bs4 import BeautifulSoup, Tag
from docutils import nodes
from sphinx.application import Sphinx
from sphinx.transforms.post_transforms import SphinxPostTransform

_NUMBER = re.compile(r"[-+−]?\d[\d\s,.]*( ?%)?|–|—|")


def calm(html: str) -> str:
    """Rewrite a data frame's HTML without inline style, which the book's security policy forbids."""
    soup = BeautifulSoup(html, "html.parser")
    for style in soup.find_all("style"):
        style.decompose()
    for tag in soup.find_all(True):
        del tag["style"]
        del tag["border"]
    for table in soup.find_all("table", class_="dataframe"):
        _name_heads(table)
        _align(table)
        box = soup.new_tag("div", attrs={"class": "table-scroll", "tabindex": "0", "role": "region"})
        box["aria-label"] = "Table"
        table.wrap(box)
    return str(soup).strip()


def _name_heads(table: Tag) -> None:
    """Give heads their scope; an empty head names nothing and becomes a plain cell."""
    for head in table.find_all("th"):
        if head.get_text(strip=True):
            head["scope"] = "col" if head.find_parent("thead") else "row"
        else:
            head.name = "td"


def _align(table: Tag) -> None:
    """Mark the columns that hold numbers alone, heads included."""
    body = [row.find_all(["td", "th"]) for row in table.select("tbody tr")]
    width = max((len(row) for row in body), default=0)
    for column in range(width):
        cells = [row[column] for row in body if len(row) == width]
        texts = [cell.get_text(strip=True) for cell in cells]
        if any(texts) and all(_NUMBER.fullmatch(text) for text in texts):
            heads = [row.find_all(["td", "th"]) for row in table.select("thead tr")]
            for cell in [*cells, *(row[column] for row in heads if len(row) == width)]:
                cell["class"] = " ".join([*filter(None, cell.get_attribute_list("class")), "num"])


class CalmFrames(SphinxPostTransform):
    """Rewrite every data frame that a notebook printed."""

    default_priority = 30
    formats = ("html",)

    def run(self, **kwargs: object) -> None:
        for node in self.document.findall(nodes.raw):
            if "html" in node.get("format", "") and 'class="dataframe' in node.astext():
                node.children = [nodes.Text(calm(node.astext()))]


def setup_frames(app: Sphinx) -> None:
    """Register the rewriting."""
    app.add_post_transform(CalmFrames)
