"""The most of what matters, in the words there are, without saying it twice."""

from __future__ import annotations

from tests.conversations import SESSION, talk
from therapease.engine.drafting.candidate import Candidate, Frame, Matter, Quote
from therapease.engine.drafting.draft import find_candidates
from therapease.engine.drafting.selection import note_word_limit, select
from therapease.engine.formats import load_format


def chosen(words: int) -> list[Candidate]:
    turns = talk(*SESSION)
    return [line for lines in select(find_candidates(turns, []), load_format("soap"), words).values() for line in lines]


def test_the_words_are_kept_to() -> None:
    for words in (60, 120, 300):
        assert sum(line.word_count for line in chosen(words)) <= words


def test_no_words_are_quoted_twice_in_a_section() -> None:
    sections = select(find_candidates(talk(*SESSION), []), load_format("soap"), 300)
    for lines in sections.values():
        spans = [(q.turn.index, q.start, q.end) for line in lines for q in line.quotes]
        assert len(spans) == len(set(spans))


def test_lines_follow_the_conversation_and_the_appointment_comes_last() -> None:
    plan = select(find_candidates(talk(*SESSION), []), load_format("soap"), 300)["plan"]
    assert plan[-1].matter is Matter.APPOINTMENT
    places = [line.quotes[0].turn.index for line in plan[:-1]]
    assert places == sorted(places)


def test_little_talk_makes_a_short_note_and_no_talk_a_long_one_more_than_the_limit() -> None:
    assert note_word_limit(talk("C: Hi.")) == 150
    assert note_word_limit(talk(*["C: I went out and came back again."] * 150)) == 350
    hour = talk(*["C: I went out and came back again."] * 1200)
    assert 350 < note_word_limit(hour) <= 0.25 * sum(len(turn.text.split()) for turn in hour)


def test_shorter_forms_get_the_words_that_no_whole_line_fits_into() -> None:
    (turn,) = talk("C: I slept three hours on Monday. I walked to the harbour with my brother and his dog.")
    whole = Candidate(Matter.REPORT, (Frame("Client:"), Quote(turn, 0, len(turn.text))), 5.0)
    form = Candidate(Matter.REPORT, (Frame("Client:"), Quote(turn, 0, turn.sentences[0].end)), 3.0)
    assert select([whole], load_format("soap"), 12)["subjective"] == []
    assert select([whole], load_format("soap"), 12, [form])["subjective"] == [form]
    assert select([whole], load_format("soap"), 60, [form])["subjective"] == [whole]
