"""Words for codes that a reader meets in figures, tables, prose and the ledger alike."""

from collections.abc import Mapping

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


def point_name(point: str) -> str:
    """Return what is at issue as a reader writes it, as in *Why no meeting at APEC*."""
    text = " ".join(_word(word) for word in point.split("-"))
    return text[:1].upper() + text[1:]


def _word(word: str) -> str:
    if word in _SHORT:
        return word.upper()
    if word in _NAMES:
        return word.capitalize()
    return f"{word[:-1].capitalize()}’s" if word.endswith("s") and word[:-1] in _NAMES else word
