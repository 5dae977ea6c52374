"""Sensitivity: which uncertain numbers drive a result."""
