"""The errors that a reader may meet, each with its place and the way to mend it."""

from dataclasses import dataclass

_SHOWN = 40  # problems that are printed


class SummitWatchError(Exception):
    """Base of every error that this package raises on purpose."""


@dataclass(frozen=True, order=True)
class Problem:
    """One fault in the data: where it stands, what was found, what is allowed, how to mend it."""

    file: str
    row: int | None
    field: str
    found: str
    allowed: str
    mend: str

    def __str__(self) -> str:
        row = f" row {self.row}" if self.row is not None else ""
        field = f", field {self.field}" if self.field else ""
        return f"{self.file}{row}{field}: found {self.found}; allowed: {self.allowed}; to mend: {self.mend}"


class DataError(SummitWatchError):
    """The tables do not hold what their description promises."""

    def __init__(self, problems: list[Problem]):
        self.problems = sorted(problems, key=lambda p: (p.file, p.row or 0, p.field, p.found))
        count = len(self.problems)
        heading = f"{count} problem{'s' if count != 1 else ''} in the data:"
        more = [f"… and {count - _SHOWN} more, which may follow from these"] if count > _SHOWN else []
        super().__init__("\n".join([heading, *map(str, self.problems[:_SHOWN]), *more]))

    def __reduce__(self) -> tuple[type["DataError"], tuple[list[Problem]]]:
        """Let it pass from one process to another."""
        return type(self), (self.problems,)


class UnknownRecord(SummitWatchError):
    """An id was asked for that no table holds."""


class TextError(SummitWatchError):
    """A source text is missing or cannot be read."""


class BuildError(SummitWatchError):
    """The book could not be built."""
