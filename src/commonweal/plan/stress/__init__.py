"""Stress: what drives a result, who did what, and what would have to be true.

Pure functions on arrays of draws; none of them knows what a plan is.
"""
