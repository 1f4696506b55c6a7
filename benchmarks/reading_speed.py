"""How many articles a second does the reading engine read on one core?

`python benchmarks/reading_speed.py [--articles N] [--aliases N]` writes articles of about 600 words from
sentences made for this purpose, loads a gazetteer of so many aliases, and prints one line of figures:
articles a second over all stages, processor time only, the best of three rounds. Articles differ from
each other, so that nothing read before helps.
"""

import argparse
import random
import time

from summitwatch.reading.engine import read
from summitwatch.reading.gazetteer import Actor, Gazetteer
from summitwatch.tables import load

SEED = 20261122
WORDS = 600
SENTENCES = (
    "{person} said on {weekday} that a meeting with {other} in {month} was “{words}”, and that {capital} "
    "would decide within {number} weeks.",
    "The {body} of {country} declined to comment, but an official in {capital} said that talks had been "
    "planned since {month} {year}.",
    "“{words},” {other} told reporters in {city} after the session. “{words}.”",
    "According to {body}, the two leaders last met on {month} {day}, {year}, when nothing was signed and "
    "both sides went home early.",
    "{country} and {country2} agreed last week to hold working-level consultations before the end of the "
    "year, a spokesman for the ministry said.",
    "Analysts see it as unlikely that {person} will travel to {city} next {month}, though it cannot be ruled "
    "out that an envoy comes in the spring.",
    "The price of rice rose in the markets of the border town, traders said, while the railway carried coal "
    "and timber as it had for many years.",
    "He added that the delegation, which arrived {number} days earlier, would stay until {weekday} and visit "
    "a factory, a school and a farm.",
)
FILL = {
    "person": ("Kim Jong Un", "Donald Trump", "Lee Jae Myung", "Xi Jinping", "Vladimir Putin", "Chung Dong-young"),
    "other": ("Trump", "Kim", "Mr Lee", "President Xi", "Wi Sung-lac", "Putin"),
    "weekday": ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Sunday"),
    "month": ("January", "March", "April", "May", "June", "September", "October", "November"),
    "capital": ("Seoul", "Washington", "Pyongyang", "Beijing", "Moscow", "Tokyo"),
    "city": ("Gyeongju", "Singapore", "Hanoi", "Panmunjom", "Wonsan", "Beijing"),
    "country": ("North Korea", "South Korea", "the United States", "China", "Russia", "Japan"),
    "country2": ("Vietnam", "Japan", "China", "Ukraine", "the US"),
    "body": ("Foreign Ministry", "Unification Ministry", "White House", "Yonhap News Agency", "KCNA"),
    "words": ("a step that nobody should rush", "the door is open", "we shall see", "nothing has been fixed",
              "possible but not easy", "a matter for both of us"),
    "number": ("two", "three", "five", "six"), "year": ("2018", "2019", "2024", "2025"),
    "day": tuple(map(str, range(2, 28))),
}  # fmt: skip
SYLLABLES = ("ka", "ren", "mo", "lis", "ta", "vor", "ne", "shi", "pal", "du", "gor", "hae")


def article(chance: random.Random) -> str:
    """Return an article of about 600 words."""
    lines, words = ["Envoy hints at another meeting"], 0
    while words < WORDS:
        sentences = [
            chance.choice(SENTENCES).format(**{n: chance.choice(v) for n, v in FILL.items()})
            for _ in range(chance.randint(1, 3))
        ]
        lines.append(" ".join(sentences))
        words += len(lines[-1].split())
    return "\n".join(lines)


def gazetteer(aliases: int, chance: random.Random) -> Gazetteer:
    """Return the project's gazetteer, grown with made-up names to so many aliases."""
    known, extra = Gazetteer.of(load()), []
    for number in range(max(aliases - len(known.aliases), 0)):
        given, family = ("".join(chance.sample(SYLLABLES, 3)).title() for _ in range(2))
        actor = Actor(f"made-up-{number}", f"{given} {family}", "person", None)
        extra.append((actor, [(actor.name, "name")]))
    return known.extended(extra)


def measure(articles: int, aliases: int) -> float:
    """Return articles read in a second of processor time, the best of three rounds."""
    chance = random.Random(SEED)
    known = gazetteer(aliases, chance)
    best = 0.0
    for _ in range(3):
        texts = [article(chance) for _ in range(articles)]
        read(texts[0], "2025-11-03", "S7", known)
        start = time.process_time()
        for text in texts:
            read(text, "2025-11-03", "S7", known)
        best = max(best, articles / (time.process_time() - start))
    return best


def main() -> None:
    """Measure and print."""
    options = argparse.ArgumentParser(description="Measure the speed of the reading engine.")
    options.add_argument("--articles", type=int, default=200)
    options.add_argument("--aliases", type=int, default=1000)
    chosen = options.parse_args()
    rate = measure(chosen.articles, chosen.aliases)
    print(
        f"{chosen.articles} articles of {WORDS} words, {chosen.aliases} aliases, one core: "
        f"{rate:.0f} articles a second"
    )


if __name__ == "__main__":
    main()
