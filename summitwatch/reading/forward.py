"""Sentences that look ahead: the words of likelihood, and their ICD 203 band where they have one."""

import re
from functools import lru_cache
from typing import Any, NamedTuple

import ahocorasick

UNQUANTIFIED = "unquantified"
_BANDS = (
    ("almost_no_chance", "no", r"almost no chance|no chance|remote(?: chance| possibility)?|can never|will "
        r"never|impossible|zero chance"),
    ("very_unlikely", "no", r"very unlikely|highly unlikely|highly improbable|extremely unlikely|slim|very "
        r"low (?:chance|probability|possibility)"),
    ("roughly_even", "open", r"roughly even|even (?:chance|odds)|fifty-fifty|50-50|50/50|toss-up|coin toss|"
        r"as likely as not"),
    ("very_likely", "yes", r"very likely|highly likely|highly probable|most likely|very probable|high "
        r"(?:chance|probability|possibility)"),
    ("unlikely", "no", r"unlikely|improbable|not likely|(?<!very )low (?:chance|probability|possibility)|"
        r"doubtful"),
    ("almost_certain", "yes", r"almost certain(?:ly)?|nearly certain|virtually certain|virtual certainty|"
        r"inevitable|bound to|certain to"),
    ("likely", "yes", r"(?<!un)(?<!not )(?:more )?likely|probabl[ey]|good chance|strong (?:chance|"
        r"possibility)|(?:considerable|significant) (?:chance|possibility)"),
)  # fmt: skip
_LOOSE = (
    ("open", r"cannot be ruled out|cannot rule out|can't rule out|not rule out|not ruled out"),
    ("open", r"(?:whether|if) \w+"),
    ("open", r"could|might|(?<![.\w] )may(?! \d)|possibly|potentially|possible|possibility|prospects?|"
        r"chance|openness|open to|"
     r"willingness|willing to|ready to|considering|weighing|hints? at|hinted at|mooted"),
    ("yes", r"(?:is |are |was |were )?expect(?:s|ed|ing)? to|expected|anticipated|planned|plans? to|"
        r"planning to|slated|scheduled|due to|"
     r"set to|poised to|upcoming|aims? to|intends? to|ahead of|proposed"),
    ("yes", r"hop(?:es?|ed|ing) (?:to|that|for)|hopes|vow(?:s|ed) to|pledg(?:es|ed) to|vowed|pledged|"
        r"promised to|wants? to|seeks? to"),
    ("yes", r"will(?! of\b)|would|shall|'ll"),
)  # fmt: skip
_QUANTIFIED = tuple(
    (band, lean, re.compile(rf"\b(?:{words})\b", re.IGNORECASE)) for band, lean, words in _BANDS
)
_UNBANDED = tuple((lean, re.compile(rf"(?<![\w'-])(?:{words})\b", re.IGNORECASE)) for lean, words in _LOOSE)
_MONTH_MAY = re.compile(
    r"\b(?:in|of|since|by|until|last|next|early|mid|late|this|from|to|and|or|before|after) May\b|\bMay \d"
)
#: A phrase can only stand where one of these does.
_HINTS = {
    "almost_no_chance": "chance remote never impossible", "very_unlikely": "unlikely improbable slim low",
    "roughly_even": "even fifty 50 toss", "very_likely": "likely probab high possib",
    "unlikely": "unlikely improbable low doubtful likely", "almost_certain": "certain inevitabl bound",
    "likely": "likely probabl chance possibility",
}  # fmt: skip
_LOOSE_HINTS = (
    "rule", "whether if", "could might may possib potential prospect chance open willing ready consider "
        "weighing hint mooted",
    "expect anticipated plan slated scheduled due set poised upcoming aim intend ahead proposed",
    "hop vow pledg promised want seek",
    "will would shall 'll",
)  # fmt: skip
OWN_SIDE = ("head_of_state", "minister", "official_named", "official_anonymous")


class Outlook(NamedTuple):
    """Words of likelihood in a sentence, with their band and which way they lean."""

    start: int
    end: int
    phrase: str
    band: str
    polarity: str


def outlooks(text: str, plain: str, most: int = 3) -> list[Outlook]:
    """Return the words of likelihood of a sentence, those with a band first, none inside another."""
    low = plain.lower()
    hints = frozenset(hint for _, hint in _HINTS_IN.iter(low))
    found = _in_numbers(text, plain)
    if not hints:
        return found
    for band, lean, pattern in _QUANTIFIED:
        if _hinted(hints, _HINTS[band]):
            found += [
                Outlook(m.start(), m.end(), text[m.start() : m.end()], band, lean)
                for m in pattern.finditer(plain)
            ]
    for (lean, pattern), words in zip(_UNBANDED, _LOOSE_HINTS, strict=True):
        if _hinted(hints, words):
            found += _unbanded(text, plain, lean, pattern)
    kept: list[Outlook] = []
    for one in found:
        if not any(one.start < k.end and k.start < one.end for k in kept):
            kept.append(one)
    asked = plain.rstrip(" \"'").endswith("?")
    return sorted(k._replace(band=UNQUANTIFIED, polarity="open") if asked else k for k in kept[:most])


def _automaton() -> Any:
    """Return what finds every hint in one pass."""
    automaton = ahocorasick.Automaton()
    for hint in sorted({h for words in (*_HINTS.values(), *_LOOSE_HINTS) for h in words.split()}):
        automaton.add_word(hint, hint)
    automaton.make_automaton()
    return automaton


_HINTS_IN = _automaton()


_PERCENT = r"(?:about |around |roughly )?{} ?(?:%|per ?cent)"
_NUMBERS = re.compile(
    rf"{_PERCENT.format(r'(?P<a>[0-9]{1,2})')} (?:chance|likelihood|probability|possibility)\b|"
    r"\b(?:chances?|likelihood|probability|odds)\b[^.,;:]{0,40}? (?:at|of|is|was|are|to) "
    rf"{_PERCENT.format('(?P<b>[0-9]{1,2})')}"
)
#: The upper ends of the bands, in percent.
_ENDS = (
    (5, "almost_no_chance", "no"), (20, "very_unlikely", "no"), (45, "unlikely", "no"),
    (55, "roughly_even", "open"), (80, "likely", "yes"), (95, "very_likely", "yes"),
    (100, "almost_certain", "yes"),
)  # fmt: skip


def _in_numbers(text: str, plain: str) -> list[Outlook]:
    """Return likelihoods that are told in percent, with the band in which they fall."""
    if "%" not in plain and "cent" not in plain:
        return []
    found = []
    for match in _NUMBERS.finditer(plain):
        percent = int(match.group("a") or match.group("b"))
        band, lean = next((band, lean) for end, band, lean in _ENDS if percent <= end)
        found.append(Outlook(match.start(), match.end(), text[match.start() : match.end()], band, lean))
    return found


@lru_cache(maxsize=4096)
def _hinted(found: frozenset[str], hints: str) -> bool:
    """Tell whether one of the hints was found."""
    return not found.isdisjoint(hints.split())


def _unbanded(text: str, plain: str, lean: str, pattern: re.Pattern[str]) -> list[Outlook]:
    return [
        Outlook(m.start(), m.end(), text[m.start() : m.end()], UNQUANTIFIED, lean)
        for m in pattern.finditer(plain)
        if not _is_month(plain, m)
    ]


def _is_month(text: str, match: re.Match[str]) -> bool:
    return match.group() == "May" and bool(
        _MONTH_MAY.search(text, max(0, match.start() - 8), match.end() + 3)
    )


def band_of(outlook: Outlook, speaker_class: str) -> str:
    """Return the band; an official's "will" about his own side counts as almost certain."""
    own = outlook.phrase.lower() == "will" and speaker_class in OWN_SIDE
    return "almost_certain" if own else outlook.band
