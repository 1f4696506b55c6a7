"""The forms that a date expression can take, and where they stand in a sentence."""

import re
from typing import NamedTuple

from summitwatch.reading.marks import word_set

MONTHS = (
    "January", "February", "March", "April", "May", "June", "July", "August", "September", "October",
    "November", "December",
)  # fmt: skip
WEEKDAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
NUMBERS = {
    "a": 1, "an": 1, "one": 1, "two": 2, "couple": 2, "three": 3, "four": 4, "five": 5, "six": 6, "seven": 7,
    "eight": 8, "nine": 9, "ten": 10, "eleven": 11, "twelve": 12, "thirteen": 13, "fourteen": 14,
    "fifteen": 15, "twenty": 20,
}  # fmt: skip
ORDINALS = {w: n for n, w in enumerate(("first", "second", "third", "fourth", "fifth", "sixth"), 1)}

_MONTH = (
    rf"(?:{'|'.join(MONTHS)}|(?:Jan|Feb|Mar|Apr|Jun|Jul|Aug|Sept?|Oct|Nov|Dec)\b(?!-[a-z])"
    r"(?:\.(?= ?\d| [a-z]))?)"
)
#: Two months that follow each other are one stretch of time: "in May and June".
_NEIGHBOURS = "|".join(f"{a} and {b}" for a, b in zip(MONTHS, MONTHS[1:] + MONTHS[:1], strict=True))
_DAY = r"(?:[12]\d|3[01]|0?[1-9])(?:st|nd|rd|th)?(?!\d|,\d|\.\d| ?(?:%|per ?cent))"
_YEAR = r"(?:19|20)\d\d(?!\d|,\d|\.\d)"
_WD = rf"(?:{'|'.join(WEEKDAYS)})"
_WD_SHORT = rf"(?:{_WD}|(?:Mon|Tues?|Wed|Thu(?:rs?)?|Fri|Sat|Sun)\.?)"
_TO = r"\s*(?:-|to|through|until|till)\s*"
_NUM = rf"(?:\d{{1,3}}|{'|'.join(NUMBERS)}|couple of|few|several|dozen|half an?)"
_UNIT = r"(?:day|week|month|year|decade)"
_SEASON = r"(?:spring|summer|autumn|fall|winter)"
_REL = r"(?:this|last|next|the coming|the following|that|the same|the previous|the)"
DECADES = {"Twenties": 2, "Thirties": 3, "Forties": 4, "Fifties": 5, "Sixties": 6, "Seventies": 7,
           "Eighties": 8,
           "Nineties": 9}  # fmt: skip
_SMALL_DECADE = "|".join(DECADES).lower()  # "the nineties"; without "the" it is an age
_DECADE = (
    rf"(?:(?:the )?(?:{'|'.join(DECADES)})|"
    rf"(?:(?<=the early )|(?<=the mid-)|(?<=the late ))(?:{_SMALL_DECADE}))"
)
_WHOLE = (
    rf"(?:{_DECADE}|(?:the |this |last |next )?weekend|{_MONTH}(?:,? (?:of )?{_YEAR})?|"
    rf"(?:the )?{_YEAR}s|{_YEAR}|(?:this|last|next|that) {_MONTH}|"
    rf"{_REL} (?:year|month|week|decade|century))"
)
_PART = (
    r"(?:early|mid|late|beginning of|start of|middle of|end of|close of|turn of|first half of|second half of|"
    r"latter half of|first quarter of|second quarter of|third quarter of|fourth quarter of|last quarter of|"
    r"first week of|second week of|third week of|fourth week of|last week of|final week of|final days of|"
    r"last days of|opening days of|first days of|"
    r"(?:first|last|opening|final) "
    r"(?:two|three|four|five|six|seven|eight|nine|ten|twelve|fifteen|twenty|\d{1,2}) (?:days|months) of|"
    r"early part of|mid-to-late|early-to-mid|early to mid|mid "
    r"to late)"
)
_ORDINAL_DAY = r"(?:[12]\dth|[23]?1st|2?2nd|2?3rd|30th|[4-9]th|1[0-9]th)\b"
#: What an ordinal counts when it is no day.
_COUNTED = (
    r"anniversary|floor|century|parallel|birthday|round|day|time|congress|session|meeting|party|plenary|"
    r"plenum|edition|year|week|month|straight|consecutive|hole|minute|division|regiment|army|corps|brigade|"
    r"place|president|term|summit|[A-Z]\w+"
)
_FORMS = {
    "iso": rf"{_YEAR}[-./](?:0?[1-9]|1[0-2])[-./](?:[12]\d|3[01]|0?[1-9])\b",
    "weekday_date": rf"{_WD_SHORT},? (?:the )?(?:(?P<m>{_MONTH}) (?P<d>{_DAY})|(?P<d2>{_DAY})(?: of)? "
    rf"(?P<m2>{_MONTH}))"
    rf"(?:,? (?P<y>{_YEAR}))?",
    "day_to_day": rf"(?P<m>{_MONTH}) (?P<d>{_DAY})(?:, (?P<y>{_YEAR}))?{_TO}(?P<m2>{_MONTH}) (?P<d2>{_DAY})"
    rf"(?:, (?P<y2>{_YEAR}))?",
    "days_to_day": rf"(?P<d>{_DAY}) (?P<m>{_MONTH})(?: (?P<y>{_YEAR}))?{_TO}(?P<d2>{_DAY}) "
    rf"(?P<m2>{_MONTH})(?: (?P<y2>{_YEAR}))?",
    "days_between": rf"(?<=between )(?P<m>{_MONTH}) (?P<d>{_DAY}) and (?P<m2>{_MONTH}) (?P<d2>{_DAY})"
    rf"(?:,? (?P<y>{_YEAR}))?",
    "between_days": rf"(?<=between )(?P<d>{_DAY}) (?P<m>{_MONTH})(?: (?P<y>{_YEAR}))? and (?P<d2>{_DAY}) "
    rf"(?P<m2>{_MONTH})(?: (?P<y2>{_YEAR}))?",
    "week_of": rf"week of (?:(?P<m>{_MONTH}) (?P<d>{_DAY})|(?P<d2>{_DAY}) (?P<m2>{_MONTH}))\b"
    rf"(?:,? (?P<y>{_YEAR}))?",
    "slashed": rf"(?P<a>\d\d?)(?P<s>[/.-])(?P<b>\d\d?)(?P=s)(?P<y>{_YEAR})\b",
    "month_days": rf"(?P<m>{_MONTH}) (?P<d>{_DAY})(?P<t>{_TO}|\s*(?:and|or)\s*)(?P<d2>{_DAY})(?:,? "
    rf"(?P<y>{_YEAR}))?(?! {_MONTH})",
    "days_month": rf"(?P<d>{_DAY})(?P<t>{_TO}|\s*(?:and|or)\s*)(?P<d2>{_DAY})(?: of)? (?P<m>{_MONTH})(?:,? "
    rf"(?P<y>{_YEAR}))?",
    "month_day": rf"(?P<m>{_MONTH}) (?:the )?(?P<d>{_DAY})\b(?:,? (?P<y>{_YEAR}))?(?:,? (?:of "
    rf")?(?P<rel>last year|"
    rf"this year|next year|that year|the same year|the following year))?",
    "day_month": rf"(?P<d>{_DAY})(?: of)? (?P<m>{_MONTH})\b(?:,? (?P<y>{_YEAR}))?(?:,? (?:of "
    rf")?(?P<rel>last year|"
    rf"this year|next year|that year|the same year|the following year))?",
    "year_month": rf"(?P<y>{_YEAR})(?:'s)?,? (?P<m>{_MONTH})(?: (?P<d>{_DAY}))?",
    "months": rf"(?P<m>{_MONTH})(?: (?P<y1>{_YEAR}))?(?P<t>{_TO}|\s*or\s*)(?P<m2>{_MONTH})\b(?! "
    rf"\d{{1,2}}\b)(?: (?P<y>{_YEAR})|(?: of)? (?P<rel>next year|last year|this year))?",
    "months_between": rf"(?<=between )(?P<m>{_MONTH})(?P<t> and )(?P<m2>{_MONTH})\b(?! \d{{1,2}}\b)(?: "
    rf"(?P<y>{_YEAR}))?",
    "months_together": rf"(?:(?<=[Ii]n )|(?<=[Dd]uring )|(?<=[Oo]ver ))(?={_NEIGHBOURS})(?P<m>{_MONTH}) and "
    rf"(?P<m2>{_MONTH})\b(?! \d{{1,2}}\b)(?: (?P<y>{_YEAR}))?",
    "month": rf"(?P<m>{_MONTH})\b(?:,? (?:of )?(?P<y>{_YEAR})|(?: of)? (?P<rel>next year|last year|this "
    rf"year|that year|"
    r"(?:the )?same year|the following year|the next year|the previous year))?",
    "relative_month": r"(?P<r>last|next|this|that|this past|this coming|the coming|the following|following|"
    rf"coming)(?: month of)? (?P<m>{_MONTH})\b",
    "part": rf"(?P<p>{_PART})[- ](?P<w>{_WHOLE})(?! \d{{1,2}}\b)",
    "part_season": rf"(?P<p>early|mid|late)?[- ]?(?:(?P<r>last|next|this|that|the coming|this coming) "
    rf")?(?P<s>{_SEASON})"
    rf"(?:(?: of|,)? (?P<y>{_YEAR})| (?:of )?(?P<rel>next year|last year|this year))?",
    "quarter": rf"Q(?P<q>[1-4])(?: of)? (?P<y>{_YEAR})",
    "short_quarter": r"(?:(?<=[Ii]n )|(?<=[Bb]y )|(?<=since )|(?<=until )|(?<=during )|(?<=before )|"
    r"(?<=after ))Q(?P<q>[1-4])\b(?! of\b)",
    "bare_quarter": r"(?P<o>first|second|third|fourth) quarter\b(?! of\b)",
    "turn": r"turn of the (?P<c>century|millennium)\b",
    "decade": rf"(?:the )?(?P<y>{_YEAR})s",
    "decade_word": rf"(?:the )?(?P<w>{'|'.join(DECADES)})\b|the (?P<v>{_SMALL_DECADE})\b",
    "years": rf"(?P<y>{_YEAR})(?:(?:-|/)(?P<y2>(?:19|20)?\d\d)|(?: to | through )(?P<y3>{_YEAR}))(?![-\d])",
    "year": rf"(?P<y>{_YEAR})(?![-/]\d)",
    "relative_unit": r"(?:(?P<e>early|earlier|later|late) )?(?P<r>this|last|next|current|the coming|coming|"
    r"the following|that|"
    r"the same|the previous|the past|this past|this coming) (?P<u>week|month|year|decade|quarter|"
    r"century)(?!-|s\b)"
    r"(?:'s end)?",
    "window": rf"(?P<r>past|last|coming|next|previous|recent|following|first|final|upcoming) "
    rf"(?:(?P<n>{_NUM}) )?(?P<u>{_UNIT})s\b",
    "ago": rf"(?:(?P<x>about|around|almost|nearly|over|more than|just|some|roughly|approximately) )?"
    rf"(?P<n>{_NUM})(?: or (?P<n2>{_NUM}))? (?P<u>{_UNIT})s?"
    r" (?P<w>ago|earlier|later|before(?! [a-z])|prior(?! to)|on(?= ?[,.;]))\b",
    "hours_ago": r"(?P<n>24|48|72) hours (?P<w>ago|earlier|before(?! [a-z])|later)\b",
    "duration": rf"(?:(?P<n>{_NUM})(?:(?: or | to |-to-|-)(?P<n2>{_NUM}))?[ -](?P<u>{_UNIT})(?:s|"
    rf"-long)?\b)(?! (?:ago|old)|-old)",
    "deictic": r"(?:today|tonight|yesterday|tomorrow|the day before yesterday|the day after tomorrow|now|"
    r"recently|nowadays|(?:near|not[- ](?:too|so)[- ]distant|foreseeable|immediate) future|"
    r"(?:(?<=the )|(?<=coming ))(?:days|weeks|months|years) ahead\b(?! of)|"
    r"last night|this (?:morning|afternoon|evening)|"
    r"recent(?: days| weeks| months| years| times)?|year-end|year's end)\b",
    "weekday": rf"(?:(?P<r>last|next|this|that|coming|this coming|this past|the following|the previous) "
    rf")?(?P<d>{_WD})\b"
    r"(?: (?:morning|afternoon|evening|night))?(?: (?:of )?(?P<w>last week|next week|this week))?",
    "weekdays": rf"(?P<d>{_WD}){_TO}(?P<d2>{_WD})\b(?: (?:of )?(?P<w>last week|next week|this week))?",
    "weekend": r"(?:(?P<r>last|this|next|coming|this coming|this past|past) )?weekend\b",
    "since_then": r"[Ss]ince then",
    "approach": r"(?:lead-up|run-up|leadup|runup) to (?:the|his|her|their|its) (?P<n>[a-z]+)",
    "term": r"(?:first|second|current|new|previous) (?:presidential )?term\b",
    "nth_day": rf"(?P<o>{'|'.join(ORDINALS)}|last|final|opening|closing) day(?= of )",
    "days_alone": rf"(?<=the )(?P<d>{_ORDINAL_DAY}) (?:to|through|until) the (?P<d2>{_ORDINAL_DAY})"
    r"(?: of (?P<r>this|last|next) month)?",
    "day_alone": rf"(?<=the )(?P<d>{_ORDINAL_DAY})(?![-'])(?! (?:{_COUNTED})\b)(?! of (?!this|last|next))"
    r"(?: of (?P<r>this|last|next) month)?",
    "next_to_event": r"(?P<r>same day|that day|(?:that|same|the same) (?:night|evening|afternoon|morning)|"
    r"previous day|next day|following day|day before|day after|"
    r"day earlier|day later|"
    r"following week|following month|following year|next year|same month|same year)\b",
    "feast": r"(?:Lunar New Year|New Year's(?: [Dd]ay| Eve)?|Christmas(?: [Dd]ay| Eve)?|Chuseok|Easter|"
    r"Thanksgiving|Boxing [Dd]ay|Valentine's [Dd]ay|[Ss]pring Festival)",
}
_TRIGGERS = {
    "iso years decade": "1 2 the",
    "slashed between_days": "0 1 2 3 4 5 6 7 8 9",
    "week_of": "wee",
    "decade_word": "twe thi for fif six sev eig nin the",
    "bare_quarter": "fir sec thi fou",
    "turn": "tur",
    "weekday_date": "mon tue wed thu fri sat sun",
    "days_between day_to_day month_days month_day months months_between months_together month": "jan feb mar "
    "apr may jun jul aug sep oct nov dec",
    "days_to_day days_month day_month": "0 1 2 3 4 5 6 7 8 9",
    "year_month year": "1 2",
    "relative_month": "las nex thi the fol tha com",
    "part": "ear mid lat beg sta end clo tur fir sec thi fou las fin ope",
    "part_season": "ear mid lat las nex thi tha the spr sum aut fal win",
    "quarter short_quarter": "q1 q2 q3 q4",
    "relative_unit": "ear lat thi las nex com the tha cur",
    "window": "pas las com nex pre rec fol fir fin upc",
    "ago duration": "0 1 2 3 4 5 6 7 8 9 a an one two cou thr fou fiv six sev eig nin ten ele twe fif few "
    "doz hal abo aro "
    "alm nea ove mor jus som rou app",
    "hours_ago": "2 3 4 7",
    "deictic": "tod ton yes tom the now rec yea nea las thi not for imm day wee mon",
    "weekday": "las nex thi tha com the mon tue wed thu fri sat sun",
    "weekdays": "mon tue wed thu fri sat sun",
    "weekend": "las thi nex com pas wee",
    "since_then": "sin",
    "approach": "lea run",
    "term": "fir sec cur new pre",
    "nth_day": "fir sec thi fou fif six las fin ope clo",
    "days_alone day_alone": "0 1 2 3 4 5 6 7 8 9",
    "next_to_event": "sam tha pre nex fol day",
    "feast": "lun new chr chu eas tha box val spr",
}


class Found(NamedTuple):
    """A stretch that may be a date expression: its form and the parts of it."""

    start: int
    end: int
    form: str
    parts: re.Match[str]


def _dispatch() -> dict[str, list[tuple[str, re.Pattern[str]]]]:
    compiled = {name: re.compile(pattern) for name, pattern in _FORMS.items()}
    table: dict[str, list[tuple[str, re.Pattern[str]]]] = {}
    for names, keys in _TRIGGERS.items():
        for key in keys.split():
            table.setdefault(key, []).extend((name, compiled[name]) for name in names.split())
    return table


_TABLE = _dispatch()
#: What must follow the commonest words before a form is tried.
_SHORT = {
    "the": re.compile(r" (?:\d|com|fol|sam|pre|pas|day |[TFSENtfsen]\w+ties)"),
    "a": re.compile(rf"[ -](?:{_UNIT}|few|couple|dozen)"),
    "an": re.compile(r" (?:hour|year)"),
}


def _openings() -> str:
    """Return what words that may begin a form begin with, by first letter: one look passes all others by."""
    keys = [key for key in _TABLE if len(key) == 3]
    rest = {c: sorted({k[1:] for k in keys if k[0] == c}) for c in sorted({k[0] for k in keys})}
    return "|".join(f"[{c}{c.upper()}](?:{'|'.join([*r, *map(str.upper, r)])})" for c, r in rest.items())


_WORD = re.compile(rf"(?<![\w$€£])(?:\d|{_openings()}|[aA]n?\b|[qQ][1-4])\w*")


def find(text: str) -> list[Found]:
    """Find the forms of a sentence with plain marks: the longest at each place, none overlapping."""
    found: list[Found] = []
    end, lowered = 0, ""
    for word in _WORD.finditer(text):
        start = word.start()
        if start < end:
            continue
        key = word.group()[:3].lower()
        rules = _TABLE.get(key) or _TABLE.get(key[:1] if key[:1].isdigit() else "")
        if key in _SHORT and not _SHORT[key].match(text, word.end()):
            continue
        lowered = lowered or (_lowered(text) if rules else "")
        if rules and (best := _longest(lowered, start, rules)):
            found.append(best)
            end = best.end
    return found


#: What is moved "from Monday to Tuesday" does not last from the one to the other.
_MOVED = re.compile(
    r"\b(?:postpon|delay|reschedul|deferr|mov|shift|put (?:\w+ )?off|push|brought forward)\w*\b[^.;,]* from $"
)
_RANGES = ("weekdays", "months", "day_to_day", "days_to_day", "month_days", "days_month")


def _longest(text: str, start: int, rules: list[tuple[str, re.Pattern[str]]]) -> Found | None:
    best: Found | None = None
    for form, pattern in rules:
        match = pattern.match(text, start)
        if (
            match
            and match.end() > (best.end if best else start)
            and not text[match.end() : match.end() + 1].isalpha()
            and not (form in _RANGES and _MOVED.search(text, max(0, start - 60), start))
        ):
            best = Found(start, match.end(), form, match)
    return best


_CAPITAL = re.compile(r"\b[A-Z](?:[a-z]*|[A-Z]+)\b")
_SMALL = word_set(
    "Early Earlier Mid Late Later Last Next This The That Coming Past Previous Recent Recently Two Three "
    "Four Five Six Seven "
    "Eight Nine Ten A An One Today Yesterday Tomorrow Tonight Now Spring Summer Autumn Winter First Second "
    "Third Fourth End "
    "Beginning Start Same Following Day Few Several About Around Just Nearly Over More Final Weekend Lead "
    "Run Half Opening "
    "Couple Upcoming Nowadays"
)


def _lowered(text: str) -> str:
    """Write the capitals of common words small, so that one form reads both."""
    return _CAPITAL.sub(_small, text)


#: Months and weekdays of a headline in capitals; "MAY" and "MARCH" are more often verbs there.
_NAMES = frozenset((*MONTHS, *WEEKDAYS)) - {"May", "March"}


def _small(match: re.Match[str]) -> str:
    word = match.group()
    title = word.title() if len(word) > 3 and word.isupper() else word
    return title.lower() if title in _SMALL else title if title in _NAMES else word
