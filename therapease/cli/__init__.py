"""The command line, for people who script and for measuring. Plaintext only where the user says so.

Every error a person can cause ends in one clear line on stderr and a status of its own:
2 what was given, 3 the surroundings, 4 a defect, 5 a rule of the record, 130 stopped.
"""

from __future__ import annotations

from therapease.cli.app import main

__all__ = ["main"]
