"""A record in the making."""

from __future__ import annotations

from dataclasses import dataclass, field
from decimal import Decimal
from typing import Any

from govreport_nlp.indicators.reading import Reading
from govreport_nlp.numbers.quantities import Quantity

__all__ = ["Draft"]

Span = tuple[int, int]


@dataclass(slots=True)
class Draft:
    """What the grammar has found out about one number.

    Attributes:
        quantity: The number.
        reading: What the words around it say.
        clause: Index of its clause in the sentence.
        sentence: Index of its sentence.
        name_spans: The pieces of its name, in text order.
        base: The name without what sets it against a base of comparison (``占全国``).
        verb: The span of the verb of flow that opens its name, if any.
        front: The pieces of its name before the number, where the counted noun follows it.
        default: The period of the part it stands in, where the words around it say none.
        rule: The rule that named it.
    """

    quantity: Quantity
    reading: Reading
    clause: int
    sentence: int
    unit: str = ""
    value: Decimal | None = None
    low: Decimal | None = None
    high: Decimal | None = None
    measure: str = "level"
    direction: str | None = None
    basis: str | None = None
    status: str = "actual"
    name: str = ""
    name_spans: tuple[Span, ...] = ()
    base: tuple[Span, ...] = ()
    verb: Span | None = None
    front: tuple[Span, ...] = ()
    period: str | None = None
    default: str | None = None
    scope: Span | None = None
    rule: str = ""
    notes: list[str] = field(default_factory=list)

    def fields(self, text: str) -> dict[str, Any]:
        """The fields of an `Indicator`, those that the parser adds left out.

        Those that are None by default are left out as well: a record that was given each of its
        fields takes twice the memory, to remember that.

        Args:
            text: The report's text as written; the draft may have been read from its shadow in
                simplified script, which has the same offsets.
        """
        quantity = self.quantity
        fields = {
            "start": quantity.start,
            "end": quantity.end,
            "text": text[quantity.start : quantity.end],
            "value": self.value,
            "unit": self._unit(text),
            "qualifier": self.reading.qualifier,
            "measure": self.measure,
            "status": self.status,
            "name": "".join([text[a:b] for a, b in self.name_spans]),
            "name_spans": self.name_spans,
            "sentence": self.sentence,
            "rule": self.rule,
        }
        for name in ("low", "high", "direction", "basis", "period"):
            value = getattr(self, name)
            if value is not None:
                fields[name] = value
        if self.scope:
            fields["scope"] = text[self.scope[0] : self.scope[1]]
        return fields

    def _unit(self, text: str) -> str:
        """The unit as written: in traditional script where the text is; but ``/10万`` narrow."""
        unit, quantity = self.unit, self.quantity
        if not unit.isalpha() or text.startswith(unit, quantity.end - len(unit)):
            return unit
        at = quantity.text.rfind(unit)
        if at < 0:
            return unit
        written = text[quantity.start + at : quantity.start + at + len(unit)]
        return written if written != "個" else unit
