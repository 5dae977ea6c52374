"""Whatever goes wrong on an errand is said in a sentence; a bug of ours keeps its traceback."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from typing import Any

import typer
from rich.console import Console, ConsoleOptions, RenderableType
from rich.segment import Segment
from rich.text import Text
from typer.core import TyperGroup

from commonweal.base.reading.problems import ProblemsFound, ShownPlainly, as_text
from commonweal.base.reading.trouble import visible

OUT = 1
"""The number of standard output."""
WITHOUT_DOCSTRINGS = 2
"""What `python -OO` sets: docstrings are gone, in which every measure and rule says what it is."""


class Screen(Console):
    """A console on which nothing that others typed or named can act, such as a file's name."""

    def render(
        self, renderable: RenderableType, options: ConsoleOptions | None = None
    ) -> Iterable[Segment]:
        """What is to be printed, with every character that could act made visible."""
        for segment in super().render(renderable, options):
            shown = segment.text if segment.control else visible(segment.text)
            yield segment._replace(text=shown)


screen = Screen()
errors = Screen(stderr=True)


class Plainly(TyperGroup):
    """The commands, each of whose faults is said in plain words."""

    def invoke(self, context: Any) -> Any:
        """Carry out one command."""
        with _in_plain_words():
            done = super().invoke(context)
            sys.stdout.flush()  # while a full disk can still be reported
            return done


@contextmanager
def _in_plain_words() -> Iterator[None]:
    """Faults in what we were given, or in the machine, are reported and exit 2."""
    try:
        yield
    except ProblemsFound as found:
        _print_problems(found)
        raise typer.Exit(2) from None
    except ShownPlainly as trouble:
        errors.print(Text(str(trouble)), soft_wrap=True)
        raise typer.Exit(2) from None
    except BrokenPipeError:
        raise  # whoever read along has stopped, as `| head` does; Typer ends without a word
    except OSError as trouble:
        _forget_output()
        errors.print(Text(in_words(trouble)), soft_wrap=True)
        raise typer.Exit(2) from None
    except MemoryError:
        errors.print("there is not enough memory; take fewer --draws, or a larger machine")
        raise typer.Exit(2) from None
    except KeyboardInterrupt:
        errors.print("stopped; nothing more was written")
        raise typer.Exit(130) from None


def in_words(trouble: OSError) -> str:
    """What the machine refused, of which file, in a sentence.

    >>> in_words(OSError(28, "No space left on device", "runs/mine"))
    'runs/mine: no space left on device; nothing of yours was changed'
    """
    reason = (trouble.strerror or str(trouble)).strip()
    what = trouble.filename if isinstance(trouble.filename, str | os.PathLike) else ""
    where = f"{os.fspath(what)}: " if what else ""
    return f"{where}{reason[:1].lower()}{reason[1:]}; nothing of yours was changed"


def _print_problems(found: ProblemsFound) -> None:
    errors.print(Text(as_text(found.problems)), soft_wrap=True)
    many = len(found.problems)
    kinds = f"{many} problems" if many != 1 else "1 problem"
    errors.print(f"\n{kinds}; nothing was run. Fix them and try again.")


def _forget_output() -> None:
    """Let what could not be printed go, or Python tries to print it once more at the end."""
    try:
        sys.stdout.flush()
    except OSError:
        nowhere = os.open(os.devnull, os.O_WRONLY)
        os.dup2(nowhere, OUT)
        os.close(nowhere)


def refuse_what_cannot_work() -> None:
    """End with a sentence where Python or the shell was started so that nothing can work.

    A closed standard stream is opened on nothing, or the next file that is opened would take its
    number and be read from or printed into.
    """
    closed = [number for number in (0, 1, 2) if not _is_open(number)]
    for _ in closed:
        os.open(os.devnull, os.O_RDWR)  # takes the lowest number that is free
    if OUT in closed:
        _end("standard output is closed, so nothing can be shown; send it to a file or a screen")
    if sys.flags.optimize >= WITHOUT_DOCSTRINGS:
        _end("commonweal shows the docstrings of its code; start Python without -OO")


def _is_open(number: int) -> bool:
    try:
        os.fstat(number)
    except OSError:
        return False
    return True


def _end(sentence: str) -> None:
    errors.print(Text(sentence), soft_wrap=True)
    raise SystemExit(2)
