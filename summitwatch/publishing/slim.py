"""Make the built pages light: one style sheet with the rules that they use, and no file that none asks for.

The theme's sheets come to 550 kB, of which the book uses a tenth. A rule stays when every class, id, element
and attribute that it names occurs on some page or in a string of some script, which keeps rather too much.
"""

from __future__ import annotations

import posixpath
import re
from base64 import b64encode
from collections.abc import Iterable, Iterator, Mapping, Sequence
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass, replace
from hashlib import sha256
from pathlib import Path

import tinycss2
from lxml import etree, html
from sphinx.application import Sphinx
from tinycss2 import ast

from summitwatch.publishing.editions.past import NOTICE
from summitwatch.publishing.jupyter_book import begin_worker
from summitwatch.publishing.outputs import digest_code, write_whole
from summitwatch.publishing.webfonts import packed, page_files, write_fonts

SHEET = "book.css"
_PURGED = ".purged.css"  # beside the pages: what the last build purged
_LINK = re.compile(r'\s*<link\b(?=[^>]*rel="stylesheet")[^>]*href="(?P<href>[^"?]*_static/[^"?]+)[^>]*>')
_SCRIPT = re.compile(r'<script\b[^>]*src="[^"?]*_static/([^"?]+)')
_STATIC = re.compile(r"_static/([^\"'?#)]+)")  # what a page asks for
_URL = re.compile(r"url\(\s*[\"']?(?!data:|#)([^\"')?#]+)[^\"')]*[\"']?\s*\)")
_OLDER = re.compile(r",\s*url\([^)]*\.(?:ttf|woff|eot)[\"']?\)\s*format\([^)]*\)")
_WORD = re.compile(r"[A-Za-z_][\w-]*")
_REMARK = re.compile(r"/\*.*?\*/|^\s*//.*$", re.DOTALL | re.MULTILINE)
_STRING = re.compile(r"""'(?:[^'\\\n]|\\.)*'|"(?:[^"\\\n]|\\.)*"|`(?:[^`\\]|\\.)*`""", re.DOTALL)
_INDENT = re.compile(r"^[ \t]+", re.MULTILINE)  # of scripts: a tenth of their bytes
_PACKED = 1000  # characters of a line that no one writes by hand
_FRAMES = re.compile(r"@(?:-\w+-)?keyframes ([\w-]+)\{(?:[^{}]*\{[^{}]*\})*[^{}]*\}\n?")
_VARIABLE = re.compile(r"var\(\s*(--[\w-]+)")
_PRIVATE = re.compile("[\ue000-\uf8ff]")  # where icon fonts keep their glyphs
_TURN = re.compile(r'(<d[td]) class="field-(?:odd|even)">')  # ours has no stripes; a ledger has thousands
_LANDMARK = 'role="complementary" aria-label="Chapters and search"'
_FORGIVING = {"is", "where", "-webkit-any", "-moz-any"}  # one alternative is enough
_STATES = {"open", "hidden", "checked", "disabled", "selected"}  # attributes that browsers and scripts set
_BOUNDED = {"media", "supports", "container", "layer"}


@dataclass(frozen=True)
class Used:
    """What pages and scripts use of a style sheet: names in selectors, and custom properties (None: all).

    Names are written as a selector writes them: `p` an element or an attribute, `.p` a class, `#p` an id.
    """

    names: frozenset[str]
    values: frozenset[str] | None = None


def names_of(pages: Iterable[str], scripts: Iterable[str]) -> frozenset[str]:
    """Return every name that a selector can match; any word in a string of a script may become one."""
    words = {word for script in scripts for text in _strings(script) for word in _WORD.findall(text)}
    found = words.union(_STATES, *({"." + word, "#" + word} for word in words))
    parser = etree.HTMLParser(encoding="utf-8", huge_tree=True)
    for page in pages:
        for element in html.fromstring(page.encode(), parser=parser).iter(etree.Element):
            found.add(str(element.tag))
            for name, value in element.attrib.items():
                found.add(str(name))
                sign = {"class": ".", "id": "#"}.get(str(name))
                if sign:
                    found.update(sign + word for word in str(value).split())
    return frozenset(found)


def _strings(script: str) -> list[str]:
    """Return the strings of a script; all of one that is packed, where quotes cannot be told in pairs."""
    packed = any(len(line) > _PACKED for line in script.splitlines())
    return [script] if packed else _STRING.findall(_REMARK.sub("", script))


def matches(selector: Sequence[ast.Node], names: frozenset[str]) -> bool:
    """Tell whether a selector may match: whether each name in it is known."""
    before = None
    for token in selector:
        if not _token_matches(token, before, names):
            return False
        before = token.value if isinstance(token, ast.LiteralToken) else None
    return True


def _token_matches(token: ast.Node, before: str | None, names: frozenset[str]) -> bool:
    if isinstance(token, ast.IdentToken):
        return _is_known(token.value, before, names)
    if isinstance(token, ast.HashToken):
        return f"#{token.value}" in names
    if isinstance(token, ast.SquareBracketsBlock):
        return _has_attribute(token, names)
    return not isinstance(token, ast.FunctionBlock) or _function_matches(token, names)


def _is_known(name: str, before: str | None, names: frozenset[str]) -> bool:
    """Tell whether a class or an element occurs; what follows a colon is a state, not a name."""
    if before == ".":
        return f".{name}" in names
    return before == ":" or name in names or name.lower() in names


def _has_attribute(block: ast.SquareBracketsBlock, names: frozenset[str]) -> bool:
    first = next((token for token in block.content if isinstance(token, ast.IdentToken)), None)
    return first is None or first.value in names


def _function_matches(function: ast.FunctionBlock, names: frozenset[str]) -> bool:
    if function.lower_name in _FORGIVING:
        return any(matches(part, names) for part in alternatives(function.arguments))
    return True  # :not() excludes, :nth-child() counts, and :has() is rare enough to keep


def alternatives(tokens: Sequence[ast.Node]) -> list[list[ast.Node]]:
    """Split a list of selectors at its commas."""
    found: list[list[ast.Node]] = [[]]
    for token in tokens:
        if isinstance(token, ast.LiteralToken) and token.value == ",":
            found.append([])
        else:
            found[-1].append(token)
    return found


def purge(css: str, used: Used) -> str:
    """Return a style sheet without comments, without rules that cannot match and without values nobody reads.

    Raises
    ------
    ValueError
        The sheet cannot be read.
    """
    css, before = _pass(css, used), ""
    while css != before:  # a value that only a dropped value read goes in the next round
        before = css
        css = _pass(css, replace(used, values=frozenset(_VARIABLE.findall(css))))
    return css


def purge_once(css: str, used: Used, kept: Path) -> str:
    """Purge a style sheet, unless the last build purged the same to the same names: then take its result."""
    key = (tinycss2.__version__, digest_code(Path(__file__)), css, sorted(used.names))
    state = sha256(repr(key).encode()).hexdigest()
    if kept.is_file():
        known, _, result = kept.read_text("utf-8").partition("\n")
        if known == state:
            return result
    result = purge(css, used)
    write_whole(kept, f"{state}\n{result}".encode())
    return result


def _pass(css: str, used: Used) -> str:
    rules = tinycss2.parse_stylesheet(css, skip_comments=True, skip_whitespace=True)
    return "\n".join(_rules(rules, used))


def _rules(rules: Sequence[ast.Node], used: Used) -> Iterator[str]:
    for rule in rules:
        if isinstance(rule, ast.QualifiedRule):
            text = _rule(rule, used)
        elif isinstance(rule, ast.AtRule):
            text = _at_rule(rule, used)
        else:
            raise ValueError(f"style sheet, line {rule.source_line}: {getattr(rule, 'message', rule)}")
        if text:
            yield text


def _rule(rule: ast.QualifiedRule, used: Used) -> str:
    kept = [part for part in alternatives(rule.prelude) if matches(part, used.names)]
    body = _declarations(rule.content, used)
    return ",".join(_text(part) for part in kept) + "{" + body + "}" if kept and body else ""


def _at_rule(rule: ast.AtRule, used: Used) -> str:
    head = f"@{rule.at_keyword} {_text(rule.prelude)}".strip()
    if rule.content is None:
        return "" if rule.lower_at_keyword in ("charset", "import") else f"{head};"
    if rule.lower_at_keyword in _BOUNDED:
        inner = tinycss2.parse_rule_list(rule.content, skip_comments=True, skip_whitespace=True)
        body = "".join(_rules(inner, used))
    else:
        body = _text(rule.content)
    return f"{head}{{{body}}}" if body else ""


def _declarations(content: Sequence[ast.Node], used: Used) -> str:
    parts = tinycss2.parse_blocks_contents(content, skip_comments=True, skip_whitespace=True)
    # a part that is no declaration is a hack for a browser long gone, or an error; browsers skip both
    kept = [part for part in parts if isinstance(part, ast.Declaration) and _is_read(part.name, used)]
    return ";".join(f"{part.name}:{_text(part.value)}{'!important' * part.important}" for part in kept)


def _is_read(name: str, used: Used) -> bool:
    return used.values is None or not name.startswith("--") or name in used.values


def _text(tokens: Sequence[ast.Node]) -> str:
    plain = [token for token in tokens if not isinstance(token, ast.Comment)]
    return str(tinycss2.serialize([_short(token) for token in plain])).strip()


def _short(token: ast.Node) -> ast.Node:
    """Make one space of any run of them, outside strings."""
    if not isinstance(token, ast.WhitespaceToken):
        return token
    return ast.WhitespaceToken(token.source_line, token.source_column, " ")


def gather(sheet: Path, base: Path) -> str:
    """Return a sheet with those that it imports, its addresses told from the folder of the book's sheet."""
    text = sheet.read_text("utf-8")
    folder = sheet.parent.relative_to(base).as_posix()

    def imported(match: re.Match[str]) -> str:
        return gather((sheet.parent / match[1]).resolve(), base.resolve())

    def address(match: re.Match[str]) -> str:
        return f'url("{posixpath.normpath(posixpath.join(folder, match[1]))}")'

    text = _URL.sub(address, text) if folder != "." else text
    return re.sub(r'@import\s+"([^"]+)"\s*;', imported, text)


def drop_lost_frames(css: str) -> str:
    """Drop the animations that no remaining rule plays."""
    played = set(_WORD.findall(" ".join(re.findall(r"animation(?:-name)?:([^;}]+)", css))))
    return _FRAMES.sub(lambda match: match.group() if match[1] in played else "", css)


def drop_lost_faces(css: str, static: Path) -> str:
    """Drop fonts whose file is not there, and those that no remaining rule asks for."""

    def keep(match: re.Match[str]) -> str:
        face = match.group()
        family = re.search(r"font-family:\s*[\"']?([^\"';}]+)", face)
        files = _URL.findall(face)
        there = any((static / file).is_file() for file in files) if files else True
        asked = family and family[1] in re.sub(r"@font-face\s*\{[^}]*\}", "", css)
        return face if there and asked else ""

    return re.sub(r"@font-face\s*\{[^}]*\}\n?", keep, css)


def cut_icons(css: str, static: Path) -> None:
    """Cut the icon fonts that the sheet still loads to the icons that it still names."""
    icons = frozenset(_PRIVATE.findall(css))
    for file in sorted(set(_URL.findall(css))):
        path = static / file
        if "fontawesome" in file and file.endswith(".woff2") and path.is_file() and icons:
            path.write_bytes(packed(path, icons, {}))


def embed_fonts(css: str, static: Path) -> str:
    """Put the fonts into the sheet, and leave out older forms of the same font.

    Fonts in files of their own come after the text, which then jumps; from a folder, some browsers refuse
    them.
    """

    def data(match: re.Match[str]) -> str:
        path = static / match[1]
        if path.suffix != ".woff2" or not path.is_file():
            return match.group()
        return f'url("data:font/woff2;base64,{b64encode(path.read_bytes()).decode("ascii")}")'

    return _OLDER.sub("", _URL.sub(data, css))


def book_sheet(folder: Path, pages: Mapping[Path, str]) -> str:
    """Return the sheets that pages link as one, with the rules that they use; an empty text if none is."""
    static = folder / "_static"
    found = {
        (path.parent / match["href"]).resolve(): None
        for path, text in pages.items()
        for match in _LINK.finditer(text)
        if not match["href"].endswith(f"/{SHEET}")
    }
    sheets = [sheet for sheet in found if sheet.is_file()]
    if not sheets:
        return ""
    scripts = {name for text in pages.values() for name in _SCRIPT.findall(text)}
    sources = [(static / name).read_text("utf-8") for name in sorted(scripts) if (static / name).is_file()]
    css = "\n".join(gather(sheet, static.resolve()) for sheet in sheets)
    names = names_of(pages.values(), sources) | {f".{NOTICE}"}  # which a later edition puts on these pages
    return drop_lost_frames(purge_once(css, Used(names), folder.parent / _PURGED))


def put_sheet(folder: Path, pages: dict[Path, str], css: str) -> None:
    """Write the book's sheet, with its fonts, and link it in place of the others."""
    static = folder / "_static"
    css = drop_lost_faces(css, static)
    cut_icons(css, static)
    (static / SHEET).write_text(embed_fonts(css, static) + "\n", "utf-8")
    for path, text in pages.items():
        pages[path] = link_sheet(text)
        path.write_text(pages[path], "utf-8")


def link_sheet(page: str) -> str:
    """Let a page load the book's sheet instead of the many."""
    first = _LINK.search(page)
    if first is None:
        return page
    root = first["href"].split("_static/", 1)[0]
    rest = _LINK.sub("", page[first.start() :])
    return f'{page[: first.start()]}\n    <link rel="stylesheet" href="{root}_static/{SHEET}">{rest}'


def mend(page: str) -> str:
    """Name the landmark that the theme leaves nameless, and drop the classes of fields that no rule reads."""
    return _TURN.sub(r"\1>", page).replace(
        '<div id="pst-primary-sidebar"', f'<div {_LANDMARK} id="pst-primary-sidebar"', 1
    )


def sweep(folder: Path, pages: Iterable[str]) -> None:
    """Remove the static files that no page, kept sheet or kept script names."""
    static = folder / "_static"
    left = {path for path in static.rglob("*") if path.is_file()}
    asked = {name for page in pages for name in _STATIC.findall(page)}
    named = {path for path in left if path.relative_to(static).as_posix() in asked}
    while named:
        left -= named
        sheets = [path.read_text("utf-8") for path in sorted(named) if path.suffix in (".css", ".js")]
        named = {path for path in left if any(path.name in text for text in sheets)}
    for path in left:
        path.unlink()
    for path in sorted((p for p in static.rglob("*") if p.is_dir()), reverse=True):
        if not any(path.iterdir()):
            path.rmdir()


def mended(folder: Path) -> dict[Path, str]:
    """Return the pages of a built book, mended."""
    return {path: mend(path.read_text("utf-8")) for path in page_files(folder)}


def sheet_of(folder: Path) -> str:
    """Return the sheet of a built book."""
    return book_sheet(folder, mended(folder))  # mended first, for the sheet follows the pages


def slim(folder: Path, sheet: str | None = None) -> None:
    """Make a built book light, in place; a second run changes nothing.

    Parameters
    ----------
    folder
        The built pages.
    sheet
        What `sheet_of` gives of them, if that has been asked for.
    """
    pages = mended(folder)
    if css := book_sheet(folder, pages) if sheet is None else sheet:
        put_sheet(folder, pages, css)
    sweep(folder, pages.values())
    for script in sorted((folder / "_static").glob("*.js")):
        script.write_text(_INDENT.sub("", script.read_text("utf-8")), "utf-8")


def _finish(app: Sphinx, failure: Exception | None) -> None:
    """Cut the fonts and make the sheet side by side."""
    if failure is None and app.builder.name == "html" and app.config.html_theme == "sphinx_book_theme":
        folder = Path(app.outdir)
        with ProcessPoolExecutor(1, initializer=begin_worker) as aside:
            sheet = aside.submit(sheet_of, folder)
            write_fonts(folder)
            slim(folder, sheet.result())


def setup_slim(app: Sphinx) -> None:
    """Register the step, behind all that still write pages or sheets."""
    app.connect("build-finished", _finish, priority=700)
