"""A naming of an actor, and the sentence in which namings are read."""

from dataclasses import dataclass, field
from typing import NamedTuple

from summitwatch.reading.gazetteer import Gazetteer
from summitwatch.reading.people import Choice, Story


class Mention(NamedTuple):
    """An actor named in a sentence; `actor` is None where it cannot be told who of the candidates."""

    start: int
    end: int
    surface: str
    actor: str | None
    form: str
    joint: bool = False
    candidates: tuple[str, ...] = ()
    reason: str = ""


@dataclass
class Sense:
    """The sentence that is read: its text, plain text, place in the story, and what stands in it."""

    text: str
    plain: str
    first: bool
    gazetteer: Gazetteer
    story: Story
    when: str | None
    states: list[tuple[int, int, str]] = field(default_factory=list)
    capitals: dict[int, str] = field(default_factory=dict)  # start to what a capital's name means there
    found: list[Mention] = field(default_factory=list)

    def add(self, start: int, end: int, form: str, choice: Choice, joint: bool = False) -> None:
        """Add a mention and remember whom it names."""
        surface = self.text[start:end]
        self.found.append(
            Mention(start, end, surface, choice.actor, form, joint, choice.candidates, choice.reason)
        )
