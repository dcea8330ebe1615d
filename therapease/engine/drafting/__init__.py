"""Drafting: from utterances to a note whose every line leads back to the words it rests on.

The model proposes, the code decides: see `verify` for what a line must satisfy and docs/grounding.md for why.
"""

from __future__ import annotations

from therapease.engine.drafting.draft import draft_note

__all__ = ["draft_note"]
