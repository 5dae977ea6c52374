"""Who did what: each proposal's share of everything the plan changes, at every level.

The change from doing nothing to the plan is shared out among the proposals with
nothing left over: by place, site, organisation and system, in every year and draw.
Beside its share stands what each would do alone, and what is lost if it fails.

    measures    what each number is
    levels      where things are counted, and what a piece of change is worth there
    sharing     from pieces of change to rows of proposal and place
    structure   which rows each measure has
    apart       what each would do alone, what is lost without it, what two both count
    beds        who opens and closes beds
    steps       stepped costs: Shapley's shares
    pounds      what the changes cost
    overlaps    which proposals count the same care
    shared      all of it, year by year: the door
    collected   draws summed up, for `figures`
"""

import lazy_loader

__getattr__, __dir__, __all__ = lazy_loader.attach_stub(__name__, __file__)
