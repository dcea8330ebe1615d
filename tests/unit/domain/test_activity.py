"""Every action has its kind, by its name."""

from __future__ import annotations

import pytest

from tests.fakes import START
from therapease.domain.activity import ActivityFilter, ActivityKind, failed_at, kind_of
from therapease.domain.audit import AuditAction, AuditEvent


@pytest.mark.parametrize(
    ("action", "kind"),
    [
        (AuditAction.NOTE_VIEWED, ActivityKind.LOOKED),
        (AuditAction.RECORDING_PLAYED, ActivityKind.LOOKED),
        (AuditAction.NOTE_PRINTED, ActivityKind.GIVEN_OUT),
        (AuditAction.HISTORY_EXPORTED, ActivityKind.GIVEN_OUT),
        (AuditAction.CONSENT_REVOKED, ActivityKind.CONSENT),
        (AuditAction.SIGN_IN_FAILED, ActivityKind.SIGN_IN),
        (AuditAction.VAULT_LOCKED, ActivityKind.SIGN_IN),
        (AuditAction.NOTE_SIGNED, ActivityKind.WRITTEN),
        (AuditAction.CLIENT_ARCHIVED, ActivityKind.WRITTEN),
        (AuditAction.KEY_ROTATED, ActivityKind.VAULT),
        (AuditAction.VAULT_BACKED_UP, ActivityKind.VAULT),
    ],
)
def test_kinds(action: AuditAction, kind: ActivityKind) -> None:
    assert kind_of(action) is kind


def test_a_kind_asks_for_all_its_actions_and_no_other() -> None:
    wanted = ActivityFilter(kind=ActivityKind.CONSENT).query().actions
    assert wanted == {AuditAction.CONSENT_GIVEN, AuditAction.CONSENT_REVOKED, AuditAction.CONSENT_WORDED}
    assert ActivityFilter().query(5).before == 5
    assert ActivityFilter().query().actions is None


def test_a_failed_attempt_tells_its_own_time() -> None:
    event = AuditEvent(1, START, None, AuditAction.SIGN_IN_FAILED, "2026-01-02T03:04:05+00:00")
    assert failed_at(event).hour == 3
    assert failed_at(AuditEvent(1, START, None, AuditAction.SIGN_IN_FAILED, "garbled")) == START
