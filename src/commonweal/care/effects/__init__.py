"""Effects: what proposals do to care, a file for each kind, and how effects share what they do."""

from commonweal.care.effects.acts import Act, Effects, acts_on, touches
from commonweal.care.effects.effect import Effect
from commonweal.care.effects.kinds import effect_kind, effect_kinds
from commonweal.care.effects.move import Move
from commonweal.care.effects.move_site import MoveSite
from commonweal.care.effects.on_residents import OnResidents
from commonweal.care.effects.open_beds import OpenBeds
from commonweal.care.effects.reduce import Reduce
from commonweal.care.effects.sharing import log_mean, overlap, share_gone, share_kept
from commonweal.care.effects.shorten import Shorten

__all__ = [
    "Act",
    "Effect",
    "Effects",
    "Move",
    "MoveSite",
    "OnResidents",
    "OpenBeds",
    "Reduce",
    "Shorten",
    "acts_on",
    "effect_kind",
    "effect_kinds",
    "log_mean",
    "overlap",
    "share_gone",
    "share_kept",
    "touches",
]
