"""The Activity place: who did what, who looked at a client's record, and whether the history holds."""
