"""A few of the numbers that the chapters tell, counted again by another route."""

import csv
import re
from collections import Counter
from datetime import date
from functools import cache
from importlib import import_module

from summitwatch.analysis.chronology import timeline
from summitwatch.analysis.corroboration import claims_table
from summitwatch.dates import parse
from summitwatch.prose import reading
from summitwatch.prose.edition import edition_day
from summitwatch.prose.format import number
from summitwatch.tables import DATA, load

WHOLE = load(DATA)
DATASET = WHOLE.only("core")


def rows(table: str) -> list[dict[str, str]]:
    """Return the rows of a table that rest on a core sentence, found by reading the files again."""
    found = read(table)
    if "sentence_id" in found[0]:
        return [row for row in found if row["sentence_id"]]
    carried = {row["record_id"] for row in read("evidence") if row["sentence_id"]}
    return [row for row in found if next(iter(row.values())) in carried]


def read(table: str) -> list[dict[str, str]]:
    with (DATA / f"{table}.csv").open(encoding="utf-8", newline="") as stream:
        return list(csv.DictReader(stream))


@cache
def told_by(chapter: str) -> dict[str, str]:
    """Return what a chapter tells of the whole record, reckoned once."""
    told: dict[str, str] = import_module(f"summitwatch.prose.{chapter}").values(WHOLE)
    return told


def test_stories_after_the_record_grows_thin() -> None:
    months = [parse(row["published"]).earliest for row in read("items") if row["published"]]
    late = sum(1 for first in months if first and first >= date(2026, 3, 19))
    told = told_by("index")
    assert (told["late"], told["dated"]) == (number(late, words=True), str(len(months)))
    assert told_by("occasions")["late"] == str(late)


def test_calls_on_a_meeting_beside_apec() -> None:
    speakers = {row["statement_id"]: row["speaker"] for row in read("statements")}
    principals = {row["actor_id"] for row in read("actors") if row["principal"] == "yes"}
    calls = [
        row
        for row in read("forecasts")
        if row["proposition_id"] == "PR19"
        and not row["second_of"]
        and speakers[row["statement_id"]] not in principals
    ]
    banded = [row for row in calls if row["band"] != "unquantified"]
    told = told_by("occasions")
    assert told["apec_calls"] == str(len(calls))
    assert told["apec_banded"] == number(len(banded), words=True)
    assert told["apec_against"] == number(sum(row["polarity"] == "no" for row in banded), words=True)


def test_an_answer_of_the_landing_page_has_at_most_twelve_words() -> None:
    told = {key.replace("_", "-"): text for key, text in told_by("index").items()}
    page = (DATA.parent / "chapters" / "index.md").read_text("utf-8")
    answers = [line.split("|")[2] for line in page.splitlines() if line.endswith("` |")]
    assert len(answers) == 10
    for answer in answers:
        said = re.sub(r"\{glue:text\}`([^`]+)`", lambda found: told[found[1]], answer)
        assert len(said.split()) <= 12, said


def test_words_and_sentences_of_the_texts() -> None:
    told = reading.values(DATASET)
    for source in ("S1", "S2"):
        mine = [row for row in rows("sentences") if row["sentence_id"].startswith(f"{source}-")]
        assert told[f"{source.lower()}_sentences"] == str(len(mine))
        assert told[f"{source.lower()}_words"].replace(",", "") == str(sum(int(row["words"]) for row in mine))


def test_quoted_words_by_speaker() -> None:
    speakers = {row["statement_id"]: row["speaker"] for row in rows("statements")}
    words = {}
    for row in rows("quotations"):
        speaker = speakers[row["statement_id"]]
        words[speaker] = words.get(speaker, 0) + int(row["words"])
    told = told_by("actors")
    assert told["all_words"] == str(sum(words.values()))
    assert told["kim_words"] == str(words["kim-jong-un"])
    assert told["trump_words"] == {2: "two"}[words["donald-trump"]]


def test_the_briefing_was_on_a_friday() -> None:
    assert date(2025, 12, 19).strftime("%A") == told_by("sources")["briefing_weekday"]


def test_unquantified_forward_looking_words() -> None:
    calls = rows("forecasts")
    without = sum(row["band"] == "unquantified" for row in calls)
    assert told_by("positions")["unquantified"].endswith(f"{without} of {len(calls)})")
    assert told_by("index")["forward"] == str(len(read("forecasts")))


def test_claims_that_both_sources_carry() -> None:
    carried: dict[str, set[str]] = {}
    for row in rows("evidence"):
        if row["record_id"].startswith("CL") and row["stance"] == "supports":
            carried.setdefault(row["record_id"], set()).add(row["sentence_id"][:2])
    both = sum(found == {"S1", "S2"} for found in carried.values())
    assert told_by("corroboration")["both"] == str(both)


def test_cells_that_the_coders_wrote() -> None:
    assert told_by("method")["cells"].replace(",", "") == str(len(rows("codings")))


def test_claims_in_the_outlets_own_voice() -> None:
    voices = list(claims_table(DATASET)["voice"])
    expected = f"; {voices.count('own voice')} of {len(voices)})"
    assert told_by("corroboration")["own_voice"].endswith(expected)


def test_events_of_one_possible_day() -> None:
    days = [parse(best).days for best in timeline(DATASET)["best"].dropna()]
    assert told_by("chronology")["exact"] == number(days.count(1), words=True)


def test_stories_without_any_day_and_copies_in_the_wider_record() -> None:
    wider = [row for row in read("items") if row["item_id"].startswith("C2")]
    told = told_by("sources")
    undated = sum(not row["published"] for row in wider)
    assert told["wider_undated"].endswith(f"; {undated} of {len(wider)})")
    assert told["wider_copies"] == str(sum(bool(row["same_story_as"]) for row in wider))
    assert told["wider_machine"] == str(sum(row["ai_written"] == "yes" for row in wider))


def test_statements_that_the_wider_record_adds() -> None:
    core = {row["record_id"] for row in read("evidence") if row["sentence_id"]}
    added = [
        row
        for row in read("statements")
        if row["statement_id"] not in core and row["speaker_class"] != "outlet"
    ]
    assert told_by("actors")["wider_statements"] == str(len(added))


def test_the_chance_by_the_years_end_is_what_the_counts_give() -> None:
    ahead = (date(2026, 12, 31) - edition_day()).days
    first, second = (date(2021, 1, 20) - date(2017, 1, 20)).days, (date(2026, 6, 17) - date(2025, 1, 20)).days
    most, least = 1 - (first / (first + ahead)) ** 3.5, 1 - (second / (second + ahead)) ** 0.5
    assert told_by("outlook")["year_spread"] == f"{least:.0%} to {most:.0%}"


def test_signals_that_are_not_seen() -> None:
    seen = {row["indicator_id"] for row in read("indicator_records") if row["sense"] == "seen"}
    assert told_by("outlook")["unseen"] == number(len(read("indicators")) - len(seen), words=True)


@cache
def outcomes() -> dict[str, str]:
    """Return the outcome of each proposition by the main reading of the wider record."""
    main = [row for row in read("resolutions") if (row["tier"], row["reading"]) == ("context", "main")]
    return {row["proposition_id"]: row["outcome"] for row in main}


@cache
def on_a_meeting() -> set[str]:
    return {row["proposition_id"] for row in read("propositions") if row["question_id"] == "QN01"}


@cache
def scored_calls() -> list[dict[str, str]]:
    calls = [row for row in read("forecasts") if row["scored"] == "yes"]
    return [row for row in calls if outcomes().get(row["proposition_id"]) in ("yes", "no")]


def test_calls_that_can_be_scored() -> None:
    told = told_by("forecasts")
    assert told["scored"] == str(len(scored_calls()))
    assert told["scored_on"] == str(len({row["proposition_id"] for row in scored_calls()}))
    on_apec = sum(row["proposition_id"] == "PR19" for row in scored_calls())
    assert told["scored_apec"] == told_by("index")["scored_apec"] == number(on_apec, words=True)


def test_calls_that_leaned_right_beside_the_naive_rule() -> None:
    told = told_by("forecasts")
    for name, meeting in (("meeting", True), ("else", False)):
        calls = [row for row in scored_calls() if (row["proposition_id"] in on_a_meeting()) == meeting]
        came = Counter(outcomes()[row["proposition_id"]] for row in calls)
        right = sum(row["polarity"] == outcomes()[row["proposition_id"]] for row in calls)
        for key, k in ((f"right_{name}", right), (f"naive_{name}", came["no" if meeting else "yes"])):
            share = "all" if k == len(calls) else f"{number(k, words=True)} of"
            assert told[key] == f"{share} {number(len(calls), words=True)}"


def test_the_naive_rule_on_what_is_settled() -> None:
    settled = {p: o for p, o in outcomes().items() if o in ("yes", "no")}
    meeting = [o for p, o in settled.items() if p in on_a_meeting()]
    other = [o for p, o in settled.items() if p not in on_a_meeting()]
    assert told_by("occasions")["rule_meeting"] == f"all {number(len(meeting), words=True)}"
    assert set(meeting) == {"no"}
    assert told_by("occasions")["rule_else"].endswith(f"; {other.count('yes')} of {len(other)})")


def test_outcomes_of_the_propositions() -> None:
    told, counts = told_by("forecasts"), Counter(outcomes().values())
    assert told["propositions"] == str(sum(counts.values()))
    assert (told["outcome_came"], told["outcome_did_not"]) == (str(counts["yes"]), str(counts["no"]))
    assert told["outcome_void"] == number(counts["void"], words=True)
    assert told["outcome_running"] == str(counts["running"])
    flagged = sum(row["flag"] == "aggregator_alone" for row in read("resolutions"))
    assert told["outcome_aggregator"] == number(flagged, words=True)


def test_the_one_percentage_and_its_error() -> None:
    [given] = [row for row in read("forecasts") if row["percent"]]
    assert outcomes()[given["proposition_id"]] == "no"
    assert told_by("forecasts")["cha_percent"] == f"{given['percent']}%"
    assert told_by("forecasts")["cha_loss"] == f"{(int(given['percent']) / 100) ** 2:.2f}"


def test_calls_on_the_visits_of_spring_and_of_may() -> None:
    spring = [row for row in read("forecasts") if row["proposition_id"] == "PR03" and not row["second_of"]]
    told = told_by("occasions")
    assert told["spring_calls"] == number(len(spring), words=True)
    assert told["spring_open"] == number(sum(row["polarity"] == "open" for row in spring), words=True)
    assert {row["band"] for row in spring} == {"unquantified"}
    assert "PR106" not in {row["proposition_id"] for row in read("forecasts")}


def test_vague_words_of_the_congress() -> None:
    asked = {row["proposition_id"] for row in read("propositions") if row["question_id"] == "QN12"}
    vague = [
        outcomes()[row["proposition_id"]]
        for row in read("forecasts")
        if row["proposition_id"] in asked and row["why_not_kind"] == "no_likelihood"
    ]
    settled = [outcome for outcome in vague if outcome in ("yes", "no")]
    assert told_by("forecasts")["vague_congress"].endswith(f"; {settled.count('yes')} of {len(settled)})")


def test_the_due_ledger() -> None:
    due = {row["proposition_id"] for row in read("propositions") if row["horizon"] == "2026-12-31"}
    calls = [row["proposition_id"] for row in read("forecasts") if not row["second_of"]]
    running = {p for p in due & set(calls) if outcomes()[p] == "running"}
    assert told_by("forecasts")["due"] == str(len(running))


def test_the_visit_began_so_many_days_after_the_days_first_named() -> None:
    states = {row["state_id"]: row["date_believed"] for row in read("event_states")}
    last, first = states["ES1034"].split("/")[1], states["ES1047"].split("/")[0]
    late = (date.fromisoformat(first) - date.fromisoformat(last)).days
    assert told_by("forecasts")["visit_late"] == f"{late} days"
    held = sum(row["event_id"] == "EV008" for row in read("event_states"))
    assert told_by("chronology")["visit_states"] == str(held)


def test_the_white_house_repeats_itself_word_for_word() -> None:
    shown: dict[str, set[str]] = {}
    for row in read("quotations"):
        shown.setdefault(row["statement_id"], set()).add(row["shown"])
    assert shown["ST120"] == shown["ST205"] and shown["ST121"] == shown["ST206"]
    assert told_by("positions")["wider_repeated"] == "two"


def test_voices_of_beijing_and_moscow() -> None:
    countries = {row["actor_id"]: row["country"] for row in read("actors")}
    voices = Counter(countries.get(row["speaker"]) for row in read("statements"))
    told = told_by("index")
    assert told["beijing"] == number(voices["CHN"], words=True)
    assert told["moscow"] == number(voices["RUS"], words=True)
    assert told_by("positions")["wider_backers"] == number(voices["CHN"] + voices["RUS"], words=True)


def test_what_was_corrected_on_the_way_in() -> None:
    found_by = Counter(row["found_by"] for row in read("corrections"))
    told = told_by("method")
    assert told["context_corrections"] == str(found_by.total())
    assert told["context_by_second"] == str(found_by["second_coder"])
    assert told["context_intervals"] == str(found_by["interval"])


def test_stories_and_publishers_of_the_wider_record() -> None:
    wider = {row["source_id"]: row["publisher"] for row in read("sources") if row["tier"] == "context"}
    stories = sum(row["source_id"] in wider for row in read("items"))
    told = told_by("index")
    assert (told["items"], told["publishers"]) == (str(stories), str(len(set(wider.values()))))


def test_outlets_of_south_korea() -> None:
    countries = {row["actor_id"]: row["country"] for row in read("actors")}
    outlets = [row["publisher_actor"] for row in read("sources") if row["tier"] == "context"]
    named = [countries[actor] for actor in outlets if actor and countries[actor]]
    assert told_by("method")["context_korean"].endswith(f"; {named.count('KOR')} of {len(named)})")
