"""Commands that print the figures of the README: `make prove` for its promises, `make bench` for its speeds."""
