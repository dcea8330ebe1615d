"""Which risks a conversation raised at all, so that a note denies only what was asked and says the rest was not."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from therapease.domain.ids import UtteranceId
from therapease.domain.note import RiskCategory, RiskMention, RiskSubject, Stance
from therapease.domain.transcript import SpeakerRole, Utterance
from therapease.engine.risk.conversation import ReadConversation
from therapease.engine.risk.mentions import mentions_of


@dataclass(frozen=True, slots=True)
class RaisedTopic:
    """One risk in one conversation: the therapist's questions about it, and every mention of it.

    A topic nobody asked about or mentioned is not assessed; only `is_denied` allows a sentence that denies.
    """

    category: RiskCategory
    asked_in: tuple[UtteranceId, ...]
    mentions: tuple[RiskMention, ...]

    @property
    def is_asked(self) -> bool:
        return bool(self.asked_in)

    @property
    def is_raised(self) -> bool:
        return self.is_asked or bool(self.mentions)

    @property
    def of_client(self) -> tuple[RiskMention, ...]:
        """The mentions that are about the client; those of an unclear subject count."""
        return tuple(mention for mention in self.mentions if mention.subject is not RiskSubject.OTHER)

    @property
    def is_denied(self) -> bool:
        """Whether the client denied it and nothing the client said of it stands open or affirms it."""
        stances = {mention.stance for mention in self.of_client}
        return stances == {Stance.DENIED}


def raised_topics(utterances: Sequence[Utterance]) -> dict[RiskCategory, RaisedTopic]:
    """Return every risk of the list with what was asked and said of it; those not raised are there too, empty."""
    conversation = ReadConversation(utterances)
    mentions = mentions_of(conversation)
    return {
        category: RaisedTopic(
            category,
            tuple(
                utterances[at].id
                for at, found in enumerate(conversation.found)
                if conversation.role(at) is not SpeakerRole.CLIENT
                and any(finding.category is category and finding.stance is None for finding in found)
            ),
            tuple(mention for mention in mentions if mention.category is category),
        )
        for category in RiskCategory
    }
