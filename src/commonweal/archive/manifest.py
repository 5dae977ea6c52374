"""The manifest of a run folder: what the run was made of, and every file it wrote."""

from __future__ import annotations

import json
import platform
from collections.abc import Mapping
from dataclasses import asdict, dataclass, field, fields, replace
from importlib.metadata import version
from pathlib import Path
from typing import Any

import numpy as np
from threadpoolctl import threadpool_info  # type: ignore[import-untyped]  # it ships none

from commonweal.archive.hashes import changed, hash_of, hashes_of
from commonweal.archive.layout import INPUTS, MANIFEST
from commonweal.base.reading.problems import ShownPlainly

FORMAT = 1
"""The layout of a run folder that this version writes, and the newest that it reads."""
SEAL = '"seal": "{}"'


class NotARunFolder(ShownPlainly):
    """A folder is not what a run leaves behind."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Manifest:
    """What a run was made of, enough to make it again, and what it wrote.

    Attributes:
        format: the layout of the folder; 0 is the one from before layouts were numbered.
        system: the name of the system that was run.
        draws, seed: of the luck.
        settings: what was set otherwise than the inputs say.
        scenarios: the scenarios that were asked for, by code.
        rulebook_day: the day the policy numbers were read on.
        waivers: the findings that were waived, each as its rule and what it is about.
        versions: of what worked it out.
        files: SHA-256 of every other file of the folder, by its name in it.
        seal: SHA-256 of the file's text with the seal blank; its content for short.
        is_sealed: whether the text is as a run wrote it, so that a change by hand shows.
    """

    format: int
    system: str
    draws: int
    seed: int
    settings: Mapping[str, str]
    scenarios: tuple[str, ...]
    rulebook_day: str
    waivers: tuple[str, ...]
    versions: Mapping[str, str]
    files: Mapping[str, str]
    seal: str = ""
    is_sealed: bool = field(default=True, compare=False)

    @property
    def inputs(self) -> dict[str, str]:
        """SHA-256 of every input, by its name among the inputs."""
        return {
            name.removeprefix(INPUTS): found
            for name, found in self.files.items()
            if name.startswith(INPUTS)
        }

    def as_text(self) -> str:
        """The file's text, sealed."""
        content = {name: one for name, one in asdict(self).items() if name != "is_sealed"}
        text = json.dumps(content | {"seal": ""}, indent=2, ensure_ascii=False) + "\n"
        return text.replace(SEAL.format(""), SEAL.format(hash_of(text.encode())))


def versions() -> dict[str, str]:
    """The versions of what works a run out, and the arithmetic of the machine it was on."""
    ours = {name: version(name) for name in ("commonweal", "numpy", "polars", "scipy")}
    return ours | {"python": platform.python_version(), "arithmetic": _arithmetic()}


def _arithmetic() -> str:
    """The processor as the libraries that sum use it: others may round the last digit otherwise."""
    cores = {str(one.get("architecture")) for one in threadpool_info() if one["user_api"] == "blas"}
    return " ".join([platform.machine(), *sorted(cores), *_vectors()])


def _vectors() -> list[str]:
    found = np.show_config("dicts")["SIMD Extensions"]
    return [*found["baseline"], *found.get("found", ())]


def manifest_of(folder: Path) -> Manifest:
    """The manifest of a run folder.

    Raises:
        NotARunFolder: if it is none, or is of a later layout than this version knows.
    """
    path = folder / MANIFEST
    if not path.is_file():
        raise NotARunFolder(
            f"{folder} is not a run folder: it has no {MANIFEST}; make one with "
            f"`commonweal run DIR --out {folder}`"
        )
    try:
        data = path.read_bytes()
        document = json.loads(data)
    except (ValueError, RecursionError):
        raise NotARunFolder(f"{path} cannot be read; make the run again") from None
    if isinstance(document, dict) and _is_later(document.get("format")):
        raise NotARunFolder(
            f"{folder} is a run folder of format {document['format']}, and this version of "
            f"commonweal reads up to format {FORMAT}; install a newer one"
        )
    manifest = _manifest_from(document)
    if manifest is None:
        raise NotARunFolder(f"{path} is not as a run writes it; make the run again")
    return replace(manifest, is_sealed=manifest.format == 0 or _is_sealed(data, manifest.seal))


def not_as_written(manifest: Manifest, folder: Path) -> list[str]:
    """Files of a run folder that are not as the run wrote them: changed, gone or put in."""
    found = hashes_of(folder)
    found.pop(MANIFEST, None)
    listed = {name: found[name] for name in found if name in manifest.files or _is_read(name)}
    return [*changed(manifest.files, listed), *([] if manifest.is_sealed else [MANIFEST])]


def hold_to(manifest: Manifest, folder: Path, besides: tuple[str, ...] = ()) -> None:
    """See that every file of a run folder is as the run wrote it.

    Args:
        manifest: the folder's own.
        folder: the run folder.
        besides: how the names begin of files that may be gone or changed.

    Raises:
        NotARunFolder: naming those that are not.
    """
    wrong = [one for one in not_as_written(manifest, folder) if not one.startswith(besides)]
    if wrong:
        is_not = "is not" if len(wrong) == 1 else "are not"
        raise NotARunFolder(
            f"{', '.join(wrong)} {is_not} as the run in {folder} was written; "
            "put the file back, or make the run again"
        )


def _is_read(name: str) -> bool:
    """Whether a file would be read for what it is, though no run wrote it."""
    return name.startswith(INPUTS)


def _is_later(number: object) -> bool:
    return isinstance(number, int) and number > FORMAT


def _manifest_from(document: object) -> Manifest | None:
    """The manifest in a document, whose further keys are passed over; None if it is none."""
    if not isinstance(document, dict):
        return None
    if "format" not in document:
        document = _brought_up(document)
    known = {one.name: document[one.name] for one in fields(Manifest) if one.name in document}
    counts = [known.get(name) for name in ("format", "draws", "seed")]
    texts = [known.get(name) for name in ("settings", "versions", "files")]
    lists = [known.get(name) for name in ("scenarios", "waivers")]
    words = [known.get(name) for name in ("system", "rulebook_day", "seal")]
    whole = (
        all(isinstance(one, int) and not isinstance(one, bool) and one >= 0 for one in counts)
        and all(isinstance(one, dict) and _are_texts(one.values()) for one in texts)
        and all(isinstance(one, list) and _are_texts(one) for one in lists)
        and _are_texts(words)
    )
    if not whole:
        return None
    return Manifest(**known | {name: tuple(known[name]) for name in ("scenarios", "waivers")})


def _brought_up(document: dict[str, Any]) -> dict[str, Any]:
    """A manifest from before layouts were numbered, which listed its inputs alone."""
    inputs = document.get("inputs")
    listed = inputs.items() if isinstance(inputs, dict) else ()
    files = {f"{INPUTS}{name}": one for name, one in listed}
    blank = {"format": 0, "seal": "", "scenarios": [], "waivers": []}
    return blank | document | {"files": files}


def _are_texts(values: Any) -> bool:
    return all(isinstance(value, str) for value in values)


def _is_sealed(data: bytes, seal: str) -> bool:
    """Whether a text's seal is that of the text without it."""
    return hash_of(data.replace(SEAL.format(seal).encode(), SEAL.format("").encode())) == seal
