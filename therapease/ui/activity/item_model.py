"""Events as rows, and in words what a check of the history and the sign-in report say."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from datetime import date, datetime, timedelta

from therapease.domain.activity import ActivityKind, SignInReport, failed_at, kind_of
from therapease.domain.audit import AuditAction
from therapease.domain.client import Client
from therapease.domain.history_check import HistoryReport
from therapease.services.activity import Activity
from therapease.ui import strings
from therapease.ui.rows import Row
from therapease.ui.wording import clock_time, local, long_date, short_date

_ICONS = {
    ActivityKind.LOOKED: "eye",
    ActivityKind.WRITTEN: "pen-line",
    ActivityKind.GIVEN_OUT: "file-up",
    ActivityKind.CONSENT: "clipboard-check",
    ActivityKind.SIGN_IN: "key-round",
    ActivityKind.VAULT: "database",
}
_ALARMING = (AuditAction.SIGN_IN_FAILED, AuditAction.SIGN_IN_COUNTER_GONE, AuditAction.HISTORY_BROKEN)
_SPAN_DAYS = (None, 0, 6, 29, 364)
_SHOWN_BREAKS = 3


def activity_rows(activities: Iterable[Activity], label: Callable[[Client], str], today: date) -> list[Row]:
    """Return one row for each event: what, whose record, who, and when at the right."""
    return [_row(activity, label, today) for activity in activities]


def _row(activity: Activity, label: Callable[[Client], str], today: date) -> Row:
    event, subject = activity.event, activity.subject
    is_alarming = event.action in _ALARMING
    about = label(activity.client) if activity.client is not None else ""
    if about and subject is not None and subject.session_number is not None:
        about += strings.SEPARATOR + strings.Activity.SESSION.format(number=subject.session_number)
    if event.action is AuditAction.SAMPLE_REMOVED and not about:
        about = strings.Activity.SOMEBODY_GONE
    # A failed attempt is written at the next good sign-in, and by whom it was nobody knows.
    is_failure = event.action is AuditAction.SIGN_IN_FAILED
    at = failed_at(event) if is_failure else event.at
    return Row(
        str(event.sequence),
        event_words(event.action),
        addition=about,
        line="" if is_failure else activity.who,
        right=moment_words(at, today),
        right_tone="attention" if is_alarming else "ink3",
        glyph="triangle-alert" if is_alarming else _ICONS[kind_of(event.action)],
        is_open=is_alarming,
    )


def event_words(action: AuditAction) -> str:
    """Return what was done; of an action without words of its own, what its name says."""
    words = strings.EVENT_WORDS.get(action) or action.value.replace("_", " ").replace(".", " ")
    return words[:1].upper() + words[1:]


def moment_words(moment: datetime, today: date) -> str:
    """Return “Today, 10:00” or “3 March, 10:00”."""
    words, day = strings.Activity, local(moment).date()
    named = {today: words.TODAY, today - timedelta(days=1): words.YESTERDAY}
    return words.MOMENT.format(day=named.get(day) or short_date(day, today), time=clock_time(moment))


def since_of(span: int, today: date) -> datetime | None:
    """Return when a span of `strings.Activity.SPANS` began, in this computer's time zone."""
    days = _SPAN_DAYS[span]
    if days is None:
        return None
    day = today - timedelta(days=days)
    return datetime(day.year, day.month, day.day).astimezone()


def broken_words(report: HistoryReport) -> str:
    """Return what does not hold, the first places of it, and what to do."""
    words = strings.Activity

    def said(moment: datetime) -> str:
        return words.MOMENT.format(day=long_date(local(moment).date()), time=clock_time(moment))

    places = [found.words(said) for found in report.breaks[:_SHOWN_BREAKS]]
    if report.break_count > len(places):
        places.append(words.BROKEN_MORE.format(count=report.break_count - len(places)))
    return f"{'; '.join(places)}. {words.BROKEN_NEXT}"


def sign_in_words(report: SignInReport) -> tuple[str, str]:
    """Return title and words of a report that is not quiet."""
    words = strings.Activity

    def said(moment: datetime) -> str:
        return words.MOMENT.format(day=long_date(local(moment).date()), time=clock_time(moment))

    count = len(report.failed_at)
    if not count:
        return words.COUNTER_GONE_TITLE, words.COUNTER_GONE
    title = words.FAILED_ONE if count == 1 else words.FAILED.format(count=count)
    if report.last_here is None:
        return title, words.FAILED_WHEN_FIRST.format(time=said(report.failed_at[-1]))
    return title, words.FAILED_WHEN.format(time=said(report.failed_at[-1]), last=said(report.last_here))
