"""A capital's name: a government (metonym), a place, or too close to call."""

import re
from typing import Literal

Sense = Literal["metonym", "place", "unsure"]

_AT = re.compile(
    r"\b(?:in|at|through|near|outside|inside|around|across|throughout|via|downtown|central|northern|southern|into|"
    r"leaving|visit(?:ed|ing|s)?|reach(?:ed|ing)|enter(?:ed|ing)|tour(?:ed|ing)|depart(?:ed|ing)|left|"
    r"(?:from|to|with|by) (?:the )?(?:\w+ )?(?:city|capital)(?: of)?|capital,?)"
    r"\s+(?:[A-Z]\w+(?:, [A-Z]\w+)*,? (?:and|or) )?$"
)
_MOVES_TO = re.compile(
    r"\b(?:visits?|visit\w+|trips?|travel\w*|flew|fl(?:y|ies|own|ying|ights?)|went|go(?:es|ing|ne)?|"
    r"return\w*|"
    r"c[ao]m(?:e|es|ing)|trains?|journey\w*|dr[oi]ve\w*|head(?:ed|ing|s)|(?:chug|roll|sail|steam|jett?|dash|rac|rid|rumbl|trundl|hopp?)(?:s|es|ed|ing)|rode|arriv\w+|back|moved?|envoys?|"
    r"delegations?|"
    r"invit\w+|brought|transferred|road|way|tours?|rush\w*|close)\b(?:\W+[\w'-]+){0,4}?\W+to (?:the )?$"
)
_MOVES_FROM = re.compile(
    r"\b(?:depart\w*|flew|fly\w*|flights?|arriv\w+|return\w*|report(?:s|ed|ing)|kilomet\w+|km|miles?|hours?|"
    r"trains?|speaking|travel\w*|home|brought|brings?|sent back|trip|back|live|broadcast\w*|away|"
    r"minutes)\b(?:\W+[\w'-]+){0,2}?\W+from $"
)
_BOUND_FOR = re.compile(
    r"\b(?:le(?:ft|ave|aves|aving)|depart\w*|bound|head\w*|embark\w*|set off|took off)\W+for $"
)
_SIDE_OF = re.compile(
    r"\b(?:capital|city|north|south|east|west|northeast|northwest|southeast|southwest|outskirts|suburbs?|"
    r"streets|"
    r"cent(?:re|er)|heart|mayor|skies|part|district|airport|downtown|environs)\W+of (?:\w+ )?$"
)
_TRUST = re.compile(r"\b(?:trust|confidence|faith|interest|distrust|stake|belief)\W+in $")
_PEOPLE_IN = re.compile(
    r"\b(?:officials?|policymakers?|diplomats?|leader(?:s|ship)?|governments?|regimes?|authorities|lawmakers|"
    r"administration|hawks|circles|counterparts?|rulers?|mood|concern\w*|muddle|chaos|"
    r"turmoil|confusion|alarm|anger|relief|debate|thinking)\W+in $|"
    r"\b(?:words?|gifts?|presents?|messages?|signals?|repl(?:y|ies)|answers?|offers?|"
    r"peace offerings?)\W+from $",
    re.IGNORECASE,
)
_THINGS_THERE = re.compile(
    r"(?:-based|-born|-area| (?:summits?|parade|meetings?|visits?|trips?|airport|time|hotels?|residents?|"
    r"citizens|"
    r"streets?|bureau|correspondent|embassy|apartments?|suburbs?|metro|subway|station|skyline|area|region|"
    r"district|"
    r"courts?|rally|marathon|conference|forum|ceremony|stopover|metropolitan|press|news conference|city|"
    r"stop|leg|"
    r"newspapers?|restaurants?|noodles|cold noodles|soju|beer|cuisine|weather|"
    r"Restaurant|"
    r"Central|Metropolitan|Mayor|mayor|square|Square|University|International|stadium|factory))\b"
)
_OWN_PLACES = re.compile(
    r"'s (?:\w+ )?(?:streets?|airports?|suburbs?|districts?|square|outskirts|subway|skyline|river|"
    r"residents|hotels?|"
    r"palace|Gimpo|Incheon|Great Hall|Kim Il|Sunan|Capitol|Lotte|Shilla|Gwanghwamun|Jongno|Gangnam|Yongsan)\b"
)
_HERE = re.compile(r", where\b")
_DATELINE = re.compile(
    r"\s*(?:[(\[]?[A-Z][A-Za-z.]+(?:[ /][A-Z][A-Za-z.]+)?"
    r"(?:, (?:[A-Z][a-z]+\.? ?\d{1,2}|\d{1,2} [A-Z][a-z]+|[A-Z][a-z]+(?: [A-Z][a-z]+)?)(?:, \d{4})?)*)"
    r"(?: ?\([^)]{1,40}\)| ?/[A-Z]+/|=[A-Z]\w+[)\]])?\s*(?:--|- | - |[–—]|:\s)|"
    r"\s*[A-Z][A-Za-z.]+(?: [A-Z][A-Za-z.]+)?, (?:[A-Z][a-z]+\.? \d{1,2}|\d{1,2} "
    r"[A-Z][a-z]+)\. ?/[A-Z][A-Za-z -]+/\.?"
)


def dateline_end(text: str) -> int:
    """Return where the dateline of a line ends, 0 if it has none."""
    found = _DATELINE.match(text[:120])
    return found.end() if found else 0


def sense(text: str, start: int, end: int) -> Sense:
    """Read a capital's name by what stands around it; `text` has plain marks."""
    before, after = text[max(0, start - 70) : start], text[end : end + 40]
    if _HERE.match(after) or _OWN_PLACES.match(after) or _THINGS_THERE.match(after):
        return "place"
    if after.startswith(("'s ", "'s,")) or (after.startswith("-") and after[1:2].isupper()):
        return "place" if after.startswith("-") and _AT.search(before) else "metonym"
    if _TRUST.search(before):
        return "metonym"
    if _PEOPLE_IN.search(before):
        return "unsure"
    moving = (_AT, _MOVES_TO, _MOVES_FROM, _BOUND_FOR, _SIDE_OF)
    return "place" if any(rule.search(before) for rule in moving) else "metonym"
