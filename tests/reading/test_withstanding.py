"""What the engine withstands: hostile files and text, without a crash, in time that grows with length."""

import sys
from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from summitwatch.dates import parse
from summitwatch.errors import TextError
from summitwatch.reading.engine import read
from summitwatch.reading.files import text_of
from summitwatch.reading.sentences import sentences

DAY = "2025-11-03"
LINES = [
    "Donald Trump said on Friday that Kim Jong Un “may” visit Seoul in April.",
    "‘We ring at nine,’ Mr Lee told Yonhap; the two leaders last met on June 30, 2019.",
    'Asked whether a "deal" was near, the president said: "Next week, or by Christmas."',
    "북한은 지난달 26일 “멈추지 않겠다”고 조선중앙통신이 전했다.",
    "قال الرئيس «لن نتوقف» في سيول يوم الجمعة",
    "KIM'S TRAIN rolled to Beijing – again – in the late 1990s, experts in Moscow say",
    "<p>Kim &amp; Trump</p><script>var x = “Kim said”;</script>",
    "\u202eTrump\u202c said “no\u200b” on May\u00a05.",
]  # fmt: skip
PIECES = st.sampled_from([*LINES, "\n", " ", "“", "”", "'", '"', "Kim ", "said ", "May ", "\0", "\ud800", "\ufeff", "–"])  # fmt: skip
TEXTS = st.lists(PIECES, max_size=14).map("".join)
DAYS = st.sampled_from([None, DAY, "2025", "[2025-12-22..2026-01-03]", "[..2025-11-07]", "[2026-01-05..]"])


def calls(text):
    """Count the functions that reading a text calls: a measure of work that no other process disturbs."""
    count = 0

    def note(frame, event, argument):
        nonlocal count
        count += event in ("call", "c_call")

    sys.setprofile(note)
    try:
        read(text, DAY, "S7")
    finally:
        sys.setprofile(None)
    return count


MONSTERS = {
    "prose in one line": " ".join(LINES[:3]) + " ",
    "nested marks": "“‘„«",
    "marks that never close": "“a ",
    "straight marks": "\"a' ",
    "names": "Kim, Lee and Trump-",
    "months": "May to March and ",
    "numbers": "2019-2020/21, 30 to 31 ",
    "stops": "U.S. Mr. a.m. ",
    "verbs": "said told added ",
    "letters without a blank": "aKim",
    "digits": "1234567890",
    "Hangul": "북한은미국이",
    "tags": "<p><b>Kim</b></p>",
    "by that": "by the the said that who ",
}  # fmt: skip


@pytest.mark.parametrize("unit", MONSTERS.values(), ids=MONSTERS.keys())
def test_twice_the_length_is_twice_the_work(unit):
    short = unit * (12_000 // len(unit))
    calls(short)  # what is compiled and remembered once is not counted
    assert calls(short * 2) <= 2.4 * calls(short) + 500


@settings(deadline=None)
@given(TEXTS, DAYS)
def test_surfaces_are_slices_mentions_nest_and_intervals_are_ordered(text, published):
    found = read(text, published, "S7")
    fit = text.removeprefix("\ufeff").replace("\0", "\ufffd").replace("\ud800", "\ufffd")
    told = {f"S7-{s.line:02d}-{s.number}": s.text for s in sentences(fit)}
    for table in ("mentions", "expressions"):
        for _, sentence, start, end, surface, *_ in found.rows[table]:
            assert told[sentence][start:end] == surface
    spans = sorted({(row[1], row[2], -row[3]) for row in found.rows["mentions"]})
    for (here, a, b), (there, c, d) in pairwise(spans):
        assert here != there or c >= -b or -d <= -b  # apart, or one in the other
        assert a < -b
    for row in found.rows["expressions"]:
        if row[5] is not None:
            when = parse(row[5])
            assert when.earliest is None or when.latest is None or when.earliest <= when.latest
    for rows in found.rows.values():
        ids = [row[0] for row in rows]
        assert len(ids) == len(set(ids))


@settings(deadline=None)
@given(TEXTS, TEXTS, DAYS)
def test_a_text_is_read_alike_whatever_was_read_before(text, other, published):
    alone = read(text, published, "S7").rows
    read(other, DAY, "S8")
    assert read(text, published, "S7").rows == alone


@settings(deadline=None)
@given(TEXTS, DAYS)
def test_what_is_left_open_has_a_reason(text, published):
    found = read(text, published, "S7")
    doubted = {row[1] for row in found.rows["doubts"]}
    assert {row[0] for row in found.rows["mentions"] if row[5] is None} <= doubted
    assert all(row[4] for row in found.rows["doubts"])


AMBIGUOUS = {
    "a month whose year is open": ("The December meeting was mentioned.", "edtf", 2),
    "a weekday with two readings": ("A note on the Friday call was withheld.", "edtf", 2),
    "a capital that may be a place": ("Officials in Seoul were silent.", "actor_id", 1),
    "a family name with two bearers": (
        "Lee Jae Myung met Lee Seong-hyon. Then Lee left.", "actor_id", 2,
    ),
}  # fmt: skip


@pytest.mark.parametrize(("text", "field", "least"), AMBIGUOUS.values(), ids=AMBIGUOUS.keys())
def test_what_is_ambiguous_keeps_its_candidates(text, field, least):
    doubts = [row for row in read(text, "2026-05-20", "S7").rows["doubts"] if row[2] == field]
    assert len({row[3] for row in doubts}) >= least
    assert all(row[4] for row in doubts)


FILES = {
    "empty": (b"", "the file is empty"),
    "blank": (b" \n\t\n", "the file is empty"),
    "binary": (bytes(range(256)) * 40, "binary"),
    "a page of scripts alone": (b"<!doctype html><html><script>var kim = 'Trump said';</script></html>", "no main text"),
}  # fmt: skip


@pytest.mark.parametrize(("data", "told"), FILES.values(), ids=FILES.keys())
def test_a_file_that_holds_no_text_is_told(tmp_path, data, told):
    (tmp_path / "a").write_bytes(data)
    with pytest.raises(TextError, match=told):
        text_of(tmp_path / "a")


def test_mixed_encodings_lose_a_letter_and_not_the_text(tmp_path):
    mixed = "Donald Trump said: “It is a cliché.” ".encode() * 20 + "Caf\xe9 talks, said Kim.".encode(
        "latin-1"
    )
    (tmp_path / "a").write_bytes(mixed)
    found = text_of(tmp_path / "a")
    assert "Donald Trump said" in found
    assert "talks, said Kim." in found


def test_half_a_page_is_still_read(tmp_path):
    body = "<p>" + "Donald Trump said on Friday that he would wait for a word. " * 8 + "</p>"
    (tmp_path / "a").write_text(f"<html><body><script>if (a < b) {{}}</script><article>{body}", "utf-8")
    assert "Donald Trump said" in text_of(tmp_path / "a")
