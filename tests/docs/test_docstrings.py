"""The examples in docstrings, which the API page shows, are so."""

from __future__ import annotations

import doctest
import importlib
import pkgutil
import warnings
from types import ModuleType

import pytest

import govreport_nlp
from govreport_nlp import Report

MODULES = [
    module.name
    for module in pkgutil.walk_packages(govreport_nlp.__path__, "govreport_nlp.")
    if not module.name.startswith("govreport_nlp.cli")
]


def _module(name: str) -> ModuleType:
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        try:
            return importlib.import_module(name)
        except ImportError as error:  # an extra that is not installed
            pytest.skip(str(error))


@pytest.mark.parametrize("name", MODULES)
def test_examples(name: str, sample_report: Report) -> None:
    module = _module(name)
    names = {**vars(module), "report": sample_report}
    options = doctest.ELLIPSIS | doctest.NORMALIZE_WHITESPACE
    failed, _ = doctest.testmod(module, extraglobs=names, optionflags=options)
    assert failed == 0
