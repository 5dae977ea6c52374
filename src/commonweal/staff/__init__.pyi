from .figures import staff_figures as staff_figures
from .parts import Post as Post
