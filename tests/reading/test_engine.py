"""The engine gives rows of the tables, always the same, whatever it is given."""

import time

import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from summitwatch.errors import TextError
from summitwatch.reading.engine import read
from summitwatch.reading.files import read_files, text_of
from summitwatch.reading.forward import outlooks
from summitwatch.reading.proposals import COLUMNS, HELPERS, NOT_READ
from summitwatch.tables import describe

TEXT = """Envoy hints at a meeting in spring
PHOTO: REUTERS
SEOUL – Pyongyang “cannot wait”, Donald Trump said on Friday, and a meeting in April is unlikely.
Mr Trump told AFP that he would meet Kim Jong Un next year. AFP
"""
FREE = set(HELPERS)


def test_the_rows_have_the_columns_of_the_tables_that_a_text_can_give():
    tables = {r["name"]: [f["name"] for f in r["schema"]["fields"]] for r in describe()["resources"]}
    for name in COLUMNS.keys() - FREE:
        left = NOT_READ.get(name, frozenset())
        assert left <= set(tables[name])
        assert [column for column in tables[name] if column not in left] == list(COLUMNS[name])


def test_a_page_gives_its_rows():
    found = read(TEXT, "2025-11-03", "S7").frames
    assert list(found["sentences"]["segment"]) == ["headline", "credit", "body", "body", "credit"]
    assert list(found["sentences"]["sentence_id"])[-1] == "S7-04-2"
    assert list(found["items"]["headline"]) == ["Envoy hints at a meeting in spring"]
    assert list(found["items"]["agency"]) == ["afp"]
    assert "donald-trump" in set(found["mentions"]["actor_id"])
    assert list(found["attributions"]["speaker"]) == ["donald-trump"]
    assert {"2025-10-31", "2026-04", "2026"} <= set(found["expressions"]["edtf"])
    assert ("unlikely", "unlikely") in set(
        zip(found["forecasts"]["phrase"], found["forecasts"]["band"], strict=True)
    )
    assert set(found["quotations"]["statement_id"]) <= set(found["statements"]["statement_id"])
    assert set(found["forecasts"]["statement_id"]) <= set(found["statements"]["statement_id"])


def test_a_turn_of_a_transcript_is_a_statement_and_a_question_has_no_band():
    text = "Talk\nHOST: Is it very likely that they meet?\nTRUMP: We will try again. It is likely.\n"
    found = read(text, "2025-11-03", "S7").frames
    said = found["statements"]
    assert list(zip(said["speaker"], said["mode"], strict=True)) == [
        (None, "direct"),
        ("donald-trump", "direct"),
    ]
    assert list(found["forecasts"]["band"]) == ["unquantified", "almost_certain", "likely"]


def test_a_statement_that_a_colon_announces_is_of_who_gave_it_out():
    text = 'News\nThe Foreign Ministry of the DPRK gave this answer:\n"We shall watch. We shall wait."\n'
    found = read(text, "2025-11-03", "S7").frames
    assert list(found["attributions"]["speaker"]) == ["mofa-dprk", "mofa-dprk"]


@pytest.mark.parametrize(
    ("text", "band"),
    [
        ("There is a 60 percent chance that they meet.", "likely"),
        ("He put the odds of a meeting at about 40%.", "unlikely"),
        ("The chance is 5 per cent.", "almost_no_chance"),
    ],
)
def test_a_likelihood_in_numbers_has_its_band(text, band):
    assert [o.band for o in outlooks(text, text)] == [band]


def test_no_word_of_the_text_is_kept_beyond_names_and_dates():
    rows = read(TEXT, "2025-11-03", "S7").rows
    assert "cannot wait" not in str({t: r for t, r in rows.items() if t != "items"})


def test_teasers_after_a_line_in_another_language_are_items_of_their_own():
    story = "A long paragraph tells of talks that nobody has seen and that may never be held at all. " * 2
    text = f"A headline\n{story}\n{story}\nSoma labarin da ke gaba game da wannan batu\n{story}\n{story}\n"
    found = read(text, "2025-11-03", "S7").frames
    assert list(found["items"]["item_id"]) == ["S7-main", "S7-page", "S7-R1", "S7-R2"]
    assert list(found["items"]["published"].dropna()) == ["2025-11-03"]


HOSTILE = {
    "empty": "", "blank": " \n\t\n", "a mark": "\ufeffKim said no.", "NUL": "Kim\0said", "surrogates": "\ud800Kim\udfff said “no”",
    "quotes": "“‘" * 3000, "straight": '"a ' * 3000, "single": " 'a\"" * 2000, "stops": "." * 20000, "one word": "a" * 50000,
    "names": "Kim " * 4000, "hyphens": "Kim-" * 3000, "verbs": "said " * 4000, "commas": "Kim, " * 3000 + "said “x”",
    "dates": "May 5 to " * 2000, "lines": "a\n" * 3000, "CJK": "김정은은 말했다。" * 2000, "right to left": "قال كيم " * 2000,
    "years": "99999999-99-99 0000-00-00 31 February 31 June 2025 Feb. 30 9999", "HTML": "<script>alert('“')</script>" * 300,
}  # fmt: skip


@pytest.mark.parametrize("text", HOSTILE.values(), ids=HOSTILE.keys())
def test_hostile_text_is_read_in_time(text):
    start = time.process_time()
    found = read(text, "2025-11-03", "S7")
    assert time.process_time() - start < 10
    assert all(isinstance(frame, pd.DataFrame) for frame in found.frames.values())


def test_what_was_replaced_is_told():
    assert "U+FFFD" in read("Kim\0 said", None, "S7").notes[0]
    assert read("", None, "S7").notes == ["the text holds no words"]


def test_time_grows_with_length_alone():
    line = "Trump said on Friday that Kim “may” visit Seoul in April, and both leaders agreed. "

    def cost(copies):
        start = time.process_time()
        read(line * copies, "2025-11-03", "S7")
        return time.process_time() - start

    cost(5)
    assert min(cost(800) for _ in range(2)) < 16 * max(cost(100), 0.01)


PIECES = ["Kim", "Trump", " said ", "“", "”", "may", " May ", ". ", "\n", "2019", "last week", " in ", "Seoul", "'", "the two leaders",
          "\ud800", "\0", ", ", "will", "North Korea", "é", "김정은", "\u2028", "-"]  # fmt: skip


@settings(deadline=None)
@given(
    st.lists(st.sampled_from(PIECES), max_size=60).map("".join),
    st.sampled_from([None, "2025-11-03", "[2025-12-22..2026-01-03]"]),
)
def test_ids_are_unique_surfaces_are_slices_and_reading_is_repeatable(text, published):
    found, again = read(text, published, "S7"), read(text, published, "S7")
    assert found.rows == again.rows
    for name in COLUMNS:
        ids = [row[0] for row in found.rows[name]]
        assert len(ids) == len(set(ids))
    lengths = {row[0]: row[5] - row[4] for row in found.rows["sentences"]}
    for row in (*found.rows["mentions"], *found.rows["expressions"]):
        assert 0 <= row[2] < row[3] <= lengths[row[1]]
        assert len(row[4]) == row[3] - row[2]


def test_documents_do_not_know_of_each_other():
    alone = read(TEXT, "2025-11-03", "S7").rows
    read("Lee Sang-sook said “no” in 2019.", "2020-01-01", "S8")
    assert read(TEXT, "2025-11-03", "S7").rows == alone


def test_files_are_written_whole_or_not_at_all(tmp_path):
    (tmp_path / "a.txt").write_text(TEXT, "utf-8")
    (tmp_path / "b.txt").write_bytes(bytes(range(256)) * 40)
    report = read_files(
        [tmp_path / "a.txt", tmp_path / "b.txt", tmp_path / "c.txt"], "2025-11-03", "S7", tmp_path / "out"
    )
    assert [path.name for path, _ in report.skipped] == ["b.txt", "c.txt"]
    assert sorted(p.stem for p in (tmp_path / "out").iterdir()) == sorted(COLUMNS)
    assert len(pd.read_csv(tmp_path / "out" / "sentences.csv")) == report.rows["sentences"] == 5
    with pytest.raises(TextError, match="something already"):
        read_files([tmp_path / "a.txt"], None, "S7", tmp_path / "out")
    with pytest.raises(TextError, match="nothing to write"):
        read_files([tmp_path / "b.txt"], None, "S7", tmp_path / "none")
    assert not (tmp_path / "none").exists()


def test_two_files_share_no_id(tmp_path):
    for name in "ab":
        (tmp_path / name).write_text(TEXT, "utf-8")
    read_files([tmp_path / "a", tmp_path / "b"], "2025-11-03", "S7", tmp_path / "out")
    for name in COLUMNS:
        ids = pd.read_csv(tmp_path / "out" / f"{name}.csv").iloc[:, 0]
        assert ids.is_unique, name


def test_a_saved_page_gives_its_main_text(tmp_path):
    body = (
        "<p>" + "Donald Trump said on Friday that he would wait for a word from the other side. " * 6 + "</p>"
    )
    page = f"<!doctype html><html><head><title>A visit</title><script>var x = 'Kim';</script></head><body><nav>Menu</nav><article><h1>A visit</h1>{body}</article></body></html>"
    (tmp_path / "page.html").write_text(page, "utf-8")
    text = text_of(tmp_path / "page.html")
    assert "Donald Trump said" in text
    assert "var x" not in text


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "cp1252"])
def test_encodings_are_told_apart(tmp_path, encoding):
    (tmp_path / "a").write_bytes(
        "Donald Trump said: “It is a cliché, and we all know it very well.”".encode(encoding)
    )
    assert "“It is a cliché" in text_of(tmp_path / "a")
