from .evidence import (
    DESIGNS as DESIGNS,
    FOUND as FOUND,
    PER_THOUSAND as PER_THOUSAND,
    REVIEW as REVIEW,
    SHARE as SHARE,
    Evidence as Evidence,
    evidence_library as evidence_library,
)
from .marks import MARKS as MARKS, TO_BE_CHECKED as TO_BE_CHECKED
from .national_ranges import Range as Range, ranges as ranges
from .numbers import (
    Dated as Dated,
    NoSuchNumber as NoSuchNumber,
    NotAValueOf as NotAValueOf,
    NotInRulebook as NotInRulebook,
    NoValueOn as NoValueOn,
    Number as Number,
    Rulebook as Rulebook,
    Value as Value,
    shown as shown,
)
from .productivity import (
    ProductivityScenario as ProductivityScenario,
    productivity_scenarios as productivity_scenarios,
)
from .reading import SEVERITIES as SEVERITIES, rulebook as rulebook
from .term import Meaning as Meaning, Term as Term, instead_of as instead_of, terms as terms
