"""The timeline shows each dated event once and lists the others."""

from summitwatch.analysis.chronology import timeline
from summitwatch.figures.chronology import timeline_figure
from summitwatch.figures.chronology_words import LANES, MARKS
from summitwatch.figures.rows import day_number
from summitwatch.tables import load

TABLE = timeline(load().only("core"))
EXHIBIT = timeline_figure(TABLE)
OLD, NEW = EXHIBIT.figure.axes


def marks():
    """Return the marks by event id."""
    found = {}
    for ax in (OLD, NEW):
        found |= {line.get_label()[1:]: (ax, line) for line in ax.lines if line.get_label().startswith("_EV")}
    return found


def words():
    """Return everything that is written on the figure."""
    return " ".join(text.get_text().replace("\n", " ") for text in EXHIBIT.figure.texts)


def test_each_dated_event_has_one_mark_within_its_days():
    dated = TABLE[~TABLE["undated"]]
    assert sorted(marks()) == sorted(dated["event_id"])
    for event in dated.itertuples():
        ax, mark = marks()[event.event_id]
        first = event.best_earliest or event.best_latest  # an open beginning is marked at its end
        assert day_number(first) <= mark.get_xdata()[0] <= day_number(event.best_latest)
        assert ax.get_xlim()[0] <= mark.get_xdata()[0] <= ax.get_xlim()[1]


def test_status_is_told_by_shape_or_filling_and_not_by_colour_alone():
    assert len({(shape, filled) for _, shape, filled in MARKS.values()}) == len(MARKS)
    shapes = {event: mark.get_marker() for event, (_, mark) in marks().items()}
    for event in TABLE[~TABLE["undated"]].itertuples():
        assert shapes[event.event_id] == MARKS[event.status][1]


def test_years_before_the_split_stand_on_their_own_scale():
    assert marks()["EV003"][0] is OLD
    assert marks()["EV005"][0] is NEW
    assert OLD.get_xlim()[1] <= NEW.get_xlim()[0]


def test_no_two_events_share_a_row():
    heights = [mark.get_ydata()[0] for _, mark in marks().values()]
    assert len(set(heights)) == len(heights)


def test_every_event_is_written_out_dated_or_not():
    for title in TABLE["title"]:
        assert title in " ".join(words().split())


def test_every_strand_has_a_name():
    assert set(TABLE["strand"]) <= set(LANES)


def test_alt_and_caption_count_the_events():
    assert f"{len(TABLE)} events" in EXHIBIT.alt
    assert f"n = {len(TABLE)}" in EXHIBIT.caption
    assert f"{int(TABLE['undated'].sum())} events have no day" in EXHIBIT.alt


def test_title_counts_what_took_place_and_what_has_no_date():
    held, undated = (TABLE["status"] == "held").sum(), TABLE["undated"].sum()
    assert EXHIBIT.title == f"Of {len(TABLE)} events told, {held} took place; {undated} have no date"


def test_title_of_the_strand_says_when_they_last_met():
    strand = timeline_figure(TABLE[TABLE["strand"] == "trump_kim"], "fig-meetings")
    assert strand.id == "fig-meetings"
    assert "none after 2019" in strand.title


def test_data_is_the_table():
    assert EXHIBIT.data.equals(TABLE)
    assert EXHIBIT.data is not TABLE
