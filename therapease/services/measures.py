"""Results of questionnaires: noting one, correcting it, taking it back. What was noted is kept."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date

from therapease.domain.audit import AuditAction
from therapease.domain.client import Client
from therapease.domain.ids import ClientId, MeasureId, SessionId
from therapease.domain.measure import Measure, instrument, results_in_force
from therapease.domain.rights import Act
from therapease.errors import ConflictError, InvalidFieldError
from therapease.services.context import ServiceContext


@dataclass(frozen=True, slots=True)
class Result:
    """A filled-in questionnaire: every answer, or the total alone where the paper stays elsewhere."""

    instrument: str
    taken_on: date
    answers: tuple[int, ...] | None = None
    total: int | None = None
    session_id: SessionId | None = None

    def checked_total(self) -> int:
        """Return the total. Raise InvalidFieldError for answers or a total that the instrument cannot give."""
        asked = instrument(self.instrument)
        if self.answers is not None:
            return asked.total_of(self.answers)
        if self.total is None:
            raise InvalidFieldError("total", "Answer every item, or enter the total alone.")
        return asked.check_total(self.total)


class MeasureService:
    """How a client's symptoms go over time, by the client's own answers."""

    def __init__(self, context: ServiceContext) -> None:
        self._context = context

    def add(self, client_id: ClientId, result: Result) -> Measure:
        """Note a result. Raise InvalidFieldError for one that cannot be, NotFoundError."""
        measure = self._measure(client_id, result)
        with self._context.transaction() as unit:
            _check_born(self._context.guard.client(unit, Act.WRITE_RECORD, client_id), result.taken_on)
            unit.measures.add(measure)
            unit.audit.append(AuditAction.MEASURE_NOTED, measure.id)
        return measure

    def correct(self, measure_id: MeasureId, result: Result) -> Measure:
        """Put another result in place of one; both are kept. Raise ConflictError when it was replaced meanwhile."""
        with self._context.transaction() as unit:
            wrong = unit.measures.get(measure_id)
            client = self._context.guard.client(unit, Act.WRITE_RECORD, wrong.client_id)
            self._check_in_force(unit.measures.list_for_client(wrong.client_id), measure_id)
            _check_born(client, result.taken_on)
            right = replace(self._measure(wrong.client_id, result), replaces_id=measure_id)
            if right.instrument != wrong.instrument:
                raise InvalidFieldError("instrument", "A correction is of the same questionnaire.")
            unit.measures.add(right)
            unit.audit.append(AuditAction.MEASURE_CORRECTED, right.id)
        return right

    def withdraw(self, measure_id: MeasureId) -> Measure:
        """Take a result back that was never this client's; it stays in the history. Raise ConflictError."""
        with self._context.transaction() as unit:
            wrong = unit.measures.get(measure_id)
            self._context.guard.client(unit, Act.WRITE_RECORD, wrong.client_id)
            self._check_in_force(unit.measures.list_for_client(wrong.client_id), measure_id)
            taken_back = replace(
                wrong,
                id=MeasureId(self._context.clock.new_id()),
                created_at=self._context.clock.now(),
                noted_by=self._context.user.id,
                replaces_id=measure_id,
                is_withdrawn=True,
            )
            unit.measures.add(taken_back)
            unit.audit.append(AuditAction.MEASURE_WITHDRAWN, taken_back.id)
        return taken_back

    @staticmethod
    def _check_in_force(noted: list[Measure], measure_id: MeasureId) -> None:
        if measure_id not in {measure.id for measure in results_in_force(noted)}:
            raise ConflictError

    def _measure(self, client_id: ClientId, result: Result) -> Measure:
        now = self._context.clock.now()
        # The day is the person's own, which may be one ahead of UTC's.
        if (result.taken_on - now.date()).days > 1:
            raise InvalidFieldError("taken_on", "This day lies in the future.")
        return Measure(
            id=MeasureId(self._context.clock.new_id()),
            client_id=client_id,
            instrument=result.instrument,
            taken_on=result.taken_on,
            total=result.checked_total(),
            created_at=now,
            noted_by=self._context.user.id,
            answers=result.answers,
            session_id=result.session_id,
        )


def _check_born(client: Client, day: date) -> None:
    if client.date_of_birth is not None and day < client.date_of_birth:
        raise InvalidFieldError("taken_on", "This day is before the client was born.")
