"""Are the examples in the rooms' docstrings true?"""

import doctest
from importlib import import_module

import pytest

PURE = (
    "gatepost.campaigns.counts",
    "gatepost.kernel.files",
    "gatepost.people.access",
    "gatepost.people.classification",
    "gatepost.people.rules",
    "gatepost.people.states",
    "gatepost.people.viewer",
    "gatepost.demo.school",
    "gatepost.web.policy.faces",
    "gatepost.web.policy.near",
    "gatepost.web.policy.wording",
    "gatepost.web.policy.words",
    "gatepost.web.sign_in.forms",
)


@pytest.mark.parametrize("name", PURE)
def test_examples_are_true(name: str) -> None:
    """Each has at least one."""
    result = doctest.testmod(import_module(name))
    assert result.attempted > 0
    assert result.failed == 0
