"""What one utterance says of each risk: stance, subject, or that it only asks.

Nothing is linked here; the conversation around it enters as a few facts (who speaks, what was being talked about).
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import cached_property

from therapease.domain.note import RiskCategory, RiskSubject, Stance
from therapease.domain.transcript import SpeakerRole
from therapease.engine.language.answers import asks, is_open_question, is_tag_question
from therapease.engine.language.clauses import Span, clause_at, split_clauses, split_sentences
from therapease.engine.language.polarity import is_negated
from therapease.engine.risk.cues import cue
from therapease.engine.risk.lexicon import Context, Hit, Kind, find_hits, lowered
from therapease.engine.risk.stance import Said, read_stance
from therapease.engine.risk.subject import (
    Person,
    Reference,
    Speaker,
    doer,
    is_quoted_from_other,
    references,
    subject_of,
    sufferer,
)
from therapease.engine.risk.violence import find_violence

_INVERTED_QUESTION = re.compile(r"\W*(?:and |so |but )?\w+n't (?:you|he|she|they|there|it)\b")
_LETHAL = re.compile(r"kill|murder|stab|shoot|threat")
_MARKS = re.compile(r"marks?$|bruis|scar")
_WATCHED = re.compile(r"\b(?:being|was|were|been) (?:followed|watched|tracked)")
_NOT_STOPPED = re.compile(r"(?:n't|\bnot|\bnever)(?: \w+)? (?:stop|quit|give)$")
_CUT = re.compile(r"\bcut(?:s|tin[g']?)?$")
_CONTRARY = (Kind.OPPOSITE, Kind.COMPLIANCE)
_MAY_BE_GRANTED = (RiskCategory.RELAPSE, RiskCategory.STOPPING_MEDICATION)
_HAD = {
    RiskCategory.SUBSTANCE_USE,
    RiskCategory.PSYCHOSIS,
    RiskCategory.SUICIDE,
    RiskCategory.SELF_HARM,
    RiskCategory.RELAPSE,
}
_KIN_WORDS = 4
_KIN_CHARS = 50
_ROUTINE_CHARS = 14
_STOP_CHARS = 4
_SUFFERED = (RiskCategory.ABUSE, RiskCategory.NEGLECT)


@dataclass(frozen=True, slots=True)
class Setting:
    """What the conversation gives to the reading of one utterance.

    `open_risks` are being talked about, each with whom it is about; `known_risks` came up at any time before.
    """

    speaker: Speaker
    is_about_medication: bool = False
    is_about_mind: bool = False
    is_about_addiction: bool = False
    is_about_grief: bool = False
    is_about_rituals: bool = False
    is_about_street_drugs: bool = False
    is_about_third_party: bool = False
    is_about_fluids: bool = False
    open_risks: Mapping[RiskCategory, RiskSubject] = field(default_factory=dict)
    known_risks: frozenset[RiskCategory] = frozenset()


@dataclass(frozen=True, slots=True)
class Finding:
    """One risk as one utterance puts it. `stance` is None where it only asks.

    `is_inverted`: the question asks for the contrary, so that a no affirms (“still taking it?”). `is_negative`: the
    question already denies, so that a yes agrees to the denial (“you're not drinking?”). `is_weak`: the words count
    only because the risk was being talked about. `is_taken_for_granted`: a question that presupposes it.
    """

    category: RiskCategory
    stance: Stance | None
    subject: RiskSubject
    start: int
    kind: Kind = Kind.PLAIN
    is_inverted: bool = False
    is_negative: bool = False
    is_weak: bool = False
    is_last_question: bool = True
    is_open_question: bool = False
    is_taken_for_granted: bool = False
    is_unnamed: bool = False


class UtteranceReader:
    """Reads one utterance; holds its text, sentences and clauses so that they are split once."""

    def __init__(self, text: str, setting: Setting) -> None:
        self.original = text
        self.text = lowered(text)
        self.setting = setting
        self.strong: list[tuple[int, int]] = []
        self.named: set[RiskCategory] = set()

    @cached_property
    def sentences(self) -> list[Span]:
        return split_sentences(self.text) or [Span(0, len(self.text), self.text)]

    @cached_property
    def clauses(self) -> list[Span]:
        return split_clauses(self.text) or [Span(0, len(self.text), self.text)]

    def findings(self) -> list[Finding]:
        """Return what the utterance says or asks, without repeats, in the order of the words."""
        hits = [self._sorted_in(hit) for hit in find_hits(self.text) if self._counts(hit)]
        own = {hit.category for hit in hits if hit.context is not Context.SAME_RISK} | set(self.setting.open_risks)
        self.named = {hit.category for hit in hits if hit.context is Context.ANY}
        self.strong = [(hit.start, hit.end) for hit in hits if hit.context is not Context.SAME_RISK]
        hits = [hit for hit in hits if hit.context is not Context.SAME_RISK or hit.category in own]
        found = [finding for hit in hits if (finding := self._read(hit)) is not None]
        asked = {finding.category for finding in found if finding.stance is None and not finding.is_weak}
        found = [f for f in found if not (f.is_weak and f.stance is None and f.category in asked)]
        for act in find_violence(self.text, self.original, self.clauses, self.setting.speaker):
            own_body = act.category is RiskCategory.HARM_TO_OTHERS and RiskCategory.SELF_HARM in self.named
            if own_body and self.text.endswith(" them", 0, act.end):
                continue
            finding = self._read(Hit(act.category, Kind.PLAIN, act.start, act.end))
            if finding is not None:
                found.append(replace(finding, subject=act.subject))
        found = self._without_attackers(found)
        found += self._ellipses(found)
        found += self._others_too()
        found += self._cared_for(found)
        return _without_repeats(sorted(found, key=lambda finding: finding.start))

    def _counts(self, hit: Hit) -> bool:
        """Whether the conversation is about what the entry asks for; the same risk is checked by the caller."""
        setting = self.setting
        if hit.category is RiskCategory.STOPPING_MEDICATION and "allerg" in self.text:
            return False
        if self._is_mistaken(hit):
            return False
        return {
            Context.HABIT: not setting.is_about_rituals
            if hit.category is RiskCategory.RELAPSE
            else setting.is_about_addiction or RiskCategory.SUBSTANCE_USE in setting.known_risks,
            Context.GRIEF: setting.is_about_grief,
            Context.MEDICATION: setting.is_about_medication,
            Context.MIND: setting.is_about_mind,
            Context.SESSION: hit.category in setting.known_risks,
            Context.NOT_FLUIDS: not setting.is_about_fluids,
        }.get(hit.context, True)

    def _sorted_in(self, hit: Hit) -> Hit:
        """Return the entry under the risk it belongs to here: an overdose of street drugs is no suicide."""
        if hit.category is RiskCategory.STOPPING_MEDICATION and hit.kind is Kind.OPPOSITE and self._is_routine(hit):
            return replace(hit, kind=Kind.COMPLIANCE)
        is_overdose = self.text.startswith("overdos", hit.start)
        if is_overdose and self.setting.is_about_street_drugs and "myself" not in self.text:
            return replace(hit, category=RiskCategory.SUBSTANCE_USE)
        return hit

    def _is_routine(self, hit: Hit) -> bool:
        """Whether the words only tell how a medicine is taken; a clinician's recap to be confirmed says more."""
        is_client = self.setting.speaker.role is SpeakerRole.CLIENT
        sentence = clause_at(self.sentences, hit.start).text
        if not is_client and (is_tag_question(sentence) or not asks(sentence)):
            return False
        return cue("routine").search(self.text, hit.start, hit.end + _ROUTINE_CHARS) is not None and (
            is_client or "every" in self.text[hit.start : hit.end]
        )

    def _is_mistaken(self, hit: Hit) -> bool:
        """Whether the words mean something else here: a dose that is cut, an urge to hurt somebody else."""
        words = self.text[hit.start : hit.end]
        is_client = self.setting.speaker.role is SpeakerRole.CLIENT
        if hit.category is RiskCategory.PSYCHOSIS and is_client and words.endswith(" you"):
            return True  # A client's “you” is anybody: “they watch you like a hawk”.
        if hit.category is RiskCategory.PSYCHOSIS and _WATCHED.search(words):
            # A son who is followed by a scout fears nothing; whoever fears it says “he thinks he's being followed”.
            return doer(self.text, hit.start, hit.end, self.clauses).kin != ""
        if hit.category is RiskCategory.ABUSE and _MARKS.search(words):
            return RiskCategory.SELF_HARM in self.setting.open_risks
        if hit.category is RiskCategory.SELF_HARM and hit.context is not Context.SAME_RISK:
            is_dose = self.setting.is_about_medication and cue("dose").search(self.text) is not None
            is_known = hit.category in self.setting.known_risks
            if _CUT.search(words) and "sel" not in words and not is_known and (is_dose or "body" in words):
                return True
            if words.startswith("urge"):
                return bool(find_violence(self.text[: hit.start], self.original[: hit.start], [], self.setting.speaker))
        return False

    def _read(self, hit: Hit) -> Finding | None:
        sentence = clause_at(self.sentences, hit.start)
        besides = [span for span in self.strong if span[1] <= hit.start]
        negated = is_negated(self.text, hit.start, hit.end, self.clauses, besides) or self._is_not_stopped(hit)
        is_open = is_open_question(sentence.text)
        is_asked = hit.kind is not Kind.FACT and self._is_asked(hit, sentence)
        quoted = is_quoted_from_other(self.text, hit.start)
        subject = self._subject(hit, quoted)
        stance = None
        if is_asked:
            is_abstinence = hit.kind is Kind.OPPOSITE and hit.category is RiskCategory.SUBSTANCE_USE
            if is_open and (negated or (hit.kind in _CONTRARY and not is_abstinence)):
                return None
            if cue("people").search(self.text, sentence.start, hit.start):
                subject = RiskSubject.CLIENT
        else:
            is_clinical = self.setting.speaker.role is SpeakerRole.THERAPIST
            is_client = self.setting.speaker.role is SpeakerRole.CLIENT
            stance = read_stance(Said(hit, self.text, self.clauses, sentence, negated, is_clinical))
            if stance is None or self._is_plain_adherence(hit, stance):
                return None
            if quoted and subject is RiskSubject.CLIENT and stance is Stance.AFFIRMED and is_client:
                stance = Stance.UNCLEAR
        return Finding(
            hit.category,
            stance,
            subject,
            hit.start,
            kind=hit.kind,
            is_inverted=hit.kind in _CONTRARY,
            is_negative=negated and not _INVERTED_QUESTION.match(sentence.text),
            is_weak=hit.context is Context.SAME_RISK,
            is_last_question=self._is_last_question(sentence),
            is_open_question=is_open,
            is_unnamed=self._is_unnamed(hit),
            is_taken_for_granted=not is_asked and asks(sentence.text),
        )

    def _is_not_stopped(self, hit: Hit) -> bool:
        """Whether a medicine was not stopped: elsewhere “can't stop” affirms what goes on, here it denies."""
        said = self.text[: hit.start + _STOP_CHARS]
        return hit.category is RiskCategory.STOPPING_MEDICATION and _NOT_STOPPED.search(said) is not None

    def _is_plain_adherence(self, hit: Hit, stance: Stance) -> bool:
        """Whether a client only says that nothing was missed (“I haven't missed any”): that mentions no risk."""
        is_client = self.setting.speaker.role is SpeakerRole.CLIENT
        is_denial = stance is Stance.DENIED and hit.category is RiskCategory.STOPPING_MEDICATION
        return is_client and is_denial and hit.kind is Kind.PLAIN

    def _is_asked(self, hit: Hit, sentence: Span) -> bool:
        if self.setting.speaker.role in (SpeakerRole.CLIENT, SpeakerRole.OTHER):
            return False
        before = self.text[sentence.start : hit.start]
        if asks(sentence.text) or sentence.text.rstrip(".").endswith((" any", " or")):
            clause = clause_at(self.clauses, hit.start)
            granted = hit.category in _MAY_BE_GRANTED and cue("taken_for_granted").search(before)
            return not granted and not (is_open_question(sentence.text) and clause.text.startswith("since"))
        if not re.search(r"[.?!,]", self.text) and cue("bare_question").search(before):
            return True
        # “Some people feel suicidal. Have you …?” asks about it, whatever the question itself names.
        is_lead = cue("people").search(before) is not None and "?" in self.text[hit.end :]
        return is_lead or cue("asks_about").search(before) is not None

    def _is_last_question(self, sentence: Span) -> bool:
        """Whether no later question of the utterance turns to another habit, so that the answer belongs here."""
        later = [other for other in self.sentences if other.start > sentence.start and asks(other.text)]
        return not any(cue("other_habit").search(other.text) for other in later)

    def _subject(self, hit: Hit, quoted: bool) -> RiskSubject:
        speaker, text = self.setting.speaker, self.text
        if hit.context is Context.SAME_RISK and hit.category in self.setting.open_risks:
            who = doer(text, hit.start, hit.start + 1, self.clauses)
            if speaker.role is SpeakerRole.THERAPIST and cue("turns_to_you").search(text):
                return RiskSubject.CLIENT
            return RiskSubject.OTHER if who.kin else self.setting.open_risks[hit.category]
        end = hit.start + 1 if hit.category is RiskCategory.HARM_TO_OTHERS else hit.end
        who = doer(text, hit.start, end, self.clauses)
        if cue("wished_of").search(text, hit.start, hit.end) or self._is_of_my_mind(hit, who):
            who = Reference(Person.NONE)
        if speaker.role is SpeakerRole.OTHER and who.person is Person.FIRST and cue("notices").search(text):
            who = Reference(Person.NONE)
        is_taken_away = hit.category is RiskCategory.STOPPING_MEDICATION and cue("away").match(text, hit.start)
        if self._is_record(hit, who) or (is_taken_away and who.person is Person.THIRD):
            who = Reference(Person.NONE)
        if hit.category in _SUFFERED:
            own = Person.SECOND if speaker.role is SpeakerRole.THERAPIST else Person.FIRST
            is_neglect = hit.category is RiskCategory.NEGLECT
            who = sufferer(text, hit.start, hit.end, self.clauses, who, own, is_neglect=is_neglect)
        if text.startswith("overdos", hit.start) and self.setting.is_about_third_party and who.person is Person.NONE:
            who = Reference(Person.THIRD, "someone")
        if hit.category is RiskCategory.SUICIDE and self._is_news_of_other(hit, who):
            who = Reference(Person.THIRD, "someone")
        return subject_of(who, speaker, quoted)

    def _is_of_my_mind(self, hit: Hit, who: Reference) -> bool:
        """Whether somebody is only what a client perceives (“they know what I think”, “the man in the wall”)."""
        if hit.category is not RiskCategory.PSYCHOSIS or self.setting.speaker.role is not SpeakerRole.CLIENT:
            return False
        aims_at_me = re.search(r"\b(?:me|my|i)\b", self.text[hit.start : hit.end]) is not None
        if cue("strangers").match(self.text, hit.start):
            return True
        return cue("strangers").fullmatch(who.kin) is not None if who.kin else aims_at_me

    def _is_unnamed(self, hit: Hit) -> bool:
        """Whether nothing near says whose it is (“It's the drinking”)."""
        return doer(self.text, hit.start, hit.end, self.clauses).person is Person.NONE

    def _is_record(self, hit: Hit, who: Reference) -> bool:
        """Whether a clinician reads out the client's own record: “She has a history of …”."""
        is_clinical = self.setting.speaker.role is SpeakerRole.THERAPIST
        is_pronoun = who.person is Person.THIRD and not who.kin
        return is_clinical and is_pronoun and "history of" in self.text[: hit.start]

    def _is_news_of_other(self, hit: Hit, who: Reference) -> bool:
        """Whether a suicide is one in a film, or a fact with nobody of the conversation named as whose."""
        if "suicid" in self.text[hit.start : hit.end] and cue("media").search(self.text):
            return True
        if hit.kind is not Kind.FACT or who.person is Person.THIRD:
            return False
        return not re.search(r"attempt|\b(?:i|you)\b", self.text[max(0, hit.start - 25) : hit.end])

    def _ellipses(self, found: Sequence[Finding]) -> list[Finding]:
        """Return denials that leave the risk unnamed: “I used to cut. I haven't for two years.”"""
        if not found or self.setting.speaker.role is SpeakerRole.OTHER:
            return []
        denials = []
        for clause in self.clauses:
            before = [f for f in found if f.start < clause.start and f.stance is Stance.AFFIRMED]
            here = [f for f in found if clause.start <= f.start < clause.end]
            if before and not here and cue("elliptic_no").match(clause.text):
                denials.append(replace(before[-1], stance=Stance.DENIED, start=clause.start))
        return denials

    def _without_attackers(self, found: list[Finding]) -> list[Finding]:
        """Leave out “by the throat” as somebody's harm to others where it is told as abuse in the same sentence."""
        abused = {clause_at(self.sentences, f.start).start for f in found if f.category is RiskCategory.ABUSE}
        return [
            f
            for f in found
            if f.category is not RiskCategory.HARM_TO_OTHERS
            or f.subject is RiskSubject.CLIENT
            or _LETHAL.search(self.text)
            or clause_at(self.sentences, f.start).start not in abused
        ]

    def _others_too(self) -> list[Finding]:
        """Return the same risk in somebody else: “Nothing like that. I had a friend had that.”"""
        if self.setting.speaker.role is not SpeakerRole.CLIENT:
            return []
        others = []
        if not self._open_or_named() or not cue("has_it_too").search(self.text):
            return []
        for offset, who, _ in references(self.text):
            end = min(len(self.text), offset + _KIN_CHARS)
            match = cue("has_it_too").search(self.text, offset, end) if who.kin else None
            if match is not None and len(self.text[offset : match.start()].split()) <= _KIN_WORDS:
                for category in self._open_or_named():
                    others.append(Finding(category, Stance.AFFIRMED, RiskSubject.OTHER, match.start(), is_weak=True))
        return others

    def _open_or_named(self) -> set[RiskCategory]:
        """Return the illnesses and habits that “that” may stand for here."""
        return (self.named or set(self.setting.open_risks)) & _HAD

    def _cared_for(self, found: Sequence[Finding]) -> list[Finding]:
        """Return neglect of a smaller child whom a neglected client looks after."""
        neglect = [f for f in found if f.category is RiskCategory.NEGLECT and f.stance is not None]
        if not neglect or not cue("smaller").search(self.text):
            return []
        return [replace(f, subject=RiskSubject.OTHER) for f in neglect if f.subject is RiskSubject.CLIENT]


def _without_repeats(found: Sequence[Finding]) -> list[Finding]:
    """Keep the first of equal findings; what is settled outweighs what is left open beside it."""
    kept: dict[tuple[object, ...], Finding] = {}
    for finding in found:
        asked = finding.stance is None
        key = (finding.category, finding.stance, finding.subject, asked and finding.is_inverted, asked and finding.kind)
        kept.setdefault(key, finding)
    left = list(kept.values())
    # “I wouldn't call it abuse”, then the belt: whoever says both has not affirmed it.
    unnamed = {f.category for f in left if f.kind is Kind.DOUBTFUL and f.category is RiskCategory.ABUSE}
    left = [f for f in left if f.category not in unnamed or f.kind is Kind.DOUBTFUL or f.stance is None]
    settled = {(f.category, f.subject) for f in left if f.stance in (Stance.AFFIRMED, Stance.DENIED)}
    return [f for f in left if not (f.stance is Stance.UNCLEAR and (f.category, f.subject) in settled)]
