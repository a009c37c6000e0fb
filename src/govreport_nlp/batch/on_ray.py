"""The Ray engine: a task a shard; the driver alone writes, and holds a few shards at a time.

Where a task dies, its documents are done again one by one, each in a process of its own, so that
the one which takes too long or brings its process down fails as under the process engine.
"""

from __future__ import annotations

import faulthandler
from collections.abc import Iterator, Sequence
from functools import lru_cache
from typing import Any

from govreport_nlp.batch.engines import do_in_processes
from govreport_nlp.batch.plan import Document, shards
from govreport_nlp.batch.work import Outcome, document_worker, lost_outcome
from govreport_nlp.config import Config
from govreport_nlp.errors import ConfigError, MissingExtraError
from govreport_nlp.workers import Lost

__all__ = ["do_on_ray"]

_SHARD_BYTES, _SHARD_FILES = 8_000_000, 256
_AHEAD = 2
"""Tasks handed out for each that can run, so that none waits for the driver."""


def do_on_ray(
    documents: Sequence[Document],
    config: Config,
    workers: int,
    time_limit: float | None,
    address: str | None,
) -> Iterator[tuple[Document, Outcome]]:
    """Do documents as Ray tasks.

    Args:
        documents: The documents; every node must reach their paths.
        config: The parsers' configuration.
        workers: Number of tasks at a time.
        time_limit: Seconds that a document may take.
        address: The cluster's address (``auto``, ``ray://host:10001``); None for this machine.

    Yields:
        Each document with what came of it, as they get done.

    Raises:
        MissingExtraError: Ray is not installed.
        ConfigError: The cluster cannot be reached.
    """
    try:
        import ray  # noqa: PLC0415  an extra
    except ImportError as error:
        raise MissingExtraError("ray", "the engine ray") from error
    started = _connect(ray, address, workers)
    try:
        yield from _run(ray, documents, config, workers, time_limit)
    finally:
        if started:
            ray.shutdown()


def _connect(ray: Any, address: str | None, workers: int) -> bool:
    """Connect to the cluster, or start one here; tell whether it is ours to shut down."""
    if ray.is_initialized():
        return False
    options = {"address": address} if address else {"num_cpus": workers}
    try:
        ray.init(include_dashboard=None if address else False, log_to_driver=False, **options)
    except (ConnectionError, RuntimeError, ValueError) as error:
        raise ConfigError(
            f"cannot connect to Ray at {address or 'this machine'}: {error}"
        ) from error
    return True


def _run(
    ray: Any,
    documents: Sequence[Document],
    config: Config,
    workers: int,
    time_limit: float | None,
) -> Iterator[tuple[Document, Outcome]]:
    count = max(1, min(_SHARD_FILES, len(documents) // (4 * workers)))
    waiting = shards(documents, size=_SHARD_BYTES, count=count)
    fast = ray.remote(max_retries=0)(_do_fast)
    careful = ray.remote(max_retries=2)(_do_carefully)
    again: list[Document] = []
    running: dict[Any, tuple[list[Document], bool]] = {}
    while True:
        while len(running) < workers * _AHEAD:
            if again:
                shard = [again.pop()]
                running[careful.remote(shard, config, time_limit)] = (shard, True)
            elif more := next(waiting, None):
                running[fast.remote(more, config, time_limit)] = (more, False)
            else:
                break
        if not running:
            return
        (done, *_), _rest = ray.wait(list(running))
        shard, second = running.pop(done)
        try:
            yield from zip(shard, ray.get(done), strict=True)
        except ray.exceptions.RayTaskError as error:
            raise error.cause from None  # a configuration that is wrong on the nodes
        except ray.exceptions.RayError as error:  # a process or a node is gone
            if not second:
                again += shard
                continue
            lost = Lost("died", f"its Ray task failed ({type(error).__name__})")
            yield from ((document, lost_outcome(document, lost)) for document in shard)


_do = lru_cache(maxsize=1)(document_worker)
"""Makes one parser per Ray process, kept for the tasks to come."""


def _do_fast(shard: list[Document], config: Config, time_limit: float | None) -> list[Outcome]:
    """Do documents in the task's own process, which is ended where one takes too long."""
    outcomes = []
    for document in shard:
        if time_limit is not None:
            faulthandler.dump_traceback_later(time_limit, exit=True)
        outcomes.append(_do(config)(document))
        faulthandler.cancel_dump_traceback_later()
    return outcomes


def _do_carefully(shard: list[Document], config: Config, time_limit: float | None) -> list[Outcome]:
    """Do documents of a task that died: in a process of their own, so that the culprit shows."""
    return [outcome for _, outcome in do_in_processes(shard, config, 1, time_limit)]
