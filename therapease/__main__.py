"""`python -m therapease`.

The spawned engine worker imports this module again; the command line is therefore imported only where it runs, so
that the worker never loads window or vault.
"""

from __future__ import annotations

import multiprocessing
import sys

if __name__ == "__main__":
    multiprocessing.freeze_support()

    from therapease.cli import main

    sys.exit(main())
