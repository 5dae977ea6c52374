from .memory import bytes_a_case as bytes_a_case, bytes_of_limits as bytes_of_limits
from .path import Carried as Carried
from .prepared import Prepared as Prepared, prepare as prepare
from .run import BLOCK_CASES as BLOCK_CASES, carry_all as carry_all, carry_care as carry_care
