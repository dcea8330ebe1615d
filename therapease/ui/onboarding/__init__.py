"""The first steps: a guided path that can be left and taken up again, and its parts as Settings shows them, too."""
