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
    is_reassurance,
)
from therapease.engine.risk.lexicon import Kind, lowered
from therapease.engine.risk.reading import Finding, Setting, UtteranceReader, is_about_medication
from therapease.engine.risk.subject import Speaker

_MEDICATION_REACH = 4
_MIND_REACH = 4
_RISK_REACH = 10
_LOOSE_REACH = 6
_TOPIC_REACH = 3
_LOOSE = (RiskCategory.SUBSTANCE_USE, RiskCategory.STOPPING_MEDICATION, RiskCategory.RELAPSE, RiskCategory.PSYCHOSIS)
_RESTATED_WORDS = 16
_SUBSTANTIAL_WORDS = 5
_FLUID_REACH = 8
_FOLLOW_UP_WORDS = 26
_REPLY_WORDS = 45
_MIND = re.compile(r"\b(?:depress\w+|anxi\w+|mood|mental\w*|bipolar|manic|mania|panic|ptsd|ocd|psycho\w+|anorexi\w+|bulimi\w+|eating disorder|sobriety|recovery)\b")
_POINTS_BACK = re.compile(
    r"\b(?:about|of|like|with|by|to|for|from|is|was|does|did|do|has|had|on|doing|than|mean|and|feel|felt|had|have) (?:that|it|this|them|those|these)\b(?! (?:you|we|i|he|she|they|thing)\b)|"
    r"\b(?:those|these|the|such) (?:thoughts?|feelings?|urges?|voices?)\b|\bdo you mean\b|\bbefore\W*$|\bhow (?:often|long|much|many|strong|bad|far|close|recent\w*)\b|"
    r"\bevery (?:night|day|week|time)\b|\blast time\b|\bsince\W*$|\bscale\b|\bnought to\b|\bzero to\b|\bout of ten\b|\bany plans?\b|\bonce a\b|\bany times\b|"
    r"\btell me more\b|\bhave you ever\W|\beither\W*$|\bwhen (?:was|did) (?:that|this|it|you)\b|\bthinking\b"
)
_CHANGES_TOPIC = re.compile(
    r"\b(?:sleep\w*|appetite|eating|exercise|homework|next (?:week|session|time)|agenda|weather|allerg\w+|smok\w+|cigarettes?|work|"
    r"school|job|plan for|for (?:the|this) week|family history|medical|surger\w+|blood pressure|pain|headaches?|fever|cough|weight|bowel\w*|occupation|live with)\b"
)
_TOBACCO = re.compile(r"\b(?:smok\w+|cigarettes?|tobacco|vap\w+|cigars?)\b")
_NAME = re.compile(r"(?<=[a-z,] )[A-Z][a-z]{2,}\b")
_FLUIDS = re.compile(
    r"\b(?:dehydrat\w*|fluids?|water|thirst\w*|dioralyte|eat(?:ing)?|eaten|diarr\w*|vomit\w*|throwing up|nause\w*|urin\w*|pee\w*|sweat\w*|"
    r"carbonated|sugary|caffein\w*|coffee|tea|swallow\w*|feeding|constipat\w*|kettle|dishes|tremors?)\b"
)
_ALCOHOL = re.compile(r"\b(?:alcohol\w*|drunk|beers?|wine|pints?|units|smok\w*|drugs?|sober|pub|bar|booze|weekends?|spirits|vodka|whisk\w+)\b")
_OFFER = re.compile(
    r"\b(?:would you (?:like|want|consider|be (?:open|interested|willing))|do you (?:wanna|want)|are you (?:interested|open to)|"
    r"(?:something|that) (?:that )?you(?:'d| would)? (?:wanna|want|like)|how (?:do|would) you feel about|wanna (?:revisit|look into|try|start))\b"
)
_TREATMENT = re.compile(
    r"\b(?:medications?|meds?|med|medicines?|antidepressants?|tablets|pills|psychotherapy|therapy|therapist|counsell?ing|psychiatr\w+|"
    r"medical (?:therapy|regimen|treatment))\b"
)
_DECLINES = re.compile(
    r"^\W*(?:(?:um|uh|u|er|no thanks|well|i think|honestly|oh|maybe)\W+)*(?:no\b(?! problem| worries)|nah\b|nope\b|not\b)|"
    r"\b(?:shy away|hold off|maybe not|rather not|not (?:necessarily|right now|at the moment|ready|yet|for me)|don't (?:think so|want|need|wanna)|pass on)\b"
)
_OFFER_REACH = 5
_OWN_YES = re.compile(r"^\W*(?:yes |well |but )?i (?:have|do|did|am)\b(?!n't| not)[^a-z]*(?:$|[.!])")
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
        self.medication_at = self.mind_at = self.fluids_at = self.alcohol_at = -99
        self.risk_at: dict[RiskCategory, int] = {}
        self.risk_of: dict[RiskCategory, RiskSubject] = {}
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
        self._note_topics(position, text)
        newest = max(self.risk_at.values(), default=-99)
        setting = Setting(
            self._speaker(position),
            is_about_medication=position - self.medication_at <= _MEDICATION_REACH,
            is_about_mind=position - self.mind_at <= _MIND_REACH,
            is_about_fluids=position - self.fluids_at <= _FLUID_REACH and position - self.alcohol_at > _TOPIC_REACH,
            open_risks={
                category: self.risk_of[category]
                for category, at in self.risk_at.items()
                if at == newest and position - at <= (_LOOSE_REACH if category in _LOOSE else _RISK_REACH)
            },
            known_risks=frozenset(self.risk_at),
        )
        findings = UtteranceReader(utterance.text, setting).findings()
        self.found.append(findings)
        for finding in findings:
            self.risk_at[finding.category] = position
            self.risk_of[finding.category] = finding.subject

    def _note_topics(self, position: int, text: str) -> None:
        if is_about_medication(text):
            self.medication_at = position
        if _MIND.search(text):
            self.mind_at = position
        if _FLUIDS.search(text):
            self.fluids_at = position
        if _ALCOHOL.search(text):
            self.alcohol_at = position

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
        self._decline(position)
        if self.found[position]:
            return
        if self._is_follow_up(position):
            self._follow_up(position)
        elif self._restates(position):
            for before in self._before(position):
                if before.stance is Stance.AFFIRMED:
                    before.add(position)

    def _state(self, position: int, finding: Finding) -> None:
        """Record what somebody says, unless it already went with the question that it answers."""
        if finding.stance is None or self._holds(position, finding):
            return
        mention = self._kin_of(position, finding) if finding.is_weak else None
        if mention is None:
            mention = _Mention(finding.category, finding.stance, finding.subject, [position])
            self.made.append(mention)
        mention.add(position)
        if self.utterances[position].role is not SpeakerRole.CLIENT and finding.subject is RiskSubject.CLIENT:
            self._confirm(position, finding, mention)

    def _kin_of(self, position: int, finding: Finding | _Mention) -> _Mention | None:
        """Return the recent mention that a weak finding only goes on about."""
        for mention in reversed(self.made):
            if mention.category is finding.category and position - mention.positions[-1] <= _RISK_REACH:
                return mention if (mention.stance, mention.subject) == (finding.stance, finding.subject) else None
        return None

    def _confirm(self, position: int, finding: Finding, mention: _Mention) -> None:
        """Join the client's yes or no to what the therapist or a relative has just said of the client."""
        for reply in answers_to(self.utterances, position)[:1]:
            text = self.utterances[reply].text
            says = answer_polarity(text)
            if text.rstrip().endswith("?") or finding.is_taken_for_granted:
                if finding.is_taken_for_granted and says is not Answer.NONE:
                    mention.add(reply)
                continue
            own = {other.stance for other in self.found[reply] if other.category is finding.category}
            if finding.stance is Stance.DENIED and _OWN_YES.match(self.lowered[reply]):
                self.made.append(_Mention(finding.category, Stance.AFFIRMED, finding.subject, [position, reply]))
            elif says is Answer.NO and finding.stance is Stance.AFFIRMED:
                if not own:
                    self.made.append(_Mention(finding.category, Stance.DENIED, finding.subject, [position, reply]))
            elif says is Answer.YES or (says is Answer.NONE and self._is_elaboration(reply)):
                mention.add(reply)

    def _is_elaboration(self, reply: int) -> bool:
        """Whether a reply goes on about what was said instead of turning elsewhere."""
        words = len(self.lowered[reply].split())
        return words <= _REPLY_WORDS and (has_quantity(self.lowered[reply]) or self.lowered[reply].startswith("like "))

    def _ask(self, position: int, question: Finding) -> None:
        answers = answers_to(self.utterances, position) if question.is_last_question else ()
        answers = tuple(at for at in answers if self._answers(at, question))
        made = [mention for at in answers for mention in self._answered(position, at, question)]
        made += self._elliptic(position, answers, question)
        if not made and question.kind is not Kind.COMPLIANCE and not question.is_weak:
            # An answer that says neither yes nor no is shown all the same: a person has to read it.
            said = [at for at in answers[:1] if self._is_short(at) and not self._is_elsewhere(at, question)]
            made = [_Mention(question.category, Stance.UNCLEAR, question.subject, [position, *said])]
        for mention in made:
            kin = self._kin_of(position, mention) if question.is_weak else None
            if kin is not None:
                kin.add(*mention.positions)
            else:
                self.made.append(mention)
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
            taken_back = any(
                other is not at and (self._polarity(other, question) in (Answer.YES,) or self._affirms(other, question))
                for other in answers
                if other > at
            )
            if stance is Stance.DENIED and taken_back:
                # An answer taken back in the same breath stands as unclear; what replaced it says the rest.
                stance = Stance.UNCLEAR
            if question.kind is Kind.COMPLIANCE and stance is Stance.DENIED:
                continue
            made.append(_Mention(question.category, stance, question.subject, [position, at]))
        return made

    def _affirms(self, at: int, question: Finding) -> bool:
        return any(f.category is question.category and f.stance is Stance.AFFIRMED for f in self.found[at])

    def _polarity(self, at: int, question: Finding) -> Answer:
        text = self.utterances[at].text
        says = answer_polarity(text)
        if is_reassurance(text):
            return Answer.NO
        if says is Answer.NONE and has_quantity(text) and len(text.split()) <= _REPLY_WORDS:
            says = Answer.YES
        if question.is_open_question and says is Answer.NONE and len(text.split()) >= _SUBSTANTIAL_WORDS:
            return Answer.YES
        if question.is_open_question and says is Answer.NO and has_quantity(text):
            # “How many?” “Not all at once. Six.” denies a part of the answer, not the thing.
            says = Answer.YES
        if question.is_inverted:
            if re.search(r"\b(?:most days|mostly|usually|sometimes|when i remember|most of the time|try to|on and off)\b", self.lowered[at]):
                return Answer.YES
            says = _FLIPPED.get(says, says)
        if question.is_negative and says is Answer.YES:
            return Answer.NO
        return says

    def _decline(self, position: int) -> None:
        """Record a treatment that is offered and not wanted: of a medicine clearly, of anything else as unclear."""
        if self.utterances[position].role is not SpeakerRole.THERAPIST or not _OFFER.search(self.lowered[position]):
            return
        offered = " ".join(
            self.lowered[at]
            for at in range(max(0, position - _OFFER_REACH), position + 1)
            if self.utterances[at].role is SpeakerRole.THERAPIST
        )
        for reply in answers_to(self.utterances, position)[:1] if _TREATMENT.search(offered) else ():
            text = self.lowered[reply]
            if any(f.category is RiskCategory.STOPPING_MEDICATION for f in self.found[reply]) or not _DECLINES.search(text):
                continue
            flat = answer_polarity(text) is Answer.NO and is_about_medication(self.lowered[position])
            stance = Stance.AFFIRMED if flat else Stance.UNCLEAR
            self.made.append(
                _Mention(RiskCategory.STOPPING_MEDICATION, stance, RiskSubject.CLIENT, [position, reply])
            )

    # ------------------------------------------------------------ follow-ups

    def _is_follow_up(self, position: int) -> bool:
        utterance = self.utterances[position]
        if utterance.role is not SpeakerRole.THERAPIST or is_backchannel(utterance.text):
            return False
        text = self.lowered[position]
        return (
            len(text.split()) <= _FOLLOW_UP_WORDS
            and not _CHANGES_TOPIC.search(text)
            and (is_question(utterance.text) or self._is_bare_no(position) or text.startswith("any "))
        )

    def _is_bare_no(self, position: int) -> bool:
        text = self.lowered[position]
        return len(text.split()) <= 3 and answer_polarity(text) is Answer.NO

    def _restates(self, position: int) -> bool:
        """Whether the therapist only says back how often or when (“So nineteen, that's twenty-two years ago.”)."""
        text = self.lowered[position]
        return (
            self.utterances[position].role is SpeakerRole.THERAPIST
            and len(text.split()) <= _RESTATED_WORDS
            and has_quantity(text)
            and not is_question(text)
            and not _CHANGES_TOPIC.search(text)
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
        text = self.lowered[position]
        points_back = _POINTS_BACK.search(text) is not None or (has_quantity(text) and len(text.split()) <= 6)
        names = _NAME.findall(self.utterances[position].text)
        shares_name = any(name in self.utterances[position - 1].text for name in names) if position else False
        if not (points_back or shares_name or self._is_bare_no(position)):
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
        text = self.utterances[at].text
        own = [f for f in self.found[at] if f.stance is not None]
        if text.rstrip().endswith("?") or (own and all(f.category is not before.category for f in own)):
            return
        says = answer_polarity(text)
        same = [f for f in own if f.category is before.category]
        for finding in same:
            if finding.stance is not None:
                self.made.append(_Mention(finding.category, finding.stance, finding.subject, [position, at]))
        if same and (says is not Answer.NO or any(f.stance is Stance.DENIED for f in same)):
            return
        if says is Answer.NONE and has_quantity(text):
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

    def _is_elsewhere(self, at: int, question: Finding) -> bool:
        """Whether an utterance asks back or speaks of another risk alone."""
        others = [finding for finding in self.found[at] if finding.category is not question.category]
        return bool(others) or is_question(self.utterances[at].text)

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
