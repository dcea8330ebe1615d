"""A conversation read utterance by utterance, with what it was about at each point.

Many words name a risk only in company: “I ran out” beside a medication, “my bouts” beside a depression, “I did it”
beside self-harm, and “drinking” not beside dehydration. Each topic is remembered for a few utterances.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from therapease.domain.note import RiskCategory, RiskSubject
from therapease.domain.transcript import SpeakerRole, Utterance
from therapease.engine.risk.cues import cue
from therapease.engine.risk.lexicon import lowered, word_pattern
from therapease.engine.risk.reading import Finding, Setting, UtteranceReader
from therapease.engine.risk.subject import Speaker

_LONG_AGO = -1000
_TOPICS = ("mind", "fluids", "alcohol", "addiction", "ritual", "grief")
# How many utterances a topic is remembered; risks that share their words with other talk are forgotten sooner.
_MEDICATION_REACH = 4
_MIND_REACH = 4
_FLUIDS_REACH = 8
_ALCOHOL_REACH = 3
_ADDICTION_REACH = 10
_THREAD_REACH = 10
RISK_REACH = 10
_LOOSE_REACH = 6
_LOOSE = frozenset(
    {
        RiskCategory.SUBSTANCE_USE,
        RiskCategory.STOPPING_MEDICATION,
        RiskCategory.RELAPSE,
        RiskCategory.PSYCHOSIS,
    }
)


class ReadConversation:
    """The utterances, their `lowered` texts, and the findings of each, all by position."""

    def __init__(self, utterances: Sequence[Utterance]) -> None:
        self.utterances = utterances
        self.lowered = [lowered(utterance.text) for utterance in utterances]
        self.found: list[list[Finding]] = []
        self.is_couple = len({u.speaker for u in utterances if u.role is SpeakerRole.CLIENT}) > 1
        self._topic_at = dict.fromkeys(("medication", *_TOPICS), _LONG_AGO)
        self._risk_at: dict[RiskCategory, int] = {}
        self._named_at: dict[RiskCategory, int] = {}
        self._risk_of: dict[RiskCategory, RiskSubject] = {}
        for position in range(len(utterances)):
            self._read(position)

    def role(self, position: int) -> SpeakerRole:
        return self.utterances[position].role

    def is_about_medication(self, position: int) -> bool:
        """Whether an utterance names a medication, by its own name or by a general word."""
        text = self.lowered[position]
        return word_pattern("med").search(text) is not None or cue("medical_talk").search(text) is not None

    def _read(self, position: int) -> None:
        self._note_topics(position)
        findings = UtteranceReader(self.utterances[position].text, self._setting(position)).findings()
        findings = [self._as_asked(finding, position) for finding in findings]
        self.found.append(findings)
        for finding in findings:
            if not finding.is_weak:
                self._named_at[finding.category] = position
            elif position - self._named_at.get(finding.category, position) > _THREAD_REACH:
                continue  # Words that only go on about a risk do not keep it open for ever.
            self._risk_at[finding.category] = position
            self._risk_of[finding.category] = finding.subject

    def _as_asked(self, finding: Finding, position: int) -> Finding:
        """Let an answer that names nobody be about the person who was asked about (“Is he drinking?” “Weekends.”)."""
        if position == 0 or not finding.is_unnamed or self.role(position) is not SpeakerRole.CLIENT:
            return finding
        asked = [f for f in self.found[position - 1] if f.stance is None and f.category is finding.category]
        return replace(finding, subject=asked[0].subject) if asked else finding

    def _note_topics(self, position: int) -> None:
        text = self.lowered[position]
        if self.is_about_medication(position):
            self._topic_at["medication"] = position
        for topic in _TOPICS:
            if cue(topic).search(text):
                self._topic_at[topic] = position

    def _setting(self, position: int) -> Setting:
        since = {topic: position - at for topic, at in self._topic_at.items()}
        newest = max(self._risk_at.values(), default=_LONG_AGO)
        near = self.utterances[max(0, position - 1) : position + 2]
        return Setting(
            Speaker(self.role(position), self.is_couple, any(u.role is SpeakerRole.OTHER for u in near)),
            is_about_medication=since["medication"] <= _MEDICATION_REACH,
            is_about_mind=since["mind"] <= _MIND_REACH,
            is_about_addiction=since["addiction"] <= _ADDICTION_REACH,
            is_about_grief=since["grief"] <= _ADDICTION_REACH,
            is_about_rituals=since["ritual"] <= _ADDICTION_REACH,
            is_about_third_party=any(cue("third_party").search(lowered(u.text)) for u in near),
            is_about_street_drugs=any(cue("street_drug").search(lowered(u.text)) for u in near),
            is_about_fluids=since["fluids"] <= _FLUIDS_REACH and since["alcohol"] > _ALCOHOL_REACH,
            open_risks={
                category: self._risk_of[category]
                for category, at in self._risk_at.items()
                if at >= newest - 1 and position - at <= (_LOOSE_REACH if category in _LOOSE else RISK_REACH)
            },
            known_risks=frozenset(self._risk_at),
        )
