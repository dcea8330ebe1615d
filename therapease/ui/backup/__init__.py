"""Backups: the part of Settings, the block on Today, and the one that is made by itself every day."""
