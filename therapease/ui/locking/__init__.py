"""Locking: the window blanks, what is unfinished is kept in the vault, and the process that held the vault ends."""
