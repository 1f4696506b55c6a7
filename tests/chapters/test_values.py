"""A few of the numbers that the chapters tell, counted again by another route."""

import csv
import re
from datetime import date

from summitwatch.analysis.chronology import timeline
from summitwatch.analysis.corroboration import claims_table
from summitwatch.dates import parse
from summitwatch.prose import (
    actors,
    chronology,
    corroboration,
    index,
    method,
    occasions,
    outlook,
    positions,
    reading,
    sources,
)
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


def test_stories_after_the_record_grows_thin() -> None:
    months = [parse(row["published"]).earliest for row in read("items") if row["published"]]
    late = sum(1 for first in months if first and first >= date(2026, 3, 19))
    told = index.values(WHOLE)
    assert (told["late"], told["dated"]) == (number(late, words=True), str(len(months)))
    assert occasions.values(WHOLE)["late"] == str(late)


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
    told = occasions.values(WHOLE)
    assert told["apec_calls"] == str(len(calls))
    assert told["apec_banded"] == number(len(banded), words=True)
    assert told["apec_against"] == number(sum(row["polarity"] == "no" for row in banded), words=True)


def test_an_answer_of_the_landing_page_has_at_most_twelve_words() -> None:
    told = {key.replace("_", "-"): text for key, text in index.values(WHOLE).items()}
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
    told = actors.values(WHOLE)
    assert told["all_words"] == str(sum(words.values()))
    assert told["kim_words"] == str(words["kim-jong-un"])
    assert told["trump_words"] == {2: "two"}[words["donald-trump"]]


def test_the_briefing_was_on_a_friday() -> None:
    assert date(2025, 12, 19).strftime("%A") == sources.values(WHOLE)["briefing_weekday"]


def test_unquantified_forward_looking_words() -> None:
    calls = rows("forecasts")
    without = sum(row["band"] == "unquantified" for row in calls)
    assert positions.values(WHOLE)["unquantified"].endswith(f"{without} of {len(calls)})")
    assert index.values(WHOLE)["forward"] == str(len(read("forecasts")))


def test_claims_that_both_sources_carry() -> None:
    carried: dict[str, set[str]] = {}
    for row in rows("evidence"):
        if row["record_id"].startswith("CL") and row["stance"] == "supports":
            carried.setdefault(row["record_id"], set()).add(row["sentence_id"][:2])
    both = sum(found == {"S1", "S2"} for found in carried.values())
    assert corroboration.values(WHOLE)["both"] == str(both)


def test_cells_that_the_coders_wrote() -> None:
    assert method.values(WHOLE)["cells"].replace(",", "") == str(len(rows("codings")))


def test_claims_in_the_outlets_own_voice() -> None:
    voices = list(claims_table(DATASET)["voice"])
    expected = f"; {voices.count('own voice')} of {len(voices)})"
    assert corroboration.values(WHOLE)["own_voice"].endswith(expected)


def test_events_of_one_possible_day() -> None:
    days = [parse(best).days for best in timeline(DATASET)["best"].dropna()]
    assert chronology.values(WHOLE)["exact"] == number(days.count(1), words=True)


def test_stories_without_any_day_and_copies_in_the_wider_record() -> None:
    wider = [row for row in read("items") if row["item_id"].startswith("C2")]
    told = sources.values(WHOLE)
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
    assert actors.values(WHOLE)["wider_statements"] == str(len(added))


def test_the_chance_by_the_years_end_is_what_the_counts_give() -> None:
    ahead = (date(2026, 12, 31) - edition_day()).days
    first, second = (date(2021, 1, 20) - date(2017, 1, 20)).days, (date(2026, 6, 17) - date(2025, 1, 20)).days
    most, least = 1 - (first / (first + ahead)) ** 3.5, 1 - (second / (second + ahead)) ** 0.5
    assert outlook.values(load(DATA))["year_spread"] == f"{least:.0%} to {most:.0%}"


def test_signals_that_are_not_seen() -> None:
    seen = {row["indicator_id"] for row in read("indicator_records") if row["sense"] == "seen"}
    assert outlook.values(load(DATA))["unseen"] == number(len(read("indicators")) - len(seen), words=True)
