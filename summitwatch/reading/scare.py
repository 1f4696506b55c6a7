"""Words in marks that nobody said: a name, or a word held at arm's length."""

import re

from summitwatch.reading.stretches import Stretch

_LONGEST = 2  # words: what is longer was said by somebody
_SAYS_IT = re.compile(
    r"\b(?:call|describ|brand|label|dub|hail|prais|slam|reject|denounc|accus|blast|condemn|vow|promis|express|"
    r"tout|fum|warn|mock|prefer|critici|dismiss|term|character|decr|deplor|demand|welcom|voic|likened|spoke|reaffirm|reiterat|stress|underlin|underscor|maintain|declar|emphasi|repeat|pledg|affirm|defend|defin)\w*"
    r"[^.;:]{0,80}$"
)
_HELD = re.compile(r"(?:\b(?:on|of|over|so-called|the|its|their|these|those|such)|\bof an?|'s|s') $")
_SO_CALLED = re.compile(r"\bso-called $")
_OWNED = re.compile(r"(?:'s|s'|\b[Tt]he) $")  # the South's "Border Daily"
_SELF_STYLED = re.compile(r"\W? as (?:they|he|she|it) (?:call|style|term)s?\b")
_NAMED = re.compile(r"\b[a-z]+s? (?:called|named|known as|codenamed|dubbed|entitled|titled) $")
_TITLE = re.compile(r"[A-Z][\w-]*(?: [A-Z][\w-]*)*")


def sets_apart(text: str, part: Stretch) -> bool:
    """Tell whether marks set a word or a name apart rather than quote somebody; `text` has plain marks."""
    words, before = text[part.start : part.end], text[: max(part.start - 1, 0)]
    if len(words.split()) > _LONGEST or words[-1:] in ",.!?":
        return False
    if _SELF_STYLED.match(text, part.end + 1):
        return True
    if _SO_CALLED.search(before):
        return True
    if (_NAMED.search(before) or (" " in words and _OWNED.search(before))) and _TITLE.fullmatch(words):
        return True
    return bool(_HELD.search(before)) and " " not in words and not _SAYS_IT.search(before)
