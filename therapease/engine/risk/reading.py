"""What one utterance says of each risk: stance, subject, or that it only asks.

Nothing is linked here; the conversation around it enters as a few facts (who speaks, what was being talked about).
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace

from therapease.domain.note import RiskCategory, RiskSubject, Stance
from therapease.domain.transcript import SpeakerRole
from therapease.engine.language.answers import asks, is_open_question
from therapease.engine.language.clauses import Span, clause_at, split_clauses, split_sentences
from therapease.engine.language.polarity import is_hypothetical, is_negated, is_reported, read_polarity
from therapease.engine.risk.lexicon import Context, Hit, Kind, find_hits, lowered, word_pattern
from therapease.engine.risk.subject import Person, Reference, Speaker, doer, is_quoted_from_other, references, subject_of
from therapease.engine.risk.violence import find_violence

_ADVICE = re.compile(
    r"\b(?:avoid|recommend|advise|advice|limit|should(?:n't)?|try (?:not )?to|stay off|make sure|be careful|interact\w*|"
    r"while you(?:'re| are) (?:on|taking)|important (?:to|that|not)|important for you|can increase|can cause|can affect|"
    r"some people|people who|a lot of people|sometimes people|want you to|need you to|we can|i can|we could|gonna|going to)\b"
)
_ASKS_ABOUT = re.compile(
    r"\b(?:ask(?:ing)?(?: you| everybody| everyone| people)?(?: a few questions| questions)? about|questions? (?:about|with|on|around|regarding)|"
    r"check(?:ing)? (?:in )?about|wanted to know|tell me about|curious about)\b"
)
_BARE_QUESTION = re.compile(r"\b(?:do|did|have|are|were) you\b(?: \w+){0,9} $")
_NOT_TAKING = re.compile(r"\b(?:haven't|hasn't|hadn't|not been|not|aren't|isn't|weren't|wasn't|didn't|you're not)\b(?: \w+){0,3}\s*$")
_PEOPLE = re.compile(r"\b(?:some people|people who|a lot of people|sometimes people|many people|lots of people|folks|often people)\b")
_ASKS_ALL = re.compile(r"\bi ask (?:everybody|everyone|all|that of)\b")
_MEMORY = re.compile(r"\b(?:memory|remembering|memories|mind's eye)\b")
_OWN_DOUBT = re.compile(r"\b(?:i (?:don't|do not) know(?! (?:what|how|why|if i'd))|haven't seen it|couldn't swear|i'm not sure|not sure)\b")
_DEGREE = re.compile(r"(?: \w+)?\s+(?:much|a lot|often|very often|that much|too much|heavily|regularly|excessively|to excess|every day|like that)\b")
_TAKEN_FOR_GRANTED = re.compile(
    r"\b(?:why|when did|how long|since|after you|responded to|agree to|agreed to|know(?: that)?|aware|approve|okay with|made you|"
    r"led you to|decided? to|decision to|idea to|tell (?:him|her|them|anyone|your))\b"
)
_TALK = re.compile(
    r"\b(?:(?:that's|it's|it was|was)(?:,? (?:you know|like|just|all))*,? (?:talk|a joke|joking|a figure of speech|an expression|hyperbole)|"
    r"figure of speech|not (?:literally|seriously)|didn't mean it|don't mean it|never mean it|(?:was|were|'m|am) (?:only |just )?(?:joking|kidding))\b"
)
_FUTURE = re.compile(r"\b(?:\w+'ll|will|might|could|going to|gonna|about to|would|\w+'d(?! been))\b")
_FEAR = re.compile(r"\b(?:scared|afraid|frightened|terrified|worried|nervous|fear)\b")
_OPEN_END = re.compile(r"\bmight\b|can'?t promise|could swear")
_ANSWERED_NO = re.compile(r"\bi (?:just |always )?(?:said|told (?:him|her|them)|was like),? (?:no|nope|never|of course not|i'm not|i wasn't)\b")
_SAID_NOT = re.compile(r"\b(?:but |though )?(?:i (?:never|didn't) (?:said|say)|i'm not|that's not true|it's not true)\b")
_ELLIPTIC_NO = re.compile(
    r"^\W*(?:and |but |so )?(?:nothing|none|zero|not|never|not (?:any ?more|once|now|since)|i (?:don't|haven't|didn't|'ve not|not)|"
    r"i've (?:not|stopped)|i stopped|i(?:'d| would) never|i (?:wouldn't|couldn't|won't))(?: (?:done (?:it|that)|any ?more|now|since|lately|recently|today|on|for|in|at all|do|it|that|"
    r"(?:mon|tues|wednes|thurs|fri|satur|sun)day)\b.*|\W*)$"
)
_NOTICES = re.compile(r"\bi(?:'m|'ve| have)? (?:just )?(?:found|saw|seen|noticed?|worr\w+|think|know|heard|caught|discovered|came across)\b")
_PASSIVE = re.compile(r"(?:was|were|been|being|be|got|get|getting)\b(?! (?:too |really |a bit )?rough)")
_PARTICIPLE = re.compile(r"abused|raped|molested|groped|groomed|neglected|traffick|sexually|in scared|stalked|locked|forced|scared|afraid|frightened|terrified")
_IS = re.compile(r"\b(?:was|were|been|being|got|get|gets|getting|is|are|be|i'm|feels?|feeling)(?: \w+)? ?$")
_ELDERS = re.compile(r"father|dad|mum|mom|mother|parents?|stepfather|stepdad|uncle|husband|ex|boyfriend|partner|wife")
_MEDIA = re.compile(r"\b(?:film|movie|programme|documentary|series|episode of|book|novel|article|podcast|news|celebrity|singer|actor)\b")
_SMALLER = re.compile(
    r"\b(?:my|our) (?:little |younger |baby )?(?:brother|sister|siblings)\b|\b(?:put|do|did|get|got|make|made|feed|fed|bath|dress)\w* (?:him|her|them|[A-Z]\w+(?:['’]s)? "
    r"(?:tea|dinner|lunch|breakfast|bath))\b"
)
_FUTURE_COUNTS = (RiskCategory.RELAPSE, RiskCategory.STOPPING_MEDICATION)


@dataclass(frozen=True, slots=True)
class Setting:
    """What the conversation gives to the reading of one utterance."""

    speaker: Speaker
    is_about_medication: bool = False
    is_about_mind: bool = False
    is_about_fluids: bool = False
    open_risks: Mapping[RiskCategory, RiskSubject] = field(default_factory=dict)
    known_risks: frozenset[RiskCategory] = frozenset()


@dataclass(frozen=True, slots=True)
class Finding:
    """One risk as one utterance puts it. `stance` is None where it only asks.

    `is_inverted`: the question asks for the contrary, so that a no affirms (“still taking it?”). `is_negative`: the
    question already denies, so that a yes agrees to the denial (“you're not drinking?”).
    """

    category: RiskCategory
    stance: Stance | None
    subject: RiskSubject
    start: int
    is_inverted: bool = False
    is_negative: bool = False
    is_weak: bool = False
    is_last_question: bool = True
    is_open_question: bool = False
    is_taken_for_granted: bool = False
    kind: Kind = field(default=Kind.PLAIN)


class UtteranceReader:
    """Reads one utterance; holds its text, sentences and clauses so that they are split once."""

    def __init__(self, text: str, setting: Setting) -> None:
        self.original = text
        self.text = lowered(text)
        self.setting = setting
        self.sentences = split_sentences(self.text)
        self._clauses: list[Span] | None = None
        self._strong: list[tuple[int, int]] = []

    @property
    def clauses(self) -> list[Span]:
        if self._clauses is None:
            self._clauses = split_clauses(self.text) or [Span(0, len(self.text), self.text)]
        return self._clauses

    def findings(self) -> list[Finding]:
        """Return what the utterance says or asks, without repeats, in the order of the words."""
        hits = [hit for hit in find_hits(self.text) if self._counts(hit)]
        own = {hit.category for hit in hits if hit.context is not Context.SAME_RISK}
        self._strong = [(hit.start, hit.end) for hit in hits if hit.context is not Context.SAME_RISK]
        found = [
            finding
            for hit in hits
            if hit.context is not Context.SAME_RISK or hit.category in self.setting.open_risks or hit.category in own
            for finding in self._read(hit)
        ]
        asked = {f.category for f in found if f.stance is None and not f.is_weak}
        found = [f for f in found if not (f.is_weak and f.stance is None and f.category in asked)]
        for act in find_violence(self.text, self.original, self.clauses, self.setting.speaker):
            hit = Hit(act.category, Kind.PLAIN, act.start, act.end)
            found.extend(replace(finding, subject=act.subject) for finding in self._read(hit))
        found.extend(self._ellipses(found))
        found.extend(self._cared_for(found))
        return _without_repeats(sorted(found, key=lambda finding: finding.start))

    def _counts(self, hit: Hit) -> bool:
        """Whether the conversation is about what the entry asks for; the same risk is checked by the caller."""
        setting = self.setting
        if hit.category is RiskCategory.STOPPING_MEDICATION and "allerg" in self.text:
            return False
        return {
            Context.MEDICATION: setting.is_about_medication,
            Context.MIND: setting.is_about_mind,
            Context.SESSION: hit.category in setting.known_risks,
            Context.NOT_FLUIDS: not setting.is_about_fluids,
        }.get(hit.context, True)

    def _read(self, hit: Hit) -> list[Finding]:
        sentence = clause_at(self.sentences, hit.start)
        speaker = self.setting.speaker
        quoted = is_quoted_from_other(self.text, hit.start)
        subject = self._subject(hit, quoted)
        besides = [span for span in self._strong if span[1] <= hit.start]
        negated = is_negated(self.text, hit.start, hit.end, self.clauses, besides)
        is_asked = self._is_asked(hit, sentence)
        if is_asked and _PEOPLE.search(self.text[sentence.start : hit.start]):
            subject = RiskSubject.CLIENT
        if is_asked and is_open_question(sentence.text) and (negated or hit.kind in (Kind.OPPOSITE, Kind.COMPLIANCE)):
            return []
        finding = Finding(
            hit.category,
            None,
            subject,
            hit.start,
            is_inverted=hit.kind in (Kind.OPPOSITE, Kind.COMPLIANCE),
            is_negative=negated and not _is_inverted_question(sentence.text),
            is_weak=hit.context is Context.SAME_RISK,
            is_last_question=self._is_last_question(sentence),
            is_open_question=is_open_question(sentence.text),
            is_taken_for_granted=not is_asked and asks(sentence.text),
            kind=hit.kind,
        )
        if is_asked and hit.kind is not Kind.FACT:
            return [finding]
        stance = self._stance(hit, negated, sentence)
        if stance is None:
            return []
        if quoted and subject is RiskSubject.CLIENT and speaker.role is SpeakerRole.CLIENT and stance is Stance.AFFIRMED:
            stance = Stance.UNCLEAR
        return [replace(finding, stance=stance)]

    def _is_asked(self, hit: Hit, sentence: Span) -> bool:
        if self.setting.speaker.role in (SpeakerRole.CLIENT, SpeakerRole.OTHER):
            return False
        before = self.text[sentence.start : hit.start]
        if asks(sentence.text) or self._is_cut_question(sentence):
            clause = clause_at(self.clauses, hit.start)
            granted = hit.category in _FUTURE_COUNTS and _TAKEN_FOR_GRANTED.search(before)
            return not granted and not (is_open_question(sentence.text) and clause.text.startswith("since"))
        if not re.search(r"[.?!,]", self.text) and _BARE_QUESTION.search(before):
            return True
        is_general = _PEOPLE.search(before) is not None and "?" in self.text[hit.end :]
        return is_general or _ASKS_ABOUT.search(before) is not None

    def _is_cut_question(self, sentence: Span) -> bool:
        """A question without its mark: “Any alcohol or” broken off, or bare words of a recognizer."""
        return sentence.text.rstrip(".").endswith(("any", " or"))

    def _is_last_question(self, sentence: Span) -> bool:
        later = [other for other in self.sentences if other.start > sentence.start and asks(other.text)]
        return not any(re.search(r"\b(?:smok\w+|cigarettes?|tobacco|vap\w+|exercise|sleep\w*|eat\w*)\b", other.text) for other in later)

    def _stance(self, hit: Hit, negated: bool, sentence: Span) -> Stance | None:
        speaker = self.setting.speaker
        words = self.text[hit.start : hit.end]
        if hit.kind is Kind.FACT:
            return Stance.AFFIRMED
        if speaker.role is SpeakerRole.THERAPIST and self._is_advice(hit, sentence):
            return None
        if hit.category is RiskCategory.PSYCHOSIS and hit.context is Context.SAME_RISK and _MEMORY.search(self.text):
            return None
        if hit.kind is Kind.DOUBTFUL or (hit.context is Context.SAME_RISK and _OPEN_END.search(words)):
            settled = negated and hit.category is not RiskCategory.ABUSE
            return Stance.DENIED if settled and not is_hypothetical(self.text, hit.start, self.clauses) else Stance.UNCLEAR
        if negated and hit.category is RiskCategory.SUBSTANCE_USE and _DEGREE.match(self.text, hit.end):
            negated = False
        says_so = not negated
        if hit.kind is Kind.COMPLIANCE and says_so:
            return None
        if hit.kind in (Kind.OPPOSITE, Kind.COMPLIANCE):
            says_so = not says_so
        if not says_so:
            return Stance.DENIED
        if self._is_open(hit):
            return None if speaker.role is SpeakerRole.THERAPIST else Stance.UNCLEAR
        if hit.category in (RiskCategory.HARM_TO_OTHERS, RiskCategory.SUICIDE) and _TALK.search(self.text, hit.end):
            return Stance.DENIED
        if _ANSWERED_NO.search(self.text, hit.end):
            return Stance.DENIED
        if is_reported(self.text, hit.start):
            if _SAID_NOT.search(self.text, hit.end):
                return Stance.DENIED
            if _OWN_DOUBT.search(self.text, hit.end):
                return Stance.UNCLEAR
        return Stance.AFFIRMED

    def _is_open(self, hit: Hit) -> bool:
        """Whether an affirmation is left open: hedged, in an if-clause, or only feared for the future."""
        clause = clause_at(self.clauses, hit.start)
        before = self.text[clause.start : hit.start]
        polarity = read_polarity(self.text, hit.start, hit.end, self.clauses)
        if hit.category is RiskCategory.HARM_TO_OTHERS and re.search(r"\b(?:told|said|threaten\w*|warned)\b", before):
            return False
        if is_hypothetical(self.text, hit.start, self.clauses) and not re.search(r"\bwhen(?:ever)?\b", before):
            return True
        if _FEAR.search(before) and hit.category is not RiskCategory.SUBSTANCE_USE:
            return _FUTURE.search(before) is not None or hit.category is RiskCategory.RELAPSE
        if hit.category is RiskCategory.RELAPSE and _FUTURE.search(before):
            return True
        if hit.category is RiskCategory.SUBSTANCE_USE and re.search(r"\bmight have\b|\bprobably\b|\bmaybe\b", before):
            return False
        if _FEAR.search(before) and hit.category is RiskCategory.SUBSTANCE_USE:
            return False
        return polarity.is_doubtful and not re.search(r"\b(?:maybe|probably) $", before)

    def _is_advice(self, hit: Hit, sentence: Span) -> bool:
        before = self.text[sentence.start : hit.start]
        if hit.context is Context.SESSION:
            return False
        if is_hypothetical(self.text, hit.start, self.clauses) or _ASKS_ALL.search(sentence.text):
            return True
        if hit.category in (RiskCategory.SUBSTANCE_USE, RiskCategory.STOPPING_MEDICATION) and _ADVICE.search(before):
            return True
        if hit.context is Context.SAME_RISK and not re.search(r"\b(?:you|your|she|he|they)\b", sentence.text):
            return True
        if hit.kind is Kind.COMPLIANCE:
            return _NOT_TAKING.search(before) is None
        if hit.kind is Kind.OPPOSITE and not self.text.startswith("you", hit.start):
            return re.search(r"\b(?:you|he|she|they)(?:'re|'ve|'s)?(?: (?:are|have|been|still|also|both|and|no|is))*(?: \w+)?\s*$", before) is None
        return re.match(r"\W*(?:please |just |so )*(?:don't|do not|never) ", sentence.text) is not None

    def _subject(self, hit: Hit, quoted: bool) -> RiskSubject:
        if hit.context is Context.SAME_RISK and hit.category in self.setting.open_risks:
            who = doer(self.text, hit.start, hit.start + 1, self.clauses)
            return RiskSubject.OTHER if who.kin else self.setting.open_risks[hit.category]
        end = hit.start + 1 if hit.category is RiskCategory.HARM_TO_OTHERS else hit.end
        who = doer(self.text, hit.start, end, self.clauses)
        if self.setting.speaker.role is SpeakerRole.OTHER and who.person is Person.FIRST and _NOTICES.search(self.text):
            who = Reference(Person.NONE)
        if hit.category in (RiskCategory.ABUSE, RiskCategory.NEGLECT):
            who = self._sufferer(hit, who)
        if hit.category is RiskCategory.SUICIDE and _MEDIA.search(self.text) and "suicid" in self.text[hit.start : hit.end]:
            who = Reference(Person.THIRD, "someone")
        if hit.kind is Kind.FACT and who.person is not Person.THIRD and hit.category is RiskCategory.SUICIDE:
            named = re.search(r"attempt|\b(?:i|you)\b", self.text[max(0, hit.start - 25) : hit.end])
            who = who if named else Reference(Person.THIRD, "someone")
        return subject_of(who, self.setting.speaker, quoted)

    def _sufferer(self, hit: Hit, agent: Reference) -> Reference:
        """Who suffers: an object if one is named, the subject of a passive, and else whoever speaks of it."""
        clause = clause_at(self.clauses, hit.start)
        words = self.text[hit.start : hit.end]
        own = Reference(Person.SECOND if self.setting.speaker.role is SpeakerRole.THERAPIST else Person.FIRST)
        passive = _PASSIVE.match(words) or (
            _PARTICIPLE.match(words) and _IS.search(self.text[clause.start : hit.start])
        )
        if passive:
            return agent if agent.person is not Person.NONE else own
        named = [
            who
            for offset, who, can_be_subject in references(self.text[clause.start : max(clause.end, hit.end)])
            if clause.start + offset >= hit.start or not can_be_subject
        ]
        if any(who.person is own.person for who in named):
            return own
        if hit.category is RiskCategory.NEGLECT and agent.person is Person.FIRST:
            return own
        return named[0] if named and not _ELDERS.fullmatch(named[0].kin) else own

    def _ellipses(self, found: Sequence[Finding]) -> list[Finding]:
        """Return denials that leave the risk unnamed: “I used to cut. I haven't for two years.”"""
        if not found or self.setting.speaker.role is SpeakerRole.OTHER:
            return []
        denials = []
        for clause in self.clauses:
            before = [f for f in found if f.start < clause.start and f.stance is Stance.AFFIRMED]
            here = [f for f in found if clause.start <= f.start < clause.end]
            if before and not here and _ELLIPTIC_NO.match(clause.text):
                denials.append(replace(before[-1], stance=Stance.DENIED, start=clause.start))
        return denials


    def _cared_for(self, found: Sequence[Finding]) -> list[Finding]:
        """Return neglect of another child that a client speaks of as “we”: one who looks after a brother or sister."""
        neglect = [f for f in found if f.category is RiskCategory.NEGLECT and f.stance is not None]
        if not neglect or not _SMALLER.search(self.original):
            return []
        return [replace(f, subject=RiskSubject.OTHER) for f in neglect if f.subject is RiskSubject.CLIENT]


def is_about_medication(text: str) -> bool:
    """Whether a medication is named, by its own name or by a general word. `text` is `lowered`."""
    return word_pattern("med").search(text) is not None


def _is_inverted_question(sentence: str) -> bool:
    """Whether a negation belongs to the form of the question: “Haven't you been drinking?”"""
    return re.match(r"\W*(?:and |so |but )?\w+n't (?:you|he|she|they|there|it)\b", sentence) is not None


def _without_repeats(found: Sequence[Finding]) -> list[Finding]:
    kept: dict[tuple[object, ...], Finding] = {}
    for finding in found:
        asked = finding.stance is None
        key = (finding.category, finding.stance, finding.subject, asked and finding.is_inverted, asked and finding.kind)
        kept.setdefault(key, finding)
    found = list(kept.values())
    unnamed = {f.category for f in found if f.kind is Kind.DOUBTFUL and f.category is RiskCategory.ABUSE}
    found = [f for f in found if f.category not in unnamed or f.kind is Kind.DOUBTFUL or f.stance is None]
    settled = {(f.category, f.subject) for f in found if f.stance in (Stance.AFFIRMED, Stance.DENIED)}
    return [f for f in found if not (f.stance is Stance.UNCLEAR and (f.category, f.subject) in settled)]
