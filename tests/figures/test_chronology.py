"""The timeline shows each dated event once, in its lane and within its days, and lists the others."""

import re

import pytest

from summitwatch.analysis.chronology import timeline
from summitwatch.figures import chronology_words
from summitwatch.figures.chronology import timeline_figure
from summitwatch.figures.chronology_words import LANES, MARKS, SPLIT
from summitwatch.figures.lanes import GAP, Part, Slot, labelled, pack, width_of
from summitwatch.figures.style import NARROW, WIDTH
from summitwatch.tables import load

WIDER = timeline(load())
TABLE = timeline(load().only("core"))
EXHIBIT = timeline_figure(TABLE)
MANY = timeline_figure(WIDER)


def marks(exhibit):
    """Return the marks by event id, as places in inches from the upper left corner."""
    lines = exhibit.figure.axes[0].lines
    found = {line.get_label()[1:]: line for line in lines if line.get_label().startswith("_EV")}
    return {event: (line, line.get_xdata()[0], line.get_ydata()[0]) for event, line in found.items()}


def parts(exhibit):
    """Return the ends of the parts of the axis: inches, and days since 1970."""
    ends = [[float(number) for number in part.split()] for part in exhibit.scale.split(";")]
    return [(left / 72, right / 72, first, last) for left, right, first, last in ends]


def words(exhibit):
    """Return everything that is written on the figure."""
    return " ".join(" ".join(text.get_text() for text in exhibit.figure.findobj(match=has_text)).split())


def has_text(artist):
    return hasattr(artist, "get_text")


@pytest.mark.parametrize(("table", "exhibit"), [(TABLE, EXHIBIT), (WIDER, MANY)], ids=["core", "wider"])
def test_each_dated_event_has_one_mark_within_its_days(table, exhibit):
    dated = table[~table["undated"]]
    assert sorted(marks(exhibit)) == sorted(dated["event_id"])
    old, new = parts(exhibit)
    for event in dated.itertuples():
        _, x, _ = marks(exhibit)[event.event_id]
        left, right, first, last = old if event.best_latest.year < SPLIT else new
        day = first + (x - left) / (right - left) * (last - first)
        start = event.best_earliest or event.best_latest  # an open beginning is marked at its end
        assert (start - type(start)(1970, 1, 1)).days - 1 <= day
        assert day <= (event.best_latest - type(start)(1970, 1, 1)).days + 2


@pytest.mark.parametrize("exhibit", [EXHIBIT, MANY], ids=["core", "wider"])
def test_no_mark_hides_another(exhibit):
    places = [(x, y) for _, x, y in marks(exhibit).values()]
    close = [(a, b) for i, a in enumerate(places) for b in places[:i] if abs(a[1] - b[1]) < 0.05]
    assert [pair for pair in close if abs(pair[0][0] - pair[1][0]) < 0.1] == []


def test_status_is_told_by_shape_or_filling_and_not_by_colour_alone():
    assert len({(shape, filled) for _, shape, filled in MARKS.values()}) == len(MARKS)
    for event in TABLE[~TABLE["undated"]].itertuples():
        assert marks(EXHIBIT)[event.event_id][0].get_marker() == MARKS[event.status][1]


def test_a_small_record_is_written_out_whole():
    written = words(EXHIBIT)
    for title in TABLE["title"]:
        assert title.split(",")[0][:24] in written


def test_of_a_large_record_what_failed_or_lies_ahead_is_written_out():
    written = words(MANY)
    told = WIDER[~WIDER["undated"] & (WIDER["status"] != "held")]
    assert len(told) > 10
    for title in told["title"]:
        assert title[:16] in written


def test_every_strand_has_a_name():
    assert set(WIDER["strand"]) <= set(LANES)


def test_both_drawings_name_their_marks_after_the_records():
    for event in TABLE[~TABLE["undated"]]["event_id"]:
        assert f'id="fig-timeline-mark-{event}"' in EXHIBIT.svg
        assert f'id="fig-timeline-narrow-mark-{event}"' in EXHIBIT.narrow


def test_the_narrow_drawing_is_narrow_and_the_page_can_place_its_days():
    assert f'width="{NARROW * 72:.1f}"' in EXHIBIT.narrow and f'width="{WIDTH * 72:.1f}"' in EXHIBIT.svg
    assert 'data-scale="' in EXHIBIT.narrow and f'data-scale="{EXHIBIT.scale}"' in EXHIBIT.svg


def test_a_large_record_still_fits_a_page_of_the_pdf():
    _, height = MANY.figure.get_size_inches()
    assert height * 164 / (WIDTH * 25.4) * 25.4 < 216  # at the width of a wide figure, in millimetres


def test_labels_stand_where_there_is_room():
    slot = Slot(5.0, 5.1, 5.05)
    assert not labelled(Slot(1.0, 1.1, 1.05), ["short"], (0, 6.7)).to_left
    before = labelled(slot, ["a label too long for what is left"], (0, 5.6))
    assert before.to_left and before.ends[0] == pytest.approx(
        5.0 - 0.005 - GAP - width_of(before.text), abs=0.02
    )
    cut = labelled(slot, ["far too long " * 20], (0, 6.0))
    assert cut.text.endswith("…") and len(cut.lines) == 3 and cut.wide <= 5.0
    parted = labelled(slot, ["a label too long for one line but not for two of them, 1 May 2025"], (3.3, 6.0))
    assert len(parted.lines) == 2 and "…" not in parted.text
    deep = labelled(
        slot, ["a label that is too long for two lines of so little room, but not for three"], (4.0, 6.3)
    )
    assert len(deep.lines) == 3 and "…" not in deep.text
    assert not any("…" in slot_text for slot_text in re.findall(r"<text[^>]*>([^<]*)", EXHIBIT.narrow))
    bound = labelled(slot, ["a talk of the " * 20], (0, 6.0))
    assert not bound.text.endswith(("of\xa0…", "the\xa0…"))
    dateless = labelled(slot, ["far too long " * 20 + "1 May 2025", "a talk"], (0, 6.0))
    assert dateless.text == "a talk"  # rather than a date that is cut


def test_slots_that_overlap_go_to_different_rows():
    slots = [Slot(1, 2, 1.5), Slot(1.9, 3, 2.5), Slot(2.5, 4, 3), Slot(1.95, 2.6, 2.3)]
    assert pack(slots) == [0, 1, 0, 2]
    two = Slot(1, 2, 1.5, "two\nlines", 2.1)
    assert pack([two, Slot(1, 2, 1.5)]) == [0, 2]


def test_a_part_of_the_axis_places_days_evenly():
    day = type(TABLE["best_latest"].dropna().iloc[0])
    part = Part(1.0, 3.0, day(2025, 1, 1), day(2026, 12, 31))
    assert part.place(day(2025, 1, 1)) == 1.0
    assert part.place(day(2026, 1, 1)) == pytest.approx(2.0)
    assert part.place(day(2030, 1, 1)) == part.place(day(2026, 12, 31), end=True) == 3.0


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


def test_data_is_the_table_and_the_view_tells_each_event():
    assert EXHIBIT.data.equals(TABLE)
    assert EXHIBIT.data is not TABLE
    shown = EXHIBIT.table()
    assert shown["head"] == ["Event", "When", "What", "Status", "Strand"]
    assert [row[0] for row in shown["rows"]] == list(TABLE["event_id"])


def test_of_a_record_too_large_for_marks_the_others_are_ticks_that_the_caption_counts(monkeypatch):
    monkeypatch.setattr(chronology_words, "MOST", 100)
    dated = WIDER[~WIDER["undated"]]
    many = timeline_figure(WIDER, "fig-timeline-large", "the whole record tells")
    told = [e.event_id for e in dated.itertuples() if chronology_words.is_told(e, len(dated))]
    assert sorted(re.findall(r'id="fig-timeline-large-mark-(EV\d+)"', many.svg)) == sorted(told)
    assert f"Of {len(dated) - len(told)} more" in many.caption
    assert "-axis-ticks-" in many.svg and "-axis-ticks-" in many.narrow


def test_of_too_many_marks_the_latest_stay(monkeypatch):
    monkeypatch.setattr(chronology_words, "MOST", 3)
    dated = WIDER[~WIDER["undated"]]
    shown = dated[dated["event_id"].isin(chronology_words.with_mark(dated))]
    told = [e.best_latest for e in dated.itertuples() if chronology_words.is_told(e, len(dated))]
    assert len(shown) == 3 and sorted(shown["best_latest"]) == sorted(told)[-3:]
