"""Run Jupyter Book as a child that does not outlive the build that started it."""

import ctypes
import signal
import sys

_ON_PARENTS_DEATH = 1  # PR_SET_PDEATHSIG of Linux's prctl


def die_with_parent() -> None:
    """Ask the system to end this process when its parent is killed; elsewhere than on Linux, do nothing."""
    if sys.platform.startswith("linux"):
        ctypes.CDLL(None).prctl(_ON_PARENTS_DEATH, signal.SIGKILL)


if __name__ == "__main__":
    from jupyter_book.cli.main import main

    die_with_parent()
    main()
