"""Policy numbers: dated, sourced, and marked with how sure we are of the source."""

import lazy_loader

__getattr__, __dir__, __all__ = lazy_loader.attach_stub(__name__, __file__)
