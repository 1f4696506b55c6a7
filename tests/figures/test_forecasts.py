"""One mark a forward-looking word, in the row of its band."""

from summitwatch.analysis.forecasts import calls, unquantified
from summitwatch.figures.forecasts import LEANINGS, words_figure
from summitwatch.tables import load

CALLS = calls(load().only("core"))
EXHIBIT = words_figure(CALLS)
[AXES] = EXHIBIT.figure.axes
MARKS = {line.get_label()[1:]: line for line in AXES.lines}


def test_each_call_has_one_mark_of_its_own():
    assert sorted(MARKS) == sorted(CALLS["forecast_id"])
    assert len({(m.get_xdata()[0], m.get_ydata()[0]) for m in MARKS.values()}) == len(CALLS)


def test_bands_do_not_mix():
    heights = {
        band: {round(MARKS[f].get_ydata()[0], 6) for f in part["forecast_id"]}
        for band, part in CALLS.groupby("band")
    }
    assert len(set().union(*heights.values())) == sum(map(len, heights.values()))


def test_leaning_is_told_by_shape_and_filling():
    for call in CALLS.itertuples():
        assert MARKS[call.forecast_id].get_marker() == LEANINGS[call.polarity][1]
    assert len({(shape, filled) for _, shape, filled in LEANINGS.values()}) == len(LEANINGS)


def test_every_phrase_is_written_out():
    written = " ".join(" ".join(text.get_text() for text in EXHIBIT.figure.texts).split())
    for phrase in CALLS["phrase"]:
        assert phrase.lower() in written


def test_title_and_caption_carry_share_and_n():
    share = unquantified(CALLS)
    assert EXHIBIT.title.startswith(f"{share.k} of {share.n} ")
    assert f"n = {share.n}" in EXHIBIT.caption
    assert "Wilson" in EXHIBIT.caption


def test_alt_counts_every_call():
    assert EXHIBIT.alt.startswith(f"Dot chart of {len(CALLS)} ")
