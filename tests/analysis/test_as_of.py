"""What the reports of a day told: only what was out, nothing that the coders knew later."""

from datetime import date
from types import SimpleNamespace

import pandas as pd
import pytest

from summitwatch.analysis.as_of import ON_VISIT, calls_as_of, carried, events_as_of, known
from summitwatch.analysis.page_days import edition_day, publication
from summitwatch.dates import parse
from summitwatch.tables import DATA, load

DATASET = load(DATA)
S2_DAY, S1_DAY = date(2025, 9, 28), date(2025, 12, 28)
TIES = {day: carried(DATASET, day) for day in (S2_DAY, S1_DAY, date(2026, 11, 22))}


class Tiny(SimpleNamespace):
    """Four pages about one event, made by hand: one dated, one within a week, one undated, one told nothing."""

    __hash__ = object.__hash__  # results are kept by dataset

    def __getitem__(self, asked):
        name, *columns = (asked,) if isinstance(asked, str) else asked
        return getattr(self, name)[columns or slice(None)].copy()

    def column(self, name, column, *, by=None):
        return self[name].set_index(by)[column] if by else self[name][column]

    def refined(self, *asked):
        return self[asked]


def frame(columns, *rows):
    return pd.DataFrame(list(rows), columns=columns.split(), dtype="str")


TINY = Tiny(
    sources=frame(
        "source_id publisher publisher_actor kind tier", *[(s, s, None, "wire", "context") for s in "ABCD"]
    ),
    items=frame(
        "item_id source_id published origin same_story_as kind",
        ("a", "A", "2025-09-01", "A", None, "story"),
        ("b", "B", "[2025-09-05..2025-09-12]", "B", None, "story"),
        ("c", "C", None, "C", None, "story"),
        ("d", "D", None, "D", None, "story"),
    ),
    sentences=frame("sentence_id item_id segment", ("A-1-1", "a", "body")),
    events=frame("event_id title kind strand", ("E1", "Meeting of two", "meeting", "trump_kim")),
    event_states=frame(
        "state_id event_id state date_believed asserted_on inferred",
        ("s1", "E1", "scheduled", "2025-12-01", "2025-09-01", "no"),
        ("s2", "E1", "postponed", "2026-01-01", None, "no"),
        ("s3", "E1", "occurred", "2025-10-03", None, "no"),
        ("s4", "E1", "did_not_occur", None, None, "yes"),
    ),
    statements=frame("statement_id said_on reported_on", ("ST1", "2025-08-30", None)),
    judgements=frame("as_of", ("2026-01-31",)),
    evidence=frame(
        "evidence_id record_id item_id sentence_id stance",
        ("x1", "s1", "a", None, "supports"),
        ("x2", "s2", "b", None, "supports"),
        ("x3", "s3", "c", None, "supports"),
        ("x4", "s4", "a", None, "supports"),
    ),
)


@pytest.mark.parametrize(
    ("day", "out"),
    [
        (date(2025, 8, 31), {"d": "possibly"}),
        (date(2025, 9, 1), {"a": "known", "d": "possibly"}),
        (date(2025, 9, 5), {"a": "known", "b": "possibly", "d": "possibly"}),
        (date(2025, 9, 12), {"a": "known", "b": "known", "d": "possibly"}),
        (date(2025, 10, 3), {"a": "known", "b": "known", "c": "possibly", "d": "possibly"}),
        (date(2026, 1, 31), {"a": "known", "b": "known", "c": "known", "d": "known"}),
    ],
)
def test_known_by_its_latest_day_possibly_from_its_earliest(day, out):
    assert known(TINY, day) == out


def test_a_page_without_date_is_not_older_than_the_latest_past_day_it_tells_of():
    days = publication(TINY)
    assert days["c"].edtf == "[2025-10-03..2026-01-31]"
    assert days["d"].edtf == "[..2026-01-31]"


def test_a_plan_that_a_page_tells_does_not_date_it():
    later = Tiny(**(vars(TINY) | {"items": TINY["items"].assign(published=None)}))
    assert publication(later)["a"].earliest == date(2025, 9, 1)  # the day of the words, not of the plan


@pytest.mark.parametrize(
    ("day", "status", "knowledge", "possibly"),
    [
        (date(2025, 9, 1), "planned", "known", 0),
        (date(2025, 9, 5), "planned", "known", 1),  # the delay is only possibly known, and decides nothing
        (date(2025, 9, 12), "moved", "known", 0),
        (date(2025, 10, 3), "moved", "known", 1),
        (date(2026, 1, 31), "held", "known", 0),
    ],
)
def test_status_is_computed_from_what_was_known_then(day, status, knowledge, possibly):
    row = events_as_of(TINY, day).iloc[0]
    assert (row["status"], row["knowledge"], row["n_possibly"]) == (status, knowledge, possibly)


def test_what_no_page_told_yet_is_not_shown():
    assert events_as_of(TINY, date(2025, 8, 31)).empty


def test_what_coders_inferred_is_no_report():
    assert "failed" not in {events_as_of(TINY, day)["status"].iloc[0] for day in (S2_DAY, S1_DAY)}
    now = events_as_of(DATASET, date(2026, 11, 22), TIES[date(2026, 11, 22)]).set_index("event_id")
    assert "EV201" not in now.index and now.loc["EV006", "status"] == "wished"


@pytest.mark.parametrize("day", TIES)
def test_no_view_rests_on_a_page_that_cannot_have_been_out(day):
    first = {item: when.earliest for item, when in publication(DATASET).items()}
    assert all(first[item] is None or first[item] <= day for item in TIES[day]["item_id"])


def test_the_visit_to_china_was_a_plan_on_both_days_and_is_held_now():
    found = [
        events_as_of(DATASET, day, ties).set_index("event_id").loc["EV008"] for day, ties in TIES.items()
    ]
    assert [row["status"] for row in found] == ["planned", "planned", "held"]
    assert [row["best"] for row in found][1:] == ["[2026-04-01..2026-04-30]", "2026-05-13/2026-05-15"]


def test_the_meeting_beside_apec_was_a_wish_on_s2s_day():
    status = [
        events_as_of(DATASET, d, t).set_index("event_id").loc["EV047", "status"] for d, t in TIES.items()
    ]
    assert status == ["wished", "failed", "failed"]


@pytest.mark.parametrize("day", TIES)
def test_a_call_stands_until_its_time_is_over_and_tells_no_outcome(day):
    table = calls_as_of(DATASET, day, TIES[day])
    ends = [parse(text).latest for text in table["horizon"].dropna()]
    assert len(table) and all(end >= day for end in ends)
    assert "outcome" not in table.columns
    assert len(table) <= 25 and len(events_as_of(DATASET, day, TIES[day])) <= 25


def test_each_voice_has_its_last_word_on_a_proposition():
    table = calls_as_of(DATASET, S1_DAY, TIES[S1_DAY])
    assert not table[table["who"] != "nobody named"].duplicated(["who", "proposition_id"]).any()
    assert "FC174" in set(
        table.query("knowledge == 'possibly'")["forecast_id"]
    )  # Cha's, of a page of December


def test_the_propositions_on_the_visit_are_about_trump_and_china():
    texts = DATASET["propositions"].set_index("proposition_id")["text"][list(ON_VISIT)]
    assert all("Trump" in text and ("China" in text or "Beijing" in text) for text in texts)


def test_everything_in_the_record_had_been_read_by_the_edition():
    day = edition_day(DATASET)
    assert day == date(2026, 11, 22)
    assert set(known(DATASET, day).values()) == {"known"}
    assert len(known(DATASET, day)) == len(DATASET["items"])
