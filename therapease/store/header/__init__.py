"""The key file `NAME.keys`: what it holds, its bytes per format version, and how it is written to survive a crash."""
