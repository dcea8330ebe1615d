"""Words to speakers: every word kept, each with the voice that said it."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from therapease.domain.transcript import Segment, SpeakerRole, SpeakerTurn, Word
from therapease.engine.alignment import assign_speakers, is_over_silence, looping_share


def said(segments: list[Segment], turns: list[SpeakerTurn]) -> list[tuple[str, str]]:
    return [(u.speaker, u.text) for u in assign_speakers(segments, turns)]


def test_a_segment_inside_one_turn_is_that_speaker_s() -> None:
    turns = [SpeakerTurn(0.0, 2.0, "a"), SpeakerTurn(2.2, 4.0, "b")]
    segments = [Segment(0.1, 1.9, "How are you?"), Segment(2.3, 3.9, "Better.")]
    assert said(segments, turns) == [("S1", "How are you?"), ("S2", "Better.")]


def test_a_segment_with_two_voices_is_split_where_the_sentence_ends() -> None:
    turns = [SpeakerTurn(0.0, 2.0, "a"), SpeakerTurn(2.0, 4.0, "b")]
    line = Segment(0.0, 4.0, "Did you sleep well? No not really this week.")
    assert said([line], turns) == [("S1", "Did you sleep well?"), ("S2", "No not really this week.")]


def test_word_times_are_believed_over_guesses() -> None:
    turns = [SpeakerTurn(0.0, 1.0, "a"), SpeakerTurn(1.0, 4.0, "b")]
    words = (Word(0.0, 0.9, "Sleep?"), Word(1.1, 1.5, "No."), Word(1.6, 3.9, "Never."))
    assert said([Segment(0.0, 4.0, "Sleep? No. Never.", words)], turns) == [("S1", "Sleep?"), ("S2", "No. Never.")]


def test_a_word_overlapping_two_turns_alike_goes_to_the_earlier() -> None:
    turns = [SpeakerTurn(0.0, 1.0, "a"), SpeakerTurn(1.0, 2.0, "b")]
    words = (Word(0.5, 1.5, "well"),)
    assert said([Segment(0.5, 1.5, "well", words)], turns) == [("S1", "well")]


def test_speakers_are_named_in_the_order_they_speak_and_ids_count_up() -> None:
    turns = [SpeakerTurn(0.0, 1.0, "S7"), SpeakerTurn(2.0, 3.0, "S3"), SpeakerTurn(4.0, 5.0, "S7")]
    utterances = assign_speakers([Segment(t.start_s, t.end_s, "word") for t in turns], turns)
    assert [(u.id, u.speaker, u.role) for u in utterances] == [
        (0, "S1", SpeakerRole.UNKNOWN),
        (1, "S2", SpeakerRole.UNKNOWN),
        (2, "S1", SpeakerRole.UNKNOWN),
    ]


def test_one_speaker_s_sentences_are_one_utterance_until_a_pause() -> None:
    turns = [SpeakerTurn(0.0, 4.0, "a"), SpeakerTurn(8.0, 9.0, "a")]
    segments = [Segment(0.0, 2.0, "One."), Segment(2.1, 4.0, "Two."), Segment(8.0, 9.0, "Three.")]
    utterances = assign_speakers(segments, turns)
    assert [(u.text, u.start_s, u.end_s) for u in utterances] == [("One. Two.", 0.0, 4.0), ("Three.", 8.0, 9.0)]


def test_a_sliver_of_another_voice_takes_no_word() -> None:
    turns = [SpeakerTurn(0.0, 3.0, "a"), SpeakerTurn(1.0, 1.1, "b")]
    assert said([Segment(0.0, 3.0, "I was at work all day.")], turns) == [("S1", "I was at work all day.")]


def test_text_where_nobody_was_heard_is_kept_with_the_nearest_voice() -> None:
    turns = [SpeakerTurn(0.0, 1.0, "a"), SpeakerTurn(20.0, 21.0, "b")]
    segments = [Segment(0.0, 1.0, "First."), Segment(18.0, 19.0, "Late."), Segment(20.0, 21.0, "Last.")]
    assert said(segments, turns) == [("S1", "First."), ("S2", "Late. Last.")]


def test_without_turns_everything_is_one_speaker_s() -> None:
    assert said([Segment(0.0, 1.0, "Hello."), Segment(5.0, 6.0, "There.")], []) == [("S1", "Hello."), ("S1", "There.")]


_TIMES = st.floats(0, 60, allow_nan=False)
_SPANS = st.tuples(_TIMES, st.floats(0.05, 10, allow_nan=False))
_WORDS = ["yes", "no,", "well.", "really?", "…", "sleep"]
_TEXTS = st.lists(st.sampled_from(_WORDS), min_size=1, max_size=12).map(" ".join)


@given(
    st.lists(st.tuples(_SPANS, _TEXTS), max_size=6),
    st.lists(st.tuples(_SPANS, st.sampled_from("abc")), max_size=8),
)
def test_no_word_is_lost_added_or_moved(
    lines: list[tuple[tuple[float, float], str]], voices: list[tuple[tuple[float, float], str]]
) -> None:
    segments = [Segment(start, start + length, text) for (start, length), text in lines]
    turns = [SpeakerTurn(start, start + length, voice) for (start, length), voice in voices]
    utterances = assign_speakers(segments, turns)
    assert " ".join(u.text for u in utterances) == " ".join(s.text for s in segments)
    assert [u.id for u in utterances] == list(range(len(utterances)))
    assert all(u.start_s is not None and u.end_s is not None and u.start_s <= u.end_s for u in utterances)


def test_a_loop_is_seen_and_ordinary_repetition_is_not() -> None:
    assert looping_share("thank you for watching " * 6) == 1.0
    assert looping_share("no no no, I really did not want to go there") == 0.0
    assert 0 < looping_share("and then I felt better better better better better today") < 0.6
    assert looping_share("") == 0.0


def test_text_over_silence_is_seen() -> None:
    turns = [SpeakerTurn(0.0, 5.0, "a")]
    assert is_over_silence(Segment(30.0, 32.0, "Thanks for watching."), turns)
    assert not is_over_silence(Segment(5.5, 6.5, "Right."), turns)
