"""Speed: how many articles of 600 words the reading engine reads in a second, on one core.

python -m benchmarks.reading_speed [--articles 200] [--aliases 1000]

All stages; processor time, the best of three rounds. The articles name actors, dates and speakers as
thickly as the core sources do, and differ from each other, so that nothing read before helps. A loop of a
fixed size is timed beside it, since a shared machine is not always equally fast.
"""

import argparse
import random
import time
from collections import Counter
from collections.abc import Sequence

from benchmarks.results import keep
from summitwatch.reading.engine import read
from summitwatch.reading.gazetteer import Actor, Gazetteer
from summitwatch.tables import load

SEED, WORDS, ROUNDS, PUBLISHED = 20261122, 600, 3, "2025-11-03"
SHOWN = ("sentences", "mentions", "expressions", "quotations")  # counted for each article
#: Together they name actors, dates and speakers as thickly as the core sources do.
SENTENCES = (
    "{person} said on {weekday} that a meeting with {other} was “{words}”, and {capital} would decide.",
    "The {body} of {country} declined to comment, but an official in {capital} said that talks with "
    "{country2} had been planned since {month} {year}.",
    "“{words},” {other} told reporters in {city} after the session.",
    "According to {body}, {person} and {other} last met on {month} {day}, {year}, when nothing was signed "
    "and both sides went home early.",
    "{country} and {country2} agreed to hold working-level consultations before long, a spokesman for the "
    "ministry said, while {capital} and its allies looked on.",
    "Analysts see it as unlikely that {person} will travel to {city} next {month}, though it cannot be ruled "
    "out that an envoy of {country} comes instead.",
    "The price of rice rose in the markets of the border town, traders said, while the railway carried coal "
    "and timber between {country} and {country2} as it had for many years.",
    "{other} added that the delegation from {country}, which had come by train, would visit a factory, a "
    "school and a farm with {person}.",
    "{capital} has long accused {country} of helping {country2} with weapons, a charge that {person} "
    "rejects.",
    "For {country}, the alliance with {country2} remains what {other} called it on {month} {day}, {year}, "
    "and {capital} knew it by {month}.",
)
FILL = {
    "person": ("Kim Jong Un", "Donald Trump", "Lee Jae Myung", "Xi Jinping", "Vladimir Putin",
               "Chung Dong-young"),
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


def measure(articles: int, aliases: int) -> dict[str, object]:
    """Return articles read in a second of processor time, and what an article holds."""
    chance = random.Random(SEED)  # noqa: S311  # no secret hangs on it
    known = gazetteer(aliases, chance)
    best, loop, rows = 0.0, 9.0, Counter[str]()
    for _ in range(ROUNDS):
        texts = [article(chance) for _ in range(articles)]
        read(texts[0], PUBLISHED, "S7", known)
        start = time.process_time()
        found = [read(text, PUBLISHED, "S7", known) for text in texts]
        best = max(best, articles / (time.process_time() - start))
        loop = min(loop, _loop())
        rows = Counter({name: sum(len(f.rows[name]) for f in found) // articles for name in SHOWN})
    return {
        "articles": articles,
        "aliases": aliases,
        **rows,
        "articles a second": best,
        "loop, ms": 1000 * loop,
    }


def one_line(megabytes: Sequence[float]) -> list[dict[str, object]]:
    """Return the time that one line of so many megabytes takes: it is to grow with length alone."""
    line = article(random.Random(SEED)).replace("\n", " ") + " "  # noqa: S311  # likewise
    rows: list[dict[str, object]] = []
    for size in megabytes:
        text = line * int(size * 1_000_000 / len(line))
        start = time.process_time()
        read(text, PUBLISHED, "S7")
        spent = time.process_time() - start
        rows.append({"megabytes in one line": size, "seconds": spent, "seconds a megabyte": spent / size})
    return rows


def _loop() -> float:
    start = time.process_time()
    sum(i * i for i in range(300_000))
    return time.process_time() - start


def main() -> None:
    """Measure and keep the result."""
    options = argparse.ArgumentParser(description="Measure the speed of the reading engine.")
    options.add_argument("--articles", type=int, default=200)
    options.add_argument("--aliases", type=int, default=1000)
    options.add_argument("--megabytes", type=float, nargs="*", default=[0.1, 1, 10], help="of one line")
    chosen = options.parse_args()
    keep("reading_speed", [measure(chosen.articles, chosen.aliases)])
    keep("reading_line", one_line(chosen.megabytes))


if __name__ == "__main__":
    main()
