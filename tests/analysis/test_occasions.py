"""Three occasions: who expected what, what was prepared, which reasons were given, how the date moved."""

import csv

import pandas as pd
import pytest

from summitwatch.analysis.accounts import REASONS, SIGNALS, origins, reasons, signals, when_told
from summitwatch.analysis.date_history import date_history
from summitwatch.analysis.dating import not_after
from summitwatch.analysis.occasions import (
    OCCASIONS,
    calls_on,
    expectations,
    meetings,
    naive_rule,
    wishes_on,
)
from summitwatch.dates import parse
from summitwatch.tables import DATA, load

DATASET = load(DATA)
APEC, SPRING, MAY = OCCASIONS


def read(table: str) -> list[dict[str, str]]:
    with (DATA / f"{table}.csv").open(encoding="utf-8", newline="") as stream:
        return list(csv.DictReader(stream))


def test_a_second_rendering_of_one_remark_is_no_call_of_its_own():
    doubled = {row["forecast_id"] for row in read("forecasts") if row["second_of"]}
    assert doubled
    assert not doubled & set(expectations(DATASET)["forecast_id"])


def test_what_a_principal_says_of_its_own_wish_is_no_call():
    principals = {row["actor_id"] for row in read("actors") if row["principal"] == "yes"}
    assert not principals & set(expectations(DATASET)["speaker"].dropna())
    assert principals >= set(wishes_on(DATASET, APEC)["speaker"])


def test_one_row_per_speaker_proposition_and_day():
    named = expectations(DATASET).dropna(subset=["speaker"])
    assert not named.duplicated(["speaker", "proposition_id", "made"]).any()


def test_the_day_of_a_call_is_that_of_the_words():
    made = expectations(DATASET).set_index("forecast_id")["made"]
    assert made["FC134"] == "2025-10-24"
    assert made["FC023"] == "2025-10-26"  # the core gives no day; the wider record does
    assert made["FC003"] == "[2025-12-22..2025-12-28]"  # of the report


def test_words_without_a_day_are_not_later_than_their_first_report():
    assert not_after(["2026-03-02", "2026-02"]).edtf == "[..2026-02-28]"
    assert not_after([]).latest is None


def test_ten_likelihoods_were_put_on_apec_and_none_on_the_visits():
    table = expectations(DATASET).query("about == 'meeting' and banded")
    assert table["occasion"].value_counts().to_dict() == {"apec": 10}
    assert calls_on(DATASET, MAY).empty


def test_the_record_of_may_holds_no_wish_and_no_call():
    assert wishes_on(DATASET, MAY).empty
    assert {row["inferred"] for row in read("event_states") if row["event_id"] == MAY.meeting} == {"yes"}


@pytest.mark.parametrize("chosen", [SIGNALS, REASONS], ids=["signals", "reasons"])
def test_chosen_records_exist_for_each_occasion(chosen):
    assert list(chosen) == [occasion.key for occasion in OCCASIONS]
    for rows in chosen.values():
        for pair in rows:
            named = [pair[1]] if chosen is SIGNALS else [pair[0], *pair[1]]
            assert all(DATASET.has(record) for record in named)


def test_accounts_stand_in_the_order_of_their_days():
    for occasion in OCCASIONS:
        for frame in (signals(DATASET, occasion.key), reasons(DATASET, occasion.key)):
            days = [parse(str(text)).latest for text in frame["when"].dropna()]
            assert days == sorted(days)


def test_a_reason_names_who_gave_it():
    given = reasons(DATASET, "apec").set_index("record_id")
    assert given.loc["CL149", "who"] == "Donald Trump"
    assert given.loc["CL151", "who"] == "Lee Seong-hyon; Choo Jae-woo"
    assert (reasons(DATASET, "spring").set_index("record_id")["who"])["CL221"] == "an outlet's headline"


def test_a_briefing_that_four_outlets_retell_is_told_by_four_origins():
    assert str(origins(DATASET, "CL160")) == "4"
    assert str(origins(DATASET, "CL220")) == "1–4"


def test_a_claim_is_as_old_as_the_first_item_that_tells_it():
    assert when_told(DATASET, "CL105") == "2025-06-12"


def test_every_state_of_an_event_has_a_row_in_its_history():
    history = date_history(DATASET, "EV008")
    states = {row["state_id"] for row in read("event_states") if row["event_id"] == "EV008"}
    assert set(history["state_id"]) == states
    last = history["asserted_latest"].dropna()
    assert list(last) == sorted(last)


def test_a_delay_of_five_or_six_weeks_keeps_both_its_readings():
    row = date_history(DATASET, "EV008").set_index("state_id").loc["ES1042"]
    assert (str(row["earliest"]), str(row["latest"])) == ("2026-04-21", "2026-05-14")
    assert "," in row["date_believed"]


def test_the_naive_rule_counts_settled_propositions_once():
    table = naive_rule(DATASET).set_index("about")
    main = [row for row in read("resolutions") if row["reading"] == "main"]
    settled = {
        row["proposition_id"]: row["outcome"] for row in sorted(main, key=lambda r: r["tier"] == "context")
    }
    question = {row["proposition_id"]: row["question_id"] for row in read("propositions")}
    meeting = [out for p, out in settled.items() if question[p] == "QN01" and out in ("yes", "no")]
    other = [out for p, out in settled.items() if question[p] != "QN01" and out in ("yes", "no")]
    assert (table["k"]["meeting"], table["n"]["meeting"]) == (meeting.count("no"), len(meeting))
    assert (table["k"]["else"], table["n"]["else"]) == (other.count("yes"), len(other))


def test_meetings_are_those_of_the_two_men_or_their_states():
    found = meetings(DATASET)
    assert {"EV001", "EV002", "EV003", APEC.meeting, SPRING.meeting, MAY.meeting} <= set(found["event_id"])
    assert not {"EV194", "EV203"} & set(found["event_id"])  # others spoke of Kim
    assert isinstance(found, pd.DataFrame)
