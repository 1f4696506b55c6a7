"""Run the command line with `python -m summitwatch`."""

import os
import sys

from summitwatch.cli import main

status = main()
for stream in (sys.stdout, sys.stderr):
    try:
        stream.flush()
    except (OSError, AttributeError):  # nobody reads it, or there is none
        status = status or 1
os._exit(status)  # to take tables and pandas out of memory, piece by piece, takes a quarter of a second
