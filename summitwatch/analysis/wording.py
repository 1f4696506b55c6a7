"""Words for codes that a reader meets in figures, tables, prose and the ledger alike."""

import re
from collections.abc import Mapping

from summitwatch.dates import label, parse

#: Small counts as sentences word them, from nought.
COUNTS = (
    "no", "one", "two", "three", "four", "five", "six",
    "seven", "eight", "nine", "ten", "eleven", "twelve",
)  # fmt: skip
#: What became of an event, by the status of `summitwatch.analysis.dating.STATUSES`.
STATUS: Mapping[str, str] = {
    "held": "took place",
    "failed": "did not take place",
    "moved": "put off",
    "planned": "planned",
    "wished": "wished for",
    "mooted": "considered",
}
#: What one report asserts of an event: finer than a status, in the same words.
STATE: Mapping[str, str] = {
    "occurred": STATUS["held"],
    "did_not_occur": STATUS["failed"],
    "cancelled": "called off",
    "postponed": STATUS["moved"],
    "scheduled": STATUS["planned"],
    "delay_requested": "delay asked for",
    "proposed": STATUS["wished"],
    "mooted": STATUS["mooted"],
}
#: How a record stands to a rival account.
RATING: Mapping[str, str] = {"consistent": "fits", "inconsistent": "against", "neutral": "open"}
#: What came of a proposition.
OUTCOME: Mapping[str, str] = {
    "yes": "came about",
    "no": "did not come about",
    "void": "void: the occasion fell away",
    "running": "still running",
    "unresolved": "not settled in this record",
    "lapsed_after_record": "ended after the record",
}
#: Lines of events, as the timeline parts them.
STRAND: Mapping[str, str] = {
    "trump_kim": "Trump and Kim",
    "inter_korean": "the two Koreas",
    "china": "China",
    "russia": "Russia",
    "apec": "APEC gathering of 2025",
    "pyongyang": "Pyongyang",
    "seoul": "Seoul",
    "usa": "Washington",
    "japan": "Japan",
    "elsewhere": "elsewhere",
}
#: What the reading engine was scored on.
SET: Mapping[str, str] = {
    "core": "Core sources",
    "passages": "First set, with its own names",
    "passages_bare": "First set, with the tables as they are",
    "second": "Second set, with its own names",
    "second_bare": "Second set, with the tables as they are",
    "third": "Third set, with its own names",
    "third_bare": "Third set, with the tables as they are",
}
#: Codes that mean the same in every table; what is missing says itself once the underscores are gone.
VALUES: Mapping[str, str] = {
    "official_named": "official, named",
    "official_anonymous": "official, not named",
    "outlet": "the outlet itself",
    "unattributed": "nobody named",
    "intelligence": "intelligence service",
    "direct": "quoted words only",
    "partial": "quoted words inside paraphrase",
    "indirect": "paraphrase, no quoted words",
    "from_url": "the page’s address",
    "from_text": "the text",
    "apec-2025": "APEC, 2025",
    "china-visit-2026": "visit to China, 2026",
    "china-visit-spring-2026": "visit to China, spring 2026",
    "china-visit-may-2026": "visit to China, May 2026",
    "almost_no_chance": "almost no chance (1–5%)",
    "very_unlikely": "very unlikely (5–20%)",
    "unlikely": "unlikely (20–45%)",
    "roughly_even": "roughly even chance (45–55%)",
    "likely": "likely (55–80%)",
    "very_likely": "very likely (80–95%)",
    "almost_certain": "almost certain (95–99%)",
    "unquantified": "no likelihood in the words",
    "inter_korean": "inter-Korean",
    "china": "China",
    "russia": "Russia",
    "chrome": "interface line",
}
#: Codes that mean something in one column only.
CODES: Mapping[tuple[str, str], Mapping[str, str]] = {
    ("event_states", "state"): STATE,
    ("ratings", "rating"): RATING,
    ("resolutions", "outcome"): OUTCOME,
    ("resolutions", "tier"): {"core": "the two core sources alone", "context": "the whole record"},
    ("resolutions", "reading"): {"main": "as first meant", "other": "in a second way that the words allow"},
    ("resolutions", "flag"): {"aggregator_alone": "aggregators or blogs alone"},
    ("sources", "tier"): {"core": "core source", "context": "wider record"},
    ("publication_clues", "tier"): {"core": "the core sources", "context": "the wider record"},
    ("events", "strand"): STRAND,
    ("items", "ai_sign"): {"item": "a label on the story", "site": "a label of the site", "none": "nothing"},
    ("items", "seen"): {"whole": "all of it", "beginning": "its beginning"},
    ("items", "origin_basis"): {
        "credited": "the credit on the page",
        "in_text": "the text, which names it",
        "context": "the coding of the wider record",
        "own": "the outlet’s own reporting",
        "copy": "the text of which this is a copy",
    },
    ("indicator_records", "sense"): {
        "seen": "seen", "attempted": "tried or asked for", "denied": "none, or the opposite",
    },
    ("forecasts", "polarity"): {
        "yes": "to its coming about", "no": "against its coming about", "open": "neither way",
    },
}  # fmt: skip
#: Languages by their ISO 639-1 codes.
LANGUAGES: Mapping[str, str] = {
    "ar": "Arabic", "de": "German", "en": "English", "es": "Spanish", "fil": "Filipino", "fr": "French",
    "ha": "Hausa", "id": "Indonesian", "it": "Italian", "ja": "Japanese", "ko": "Korean",
    "pt": "Portuguese", "ru": "Russian", "vi": "Vietnamese", "zh": "Chinese",
}  # fmt: skip
#: Names of countries by their ISO 3166-1 alpha-3 codes.
COUNTRIES: Mapping[str, str] = {
    "AZE": "Azerbaijan", "BGR": "Bulgaria", "CHN": "China", "CYP": "Cyprus", "DEU": "Germany",
    "FRA": "France", "GBR": "United Kingdom", "HKG": "Hong Kong", "IDN": "Indonesia", "IND": "India",
    "IRN": "Iran", "ISR": "Israel", "ITA": "Italy", "JPN": "Japan", "KAZ": "Kazakhstan",
    "KOR": "South Korea", "LBN": "Lebanon", "LKA": "Sri Lanka", "MYS": "Malaysia", "PHL": "Philippines",
    "PRK": "North Korea", "QAT": "Qatar", "RUS": "Russia", "SGP": "Singapore", "TUR": "Türkiye",
    "TWN": "Taiwan", "UKR": "Ukraine", "USA": "United States", "VEN": "Venezuela", "VNM": "Vietnam",
}  # fmt: skip
_SHORT = frozenset({"apec", "ifans", "kcna", "nis", "npt", "us"})
_NAMES = frozenset((
    "april", "august", "beijing", "china", "cho", "choe", "chung", "december", "freedom", "hanoi", "january",
    "japan", "june", "kim", "korea", "lee", "march", "moscow", "north", "october", "oh", "panmunjom",
    "pyongyang", "russia", "seoul", "shield", "trump", "ulchi", "washington", "xi",
))  # fmt: skip
#: Points whose words, one after the other, make no phrase.
_POINTS: Mapping[str, str] = {
    "apec-last-day": "Last day of APEC",
    "apec-leaders-days": "Days of the APEC leaders’ meeting",
    "apec-meeting-chance": "Chance of a meeting at APEC",
    "apec-meeting-knowledge": "What was known of a meeting at APEC",
    "apec-meeting-outcome": "What came of a meeting at APEC",
    "apec-place": "Place of APEC",
    "first-term-strategy-year": "Year of the first term’s strategy",
    "ifans-outlook-day": "Day of the IFANS outlook",
    "inter-korean-relations": "Inter-Korean relations",
    "kim-open-to-talks-bare": "Kim open to talks, no condition named",
    "kim-xi-talks-day": "Day of the Kim–Xi talks",
    "kims-hand-arms": "Kim’s hand: arms",
    "kims-hand-backers": "Kim’s hand: backers",
    "last-trump-kim-meeting": "Last Trump–Kim meeting",
    "leaders-bond": "Bond of the two leaders",
    "lee-china-visit-first": "Lee’s visit to China, whether the first",
    "lee-visit-interest": "Interest in Lee’s visit",
    "lee-visit-length": "Length of Lee’s visit",
    "lee-xi-agenda": "Agenda of Lee and Xi",
    "lee-xi-meetings": "Meetings of Lee and Xi",
    "lee-xi-readout-on-pyongyang": "Pyongyang in the readouts of Lee and Xi",
    "lees-remark-on-drills-day": "Day of Lee’s remark on drills",
    "military-agreement-day": "Day of the military agreement",
    "ninth-congress-start": "Start of the ninth congress",
    "nis-briefing-day": "Day of the NIS briefing",
    "nis-window": "NIS on the time for a meeting",
    "panmunjom-day": "Day of the Panmunjom meeting",
    "pipe-dream-statement-day": "Day of the “pipe dream” statement",
    "seoul-officials-remark-day": "Day of the Seoul official’s remark",
    "spring-visit-days": "Days of the spring visit",
    "trump-at-apec-plan": "Trump at APEC: plan",
    "trump-at-apec-visit": "Trump at APEC: visit",
    "trump-kim-meeting-may-2026": "Trump–Kim meeting, May 2026",
    "trump-on-meeting-august": "Trump on a meeting, August",
    "trump-on-meeting-october": "Trump on a meeting, October",
    "trump-timing-in-august": "Trump on timing in August",
    "two-hundred-km-of-24-december": "The 200 kilometres of 24 December",
    "white-house-on-talks": "White House on talks",
    "white-house-reply-day": "Day of the White House’s reply",
    "white-house-reply-to-whom": "To whom the White House replied",
}


def worded(table: str, column: str, code: object) -> str:
    """Return a coded value as a reader would say it."""
    raw = str(code)
    own = CODES.get((table, column), {})
    return own.get(raw) or VALUES.get(raw) or raw.replace("_", " ")


_DAY = r"\d{4}-\d\d(?:-\d\d)?[~?]?"
_DATE = re.compile(rf"\[(?:{_DAY})?\.\.(?:{_DAY})?\]|(?:{_DAY}/)?{_DAY}")


def dated(text: str) -> str:
    """Return a text with the dates of the data put as a reader writes them."""
    return _DATE.sub(lambda found: label(parse(found[0])), text)


def point_name(point: str) -> str:
    """Return what is at issue as a reader writes it, as in *Why no meeting at APEC*."""
    text = _POINTS.get(point) or " ".join(_word(word) for word in point.split("-"))
    return with_capital(text)


def with_capital(text: str) -> str:
    """Return a text that begins with a capital letter, the others as they are."""
    return text[:1].upper() + text[1:]


def _word(word: str) -> str:
    if word in _SHORT:
        return word.upper()
    if word in _NAMES:
        return word.capitalize()
    return f"{word[:-1].capitalize()}’s" if word.endswith("s") and word[:-1] in _NAMES else word
