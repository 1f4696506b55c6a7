"""Lines are split into sentences without losing a character."""

from hashlib import sha256

import pytest
from hypothesis import given
from hypothesis import strategies as st

from summitwatch.reading.sentences import fingerprint, lines, sentences, split_line, word_count

CASES = {
    "Two plain ones": ("The envoy left. Nobody followed.", 2),
    "U.S. before a name": ("The U.S. President spoke. He left.", 2),
    "U.S. at the end": ("They flew to the U.S. The talks went on.", 2),
    "U.S. within a compound": ("A North Sea-U.S. pact in 2031 was mooted.", 1),
    "a title": ("Mr Oh met Dr. Ahn. They talked.", 2),
    "a month": ("The pact of Sept. 3 holds. It is old.", 2),
    "an initial": ("J. Park wrote it.", 1),
    "a full stop inside quotation marks": ("“We may go.” She smiled.", 2),
    "a quotation that runs on": ("“We may go,” she said. “Or stay.”", 2),
    "a question": ("Will they? Perhaps.", 2),
    "a decimal": ("It grew by 2.5 per cent. Then it fell.", 2),
    "an ellipsis": ("They waited… Nothing came.", 2),
    "a Hausa line": ("Labaran yau. Ƙarin bayani.", 2),
    "no full stop at all": ("A headline without one", 1),
}


@pytest.mark.parametrize(("line", "count"), CASES.values(), ids=CASES.keys())
def test_a_line_has_so_many_sentences(line: str, count: int) -> None:
    assert len(split_line(line)) == count


def test_blank_lines_do_not_count() -> None:
    assert lines("one\n\n \u00a0 \n two") == ["one", " two"]
    found = list(sentences("One. Two.\n\n  Three."))
    assert [(s.line, s.number, s.text) for s in found] == [(1, 1, "One."), (1, 2, "Two."), (2, 1, "Three.")]


@given(st.text(alphabet=st.characters(blacklist_categories=["Cs"]), max_size=200))
def test_only_white_space_stands_between_sentences(text: str) -> None:
    for line in lines(text):
        spans = split_line(line)
        assert all(start <= end for start, end in spans)
        edges = [0, *(edge for span in spans for edge in span), len(line)]
        between = [line[a:b] for a, b in zip(edges[::2], edges[1::2], strict=True)]
        assert all(not piece.strip() for piece in between)


def test_white_space_does_not_change_a_fingerprint() -> None:
    assert fingerprint(" a  b\u00a0c ") == fingerprint("a b c")
    assert fingerprint("a b c") != fingerprint("a b d")
    assert fingerprint("a b c") == sha256(b"a b c").hexdigest()[:16]


def test_words_are_what_stands_between_white_space() -> None:
    assert word_count("a b-c  d.") == 3
