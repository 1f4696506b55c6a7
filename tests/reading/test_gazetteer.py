"""Namings are found where they stand, read by the rules, and kept open where they are."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from summitwatch.reading.gazetteer import Actor, Gazetteer, nested
from summitwatch.reading.mentions import read_mentions

PEOPLE = [
    ("kim-jong-un", "Kim Jong Un", "PRK", ["Kim Jong Un", "Kim"]),
    ("kim-yo-jong", "Kim Yo Jong", "PRK", ["Kim Yo Jong"]),
    ("donald-trump", "Donald Trump", "USA", ["Donald Trump", "Trump"]),
    ("lee-jae-myung", "Lee Jae Myung", "KOR", ["Lee Jae Myung", "Lee"]),
    ("chung-dong-young", "Chung Dong-young", "KOR", ["Chung Dong-young", "Chung"]),
]
STATES = [
    ("north-korea", "PRK", ["North Korea", "North"], ["North Korean"], ["Pyongyang"]),
    ("south-korea", "KOR", ["South Korea"], ["South Korean"], ["Seoul"]),
    ("united-states", "USA", ["United States", "U.S.", "US"], [], ["Washington"]),
    ("china", "CHN", ["China"], ["Chinese"], ["Beijing"]),
]
OTHERS = [
    ("mofa-rok", "Foreign Ministry of South Korea", "organisation", "KOR", "Foreign Ministry", "name"),
    ("state-media", "North Korean state media", "group", "PRK", "state media", "role"),
    ("seoul-official", "Official of South Korea (not named)", "person", "KOR", "official", "role"),
]
OFFICES = [("kim-jong-un", "leader", "north-korea"), ("donald-trump", "president", "united-states"),
           ("lee-jae-myung", "president", "south-korea")]  # fmt: skip


def gazetteer():
    actors = [{"actor_id": i, "name": n, "type": "person", "country": c} for i, n, c, _ in PEOPLE]
    actors += [
        {"actor_id": i, "name": names[0], "type": "state", "country": c} for i, c, names, _, _ in STATES
    ]
    actors += [{"actor_id": i, "name": n, "type": t, "country": c} for i, n, t, c, _, _ in OTHERS]
    pairs = [(i, a, "name") for i, _, _, aliases in PEOPLE for a in aliases]
    for actor, _, *kinds in STATES:
        pairs += [
            (actor, a, form)
            for form, aliases in zip(("name", "demonym", "metonym"), kinds, strict=True)
            for a in aliases
        ]
    pairs += [(actor, alias, form) for actor, *_, alias, form in OTHERS]
    pairs += [
        (s, a, f)
        for s in ("north-korea", "south-korea")
        for a, f in (("two Koreas", "name"), ("inter-Korean", "demonym"))
    ]
    aliases = [{"actor_id": a, "alias": b, "form": f} for a, b, f in pairs]
    roles = [
        {"actor_id": a, "role": r, "affiliation": s, "since": None, "until": None} for a, r, s in OFFICES
    ]
    return Gazetteer.from_rows(actors, aliases, roles)


KNOWN = gazetteer()


def named(*texts):
    return [(m.surface, m.actor, m.form) for found in read_mentions(texts, KNOWN) for m in found]


def who(*texts):
    return [(surface, actor) for surface, actor, _ in named(*texts)]


CASES = {
    "a possessive is outside": ("Trump’s offer", [("Trump", "donald-trump")]),
    "a hyphen bounds": ("the Kim-Trump letters", [("Kim", "kim-jong-un"), ("Trump", "donald-trump")]),
    "a hyphen after full stops": ("a U.S.-North Korea deal", [("U.S.", "united-states"), ("North Korea", "north-korea")]),
    "a currency is no country": ("a fee of US$5", []),
    "no part of a word": ("Trumpets and Kimchi", []),
    "no part of an address": ("see www.china.com or @Trump", []),
    "spelt in another way": ("KIM JONG UN, Kim Jong-un and Chung Dong Young",
                             [("KIM JONG UN", "kim-jong-un"), ("Kim Jong-un", "kim-jong-un"), ("Chung Dong Young", "chung-dong-young")]),
    "a sea is no country": ("over the South China Sea", []),
    "a relative is somebody else": ("She met Melania Trump there", []),
    "a namesake is somebody else": ("Kim Hyun-jong wrote it", []),
    "a country inside a title": ("the North Korean leader smiled", [("North Korean leader", "kim-jong-un"), ("North Korean", "north-korea")]),
    "a title beside a name": ("North Korean leader Kim Jong Un", [("North Korean", "north-korea"), ("Kim Jong Un", "kim-jong-un")]),
    "any leader is nobody": ("the first visit by a South Korean president", [("South Korean", "south-korea")]),
    "both Koreas": ("The two Koreas agreed", [("two Koreas", "north-korea"), ("two Koreas", "south-korea")]),
    "half a Korea": ("between North and South Korea", [("North", "north-korea"), ("South Korea", "south-korea")]),
    "a direction is no country": ("it drifted North of the line", []),
    "another country's ministry": ("the Chinese Foreign Ministry", [("Chinese", "china")]),
    "the right country's ministry": ("Seoul's Foreign Ministry", [("Seoul", "south-korea"), ("Foreign Ministry", "mofa-rok")]),
    "both halves of a Korea": ("a North-South call", [("North", "north-korea")]),
    "a ruler and his namesake": ("Kim Yo Jong wrote; Chairman Kim smiled.", [("Kim Yo Jong", "kim-yo-jong"), ("Kim", "kim-jong-un")]),
    "official as an adjective": ("the official visit to South Korea", [("South Korea", "south-korea")]),
    "an official without name": ("a South Korean official said", [("South Korean", "south-korea"), ("official", "seoul-official")]),
}  # fmt: skip


@pytest.mark.parametrize(("text", "wanted"), CASES.values(), ids=CASES.keys())
def test_a_naming_is_read(text, wanted):
    assert who(text) == wanted


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("Beijing urged Seoul to wait", ["Beijing", "Seoul"]),
        ("They met in Beijing on Friday", []),
        ("He flew from Washington to Pyongyang", []),
        ("A message to Pyongyang went out", ["Pyongyang"]),
        ("SEOUL, Nov. 3 -- Seoul kept silent", ["Seoul"]),
        ("a Seoul-based scholar", []),
        ("The Moscow-Pyongyang axis", ["Pyongyang"]),
        ("a hotel in Seoul, South Korea", ["South Korea"]),
        ("A Seoul newspaper and Pyongyang cold noodles", []),
        ("Good morning from Seoul, where it snows", []),
        ("Beijing bars Seoul from the hall", ["Beijing", "Seoul"]),
    ],
)
def test_a_capital_is_a_government_or_a_place(text, found):
    assert [surface for surface, _ in who(text)] == found


def test_a_capital_in_doubt_keeps_its_candidate():
    [mention] = read_mentions(["Officials in Seoul kept silent"], KNOWN)[0]
    assert (mention.actor, mention.candidates) == (None, ("south-korea",))
    assert "place" in mention.reason


def test_a_family_name_with_two_bearers_keeps_both():
    found = read_mentions(["Kim Jong Un met his sister Kim Yo Jong.", "Kim smiled."], KNOWN)
    assert (found[1][0].actor, found[1][0].candidates) == (None, ("kim-jong-un", "kim-yo-jong"))


def test_a_namesake_named_in_full_takes_the_family_name_along():
    assert who("Lee Sang-sook wrote a paper.", "Lee is an analyst.") == []


def test_a_phrase_means_those_last_named():
    found = named("Trump wrote to Kim.", "The two leaders may meet.")
    assert found[2:] == [("two leaders", "donald-trump", "role"), ("two leaders", "kim-jong-un", "role")]
    assert named("The pair met.") == []


def test_a_title_alone_means_who_was_last_called_so():
    assert who("President Lee Jae Myung arrived.", "The president waved.")[1] == (
        "president",
        "lee-jae-myung",
    )


def test_new_actors_can_be_added():
    more = KNOWN.extended([(Actor("mia-oh", "Mia Oh", "person", None), [("Mia Oh", "name")])])
    assert [m.actor for m in read_mentions(["Mia Oh spoke."], more)[0]] == ["mia-oh"]
    assert who("Mia Oh spoke.") == []


WORDS = ["Kim", "Kim Jong Un", "Trump", "North", "Korea", "North Korean leader", "U.S.", "-", "'s", "Seoul", "in", "the two Koreas",
         "official", "both leaders", "President", ".", "Lee", "South Korea", "a"]  # fmt: skip


@given(st.lists(st.sampled_from(WORDS), max_size=14).map(" ".join))
def test_mentions_are_slices_that_nest_and_never_cross(text):
    [found] = read_mentions([text], KNOWN)
    for m in found:
        assert m.surface == text[m.start : m.end]
        assert m.actor is not None or m.reason
        assert all(n.end <= m.start or n.start >= m.end or (n.start >= m.start and n.end <= m.end)
                   or (m.start >= n.start and m.end <= n.end) for n in found)  # fmt: skip
    assert len({(m.start, m.end, m.actor, m.candidates) for m in found}) == len(found)


@given(st.text(max_size=80))
def test_any_text_can_be_searched(text):
    for hit in nested(KNOWN.hits(text), KNOWN):
        assert 0 <= hit.start < hit.end <= len(text)
