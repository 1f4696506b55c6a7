"""Spellings of names, and names that only look like ones of the table."""

import re
from collections.abc import Iterator

from summitwatch.reading.marks import word_set

#: Longer names in which a country or a capital is not named as an actor.
BLOCKERS = (
    "South China Sea", "East China Sea", "Sea of Japan", "Taiwan Strait", "Korea Strait", "Sea of Korea",
    "North Pole", "South Pole", "South China Morning Post", "China Daily", "Japan Times", "Korea Times",
    "Korea Herald", "Russia Today", "Washington Post", "Washington Times", "Washington Examiner",
    "Washington Monument", "George Washington", "Washington, D.C.", "Washington DC", "Washington D.C.",
    "Washington State", "Washington state", "Denzel Washington", "Moscow Times", "Beijing Olympics",
    "Beijing News", "Beijing Daily", "Beijing Youth Daily", "Seoul National University", "Seoul Shinmun",
    "Seoul Economic Daily", "Seoul Olympics", "Pyongyang Declaration", "Seoul Declaration",
    "Pyongyang Times", "Pyongyang University", "Moscow State University", "Moscow Conference",
    "Tokyo Olympics", "Tokyo Shimbun", "Tokyo University", "Peking University", "Air China",
    "Bank of China", "SK Group", "SK hynix", "SK Hynix", "SK Telecom", "SK Innovation", "North America",
    "North American", "South America", "North Sea", "South Asia", "North Africa", "South Africa",
    "South African", "North Carolina", "South Carolina", "North Dakota", "South Dakota", "North Atlantic",
    "South Pacific", "North Pacific", "Trump Tower", "Trump Organization", "Trump Plaza", "China Sea",
    "New South Wales", "Northern Ireland", "US dollar", "U.S. dollar", "US dollars", "Kim Il Sung Square",
    "Kim Il-sung Square", "Lee County", "Japan Airlines", "Korean Peninsula", "Korea Peninsula", "Xi'an",
    "Voice of Korea",
)  # fmt: skip

#: Family names that stand first where the table gives no country.
FAMILY_FIRST = word_set(
    "Kim Lee Park Choi Choe Chung Jung Jeong Cho Jo Kang Yoon Yun Jang Chang Lim Rim Han Shin Sin Seo Suh "
    "Kwon "
    "Hwang Ahn An Song Hong Moon Mun Yang Wi Ri Pak Paek Baek No Noh Roh Oh O Yoo Yu Ryu Nam Ko Koh Bae "
    "Cha Woo "
    "Xi Wang Li Zhang Liu Zhao Chen Wu Sun Hu Ma Guo Lin Huang Yang Zhou Xu Zhu Gao Luo Deng Peng "
    "Ryom Pyo Hyon Thae Jon Jong Kwak Ju Gu Ku Koo Cheon Bang Byun Heo Hur Huh Jin Min Sung Eom Won "
    "Chu Choo Ham Pyon Byon Kong Gong Maeng Ryang Ro Sim Shim Yeo Yeom Yom Chon Mok Tak Um Sok Seok Ryong"
)
_COUNTRIES_FAMILY_FIRST = ("PRK", "KOR", "CHN", "TWN")
_HYPHENED = re.compile(r"[A-Z]\w+ [A-Z]\w+-[a-z]\w+")  # "Pyo Sang-hyeok"
_THREE = re.compile(r"([A-Z]\w+) ([A-Z]\w+)[ -]([A-Za-z]\w+)")


def given_name_first(name: str, country: str | None) -> bool:
    """Tell whether the family name of a person stands last."""
    if country is None:
        return name.split()[0] not in FAMILY_FIRST and not _HYPHENED.fullmatch(name)
    return country not in _COUNTRIES_FAMILY_FIRST


def spellings(alias: str, form: str, kind: str) -> Iterator[str]:
    """Yield the ways to write an alias: parted names, capitals, the first letter of a common noun."""
    yield alias
    if alias.startswith("The ") and alias.count(" ") > 1:
        yield alias[4:]
    if alias.startswith("two "):
        yield from (f"both {alias[4:]}", f"Both {alias[4:]}", f"Two {alias[4:]}")
    if form == "demonym" and alias.endswith("n"):
        yield f"{alias}s"
    if kind == "person" and form == "name":
        yield from _of_three_parts(alias)
    if form in ("title", "role"):
        yield alias[0].upper() + alias[1:]
        if not alias.isupper() and not alias[1:2].isupper():
            yield alias[0].lower() + alias[1:]
    elif len(alias) > 3 or (kind == "person" and len(alias) == 3):
        yield alias.upper()


def _of_three_parts(name: str) -> Iterator[str]:
    """Yield the ways to write a name like "Kim Yo-jong"."""
    parts = _THREE.fullmatch(name)
    if parts is None:
        return
    family, first, second = parts.groups()
    for tail in (f"{first}-{second.lower()}", f"{first}-{second.title()}", f"{first} {second.title()}"):
        yield f"{family} {tail}"
        yield f"{family} {tail}".upper()
        yield f"{family.upper()} {tail}"
