"""Audit actions are stored as dotted words that never change and hold no names."""

from __future__ import annotations

import re

from therapease.domain.audit import AuditAction


def test_actions_are_plain_dotted_words() -> None:
    assert all(re.fullmatch(r"[a-z]+([._][a-z]+)*", action.value) for action in AuditAction)


def test_the_actions_of_the_main_job_are_all_there() -> None:
    needed = {
        "vault.created",
        "sign_in",
        "sign_out",
        "client.created",
        "session.created",
        "recording.imported",
        "transcript.created",
        "note.drafted",
        "note.edited",
        "note.signed",
        "note.amended",
        "note.exported",
    }
    assert needed <= {action.value for action in AuditAction}
