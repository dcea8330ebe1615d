"""Clients and their consents."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date

from therapease.domain.audit import AuditAction
from therapease.domain.client import Client
from therapease.domain.consent import Consent, ConsentPurpose
from therapease.domain.goal import Goal
from therapease.domain.ids import ClientId, ConsentId, SessionId
from therapease.domain.measure import Measure
from therapease.domain.overview import ClientOverview, SessionEntry
from therapease.domain.rights import Act
from therapease.domain.session import TherapySession
from therapease.services.client_details import ClientDetails
from therapease.services.consent_texts import kept_version
from therapease.services.context import ServiceContext


@dataclass(frozen=True, slots=True)
class ClientPage:
    """All that a client's page shows, read in one transaction. Measures come in the order they were noted."""

    client: Client
    entries: tuple[SessionEntry, ...]
    consents: tuple[Consent, ...]
    goals: tuple[Goal, ...] = ()
    measures: tuple[Measure, ...] = ()
    has_record: bool = True
    """Whether who looks may read more than contact data and appointments."""
    private: frozenset[SessionId] = frozenset()
    """The sessions that the signed-in person has a private note on; none unless `process_notes` was asked."""

    @property
    def sessions(self) -> tuple[TherapySession, ...]:
        """The sessions, the latest first."""
        return tuple(entry.session for entry in self.entries)


class ClientService:
    """Create, find, change and open clients; note their consents. A client is archived, never deleted."""

    def __init__(self, context: ServiceContext) -> None:
        self._context = context

    def list_all(self, *, include_archived: bool = False) -> list[Client]:
        with self._context.transaction() as unit:
            everybody = unit.clients.list_all(include_archived=include_archived)
            return list(filter(self._context.guard.allows(unit, Act.READ_CONTACT), everybody))

    def overview(self) -> list[ClientOverview]:
        """Return every client, archived ones included, by name, with what a list tells besides."""
        with self._context.transaction() as unit:
            is_shown = self._context.guard.allows(unit, Act.READ_CONTACT)
            everybody = unit.clients.list_overview(self._context.clock.now())
            return [entry for entry in everybody if is_shown(entry.client)]

    def create(self, name: str, date_of_birth: date | None = None) -> Client:
        """Add a client by name. Raise InvalidFieldError for a missing name or a birth date that cannot be."""
        return self.add(ClientDetails(name, date_of_birth))

    def add(self, details: ClientDetails) -> Client:
        """Add a client. Raise InvalidFieldError for what cannot be right."""
        now = self._context.clock.now()
        checked = details.checked(now.date())
        self._context.guard.practice(Act.ADD_CLIENT)
        with self._context.transaction() as unit:
            client = Client(
                id=ClientId(self._context.clock.new_id()),
                code=unit.clients.next_code(),
                name=checked.name,
                created_at=now,
                therapist_id=self._context.user.id,
            )
            client = _with_details(client, checked)
            unit.clients.add(client)
            unit.audit.append(AuditAction.CLIENT_CREATED, client.id)
        return client

    def edit(self, client_id: ClientId, details: ClientDetails) -> Client:
        """Write down other details of a client; the history says that it was done. Saving what is there already is no
        change. Raise InvalidFieldError, NotFoundError."""
        checked = details.checked(self._context.clock.now().date())
        with self._context.transaction() as unit:
            known = self._context.guard.client(unit, Act.EDIT_CONTACT, client_id)
            changed = _with_details(known, checked)
            if changed != known:
                unit.clients.update(changed)
                unit.audit.append(AuditAction.CLIENT_EDITED, client_id)
        return changed

    def archive(self, client_id: ClientId) -> Client:
        """Take a client out of the lists; everything is kept. Archiving twice changes nothing."""
        with self._context.transaction() as unit:
            client = self._context.guard.client(unit, Act.EDIT_CONTACT, client_id)
            if client.archived_at is not None:
                return client
            archived = replace(client, archived_at=self._context.clock.now())
            unit.clients.update(archived)
            unit.audit.append(AuditAction.CLIENT_ARCHIVED, client_id)
        return archived

    def restore(self, client_id: ClientId) -> Client:
        """Bring an archived client back into the lists."""
        with self._context.transaction() as unit:
            client = self._context.guard.client(unit, Act.EDIT_CONTACT, client_id)
            if client.archived_at is None:
                return client
            restored = replace(client, archived_at=None)
            unit.clients.update(restored)
            unit.audit.append(AuditAction.CLIENT_RESTORED, client_id)
        return restored

    def namesakes(self, details: ClientDetails, client_id: ClientId | None = None) -> list[Client]:
        """Return who else has this name and date of birth, archived clients included; `client_id` is left out.

        To be asked about and not forbidden: two people can share both.
        """
        wanted = details.tidied()
        with self._context.transaction() as unit:
            everybody = unit.clients.list_all(include_archived=True)
            shown = list(filter(self._context.guard.allows(unit, Act.READ_CONTACT), everybody))
        return [
            client
            for client in shown
            if client.id != client_id
            and client.name.casefold() == wanted.name.casefold()
            and client.date_of_birth == wanted.date_of_birth
        ]

    def open_page(self, client_id: ClientId) -> ClientPage:
        """Return the client's page; looking at it is an audited act.

        Who may not read the record gets the contact data and when the sessions are, and nothing of what was said.
        """
        guard = self._context.guard
        with self._context.transaction() as unit:
            client = guard.client(unit, Act.READ_CONTACT, client_id)
            if guard.allows(unit, Act.READ_RECORD)(client):
                page = ClientPage(
                    client=client,
                    entries=tuple(unit.sessions.list_entries(client_id)),
                    consents=tuple(unit.consents.list_for_client(client_id)),
                    goals=tuple(unit.goals.list_for_client(client_id)),
                    measures=tuple(unit.measures.list_for_client(client_id)),
                )
            else:
                entries = tuple(SessionEntry(session) for session in unit.sessions.list_for_client(client_id))
                page = ClientPage(client, entries, consents=(), has_record=False)
            unit.audit.append(AuditAction.CLIENT_VIEWED, client_id)
        return page

    def give_consent(self, client_id: ClientId, purpose: ConsentPurpose) -> Consent:
        """Note that the client agreed today, in writing, to the practice's current wording."""
        with self._context.transaction() as unit:
            self._context.guard.client(unit, Act.CONSENT, client_id)
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
            self._context.guard.client(unit, Act.CONSENT, consent.client_id)
            unit.consents.update(revoked)
            unit.audit.append(AuditAction.CONSENT_REVOKED, consent.id)
        return revoked


def _with_details(client: Client, details: ClientDetails) -> Client:
    return replace(
        client,
        name=details.name,
        date_of_birth=details.date_of_birth,
        preferred_name=details.preferred_name or None,
        pronouns=details.pronouns or None,
        phone=details.phone or None,
        email=details.email or None,
        emergency_contact=details.emergency_contact or None,
    )
