"""The parts of a page: its items, the segment of each line, and the language of each line."""

import re
from collections.abc import Sequence
from typing import NamedTuple

import pycld2

_CREDIT = re.compile(
    r"\s*(?:(?:PHOTOS?|Photos?|IMAGES?|Images?|Pictures?|Credits?|Source|Graphic|사진|写真|Foto)\s*(?:by|"
    r"courtesy of|:|credit|=)|"
    r"\(?(?:Getty Images|AP Photo|AFP|REUTERS|Reuters|Yonhap|EPA|KCNA)\)?\s*(?:/.*)?$|\[(?:Photo|사진))",
)
_PICTURE = re.compile(r"\b(?:hoton|photo|image|picture|foto|imagen|bild|gambar|larawan)\b", re.IGNORECASE)
_CHROME = re.compile(
    r"\s*(?:sign up|subscribe|log ?in|sign in|follow (?:us|topic)|share(?: this)?\b.{0,20}$|read more|read "
    r"also|also read|more from|"
    r"advertisement|get (?:st's|the|our) .{0,40}newsletters?|listen to|click here|download (?:the|our)|"
    r"related (?:stories|articles|news)|"
    r"recommended|most read|trending|copyright|©|all rights reserved|privacy|terms of|cookies?\b|we use "
    r"cookies|accept|skip to|"
    r"home ?>|menu$|search$|print$|email$|comments?$|join (?:us|our)|topics?:|tags?:|published\b|updated\b|"
    r"last updated|"
    r"\d+ min(?:ute)?s? read|by [A-Z][\w. ]{2,30}$|save$|back to top|copy link|facebook|twitter|whatsapp|"
    r"\(end\)$|[\w.-]+@[\w.-]+$|"
    r"telegram)",
    re.IGNORECASE,
)
_RELATED = re.compile(
    r"\s*(?:related|read also|also read|more (?:on|from)|recommended|you may also|most read|see also)",
    re.IGNORECASE,
)
_STOP = re.compile(r"[.!?…。][\"”’')\]]*$")
_AGENCY = re.compile(r"[A-Z][A-Za-z/, ]{1,30}\.?$")
_WORD = re.compile(r"[^\W\d_]{4,}")
_MAIN, _PAGE = "main", "page"


class Part(NamedTuple):
    """A line of a page: its item (main, page, R1 …), segment and language."""

    item: str
    segment: str
    language: str


def language_of(line: str) -> str:
    """Return the BCP 47 code of a line's language, "und" where it is too short or mixed to tell."""
    if len(line) < 12 or not any(c.isalpha() for c in line):
        return "und"
    if line.isupper() and len(line) < 60:  # capitals mislead the guess
        return "und"
    if line.isascii() and " the " in line and (" to " in line or " of " in line or " and " in line):
        return "en"  # what is plain is not guessed
    try:
        reliable, _, found = pycld2.detect(line[:2000].encode("utf-8", "replace"), bestEffort=True)
    except pycld2.error:
        return "und"
    return str(found[0][1]) if reliable and found[0][1] != "un" else "und"


def parts(lines: Sequence[str]) -> list[Part]:
    """Tell of each line that is not blank where it belongs."""
    languages = [language_of(line) for line in lines]
    main = _main_language(lines, languages)
    foreign = [_foreign(code, main) for code in languages]
    foreign = [
        f or (len(line) < 12 and n > 0 and foreign[n - 1])
        for n, (f, line) in enumerate(zip(foreign, lines, strict=True))
    ]
    turn = _turn(lines, foreign)
    story = _story(lines[:turn], foreign)
    teasers = _teasers(lines[turn:], foreign[turn:])
    return [p._replace(language=code) for p, code in zip([*story, *teasers], languages, strict=True)]


def _main_language(lines: Sequence[str], languages: Sequence[str]) -> str:
    weight: dict[str, int] = {}
    for line, code in zip(lines, languages, strict=True):
        weight[code] = weight.get(code, 0) + (0 if code == "und" else len(line))
    return max(weight, key=lambda code: weight[code], default="und")


def _foreign(code: str, main: str) -> bool:
    return code not in (main, "und")


def _is_chrome(line: str) -> bool:
    return bool(_CHROME.match(line)) and len(line) < 160 and not _story_like(line)


def _story_like(line: str) -> bool:
    return len(line) > 90 and bool(_STOP.search(line.rstrip()))


def _turn(lines: Sequence[str], foreign: Sequence[bool]) -> int:
    """Return the line at which the page turns to other stories: a foreign or "related" line after prose."""
    prose, told = 0, [number for number, line in enumerate(lines) if _story_like(line)]
    for number, line in enumerate(lines):
        marked = foreign[number] or (_RELATED.match(line) and len(line) < 60)
        if marked and prose > 1 and not _PICTURE.search(line) and told[-1] > number:
            return number if foreign[number] or _teaser_like(lines[number + 1 :]) else len(lines)
        prose += _story_like(line)
    return len(lines)


def _teaser_like(lines: Sequence[str]) -> bool:
    """Tell whether what follows a "related" line is other stories: headlines each with a paragraph."""
    short = sum(not _STOP.search(line.rstrip()) for line in lines)
    return short * 3 >= len(lines)


def _story(lines: Sequence[str], foreign: Sequence[bool]) -> list[Part]:
    found: list[Part] = []
    headed = False
    for number, line in enumerate(lines):
        if foreign[number] or _is_chrome(line):
            found.append(Part(_PAGE, "chrome", ""))
            continue
        segment = _segment(lines, number, headed, [p.segment for p in found[-1:]])
        headed = headed or segment == "headline"
        found.append(Part(_MAIN, segment, ""))
    return found


def _segment(lines: Sequence[str], number: int, headed: bool, before: Sequence[str]) -> str:
    line, following = lines[number].strip(), lines[number + 1] if number + 1 < len(lines) else ""
    if _CREDIT.match(line):
        return "credit"
    if not headed and not before and len(lines) > 1 and len(line) < 200 and not _STOP.search(line):
        return "headline"
    if _CREDIT.match(following) and len(line) < 400 and "body" not in before[-1:]:
        return "caption"
    if (
        number == len(lines) - 1
        and number > 1
        and _AGENCY.fullmatch(line)
        and len(line) < 32
        and not _STOP.search(line)
    ):
        return "credit"
    if before[-1:] == ["headline"] and following and _retold(line, following):
        return "deck"
    return "body"


def _retold(line: str, following: str) -> bool:
    """Tell whether a paragraph is told again by the next one, as a deck is by the body."""
    first, second = ({w[:6].lower() for w in _WORD.findall(x)} for x in (line, following))
    return len(first) > 3 and len(first & second) / len(first) >= 0.4


def _teasers(lines: Sequence[str], foreign: Sequence[bool]) -> list[Part]:
    """Part the lines after the turn into teasers: what stands before a teaser's prose belongs to it."""
    found: list[Part] = []
    number, begun = 1, False
    for place, line in enumerate(lines):
        item = f"R{number}" if begun else _PAGE
        if foreign[place] or _is_chrome(line):
            found.append(Part(item, "chrome", ""))
        elif place + 1 < len(lines) and (
            _CREDIT.match(lines[place + 1]) or _PICTURE.search(lines[place + 1])
        ):
            found, begun = [*found, Part(f"R{number}", "caption" if not begun else "headline", "")], True
            found[-1] = found[-1]._replace(segment="caption" if _STOP.search(line.rstrip()) else "headline")
        elif not _STOP.search(line.rstrip()):
            found, begun = [*found, Part(f"R{number}", "headline", "")], True
        else:
            found.append(Part(f"R{number}", "teaser", ""))
            number, begun = number + 1, False
    return found


def trailing_credit(text: str) -> bool:
    """Tell whether the last sentence of a story is no more than the name of an agency."""
    return (
        bool(re.fullmatch(r"\(?[A-Z]{2,10}(?:[/, ]+[A-Z]{2,10}|[/, ]+Reuters)*\)?\.?", text.strip()))
        and len(text) < 40
    )
