"""Workstreams: taxonomies, and the classifier that sorts sentences into them."""

from __future__ import annotations

from govreport_nlp.workstreams.check import Problem, check_taxonomy
from govreport_nlp.workstreams.classifier import LAYERS, Classifier, Weights
from govreport_nlp.workstreams.taxonomy import (
    Mapping,
    Taxonomy,
    Workstream,
    available_taxonomies,
    choose_taxonomy,
    load_taxonomy,
)

__all__ = [
    "LAYERS",
    "Classifier",
    "Mapping",
    "Problem",
    "Taxonomy",
    "Weights",
    "Workstream",
    "available_taxonomies",
    "check_taxonomy",
    "choose_taxonomy",
    "load_taxonomy",
]
