"""What a proposal says of how it is decided."""

from commonweal.plan.parts.consultation import Consultation
from commonweal.plan.parts.decision import Decision

__all__ = ["Consultation", "Decision"]
