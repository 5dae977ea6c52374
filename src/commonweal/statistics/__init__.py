"""Stress: what drives a result, who did what, and what would have to be true.

Functions on arrays of draws; none of them knows what a plan is. Read `drivers`,
`conditions` and `fair` first; `contingency`, `noise`, `enough`, `correlated` and
`shapes` stand alone; the others serve these.
"""
