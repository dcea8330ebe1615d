"""A line reads as its pieces and cites every turn it rests on."""

from __future__ import annotations

from tests.conversations import talk
from therapease.engine.drafting.candidate import Candidate, Frame, Matter, Quote


def test_a_line_reads_as_its_pieces() -> None:
    turns = talk("T: Any side effects?", "C: None.", "T: Good.")
    asked, answered = Quote(turns[0], 0, 17), Quote(turns[1], 0, 5)
    line = Candidate(Matter.ANSWER, (Frame("Client, asked"), asked, Frame(":"), answered), 1.0, context=(turns[2],))
    assert line.text == "Client, asked “Any side effects?”: “None.”"
    assert [turn.index for turn in line.turns] == [0, 1, 2]
    assert line.word_count == 6
