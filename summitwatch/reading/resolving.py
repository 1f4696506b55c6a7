"""Resolve one date expression: a rule for each form."""

import re
from collections.abc import Callable

from summitwatch.dates import DateError, parse
from summitwatch.reading import calendar_rules as calendar
from summitwatch.reading import date_forms as forms
from summitwatch.reading import relative_rules as relative
from summitwatch.reading.anchor import add_days, within
from summitwatch.reading.calendar_rules import Reading, absolute
from summitwatch.reading.date_forms import Context
from summitwatch.reading.date_parts import part_of
from summitwatch.reading.date_patterns import DECADES, ORDINALS, find

NO_START = "a duration whose start is not given"  # after "for" it is no date expression


def resolve(at: Context) -> Reading:
    """Resolve an expression and remember it for those that hang on it."""
    try:
        reading = _RULES[at.found.form](at)
        if reading.edtf is not None:
            parse(reading.edtf)
        if at.anchor and at.anchor.open and at.found.form in _NEAR_PUBLICATION:
            reading = _bounded(reading, at)
    except (DateError, ValueError, OverflowError, StopIteration):
        reading = Reading(None, "other", "no reading", (), "the calendar has no such day")
    at.memory.note(at.text, at.found, reading)
    return reading


_NEAR_PUBLICATION = ("weekday", "weekend", "deictic", "ago", "relative_unit", "window")


def _bounded(reading: Reading, at: Context) -> Reading:
    """Tell what hangs on a day of publication of which one bound is known as far as that bound goes."""
    if reading.edtf is None or reading.anchor != "published" or at.anchor is None:
        return reading
    when = parse(reading.edtf)
    if at.found.form == "window":
        return (
            at.memory.up_to_event(at.part("u") or "", relative.count_of(at.part("n")), at.anchor.last)
            or NO_BOUND
        )
    if when.kind == "span":
        return NO_BOUND
    text = f"[..{when.latest}]" if at.anchor.open == "start" else f"[{when.earliest}..]"
    return reading._replace(edtf=text, rule=f"{reading.rule}, of which one bound is known")


NO_BOUND = Reading(
    None, "published", "hangs on the day of publication", (), "of the day of publication one bound is known"
)


def _part(at: Context) -> Reading:
    """Resolve a part of a period: the period first."""
    whole = at.part("w") or ""
    known = {
        "the year": "this year",
        "the month": "this month",
        "the week": "this week",
        "the decade": "this decade",
        "the weekend": "weekend",
    }
    whole = f"the {whole}" if whole.title() in DECADES else whole
    inner = find(known.get(whole, whole))
    if not inner:
        return Reading(None, "other", "a part of a period that is not dated")
    base = _RULES[inner[0].form](Context(at.text, inner[0], at.anchor, at.memory, [at.lean]))
    part = (at.part("p") or "").lower()
    if base.edtf is None:
        both = tuple(x for c in base.candidates if (x := part_of(c, part)))
        return base._replace(candidates=both)
    return base._replace(edtf=part_of(base.edtf, part), rule=f"{part}: {base.rule}")


def _season(at: Context) -> Reading:
    name, year = at.part("s") or "", forms.year_of(at)
    year = at.memory.year if at.part("r") == "that" else year
    reading = (
        Reading(
            relative.season(name, year), "text" if at.part("y") else "published", "season and year as given"
        )
        if year
        else relative.season_near(name, (at.part("r") or "").split(" ")[-1] or None, at.anchor, at.lean)
    )
    if reading.edtf and not year and at.lean == "future" and at.memory.told_later(reading.edtf):
        reading = reading._replace(edtf=f"{int(reading.edtf[:4]) + 1:04d}{reading.edtf[4:]}")
    if at.part("p") and reading.edtf:
        return reading._replace(edtf=part_of(reading.edtf, at.part("p") or ""))
    return reading


def _unit(at: Context) -> Reading:
    which, name = at.part("r") or "", at.part("u") or ""
    if which in ("that", "the same", "the following"):
        return Reading(None, "event", f"{which} {name}", (), "hangs on a day that was not named")
    return relative.unit(which, name, at.part("e"), at.anchor)


_FIGURES = re.compile(
    r"\b(?:percent|per cent|year on year|year-on-year|exports?|imports?|trade|shipments|output|sales|"
    r"revenue)\b|\d%"
)


def _window(at: Context) -> Reading:
    """Resolve the last or next so many months; the first so many are the year's where figures are told."""
    which, count, name = at.part("r") or "", relative.count_of(at.part("n")), at.part("u") or ""
    counts_up = which == "first" and name == "month" and at.lean == "past" and bool(_FIGURES.search(at.text))
    beside = at.text[max(0, at.found.start - 4) : at.found.start] + "|" + at.text[at.found.end :][:4]
    if counts_up and count and count < 12 and re.fullmatch(r"the \|(?! of ).*", beside) and at.anchor:
        years = at.anchor.each(lambda a: f"{a.year - (a.month <= count):04d}")
        spans = [f"[{year}-01..{year}-{count:02d}]" for year in years]
        return calendar.settle(spans, f"first {count} months of the year", "the year is open")
    return relative.window(which, count, name, at.anchor)


def _ago(at: Context) -> Reading:
    count, name, way = at.part("n") or "", at.part("u") or "", at.part("w")
    number = 6 if count.startswith("half") and name == "year" else relative.count_of(count)
    name = "month" if count.startswith("half") else name
    if at.part("n2"):
        return Reading(None, "published", "a distance with two values", (), "one of two distances")
    if way == "ago":
        if at.anchor is None:
            return calendar.NO_ANCHOR
        return relative.ago(number, name, True, at.anchor.last, bool(at.part("x")), "published")
    back = way in ("earlier", "before", "prior")
    near, hangs_on = at.memory.day(name), "event"
    if back and at.lean == "past" and at.anchor and near and near > at.anchor.last:
        near, hangs_on = at.anchor.last, "published"  # what is done was not done before a day to come
    return relative.ago(number, name, back, near, False, hangs_on)


def _hours_ago(at: Context) -> Reading:
    """Resolve "48 hours ago": whole days alone are read from hours."""
    way, days = at.part("w"), int(at.part("n") or 24) // 24
    if way == "ago":
        near = at.anchor.last if at.anchor else None
        return relative.ago(days, "day", True, near, False, "published")
    return relative.ago(days, "day", way != "later", at.memory.day("day"), False, "event")


_LOOKS_BACK = re.compile(r"\b(?:first|last|only|second|third|fourth|most|\w+est)\b[^.;]{0,80}\bin $")


def _duration(at: Context) -> Reading:
    before = at.text[max(0, at.found.start - 24) : at.found.start]
    count, name = relative.count_of(at.part("n")), at.part("u") or ""
    long = at.text[max(0, at.found.start - 90) : at.found.start]
    ahead = at.lean == "future" and not _LOOKS_BACK.search(long)
    if at.anchor and count and not at.part("n2") and ahead and re.search(r"\b[Ii]n $", before):
        day = relative.ago(count, name, False, at.anchor.first, False, "published")
        return day._replace(rule=f"{count} {name}s after publication")
    most = relative.count_of(at.part("n2"))
    if at.anchor and count and most and ahead and re.search(r"\b[Ii]n (?:about )?$", before):
        first = relative.ago(count, name, False, at.anchor.first, False, "published").edtf
        last = relative.ago(most, name, False, at.anchor.last, False, "published").edtf
        return calendar.between(first, last, f"{count} to {most} {name}s after publication")
    if (
        at.anchor
        and count
        and not at.part("n2")
        and at.lean != "past"
        and re.search(r"\b[Ww]ithin (?:the next )?$", before)
    ):
        until = relative.moved(at.anchor.first, name, count)
        return Reading(within(at.anchor.first, until), "published", f"{count} {name}s from publication")
    return Reading(None, "other", NO_START)


def _deictic(at: Context) -> Reading:
    word = at.found.parts.group().lower()
    off = {"today": 0, "tonight": 0, "yesterday": -1, "tomorrow": 1, "the day before yesterday": -2,
           "last night": -1, "this morning": 0, "this afternoon": 0, "this evening": 0}  # fmt: skip
    if word.startswith("recent") or word == "nowadays" or word.endswith(("future", "ahead")):
        return Reading(None, "published", "vague nearness to publication")
    if at.anchor is None:
        return calendar.NO_ANCHOR
    if word == "now":
        months = at.anchor.each(lambda a: f"{a:%Y-%m}~")
        return calendar.settle(
            months, "moment of speaking, about publication", "the month of publication is open"
        )
    if word in ("year-end", "year's end"):
        return calendar.settle(
            at.anchor.each(lambda a: f"{a.year:04d}-12"), "last month of the year", "year open"
        )
    days = off.get(word, 2)
    first, last = add_days(at.anchor.first, days), add_days(at.anchor.last, days)
    return Reading(
        within(first, last),
        "published",
        f"day of publication {days:+d}" if days else "day of publication",
    )


def _feast(at: Context) -> Reading:
    days = {
        "New Year's Day": (1, 1),
        "New Year's Eve": (12, 31),
        "Christmas Day": (12, 25),
        "Christmas Eve": (12, 24),
        "Boxing Day": (12, 26),
        "Valentine's Day": (2, 14),
    }
    name = at.found.parts.group().replace(" day", " Day")
    if name == "Thanksgiving":
        return calendar.yearly(calendar.thanksgiving, at.anchor, at.lean)
    if name == "Christmas" and re.search(
        r"\b(?:by|before|until|at|after|since) $", at.text[: at.found.start]
    ):
        name = "Christmas Day"
    day = days.get(name)
    if day is None:
        return Reading(None, "event", "a feast that names something else, or that moves")
    return calendar.day_of_year(*day, at.anchor, at.lean)


def _days_alone(at: Context) -> Reading:
    """Resolve "from the 30th to the 1st of next month"."""
    first = relative.day_of_month(calendar.number(at.part("d") or ""), None, at.anchor, at.lean)
    last = relative.day_of_month(calendar.number(at.part("d2") or ""), at.part("r"), at.anchor, at.lean)
    return calendar.span(first, last, "to")


def _hangs_on_event(at: Context) -> Reading:
    return Reading(None, "event", "hangs on something that the text tells elsewhere")


_RULES: dict[str, Callable[[Context], Reading]] = {
    "iso": forms.iso,
    "weekday_date": forms.weekday_date,
    "month_day": forms.day_form,
    "day_month": forms.day_form,
    "day_to_day": forms.two_days,
    "days_to_day": forms.two_days,
    "days_between": forms.two_days,
    "between_days": forms.two_days,
    "week_of": forms.week_of,
    "weekdays": forms.weekdays,
    "slashed": forms.slashed,
    "month_days": forms.two_days,
    "days_month": forms.two_days,
    "year_month": lambda at: forms.day_form(at) if at.part("d") else forms.month_form(at),
    "months": forms.months,
    "months_between": forms.months,
    "months_together": forms.months,
    "month": forms.month_form,
    "relative_month": forms.relative_month,
    "part": _part,
    "part_season": _season,
    "quarter": lambda at: absolute(f"{at.part('y')}-{32 + int(at.part('q') or 1)}"),
    "decade": lambda at: absolute((at.part("y") or "")[:3] + "X"),
    "decade_word": lambda at: absolute(f"19{DECADES[(at.part('w') or at.part('v') or '').title()]}X"),
    "years": forms.years,
    "bare_quarter": lambda at: relative.bare_quarter(
        list(ORDINALS).index(at.part("o") or "first"), at.anchor, at.lean
    ),
    "short_quarter": lambda at: relative.bare_quarter(int(at.part("q") or 1) - 1, at.anchor, at.lean),
    "turn": lambda at: absolute("[1999..2000]"),
    "days_alone": _days_alone,
    "year": lambda at: absolute(at.part("y")),
    "relative_unit": _unit,
    "window": _window,
    "ago": _ago,
    "hours_ago": _hours_ago,
    "duration": _duration,
    "deictic": _deictic,
    "weekday": lambda at: (
        relative.weekday(at.part("d") or "", at.part("r"), at.part("w"), at.anchor, at.lean)
        if at.part("r") != "that"
        else _hangs_on_event(at)
    ),
    "weekend": lambda at: relative.weekend(at.part("r"), at.anchor, at.lean),
    "day_alone": lambda at: relative.day_of_month(
        calendar.number(at.part("d") or ""), at.part("r"), at.anchor, at.lean
    ),
    "term": lambda at: Reading(None, "other", "a term of office whose bounds are not given"),
    "since_then": _hangs_on_event,
    "approach": _hangs_on_event,
    "nth_day": _hangs_on_event,
    "next_to_event": _hangs_on_event,
    "feast": _feast,
}
