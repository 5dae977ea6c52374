"""What a proposal may hold of care."""
