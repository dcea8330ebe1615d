"""The people of a vault: who they are, what they may do, letting somebody in and out, supervision."""
