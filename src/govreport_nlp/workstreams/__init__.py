"""Workstreams: taxonomies, and the classifier that sorts sentences into them."""

from __future__ import annotations

from govreport_nlp.workstreams.check import Problem, check_taxonomy
from govreport_nlp.workstreams.classifier import Classifier, Weights
from govreport_nlp.workstreams.taxonomy import (
    Taxonomy,
    Workstream,
    available_taxonomies,
    choose_taxonomy,
    load_taxonomy,
)

__all__ = [
    "Classifier",
    "Problem",
    "Taxonomy",
    "Weights",
    "Workstream",
    "available_taxonomies",
    "check_taxonomy",
    "choose_taxonomy",
    "load_taxonomy",
]
