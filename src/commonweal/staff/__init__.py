"""Staff: what a plan asks for."""
