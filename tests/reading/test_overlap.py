"""Who copies whom: texts written for this test, edited, halved, reordered, or told anew."""

import random

import pytest

from summitwatch.reading.files import read_files
from summitwatch.reading.overlap import compare, overlaps, shingles

SYLLABLES = ["ba", "den", "fol", "gri", "han", "jo", "kel", "mu", "nar", "pes", "ro", "sil", "tov", "wen"]


def article(seed, length=40):
    """An article of made-up words and a few of the commonest real ones, always the same for one seed."""
    chance = random.Random(seed)
    common = ["the", "of", "a", "to", "in", "and", "that", "he", "said", "on", "for", "with"]

    def word():
        return (
            chance.choice(common)
            if chance.random() < 0.4
            else chance.choice(SYLLABLES) + chance.choice(SYLLABLES)
        )

    return [" ".join(word() for _ in range(15)).capitalize() + "." for _ in range(length)]


def edited(text, share, seed=1):
    """The text with this share of its words replaced, evenly spread."""
    words, step = text.split(), round(1 / share)
    return " ".join(f"other{n}" if n % step == seed % step else word for n, word in enumerate(words))


ORIGINAL = article("original")
TEXT = "\n".join(ORIGINAL)
OWN = article("own words")


def shuffled():
    moved = list(ORIGINAL)
    random.Random(7).shuffle(moved)
    return "\n".join(moved)


CASES = {
    "the same": (TEXT, "copy"),
    "other marks and capitals": (TEXT.upper().replace(",", " –"), "copy"),
    "one word in twenty changed": (edited(TEXT, 0.05), "copy"),
    "one word in five changed": (edited(TEXT, 0.2), "derived"),
    "its sentences in another order": (shuffled(), "copy"),
    "its first half": ("\n".join(ORIGINAL[:20]), "part"),
    "the whole, and as much again": ("\n".join(ORIGINAL + OWN), "part"),
    "half of it and half of its own": ("\n".join(ORIGINAL[:20] + OWN[:20]), "derived"),
    "one sentence quoted": ("\n".join(OWN + ORIGINAL[:1]), "independent"),
    "its own words on the same matter": ("\n".join(OWN), "independent"),
    "nothing": ("", "independent"),
}


@pytest.mark.parametrize(("text", "verdict"), CASES.values(), ids=CASES.keys())
def test_a_text_is_told_for_what_it_is(text, verdict):
    found = compare(shingles(text), shingles(TEXT))
    assert found[2] == verdict, found


def test_shares_run_both_ways():
    half = "\n".join(ORIGINAL[:20])
    in_other, of_other, _ = compare(shingles(half), shingles(TEXT))
    assert in_other == 1
    assert 0.45 < of_other < 0.55


def test_chinese_needs_no_blanks():
    one, two = "金正恩与特朗普在板门店会面", "据报道金正恩与特朗普在板门店会面"
    assert compare(shingles(one), shingles(two))[0] == 1


def test_a_text_is_compared_with_known_ones_and_with_those_before_it():
    found = overlaps({"S7": TEXT, "S8": edited(TEXT, 0.05)}, {"old": "\n".join(OWN)})
    assert [(o.other, o.verdict) for o in found["S7"]] == [("old", "independent")]
    assert [(o.other, o.verdict) for o in found["S8"]] == [("S7", "copy"), ("old", "independent")]


def test_reading_files_tells_the_overlap_without_a_word_of_the_text(tmp_path):
    for name, text in {"a.txt": TEXT, "b.txt": "\n".join(ORIGINAL[:20]), "known.txt": TEXT}.items():
        (tmp_path / name).write_text(text, "utf-8")
    read_files(
        [tmp_path / "a.txt", tmp_path / "b.txt"], None, "S7", tmp_path / "out", known=[tmp_path / "known.txt"]
    )
    table = (tmp_path / "out" / "overlaps.csv").read_text("utf-8").splitlines()
    assert table[0] == "overlap_id,source_id,other,in_other,of_other,verdict"
    assert table[1] == "OV001,S7,known,1.000,1.000,copy"
    assert [line.split(",")[:3] for line in table[2:]] == [["OV002", "S8", "S7"], ["OV003", "S8", "known"]]
    assert {line.split(",")[-1] for line in table[2:]} == {"part"}
