"""Invitations, resets and removal on a real vault: who can open what afterwards."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest

from tests.fakes import FakeClock
from tests.vaults.making import PASSPHRASE, MadeVault, make_vault, store
from therapease.domain.audit import AuditAction
from therapease.domain.ids import UserId
from therapease.domain.people import Invitation
from therapease.domain.user import User, UserRole, UserStatus
from therapease.errors import (
    AccountClosedError,
    InvitationError,
    SealedForOthersError,
    StorageFullError,
    WeakPassphraseError,
    WrongPassphraseError,
    WrongRecoveryCodeError,
)
from therapease.store.header.file import read_header
from therapease.store.header.model import SlotKind
from therapease.store.open_vault import OpenVault
from therapease.store.slots import open_dek

BEA = UserId("00000000-0000-7000-8000-00000000bbbb")
BEAS = "paper kite marble gate seven"


@pytest.fixture
def made(tmp_path: Path) -> MadeVault:
    return make_vault(tmp_path)


def invite(vault: OpenVault, *, lasts: timedelta = timedelta(days=7)) -> str:
    """Invite Bea as the service does; return the code."""
    now = vault.user.created_at
    with vault.unit_of_work() as unit:
        user = User(BEA, "Bea Winter", UserRole.THERAPIST, now, status=UserStatus.INVITED)
        unit.users.add(user)
        event = unit.audit.list_recent(1)[0].sequence
        unit.relations.put_invitation(Invitation(BEA, now, vault.user.id, now + lasts, event))
        unit.commit()
    code = vault.new_recovery_code()
    vault.admit(user, code)
    return code


def invited(made: MadeVault, *, lasts: timedelta = timedelta(days=7)) -> str:
    vault = store().unlock(made.path, PASSPHRASE)
    code = invite(vault, lasts=lasts)
    vault.close()
    return code


def test_an_invitation_leads_to_an_account_of_ones_own_once(made: MadeVault) -> None:
    code = invited(made)
    assert [account.is_invited for account in store().accounts(made.path)] == [False, True]
    before = read_header(made.keys).newest.account(BEA)
    vault, recovery_code = store().accept_invitation(made.path, f" {code.lower()} ", BEAS)
    assert (vault.user.name, vault.user.status) == ("Bea Winter", UserStatus.ACTIVE)
    with vault.unit_of_work() as unit:
        assert unit.relations.invitations() == {}
        assert unit.users.get(BEA).status is UserStatus.ACTIVE
        assert AuditAction.PERSON_JOINED in [event.action for event in unit.audit.list_for_object(BEA)]
        unit.audit.verify()
    vault.close()
    # Whoever made the invitation made its keys, too: hers are others.
    assert read_header(made.keys).newest.account(BEA).agreement_public_key != before.agreement_public_key
    assert [account.is_invited for account in store().accounts(made.path)] == [False, False]
    store().unlock(made.path, BEAS, BEA).close()
    store().unlock_with_recovery_code(made.path, recovery_code).close()
    with pytest.raises(InvitationError):
        store().accept_invitation(made.path, code, BEAS)


def test_an_invitation_opens_nothing_at_the_other_doors(made: MadeVault) -> None:
    code = invited(made)
    with pytest.raises(WrongRecoveryCodeError):
        store().unlock_with_recovery_code(made.path, code)
    with pytest.raises(WrongPassphraseError):
        store().unlock(made.path, code)
    with pytest.raises(InvitationError):
        store().accept_invitation(made.path, "not a code at all", BEAS)
    with pytest.raises(InvitationError):
        store().accept_invitation(made.path, made.recovery_code, BEAS)


def test_a_weak_passphrase_leaves_the_invitation_standing(made: MadeVault) -> None:
    code = invited(made)
    for weak in ("short", "passwordpassword"):
        with pytest.raises(WeakPassphraseError):
            store().accept_invitation(made.path, code, weak)
    vault, _ = store().accept_invitation(made.path, code, BEAS)
    vault.close()


def test_a_disk_that_is_full_leaves_the_invitation_standing(made: MadeVault, monkeypatch: pytest.MonkeyPatch) -> None:
    code = invited(made)

    def full(*_: object) -> None:
        raise StorageFullError

    monkeypatch.setattr("therapease.store.open_accounts.with_own_keys", full)
    with pytest.raises(StorageFullError):
        store().accept_invitation(made.path, code, BEAS)
    monkeypatch.undo()
    vault, _ = store().accept_invitation(made.path, code, BEAS)
    vault.close()


def test_taking_up_that_is_cut_off_before_the_key_file_goes_on_with_the_same_code(
    made: MadeVault, monkeypatch: pytest.MonkeyPatch
) -> None:
    code = invited(made)
    monkeypatch.setattr(OpenVault, "_put_header", lambda *_: (_ for _ in ()).throw(KeyboardInterrupt))
    monkeypatch.setattr(OpenVault, "close", lambda self: (self._engine.dispose(), self._lock.release()))
    with pytest.raises(KeyboardInterrupt):
        store().accept_invitation(made.path, code, BEAS)
    monkeypatch.undo()
    vault, _ = store().accept_invitation(made.path, code, BEAS)
    vault.close()
    store().unlock(made.path, BEAS).close()


def test_an_expired_invitation_opens_nothing_and_a_clock_put_back_does_not_help(made: MadeVault) -> None:
    code = invited(made, lasts=timedelta(seconds=-1))
    with pytest.raises(InvitationError, match="is over"):
        store().accept_invitation(made.path, code, BEAS)
    early = replace(store(), clock=FakeClock())
    with pytest.raises(InvitationError, match="is over"):
        early.accept_invitation(made.path, code, BEAS)


def test_a_withdrawn_invitation_is_out_of_the_key_file(made: MadeVault) -> None:
    vault = store().unlock(made.path, PASSPHRASE)
    code = invite(vault)
    vault.dismiss(BEA)
    assert vault.account_ids == {vault.user.id}
    vault.close()
    with pytest.raises(InvitationError):
        store().accept_invitation(made.path, code, BEAS)


def test_a_reset_gives_new_keys_and_closes_the_old_ways_in(made: MadeVault) -> None:
    joined, recovery_code = store().accept_invitation(made.path, invited(made), BEAS)
    bea, old = joined.user, joined._keys.user
    sealed = joined.seal_text("hers alone", b"binding")
    joined.close()
    vault = store().unlock(made.path, PASSPHRASE)
    code = vault.new_recovery_code()
    vault.admit(bea, code)
    vault.close()
    for attempt in (
        lambda: store().unlock(made.path, BEAS),
        lambda: store().unlock_with_recovery_code(made.path, recovery_code),
    ):
        with pytest.raises((WrongPassphraseError, WrongRecoveryCodeError)):
            attempt()
    again, _ = store().accept_invitation(made.path, code, "seven gate marble kite paper")
    assert again.user == bea
    assert bytes(again._keys.user.agreement) != bytes(old.agreement)
    with pytest.raises(SealedForOthersError):
        again.open_text(sealed, b"binding")
    again.close()


@pytest.mark.parametrize("status", [UserStatus.DEACTIVATED, UserStatus.REMOVED])
def test_a_closed_account_opens_with_none_of_its_keys(made: MadeVault, status: UserStatus) -> None:
    joined, recovery_code = store().accept_invitation(made.path, invited(made), BEAS)
    with joined.unit_of_work() as unit:
        unit.users.update(replace(joined.user, status=status))
        unit.commit()
    joined.close()
    with pytest.raises(AccountClosedError):
        store().unlock(made.path, BEAS)
    with pytest.raises(AccountClosedError):
        store().unlock_with_recovery_code(made.path, recovery_code)
    store().unlock(made.path, PASSPHRASE).close()


def test_another_name_is_shown_at_sign_in(made: MadeVault) -> None:
    vault = store().unlock(made.path, PASSPHRASE)
    vault.relabel(vault.user.id, "Ada Sommer-Winter")
    vault.close()
    assert [account.name for account in store().accounts(made.path)] == ["Ada Sommer-Winter"]
    store().unlock(made.path, PASSPHRASE).close()


def test_the_code_is_all_that_opens_an_invitations_slot(made: MadeVault) -> None:
    invited(made)
    header = read_header(made.keys).newest
    slots = [slot for slot in header.slots if slot.user_id == BEA]
    assert [slot.kind for slot in slots] == [SlotKind.INVITATION]
    owner = store().unlock(made.path, PASSPHRASE)
    assert open_dek(header.account(owner.user.id), owner._keys.user) == owner._dek()
    owner.close()
