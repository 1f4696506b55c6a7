"""Run the command line with `python -m summitwatch`."""

import os
import sys

from summitwatch.cli import main

status = main()
sys.stdout.flush()
sys.stderr.flush()
os._exit(status)  # to take tables and pandas out of memory, piece by piece, takes a quarter of a second
