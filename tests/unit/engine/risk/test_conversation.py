"""What is remembered along a conversation: medication, illness, roles, who is in the room."""

from __future__ import annotations

from tests.labelled_conversations import conversation
from therapease.domain.note import RiskCategory, Stance
from therapease.domain.transcript import SpeakerRole
from therapease.engine.risk.conversation import ReadConversation


def stances(*lines: str) -> list[set[tuple[RiskCategory, Stance | None]]]:
    read = ReadConversation(conversation(*lines).utterances)
    return [{(finding.category, finding.stance) for finding in found} for found in read.found]


def test_a_medication_is_remembered_for_a_few_utterances() -> None:
    near = stances("T: How is the lithium?", "C: Um.", "C: I ran out last week.")
    assert near[2] == {(RiskCategory.STOPPING_MEDICATION, Stance.AFFIRMED)}
    far = stances("T: How is the lithium?", *["C: And the garden is lovely."] * 6, "C: I ran out last week.")
    assert far[-1] == set()


def test_bouts_belong_to_an_illness_of_the_mind() -> None:
    assert stances("T: And the depression?", "C: I have my bouts.")[1] == {(RiskCategory.RELAPSE, Stance.UNCLEAR)}
    assert stances("T: And the cough?", "C: I have my bouts.")[1] == set()


def test_roles_and_medication_by_position() -> None:
    read = ReadConversation(conversation("T: Any tablets?", "C: None.").utterances)
    assert read.role(0) is SpeakerRole.THERAPIST
    assert read.is_about_medication(0)
    assert not read.is_about_medication(1)


def test_a_partner_in_the_room_is_a_client_too() -> None:
    spoken = conversation("D: He said he'd kill himself.", "C: I was angry.")
    found = ReadConversation(spoken.utterances).found[0]
    assert {finding.subject.value for finding in found} == {"client"}
