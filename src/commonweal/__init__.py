"""Commonweal: plans a whole care system, people to pounds, and shows its working.

import commonweal

plan = commonweal.read("examples/riverside")
run = commonweal.run(plan, draws=1000, seed=1)
run.figures      # every published number
run.table("money.balance")  # those of one measure, with names, as a Polars frame
run.findings     # what does not hold up
commonweal.pictures(run)      # pictures, by name
"""

import lazy_loader

__getattr__, __dir__, __all__ = lazy_loader.attach_stub(__name__, __file__)
