"""Exceptions to the house rules of test_layout.py, each with its reason. An exception nobody needs fails the test."""

from __future__ import annotations

WITHOUT_MIRRORED_TEST: dict[str, str] = {
    "therapease/__main__.py": "two lines; tests/e2e/test_command_line.py runs the program by them",
    "therapease/engine/transcribers/__init__.py": "a Protocol without behaviour; test_starter.py and mypy hold the recognizers to it",
    "therapease/services/ports.py": "Protocols and plain options without behaviour; mypy checks both sides",
    "therapease/domain/ids.py": "names for types, without behaviour",
    "therapease/domain/user.py": "one plain record and its role, without behaviour",
    "therapease/domain/recording.py": "plain records without behaviour",
    "therapease/ui/session/line_text.py": "widgets; tests/gui/test_review.py edits in them and test_review_widgets.py measures them",
    "therapease/ui/session/mentioned.py": "widgets; tests/gui/test_review.py reads the list and opens the drawer",
    "therapease/ui/session/note_sheet.py": "a widget; tests/gui/test_review.py reads, edits and scrolls it",
    "therapease/ui/session/overlay_scroll_bar.py": "a widget; tests/gui/test_review_widgets.py scrolls with it",
    "therapease/ui/session/painting.py": "strokes without a decision; the screenshots show them",
    "therapease/ui/session/part_tabs.py": "a widget; tests/gui/test_review.py switches it",
    "therapease/ui/session/player_bar.py": "a widget; tests/gui/test_review.py steers it",
    "therapease/ui/session/review_footer.py": "a widget; tests/gui/test_review.py reads its legend and follows its next step",
    "therapease/ui/session/review_header.py": "a widget; tests/gui/test_review.py reads it",
    "therapease/ui/session/signature_block.py": "widgets; tests/gui/test_review.py signs and amends",
    "therapease/ui/session/statement_view.py": "a widget; tests/gui/test_review.py clicks, keys and edits it",
    "therapease/ui/session/transcript_delegate.py": "paints rows; tests/gui/test_review_transcript.py counts what it sets",
    "therapease/ui/session/transcript_panel.py": "a widget; tests/gui/test_review.py follows and scrolls it",
    "therapease/ui/session/transcript_view.py": "a widget; tests/gui/test_review_transcript.py scrolls, marks and follows it",
    "therapease/ui/session/view.py": "the review as a whole; tests/gui/test_review.py and test_review_vault.py",
    "therapease/ui/session/waveform_view.py": "a widget; tests/gui/test_review.py moves it by keys",
}
"""Modules whose test is not tests/unit/…/test_<module>.py."""

LONG_FILES: dict[str, str] = {}
"""Files over 400 lines."""

LONG_FUNCTIONS: dict[str, str] = {}
"""Functions over 40 lines without their docstring, as `path::name`."""
