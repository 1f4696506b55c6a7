"""Run the command line with `python -m summitwatch`."""

import sys

from summitwatch.cli import main

sys.exit(main())
