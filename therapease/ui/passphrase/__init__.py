"""A new passphrase: from Settings, and right after signing in by the recovery code."""
