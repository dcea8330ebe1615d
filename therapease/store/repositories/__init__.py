"""Repositories: one per kind of thing, within one transaction, taking and giving domain values, never rows."""
