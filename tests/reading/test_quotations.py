"""Words in quotation marks go to who said them."""

import itertools

import pytest
from hypothesis import given
from hypothesis import strategies as st

from summitwatch.reading.gazetteer import Actor, Gazetteer
from summitwatch.reading.mentions import read_mentions
from summitwatch.reading.quotations import read_quotations, split_stretches
from summitwatch.reading.sentences import split_line
from summitwatch.reading.stretches import stretches

PEOPLE = {"Mia Oh": "mia-oh", "Jon Ahn": "jon-ahn"}
KNOWN = Gazetteer({}, ()).extended(
    [(Actor(i, n, "person", "USA"), [(n, "name"), (n.split()[1], "name")]) for n, i in PEOPLE.items()]
    + [(Actor("radio-west", "Radio West News", "organisation", "USA"), [("Radio West", "name")]),
       (Actor("westland", "Westland", "state", "WST"), [("Westland", "name")]),
       (Actor("west-institute", "West Institute", "organisation", "WST"), [("West Institute", "name")])]
)  # fmt: skip


def read(line):
    spans = split_line(line)
    texts = [line[a:b] for a, b in spans]
    mentions = read_mentions(texts, KNOWN)
    found = read_quotations(texts, split_stretches(line, spans), mentions, KNOWN)
    return [
        (text[q.start : q.end], q) for text, quotations in zip(texts, found, strict=True) for q in quotations
    ]


CASES = {
    "words, verb, name": ("“We may go,” said Mia Oh.", "mia-oh", "direct"),
    "words, name, verb": ("“We may go,” Mia Oh said.", "mia-oh", "direct"),
    "name, verb, words": ("Mia Oh said, “We may go.”", "mia-oh", "direct"),
    "a piece inside": ("Mia Oh said the plan was “a dream”.", "mia-oh", "partial"),
    "an aside": ("“We may go,” Mia Oh, a friend of Jon Ahn, told Radio West.", "mia-oh", "direct"),
    "of a body": ("Mia Oh of the West Institute noted that it “may fail”.", "mia-oh", "partial"),
    "a paper of a body": (
        "A report from the West Institute states, “It may well fail.”",
        "west-institute",
        "direct",
    ),
    "whatever the verb": ("“We may go,” quipped Mia Oh.", "mia-oh", "direct"),
    "whatever the verb, behind": ("“We may go,” Mia Oh deadpanned.", "mia-oh", "direct"),
    "apposition behind the verb": ("“We may go,” sighed the chair, Mia Oh.", "mia-oh", "direct"),
    "a headline's dash": ("“We may well go” … Mia Oh", "mia-oh", "partial"),
    "a person whom no table knows": (
        "Ann Bo, a scholar of Westland history, said it was “a dream”.",
        None,
        "partial",
    ),
    "somebody unnamed": ("Mia Oh left, a second person said, “by train”.", None, "partial"),
    "a relative": ("Mia Oh's sister told him to “get lost”.", None, "partial"),
    "according to": ("The plan is “dead”, according to Jon Ahn.", "jon-ahn", "partial"),
    "quoted as saying": ("Radio West quoted Jon Ahn as saying he was “tired”.", "jon-ahn", "partial"),
    "the agent of a passive": (
        "The plan was called “dead” and described by Jon Ahn as “dull”.",
        "jon-ahn",
        "partial",
    ),
    "a government": ("Westland has declared itself a “free” land.", "westland", "partial"),
    "a headline": ("'Not here': Jon Ahn turns away", "jon-ahn", "partial"),
    "name and colon": ("Jon Ahn: “We may well go.”", "jon-ahn", "direct"),
    "a possessive": ("Jon Ahn's “fire and ice” speech was long.", "jon-ahn", "partial"),
    "single marks": ("Mia Oh called it a ‘pipe dream’ of hers.", "mia-oh", "partial"),
    "angle marks": ("Mia Oh said: «We may well go.»", "mia-oh", "direct"),
    "corner marks": ("Mia Oh said: 「We may well go.」", "mia-oh", "direct"),
    "whom who tells of": ("Mia Oh rang Jon Ahn, who offered “a lift”, at noon.", "jon-ahn", "partial"),
    "an official without name": ("Westland wants peace “by noon”, one Westland envoy said.", None, "partial"),
    "a title between body and name": (
        "West Institute director Jon Ahn noted that it “fails”.",
        "jon-ahn",
        "partial",
    ),
    "of a body that no table knows": (
        "Jon Ahn of the Salt Office warned on Monday that it “burns”.",
        "jon-ahn",
        "partial",
    ),
    "an author": (
        "Mia Oh issued a statement titled “Salt”. The statement called it “a dream”.",
        "mia-oh",
        "partial",
    ),
    "an author, by a pronoun": (
        "Mia Oh issued a statement. The statement was short. Westland, it said, “fell asleep”.",
        "mia-oh",
        "partial",
    ),
    "somebody told before": ("Jon Ahn left. I asked a retired envoy. “We may go,” he said.", None, "direct"),
    "who goes on": ("Jon Ahn left. He rang an envoy. “We may go,” he said.", "jon-ahn", "direct"),
    "the clock of a live blog": ("15:59 “We may go,” Mia Oh said.", "mia-oh", "direct"),
    "a participle": ("Jon Ahn spoke to Mia Oh, adding that it was “late”.", "jon-ahn", "partial"),
}


@pytest.mark.parametrize(("line", "speaker", "mode"), CASES.values(), ids=CASES.keys())
def test_words_have_a_speaker(line, speaker, mode):
    _, last = read(line)[-1]
    assert (last.speaker, last.mode) == (speaker, mode)


def test_the_outlet_that_passed_the_words_on_is_kept():
    [(_, found)] = read("Radio West quoted Jon Ahn as saying he was “tired”.")
    assert (found.via, found.verb) == ("radio-west", "quoted as saying")


def test_a_speaker_goes_on_over_sentences():
    assert [q.speaker for _, q in read("“I will go,” said Mia Oh. “I am ready. We all are.”")] == [
        "mia-oh"
    ] * 3


def test_a_pronoun_is_who_was_last_spoken_of():
    assert [q.speaker for _, q in read("Mia Oh came late. “I am ready,” she said.")] == ["mia-oh"]


def test_an_unknown_name_is_proposed():
    [(_, found)] = read("“I will go,” said Lena Bo.")
    assert (found.speaker, found.candidates) == (None, ("new: Lena Bo",))


def test_nobody_is_named_and_nobody_is_guessed():
    [(_, found)] = read("It was a “dream” of old.")
    assert (found.speaker, found.speaker_class) == (None, "unattributed")
    assert found.reason


@pytest.mark.parametrize(
    "line",
    [
        "Mia Oh wrote of the so-called “iron wall” drill.",
        "Mia Oh wrote in Westland's “Border Daily” on Friday.",
        "Mia Oh left; they wrote of a “model” there.",
    ],
)
def test_a_name_in_marks_is_said_by_nobody(line):
    assert read(line) == []


@pytest.mark.parametrize(
    ("line", "words"),
    [
        ("It’s the leaders’ turn, isn't it?", []),
        ("He said ‘it’s the leaders’ turn’ again.", ["it’s the leaders’ turn"]),
        ("She said: “He cried ‘no’ and left.”", ["He cried ‘no’ and left."]),
        ("“One line that goes on", ["One line that goes on"]),
        ('A 5" pipe, and "one word" more', ["one word"]),
        ("„Wir warten“, sagte er.", ["Wir warten"]),
        ("the “Freedom Edge” drills", []),
        ("the so-called “Iron Wall”", []),
        ("rock 'n' roll of the '90s", []),
    ],
)
def test_stretches_are_what_stands_between_marks(line, words):
    assert [line[s.start : s.end] for s in stretches(line)] == words


MARKS = [
    "“",
    "”",
    '"',
    "‘",
    "’",
    "'",
    "«",
    "»",
    "「",
    "」",
    " ",
    "a",
    "s",
    ".",
    ", ",
    "Mia Oh said ",
    "No ",
    "! ",
]


@given(st.lists(st.sampled_from(MARKS), max_size=40).map("".join))
def test_stretches_lie_apart_and_in_order(line):
    found = stretches(line)
    assert all(a.end <= b.start for a, b in itertools.pairwise(found))
    for words, q in read(line):
        assert words.strip()
        assert q.mode in ("direct", "partial")


def test_thousands_of_nested_marks_are_one_stretch_at_most():
    assert len(stretches("“‘" * 5000 + "x" + "’”" * 5000)) <= 1
