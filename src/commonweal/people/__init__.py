"""People: who lives where, and how well they are at a given age."""
