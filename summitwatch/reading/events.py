"""Dates that hang on an event of the same story: since then, the second day, the lead-up to the visit."""

import re
from bisect import bisect_left
from dataclasses import dataclass, field
from datetime import date

from summitwatch.dates import DateError, When, parse
from summitwatch.reading.anchor import add_days, shift, week, within
from summitwatch.reading.calendar_rules import Reading
from summitwatch.reading.date_patterns import NUMBERS, ORDINALS, WEEKDAYS, Found
from summitwatch.reading.tense import Direction, direction

_NOUN = (
    r"(visit|summit|trip|talks|meeting|congress|elections?|session|parade|forum|tour|inauguration|plenum|"
    r"launch|test)s?"
)
_NOUN_AFTER = re.compile(rf"(?:'s)?(?: [A-Za-z][\w.'-]*){{0,2}}? {_NOUN}\b")
_NOUN_BEFORE = re.compile(rf"\b{_NOUN}\b")
_LENGTH = re.compile(rf"\b({'|'.join(NUMBERS)}|\d{{1,2}})-day\b")
_SAME_DAY = re.compile(r"(?:the )?(?:same|that) (?:day|night|evening|afternoon|morning)\b", re.IGNORECASE)
_BACK = 4  # dates: how far "that night" reaches
_AND_IN = re.compile(r",? (?:and|then|or|and then|and again) in ")
_MOST = 50  # dates kept for each event noun
_COUNTED = re.compile(
    r"\b(?:second|third|fourth|fifth|\w+ times?|again)\b.*\bin (?:just |only |less than |under |barely )?$"
)


@dataclass(frozen=True, slots=True)
class Dated:
    """A date that was resolved: sentence, place in it, EDTF, and the event noun beside it."""

    sentence: int
    start: int
    end: int
    edtf: str
    noun: str | None


@dataclass
class Memory:
    """The dates of a story, in order, as far as they were resolved."""

    dated: list[Dated] = field(default_factory=list)
    by_noun: dict[str, list[Dated]] = field(default_factory=dict)
    values: set[str] = field(default_factory=set)
    number: int = 0

    def sentence(self, number: int) -> None:
        """Turn to the next sentence."""
        self.number = number

    def note(self, text: str, found: Found, reading: Reading) -> None:
        """Remember a date that has a value."""
        if reading.edtf and found.form not in ("duration", "deictic") and not _elsewhere(text, found):
            noun = _noun_beside(text, found)
            self.dated.append(Dated(self.number, found.start, found.end, reading.edtf, noun))
            self.values.add(reading.edtf)
            if noun and len(kept := self.by_noun.setdefault(noun, [])) < _MOST:
                kept.append(self.dated[-1])

    def before(self, number: int, start: int) -> Dated | None:
        """Return the date last told before a place."""
        at = bisect_left(self.dated, (number, start), key=lambda d: (d.sentence, d.start))
        return self.dated[at - 1] if at else None

    def day_before(self, number: int, start: int, lean: Direction, published: date | None) -> Dated | None:
        """Return the exact day last told before a place; for what is past, one not after publication."""
        last = self.before(number, start)
        at = self.dated.index(last) if last else -1
        for told in reversed(self.dated[max(0, at - _BACK + 1) : at + 1]):
            day = parse(told.edtf)
            ahead = published and day.earliest and day.earliest > published
            if day.exact and not (ahead and lean == "past"):
                return told
        return None

    @property
    def year(self) -> int | None:
        """The year last named."""
        found = re.search(r"\d{4}", self.dated[-1].edtf) if self.dated else None
        return int(found.group()) if found else None

    def after(self, month: int) -> str | None:
        """Return the first such month after the date last told; after a bare year, that of the year after."""
        if not self.dated:
            return None
        last = parse(self.dated[-1].edtf).latest
        return None if last is None else f"{last.year + (month <= last.month):04d}-{month:02d}"

    def up_to_event(self, unit: str, count: int | None, published: date) -> Reading | None:
        """Read "the coming four months" as those up to the month told last, if that is possible."""
        last = parse(self.dated[-1].edtf) if self.dated else None
        if last is None or unit != "month" or not count or last.latest is None or last.latest < published:
            return None
        first = shift(last.latest.year, last.latest.month, -count)
        text = f"{first[0]:04d}-{first[1]:02d}~/{last.latest:%Y-%m}~"
        return Reading(text, "event", f"{count} months, taken to run up to the date told before")

    def passed_by(self, text: str, start: int, month: int) -> bool:
        """Tell whether this sentence named a later month just before: "in September and in February"."""
        last = self.dated[-1] if self.dated else None
        if last is None or last.sentence != self.number or not re.fullmatch(r"\d{4}-\d\d", last.edtf):
            return False
        return bool(_AND_IN.fullmatch(text, last.end, start)) and int(last.edtf[5:]) > month

    def told_later(self, edtf: str) -> bool:
        """Tell whether the date named just before in this sentence lies after another."""
        if not self.dated or self.dated[-1].sentence != self.number:
            return False
        last, other = parse(self.dated[-1].edtf).earliest, parse(edtf).earliest
        return last is not None and other is not None and last > other

    @property
    def year_here(self) -> int | None:
        """The year that this sentence named as a bare year or month just before."""
        last = self.dated[-1] if self.dated else None
        return (
            int(last.edtf[:4])
            if last and last.sentence == self.number and re.fullmatch(r"\d{4}(-\d\d)?", last.edtf)
            else None
        )

    def day(self, name: str) -> date | None:
        """Return the day last named; for months and years also the first day of one last named."""
        if not self.dated:
            return None
        when = parse(self.dated[-1].edtf)
        return when.earliest if when.exact or (name in ("month", "year") and when.kind == "moment") else None


_ELSEWHERE = re.compile(r"\b(?:still|already)(?: on)? $")


def _elsewhere(text: str, found: Found) -> bool:
    """Tell whether a day is that of another clock: "still Monday evening in Washington"."""
    return found.form == "weekday" and bool(_ELSEWHERE.search(text, max(0, found.start - 16), found.start))


def _noun_beside(text: str, found: Found) -> str | None:
    """Return the event noun that a date belongs to: behind it, or before it in the clause."""
    if after := _NOUN_AFTER.match(text, found.end):
        return _single(after.group(1))
    before = [m.group(1) for m in _NOUN_BEFORE.finditer(text, max(0, found.start - 140), found.start)]
    return _single(before[-1]) if before else None


def _single(noun: str) -> str:
    return noun if noun == "talks" else noun.removesuffix("s") if noun != "congress" else noun


def resolve_by_event(
    text: str, found: Found, reading: Reading, number: int, memory: Memory, published: date | None
) -> Reading | None:
    """Resolve what hangs on another date of the story; None where that gives nothing."""
    try:
        result = _resolve(text, found, reading, number, memory, published)
        if result and result.edtf:
            parse(result.edtf)
    except (DateError, ValueError, OverflowError):
        return None
    return result


def _resolve(
    text: str, found: Found, reading: Reading, number: int, memory: Memory, published: date | None
) -> Reading | None:
    before = memory.before(number, found.start)
    if found.form == "next_to_event":
        return _next_to_event(text, found, memory, before, published)
    if found.form == "since_then" and before:
        return Reading(f"{_finer(before, memory)}/..", "event", "from the date told before, still going on")
    if found.form == "approach":
        return _approach(found.parts.group("n"), memory)
    if found.form == "nth_day":
        return _nth_day(text, found, number, memory)
    if found.form == "relative_unit" and before:
        return _beside(found, before)
    if found.form == "weekday" and before:
        return _that_weekday(found, before)
    if found.form == "month" and reading.candidates:
        return _as_elsewhere(reading, memory)
    return None


_IT_BEGAN = re.compile(r"(?<=day before) (?:it|they) (?:began|begins?|started|starts?|opened|opens?)\b")


def _next_to_event(
    text: str, found: Found, memory: Memory, before: Dated | None, published: date | None
) -> Reading | None:
    if before and _IT_BEGAN.match(text, found.end):
        return _eve(before, memory)
    if _SAME_DAY.match(text, found.start) or _is_ahead(before, published):
        lean = direction(text, found.start, found.end)
        before = memory.day_before(before.sentence, before.end, lean, published) if before else None
    return _beside(found, before) if before else None


def _eve(last: Dated, memory: Memory) -> Reading | None:
    """Resolve "the day before it began": before the stretch of days told last."""
    at = memory.dated.index(last)
    near = memory.dated[max(0, at - 2 * _BACK) : at + 1]
    first = next((d.edtf[:10] for d in reversed(near) if _FROM_DAY.match(d.edtf)), None)
    if first is None:
        return None
    eve = add_days(date.fromisoformat(first), -1).isoformat()
    return Reading(eve, "event", "day before the stretch of days told before")


_FROM_DAY = re.compile(r"\d{4}-\d\d-\d\d/")


def _is_ahead(told: Dated | None, published: date | None) -> bool:
    """Tell whether a date lies after publication: what is past does not hang on it."""
    first = parse(told.edtf).earliest if told else None
    return first is not None and published is not None and first > published


def resolve_duration(
    text: str, found: Found, number: int, memory: Memory, published: date | None
) -> Reading | None:
    """Resolve a length that an event of the story bounds: a four-day visit, the second in two months."""
    if day := _numbered(text, found, number, memory):
        return day
    if (
        not _COUNTED.search(text[: found.start])
        or found.parts.group("n2")
        or found.parts.group("u") != "month"
    ):
        return None
    nouns = {_single(m.group(1)) for m in _NOUN_BEFORE.finditer(text[: found.start])}
    ends = [parse(d.edtf).latest for noun in nouns for d in memory.by_noun.get(noun, ())] or [published]
    count = NUMBERS.get(found.parts.group("n")) or 0
    if ends[-1] is None or not count:
        return None
    first = shift(ends[-1].year, ends[-1].month, -count)
    return Reading(
        f"{first[0]:04d}-{first[1]:02d}~/{ends[-1]:%Y-%m}~", "event", f"{count} months up to the event"
    )


def _numbered(text: str, found: Found, number: int, memory: Memory) -> Reading | None:
    """Resolve an N-day event of which the sentence tells a numbered day."""
    length = _LENGTH.fullmatch(text, found.start, found.end)
    nth = re.search(rf"\b({'|'.join(ORDINALS)}) day of [\w']+ $", text[: found.start])
    day = _beside_day(number, nth.start() if nth else 0, memory)
    if not length or not nth or day is None:
        return None
    size = int(length.group(1)) if length.group(1).isdigit() else NUMBERS[length.group(1)]
    first = add_days(day, 1 - ORDINALS[nth.group(1)])
    return Reading(
        f"{first}/{add_days(first, size - 1)}", "event", "length of the event, one day of which is told"
    )


def _finer(last: Dated, memory: Memory) -> str:
    """Return the one finer date that the story gives for the same event, or the date itself."""
    whole = parse(last.edtf)
    inside = {
        d.edtf
        for d in memory.by_noun.get(last.noun or "", ())
        if len(d.edtf) > len(last.edtf) and _inside(d.edtf, whole)
    }
    return inside.pop() if len(inside) == 1 else last.edtf.strip("[]").split("..")[0].split("/")[-1]


def _inside(edtf: str, whole: When) -> bool:
    """Tell whether the days of a date lie in those of another, both bounded."""
    when = parse(edtf)
    if when.earliest is None or when.latest is None or whole.earliest is None or whole.latest is None:
        return False
    return whole.earliest <= when.earliest and when.latest <= whole.latest


def _approach(noun: str, memory: Memory) -> Reading | None:
    dates = list(dict.fromkeys(d.edtf for d in memory.by_noun.get(_single(noun), ())))
    if not dates or dates[-1].startswith("[") or "/" in dates[-1]:
        return None
    return Reading(f"../{dates[-1]}", "event", f"time before the {noun}, start open")


def _nth_day(text: str, found: Found, number: int, memory: Memory) -> Reading | None:
    day = _beside_day(number, found.start, memory)
    return (
        Reading(day.isoformat(), "event", "day of the event, equated with the date beside it")
        if day
        else None
    )


def _beside_day(number: int, start: int, memory: Memory) -> date | None:
    """Return the exact day that stands just before a place of a sentence."""
    past = memory.before(number, start)
    near = past is not None and past.sentence == number and 0 <= start - past.end <= 8
    return (
        date.fromisoformat(past.edtf)
        if past and near and re.fullmatch(r"\d{4}-\d\d-\d\d", past.edtf)
        else None
    )


def _unit_of(found: Found) -> str:
    """Return the unit that a phrase counts in: a night is one of a day."""
    words = found.parts.group().lower()
    return "day" if words.endswith(_OF_A_DAY) else next((u for u in _UNITS if u in words), "")


_UNITS = ("week", "month", "year", "day")
_OF_A_DAY = ("night", "evening", "afternoon", "morning")


def _beside(found: Found, last: Dated) -> Reading | None:
    """Resolve the same, the next or the previous day, week, month or year of a date told before."""
    words = found.parts.group().lower().removeprefix("the ")
    when = parse(last.edtf)
    if when.earliest is None or when.kind == "span":
        return None
    off = (
        0 if words.startswith(("same", "that")) else -1 if words.startswith(("prev", "day b", "day e")) else 1
    )
    unit = _unit_of(found)
    if unit == "day":
        text = add_days(when.earliest, off).isoformat() if when.exact else None
    elif unit == "week":
        text = within(*week(when.earliest, off)) if when.exact else None
    elif unit == "month":
        text = (
            "{:04d}-{:02d}".format(*shift(when.earliest.year, when.earliest.month, off))
            if len(last.edtf) > 6
            else None
        )
    else:
        text = f"{when.earliest.year + off:04d}" if unit else None
    return Reading(text, "event", f"{words}: counted from the date told before") if text else None


def _that_weekday(found: Found, last: Dated) -> Reading | None:
    """Resolve "that Saturday": the first one from the day told before on."""
    day = parse(last.edtf)
    if not day.exact or day.earliest is None:
        return None
    ahead = (WEEKDAYS.index(found.parts.group("d")) - day.earliest.weekday()) % 7
    return Reading(
        add_days(day.earliest, ahead).isoformat(), "event", "such weekday from the day told before on"
    )


def _as_elsewhere(reading: Reading, memory: Memory) -> Reading | None:
    """Take the year that the story gives to the same month elsewhere."""
    same = memory.values & set(reading.candidates)
    if len(same) != 1:
        return None
    return Reading(same.pop(), "event", "month without year: the year that the story gives it elsewhere")
