"""`python -m therapease`."""

from __future__ import annotations

import multiprocessing
import sys

from therapease.cli import main

if __name__ == "__main__":
    multiprocessing.freeze_support()
    sys.exit(main())
