"""Care: demand, what proposals do to it, where it is given, and beds."""
