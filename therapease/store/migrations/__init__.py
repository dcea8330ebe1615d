"""The schema's history, one forward-only migration per file, run by `therapease.store.schema`."""
