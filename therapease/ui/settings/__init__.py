"""Settings: the look, who may see what on the screen, when the vault locks."""
