"""Speech and language: the engine worker, what it runs, and the parent's side of it. No vault, no window, no network."""
