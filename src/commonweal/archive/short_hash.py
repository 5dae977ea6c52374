"""A short name for what a run published, the same wherever and whenever its pages are made."""

from __future__ import annotations

import json
from hashlib import sha256

from commonweal.archive.published import Published

SHOWN = 12
"""Letters of the hash that people are shown: enough to tell any two runs apart."""


def fingerprint(published: Published) -> str:
    """The first letters of a hash over a run's plan, findings, names, luck and figures."""
    manifest = published.manifest
    said = [
        *(manifest.draws, manifest.seed, dict(manifest.settings), list(manifest.scenarios)),
        *(published.plan, published.asked, published.names),
    ]
    found = sha256(json.dumps(said, sort_keys=True).encode())
    for code, frame in sorted(published.figures.frames.items()):
        found.update(code.encode())
        found.update(frame.select("low", "central", "high").fill_null(0.0).to_numpy().tobytes())
    return found.hexdigest()[:SHOWN]
