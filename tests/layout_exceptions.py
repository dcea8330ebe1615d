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
    "therapease/ui/app.py": "the application; tests/gui/test_sign_in.py and test_window.py open, lock and leave it",
    "therapease/ui/clients/consent_list.py": "widgets; tests/gui/test_window.py notes and withdraws in them",
    "therapease/ui/clients/list_view.py": "a place; tests/gui/test_window.py searches, opens and adds in it",
    "therapease/ui/clients/new_client_sheet.py": "a form; tests/gui/test_window.py fills it in wrong and right",
    "therapease/ui/clients/page_view.py": "a place; tests/gui/test_window.py opens it and withdraws a consent",
    "therapease/ui/intake/drop_zone.py": "a widget; tests/gui/test_window.py drops files on it",
    "therapease/ui/intake/job_bar.py": "a widget; tests/gui/test_window.py watches it from every place",
    "therapease/ui/intake/new_session_view.py": "a place; tests/gui/test_window.py starts a session in it",
    "therapease/ui/intake/progress_view.py": "a place; tests/gui/test_window.py stops, fails and goes on in it",
    "therapease/ui/main_window.py": "the shell; tests/gui/test_window.py walks through all of it",
    "therapease/ui/settings/view.py": "a place; tests/gui/test_window.py changes every setting in it",
    "therapease/ui/theme/proxy_style.py": "painting; tests/gui/test_widgets.py looks for the ring it paints",
    "therapease/ui/today/view.py": "a place; tests/gui/test_window.py opens it empty, filled and with a job",
    "therapease/ui/unlock/account_card.py": "widgets; tests/gui/test_sign_in.py signs in by them",
    "therapease/ui/unlock/create_page.py": "a page; tests/gui/test_sign_in.py fills it in wrong and right",
    "therapease/ui/unlock/pages.py": "pages; tests/gui/test_sign_in.py goes through each of them",
    "therapease/ui/unlock/strength_meter.py": "a widget; tests/gui/test_sign_in.py reads its words",
    "therapease/ui/unlock/view.py": "the sign-in window; tests/gui/test_sign_in.py walks through all of it",
    "therapease/ui/widgets/banners.py": "widgets; tests/gui/test_widgets.py shows and uses them",
    "therapease/ui/widgets/buttons.py": "widgets; tests/gui/test_widgets.py shows and uses them",
    "therapease/ui/widgets/chips.py": "widgets; tests/gui/test_widgets.py shows and uses them",
    "therapease/ui/widgets/dialogs.py": "widgets; tests/gui/test_widgets.py shows and uses them",
    "therapease/ui/widgets/empty_state.py": "widgets; tests/gui/test_widgets.py shows and uses them",
    "therapease/ui/widgets/icon_label.py": "widgets; tests/gui/test_widgets.py shows and uses them",
    "therapease/ui/widgets/inputs.py": "widgets; tests/gui/test_widgets.py shows and uses them",
    "therapease/ui/widgets/logo.py": "widgets; tests/gui/test_widgets.py shows and uses them",
    "therapease/ui/widgets/page_header.py": "widgets; tests/gui/test_widgets.py shows and uses them",
    "therapease/ui/widgets/progress_row.py": "widgets; tests/gui/test_widgets.py shows and uses them",
    "therapease/ui/widgets/rail.py": "widgets; tests/gui/test_widgets.py shows and uses them",
    "therapease/ui/widgets/row_list.py": "widgets; tests/gui/test_widgets.py shows and uses them",
    "therapease/ui/widgets/surfaces.py": "widgets; tests/gui/test_widgets.py shows and uses them",
    "therapease/ui/widgets/text.py": "widgets; tests/gui/test_widgets.py shows and uses them",
    "therapease/ui/widgets/toast.py": "widgets; tests/gui/test_widgets.py shows and uses them",
}
"""Modules whose test is not tests/unit/…/test_<module>.py."""

LONG_FILES: dict[str, str] = {}
"""Files over 400 lines."""

LONG_FUNCTIONS: dict[str, str] = {}
"""Functions over 40 lines without their docstring, as `path::name`."""
