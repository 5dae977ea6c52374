"""Places: organisations, areas and sites, and where people go for care."""
