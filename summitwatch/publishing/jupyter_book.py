"""Run Jupyter Book as a child that does not outlive the build that started it."""

import ctypes
import gc
import importlib
import os
import signal
import sys

from summitwatch.publishing.nursery import begin_ahead
from summitwatch.publishing.outputs import AFTER, AHEAD, GO

_ON_PARENTS_DEATH = 1  # PR_SET_PDEATHSIG of Linux's prctl
_NEEDED = ("sphinx.application", "jupyter_book.sphinx", "summitwatch.publishing.extension")  # by a book
_SELDOM = 100_000  # new objects between two collections: a book is a million, nearly all of them in use


def die_with_parent() -> None:
    """Ask the system to end this process when its parent is killed; elsewhere than on Linux, do nothing."""
    if sys.platform.startswith("linux"):
        ctypes.CDLL(None).prctl(_ON_PARENTS_DEATH, signal.SIGKILL)


def begin_worker() -> None:
    """Prepare a process of a pool: it ends with its parent, and without a word when the user interrupts."""
    die_with_parent()
    signal.signal(signal.SIGINT, signal.SIG_DFL)


if __name__ == "__main__":
    die_with_parent()
    if os.environ.get(AHEAD):
        begin_ahead()
    if "singlehtml" in sys.argv:
        gc.disable()  # one page, and all that it was made from, is in use to the end
    else:
        gc.set_threshold(_SELDOM)

    from jupyter_book.cli.main import main

    if os.environ.get(AFTER):
        for name in _NEEDED:
            importlib.import_module(name)
        if sys.stdin.readline() != GO:  # whoever started this is gone
            sys.exit(1)
    try:
        main()
    except SystemExit as ended:
        if not isinstance(ended.code, int | None):
            raise
        sys.stdout.flush()
        sys.stderr.flush()
        os._exit(ended.code or 0)  # to take a whole book out of memory, piece by piece, takes a second
