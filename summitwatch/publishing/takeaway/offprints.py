"""Each chapter as a PDF of its own, with the entries of ledger and bibliography that it cites."""

import re

from summitwatch.publishing.pdf import Press, head, quoted

_ENTRY = re.compile(r"^//entry (\S+)\n(.*?)^//end$", re.MULTILINE | re.DOTALL)
_ANCHOR = re.compile(r'#anchor\("([^"]+)"\)')
_CITED = re.compile(r'#marker\("([^"]+)"\)|#link\(<([^>]+)>\)')
_TITLE = re.compile(r"^= (.+)$", re.MULTILINE)
_WORK = "#work["


def offprints(press: Press) -> list[str]:
    """Return every chapter in typst's markup, in the order of the book."""
    found = _ENTRY.findall(press.read.typst)
    entries = {anchor: text for _, text in found for anchor in _ANCHOR.findall(text)}
    return [_source(press, text, entries) for text in press.chapters]


def _source(press: Press, chapter: str, entries: dict[str, str]) -> str:
    """Return one chapter in typst's markup, followed by what it cites."""
    own = set(_ANCHOR.findall(chapter))
    cited = dict.fromkeys(one or other for one, other in _CITED.findall(chapter))
    found = dict.fromkeys(entries[name] for name in cited if name in entries and name not in own)
    records = [text for text in entries.values() if text in found and _WORK not in text]
    works = [text for text in entries.values() if text in found and _WORK in text]
    blocks = [chapter]
    if works:
        blocks.append(f"#cited[Works cited][\n{_joined(works)}\n]\n")
    if records:
        blocks.append(f"#cited[Records cited][#ledger[\n{_joined(records)}\n]]\n")
    title = quoted(chapter_title(chapter))
    lines = head(press.edition, "offprint").replace(".with(", f".with(chapter: {title}, ", 1)
    return lines + "".join(blocks).replace("#link(<", "#inner(<")


def _joined(entries: list[str]) -> str:
    """Return entries in the order of the book, each once."""
    return "\n".join(dict.fromkeys(entries))


def chapter_title(chapter: str) -> str:
    """Return the title of a chapter in typst's markup, without its marks."""
    title = _TITLE.search(chapter)
    text = title.group(1) if title else ""
    return re.sub(r"#\w+\[|\]|\\(?=\W)", "", text).replace("---", "—").replace("--", "–")
