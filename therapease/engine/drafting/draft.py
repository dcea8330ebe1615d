"""From utterances to a draft note: find what matters, choose, word it, check it, assemble.

Runs in the engine worker. Opens no file but the model's and the package's own resources.
"""

from __future__ import annotations

import time
from collections.abc import Mapping, Sequence, Set
from dataclasses import replace

from therapease.domain.ids import UtteranceId
from therapease.domain.job import CancelToken, DraftingOptions, JobStage, Progress, ProgressListener
from therapease.domain.note import Draft, RiskCategory, RiskMention, RiskSubject
from therapease.domain.transcript import Utterance
from therapease.engine.drafting.assembly import assemble, missing_topics, not_assessed_line, wording_words
from therapease.engine.drafting.candidate import Candidate, Frame, Matter, Quote
from therapease.engine.drafting.condensing import mended, shorter_forms
from therapease.engine.drafting.dialogue import Turn, read_dialogue
from therapease.engine.drafting.finders.appointments import bargaining_turns, find_appointment
from therapease.engine.drafting.finders.arrangements import find_arrangements
from therapease.engine.drafting.finders.disclosures import (
    discloses,
    disclosure,
    names,
    put_in_words_for,
    without_lead_in,
)
from therapease.engine.drafting.finders.exchanges import find_answers
from therapease.engine.drafting.finders.formulations import find_formulations
from therapease.engine.drafting.finders.observations import find_interventions, find_measures, find_observations
from therapease.engine.drafting.finders.plans import find_plans
from therapease.engine.drafting.finders.reports import find_recaps, find_reports
from therapease.engine.drafting.salience import salience_of
from therapease.engine.drafting.selection import note_word_limit, select
from therapease.engine.drafting.verify import verify_statement
from therapease.engine.drafting.wording import Wording, word_candidates, words_by_rule
from therapease.engine.formats import NoteFormat, load_format
from therapease.engine.language.answers import Answer, answer_polarity
from therapease.engine.llm import load_language_model
from therapease.engine.risk import find_mentions, raised_topics
from therapease.errors import EmptyTranscriptError

RISK_SALIENCE = {
    RiskCategory.SUICIDE: 6.0,
    RiskCategory.SELF_HARM: 5.0,
    RiskCategory.HARM_TO_OTHERS: 4.5,
    RiskCategory.ABUSE: 4.0,
    RiskCategory.NEGLECT: 4.0,
    RiskCategory.PSYCHOSIS: 4.0,
    RiskCategory.RELAPSE: 3.5,
    RiskCategory.STOPPING_MEDICATION: 3.5,
    RiskCategory.SUBSTANCE_USE: 2.0,
}
"""What a line gains when it quotes a turn about the client's risk; a line about somebody else's gains less."""
OTHERS_RISK_SALIENCE = 1.5
_ROUNDS = 4
_WORTH_ANOTHER_ROUND = 4
_AS_GOOD = 0.9
GRAVE = frozenset(
    {
        RiskCategory.SUICIDE,
        RiskCategory.SELF_HARM,
        RiskCategory.HARM_TO_OTHERS,
        RiskCategory.ABUSE,
        RiskCategory.NEGLECT,
        RiskCategory.PSYCHOSIS,
    }
)
"""Risks of the client's of which one line at least has to be in the note when they were spoken of."""


def draft_note(
    utterances: Sequence[Utterance], options: DraftingOptions, progress: ProgressListener, cancel: CancelToken
) -> Draft:
    """Draft a note whose every line cites the utterances it rests on.

    Deterministic: the same transcript, format and model give the same note. Raise EmptyTranscriptError,
    UnknownFormatError, ModelMissingError, ModelRejectedError, JobCancelledError (within a second of `cancel`).
    """
    started = time.perf_counter()
    note_format = load_format(options.format)
    turns = read_dialogue(utterances)
    if not any(turn.words for turn in turns):
        raise EmptyTranscriptError
    progress(Progress(JobStage.READING, 0.02))
    mentions = find_mentions(utterances)
    candidates = [form for line in find_candidates(turns, mentions) if (form := mended(line)) is not None]
    raised = [category for category, topic in raised_topics(utterances).items() if topic.is_raised]
    missing = missing_topics(turns, mentions, raised)
    limit = note_word_limit(turns) - wording_words(note_format, missing)
    as_good, poorer = _shorter(candidates, mentions, turns)
    chosen = _chosen([*candidates, *as_good], poorer, note_format, max(30, limit))
    cancel.raise_if_cancelled()
    progress(Progress(JobStage.LOADING_MODEL, 0.1))
    model = load_language_model(options.model_file)
    wording: Wording = word_candidates(chosen, model, progress, cancel)
    progress(Progress(JobStage.CHECKING, 0.97))
    sections = assemble(note_format, wording.statements, not_assessed_line(missing))
    seconds = time.perf_counter() - started
    return Draft(options.format, model.name, sections, tuple(mentions), tuple(wording.rejected), seconds)


def _chosen(
    candidates: list[Candidate], forms: list[Candidate], note_format: NoteFormat, words: int
) -> dict[str, list[Candidate]]:
    """Select lines, and again for the words that joining and rewording saves, as long as the note keeps its length."""
    chosen = select(candidates, note_format, words, forms)
    allowed, step = words, words - words_by_rule(chosen)
    for _ in range(_ROUNDS):
        if step < _WORTH_ANOTHER_ROUND:
            break
        again = select(candidates, note_format, allowed + step, forms)
        left = words - words_by_rule(again)
        if left < 0:
            step //= 2
            continue
        chosen, allowed, step = again, allowed + step, left
    return chosen


def _shorter(
    lines: list[Candidate], mentions: Sequence[RiskMention], turns: list[Turn]
) -> tuple[list[Candidate], list[Candidate]]:
    """Return shorter forms of the lines: those that lose next to nothing, and the others.

    What people say of a risk is never shortened.
    """
    risky = {utterance for mention in mentions for utterance in mention.evidence}
    untouched = {turn.index for turn in turns if turn.id in risky}
    as_good: list[Candidate] = []
    poorer: list[Candidate] = []
    for line in lines:
        for form in shorter_forms(line, untouched):
            (as_good if form.salience >= _AS_GOOD * line.salience else poorer).append(form)
    return as_good, poorer


def find_candidates(turns: list[Turn], mentions: Sequence[RiskMention]) -> list[Candidate]:
    """Return every line that could stand in the note, those about a risk weighing more."""
    risky = {utterance for mention in mentions for utterance in mention.evidence}
    spoken_of_risk = frozenset(turn.index for turn in turns if turn.id in risky and not turn.is_therapist)
    settled = bargaining_turns(turns)
    arranged = find_arrangements(turns, settled)
    answering = {quote.turn.index for line in arranged for quote in line.quotes if not quote.turn.is_therapist}
    plans = [*arranged, *(line for line in find_plans(turns) if line.quotes[0].turn.index not in answering)]
    willing = {line.quotes[0].turn.index for line in plans if not line.quotes[0].turn.is_therapist}
    replies = {quote.turn.index for line in plans for quote in line.quotes[1:]}
    told = [*find_answers(turns, spoken_of_risk), *find_reports(turns, spoken_of_risk)]
    found = [
        *(
            _as_plan(line, willing, spoken_of_risk, len(turns))
            for line in told
            if line.quotes[-1].turn.index not in replies
        ),
        *find_recaps(turns),
        *find_measures(turns),
        *find_observations(turns),
        *find_interventions(turns),
        *find_formulations(turns),
        *plans,
        *find_appointment(turns),
    ]
    kept = [line for line in found if line.is_required or not all(q.turn.index in settled for q in line.quotes)]
    kept = [_without_bargaining(line, settled) for line in kept]
    return weigh_risk([_unlabelled(line) for line in kept] if _is_pair(turns) else kept, turns, mentions)


def _without_bargaining(line: Candidate, settled: Set[int]) -> Candidate:
    """Return a plan line without the quotations at its end that only bargain over the next appointment."""
    if line.matter is not Matter.PLAN or line.is_required:
        return line
    pieces = list(line.pieces)
    while len(pieces) > 3 and isinstance(pieces[-1], Quote) and pieces[-1].turn.index in settled:
        del pieces[-2:]
    return replace(line, pieces=tuple(pieces))


def _is_pair(turns: list[Turn]) -> bool:
    """Whether a single client answers the therapist, so that nobody has to be named as the one who was asked."""
    return {turn.label for turn in turns if turn.words and not turn.is_therapist} == {"Client"}


def _unlabelled(line: Candidate) -> Candidate:
    """Return a line that begins “Asked” instead of “Client, asked”: words saved for what was said."""
    if line.pieces[0] != Frame("Client, asked"):
        return line
    return replace(line, pieces=(Frame("Asked"), *line.pieces[1:]))


def weigh_risk(lines: list[Candidate], turns: list[Turn], mentions: Sequence[RiskMention]) -> list[Candidate]:
    """Return the lines, those about a risk weighing more, one per grave mention of the client's marked required.

    Where no line says what was disclosed, one is added that quotes it.
    """
    by_id = {turn.id: turn for turn in turns}
    weight: dict[int, float] = {}
    for mention in mentions:
        gain = RISK_SALIENCE[mention.category] if mention.subject is RiskSubject.CLIENT else OTHERS_RISK_SALIENCE
        for turn in _spoken(mention, by_id):
            weight[turn.index] = max(weight.get(turn.index, 0.0), gain)
    weighed = [
        replace(
            line,
            salience=line.salience + max((weight.get(q.turn.index, 0.0) for q in line.quotes if _says(q)), default=0.0),
        )
        for line in lines
    ]
    for mention in mentions:
        if mention.category in GRAVE and mention.subject is RiskSubject.CLIENT:
            _require(weighed, mention, _spoken(mention, by_id), turns)
    return weighed


def _spoken(mention: RiskMention, by_id: Mapping[UtteranceId, Turn]) -> list[Turn]:
    """Return the turns of a mention that somebody else than the therapist spoke."""
    cited = [by_id[key] for key in mention.evidence if key in by_id]
    return [turn for turn in cited if not turn.is_therapist]


def _require(lines: list[Candidate], mention: RiskMention, spoken: list[Turn], turns: list[Turn]) -> None:
    """Mark the line required that says best what a mention discloses; add one where none does."""
    places = {turn.index for turn in spoken}
    about = [line for line in lines if any(q.turn.index in places and _says(q) for q in line.quotes)]
    telling = [line for line in about if any(q.turn.index in places and discloses(q, mention) for q in line.quotes)]
    naming = [line for line in telling if any(q.turn.index in places and names(q, mention) for q in line.quotes)]
    if any(line.is_required for line in naming):
        return
    if not naming:
        # “When was that?” “Sunday.” goes on about the threat; the threat itself has to stand there.
        added = next((line for turn in spoken if (line := disclosure(turn, mention, turns)) is not None), None)
        if added is None and spoken and not about and not _is_measured(lines, mention):
            added = put_in_words_for(spoken[0], mention, turns)
        if added is not None and (form := mended(added)) is not None:
            lines.append(form)
            return
    if not about:
        # “A thought that you'd not mind, and no plan.” “That's right.” is told in the summary that was agreed to.
        about = [line for line in lines if line.quotes[0].turn.id in mention.evidence and _is_agreed(line, places)]
    if any(line.is_required for line in naming or telling or about):
        return
    if telling or about:
        best = max(naming or telling or about, key=lambda line: line.salience / (line.word_count + 8))
        shorter = without_lead_in(best, mention)
        lines[lines.index(best)] = replace(shorter if _stands(shorter) else best, is_required=True)


def _is_measured(lines: list[Candidate], mention: RiskMention) -> bool:
    """Whether a score already quotes what the mention rests on (“there's that question, you put sometimes”)."""
    return any(
        line.matter is Matter.MEASURE and any(q.turn.id in mention.evidence for q in line.quotes) for line in lines
    )


def _is_agreed(line: Candidate, places: Set[int]) -> bool:
    return "agreed to" in line.pieces[0].text and any(turn.index in places for turn in line.context)


def _says(quote: Quote) -> bool:
    """Whether a quotation answers or tells anything: “You're gonna write it down.” does neither."""
    return answer_polarity(quote.text) is not Answer.NONE or salience_of(quote.text) >= 1.5


def _as_plan(line: Candidate, willing: set[int], risky: frozenset[int], count: int) -> Candidate:
    """Return a late answer in which somebody commits to something as part of the plan, any other line as it is."""
    place = line.quotes[-1].turn.index
    if line.matter is Matter.ANSWER and place in willing and place not in risky and place > count / 2:
        return replace(line, matter=Matter.PLAN, salience=line.salience + 1.0)
    return line


def _stands(line: Candidate) -> bool:
    """Whether a line passes the checks as the quotation it is; what does not is never weighed."""
    return verify_statement(line.text, line.turns).is_supported
