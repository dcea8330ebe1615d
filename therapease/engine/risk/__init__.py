"""Explicit mentions of risk: found in the words, each with its evidence, stance and subject.

Rules and word lists, no model: a mention is listed because of words that a therapist can read, and leaving one out is
the worst thing this program can do. It finds words; it assesses nobody.
"""

from __future__ import annotations

from therapease.engine.risk.mentions import find_mentions
from therapease.engine.risk.topics import RaisedTopic, raised_topics

__all__ = ["RaisedTopic", "find_mentions", "raised_topics"]
