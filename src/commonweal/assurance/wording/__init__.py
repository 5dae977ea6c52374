"""Wording: plain words, and how things are named in sentences."""
