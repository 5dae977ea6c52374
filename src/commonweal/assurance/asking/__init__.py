"""Asking: how rules see a plan, are registered and waived."""
