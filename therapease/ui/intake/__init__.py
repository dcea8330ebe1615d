"""From a recording to a draft: the form for a new session, and the page that shows how far its job is."""
