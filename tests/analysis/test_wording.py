"""One list of words for what became of an event, wherever a reader meets it."""

from summitwatch.analysis.dating import STATUSES
from summitwatch.analysis.wording import COUNTRIES, RATING, STATE, STATUS
from summitwatch.figures import chronology_words, moved_date
from summitwatch.prose import as_of, chronology, outlook_tables
from summitwatch.publishing import words
from summitwatch.tables import load

DATA = load()


def test_each_status_and_each_state_has_its_word():
    assert list(STATUS) == list(STATUSES)
    assert set(STATE) == {state for states in STATUSES.values() for state in states}
    assert set(DATA["event_states"]["state"]) <= set(STATE)
    assert set(DATA["ratings"]["rating"]) <= set(RATING)
    countries = {*DATA["actors"]["country"].dropna(), *DATA["events"]["country"].dropna()}
    assert countries <= set(COUNTRIES)


def test_figure_table_and_ledger_use_the_same_words():
    assert {name: told for name, (told, _, _) in chronology_words.MARKS.items()} == STATUS
    assert {name: told for name, (told, *_) in moved_date.HELD.items()}.items() <= STATE.items()
    tables = [chronology.events_table(DATA), chronology.inferred_table(DATA), as_of.events_table(DATA, "now")]
    for table in tables:
        assert set(table.frame["Status"].str.rstrip(" *?")) <= set(STATUS.values()), table.id
    ahead = outlook_tables.calendar_table(DATA).frame["Standing"].str.split(";").str[0]
    assert set(ahead) <= set(STATUS.values())
    ledger = {words.value(DATA, "event_states", "state", state) for state in DATA["event_states"]["state"]}
    assert ledger <= set(STATE.values())
    assert words.value(DATA, "claims", "point", "last-trump-kim-meeting") == "Last Trump Kim meeting"
    assert words.value(DATA, "events", "country", "SGP") == "Singapore"
    rated = {words.value(DATA, "ratings", "rating", rating) for rating in DATA["ratings"]["rating"]}
    assert rated <= set(RATING.values())
