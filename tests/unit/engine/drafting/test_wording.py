"""The model proposes, the checks decide."""

from __future__ import annotations

import pytest

from tests.conversations import talk
from therapease.domain.job import CancelToken, Progress
from therapease.domain.note import StatementKind, Verdict
from therapease.engine.drafting.candidate import Candidate, Frame, Matter
from therapease.engine.drafting.dialogue import Turn
from therapease.engine.drafting.spans import quote_sentences
from therapease.engine.drafting.wording import MAX_PROPOSALS, Wording, word_candidates, words_by_rule
from therapease.errors import JobCancelledError

SAID = "C: I stopped taking the lithium three weeks ago because they said it made me shake."


class SayingModel:
    """A model that always says the same, to see what the checks make of it."""

    name = "saying"

    def __init__(self, text: str) -> None:
        self.text = text
        self.asked = 0

    def propose(self, said: str, label: str, cancel: CancelToken) -> str:
        self.asked += 1
        return self.text


def line_of(turn: Turn) -> Candidate:
    quote = quote_sentences(turn, 0, len(turn.sentences) - 1)
    return Candidate(Matter.REPORT, (Frame(f"{turn.label}:"), quote), 3.0)


def word(model: SayingModel, *lines: str) -> Wording:
    chosen = {"subjective": [line_of(turn) for turn in talk(*lines)]}
    seen: list[Progress] = []
    return word_candidates(chosen, model, seen.append, CancelToken())


def test_a_supported_proposal_becomes_a_paraphrase() -> None:
    (statement,) = word(SayingModel("Client stopped taking the lithium three weeks ago."), SAID).statements[
        "subjective"
    ]
    assert statement.kind is StatementKind.PARAPHRASE
    assert statement.verdict is Verdict.SUPPORTED
    assert statement.evidence == (0,)


@pytest.mark.parametrize(
    "invented",
    [
        "Client stopped taking lithium about three weeks ago, rating it three out of ten.",
        "Client started taking the lithium three weeks ago.",
        "Client did not stop the lithium.",
        "Client reported thoughts of hurting themselves.",
        "Client stopped taking the sertraline three weeks ago.",
    ],
)
def test_an_invention_is_listed_as_rejected_and_the_words_are_quoted_instead(invented: str) -> None:
    wording = word(SayingModel(invented), SAID)
    (statement,) = wording.statements["subjective"]
    assert statement.kind is StatementKind.QUOTATION
    assert statement.verdict is Verdict.QUOTED
    assert [(rejected.text, bool(rejected.reason)) for rejected in wording.rejected] == [(invented, True)]


def test_a_true_sentence_that_says_too_little_is_no_gain() -> None:
    said = "C: They put me on the night shift, I hardly sleep and my marriage is falling apart. I believed her."
    wording = word(SayingModel("Client believed her."), said)
    assert wording.statements["subjective"][0].kind is StatementKind.QUOTATION
    assert "leaves out" in wording.rejected[0].reason


def test_plain_statements_need_no_model() -> None:
    model = SayingModel("Nonsense.")
    (statement,) = word(model, "C: I left the sheet in the car again.").statements["subjective"]
    assert statement.text == "Client left the sheet in the car again."
    assert model.asked == 0


def test_the_model_is_asked_no_more_often_than_allowed() -> None:
    model = SayingModel("")
    word(model, *[SAID] * (MAX_PROPOSALS + 5))
    assert model.asked == MAX_PROPOSALS


def test_quotations_that_follow_each_other_are_one_line() -> None:
    told = ("C: He came home and, you know, he shoved me.", "T: He shoved you.", "C: Into the counter, you know, hard.")
    chosen = {"subjective": [line_of(turn) for turn in talk(*told) if not turn.is_therapist]}
    wording = word_candidates(chosen, SayingModel(""), lambda _: None, CancelToken())
    (statement,) = wording.statements["subjective"]
    assert statement.evidence == (0, 2)
    assert statement.text.count("“") == 2


def test_cancelling_stops_the_work() -> None:
    cancel = CancelToken()
    cancel.cancel()
    with pytest.raises(JobCancelledError):
        word_candidates({"plan": [line_of(talk(SAID)[0])]}, SayingModel(""), lambda _: None, cancel)


def test_what_joining_and_rewording_saves_is_known_beforehand() -> None:
    said = ("C: I slept three hours.", "T: Mm.", "C: You know, my sister was there with her two boys.")
    written = word(SayingModel(""), *said)
    counted = sum(len(statement.text.split()) for part in written.statements.values() for statement in part)
    assert words_by_rule({"subjective": [line_of(turn) for turn in talk(*said)]}) == counted
