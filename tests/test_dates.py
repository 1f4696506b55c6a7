"""What the dates of summitwatch promise, told by example and then checked on generated dates."""

import time
from datetime import date, timedelta

import edtf
import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from summitwatch.dates import (
    DateError,
    When,
    gap,
    intersect,
    known_as_of,
    label,
    order,
    parse,
    week_of,
    weekday_in,
)
from summitwatch.dates import edtf as reading
from summitwatch.dates.faults import ALLOWED


@pytest.fixture(autouse=True)
def read_afresh() -> None:
    """Forget the dates that were read, so that no test passes on what another one read rightly."""
    reading._parse.cache_clear()
    reading.bounds.cache_clear()


def bounds(text: str) -> tuple[str | None, str | None]:
    """Give the bounds of an expression as ISO strings."""
    when = parse(text)
    return (
        when.earliest.isoformat() if when.earliest else None,
        when.latest.isoformat() if when.latest else None,
    )


# Reading

READINGS = [
    # expression, kind, earliest, latest
    ("2019", "moment", "2019-01-01", "2019-12-31"),
    ("2019-06", "moment", "2019-06-01", "2019-06-30"),
    ("2019-06-30", "moment", "2019-06-30", "2019-06-30"),
    ("2024-02", "moment", "2024-02-01", "2024-02-29"),
    ("2026-XX", "moment", "2026-01-01", "2026-12-31"),
    ("20XX", "moment", "2000-01-01", "2099-12-31"),
    ("202X", "moment", "2020-01-01", "2029-12-31"),
    ("2025-02-XX", "moment", "2025-02-01", "2025-02-28"),
    ("2025-XX-XX", "moment", "2025-01-01", "2025-12-31"),
    ("2026-21", "moment", "2026-03-01", "2026-05-31"),
    ("2026-22", "moment", "2026-06-01", "2026-08-31"),
    ("2026-23", "moment", "2026-09-01", "2026-11-30"),
    ("2026-33", "moment", "2026-01-01", "2026-03-31"),
    ("2026-34", "moment", "2026-04-01", "2026-06-30"),
    ("2026-35", "moment", "2026-07-01", "2026-09-30"),
    ("2026-36", "moment", "2026-10-01", "2026-12-31"),
    ("2025-10-27/2025-11-01", "span", "2025-10-27", "2025-11-01"),
    ("2025/2026-03", "span", "2025-01-01", "2026-03-31"),
    ("2025-12-15/2025-12", "span", "2025-12-15", "2025-12-31"),
    ("[2025-09-26..2025-09-28]", "within", "2025-09-26", "2025-09-28"),
    ("[2025-11..2025-12]", "within", "2025-11-01", "2025-12-31"),
    ("[2026-01,2026-02]", "within", "2026-01-01", "2026-02-28"),
    ("[2026-03,2026-01]", "within", "2026-01-01", "2026-03-31"),
    ("[2025-11..2025-12,2026-03]", "within", "2025-11-01", "2026-03-31"),
]

# The edtf package (5.0.2) is no judge of these. It widens `~` by a year or so of its own, gives
# open ends as infinite floats, ends winter with December, and fails on `1X` and `2X`.
READINGS_OF_OUR_OWN = [
    ("2026-04~", "moment", "2026-04-01", "2026-04-30"),
    ("2025-12~/2026-01", "span", "2025-12-01", "2026-01-31"),
    ("2021/..", "span", "2021-01-01", None),
    ("2021/", "span", "2021-01-01", None),
    ("../2019", "span", None, "2019-12-31"),
    ("/2019", "span", None, "2019-12-31"),
    ("[2025-11-01..]", "within", "2025-11-01", None),
    ("[..2026-01-04]", "within", None, "2026-01-04"),
    ("[..2025-11,2026-01]", "within", None, "2026-01-31"),
    ("XXXX", "moment", None, None),
    ("2026-24", "moment", "2026-12-01", "2027-02-28"),
    ("2025-1X", "moment", "2025-10-01", "2025-12-31"),
    ("2025-0X", "moment", "2025-01-01", "2025-09-30"),
    ("2025-1X-XX", "moment", "2025-10-01", "2025-12-31"),
    ("2025-09-2X", "moment", "2025-09-20", "2025-09-29"),
    ("2025-02-2X", "moment", "2025-02-20", "2025-02-28"),
]


@pytest.mark.parametrize(("text", "kind", "earliest", "latest"), READINGS + READINGS_OF_OUR_OWN)
def test_an_expression_has_a_kind_and_bounds(
    text: str, kind: str, earliest: str | None, latest: str | None
) -> None:
    assert parse(text).kind == kind
    assert bounds(text) == (earliest, latest)


@pytest.mark.parametrize("text", [reading[0] for reading in READINGS])
def test_the_bounds_are_those_of_the_edtf_package(text: str) -> None:
    theirs = edtf.parse_edtf(text)
    ends = (theirs.lower_strict(), theirs.upper_strict())
    assert bounds(text) == tuple(time.strftime("%Y-%m-%d", end) for end in ends)


@pytest.mark.parametrize(
    ("text", "approximate", "uncertain"),
    [
        ("2026-04", False, False),
        ("2026-04~", True, False),
        ("2026-04?", False, True),
        ("2026-04%", True, True),
        ("2025-12~/2026-01", True, False),
        ("2025-12~/2026-01?", True, True),
        ("[2026-01,2026-02?]", False, True),
    ],
)
def test_doubt_about_any_date_marks_the_whole(text: str, approximate: bool, uncertain: bool) -> None:
    assert (parse(text).approximate, parse(text).uncertain) == (approximate, uncertain)


def test_doubt_does_not_move_the_bounds() -> None:
    assert {bounds(f"2026-04{mark}") for mark in ("", "~", "?", "%")} == {("2026-04-01", "2026-04-30")}


@pytest.mark.parametrize("text", ["2019-06-30", "2019-06-30/2019-06-30", "[2019-06-30..2019-06-30]"])
def test_one_day_without_doubt_is_exact(text: str) -> None:
    assert parse(text).exact


@pytest.mark.parametrize("text", ["2019-06", "2019-06-30~", "2019-06-30?", "[2019-06-30..]", "XXXX"])
def test_anything_else_is_not(text: str) -> None:
    assert not parse(text).exact


@pytest.mark.parametrize(
    ("text", "days"),
    [
        ("2019-06-30", 1),
        ("2024", 366),
        ("2025-10-27/2025-11-01", 6),
        ("[2026-01,2026-02]", 59),
        ("[2026-01,2026-03]", 62),  # not February
        ("[2026-01,2026-01-15]", 31),  # no day twice
        ("2021/..", None),
        ("[..2019]", None),
    ],
)
def test_the_possible_days_are_counted(text: str, days: int | None) -> None:
    assert parse(text).days == days


def test_a_date_prints_as_it_was_written_and_is_read_once() -> None:
    assert str(parse("2025-12~/2026-01")) == "2025-12~/2026-01"
    assert parse("2025-12~/2026-01") is parse("2025-12~/2026-01")


# Refusing: the message names what was found, what is allowed and how to mend it.

REFUSALS = [
    # malformed
    ("", "leave the whole date out"),
    ("soon", "such as 2019-06-30"),
    ("30/06/2019", "found '30'"),
    ("20190630", "hyphens"),
    ("2019-6", "two digits"),
    ("2019-6-30", "two digits"),
    ("2019-06-5", "two digits"),
    ("19", "such as 2019-06-30"),
    ("-2019", "such as 2019-06-30"),
    ("٢٠١٩", "such as 2019-06-30"),
    (" 2019", "spaces"),
    ("2019\n", "spaces"),
    ("[2026-01, 2026-02]", "spaces"),
    ("2019-06-30T10:00:00Z", "time of day"),
    ("201x", "capital X"),
    ("2025-X1", "after the first X"),
    ("20XX-06", "after the first X"),
    ("2025-06-X1", "after the first X"),
    ("2025~-06", "very end"),
    ("2025-06~?", "very end"),
    ("{2025,2026}", "for one of several"),
    ("[2025", "brackets"),
    ("[2025]/[2026]", "brackets"),
    ("[2025/2026]", "two ends only"),
    ("2025/2026/2027", "two ends only"),
    ("[2025..2026..2027]", "such as 2019-06-30"),
    ("2026-21-05", "write 2026-21"),
    # impossible
    ("2025-02-30", "days 1 to 28"),
    ("2025-02-3X", "days 1 to 28"),
    ("2025-04-31", "days 1 to 30"),
    ("2025-04-00", "days 1 to 30"),
    ("2025-13", "months 1 to 12"),
    ("2025-00", "months 1 to 12"),
    ("2025-25", "seasons 21 to 24"),
    ("2025-2X", "seasons 21 to 24"),
    ("0000", "years 1 to 9999"),
    ("9999-24", "years 1 to 9998"),
    # reversed
    ("2026/2025", "swap 2026 and 2025"),
    ("2025-12/2025-11-30", "swap 2025-12 and 2025-11-30"),
    ("[2025-09-28..2025-09-26]", "swap"),
    ("[2019,2026..2025]", "swap"),
    # empty of meaning
    ("..", "at least one date"),
    ("../..", "at least one date"),
    ("/", "at least one date"),
    ("[]", "at least one date"),
    ("[..]", "at least one date"),
    ("[2025,]", "at least one date"),
]


@pytest.mark.parametrize(("text", "hint"), REFUSALS)
def test_what_cannot_be_read_is_refused_with_a_way_out(text: str, hint: str) -> None:
    with pytest.raises(DateError) as caught:
        parse(text)
    message = str(caught.value)
    assert hint in message
    assert repr(text) in message
    assert "found" in message and "allowed" in message and "to mend" in message


@pytest.mark.parametrize("value", [2019, 2019.5, date(2019, 6, 30), None, ["2019"]])
def test_what_yaml_makes_of_an_unquoted_date_is_refused(value: object) -> None:
    with pytest.raises(DateError, match="put it in quotes"):
        parse(value)  # type: ignore[arg-type]


FULL_REFUSALS = [
    ("soon", "soon", ALLOWED, "write year, month, day, such as 2019-06-30"),
    ("2025 ", "2025 ", ALLOWED, "leave out the spaces"),
    ("..", "..", ALLOWED, "state at least one date, or leave the whole date out"),
    ("2026/2025", "2026/2025", "an end that is not before its start", "swap 2026 and 2025"),
    ("20XX-06", "20XX-06", "X for last digits only", "put X for every digit after the first X"),
    ("2026-21-05", "2026-21-05", "a season or quarter without a day", "write 2026-21, or a month"),
    ("2026/2027-02-30?", "2027-02-30?", "days 1 to 28 here", "check the day in the source"),
    ("0000-05", "0000-05", "years 1 to 9999 here", "check the year in the source"),
    ("9999-24", "9999-24", "years 1 to 9998 here", "check the year in the source"),
    (
        "2025-13", "2025-13", "months 1 to 12 here, seasons 21 to 24, quarters 33 to 36",
        "check the month in the source",
    ),
]  # fmt: skip


@pytest.mark.parametrize(("text", "found", "allowed", "mend"), FULL_REFUSALS)
def test_a_refusal_names_the_whole_then_the_part_at_fault_what_is_allowed_and_what_to_do(
    text: str, found: str, allowed: str, mend: str
) -> None:
    with pytest.raises(DateError) as caught:
        parse(text)
    told = f"cannot read the date {text!r}: found {found!r}; allowed: {allowed}; to mend: {mend}"
    assert str(caught.value) == told


def test_an_unquoted_date_is_told_with_its_type_and_how_to_quote_it() -> None:
    with pytest.raises(DateError) as caught:
        parse(2019)  # type: ignore[arg-type]
    told = "found '2019 (int)'; allowed: an EDTF string; to mend: put it in quotes: \"2019\""
    assert str(caught.value) == told


def test_a_date_error_is_a_value_error() -> None:
    assert issubclass(DateError, ValueError)


# Comparing


@pytest.mark.parametrize(
    ("a", "b", "expected"),
    [
        ("2019-06-30", "2019-07-01", "before"),
        ("2019-07", "2019-06", "after"),
        ("[..2026-01-04]", "[2026-01-05..]", "before"),
        ("2021/..", "../2019", "after"),
        ("2019-06-30", "2019-06-30", "same"),
        ("2019-06", "2019-06-01/2019-06-30", "same"),
        ("2019-06", "2019-06-30", "overlap"),
        ("[2025-11..2025-12]", "2025-12/2026-01", "overlap"),
        ("[..2026-01-04]", "2025", "unknown"),
        ("2021/..", "2021/..", "unknown"),
        ("XXXX", "2019", "unknown"),
    ],
)
def test_the_order_of_two_dates_is_claimed_only_if_the_bounds_settle_it(
    a: str, b: str, expected: str
) -> None:
    assert order(parse(a), parse(b)) == expected


@pytest.mark.parametrize(
    ("a", "b", "expected"),
    [
        # between days and between unknown days
        ("2025-09-26", "2025-09-26", (0, 0)),
        ("2025-09-26", "2025-09-27", (1, 1)),
        ("2025-09-27", "2025-09-26", (-1, -1)),
        ("2019-06", "2019-07", (1, 60)),
        ("2019-06", "2019-06", (-29, 29)),
        ("[2025-09-26..2025-09-28]", "2025-09-30", (2, 4)),
        # from the end of a span to the start of another
        ("2025-09-26/2025-09-28", "2025-09-30", (2, 2)),
        ("2025-09-24", "2025-09-26/2025-09-28", (2, 2)),
        ("2025-09-26/2025-09-28", "2025-09-27/2025-10-05", (-1, -1)),
        # a span whose ends are uncertain months
        ("2025-12~/2026-01", "2026-02-01", (1, 31)),
        ("2025-11-30", "2025-12~/2026-01", (1, 31)),
        # ... and that cannot end before it starts, or start after it ends
        ("2025-12-20/2025-12", "2026-01-01", (1, 12)),
        ("2025-11-30", "2025-12/2025-12-10", (1, 10)),
        # open ends leave one limit, or none
        ("2019", "[2020-01-03..]", (3, None)),
        ("[..2019-12-31]", "2020-01-03", (3, None)),
        ("2021/..", "2020-12-31", (None, -1)),
        ("2020-12-31", "2021/..", (1, 365)),
        ("XXXX", "2019", (None, None)),
    ],
)
def test_the_gap_is_the_least_and_most_days_from_end_to_start(
    a: str, b: str, expected: tuple[int | None, int | None]
) -> None:
    assert gap(parse(a), parse(b)) == expected


@pytest.mark.parametrize(
    ("published", "day", "expected"),
    [
        ("2026-01-04", date(2026, 1, 3), "unknown"),
        ("2026-01-04", date(2026, 1, 4), "known"),
        ("2026-01", date(2026, 1, 1), "possibly"),
        ("2026-01", date(2026, 1, 30), "possibly"),
        ("2026-01", date(2026, 1, 31), "known"),
        ("[..2026-01-04]", date(1900, 1, 1), "possibly"),
        ("[..2026-01-04]", date(2026, 1, 4), "known"),
        ("[2025-11-01..]", date(2025, 10, 31), "unknown"),
        ("[2025-11-01..]", date(2999, 1, 1), "possibly"),
        ("XXXX", date(2026, 1, 1), "possibly"),
    ],
)
def test_what_was_published_in_doubt_is_only_possibly_known(published: str, day: date, expected: str) -> None:
    assert known_as_of(parse(published), day) == expected


@pytest.mark.parametrize(
    ("a", "b", "rest"),
    [
        ("2025-09", "[2025-09-26..2025-10-05]", "[2025-09-26..2025-09-30]"),
        ("2025-09", "2025-09-26", "2025-09-26"),
        ("[..2026-01-04]", "[2026-01-04..]", "2026-01-04"),
        ("[2025-11-01..]", "[2025-12-01..]", "[2025-12-01..]"),
        ("[..2026-01-04]", "XXXX", "[..2026-01-04]"),
        ("[2025-11-01..]", "[..2026-01-04]", "[2025-11-01..2026-01-04]"),
        ("2025-09-26/2025-09-28", "[..2025-09-27]", "[2025-09-26..2025-09-27]"),
        ("[2026-01,2026-03]", "[2026-01-30..2026-03-01]", "[2026-01-30..2026-01-31,2026-03-01]"),
        ("2026-04~", "[2026-04-20..2026-05-02]", "[2026-04-20~..2026-04-30~]"),
        ("2026-04~", "2026-04-20?", "2026-04-20%"),
        ("XXXX", "XXXX", "XXXX"),
    ],
)
def test_two_statements_about_one_day_narrow_each_other(a: str, b: str, rest: str) -> None:
    assert intersect(parse(a), parse(b)) == parse(rest)


def test_what_remains_is_written_in_the_shortest_way() -> None:
    month, week = parse("2025-09?"), parse("[2025-09-26..2025-10-05]")
    assert intersect(month, week).edtf == "[2025-09-26?..2025-09-30?]"
    assert intersect(parse("[2026-01-30..2026-01-31,2026-03-01]"), parse("2026")).edtf == (
        "[2026-01-30..2026-01-31,2026-03-01]"
    )
    assert intersect(parse("[2026-01-30,2026-03-01]"), parse("2026")).edtf == "[2026-01-30,2026-03-01]"
    assert intersect(parse("[2026-01,2026-02]"), parse("2026")).edtf == "[2026-01-01..2026-02-28]"
    assert intersect(parse("XXXX?"), parse("XXXX")).edtf == "XXXX?"


def test_statements_without_a_day_in_common_are_both_named() -> None:
    with pytest.raises(DateError) as caught:
        intersect(parse("2025-09"), parse("2025-10~"))
    assert str(caught.value) == (
        "found '2025-09 and 2025-10~'; allowed: dates that share a day; "
        "to mend: widen one, or report the conflict"
    )


@pytest.mark.parametrize(
    ("a", "b"), [("2025-09", "2025-10"), ("[2026-01,2026-03]", "2026-02"), ("[..2019]", "[2020..]")]
)
def test_statements_that_exclude_each_other_are_reported(a: str, b: str) -> None:
    with pytest.raises(DateError, match="share a day"):
        intersect(parse(a), parse(b))


# Weeks


def test_the_tuesdays_of_a_month() -> None:
    tuesdays = weekday_in("Tuesday", parse("2025-09"))
    assert [day.day for day in tuesdays] == [2, 9, 16, 23, 30]
    assert weekday_in("tuesday", parse("2025-09")) == tuesdays


def test_a_weekday_may_be_missing_from_a_few_days_and_from_the_gaps_of_a_set() -> None:
    assert weekday_in("Monday", parse("[2025-09-26..2025-09-28]")) == []
    assert {day.month for day in weekday_in("Monday", parse("[2026-01,2026-03]"))} == {1, 3}


@pytest.mark.parametrize("within", ["2021/..", "../2021", "[..2021]"])
def test_weekdays_need_both_bounds(within: str) -> None:
    with pytest.raises(DateError) as caught:
        weekday_in("Monday", parse(within))
    assert str(caught.value) == (
        f"found {within!r}; allowed: dates with a first and a last day; to mend: close the open end"
    )


def test_weekdays_have_an_english_name() -> None:
    with pytest.raises(DateError) as caught:
        weekday_in("Mardi", parse("2025"))
    days = "Monday, Tuesday, Wednesday, Thursday, Friday, Saturday, Sunday"
    assert str(caught.value) == (
        f"found 'Mardi'; allowed: weekdays {days}; to mend: write the English name in full"
    )


@pytest.mark.parametrize("day", [date(2025, 9, 22), date(2025, 9, 25), date(2025, 9, 28)])
def test_a_week_runs_from_monday_to_sunday(day: date) -> None:
    assert week_of(day) == parse("2025-09-22/2025-09-28")


# Wording


@pytest.mark.parametrize(
    ("text", "long", "short"),
    [
        ("2019", "2019", "2019"),
        ("2019-06", "June 2019", "Jun 2019"),
        ("2019-06-30", "30 June 2019", "30 Jun 2019"),
        ("2019-06-05", "5 June 2019", "5 Jun 2019"),
        ("2026-04~", "about April 2026", "c. Apr 2026"),
        ("2026-04?", "perhaps April 2026", "perhaps Apr 2026"),
        ("2026-04%", "perhaps about April 2026", "perhaps c. Apr 2026"),
        ("XXXX", "unknown date", "unknown date"),
        # seasons and quarters
        ("2026-21", "spring 2026", "spring 2026"),
        ("2026-24", "winter 2026–27", "winter 2026–27"),
        ("2026-33", "first quarter of 2026", "Q1 2026"),
        ("2026-36", "fourth quarter of 2026", "Q4 2026"),
        ("2026-33/2026-06", "from first quarter of 2026 to June 2026", "Q1–Jun 2026"),
        ("2026-33/2026-34", "from first to second quarter of 2026", "Q1–Q2 2026"),
        # one unknown day
        ("[2025-09-26..2025-09-28]", "between 26 and 28 September 2025", "26–28 Sep 2025"),
        ("[2025-11..2025-12]", "between November and December 2025", "Nov–Dec 2025"),
        ("[2025-11-01..]", "on or after 1 November 2025", "on or after 1 Nov 2025"),
        ("[2025-11..]", "in or after November 2025", "in or after Nov 2025"),
        ("[..2026-01-04]", "by 4 January 2026", "by 4 Jan 2026"),
        ("[..2026-01]", "by the end of January 2026", "by the end of Jan 2026"),
        ("2025-1X", "between October and December 2025", "Oct–Dec 2025"),
        ("2025-09-2X", "between 20 and 29 September 2025", "20–29 Sep 2025"),
        ("2025-04-3X", "30 April 2025", "30 Apr 2025"),
        ("20XX", "between 2000 and 2099", "2000–2099"),
        ("20XX~", "about 2000–2099", "c. 2000–2099"),
        ("2025-1X~", "about October–December 2025", "c. Oct–Dec 2025"),
        # one of several
        ("[2026-01,2026-02]", "January or February 2026", "Jan or Feb 2026"),
        ("[2026-01,2026-02,2026-04]", "January, February or April 2026", "Jan, Feb or Apr 2026"),
        ("[2025-12,2026-01]", "December 2025 or January 2026", "Dec 2025 or Jan 2026"),
        (
            "[2025-06-05,2025-07-06,2025-06-07]",
            "5 June, 6 July or 7 June 2025",
            "5 Jun, 6 Jul or 7 Jun 2025",
        ),
        (
            "[2025-11..2025-12,2026-03]",
            "November–December 2025 or March 2026",
            "Nov–Dec 2025 or Mar 2026",
        ),
        (
            "[2025-11,2025-12..2026-01]",
            "November 2025 or December 2025 – January 2026",
            "Nov 2025 or Dec 2025 – Jan 2026",
        ),
        (
            "[..2025-11,2026-01]",
            "by the end of November 2025 or January 2026",
            "by the end of Nov 2025 or Jan 2026",
        ),
        # from one to another
        ("2025-09-26/2025-09-28", "from 26 to 28 September 2025", "26–28 Sep 2025"),
        ("2025-10-27/2025-11-01", "from 27 October to 1 November 2025", "27 Oct – 1 Nov 2025"),
        ("2025-12-30/2026-01-02", "from 30 December 2025 to 2 January 2026", "30 Dec 2025 – 2 Jan 2026"),
        ("2025-12~/2026-01", "from about December 2025 to January 2026", "c. Dec 2025 – Jan 2026"),
        ("2025-09-26/2025-09", "from 26 September 2025 to September 2025", "26 Sep 2025 – Sep 2025"),
        ("2019/2021-03-01", "from 2019 to 1 March 2021", "2019 – 1 Mar 2021"),
        ("2019/2021", "from 2019 to 2021", "2019–2021"),
        ("2019/2019", "2019", "2019"),
        ("2021/..", "since 2021", "since 2021"),
        ("2021/", "from 2021, end unknown", "from 2021, end unknown"),
        ("../2019", "until 2019", "until 2019"),
        ("/2019", "until 2019, start unknown", "until 2019, start unknown"),
    ],
)
def test_dates_are_worded_plainly(text: str, long: str, short: str) -> None:
    assert label(parse(text)) == long
    assert label(parse(text), short=True) == short


# What holds of every date

DAYS = st.dates(date(1000, 1, 1), date(2999, 12, 31))
SINGLES = st.builds(
    lambda form, mark: form + mark,
    st.one_of(
        DAYS.map(date.isoformat),
        DAYS.map(lambda day: f"{day:%Y-%m}"),
        DAYS.map(lambda day: f"{day:%Y}"),
        DAYS.map(lambda day: f"{day:%Y}"[:3] + "X"),
        DAYS.map(lambda day: f"{day:%Y-%m}-XX"),
        st.builds(
            lambda day, code: f"{day:%Y}-{code}", DAYS, st.sampled_from([21, 22, 23, 24, 33, 34, 35, 36])
        ),
        st.just("XXXX"),
    ),
    st.sampled_from(["", "", "~", "?", "%"]),
)


@st.composite
def expressions(draw: st.DrawFn) -> str:
    """Draw a single date, a span, a range or a set; reversed pairs are put right."""
    form = draw(st.sampled_from(["{0}", "{0}/{1}", "[{0}..{1}]", "[{0},{1}]", "{0}/..", "../{0}",
                                 "{0}/", "[..{0}]", "[{0}..]", "[..{0},{1}]"]))  # fmt: skip
    pair = [draw(SINGLES), draw(SINGLES)]
    return form.format(*sorted(pair, key=lambda text: parse(text).earliest or date.min))


def readable(text: str) -> bool:
    """Leave out what sorting cannot put right: XXXX as the second end is fine, reversal is not."""
    try:
        return bool(parse(text))
    except DateError:
        return False


WHENS = expressions().filter(readable).map(parse)


@given(WHENS)
def test_the_earliest_day_is_never_after_the_latest(when: When) -> None:
    assume(when.earliest and when.latest)
    assert when.earliest <= when.latest
    assert 1 <= when.days <= (when.latest - when.earliest).days + 1


@given(WHENS)
def test_reading_what_was_printed_gives_the_same(when: When) -> None:
    assert parse(str(when)) == when


@given(WHENS, st.booleans())
def test_every_date_has_words(when: When, short: bool) -> None:
    words = label(when, short=short)
    assert words.strip() == words != ""
    assert "XX" not in words and "  " not in words and "None" not in words


def possible_days(when: When) -> set[date]:
    """List the possible days one by one, each asked alone."""
    days = range(when.earliest.toordinal(), when.latest.toordinal() + 1)
    return {day for day in map(date.fromordinal, days) if shares(when, parse(day.isoformat()))}


def shares(a: When, b: When) -> bool:
    try:
        return bool(intersect(a, b))
    except DateError:
        return False


@given(DAYS, st.integers(0, 40), st.integers(-20, 60), st.integers(0, 40))
def test_a_set_of_two_ranges_has_the_days_of_each_and_no_other(
    start: date, length: int, step: int, other: int
) -> None:
    def run(first: date, days: int) -> tuple[str, set[date]]:
        last = first + timedelta(days=days)
        return f"{first}..{last}", {first + timedelta(days=n) for n in range(days + 1)}

    (one, ones), (two, twos) = run(start, length), run(start + timedelta(days=step), other)
    when = parse(f"[{one},{two}]")
    assert possible_days(when) == ones | twos
    assert when.days == len(ones | twos)
    assert (when.earliest, when.latest) == (min(ones | twos), max(ones | twos))


@given(DAYS, DAYS)
def test_the_gap_between_two_days_is_their_distance(a: date, b: date) -> None:
    days = (b - a).days
    assert gap(parse(str(a)), parse(str(b))) == (days, days)


@given(WHENS, WHENS)
def test_order_turns_round_with_its_arguments(a: When, b: When) -> None:
    turned = {"before": "after", "after": "before"}
    assert order(b, a) == turned.get(order(a, b), order(a, b))


@given(WHENS, WHENS)
def test_the_gap_agrees_with_the_order(a: When, b: When) -> None:
    least, most = gap(a, b)
    assert least is None or most is None or least <= most
    assert (order(a, b) == "before") == (least is not None and least > 0)
    if order(a, b) == "after":
        assert most is not None and most < 0


@given(WHENS, WHENS)
def test_what_remains_lies_within_both_and_keeps_their_doubt(a: When, b: When) -> None:
    try:
        rest = intersect(a, b)
    except DateError:
        return
    assert rest == intersect(b, a)
    assert order(a, b) not in ("before", "after")
    assert intersect(rest, a) == rest
    assert rest.approximate == (a.approximate or b.approximate)
    assert rest.uncertain == (a.uncertain or b.uncertain)


@given(WHENS, DAYS)
def test_knowledge_only_grows(when: When, day: date) -> None:
    stages = ("unknown", "possibly", "known")
    later = known_as_of(when, day + timedelta(days=1))
    assert stages.index(known_as_of(when, day)) <= stages.index(later)


@given(DAYS)
def test_every_day_lies_in_its_week_once(day: date) -> None:
    week = week_of(day)
    assert week.days == 7 and week.earliest.weekday() == 0
    assert weekday_in(f"{day:%A}", week) == [day]
