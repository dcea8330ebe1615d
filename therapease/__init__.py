"""TherapEase: records, transcribes and drafts notes of therapy sessions on the therapist's own computer."""

__version__ = "0.1.0"
