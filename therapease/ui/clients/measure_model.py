"""Results of questionnaires in words and as a series for the chart."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from therapease.domain.ids import SessionId
from therapease.domain.measure import CHOICES, Instrument, Measure, results_in_force
from therapease.services.clients import ClientPage
from therapease.ui import strings
from therapease.ui.rows import Row
from therapease.ui.series import ChartBand, ChartPoint, ChartSeries
from therapease.ui.wording import long_date, short_date

_SHORT_MONTH = 3


@dataclass(frozen=True, slots=True)
class MeasureSummary:
    """One instrument of one client: the newest result in words, and all of them as a series."""

    instrument: Instrument
    results: tuple[Measure, ...]
    series: ChartSeries
    total: str = ""
    standing: str = ""
    item: str = ""
    item_is_raised: bool = False


def summary_of(instrument: Instrument, page: ClientPage, today: date) -> MeasureSummary:
    """Return what a client's card of an instrument shows."""
    numbers = {session.id: session.number for session in page.sessions if session.is_counted}
    results = tuple(measure for measure in results_in_force(page.measures) if measure.instrument == instrument.key)
    series = _series(instrument, results, numbers, today)
    if not results:
        return MeasureSummary(instrument, results, series)
    newest = results[-1]
    band = instrument.band(newest.total).name
    item, is_raised = item_words(instrument, newest)
    return MeasureSummary(
        instrument,
        results,
        series,
        total=str(newest.total),
        standing=strings.Measures.BAND.format(band=band, change=_change_words(results)),
        item=item,
        item_is_raised=is_raised,
    )


def item_words(instrument: Instrument, measure: Measure) -> tuple[str, bool]:
    """Return what the watched item says, which a total does not tell, and whether it is above nought."""
    if instrument.watched_item is None:
        return "", False
    number = instrument.watched_item + 1
    if measure.answers is None:
        return strings.Measures.ITEM_UNKNOWN.format(number=number), False
    answer = measure.answers[instrument.watched_item]
    if answer == 0:
        return strings.Measures.ITEM.format(number=number, answer=answer), False
    words = CHOICES[answer].lower()
    return strings.Measures.ITEM_RAISED.format(number=number, answer=answer, words=words), True


def result_rows(summary: MeasureSummary, page: ClientPage, today: date) -> list[Row]:
    """Return the results that count as rows, newest first."""
    numbers = {session.id: session.number for session in page.sessions if session.is_counted}
    return [_result_row(summary.instrument, measure, numbers, today) for measure in reversed(summary.results)]


def history_of(measure: Measure, noted: Sequence[Measure]) -> list[str]:
    """Return how a result came to be, oldest first; empty when it was entered once and never corrected."""
    known = {other.id: other for other in noted}
    chain = [measure]
    while (earlier := chain[-1].replaces_id) is not None and earlier in known:
        chain.append(known[earlier])
    if len(chain) == 1:
        return []
    words = strings.Measures.HISTORY_NOTED
    return [words.format(total=one.total, date=long_date(one.created_at.astimezone().date())) for one in chain[::-1]]


def _result_row(instrument: Instrument, measure: Measure, numbers: Mapping[SessionId, int], today: date) -> Row:
    day, words = short_date(measure.taken_on, today), strings.Measures
    number = None if measure.session_id is None else numbers.get(measure.session_id)
    line = day if number is None else words.RESULT_SESSION.format(date=day, number=number)
    item, is_raised = item_words(instrument, measure)
    return Row(
        key=measure.id,
        title=str(measure.total),
        addition=instrument.band(measure.total).name,
        line=line if measure.replaces_id is None else f"{line}, {words.CORRECTED}",
        right=item,
        right_tone="attention" if is_raised else "ink2",
        right_icon="flag" if is_raised else "",
    )


def _change_words(results: Sequence[Measure]) -> str:
    words = strings.Measures
    if len(results) == 1:
        return words.FIRST
    change = results[-1].total - results[-2].total
    if change == 0:
        return words.SAME
    return words.UP.format(points=change) if change > 0 else words.DOWN.format(points=-change)


def _series(
    instrument: Instrument, results: Sequence[Measure], numbers: Mapping[SessionId, int], today: date
) -> ChartSeries:
    short = dict(strings.Measures.BAND_SHORT)
    by_session = bool(results) and all(measure.session_id in numbers for measure in results)
    points = tuple(
        ChartPoint(
            measure.total,
            _point_label(measure, numbers, by_session=by_session),
            strings.Measures.POINT.format(
                date=short_date(measure.taken_on, today),
                total=measure.total,
                band=instrument.band(measure.total).name.lower(),
            ),
        )
        for measure in results
    )
    bands = tuple(ChartBand(band.name, band.low, band.high, short.get(band.name, "")) for band in instrument.bands)
    axis = strings.Measures.AXIS_SESSION if by_session else strings.Measures.AXIS_DATE
    return ChartSeries(instrument.name, points, bands, axis)


def _point_label(measure: Measure, numbers: Mapping[SessionId, int], *, by_session: bool) -> str:
    if by_session and measure.session_id is not None:
        return str(numbers[measure.session_id])
    day, month = long_date(measure.taken_on).split()[:2]
    return f"{day} {month[:_SHORT_MONTH]}"
