"""The blind passages are read as the stored score says, and the score counts what it should."""

from collections import Counter
from pathlib import Path

import pytest

from summitwatch.analysis.engine_matching import Expected, Proposed, compare
from summitwatch.errors import TextError
from summitwatch.reading.engine import default_gazetteer
from summitwatch.reading.passages import TASKS, load_passages, nth, read_passages
from summitwatch.tables import load

DATASET = load()
FOLDER = Path(__file__).parent / "passages"
LEAST = {"passages": 60, "second": 40, "third": 40}
SETS = {name: load_passages(FOLDER / f"{name}.jsonl") for name in LEAST}
PASSAGES = SETS["passages"]


def tallies(passages, own_names=True):
    """Score passages, task by task."""
    sides = read_passages(passages, default_gazetteer(), own_names)
    return {
        task: compare((Expected(*e) for e in side.expected), (Proposed(*p) for p in side.proposed))
        for task, side in sides.items()
    }


def stored(name):
    """Return the stored last score of a set, task by task."""
    frame = DATASET["engine_scores"]
    frame = frame[(frame["set"] == name) & (frame["run"] == "last")]
    columns = ["expected", "proposed", "right", "spurious"]
    return {task: tuple(row) for task, *row in frame[["task", *columns]].itertuples(index=False)}


@pytest.fixture(scope="module")
def told():
    """The sets as the engine reads them, with their own names and without."""
    return {
        f"{name}{end}": tallies(passages, own)
        for name, passages in SETS.items()
        for end, own in (("", True), ("_bare", False))
    }


@pytest.mark.parametrize("name", [f"{name}{end}" for name in SETS for end in ("", "_bare")])
def test_the_stored_score_is_what_the_engine_reaches(told, name):
    found = {task: (t.expected, t.proposed, t.right, t.spurious) for task, t in told[name].items()}
    assert found == stored(name)


@pytest.mark.parametrize("name", SETS)
def test_the_stored_misses_are_the_engines(told, name):
    frame = DATASET["engine_misses"]
    frame = frame[(frame["run"] == "last") & (frame["set"] == name)]
    found = Counter((task, m.place, m.kind) for task, t in told[name].items() for m in t.misses)
    assert Counter(frame[["task", "place", "kind"]].itertuples(index=False, name=None)) == found


@pytest.mark.parametrize(("name", "least"), LEAST.items())
def test_what_the_issue_asks_of_fresh_passages_is_reached(told, name, least):
    found = told[name]
    mentions, dates, speakers = found["mentions"], found["dates"], found["speakers"]
    assert found["sentences"].expected >= least
    assert 2 * mentions.right / (mentions.expected + mentions.proposed) >= 0.93
    assert dates.right / dates.expected >= 0.88
    assert dates.spurious <= dates.proposed / 50
    assert speakers.right / speakers.expected >= 0.82


def test_the_order_of_passages_changes_nothing():
    forth, back = tallies(PASSAGES[:12]), tallies(PASSAGES[:12][::-1])
    assert {t: forth[t].right for t in TASKS} == {t: back[t].right for t in TASKS}


def passage(**parts):
    """A passage with these parts, the others empty."""
    lists = ("mentions", "expressions", "quotations", "scare", "new_actors", "new_aliases")
    return {"id": "P99", "published": "2025-11-03", "sentences": 2, **{n: [] for n in lists}, **parts}


MIA = {
    "text": "“We may go,” said Mia Oh on Friday. Trump left.",
    "mentions": [
        {"surface": "Mia Oh", "nth": 1, "actor": "mia-oh", "form": "name"},
        {"surface": "Trump", "nth": 1, "actor": "donald-trump", "form": "name"},
    ],
    "expressions": [{"surface": "Friday", "nth": 1, "edtf": "2025-10-31", "ambiguous": False}],
    "quotations": [
        {"words": "We may go,", "nth": 1, "speaker": "mia-oh", "mode": "direct", "class": "official_named"}
    ],
    "new_actors": [{"actor": "mia-oh", "name": "Mia Oh", "aliases": ["Mia Oh"]}],
}


def test_a_passage_that_is_read_rightly_has_no_miss():
    found = tallies([passage(**MIA)])
    assert all(t.expected == t.proposed == t.right > 0 for t in found.values())


def test_without_its_own_names_a_new_person_is_missed():
    found = tallies([passage(**MIA)], own_names=False)
    assert [m.surface for m in found["mentions"].misses] == ["Mia Oh"]
    assert found["speakers"].right == 0


def test_an_optional_naming_is_neither_right_nor_wrong():
    row = {"surface": "official", "nth": 1, "actor": None, "form": "role", "optional": True}
    found = tallies([passage(text="An official left.", sentences=1, mentions=[row])])
    assert (found["mentions"].expected, found["mentions"].proposed) == (0, 0)


def test_tags_are_no_part_of_a_passage():
    text = "<p>Trump left on Friday &amp; slept.</p>"
    row = {"surface": "Trump", "nth": 1, "actor": "donald-trump", "form": "name"}
    path_rows = passage(text=text, sentences=1, mentions=[row], html=True)
    from summitwatch.reading.passages import _without_tags

    assert _without_tags(path_rows)["text"] == "Trump left on Friday & slept."


def test_a_surface_that_is_not_there_is_told():
    with pytest.raises(TextError, match="has 1 of it, not 2"):
        nth("Kim left.", "Kim", 2)
    with pytest.raises(TextError, match="no such file"):
        load_passages(Path("nowhere.jsonl"))
