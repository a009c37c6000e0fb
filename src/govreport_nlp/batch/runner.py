"""A batch: documents found, done by an engine, kept as they get done, put together at the end."""

from __future__ import annotations

import contextlib
import os
import time
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import NamedTuple

from govreport_nlp.batch.engines import Engine, do_all
from govreport_nlp.batch.formats import check_formats, derive
from govreport_nlp.batch.manifest import Entry, Manifest, changes_between
from govreport_nlp.batch.plan import Document, find_documents
from govreport_nlp.batch.remote import is_url, upload
from govreport_nlp.batch.rows import TABLES
from govreport_nlp.batch.store import MERGED, Store, writing
from govreport_nlp.batch.work import Outcome
from govreport_nlp.config import Config
from govreport_nlp.errors import ConfigError

__all__ = ["Progress", "Summary", "run_batch"]

_SECONDS_AT_RISK = 1.0
_BYTES_AT_RISK = 32_000_000
"""Work that a kill may lose, beside what the workers have in hand."""


class Summary(NamedTuple):
    """What a batch did.

    Attributes:
        reports: Number of reports in the tables.
        indicators: Number of records in all of them.
        failed: Number of documents that became no report.
        skipped: Number of documents that an earlier run had done.
        removed: Number of documents that an earlier run had done and that are no longer there.
        changes: What changed since that run, so that its work was done anew; empty if nothing.
    """

    reports: int
    indicators: int
    failed: int
    skipped: int = 0
    removed: int = 0
    changes: tuple[str, ...] = ()


@dataclass(slots=True)
class Progress:
    """How far a batch is; the same object is given to each call, brought up to date.

    Attributes:
        total: Documents to do, without those skipped.
        total_bytes: Their size.
        skipped: Documents done by an earlier run.
        done: Documents done.
        done_bytes: Their size.
        characters: Length of their texts.
        records: Indicators in them.
        failed: Documents that failed.
        failure: Why the last one failed, with its source; None if it did not.
        seconds: Time since the work began.
    """

    total: int
    total_bytes: int
    skipped: int = 0
    done: int = 0
    done_bytes: int = 0
    characters: int = 0
    records: int = 0
    failed: int = 0
    failure: str | None = None
    seconds: float = 0.0

    @property
    def seconds_left(self) -> float | None:
        """Estimate of the time left, by bytes; None as long as nothing is done."""
        if not self.done_bytes:
            return None
        return self.seconds / self.done_bytes * max(0, self.total_bytes - self.done_bytes)


def run_batch(
    inputs: str | os.PathLike[str] | Iterable[str | os.PathLike[str]],
    out: str | os.PathLike[str],
    config: Config | None = None,
    *,
    workers: int = 1,
    engine: Engine = "auto",
    address: str | None = None,
    time_limit: float | None = None,
    resume: bool = False,
    checksum: bool = False,
    to: Sequence[str] = (),
    work_folder: str | os.PathLike[str] | None = None,
    progress: Callable[[Progress], None] | None = None,
) -> Summary:
    """Parse documents and write their tables; ``govreport_nlp.batch(...)`` is the same function.

    The tables are the same to the byte whatever the engine and the workers, and whether the run
    went through or was killed and resumed.

    Args:
        inputs: A folder, searched with the folders in it; a file; a ``.zip`` archive; a pattern;
            a URL (``s3://…``); or several of these.
        out: Folder for the tables ``reports.jsonl``, ``sections.jsonl``, ``sentences.jsonl``,
            ``indicators.jsonl``, ``failures.jsonl`` and for ``manifest.jsonl``; may be a URL.
        config: The parser's configuration; the default one where left out.
        workers: Number of processes.
        engine: ``"serial"``, ``"process"``, ``"ray"``, or ``"auto"``: see
            `govreport_nlp.batch.engines.do_all`.
        address: Address of a Ray cluster; one on this machine where left out.
        time_limit: Seconds that a document may take; it fails then. Needs processes: the engine
            ``"serial"`` has none.
        resume: Keep what an earlier run on ``out`` did under an equal configuration: new and
            changed documents are parsed, and those no longer there are marked as removed.
        checksum: With ``resume``, tell changed documents by their bytes; else those of equal size
            and time count as unchanged.
        to: Formats to write beside JSON Lines: ``"parquet"``, ``"csv"``, ``"duckdb"``, ``"xlsx"``.
        work_folder: Local folder for the work in hand where ``out`` is a URL.
        progress: Called after each document.

    Returns:
        What was done.

    Raises:
        ConfigError: The inputs are missing or empty, another batch is writing to ``out``, or an
            argument or the configuration is wrong.
        OutputError: The results cannot be written; what is done is kept for ``resume``.
        MissingExtraError: A format, engine or URL needs an extra that is not installed.

    Example:
        >>> run_batch("reports", "tables", workers=2, to=["parquet"])  # doctest: +SKIP
        Summary(reports=31, indicators=1250, failed=0, skipped=0, removed=0, changes=())
    """
    check_formats(to)
    config = config or Config()
    if is_url(out) and work_folder is None:
        raise ConfigError(f"{out} needs a local folder for the work in hand", hint="name one")
    folder = Path(work_folder if is_url(out) and work_folder else out)
    documents = find_documents(inputs, without=folder)
    with Store(folder) as store, writing(folder):
        run = _Run(store, config, documents, resume=resume, checksum=checksum)
        del documents  # what is to do is a part of them
        results = do_all(
            run.todo,
            config,
            engine=engine,
            workers=workers,
            time_limit=time_limit,
            address=address,
        )
        with contextlib.closing(run), contextlib.closing(results):
            for document, outcome in results:
                run.keep(document, outcome)
                if progress:
                    progress(run.progress)
            summary = run.finish()
        derive(folder, to, longest=run.longest)
        if is_url(out):
            upload(folder, os.fspath(out))
    return summary


class _Run:
    """One run on an output: what is kept of earlier ones, what is to do, what is done."""

    def __init__(
        self,
        store: Store,
        config: Config,
        documents: list[Document],
        *,
        resume: bool,
        checksum: bool,
    ) -> None:
        self._store = store
        self._manifest = Manifest(store.manifest, config, resume=resume)
        if not resume:
            store.drop_parts()
        self._header = self._manifest.header
        self.todo = [d for document in documents if (d := self._to_do(document, checksum))]
        there = {document.source for document in documents}
        gone = [source for source in self._manifest.sources() if source not in there]
        self._pending = [entry for source in gone if (entry := self._removal(source))]
        self._removed = len(self._pending)
        size = sum(document.size for document in self.todo)
        self.progress = Progress(len(self.todo), size, len(documents) - len(self.todo))
        self._part = store.part(f"run-{self._header.run:04}")
        self._start = self._committed = time.monotonic()
        self._at_risk = 0
        self.longest = 0

    def _to_do(self, document: Document, checksum: bool) -> Document | None:
        """Return the document as it is to be done, None where an earlier run did it."""
        entry = self._manifest.get(document.source)
        if (
            entry is None
            or entry.hash is None
            or entry.config != self._header.digest
            or not self._store.holds(entry)
        ):
            return document
        if checksum or document.stamp is None or document.stamp != entry.stamp:
            return document._replace(known=entry.hash)
        return None

    def _removal(self, source: str) -> Entry | None:
        entry = self._manifest.get(source)
        if entry is None or entry.status == "removed":
            return None
        return Entry(source, "removed", entry.hash, entry.stamp)

    def keep(self, document: Document, outcome: Outcome) -> None:
        """Write an outcome's rows, and from time to time the manifest's lines for them."""
        entry = self._manifest.get(document.source) if outcome.status == "unchanged" else None
        if entry is not None:
            entry = entry._replace(source=document.source, stamp=outcome.stamp)
        else:
            entry = Entry(
                document.source,
                outcome.status,
                outcome.hash,
                outcome.stamp,
                outcome.stage,
                outcome.seconds,
                outcome.characters,
                outcome.rows,
                self._header.digest,
                self._part.name,
                self._part.add(outcome.lines),
            )
        self._pending.append(entry)
        self._count(document, outcome)
        self._at_risk += sum(map(len, outcome.lines))
        late = time.monotonic() - self._committed > _SECONDS_AT_RISK
        if late or self._at_risk > _BYTES_AT_RISK:
            self._commit()

    def _count(self, document: Document, outcome: Outcome) -> None:
        progress = self.progress
        progress.done += 1
        progress.done_bytes += document.size
        progress.characters += outcome.characters
        progress.records += outcome.rows[TABLES.index("indicators")]
        progress.failed += outcome.status == "failed"
        progress.failure = f"{document.source}: {outcome.reason}" if outcome.reason else None
        progress.seconds = time.monotonic() - self._start

    def _commit(self) -> None:
        """Have all that is done on the disk: first the rows, then the lines that tell of them."""
        self._part.sync()
        self._manifest.add(self._pending)
        self._pending.clear()
        self._committed, self._at_risk = time.monotonic(), 0

    def _entries(self) -> Iterator[Entry]:
        for source in self._manifest.sources():
            entry = self._manifest.get(source)
            if entry is not None:
                yield entry

    def finish(self) -> Summary:
        """Make the tables from all parts, in the order of the sources."""
        self._commit()
        counts = [0] * len(TABLES)
        name = self._store.is_merged(self._entries())
        merged = self._entries()
        if name is None:
            name = f"{MERGED}{self._header.run:04}"
            merged = self._store.merge(merged, name)
        with self._manifest.rewritten() as write:
            for entry in merged:
                write(entry)
                if entry.rows:
                    counts = list(map(int.__add__, counts, entry.rows))
                    self.longest = max(self.longest, *entry.at[1::2])
        self._store.publish(name)
        before = self._manifest.before
        total = dict(zip(TABLES, counts, strict=True))
        return Summary(
            total["reports"],
            total["indicators"],
            total["failures"],
            self.progress.skipped,
            self._removed,
            changes_between(before, self._header) if before else (),
        )

    def close(self) -> None:
        """Close the files."""
        self._part.close()
        self._manifest.close()
