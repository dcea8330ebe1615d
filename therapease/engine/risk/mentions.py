"""From a conversation to its list of risk mentions.

Each utterance is read alone (`reading`), then questions are joined to their answers, recaps to the yes that confirms
them, and follow-up questions to what they follow up (`follow_ups`). One mention says one thing: a risk, one stance,
one subject, and the few utterances that say it. A mention is never dropped for being improbable.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from therapease.domain.note import RiskCategory, RiskMention, RiskSubject, Stance
from therapease.domain.transcript import SpeakerRole, Utterance
from therapease.engine.language.answers import (
    Answer,
    answer_polarity,
    answers_to,
    has_quantity,
    is_question,
    is_reassurance,
)
from therapease.engine.risk.conversation import RISK_REACH, ReadConversation
from therapease.engine.risk.cues import cue
from therapease.engine.risk.follow_ups import follow_up
from therapease.engine.risk.growing import SAYS, GrowingMention, is_over_now, merged
from therapease.engine.risk.lexicon import Kind
from therapease.engine.risk.reading import Finding

_FIGURE_DENIED = re.compile(r"\bnot (?:\d|one\b|two\b|three|four|five|six|seven|eight|nine|ten|every|a\b|all)")
_FRAGMENT = re.compile(r"(?:like|with|on|in|at|by|just|only|when|because|to|from|since|after|before|mostly|mainly)\b")
_SOMEBODY = re.compile(r"\W*(?:[Mm]y|[Tt]he|[Aa]n?|[Hh]is|[Hh]er|[Oo]ne of) (?:\w+ ){0,3}\w+[.,!]")
_SMOKED = re.compile(r"cannabis|weed|marijuana|joints?|pot|crack|drugs?|spice")
_REPLY_WORDS = 45
_SUBSTANTIAL_WORDS = 5
_OFFER_REACH = 5
_RETORT_WORDS = 12
_FLIPPED = {Answer.YES: Answer.NO, Answer.NO: Answer.YES}


def find_mentions(utterances: Sequence[Utterance]) -> tuple[RiskMention, ...]:
    """Return every explicit mention of a risk, in the order of the conversation.

    Evidence holds the utterances that say it: the words themselves, the question with its answer, a follow-up with
    its. A therapist's question counts with the stance of its answer, and as unclear where none came. Deterministic
    and without a model; about a second for three thousand utterances.
    """
    return mentions_of(ReadConversation(utterances))


def mentions_of(conversation: ReadConversation) -> tuple[RiskMention, ...]:
    """Return the mentions of a conversation that has been read already."""
    return _Linker(conversation).mentions()


class _Linker:
    """One pass over a conversation that has been read, collecting mentions."""

    def __init__(self, conversation: ReadConversation) -> None:
        self.conversation = conversation
        self.utterances = conversation.utterances
        self.found = conversation.found
        self.lowered = conversation.lowered
        self.made: list[GrowingMention] = []

    def mentions(self) -> tuple[RiskMention, ...]:
        for position in range(len(self.utterances)):
            self._link(position)
        return tuple(
            RiskMention(m.category, tuple(self.utterances[at].id for at in m.positions), m.stance, m.subject)
            for m in merged(self.made)
        )

    def _link(self, position: int) -> None:
        for finding in self.found[position]:
            if finding.stance is not None:
                self._state(position, finding, finding.stance)
        for finding in self.found[position]:
            if finding.stance is None:
                self._ask(position, finding)
        self._decline(position)
        if not self.found[position]:
            follow_up(self.conversation, position, self.made)

    # ------------------------------------------------------------ statements

    def _state(self, position: int, finding: Finding, stance: Stance) -> None:
        """Record what somebody says, unless it already went with the question that it answers."""
        if any(mention.says(position, finding.category, stance, finding.subject) for mention in self.made):
            return
        said = GrowingMention(finding.category, stance, finding.subject, [position])
        is_recap = self.conversation.role(position) is SpeakerRole.THERAPIST
        mention = self._kin_of(said) if finding.is_weak else self._just_said(said) if is_recap else None
        if mention is None:
            mention = said
            self.made.append(said)
        mention.add(position)
        if self.conversation.role(position) is not SpeakerRole.CLIENT or self._is_partners(position, finding):
            self._confirm(position, finding, mention)

    def _kin_of(self, said: GrowingMention) -> GrowingMention | None:
        """Return the recent mention that weak words only go on about."""
        for mention in reversed(self.made):
            if mention.category is said.category and said.positions[0] - mention.positions[-1] <= RISK_REACH:
                return mention if mention.is_alike(said) else None
        return None

    def _just_said(self, said: GrowingMention) -> GrowingMention | None:
        """Return the mention that a therapist only says back: alike, and ending with the utterance before."""
        for mention in reversed(self.made):
            if mention.is_alike(said) and 0 < said.positions[0] - mention.positions[-1] <= 1:
                return mention
        return None

    def _is_partners(self, position: int, finding: Finding) -> bool:
        """Whether one of a couple says it of the other, who answers at once (“Four cans.” “It's not four.”)."""
        later = self.utterances[position + 1 : position + 2]
        is_answered = bool(later) and len(later[0].text.split()) <= _RETORT_WORDS
        return self.conversation.is_couple and is_answered and finding.subject is RiskSubject.CLIENT

    def _confirm(self, position: int, finding: Finding, mention: GrowingMention) -> None:
        """Join the client's yes or no to what the therapist or a relative has just said of the client."""
        for reply in answers_to(self.utterances, position)[:1]:
            says = answer_polarity(self.utterances[reply].text)
            if finding.is_taken_for_granted:
                if says is not Answer.NONE:
                    mention.add(reply)
            elif not self._asks_back(reply):
                self._confirm_with(position, reply, finding, mention, says)

    def _confirm_with(self, position: int, reply: int, finding: Finding, mention: GrowingMention, says: Answer) -> None:
        own = any(other.category is finding.category for other in self.found[reply])
        contrary = None
        if finding.is_negative and says is Answer.NO:
            mention.add(reply)  # “So you haven't been taking them.” “No.” agrees.
        elif finding.stance is Stance.DENIED and cue("own_yes").match(self.lowered[reply].lstrip('"“ ')):
            contrary = Stance.AFFIRMED
        elif says is not Answer.YES and self._corrects(position, reply):
            mention.add(reply)
        elif finding.stance is Stance.AFFIRMED and says is Answer.NO:
            contrary = None if own else Stance.DENIED
        elif says is Answer.YES or (says is Answer.NONE and self._is_elaboration(reply)):
            mention.add(reply)
        if contrary is not None and finding.subject is RiskSubject.CLIENT:
            self.made.append(GrowingMention(finding.category, contrary, finding.subject, [position, reply]))

    # ------------------------------------------------------------ questions

    def _ask(self, position: int, question: Finding) -> None:
        answers = answers_to(self.utterances, position) if question.is_last_question else ()
        answers = tuple(at for at in answers if self._answers(at, question))
        made = [mention for at in answers for mention in self._answered(position, at, question)]
        made += self._elliptic(position, answers, question)
        if not made and question.kind is not Kind.COMPLIANCE and not question.is_weak:
            # An answer that says neither yes nor no is shown all the same: a person has to read it.
            said = [at for at in answers[:1] if self._is_short(at) and not self._is_elsewhere(at, question)]
            made = [GrowingMention(question.category, Stance.UNCLEAR, question.subject, [position, *said])]
        for mention in made:
            kin = self._kin_of(mention) if question.is_weak else None
            if kin is not None:
                kin.add(*mention.positions)
            else:
                self.made.append(mention)

    def _answers(self, at: int, question: Finding) -> bool:
        """Whether an utterance can answer: talk of tobacco does not answer for alcohol."""
        own = any(finding.category is question.category for finding in self.found[at])
        asked = self.lowered[at - 1]
        smoked = _SMOKED.search(asked) is not None and cue("tobacco").search(asked) is None
        return own or smoked or not cue("tobacco").search(self.lowered[at])

    def _answered(self, position: int, at: int, question: Finding) -> list[GrowingMention]:
        """Return mentions for what an answer says in words of its own."""
        return [
            GrowingMention(own.category, own.stance, own.subject, [position, at])
            for own in self.found[at]
            if own.category is question.category and own.stance is not None
        ]

    def _elliptic(self, position: int, answers: Sequence[int], question: Finding) -> list[GrowingMention]:
        """Return mentions for answers that say yes or no without naming the risk again."""
        made: list[GrowingMention] = []
        for at in answers:
            says = self._polarity(at, question)
            if says is Answer.NONE:
                continue
            stance = SAYS[says]
            if stance is Stance.DENIED and any(self._takes_back(later, question) for later in answers if later > at):
                # An answer taken back in the same breath stands as unclear; what replaced it says the rest.
                stance = Stance.UNCLEAR
            is_plain_compliance = question.kind is Kind.COMPLIANCE and stance is Stance.DENIED
            if not is_plain_compliance and self._adds(at, question, stance):
                made.append(GrowingMention(question.category, stance, question.subject, [position, at]))
            if is_over_now(says, self.lowered[at]) and self._adds(at, question, Stance.DENIED):
                made.append(GrowingMention(question.category, Stance.DENIED, question.subject, [position, at]))
        return made

    def _adds(self, at: int, question: Finding, stance: Stance) -> bool:
        """Whether a yes or no says more than the words after it.

        “No. Well, one beer.” keeps its no, and “Yes, but I wouldn't do it.” its yes: neither may swallow the other.
        """
        own = {finding.stance for finding in self.found[at] if finding.category is question.category}
        if not own:
            return True
        opening = answer_polarity(self.utterances[at].text)
        if stance in own or Stance.UNCLEAR in own or opening not in (Answer.YES, Answer.NO):
            return False
        return opening is Answer.NO if stance is Stance.DENIED else stance is Stance.AFFIRMED

    def _takes_back(self, at: int, question: Finding) -> bool:
        affirms = any(f.category is question.category and f.stance is Stance.AFFIRMED for f in self.found[at])
        return affirms or self._polarity(at, question) is Answer.YES

    def _polarity(self, at: int, question: Finding) -> Answer:
        """Return what an answer says of the risk itself, whichever way round the question was put."""
        text = self.utterances[at].text
        if is_reassurance(text):
            return Answer.NO
        says = answer_polarity(text)
        if says is Answer.NONE and has_quantity(text) and self._is_short(at):
            says = Answer.YES
        asks_who = cue("asked_who").search(self.lowered[at - 1]) is not None if at else False
        if says is Answer.NONE and asks_who and _SOMEBODY.match(text):
            says = Answer.YES
        if question.is_open_question:
            if says is Answer.UNCLEAR and has_quantity(text):
                return Answer.YES
            if says is Answer.NONE and len(text.split()) >= _SUBSTANTIAL_WORDS:
                return Answer.NO if question.is_inverted else Answer.YES
            if says is Answer.NO and has_quantity(text):
                # “How many?” “Not all at once. Six.” denies a part of the answer, not the thing.
                says = Answer.YES
        if question.is_inverted:
            return Answer.YES if cue("mostly").search(self.lowered[at]) else _FLIPPED.get(says, says)
        return Answer.NO if question.is_negative and says is Answer.YES else says

    # ------------------------------------------------------------ treatment not wanted

    def _decline(self, position: int) -> None:
        """Record a treatment that is offered and not wanted: of a medicine clearly, of anything else as unclear."""
        is_offer = cue("offer").search(self.lowered[position]) is not None
        if self.conversation.role(position) is not SpeakerRole.THERAPIST or not is_offer:
            return
        recent = range(max(0, position - _OFFER_REACH), position + 1)
        offered = [at for at in recent if self.conversation.role(at) is SpeakerRole.THERAPIST]
        if not any(cue("treatment").search(self.lowered[at]) for at in offered):
            return
        category = RiskCategory.STOPPING_MEDICATION
        for reply in answers_to(self.utterances, position)[:1]:
            own = any(finding.category is category for finding in self.found[reply])
            if own or not cue("declines").search(self.lowered[reply]):
                continue
            is_flat = answer_polarity(self.lowered[reply]) is Answer.NO
            clearly = is_flat and self.conversation.is_about_medication(position)
            stance = Stance.AFFIRMED if clearly else Stance.UNCLEAR
            self.made.append(GrowingMention(category, stance, RiskSubject.CLIENT, [position, reply]))

    # ------------------------------------------------------------ small questions

    def _asks_back(self, at: int) -> bool:
        return self.utterances[at].text.rstrip().endswith("?")

    def _is_short(self, at: int) -> bool:
        return len(self.lowered[at].split()) <= _REPLY_WORDS

    def _corrects(self, position: int, reply: int) -> bool:
        """Whether a reply only puts a figure right (“It's not four. It's sometimes three.”)."""
        figures = has_quantity(self.lowered[position]) and has_quantity(self.lowered[reply])
        return figures and _FIGURE_DENIED.search(self.lowered[reply]) is not None

    def _is_elaboration(self, reply: int) -> bool:
        """Whether a reply goes on about what was said instead of turning elsewhere."""
        text = self.lowered[reply]
        return self._is_short(reply) and (has_quantity(text) or _FRAGMENT.match(text) is not None)

    def _is_elsewhere(self, at: int, question: Finding) -> bool:
        """Whether an utterance asks back or speaks of another risk alone."""
        others = any(finding.category is not question.category for finding in self.found[at])
        return others or is_question(self.utterances[at].text)
