from .base.reading.problems import Problem as Problem, ProblemsFound as ProblemsFound
from .execute import Run as Run, run as run
from .plan.reading import read as read
from .plan.system import Plan as Plan
from .report import pictures as pictures
