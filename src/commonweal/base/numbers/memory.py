"""Memory: what this process has taken of the machine's, and what it may still take."""

from __future__ import annotations

import os
from pathlib import Path

LIMITS = (
    ("/sys/fs/cgroup/memory.max", "/sys/fs/cgroup/memory.current"),
    ("/sys/fs/cgroup/memory/memory.limit_in_bytes", "/sys/fs/cgroup/memory/memory.usage_in_bytes"),
)
"""Where Linux says what a container may take and what it has taken, in bytes; newest first."""


def taken() -> int:
    """Bytes that this process holds; 0 where the system does not say."""
    pages = _words("/proc/self/statm")
    return int(pages[1]) * os.sysconf("SC_PAGE_SIZE") if len(pages) > 1 else 0


def available() -> int | None:
    """Bytes that this process may still take; None where the system does not say."""
    found = [free for free in (_of_machine(), *map(_of_container, LIMITS)) if free is not None]
    return min(found, default=None)


def _of_machine() -> int | None:
    """What other programs leave, on Linux; elsewhere, all there is."""
    words = _words("/proc/meminfo")
    if "MemAvailable:" in words:
        return int(words[words.index("MemAvailable:") + 1]) * 1024
    names = getattr(os, "sysconf_names", {})
    if not {"SC_PHYS_PAGES", "SC_PAGE_SIZE"} <= set(names):
        return None
    return os.sysconf("SC_PHYS_PAGES") * os.sysconf("SC_PAGE_SIZE")


def _of_container(files: tuple[str, str]) -> int | None:
    limit, used = (_words(file) for file in files)
    if not limit or not used or not limit[0].isdigit():  # "max" is no limit
        return None
    return max(0, int(limit[0]) - int(used[0]))


def _words(file: str) -> list[str]:
    try:
        return Path(file).read_text(encoding="ascii").split()
    except OSError:
        return []
