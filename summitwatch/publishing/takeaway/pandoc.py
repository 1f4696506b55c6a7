"""Run pandoc so that the same text gives the same bytes."""

import calendar
import os
import subprocess
from collections.abc import Sequence
from datetime import date

import pypandoc

from summitwatch.errors import BuildError


def pandoc(source: str, arguments: Sequence[str], day: date) -> bytes:
    """Return what pandoc makes of a text; files that it writes bear the day given.

    Raises
    ------
    BuildError
        pandoc could not convert the text, or warned of something.
    """
    environment = {**os.environ, "SOURCE_DATE_EPOCH": str(calendar.timegm(day.timetuple())), "TZ": "UTC"}
    command = [pypandoc.get_pandoc_path(), *arguments, "--output=-"]
    run = subprocess.run(command, input=source.encode(), capture_output=True, env=environment, check=False)
    if run.returncode or run.stderr.strip():
        raise BuildError(
            f"pandoc could not convert the text: {run.stderr.decode(errors='replace').strip()[:600]}"
        )
    return run.stdout
