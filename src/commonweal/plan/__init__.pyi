from .checks.assumptions import NEEDED as NEEDED
from .proposals import (
    Proposal as Proposal,
    all_effects as all_effects,
    all_parts as all_parts,
    number_in_file as number_in_file,
    strengths as strengths,
)
from .reading import read as read
from .settings import (
    setting as setting,
    with_scenarios as with_scenarios,
    with_settings as with_settings,
)
from .system import Assumption as Assumption, Plan as Plan, Waiver as Waiver
from .uncertain_numbers import draw as draw, ranks as ranks, uncertain as uncertain
