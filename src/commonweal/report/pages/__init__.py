"""The pages of the site: a file for each subject, which declares it as `SUBJECT`."""

from __future__ import annotations

import pkgutil
from functools import cache
from importlib import import_module

from commonweal.report.subject import Subject


@cache
def subjects() -> tuple[Subject, ...]:
    """Every subject, in the order of the contents. A file here is found where it lies."""
    found = [
        import_module(f"{__name__}.{module.name}").SUBJECT
        for module in pkgutil.iter_modules(__path__)
    ]
    return tuple(sorted(found, key=lambda subject: subject.order))
