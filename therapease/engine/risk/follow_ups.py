"""Questions that go on about a risk without naming it: “How often?”, “And since?”, “Is that every night?”.

They carry the figures a therapist needs, so the question and its answer join the mention that they follow, or make a
new one where the answer turns it round.
"""

from __future__ import annotations

import re

from therapease.domain.note import RiskCategory, RiskSubject, Stance
from therapease.domain.transcript import SpeakerRole
from therapease.engine.language.answers import (
    Answer,
    answer_polarity,
    answers_to,
    has_quantity,
    is_backchannel,
    is_question,
    is_reassurance,
)
from therapease.engine.language.word_lists import words
from therapease.engine.risk.conversation import ReadConversation
from therapease.engine.risk.cues import cue
from therapease.engine.risk.growing import SAYS, GrowingMention, is_over_now

_QUESTION_WORDS = 26
_RESTATED_WORDS = 16
_TINY_WORDS = 6
_THIN_WORDS = 14
_LONG_THREAD = 6
_ASIDE_WORDS = 6
_ECHO_WORDS = 3
_ASKS_FOR_A_PROMISE = re.compile(
    r"\b(?:can|could|will|would|think|able to|ready to|willing to) (?:you |we )?(?:can |could |will )?"
    r"(?:do|try|manage|commit to|stick to|agree to|live with) (?:that|this|it|them|so)\b"
    r"|\b(?:sounds?|is|would) (?:that|it|this)? ?(?:be )?"
    r"(?:okay|ok|all right|alright|right|good|fine|manageable|doable|work)\b|\bdeal\b"
)
"""“Do you think you can do that?” asks for a promise about what was just proposed, and never about a risk."""
_WORD = re.compile(r"[a-z][a-z']*")
_NAME = re.compile(r"(?<=[a-z,] )[A-Z][a-z]{2,}\b")


def follow_up(conversation: ReadConversation, position: int, made: list[GrowingMention]) -> None:
    """Join the therapist's follow-up at `position`, with its answer, to what was said just before."""
    if conversation.role(position) is not SpeakerRole.THERAPIST:
        return
    if _is_follow_up(conversation, position):
        _join(conversation, position, made)
    elif _restates(conversation, position):
        for before in _before(conversation, position, made):
            if before.stance is Stance.AFFIRMED:
                before.add(position, *_corrections(conversation, position))


def _is_follow_up(conversation: ReadConversation, position: int) -> bool:
    text = conversation.lowered[position]
    if is_backchannel(text) or len(text.split()) > _QUESTION_WORDS or cue("changes_topic").search(text):
        return False
    if _ASKS_FOR_A_PROMISE.search(text):
        return False
    return is_question(text) or _is_bare_no(text) or text.startswith("any ")


def _is_thin(text: str) -> bool:
    """Whether a question brings no topic of its own (“And since?”, “Is that ever there?”, “What do you hear?”)."""
    if len(text.split()) > _THIN_WORDS:
        return False
    own = [word for word in _WORD.findall(text) if word.split("'")[0] not in words("function_words")]
    return not any(not cue("light").fullmatch(word) and not has_quantity(word) for word in own)


def _is_bare_no(text: str) -> bool:
    """Whether the therapist only echoes a no, to hear it confirmed."""
    return len(text.split()) <= _ECHO_WORDS and answer_polarity(text) is Answer.NO


def _restates(conversation: ReadConversation, position: int) -> bool:
    """Whether the therapist only says back how often or when (“So nineteen, that's twenty-two years ago.”)."""
    text = conversation.lowered[position]
    is_short = len(text.split()) <= _RESTATED_WORDS
    return is_short and has_quantity(text) and not is_question(text) and not cue("changes_topic").search(text)


def _corrections(conversation: ReadConversation, position: int) -> list[int]:
    """Return the reply that puts a restated figure right (“Two the week before.”)."""
    replies = answers_to(conversation.utterances, position)[:1]
    return [
        at
        for at in replies
        if not conversation.found[at]
        and has_quantity(conversation.lowered[at])
        and answer_polarity(conversation.lowered[at]) is not Answer.NO
    ]


def _before(conversation: ReadConversation, position: int, made: list[GrowingMention]) -> list[GrowingMention]:
    """Return the mentions that end with the utterance just before; an “mm-hm” in between is passed over."""
    at = position - 1
    while at >= 0:
        here = [mention for mention in made if mention.positions[-1] == at]
        is_short = len(conversation.lowered[at].split()) <= _ASIDE_WORDS and not conversation.found[at]
        aside = is_short and answer_polarity(conversation.lowered[position]) is Answer.NO
        if here or at < position - 1 or not (aside or is_backchannel(conversation.utterances[at].text)):
            return here
        at -= 1
    return []


def _join(conversation: ReadConversation, position: int, made: list[GrowingMention]) -> None:
    text = conversation.lowered[position]
    is_tiny = has_quantity(text) and len(text.split()) <= _TINY_WORDS
    points_back = is_tiny or cue("points_back").search(text) is not None
    turns = any(cue(name).search(text) for name in ("turns_to_you", "turns_to_other"))
    if not (turns or points_back or _is_bare_no(text) or _is_thin(text) or _shares_a_name(conversation, position)):
        return
    done: set[RiskCategory] = set()
    for before in reversed(_before(conversation, position, made)):
        if before.category not in done:
            done.add(before.category)
            is_echo = _is_bare_no(text) and before.stance is Stance.DENIED
            is_kept = is_echo or not (turns or points_back or _is_thin(text) or _is_bare_no(text))
            for at in answers_to(conversation.utterances, position)[:1]:
                _extend(conversation, before, (position, at), made, keeps_stance=is_kept)


def _shares_a_name(conversation: ReadConversation, position: int) -> bool:
    if position == 0:
        return False
    earlier = conversation.utterances[position - 1].text
    return any(name in earlier for name in _NAME.findall(conversation.utterances[position].text))


def _extend(
    conversation: ReadConversation,
    before: GrowingMention,
    pair: tuple[int, int],
    made: list[GrowingMention],
    *,
    keeps_stance: bool,
) -> None:
    """Take question and answer into `before`, or into a mention of their own where the answer says otherwise."""
    text = conversation.utterances[pair[1]].text
    own = [finding for finding in conversation.found[pair[1]] if finding.stance is not None]
    same = [finding for finding in own if finding.category is before.category]
    if text.rstrip().endswith("?") or (own and not same):
        return
    for finding in same:
        if finding.stance is not None:
            made.append(GrowingMention(finding.category, finding.stance, finding.subject, list(pair)))
    says = answer_polarity(text)
    if same and (says is not Answer.NO or any(finding.stance is Stance.DENIED for finding in same)):
        return
    if is_reassurance(text):
        says = Answer.NO
    if says is Answer.NONE and has_quantity(text):
        says = Answer.YES
    if says is Answer.NONE and before.stance is not Stance.AFFIRMED:
        return
    subject = before.subject
    if subject is RiskSubject.OTHER and cue("turns_to_you").search(conversation.lowered[pair[0]]):
        subject = RiskSubject.CLIENT
    if cue("turns_to_other").search(conversation.lowered[pair[0]]):
        subject = RiskSubject.OTHER
    stance = before.stance if keeps_stance or says is Answer.NONE else SAYS[says]
    if is_over_now(says, conversation.lowered[pair[1]]) and stance is Stance.AFFIRMED:
        made.append(GrowingMention(before.category, Stance.DENIED, subject, list(pair)))
    if stance is before.stance and subject is before.subject and len(before.positions) < _LONG_THREAD:
        before.add(*pair)
    else:
        made.append(GrowingMention(before.category, stance, subject, list(pair)))
