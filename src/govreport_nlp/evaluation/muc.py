"""The categories of the Message Understanding Conferences, beside the guidelines' own figures.

Each record of prediction or gold is correct, incorrect, partial, missed or spurious, by five
schemes. The first four look at the span of the number and at its measure as the type, and are
those of SemEval-2013 task 9 and of nervaluate; the last looks at the whole record.

=========  ====================================  ==============================  ===============
scheme     correct                               partial                         incorrect
=========  ====================================  ==============================  ===============
strict     equal spans and measures              –                               other pairs
exact      equal spans                           –                               other pairs
partial    equal spans                           overlapping spans               –
type       equal measures, overlapping spans     –                               other pairs
record     the record is right (guidelines)      value and unit are right        other pairs
=========  ====================================  ==============================  ===============
"""

from __future__ import annotations

from collections.abc import Mapping

from pydantic import BaseModel, ConfigDict, computed_field

__all__ = ["CATEGORIES", "SCHEMES", "MucFigures", "muc_categories", "muc_figures", "muc_key"]

SCHEMES = ("strict", "exact", "partial", "type", "record")
CATEGORIES = ("correct", "incorrect", "partial", "missed", "spurious")


class MucFigures(BaseModel):
    """How often each category occurs, and the figures that follow.

    Attributes:
        correct: Pairs that are right.
        incorrect: Pairs that are wrong.
        partial: Pairs that are right in part: they count half.
        missed: Gold records without a prediction.
        spurious: Predicted records without gold.
    """

    model_config = ConfigDict(frozen=True, extra="forbid")

    correct: int
    incorrect: int
    partial: int
    missed: int
    spurious: int

    @computed_field  # type: ignore[prop-decorator]
    @property
    def precision(self) -> float | None:
        """Right share of the predicted; None where nothing is predicted."""
        actual = self.correct + self.incorrect + self.partial + self.spurious
        return (self.correct + self.partial / 2) / actual if actual else None

    @computed_field  # type: ignore[prop-decorator]
    @property
    def recall(self) -> float | None:
        """Right share of the gold; None where there is no gold."""
        possible = self.correct + self.incorrect + self.partial + self.missed
        return (self.correct + self.partial / 2) / possible if possible else None

    @computed_field  # type: ignore[prop-decorator]
    @property
    def f1(self) -> float | None:
        """Harmonic mean of both; None where there is neither a prediction nor gold."""
        pairs = self.correct + self.incorrect + self.partial
        both = 2 * pairs + self.missed + self.spurious
        return 2 * (self.correct + self.partial / 2) / both if both else None


def muc_key(scheme: str, category: str) -> str:
    """Return the name of a category's count in a tally."""
    return f"muc.{scheme}.{category}"


def muc_categories(agree: Mapping[str, bool]) -> dict[str, str]:
    """Tell for each scheme what a pair of records is.

    Args:
        agree: In what the two agree, see ``field_agreement``.

    Example:
        >>> agree = {"span": False, "measure": True, "record": False, "quantity": True}
        >>> [f"{scheme} {category}" for scheme, category in muc_categories(agree).items()]
        ['strict incorrect', 'exact incorrect', 'partial partial', 'type correct', 'record partial']
    """
    span, measure = agree["span"], agree["measure"]
    other = "partial" if agree["quantity"] else "incorrect"
    return {
        "strict": "correct" if span and measure else "incorrect",
        "exact": "correct" if span else "incorrect",
        "partial": "correct" if span else "partial",
        "type": "correct" if measure else "incorrect",
        "record": "correct" if agree["record"] else other,
    }


def muc_figures(tally: Mapping[str, int]) -> dict[str, MucFigures]:
    """Return the figures of each scheme from the counts of a tally."""
    return {
        scheme: MucFigures(**{name: tally.get(muc_key(scheme, name), 0) for name in CATEGORIES})
        for scheme in SCHEMES
    }
