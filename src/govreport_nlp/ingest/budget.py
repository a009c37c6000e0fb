"""What the reading of one file may cost."""

from __future__ import annotations

import time

from govreport_nlp.config import Limits
from govreport_nlp.errors import LimitExceededError

__all__ = ["Budget"]


class Budget:
    """The limits of one reading, with what has been spent of them.

    Args:
        limits: The bounds.
        name: What error messages call the document.
    """

    def __init__(self, limits: Limits, name: str) -> None:
        self.limits = limits
        self.name = name or "document"
        self._deadline = time.monotonic() + limits.max_seconds
        self._cells = 0

    def check_bytes(self, count: int, of: str = "bytes") -> None:
        """Refuse more bytes than allowed."""
        self._check(count, self.limits.max_bytes, of, "max_bytes")

    def check_pages(self, count: int) -> None:
        """Refuse more pages than allowed."""
        self._check(count, self.limits.max_pages, "pages", "max_pages")

    def check_nesting(self, depth: int) -> None:
        """Refuse elements nested deeper than allowed."""
        self._check(depth, self.limits.max_nesting, "levels of nested elements", "max_nesting")

    def add_cells(self, count: int) -> None:
        """Count table cells, and refuse more than allowed."""
        self._cells += count
        self._check(self._cells, self.limits.max_cells, "table cells", "max_cells")

    def check_time(self) -> None:
        """Stop a reading that takes too long."""
        if time.monotonic() > self._deadline:
            self._check(1, 0, f"({self.limits.max_seconds:g}) seconds of work", "max_seconds")

    def _check(self, count: float, limit: float, what: str, option: str) -> None:
        if count > limit:
            bound = "" if option == "max_seconds" else f"{limit:g} " if limit < 1e6 else f"{limit} "
            raise LimitExceededError(
                f"{self.name} has more than {bound}{what}",
                hint=f"raise limits.{option} in the configuration",
            )
