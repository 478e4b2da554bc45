"""What the tests of editions share: a school with its people."""

import pytest

from tests.unit.agreements.school import Here


@pytest.fixture
def here(db: None) -> Here:
    """A school."""
    return Here.new("Oddenbrook")


@pytest.fixture
def elsewhere(db: None) -> Here:
    """Another school in the same database."""
    return Here.new("Hollin Bank")
