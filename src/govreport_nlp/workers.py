"""A pool of processes that outlives its workers: one that dies costs one item, not the run."""

from __future__ import annotations

import contextlib
import itertools
import signal
import time
from collections import deque
from collections.abc import Callable, Generator, Iterable, Iterator
from multiprocessing import get_context
from multiprocessing.connection import Connection, wait
from typing import Any, Literal, NamedTuple

from govreport_nlp.errors import ConfigError

__all__ = ["Lost", "run_jobs"]

_QUEUED = 2
"""Jobs that a worker has: one in work, one waiting, so that it never waits for us."""

_STARTS = 3
"""Workers in a row that may die before they are ready."""

_CONTEXT = get_context("spawn")

Make = Callable[..., Callable[[Any], Any]]


class Lost(NamedTuple):
    """What stands for the result of an item whose worker died or was ended.

    Attributes:
        reason: ``"time"``: it took longer than the limit; ``"died"``: the process went down.
        detail: In words.
    """

    reason: Literal["time", "died"]
    detail: str


def run_jobs(
    make: Make,
    arguments: tuple[Any, ...],
    jobs: Iterable[list[Any]],
    *,
    workers: int,
    time_limit: float | None = None,
    window: int | None = None,
    recycle: int = 10_000,
) -> Generator[tuple[int, Any | Lost], None, None]:
    """Have items worked on by processes of their own.

    Args:
        make: Called once in each process; returns the function that works on an item. Both it and
            the items and results are pickled.
        arguments: Arguments of ``make``.
        jobs: Lists of items; the items of one list go to one process. Taken as workers get free.
        workers: Number of processes.
        time_limit: Seconds that an item may take; its process is ended then.
        window: How many items may be in work or done behind the first one that is not done yet;
            None for any number.
        recycle: Items after which a process is replaced, so that what leaks goes with it.

    Yields:
        The item's number in the order given, from 0, and its result or `Lost`; as they get done.

    Raises:
        ConfigError: The processes cannot start.
        Exception: What ``make`` raised.
    """
    pool = _Pool(make, arguments, workers, time_limit, window, recycle)
    try:
        yield from pool.run(_numbered(jobs))
    finally:
        pool.close()


def _numbered(jobs: Iterable[list[Any]]) -> Iterator[deque[tuple[int, Any]]]:
    numbers = itertools.count()
    for job in jobs:
        yield deque((next(numbers), item) for item in job)


class _Worker:
    """A process, and the items that it was given and has not answered."""

    def __init__(self, make: Make, arguments: tuple[Any, ...]) -> None:
        self.pipe, theirs = _CONTEXT.Pipe()
        self.process = _CONTEXT.Process(target=_serve, args=(theirs, make, arguments), daemon=True)
        self.process.start()
        theirs.close()  # so that its death reads as an end of file here
        self.ready = False
        self.jobs: deque[deque[tuple[int, Any]]] = deque()
        self.since = time.monotonic()
        self.given = 0

    def give(self, job: deque[tuple[int, Any]]) -> None:
        if not self.jobs:
            self.since = time.monotonic()
        self.jobs.append(job)
        self.given += len(job)
        with contextlib.suppress(OSError):  # it is dead: the next look at its pipe tells
            self.pipe.send([item for _, item in job])

    def end(self) -> int | None:
        self.process.kill()
        self.process.join()
        self.pipe.close()
        return self.process.exitcode


class _Pool:
    def __init__(
        self,
        make: Make,
        arguments: tuple[Any, ...],
        workers: int,
        time_limit: float | None,
        window: int | None,
        recycle: int,
    ) -> None:
        self._make, self._arguments = make, arguments
        self._size, self._time_limit = workers, time_limit
        self._window, self._recycle = window, recycle
        self._workers: list[_Worker] = []
        self._again: deque[deque[tuple[int, Any]]] = deque()
        self._failed_starts = self._newest = 0

    def run(self, jobs: Iterator[deque[tuple[int, Any]]]) -> Iterator[tuple[int, Any | Lost]]:
        while self._feed(jobs):
            busy = [worker for worker in self._workers if worker.jobs]
            ready = wait([worker.pipe for worker in busy], self._patience(busy))
            for worker in busy:
                if worker.pipe in ready:
                    yield from self._receive(worker)
                elif self._late(worker):
                    yield self._lose(worker, Lost("time", f"took more than {self._time_limit:g} s"))

    def close(self) -> None:
        for worker in self._workers:
            worker.end()
        self._workers.clear()

    def _feed(self, jobs: Iterator[deque[tuple[int, Any]]]) -> bool:
        """Give out jobs; tell whether any is in work."""
        for depth in range(_QUEUED):
            for place in range(self._size):
                old = self._workers[place] if place < len(self._workers) else None
                if old and old.jobs and (len(old.jobs) > depth or self._is_used_up(old)):
                    continue
                job = self._next(jobs)
                if job is None:
                    break
                self._worker_at(place).give(job)
        return any(worker.jobs for worker in self._workers)

    def _worker_at(self, place: int) -> _Worker:
        if place >= len(self._workers):
            self._workers.append(_Worker(self._make, self._arguments))
        elif self._is_used_up(self._workers[place]):
            self._workers[place].end()
            self._workers[place] = _Worker(self._make, self._arguments)
        return self._workers[place]

    def _is_used_up(self, worker: _Worker) -> bool:
        return worker.given >= self._recycle or not worker.process.is_alive()

    def _next(self, jobs: Iterator[deque[tuple[int, Any]]]) -> deque[tuple[int, Any]] | None:
        if self._again:
            return self._again.popleft()
        first = min((job[0][0] for w in self._workers for job in w.jobs), default=None)
        if self._window and first is not None and self._newest - first >= self._window:
            return None
        job = next(jobs, None)
        if job:
            self._newest = job[-1][0]
        return job

    def _receive(self, worker: _Worker) -> Iterator[tuple[int, Any | Lost]]:
        try:
            message = worker.pipe.recv()
        except (EOFError, OSError):
            worker.process.join(1)  # its exit code, not that of our kill
            code = worker.process.exitcode
            if worker.ready:
                yield self._lose(worker, Lost("died", f"its process died ({_exit_words(code)})"))
            else:
                self._restart(worker)
            return
        if not worker.ready:
            if isinstance(message, Exception):
                raise message
            worker.ready, self._failed_starts = True, 0
            worker.since = time.monotonic()
            return
        worker.since = time.monotonic()
        number, _ = worker.jobs[0].popleft()
        if not worker.jobs[0]:
            worker.jobs.popleft()
        yield number, message

    def _patience(self, busy: list[_Worker]) -> float | None:
        since = min((worker.since for worker in busy if worker.ready), default=None)
        if self._time_limit is None or since is None:
            return None
        return max(0.0, since + self._time_limit - time.monotonic())

    def _late(self, worker: _Worker) -> bool:
        if self._time_limit is None or not worker.ready:
            return False
        # a last look: its answer may have come while we were at another worker's
        return time.monotonic() - worker.since >= self._time_limit and not worker.pipe.poll()

    def _lose(self, worker: _Worker, lost: Lost) -> tuple[int, Lost]:
        number, _ = worker.jobs[0].popleft()
        self._drop(worker)
        return number, lost

    def _restart(self, worker: _Worker) -> None:
        self._drop(worker)
        self._failed_starts += 1
        if self._failed_starts >= _STARTS:
            raise ConfigError(
                "the worker processes cannot start",
                hint='in a script, start the work under if __name__ == "__main__":',
            )

    def _drop(self, worker: _Worker) -> None:
        worker.end()
        self._workers.remove(worker)
        self._again.extendleft(job for job in reversed(worker.jobs) if job)


def _exit_words(code: int | None) -> str:
    if code is None or code >= 0:
        return f"exit code {code}"
    try:
        return f"signal {signal.Signals(-code).name}"
    except ValueError:
        return f"signal {-code}"


def _serve(pipe: Connection, make: Make, arguments: tuple[Any, ...]) -> None:
    """Work in a process of its own until the pipe is closed."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # the parent has it too, and ends us
    try:
        work = make(*arguments)
    except Exception as error:
        pipe.send(error)
        return
    try:
        pipe.send(None)
        while True:
            for item in pipe.recv():
                pipe.send(work(item))
    except (EOFError, OSError):
        return  # the parent is gone
