"""Find elements by name and class in one walk; a book has tens of thousands, and CSS asks much of each."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import lru_cache

from bs4 import Tag

Wanted = dict[str, frozenset[str]]


def elements(root: Tag) -> Iterator[Tag]:
    """Yield every element inside another, in the order of the page; none may be moved meanwhile."""
    waiting = root.contents[::-1]
    while waiting:
        item = waiting.pop()
        if isinstance(item, Tag):
            yield item
            waiting.extend(item.contents[::-1])


def found(root: Tag, *forms: str, having: str = "") -> list[Tag]:
    """Return the elements inside another that have one of several forms, in the order of the page.

    Parameters
    ----------
    root
        Where to look.
    forms
        Each `name`, `.class` or `name.class`; any element when there is none.
    having
        An attribute that they must have.
    """
    wanted = _wanted(forms)
    return [
        tag
        for tag in elements(root)
        if (not having or having in tag.attrs) and (not forms or _matches(tag, wanted))
    ]


def first(root: Tag, *forms: str) -> Tag | None:
    """Return the first element inside another that has one of several forms."""
    wanted = _wanted(forms)
    return next((tag for tag in elements(root) if _matches(tag, wanted)), None)


def classes(tag: Tag) -> Sequence[str]:
    """Return the classes of an element."""
    given = tag.attrs.get("class") or ()
    return given.split() if isinstance(given, str) else given


@lru_cache(maxsize=256)
def _wanted(forms: tuple[str, ...]) -> Wanted:
    """Return the names that an element may have by the class that it must have; none and nothing are any."""
    by_class: dict[str, set[str]] = {}
    for form in forms:
        name, _, class_ = form.partition(".")
        by_class.setdefault(class_, set()).add(name)
    return {class_: frozenset(names) for class_, names in by_class.items()}


def _matches(tag: Tag, wanted: Wanted) -> bool:
    if tag.name in wanted.get("", ()):
        return True
    for class_ in classes(tag):
        allowed = wanted.get(class_)
        if allowed and ("" in allowed or tag.name in allowed):
            return True
    return False
