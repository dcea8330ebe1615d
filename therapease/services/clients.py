"""Clients and their consents."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date

from therapease.domain.audit import AuditAction
from therapease.domain.client import Client
from therapease.domain.consent import Consent, ConsentPurpose
from therapease.domain.ids import ClientId, ConsentId
from therapease.domain.session import TherapySession
from therapease.errors import InvalidFieldError
from therapease.services.consent_texts import kept_version
from therapease.services.context import ServiceContext

MAX_NAME_CHARACTERS = 200


@dataclass(frozen=True, slots=True)
class ClientPage:
    """All that a client's page shows."""

    client: Client
    sessions: tuple[TherapySession, ...]
    consents: tuple[Consent, ...]


class ClientService:
    """Create, find and open clients; note their consents."""

    def __init__(self, context: ServiceContext) -> None:
        self._context = context

    def list_all(self, *, include_archived: bool = False) -> list[Client]:
        with self._context.transaction() as unit:
            return unit.clients.list_all(include_archived=include_archived)

    def create(self, name: str, date_of_birth: date | None = None) -> Client:
        """Add a client. Raise InvalidFieldError for a missing name or a birth date that cannot be."""
        now = self._context.clock.now()
        name = _checked_name(name)
        _check_birth_date(date_of_birth, now.date())
        with self._context.transaction() as unit:
            client = Client(
                id=ClientId(self._context.clock.new_id()),
                code=unit.clients.next_code(),
                name=name,
                created_at=now,
                date_of_birth=date_of_birth,
                therapist_id=self._context.user.id,
            )
            unit.clients.add(client)
            unit.audit.append(AuditAction.CLIENT_CREATED, client.id)
        return client

    def open_page(self, client_id: ClientId) -> ClientPage:
        """Return the client's page; looking at it is an audited act."""
        with self._context.transaction() as unit:
            page = ClientPage(
                client=unit.clients.get(client_id),
                sessions=tuple(unit.sessions.list_for_client(client_id)),
                consents=tuple(unit.consents.list_for_client(client_id)),
            )
            unit.audit.append(AuditAction.CLIENT_VIEWED, client_id)
        return page

    def give_consent(self, client_id: ClientId, purpose: ConsentPurpose) -> Consent:
        """Note that the client agreed today, in writing, to the current wording."""
        with self._context.transaction() as unit:
            unit.clients.get(client_id)
            consent = Consent(
                id=ConsentId(self._context.clock.new_id()),
                client_id=client_id,
                purpose=purpose,
                wording_version=kept_version(self._context, unit, purpose),
                given_at=self._context.clock.now(),
                noted_by=self._context.user.id,
            )
            unit.consents.add(consent)
            unit.audit.append(AuditAction.CONSENT_GIVEN, consent.id)
        return consent

    def revoke_consent(self, consent: Consent) -> Consent:
        """Note that the client took a consent back. What was made under it stays until it is deleted on purpose."""
        revoked = replace(consent, revoked_at=self._context.clock.now())
        with self._context.transaction() as unit:
            unit.consents.update(revoked)
            unit.audit.append(AuditAction.CONSENT_REVOKED, consent.id)
        return revoked


def _checked_name(name: str) -> str:
    tidy = " ".join(name.split())
    if not tidy:
        raise InvalidFieldError("name", "Enter the client's name.")
    if len(tidy) > MAX_NAME_CHARACTERS:
        raise InvalidFieldError("name", f"A name can have up to {MAX_NAME_CHARACTERS} characters.")
    return tidy


def _check_birth_date(born: date | None, today: date) -> None:
    if born is None:
        return
    if born > today:
        raise InvalidFieldError("date_of_birth", "The date of birth lies in the future.")
    if born.year < today.year - 130:
        raise InvalidFieldError("date_of_birth", "Check the year of birth.")
