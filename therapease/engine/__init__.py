"""Speech and language: the engine worker, what it runs, and its parent's side. No vault, no window, no network."""
