"""How a chosen line is worded: reworded by rule, proposed by the model, or quoted; whatever the checks let stand.

The model is asked for few lines only, those that rules cannot reword and that are long enough to gain from it. What it
writes is inert text until `verify_statement` has found every word of it in the evidence.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace

from therapease.domain.job import CancelToken, JobStage, Progress, ProgressListener
from therapease.domain.note import DraftStatement, RejectedStatement, StatementKind, Verdict
from therapease.engine.drafting.candidate import Candidate, Frame, Matter, Quote
from therapease.engine.drafting.rewriting import reworded
from therapease.engine.drafting.verify import verify_statement
from therapease.engine.language.tokens import content_stems
from therapease.engine.llm import LanguageModel

MAX_PROPOSALS = 5
MAX_JOINED_WORDS = 64
MIN_KEPT = 0.6
"""The share of a quotation's content words a shorter sentence has to keep to take its place."""
_MIN_WORDS_TO_PROPOSE = 9
_TOLD = frozenset({Matter.REPORT, Matter.ANSWER})


@dataclass
class Wording:
    """The statements per section key, and what the model proposed in vain."""

    statements: dict[str, list[DraftStatement]] = field(default_factory=dict)
    rejected: list[RejectedStatement] = field(default_factory=list)


def word_candidates(
    chosen: Mapping[str, Sequence[Candidate]], model: LanguageModel, progress: ProgressListener, cancel: CancelToken
) -> Wording:
    """Word every chosen line. Raise JobCancelledError soon after `cancel`, also in the middle of a proposal."""
    wording = Wording()
    total = sum(len(lines) for lines in chosen.values()) or 1
    done = asked = 0
    for key, lines in chosen.items():
        statements = wording.statements.setdefault(key, [])
        worded: list[tuple[Candidate, str | None]] = []
        for line in lines:
            cancel.raise_if_cancelled()
            progress(Progress(JobStage.DRAFTING, 0.15 + 0.8 * done / total))
            text = _by_rule(line)
            if text is None and asked < MAX_PROPOSALS and _gains_from_model(line):
                asked += 1
                text = _by_model(line, model, wording, cancel)
            worded.append((line, text))
            done += 1
        statements += [_statement(line, text) for line, text in _joined(worded)]
    return wording


def words_by_rule(chosen: Mapping[str, Sequence[Candidate]]) -> int:
    """Return how many words the lines take once joined and reworded by rule; the model only makes them fewer."""
    total = 0
    for lines in chosen.values():
        joined = _joined([(line, _by_rule(line)) for line in lines])
        total += sum(len((text or line.text).split()) for line, text in joined)
    return total


def _joined(worded: Sequence[tuple[Candidate, str | None]]) -> list[tuple[Candidate, str | None]]:
    """Join quotations that follow each other closely, so that a fact told over several turns is one line."""
    joined: list[tuple[Candidate, str | None]] = []
    for line, text in worded:
        before, before_text = joined[-1] if joined else (None, None)
        if before is not None and text is None and before_text is None:
            together = _together(before, line)
            if together is not None:
                joined[-1] = (together, None)
                continue
        joined.append((line, text))
    return joined


def _together(one: Candidate, two: Candidate) -> Candidate | None:
    """Return two lines as one, or None where they are far apart, long, or of different kinds."""
    last, first = one.quotes[-1].turn, two.quotes[0].turn
    if one.matter is not Matter.PLAN and any(turn.question and last.index < turn.index for turn in two.context):
        return None  # what was asked in between began something new
    if not 0 <= first.index - last.index <= 2 or one.word_count + two.word_count > MAX_JOINED_WORDS:
        return None
    if isinstance(two.pieces[0], Frame) and two.pieces[0].text.lower().endswith("asked"):
        return None  # what was asked anew stands on a line of its own
    pieces = two.pieces
    if one.matter in _TOLD and two.matter is Matter.REPORT and last.label == first.label:
        pieces = two.pieces[1:]
    elif not (one.matter is two.matter is Matter.PLAN):
        return None
    together = replace(one, pieces=(*one.pieces, Frame(";"), *pieces), context=(*one.context, *two.context))
    return together if verify_statement(together.text, together.turns).is_supported else None


def _by_rule(line: Candidate) -> str | None:
    """Return the reworded line when it is a single quotation in plain words and passes the checks."""
    quote = _single_quote(line)
    if quote is None:
        return None
    text = reworded(quote)
    if text is None or not verify_statement(text, [quote.turn]).is_supported:
        return None
    return text


def _by_model(line: Candidate, model: LanguageModel, wording: Wording, cancel: CancelToken) -> str | None:
    """Return the model's sentence when the checks let it stand; otherwise note why not and return None."""
    quote = _single_quote(line)
    if quote is None:
        return None
    proposal = model.propose(quote.text, quote.turn.label, cancel)
    if not proposal:
        return None
    reason = verify_statement(proposal, [quote.turn]).reason or _worse_than(line, proposal)
    if not reason:
        return proposal
    wording.rejected.append(RejectedStatement(proposal, reason))
    return None


def _worse_than(line: Candidate, proposal: str) -> str:
    """Return why a true sentence is still no gain over the quotation, or ""."""
    if len(proposal.split()) > line.word_count:
        return "longer than the quotation it would replace"
    if len(line.stems & set(content_stems(proposal))) < MIN_KEPT * len(line.stems):
        return "it leaves out too much of what was said"
    return ""


def _single_quote(line: Candidate) -> Quote | None:
    quotes = line.quotes
    if len(quotes) != 1 or line.matter not in (Matter.REPORT, Matter.PLAN):
        return None
    return quotes[0] if quotes[0].turn.label in line.pieces[0].text else None


def _gains_from_model(line: Candidate) -> bool:
    quote = _single_quote(line)
    return quote is not None and not quote.turn.is_therapist and len(quote.text.split()) >= _MIN_WORDS_TO_PROPOSE


def _statement(line: Candidate, text: str | None) -> DraftStatement:
    evidence = tuple(turn.id for turn in line.turns)
    if text is None:
        return DraftStatement(line.text, StatementKind.QUOTATION, evidence, Verdict.QUOTED)
    return DraftStatement(text, StatementKind.PARAPHRASE, evidence, Verdict.SUPPORTED)
