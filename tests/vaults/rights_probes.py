"""One attempt at every method of every service, on one client's record: what the walk over the table of rights calls.

An attempt returns False where a list leaves out what may not be seen; where a method refuses, it raises.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import date, timedelta
from pathlib import Path

from therapease.domain.activity import ActivityFilter
from therapease.domain.client import Client
from therapease.domain.consent import Consent, ConsentPurpose
from therapease.domain.goal import Goal
from therapease.domain.ids import UserId
from therapease.domain.job import CancelToken, DraftingOptions, TranscriptionOptions, ignore_progress
from therapease.domain.measure import PHQ_9, Measure
from therapease.domain.note import Note
from therapease.domain.rights import Act
from therapease.domain.session import Attendance, TherapySession
from therapease.domain.transcript import SpeakerRole
from therapease.domain.user import UserRole
from therapease.services.activity import ActivityForm
from therapease.services.client_details import ClientDetails
from therapease.services.measures import Result
from therapease.services.people import Profile
from therapease.services.workspace import Workspace

VIDEO = Attendance.VIDEO
NOBODY = UserId("00000000-0000-7000-8000-0000000000ff")


@dataclass(frozen=True)
class Record:
    """A client with one of everything, a drafted session and an appointment."""

    client: Client
    consent: Consent
    session: TherapySession
    appointment: TherapySession
    note: Note
    goal: Goal
    measure: Measure
    sound: Path


Attempt = Callable[[Workspace, Record], object]


def make_record(work: Workspace, sound: Path) -> Record:
    """Make a record as its therapist would."""
    client = work.clients.create("Mara Keller")
    consents = [work.clients.give_consent(client.id, purpose) for purpose in ConsentPurpose]
    now = work.appointments.now()
    session = work.schedule.add_session(client.id, now - timedelta(hours=2))
    work.recording.import_file(session.id, sound, ignore_progress, CancelToken())
    work.transcription.transcribe(session.id, TranscriptionOptions(), ignore_progress, CancelToken())
    note, _ = work.notes.draft(session.id, DraftingOptions(), ignore_progress, CancelToken())
    (appointment,) = work.appointments.book(client.id, [now + timedelta(minutes=5)], 50, VIDEO)
    goal = work.goals.add(client.id, "Ride the train", 3)
    measure = work.measures.add(client.id, Result(PHQ_9.key, date(2026, 1, 5), total=12))
    return Record(client, consents[-1], session, appointment, note, goal, measure, sound)


def _is_on(clients: list[Client], record: Record) -> bool:
    return record.client.id in {client.id for client in clients}


def _waiting(work: Workspace, record: Record) -> bool:
    now = work.appointments.now()
    return _is_on([e.client for e in work.appointments.overview(now, now + timedelta(hours=1)).to_sign], record)


def _page_record(work: Workspace, record: Record) -> bool:
    """Whether the page holds anything clinical."""
    page = work.clients.open_page(record.client.id)
    said = [entry.headline for entry in page.entries if entry.headline]
    return page.has_record or bool(said or page.goals or page.measures or page.consents)


_details = ClientDetails("Mara Keller", phone="+44 20 7946 0000")
_result = Result(PHQ_9.key, date(2026, 1, 6), total=9)

ATTEMPTS: tuple[tuple[str, Act, Attempt], ...] = (
    ("clients.list_all", Act.READ_CONTACT, lambda w, r: _is_on(w.clients.list_all(), r)),
    ("clients.overview", Act.READ_CONTACT, lambda w, r: _is_on([e.client for e in w.clients.overview()], r)),
    ("clients.namesakes", Act.READ_CONTACT, lambda w, r: _is_on(w.clients.namesakes(ClientDetails("Mara Keller")), r)),
    ("clients.open_page", Act.READ_CONTACT, lambda w, r: w.clients.open_page(r.client.id)),
    ("clients.open_page", Act.READ_RECORD, _page_record),
    ("clients.create", Act.ADD_CLIENT, lambda w, r: w.clients.create("Somebody Else")),
    ("clients.add", Act.ADD_CLIENT, lambda w, r: w.clients.add(ClientDetails("Somebody New"))),
    ("clients.edit", Act.EDIT_CONTACT, lambda w, r: w.clients.edit(r.client.id, _details)),
    ("clients.archive", Act.EDIT_CONTACT, lambda w, r: w.clients.archive(r.client.id)),
    ("clients.restore", Act.EDIT_CONTACT, lambda w, r: w.clients.restore(r.client.id)),
    ("goals.add", Act.WRITE_RECORD, lambda w, r: w.goals.add(r.client.id, "Sleep", 2)),
    ("goals.move", Act.WRITE_RECORD, lambda w, r: w.goals.move(r.goal.id, 0, 1)),
    ("measures.add", Act.WRITE_RECORD, lambda w, r: w.measures.add(r.client.id, _result)),
    ("measures.correct", Act.WRITE_RECORD, lambda w, r: w.measures.correct(r.measure.id, _result)),
    ("measures.withdraw", Act.WRITE_RECORD, lambda w, r: w.measures.withdraw(r.measure.id)),
    ("schedule.add_session", Act.SCHEDULE, lambda w, r: w.schedule.add_session(r.client.id, w.appointments.now())),
    ("schedule.recent", Act.READ_RECORD, lambda w, r: _is_on([e.client for e in w.schedule.recent(10_000)], r)),
    ("schedule.open_review", Act.READ_RECORD, lambda w, r: w.schedule.open_review(r.session.id)),
    ("appointments.overview", Act.SIGN, _waiting),
    (
        "appointments.change",
        Act.SCHEDULE,
        lambda w, r: w.appointments.change(r.appointment.id, r.appointment.starts_at, 40, VIDEO),
    ),
    (
        "appointments.confirm",
        Act.SCHEDULE,
        lambda w, r: w.appointments.confirm(r.appointment.id, r.appointment.starts_at, None, VIDEO),
    ),
    ("appointments.cancel", Act.SCHEDULE, lambda w, r: w.appointments.cancel(r.appointment.id, "ill")),
    ("appointments.restore", Act.SCHEDULE, lambda w, r: w.appointments.restore(r.appointment.id)),
    (
        "appointments.book",
        Act.SCHEDULE,
        lambda w, r: w.appointments.book(r.client.id, [w.appointments.now()], 50, VIDEO),
    ),
    (
        "recording.import_file",
        Act.WRITE_RECORD,
        lambda w, r: w.recording.import_file(r.appointment.id, r.sound, ignore_progress, CancelToken()),
    ),
    ("recording.wav", Act.LISTEN, lambda w, r: w.recording.wav(r.session.id)),
    (
        "transcription.transcribe",
        Act.WRITE_RECORD,
        lambda w, r: w.transcription.transcribe(r.session.id, TranscriptionOptions(), ignore_progress, CancelToken()),
    ),
    ("corrections.steps", Act.READ_RECORD, lambda w, r: w.corrections.steps(r.session.id)),
    ("corrections.versions", Act.READ_RECORD, lambda w, r: w.corrections.versions(r.session.id)),
    ("corrections.version", Act.READ_RECORD, lambda w, r: w.corrections.version(r.session.id, 1)),
    ("corrections.set_words", Act.WRITE_RECORD, lambda w, r: w.corrections.set_words(r.session.id, 1, 0, "Other.")),
    (
        "corrections.set_role",
        Act.WRITE_RECORD,
        lambda w, r: w.corrections.set_role(r.session.id, 1, [0], SpeakerRole.CLIENT),
    ),
    ("corrections.swap_speakers", Act.WRITE_RECORD, lambda w, r: w.corrections.swap_speakers(r.session.id, 1)),
    ("corrections.restore", Act.WRITE_RECORD, lambda w, r: w.corrections.restore(r.session.id, 1, 1)),
    ("corrections.undo", Act.WRITE_RECORD, lambda w, r: w.corrections.undo(r.session.id, 1)),
    ("corrections.redo", Act.WRITE_RECORD, lambda w, r: w.corrections.redo(r.session.id, 1)),
    ("review.recheck", Act.READ_RECORD, lambda w, r: w.review.recheck(r.note.id)),
    ("client_export.outline", Act.EXPORT, lambda w, r: w.client_export.outline(r.client.id)),
    ("client_export.begin", Act.EXPORT, lambda w, r: w.client_export.begin(r.client.id)),
    ("client_export.head", Act.EXPORT, lambda w, r: w.client_export.head(r.client.id)),
    ("client_export.session", Act.EXPORT, lambda w, r: w.client_export.session(r.session.id)),
    ("process_notes.save", Act.PRIVATE_NOTE, lambda w, r: w.process_notes.save(r.session.id, "My own thoughts")),
    ("process_notes.open", Act.PRIVATE_NOTE, lambda w, r: w.process_notes.open(r.session.id)),
    ("process_notes.versions", Act.PRIVATE_NOTE, lambda w, r: w.process_notes.versions(r.session.id)),
    ("process_notes.delete", Act.PRIVATE_NOTE, lambda w, r: w.process_notes.delete(r.session.id)),
    ("history.of_session", Act.READ_RECORD, lambda w, r: w.history.of_session(r.session.id)),
    ("history.recent", Act.READ_HISTORY, lambda w, r: w.history.recent(3)),
    ("history.of_object", Act.READ_HISTORY, lambda w, r: w.history.of_object(r.session.id)),
    ("activity.page", Act.READ_HISTORY, lambda w, r: w.activity.page(ActivityFilter())),
    ("activity.choices", Act.READ_HISTORY, lambda w, r: w.activity.choices()),
    ("activity.export", Act.READ_HISTORY, lambda w, r: w.activity.export(ActivityFilter(), ActivityForm.CSV)),
    ("notes.note", Act.READ_RECORD, lambda w, r: w.notes.note(r.note.id)),
    ("notes.versions", Act.READ_RECORD, lambda w, r: w.notes.versions(r.note.id)),
    ("notes.accept", Act.WRITE_RECORD, lambda w, r: w.notes.accept(r.note.id, 1, r.note.latest.statements[0].id)),
    ("notes.edit", Act.WRITE_RECORD, lambda w, r: w.notes.edit(r.note.id, 1, r.note.latest.statements[0].id, "New.")),
    ("notes.remove", Act.WRITE_RECORD, lambda w, r: w.notes.remove(r.note.id, 1, r.note.latest.statements[0].id)),
    ("notes.add_own", Act.WRITE_RECORD, lambda w, r: w.notes.add_own(r.note.id, 1, "subjective", "Own.")),
    ("notes.move", Act.WRITE_RECORD, lambda w, r: w.notes.move(r.note.id, 1, r.note.latest.statements[0].id, 1)),
    (
        "notes.move_to_section",
        Act.WRITE_RECORD,
        lambda w, r: w.notes.move_to_section(r.note.id, 1, r.note.latest.statements[0].id, "objective"),
    ),
    (
        "notes.bring_back",
        Act.WRITE_RECORD,
        lambda w, r: w.notes.bring_back(r.note.id, 1, r.note.latest.statements[0].id, 1),
    ),
    ("notes.restore", Act.WRITE_RECORD, lambda w, r: w.notes.restore(r.note.id, 1, 1)),
    (
        "notes.draft",
        Act.WRITE_RECORD,
        lambda w, r: w.notes.draft(r.session.id, DraftingOptions(), ignore_progress, CancelToken()),
    ),
    ("notes.note_exported", Act.EXPORT, lambda w, r: w.notes.note_exported(r.note.id)),
    ("notes.note_printed", Act.EXPORT, lambda w, r: w.notes.note_printed(r.note.id)),
    ("notes.note_copied", Act.EXPORT, lambda w, r: w.notes.note_copied(r.note.id)),
    ("notes.sign", Act.SIGN, lambda w, r: w.notes.sign(r.note.id, 2, frozenset())),
    ("notes.amend", Act.SIGN, lambda w, r: w.notes.amend(r.note.id, "One more thing.", "left out")),
    ("consent_texts.save", Act.SET_UP, lambda w, r: w.consent_texts.save(ConsentPurpose.RECORDING, "Our text.")),
    ("onboarding.begin", Act.SET_UP, lambda w, r: w.onboarding.begin(has_recovery_code=True)),
    ("onboarding.put_away", Act.SET_UP, lambda w, r: w.onboarding.put_away()),
    ("backups.choose", Act.SET_UP, lambda w, r: w.backups.choose(None)),
    ("backups.back_up", Act.BACK_UP, lambda w, r: w.backups.back_up()),
    ("backups.rehearse", Act.BACK_UP, lambda w, r: w.backups.rehearse()),
    ("people.invite", Act.MANAGE_PEOPLE, lambda w, r: w.people.invite(Profile(""), UserRole.THERAPIST)),
    ("people.new_code", Act.MANAGE_PEOPLE, lambda w, r: w.people.new_code(NOBODY)),
    ("people.reset", Act.MANAGE_PEOPLE, lambda w, r: w.people.reset(NOBODY)),
    ("people.withdraw", Act.MANAGE_PEOPLE, lambda w, r: w.people.withdraw(NOBODY)),
    ("people.change_role", Act.MANAGE_PEOPLE, lambda w, r: w.people.change_role(NOBODY, UserRole.OWNER)),
    ("people.deactivate", Act.MANAGE_PEOPLE, lambda w, r: w.people.deactivate(NOBODY)),
    ("people.reactivate", Act.MANAGE_PEOPLE, lambda w, r: w.people.reactivate(NOBODY)),
    ("people.remove", Act.MANAGE_PEOPLE, lambda w, r: w.people.remove(NOBODY, NOBODY)),
    ("people.assign", Act.MANAGE_PEOPLE, lambda w, r: w.people.assign(r.client.id, NOBODY)),
    ("people.unassign", Act.MANAGE_PEOPLE, lambda w, r: w.people.unassign(r.client.id, NOBODY)),
    ("people.hand_over", Act.MANAGE_PEOPLE, lambda w, r: w.people.hand_over(r.client.id, NOBODY)),
    ("supervision.propose", Act.MANAGE_PEOPLE, lambda w, r: w.supervision.propose(NOBODY, NOBODY)),
    ("supervision.end", Act.MANAGE_PEOPLE, lambda w, r: w.supervision.end(NOBODY, NOBODY)),
    (
        "clients.revoke_consent",
        Act.CONSENT,
        lambda w, r: w.clients.revoke_consent(replace(r.consent, client_id=r.client.id)),
    ),
    ("clients.give_consent", Act.CONSENT, lambda w, r: w.clients.give_consent(r.client.id, ConsentPurpose.AI_NOTES)),
)
"""Method, the right it needs, and the attempt."""

UNGUARDED: dict[str, str] = {
    "people.overview": "names and roles of colleagues are no secret within a vault",
    "people.edit_profile": "walked on its own in test_rights.py",
    "supervision.waiting": "what one was asked for oneself",
    "supervision.agree": "walked on its own in test_rights.py",
    "supervision.decline": "as supervision.agree",
    "activity.now": "the clock",
    "activity.sign_ins": "when somebody failed to sign in since one was last here; told to everybody",
    "activity.check": "says whether the history holds, and nothing of what is in it",
    "appointments.now": "the clock",
    "appointments.overlapping": "one's own day; of who keeps appointments for all everybody's, which that right allows",
    "process_notes.sessions_with_one": "says only where one has a private note of one's own",
    "review.find_mentions": "reads what it is given, nothing of the vault",
    "notes.signature_holds": "checks what it is given",
    "notes.amendment_holds": "checks what it is given",
    "notes.check_signatures": "checks what it is given",
    "models.overview": "what is installed on this computer",
    "consent_texts.current": "the practice's own form",
    "consent_texts.versions": "the practice's own forms",
    "consent_texts.text_of": "the practice's own form",
    "onboarding.beginnings": "what was done and put off; holds the sample client at most",
    "onboarding.mark": "as onboarding.put_away",
    "onboarding.new_recovery_code": "a random number; it opens nothing",
    "onboarding.use_recovery_code": "one's own keys, which are needed for it",
    "passphrase.change": "one's own keys, which are needed for it",
    "sample.find": "as clients.list_all",
    "sample.add": "as onboarding.begin; the client in it is made up",
    "sample.remove": "as goals.add; goes for made-up clients alone",
    "unfinished.keep": "what the person was writing herself when the vault was locked",
    "unfinished.kept": "what the person was writing herself when the vault was locked",
    "unfinished.forget": "what the person was writing herself when the vault was locked",
    "notes.keep_draft": "as notes.draft, which ends in it",
    "transcription.keep": "as transcription.transcribe, which ends in it",
    "unattended.let_go": "as transcription.transcribe: the same right of the same session",
    "unattended.collect": "as transcription.transcribe and notes.draft, whose results it keeps the way they do",
    "backups.state": "says where backups go and no more",
    "backups.overview": "says where backups go and no more",
    "backups.is_due_on_leaving": "says when, and no more",
    "backups.back_up_on_leaving": "as backups.back_up, which it calls",
    "backups.list_all": "says where backups go and no more",
}
"""Methods that need no right, or ask for the same one as another, each with the reason."""
