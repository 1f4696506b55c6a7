"""Date expressions mean what a reader of that day would take them to mean."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from summitwatch.dates import parse
from summitwatch.reading.expressions import read_expressions

MONDAY = "2025-11-03"
CASES = [
    ("He left on June 30, 2019.", "June 30, 2019", "2019-06-30"),
    ("He left on 30 June 2019.", "30 June 2019", "2019-06-30"),
    ("The pact of 2018 Sept. 19 holds.", "2018 Sept. 19", "2018-09-19"),
    ("It opened on 2025-10-31.", "2025-10-31", "2025-10-31"),
    ("He said on Oct. 28 that it rained.", "Oct. 28", "2025-10-28"),
    ("The forum runs until Nov 7.", "Nov 7", "2025-11-07"),
    ("They met from Oct. 28 to 30.", "Oct. 28 to 30", "2025-10-28/2025-10-30"),
    ("They will meet on 13-15 May.", "13-15 May", "2026-05-13/2026-05-15"),
    ("She spoke on Sunday, Nov. 2.", "Sunday, Nov. 2", "2025-11-02"),
    ("She spoke in September.", "September", "2025-09"),
    ("A planned April visit is near.", "April", "2026-04"),
    ("The congress is slated for January or February.", "January or February", "[2026-01..2026-02]"),
    ("It fell in early 2018.", "early 2018", "[2018-01..2018-04]"),
    ("During his late-October trip he spoke.", "late-October", "[2025-10-21..2025-10-31]"),
    ("It is due in the first quarter of next year.", "first quarter of next year", "2026-33"),
    ("It met in the last week of October.", "last week of October", "[2025-10-25..2025-10-31]"),
    ("Famine struck in the late 1990s.", "late 1990s", "[1997..1999]"),
    ("They will meet next spring.", "next spring", "2026-21"),
    ("It broke down in autumn 2019.", "autumn 2019", "2019-23"),
    ("It rose in Q2 2025.", "Q2 2025", "2025-34"),
    ("He said so last week.", "last week", "[2025-10-27..2025-11-02]"),
    ("He said so this week.", "this week", "[2025-11-03..2025-11-09]"),
    ("He will say so next month.", "next month", "2025-12"),
    ("He said so earlier this year.", "earlier this year", "[2025-01-01..2025-11-03]"),
    ("He said so two years ago.", "two years ago", "2023"),
    ("He said so three days ago.", "three days ago", "2025-10-31"),
    ("It fell over the past three months.", "past three months", "2025-08~/2025-11~"),
    ("It was told on Saturday.", "Saturday", "2025-11-01"),
    ("It will be told on Saturday.", "Saturday", "2025-11-08"),
    ("It was told over the weekend.", "weekend", "[2025-11-01..2025-11-02]"),
    ("It was told yesterday.", "yesterday", "2025-11-02"),
    ("He is now calm.", "now", "2025-11~"),
    ("It was told on the 28th.", "28th", "2025-10-28"),
    ("It was told recently.", "recently", None),
    (
        "They will meet in the first ten days of December.",
        "first ten days of December",
        "[2025-12-01..2025-12-10]",
    ),
    ("The drill runs between May 27 and June 3.", "May 27 and June 3", "2026-05-27/2026-06-03"),
    ("He said so 48 hours ago.", "48 hours ago", "2025-11-01"),
    ("It will not change in the current year.", "current year", "2025"),
    ("No reply had come by October.", "October", "2025-10"),
    ("A reply is due by October.", "October", "2026-10"),
    ("He said midsummer may bring another.", "midsummer", "[2026-07-01..2026-07-30]"),
    ("The trip was postponed from the end of October.", "end of October", "[2025-10-21..2025-10-31]"),
    ("A letter left on Thanksgiving.", "Thanksgiving", "2024-11-28"),
    ("They will meet within a year.", "a year", "[2025-11-03..2026-11-03]"),
    ("They will resume in two or three weeks.", "two or three weeks", "[2025-11-17..2025-11-30]"),
    ('He said: "You had better stop dreaming of April."', "April", "2026-04"),
    ("It held for one or two years.", "one or two years", None),
    ("It began in his first term.", "first term", None),
    ("She left on Monday of last week.", "Monday of last week", "2025-10-27"),
    (
        "It rained from Tuesday to Thursday last week.",
        "Tuesday to Thursday last week",
        "2025-10-28/2025-10-30",
    ),
    ("It will run from Wednesday to Friday.", "Wednesday to Friday", "2025-11-05/2025-11-07"),
    ("It ran from Thursday to Saturday.", "Thursday to Saturday", "2025-10-30/2025-11-01"),
    ("They will meet in the week of 17 November.", "week of 17 November", "[2025-11-17..2025-11-23]"),
    ("It lasted between 3 March and 9 April 2024.", "3 March and 9 April 2024", "2024-03-03/2024-04-09"),
    ("They sold rice in March and April.", "March and April", "2025-03/2025-04"),
    ("Sales rose in Q2.", "Q2", "2025-34"),
    ("A draft is due by Q1.", "Q1", "2026-33"),
    ("Exports fell 3% in the first nine months.", "first nine months", "[2025-01..2025-09]"),
    ("It snowed in the last two months of 2024.", "last two months of 2024", "[2024-11..2024-12]"),
    ("It began in the sixties.", "sixties", "196X"),
    ("It ended in the late seventies.", "late seventies", "[1977..1979]"),
    ("The wall was mended over the summer.", "summer", "2025-22"),
    ("The stamp says 25.12.2023.", "25.12.2023", "2023-12-25"),
    ("They left before the vote on the calendar for December.", "December", "2025-12"),
    ("The radio, in a talk on Thursday, called it odd.", "Thursday", "2025-10-30"),
    ("They will rest in the days ahead.", "days ahead", None),
]


def read(text, published=MONDAY):
    return [e for found in read_expressions([text], published) for e in found]


def test_what_only_sounds_like_a_date_is_none():
    for text in ("They argue now and then.", "It was a year of proof.", "She bought a Christmas tree."):
        assert read(text) == []


def test_that_day_is_the_one_told_last():
    text = "On May 24 he called it off; by that Saturday they had met, and that night they ate."
    assert [e.edtf for e in read(text)] == ["2025-05-24", "2025-05-24", "2025-05-24"]


@pytest.mark.parametrize(("text", "surface", "edtf"), CASES, ids=[c[0] for c in CASES])
def test_an_expression_is_resolved(text, surface, edtf):
    [found] = read(text)
    assert (found.surface, found.edtf) == (surface, edtf)
    assert found.rule


@pytest.mark.parametrize(
    "text",
    ["He may go.", "May he rest.", "Theresa May spoke.", "They will march on.", "Resolution 2094 holds.", "They sent 2,000 troops.",
     "They sent 2000 soldiers.", "It cost $2018.", "One day it will end.", "The sat phone broke.",
     "She sold her Audi Q3.", "In Q3 of the form he wrote no.", "Weeks ahead of the vote he fell ill.",
     "The temperature was in the nineties.", "A man in his eighties spoke."],
)  # fmt: skip
def test_what_only_looks_like_a_date_is_none(text):
    assert read(text) == []


@pytest.mark.parametrize(
    ("text", "published", "candidates"),
    [
        ("A July summit, at most.", MONDAY, ("2025-07", "2026-07")),
        ("Talks on Thursday.", MONDAY, ("2025-10-30", "2025-11-06")),
        ("He said so last Friday.", "2025-11-08", ("2025-10-31", "2025-11-07")),
        ("He said so on Wednesday.", "[2025-12-22..2025-12-28]", ("2025-12-17", "2025-12-24")),
    ],
)
def test_what_cannot_be_told_keeps_its_candidates(text, published, candidates):
    [found] = read(text, published)
    assert (found.edtf, found.candidates) == (None, candidates)
    assert found.reason


def test_digits_that_read_two_ways_keep_both():
    [found] = read("The stamp says 10/12/2024, not more.")
    assert (found.edtf, found.candidates) == (None, ("2024-12-10", "2024-10-12"))


@pytest.mark.parametrize(
    ("text", "values"),
    [
        ("The talks were moved from Monday to Tuesday.", 2),  # no stretch of time
        ("He spoke in May and September.", 2),
        ("Last week it rained from Thursday to Friday.", 2),
    ],
)
def test_two_dates_are_no_stretch_where_nothing_lasts(text, values):
    assert len(read(text)) == values


def test_what_hangs_on_another_day_takes_the_right_one():
    texts = ["He came on Sunday.", "They will sing on December 18.", "She had rung him the day before."]
    assert read_expressions(texts, MONDAY)[-1][0].edtf == "2025-11-01"
    text = "It rained on Friday, when it was still Thursday there, and that same night it froze."
    assert [e.edtf for e in read(text)][-1] == "2025-10-31"
    text = "The fair ran from Monday to Friday last week; the day before it began, he paid."
    assert [e.edtf for e in read(text)][-1] == "2025-10-26"
    assert [e.edtf for e in read("He left on 1 October; a week later she did.")][-1] == "2025-10-08~"


def test_without_a_day_of_publication_only_what_is_absolute_has_a_value():
    assert [e.edtf for e in read("He said on Friday that 2019 was good, and April bad.", None)] == [
        None,
        "2019",
        None,
    ]


def test_doubt_about_publication_widens_a_week():
    assert read("He came this week.", "[2025-10-26..2025-11-02]")[0].edtf == "[2025-10-20..2025-11-02]"


@pytest.mark.parametrize(
    ("texts", "last"),
    [
        (
            ["A summit failed in 2019.", "Since then it is quiet.", "The February 2019 summit was short."],
            "2019-02/..",
        ),
        (["He plans an April visit.", "The lead-up to the visit counts."], "../2026-04"),
        (["They met on June 12, 2018.", "Three days later he left."], "2018-06-15"),
        (["They met on June 12, 2018.", "The following year they met again."], "2019"),
        (["She came on January 5, 2026, the second day of his four-day visit."], "2026-01-04/2026-01-07"),
    ],
)
def test_a_date_hangs_on_an_event_of_the_story(texts, last):
    values = [
        e.edtf
        for found in read_expressions(texts, "2026-01-20" if "January" in texts[0] else MONDAY)
        for e in found
    ]
    assert last in values


WORDS = ["May", "March", "5", "2019", "early", "last", "week", "of", "to", "or", "and", "two", "years", "ago", "Sunday", ",", "the", "next",
         "first", "quarter", "since then", "31", "February", "late", "1990s", "day", "the weekend", "second day of", "in", "-", "spring"]  # fmt: skip


@given(
    st.lists(st.sampled_from(WORDS), max_size=16).map(" ".join),
    st.sampled_from([None, MONDAY, "2024-02-29", "[2025-12-22..2026-01-03]", "2025-1X"]),
)
def test_expressions_are_slices_in_order_with_dates_that_can_be_read(text, published):
    found = read(text, published)
    assert found == read(text, published)
    end = 0
    for e in found:
        assert e.start >= end
        assert e.surface == text[e.start : e.end]
        end = e.end
        for value in (e.edtf, *e.candidates):
            if value is not None:
                when = parse(value)
                assert when.earliest is None or when.latest is None or when.earliest <= when.latest


@given(st.text(max_size=80))
def test_any_text_can_be_searched(text):
    for e in read(text):
        assert e.surface == text[e.start : e.end]
