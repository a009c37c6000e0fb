"""A trained linear model over words: what the lexicon has no term for, it may have seen."""

from __future__ import annotations

import json
from collections.abc import Sequence
from pathlib import Path

import numpy as np

from govreport_nlp.errors import ConfigError
from govreport_nlp.workstreams.matching import (
    Finder,
    Integers,
    Matches,
    Matrix,
    sum_by_row,
)

__all__ = ["LinearModel"]

SCALE = 100
"""Weights are written as whole hundredths."""
BIAS = "<bias>"


class LinearModel:
    """Softmax regression over the words of a sentence, found by longest match.

    A word is anything in the vocabulary. The words' weights are added up over the sentence and
    divided by the root of their number, so that long sentences are no surer than short ones.

    Args:
        ids: The workstreams, one a column.
        words: The vocabulary.
        weights: One row a word.
        bias: One weight a workstream.
        trained_on: What it was made from, in words.
    """

    def __init__(
        self,
        ids: Sequence[str],
        words: Sequence[str],
        weights: Matrix,
        bias: Matrix,
        trained_on: str = "",
    ) -> None:
        self.ids = tuple(ids)
        self.words = tuple(words)
        self.weights = weights
        self.bias = bias
        self.trained_on = trained_on
        self.finder = Finder(self.words)

    def probabilities(self, words: Matches, height: int) -> Matrix:
        """Return for each sentence the probability of each workstream.

        Args:
            words: The words found in the sentences.
            height: The number of sentences.

        Returns:
            One row a sentence; zeros where it has none of the words.
        """
        known = np.bincount(words.row, minlength=height) > 0
        return self.softmax(*words, height) * known[:, None].astype(np.float32)

    def softmax(self, word: Integers, row: Integers, height: int) -> Matrix:
        """Return the probabilities of sentences that are given as their words.

        Args:
            word: Numbers of words, sentence after sentence.
            row: The sentence of each.
            height: The number of sentences.
        """
        counts = np.bincount(row, minlength=height)[:, None].astype(np.float32)
        logits = sum_by_row(self.weights.take(word, axis=0), row, height)
        logits /= np.sqrt(np.maximum(counts, 1))
        logits += self.bias
        odds = np.exp(logits - logits.max(axis=1, keepdims=True))
        probabilities: Matrix = odds / odds.sum(axis=1, keepdims=True)
        return probabilities

    def dumps(self) -> str:
        """Write the model as a table: a word a line, its weights in hundredths."""
        whole = np.rint(np.vstack([self.bias, self.weights]) * SCALE).astype(int).tolist()
        lines = [f"# {self.trained_on}", "\t".join(("word", *self.ids))]
        lines += [
            "\t".join((w, *map(str, r))) for w, r in zip((BIAS, *self.words), whole, strict=True)
        ]
        return "\n".join(lines) + "\n"

    @classmethod
    def loads(cls, table: str, source: str = "model") -> LinearModel:
        """Read a model that ``dumps`` wrote.

        Args:
            table: The table.
            source: Its name, for messages.

        Raises:
            ConfigError: It is no such table; names the source and the line.
        """
        lines = table.splitlines()
        if len(lines) < 3 or not lines[2].startswith(f"{BIAS}\t"):
            raise ConfigError(f"{source}:3: no {BIAS} row", hint=_AGAIN)
        ids = lines[1].split("\t")[1:]
        words, rows = [], []
        for number, line in enumerate(lines[2:], start=3):
            word, _, row = line.partition("\t")
            if line.count("\t") != len(ids):
                message = f"{source}:{number}: {line.count(chr(9)) + 1} columns, not {len(ids) + 1}"
                raise ConfigError(message, hint=_AGAIN)
            words.append(word)
            rows.append(row)
        try:
            # all at once, as a list in JSON, whose lines are those of the table
            numbers = json.loads("[" + ",\n".join(rows).replace("\t", ",") + "]")
            values: Matrix = np.array(numbers, np.float32).reshape(-1, len(ids))
        except json.JSONDecodeError as error:
            row = rows[error.lineno - 1]
            message = f"{source}:{error.lineno + 2}: no numbers: {row}"
            raise ConfigError(message, hint=_AGAIN) from error
        except ValueError as error:  # lists in it
            raise ConfigError(f"{source}: {error}", hint=_AGAIN) from error
        values /= np.float32(SCALE)
        return cls(ids, words[1:], values[1:], values[0], lines[0].removeprefix("# "))

    @classmethod
    def load(cls, path: str | Path) -> LinearModel:
        """Read a model's file.

        Raises:
            ConfigError: It cannot be read, or is no model.
        """
        try:
            table = Path(path).read_text(encoding="utf-8")
        except (OSError, UnicodeDecodeError) as error:
            raise ConfigError(f"cannot read model {path}: {error}", hint=_AGAIN) from error
        return cls.loads(table, str(path))


_AGAIN = "make it again: govreport train-workstreams"
