"""What a proposal may hold of staff."""

from commonweal.staff.parts.post import Post

__all__ = ["Post"]
