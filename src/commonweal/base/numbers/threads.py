"""Threads: pieces of one sum worked out side by side, and given back in order.

NumPy and SciPy let other threads run while they work on large arrays. Each piece is
one thread's from beginning to end, so that their number moves no figure.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import contextmanager
from contextvars import ContextVar, copy_context
from typing import TypeVar

from threadpoolctl import threadpool_limits  # type: ignore[import-untyped]  # it ships none

THREADS = 2

Piece = TypeVar("Piece")
Result = TypeVar("Result")


_PLAIN = ContextVar("products of matrices have one thread each", default=False)


@contextmanager
def plain_products() -> Iterator[None]:
    """One thread for each product of matrices, however many the machine has.

    Threads of their own would wait for each other by turning round and round, which takes more
    of the processor than it saves, and their number would move the last digits of a figure.
    """
    if _PLAIN.get():
        yield
        return
    before = _PLAIN.set(True)
    try:
        with threadpool_limits(1, "blas"):
            yield
    finally:
        _PLAIN.reset(before)


@contextmanager
def threads() -> Iterator[ThreadPoolExecutor]:
    """A few threads to work side by side; who asks for them waits for all they have begun."""
    with plain_products(), ThreadPoolExecutor(THREADS) as pool:
        yield pool


def at_once(work: Callable[[Piece], Result], pieces: Iterable[Piece]) -> Iterator[Result]:
    """What some work comes to for each of some pieces, in their order.

    No more than a few pieces are ahead of the one that is asked for, so that they do not
    pile up; and no new one is begun once whoever asks has stopped.

    >>> list(at_once(lambda number: number * number, range(5)))
    [0, 1, 4, 9, 16]
    """
    waiting: deque[Future[Result]] = deque()
    with threads() as pool:
        try:
            for piece in pieces:
                waiting.append(pool.submit(copy_context().run, work, piece))
                if len(waiting) > THREADS:
                    yield waiting.popleft().result()
            while waiting:
                yield waiting.popleft().result()
        finally:
            for one in waiting:
                one.cancel()
