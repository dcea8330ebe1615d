"""Today: what waits for a signature, what is being worked on, the sessions that were."""
