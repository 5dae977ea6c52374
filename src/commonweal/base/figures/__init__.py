"""Figures: every published number, its measure and its interval."""
