"""Who does the work: this process, processes of its own, or a Ray cluster; the outcome is one."""

from __future__ import annotations

from collections.abc import Generator, Iterator, Sequence
from typing import Literal, get_args

from govreport_nlp.batch.plan import Document, shards
from govreport_nlp.batch.work import Outcome, document_worker, lost_outcome
from govreport_nlp.config import Config
from govreport_nlp.errors import ConfigError
from govreport_nlp.workers import Lost, run_jobs

__all__ = ["Engine", "do_all", "do_in_processes"]

Engine = Literal["auto", "serial", "process", "ray"]


def do_all(
    documents: Sequence[Document],
    config: Config,
    *,
    engine: Engine = "auto",
    workers: int = 1,
    time_limit: float | None = None,
    address: str | None = None,
) -> Generator[tuple[Document, Outcome], None, None]:
    """Do documents.

    Args:
        documents: The documents.
        config: The parsers' configuration.
        engine: ``"serial"``: this process, without a time limit; ``"process"``: worker processes;
            ``"ray"``: a Ray cluster; ``"auto"``: ``"process"`` where there are several workers or
            a time limit, else ``"serial"``.
        workers: Number of processes, or of Ray tasks at a time.
        time_limit: Seconds that a document may take.
        address: Address of the Ray cluster; one on this machine where left out.

    Yields:
        Each document with what came of it, as they get done.

    Raises:
        ConfigError: An argument is wrong, or the workers cannot start.
        MissingExtraError: Ray is not installed.
    """
    if engine not in get_args(Engine):
        raise ConfigError(f"no engine {engine!r}", hint=f"one of {', '.join(get_args(Engine))}")
    if workers < 1:
        raise ConfigError(f"workers is {workers}", hint="give one or more")
    if engine == "ray":
        from govreport_nlp.batch.on_ray import do_on_ray  # noqa: PLC0415  an extra

        yield from do_on_ray(documents, config, workers, time_limit, address)
    elif engine == "process" or (engine == "auto" and (workers > 1 or time_limit is not None)):
        yield from do_in_processes(documents, config, workers, time_limit)
    elif documents:
        work = document_worker(config)
        yield from ((document, work(document)) for document in documents)


def do_in_processes(
    documents: Sequence[Document], config: Config, workers: int, time_limit: float | None
) -> Iterator[tuple[Document, Outcome]]:
    """Do documents in worker processes; one that dies or takes too long costs one document."""
    count = max(1, min(16, len(documents) // (4 * workers)))
    jobs = shards(documents, count=count)
    results = run_jobs(document_worker, (config,), jobs, workers=workers, time_limit=time_limit)
    for number, result in results:
        document = documents[number]
        yield document, lost_outcome(document, result) if isinstance(result, Lost) else result
