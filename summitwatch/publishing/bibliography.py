"""The bibliography: works under the short names by which the text cites them."""

from collections import Counter
from collections.abc import Iterable, Iterator
from string import ascii_lowercase

from pybtex.database import Entry
from pybtex.plugin import register_plugin
from pybtex.style.formatting.plain import Style
from pybtex.style.labels import BaseLabelStyle
from pybtex.style.sorting import BaseSortingStyle
from sphinx.application import Sphinx

NAME = "short_names"


class ShortNames(BaseLabelStyle):  # type: ignore[misc]
    """Labels such as *Brier, 1950*; works of one author and year get a letter each."""

    def format_labels(self, sorted_entries: Iterable[Entry]) -> Iterator[str]:
        """Yield a label for each work."""
        labels = [_label(entry) for entry in sorted_entries]
        several = {label for label, count in Counter(labels).items() if count > 1}
        seen: Counter[str] = Counter()
        for label in labels:
            letter = ascii_lowercase[seen[label]] if label in several else ""
            seen[label] += 1
            yield f"{label}{letter}"


def _label(entry: Entry) -> str:
    """Join the authors, or the short name that the bibliography gives them, and the year."""
    names = [" ".join([*person.prelast_names, *person.last_names]) for person in entry.persons["author"]]
    who = entry.fields.get("shortauthor") or " and ".join(names).strip("{}")
    return ", ".join(part for part in (who, entry.fields.get("year")) if part)


class ByShortName(BaseSortingStyle):  # type: ignore[misc]
    """The order of the short names."""

    def sorting_key(self, entry: Entry) -> tuple[str, str]:
        """Return what a work is sorted by."""
        return _label(entry).casefold(), str(entry.fields.get("title", ""))


class ShortNameStyle(Style):  # type: ignore[misc]
    """Pybtex's plain style with our labels, and in their order."""

    default_label_style = ShortNames
    default_sorting_style = ByShortName


def setup_bibliography(app: Sphinx) -> None:
    """Offer the style to the `bibliography` directive."""
    register_plugin("pybtex.style.formatting", NAME, ShortNameStyle)
