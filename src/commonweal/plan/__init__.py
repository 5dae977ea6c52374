"""The plan: what it is, its run, what does not hold up, and the report."""
