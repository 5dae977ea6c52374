"""For every test."""

from hypothesis import settings

# No deadline: machines that run tests do other things too, and a slow moment is not a fault.
settings.register_profile("commonweal", deadline=None)
settings.load_profile("commonweal")
