"""Discovery: what would have to be true for a plan to work, and how it fails."""
