"""What the chapter on method tells of the reading engine, counted again by another route."""

import csv

from summitwatch.prose import engine
from summitwatch.tables import DATA, load

DATASET = load()


def rows(table):
    with (DATA / f"{table}.csv").open(encoding="utf-8", newline="") as stream:
        return list(csv.DictReader(stream))


def test_shares_are_those_of_the_table():
    told = engine.values(DATASET)
    for run in ("first", "last"):
        [row] = [r for r in rows("engine_scores") if r["score_id"] == f"passages-{run}-dates"]
        assert told[f"engine_dates_{run}"].endswith(f"{row['right']} of {row['expected']})")


def test_the_third_set_is_told_with_its_own_first_score():
    told = engine.values(DATASET)
    [row] = [r for r in rows("engine_scores") if r["score_id"] == "third-first-speakers"]
    assert told["engine_third_speakers_first"].endswith(f"{row['right']} of {row['expected']})")
    assert {"Third set, with its own names"} < set(engine.score_table(DATASET).frame["Read in"])


def test_every_score_and_every_miss_is_shown():
    assert len(engine.score_table(DATASET).frame) == len(rows("engine_scores"))
    listed = [
        r
        for r in rows("engine_misses")
        if r["run"] == "last" and r["task"] in ("mentions", "dates", "speakers")
    ]
    assert len(engine.misses(DATASET).frame) == len(listed)
    last = [r for r in rows("engine_misses") if r["run"] == "last"]
    counted = engine.miss_table(DATASET).frame.drop(columns="What").to_numpy().sum()
    assert counted == len(last)
