"""From a conversation to its list of risk mentions.

Each utterance is read alone (`reading`), then questions are joined to their answers, follow-up questions (“How often?”)
to what they follow up, and recaps to the yes that confirms them. One mention says one thing: a risk, one stance, one
subject, and the few utterances that say it. A mention is never dropped for being improbable.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field

from therapease.domain.note import RiskCategory, RiskMention, RiskSubject, Stance
from therapease.domain.transcript import SpeakerRole, Utterance
from therapease.engine.language.answers import (
    Answer,
    answer_polarity,
    answers_to,
    has_quantity,
    is_backchannel,
    is_question,
)
from therapease.engine.risk.lexicon import lowered
from therapease.engine.risk.reading import Finding, Setting, UtteranceReader, is_about_medication
from therapease.engine.risk.subject import Speaker

_MEDICATION_REACH = 4
_MIND_REACH = 4
_RISK_REACH = 3
_FOLLOW_UP_WORDS = 26
_REPLY_WORDS = 45
_MIND = re.compile(r"\b(?:depress\w+|anxi\w+|mood|mental\w*|bipolar|manic|mania|panic|ptsd|ocd|psycho\w+|anorexi\w+|bulimi\w+|eating disorder|sobriety|recovery)\b")
_POINTS_BACK = re.compile(
    r"\b(?:that|it|this|them|those|these|thoughts?|do you mean|before|how (?:often|long|much|many|strong|bad|far|close)|when (?:was|did)|"
    r"every (?:night|day|week|time)|last time|since|ever|scale|nought|zero|out of ten|what happened|either|anything like|any plans?|once a|tell me more)\b"
)
_CHANGES_TOPIC = re.compile(
    r"\b(?:sleep\w*|appetite|eating|exercise|homework|next (?:week|session|time)|agenda|weather|allerg\w+|smok\w+|cigarettes?|work|"
    r"school|job|family history|medical|surger\w+|blood pressure|pain|headaches?|fever|cough|weight|bowel\w*|occupation|live with)\b"
)
_TOBACCO = re.compile(r"\b(?:smok\w+|cigarettes?|tobacco|vap\w+|cigars?)\b")
_NAME = re.compile(r"(?<=[a-z,] )[A-Z][a-z]{2,}\b")
_FLIPPED = {Answer.YES: Answer.NO, Answer.NO: Answer.YES}
_SAYS = {Answer.YES: Stance.AFFIRMED, Answer.NO: Stance.DENIED, Answer.UNCLEAR: Stance.UNCLEAR}


def find_mentions(utterances: Sequence[Utterance]) -> tuple[RiskMention, ...]:
    """Return every explicit mention of a risk, in the order of the conversation.

    Evidence holds the utterances that say it: the words themselves, the question with its answer, a follow-up with
    its. A therapist's question counts with the stance of its answer, and as unclear where none came. Deterministic
    and without a model; about a second for a three-hour transcript.
    """
    return _Conversation(utterances).mentions()


@dataclass(slots=True)
class _Mention:
    """A mention while its evidence still grows. `order` is the position of its first utterance."""

    category: RiskCategory
    stance: Stance
    subject: RiskSubject
    positions: list[int] = field(default_factory=list)

    def add(self, *positions: int) -> None:
        self.positions = sorted({*self.positions, *positions})


class _Conversation:
    """The state of one pass over a conversation."""

    def __init__(self, utterances: Sequence[Utterance]) -> None:
        self.utterances = utterances
        self.lowered = [lowered(utterance.text) for utterance in utterances]
        clients = {u.speaker for u in utterances if u.role is SpeakerRole.CLIENT}
        self.is_couple = len(clients) > 1
        self.medication_at = self.mind_at = -99
        self.risk_at: dict[RiskCategory, int] = {}
        self.found: list[list[Finding]] = []
        self.made: list[_Mention] = []
        self.answered: set[int] = set()

    def mentions(self) -> tuple[RiskMention, ...]:
        for position in range(len(self.utterances)):
            self._read(position)
        for position in range(len(self.utterances)):
            self._link(position)
        made = sorted(self.made, key=lambda mention: (mention.positions[0], mention.positions[-1]))
        return tuple(
            RiskMention(m.category, tuple(self.utterances[at].id for at in m.positions), m.stance, m.subject)
            for m in _merged(made)
        )

    def _read(self, position: int) -> None:
        utterance, text = self.utterances[position], self.lowered[position]
        if is_about_medication(text):
            self.medication_at = position
        if _MIND.search(text):
            self.mind_at = position
        newest = max(self.risk_at.values(), default=-99)
        setting = Setting(
            self._speaker(position),
            position - self.medication_at <= _MEDICATION_REACH,
            position - self.mind_at <= _MIND_REACH,
            frozenset(
                category for category, at in self.risk_at.items() if at == newest and position - at <= _RISK_REACH
            ),
        )
        findings = UtteranceReader(utterance.text, setting).findings()
        self.found.append(findings)
        for finding in findings:
            self.risk_at[finding.category] = position

    def _speaker(self, position: int) -> Speaker:
        near = self.utterances[max(0, position - 1) : position + 2]
        return Speaker(
            self.utterances[position].role, self.is_couple, any(u.role is SpeakerRole.OTHER for u in near)
        )

    # ------------------------------------------------------------ linking

    def _link(self, position: int) -> None:
        questions = [finding for finding in self.found[position] if finding.stance is None]
        said = [finding for finding in self.found[position] if finding.stance is not None]
        for finding in said:
            self._state(position, finding)
        for finding in questions:
            self._ask(position, finding)
        if not self.found[position] and self._is_follow_up(position):
            self._follow_up(position)

    def _state(self, position: int, finding: Finding) -> None:
        """Record what somebody says, unless it already went with the question that it answers."""
        if finding.stance is None or self._holds(position, finding):
            return
        mention = _Mention(finding.category, finding.stance, finding.subject, [position])
        self.made.append(mention)
        if self.utterances[position].role is not SpeakerRole.THERAPIST:
            return
        for reply in answers_to(self.utterances, position)[:1]:
            polarity = answer_polarity(self.utterances[reply].text)
            own = any(other.category is finding.category for other in self.found[reply])
            if own or is_question(self.utterances[reply].text) or finding.subject is not RiskSubject.CLIENT:
                continue
            if polarity is Answer.NO and finding.stance is Stance.AFFIRMED:
                self.made.append(_Mention(finding.category, Stance.DENIED, finding.subject, [position, reply]))
            elif polarity is Answer.YES or (polarity is not Answer.UNCLEAR and self._is_short(reply)):
                mention.add(reply)

    def _ask(self, position: int, question: Finding) -> None:
        answers = answers_to(self.utterances, position) if question.is_last_question else ()
        answers = tuple(at for at in answers if self._answers(at, question))
        made = [mention for at in answers for mention in self._answered(position, at, question)]
        made += self._elliptic(position, answers, question)
        if not made and question.kind.value != "compliance":
            made = [_Mention(question.category, Stance.UNCLEAR, question.subject, [position])]
        self.made.extend(made)
        self.answered.add(position)

    def _answers(self, at: int, question: Finding) -> bool:
        """Whether an utterance can answer: talk of tobacco does not answer for alcohol."""
        own = any(finding.category is question.category for finding in self.found[at])
        return own or not _TOBACCO.search(self.lowered[at])

    def _answered(self, position: int, at: int, question: Finding) -> list[_Mention]:
        """Return mentions for what an answer says in words of its own."""
        own = [f for f in self.found[at] if f.category is question.category and f.stance is not None]
        return [_Mention(f.category, f.stance, f.subject, [position, at]) for f in own if f.stance is not None]

    def _elliptic(self, position: int, answers: Sequence[int], question: Finding) -> list[_Mention]:
        """Return mentions for answers that say yes or no without naming the risk again."""
        made: list[_Mention] = []
        for at in answers:
            says = self._polarity(at, question)
            own = {f.stance for f in self.found[at] if f.category is question.category}
            if says is Answer.NONE or (own and _SAYS[says] is not Stance.DENIED):
                continue
            stance = _SAYS[says]
            if own and (stance in own or answer_polarity(self.utterances[at].text) is not Answer.NO or Stance.UNCLEAR in own):
                continue
            if made and made[-1].stance is not stance and {made[-1].stance, stance} == {Stance.AFFIRMED, Stance.DENIED}:
                # The same answer taken back at once: the first half stands as unclear.
                made[-1].stance = Stance.UNCLEAR
            if question.kind.value == "compliance" and stance is Stance.DENIED:
                continue
            made.append(_Mention(question.category, stance, question.subject, [position, at]))
        return made

    def _polarity(self, at: int, question: Finding) -> Answer:
        text = self.utterances[at].text
        says = answer_polarity(text)
        if says is Answer.NONE and has_quantity(text) and len(text.split()) <= _REPLY_WORDS:
            says = Answer.YES
        if question.is_inverted:
            if re.search(r"\b(?:most days|mostly|usually|sometimes|when i remember|most of the time|try to|on and off)\b", self.lowered[at]):
                return Answer.YES
            says = _FLIPPED.get(says, says)
        if question.is_negative and says is Answer.YES:
            return Answer.NO
        return says

    # ------------------------------------------------------------ follow-ups

    def _is_follow_up(self, position: int) -> bool:
        utterance = self.utterances[position]
        if utterance.role is not SpeakerRole.THERAPIST or is_backchannel(utterance.text):
            return False
        text = self.lowered[position]
        return (
            len(text.split()) <= _FOLLOW_UP_WORDS
            and not _CHANGES_TOPIC.search(text)
            and (is_question(utterance.text) or answer_polarity(text) is Answer.NO or _POINTS_BACK.search(text) is not None)
        )

    def _before(self, position: int) -> list[_Mention]:
        """Return the mentions of the utterance just before, the newest state of each risk."""
        for at in (position - 1, position - 2):
            if at < 0 or (at == position - 2 and not is_backchannel(self.utterances[position - 1].text)):
                break
            here = [mention for mention in self.made if mention.positions[-1] == at]
            if here:
                return here
        return []

    def _follow_up(self, position: int) -> None:
        points_back = _POINTS_BACK.search(self.lowered[position]) is not None
        name = set(_NAME.findall(self.utterances[position].text)) if position else set()
        shares_name = bool(name & set(_NAME.findall(" a, " + self.utterances[position - 1].text))) if name else False
        echo = answer_polarity(self.utterances[position].text) is Answer.NO and len(self.lowered[position].split()) <= 3
        if not (points_back or shares_name or echo):
            return
        replies = answers_to(self.utterances, position)[:1]
        done: set[RiskCategory] = set()
        for before in reversed(self._before(position)):
            if before.category in done:
                continue
            done.add(before.category)
            for at in replies:
                self._extend(before, position, at, keeps_stance=not points_back)

    def _extend(self, before: _Mention, position: int, at: int, keeps_stance: bool) -> None:
        if any(finding.category is before.category for finding in self.found[at]) or is_question(self.utterances[at].text):
            return
        says = answer_polarity(self.utterances[at].text)
        if says is Answer.NONE and has_quantity(self.utterances[at].text):
            says = Answer.YES
        if says is Answer.NONE and before.stance is not Stance.AFFIRMED:
            return
        stance = before.stance if keeps_stance or says is Answer.NONE else _SAYS[says]
        if stance is before.stance:
            before.add(position, at)
        else:
            self.made.append(_Mention(before.category, stance, before.subject, [position, at]))

    # ------------------------------------------------------------ small questions

    def _holds(self, position: int, finding: Finding) -> bool:
        return any(
            position in mention.positions
            and mention.category is finding.category
            and mention.stance is finding.stance
            and mention.subject is finding.subject
            for mention in self.made
        )

    def _is_short(self, position: int) -> bool:
        return len(self.lowered[position].split()) <= _REPLY_WORDS


def _merged(made: Sequence[_Mention]) -> list[_Mention]:
    """Drop what repeats: the same risk, stance and subject on utterances that another mention holds already."""
    kept: list[_Mention] = []
    for mention in made:
        twin = next(
            (
                other
                for other in kept
                if (other.category, other.stance, other.subject) == (mention.category, mention.stance, mention.subject)
                and (set(mention.positions) <= set(other.positions) or set(other.positions) <= set(mention.positions))
            ),
            None,
        )
        if twin is None:
            kept.append(mention)
        else:
            twin.add(*mention.positions)
    return kept
