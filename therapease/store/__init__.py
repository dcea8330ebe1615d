"""The vault: keys, the encrypted database, and repositories that turn its rows into domain values."""
