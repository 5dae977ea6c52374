from .attributed import Attribution as Attribution, attribute as attribute
from .figures import shared_figures as shared_figures
