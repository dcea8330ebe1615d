"""The recorder's side: which microphones there are. Recording itself runs in a process of its own (see docs)."""
