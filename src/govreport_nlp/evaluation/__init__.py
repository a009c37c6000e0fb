"""Evaluation: gold data, alignment, scores, gates, and what a change of rules does.

Example:
    >>> from govreport_nlp.evaluation import evaluate, load_gold, predict
    >>> gold = load_gold("gold/dev")  # doctest: +SKIP
    >>> evaluate(predict(gold), gold).record.f1  # doctest: +SKIP
    0.9
"""

from __future__ import annotations

from govreport_nlp.evaluation.diff import diff
from govreport_nlp.evaluation.figures import PRF, Figures, ScoredError, Scores
from govreport_nlp.evaluation.files import load_gold, load_predictions
from govreport_nlp.evaluation.gold import GoldDocument, GoldIndicator, GoldSentence
from govreport_nlp.evaluation.predictions import predict
from govreport_nlp.evaluation.scores import evaluate

__all__ = [
    "PRF",
    "Figures",
    "GoldDocument",
    "GoldIndicator",
    "GoldSentence",
    "ScoredError",
    "Scores",
    "diff",
    "evaluate",
    "load_gold",
    "load_predictions",
    "predict",
]
