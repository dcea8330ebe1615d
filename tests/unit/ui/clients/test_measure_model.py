"""Results of questionnaires in words and as a series."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime

from therapease.domain.client import Client
from therapease.domain.ids import ClientId, MeasureId, SessionId, UserId
from therapease.domain.measure import GAD_7, PHQ_9, Measure
from therapease.domain.overview import SessionEntry
from therapease.domain.session import SessionStatus, TherapySession
from therapease.services.clients import ClientPage
from therapease.ui.clients.measure_model import history_of, item_words, result_rows, summary_of

NOW = datetime(2026, 3, 17, 12, 0, tzinfo=UTC)
TODAY = NOW.date()
CLIENT = Client(ClientId("c"), "C-0001", "Mara Keller", NOW)
ANSWERS = (1, 2, 1, 2, 1, 1, 1, 1, 0)


def taken(key: str, day: int, total: int, **more: object) -> Measure:
    measure = Measure(MeasureId(key), CLIENT.id, PHQ_9.key, date(2026, 3, day), total, NOW, UserId("u"))
    return replace(measure, **more)  # type: ignore[arg-type]  # because the fields are the test's own


def page(*measures: Measure, sessions: int = 0) -> ClientPage:
    entries = tuple(
        SessionEntry(
            TherapySession(SessionId(f"s{number}"), CLIENT.id, UserId("u"), number, NOW, SessionStatus.SIGNED, NOW)
        )
        for number in range(1, sessions + 1)
    )
    return ClientPage(CLIENT, entries, (), measures=measures)


def test_without_results_there_are_no_words() -> None:
    summary = summary_of(PHQ_9, page(), TODAY)
    assert (summary.total, summary.standing, summary.results, summary.series.points) == ("", "", (), ())


def test_the_newest_result_stands_with_its_band_and_change() -> None:
    cases = {
        (14,): "Moderate, first result",
        (14, 11): "Moderate, down 3",
        (9, 20): "Severe, up 11",
        (11, 11): "Moderate, unchanged",
    }
    for totals, words in cases.items():
        measures = [taken(f"m{at}", 1 + at, total) for at, total in enumerate(totals)]
        summary = summary_of(PHQ_9, page(*measures), TODAY)
        assert (summary.total, summary.standing) == (str(totals[-1]), words)


def test_another_instrument_s_results_are_left_out() -> None:
    assert summary_of(GAD_7, page(taken("a", 1, 12)), TODAY).results == ()


def test_item_nine_is_always_said() -> None:
    assert item_words(PHQ_9, taken("a", 1, 10, answers=ANSWERS)) == ("Item 9: 0", False)
    assert item_words(PHQ_9, taken("a", 1, 12, answers=(*ANSWERS[:-1], 2))) == (
        "Item 9: 2, more than half the days",
        True,
    )
    assert item_words(PHQ_9, taken("a", 1, 10)) == ("Item 9: not entered", False)
    assert item_words(GAD_7, taken("a", 1, 10, instrument=GAD_7.key)) == ("", False)


def test_points_are_named_by_session_where_each_has_one_and_by_day_otherwise() -> None:
    first = taken("a", 3, 14, session_id=SessionId("s1"))
    second = taken("b", 10, 11, session_id=SessionId("s2"))
    series = summary_of(PHQ_9, page(first, second, sessions=2), TODAY).series
    assert [(point.value, point.label) for point in series.points] == [(14, "1"), (11, "2")]
    assert series.axis == "Session"
    series = summary_of(PHQ_9, page(first, taken("c", 12, 9), sessions=2), TODAY).series
    assert [point.label for point in series.points] == ["3 Mar", "12 Mar"]
    assert series.spoken == "3 March, 14, moderate; 12 March, 9, mild"
    assert series.highest == 27
    assert [band.short for band in series.bands if band.short] == ["Mod. severe"]


def test_rows_are_newest_first_and_tell_what_was_corrected() -> None:
    wrong = taken("a", 3, 24)
    right = taken("b", 3, 11, replaces_id=wrong.id, answers=(*ANSWERS[:-1], 1))
    newer = taken("c", 10, 9, session_id=SessionId("s1"))
    shown = page(wrong, right, newer, sessions=1)
    rows = result_rows(summary_of(PHQ_9, shown, TODAY), shown, TODAY)
    assert [(row.key, row.title, row.addition, row.line) for row in rows] == [
        ("c", "9", "Mild", "10 March, session 1"),
        ("b", "11", "Moderate", "3 March, corrected"),
    ]
    assert (rows[1].right, rows[1].right_tone, rows[1].right_icon) == ("Item 9: 1, several days", "attention", "flag")


def test_the_history_of_a_result_is_its_chain() -> None:
    first = taken("a", 3, 24)
    second = taken("b", 3, 12, replaces_id=first.id)
    third = taken("c", 3, 11, replaces_id=second.id)
    noted = [first, second, third]
    assert history_of(first, noted) == []
    assert history_of(third, noted) == [f"{total}, entered 17 March 2026" for total in (24, 12, 11)]
