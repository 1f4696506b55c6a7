"""Synthetic articles in our own words: as many as wanted, the same at every run."""

import random
from pathlib import Path

_SENTENCES = (
    "President Donald Trump said on Tuesday that he would like to meet Kim Jong Un again.",
    '"We will see what happens," Trump told reporters aboard his plane on Oct. 24.',
    "North Korea's foreign ministry called the drills a rehearsal for war last week.",
    "Unification Minister Chung Dong-young said a summit was possible next year.",
    "The meeting at Panmunjom took place on June 30, 2019.",
    "Analysts in Seoul doubt that Pyongyang will respond before April 2026.",
    '"It is hard to say," the official said, speaking on condition of anonymity.',
    "The Workers' Party will hold its congress in late February.",
    "Beijing has not confirmed the visit, which was expected in the first week of April.",
    "Lee Jae Myung said that he would act as a pacemaker for the talks.",
    "The ministry gave no day, and an adviser declined to comment.",
    "Two years earlier a summit in Vietnam had ended without a deal.",
    "Markets in Tokyo and Shanghai rose, and the won was little changed.",
    "State media reported the launch a day later without naming the site.",
)


def article(number: int, words: int) -> str:
    """Return article `number`, of at least so many words: a headline and paragraphs."""
    chance = random.Random(number)  # noqa: S311  # no secret hangs on it
    lines, count = [f"Officials weigh talks, report {number}"], 0
    while count < words:
        paragraph = " ".join(chance.choice(_SENTENCES) for _ in range(chance.randint(1, 3)))
        lines.append(paragraph)
        count += len(paragraph.split())
    return "\n".join(lines) + "\n"


def write_corpus(folder: Path, documents: int, words: int) -> None:
    """Write articles into a folder, a thousand to a subfolder."""
    for number in range(documents):
        inside = folder / f"{number // 1000:03d}"
        inside.mkdir(parents=True, exist_ok=True)
        (inside / f"{number:06d}.txt").write_text(article(number, words), "utf-8")
