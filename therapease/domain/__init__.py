"""The words of the field as frozen values. Standard library only; no I/O, no clock, no framework."""
