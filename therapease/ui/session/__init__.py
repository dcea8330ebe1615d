"""The review place: a session's sound, its words and its note side by side, until the note is signed."""
