"""What can be cited: the book, its dataset, its chapters, and the figures, tables and records in them."""

from dataclasses import dataclass
from typing import Literal

from docutils.utils.smartquotes import educate_tokens

from summitwatch.analysis.wording import with_capital
from summitwatch.publishing.edition import Edition

_SMART = "qDe"  # quotation marks, dashes and dots, Sphinx's own choice
_INNER = str.maketrans({"“": "‘", "”": "’"})

Kind = Literal["book", "dataset", "chapter", "part"]


@dataclass(frozen=True)
class Work:
    """One thing to cite, with all that its reference carries.

    Parameters
    ----------
    edition
        The edition of which it is a part.
    kind
        A part is a figure, a table or a record.
    title
        Its own title.
    key
        Names it within the edition: in files of references and in their names.
    chapter
        The number of its chapter, if it stands in one.
    path
        Its page, from the root of the site.
    anchor
        Its place on the page.
    short
        A shorter title, for briefings.
    """

    edition: Edition
    kind: Kind
    title: str
    key: str
    chapter: str | None = None
    path: str = ""
    anchor: str = ""
    short: str = ""

    @property
    def address(self) -> str | None:
        """Where it stands on the network, if the edition has an address."""
        return self.edition.at(f"{self.path}#{self.anchor}" if self.anchor else self.path)

    @property
    def doi(self) -> str | None:
        """The identifier, which names the book with its dataset, and no part of the book."""
        return self.edition.doi if self.kind in ("book", "dataset") else None

    @property
    def state(self) -> str:
        """The edition and the data digest; a part adds the identifier of its book."""
        if self.kind == "dataset":  # styles take anything with a comma or a blank for several versions
            return f"{self.edition.name}+{self.edition.short_digest}"
        named = f", book doi:{self.edition.doi}" if self.edition.doi and not self.doi else ""
        return f"{self.edition.name}, data {self.edition.short_digest}{named}"

    @property
    def identifier(self) -> str:
        """A key that no other edition uses."""
        return f"summit-watch-{self.edition.name}" + (f"-{self.key}" if self.kind != "book" else "")


def the_book(edition: Edition) -> Work:
    """Return the book."""
    return Work(edition, "book", edition.title, "book")


def the_dataset(edition: Edition, path: str = "") -> Work:
    """Return the dataset, which a page of the book describes."""
    return Work(edition, "dataset", edition.data_title, "dataset", path=path)


def part(chapter: Work, text: str, name: str, anchor: str) -> Work:
    """Return a figure, a table or a record of a chapter; `name` says which, as in event EV005."""
    title = titled(text, name)
    short = with_capital(name)
    return Work(chapter.edition, "part", title, anchor, chapter.chapter, chapter.path, anchor, short)


def titled(text: str, name: str) -> str:
    """Return the title of a part: what it says, and its name.

    A reference may set titles in quotation marks, so those within become single ones. The page's script
    makes titles of records by the same rule; a test compares them.
    """
    curly = "".join(educate_tokens([("plain", text)], _SMART, "en"))  # as the pages set it
    said = " ".join(curly.split()).rstrip(".").translate(_INNER)
    return f"{said} ({name})" if said else with_capital(name)
