"""Exceptions to the house rules of test_layout.py, each with its reason. An exception nobody needs fails the test."""

from __future__ import annotations

WITHOUT_MIRRORED_TEST: dict[str, str] = {
    "therapease/__main__.py": "two lines; tests/e2e/test_command_line.py runs the program by them",
    "therapease/services/ports.py": "Protocols and plain options without behaviour; mypy checks both sides",
    "therapease/domain/ids.py": "names for types, without behaviour",
    "therapease/domain/user.py": "one plain record and its role, without behaviour",
    "therapease/domain/recording.py": "plain records without behaviour",
}
"""Modules whose test is not tests/unit/…/test_<module>.py."""

LONG_FILES: dict[str, str] = {}
"""Files over 400 lines."""

LONG_FUNCTIONS: dict[str, str] = {}
"""Functions over 40 lines without their docstring, as `path::name`."""
