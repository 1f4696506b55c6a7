"""Read JSON and YAML from outside: nothing doubled, endless, hidden or left to a parser's choice."""

import json
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any, NoReturn

import yaml

from summitwatch.errors import DataError, Problem

#: Controls, surrogates, private characters, line and paragraph separators, interlinear marks, characters that
#: are none; then what a font may leave out (Unicode's Default_Ignorable_Code_Point): zero-width and direction
#: marks, fillers, variation selectors, tags.
HIDDEN = re.compile(
    "[\x00-\x1f\x7f-\x9f\ud800-\uf8ff\U000f0000-\U0010ffff\u2028\u2029\ufdd0-\ufdef\ufff9-\ufffb"
    + "".join(f"{chr(plane + 0xFFFE)}{chr(plane + 0xFFFF)}" for plane in range(0, 0x110000, 0x10000))
    + "\u00ad\u034f\u061c\u115f\u1160\u17b4\u17b5\u180b-\u180f\u200b-\u200f\u202a-\u202e\u2060-\u206f\u3164"
    "\ufe00-\ufe0f\ufeff\uffa0\ufff0-\ufff8\U0001bca0-\U0001bca3\U0001d173-\U0001d17a\U000e0000-\U000e0fff]"
)
_ESCAPED = re.compile(r"\\[bfnrtu]")
_LAYOUT = frozenset("\n\r\t")  # between the parts of a JSON text; a string cannot hold them
SEEN, DELETE = "characters that can be seen", "delete it and type the text again"
_TEXT = 1_000_000  # characters of YAML; the parser is slow, and no file of ours has a hundredth of it


class _Refused(ValueError):
    """What a parser would take and we do not."""


class _Strict(yaml.SafeLoader):
    """A loader that knows no aliases, with which a few lines say a billion things, and no key twice."""

    def compose_node(self, parent: Any, index: Any) -> Any:
        if self.check_event(yaml.AliasEvent):
            raise _Refused(f"the alias *{self.peek_event().anchor}")  # type: ignore[no-untyped-call]
        return super().compose_node(parent, index)

    def construct_mapping(self, node: Any, deep: bool = False) -> dict[Any, Any]:
        keys = [self.construct_object(key, deep=True) for key, _ in node.value]
        _once(str(key) for key in keys)
        return super().construct_mapping(node, deep=deep)


def _once(keys: Iterator[str]) -> None:
    seen: set[str] = set()
    for key in keys:
        if key in seen:
            raise _Refused(f"the key {key!r} twice")
        seen.add(key)


def read_json(path: Path, allowed: str, mend: str) -> Any:
    """Read a JSON file.

    Raises
    ------
    DataError
        It cannot be read, is no JSON in UTF-8, names a key twice, holds no number for one, or goes too deep.
    """
    try:
        return json.loads(path.read_text("utf-8"), object_pairs_hook=_pairs, parse_constant=_constant)
    except (OSError, ValueError, RecursionError) as error:
        raise _error(path, error, allowed, mend) from error


def _pairs(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    _once(key for key, _ in pairs)
    return dict(pairs)


def _constant(name: str) -> NoReturn:
    raise _Refused(f"the number {name}")


def read_yaml(path: Path, allowed: str, mend: str) -> Any:
    """Read a YAML file.

    Raises
    ------
    DataError
        It cannot be read, is no YAML in UTF-8, names a key twice, holds aliases, goes too deep or is huge.
    """
    try:
        text = path.read_text("utf-8")
        if len(text) > _TEXT:
            raise _Refused(f"{len(text)} characters")
        return yaml.load(text, _Strict)  # noqa: S506 (a safe loader that takes less)
    except (OSError, ValueError, TypeError, RecursionError, yaml.YAMLError) as error:
        raise _error(path, error, allowed, mend) from error


def _error(path: Path, error: Exception, allowed: str, mend: str) -> DataError:
    found = "nesting without end" if isinstance(error, RecursionError) else " ".join(str(error).split())
    return DataError([Problem(path.name, None, "", found or type(error).__name__, allowed, mend)])


def may_hide(text: str) -> bool:
    """Tell whether a JSON text can hold a hidden character, as it is or escaped."""
    return _ESCAPED.search(text) is not None or HIDDEN.search("".join(set(text) - _LAYOUT)) is not None


def hidden(file: str, content: Any, field: str = "") -> Iterator[Problem]:
    """Yield a problem for each text of a JSON or YAML file that holds a hidden character."""
    if isinstance(content, dict):
        for key, value in content.items():
            yield from hidden(file, str(key), field)
            yield from hidden(file, value, f"{field}/{key}".lstrip("/"))
    elif isinstance(content, list):
        for position, value in enumerate(content):
            yield from hidden(file, value, f"{field}/{position}")
    elif isinstance(content, str) and (found := HIDDEN.search(content)):
        yield Problem(file, None, field, hidden_name(found), SEEN, DELETE)


def hidden_name(found: re.Match[str]) -> str:
    """Tell which hidden character was found."""
    return f"a hidden character U+{ord(found.group()):04X}"
